#include <config.h>

#include "trade/mass.h"

#define PLACES 3

int ck_mass_parse(const char *kg, int64_t *ret_grams)
{
	return ck_decimal_parse(kg, PLACES, ret_grams);
}

void ck_mass_text(int64_t grams, char ret_kg[CK_DECIMAL_SIZE])
{
	ck_decimal_text(grams, PLACES, true, ret_kg);
}
