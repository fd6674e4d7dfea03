/* The verbs of ck-camera.
 */
#ifndef CK_CAMERA_VERBS_H
#define CK_CAMERA_VERBS_H

#include "camera/adapter.h"

struct ck_camera_settings {
	const char *adapter;
	const char *adapters;		/* the folder; NULL: the installed one */
	const char *lane;
	const char *source;
	const char *charset;
	const char *offset;		/* "+07:00" */
	enum ck_sent_text text;
	bool late;			/* late readings are given as well */
};

int ck_camera_read(struct ck_session *s, int argc, char **argv);

#endif
