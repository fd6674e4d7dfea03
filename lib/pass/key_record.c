#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "pass/key_record.h"

void ck_key_fill(const struct ck_key *key, int offset_min,
		 struct ck_value *record)
{
	char hex[2 * CK_ED25519_KEY + 1];

	ck_hex(key->public_half, CK_ED25519_KEY, hex);
	ck_set_str(record, "key", key->id);
	ck_set_str(record, "of_site", key->site);
	ck_set_str(record, "public", hex);
	if (key->from)
		ck_set_time(record, "from", key->from, offset_min);
	if (key->until)
		ck_set_time(record, "until", key->until, offset_min);
	if (key->retired_at)
		ck_set_time(record, "retired_at", key->retired_at, offset_min);
}

int ck_key_list(struct ck_store *store, const char *site, int offset_min,
		struct ck_value *list)
{
	char after[CK_KEY_ID] = "";
	struct ck_key key;
	int r;

	while ((r = ck_key_next(store, after, &key)) > 0) {
		snprintf(after, sizeof(after), "%s", key.id);
		if (!strcmp(key.site, site))
			ck_key_fill(&key, offset_min, ck_push_object(list));
	}
	return r;
}

/* -- reading -------------------------------------------------------------- */

static bool is_site(const char *text)
{
	size_t len = text ? strlen(text) : 0;

	return len >= 2 && len < CK_PASS_SITE &&
	       strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == len;
}

static int wrong(struct ck_key_fault *fault, const char *pointer,
		 const char *message)
{
	*fault = (struct ck_key_fault){ pointer, message };
	return -EBADMSG;
}

static int read_time(const struct ck_value *record, const char *name,
		     int64_t *ret_ms)
{
	const char *text = ck_get_str(record, name);

	return text ? ck_time_parse(text, ret_ms) : -EBADMSG;
}

int ck_key_read(struct ck_doc *doc, const struct ck_value *record,
		struct ck_key *ret_key, struct ck_key_fault *ret_fault)
{
	const char *site = ck_get_str(record, "of_site");
	const char *half = ck_get_str(record, "public");
	const char *name = ck_get_str(record, "key");
	struct ck_key key = { .id = "" };

	if (!is_site(site))
		return wrong(ret_fault, "/of_site",
			     _("expected the code of a site"));
	if (!half || ck_key_parse(half, key.public_half) < 0)
		return wrong(ret_fault, "/public",
			     _("expected the public half of a key: 64 hex digits"));
	if (read_time(record, "from", &key.from) < 0)
		return wrong(ret_fault, "/from", _("expected a time"));
	if (read_time(record, "until", &key.until) < 0)
		return wrong(ret_fault, "/until", _("expected a time"));
	ck_key_name(site, key.public_half, key.id);
	if (name && strcmp(name, key.id))
		return wrong(ret_fault, "/key", ck_doc_format(
			doc, _("the public half is that of %s, not of %s"),
			key.id, name));
	snprintf(key.site, sizeof(key.site), "%s", site);
	*ret_key = key;
	return 0;
}
