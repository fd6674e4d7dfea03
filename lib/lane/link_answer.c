/* What the gatehouse answers, and what the lane does without it. */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lane/alone.h"
#include "lane/link_work.h"
#include "record/reader.h"
#include "store/setting.h"

enum { APART_MS = 10000 };	/* clocks, and the way between them */

static struct ck_session *session(const struct ck_link *link)
{
	return link->run->s;
}

/* -- what is kept --------------------------------------------------------- */

static int put_setting(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	struct ck_link *link = ctx;
	struct ck_value *kept = ck_new_object(item->doc);
	int r;

	if (ck_txn_dry(run->s->txn))
		return 0;
	ck_set_bool(kept, "online", !link->offline && link->begun);
	if (link->as_of)
		ck_set_int(kept, "as_of", link->as_of);
	ck_set_int(kept, "merged", link->merged);
	ck_set(kept, "vehicles", link->vehicles);
	r = ck_setting_put_object(run->s->store, "gatehouse", kept);
	if (r < 0)
		return ck_fail_store(run->s, item, r);
	link->kept = link->merged;
	return 0;
}

int ck_link_keep(struct ck_link *link)
{
	const struct ck_run_act act = { put_setting, NULL, link };

	return ck_run_alone(link->run, &act);
}

/* -- alone ---------------------------------------------------------------- */

static int log_lost(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	int r = ck_run_fault(run, item, "decider", "decider-lost");

	return r < 0 ? r : put_setting(run, item, ctx);
}

int ck_link_go_offline(struct ck_link *link)
{
	const struct ck_run_act act = { log_lost, NULL, link };

	if (link->offline)
		return 0;
	link->offline = true;
	ck_say(session(link), _("the gatehouse does not answer; lane %s is offline"),
	       link->run->gate.lane);
	return ck_run_alone(link->run, &act);
}

static int come_back(struct ck_link *link)
{
	if (link->offline)
		ck_say(session(link), _("the gatehouse answers; lane %s is online"),
		       link->run->gate.lane);
	link->offline = false;
	return 0;
}

struct sighting {
	struct ck_link *link;
	const char *text;			/* a record, or bare */
	const struct ck_value *answer;
};

/* It was read once before it was sent. */
static int read_sighting(struct ck_runner *run, struct ck_item *item,
			 const char *text, struct ck_sighting *ret_seen)
{
	struct ck_fault fault;
	int r = 0;

	if (ck_meant_as_json(text))
		r = ck_read_object(item->doc, text, strlen(text),
				   &item->record, &fault);
	else
		item->operand = text;
	return r < 0 ? ck_fail_fault(run->s, item, &fault)
		     : ck_gate_sighting(run->s, item, ret_seen);
}

static int decide_alone(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	const struct sighting *sighting = ctx;
	const struct ck_link *link = sighting->link;
	const struct ck_alone alone = { link->vehicles, link->as_of,
					link->offline };
	struct ck_speaker speaker = ck_gate_speaker(run->s, item->doc,
						    &run->gate);
	struct ck_sighting seen;
	struct ck_decision d;
	int r = read_sighting(run, item, sighting->text, &seen);

	if (r == 0)
		r = ck_run_service(run, item);
	if (r < 0)
		return r;
	r = ck_alone_decide(run->s->txn, item->doc, &run->gate, &seen, &alone,
			    &d);
	if (r == 0)
		r = ck_decision_fill(&speaker, &d, seen.body,
				     ck_answer(run->s, item, "decision"));
	return r < 0 ? ck_fail_store(run->s, item, r)
		     : ck_run_decided(run, item, &d);
}

/* A listener that began again hands on what is still asked about. */
static void say_nothing(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	(void)run;
	(void)ctx;
	item->answers = ck_new_array(item->doc);
}

int ck_link_decide_alone(struct ck_link *link, const char *text,
			 const char *key)
{
	struct sighting sighting = { .link = link, .text = text };
	const struct ck_run_act act = { decide_alone, say_nothing, &sighting };

	return ck_run_keyed(link->run, key, &act);
}

/* -- a decision of the gatehouse ------------------------------------------ */

/* Whether it opens something here and now. */
static bool is_in_force(const struct ck_link *link,
			const struct ck_value *answer, int64_t *ret_until)
{
	const char *until = ck_get_str(answer, "expires_at");

	if (ck_time_parse(until, ret_until) == 0 &&
	    *ret_until > link->run->feed->now)
		return true;
	ck_say(session(link), _("the gatehouse admits until %s, which is over by the clock of lane %s: set both clocks right"),
	       until, link->run->gate.lane);
	return false;
}

static int take_decision(struct ck_runner *run, struct ck_item *item,
			 void *ctx)
{
	const struct sighting *sighting = ctx;
	const struct ck_value *answer = sighting->answer;
	struct ck_decision d = {
		.admit = ck_is_true(ck_get(answer, "admit")),
		.id = ck_get_str(answer, "decision"),
		.trip = ck_get_str(answer, "trip"),
		.permit = ck_get_str(answer, "permit"),
		.label = ck_run_label(answer),
		.reasons = ck_get(answer, "reasons"),
	};
	struct ck_sighting seen;
	int r = read_sighting(run, item, sighting->text, &seen);

	if (r == 0)
		r = ck_run_service(run, item);
	if (r < 0)
		return r;
	if (d.admit && (run->gate.service.out ||
			!is_in_force(sighting->link, answer, &d.expires_at)))
		return decide_alone(run, item, ctx);
	r = ck_alone_note(run->s->txn, item->doc, &run->gate, &seen, answer);
	if (r < 0)
		return ck_fail_store(run->s, item, r);
	ck_push(item->answers, ck_copy(item->doc, answer));
	return ck_run_decided(run, item, &d);
}

/* What stood before it in the program's way says why. */
static void say_error(struct ck_link *link, const struct ck_value *answer)
{
	const char *message = ck_get_str(answer, "message");

	ck_say(session(link), _("the gatehouse says: %s"),
	       message ? message : "?");
}

static bool is_ours(const struct ck_link *link, const struct ck_value *answer)
{
	const struct ck_session *s = session(link);

	return ck_is(answer, "site", s->site) &&
	       ck_is(answer, "lane", link->run->gate.lane) &&
	       ck_is_true(ck_get(answer, "simulated")) ==
		       ck_store_simulated(s->store);
}

/* An admission that can be acted upon, or a denial. */
static bool is_decision(const struct ck_value *answer)
{
	const struct ck_value *admit = ck_get(answer, "admit");
	const char *until = ck_get_str(answer, "expires_at");
	int64_t ms;

	if (!ck_is(answer, "kind", "decision"))
		return false;
	if (!ck_is_true(admit))
		return ck_type(admit) == CK_FALSE;
	return ck_get_str(answer, "decision") && until &&
	       ck_time_parse(until, &ms) == 0 &&
	       !ck_count(ck_get(answer, "reasons"));
}

static int answer_seen(struct ck_link *link, const struct ck_request *request,
		       const struct ck_value *answer)
{
	struct sighting sighting = { link, request->text, answer };
	const struct ck_run_act act = { take_decision, say_nothing, &sighting };

	if (request->late)
		return 0;
	if (is_decision(answer) && is_ours(link, answer)) {
		ck_child_works(link->child);
		return ck_run_keyed(link->run, request->key, &act);
	}
	say_error(link, answer);
	return ck_link_decide_alone(link, request->text, request->key);
}

/* -- whom to expect ------------------------------------------------------- */

static int take_list(struct ck_link *link, const struct ck_value *answer)
{
	const char *as_of = ck_get_str(answer, "as_of");

	ck_doc_reset(link->doc);
	link->vehicles = ck_copy(link->doc, ck_get(answer, "vehicles"));
	if (!as_of || ck_time_parse(as_of, &link->as_of) < 0)
		link->as_of = link->run->feed->now;
	link->merged = ck_get_int(answer, "merged", 0);
	link->placed = true;
	link->call_at = link->run->feed->now + link->call_ms;
	return 0;
}

/* What it admits would be over when it comes, or lasts too long. */
static void compare_clocks(struct ck_link *link,
			   const struct ck_request *request)
{
	int64_t ahead = link->as_of - link->run->feed->now;
	bool before = link->other_time;

	if (request->late)
		return;
	link->other_time = ahead > APART_MS || ahead < -APART_MS;
	if (link->other_time && !before)
		ck_say(session(link), _("the clock of the gatehouse is %lld s from that of lane %s: set both right"),
		       (long long)(ahead / 1000), link->run->gate.lane);
}

/* Loops would be read from the wrong side. */
static int check_way(struct ck_link *link, const struct ck_value *answer)
{
	const char *to = ck_get_str(answer, "to");
	bool before = link->other_way;

	link->other_way = to && strcmp(to, link->run->gate.to);
	if (link->other_way && !before)
		ck_say(session(link), _("at the gatehouse lane %s leads to %s, here to %s; turn one of them round"),
		       link->run->gate.lane, to, link->run->gate.to);
	return link->other_way;
}

static int answer_call(struct ck_link *link, const struct ck_request *request,
		       const struct ck_value *answer)
{
	int r = 0;

	link->calling = false;
	if (!ck_is(answer, "kind", "expected")) {
		say_error(link, answer);
		return ck_link_lose(link);
	}
	if (ck_is_true(ck_get(answer, "simulated")) !=
	    ck_store_simulated(session(link)->store)) {
		ck_say(session(link), "%s", _("one of the two stores is simulated, the other is not"));
		return ck_link_lose(link);
	}
	/* What it was begun for goes well. */
	if (link->placed)
		ck_child_works(link->child);
	take_list(link, answer);
	compare_clocks(link, request);
	if (check_way(link, answer))
		r = ck_link_go_offline(link);
	else if (!request->late)
		r = come_back(link);
	if (r >= 0)
		r = ck_link_bring(link, answer);
	return r < 0 ? r : ck_link_keep(link);
}

/* -- the lane's log ------------------------------------------------------- */

static int answer_log(struct ck_link *link, const struct ck_value *answer)
{
	int64_t merged = ck_get_int(answer, "merged", 0);

	link->telling = false;
	if (!ck_is(answer, "kind", "merged")) {
		say_error(link, answer);
		return ck_link_lose(link);
	}
	ck_child_works(link->child);
	if (merged > link->merged)
		link->merged = merged;
	return 0;
}

/* -- any of them ---------------------------------------------------------- */

static int answer_request(struct ck_link *link,
			  const struct ck_request *request,
			  const struct ck_value *answer)
{
	switch (request->kind) {
	case CK_ASKED_SEEN:
		return answer_seen(link, request, answer);
	case CK_ASKED_LOG:
		return answer_log(link, answer);
	default:
		return answer_call(link, request, answer);
	}
}

int ck_link_answer(struct ck_link *link, const char *line, size_t len)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_request *request = ck_link_pop(link);
	const struct ck_value *answer = NULL;
	struct ck_fault fault;
	int r;

	if (!request || ck_read_object(doc, line, len, &answer, &fault) < 0) {
		ck_say(session(link), _("not an answer of a gatehouse: %.80s"),
		       line);
		r = ck_link_lose(link);
		/* Nobody has decided upon it yet. */
		if (r >= 0 && request && request->kind == CK_ASKED_SEEN &&
		    !request->late)
			r = ck_link_decide_alone(link, request->text,
						 request->key);
		ck_request_free(request);
		return r;
	}
	r = answer_request(link, request, answer);
	/* It was slow; is it still? */
	if (r >= 0 && request->late && !link->first && link->offline &&
	    !link->calling && ck_child_runs(link->child))
		r = ck_link_call(link);
	ck_request_free(request);
	return r;
}
