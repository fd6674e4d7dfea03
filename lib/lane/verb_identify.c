/* identify: whose the passage of an unknown vehicle was. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lane/run.h"
#include "lane/told.h"
#include "store/query.h"

/* What prepare has found out. */
struct identifying {
	struct ck_line line;		/* of gate.passed */
	const char *name;		/* "CKHN:41" */
};

static int no_such(struct ck_session *s, struct ck_item *item)
{
	return ck_fail(s, item, -ENOENT, NULL, "no-such-passage",
		       _("no passage of an unknown vehicle: %s"), s->own[0]);
}

/* The events are of the time when it went through. */
int ck_gate_prepare_identify(struct ck_session *s, struct ck_item *item)
{
	struct identifying *i = ck_doc_alloc(item->doc, sizeof(*i));
	int r = ck_gate_event(s, item, s->own[0], &i->line);

	item->prepared = i;
	i->name = s->own[0];
	if (r == -ENOENT || (r == 0 && (strcmp(i->line.event, "gate.passed") ||
					ck_get(i->line.body, "trip") ||
					ck_get(i->line.body, "permit"))))
		return no_such(s, item);
	if (r < 0)
		return ck_fail_store(s, item, r);
	item->occurred = i->line.occurred;
	return 0;
}

int ck_gate_is_unknown(struct ck_session *s, const struct ck_gate *gate,
		       const char *passage)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(s->store, CK_SQL_GATE_STRANGER, "ss",
				     gate->id, passage);

	return ck_step(q);
}

static int check_unknown(struct ck_session *s, struct ck_item *item,
			 const struct ck_gate *gate, const char *name)
{
	int r = ck_gate_is_unknown(s, gate, name);

	if (r < 0)
		return ck_fail_store(s, item, r);
	return r > 0 ? 0
		     : ck_fail(s, item, -EEXIST, NULL, "passage-known",
			       _("it is known already whose passage %s was"),
			       name);
}

static int refuse(struct ck_session *s, struct ck_item *item,
		  const struct ck_passage *p, int r)
{
	const char *trip = p->trip;

	if (r == -ESTALE)
		return ck_fail(s, item, -EEXIST, NULL, "closed",
			       _("the trip is over: %s"), trip);
	if (r == -EXDEV)
		return ck_fail(s, item, -EEXIST, NULL, "wrong-zone",
			       _("%s is not in %s, where the passage began"),
			       trip, ck_passage_from(p));
	return r == -ENOENT ? ck_fail(s, item, r, NULL, "no-such-trip",
				      _("no such trip: %s"), trip)
			    : ck_fail_store(s, item, r);
}

static int identify(struct ck_session *s, struct ck_item *item,
		    struct ck_passage *p, const char *name)
{
	struct ck_speaker speaker = ck_gate_speaker(s, item->doc, p->gate);
	struct ck_value *answer = ck_answer(s, item, "passage");
	struct ck_passed passed = { 0 };
	int r = ck_trip_identify(s->txn, p, name, &passed);

	if (r < 0)
		return refuse(s, item, p, r);
	/* The transaction's values end before the answer is printed. */
	passed.trip = ck_copy(item->doc, passed.trip);
	ck_set_str(answer, "lane", p->gate->lane);
	ck_gate_put_passage(s, answer, p, &passed);
	ck_set_str(answer, "passage", name);
	ck_set_str(answer, "message",
		   ck_told_passage(&speaker, p, passed.trip));
	return 0;
}

int ck_gate_identify(struct ck_session *s, struct ck_item *item)
{
	const struct ck_gate_settings *set = s->settings;
	const struct identifying *i = item->prepared;
	const struct ck_value *b = i->line.body;
	bool against = ck_is_true(ck_get(b, "against"));
	struct ck_passage p = {
		.admitted = ck_is_true(ck_get(b, "admitted")),
		.opened_by = ck_get_str(b, "opened_by"),
		.against = against,
		.doubtful = ck_is_true(ck_get(b, "doubtful")),
	};
	struct ck_gate gate, led;
	int r = ck_gate_named(s, item, ck_gate_short(ck_get_str(b, "lane")),
			      &gate);

	if (r == 0)
		r = ck_gate_allow_open(s, &gate);
	if (r == 0 && !set->trip)
		return ck_fail(s, item, -EINVAL, NULL, "trip-missing", "%s",
			       _("say whose it was with --trip"));
	if (r == 0)
		r = check_unknown(s, item, &gate, i->name);
	if (r == 0)
		r = ck_gate_find_trip(s, item, &gate, set->trip,
				      ck_new_object(item->doc), &p.trip);
	if (r == 0)
		r = ck_session_site(s, item, &p.site);
	if (r < 0)
		return r;
	led = ck_gate_led(&gate, ck_get_str(b, against ? "to" : "from"));
	p.gate = &led;
	return identify(s, item, &p, i->name);
}
