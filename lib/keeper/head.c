/* head: where each log ends, signed, and heads that somebody signed. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "keeper/keeper.h"
#include "pass/head.h"
#include "record/lines.h"
#include "record/reader.h"

/* -- signing -------------------------------------------------------------- */

static int sign_one(struct ck_value *record, const struct ck_key *key,
		    const uint8_t secret[CK_ED25519_KEY], const char *now)
{
	const struct ck_signed_head head = {
		.origin = ck_get_str(record, "origin"),
		.seq = ck_get_int(record, "seq", 0),
		.hash = ck_get_str(record, "hash"),
		.signed_at = now,
	};
	uint8_t signature[CK_ED25519_SIGNATURE];
	char hex[2 * CK_ED25519_SIGNATURE + 1];
	char half[2 * CK_ED25519_KEY + 1];
	int r = ck_head_sign(&head, secret, signature);

	if (r < 0)
		return r;
	ck_hex(signature, sizeof(signature), hex);
	ck_hex(key->public_half, CK_ED25519_KEY, half);
	ck_set_str(record, "signed_at", now);
	ck_set_str(record, "key", key->id);
	ck_set_str(record, "public", half);
	ck_set_str(record, "signature", hex);
	return 0;
}

/* An array's elements are shown as const; these are our own. */
static int sign_all(struct ck_session *s, struct ck_value *heads,
		    struct ck_value *ret_signed)
{
	int64_t now = ck_session_now(s, NULL);
	uint8_t secret[CK_ED25519_KEY];
	char text[CK_TIME_TEXT];
	struct ck_key key;
	int r = ck_key_signing(s->store, s->site ? s->site : "", now, &key,
			       secret);

	ck_time_print(now, s->utc_offset_min, text);
	for (size_t i = 0; r == 0 && i < ck_count(heads); i++) {
		struct ck_value *head = ck_copy(s->doc, ck_at(heads, i));

		r = sign_one(head, &key, secret, text);
		ck_push(ret_signed, head);
	}
	ck_key_wipe(secret);
	if (r == -ENOKEY)
		return ck_fail(s, NULL, -ENOENT, NULL, "no-key",
			       _("%s has no key that signs now; the keeper makes one with ck-store key make"),
			       s->site ? s->site : "?");
	if (r == -ENOSYS)
		return ck_fail(s, NULL, r, NULL, "no-library", "%s",
			       _("nothing can be signed here: install the package libhogweed6"));
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

/* -- checking ------------------------------------------------------------- */

static bool read_signature(const char *hex,
			   uint8_t ret_signature[CK_ED25519_SIGNATURE])
{
	char half[2 * CK_ED25519_KEY + 1];

	if (!hex || strlen(hex) != 2 * CK_ED25519_SIGNATURE)
		return false;
	for (int i = 0; i < 2; i++) {
		memcpy(half, hex + 2 * CK_ED25519_KEY * i, sizeof(half) - 1);
		half[sizeof(half) - 1] = '\0';
		if (ck_key_parse(half, ret_signature + CK_ED25519_KEY * i) < 0)
			return false;
	}
	return true;
}

/* By the key that the store knows, whatever the record brings along. */
static int judge_signature(struct ck_session *s,
			   const struct ck_value *record,
			   const char **ret_word)
{
	const struct ck_signed_head head = {
		.origin = ck_get_str(record, "origin"),
		.seq = ck_get_int(record, "seq", -1),
		.hash = ck_get_str(record, "hash"),
		.signed_at = ck_get_str(record, "signed_at"),
	};
	const char *name = ck_get_str(record, "key");
	uint8_t signature[CK_ED25519_SIGNATURE];
	struct ck_key key;
	int64_t at;
	int r;

	*ret_word = "missing";
	if (!name || !head.signed_at || !head.origin || !head.hash ||
	    !read_signature(ck_get_str(record, "signature"), signature))
		return 0;
	*ret_word = "unknown-key";
	r = ck_key_get(s->store, name, &key);
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	r = ck_head_verify(&head, key.public_half, signature);
	if (r <= 0 || ck_time_parse(head.signed_at, &at) < 0)
		*ret_word = "wrong";
	else
		*ret_word = ck_key_state_name(ck_key_state(&key, at));
	return r < 0 ? r : 0;
}

static int judge_log(struct ck_session *s, const struct ck_value *record,
		     const char **ret_word)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	const char *origin = ck_get_str(record, "origin");
	const char *hash = ck_get_str(record, "hash");
	int r;

	q = ck_query(s->store, CK_SQL_EVENT_BY_NAME, "si",
		     origin ? origin : "", ck_get_int(record, "seq", -1));
	r = ck_step(q);
	if (r < 0)
		return r;
	if (r == 0)
		*ret_word = "unknown";
	else
		*ret_word = hash && !strcmp(ck_column_text(q, 1), hash)
				    ? "holds" : "differs";
	return 0;
}

/* 1: it is not what it says. */
static int check_one(struct ck_session *s, const struct ck_value *record)
{
	struct ck_value *answer = ck_record(s, s->doc, "head_check");
	const char *signature = NULL, *log = NULL;
	bool good;
	int r = judge_signature(s, record, &signature);

	if (r == 0)
		r = judge_log(s, record, &log);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	good = !strcmp(signature, "valid") && strcmp(log, "differs");
	CK_SET_SAME(answer, record, "origin", "seq", "key");
	ck_set_str(answer, "signature", signature);
	ck_set_str(answer, "log", log);
	ck_set_bool(answer, "ok", good);
	r = ck_print(s, answer);
	return r < 0 ? r : !good;
}

static int check_line(struct ck_session *s, const char *text, size_t len,
		      size_t n)
{
	const struct ck_value *record = NULL;
	struct ck_fault fault;
	const char *kind;

	if (ck_read_object(s->doc, text, len, &record, &fault) < 0)
		return ck_fail(s, NULL, -EBADMSG, NULL, fault.code,
			       "%zu:%zu: %s", n, fault.column, fault.message);
	kind = ck_get_str(record, "kind");
	if (!kind || strcmp(kind, "head"))
		return ck_fail(s, NULL, -EBADMSG, "/kind", "kind",
			       _("%zu: expected a record of kind head"), n);
	return check_one(s, record);
}

static int check(struct ck_session *s, const char *path)
{
	CK_BUF text = { 0 };
	char *line, *rest;
	size_t n = 0;
	int no = 0;
	int r = ck_keeper_read_text(s, path, &text);

	ck_buf_puts(&text, "");
	rest = text.data;
	while (r >= 0 && (line = strsep(&rest, "\n"))) {
		n++;
		if (!*line)
			continue;
		r = check_line(s, line, strlen(line), n);
		no |= r > 0;
	}
	return r < 0 ? r : no;
}

int ck_keeper_head(struct ck_session *s, int argc, char **argv)
{
	const struct ck_keeper *set = s->settings;
	struct ck_value *heads = ck_new_array(s->doc);
	struct ck_value *shown = heads;
	int r;

	(void)argv;
	if (argc > 0)
		return ck_usage(s, "%s", _("head takes no operands"));
	if (set->check)
		return check(s, set->check);
	r = ck_keeper_heads(s, s->store, heads);
	if (r == 0 && set->sign) {
		shown = ck_new_array(s->doc);
		r = sign_all(s, heads, shown);
	}
	for (size_t i = 0; r == 0 && i < ck_count(shown); i++)
		r = ck_print(s, ck_at(shown, i));
	return r;
}
