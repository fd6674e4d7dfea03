/* The manual lists every rule of validation, as the table has it. */
#include <config.h>

#include "base/memory.h"
#include "declare.h"
#include "trade/finding.h"

static char *read_manual(void)
{
	const char *top = getenv("top_srcdir");
	ck_autofree char *path = ck_format("%s/man/ck-findings.5",
					   top ? top : ".");
	static char text[1 << 16];
	FILE *f = fopen(path, "re");
	size_t len = f ? fread(text, 1, sizeof(text) - 1, f) : 0;

	text[len] = '\0';
	if (f)
		fclose(f);
	return text;
}

static int count_items(const char *manual)
{
	int count = 0;

	for (; (manual = strstr(manual, "\n.It Cm ")); manual++)
		count++;
	return count;
}

/* "ck-site(5)" is a reference in the manual: ".Xr ck-site 5 ." */
static char *source_line(const char *source)
{
	int name = (int)strcspn(source, "(");

	return source[name] && !strncmp(source, "ck-", 3)
		       ? ck_format(".Xr %.*s %c .\n", name, source,
				   source[name + 1])
		       : ck_format("%s.\n", source);
}

/* It stands below the rule. */
static int has_source(const char *manual, const char *item, const char *source)
{
	ck_autofree char *line = source ? source_line(source) : NULL;
	ck_autofree char *rule =
		line ? ck_format("%s.Em Source :\n%s", item, line) : NULL;

	return rule && strstr(manual, rule);
}

int main(void)
{
	const char *manual = read_manual();

	for (int i = 0; i < CK_F_COUNT; i++) {
		const struct ck_finding_rule *rule = ck_finding_rule(i);
		ck_autofree char *item =
			ck_format("\n.It Cm %s Pq %s\n%s\n", rule->code,
				  rule->error ? "error" : "warning",
				  rule->sentence);

		ok(strstr(manual, item) != NULL, "%s is in the manual",
		   rule->code);
		ok(has_source(manual, item, rule->source),
		   "%s with its source", rule->code);
		for (int k = 0; k < i; k++)
			if (!strcmp(ck_finding_rule(k)->code, rule->code))
				ok(false, "%s stands twice", rule->code);
	}
	ok(count_items(manual) == CK_F_COUNT, "and nothing else is");
	return tap_done();
}
