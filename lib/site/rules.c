#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "record/jq.h"
#include "record/reader.h"
#include "site/plain.h"
#include "site/rules-of.h"
#include "site/rules.h"

enum { BUCKETS = 1024, KEPT_MOST = 4096 };

/* The answers to one text of facts. */
struct kept {
	struct kept *next;
	uint64_t hash;
	size_t len;
	char *answers;		/* behind the text */
	char text[];
};

/* A rule, and the member it belongs to: "fruit" in the section "/kinds". */
struct entry {
	struct ck_rule rule;
	const struct ck_plain *plain;	/* NULL: only jq can answer it */
	const char *name;
	size_t section_len;
};

/* A fact, and whether any rule can see it. */
struct fact {
	const char *name;
	bool seen;
};

struct ck_rules {
	const struct ck_value *document;
	struct ck_doc *doc;
	struct entry *rules;		/* in byte order of their pointers */
	size_t count;
	size_t room;
	char *program;
	bool plain;			/* all of them are */
	struct ck_jq *jq;
	char *error;			/* why there is no jq */
	struct fact *facts;
	size_t fact_count;
	struct kept *buckets[BUCKETS];
	size_t kept_count;
	struct ck_buf text;
	size_t runs;
};

struct ck_ruling {
	const struct ck_rules *rules;
	const char *answers;		/* enum ck_ruled, one a rule */
};

/* -- making --------------------------------------------------------------- */

struct ck_rules *ck_rules_new(const struct ck_value *document)
{
	struct ck_rules *rules = ck_new(struct ck_rules);

	rules->document = document;
	return rules;
}

static void forget(struct ck_rules *rules)
{
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct kept *k = rules->buckets[i], *next; k; k = next) {
			next = k->next;
			free(k);
		}
	memset(rules->buckets, 0, sizeof(rules->buckets));
	rules->kept_count = 0;
}

void ck_rules_free(struct ck_rules *rules)
{
	if (!rules)
		return;
	forget(rules);
	ck_jq_free(rules->jq);
	ck_buf_free(&rules->text);
	ck_doc_free(rules->doc);
	free(rules->rules);
	free(rules->facts);
	free(rules->program);
	free(rules->error);
	free(rules);
}

static struct entry entry_of(struct ck_doc *doc, const struct ck_rule *rule)
{
	struct entry entry = {
		.rule.expression = rule->expression,
		.plain = ck_plain_read(doc, rule->expression),
	};
	char *pointer = ck_doc_strdup(doc, rule->pointer);
	size_t end = strlen(pointer);
	const char *slash;

	entry.rule.pointer = pointer;
	if (end > 5 && !strcmp(pointer + end - 5, "/when"))
		end -= 5;
	slash = memrchr(pointer, '/', end);
	entry.section_len = (size_t)(slash - pointer);
	entry.name = ck_doc_format(doc, "%.*s", (int)(pointer + end - slash - 1),
				   slash + 1);
	return entry;
}

static int add_rule(void *ctx, const struct ck_rule *rule)
{
	struct ck_rules *rules = ctx;

	if (rules->count == rules->room) {
		rules->room = rules->room ? 2 * rules->room : 64;
		rules->rules = ck_realloc(rules->rules,
					  rules->room * sizeof(*rules->rules));
	}
	rules->rules[rules->count] = entry_of(rules->doc, rule);
	rules->plain &= rules->rules[rules->count++].plain != NULL;
	return 0;
}

static int by_pointer(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->rule.pointer,
		      ((const struct entry *)b)->rule.pointer);
}

/* Every rule answers alone: 1, 0, or what was wrong with it. */
static char *program_of(const struct ck_rules *rules)
{
	CK_BUF text = { 0 };

	ck_buf_puts(&text,
		    "def ask(f): try ([limit(2; f)] | if . == [true] then 1 "
		    "elif . == [false] then 0 else tojson end) "
		    "catch (if type == \"string\" then . else tojson end); [");
	for (size_t i = 0; i < rules->count; i++)
		ck_buf_printf(&text, "%s\nask((%s\n))", i ? "," : "",
			      rules->rules[i].rule.expression);
	ck_buf_puts(&text, "]");
	return ck_buf_take(&text);
}

static int compile(struct ck_rules *rules)
{
	if (rules->jq)
		return 0;
	return rules->error ? -EINVAL
			    : ck_jq_compile(rules->program, &rules->jq,
					    &rules->error);
}

/* Without jq where all rules are plain. */
static int prepare(struct ck_rules *rules)
{
	if (rules->program)
		return rules->plain ? 0 : compile(rules);
	rules->doc = ck_doc_new();
	rules->plain = true;
	ck_rules_each(rules->document, add_rule, rules);
	if (rules->count)
		qsort(rules->rules, rules->count, sizeof(*rules->rules),
		      by_pointer);
	rules->program = program_of(rules);
	return rules->plain ? 0 : compile(rules);
}

/* -- what the rules can see ----------------------------------------------- */

static bool is_seen(struct ck_rules *rules, size_t i, const char *name)
{
	struct fact *fact;

	if (i < rules->fact_count && !strcmp(rules->facts[i].name, name))
		return rules->facts[i].seen;
	for (size_t k = 0; k < rules->fact_count; k++)
		if (!strcmp(rules->facts[k].name, name))
			return rules->facts[k].seen;
	rules->facts = ck_realloc(rules->facts, (rules->fact_count + 1) *
							sizeof(*fact));
	fact = &rules->facts[rules->fact_count++];
	fact->name = ck_doc_strdup(rules->doc, name);
	fact->seen = strstr(rules->program, name) != NULL;
	return fact->seen;
}

static void write_seen(struct ck_rules *rules, const struct ck_value *facts)
{
	struct ck_buf *text = &rules->text;

	ck_buf_clear(text);
	ck_buf_putc(text, '{');
	for (size_t i = 0; i < ck_count(facts); i++) {
		const char *name = ck_key_at(facts, i);

		if (!is_seen(rules, i, name))
			continue;
		if (text->len > 1)
			ck_buf_putc(text, ',');
		ck_write_str(text, name);
		ck_buf_putc(text, ':');
		ck_write(text, ck_at(facts, i));
	}
	ck_buf_putc(text, '}');
}

/* -- answers that are kept ------------------------------------------------ */

/* FNV-1a. */
static uint64_t hash_of(const struct ck_buf *text)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < text->len; i++)
		hash = (hash ^ (unsigned char)text->data[i]) *
		       UINT64_C(1099511628211);
	return hash;
}

static const struct kept *recall(const struct ck_rules *rules, uint64_t hash)
{
	const struct ck_buf *text = &rules->text;

	for (const struct kept *k = rules->buckets[hash % BUCKETS]; k;
	     k = k->next)
		if (k->hash == hash && k->len == text->len &&
		    !memcmp(k->text, text->data, k->len))
			return k;
	return NULL;
}

static struct kept *keep(struct ck_rules *rules, uint64_t hash)
{
	const struct ck_buf *text = &rules->text;
	struct kept *k;

	if (rules->kept_count == KEPT_MOST)
		forget(rules);
	k = ck_alloc(sizeof(*k) + text->len + rules->count);
	k->hash = hash;
	k->len = text->len;
	k->answers = k->text + text->len;
	memcpy(k->text, text->data, text->len);
	k->next = rules->buckets[hash % BUCKETS];
	rules->buckets[hash % BUCKETS] = k;
	rules->kept_count++;
	return k;
}

/* -- asking --------------------------------------------------------------- */

struct answer {
	struct ck_rules *rules;
	char *answers;
};

static char ruled(const struct ck_value *v)
{
	int64_t n;

	if (!ck_int(v, &n))
		return CK_RULED_WRONG;
	return n == 1 ? CK_RULED_YES : CK_RULED_NO;
}

static int take_answers(void *ctx, const char *json, size_t len)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct answer *answer = ctx;
	const struct ck_value *list = NULL;
	struct ck_fault fault;

	if (ck_read(doc, json, len, &list, &fault) < 0 ||
	    ck_count(list) != answer->rules->count)
		return -EBADMSG;
	for (size_t i = 0; i < answer->rules->count; i++)
		answer->answers[i] = ruled(ck_at(list, i));
	return 0;
}

static bool run_plain(const struct ck_rules *rules,
		      const struct ck_value *facts, char *answers)
{
	for (size_t i = 0; rules->plain && i < rules->count; i++) {
		int r = ck_plain_ask(rules->rules[i].plain, facts);

		if (r < 0)
			return false;
		answers[i] = r ? CK_RULED_YES : CK_RULED_NO;
	}
	return rules->plain;
}

/* What ends the whole program cannot be laid to one rule's charge: all of
 * them count as failed. */
static void run(struct ck_rules *rules, const struct ck_value *facts,
		char *answers)
{
	struct answer answer = { rules, answers };

	rules->runs++;
	if (run_plain(rules, facts, answers))
		return;
	memset(answers, CK_RULED_WRONG, rules->count);
	if (compile(rules) < 0 ||
	    ck_jq_run(rules->jq, rules->text.data, rules->text.len,
		      take_answers, &answer, NULL) < 0)
		memset(answers, CK_RULED_WRONG, rules->count);
}

int ck_rules_ask(const struct ck_site *site, struct ck_doc *doc,
		 const struct ck_value *facts,
		 const struct ck_ruling **ret_ruling, const char **ret_error)
{
	struct ck_rules *rules = site->rules;
	struct ck_ruling *ruling = ck_doc_alloc(doc, sizeof(*ruling));
	const struct kept *kept;
	uint64_t hash;

	if (prepare(rules) < 0) {
		if (ret_error)
			*ret_error = ck_doc_strdup(doc, rules->error);
		return -EINVAL;
	}
	write_seen(rules, facts);
	hash = hash_of(&rules->text);
	kept = recall(rules, hash);
	if (!kept) {
		struct kept *k = keep(rules, hash);

		run(rules, facts, k->answers);
		kept = k;
	}
	ruling->rules = rules;
	ruling->answers = memcpy(ck_doc_alloc(doc, rules->count + 1),
				 kept->answers, rules->count);
	*ret_ruling = ruling;
	return 0;
}

size_t ck_rules_runs(const struct ck_site *site)
{
	return site->rules->runs;
}

/* -- reading a ruling ----------------------------------------------------- */

enum ck_ruled ck_ruled(const struct ck_ruling *ruling, const char *pointer)
{
	const struct entry wanted = { .rule.pointer = pointer };
	const struct ck_rules *rules = ruling->rules;
	const struct entry *entry = NULL;

	if (rules->count)
		entry = bsearch(&wanted, rules->rules, rules->count,
				sizeof(wanted), by_pointer);
	return entry ? (enum ck_ruled)ruling->answers[entry - rules->rules]
		     : CK_RULED_NO;
}

const struct ck_rule *ck_ruled_wrong(const struct ck_ruling *ruling, size_t i)
{
	for (size_t k = 0; k < ruling->rules->count; k++)
		if (ruling->answers[k] == CK_RULED_WRONG && i-- == 0)
			return &ruling->rules->rules[k].rule;
	return NULL;
}

const char *ck_ruled_first(const struct ck_ruling *ruling, const char *section)
{
	const struct ck_rules *rules = ruling->rules;
	size_t len = strlen(section);
	const char *first = NULL;

	for (size_t i = 0; i < rules->count; i++) {
		const struct entry *entry = &rules->rules[i];

		if (ruling->answers[i] == CK_RULED_YES &&
		    entry->section_len == len &&
		    !strncmp(entry->rule.pointer, section, len) &&
		    (!first || strcmp(entry->name, first) < 0))
			first = entry->name;
	}
	return first;
}
