#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "store/log.h"
#include "store/query.h"
#include "trade/amend.h"
#include "trade/history.h"
#include "trade/outside.h"

struct work {
	struct ck_store *store;
	struct ck_doc *doc;
	int offset_min;
	struct ck_value *history;
	struct ck_value *by_seq;	/* entries that may have effects */
	struct ck_value *requested;	/* who asked, by number */
	struct ck_value *whole;
	struct ck_value *shown;
};

static bool is(const char *text, const char *word)
{
	return !strcmp(text, word);
}

static bool is_told(const char *event)
{
	static const char *const told[] = {
		"declaration.submitted", "declaration.amended",
		"declaration.cancelled", "amendment.requested",
		"amendment.declined", "amendment.granted",
	};

	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
		if (is(event, told[i]))
			return true;
	return false;
}

/* -- one entry ------------------------------------------------------------ */

static struct ck_value *begin(struct work *w, const struct ck_line *line)
{
	struct ck_value *entry = ck_push_object(w->history);
	char at[CK_TIME_TEXT];

	ck_time_print(line->occurred, w->offset_min, at);
	ck_set_str(entry, "event", line->event);
	ck_set_int(entry, "version", line->seq);
	ck_set_str(entry, "at", at);
	ck_set_str(entry, "actor", line->actor);
	ck_set_str(entry, "for", line->on_behalf);
	ck_set_str(entry, "via", line->via);
	CK_SET_SAME(entry, line->body, "reason", "breakdown", "near", "places");
	return entry;
}

static const char *number_text(const struct ck_value *number)
{
	const char *text = ck_number_text(number);

	return text ? text : "";
}

static void put_request(struct work *w, const struct ck_value *number,
			struct ck_value *entry)
{
	ck_set(entry, "request", number);
	ck_set(entry, "requested_by",
	       ck_get(w->requested, number_text(number)));
}

/* -- the document at each time -------------------------------------------- */

static int take_document(struct work *w, const struct ck_value *document,
			 struct ck_value *entry)
{
	struct ck_value *whole = NULL, *shown = NULL;
	int r = ck_document_outside_as(w->store, w->doc, document, w->offset_min,
				   CK_PERSONS_WHOLE, &whole);

	if (r >= 0)
		r = ck_document_outside(w->store, w->doc, document,
					w->offset_min, &shown);
	if (r < 0)
		return r;
	if (w->whole)
		ck_amend_compare(w->doc, w->whole, whole, w->shown, shown,
				 ck_set_array(entry, "changed"));
	w->whole = whole;
	w->shown = shown;
	return 0;
}

/* Where the values of both sides were erased, the log still says where. */
static void put_erased(const struct ck_line *line, struct ck_value *entry)
{
	const struct ck_value *pointers = ck_get(line->body, "changed");
	struct ck_value *changed =
		ck_writable(ck_get(entry, "changed"));

	for (size_t i = 0; i < ck_count(pointers); i++) {
		const struct ck_value *pointer = ck_at(pointers, i);
		bool told = false;

		for (size_t k = 0; k < ck_count(changed); k++)
			told |= ck_equal(ck_get(ck_at(changed, k), "pointer"),
					 pointer);
		if (!told)
			ck_set(ck_push_object(changed), "pointer", pointer);
	}
}

static int tell(struct work *w, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	struct ck_value *entry = begin(w, line);
	const struct ck_value *number = ck_get(b, "number");
	int r = 0;

	if (ck_get(b, "document"))
		r = take_document(w, ck_get(b, "document"), entry);
	if (is(line->event, "declaration.amended")) {
		put_erased(line, entry);
		ck_set_array(entry, "effects");
		ck_set(w->by_seq, ck_doc_format(w->doc, ":%lld",
						(long long)line->seq), entry);
	}
	if (ck_get(b, "request"))
		put_request(w, ck_get(b, "request"), entry);
	if (!number)
		return r;
	if (is(line->event, "amendment.requested")) {
		ck_set_str(w->requested, number_text(number), line->actor);
		ck_set(entry, "request", number);
		ck_set(entry, "asks", ck_get(b, "changed"));
	} else {
		put_request(w, number, entry);
	}
	return r;
}

/* -- what it brought ------------------------------------------------------ */

static void note_effect(struct work *w, const struct ck_line *line)
{
	const char *seq = line->cause ? strrchr(line->cause, ':') : NULL;
	const struct ck_value *entry = seq ? ck_get(w->by_seq, seq) : NULL;
	struct ck_value *effect;

	if (!entry)
		return;
	effect = ck_push_object(ck_writable(ck_get(entry, "effects")));
	ck_set_str(effect, "event", line->event);
	ck_set_str(effect, "subject", line->subject);
	ck_set(effect, "check", ck_get(line->body, "name"));
	ck_set(effect, "outcome", ck_get(line->body, "outcome"));
}

static int take_line(struct work *w, const char *text)
{
	struct ck_line line;
	int r = ck_line_read(w->doc, text, strlen(text), &line);

	if (r < 0)
		return r;
	if (is_told(line.event))
		return tell(w, &line);
	note_effect(w, &line);
	return 0;
}

int ck_declaration_history(struct ck_store *store, struct ck_doc *doc,
			   const char *declaration, int offset_min,
			   struct ck_value **ret_history)
{
	ck_autofree char *root = ck_format("declaration:%s", declaration);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_EVENT_OF_ROOT, "s", root);
	struct work w = {
		.store = store, .doc = doc, .offset_min = offset_min,
		.history = ck_new_array(doc), .by_seq = ck_new_object(doc),
		.requested = ck_new_object(doc),
	};
	int r;

	while ((r = ck_step(q)) > 0) {
		r = take_line(&w, ck_column_text(q, 0));
		if (r < 0)
			return r;
	}
	*ret_history = w.history;
	return r;
}
