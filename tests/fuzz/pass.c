/* The token of a pass from any bytes: what is read is written back as it was
 * but for the case of letters, and every text in it is bounded and clean. */
#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "pass/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

static void check_pass(const struct ck_pass *pass, const char *text)
{
	char again[CK_PASS_TEXT_MOST];

	demand(pass->len <= CK_PASS_MOST && pass->count <= CK_PASS_NAMES);
	demand(strlen(pass->site) >= 2 && strlen(pass->digest) == 64);
	demand(!strncmp(pass->trip, pass->site, strlen(pass->site)));
	for (int i = 0; i < pass->count; i++) {
		const char *normal = pass->names[i].normal;

		demand(pass->names[i].kind && *normal);
		demand(ck_utf8_valid(normal, strlen(normal)));
	}
	ck_pass_write(pass, again);
	demand(!strcasecmp(again, text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	char *text = malloc(size + 1);
	struct ck_pass pass;

	demand(text != NULL);
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	if (ck_pass_read(doc, text, &pass) == 0)
		check_pass(&pass, text);
	(void)ck_pass_is(text);
	free(text);
	return 0;
}
