#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "clear/status.h"
#include "clear/verbs.h"
#include "trade/full.h"
#include "trade/outside.h"

static int show(struct ck_session *s, const struct ck_case *c,
		const struct ck_status_view *view,
		const struct ck_value *record, bool first)
{
	CK_BUF text = { 0 };

	if (!first)
		ck_buf_putc(&text, '\n');
	ck_status_screen(c, view, record, ck_session_width(), &text);
	return ck_print_text(s, text.data, text.len);
}

/* -- who is in it --------------------------------------------------------- */

static int put_crew(struct ck_session *s, const struct ck_case *c,
		    const struct ck_value *kinds, struct ck_value *persons,
		    struct ck_value *record)
{
	struct ck_value *outside = NULL;
	const struct ck_value *crew;
	struct ck_value *list;
	int r = ck_document_full(s->store, c->doc, ck_case_document(c),
				 c->site->offset_min, kinds, persons,
				 &outside);

	if (r < 0)
		return r;
	crew = ck_get(ck_get(ck_get(outside, "vehicles"),
			     ck_get_str(c->row, "vehicle_ref")), "crew");
	if (!ck_count(crew))
		return 0;
	list = ck_set_array(record, "crew");
	for (size_t i = 0; i < ck_count(crew); i++)
		ck_push(list, ck_at(crew, i));
	return 0;
}

static bool has_drivers(const struct ck_value *kinds)
{
	for (size_t i = 0; i < ck_count(kinds); i++)
		if (!strcmp(ck_str(ck_at(kinds, i)), "driver"))
			return true;
	return false;
}

/* Only those of this vehicle are shown, and only they are written down. */
static const struct ck_value *of_crew(struct ck_doc *doc,
				      const struct ck_case *c)
{
	const struct ck_value *crew = ck_get(ck_get(ck_get(
		ck_case_document(c), "vehicles"),
		ck_get_str(c->row, "vehicle_ref")), "crew");
	struct ck_value *persons = ck_new_array(doc);

	for (size_t i = 0; i < ck_count(crew); i++) {
		const char *person = ck_get_str(
			ck_get(ck_at(crew, i), "identity"), "person");

		if (person)
			ck_push_str(persons, person);
	}
	return persons;
}

static int add_crew(struct ck_session *s, struct ck_item *item,
		    const struct ck_case *c, struct ck_value *record)
{
	const struct ck_clear *set = s->settings;
	struct ck_value *drivers = ck_new_array(item->doc);
	const struct ck_value *kinds = NULL;
	int r = set->full ? ck_full_allow(s, item, set->reason, &kinds) : 0;

	if (r < 0)
		return r;
	if (set->full && !has_drivers(kinds))
		return ck_fail(s, item, -EPERM, NULL, "not-shown",
			       _("%s is of no agency that drivers are shown to in full (retention/driver/shown_to of the site)"),
			       s->user);
	if (set->full)
		ck_push_str(drivers, "driver");
	if (set->full)
		ck_set_bool(record, "full", true);
	r = put_crew(s, c, drivers, ck_new_array(item->doc), record);
	if (r < 0)
		return ck_fail_store(s, item, r);
	return set->full ? ck_full_log(s, item,
				       ck_get_str(c->row, "declaration"),
				       set->reason, of_crew(item->doc, c))
			 : 0;
}

static int status_of(struct ck_session *s, struct ck_item *item,
		     const char *trip, bool first)
{
	bool screen = ck_session_format(s) == CK_FORMAT_TABLE;
	struct ck_status_view view = {
		.language = ck_clear_language(s),
		.now = ck_session_now(s, item->record),
	};
	struct ck_value *record;
	struct ck_case c;
	int r = ck_session_agencies(s, item->doc, &view.agencies);

	if (r == 0)
		r = ck_clear_open(s, item, trip, &c);
	if (r < 0)
		return r;
	r = ck_case_read_checks(&c);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (screen)
		record = ck_record(s, item->doc, "status");
	else
		record = ck_clear_answer(s, item, "status", &c);
	r = ck_status_fill(&c, &view, record);
	if (r < 0)
		return ck_fail_store(s, item, r);
	r = add_crew(s, item, &c, record);
	if (r < 0)
		return r;
	return screen ? show(s, &c, &view, record, first) : 0;
}

int ck_clear_status(struct ck_session *s, struct ck_item *item)
{
	const char **trips = NULL;
	size_t count = 0;
	int r = ck_item_trips(s, item, &trips, &count);

	for (size_t i = 0; r == 0 && i < count; i++)
		r = status_of(s, item, trips[i], i == 0);
	return r;
}
