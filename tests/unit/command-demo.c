/* A small program of its own, so that what is common to all programs can be
 * tested without any of them.
 *
 *	make SITE	makes the store (--real: not simulated)
 *	append [FILE]	appends {"event":…,"root":…,"subject":…,"body":…}
 *	mark [FILE]	appends an event a record; `act` says what goes wrong
 *	visit AGENCY TRIP...	may the user act, and on which trips?
 *	show [TRIP...]	trips; all of them without operands
 *	list N		N records
 *	read [FILE]	answers every record without any store
 *	once [WORD]	acts once
 */
#include <config.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "command/session.h"
#include "store/query.h"

static struct settings {
	bool real;
	const char *lane;
} set;

/* -- making the ground ---------------------------------------------------- */

static int make(struct ck_session *s, int argc, char **argv)
{
	int r;

	if (argc != 1)
		return ck_usage(s, "make takes a SITE");
	r = ck_store_create(s->options.store, argv[0], !set.real, &s->store);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	return ck_session_adopt(s);
}

static int append(struct ck_session *s, struct ck_item *item)
{
	const struct ck_value *v = item->record;
	struct ck_event_id id = { 0 };
	int r = ck_append(s->txn, ck_get_str(v, "event"), ck_get_str(v, "root"),
			  ck_get_str(v, "subject"), ck_get(v, "body"), NULL,
			  &id);

	if (r < 0)
		return ck_fail_store(s, item, r);
	ck_set_str(ck_answer(s, item, "appended"), "event", id.text);
	return 0;
}

/* -- one event a record --------------------------------------------------- */

static int refuse(struct ck_session *s, struct ck_item *item)
{
	struct ck_value *finding = ck_answer(s, item, "finding");

	ck_set_str(finding, "severity", "error");
	item->status = CK_EXIT_DATA;
	return 0;
}

static int check_mark(struct ck_session *s, struct ck_item *item)
{
	const char *act = ck_get_str(item->record, "act");

	if (!strcmp(ck_get_str(item->record, "kind") ?: "", "other"))
		return ck_pass(item);
	if (act && !strcmp(act, "early"))
		return ck_fail(s, item, -EBADMSG, "/act", "early",
			       "refused before the lock: %s", act);
	if (act && !strcmp(act, "findings"))
		return refuse(s, item);
	return 0;
}

static int mark_event(struct ck_session *s, struct ck_item *item,
		      struct ck_event_id *ret_id)
{
	struct ck_value *body = ck_new_object(item->doc);

	ck_set(body, "n", ck_get(item->record, "n"));
	return ck_append(s->txn, "clock.stepped",
			 s->site ? s->site : "CKHN", ck_store_origin(s->store),
			 body, NULL, ret_id);
}

static int misbehave(struct ck_session *s, struct ck_item *item,
		     const char *act)
{
	if (!strcmp(act, "late"))
		return ck_fail(s, item, -EBADMSG, "/act", "late",
			       "refused under the lock");
	if (!strcmp(act, "unknown"))
		return ck_fail(s, item, -ENOENT, NULL, "unknown", "no such id");
	if (!strcmp(act, "device"))
		return ck_fail(s, item, -ENODEV, NULL, "device", "no device");
	if (!strcmp(act, "bug"))
		return -ENOTRECOVERABLE;
	if (!strcmp(act, "disk"))
		return -ENOSPC;
	if (!strcmp(act, "term"))
		raise(SIGTERM);
	return 0;
}

static int mark(struct ck_session *s, struct ck_item *item)
{
	const char *act = ck_get_str(item->record, "act");
	struct ck_event_id id = { 0 };
	struct ck_value *answer;
	char at[CK_TIME_TEXT];
	int r = mark_event(s, item, &id);

	if (r < 0)
		return ck_fail_store(s, item, r);
	r = act ? misbehave(s, item, act) : 0;
	if (r < 0)
		return r;
	ck_time_print(ck_txn_occurred(s->txn), s->utc_offset_min, at);
	answer = ck_answer(s, item, "mark");
	ck_set(answer, "n", ck_get(item->record, "n"));
	ck_set_str(answer, "occurred", at);
	if (!s->options.dry_run)
		ck_set_str(answer, "event", id.text);
	return act && !strcmp(act, "no");
}

static int once(struct ck_session *s, struct ck_item *item)
{
	int r = mark_event(s, item, NULL);

	if (r < 0)
		return ck_fail_store(s, item, r);
	ck_set_int(ck_answer(s, item, "once"), "words", s->own_count);
	return 0;
}

/* -- trips ---------------------------------------------------------------- */

static int visit(struct ck_session *s, struct ck_item *item)
{
	const char **trips = NULL;
	size_t count = 0;
	int r = set.lane ? ck_session_allow_lane(s, s->own[0], set.lane)
			 : ck_session_allow(s, s->own[0]);

	if (r == 0)
		r = ck_item_trips(s, item, &trips, &count);
	for (size_t i = 0; r == 0 && i < count; i++)
		r = ck_record_trip(s, item->doc, ck_answer(s, item, "visit"),
				   trips[i]);
	return r;
}

static int show(struct ck_session *s, struct ck_item *item)
{
	const char **trips = NULL;
	size_t count = 0;
	int r = ck_item_trips(s, item, &trips, &count);

	for (size_t i = 0; r == 0 && i < count; i++)
		r = ck_record_trip(s, item->doc, ck_answer(s, item, "trip"),
				   trips[i]);
	return r;
}

static int list(struct ck_session *s, int argc, char **argv)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	int64_t n = argc ? atoll(argv[0]) : 3;
	int r = 0;

	for (int64_t i = 0; r == 0 && i < n; i++) {
		struct ck_value *record = ck_record(s, doc, "row");

		ck_set_int(record, "n", i);
		ck_set_str(record, "text", "B\xe1\xba\xa3n; \"khai\"\n");
		ck_set_str(record, "formula", "=1+1");
		ck_push_str(ck_set_array(record, "words"), "a");
		ck_push_str((struct ck_value *)ck_get(record, "words"), "b");
		r = ck_print(s, record);
		ck_doc_reset(doc);
	}
	return r;
}

static int answer_read(struct ck_session *s, struct ck_item *item)
{
	ck_set(ck_answer(s, item, "read"), "record", item->record);
	return 0;
}

/* -- the program ---------------------------------------------------------- */

static const struct ck_column row_columns[] = {
	{ N_("n"), "/n", -4 },
	{ N_("text"), "/text", 16 },
	{ N_("words"), "/words", 3 },
	{ N_("formula"), "/formula", 8 },
	{ NULL, NULL, 0 },
};

static const struct ck_verb verbs[] = {
	{ .name = "make", .arguments = "SITE", .summary = N_("make"),
	  .run = make },
	{ .name = "append", .arguments = "[FILE...]", .summary = N_("append"),
	  .flags = CK_VERB_WRITES | CK_VERB_RECORDS, .decide = append },
	{ .name = "mark", .arguments = "[FILE...]", .summary = N_("mark"),
	  .flags = CK_VERB_WRITES | CK_VERB_RECORDS, .prepare = check_mark,
	  .decide = mark },
	{ .name = "visit", .arguments = "AGENCY [TRIP...]",
	  .summary = N_("visit"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS, .decide = visit,
	  .own_operands = 1 },
	{ .name = "show", .arguments = "[TRIP...]", .summary = N_("show"),
	  .flags = CK_VERB_READS | CK_VERB_OPERANDS | CK_VERB_LISTS,
	  .run = list, .decide = show },
	{ .name = "list", .arguments = "[N]", .summary = N_("list"),
	  .columns = row_columns, .run = list },
	{ .name = "read", .arguments = "[FILE...]", .summary = N_("read"),
	  .flags = CK_VERB_RECORDS, .prepare = answer_read },
	{ .name = "once", .arguments = "[WORD]", .summary = N_("once"),
	  .flags = CK_VERB_WRITES, .decide = once, .own_optional = 1 },
	{ 0 },
};

static const struct argp_option options[] = {
	{ "real", CK_OPTION_FLAG(set, real), NULL, 0,
	  N_("make a store of the real world"), 0 },
	{ "lane", CK_OPTION_WORD(set, lane), N_("LANE"), 0,
	  N_("visit at LANE"), 0 },
	{ 0 },
};

int main(int argc, char **argv)
{
	static const struct ck_program program = {
		.name = "command-demo", .summary = N_("tests the driver"),
		.verbs = verbs, .options = options, .parse = ck_option_take,
		.settings = &set,
	};

	return ck_main(&program, argc, argv);
}
