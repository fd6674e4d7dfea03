/* A camera's documents to sightings, by a jq program of share/adapters.
 *
 * The program is given a document (camera/sent.h) and answers with objects,
 * one for each vehicle, none for what is no sighting (a heartbeat, motion):
 *
 *	plate, alternatives [{plate, confidence}], container, unit, chassis,
 *	rfid, pass, trip	as in a sighting (ck-record(5))
 *	confidence		0 to 1; any other is not known, which is said
 *	characters		the same, a number for each character
 *	at			RFC 3339, or without zone as the camera's own
 *	id			the camera's name for this reading
 *	late			true: kept while its line was down, or sent
 *				again: nobody stands there now (lane/late.h)
 */
#ifndef CK_CAMERA_ADAPTER_H
#define CK_CAMERA_ADAPTER_H

#include "camera/sent.h"
#include "command/session.h"
#include "record/jq.h"

enum { CK_OFFSET_UNKNOWN = 24 * 60 };

struct ck_adapter {
	struct ck_jq *jq;
	const char *name;
	const char *lane;		/* NULL: none is said */
	const char *source;		/* "camera"; NULL: the program says */
	int offset_min;			/* of times without a zone, or UNKNOWN */
};

/* A program by its name, of the folder `adapters`, NULL: of those installed.
 * -ENOENT, -EMEDIUMTYPE, said. */
int ck_adapter_open(struct ck_session *s, const char *adapters,
		    const char *name, struct ck_adapter *ret_adapter)
	CK_MUST_CHECK;
void ck_adapter_close(struct ck_adapter *adapter);
CK_DEFINE_CLEANUP(struct ck_adapter *, ck_adapter_close)

/* A sighting record, in doc. */
typedef int ck_adapter_take(void *ctx, struct ck_value *sighting);

/* What a document holds. `key` is made of what the reading says, so that one
 * sent twice is known again; without a time and an id there is none: the same
 * plate may come again. take's negative answer ends it and is returned;
 * -EBADMSG with a sentence in *ret_error (caller frees) when the program fails
 * or answers with something else. */
int ck_adapter_run(struct ck_adapter *adapter, struct ck_session *s,
		   struct ck_doc *doc, const struct ck_value *document,
		   ck_adapter_take *take, void *ctx, char **ret_error)
	CK_MUST_CHECK;

#endif
