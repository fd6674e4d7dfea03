#include <config.h>

#include <inttypes.h>
#include <string.h>

#include "store/query.h"
#include "trade/codes_load.h"

/* A piece ends with the row that fills it: a line of some 64 KiB at most. */
enum { PIECE = 60000 };

static int last(struct ck_txn *txn, const struct ck_codes_load *load,
		const struct ck_value **ret_row)
{
	return ck_row_of(ck_query(ck_txn_store(txn), CK_SQL_CODES_LAST, "ss",
				  load->site, load->list),
			 ck_txn_doc(txn), ret_row);
}

static bool same_text(const struct ck_value *row, const char *name,
		      const char *text)
{
	const char *there = ck_get_str(row, name);

	return there && !strcmp(there, text);
}

static bool same(const struct ck_value *row, const struct ck_codes_load *load)
{
	int64_t to = ck_get_int(row, "valid_to", INT64_MAX);

	return same_text(row, "digest", load->digest) &&
	       same_text(row, "source", load->source) &&
	       (load->from_now
			? ck_get_int(row, "valid_from", 0) <= load->valid_from
			: ck_get_int(row, "valid_from", 0) ==
				  load->valid_from) &&
	       to == (load->valid_to ? *load->valid_to : INT64_MAX);
}

static int append_head(struct ck_txn *txn, const struct ck_codes_load *load,
		       const char *codes, int64_t number,
		       struct ck_event_id *ret_id)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));

	ck_set_str(body, "site", load->site);
	ck_set_str(body, "list", load->list);
	ck_set_int(body, "number", number);
	ck_set_int(body, "valid_from", load->valid_from);
	if (load->valid_to)
		ck_set_int(body, "valid_to", *load->valid_to);
	ck_set_int(body, "rows", (int64_t)ck_count(load->rows));
	ck_set_str(body, "digest", load->digest);
	ck_set_str(body, "source", load->source);
	return ck_append(txn, "codes.loaded", codes, codes, body, NULL, ret_id);
}

/* The rows from *at on that fill a piece. */
static struct ck_value *next_piece(struct ck_doc *doc,
				   const struct ck_value *rows, size_t *at)
{
	struct ck_value *piece = ck_new_array(doc);
	CK_BUF text = { 0 };

	while (*at < ck_count(rows) && text.len < PIECE) {
		ck_write(&text, ck_at(rows, *at));
		ck_push(piece, ck_at(rows, (*at)++));
	}
	return piece;
}

static int append_rows(struct ck_txn *txn, const struct ck_codes_load *load,
		       const char *codes, const struct ck_event_id *cause)
{
	size_t at = 0;
	int r = 0;

	while (r == 0 && at < ck_count(load->rows)) {
		struct ck_value *body = ck_new_object(ck_txn_doc(txn));

		ck_set(body, "rows", next_piece(ck_txn_doc(txn), load->rows,
						&at));
		r = ck_append(txn, "codes.listed", codes, codes, body, cause,
			      NULL);
	}
	return r;
}

int ck_codes_load(struct ck_txn *txn, const struct ck_codes_load *load,
		  const char **ret_codes)
{
	const struct ck_value *newest = NULL;
	struct ck_event_id id;
	const char *codes;
	int64_t number;
	bool repeated;
	int r = last(txn, load, &newest);

	if (r < 0)
		return r;
	repeated = newest && same(newest, load);
	number = ck_get_int(newest, "number", 0) + !repeated;
	codes = ck_doc_format(ck_txn_doc(txn), "%s/%s/%" PRId64, load->site,
			      load->list, number);
	if (!repeated)
		r = append_head(txn, load, codes, number, &id);
	if (!repeated && r == 0)
		r = append_rows(txn, load, codes, &id);
	if (r < 0)
		return r;
	*ret_codes = codes;
	return repeated;
}
