/* The verbs of ck-camera.
 */
#ifndef CK_CAMERA_VERBS_H
#define CK_CAMERA_VERBS_H

#include "camera/adapter.h"
#include "lane/verbs.h"

struct ck_camera_settings {
	struct ck_gate_settings gate;	/* first: ck_gate_named keeps the lane
					   that it read there */
	const char *adapter;
	const char *adapters;		/* the folder; NULL: the installed one */
	const char *lane;
	const char *source;
	const char *charset;
	const char *device;		/* a scanner's, in place of files */
	const char *line;		/* "9600 8N1" */
	const char *address;		/* "127.0.0.1:8077" */
	const char *spool;		/* the folder; NULL: the usual one */
	const char *offset;		/* "+07:00" */
	enum ck_sent_text text;
	bool tied;			/* to who began it: ends with standard
					   input, tells when it listens */
	bool late;			/* late readings are given as well */
};

int ck_camera_listen(struct ck_session *s, int argc, char **argv);
int ck_camera_read(struct ck_session *s, int argc, char **argv);

#endif
