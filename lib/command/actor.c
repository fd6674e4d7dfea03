#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "command/private.h"
#include "store/query.h"

/* How near an entry came to permitting the act; the nearest is told. */
enum verdict {
	NOT_ON_STAFF,
	OTHER_AGENCY,
	OTHER_LANE,
	OUT_OF_DATE,
	PERMITTED,
};

void ck_actor_forget(struct ck_session *s)
{
	s->priv->staff = NULL;
	s->priv->behalf_ok = false;
	if (s->priv->staff_doc)
		ck_doc_reset(s->priv->staff_doc);
}

static int read_staff(struct ck_session *s, struct ck_doc *doc,
		      const char *user, struct ck_value **ret_rows)
{
	struct ck_value *rows = ck_new_array(doc);
	int r = ck_rows_of(
		ck_query(s->store, CK_SQL_SESSION_STAFF, "ss", user, s->site),
		doc, rows);

	if (r < 0)
		return ck_fail_store(s, s->item, r);
	*ret_rows = rows;
	return 0;
}

/* The acting user's entries, read once a transaction, and each time by a
 * program with a loop of its own: who is struck off the staff while a lane runs
 * must not act again. */
static int own_staff(struct ck_session *s, const struct ck_value **ret_rows)
{
	struct ck_session_private *priv = s->priv;
	int r = 0;

	if (!s->item)
		ck_actor_forget(s);
	if (!priv->staff_doc)
		priv->staff_doc = ck_doc_new();
	if (!priv->staff)
		r = read_staff(s, priv->staff_doc, s->user, &priv->staff);
	*ret_rows = priv->staff;
	return r;
}

/* Whoever is entered for no lane in particular may be anywhere. */
static bool holds_at(const struct ck_value *lanes, const char *lane)
{
	return !ck_count(lanes) || ck_lists(lanes, "*") || ck_lists(lanes, lane);
}

static bool within(const struct ck_value *entry, int64_t now)
{
	return ck_get_int(entry, "valid_from", 0) <= now &&
	       now < ck_get_int(entry, "valid_to", INT64_MAX);
}

static enum verdict judge(const struct ck_value *entry, const char *agency,
			  const char *lane, int64_t now)
{
	if (agency && !ck_lists(ck_get(entry, "agencies"), agency))
		return OTHER_AGENCY;
	if (lane && !holds_at(ck_get(entry, "lanes"), lane))
		return OTHER_LANE;
	return within(entry, now) ? PERMITTED : OUT_OF_DATE;
}

static enum verdict judge_all(const struct ck_value *rows, const char *agency,
			      const char *lane, int64_t now)
{
	enum verdict best = NOT_ON_STAFF;

	for (size_t i = 0; i < ck_count(rows); i++) {
		enum verdict v = judge(ck_at(rows, i), agency, lane, now);

		if (v > best)
			best = v;
	}
	return best;
}

static const char *list_text(struct ck_session *s, const struct ck_value *rows)
{
	CK_BUF all = { 0 };

	for (size_t i = 0; i < ck_count(rows); i++) {
		const struct ck_value *list = ck_get(ck_at(rows, i), "agencies");

		for (size_t k = 0; k < ck_count(list); k++) {
			const char *agency = ck_str(ck_at(list, k));

			ck_buf_printf(&all, "%s%s", all.len ? ", " : "",
				      agency ? agency : "?");
		}
	}
	return ck_doc_strdup(s->priv->staff_doc, ck_buf_text(&all));
}

static const char *day_text(struct ck_session *s, int64_t ms)
{
	char text[CK_TIME_TEXT];

	ck_time_print(ms, s->utc_offset_min, text);
	text[10] = '\0';
	return ck_doc_strdup(s->priv->staff_doc, text);
}

static const char *now_text(struct ck_session *s)
{
	char text[CK_TIME_TEXT];

	ck_time_print(ck_session_now(s, s->item ? s->item->record : NULL),
		      s->utc_offset_min, text);
	return ck_doc_strdup(s->priv->staff_doc, text);
}

/* Of an entry: its order, and the day it ended on or begins. */
static int say_dates(struct ck_session *s, const char *user,
		     const struct ck_value *entry)
{
	const char *order = ck_get_str(entry, "order_number");
	int64_t to, from;

	order = order ? ck_doc_format(s->priv->staff_doc, _("; order %s"),
				      order) : "";
	if (s->priv->now_given)
		order = ck_doc_format(s->priv->staff_doc, _("%s; CK_NOW says it is %s"),
				      order, now_text(s));
	from = ck_get_int(entry, "valid_from", 0);
	to = ck_get_int(entry, "valid_to", INT64_MAX);
	if (to > ck_session_now(s, s->item ? s->item->record : NULL))
		return ck_fail(s, s->item, -EPERM, NULL, "staff-dates",
			       _("the staff entry of %s holds only from %s%s"),
			       user, day_text(s, from), order);
	return ck_fail(s, s->item, -EPERM, NULL, "staff-dates",
		       _("the staff entry of %s ended on %s%s"), user,
		       day_text(s, to - 1), order);
}

/* The entry that had the agency. */
static int out_of_date(struct ck_session *s, const char *user,
		       const struct ck_value *rows, const char *agency)
{
	const struct ck_value *entry = NULL;

	for (size_t i = 0; i < ck_count(rows); i++)
		if (!agency || ck_lists(ck_get(ck_at(rows, i), "agencies"),
					 agency))
			entry = ck_at(rows, i);
	return say_dates(s, user, entry);
}

static int refuse(struct ck_session *s, enum verdict why,
		  const struct ck_value *rows, const char *agency,
		  const char *lane)
{
	const char *site = s->site ? s->site : "?";

	switch (why) {
	case OTHER_AGENCY:
		return ck_fail(s, s->item, -EPERM, NULL, "other-agency",
			       _("%s acts for %s, not for %s"), s->user,
			       list_text(s, rows), agency);
	case OTHER_LANE:
		return ck_fail(s, s->item, -EPERM, NULL, "other-lane",
			       _("%s does not act at %s"), s->user, lane);
	case OUT_OF_DATE:
		return out_of_date(s, s->user, rows, agency);
	default:
		return ck_fail(s, s->item, -EPERM, NULL, "not-on-staff",
			       _("%s is not on the staff of %s; the keeper enters staff with ck-store staff"),
			       s->user, site);
	}
}

/* -- on whose behalf ------------------------------------------------------ */

/* The entry by which the acting user stands in for another one now, else the
 * last that is out of date. */
static const struct ck_value *stand_in(const struct ck_value *rows,
				       const char *user, int64_t now)
{
	const struct ck_value *found = NULL;

	for (size_t i = 0; i < ck_count(rows); i++) {
		const struct ck_value *entry = ck_at(rows, i);
		const char *other = ck_get_str(entry, "stands_in_for");

		if (!other || strcmp(other, user))
			continue;
		found = entry;
		if (within(entry, now))
			break;
	}
	return found;
}

static int find_stand_in(struct ck_session *s, const struct ck_value **ret_entry)
{
	const char *user = s->options.on_behalf;
	const struct ck_value *rows = NULL;
	int64_t now = ck_session_now(s, s->item ? s->item->record : NULL);
	int r = own_staff(s, &rows);

	if (r < 0)
		return r;
	*ret_entry = stand_in(rows, user, now);
	if (!*ret_entry)
		return ck_fail(s, s->item, -EPERM, NULL, "not-for",
			       _("%s does not stand in for %s"), s->user, user);
	return within(*ret_entry, now) ? 0 : say_dates(s, s->user, *ret_entry);
}

int ck_actor_check_behalf(struct ck_session *s)
{
	const struct ck_value *entry = NULL;
	int r = 0;

	if (!s->options.on_behalf || s->priv->behalf_ok || !s->store)
		return 0;
	r = find_stand_in(s, &entry);
	if (r == 0)
		s->priv->behalf_ok = !ck_store_simulated(s->store);
	return r;
}

/* Who acts for another has that one's rights at the time it is said to have
 * happened, and those of the entry by which they stand in. */
static int behalf_staff(struct ck_session *s, const struct ck_value **ret_rows,
			int64_t *ret_when)
{
	const struct ck_value *entry = NULL;
	struct ck_value *rows = NULL;
	int r = find_stand_in(s, &entry);

	if (r == 0)
		r = ck_session_occurred(s, s->item ? s->item->record : NULL,
					ret_when);
	if (r == 0)
		r = read_staff(s, s->priv->staff_doc, s->options.on_behalf,
			       &rows);
	if (r < 0)
		return r;
	ck_push(rows, entry);
	*ret_rows = rows;
	return 0;
}

/* The entries that count, and the time they have to hold at. */
static int rights(struct ck_session *s, const struct ck_value **ret_rows,
		  int64_t *ret_when)
{
	if (s->options.on_behalf)
		return behalf_staff(s, ret_rows, ret_when);
	*ret_when = ck_session_now(s, s->item ? s->item->record : NULL);
	return own_staff(s, ret_rows);
}

static enum verdict judge_any(const struct ck_value *rows, const char *agency,
			      const struct ck_value *others, const char *lane,
			      int64_t now)
{
	enum verdict best = judge_all(rows, agency, lane, now);

	for (size_t i = 0; best != PERMITTED && i < ck_count(others); i++) {
		enum verdict other = judge_all(rows, ck_str(ck_at(others, i)),
					       lane, now);

		best = other > best ? other : best;
	}
	return best;
}

static int say_verdict(struct ck_session *s, enum verdict v,
		       const struct ck_value *rows, const char *agency,
		       const char *lane)
{
	if (v == PERMITTED)
		return 0;
	if (!s->options.on_behalf)
		return refuse(s, v, rows, agency, lane);
	if (v == OUT_OF_DATE)
		return out_of_date(s, s->options.on_behalf, rows, agency);
	return ck_fail(s, s->item, -EPERM, NULL, "other-agency",
		       _("%s, for whom %s stands in, does not act for %s"),
		       s->options.on_behalf, s->user, agency ? agency : "?");
}

/* A right that a site leaves unnamed is nobody's but the keeper's. */
static const char *or_keeper(const char *agency)
{
	return agency ? agency : "admin";
}

static int allow_any(struct ck_session *s, const char *agency,
		     const struct ck_value *others, const char *lane)
{
	const struct ck_value *rows = NULL;
	int64_t when = 0;
	int r = rights(s, &rows, &when);

	if (r < 0)
		return r;
	return say_verdict(s, judge_any(rows, agency, others, lane, when),
			   rows, agency, lane);
}

int ck_session_allow_any(struct ck_session *s, const char *agency,
			 const struct ck_value *others, const char *lane)
{
	return allow_any(s, or_keeper(agency), others, lane);
}

/* -- at a barrier --------------------------------------------------------- */

/* Declarants are on the staff to declare; no entry makes officers of them. */
static bool is_officer(const struct ck_value *entry)
{
	const struct ck_value *agencies = ck_get(entry, "agencies");

	for (size_t i = 0; i < ck_count(agencies); i++) {
		const char *agency = ck_str(ck_at(agencies, i));

		if (agency && strncmp(agency, "enterprise:", 11) &&
		    strncmp(agency, "broker:", 7))
			return true;
	}
	return false;
}

/* The keeper has put an officer at this lane by name. */
static bool posted(const struct ck_value *rows, const char *lane, int64_t now)
{
	for (size_t i = 0; i < ck_count(rows); i++) {
		const struct ck_value *entry = ck_at(rows, i);

		if (is_officer(entry) && within(entry, now) &&
		    ck_lists(ck_get(entry, "lanes"), lane))
			return true;
	}
	return false;
}

int ck_session_allow_gate(struct ck_session *s, const char *agency,
			  const struct ck_value *others, const char *lane)
{
	const struct ck_value *rows = NULL;
	int64_t when = 0;
	enum verdict v;
	int r = rights(s, &rows, &when);

	if (r < 0)
		return r;
	agency = or_keeper(agency);
	v = judge_any(rows, agency, others, lane, when);
	if (v != PERMITTED && posted(rows, lane, when))
		v = PERMITTED;
	return say_verdict(s, v, rows, agency, lane);
}

int ck_session_is_party(struct ck_session *s)
{
	const struct ck_value *rows = NULL;
	int64_t when = 0;
	int r = s->store && s->site ? rights(s, &rows, &when) : 0;

	if (r < 0)
		return r;
	for (size_t i = 0; i < ck_count(rows); i++)
		if (is_officer(ck_at(rows, i)) && within(ck_at(rows, i), when))
			return 0;
	for (size_t i = 0; i < ck_count(rows); i++)
		if (!is_officer(ck_at(rows, i)))
			return 1;
	return 0;
}

/* -- for an agency -------------------------------------------------------- */

int ck_session_allow_lane(struct ck_session *s, const char *agency,
			  const char *lane)
{
	return ck_session_allow_any(s, agency, NULL, lane);
}

int ck_session_allow(struct ck_session *s, const char *agency)
{
	return ck_session_allow_lane(s, agency, NULL);
}

int ck_session_allow_staff(struct ck_session *s)
{
	return allow_any(s, NULL, NULL, NULL);
}

/* -- every agency --------------------------------------------------------- */

static void add_agencies(struct ck_value *all, const struct ck_value *entry)
{
	const struct ck_value *agencies = ck_get(entry, "agencies");

	for (size_t i = 0; i < ck_count(agencies); i++) {
		const char *agency = ck_str(ck_at(agencies, i));

		if (agency && strcmp(agency, "admin") && !ck_lists(all, agency))
			ck_push_str(all, agency);
	}
}

int ck_session_agencies(struct ck_session *s, struct ck_doc *doc,
			const struct ck_value **ret_agencies)
{
	struct ck_value *all = ck_new_array(doc);
	const struct ck_value *rows = NULL;
	int64_t when = 0;
	int r = rights(s, &rows, &when);

	if (r < 0)
		return r;
	for (size_t i = 0; i < ck_count(rows); i++)
		if (within(ck_at(rows, i), when))
			add_agencies(all, ck_at(rows, i));
	*ret_agencies = all;
	return 0;
}
