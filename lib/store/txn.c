#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/error_text.h"
#include "base/memory.h"
#include "base/text.h"
#include "record/reader.h"
#include "store/durable.h"
#include "store/engine.h"
#include "store/log.h"
#include "store/root.h"

/* Where the log of this store's own origin stands. */
struct head {
	int64_t seq;
	int64_t at;
	char hash[CK_DIGEST_HEX];
};

struct ck_txn {
	struct ck_store *store;
	bool dry;
	bool open;		/* locks are held */
	bool inside;		/* between enter and keep or undo */
	bool first;		/* the command has appended nothing yet */
	struct head head;
	struct head entered;	/* as it was at enter */
	struct head stored;	/* as the origin's row says */
	struct ck_envelope envelope;
	struct ck_doc *doc;
	struct ck_buf line;
	struct ck_buf root;
};

static int read_head(struct ck_txn *txn)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(txn->store, CK_SQL_ORIGIN_HEAD, "i",
				     txn->store->origin_id);
	int r = ck_step(q);

	if (r <= 0)
		return r < 0 ? r : -EBADMSG;
	txn->head.seq = ck_column_int(q, 0);
	txn->head.at = ck_column_int(q, 2);
	memcpy(txn->head.hash, ck_column_text(q, 1), CK_DIGEST_HEX - 1);
	txn->head.hash[CK_DIGEST_HEX - 1] = '\0';
	txn->stored = txn->head;
	return 0;
}

/* Another program may have migrated the store since it was opened. */
static int check_version(struct ck_store *store)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_STORE_VERSION, "");
	int r = ck_step(q);

	if (r < 0)
		return r;
	if (ck_column_int(q, 0) != ck_store_version_known())
		return ck_store_say(store, -EMEDIUMTYPE,
				    _("%s: the store was migrated meanwhile; start again"),
				    store->path);
	return 0;
}

/* What is written to a file that has lost its name is lost. */
static int check_there(struct ck_store *store)
{
	struct stat st;

	if (store->memory)
		return 0;
	if (stat(store->path, &st) == 0 && st.st_dev == store->device &&
	    st.st_ino == store->inode)
		return 0;
	return ck_store_say(store, -EMEDIUMTYPE,
			    _("%s: the store was taken away or replaced meanwhile; start again"),
			    store->path);
}

static int lock(struct ck_txn *txn)
{
	struct ck_store *store = txn->store;
	int r = store->memory ? 0 : ck_turn_take(&store->turn, store->path);

	if (r < 0)
		return ck_store_say(store, r, r == -EAGAIN
			? _("the store is busy; try again")
			: _("%s: cannot take the writers' lock: %s"),
			store->path, ck_error_text(-r));
	txn->open = true;
	r = ck_run(store, CK_SQL_TXN_BEGIN, "");
	if (r >= 0)
		r = check_version(store);
	if (r >= 0)
		r = check_there(store);
	return r < 0 ? r : 0;
}

/* Events of the same numbers would be in two logs. */
static int check_whole(struct ck_txn *txn)
{
	struct ck_store *store = txn->store;
	char text[CK_MARK];
	int64_t marked;

	if (txn->dry || store->memory)
		return 0;
	ck_mark_read(store->turn.write_fd, text);
	marked = ck_mark_seq(text, store->origin);
	return marked > txn->head.seq
		       ? ck_store_say_lost(store, txn->head.seq, marked) : 0;
}

static void mark(struct ck_txn *txn)
{
	struct ck_store *store = txn->store;

	if (!store->memory && txn->head.seq != txn->stored.seq)
		ck_mark_write(store->turn.write_fd, store->origin,
			      txn->head.seq);
}

static void unlock(struct ck_txn *txn)
{
	if (txn->open && !txn->store->memory)
		ck_turn_give(&txn->store->turn);
	txn->open = false;
}

bool ck_txn_wanted(const struct ck_txn *txn)
{
	return txn->open && ck_turn_wanted(&txn->store->turn);
}

void ck_store_while_waiting(struct ck_store *store, void (*look)(void *ctx),
			    void *ctx)
{
	store->turn.look = look;
	store->turn.look_ctx = ctx;
	if (look && !store->memory)
		ck_durable_watch(store);
}

int ck_txn_begin(struct ck_store *store, bool dry, struct ck_txn **ret_txn)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = ck_new(struct ck_txn);
	int r;

	txn->store = store;
	txn->dry = dry;
	txn->doc = ck_doc_new();
	r = dry ? 0 : lock(txn);
	if (r == 0)
		r = read_head(txn);
	if (r == 0)
		r = check_whole(txn);
	if (r < 0)
		return r;
	*ret_txn = ck_take(txn);
	return 0;
}

static int write_head(struct ck_txn *txn)
{
	if (txn->head.seq == txn->stored.seq)
		return 0;
	return ck_run(txn->store, CK_SQL_ORIGIN_ADVANCE, "isii", txn->head.seq,
		      txn->head.hash, txn->head.at, txn->store->origin_id);
}

int ck_txn_commit(struct ck_txn *txn)
{
	int r;

	if (txn->dry)
		return 0;
	r = write_head(txn);
	if (r >= 0)
		r = ck_run(txn->store, CK_SQL_TXN_COMMIT, "");
	if (r < 0) {
		ck_engine_recant(txn->store);
		return r;
	}
	mark(txn);
	unlock(txn);
	return 0;
}

void ck_txn_free(struct ck_txn *txn)
{
	if (!txn)
		return;
	if (txn->open) {
		ck_engine_rollback(txn->store);
		txn->store->offset_known = false;
		unlock(txn);
	}
	ck_doc_free(txn->doc);
	ck_buf_free(&txn->line);
	ck_buf_free(&txn->root);
	free(txn);
}

bool ck_txn_dry(const struct ck_txn *txn)
{
	return txn->dry;
}

struct ck_store *ck_txn_store(const struct ck_txn *txn)
{
	return txn->store;
}

struct ck_doc *ck_txn_doc(struct ck_txn *txn)
{
	return txn->doc;
}

int64_t ck_txn_at(const struct ck_txn *txn)
{
	return txn->envelope.at;
}

void ck_txn_catch_up(struct ck_txn *txn)
{
	if (!txn->store->simulated || txn->head.at <= txn->envelope.at)
		return;
	txn->envelope.at = txn->head.at;
	txn->envelope.occurred = txn->head.at;
}

int64_t ck_txn_occurred(const struct ck_txn *txn)
{
	return txn->envelope.occurred;
}

int64_t ck_txn_head(const struct ck_txn *txn, char ret_hash[CK_DIGEST_HEX])
{
	memcpy(ret_hash, txn->head.hash, CK_DIGEST_HEX);
	return txn->head.seq;
}

/* -- one command ---------------------------------------------------------- */

/* The site an origin's events are booked to: CKHN of "CKHN/B1-1", "CKHN~2". */
static const char *origin_site(struct ck_txn *txn)
{
	char *site = ck_doc_strdup(txn->doc, txn->store->origin);

	site[strcspn(site, "/~")] = '\0';
	return site;
}

/* Order is by seq alone, so a clock that went back does no harm; the log says
 * that it did. */
static int note_clock(struct ck_txn *txn)
{
	struct ck_value *body;

	if (txn->store->simulated || txn->envelope.at >= txn->head.at)
		return 0;
	body = ck_new_object(txn->doc);
	ck_set_int(body, "behind_ms", txn->head.at - txn->envelope.at);
	return ck_append_as(txn, "rule:clock", "clock.stepped",
			    origin_site(txn), txn->store->origin, body, NULL,
			    NULL);
}

int ck_txn_enter(struct ck_txn *txn, const struct ck_envelope *envelope)
{
	int r;

	txn->envelope = *envelope;
	if (!txn->envelope.at)
		txn->envelope.at = ck_clock_now();
	if (!txn->envelope.occurred)
		txn->envelope.occurred = txn->envelope.at;
	txn->entered = txn->head;
	if (txn->dry)
		return 0;
	r = ck_run(txn->store, CK_SQL_TXN_ENTER, "");
	if (r < 0)
		return r;
	txn->inside = true;
	txn->first = false;
	r = note_clock(txn);
	txn->first = true;
	return r < 0 ? r : 0;
}

int ck_txn_keep(struct ck_txn *txn)
{
	int r = txn->inside ? ck_run(txn->store, CK_SQL_TXN_KEEP, "") : 0;

	txn->inside = false;
	return r < 0 ? r : 0;
}

int ck_txn_undo(struct ck_txn *txn)
{
	int r;

	if (!txn->inside)
		return 0;
	txn->head = txn->entered;
	txn->store->offset_known = false;
	/* A full disk may have rolled the whole transaction back already. */
	if (!ck_engine_in_transaction(txn->store))
		return -EIO;
	r = ck_run(txn->store, CK_SQL_TXN_UNDO, "");
	if (r >= 0)
		r = ck_run(txn->store, CK_SQL_TXN_KEEP, "");
	txn->inside = false;
	return r < 0 ? r : 0;
}

/* -- appending ------------------------------------------------------------ */

/* A store without a site keeps the offset it was told (ck_store_set_offset). */
static int site_offset(struct ck_store *store)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;

	if (store->offset_known)
		return store->offset_min;
	q = ck_query(store, CK_SQL_SITE_OFFSET, "");
	if (ck_step(q) > 0)
		store->offset_min = ck_column_int(q, 0);
	store->offset_known = true;
	return store->offset_min;
}

/* Live writes apply what a reader of the line would see, so that a rebuild
 * cannot differ. */
static int apply_text(struct ck_store *store, const struct ck_event_kind *kind,
		      const struct ck_buf *text)
{
	struct ck_line line;
	int r;

	if (!kind->apply)
		return 0;
	ck_doc_reset(store->line_doc);
	r = ck_line_read(store->line_doc, text->data, text->len, &line);
	if (r == 0)
		r = kind->apply(store, &line);
	return r < 0 ? r : 0;
}

static int write_event(struct ck_txn *txn, const struct ck_event_kind *kind,
		       const struct ck_line *line)
{
	struct ck_store *store = txn->store;
	struct head next = { .seq = line->seq, .at = line->at };
	int r;

	ck_line_hash(txn->head.hash, txn->line.data, txn->line.len, next.hash);
	r = ck_run(store, CK_SQL_EVENT_ADD, "iisss", store->origin_id, next.seq,
		   ck_buf_text(&txn->root), ck_buf_text(&txn->line), next.hash);
	if (r >= 0)
		r = apply_text(store, kind, &txn->line);
	if (r < 0)
		return r;
	txn->head = next;
	if (!strcmp(kind->name, "site.loaded"))
		store->offset_known = false;
	return 0;
}

/* The line alone must say to which root it belongs. */
static int check_root(struct ck_txn *txn, const struct ck_event_kind *kind,
		      const char *root, const struct ck_line *line)
{
	bool typed = !strcmp(kind->root, "verdict");
	size_t type = typed ? 0 : strlen(kind->root) + 1;

	ck_buf_clear(&txn->root);
	if (ck_line_root(line, &txn->root) == 0 &&
	    !strcmp(ck_buf_text(&txn->root) + type, root))
		return 0;
	return ck_store_say(txn->store, -ENOTRECOVERABLE,
			    "%s: the line says root %s, the program %s",
			    line->event, ck_buf_text(&txn->root), root);
}

static int append(struct ck_txn *txn, const struct ck_event_kind *kind,
		  const char *root, struct ck_line *line,
		  struct ck_event_id *ret_id)
{
	int r;

	line->seq = txn->head.seq + 1;
	r = check_root(txn, kind, root, line);
	if (r < 0)
		return r;
	ck_buf_clear(&txn->line);
	ck_line_write(&txn->line, line, site_offset(txn->store));
	if (txn->line.len > CK_FILE_MAX)
		return ck_store_say(txn->store, -EMSGSIZE,
				    _("the event would be %zu bytes long; at most %d fit"),
				    txn->line.len, CK_FILE_MAX);
	if (!txn->dry)
		r = write_event(txn, kind, line);
	if (r < 0)
		return r;
	txn->first = false;
	if (!ret_id)
		return 0;
	ret_id->seq = txn->dry ? 0 : line->seq;
	snprintf(ret_id->text, sizeof(ret_id->text), "%s:%lld", line->origin,
		 (long long)line->seq);
	return 0;
}

/* Once is enough: the other events of the command are found by its first. */
static const struct ck_value *with_reason(struct ck_txn *txn,
					  const struct ck_value *body)
{
	struct ck_value *copy;

	if (!txn->first || !txn->envelope.late_reason)
		return body;
	copy = ck_copy(txn->doc, body);
	ck_set_str(copy, "late_reason", txn->envelope.late_reason);
	return copy;
}

int ck_append_as(struct ck_txn *txn, const char *actor, const char *kind_name,
		 const char *root, const char *subject,
		 const struct ck_value *body, const struct ck_event_id *cause,
		 struct ck_event_id *ret_id)
{
	const struct ck_event_kind *kind = ck_event_kind(kind_name);
	const struct ck_envelope *e = &txn->envelope;
	bool own = actor == e->actor;
	struct ck_line line = {
		.origin = txn->store->origin,
		.simulated = txn->store->simulated,
		.at = e->at,
		.occurred = e->occurred,
		.actor = actor,
		.on_behalf = own ? e->on_behalf : NULL,
		.via = e->via,
		.program = e->program,
		.event = kind_name,
		.subject = subject,
		.cause = cause ? cause->text : NULL,
		.key = txn->first ? e->key : NULL,
		.body = with_reason(txn, body),
		.doc = txn->doc,
	};

	if (!kind)
		return ck_store_say(txn->store, -ENOTRECOVERABLE,
				    "unknown kind of event: %s", kind_name);
	return append(txn, kind, root, &line, ret_id);
}

int ck_append(struct ck_txn *txn, const char *kind, const char *root,
	      const char *subject, const struct ck_value *body,
	      const struct ck_event_id *cause, struct ck_event_id *ret_id)
{
	return ck_append_as(txn, txn->envelope.actor, kind, root, subject, body,
			    cause, ret_id);
}
