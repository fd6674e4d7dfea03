/* A weighing on paper: the figures, the digest of the frames they rest on, and
 * where in the log it stands. Whoever has the log, or the frames and any copy
 * of the program, can show that the ticket is what the scale said.
 */
#ifndef CK_SCALE_TICKET_H
#define CK_SCALE_TICKET_H

#include "record/value.h"
#include "site/site.h"

/* What a draw function is told. */
struct ck_ticket {
	const struct ck_value *record;	/* of kind ticket, ck-record(5) */
	const struct ck_site *site;	/* for its name and its reasons */
	const char *language;		/* NULL: the site's */
};

/* A line of it, translated: "Error limit", "60 kg". The texts live in doc. */
struct ck_ticket_line {
	const char *label;
	const char *value;
	bool code;			/* digits to compare: hex, ids */
};

enum { CK_TICKET_LINES = 40, CK_TICKET_MASSES = 3 };

/* The lines in their order; how many. */
size_t ck_ticket_lines(struct ck_doc *doc, const struct ck_ticket *ticket,
		       struct ck_ticket_line ret_lines[CK_TICKET_LINES]);

/* The weights on top: "Gross", or "Tare" alone; gross, tare and net where there
 * is a net. */
size_t ck_ticket_masses(struct ck_doc *doc, const struct ck_ticket *ticket,
			struct ck_ticket_line ret_lines[CK_TICKET_MASSES]);

/* "WEIGH TICKET" and the site's name. */
const char *ck_ticket_title(void);
const char *ck_ticket_site(const struct ck_ticket *ticket);
/* How to show that it is what the scale said. */
const char *ck_ticket_notice(void);

/* Lines of text, or a page as SVG 1.1, A5. */
void ck_ticket_text(const struct ck_ticket *ticket, struct ck_buf *out);
void ck_ticket_svg(const struct ck_ticket *ticket, struct ck_buf *out);

#endif
