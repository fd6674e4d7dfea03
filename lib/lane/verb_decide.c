#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "lane/verbs.h"

/* What prepare has found out. */
struct asked {
	const char *lane;
	struct ck_sighting seen;
};

static bool is_sighting(const struct ck_value *record)
{
	const char *kind = ck_get_str(record, "kind");

	return kind && !strcmp(kind, "sighting");
}

static int which_lane(struct ck_session *s, struct ck_item *item,
		      const char **ret_lane)
{
	const struct ck_gate_settings *set = s->settings;
	const char *named = ck_get_str(item->record, "lane");

	if (!set->lane && !named)
		return ck_fail(s, item, -EINVAL, "/lane", "lane-missing",
			       _("say at which lane: --lane LANE"));
	*ret_lane = ck_gate_short(set->lane ? set->lane : named);
	return 0;
}

/* A sighting of another lane is for that lane's program. */
int ck_gate_prepare_decide(struct ck_session *s, struct ck_item *item)
{
	const struct ck_gate_settings *set = s->settings;
	struct asked *asked;
	int r;

	if (set->lane && ck_gate_is_asked(item->record) &&
	    ck_gate_is_own(item->record, ck_gate_short(set->lane)))
		return ck_gate_prepare_asked(s, item, ck_gate_short(set->lane));
	if (item->record && (!is_sighting(item->record) ||
			     (set->lane && !ck_gate_is_own(item->record,
							   ck_gate_short(
								   set->lane)))))
		return ck_pass(item);
	asked = ck_doc_alloc(item->doc, sizeof(*asked));
	r = which_lane(s, item, &asked->lane);
	if (r == 0)
		r = ck_gate_sighting(s, item, &asked->seen);
	item->prepared = asked;
	item->via = "lane";
	return r;
}

static int answer(struct ck_session *s, struct ck_item *item,
		  const struct ck_gate *gate, const struct ck_decision *d,
		  const struct ck_value *sighting)
{
	struct ck_speaker speaker = ck_gate_speaker(s, item->doc, gate);
	int r = ck_decision_fill(&speaker, d, sighting,
				 ck_answer(s, item, "decision"));

	if (r < 0)
		return ck_fail_store(s, item, r);
	return d->admit ? 0 : 1;
}

int ck_gate_decide_one(struct ck_session *s, struct ck_item *item)
{
	const struct asked *asked = item->prepared;
	struct ck_gate gate;
	struct ck_decision d;
	int r;

	if (ck_gate_is_asked(item->record))
		return ck_gate_decide_asked(s, item);
	r = ck_gate_named(s, item, asked->lane, &gate);

	if (r == 0)
		r = ck_gate_allow(s, &gate);
	if (r < 0)
		return r;
	r = ck_gate_decide(s->txn, item->doc, &gate, &asked->seen, &d);
	if (r < 0)
		return ck_fail_store(s, item, r);
	return answer(s, item, &gate, &d, asked->seen.body);
}
