#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "pass/issue.h"
#include "pass/page.h"
#include "trade/declarant.h"
#include "trade/facts.h"
#include "trade/lookup.h"
#include "trade/outside.h"
#include "trade/verbs.h"

enum { HOURS_USUAL = 72, PNG_SCALE = 8, GOODS_MOST = 3 };

/* What prepare has found out. */
struct asked {
	const struct ck_site *site;
	int64_t from;			/* 0: now */
	int64_t until;			/* 0: as long as a planned trip */
};

/* -- before the lock ------------------------------------------------------ */

static int time_of(struct ck_session *s, struct ck_item *item,
		   const char *option, const char *text, int64_t after,
		   int64_t *ret_ms)
{
	if (!text || ck_session_ahead(s, text, after, ret_ms) == 0 ||
	    ck_session_moment(s, text, ret_ms) == 0)
		return 0;
	return ck_fail(s, item, -EINVAL, NULL, "usage",
		       _("--%s %s: a time or a day is expected, as 2026-11-22, or 18:00 for the next one"),
		       option, text);
}

/* Nothing is written down that could not be drawn then. */
static int check_libraries(struct ck_session *s, struct ck_item *item)
{
	const char *format = ck_session_own_format(s);

	if (!format || !strcmp(format, "text"))
		return 0;
	if (ck_qr_load() < 0)
		return ck_fail(s, item, -ENOSYS, NULL, "no-library",
			       _("no QR codes here: install the package libqrencode4, or build with libqrencode-dev; --format text prints the pass without one"));
	if (!strcmp(format, "png") && ck_png_load() < 0)
		return ck_fail(s, item, -ENOSYS, NULL, "no-library",
			       _("no PNG files here: install the package libpng16-16, or build with libpng-dev; --format svg needs none"));
	return 0;
}

int ck_declare_pass_prepare(struct ck_session *s, struct ck_item *item)
{
	const struct ck_declare_settings *set = s->settings;
	struct asked *asked = ck_doc_alloc(item->doc, sizeof(*asked));
	int64_t now = ck_session_now(s, item->record);
	int r = ck_session_site(s, item, &asked->site);

	if (r == 0)
		r = check_libraries(s, item);
	if (r == 0)
		r = time_of(s, item, "from", set->from, now, &asked->from);
	if (r == 0)
		r = time_of(s, item, "until", set->until,
			    asked->from > now ? asked->from : now,
			    &asked->until);
	item->prepared = asked;
	return r;
}

/* -- the record ----------------------------------------------------------- */

static int put_load(struct ck_session *s, struct ck_item *item,
		    struct ck_value *record, const struct ck_value *trip)
{
	const struct ck_value *row, *load, *document;
	struct ck_value *outside = NULL;
	struct ck_value *goods = ck_new_array(item->doc);
	int r = ck_declaration_get(s->store, item->doc,
				   ck_get_str(trip, "declaration"), &row);

	if (r < 0)
		return r;
	document = ck_get(row, "document");
	r = ck_document_outside(s->store, item->doc, document,
				s->utc_offset_min, &outside);
	if (r < 0)
		return r;
	load = ck_facts_load(item->doc, document,
			     ck_get_str(trip, "vehicle_ref"));
	for (size_t i = 0; i < ck_count(load) && i < GOODS_MOST; i++) {
		const char *ref = ck_get_str(ck_at(load, i), "goods");

		if (ref)
			ck_push_str(goods, ck_get_str(ck_get(ck_get(
				outside, "goods"), ref), "name") ?: ref);
	}
	ck_set(record, "direction", ck_get(trip, "direction"));
	ck_set_str(record, "enterprise",
		   ck_get_str(ck_get(outside, "enterprise"), "name"));
	if (ck_count(goods))
		ck_set(record, "goods", goods);
	return 0;
}

static void put_head(struct ck_session *s, struct ck_value *record)
{
	struct ck_value *head = ck_set_object(record, "head");
	char hash[CK_DIGEST_HEX];

	ck_set_str(head, "origin", ck_store_origin(s->store));
	ck_set_int(head, "seq", ck_txn_head(s->txn, hash));
	ck_set_str(head, "hash", hash);
}

static int answer(struct ck_session *s, struct ck_item *item,
		  const struct ck_pass_issue *issue)
{
	struct ck_value *record = ck_answer(s, item, "pass");
	char text[CK_PASS_TEXT_MOST];

	CK_SET_SAME(record, issue->trip, "trip", "declaration", "vehicle");
	ck_pass_write(&issue->pass, text);
	ck_set_str(record, "pass", text);
	ck_set_str(record, "digest", issue->pass.digest);
	ck_set_str(record, "key", issue->key.id);
	ck_set_time(record, "from", issue->pass.from, s->utc_offset_min);
	ck_set_time(record, "until", issue->pass.until, s->utc_offset_min);
	put_head(s, record);
	return put_load(s, item, record, issue->trip);
}

/* -- issuing -------------------------------------------------------------- */

static int said(struct ck_session *s, struct ck_item *item,
		const struct ck_pass_issue *issue, int r)
{
	switch (r) {
	case -ENOKEY:
		return ck_fail(s, item, -ENOENT, NULL, "no-key",
			       _("%s has no key that signs now; the keeper makes one with ck-store key make"),
			       issue->site);
	case -ERANGE:
		return ck_fail(s, item, -EINVAL, NULL, "validity",
			       _("the pass would be over before it begins: its key holds until its end, its end lies after its begin"));
	case -EBADMSG:
		return ck_fail(s, item, -EBADMSG, NULL, "trip",
			       _("no pass can name this trip"));
	case -ENOSYS:
		return ck_fail(s, item, -ENOSYS, NULL, "no-library",
			       _("nothing can be signed here: install the package libhogweed6"));
	default:
		return ck_fail_store(s, item, r);
	}
}

static int issue_one(struct ck_session *s, struct ck_item *item,
		     const char *trip)
{
	const struct asked *asked = item->prepared;
	int64_t hours = ck_get_int(asked->site->document, "planned_expires_h",
				   HOURS_USUAL);
	struct ck_pass_issue issue = { .site = s->site,
				       .now = ck_txn_at(s->txn) };
	int r = ck_trip_get(s->store, item->doc, trip, &issue.trip);

	if (r < 0)
		return ck_fail_store(s, item, r);
	r = ck_declarant_allow_pass(s, item,
				    ck_get_str(issue.trip, "declaration"));
	if (r < 0)
		return r;
	if (ck_get(issue.trip, "closed_at"))
		return ck_fail(s, item, -EEXIST, NULL, "closed",
			       _("%s is over (%s): it needs no pass"), trip,
			       ck_get_str(issue.trip, "outcome"));
	issue.from = asked->from ? asked->from : issue.now;
	issue.until = asked->until ? asked->until : issue.from + hours * CK_HOUR_MS;
	r = ck_pass_issue(s->txn, &issue);
	if (r < 0)
		return said(s, item, &issue, r);
	r = answer(s, item, &issue);
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

/* One page is one file. */
static bool is_page(const struct ck_session *s)
{
	const char *format = ck_session_own_format(s);

	return format && (!strcmp(format, "svg") || !strcmp(format, "png"));
}

int ck_declare_pass_decide(struct ck_session *s, struct ck_item *item)
{
	struct ck_declare_settings *set = s->settings;
	const char **trips;
	size_t count;
	int r = ck_item_trips(s, item, &trips, &count);

	if (r >= 0 && is_page(s) && set->pages + count > 1)
		return ck_fail(s, item, -EINVAL, NULL, "one-page",
			       _("one file holds one pass: name one trip"));
	for (size_t i = 0; r >= 0 && i < count; i++)
		r = issue_one(s, item, trips[i]);
	if (r >= 0)
		set->pages += count;
	return r;
}

/* -- other formats -------------------------------------------------------- */

static void draw_terminal(const struct ck_value *record,
			  const struct ck_qr *qr, struct ck_buf *out)
{
	const char *members[] = { "/vehicle/label", "/trip", "/from",
				  "/until" };

	ck_qr_terminal(qr, out);
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
		const char *text = ck_str(ck_pointer(record, members[i]));

		if (i)
			ck_buf_puts(out, "  ");
		ck_words_clean(out, text ? text : "");
	}
	ck_buf_putc(out, '\n');
}

static void draw_page(struct ck_session *s, const struct ck_value *record,
		      const struct ck_qr *qr, struct ck_buf *out)
{
	const struct ck_site *site = NULL;

	if (ck_site_get(s->store, s->site, &site) < 0)
		site = NULL;
	ck_pass_page(record, site ? ck_get(site->document, "name") : NULL, qr,
		     out);
}

int ck_declare_pass_draw(struct ck_session *s, const struct ck_value *record,
			 const char *format, struct ck_buf *out)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const char *text = ck_get_str(record, "pass");
	struct ck_qr qr;
	int r;

	if (!text)
		return 0;
	if (!strcmp(format, "text")) {
		ck_buf_puts(out, text);
		ck_buf_putc(out, '\n');
		return 0;
	}
	r = ck_qr_make(doc, text, &qr);
	if (r < 0)
		return r;
	if (!strcmp(format, "png"))
		return ck_qr_png(&qr, PNG_SCALE, out);
	if (!strcmp(format, "svg"))
		draw_page(s, record, &qr, out);
	else
		draw_terminal(record, &qr, out);
	return 0;
}
