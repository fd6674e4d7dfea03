/* The lines of the status screen, and what each of its parts writes alike. */
#include <config.h>

#include <string.h>

#include "base/columns.h"
#include "clear/reason.h"
#include "clear/screen_work.h"

enum { LABEL = 10, HEADING_INDENT = 4 };

/* -- a line --------------------------------------------------------------- */

void ck_screen_hang(struct screen *s)
{
	s->hang = s->line.len;
}

void ck_screen_label(struct screen *s, const char *word)
{
	int pad = LABEL - ck_text_columns(word);

	ck_buf_printf(&s->line, "  %s%*s", word, pad > 0 ? pad : 1, "");
	ck_screen_hang(s);
}

void ck_screen_code(struct screen *s, const char *code)
{
	ck_buf_printf(&s->line, "%-9s ", code);
	ck_screen_hang(s);
}

void ck_screen_end(struct screen *s)
{
	const char *line = ck_buf_text(&s->line);
	CK_BUF head = { 0 };
	int at;

	ck_buf_add(&head, line, s->hang);
	at = ck_text_columns(ck_buf_text(&head));
	if (!s->width || ck_text_columns(line) <= s->width) {
		ck_buf_puts(s->buf, line);
	} else {
		ck_buf_puts(s->buf, ck_buf_text(&head));
		ck_text_wrap(s->buf, line + s->hang, at,
			     at ? at : HEADING_INDENT, s->width);
	}
	ck_buf_putc(s->buf, '\n');
	ck_buf_clear(&s->line);
	s->hang = 0;
}

/* -- what stands in it ---------------------------------------------------- */

const char *ck_screen_clock(const struct screen *s,
			    const struct ck_value *time)
{
	const char *text = ck_str(time);
	const char *today = ck_time_text(s->c->doc, s->c->site, s->view->now);

	if (!text)
		return "?";
	if (!strncmp(text, today, 10))
		return ck_doc_format(s->c->doc, "%.5s", text + 11);
	return ck_doc_format(s->c->doc, "%.2s/%.2s %.5s", text + 8, text + 5,
			     text + 11);
}

const char *ck_screen_desk(const struct screen *s, const struct ck_value *v)
{
	const char *contact = ck_get_str(v, "contact");

	return ck_doc_format(s->c->doc, "%s%s%s",
			     ck_agency_word(s->c->site,
					    ck_get_str(v, "agency"),
					    s->view->language),
			     contact ? ", " : "", contact ? contact : "");
}
