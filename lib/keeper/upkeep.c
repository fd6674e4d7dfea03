/* stat, backup, migrate, tick: keeping the store in health. */
#include <config.h>

#include <errno.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/text.h"
#include "clear/expiry.h"
#include "clear/rejudge.h"
#include "keeper/keeper.h"
#include "site/load.h"
#include "store/seal.h"

/* -- stat ----------------------------------------------------------------- */

static int64_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) < 0 ? 0 : st.st_size;
}

static int add_row(struct ck_session *s, struct ck_value *record,
		   enum ck_sql query)
{
	const struct ck_value *row = NULL;
	int r = ck_row_of(ck_query(s->store, query, ""), s->doc, &row);

	for (size_t i = 0; r == 0 && i < ck_count(row); i++)
		ck_set(record, ck_key_at(row, i), ck_at(row, i));
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

int ck_keeper_stat(struct ck_session *s, int argc, char **argv)
{
	struct ck_value *record = ck_record(s, s->doc, "stat");
	ck_autofree char *wal = ck_format("%s-wal", ck_store_path(s->store));
	int r;

	(void)argv;
	if (argc > 0)
		return ck_usage(s, "%s", _("stat takes no operands"));
	ck_set_str(record, "store", s->options.store);
	ck_set_str(record, "origin", ck_store_origin(s->store));
	ck_set_int(record, "schema", ck_store_version(s->store));
	ck_set_int(record, "wal_bytes", size_of(wal));
	r = add_row(s, record, CK_SQL_STAT_PAGES);
	if (r == 0)
		r = add_row(s, record, CK_SQL_STAT_COUNTS);
	return r == 0 ? ck_print(s, record) : r;
}

/* -- backup and migrate --------------------------------------------------- */

/* The copy is as secret as the store. */
static int count_private(struct ck_session *s, struct ck_store *copy,
			 struct ck_value *record)
{
	const struct ck_value *row = NULL;
	int r = ck_row_of(ck_query(copy, CK_SQL_STAT_PRIVATE, ""), s->doc,
			  &row);

	if (r < 0)
		return ck_fail_of_store(s, NULL, copy, r);
	ck_set(record, "persons", ck_get(row, "persons"));
	ck_set(record, "secret_keys", ck_get(row, "secret_keys"));
	if (ck_get_int(row, "persons", 0) || ck_get_int(row, "secret_keys", 0))
		ck_say(s, "%s", _("the copy holds personal data and the secret halves of keys as the store does: keep it as safe"));
	return 0;
}

/* What cannot be read back is no copy. */
static int read_copy(struct ck_session *s, const char *path,
		     struct ck_value *record)
{
	CK_CLEANUP(ck_store_close) struct ck_store *copy = NULL;
	int r = ck_store_open(path, CK_STORE_FROZEN, &copy);

	if (r < 0)
		r = ck_fail_of_store(s, NULL, copy, r);
	else
		r = ck_keeper_heads(s, copy, ck_set_array(record, "heads"));
	if (r == 0)
		r = count_private(s, copy, record);
	if (r == 0)
		return 0;
	ck_say(s, "%s", _("the copy cannot be read back, and was deleted; look at the store itself with ck-store verify"));
	ck_store_discard(path);
	return r;
}

/* A copy has all sites in it: who keeps one of them has the file anyway. */
static int allow_copy(struct ck_session *s)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	int r;

	if (s->site)
		return ck_keeper_allow(s);
	q = ck_query(s->store, CK_SQL_KEEPER_ANYWHERE, "si", s->user,
		     ck_session_now(s, NULL));
	r = ck_step(q);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	return r ? 0 : ck_keeper_allow(s);
}

int ck_keeper_backup(struct ck_session *s, int argc, char **argv)
{
	struct ck_value *record = ck_record(s, s->doc, "backup");
	int r;

	if (argc != 1)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
			       _("backup takes one FILE, which must not exist"));
	r = allow_copy(s);
	if (r < 0)
		return r;
	if (s->options.dry_run)
		return ck_print(s, record);
	r = ck_session_drop_group(s);
	if (r < 0)
		return r;
	r = ck_store_backup(s->store, argv[0]);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	ck_set_str(record, "file", argv[0]);
	ck_set_int(record, "bytes", size_of(argv[0]));
	r = read_copy(s, argv[0], record);
	return r == 0 ? ck_print(s, record) : r;
}

int ck_keeper_migrate(struct ck_session *s, int argc, char **argv)
{
	struct ck_value *record;
	bool dry = s->options.dry_run;
	int r;

	(void)argv;
	if (argc > 0)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
			       _("migrate takes no operands"));
	r = ck_session_drop_for_store(s);
	if (r < 0)
		return r;
	r = ck_store_open(s->options.store,
			  dry ? CK_STORE_OLDER : CK_STORE_MIGRATE, &s->store);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	r = ck_session_adopt(s);
	if (r < 0)
		return r;
	r = dry ? ck_store_pending(s->store) : ck_store_migrate(s->store);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	record = ck_record(s, s->doc, "migration");
	ck_set_str(record, "store", s->options.store);
	ck_set_int(record, "schema", ck_store_version(s->store));
	ck_set_int(record, "applied", r);
	return ck_print(s, record);
}

/* -- tick ----------------------------------------------------------------- */

struct tick {
	int activated;
	int rejudged;
	int dated;
	int expired;
	int sealed;
	struct ck_value *due;		/* confirmations that are over */
};

/* In a dry run the file that is due stays due: it is counted once. */
static int activate(struct ck_session *s, struct ck_txn *txn,
		    struct tick *tick)
{
	struct ck_value *changed = ck_new_array(s->doc);
	struct ck_site_activated done;
	int r;

	while ((r = ck_site_activate_next(txn, &done)) > 0) {
		const struct ck_site *site = NULL;

		tick->activated++;
		if (ck_txn_dry(txn))
			return 0;
		r = ck_site_get(s->store, done.site, &site);
		if (r == 0)
			r = ck_rejudge(txn, site, done.apply ? done.apply : "all",
				       &done.event, changed);
		if (r < 0)
			return r;
		tick->rejudged += r;
	}
	return r;
}

static int find_expired(struct ck_session *s, struct tick *tick)
{
	const struct ck_site *site = NULL;
	int r;

	tick->due = ck_new_array(s->doc);
	if (!s->site)
		return 0;
	r = ck_session_site(s, NULL, &site);
	if (r < 0)
		return r;
	r = ck_expiry_find(s->store, s->doc, site, ck_session_now(s, NULL),
			   &tick->due);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int take(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	struct tick *tick = ctx;
	int r = ck_keeper_allow(s);

	if (r < 0)
		return r;
	r = activate(s, txn, tick);
	if (r >= 0)
		r = tick->dated = ck_expiry_date(txn);
	if (r > 0)
		r = find_expired(s, tick);
	if (r >= 0)
		r = tick->expired = ck_expiry_append(txn, tick->due);
	if (r >= 0)
		r = tick->sealed = ck_seal_if_due(txn, s->utc_offset_min);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

int ck_keeper_tick(struct ck_session *s, int argc, char **argv)
{
	struct ck_value *record = ck_record(s, s->doc, "tick");
	struct tick tick = { 0 };
	int r;

	(void)argv;
	if (argc > 0)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
			       _("tick takes no operands"));
	r = find_expired(s, &tick);
	if (r == 0)
		r = ck_session_transact(s, take, &tick);
	if (r < 0)
		return r;
	ck_set_int(record, "activated", tick.activated);
	ck_set_int(record, "rejudged", tick.rejudged);
	if (tick.dated)
		ck_set_int(record, "dated", tick.dated);
	ck_set_int(record, "expired", tick.expired);
	ck_set_int(record, "sealed", tick.sealed);
	r = ck_keeper_heads(s, s->store, ck_set_array(record, "heads"));
	return r == 0 ? ck_print(s, record) : r;
}
