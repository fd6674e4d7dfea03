/* verify: does the store say what its log says? */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "keeper/keeper.h"
#include "pass/key.h"
#include "store/setting.h"
#include "store/verify.h"

static void print_fault(void *ctx, const struct ck_verify_fault *fault)
{
	struct ck_session *s = ctx;
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *record = ck_record(s, doc, "fault");

	ck_set_str(record, "code", fault->code);
	ck_set_str(record, "where", fault->where);
	ck_set_str(record, "message", fault->detail);
	/* A full standard output is told at the end, by main. */
	if (ck_print(s, record) < 0)
		return;
}

/* -- which thirtieth ------------------------------------------------------ */

/* Counts the run in the store. It is read through a handle that cannot write,
 * so this takes one of its own. */
static int count_run(struct ck_session *s, int *ret_part)
{
	CK_CLEANUP(ck_store_close) struct ck_store *store = NULL;
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	const char *last;
	char text[16];
	int r = ck_store_open(s->options.store, CK_STORE_LANE, &store);

	if (r == 0)
		r = ck_txn_begin(store, false, &txn);
	if (r < 0)
		return r;
	last = ck_setting(store, s->doc, "verify_part");
	*ret_part = last ? (atoi(last) + 1) % CK_VERIFY_PARTS : 0;
	snprintf(text, sizeof(text), "%d", *ret_part);
	r = ck_setting_put(store, "verify_part", text);
	return r < 0 ? r : ck_txn_commit(txn);
}

/* Each plain run takes the next part. A store that cannot be written, or is
 * busy, is looked at all the same: the part then follows the day. */
static int next_part(struct ck_session *s)
{
	int part = 0;

	if (s->options.dry_run || count_run(s, &part) < 0)
		part = ck_clock_now() / CK_DAY_MS % CK_VERIFY_PARTS;
	return part;
}

/* -- --expect ------------------------------------------------------------- */

static int expect(struct ck_session *s, struct ck_verify *v, const char *text)
{
	const char *colon = strrchr(text, ':');
	const char *origin;
	char *place;
	int64_t seq;
	int r;

	if (!colon || strlen(colon + 1) != 64)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
			       _("--expect takes [ORIGIN:]SEQ:HASH, as ck-store head prints"));
	place = ck_doc_strdup(s->doc, text);
	place[colon - text] = '\0';
	r = ck_keeper_place(s, place, &origin, &seq);
	if (r == 0)
		r = ck_verify_expect(v, origin, seq, colon + 1);
	return r;
}

/* -- the three forms ------------------------------------------------------ */

/* Passes that nobody takes would be signed with a secret half that was
 * changed; one that came back could sign what nobody knows of. */
static int verify_keys(struct ck_verify *v)
{
	char after[CK_KEY_ID] = "";
	int64_t strays = 0;
	struct ck_key key;
	int r;

	while ((r = ck_key_next(v->store, after, &key)) > 0) {
		memcpy(after, key.id, sizeof(after));
		r = ck_key_fits(v->store, &key);
		if (r == 0)
			ck_verify_found(v, "key", key.id, "%s",
					_("the secret half is not that of the log's public half"));
		if (r < 0)
			return r;
	}
	if (r == 0)
		r = ck_key_strays(v->store, &strays);
	if (strays)
		ck_verify_found(v, "key", ck_store_path(v->store), "%s",
				_("there is a secret half that should not be there"));
	return r;
}

static int verify_all(struct ck_verify *v)
{
	int r = ck_verify_engine(v);

	if (r == 0)
		r = ck_verify_schema(v);
	if (r == 0)
		r = ck_verify_chain(v);
	if (r == 0)
		r = ck_verify_roots(v);
	if (r == 0)
		r = ck_verify_orphans(v);
	if (r == 0)
		r = ck_verify_persons(v);
	if (r == 0)
		r = ck_verify_local(v);
	return r == 0 ? verify_keys(v) : r;
}

/* A root by its full name, or the declaration that an id belongs to. */
static int verify_root(struct ck_session *s, struct ck_verify *v,
		       const char *name)
{
	char *id = ck_doc_strdup(s->doc, name);
	const char *root = name;

	if (!strchr(name, ':')) {
		id[strcspn(id, "./")] = '\0';
		root = ck_doc_format(s->doc, "declaration:%s", id);
	}
	if (!ck_keeper_exists(s, CK_SQL_EVENT_OF_ROOT, root))
		return ck_fail(s, NULL, -ENOENT, NULL, "no-root",
			       _("the log knows no %s"), root);
	return ck_verify_root(v, root);
}

static int verify_roots(struct ck_session *s, struct ck_verify *v, int argc,
			char **argv)
{
	int r = 0;

	for (int i = 0; r == 0 && i < argc; i++)
		r = verify_root(s, v, argv[i]);
	return r;
}

static int conclude(struct ck_session *s, const struct ck_verify *v)
{
	struct ck_value *record = ck_record(s, s->doc, "verification");
	int r;

	ck_set_bool(record, "ok", v->faults == 0);
	ck_set_int(record, "faults", v->faults);
	ck_set_int(record, "events", v->events);
	ck_set_int(record, "roots", v->roots);
	ck_set_int(record, "persons", v->persons);
	if (v->part >= 0)
		ck_set_int(record, "part", v->part);
	r = ck_keeper_heads(s, s->store, ck_set_array(record, "heads"));
	if (r == 0)
		r = ck_print(s, record);
	return r < 0 ? r : v->faults > 0;
}

static int look(struct ck_session *s, struct ck_verify *v, int argc,
		char **argv)
{
	const struct ck_keeper *set = s->settings;
	int r;

	v->whole_chain = set->expect;
	r = argc > 0 ? verify_roots(s, v, argc, argv) : verify_all(v);
	if (r == 0 && set->expect && argc > 0)
		r = ck_verify_chain(v);
	if (r == 0 && set->expect)
		r = expect(s, v, set->expect);
	return r;
}

/* The engine could not read on: a damaged page, a table that was dropped. */
static bool is_damage(const struct ck_verify *v, int r)
{
	return r == -EBADMSG || (r == -ENOTRECOVERABLE && v->faults);
}

int ck_keeper_verify(struct ck_session *s, int argc, char **argv)
{
	const struct ck_keeper *set = s->settings;
	struct ck_verify v = { .found = print_fault, .ctx = s };
	bool everything = set->all || argc > 0;
	int r = ck_verify_begin(&v, s->store, everything ? -1 : next_part(s));

	if (r == 0)
		r = look(s, &v, argc, argv);
	if (is_damage(&v, r)) {
		ck_verify_found(&v, "engine", ck_store_path(s->store), "%s",
				ck_store_error(s->store));
		r = 0;
	}
	if (r == 0)
		r = conclude(s, &v);
	else if (r != -ENOENT && r != -EINVAL)	/* those are said already */
		ck_fail_store(s, NULL, r);
	ck_verify_end(&v);
	return r;
}
