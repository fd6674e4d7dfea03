#include <config.h>

#include "clear/status.h"
#include "clear/verbs.h"

static int show(struct ck_session *s, const struct ck_case *c,
		const struct ck_status_view *view,
		const struct ck_value *record, bool first)
{
	CK_BUF text = { 0 };

	if (!first)
		ck_buf_putc(&text, '\n');
	ck_status_screen(c, view, record, &text);
	return ck_print_text(s, text.data, text.len);
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
