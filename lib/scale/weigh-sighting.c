/* Whose vehicle it is that was seen: of a sighting that names no trip. */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "lane/find.h"
#include "lane/late.h"
#include "scale/weigh-record.h"

static bool has(const struct ck_value *record, const char *member)
{
	return ck_get(record, member) != NULL;
}

bool ck_binding_is_seen(const struct ck_item *item)
{
	const char *kind = ck_get_str(item->record, "kind");

	return kind && !strcmp(kind, "sighting") &&
	       !has(item->record, "trip") && !has(item->record, "declaration");
}

/* Who is seen elsewhere does not stand on this scale. */
static int check_lane(struct ck_session *s, struct ck_item *item,
		      const struct ck_binding *b)
{
	const char *lane = ck_get_str(item->record, "lane");
	const char *slash = lane ? strrchr(lane, '/') : NULL;

	if (slash)
		lane = slash + 1;
	if (!lane || (b->scale.lane && !strcmp(lane, b->scale.lane)))
		return 0;
	return ck_fail(s, item, -EBADMSG, "/lane", "other-lane",
		       _("it was seen at lane %s, and scale %s stands at %s"),
		       lane, b->scale.name, b->scale.lane);
}

static int find(struct ck_session *s, struct ck_item *item,
		const struct ck_binding *b, struct ck_gate *gate,
		struct ck_sighting *seen, struct ck_found *found)
{
	struct ck_sighting_fault fault = { NULL, NULL, NULL };
	int64_t now = ck_session_now(s, item->record);
	const char *late;
	int r = ck_sighting_read(item->doc, item->record, NULL, seen, &fault);

	if (r < 0)
		return ck_fail(s, item, r, fault.pointer, fault.code, "%s",
			       fault.message);
	r = ck_gate_get(s->store, item->doc, s->site, b->scale.lane, gate);
	late = r >= 0 ? ck_late_code(gate, seen, now) : NULL;
	if (late)
		return ck_fail(s, item, -EEXIST, "/at", late,
			       _("%s was seen at another time than now: name the trip"),
			       seen->text);
	if (r >= 0)
		r = ck_gate_find(s->store, item->doc, gate, now, seen, found);
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

/* Sure is what a strict lane asks for (ck-site(5), sighting), at any lane: a
 * weight that is bound to the wrong vehicle is worse than none. Another
 * writing of the same plate leaves no doubt. */
static bool is_sure(const struct ck_candidate *one, const struct ck_gate *gate)
{
	return (one->matched == CK_MATCHED_EXACT ||
		one->matched == CK_MATCHED_FORM) &&
	       one->permille >= ck_gate_sighting_rule(gate).least_permille;
}

int ck_binding_see(struct ck_session *s, struct ck_item *item,
		   struct ck_binding *b)
{
	struct ck_gate gate;
	struct ck_sighting seen;
	struct ck_found found = { .one = NULL };
	int r = check_lane(s, item, b);

	if (r == 0)
		r = find(s, item, b, &gate, &seen, &found);
	if (r < 0)
		return r;
	if (!found.one && found.count)
		return ck_fail(s, item, -EEXIST, NULL, "ambiguous",
			       _("%s may be one of %d vehicles: name the trip"),
			       seen.text, found.count);
	if (!found.one)
		return ck_fail(s, item, -ENOENT, NULL, "no-such-trip",
			       _("no vehicle is expected that %s may be"),
			       seen.text);
	if (!is_sure(found.one, &gate))
		return ck_fail(s, item, -EEXIST, NULL, "uncertain",
			       _("%s is not surely %s: name the trip"),
			       seen.text, found.one->label);
	ck_set_str(seen.body, "matched",
		   ck_matched_name(found.one->matched));
	b->seen = seen.body;
	b->trip = found.one->trip;
	return 0;
}
