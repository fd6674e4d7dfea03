/* Plates from any bytes: the normal form is its own normal form, a plate is
 * itself, its keys exist and find it. */
#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "trade/plate.h"
#include "trade/plate_key.h"
#include "trade/plate_near.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

static int visit(const char *variant, void *arg)
{
	int *count = arg;

	demand(*variant != '\0');
	++*count;
	return 0;
}

static void check_normal(const char *normal)
{
	struct ck_plate again;
	char key[CK_PLATE_SIZE];
	int count = 0;

	demand(ck_plate_parse(normal, &again) == 0);
	demand(!strcmp(again.normal, normal));
	demand(ck_plate_same(normal, normal));
	demand(ck_plate_tail_matches(normal, normal));
	demand(ck_plate_bare_key(normal, key) == 0);
	demand(ck_plate_tail_key(normal, key) == 0);
	demand(ck_plate_near(normal, visit, &count) == 0 && count > 0);
	demand(ck_plate_correct(normal, key) >= 0);
	demand(ck_plate_parse(key, &again) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ck_plate plate;
	char *text = malloc(size + 1);

	demand(text != NULL);
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	if (ck_plate_parse(text, &plate) == 0)
		check_normal(plate.normal);
	free(text);
	return 0;
}
