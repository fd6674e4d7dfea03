#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "lane/verbs.h"
#include "store/query.h"
#include "trade/viewer.h"

const struct ck_column ck_gate_decision_columns[] = {
	{ N_("Lane"), "/lane", 6 },
	{ N_("At"), "/at", CK_COLUMN_TIME },
	{ N_("Vehicle"), "/vehicle/label|/permit|/trip|/seen", 12 },
	{ N_("Pass"), "/admit", 5 },
	{ N_("State"), "/state", 6 },
	{ N_("Why not"), "/reasons code", 0 },
	{ NULL, NULL, 0 },
};

enum { NEWEST = 200 };	/* events of the lane that are looked through */

/* -- the lanes of the site ------------------------------------------------ */

static void put_way(struct ck_value *record, const struct ck_value *row)
{
	bool turned = ck_get_int(row, "reversed", 0) &&
		      ck_get(ck_get(row, "document"), "reverse");
	const char *crossing = ck_get_str(row, "crossing");

	ck_set(record, "from", ck_get(row, turned ? "zone_to" : "zone_from"));
	ck_set(record, "to", ck_get(row, turned ? "zone_from" : "zone_to"));
	if (turned)
		ck_set_bool(record, "reversed", true);
	if (crossing && turned)
		crossing = strcmp(crossing, "out") ? "out" : "in";
	ck_set_str(record, "crossing", crossing);
}

static int print_lane(struct ck_session *s, struct ck_doc *doc,
		      const struct ck_value *row)
{
	struct ck_value *record = ck_record(s, doc, "lane");

	ck_set(record, "lane", ck_get(row, "lane"));
	ck_set(record, "point", ck_get(row, "point"));
	put_way(record, row);
	ck_set(record, "queue", ck_get(row, "queue"));
	CK_SET_SAME(record, row, "decisions", "openings", "passages",
		    "unadmitted", "faults", "open_admissions");
	CK_SET_SAME(record, row, "service", "reason", "duty");
	ck_gate_set_time(s, record, "since", ck_get_int(row, "since", 0));
	ck_gate_set_time(s, record, "last_at", ck_get_int(row, "last_at", 0));
	return ck_print(s, record);
}

/* A site has some dozens of lanes at most. */
static int read_lanes(struct ck_session *s, struct ck_value *rows)
{
	int r = ck_rows_of(ck_query(s->store, CK_SQL_GATE_LIST, "is",
				    ck_session_now(s, NULL), s->site),
			   s->doc, rows);

	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

/* No statement is open while a record is written. */
static int list_lanes(struct ck_session *s)
{
	struct ck_value *rows = ck_new_array(s->doc);
	int r = read_lanes(s, rows);

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++)
		r = print_lane(s, s->doc, ck_at(rows, i));
	return r;
}

/* -- a lane's newest decisions, out of its log ---------------------------- */

struct log {
	struct ck_gate gate;
	struct ck_line *lines;
	int count;
};

static const char *decision_id(struct ck_doc *doc, const struct ck_line *line)
{
	const char *elsewhere = ck_get_str(line->body, "decision");

	return elsewhere ? elsewhere
			 : ck_doc_format(doc, "%s:%lld", line->origin,
					 (long long)line->seq);
}

/* The event that followed from a decision; NULL: none of the newest. */
static const struct ck_line *followed(const struct log *log, const char *event,
				      const char *decision)
{
	for (int i = 0; i < log->count; i++) {
		const struct ck_line *line = &log->lines[i];

		if (!strcmp(line->event, event) &&
		    (ck_is(line->body, "decision", decision) ||
		     (line->cause && !strcmp(line->cause, decision))))
			return line;
	}
	return NULL;
}

/* What became of it: of the newest on each vehicle by the table, of those
 * before by what followed in the log. Of an admission that was over before
 * anybody passed nothing is said. */
static int put_state(struct ck_session *s, struct ck_doc *doc,
		     const struct log *log, const struct ck_line *line,
		     struct ck_value *record)
{
	const char *decision = ck_get_str(record, "decision");
	const struct ck_line *opened = followed(log, "gate.opened", decision);
	const struct ck_value *row = NULL;
	const char *state = NULL;
	int64_t opened_at = 0;
	int r = ck_row_of(ck_query(s->store, CK_SQL_GATE_ADMISSION, "ss",
				   log->gate.id, line->subject), doc, &row);

	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (ck_is(row, "decision", decision)) {
		state = ck_get_str(row, "admission_state");
		opened_at = ck_get_int(row, "opened_at", 0);
	} else if (!ck_is_true(ck_get(record, "admit"))) {
		state = "denied";
	} else if (followed(log, "gate.passed", decision)) {
		state = "used";
	}
	ck_set_str(record, "state", state);
	/* The log has when it happened, the table when it was told. */
	ck_gate_set_time(s, record, "opened_at",
			 opened ? opened->occurred : opened_at);
	return 0;
}

static int put_vehicle(struct ck_session *s, struct ck_doc *doc,
		       const struct ck_line *line, struct ck_value *record)
{
	const char *trip = ck_get_str(line->body, "trip");
	int r;

	if (ck_get(line->body, "permit")) {
		ck_set(record, "permit", ck_get(line->body, "permit"));
		ck_set(record, "vehicle", ck_get(line->body, "vehicle"));
		return 0;
	}
	if (!trip) {
		ck_set_str(record, "seen", line->subject);
		return 0;
	}
	r = ck_record_trip(s, doc, record, trip);
	/* A lane's own computer has no trips. */
	if (r == -ENOENT) {
		ck_set_str(record, "trip", trip);
		return 0;
	}
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int print_decision(struct ck_session *s, struct ck_doc *doc,
			  const struct log *log, const struct ck_line *line)
{
	struct ck_speaker speaker = ck_gate_speaker(s, doc, &log->gate);
	struct ck_value *record = ck_record(s, doc, "decision");
	const struct ck_value *b = line->body;
	int r;

	ck_set_str(record, "lane", log->gate.lane);
	r = put_vehicle(s, doc, line, record);
	if (r < 0)
		return r;
	ck_set_bool(record, "admit", ck_is_true(ck_get(b, "admit")));
	r = ck_reasons_fill(&speaker, ck_get(b, "reasons"),
			    ck_set_array(record, "reasons"));
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	ck_set_str(record, "decision", decision_id(doc, line));
	ck_gate_set_when(s, record, line);
	ck_gate_set_time(s, record, "expires_at",
			 ck_get_int(b, "expires_at", 0));
	if (ck_get(b, "as_of"))
		ck_set_bool(record, "offline", true);
	ck_gate_set_time(s, record, "as_of", ck_get_int(b, "as_of", 0));
	ck_set(record, "matched", ck_get(b, "matched"));
	ck_set(record, "sighting", ck_get(b, "sighting"));
	r = put_state(s, doc, log, line, record);
	return r < 0 ? r : ck_print(s, record);
}

/* What a lane told later goes where it belongs. */
static void put_in_place(struct ck_line *lines, int last)
{
	struct ck_line line = lines[last];

	for (; last > 0 && lines[last - 1].occurred < line.occurred; last--)
		lines[last] = lines[last - 1];
	lines[last] = line;
}

int ck_gate_log(struct ck_session *s, struct ck_doc *doc,
		const struct ck_gate *gate, struct ck_line **ret_lines)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(s->store, CK_SQL_GATE_LOG, "si",
				     ck_doc_format(doc, "lane:%s", gate->id),
				     (int64_t)NEWEST);
	struct ck_line *lines = ck_doc_alloc(doc, NEWEST * sizeof(*lines));
	int r, count = 0;

	while ((r = ck_step(q)) > 0 && count < NEWEST) {
		const char *text = ck_column_text(q, 0);

		r = ck_line_read(doc, text, strlen(text), &lines[count]);
		if (r < 0)
			break;
		put_in_place(lines, count++);
	}
	*ret_lines = lines;
	return r < 0 ? ck_fail_store(s, NULL, r) : count;
}

static int list_decisions(struct ck_session *s, const char *lane)
{
	struct log log;
	int r = ck_gate_named(s, NULL, ck_gate_short(lane), &log.gate);

	if (r == 0)
		r = ck_gate_log(s, s->doc, &log.gate, &log.lines);
	log.count = r;
	for (int i = 0; r >= 0 && i < log.count; i++) {
		if (!strcmp(log.lines[i].event, "gate.decided"))
			r = print_decision(s, s->doc, &log, &log.lines[i]);
	}
	return r < 0 ? r : 0;
}

int ck_gate_run_list(struct ck_session *s, int argc, char **argv)
{
	int r = ck_session_need_site(s, NULL);

	if (r < 0)
		return r;
	if (!argc)
		return list_lanes(s);
	s->columns = ck_gate_decision_columns;
	r = ck_viewer_allow_all(s);
	for (int i = 0; r == 0 && i < argc; i++)
		r = list_decisions(s, argv[i]);
	return r;
}
