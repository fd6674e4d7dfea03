#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lane/permit.h"
#include "lane/verbs.h"
#include "store/query.h"

/* -- a permit as a record ------------------------------------------------- */

static void put_vehicle(struct ck_value *record, const struct ck_value *row)
{
	struct ck_value *vehicle = ck_set_object(record, "vehicle");

	ck_set(vehicle, "normal", ck_get(row, "normal"));
	ck_set(vehicle, "label", ck_get(row, "label"));
}

static struct ck_value *record_of(struct ck_session *s, struct ck_doc *doc,
				  const struct ck_value *row)
{
	struct ck_value *record = ck_record(s, doc, "permit");

	ck_set(record, "permit", ck_get(row, "permit"));
	put_vehicle(record, row);
	CK_SET_SAME(record, row, "lanes", "reason");
	ck_set_str(record, "state",
		   ck_permit_state(row, ck_session_now(s, NULL)));
	ck_gate_set_time(s, record, "from", ck_get_int(row, "valid_from", 0));
	ck_gate_set_time(s, record, "until",
			 ck_get_int(row, "valid_until", 0));
	ck_gate_set_time(s, record, "given_at", ck_get_int(row, "given_at", 0));
	ck_gate_set_time(s, record, "ended_at", ck_get_int(row, "ended_at", 0));
	CK_SET_SAME(record, row, "given_by", "given_for", "ended_by",
		    "ended_for", "end_reason", "version");
	return record;
}

/* -- what is asked -------------------------------------------------------- */

struct permitting {
	const char *text;		/* the vehicle, or the permit */
	char id[CK_PERMIT_ID];
	bool repeated;
	const struct ck_value *row;	/* in the session's document */
};

static int read_time(struct ck_session *s, const char *option,
		     const char *text, int64_t after, int64_t *ret_ms)
{
	if (ck_session_ahead(s, text, after, ret_ms) == 0)
		return 0;
	return ck_fail(s, NULL, -EINVAL, NULL, "time",
		       _("%s: %s is no time; as 2026-11-22T18:00:00+07:00, or 18:00 for the next one"),
		       option, text);
}

static int read_times(struct ck_session *s, int64_t now,
		      struct ck_permit_new *permit)
{
	const struct ck_gate_settings *set = s->settings;
	int r = 0;

	permit->from = now;
	if (!set->until)
		return ck_fail(s, NULL, -EINVAL, NULL, "until-missing",
			       _("say until when: --until TIME"));
	if (set->from)
		r = read_time(s, "--from", set->from, now, &permit->from);
	if (r == 0)
		r = read_time(s, "--until", set->until,
			      permit->from > now ? permit->from : now,
			      &permit->until);
	if (r == 0 && (permit->until <= permit->from || permit->until <= now))
		r = ck_fail(s, NULL, -EINVAL, NULL, "time",
			    _("--until: the permit would be over before it begins"));
	return r;
}

/* A number in any writing; no id, no pass. */
static int read_vehicle(struct ck_session *s, const char *text,
			struct ck_permit_new *permit)
{
	struct ck_sighting_fault fault = { NULL, NULL, NULL };
	struct ck_sighting seen = { .count = 0 };

	if (ck_sighting_read(s->doc, NULL, text, &seen, &fault) < 0 ||
	    seen.count != 1 || seen.clues[0].kind)
		return ck_fail(s, NULL, -EINVAL, NULL, "vehicle",
			       _("%s is no plate, container, unit or chassis number"),
			       text);
	permit->label = text;
	permit->normal = seen.clues[0].normal;
	return 0;
}

/* Whoever may open a lane by hand may let a vehicle pass it. */
static int allow_lanes(struct ck_session *s, const struct ck_value *lanes)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(lanes); i++) {
		struct ck_gate gate;

		r = ck_gate_named(s, NULL, ck_str(ck_at(lanes, i)), &gate);
		if (r == 0)
			r = ck_gate_allow_open(s, &gate);
	}
	return r;
}

static int read_lanes(struct ck_session *s, struct ck_permit_new *permit)
{
	const struct ck_gate_settings *set = s->settings;
	struct ck_value *lanes = ck_new_array(s->doc);
	const struct ck_value *named =
		ck_new_list(s->doc, set->lane ? set->lane : "");

	for (size_t i = 0; i < ck_count(named); i++)
		ck_push_str(lanes, ck_gate_short(ck_str(ck_at(named, i))));
	permit->lanes = lanes;
	if (!ck_count(lanes))
		return ck_fail(s, NULL, -EINVAL, NULL, "lane-missing",
			       _("say for which lanes: --lane LANE[,LANE…]"));
	return allow_lanes(s, lanes);
}

static int read_reason(struct ck_session *s, const char **ret_reason)
{
	static const char *const groups[] = { "permit", NULL };
	const struct ck_gate_settings *set = s->settings;

	return ck_session_reason(s, NULL, groups, set->reason, ret_reason);
}

/* -- giving, ending ------------------------------------------------------- */

/* A dry run has no row. */
static const struct ck_value *row_to_be(struct ck_doc *doc,
					const struct ck_permit_new *permit)
{
	struct ck_value *row = ck_new_object(doc);

	ck_set_str(row, "normal", permit->normal);
	ck_set_str(row, "label", permit->label);
	ck_set(row, "lanes", permit->lanes);
	ck_set_str(row, "reason", permit->reason);
	ck_set_int(row, "valid_from", permit->from);
	ck_set_int(row, "valid_until", permit->until);
	return row;
}

static int give(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	struct permitting *p = ctx;
	struct ck_permit_new permit = { .site = s->site };
	struct ck_event_id event = { 0 };
	int r = read_vehicle(s, p->text, &permit);

	if (r == 0)
		r = read_lanes(s, &permit);
	if (r == 0)
		r = read_times(s, ck_txn_at(txn), &permit);
	if (r == 0)
		r = read_reason(s, &permit.reason);
	if (r < 0)
		return r;
	r = ck_permit_give(txn, &permit, p->id, &event);
	p->repeated = r > 0;
	p->row = row_to_be(s->doc, &permit);
	if (r > 0 || (r == 0 && event.seq))
		r = ck_permit_get(s->store, s->doc, p->id, &p->row);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int end(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	struct permitting *p = ctx;
	struct ck_event_id event = { 0 };
	const char *reason = NULL;
	int r = ck_permit_get(s->store, s->doc, p->text, &p->row);

	if (r == -ENOENT)
		return ck_fail(s, NULL, r, NULL, "no-such-permit",
			       _("no such permit: %s"), p->text);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	r = allow_lanes(s, ck_get(p->row, "lanes"));
	if (r == 0)
		r = read_reason(s, &reason);
	if (r == 0 && ck_get(p->row, "ended_at"))
		r = ck_fail(s, NULL, -EEXIST, NULL, "permit-ended",
			    _("the permit %s was ended before"), p->text);
	if (r < 0)
		return r;
	r = ck_permit_end(txn, p->text, reason, &event);
	if (r == 0)
		r = ck_permit_get(s->store, s->doc, p->text, &p->row);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int act(struct ck_session *s, const char *text,
	       int (*what)(struct ck_session *s, struct ck_txn *txn, void *ctx))
{
	struct permitting p = { .text = text };
	struct ck_value *record;
	int r = ck_session_need_site(s, NULL);

	if (r == 0)
		r = ck_session_transact(s, what, &p);
	if (r < 0)
		return r;
	record = record_of(s, s->doc, p.row);
	if (p.repeated)
		ck_set_bool(record, "repeated", true);
	return ck_print(s, record);
}

/* -- listing -------------------------------------------------------------- */

static int read_page(struct ck_store *store, void *ctx, struct ck_doc *doc,
		     const struct ck_value *last, struct ck_value *rows)
{
	struct ck_session *s = ctx;

	return ck_rows_of(ck_query(store, CK_SQL_PERMIT_LIST, "si", s->site,
				   ck_get_int(last, "number", 0)), doc, rows);
}

static int print_row(struct ck_session *s, void *ctx, struct ck_doc *doc,
		     const struct ck_value *row)
{
	(void)ctx;
	return ck_print(s, record_of(s, doc, row));
}

static int list(struct ck_session *s)
{
	const struct ck_pages pages = { read_page, print_row, s };
	int r = ck_session_need_site(s, NULL);

	return r < 0 ? r : ck_print_pages(s, &pages);
}

int ck_gate_run_permit(struct ck_session *s, int argc, char **argv)
{
	if (!argc)
		return list(s);
	if (argc == 2 && !strcmp(argv[0], "add"))
		return act(s, argv[1], give);
	if (argc == 2 && !strcmp(argv[0], "end"))
		return act(s, argv[1], end);
	return ck_usage(s, _("permit takes: nothing to list, add VEHICLE, or end PERMIT"));
}
