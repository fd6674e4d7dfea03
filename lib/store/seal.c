#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "store/engine.h"
#include "store/seal.h"

void ck_seal_add(struct ck_sha256 *sum, const char *line)
{
	ck_sha256_add(sum, line, strlen(line));
	ck_sha256_add(sum, "\n", 1);
}

static int digest_range(struct ck_store *store, int64_t from, int64_t to,
			char ret_digest[CK_DIGEST_HEX])
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_EVENT_RANGE, "iii",
				     store->origin_id, from - 1, to);
	struct ck_sha256 sum;
	int r;

	ck_sha256_begin(&sum);
	while ((r = ck_step(q)) > 0)
		ck_seal_add(&sum, ck_column_text(q, 1));
	if (r == 0)
		ck_sha256_end(&sum, ret_digest);
	return r;
}

/* Where the last seal ended, and when it was made: its own line follows the
 * range. */
static int last_seal(struct ck_store *store, int64_t *ret_to, int64_t *ret_at)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(store, CK_SQL_SEAL_LAST, "s", ck_store_origin(store));
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_line line;
	int r = ck_step(q);

	*ret_to = 0;
	*ret_at = INT64_MIN;
	if (r <= 0)
		return r;
	*ret_to = ck_column_int(q, 0);
	r = ck_line_read(doc, ck_column_text(q, 1),
			 strlen(ck_column_text(q, 1)), &line);
	if (r == 0)
		*ret_at = line.at;
	return r;
}

/* A seal is booked to the site whose log it is: CKHN of "CKHN/B1-1". */
static int append_seal(struct ck_txn *txn, int64_t from, int64_t to,
		       const char *head)
{
	struct ck_store *store = ck_txn_store(txn);
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	char *site = ck_doc_strdup(ck_txn_doc(txn), ck_store_origin(store));
	char digest[CK_DIGEST_HEX];
	int r = digest_range(store, from, to, digest);

	site[strcspn(site, "/~")] = '\0';
	if (r < 0)
		return r;
	ck_set_str(body, "site", site);
	ck_set_int(body, "from", from);
	ck_set_int(body, "to", to);
	ck_set_str(body, "digest", digest);
	ck_set_str(body, "head", head);
	return ck_append(txn, "log.sealed", site, ck_store_origin(store), body,
			 NULL, NULL);
}

int ck_seal_if_due(struct ck_txn *txn, int offset_min)
{
	struct ck_store *store = ck_txn_store(txn);
	int64_t sealed_to, sealed_at, head;
	char hash[CK_DIGEST_HEX];
	int r = last_seal(store, &sealed_to, &sealed_at);

	if (r < 0)
		return r;
	head = ck_txn_head(txn, hash);
	if (head <= sealed_to)
		return 0;
	if (sealed_to && ck_day_start(sealed_at, offset_min) >=
				 ck_day_start(ck_txn_at(txn), offset_min))
		return 0;
	r = append_seal(txn, sealed_to + 1, head, hash);
	return r < 0 ? r : 1;
}
