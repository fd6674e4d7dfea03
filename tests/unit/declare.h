/* Declarations of tests/data/trade, changed in one place, and the site. */
#ifndef CK_TESTS_DECLARE_H
#define CK_TESTS_DECLARE_H

#include <stdio.h>
#include <stdlib.h>

#include "record/reader.h"
#include "site/site.h"
#include "tap.h"

/* A file of the tree; NULL and a note when it does not read. */
__attribute__((unused)) static const struct ck_value *
read_tree(struct ck_doc *doc, const char *name)
{
	const char *top = getenv("top_srcdir");
	const char *path = ck_doc_format(doc, "%s/%s", top ? top : ".", name);
	const struct ck_value *v = NULL;
	struct ck_fault fault = { .message = "" };

	if (ck_read_file(doc, path, CK_FILE_MAX, &v, &fault) < 0)
		printf("# cannot read %s: %s\n", path, fault.message);
	return v;
}

__attribute__((unused)) static const struct ck_value *
read_text(struct ck_doc *doc, const char *json)
{
	const struct ck_value *v = NULL;
	struct ck_fault fault = { .message = "" };

	if (ck_read(doc, json, strlen(json), &v, &fault) < 0)
		printf("# cannot read %s: %s\n", json, fault.message);
	return v;
}

/* Puts a member, or an element after the last; json NULL takes it away. The
 * value was read here and is ours to change. */
__attribute__((unused)) static void put(struct ck_doc *doc,
					const struct ck_value *document,
					const char *parent, const char *key,
					const char *json)
{
	struct ck_value *at =
		(struct ck_value *)ck_pointer(document, parent);

	if (!at)
		printf("# nothing at %s\n", parent);
	else if (!json)
		ck_unset(at, key);
	else if (ck_is_array(at))
		ck_push(at, read_text(doc, json));
	else
		ck_set(at, key, read_text(doc, json));
}

__attribute__((unused)) static struct ck_site *
read_site(struct ck_doc *doc, const char *name)
{
	return ck_site_new(read_tree(
		doc, ck_doc_format(doc, "share/sites/%s.json", name)));
}

#endif
