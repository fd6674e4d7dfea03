/* staff: who may act for which agency, and until when. */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "keeper/keeper.h"
#include "site/load.h"
#include "site/site.h"
#include "trade/offer.h"

/* -- what must not happen ------------------------------------------------- */

static bool is_admin(const struct ck_value *agencies)
{
	for (size_t i = 0; i < ck_count(agencies); i++)
		if (!strcmp(ck_str(ck_at(agencies, i)), "admin"))
			return true;
	return false;
}

/* A store that nobody keeps could never again enter anybody. The entry of user
 * is about to end, or to be replaced by one that does not keep. */
static int check_keeper(struct ck_session *s, struct ck_txn *txn,
			const char *user)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(s->store, CK_SQL_STAFF_KEEPERS, "i", ck_txn_at(txn));
	bool keeps = false;
	bool others = false;
	int r;

	while ((r = ck_step(q)) > 0) {
		bool same = !strcmp(ck_column_text(q, 0), user);

		keeps |= same;
		others |= !same;
	}
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (!keeps || others)
		return 0;
	return ck_fail(s, NULL, -EINVAL, NULL, "last-admin",
		       _("%s is the only admin; name admin too, or enter another one first"),
		       user);
}

static bool is_party(const char *agency)
{
	return !strncmp(agency, "enterprise:", 11) ||
	       !strncmp(agency, "broker:", 7);
}

static int check_agencies(struct ck_session *s, const struct ck_value *agencies)
{
	const struct ck_site *site = NULL;
	int r = ck_site_get(s->store, s->site, &site);

	if (r < 0)
		return ck_fail_store(s, NULL, r);
	for (size_t i = 0; i < ck_count(agencies); i++) {
		const char *agency = ck_str(ck_at(agencies, i));

		if (!is_party(agency) && !ck_site_find_agency(site, agency))
			return ck_fail(s, NULL, -EINVAL, NULL, "no-agency",
				       _("%s has no agency %s%s"), s->site,
				       agency,
				       ck_offer(s->doc, agency,
						ck_get(site->document,
						       "agencies")));
	}
	return 0;
}

static int check_lanes(struct ck_session *s, const struct ck_value *lanes)
{
	const struct ck_site *site = NULL;
	const struct ck_value *known;
	CK_BUF list = { 0 };
	int r = ck_site_get(s->store, s->site, &site);

	if (r < 0)
		return ck_fail_store(s, NULL, r);
	known = ck_get(site->document, "lanes");
	for (size_t i = 0; i < ck_count(known); i++)
		ck_buf_printf(&list, "%s%s", i ? ", " : "",
			      ck_key_at(known, i));
	for (size_t i = 0; i < ck_count(lanes); i++) {
		const char *lane = ck_str(ck_at(lanes, i));

		if (lane && strcmp(lane, "*") && !ck_get(known, lane))
			return ck_fail(s, NULL, -EINVAL, NULL, "no-such-lane",
				       _("%s has no lane %s; there are %s"),
				       s->site, lane, ck_buf_text(&list));
	}
	return 0;
}

/* -- add ------------------------------------------------------------------ */

static int check_entry(struct ck_session *s, struct ck_txn *txn,
		       const struct ck_staff_entry *entry)
{
	int r = check_agencies(s, entry->agencies);

	if (r == 0)
		r = check_lanes(s, entry->lanes);
	if (r < 0)
		return r;
	if (entry->stands_in_for && !entry->order)
		return ck_fail(s, NULL, -EINVAL, NULL, "order", "%s",
			       _("--stands-in-for needs the order's number: --order"));
	if (entry->valid_to && *entry->valid_to <= entry->valid_from)
		return ck_fail(s, NULL, -EINVAL, NULL, "day", "%s",
			       _("the last day lies before the first"));
	if (is_admin(entry->agencies) && entry->valid_from <= ck_txn_at(txn))
		return 0;
	return check_keeper(s, txn, entry->user);
}

struct adding {
	const char *user;
	int64_t from;
	int64_t to;			/* 0: for ever */
};

struct ending {
	const char *user;
	const struct ck_value *row;	/* in the session's document */
	int64_t to;
};

static int append_entry(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	const struct ck_keeper *set = s->settings;
	struct adding *adding = ctx;
	struct ck_doc *doc = ck_txn_doc(txn);
	int64_t last = 0;
	struct ck_staff_entry entry = {
		.site = s->site,
		.user = adding->user,
		.agencies = ck_new_list(doc, set->agencies),
		.lanes = set->lanes ? ck_new_list(doc, set->lanes) : NULL,
		.valid_from = ck_txn_at(txn),
		.valid_to = set->to ? &last : NULL,
		.stands_in_for = set->stands_in_for,
		.order = set->order,
	};
	int r = ck_keeper_allow(s);

	if (r == 0 && set->from)
		r = ck_keeper_day(s, "--from", set->from, &entry.valid_from);
	if (r == 0 && set->to)
		r = ck_keeper_day(s, "--to", set->to, &last);
	if (r < 0)
		return r;
	last += CK_DAY_MS;
	r = check_entry(s, txn, &entry);
	if (r < 0)
		return r;
	adding->from = entry.valid_from;
	adding->to = entry.valid_to ? last : 0;
	r = ck_staff_add(txn, &entry);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static struct ck_value *answer(struct ck_session *s, const char *user,
			       const char *act)
{
	struct ck_value *record = ck_record(s, s->doc, "staff");

	ck_set_str(record, "user", user);
	ck_set_str(record, "act", act);
	return record;
}

static int answer_added(struct ck_session *s, const struct adding *adding)
{
	const struct ck_keeper *set = s->settings;
	struct ck_value *record = answer(s, adding->user, "added");

	ck_set(record, "agencies", ck_new_list(s->doc, set->agencies));
	if (set->lanes)
		ck_set(record, "lanes", ck_new_list(s->doc, set->lanes));
	ck_set_time(record, "from", adding->from, s->utc_offset_min);
	if (adding->to)
		ck_set_time(record, "to", adding->to, s->utc_offset_min);
	ck_set_str(record, "stands_in_for", set->stands_in_for);
	ck_set_str(record, "order", set->order);
	return ck_print(s, record);
}

static int add(struct ck_session *s, char *user)
{
	const struct ck_keeper *set = s->settings;
	struct adding adding = { .user = user };
	int r;

	if (!set->agencies)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
			       _("staff add USER needs --agency CODE[,CODE…]"));
	r = ck_session_need_site(s, NULL);
	if (r < 0)
		return r;
	r = ck_session_transact(s, append_entry, &adding);
	return r < 0 ? r : answer_added(s, &adding);
}

/* -- end ------------------------------------------------------------------ */

static int append_end(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	const struct ck_keeper *set = s->settings;
	struct ending *ending = ctx;
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	const char *staff = ck_doc_format(ck_txn_doc(txn), "%s/%s",
					  s->site ? s->site : "", ending->user);
	int64_t last = ck_txn_at(txn) - CK_DAY_MS;
	int r = ck_keeper_allow(s);

	if (r == 0 && set->to)
		r = ck_keeper_day(s, "--to", set->to, &last);
	if (r < 0)
		return r;
	r = ck_row_of(ck_query(s->store, CK_SQL_STAFF_GET, "s", staff), s->doc,
		      &ending->row);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (!ending->row)
		return ck_fail(s, NULL, -ENOENT, NULL, "no-staff",
			       _("no staff entry for %s"), ending->user);
	r = check_keeper(s, txn, ending->user);
	if (r < 0)
		return r;
	ending->to = last + CK_DAY_MS;
	ck_set_int(body, "valid_to", ending->to);
	r = ck_append(txn, "staff.ended", staff, staff, body, NULL, NULL);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int end(struct ck_session *s, const char *user)
{
	struct ending ending = { .user = user };
	int r = ck_session_transact(s, append_end, &ending);
	struct ck_value *record;

	if (r < 0)
		return r;
	record = answer(s, user, "ended");
	CK_SET_SAME(record, ending.row, "agencies", "lanes", "stands_in_for",
		    "order");
	ck_set_time_of(record, "from", ck_get(ending.row, "valid_from"),
		       s->utc_offset_min);
	ck_set_time(record, "to", ending.to, s->utc_offset_min);
	return ck_print(s, record);
}

/* -- list ----------------------------------------------------------------- */

static int print_entry(struct ck_session *s, void *ctx, struct ck_doc *doc,
		       const struct ck_value *row)
{
	struct ck_value *record = ck_record(s, doc, "staff");

	(void)ctx;
	CK_SET_SAME(record, row, "site", "user", "agencies", "lanes",
		    "stands_in_for", "order", "seq");
	ck_set_time_of(record, "from", ck_get(row, "valid_from"),
		       s->utc_offset_min);
	ck_set_time_of(record, "to", ck_get(row, "valid_to"),
		       s->utc_offset_min);
	return ck_print(s, record);
}

static int read_page(struct ck_store *store, void *ctx, struct ck_doc *doc,
		     const struct ck_value *last, struct ck_value *rows)
{
	const char *after = last ? ck_get_str(last, "staff") : "";

	(void)ctx;
	return ck_rows_of(ck_query(store, CK_SQL_STAFF_LIST, "s", after), doc,
			  rows);
}

static int list(struct ck_session *s)
{
	const struct ck_pages pages = { read_page, print_entry, NULL };

	return ck_print_pages(s, &pages);
}

int ck_keeper_staff(struct ck_session *s, int argc, char **argv)
{
	if (argc == 0)
		return list(s);
	if (argc == 2 && !strcmp(argv[0], "add"))
		return add(s, argv[1]);
	if (argc == 2 && !strcmp(argv[0], "end"))
		return end(s, argv[1]);
	return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
		       _("staff takes: nothing to list, add USER, or end USER"));
}
