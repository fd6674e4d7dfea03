#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "trade/amend_work.h"
#include "trade/verbs.h"

static int fail_patch(struct ck_amend_work *w, int err,
		      const struct ck_patch_fault *fault)
{
	const char *pointer = ck_doc_format(w->item->doc, "%s%s",
					    w->asked->patch_at,
					    fault->pointer ? fault->pointer
							   : "");

	return ck_fail(w->s, w->item, err == -EEXIST ? err : -EBADMSG, pointer,
		       fault->code, "%s", fault->message);
}

int ck_amend_fail_make(struct ck_amend_work *w, int err,
		       const struct ck_patch_fault *fault)
{
	if (fault->code)
		return fail_patch(w, err, fault);
	if (err == -EINVAL)
		return ck_fail(w->s, w->item, -EMEDIUMTYPE, NULL, "site-rules",
			       _("the rules of %s do not compile; load its file again"),
			       w->asked->site->code);
	return ck_fail_store(w->s, w->item, err);
}

int ck_amend_fail_obstacle(struct ck_amend_work *w)
{
	const struct ck_amend_obstacle *o = &w->a->obstacle;
	struct ck_session *s = w->s;

	if (!strcmp(o->code, "declaration-closed"))
		return ck_fail(s, w->item, -EEXIST, NULL, o->code,
			       _("%s is closed: nothing of it can be amended"),
			       w->a->declaration);
	if (!strcmp(o->code, "direction-fixed"))
		return ck_fail(s, w->item, -EBADMSG, o->pointer, o->code,
			       _("the direction is not amended: cancel the declaration and submit another"));
	if (!strcmp(o->code, "role-fixed"))
		return ck_fail(s, w->item, -EBADMSG, o->pointer, o->code,
			       _("the role of %s is not amended: remove the vehicle and add another"),
			       o->label);
	if (!strcmp(o->code, "trip-closed"))
		return ck_fail(s, w->item, -EEXIST, o->pointer, o->code,
			       _("the trip of %s is closed (%s)"), o->label,
			       o->trip);
	if (!strcmp(o->code, "trip-begun"))
		return ck_fail(s, w->item, -EEXIST, o->pointer, o->code,
			       _("%s has begun (%s, %s); turn it back instead"),
			       o->label, o->trip, o->zone);
	return ck_fail(s, w->item, -EEXIST, NULL, o->code,
		       _("%s may not take another vehicle's place here (%s, %s): the site's rule for a breakdown"),
		       o->label, o->trip, o->zone);
}

int ck_amend_fail_owner(struct ck_amend_work *w, const char *pointer)
{
	return ck_fail(w->s, w->item, -EPERM, pointer, "not-owner",
		       _("this field is not for %s to amend: ask with --request, its owner decides"),
		       w->s->user);
}

void ck_amend_head(struct ck_amend_work *w, struct ck_value *record,
		   const char *state, bool done)
{
	ck_set_str(record, "declaration", w->a->declaration);
	ck_set_str(record, "state", state);
	ck_set_bool(record, "done", done);
}

int ck_amend_conflict(struct ck_amend_work *w, const struct ck_value *changes)
{
	struct ck_value *record = ck_answer(w->s, w->item, "amendment");
	struct ck_value *reasons;

	ck_amend_head(w, record, "conflict", false);
	reasons = ck_set_array(record, "reasons");
	for (size_t i = 0; i < ck_count(changes); i++) {
		struct ck_value *reason = ck_push_object(reasons);

		ck_set_str(reason, "code", "changed");
		ck_set(reason, "pointer", ck_get(ck_at(changes, i), "pointer"));
		ck_set(reason, "was", ck_get(ck_at(changes, i), "was"));
		ck_set(reason, "is", ck_get(ck_at(changes, i), "is"));
	}
	ck_set_str(record, "message",
		   ck_doc_format(w->item->doc,
				 _("%s was amended after version %lld: look again"),
				 w->a->declaration,
				 (long long)w->asked->seen));
	ck_set(record, "version", ck_get(w->a->row, "version"));
	return 1;
}

void ck_amend_tell(struct ck_amend_work *w)
{
	ck_declare_tell(w->s, w->item, &w->a->sub->findings);
	w->item->status = CK_EXIT_DATA;
}
