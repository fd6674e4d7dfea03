#include <config.h>

#include <stdbool.h>
#include <string.h>

#include "record/locate.h"

/* The text has been accepted by the strict reader, so that nothing here needs
 * to look for faults. */
struct scan {
	const char *at;
	const char *end;
	size_t line;
};

static void skip_space(struct scan *s)
{
	for (; s->at < s->end && strchr(" \t\r\n,:", *s->at); s->at++)
		s->line += *s->at == '\n';
}

static void skip_string(struct scan *s)
{
	for (s->at++; s->at < s->end && *s->at != '"'; s->at++)
		if (*s->at == '\\')
			s->at++;
	s->at++;
}

/* A whole value: strings aside, it ends where its brackets balance. */
static void skip_value(struct scan *s)
{
	int depth = 0;

	do {
		skip_space(s);
		if (s->at >= s->end)
			return;
		if (*s->at == '"') {
			skip_string(s);
			continue;
		}
		if (*s->at == '{' || *s->at == '[')
			depth++;
		if (*s->at == '}' || *s->at == ']')
			depth--;
		s->at++;
		while (s->at < s->end && !strchr("{}[]\",: \t\r\n", *s->at))
			s->at++;
	} while (depth > 0);
}

/* Is the string at s->at the pointer's next token? Escapes in names are rare
 * enough to be compared as written. */
static bool is_token(const struct scan *s, const char *token, size_t len)
{
	return (size_t)(s->end - s->at) > len + 1 && s->at[len + 1] == '"' &&
	       !strncmp(s->at + 1, token, len);
}

static bool enter_member(struct scan *s, const char *token, size_t len)
{
	for (s->at++;;) {
		bool found;

		skip_space(s);
		if (s->at >= s->end || *s->at == '}')
			return false;
		found = is_token(s, token, len);
		skip_string(s);
		skip_space(s);
		if (found)
			return true;
		skip_value(s);
	}
}

static bool enter_element(struct scan *s, const char *token, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n = n * 10 + (token[i] - '0');
	for (s->at++;; n--) {
		skip_space(s);
		if (s->at >= s->end || *s->at == ']')
			return false;
		if (n == 0)
			return true;
		skip_value(s);
	}
}

size_t ck_locate_line(const char *text, size_t len, const char *pointer)
{
	struct scan s = { text, text + len, 1 };
	size_t line;

	skip_space(&s);
	line = s.line;
	while (*pointer == '/') {
		size_t token = strcspn(++pointer, "/");
		bool found = s.at < s.end && *s.at == '{'
				     ? enter_member(&s, pointer, token)
			     : s.at < s.end && *s.at == '['
				     ? enter_element(&s, pointer, token)
				     : false;

		if (!found)
			break;
		line = s.line;
		pointer += token;
	}
	return line;
}
