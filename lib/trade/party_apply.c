#include <config.h>

#include "store/apply.h"

int ck_apply_party_added(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_PARTY_PUT, "svvvvvvvi", line->subject,
		      ck_get(b, "site"), ck_get(b, "tax_code"),
		      ck_get(b, "name"), ck_get(b, "address"),
		      ck_get(b, "phone"), ck_get(b, "identity"),
		      ck_get(b, "valid_from"), line->seq);
}

int ck_apply_party_ended(struct ck_store *store, const struct ck_line *line)
{
	return ck_run(store, CK_SQL_PARTY_END, "vis",
		      ck_get(line->body, "valid_to"), line->seq, line->subject);
}

int ck_apply_party_mandated(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_MANDATE_PUT, "svvvvi", line->subject,
		      ck_get(b, "broker"), ck_get(b, "valid_from"),
		      ck_get(b, "valid_to"), ck_get(b, "document"), line->seq);
}

int ck_apply_party_mandate_ended(struct ck_store *store,
				 const struct ck_line *line)
{
	return ck_run(store, CK_SQL_MANDATE_END, "visv",
		      ck_get(line->body, "valid_to"), line->seq, line->subject,
		      ck_get(line->body, "broker"));
}
