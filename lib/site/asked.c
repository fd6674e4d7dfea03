#include <config.h>

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "site/asked.h"

enum { NESTING_MAX = 200 };

/* Between brackets, or between `if` and `end`. */
struct scope {
	bool outside;		/* the input where it began is the facts */
	bool facts;		/* it is here */
	bool argument;		/* only the first of the call has that input */
	bool binds;		/* after `as` or `label`: the next | keeps it */
	int defs;		/* bodies of functions open here */
	char kind;		/* ( [ { i for if, " for an interpolation */
};

struct scan {
	struct ck_doc *doc;
	struct ck_value *asked;
	const char *at;
	struct scope scopes[NESTING_MAX];
	size_t depth;
	bool ended;		/* a term stands before: what follows is its part */
	char name[24];		/* that term, if it is a name */
};

/* -- names ---------------------------------------------------------------- */

static bool is_start(char c)
{
	return isalpha((unsigned char)c) || c == '_';
}

static size_t name_length(const char *s)
{
	size_t n = 0;

	while (is_start(s[n]) || (n && isdigit((unsigned char)s[n])))
		n++;
	return n;
}

static bool is_in(const char *words, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = words; len && (at = strstr(at, name)); at++)
		if (at[-1] == ' ' && at[len] == ' ')
			return true;
	return false;
}

/* -- scopes --------------------------------------------------------------- */

static struct scope *here(struct scan *scan)
{
	return &scan->scopes[scan->depth];
}

static void enter(struct scan *scan, char kind, bool facts)
{
	if (scan->depth + 1 == NESTING_MAX)
		return;
	scan->depth++;
	*here(scan) = (struct scope){
		.outside = facts, .facts = facts, .kind = kind,
	};
	scan->ended = false;
}

static void leave(struct scan *scan)
{
	scan->depth -= scan->depth > 0;
	scan->ended = true;
	scan->name[0] = '\0';
}

/* Behind the closing quote. */
static const char *skip_string(const char *p)
{
	while (*p && *p != '"')
		p += 1 + (*p == '\\' && p[1]);
	return p + !!*p;
}

/* Whether the call whose bracket was read has a second argument. */
static bool has_second(const char *p)
{
	int depth = 0;

	while (*p && depth >= 0 && (depth || *p != ';')) {
		if (*p == '"') {
			p = skip_string(p + 1);
			continue;
		}
		depth += strchr("([{", *p) != NULL;
		depth -= strchr(")]}", *p++) != NULL;
	}
	return *p == ';' && !depth;
}

/* After a name, a call; after any other term, the body of reduce. */
static void enter_round(struct scan *scan)
{
	static const char same[] = " IN select index rindex indices contains "
		"inside has in startswith endswith test match ltrimstr "
		"rtrimstr split join first last limit isempty error ";
	bool call = scan->ended;
	bool leads = call && is_in(" any all ", scan->name);
	bool facts = here(scan)->facts;

	/* any(f) asks the elements; any(g; f) has the facts in g. */
	if (call)
		facts &= leads ? has_second(scan->at)
			       : is_in(same, scan->name);
	if (call && !*scan->name)
		here(scan)->binds = false;
	enter(scan, '(', facts);
	here(scan)->argument = leads;
}

static void next_argument(struct scan *scan)
{
	struct scope *scope = here(scan);

	scope->defs -= scope->defs > 0;
	scope->facts = scope->outside && !scope->argument && !scope->defs;
	scope->binds = false;
	scan->ended = false;
}

static void pipe_on(struct scan *scan)
{
	struct scope *scope = here(scan);

	scope->facts &= scope->binds;
	scope->binds = false;
	scan->ended = false;
}

/* -- tokens --------------------------------------------------------------- */

static void ask(struct scan *scan, const char *name, size_t len)
{
	if (!scan->ended && here(scan)->facts)
		ck_push_str(scan->asked,
			    ck_doc_format(scan->doc, "%.*s", (int)len, name));
}

/* Behind its opening quote, or behind an interpolation in it. */
static void read_string(struct scan *scan)
{
	while (*scan->at && *scan->at != '"') {
		if (*scan->at++ != '\\')
			continue;
		if (*scan->at == '(') {
			scan->at++;
			enter(scan, '"', here(scan)->facts);
			return;
		}
		scan->at += *scan->at != '\0';
	}
	scan->at += *scan->at == '"';
	scan->ended = true;
	scan->name[0] = '\0';
}

/* .name, ."name" and .["name"]; "." was read. */
static void read_member(struct scan *scan)
{
	size_t len = name_length(scan->at);
	bool index = *scan->at == '[';
	const char *quoted = scan->at + index;
	size_t text = *quoted == '"' ? strcspn(quoted + 1, "\"\\") : 0;

	if (text && quoted[text + 1] == '"' &&
	    (!index || quoted[text + 2] == ']'))
		ask(scan, quoted + 1, text);
	else if (len)
		ask(scan, scan->at, len);
	scan->at += len + (*scan->at == '.');
	scan->ended = true;
	scan->name[0] = '\0';
}

/* true: it was a word of the grammar. */
static bool read_keyword(struct scan *scan, const char *word)
{
	if (is_in(" and or reduce foreach try ", word))
		;
	else if (is_in(" as label ", word))
		here(scan)->binds = true;
	else if (is_in(" def catch ", word)) {
		here(scan)->facts = false;
		here(scan)->defs += *word == 'd';
	} else if (!strcmp(word, "if"))
		enter(scan, 'i', here(scan)->facts);
	else if (is_in(" then elif else ", word))
		next_argument(scan);
	else
		return false;
	scan->ended = false;
	return true;
}

static void read_name(struct scan *scan)
{
	size_t len = name_length(scan->at);
	size_t kept = len < sizeof(scan->name) ? len : 0;
	bool key = here(scan)->kind == '{' &&
		   scan->at[len + strspn(scan->at + len, " \t\n")] == ':';

	memcpy(scan->name, scan->at, kept);
	scan->name[kept] = '\0';
	scan->at += len;
	if (!key && read_keyword(scan, scan->name))
		return;
	if (!key && !strcmp(scan->name, "end") && here(scan)->kind == 'i')
		leave(scan);
	scan->ended = true;
}

static void read_mark(struct scan *scan)
{
	char c = *scan->at++;
	bool string = here(scan)->kind == '"';

	if (c == '"')
		read_string(scan);
	else if (c == '(')
		enter_round(scan);
	else if (c == '[' || c == '{')
		enter(scan, c, here(scan)->facts);
	else if (strchr(")]}", c))
		leave(scan);
	else if (c == ';')
		next_argument(scan);
	else if (c == '|' && *scan->at != '=')
		pipe_on(scan);
	else if (c != '?')
		scan->ended = false;
	if (string && c == ')')
		read_string(scan);
}

/* A variable ends a term and is no function: no name. */
static void read_other(struct scan *scan)
{
	size_t digits = strspn(scan->at, "0123456789");

	if (*scan->at == '$' || *scan->at == '@')
		digits = 1 + name_length(scan->at + 1);
	scan->ended = *scan->at != '@';
	scan->name[0] = '\0';
	scan->at += digits;
}

static void read_token(struct scan *scan)
{
	char c = *scan->at;

	if (isspace((unsigned char)c))
		scan->at++;
	else if (c == '#')
		scan->at += strcspn(scan->at, "\n");
	else if (is_start(c))
		read_name(scan);
	else if (isdigit((unsigned char)c) || c == '$' || c == '@')
		read_other(scan);
	else if (c == '.' && !isdigit((unsigned char)scan->at[1])) {
		scan->at++;
		read_member(scan);
	} else
		read_mark(scan);
}

const struct ck_value *ck_asked_facts(struct ck_doc *doc,
				      const char *expression)
{
	struct scan scan = {
		.doc = doc,
		.asked = ck_new_array(doc),
		.at = expression,
		.scopes = { { .outside = true, .facts = true } },
	};

	while (*scan.at)
		read_token(&scan);
	return scan.asked;
}
