#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "clear/customs_fact.h"
#include "clear/reason.h"
#include "clear/verbs.h"
#include "store/query.h"
#include "trade/customs_number.h"
#include "trade/lookup.h"

/* What is said of one number, as a peer would say it. */
int ck_clear_customs_prepare(struct ck_session *s, struct ck_item *item)
{
	const struct ck_clear *set = s->settings;
	static const char *const members[] = { "channel", "release", "type" };
	const char *const given[] = { set->channel, set->release, NULL };
	struct ck_value *fact = ck_new_object(item->doc);
	const char *number = item->operand && !item->record
				     ? item->operand
				     : ck_get_str(item->record, "customs");
	struct ck_customs_number parsed;

	if (!number || ck_customs_number_parse(number, &parsed) < 0)
		return ck_fail(s, item, item->record ? -EBADMSG : -EINVAL,
			       item->record ? "/customs" : NULL,
			       "customs-number",
			       _("a customs number of 12 digits is expected, not \"%s\""),
			       number ? number : "");
	for (size_t i = 0; i < 3; i++)
		if (given[i])
			ck_set_str(fact, members[i], given[i]);
		else
			ck_set(fact, members[i],
			       ck_get(item->record, members[i]));
	if (!ck_count(fact))
		return ck_fail(s, item, item->record ? -EBADMSG : -EINVAL, NULL,
			       "nothing-said", "%s",
			       _("say what is known with --release or --channel"));
	ck_set_str(fact, "customs", number);
	ck_clear_cover(item, set, NULL);
	item->prepared = fact;
	return 0;
}

/* The agency whose word it is: of what is held when customs stops it, else of
 * the first check that a release confirms. */
static const char *agency_of(const struct ck_site *site)
{
	const struct ck_value *checks = ck_get(site->document, "checks");
	const char *agency = ck_get_str(ck_customs_stop(site), "agency");

	for (size_t i = 0; !agency && i < ck_count(checks); i++) {
		const struct ck_value *check = ck_at(checks, i);
		const char *on = ck_get_str(ck_get(check, "auto"), "on");

		if (on && !strcmp(on, "customs"))
			agency = ck_get_str(check, "agency");
	}
	return agency;
}

static int answer(struct ck_session *s, struct ck_item *item,
		  const struct ck_site *site, const char *customs,
		  bool repeated)
{
	struct ck_value *record = ck_answer(s, item, "customs_fact");
	const struct ck_value *row = NULL;
	int r = ck_customs_get(s->store, item->doc, customs, &row);

	if (r == -ENOENT)
		r = 0;
	ck_set(record, "customs", ck_get(row, "number"));
	if (!row)
		ck_set(record, "customs", ck_get(item->prepared, "customs"));
	CK_SET_SAME(record, row, "type", "channel", "release");
	ck_set_str(record, "actor", s->user);
	ck_set_str(record, "for", s->options.on_behalf);
	ck_set_str(record, "at", ck_time_text(item->doc, site,
					      ck_txn_occurred(s->txn)));
	if (repeated)
		ck_set_bool(record, "repeated", true);
	ck_set(record, "version", ck_get(row, "version"));
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

int ck_clear_customs(struct ck_session *s, struct ck_item *item)
{
	const struct ck_value *fact = item->prepared;
	const struct ck_site *site = NULL;
	struct ck_customs_number number;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = ck_session_allow(s, agency_of(site));
	if (r == 0)
		r = ck_customs_fact(s, s->txn, fact, NULL);
	if (r < 0)
		return r;
	if (ck_customs_number_parse(ck_get_str(fact, "customs"), &number) < 0)
		return -EBADMSG;
	return answer(s, item, site,
		      ck_customs_id(item->doc, s->site, number.identity),
		      r == 1);
}
