/* Container numbers from any bytes: what reads has its normal form, which
 * reads as itself; a wrong check digit is put right by the computed one; every
 * number that is near is right. */
#include <config.h>

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "trade/container.h"
#include "trade/fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

static int visit(const char *number, enum ck_container_slip slip, void *arg)
{
	struct ck_container near;

	demand(slip <= CK_CONTAINER_REPLACED);
	demand(strcmp(number, arg) != 0);
	demand(ck_container_parse(number, &near) == 0);
	return 0;
}

static void check(const struct ck_container *c, int known)
{
	char text[CK_CONTAINER_FORMAT_SIZE];
	struct ck_container again;

	demand(strlen(c->number) == CK_CONTAINER_SIZE - 1);
	demand(ck_container_parse(c->number, &again) == known);
	demand(!strcmp(again.number, c->number));
	demand((known == 0) == (c->check == c->expected));
	ck_container_format(c, text);
	demand(ck_container_parse(text, &again) == known);
	demand(ck_container_near(c->number, visit, (void *)c->number) == 0);
	again.number[CK_CONTAINER_SIZE - 2] = c->expected;
	demand(ck_container_parse(again.number, &again) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ck_container container;
	char *text = malloc(size + 1);
	int known;

	demand(text != NULL);
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	known = ck_container_parse(text, &container);
	demand(known == 0 || known == CK_WRONG_CHECK || known == -EBADMSG);
	if (known >= 0)
		check(&container, known);
	free(text);
	return 0;
}
