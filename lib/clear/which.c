#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "clear/reason.h"
#include "clear/verbs.h"
#include "trade/offer.h"
#include "trade/reading.h"

/* The nearest name or alias; else all aliases, which are what people write. */
static const char *offer_check(struct ck_doc *doc, const struct ck_site *site,
			       const char *word)
{
	const struct ck_value *checks = ck_get(site->document, "checks");
	size_t count = ck_count(checks), size = (count + 1) * sizeof(char *);
	const char **names = ck_doc_alloc(doc, size);
	const char **aliases = ck_doc_alloc(doc, size);

	for (size_t i = 0; i < count; i++) {
		const char *alias = ck_get_str(ck_at(checks, i), "alias");

		names[i] = ck_key_at(checks, i);
		aliases[i] = alias ? alias : names[i];
	}
	names[count] = aliases[count] = NULL;
	return ck_offer_words(doc, word, ck_nearest_word(names, word)
						 ? names : aliases);
}

int ck_clear_no_check(struct ck_session *s, struct ck_item *item,
		      const struct ck_site *site, const char *word,
		      const char *pointer)
{
	return ck_fail(s, item, pointer ? -EBADMSG : -ENOENT, pointer,
		       "no-such-check", _("%s has no such check: %s%s"),
		       site->code, word,
		       offer_check(item->doc, site, word));
}

int ck_clear_check(struct ck_session *s, struct ck_item *item,
		   const char **ret_check)
{
	const struct ck_clear *set = s->settings;
	const char *word = s->own_count ? s->own[0] : set->check;
	const struct ck_site *site = NULL;
	bool given = word != NULL;
	int r = ck_session_site(s, item, &site);

	if (r < 0)
		return r;
	if (!given)
		word = ck_get_str(item->record, "check");
	*ret_check = word ? ck_site_check_name(site, word) : NULL;
	if (!word || *ret_check)
		return 0;
	return ck_clear_no_check(s, item, site, word,
				 given ? NULL : "/check");
}

static int several(struct ck_session *s, struct ck_item *item,
		   const struct ck_value *open)
{
	CK_BUF list = { 0 };

	for (size_t i = 0; i < ck_count(open); i++)
		ck_buf_printf(&list, "%s%s", i ? ", " : "",
			      ck_str(ck_at(open, i)));
	if (!ck_count(open))
		return ck_fail(s, item, -EEXIST, NULL, "nothing-open",
			       _("nothing of yours is open on this trip"));
	return ck_fail(s, item, -EEXIST, NULL, "several-open",
		       _("several of yours are open on this trip: %s; say which, before the trip"),
		       ck_buf_text(&list));
}

int ck_clear_only(struct ck_session *s, struct ck_item *item,
		  struct ck_case *c, bool (*fits)(const char *state),
		  const char **ret_check)
{
	struct ck_value *open = ck_new_array(item->doc);
	const struct ck_value *agencies = NULL;
	int r = ck_session_agencies(s, item->doc, &agencies);

	if (r < 0)
		return r;
	/* Who is nobody here is told so. */
	if (!ck_count(agencies))
		return ck_session_allow_staff(s) < 0 ? -EPERM
						     : several(s, item, open);
	r = ck_case_read_checks(c);
	if (r < 0)
		return ck_fail_store(s, item, r);
	for (size_t i = 0; i < ck_count(c->checks); i++) {
		const struct ck_value *row = ck_at(c->checks, i);
		const char *name = ck_get_str(row, "name");

		if (fits(ck_get_str(row, "state")) &&
		    ck_lists(agencies, ck_get_str(row, "agency")) &&
		    !ck_lists(open, name))
			ck_push_str(open, name);
	}
	if (ck_count(open) != 1)
		return several(s, item, open);
	*ret_check = ck_str(ck_at(open, 0));
	ck_say(s, "%s %s: %s", ck_get_str(c->row, "label"), *ret_check,
	       ck_check_word(c->site, *ret_check, ck_clear_language(s)));
	return 0;
}
