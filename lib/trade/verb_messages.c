#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "store/query.h"
#include "trade/declarant.h"
#include "trade/message.h"
#include "trade/party.h"
#include "trade/verbs.h"

struct listing {
	struct ck_session *s;
	struct ck_doc *doc;		/* of a page */
	const struct ck_site *site;
	int64_t since;
	bool all;			/* the gate centre, the keeper */
	struct ck_value *to;		/* recipients, an array */
};

/* -- whose ---------------------------------------------------------------- */

static void add_enterprise(struct listing *l, const char *code)
{
	char normal[CK_PARTY_CODE_SIZE];

	if (ck_party_code(code, normal) >= 0)
		code = normal;
	ck_push_str(l->to, ck_doc_format(l->s->doc, "enterprise:%s", code));
}

/* The enterprises that have given this one a mandate. */
static int add_mandates(struct listing *l, const char *code)
{
	struct ck_session *s = l->s;
	struct ck_item item = { .doc = s->doc, .source = "argument" };
	struct ck_value *codes = ck_new_array(s->doc);
	char normal[CK_PARTY_CODE_SIZE];
	const struct ck_value *own = NULL;
	int r = ck_party_code(code, normal) < 0 ? 0
		: ck_party_find(s->store, s->doc, s->site, normal, &own);

	if (r > 0)
		r = ck_party_principals(s->store, s->doc,
					ck_get_str(own, "party"), codes);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	for (size_t i = 0; r >= 0 && i < ck_count(codes); i++) {
		const char *other = ck_str(ck_at(codes, i));

		r = ck_declarant_speaks(s, &item, other);
		if (r > 0)
			add_enterprise(l, other);
	}
	return r < 0 ? r : 0;
}

static int find_own(struct listing *l, const struct ck_value *agencies)
{
	int r = 0;

	ck_push_str(l->to, ck_doc_format(l->s->doc, "user:%s", l->s->user));
	for (size_t i = 0; r >= 0 && i < ck_count(agencies); i++) {
		const char *code = ck_declarant_party(
			ck_str(ck_at(agencies, i)));

		if (!code)
			continue;
		add_enterprise(l, code);
		r = add_mandates(l, code);
	}
	return r;
}

static int find_named(struct listing *l, const char *enterprise)
{
	struct ck_session *s = l->s;
	struct ck_item item = { .doc = s->doc, .source = "argument" };
	int r = l->all ? 1 : ck_declarant_speaks(s, &item, enterprise);

	if (r == 0)
		return ck_fail(s, NULL, -EPERM, NULL, "other-agency",
			       _("%s does not act for the enterprise %s"),
			       s->user, enterprise);
	add_enterprise(l, enterprise);
	l->all = false;
	return r < 0 ? r : 0;
}

static int find_recipients(struct listing *l)
{
	const struct ck_declare_settings *set = l->s->settings;
	struct ck_item item = { .doc = l->s->doc, .source = "argument" };
	const struct ck_value *agencies = NULL;
	int r = ck_session_agencies(l->s, l->s->doc, &agencies);

	l->to = ck_new_array(l->s->doc);
	if (r < 0)
		return ck_fail_store(l->s, NULL, r);
	for (size_t i = 0; i < ck_count(agencies); i++)
		l->all |= !strcmp(ck_str(ck_at(agencies, i)) ?: "",
				  "gate_centre");
	if (!l->all) {
		r = ck_declarant_is_keeper(l->s, &item);
		l->all = r > 0;
	}
	if (r >= 0 && !l->all && !ck_count(agencies))
		r = ck_session_allow_staff(l->s);
	if (r < 0)
		return r;
	if (set->enterprise)
		return find_named(l, set->enterprise);
	return l->all ? 0 : find_own(l, agencies);
}

/* -- listing -------------------------------------------------------------- */

static int print_message(struct listing *l, const struct ck_value *row)
{
	struct ck_value *record = ck_record(l->s, l->doc, "message");

	ck_message_fill(record, l->doc, l->site, l->s->options.language, row);
	return ck_print(l->s, record);
}

static int list_to(struct listing *l, const char *to)
{
	struct ck_session *s = l->s;
	struct ck_message_cursor cursor = { 0 };
	const struct ck_value *rows = NULL;
	size_t count;
	int r;

	do {
		ck_doc_reset(l->doc);
		r = ck_message_page(s->store, l->doc, to, l->since, &cursor,
				    &rows);
		if (r < 0)
			return ck_fail_store(s, NULL, r);
		count = ck_count(rows);
		for (size_t i = 0; r >= 0 && i < count; i++)
			r = print_message(l, ck_at(rows, i));
		if (r >= 0)
			r = ck_print_flush(s);
	} while (r >= 0 && count);
	return r;
}

static int open_listing(struct listing *l)
{
	struct ck_session *s = l->s;
	const struct ck_declare_settings *set = s->settings;
	int r = ck_declare_need_site(s, &l->site);

	if (r >= 0 && set->since)
		r = ck_declare_since(s, set->since, &l->since);
	return r < 0 ? r : find_recipients(l);
}

int ck_declare_messages_run(struct ck_session *s, int argc, char **argv)
{
	struct listing l = { .s = s };
	int r;

	(void)argv;
	if (argc)
		return ck_usage(s, _("messages takes no operands"));
	l.doc = ck_doc_new();
	r = open_listing(&l);
	if (r >= 0 && l.all)
		r = list_to(&l, NULL);
	for (size_t i = 0; r >= 0 && i < ck_count(l.to); i++)
		r = list_to(&l, ck_str(ck_at(l.to, i)));
	ck_doc_free(l.doc);
	return r;
}
