#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "lane/find.h"
#include "lane/merge.h"
#include "lane/move.h"
#include "store/setting.h"

static const char no_hash[] =
	"0000000000000000000000000000000000000000000000000000000000000000";

struct merging {
	struct ck_txn *txn;
	struct ck_doc *doc;
	const struct ck_gate *gate;
	const struct ck_site *site;
	struct ck_line line;
	struct ck_event_id cause;	/* the lane's event */
	struct ck_merged out;
};

/* -- how far its log was taken -------------------------------------------- */

static const char *setting_of(struct ck_doc *doc, const char *origin)
{
	return ck_doc_format(doc, "merged:%s", origin);
}

int64_t ck_merge_place(struct ck_store *store, struct ck_doc *doc,
		       const char *origin, const char *first)
{
	const struct ck_value *place =
		ck_setting_object(store, doc, setting_of(doc, origin));

	return ck_is(place, "first", first) ? ck_get_int(place, "seq", 0) : 0;
}

static int write_place(struct merging *m, const struct ck_value *before,
		       const char *hash)
{
	struct ck_value *place = ck_new_object(m->doc);

	if (ck_txn_dry(m->txn))
		return 0;
	ck_set_str(place, "first", m->line.seq == 1
					   ? hash : ck_get_str(before, "first"));
	ck_set_int(place, "seq", m->line.seq);
	ck_set_str(place, "hash", hash);
	return ck_setting_put_object(ck_txn_store(m->txn),
				     setting_of(m->doc, m->line.origin), place);
}

/* 1: it was taken before. */
static int judge_place(const struct ck_value *place, const struct ck_line *line,
		       const char *text, const char *hash)
{
	int64_t seq = ck_get_int(place, "seq", 0);
	const char *before = line->seq == 1 ? no_hash
					    : ck_get_str(place, "hash");
	char found[CK_DIGEST_HEX];

	if (line->seq == 1 && ck_is(place, "first", hash))
		return 1;
	if (line->seq > 1 && line->seq <= seq)
		return 1;
	if (line->seq > seq + 1)
		return -ENOMSG;
	ck_line_hash(before, text, strlen(text), found);
	return strcmp(found, hash) ? -EILSEQ : 0;
}

/* -- what becomes of a line ----------------------------------------------- */

static int append(struct merging *m, const struct ck_value *body)
{
	return ck_append(m->txn, m->line.event, m->gate->id, m->line.subject,
			 body, &m->cause, &m->out.id);
}

/* Somebody wrote down whom they saw; the lane has no trips to find it in.
 * gate: as it led then. *ret_trip stays, when it is nobody's, or unsure. */
static int find_seen(const struct merging *m, const struct ck_gate *gate,
		     const char *text, const char **ret_trip)
{
	struct ck_sighting_fault fault;
	struct ck_sighting seen;
	struct ck_found found;
	int r;

	if (!strcmp(text, gate->id) ||
	    ck_sighting_read(m->doc, NULL, text, &seen, &fault) < 0)
		return 0;
	r = ck_gate_find(ck_txn_store(m->txn), m->doc, gate,
			 ck_txn_at(m->txn), &seen, &found);
	if (r == 0 && found.one && found.one->matched == CK_MATCHED_EXACT)
		*ret_trip = found.one->trip;
	return r;
}

/* Whoever opened by hand there stands in the lane's line. */
static int take_opened(struct merging *m)
{
	struct ck_value *body = ck_copy(m->doc, m->line.body);
	const char *seen = ck_get_str(body, "seen"), *trip = NULL;
	int r = seen ? find_seen(m, m->gate, seen, &trip) : 0;

	if (r < 0)
		return r;
	ck_set_str(body, "trip", trip);
	if (trip)
		m->line.subject = trip;
	if (strncmp(m->line.actor, "lane:", 5))
		ck_set_str(body, "by", m->line.actor);
	return append(m, body);
}

static int take_faulted(struct merging *m)
{
	return append(m, m->line.body);
}

/* What was decided here came back with our name on it. */
static int take_decided(struct merging *m)
{
	struct ck_value *body;

	if (ck_get(m->line.body, "decision"))
		return 0;
	body = ck_copy(m->doc, m->line.body);
	ck_set_str(body, "decision", m->cause.text);
	return append(m, body);
}

/* The officer who opened knows who it was. */
static int tell_unknown(struct merging *m, const struct ck_event_id *passage)
{
	struct ck_value *body = ck_new_object(m->doc);

	ck_set_str(body, "lane", m->gate->id);
	ck_set_str(body, "code", "vehicle-unknown");
	ck_set_str(body, "passage", passage->text);
	return ck_append(m->txn, "gate.faulted", m->gate->id, m->gate->id,
			 body, &m->cause, NULL);
}

static int take_passed(struct merging *m)
{
	const struct ck_value *b = m->line.body;
	bool against = ck_is_true(ck_get(b, "against"));
	struct ck_gate gate = ck_gate_led(
		m->gate, ck_get_str(b, against ? "to" : "from"));
	struct ck_passage p = {
		.gate = &gate, .site = m->site,
		.trip = ck_get_str(b, "trip"),
		.permit = ck_get_str(b, "permit"),
		.seen = m->line.subject,
		.admitted = ck_is_true(ck_get(b, "admitted")),
		.opened_by = ck_get_str(b, "opened_by"),
		.against = against,
		.doubtful = ck_is_true(ck_get(b, "doubtful")),
	};
	struct ck_passed passed = { 0 };
	int r = 0;

	if (!p.trip && !p.permit)
		r = find_seen(m, &gate, p.seen, &p.trip);
	if (r == 0)
		r = ck_trip_pass(m->txn, &p, &m->cause, &passed);
	/* A trip that is not ours is a vehicle all the same. */
	if (r == -ENOENT) {
		p.trip = NULL;
		r = ck_trip_pass(m->txn, &p, &m->cause, &passed);
	}
	m->out.id = passed.id;
	return r == 0 && p.admitted && !p.trip && !p.permit
		       ? tell_unknown(m, &passed.id) : r;
}

static const struct {
	const char *event;
	int (*take)(struct merging *m);
} kinds[] = {
	{ "gate.decided", take_decided },
	{ "gate.opened", take_opened },
	{ "gate.passed", take_passed },
	{ "gate.faulted", take_faulted },
};

static int take(struct merging *m)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (!strcmp(kinds[i].event, m->line.event))
			return kinds[i].take(m);
	}
	return 0;
}

int ck_merge_line(struct ck_txn *txn, const struct ck_gate *gate,
		  const struct ck_site *site, const char *text,
		  const char *hash, struct ck_merged *ret_merged)
{
	struct merging m = { .txn = txn, .doc = ck_txn_doc(txn), .gate = gate,
			     .site = site };
	const struct ck_value *place;
	int r = ck_line_read(m.doc, text, strlen(text), &m.line);

	if (r < 0)
		return -EILSEQ;
	place = ck_setting_object(ck_txn_store(txn), m.doc,
				  setting_of(m.doc, m.line.origin));
	r = judge_place(place, &m.line, text, hash);
	if (r < 0)
		return r;
	m.out.seq = m.line.seq;
	m.out.repeated = r > 0;
	snprintf(m.cause.text, sizeof(m.cause.text), "%s:%lld", m.line.origin,
		 (long long)m.line.seq);
	r = r > 0 ? 0 : take(&m);
	if (r == 0 && !m.out.repeated)
		r = write_place(&m, place, hash);
	if (r < 0)
		return r;
	*ret_merged = m.out;
	return 0;
}
