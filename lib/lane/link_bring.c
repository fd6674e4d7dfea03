/* What the gatehouse brings (lane/brought.h) becomes the lane's own: events of
 * its log, as if its keeper had loaded them. */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "lane/brought.h"
#include "lane/link_work.h"
#include "pass/key_record.h"
#include "site/load.h"

struct bringing {
	struct ck_doc *doc;
	const struct ck_value *brought;
	struct ck_site_file file;
	const char *reason;		/* why it is not taken; NULL */
};

/* -- the site file -------------------------------------------------------- */

/* The first is enough to find it by; ck-store site tells all. */
static void problem(void *ctx, const char *pointer, const char *sentence)
{
	struct bringing *b = ctx;

	if (!b->reason)
		b->reason = ck_doc_format(b->doc, "%s: %s",
					  *pointer ? pointer : "/", sentence);
}

static const char *judge(struct ck_runner *run, struct bringing *b)
{
	struct ck_site_file *file = &b->file;

	file->held = true;
	file->document = ck_get(b->brought, "document");
	if (!file->document)
		return _("it is too long to be brought; load it with ck-store site");
	if (ck_site_file_judge(file, b->doc, problem, b) < 0)
		return b->reason;
	if (strcmp(file->code, run->s->site))
		return ck_doc_format(b->doc, _("it is that of %s"), file->code);
	if (!ck_get(ck_get(file->document, "lanes"), run->gate.lane))
		return ck_doc_format(b->doc, _("it has no lane %s"),
				     run->gate.lane);
	if (!ck_is(b->brought, "digest", file->digest))
		return _("it is not what was sent: its digest is another");
	return NULL;
}

/* One that waits here for its time has come to it. */
static int activate(struct ck_txn *txn)
{
	struct ck_site_activated activated;
	int r;

	do
		r = ck_site_activate_next(txn, &activated);
	while (r > 0 && !ck_txn_dry(txn));
	return r < 0 ? r : 0;
}

static int take_site(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	struct ck_txn *txn = run->s->txn;
	struct bringing *b = ctx;
	int r = b->reason ? 0 : ck_site_load(txn, &b->file, NULL);

	if (r == 1)
		r = activate(txn);
	if (r == -EEXIST)
		b->reason = ck_doc_format(
			b->doc, _("a higher version than %lld is in force here, or another file of that version"),
			(long long)b->file.version);
	else if (r < 0)
		return ck_fail_store(run->s, item, r);
	return b->reason ? ck_run_fault(run, item, "decider", "site-refused")
			 : 0;
}

static int bring_site(struct ck_link *link, const struct ck_value *brought)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct bringing b = { .doc = doc, .brought = brought };
	const struct ck_run_act act = { take_site, NULL, &b };
	struct ck_runner *run = link->run;
	int r;

	b.reason = judge(run, &b);
	/* Our clock is behind the gatehouse's; it comes again. */
	if (!b.reason && b.file.effective > run->feed->now)
		return 0;
	r = ck_run_alone(run, &act);
	if (r < 0)
		return r;
	if (b.reason)
		ck_say(run->s, _("the site file of the gatehouse is not taken: %s"),
		       b.reason);
	else
		ck_say(run->s, _("lane %s: version %lld of the site file came from the gatehouse"),
		       run->gate.lane, (long long)b.file.version);
	snprintf(link->site_file, sizeof(link->site_file), "%s",
		 ck_get_str(brought, "digest") ?: "");
	return ck_run_service(run, NULL);
}

/* -- keys ----------------------------------------------------------------- */

static void say_key(struct ck_runner *run, const char *why)
{
	ck_say(run->s, _("a key of the gatehouse is not taken: %s"), why);
}

/* One that is retired here stays so. */
static int take_key(struct ck_runner *run, struct ck_item *item,
		    const struct ck_value *record)
{
	struct ck_txn *txn = run->s->txn;
	struct ck_key_fault fault;
	struct ck_key key;
	int r;

	if (ck_key_read(item->doc, record, &key, &fault) < 0) {
		say_key(run, fault.message);
		return 0;
	}
	if (strcmp(key.site, run->s->site)) {
		say_key(run, key.id);
		return 0;
	}
	r = ck_key_import(txn, &key);
	if (r == -EPERM)
		return 0;
	if (r == -EEXIST) {
		say_key(run, ck_doc_format(
			item->doc, _("%s is known here with other times"),
			key.id));
		r = ck_key_get(run->s->store, key.id, &key);
	}
	if (r >= 0 && ck_get(record, "retired_at"))
		r = ck_key_retire(txn, &key, NULL);
	return r < 0 ? ck_fail_store(run->s, item, r) : 0;
}

static int take_keys(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	const struct bringing *b = ctx;
	const struct ck_value *keys = ck_get(b->brought, "keys");
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(keys); i++)
		r = take_key(run, item, ck_at(keys, i));
	return r;
}

static int bring_keys(struct ck_link *link, const struct ck_value *brought)
{
	struct bringing b = { .brought = brought };
	const struct ck_run_act act = { take_keys, NULL, &b };
	int r = ck_run_alone(link->run, &act);

	if (r >= 0)
		snprintf(link->site_keys, sizeof(link->site_keys), "%s",
			 ck_get_str(brought, "digest") ?: "");
	return r;
}

int ck_link_bring(struct ck_link *link, const struct ck_value *answer)
{
	const struct ck_value *site_file = ck_get(answer, "site_file");
	const struct ck_value *site_keys = ck_get(answer, "site_keys");
	int r = site_keys ? bring_keys(link, site_keys) : 0;

	return r >= 0 && site_file ? bring_site(link, site_file) : r;
}
