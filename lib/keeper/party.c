/* party: enterprises and brokers, and who may declare for whom. */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "keeper/keeper.h"
#include "trade/fold.h"
#include "trade/mask.h"
#include "trade/party.h"
#include "trade/viewer.h"

struct party_act {
	const char *code;		/* the party, or who gives a mandate */
	const char *broker;		/* NULL: none */
	/* of the answer, in the session's document */
	const struct ck_value *row;	/* the party, or the mandate */
	int64_t from, to;		/* INT64_MAX: for ever */
};

/* As it may be shown: a personal number by its last digits. */
static const char *shown(struct ck_session *s, const char *code)
{
	return ck_party_is_person(code) ? ck_mask_number(s->doc, code) : code;
}

static int take_code(struct ck_session *s, const char *text,
		     const char **ret_code)
{
	char code[CK_PARTY_CODE_SIZE];
	int r = ck_party_code(text, code);

	if (r == CK_WRONG_CHECK)
		return ck_fail(s, NULL, -EBADMSG, NULL, "tax-code-check",
			       _("%s: the check digit is wrong; a digit was mistyped or two were swapped"),
			       shown(s, text));
	if (r < 0)
		return ck_fail(s, NULL, -EBADMSG, NULL, "tax-code-form",
			       _("%s: a tax code of 10, 12 or 13 digits is expected, or a Chinese credit code of 18 characters"),
			       shown(s, text));
	*ret_code = ck_doc_strdup(s->doc, code);
	return 0;
}

/* The party's row. -ENOENT, said. */
static int find_row(struct ck_session *s, const char *code,
		    const struct ck_value **ret_row)
{
	const struct ck_value *row = NULL;
	int r = ck_party_find(s->store, s->doc, s->site, code, &row);

	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (r == 0)
		return ck_fail(s, NULL, -ENOENT, NULL, "no-party",
			       _("no party %s; enter it with ck-store party add"),
			       shown(s, code));
	*ret_row = row;
	return 0;
}

/* The party's root's id. */
static int find(struct ck_session *s, const char *code, const char **ret_party)
{
	const struct ck_value *row = NULL;
	int r = find_row(s, code, &row);

	if (r == 0)
		*ret_party = ck_get_str(row, "party");
	return r;
}

static int need_site(struct ck_session *s)
{
	if (s->site)
		return 0;
	return ck_fail(s, NULL, -ENOENT, NULL, "no-site", "%s",
		       _("the store holds no site yet"));
}

static int dates(struct ck_session *s, struct ck_txn *txn, int64_t *ret_from,
		 int64_t *ret_to)
{
	const struct ck_keeper *set = s->settings;
	int r = 0;

	*ret_from = ck_txn_at(txn);
	*ret_to = INT64_MAX;
	if (set->from)
		r = ck_keeper_day(s, "--from", set->from, ret_from);
	if (r == 0 && set->to) {
		r = ck_keeper_day(s, "--to", set->to, ret_to);
		*ret_to += CK_DAY_MS;
	}
	if (r == 0 && *ret_to <= *ret_from)
		return ck_fail(s, NULL, -EINVAL, NULL, "day", "%s",
			       _("the last day lies before the first"));
	return r;
}

/* -- what is answered ------------------------------------------------------ */

/* What of a person may be seen by everybody. */
static const struct ck_value *masked(struct ck_doc *doc,
				     const struct ck_value *row)
{
	struct ck_value *value = ck_new_object(doc);

	CK_SET_SAME(value, row, "tax_code", "name", "address", "phone");
	return ck_is_true(ck_get(row, "person")) ? ck_mask_person(doc, value)
						 : value;
}

static void put_party(struct ck_session *s, const struct party_act *act,
		      struct ck_value *record)
{
	const struct ck_value *seen = masked(s->doc, act->row);

	ck_set_str(record, "tax_code", shown(s, act->code));
	CK_SET_SAME(record, seen, "name", "address", "phone");
	if (ck_is_true(ck_get(act->row, "person")))
		ck_set_bool(record, "person", true);
}

static int answer(struct ck_session *s, const char *kind,
		  const struct party_act *act, const char *word)
{
	struct ck_value *record = ck_record(s, s->doc, kind);

	ck_set_str(record, "site", s->site);
	if (act->broker) {
		ck_set_str(record, "broker", shown(s, act->broker));
		ck_set_str(record, "enterprise", shown(s, act->code));
		ck_set(record, "document", ck_get(act->row, "document"));
	} else {
		put_party(s, act, record);
	}
	ck_set_time(record, "from", act->from, s->utc_offset_min);
	if (act->to != INT64_MAX)
		ck_set_time(record, "to", act->to, s->utc_offset_min);
	ck_set_str(record, "act", word);
	return ck_print(s, record);
}

/* -- add ------------------------------------------------------------------ */

static int append_party(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	const struct ck_keeper *set = s->settings;
	struct party_act *act = ctx;
	const char *party = NULL;
	struct ck_party entry = {
		.site = s->site, .code = act->code, .name = set->name,
		.address = set->address, .phone = set->phone,
	};
	int r = ck_keeper_allow(s);

	if (r == 0)
		r = dates(s, txn, &entry.valid_from, &act->to);
	if (r < 0)
		return r;
	act->from = entry.valid_from;
	act->to = INT64_MAX;
	r = ck_party_add(txn, &entry, &party);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int add(struct ck_session *s, const char *text)
{
	const struct ck_keeper *set = s->settings;
	struct party_act act = { 0 };
	struct ck_value *row = ck_new_object(s->doc);
	int r = take_code(s, text, &act.code);

	if (r < 0)
		return r;
	if (!set->name || !*set->name)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
			       _("party add TAX_CODE needs --name NAME"));
	ck_set_str(row, "name", set->name);
	ck_set_str(row, "address", set->address);
	ck_set_str(row, "phone", set->phone);
	ck_set_bool(row, "person", ck_party_is_person(act.code));
	act.row = row;
	r = ck_session_transact(s, append_party, &act);
	return r < 0 ? r : answer(s, "party", &act, "added");
}

/* -- end ------------------------------------------------------------------ */

/* The mandate that ends, and the broker's root's id. */
static int find_mandate(struct ck_session *s, struct party_act *act,
			const char *party, const char **ret_broker)
{
	int r = find(s, act->broker, ret_broker);

	if (r < 0)
		return r;
	r = ck_row_of(ck_query(s->store, CK_SQL_MANDATE_OPEN, "ssi", party,
			       *ret_broker, act->to), s->doc, &act->row);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (act->row)
		return 0;
	return ck_fail(s, NULL, -ENOENT, NULL, "no-mandate",
		       _("%s has no mandate of %s that could end then"),
		       shown(s, act->broker), shown(s, act->code));
}

static int find_ending(struct ck_session *s, struct party_act *act,
		       const char **ret_party, const char **ret_broker)
{
	const struct ck_value *stored = NULL;
	struct ck_value *row = NULL;
	int r = find_row(s, act->code, &stored);

	if (r < 0)
		return r;
	*ret_party = ck_get_str(stored, "party");
	if (act->broker)
		return find_mandate(s, act, *ret_party, ret_broker);
	r = ck_party_fill(s->store, s->doc, stored, &row);
	act->row = row;
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int append_end(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	const struct ck_keeper *set = s->settings;
	struct party_act *act = ctx;
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	const char *party = NULL;
	const char *broker = NULL;
	int r = ck_keeper_allow(s);

	act->to = ck_txn_at(txn);
	if (r == 0 && set->to) {
		r = ck_keeper_day(s, "--to", set->to, &act->to);
		act->to += CK_DAY_MS;
	}
	if (r == 0)
		r = find_ending(s, act, &party, &broker);
	if (r < 0)
		return r;
	act->from = ck_get_int(act->row, "valid_from", 0);
	ck_set_str(body, "broker", broker);
	ck_set_int(body, "valid_to", act->to);
	r = ck_append(txn, broker ? "party.mandate_ended" : "party.ended",
		      party, party, body, NULL, NULL);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int end(struct ck_session *s, int argc, char **argv)
{
	struct party_act act = { 0 };
	int r = take_code(s, argv[argc - 1], &act.code);

	if (r == 0 && argc == 2)
		r = take_code(s, argv[0], &act.broker);
	if (r == 0)
		r = ck_session_transact(s, append_end, &act);
	return r < 0 ? r : answer(s, act.broker ? "mandate" : "party", &act,
				  "ended");
}

/* -- mandate -------------------------------------------------------------- */

static int append_mandate(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	const struct ck_keeper *set = s->settings;
	struct party_act *act = ctx;
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	const char *party = NULL;
	const char *broker = NULL;
	int r = ck_keeper_allow(s);

	if (r == 0)
		r = dates(s, txn, &act->from, &act->to);
	if (r == 0)
		r = find(s, act->code, &party);
	if (r == 0)
		r = find(s, act->broker, &broker);
	if (r < 0)
		return r;
	ck_set_str(body, "broker", broker);
	ck_set_int(body, "valid_from", act->from);
	if (set->to)
		ck_set_int(body, "valid_to", act->to);
	ck_set_str(body, "document", set->document);
	r = ck_append(txn, "party.mandated", party, party, body, NULL, NULL);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int mandate(struct ck_session *s, char **argv)
{
	const struct ck_keeper *set = s->settings;
	struct party_act act = { 0 };
	struct ck_value *row = ck_new_object(s->doc);
	int r = take_code(s, argv[0], &act.broker);

	if (r == 0)
		r = take_code(s, argv[1], &act.code);
	if (r < 0)
		return r;
	if (!strcmp(act.broker, act.code))
		return ck_fail(s, NULL, -EINVAL, NULL, "same-party", "%s",
			       _("a party needs no mandate to declare for itself"));
	if (!set->document || !*set->document)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
			       _("party mandate BROKER ENTERPRISE needs --document: the contract that says so"));
	ck_set_str(row, "document", set->document);
	act.row = row;
	r = ck_session_transact(s, append_mandate, &act);
	return r < 0 ? r : answer(s, "mandate", &act, "mandated");
}

/* -- list and show -------------------------------------------------------- */

static int print_party(struct ck_session *s, void *ctx, struct ck_doc *doc,
		       const struct ck_value *stored)
{
	struct ck_value *record = ck_record(s, doc, "party");
	struct ck_value *row = NULL;
	const struct ck_value *seen;
	int r = ck_party_fill(s->store, doc, stored, &row);

	(void)ctx;
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	seen = masked(doc, row);
	ck_set(record, "site", ck_get(row, "site"));
	for (size_t i = 0; i < ck_count(seen); i++)
		ck_set(record, ck_key_at(seen, i), ck_at(seen, i));
	if (ck_is_true(ck_get(row, "person")))
		ck_set_bool(record, "person", true);
	ck_set_time_of(record, "from", ck_get(row, "valid_from"),
		       s->utc_offset_min);
	ck_set_time_of(record, "to", ck_get(row, "valid_to"),
		       s->utc_offset_min);
	ck_set(record, "seq", ck_get(row, "seq"));
	return ck_print(s, record);
}

static int read_page(struct ck_store *store, void *ctx, struct ck_doc *doc,
		     const struct ck_value *last, struct ck_value *rows)
{
	const char *after = last ? ck_get_str(last, "party") : "";

	(void)ctx;
	return ck_rows_of(ck_query(store, CK_SQL_PARTY_LIST, "s", after), doc,
			  rows);
}

static int list(struct ck_session *s)
{
	const struct ck_pages pages = { read_page, print_party, NULL };

	return ck_print_pages(s, &pages);
}

/* The tax code of a party named in a mandate, as it may be shown. */
static const char *code_of(struct ck_session *s, const char *party)
{
	const struct ck_value *row = NULL;
	struct ck_value *filled = NULL;
	const char *code = NULL;

	if (ck_row_of(ck_query(s->store, CK_SQL_PARTY_GET, "s", party), s->doc,
		      &row) == 0 && row &&
	    ck_party_fill(s->store, s->doc, row, &filled) == 0)
		code = ck_get_str(filled, "tax_code");
	return code ? shown(s, code) : "…";
}

static int print_mandate(struct ck_session *s, const struct ck_value *row)
{
	struct ck_value *record = ck_record(s, s->doc, "mandate");

	ck_set_str(record, "site", s->site);
	ck_set_str(record, "broker", code_of(s, ck_get_str(row, "broker")));
	ck_set_str(record, "enterprise", code_of(s, ck_get_str(row, "party")));
	ck_set(record, "document", ck_get(row, "document"));
	ck_set_time_of(record, "from", ck_get(row, "valid_from"),
		       s->utc_offset_min);
	ck_set_time_of(record, "to", ck_get(row, "valid_to"),
		       s->utc_offset_min);
	ck_set(record, "seq", ck_get(row, "seq"));
	return ck_print(s, record);
}

static int read_mandates(struct ck_session *s, const char *party,
			 struct ck_value *ret_rows)
{
	int r = ck_rows_of(ck_query(s->store, CK_SQL_MANDATE_LIST, "s", party),
			   s->doc, ret_rows);

	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int show(struct ck_session *s, const char *text)
{
	struct ck_value *mandates = ck_new_array(s->doc);
	const struct ck_value *row = NULL;
	const char *code = NULL;
	const char *party = NULL;
	int r = take_code(s, text, &code);

	if (r == 0)
		r = find(s, code, &party);
	if (r == 0)
		r = read_mandates(s, party, mandates);
	if (r < 0)
		return r;
	r = ck_row_of(ck_query(s->store, CK_SQL_PARTY_GET, "s", party), s->doc,
		      &row);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	r = print_party(s, NULL, s->doc, row);
	for (size_t i = 0; r >= 0 && i < ck_count(mandates); i++)
		r = print_mandate(s, ck_at(mandates, i));
	return r;
}

/* -- the verb ------------------------------------------------------------- */

int ck_keeper_party(struct ck_session *s, int argc, char **argv)
{
	int r = need_site(s);

	if (r == 0)
		r = ck_viewer_allow_all(s);
	if (r < 0)
		return r;
	if (argc == 0 || (argc == 1 && !strcmp(argv[0], "list")))
		return list(s);
	if (argc == 2 && !strcmp(argv[0], "add"))
		return add(s, argv[1]);
	if (argc == 2 && !strcmp(argv[0], "show"))
		return show(s, argv[1]);
	if ((argc == 2 || argc == 3) && !strcmp(argv[0], "end"))
		return end(s, argc - 1, argv + 1);
	if (argc == 3 && !strcmp(argv[0], "mandate"))
		return mandate(s, argv + 1);
	return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
		       _("party takes: add TAX_CODE, show TAX_CODE, list, end [BROKER] TAX_CODE, or mandate BROKER ENTERPRISE"));
}
