/* decide: what the lane's own computer asks and tells, beside sightings. */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "lane/brought.h"
#include "lane/expected.h"
#include "lane/merge.h"
#include "lane/verbs.h"

/* What prepare has found out. */
struct asked {
	const char *lane;
	const char *text;		/* of lane_log: the line, and its hash */
	const char *hash;
	const char *origin;		/* of lane_call: its log, and the hash */
	const char *first;		/* of that log's first line */
	struct ck_value *vehicles;
	struct ck_brought brought;
};

static bool is_kind(const struct ck_value *record, const char *kind)
{
	return ck_is(record, "kind", kind);
}

bool ck_gate_is_asked(const struct ck_value *record)
{
	return is_kind(record, "lane_call") || is_kind(record, "lane_log");
}

static int check_origin(struct ck_session *s, struct ck_item *item,
			const char *lane, const char *origin)
{
	const char *id = ck_doc_format(item->doc, "%s/%s", s->site, lane);

	if (!origin || !ck_gate_is_log_of(id, origin))
		return ck_fail(s, item, -EBADMSG, "/origin", "lane-origin",
			       _("not the log of lane %s: %s"), lane,
			       origin ? origin : "?");
	return 0;
}

static int prepare_log(struct ck_session *s, struct ck_item *item,
		       struct asked *asked)
{
	struct ck_line line;

	asked->text = ck_get_str(item->record, "line");
	asked->hash = ck_get_str(item->record, "hash");
	if (!asked->text || !asked->hash ||
	    ck_line_read(item->doc, asked->text, strlen(asked->text),
			 &line) < 0)
		return ck_fail(s, item, -EBADMSG, "/line", "lane-line",
			       _("expected a line of the lane's log, and its hash"));
	if (line.simulated != ck_store_simulated(s->store))
		return ck_fail(s, item, -EBADMSG, "/line", "lane-simulated",
			       _("one of the two stores is simulated, the other is not"));
	item->occurred = line.at;
	return check_origin(s, item, asked->lane, line.origin);
}

/* Read before the lock: nobody waits for it. */
static int prepare_call(struct ck_session *s, struct ck_item *item,
			struct asked *asked)
{
	struct ck_gate gate;
	int r = ck_gate_named(s, item, asked->lane, &gate);

	asked->origin = ck_get_str(item->record, "origin");
	asked->first = ck_get_str(item->record, "first");
	asked->vehicles = ck_new_array(item->doc);
	if (r == 0)
		r = check_origin(s, item, asked->lane, asked->origin);
	if (r == 0)
		r = ck_brought_read(s, item, &asked->brought);
	if (r < 0)
		return r;
	r = ck_expected_list(s->store, item->doc, &gate,
			     ck_session_now(s, item->record), asked->vehicles);
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

int ck_gate_prepare_asked(struct ck_session *s, struct ck_item *item,
			  const char *lane)
{
	struct asked *asked = ck_doc_alloc(item->doc, sizeof(*asked));
	int r = ck_session_need_site(s, item);

	*asked = (struct asked){ .lane = lane };
	item->prepared = asked;
	item->actor = ck_doc_format(item->doc, "lane:%s", lane);
	item->via = "lane";
	if (r < 0)
		return r;
	return is_kind(item->record, "lane_log")
		       ? prepare_log(s, item, asked)
		       : prepare_call(s, item, asked);
}

/* -- answers -------------------------------------------------------------- */

static int answer_call(struct ck_session *s, struct ck_item *item,
		       const struct ck_gate *gate, const struct asked *asked)
{
	struct ck_value *record = ck_answer(s, item, "expected");

	ck_set_str(record, "lane", gate->lane);
	ck_set_str(record, "to", gate->to);
	ck_gate_set_time(s, record, "as_of", ck_txn_at(s->txn));
	ck_set_int(record, "merged",
		   ck_merge_place(s->store, item->doc, asked->origin,
				  asked->first ? asked->first : ""));
	ck_set(record, "vehicles", asked->vehicles);
	ck_set(record, "site_file", asked->brought.site_file);
	ck_set(record, "site_keys", asked->brought.site_keys);
	return 0;
}

static int answer_log(struct ck_session *s, struct ck_item *item,
		      const struct ck_gate *gate,
		      const struct ck_merged *merged)
{
	struct ck_value *record = ck_answer(s, item, "merged");

	ck_set_str(record, "lane", gate->lane);
	ck_set_int(record, "merged", merged->seq);
	if (merged->id.seq)
		ck_set_str(record, "event", merged->id.text);
	if (merged->repeated)
		ck_set_bool(record, "repeated", true);
	return 0;
}

static int take_log(struct ck_session *s, struct ck_item *item,
		    const struct ck_gate *gate, const struct asked *asked)
{
	const struct ck_site *site = NULL;
	struct ck_merged merged = { 0 };
	int r = ck_session_site(s, item, &site);

	if (r < 0)
		return r;
	r = ck_merge_line(s->txn, gate, site, asked->text, asked->hash,
			  &merged);
	if (r == -EILSEQ)
		return ck_fail(s, item, -EBADMSG, "/hash", "lane-chain",
			       _("the line does not follow from the one before it in the log of lane %s"),
			       gate->lane);
	if (r == -ENOMSG)
		return ck_fail(s, item, -EBADMSG, "/line", "lane-gap",
			       _("lines of the log of lane %s are missing before this one"),
			       gate->lane);
	if (r < 0)
		return ck_fail_store(s, item, r);
	return answer_log(s, item, gate, &merged);
}

int ck_gate_decide_asked(struct ck_session *s, struct ck_item *item)
{
	const struct asked *asked = item->prepared;
	struct ck_gate gate;
	int r = ck_gate_named(s, item, asked->lane, &gate);

	if (r == 0)
		r = ck_gate_allow(s, &gate);
	if (r < 0)
		return r;
	return asked->text ? take_log(s, item, &gate, asked)
			   : answer_call(s, item, &gate, asked);
}
