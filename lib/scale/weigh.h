/* The verbs of ck-weigh, a file each. They read their settings from
 * s->settings. */
#ifndef CK_SCALE_WEIGH_H
#define CK_SCALE_WEIGH_H

#include "command/session.h"
#include "scale/feeds.h"
#include "scale/spec.h"

/* ck-weigh's own options. */
struct ck_weigh {
	const char *protocol;
	const char *unit;
	const char *pattern;
	enum ck_scale_check check;
	bool has_decimals;
	int decimals;
	bool hex;
	const char *device;
	const char *line;		/* "9600 8N1" */
	const char *scale;
	bool follow;
	bool ask;			/* identify: may it be asked? */
	int64_t timeout_ms;		/* 0: for ever */
	int64_t silence_ms;		/* without a frame; 0: for ever */
	int64_t e_g;			/* where no scale is named */
	int frame_ms;			/* 0: the clock counts */
	bool tare;
	int axles;			/* record: weighed so; 0: whole */
	bool under_min;			/* record: light loads too */
	int64_t preset_g;		/* 0: none */
	bool again;
	const char *reason;
	int64_t days;			/* drift: what is now */
	const char *false_alarms;	/* drift: a share, as text */
	size_t pages;			/* ticket: drawn so far */
	struct ck_feeds *feeds;		/* record: the scales in use */
};

int ck_weigh_protocols(struct ck_session *s, int argc, char **argv);
int ck_weigh_decode(struct ck_session *s, int argc, char **argv);
/* It needs a store only where a scale is named. */
bool ck_weigh_decode_wants(const struct ck_session *s);
int ck_weigh_read(struct ck_session *s, int argc, char **argv);
int ck_weigh_identify(struct ck_session *s, int argc, char **argv);
int ck_weigh_record_prepare(struct ck_session *s, struct ck_item *item);
int ck_weigh_record_decide(struct ck_session *s, struct ck_item *item);
int ck_weigh_list(struct ck_session *s, int argc, char **argv);
int ck_weigh_list_trip(struct ck_session *s, struct ck_item *item);
int ck_weigh_drift(struct ck_session *s, int argc, char **argv);
int ck_weigh_ticket(struct ck_session *s, struct ck_item *item);
int ck_weigh_ticket_draw(struct ck_session *s, const struct ck_value *record,
			 const char *format, struct ck_buf *out);

/* -- shared by these files ------------------------------------------------ */

/* Adds to a record what a row of weigh-list-trip has. */
void ck_weigh_put_row(struct ck_session *s, struct ck_value *record,
		      struct ck_doc *doc, const struct ck_value *row);

/* What the site says of a scale; said when it fails. */
int ck_weigh_spec(struct ck_session *s, struct ck_item *item, const char *name,
		  const struct ck_site **ret_site,
		  struct ck_scale_spec *ret_spec) CK_MUST_CHECK;

/* What --axles and --under-min say of the least load. */
enum ck_scale_least ck_weigh_least(const struct ck_weigh *set);

/* How frames are read: as the site says of the scale (NULL: none is named), and
 * over it --protocol, --pattern, --unit, --check and --decimals. The protocol
 * is NULL when nobody names one. Said when it fails. */
int ck_weigh_options(struct ck_session *s, const struct ck_scale_spec *spec,
		     const struct ck_scale_protocol **ret_protocol,
		     struct ck_scale_options *ret_options) CK_MUST_CHECK;

/* What a feed is made of: the site's word about the scale (NULL: no scale is
 * named), and over it --device, --line, --e, --frame-ms, and the options of
 * ck_weigh_options. Said when it fails. */
int ck_weigh_setting(struct ck_session *s, const struct ck_scale_spec *spec,
		     struct ck_feed_setting *ret_setting) CK_MUST_CHECK;

/* What a scale is read from and how, where that is not as the site says; else
 * NULL, and in a simulated store: there simulated scales stand in. */
const char *ck_weigh_device(const struct ck_session *s, struct ck_doc *doc,
			    const struct ck_scale_spec *spec,
			    const struct ck_feed_setting *used);

/* As ck_port_fail. */
int ck_weigh_fail_port(struct ck_session *s, struct ck_item *item,
		       const struct ck_feed *feed, int err) CK_MUST_CHECK;

/* Whether the wait that began at start_ms (CLOCK_MONOTONIC) is to end with no
 * reading: 0, or -ENODEV, said. */
int ck_weigh_check_heard(struct ck_session *s, struct ck_item *item,
			 const struct ck_feed *feed, int64_t start_ms)
	CK_MUST_CHECK;

/* Says why no stable weight came: -EAGAIN, or -ENODEV where nothing came at
 * all. */
int ck_weigh_fail_wait(struct ck_session *s, struct ck_item *item,
		       const struct ck_feed *feed) CK_MUST_CHECK;

#endif
