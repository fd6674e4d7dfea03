/* A program like any other, except that its records say themselves what is
 * appended, so that tests can give a store any history:
 *
 *	append [FILE...]	{"key":…,"at":…,"events":[{"event":…,"root":…,
 *				"subject":…,"body":{…}},…],"persons":{"d1":…}}
 *		All events of a record are one command; the later ones have the
 *		first as their cause. Persons become `drivers` in the document of
 *		the first event. A member burn_ms is for how long it is decided.
 *	kinds			the kinds of event there are
 *	tables			the derived tables: name, root's type ("-": the
 *				row names it), root's column, key columns
 */
#include <config.h>

#include <errno.h>
#include <time.h>

#include "base/text.h"
#include "command/session.h"
#include "store/person.h"
#include "store/root.h"

/* -- append --------------------------------------------------------------- */

static int add_person(struct ck_session *s, struct ck_item *item,
		      struct ck_value *drivers, const char *ref,
		      const struct ck_value *value)
{
	struct ck_person person;
	struct ck_value *driver;
	CK_BUF text = { 0 };
	int r;

	ck_write(&text, value);
	ck_person_new(ck_buf_text(&text), &person);
	r = s->options.dry_run ? 0 : ck_person_add(s->store, &person);
	if (r < 0)
		return ck_fail_store(s, item, r);
	driver = ck_set_object(drivers, ref);
	ck_set_str(driver, "person", person.id);
	ck_set_str(driver, "digest", person.digest);
	return 0;
}

/* The first event's body with the persons in its document. */
static int with_persons(struct ck_session *s, struct ck_item *item,
			const struct ck_value *body,
			const struct ck_value **ret_body)
{
	const struct ck_value *persons = ck_get(item->record, "persons");
	struct ck_value *copy = ck_copy(item->doc, body);
	struct ck_value *document = ck_copy(item->doc, ck_get(body, "document"));
	struct ck_value *drivers;
	int r = 0;

	*ret_body = copy;
	if (!persons || !document)
		return 0;
	drivers = ck_set_object(document, "drivers");
	for (size_t i = 0; r == 0 && i < ck_count(persons); i++)
		r = add_person(s, item, drivers, ck_key_at(persons, i),
			       ck_at(persons, i));
	ck_set(copy, "document", document);
	return r;
}

static int append_event(struct ck_session *s, struct ck_item *item,
			const struct ck_value *v, struct ck_event_id *first,
			struct ck_event_id *ret_id)
{
	const struct ck_value *body = ck_get(v, "body");
	int r = first ? 0 : with_persons(s, item, body, &body);

	if (r < 0)
		return r;
	r = ck_append(s->txn, ck_get_str(v, "event"), ck_get_str(v, "root"),
		      ck_get_str(v, "subject"), body, first, ret_id);
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

/* Busy, as deciding is. */
static void burn(int64_t ms)
{
	struct timespec now;
	int64_t end = 0;

	do {
		clock_gettime(CLOCK_MONOTONIC, &now);
		if (!end)
			end = now.tv_sec * 1000000LL + now.tv_nsec / 1000 +
			      ms * 1000;
	} while (now.tv_sec * 1000000LL + now.tv_nsec / 1000 < end);
}

static int append(struct ck_session *s, struct ck_item *item)
{
	const struct ck_value *events = ck_get(item->record, "events");
	struct ck_event_id first = { 0 }, id = { 0 };
	struct ck_value *answer;

	burn(ck_get_int(item->record, "burn_ms", 0));
	for (size_t i = 0; i < ck_count(events); i++) {
		int r = append_event(s, item, ck_at(events, i),
				     i ? &first : NULL, &id);

		if (r < 0)
			return r;
		if (i == 0)
			first = id;
	}
	answer = ck_answer(s, item, "appended");
	ck_set_str(answer, "key", item->key);
	ck_set_int(answer, "first", first.seq);
	ck_set_int(answer, "last", id.seq);
	return 0;
}

/* -- what there is -------------------------------------------------------- */

static int print_line(struct ck_session *s, const char *line)
{
	CK_BUF text = { 0 };

	ck_buf_printf(&text, "%s\n", line);
	return ck_print_text(s, text.data, text.len);
}

static int kinds(struct ck_session *s, int argc, char **argv)
{
	int r = 0;

	(void)argc;
	(void)argv;
	for (size_t i = 0; r == 0 && ck_event_kind_at(i); i++)
		r = print_line(s, ck_event_kind_at(i)->name);
	return r;
}

static int tables(struct ck_session *s, int argc, char **argv)
{
	int r = 0;

	(void)argc;
	(void)argv;
	for (const struct ck_derived_table *t = ck_derived_tables;
	     r == 0 && t->name; t++)
		r = print_line(s, ck_doc_format(s->doc, "%s %s %s %d", t->name,
						t->type ? t->type : "-",
						t->column, t->keys));
	return r;
}

int main(int argc, char **argv)
{
	static const struct ck_verb verbs[] = {
		{ .name = "append", .arguments = "[FILE...]",
		  .summary = N_("append"),
		  .flags = CK_VERB_WRITES | CK_VERB_RECORDS,
		  .decide = append },
		{ .name = "kinds", .summary = N_("kinds"), .run = kinds },
		{ .name = "tables", .summary = N_("tables"), .run = tables },
		{ 0 },
	};
	static const struct ck_program program = {
		.name = "store-write", .summary = N_("writes for tests"),
		.verbs = verbs,
	};

	return ck_main(&program, argc, argv);
}
