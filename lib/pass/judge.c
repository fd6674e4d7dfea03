#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "pass/judge.h"
#include "store/query.h"
#include "trade/lookup.h"

static const char *time_fault(const struct ck_pass *pass, int64_t now)
{
	if (now < pass->from)
		return "pass-early";
	return now < pass->until ? NULL : "pass-expired";
}

static int judge_key(const struct ck_pass *pass, int64_t now,
		     struct ck_pass_verdict *v)
{
	enum ck_key_state state = ck_key_state(&v->key, now);
	int r = ck_pass_verify(pass, v->key.public_half);

	if (r < 0)
		return r;
	if (!r || strcmp(v->key.site, pass->site))
		v->code = "pass-forged";
	else if (state != CK_KEY_VALID)
		v->code = "pass-key";
	else
		v->code = time_fault(pass, now);
	v->state = ck_key_state_name(state);
	return 0;
}

/* -- the vehicle as it is declared now ------------------------------------ */

static bool is(const char *code, const char *word)
{
	return !strcmp(code, word);
}

/* What the trip has of a kind; with the normal form, whether it has that. */
static struct ck_value *declared_of(struct ck_doc *doc,
				    const struct ck_value *rows,
				    const char *kind)
{
	struct ck_value *list = ck_new_array(doc);

	for (size_t i = 0; i < ck_count(rows); i++)
		if (is(ck_get_str(ck_at(rows, i), "kind"), kind))
			ck_push(list, ck_get(ck_at(rows, i), "normal"));
	return list;
}

void ck_pass_compare(struct ck_doc *doc, const struct ck_pass *pass,
		     const struct ck_value *rows, struct ck_pass_verdict *v)
{
	for (int i = 0; i < pass->count; i++) {
		const struct ck_pass_name *name = &pass->names[i];
		struct ck_value *declared = declared_of(doc, rows, name->kind);

		if (ck_lists(declared, name->normal))
			continue;
		v->code = "pass-outdated";
		v->lost = name;
		v->declared = declared;
		return;
	}
}

/* A lane alone may not know the trip; it has the camera. */
static int judge_names(struct ck_store *store, struct ck_doc *doc,
		       const struct ck_pass *pass, struct ck_pass_verdict *v)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_PASS_TRIP, "ss",
				     ck_trip_declaration(doc, pass->trip),
				     pass->trip);
	struct ck_value *rows = ck_new_array(doc);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push(rows, ck_row_object(q, doc));
	if (r < 0 || !ck_count(rows))
		return r;
	v->version = ck_get_int(ck_at(rows, 0), "version", 0);
	ck_pass_compare(doc, pass, rows, v);
	return 0;
}

int ck_pass_judge(struct ck_store *store, struct ck_doc *doc,
		  const char *site, int64_t now, const struct ck_pass *pass,
		  struct ck_pass_verdict *ret_verdict)
{
	struct ck_pass_verdict v = { .code = NULL };
	char id[CK_KEY_ID];
	int r = 0;

	if (!pass) {
		v.code = "pass-unreadable";
	} else if (strcmp(pass->site, site)) {
		v.code = "pass-foreign";
	} else {
		ck_key_name_of(pass->site, pass->key, id);
		r = ck_key_get(store, id, &v.key);
		if (r == 0)
			r = judge_key(pass, now, &v);
		else if (r == -ENOENT)
			v.code = "pass-unknown-key";
		if (r == 0 && !v.code)
			r = judge_names(store, doc, pass, &v);
	}
	if (r < 0 && r != -ENOENT)
		return r;
	*ret_verdict = v;
	return 0;
}

/* -- in a reason ---------------------------------------------------------- */

static void fill_outdated(const struct ck_pass_verdict *v,
			  struct ck_value *reason)
{
	ck_set_str(reason, "identifier", v->lost->kind);
	ck_push_str(ck_set_array(reason, "on_pass"), v->lost->normal);
	ck_set(reason, "declared", v->declared);
}

void ck_pass_fill(const struct ck_pass_verdict *v, const struct ck_pass *pass,
		  struct ck_value *reason)
{
	char id[CK_KEY_ID];

	if (!pass)
		return;
	if (is(v->code, "pass-outdated")) {
		fill_outdated(v, reason);
		return;
	}
	ck_key_name_of(pass->site, pass->key, id);
	if (is(v->code, "pass-foreign"))
		ck_set_str(reason, "of_site", pass->site);
	else
		ck_set_str(reason, "key", id);
	if (is(v->code, "pass-key"))
		ck_set_str(reason, "state", v->state);
	if (is(v->code, "pass-early"))
		ck_set_int(reason, "from", pass->from);
	if (is(v->code, "pass-expired"))
		ck_set_int(reason, "until", pass->until);
}

static const char *minute(struct ck_doc *doc, const struct ck_value *reason,
			  const char *member, int offset_min)
{
	char text[CK_TIME_TEXT];

	ck_time_print(ck_get_int(reason, member, 0), offset_min, text);
	text[10] = ' ';
	text[16] = '\0';
	return ck_doc_strdup(doc, text);
}

static const char *key_sentence(struct ck_doc *doc,
				const struct ck_value *reason)
{
	const char *state = ck_get_str(reason, "state");
	const char *key = ck_get_str(reason, "key");

	if (is(state, "retired"))
		return ck_doc_format(doc, _("the key %s of the pass is retired"),
				     key);
	if (is(state, "early"))
		return ck_doc_format(doc, _("the key %s of the pass does not hold yet"),
				     key);
	return ck_doc_format(doc, _("the key %s of the pass no longer holds"),
			     key);
}

static const char *outdated_sentence(struct ck_doc *doc,
				     const struct ck_value *reason)
{
	const char *on_pass = ck_str(ck_at(ck_get(reason, "on_pass"), 0));
	const char *now = ck_str(ck_at(ck_get(reason, "declared"), 0));

	if (!now)
		return ck_doc_format(doc, _("the declaration was amended since the pass was printed: it has %s no more"),
				     on_pass);
	return ck_doc_format(doc, _("the declaration was amended since the pass was printed: not %s any more, but %s"),
			     on_pass, now);
}

const char *ck_pass_sentence(struct ck_doc *doc, const struct ck_value *reason,
			     int offset_min)
{
	const char *code = ck_get_str(reason, "code");

	if (is(code, "pass-foreign"))
		return ck_doc_format(doc, _("the pass is one of another site, %s"),
				     ck_get_str(reason, "of_site"));
	if (is(code, "pass-unknown-key"))
		return _("nobody here knows the key that the pass was signed with");
	if (is(code, "pass-forged"))
		return _("the pass was altered or forged: its signature is wrong");
	if (is(code, "pass-key"))
		return key_sentence(doc, reason);
	if (is(code, "pass-early"))
		return ck_doc_format(doc, _("the pass holds from %s on"),
				     minute(doc, reason, "from", offset_min));
	if (is(code, "pass-outdated"))
		return outdated_sentence(doc, reason);
	if (is(code, "pass-expired"))
		return ck_doc_format(doc, _("the pass held until %s"),
				     minute(doc, reason, "until", offset_min));
	return _("the pass cannot be read: it is damaged, or none of ours");
}

int ck_pass_find(struct ck_store *store, struct ck_doc *doc, const char *site,
		 int64_t now, const char *text, const char **ret_trip,
		 struct ck_value **ret_reason)
{
	struct ck_pass_verdict verdict;
	struct ck_value *reason;
	struct ck_pass pass;
	bool read = ck_pass_read(doc, text, &pass) == 0;
	int r = ck_pass_judge(store, doc, site, now, read ? &pass : NULL,
			      &verdict);

	if (r < 0)
		return r;
	if (!verdict.code) {
		*ret_trip = ck_doc_strdup(doc, pass.trip);
		return 1;
	}
	reason = ck_new_object(doc);
	ck_set_str(reason, "code", verdict.code);
	ck_pass_fill(&verdict, read ? &pass : NULL, reason);
	*ret_reason = reason;
	return 0;
}
