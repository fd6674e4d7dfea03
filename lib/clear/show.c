#include <config.h>

#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "clear/reason.h"
#include "clear/verbs.h"
#include "clear/vouch.h"
#include "trade/facts.h"
#include "trade/outside.h"

/* The facts of a trip as a person may see them: names and numbers masked. */
static const struct ck_value *shown_facts(const struct ck_case *c)
{
	const struct ck_value *document = ck_case_document(c);
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

static void add_value(struct ck_buf *text, const char *pointer,
		      const struct ck_value *value)
{
	CK_BUF json = { 0 };

	ck_buf_printf(text, "  %s: ", pointer);
	if (!ck_str(value))
		ck_write(&json, value);
	ck_words_clean(text, ck_str(value) ? ck_str(value)
					   : ck_buf_text(&json));
	ck_buf_putc(text, '\n');
}

/* Above the answer where both are read; else beside it. */
static int show(struct ck_session *s, struct ck_buf *text)
{
	char *line, *rest = NULL;

	if (isatty(STDOUT_FILENO) &&
	    ck_session_format(s) == CK_FORMAT_TABLE)
		return ck_print_text(s, text->data, text->len);
	for (line = strtok_r(text->data, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest))
		ck_say(s, "%s", line);
	return 0;
}

int ck_clear_show(struct ck_session *s, const struct ck_case *c,
		  const char *check)
{
	const struct ck_value *pointers =
		ck_get(ck_site_find_check(c->site, check), "vouches");
	const struct ck_value *values =
		ck_vouch_values(c->doc, shown_facts(c), pointers);
	CK_BUF text = { 0 };

	ck_buf_printf(&text, _("%s %s: %s vouches for"),
		      ck_get_str(c->row, "label"), c->trip,
		      ck_check_word(c->site, check, ck_clear_language(s)));
	ck_buf_putc(&text, '\n');
	for (size_t i = 0; i < ck_count(values); i++)
		add_value(&text, ck_key_at(values, i), ck_at(values, i));
	return show(s, &text);
}
