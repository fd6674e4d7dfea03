/* Inside ck-weigh record: what is asked for, and the weight that answers. */
#ifndef CK_SCALE_WEIGH_RECORD_H
#define CK_SCALE_WEIGH_RECORD_H

#include "scale/weigh.h"
#include "scale/weighing.h"

/* What prepare has found out. */
struct ck_binding {
	const struct ck_site *site;
	struct ck_scale_spec scale;
	const char *trip;
	const struct ck_value *seen;	/* the sighting that named it; NULL */
	bool tare;
	const char *again;		/* NULL: a first weighing */
	int64_t preset_g;		/* 0: no tare was entered */
	bool has_weight;
	struct ck_weight weight;
	int64_t read_at;		/* ms: when the bytes came, whatever
					   --at says; 0 before that */
	struct ck_feed *feed;		/* NULL: it came as a record */
	const char *device;		/* not the scale's own, or not read as
					   the site says; NULL */
	const struct ck_scale_protocol *protocol;	/* of the feed */
};

/* Trip, scale, kind and reason, from the item and the options; said when
 * something is missing or wrong. */
int ck_binding_find(struct ck_session *s, struct ck_item *item,
		    struct ck_binding *b) CK_MUST_CHECK;

/* Does a sighting without a trip say which vehicle it is? */
bool ck_binding_is_seen(const struct ck_item *item);
/* Its trip and seen, of b's scale; said when it is nobody's, or not surely. */
int ck_binding_see(struct ck_session *s, struct ck_item *item,
		   struct ck_binding *b) CK_MUST_CHECK;

/* The weight: of a record of a concluded reading, else of the scale's device,
 * after waiting for it. Said when there is none. */
int ck_binding_weigh(struct ck_session *s, struct ck_item *item,
		     struct ck_binding *b) CK_MUST_CHECK;

#endif
