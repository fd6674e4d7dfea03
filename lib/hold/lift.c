#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "hold/hold.h"
#include "clear/reason.h"
#include "clear/verbs.h"
#include "store/query.h"

enum { NUMBER_LEAST = 5, NUMBER_MOST = 6 };	/* digits */

struct asked {
	const char *hold;
	const char *reason;
};

int ck_clear_lift_prepare(struct ck_session *s, struct ck_item *item)
{
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	int r = ck_clear_reason(s, item, "lift", &a->reason);

	a->hold = item->operand ? item->operand
				: ck_get_str(item->record, "hold");
	if (r == 0 && !a->hold)
		r = ck_fail(s, item, -EBADMSG, "/hold", "no-hold",
			    _("the record names no hold"));
	if (r == 0)
		ck_clear_cover(item, s->settings, NULL);
	item->prepared = a;
	return r;
}

/* Somebody names the truck: here are the ids. Of a silent hold only its own
 * agency hears. */
static int add_holds(struct ck_session *s, struct ck_item *item,
		     const struct ck_site *site, const char *trip,
		     struct ck_buf *text)
{
	const struct ck_value *agencies = NULL, *holds = NULL;
	const char *language = s->options.language;
	int r = ck_session_agencies(s, item->doc, &agencies);

	if (r == 0)
		r = ck_hold_list(s->store, item->doc, trip, &holds);
	for (size_t i = 0; i < ck_count(holds); i++) {
		const struct ck_value *row = ck_at(holds, i);
		const char *owner = ck_get_str(row, "agency");
		const char *code = ck_get_str(row, "reason");
		const char *reason = ck_site_word(site,
			ck_site_find_reason(site, "hold", code), language);

		if (ck_get_int(row, "silent", 0) &&
		    !ck_owner_right(site, owner, agencies))
			continue;
		ck_buf_printf(text, "%s%s (%s: %s)", text->len ? ", " : "",
			      ck_get_str(row, "hold"),
			      ck_agency_word(site, owner, language),
			      reason ? reason : code);
	}
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

static int name_holds(struct ck_session *s, struct ck_item *item,
		      const struct ck_site *site)
{
	const char **trips;
	CK_BUF text = { 0 };
	size_t count;
	int r = ck_item_trips(s, item, &trips, &count);

	for (size_t i = 0; r >= 0 && i < count; i++)
		r = add_holds(s, item, site, trips[i], &text);
	if (r < 0)
		return r;
	if (!text.len)
		return ck_fail(s, item, -ENOENT, NULL, "no-such-hold",
			       _("%s has no hold that you may lift"),
			       item->operand);
	return ck_fail(s, item, -ENOENT, NULL, "no-such-hold",
		       _("a hold is lifted by its id; %s has %s"),
		       item->operand, ck_buf_text(&text));
}

/* CKHN-H00001 */
static bool is_id(const char *text)
{
	size_t site = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	return site && !strncmp(text + site, "-H", 2);
}

/* "H-1", "H00001", "ckhn-h1": the number of an id, written shorter; or 0. */
static int number_of(const char *text)
{
	const char *dash = strchr(text, '-');
	const char *h = dash && dash[1] && !isdigit((uint8_t)dash[1])
				? dash + 1 : text;
	const char *digits = h + 1 + (*h && h[1] == '-');
	size_t n = *h ? strspn(digits, "0123456789") : 0;

	if ((*h != 'H' && *h != 'h') || !n || n > NUMBER_MOST || digits[n])
		return 0;
	/* A vehicle's unit may be called so. */
	if (!dash && n < NUMBER_LEAST)
		return 0;
	return atoi(digits);
}

static int no_such_hold(struct ck_session *s, struct ck_item *item)
{
	const struct asked *a = item->prepared;

	return ck_fail(s, item, -ENOENT, NULL, "no-such-hold",
		       _("no such hold: %s"), a->hold);
}

static int not_an_id(struct ck_session *s, struct ck_item *item,
		     const struct ck_site *site)
{
	const struct asked *a = item->prepared;

	return ck_fail(s, item, -ENOENT, NULL, "no-such-hold",
		       _("no such hold: %s; an id is like %s-H%05d"), a->hold,
		       site->code, number_of(a->hold));
}

static int read_hold(struct ck_session *s, struct ck_item *item,
		     const struct ck_site *site,
		     const struct ck_value **ret_row)
{
	const struct asked *a = item->prepared;
	int r = ck_row_of(ck_query(s->store, CK_SQL_HOLD_GET, "s", a->hold),
			  item->doc, ret_row);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!*ret_row && !is_id(a->hold) && number_of(a->hold))
		return not_an_id(s, item, site);
	if (!*ret_row && item->operand && !is_id(a->hold))
		return name_holds(s, item, site);
	return *ret_row ? 0 : no_such_hold(s, item);
}

/* The owner lifts it, or whoever stands above the owner. To others a silent one
 * is not there: ids are counted, and could be tried. */
static int allow(struct ck_session *s, struct ck_item *item,
		 const struct ck_site *site, const struct ck_value *row,
		 const char **ret_agency)
{
	const char *owner = ck_get_str(row, "agency");
	const struct ck_value *agencies = NULL;
	int r = ck_session_agencies(s, item->doc, &agencies);

	if (r < 0)
		return r;
	*ret_agency = ck_owner_right(site, owner, agencies);
	if (!*ret_agency && ck_get_int(row, "silent", 0))
		return no_such_hold(s, item);
	return ck_session_allow(s, *ret_agency ? *ret_agency : owner);
}

static struct ck_value *begin(struct ck_session *s, struct ck_item *item,
			      const struct ck_value *row)
{
	struct ck_value *answer = ck_answer(s, item, "hold");
	const char *kind = ck_get_str(row, "subject_kind");

	ck_set(answer, "hold", ck_get(row, "hold"));
	if (!strcmp(kind, "trip") &&
	    ck_record_trip(s, item->doc, answer,
			   ck_get_str(row, "subject")) < 0)
		ck_set(answer, "trip", ck_get(row, "subject"));
	ck_set_str(answer, "state", "lifted");
	ck_set(answer, "agency", ck_get(row, "agency"));
	ck_set(answer, "subject_kind", ck_get(row, "subject_kind"));
	if (strcmp(kind, "person"))
		ck_set(answer, "subject", ck_get(row, "subject"));
	ck_set_bool(answer, "silent", ck_get_int(row, "silent", 0));
	return answer;
}

/* It is lifted; whoever did it may have asked twice. */
static int lifted_before(struct ck_session *s, struct ck_item *item,
			 const struct ck_site *site,
			 const struct ck_value *row)
{
	struct ck_value *answer = begin(s, item, row);
	const char *by = ck_get_str(row, "lifted_by");
	bool same = by && !strcmp(by, s->user);

	ck_set(answer, "reason", ck_get(row, "lifted_reason"));
	ck_set(answer, "reason_name",
	       ck_site_find_reason(site, "lift",
				   ck_get_str(row, "lifted_reason")));
	ck_set_str(answer, "actor", by);
	ck_set(answer, "for", ck_get(row, "lifted_for"));
	ck_set_str(answer, "at",
		   ck_time_text(item->doc, site,
				ck_get_int(row, "lifted_at", 0)));
	ck_set(answer, "version", ck_get(row, "version"));
	if (same)
		ck_set_bool(answer, "repeated", true);
	else
		ck_set_str(answer, "message",
			   ck_doc_format(item->doc, _("%s has lifted it"),
					 by));
	return same ? 0 : 1;
}

static int lift(struct ck_session *s, struct ck_item *item,
		const struct ck_site *site, const struct ck_value *row,
		const char *agency)
{
	const struct asked *a = item->prepared;
	const char *hold = ck_get_str(row, "hold");
	struct ck_value *body = ck_new_object(item->doc);
	struct ck_value *answer;
	struct ck_event_id id = { 0 };
	int r;

	ck_set_str(body, "reason", a->reason);
	ck_set_str(body, "agency", agency);
	r = ck_append(s->txn, "hold.lifted", hold, hold, body, NULL, &id);
	if (r < 0)
		return ck_fail_store(s, item, r);
	answer = begin(s, item, row);
	ck_set_str(answer, "reason", a->reason);
	ck_set(answer, "reason_name",
	       ck_site_find_reason(site, "lift", a->reason));
	ck_set_str(answer, "actor", s->user);
	ck_set_str(answer, "for", s->options.on_behalf);
	ck_set_str(answer, "at", ck_time_text(item->doc, site,
					      ck_txn_occurred(s->txn)));
	if (id.seq)
		ck_set_int(answer, "version", id.seq);
	return 0;
}

int ck_clear_lift(struct ck_session *s, struct ck_item *item)
{
	const struct ck_site *site = NULL;
	const struct ck_value *row = NULL;
	const char *agency = NULL;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = read_hold(s, item, site, &row);
	if (r == 0)
		r = allow(s, item, site, row, &agency);
	if (r < 0)
		return r;
	return ck_get(row, "lifted_at") ? lifted_before(s, item, site, row)
					: lift(s, item, site, row, agency);
}
