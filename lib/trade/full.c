#include <config.h>

#include <errno.h>

#include "base/text.h"
#include "site/site.h"
#include "trade/full.h"
#include "trade/lookup.h"
#include "trade/outside.h"
#include "trade/personal.h"

static int check_reason(struct ck_session *s, struct ck_item *item,
			const struct ck_site *site, const char *reason)
{
	static const char *const groups[] = { "show", NULL };

	if (s->options.dry_run)
		return ck_fail(s, item, -EINVAL, NULL, "dry-run",
			       _("--full is written down: not with --dry-run"));
	if (reason && ck_reason_known(site, groups, reason))
		return 0;
	return ck_fail(s, item, -EINVAL, NULL, "reason-unknown",
		       _("say why persons are shown in full with --reason: %s"),
		       ck_reason_codes(item->doc, site, groups));
}

int ck_full_allow(struct ck_session *s, struct ck_item *item,
		  const char *reason, const struct ck_value **ret_kinds)
{
	const struct ck_value *agencies = NULL;
	const struct ck_site *site = NULL;
	const struct ck_value *kinds;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = ck_session_agencies(s, item->doc, &agencies);
	if (r < 0)
		return r;
	kinds = ck_personal_shown(item->doc, site, agencies);
	if (!ck_count(kinds)) {
		r = ck_session_allow_staff(s);
		return r < 0 ? r
			     : ck_fail(s, item, -EPERM, NULL, "not-shown",
				       _("%s is of no agency that persons are shown to in full (retention/*/shown_to of the site)"),
				       s->user);
	}
	r = check_reason(s, item, site, reason);
	if (r == 0)
		*ret_kinds = kinds;
	return r;
}

struct showing {
	const char *declaration;
	const char *reason;
	const struct ck_value *persons;
};

static int append(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	const struct showing *showing = ctx;
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));

	(void)s;
	ck_set(body, "persons", showing->persons);
	ck_set_str(body, "reason", showing->reason);
	return ck_append(txn, "person.shown", showing->declaration,
			 showing->declaration, body, NULL, NULL);
}

int ck_full_log(struct ck_session *s, struct ck_item *item,
		const char *declaration, const char *reason,
		const struct ck_value *persons)
{
	struct showing showing = { declaration, reason, persons };

	if (!ck_count(persons))
		return 0;
	return ck_session_aside(s, item, append, &showing);
}

int ck_full_show(struct ck_session *s, struct ck_item *item,
		 const char *declaration, const char *reason,
		 struct ck_value *record)
{
	const struct ck_value *kinds = NULL, *row;
	struct ck_value *persons = ck_new_array(item->doc);
	struct ck_value *outside = NULL;
	int r = ck_full_allow(s, item, reason, &kinds);

	if (r < 0)
		return r;
	r = ck_declaration_get(s->store, item->doc, declaration, &row);
	if (r == 0)
		r = ck_document_full(s->store, item->doc,
				     ck_get(row, "document"),
				     s->utc_offset_min, kinds, persons,
				     &outside);
	if (r < 0)
		return ck_fail_store(s, item, r);
	r = ck_full_log(s, item, declaration, reason, persons);
	if (r < 0)
		return r;
	ck_set(record, "document", outside);
	ck_set(record, "shown", kinds);
	return 0;
}
