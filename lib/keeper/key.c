/* key: what the site signs passes and heads with. */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "keeper/keeper.h"
#include "pass/key_record.h"
#include "record/reader.h"

enum { DAYS_USUAL = 365 };

/* -- the record ----------------------------------------------------------- */

static int print_key(struct ck_session *s, const struct ck_key *key,
		     const char *act)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *record = ck_record(s, doc, "key");
	enum ck_key_state state = ck_key_state(key, ck_session_now(s, NULL));

	ck_key_fill(key, s->utc_offset_min, record);
	ck_set_str(record, "act", act);
	ck_set_str(record, "state", ck_key_state_name(state));
	ck_set_bool(record, "signs", key->signs);
	if (key->version)
		ck_set_int(record, "seq", key->version);
	return ck_print(s, record);
}

/* -- list and show -------------------------------------------------------- */

static int list(struct ck_session *s)
{
	char after[CK_KEY_ID] = "";
	struct ck_key key;
	int r;

	while ((r = ck_key_next(s->store, after, &key)) > 0) {
		snprintf(after, sizeof(after), "%s", key.id);
		r = print_key(s, &key, NULL);
		if (r < 0)
			return r;
	}
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

/* SITE/ID, or the first characters of the ID of one of the site's own. */
static bool is_named(struct ck_session *s, const struct ck_key *key,
		     const char *name)
{
	if (strchr(name, '/'))
		return !strcmp(key->id, name);
	return s->site && !strcmp(key->site, s->site) &&
	       !strncmp(strchr(key->id, '/') + 1, name, strlen(name));
}

static int find(struct ck_session *s, const char *name, struct ck_key *ret_key)
{
	char after[CK_KEY_ID] = "";
	struct ck_key key;
	int found = 0, r;

	while ((r = ck_key_next(s->store, after, &key)) > 0) {
		snprintf(after, sizeof(after), "%s", key.id);
		if (!*name || !is_named(s, &key, name))
			continue;
		*ret_key = key;
		found++;
	}
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (found == 1)
		return 0;
	return ck_fail(s, NULL, found ? -EEXIST : -ENOENT, NULL, "no-key",
		       found ? _("%s names several keys; say more of it")
			     : _("no such key: %s"), name);
}

static int show(struct ck_session *s, const char *name)
{
	struct ck_key key;
	int r = find(s, name, &key);

	return r < 0 ? r : print_key(s, &key, NULL);
}

/* -- make ----------------------------------------------------------------- */

static int day(struct ck_session *s, const char *option, const char *text,
	       int64_t *ret_ms)
{
	if (!text || ck_session_moment(s, text, ret_ms) == 0)
		return 0;
	return ck_fail(s, NULL, -EINVAL, NULL, "day",
		       _("%s %s: expected a day, as 2026-11-22, or a time"),
		       option, text);
}

static int fail_key(struct ck_session *s, int r)
{
	if (r == -ENOSYS)
		return ck_fail(s, NULL, r, NULL, "no-library", "%s",
			       _("nothing can be signed here: install the package libhogweed6"));
	return ck_fail_store(s, NULL, r);
}

static int make(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	const struct ck_keeper *set = s->settings;
	struct ck_key *key = ctx;
	int r = ck_keeper_allow(s);

	key->from = ck_txn_at(txn);
	if (r == 0)
		r = day(s, "--from", set->from, &key->from);
	key->until = key->from + (int64_t)DAYS_USUAL * CK_DAY_MS;
	if (r == 0)
		r = day(s, "--to", set->to, &key->until);
	if (r < 0)
		return r;
	if (set->to && strlen(set->to) == 10)
		key->until += CK_DAY_MS;
	if (key->until <= key->from || key->until <= ck_txn_at(txn))
		return ck_fail(s, NULL, -EINVAL, NULL, "day", "%s",
			       _("the key would be over before it begins"));
	r = ck_key_make(txn, key);
	return r < 0 ? fail_key(s, r) : 0;
}

static int make_key(struct ck_session *s)
{
	struct ck_key key = { .id = "" };
	int r;

	if (!s->site)
		return ck_fail(s, NULL, -ENOENT, NULL, "no-site", "%s",
			       _("the store holds no site yet"));
	snprintf(key.site, sizeof(key.site), "%s", s->site);
	r = ck_session_transact(s, make, &key);
	return r < 0 ? r : print_key(s, &key, "made");
}

/* -- retire --------------------------------------------------------------- */

static int retire(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	const struct ck_keeper *set = s->settings;
	struct ck_key *key = ctx;
	int r = ck_keeper_allow(s);

	if (r < 0)
		return r;
	r = ck_key_get(s->store, key->id, key);
	if (r == 0)
		r = ck_key_retire(txn, key, set->reason);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (!key->retired_at)
		key->retired_at = ck_txn_at(txn);
	key->signs = false;
	return r;
}

/* What was deleted must not stand in the WAL either. */
static int retire_key(struct ck_session *s, const char *name)
{
	struct ck_key key;
	int r = find(s, name, &key);

	if (r == 0)
		r = ck_session_transact(s, retire, &key);
	if (r < 0)
		return r;
	if (!s->options.dry_run)
		r = ck_keeper_purge(s);
	if (r >= 0 && !s->options.dry_run)
		r = ck_key_get(s->store, key.id, &key);
	return r < 0 ? r : print_key(s, &key, "retired");
}

/* -- import --------------------------------------------------------------- */

static int read_key(struct ck_session *s, const struct ck_value *record,
		    struct ck_key *ret_key)
{
	struct ck_key_fault fault;

	if (ck_key_read(s->doc, record, ret_key, &fault) == 0)
		return 0;
	return ck_fail(s, NULL, -EBADMSG, fault.pointer, "key", "%s",
		       fault.message);
}

static int import(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	struct ck_key *key = ctx;
	int r = ck_keeper_allow(s);

	if (r < 0)
		return r;
	r = ck_key_import(txn, key);
	if (r == -EPERM)
		return ck_fail(s, NULL, r, NULL, "retired",
			       _("%s is retired here"), key->id);
	if (r == -EEXIST)
		return ck_fail(s, NULL, r, NULL, "known",
			       _("%s is known here with other times"),
			       key->id);
	return r < 0 ? ck_fail_store(s, NULL, r) : r;
}

static int import_key(struct ck_session *s, const char *path)
{
	CK_BUF text = { 0 };
	const struct ck_value *record = NULL;
	struct ck_key key = { .id = "" };
	struct ck_fault fault;
	int r = ck_keeper_read_text(s, path, &text);

	if (r < 0)
		return r;
	if (ck_read_object(s->doc, ck_buf_text(&text), text.len, &record,
			   &fault) < 0)
		return ck_fail(s, NULL, -EBADMSG, NULL, fault.code,
			       "%s:%zu:%zu: %s", path, fault.line, fault.column,
			       fault.message);
	r = read_key(s, record, &key);
	if (r == 0)
		r = ck_session_transact(s, import, &key);
	return r < 0 ? r : print_key(s, &key, "imported");
}

int ck_keeper_key(struct ck_session *s, int argc, char **argv)
{
	const char *act = argc > 0 ? argv[0] : "list";

	if (argc <= 1 && !strcmp(act, "list"))
		return list(s);
	if (argc == 1 && !strcmp(act, "make"))
		return make_key(s);
	if (argc == 2 && !strcmp(act, "show"))
		return show(s, argv[1]);
	if (argc == 2 && !strcmp(act, "retire"))
		return retire_key(s, argv[1]);
	if (argc == 2 && !strcmp(act, "import"))
		return import_key(s, argv[1]);
	return ck_usage(s, "%s",
			_("key takes: list, make, show KEY, retire KEY, or import FILE"));
}
