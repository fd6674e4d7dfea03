#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "command/session.h"
#include "site/site.h"

static const struct ck_value *codes_of(const struct ck_site *site,
				       const char *group)
{
	return ck_get(ck_get(site->document, "reasons"), group);
}

static bool in_groups(const struct ck_site *site, const char *const *groups,
		      const char *const *end, const char *code)
{
	for (; groups != end && *groups; groups++)
		if (ck_get(codes_of(site, *groups), code))
			return true;
	return false;
}

const char *ck_reason_codes(struct ck_doc *doc, const struct ck_site *site,
			    const char *const *groups)
{
	CK_BUF list = { 0 };

	for (const char *const *group = groups; *group; group++) {
		const struct ck_value *codes = codes_of(site, *group);

		for (size_t i = 0; i < ck_count(codes); i++) {
			const char *code = ck_key_at(codes, i);

			if (in_groups(site, groups, group, code))
				continue;
			ck_buf_printf(&list, "%s%s", list.len ? ", " : "",
				      code);
		}
	}
	return list.len ? ck_doc_strdup(doc, ck_buf_text(&list))
			: _("any code of small letters, digits and -");
}

static bool is_code(const char *text)
{
	size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return len && len <= 40 && !text[len];
}

/* A site need not name the reasons of every group. */
bool ck_reason_known(const struct ck_site *site, const char *const *groups,
		     const char *code)
{
	bool any = false;

	for (const char *const *group = groups; *group; group++)
		any |= codes_of(site, *group) != NULL;
	return any ? in_groups(site, groups, NULL, code) : is_code(code);
}

int ck_session_reason(struct ck_session *s, struct ck_item *item,
		      const char *const *groups, const char *option,
		      const char **ret_reason)
{
	const char *given = item ? ck_get_str(item->record, "reason") : NULL;
	const char *reason = option ? option : given;
	struct ck_doc *doc = item ? item->doc : s->doc;
	const struct ck_site *site = NULL;
	int r = ck_session_site(s, item, &site);

	if (r < 0)
		return r;
	if (!reason)
		return ck_fail(s, item, -EINVAL, NULL, "reason-missing",
			       _("say why with --reason: %s"),
			       ck_reason_codes(doc, site, groups));
	if (!ck_reason_known(site, groups, reason))
		return ck_fail(s, item, option ? -EINVAL : -EBADMSG,
			       option ? NULL : "/reason", "reason-unknown",
			       _("no such reason: %s; there are %s"), reason,
			       ck_reason_codes(doc, site, groups));
	*ret_reason = reason;
	return 0;
}
