#include <config.h>

#include "base/text.h"
#include "clear/reason.h"
#include "clear/verbs.h"
#include "clear/vouch.h"
#include "trade/facts.h"
#include "trade/outside.h"

/* The facts of a trip as a person may see them: names and numbers masked. */
static const struct ck_value *shown_facts(const struct ck_case *c)
{
	const struct ck_value *document = ck_get(c->row, "document");
	const char *ref = ck_get_str(c->row, "vehicle_ref");
	const struct ck_value *load = ck_facts_load(c->doc, document, ref);
	struct ck_value *facts = ck_new_object(c->doc);
	struct ck_value *outside = NULL;
	struct ck_value *goods;

	if (ck_document_outside(c->store, c->doc, document,
				c->site->offset_min, &outside) < 0)
		return NULL;
	ck_set(facts, "declaration", outside);
	ck_set(facts, "vehicle", ck_get(ck_get(outside, "vehicles"), ref));
	goods = ck_set_object(facts, "goods");
	for (size_t i = 0; i < ck_count(load); i++) {
		const char *g = ck_get_str(ck_at(load, i), "goods");

		if (g)
			ck_set(goods, g, ck_get(ck_get(outside, "goods"), g));
	}
	return facts;
}

static void show_value(struct ck_session *s, const char *pointer,
		       const struct ck_value *value)
{
	CK_BUF text = { 0 };

	if (ck_str(value))
		ck_buf_puts(&text, ck_str(value));
	else
		ck_write(&text, value);
	ck_say(s, "  %s: %s", pointer, ck_buf_text(&text));
}

void ck_clear_show(struct ck_session *s, const struct ck_case *c,
		   const char *check)
{
	const struct ck_value *pointers =
		ck_get(ck_site_find_check(c->site, check), "vouches");
	const struct ck_value *values =
		ck_vouch_values(c->doc, shown_facts(c), pointers);

	ck_say(s, _("%s %s: %s vouches for"), ck_get_str(c->row, "label"),
	       c->trip, ck_check_word(c->site, check, ck_clear_language(s)));
	for (size_t i = 0; i < ck_count(values); i++)
		show_value(s, ck_key_at(values, i), ck_at(values, i));
}
