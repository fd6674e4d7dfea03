#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/columns.h"
#include "base/memory.h"
#include "command/help.h"

/* Where argp begins the text of an option, how far verbs have theirs, and the
 * end of a line. */
enum { OPTION_TEXT = 29, VERB_TEXT = 8, WIDTH = 79 };

/* A paragraph that argp has broken into lines. */
struct paragraph {
	struct ck_buf head;		/* what stands before its text */
	struct ck_buf text;
	int indent;			/* of its further lines */
	bool open;
};

static void close_paragraph(struct paragraph *p, struct ck_buf *out)
{
	if (p->open) {
		const char *head = ck_buf_text(&p->head);
		const char *line = strrchr(head, '\n');

		ck_buf_puts(out, head);
		ck_text_wrap(out, ck_buf_text(&p->text),
			     ck_text_columns(line ? line + 1 : head),
			     p->indent, WIDTH);
		ck_buf_putc(out, '\n');
	}
	ck_buf_clear(&p->head);
	ck_buf_clear(&p->text);
	p->open = false;
}

static void begin(struct paragraph *p, const char *line, size_t head,
		  int indent)
{
	ck_buf_add(&p->head, line, head);
	ck_buf_puts(&p->text, line + head);
	p->indent = indent;
	p->open = true;
}

/* "  -s, --store=URI       the store", to the beginning of its text, which may
 * be on the next line. */
static void begin_option(struct paragraph *p, const char *line, size_t blanks)
{
	const char *gap = strstr(line + blanks, "  ");
	size_t head = gap ? (size_t)(gap - line) : strlen(line);
	int pad;

	ck_buf_add(&p->head, line, head);
	pad = OPTION_TEXT - ck_text_columns(ck_buf_text(&p->head));
	if (gap) {
		ck_buf_printf(&p->head, "%*s", pad >= 2 ? pad : 3, "");
		ck_buf_puts(&p->text, gap + strspn(gap, " "));
	}
	p->indent = OPTION_TEXT;
	p->open = true;
}

/* The rest of what was begun: an option's stands below its text, all else at
 * the margin. */
static bool goes_on(const struct paragraph *p, size_t blanks)
{
	return p->open && (p->indent == OPTION_TEXT ? blanks == OPTION_TEXT
						    : blanks == 0);
}

static void take_line(struct paragraph *p, const char *line, bool first,
		      struct ck_buf *out)
{
	size_t blanks = strspn(line, " ");

	if (goes_on(p, blanks) && line[blanks]) {
		if (!p->text.len)
			ck_buf_printf(&p->head, "\n%*s", OPTION_TEXT, "");
		ck_buf_printf(&p->text, "%s%s", p->text.len ? " " : "",
			      line + blanks);
		return;
	}
	close_paragraph(p, out);
	if (!*line)
		ck_buf_putc(out, '\n');
	else if (line[blanks] == '-')
		begin_option(p, line, blanks);
	else
		begin(p, line, blanks, blanks ? VERB_TEXT : 0);
	if (first)
		close_paragraph(p, out);
}

void ck_help_layout(struct ck_buf *buf, const char *text, bool usage)
{
	ck_autofree char *copy = ck_strdup(text);
	struct paragraph p = { 0 };
	char *rest = copy;

	while (rest && *rest) {
		take_line(&p, strsep(&rest, "\n"), usage, buf);
		usage = false;
	}
	close_paragraph(&p, buf);
	ck_buf_free(&p.head);
	ck_buf_free(&p.text);
}

void ck_help_print(const struct argp_state *state)
{
	ck_autofree char *text = NULL;
	size_t len = 0;
	CK_BUF laid = { 0 };
	FILE *stream = open_memstream(&text, &len);

	if (!stream)
		abort();
	argp_state_help(state, stream,
			ARGP_HELP_STD_HELP & ~ARGP_HELP_EXIT_OK);
	if (fclose(stream) != 0)
		abort();
	ck_help_layout(&laid, text, true);
	fputs(ck_buf_text(&laid), stdout);
}
