/* Paper: lines of text for any printer, or a page as SVG. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "scale/ticket.h"

/* Of an A5 page, in tenths of a millimetre. A digest of 64 digits stands on
 * two lines. */
enum { WIDTH = 1480, HEIGHT = 2100, LEFT = 90, COLUMN = 500, LINE = 54,
       CODE_MOST = 40, WORDS_MOST = 54, NOTICE_MOST = 84 };

static bool is_simulated(const struct ck_ticket *ticket)
{
	return ck_is_true(ck_get(ticket->record, "simulated"));
}

/* How many bytes of the text stand on one line of at most `most` characters:
 * whole words, where there are any. */
static size_t fold(const char *text, size_t most)
{
	size_t len = strlen(text);
	size_t at = 0, space = 0;

	for (size_t n = 0; at < len && n < most; n++) {
		if (text[at] == ' ')
			space = at;
		at += ck_utf8_length(text + at, len - at) ?: 1;
	}
	return at < len && space ? space + 1 : at;
}

/* -- text ----------------------------------------------------------------- */

static size_t widest(const struct ck_ticket_line *lines, size_t count)
{
	size_t most = 0;

	for (size_t i = 0; i < count; i++) {
		size_t n = ck_utf8_count(lines[i].label,
					 strlen(lines[i].label));

		most = n > most ? n : most;
	}
	return most;
}

static void put_line(struct ck_buf *out, const char *label, const char *value,
		     size_t width)
{
	size_t n = ck_utf8_count(label, strlen(label));

	ck_buf_puts(out, label);
	for (; n < width + 2; n++)
		ck_buf_putc(out, ' ');
	for (; *value; value++)
		ck_buf_putc(out, (unsigned char)*value < ' ' ? ' ' : *value);
	ck_buf_putc(out, '\n');
}

void ck_ticket_text(const struct ck_ticket *ticket, struct ck_buf *out)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_ticket_line masses[CK_TICKET_MASSES];
	struct ck_ticket_line lines[CK_TICKET_LINES];
	size_t weights = ck_ticket_masses(doc, ticket, masses);
	size_t count = ck_ticket_lines(doc, ticket, lines);
	size_t width = widest(lines, count);

	if (is_simulated(ticket))
		ck_buf_puts(out, "SIMULATED\n");
	ck_buf_printf(out, "%s\n%s\n\n", ck_ticket_title(),
		      ck_ticket_site(ticket));
	for (size_t i = 0; i < weights; i++)
		put_line(out, masses[i].label, masses[i].value, width);
	for (size_t i = 0; i < count; i++)
		put_line(out, lines[i].label, lines[i].value, width);
	ck_buf_printf(out, "\n%s\n\n", ck_ticket_notice());
}

/* -- SVG ------------------------------------------------------------------ */

static void put_text(struct ck_buf *svg, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		switch (text[i]) {
		case '<':
			ck_buf_puts(svg, "&lt;");
			break;
		case '&':
			ck_buf_puts(svg, "&amp;");
			break;
		default:
			ck_buf_putc(svg, (unsigned char)text[i] < ' '
						 ? ' ' : text[i]);
		}
}

static void put(struct ck_buf *svg, int x, int y, int size, const char *more,
		const char *text, size_t len)
{
	ck_buf_printf(svg, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"%s>", x, y,
		      size, more);
	put_text(svg, text, len);
	ck_buf_puts(svg, "</text>\n");
}

/* Folded onto as many lines as it needs; the next one's place. */
static int put_folded(struct ck_buf *svg, int x, int y, int size,
		      const char *more, const char *text, size_t most)
{
	do {
		size_t n = fold(text, most);

		put(svg, x, y, size, more, text, n);
		text += n;
		y += LINE - 10;
	} while (*text);
	return y + 10;
}

static int put_lines(struct ck_buf *svg, const struct ck_ticket *ticket,
		     struct ck_doc *doc, int y)
{
	struct ck_ticket_line lines[CK_TICKET_LINES];
	size_t count = ck_ticket_lines(doc, ticket, lines);

	for (size_t i = 0; i < count; i++) {
		const struct ck_ticket_line *line = &lines[i];

		put(svg, LEFT, y, 28, " fill=\"#444\"", line->label,
		    strlen(line->label));
		y = put_folded(svg, COLUMN, y, 32,
			       line->code ? " font-family=\"monospace\"" : "",
			       line->value,
			       line->code ? CODE_MOST : WORDS_MOST);
	}
	return y;
}

/* One weight as large as it goes, or three; where the next line stands. */
static int put_masses(struct ck_buf *svg, const struct ck_ticket *ticket,
		      struct ck_doc *doc)
{
	struct ck_ticket_line masses[CK_TICKET_MASSES];
	size_t count = ck_ticket_masses(doc, ticket, masses);
	int y = count > 1 ? 280 : 320;

	for (size_t i = 0; i < count; i++, y += 66) {
		put(svg, LEFT, y, 44, "", masses[i].label,
		    strlen(masses[i].label));
		put(svg, COLUMN, y, count > 1 ? 60 : 96,
		    " font-weight=\"bold\"", masses[i].value,
		    strlen(masses[i].value));
	}
	return y - 66;
}

static int put_head(struct ck_buf *svg, const struct ck_ticket *ticket,
		     struct ck_doc *doc)
{
	const char *site = ck_ticket_site(ticket);
	int y;

	if (is_simulated(ticket))
		put(svg, WIDTH - LEFT, 66, 44,
		    " fill=\"#c00\" font-weight=\"bold\" text-anchor=\"end\"",
		    "SIMULATED", strlen("SIMULATED"));
	put(svg, LEFT, 130, 40, "", site, strlen(site));
	put(svg, LEFT, 206, 60, " font-weight=\"bold\"", ck_ticket_title(),
	    strlen(ck_ticket_title()));
	y = put_masses(svg, ticket, doc) + 30;
	ck_buf_printf(svg, "<path d=\"M%d %dH%d\" stroke=\"#000\" "
		      "stroke-width=\"3\"/>\n", LEFT, y, WIDTH - LEFT);
	return y + 60;
}

/* What is too long for the page is drawn smaller. */
static void put_page(struct ck_buf *out, int y, const struct ck_buf *drawn)
{
	int height = y > HEIGHT ? y : HEIGHT;
	int width = WIDTH * height / HEIGHT;

	ck_buf_printf(out,
		      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		      "<svg xmlns=\"http://www.w3.org/2000/svg\" "
		      "version=\"1.1\" width=\"148mm\" height=\"210mm\" "
		      "viewBox=\"0 0 %d %d\" font-family=\"Noto Sans, "
		      "Noto Sans CJK SC, sans-serif\">\n"
		      "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n",
		      width, height, width, height);
	ck_buf_add(out, drawn->data, drawn->len);
	ck_buf_puts(out, "</svg>\n");
}

void ck_ticket_svg(const struct ck_ticket *ticket, struct ck_buf *out)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_BUF drawn = { 0 };
	int y = put_head(&drawn, ticket, doc);

	y = put_lines(&drawn, ticket, doc, y);
	ck_buf_printf(&drawn, "<path d=\"M%d %dH%d\" stroke=\"#000\"/>\n",
		      LEFT, y - 20, WIDTH - LEFT);
	y = put_folded(&drawn, LEFT, y + 30, 26, "", ck_ticket_notice(),
		       NOTICE_MOST);
	put_page(out, y, &drawn);
}
