#include <config.h>

#include <string.h>

#include "trade/amend_owner.h"

static bool begins(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

/* -- patterns ------------------------------------------------------------- */

static const char *role_of(const struct ck_amendment *a, const char *ref,
			   size_t len)
{
	const char *name = ck_doc_format(a->doc, "%.*s", (int)len, ref);
	const struct ck_value *now =
		a->sub ? ck_get(ck_get(a->sub->document.stored, "vehicles"),
				name) : NULL;
	const struct ck_value *then = ck_get(ck_get(a->before, "vehicles"),
					     name);

	return ck_get_str(now ? now : then, "role");
}

static bool fits(const struct ck_amendment *a, const char *pattern, size_t len,
		 const char *token, size_t token_len)
{
	const char *role;

	if (len == 1 && *pattern == '*')
		return true;
	if (len == token_len && !strncmp(pattern, token, len))
		return true;
	if (*pattern != '@')
		return false;
	role = role_of(a, token, token_len);
	return role && strlen(role) == len - 1 &&
	       !strncmp(pattern + 1, role, len - 1);
}

static bool matches(const struct ck_amendment *a, const char *pattern,
		    const char *pointer)
{
	while (*pattern) {
		size_t n = 1 + strcspn(pattern + 1, "/");
		size_t m;

		if (!strcmp(pattern, "/**"))
			return true;
		if (!*pointer)
			return false;
		m = 1 + strcspn(pointer + 1, "/");
		if (!fits(a, pattern + 1, n - 1, pointer + 1, m - 1))
			return false;
		pattern += n;
		pointer += m;
	}
	return !*pointer;
}

struct ck_value *ck_amend_correctors(const struct ck_amendment *a,
				     const char *pointer)
{
	const struct ck_value *all =
		ck_get(ck_get(a->site->document, "amend"), "correctors");
	struct ck_value *agencies = ck_new_array(a->doc);

	for (size_t i = 0; i < ck_count(all); i++) {
		const struct ck_value *list = ck_at(all, i);

		if (!matches(a, ck_key_at(all, i), pointer))
			continue;
		for (size_t k = 0; k < ck_count(list); k++)
			ck_push(agencies, ck_at(list, k));
	}
	return agencies;
}

/* -- who ------------------------------------------------------------------ */

static bool has_any(const struct ck_value *list, const struct ck_value *of)
{
	for (size_t i = 0; i < ck_count(list); i++)
		for (size_t k = 0; k < ck_count(of); k++)
			if (!strcmp(ck_str(ck_at(list, i)) ?: "",
				    ck_str(ck_at(of, k)) ?: ""))
				return true;
	return false;
}

static bool owns(const struct ck_amendment *a, const struct ck_amend_who *who,
		 const char *pointer)
{
	return who->declares ||
	       has_any(who->agencies, ck_amend_correctors(a, pointer));
}

const char *ck_amend_foreign_of(const struct ck_amendment *a,
				const struct ck_amend_who *who,
				const struct ck_value *pointers)
{
	for (size_t i = 0; i < ck_count(pointers); i++) {
		const char *pointer = ck_str(ck_at(pointers, i));

		if (pointer && !owns(a, who, pointer))
			return pointer;
	}
	return NULL;
}

const char *ck_amend_foreign(const struct ck_amendment *a,
			     const struct ck_amend_who *who)
{
	return ck_amend_foreign_of(a, who, ck_amend_pointers(a));
}

bool ck_amend_sees(const struct ck_amend_who *who)
{
	for (size_t i = 0; i < ck_count(who->agencies); i++) {
		const char *agency = ck_str(ck_at(who->agencies, i));

		if (agency && !begins(agency, "enterprise:") &&
		    !begins(agency, "broker:"))
			return true;
	}
	return false;
}
