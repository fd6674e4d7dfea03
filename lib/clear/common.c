#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "clear/reason.h"
#include "clear/verbs.h"
#include "store/query.h"
#include "trade/offer.h"

bool ck_clear_is_check(const char *word)
{
	return strcmp(word, "-") && !word[strcspn(word, "0123456789{")];
}

const char *ck_clear_language(const struct ck_session *s)
{
	return s->options.language;
}

int ck_clear_open(struct ck_session *s, struct ck_item *item, const char *trip,
		  struct ck_case *ret_case)
{
	int r = ck_case_open(s->store, item->doc, trip, ret_case);

	if (r == -ENOENT)
		return ck_fail(s, item, r, NULL, "no-such-trip",
			       _("no such trip: %s"), trip);
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

int ck_clear_each(struct ck_session *s, struct ck_item *item,
		  const char *const *trips, size_t count, ck_clear_fn *act,
		  const void *ctx)
{
	int no = 0;
	int r = 0;

	for (size_t i = 0; r >= 0 && i < count; i++) {
		r = act(s, item, trips[i], ctx);
		no |= r > 0;
	}
	return r < 0 ? r : no;
}

/* -- reasons -------------------------------------------------------------- */

int ck_reason_given(struct ck_session *s, struct ck_item *item,
		    const char *option, const char *group,
		    const char **ret_reason)
{
	const char *const groups[] = { group, NULL };

	return ck_session_reason(s, item, groups, option, ret_reason);
}

int ck_clear_reason(struct ck_session *s, struct ck_item *item,
		    const char *group, const char **ret_reason)
{
	const struct ck_clear *set = s->settings;

	return ck_reason_given(s, item, set->reason, group, ret_reason);
}

/* -- conditions ----------------------------------------------------------- */

static int add_condition(struct ck_session *s, struct ck_item *item,
			 const struct ck_site *site, const char *code,
			 struct ck_value *list)
{
	static const char *const groups[] = { "conditions", NULL };
	int err = item->record ? -EBADMSG : -EINVAL;

	if (!code || !ck_reason_known(site, groups, code))
		return ck_fail(s, item, err, NULL, "condition-unknown",
			       _("no such condition: %s; there are %s"),
			       code ? code : "?",
			       ck_reason_codes(item->doc, site, groups));
	ck_push_str(list, code);
	return 0;
}

int ck_clear_conditions(struct ck_session *s, struct ck_item *item,
			const struct ck_value **ret_conditions)
{
	const struct ck_clear *set = s->settings;
	const struct ck_value *given = ck_get(item->record, "conditions");
	struct ck_value *list = ck_new_array(item->doc);
	const struct ck_site *site = NULL;
	char *rest = set->conditions
			     ? ck_doc_strdup(item->doc, set->conditions) : NULL;
	const char *code;
	int r = ck_session_site(s, item, &site);

	while (r == 0 && rest && (code = strsep(&rest, ",")))
		r = add_condition(s, item, site, code, list);
	for (size_t i = 0; r == 0 && !set->conditions && i < ck_count(given);
	     i++)
		r = add_condition(s, item, site, ck_str(ck_at(given, i)), list);
	if (r == 0)
		*ret_conditions = ck_count(list) ? list : NULL;
	return r;
}

/* -- times --------------------------------------------------------------- */

int ck_clear_to_come(struct ck_session *s, struct ck_item *item,
		     const char *option, const char *member, int64_t *ret_ms)
{
	const char *text = option ? option : ck_get_str(item->record, member);
	const char *pointer = option ? NULL
				     : ck_doc_format(item->doc, "/%s", member);
	int64_t now = ck_session_now(s, item->record);
	int64_t ms = 0;
	int r;

	if (!text)
		return 0;
	r = option ? ck_session_ahead(s, text, now, &ms)
		   : ck_time_parse(text, &ms);
	if (r < 0 || ms <= now)
		return ck_fail(s, item, option ? -EINVAL : -EBADMSG, pointer,
			       "time",
			       option ? _("expected an RFC 3339 time to come, or an hour as 18:00, not %s")
				      : _("expected an RFC 3339 time to come, not %s"),
			       text);
	*ret_ms = ms;
	return 0;
}

int ck_clear_no_agency(struct ck_session *s, struct ck_item *item)
{
	int r = ck_session_allow_staff(s);

	return r < 0 ? r
		     : ck_fail(s, item, -EPERM, NULL, "no-agency",
			       _("%s acts for no agency of the gate"),
			       s->user);
}

/* -- agencies ------------------------------------------------------------- */

static int own_agency(struct ck_session *s, struct ck_item *item,
		      const char **ret_agency)
{
	const struct ck_value *agencies = NULL;
	int r = ck_session_agencies(s, item->doc, &agencies);

	if (r < 0)
		return r;
	*ret_agency = ck_str(ck_at(agencies, 0));
	if (ck_count(agencies) == 1)
		return 0;
	if (ck_count(agencies) > 1)
		return ck_fail(s, item, -EINVAL, NULL, "which-agency",
			       _("you act for several agencies: say which with --agency: %s"),
			       ck_names(item->doc, agencies));
	return ck_clear_no_agency(s, item);
}

int ck_clear_agency_named(struct ck_session *s, struct ck_item *item,
			  const struct ck_site *site, const char **ret_agency)
{
	const struct ck_clear *set = s->settings;
	const char *agency = set->agency;
	int r = agency ? 0 : own_agency(s, item, &agency);

	if (r < 0)
		return r;
	if (!ck_site_find_agency(site, agency))
		return ck_fail(s, item, set->agency ? -EINVAL : -EPERM, NULL,
			       "no-such-agency",
			       _("%s has no agency %s%s"), site->code, agency,
			       ck_offer(item->doc, agency,
					ck_get(site->document, "agencies")));
	*ret_agency = agency;
	return 0;
}

int ck_clear_agency(struct ck_session *s, struct ck_item *item,
		    const struct ck_site *site, const char **ret_agency)
{
	int r = ck_clear_agency_named(s, item, site, ret_agency);

	return r < 0 ? r : ck_session_allow(s, *ret_agency);
}

/* -- answers -------------------------------------------------------------- */

struct ck_value *ck_clear_answer(struct ck_session *s, struct ck_item *item,
				 const char *kind, const struct ck_case *c)
{
	struct ck_value *answer = ck_answer(s, item, kind);

	ck_set_str(answer, "trip", c->trip);
	ck_set_str(answer, "declaration", c->declaration);
	ck_set(answer, "vehicle", ck_get(c->row, "vehicle"));
	return answer;
}

int ck_clear_set_reasons(struct ck_session *s, struct ck_item *item,
			 struct ck_value *answer, const struct ck_case *c,
			 const struct ck_value *check,
			 const struct ck_value *reasons)
{
	const struct ck_value *said =
		ck_reasons_say(c, reasons, ck_clear_language(s));
	int64_t version = 0;
	int r = ck_case_version(c, &version);

	if (r < 0)
		return ck_fail_store(s, item, r);
	ck_set(answer, "state", ck_get(check, "state"));
	ck_set(answer, "reasons", said);
	ck_set_str(answer, "message", ck_reasons_text(c->doc, said));
	ck_set_int(answer, "version", version);
	return 1;
}

struct ck_value *ck_clear_answer_check(struct ck_session *s,
				       struct ck_item *item, const char *kind,
				       const struct ck_case *c,
				       const struct ck_value *check, bool done)
{
	struct ck_value *answer = ck_clear_answer(s, item, kind, c);

	ck_set(answer, "check", ck_get(check, "name"));
	CK_SET_SAME(answer, check, "agency", "scope", "subject");
	ck_set_bool(answer, "done", done);
	return answer;
}

int ck_clear_not_needed(struct ck_session *s, struct ck_item *item,
			const char *kind, const struct ck_case *c,
			const char *check)
{
	struct ck_value *reasons = ck_new_array(item->doc);
	struct ck_value *reason = ck_push_object(reasons);
	struct ck_value *row = ck_new_object(item->doc);

	ck_set_str(row, "name", check);
	ck_set(row, "agency",
	       ck_get(ck_site_find_check(c->site, check), "agency"));
	ck_set_str(reason, "code", "not-needed");
	ck_set_str(reason, "check", check);
	return ck_clear_set_reasons(s, item,
				    ck_clear_answer_check(s, item, kind, c,
							  row, false),
				    c, NULL, reasons);
}

int ck_clear_trips(struct ck_session *s, struct ck_item *item,
		   const char ***ret_trips, size_t *ret_count)
{
	int r = ck_item_trips(s, item, ret_trips, ret_count);

	if (r == 0)
		ck_clear_cover(item, s->settings, NULL);
	return r;
}

void ck_clear_cover(struct ck_item *item, const struct ck_clear *set,
		    const char *apart)
{
	struct ck_value *content;

	if (!item->record || !ck_get(item->record, "key"))
		return;
	content = ck_item_rest(item, apart);
	ck_set_str(content, "--reason", set->reason);
	ck_set_str(content, "--agency", set->agency);
	ck_set_str(content, "--check", set->check);
	ck_set_str(content, "--review", set->review);
	ck_set_str(content, "--conditions", set->conditions);
	ck_set_str(content, "--kind", set->kind);
	ck_set_str(content, "--about", set->about);
	ck_set_str(content, "--deadline", set->deadline);
	ck_set_str(content, "--release", set->release);
	ck_set_str(content, "--channel", set->channel);
	ck_set_str(content, "--goods", set->goods);
	ck_set_str(content, "--packages", set->packages);
	ck_set_str(content, "--gross", set->gross);
	ck_set_str(content, "--order", set->order);
	ck_set_bool(content, "--silent", set->silent);
	ck_set_bool(content, "--overrule", set->overrule);
	item->content = content;
}
