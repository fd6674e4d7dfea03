#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pass/issue.h"
#include "store/query.h"

enum { SECOND_MS = 1000 };

/* In the order in which they matter: the last are left out when the token is
 * full. */
static const char *const order[] = { "plate", "trailer", "container",
				     "chassis", "unit" };

static void add_names(struct ck_pass *pass, const struct ck_value *rows,
		      const char *kind)
{
	for (size_t i = 0; i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);

		if (pass->count == CK_PASS_NAMES)
			return;
		if (!strcmp(ck_get_str(row, "kind"), kind))
			pass->names[pass->count++] = (struct ck_pass_name){
				kind, ck_get_str(row, "normal") };
	}
}

/* What is known under the identity that the store finds the trip by. */
static int read_names(struct ck_store *store, struct ck_doc *doc,
		      const struct ck_value *trip, struct ck_pass *pass)
{
	struct ck_value *rows = ck_new_array(doc);
	int r = ck_rows_of(ck_query(store, CK_SQL_PASS_NAMES, "ss",
				    ck_get_str(trip, "declaration"),
				    ck_get_str(trip, "trip")),
			   doc, rows);

	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++)
		add_names(pass, rows, order[i]);
	return r;
}

static void key_bytes(const struct ck_key *key, uint8_t ret_id[CK_PASS_KEY])
{
	const char *hex = strchr(key->id, '/') + 1;
	unsigned byte = 0;

	for (int i = 0; i < CK_PASS_KEY && sscanf(hex + 2 * i, "%2x", &byte);
	     i++)
		ret_id[i] = byte;
}

static int append(struct ck_txn *txn, struct ck_pass_issue *issue)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	struct ck_event_id id = { 0 };
	int r;

	ck_set_str(body, "digest", issue->pass.digest);
	ck_set_str(body, "key", issue->key.id);
	ck_set_int(body, "valid_from", issue->pass.from);
	ck_set_int(body, "valid_until", issue->pass.until);
	r = ck_append(txn, "pass.issued",
		      ck_get_str(issue->trip, "declaration"), issue->pass.trip,
		      body, NULL, &id);
	issue->version = id.seq;
	return r;
}

static int sign(struct ck_txn *txn, struct ck_pass_issue *issue,
		const uint8_t secret[CK_ED25519_KEY])
{
	struct ck_pass *pass = &issue->pass;
	int64_t until = issue->until < issue->key.until ? issue->until
							: issue->key.until;
	int r;

	snprintf(pass->site, sizeof(pass->site), "%s", issue->site);
	snprintf(pass->trip, sizeof(pass->trip), "%s",
		 ck_get_str(issue->trip, "trip"));
	key_bytes(&issue->key, pass->key);
	pass->from = issue->from - issue->from % SECOND_MS;
	pass->until = until - until % SECOND_MS;
	if (pass->until <= pass->from)
		return -ERANGE;
	r = read_names(ck_txn_store(txn), ck_txn_doc(txn), issue->trip,
			  pass);
	return r < 0 ? r : ck_pass_sign(pass, secret);
}

int ck_pass_issue(struct ck_txn *txn, struct ck_pass_issue *issue)
{
	uint8_t secret[CK_ED25519_KEY];
	int r = ck_key_signing(ck_txn_store(txn), issue->site, issue->now,
			       &issue->key, secret);

	if (r < 0)
		return r;
	r = sign(txn, issue, secret);
	ck_key_wipe(secret);
	return r < 0 ? r : append(txn, issue);
}
