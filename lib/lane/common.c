#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lane/verbs.h"
#include "lane/wiring.h"
#include "site/site.h"
#include "store/query.h"
#include "trade/offer.h"

/* 1: what was read last still holds. */
static int is_last(struct ck_session *s, const char *name)
{
	const struct ck_gate_settings *set = s->settings;
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	int r;

	if (!set->last.lane || strcmp(set->last.lane, name))
		return 0;
	q = ck_query(s->store, CK_SQL_GATE_SITE_SEQ, "ss", set->last.id,
		     s->site);
	r = ck_step(q);
	return r > 0 ? ck_column_int(q, 0) == set->last.site_seq &&
			       ck_column_int(q, 1) == set->last.service.version
		     : r;
}

static int no_lane(struct ck_session *s, struct ck_item *item,
		   const char *name)
{
	const struct ck_site *site = NULL;
	int r = ck_session_site(s, item, &site);

	if (r < 0)
		return r;
	return ck_fail(s, item, -ENOENT, NULL, "no-such-lane",
		       _("%s has no lane %s%s"), s->site, name,
		       ck_offer(s->doc, name, ck_get(site->document, "lanes")));
}

int ck_gate_named(struct ck_session *s, struct ck_item *item,
		  const char *name, struct ck_gate *ret_gate)
{
	struct ck_gate_settings *set = s->settings;
	int r = ck_session_need_site(s, item);

	if (r < 0)
		return r;
	r = is_last(s, name);
	if (r == 0)
		r = ck_gate_get(s->store, s->doc, s->site, name, &set->last);
	if (r == -ENOENT)
		return no_lane(s, item, name);
	if (r < 0)
		return ck_fail_store(s, item, r);
	*ret_gate = set->last;
	return 0;
}

/* What would be said at a barrier may be asked by every agency of the gate. */
static int add_own(struct ck_session *s, struct ck_doc *doc,
		   struct ck_value *others)
{
	const struct ck_value *own = NULL;
	const struct ck_site *site = NULL;
	int r = ck_session_site(s, s->item, &site);

	if (r == 0)
		r = ck_session_agencies(s, doc, &own);
	for (size_t i = 0; r >= 0 && i < ck_count(own); i++)
		if (ck_site_find_agency(site, ck_str(ck_at(own, i))))
			ck_push(others, ck_at(own, i));
	return r;
}

int ck_gate_allow(struct ck_session *s, const struct ck_gate *gate)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *duty = ck_get(gate->document, "duty");
	const struct ck_value *open = ck_get(duty, "open");
	const char *agency = ck_get_str(duty, "agency");
	struct ck_value *others = ck_new_array(doc);
	int r = 0;

	for (size_t i = 0; i < ck_count(open); i++)
		ck_push(others, ck_at(open, i));
	ck_push_str(others, "gate_centre");
	ck_push_str(others, "admin");
	if (s->options.dry_run)
		r = add_own(s, doc, others);
	return r < 0 ? r
		     : ck_session_allow_gate(s, agency ? agency : "gate_centre",
					     others, gate->lane);
}

int ck_gate_allow_open(struct ck_session *s, const struct ck_gate *gate)
{
	const struct ck_value *duty = ck_get(gate->document, "duty");

	return ck_session_allow_any(s, ck_get_str(duty, "agency"),
				    ck_get(duty, "open"), gate->lane);
}

int ck_gate_wiring(struct ck_session *s, const struct ck_gate *gate,
		   struct ck_wiring *ret_wiring)
{
	const char *at = NULL;
	int r = ck_wiring_read(gate->document, ret_wiring, &at);

	if (r < 0)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "lines",
			       _("lane %s: the site file has no CHIP:LINE for %s"),
			       gate->lane, at);
	if (!(ret_wiring->inputs | ret_wiring->outputs))
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "lines",
			       _("lane %s has no lines in the site file"),
			       gate->lane);
	return 0;
}

const char *ck_gate_short(const char *lane)
{
	const char *slash = strchr(lane, '/');

	return slash ? slash + 1 : lane;
}

bool ck_gate_is_own(const struct ck_value *record, const char *lane)
{
	const char *named = ck_get_str(record, "lane");

	return !named || !strcmp(ck_gate_short(named), lane);
}

struct ck_speaker ck_gate_speaker(struct ck_session *s, struct ck_doc *doc,
				  const struct ck_gate *gate)
{
	return (struct ck_speaker){
		.store = s->store,
		.doc = doc,
		.gate = gate,
		.language = s->options.language,
		.offset_min = s->utc_offset_min,
	};
}

int ck_gate_sighting(struct ck_session *s, struct ck_item *item,
		     struct ck_sighting *ret_seen)
{
	struct ck_sighting_fault fault = { NULL, NULL, NULL };
	int r = ck_sighting_read(item->doc, item->record, item->operand,
				 ret_seen, &fault);

	if (r < 0)
		return ck_fail(s, item, r, fault.pointer, fault.code, "%s",
			       fault.message);
	return 0;
}

void ck_gate_set_time(struct ck_session *s, struct ck_value *record,
		      const char *key, int64_t ms)
{
	if (ms)
		ck_set_time(record, key, ms, s->utc_offset_min);
}

void ck_gate_set_when(struct ck_session *s, struct ck_value *record,
		      const struct ck_line *line)
{
	ck_gate_set_time(s, record, "at", line->occurred);
	if (line->cause && strchr(line->cause, '/'))
		ck_gate_set_time(s, record, "told_at", line->at);
}

int ck_gate_event(struct ck_session *s, struct ck_item *item, const char *name,
		  struct ck_line *ret_line)
{
	const char *colon = name ? strrchr(name, ':') : NULL;
	const struct ck_value *row = NULL;
	const char *text;
	int r;

	if (!colon)
		return -ENOENT;
	r = ck_row_of(ck_query(s->store, CK_SQL_GATE_EVENT, "si",
			       ck_doc_format(item->doc, "%.*s",
					     (int)(colon - name), name),
			       (int64_t)strtoll(colon + 1, NULL, 10)),
		      item->doc, &row);
	text = ck_get_str(row, "line");
	if (r < 0 || !text)
		return r < 0 ? r : -ENOENT;
	return ck_line_read(item->doc, text, strlen(text), ret_line);
}

int64_t ck_gate_lets_until(const struct ck_gate *gate,
			   const struct ck_line *opened)
{
	const char *reason = ck_get_str(opened->body, "reason");
	struct ck_lane_config config;

	if (!reason || ck_get(opened->body, "decision") ||
	    !strcmp(reason, "fire") || !strcmp(reason, "safety"))
		return 0;
	ck_gate_config(gate, &config);
	return opened->occurred + (!strcmp(reason, "button") ? config.manual_ms
							     : gate->admit_ms);
}

struct ck_value *ck_gate_output(struct ck_session *s, struct ck_doc *doc,
				const char *lane, enum ck_lane_output line,
				bool value, int64_t at)
{
	struct ck_value *record = ck_record(s, doc, "output");

	ck_set_str(record, "lane", lane);
	ck_set_str(record, "line", ck_lane_output_name(line));
	ck_set_int(record, "value", value);
	ck_gate_set_time(s, record, "at", at);
	return record;
}
