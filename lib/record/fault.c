#include <config.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "record/parse.h"

static void fault_place(struct ck_fault *fault, const char *text,
			const char *at)
{
	const char *line = text;

	fault->line = 1;
	for (const char *end; (end = memchr(line, '\n', (size_t)(at - line)));
	     line = end + 1)
		fault->line++;
	fault->column = 1 + ck_utf8_count(line, (size_t)(at - line));
}

/* A sentence may quote a member name: no character of it may steer a
 * terminal, nor be cut in the middle. */
static void fault_say(struct ck_fault *fault, const char *code,
		      const char *sentence)
{
	size_t len = strlen(sentence);

	fault->code = code;
	len = ck_utf8_cut(sentence, len, sizeof(fault->message) - 1);
	memcpy(fault->message, sentence, len);
	fault->message[len] = '\0';
	for (char *c = fault->message; *c; c++)
		if (*(unsigned char *)c < ' ' || *c == 0x7f)
			*c = '?';
}

void ck_fault_fill(struct ck_fault *fault, const char *code,
		   const char *sentence)
{
	*fault = (struct ck_fault){ .line = 1, .column = 1 };
	fault_say(fault, code, sentence);
}

void *ck_parse_fail(struct ck_parse *p, const char *at, const char *code,
		    const char *format, ...)
{
	char sentence[2 * sizeof(p->fault->message)];
	va_list ap;

	va_start(ap, format);
	vsnprintf(sentence, sizeof(sentence), format, ap);
	va_end(ap);
	fault_place(p->fault, p->text, at);
	fault_say(p->fault, code, sentence);
	return NULL;
}

/* Nothing that JSON allows begins here: which of the faults is it? */
void *ck_parse_unexpected(struct ck_parse *p, const char *expected)
{
	size_t left = (size_t)(p->end - p->at);
	unsigned char c;
	uint32_t code;

	if (!left)
		return ck_parse_fail(p, p->at, "incomplete",
				     _("the text ends here; expected %s"),
				     _(expected));
	c = (unsigned char)*p->at;
	if (!c)
		return ck_parse_fail(p, p->at, "nul", _("a NUL character"));
	if (!ck_utf8_decode(p->at, left, &code))
		return ck_parse_fail(p, p->at, "utf8",
				     _("byte 0x%02X is not valid UTF-8 here"),
				     c);
	if (c > ' ' && c < 0x7f)
		return ck_parse_fail(p, p->at, "syntax",
				     _("expected %s, found '%c'"), _(expected),
				     c);
	return ck_parse_fail(p, p->at, "syntax", _("expected %s, found U+%04X"),
			     _(expected), (unsigned int)code);
}
