/* Known answers. Vietnam: a public test suite of citizen's card numbers
 * (public code index, file id 71631998339). China: the number printed in a
 * public list of patterns (any86/any-rule), check by ISO 7064 MOD 11-2. */
#include <config.h>

#include "tap.h"
#include "trade/person_id.h"

static const struct {
	const char *text;
	bool fits;
	const char *about;
} ids[] = {
	{ "001085006789", true, "Hà Nội, male, 1985" },
	{ "079302123456", true, "Hồ Chí Minh, female, 2002" },
	{ "001 085 006 789", true, "written apart" },
	{ "000085006789", false, "no province 000" },
	{ "099085006789", false, "nor 099" },
	{ "44011320141005001X", true, "a resident of China" },
	{ "440113201410050011", false, "with another check" },
	{ "44011320141005001", false, "cut off" },
	{ "012345678", true, "the older card" },
	{ "C1234567", true, "a passport" },
	{ "E12345678", true, "of China" },
	{ "EA1234567", true, "of the later series" },
	{ "ABCDEFGH", false, "no digit" },
	{ "A1", false, "too short" },
	{ "1234567", false, "too few digits" },
	{ "C1234567#", false, "a strange character" },
	{ "", false, "nothing" },
};

static const struct {
	const char *text;
	bool fits;
} phones[] = {
	{ "0912345678", true },	       { "+84 91 234 56 78", true },
	{ "(024) 3123-4567", true },   { "+86 138 0013 8000", true },
	{ "113", false },	       { "1234567890123456", false },
	{ "0912345678 (Lan)", false }, { "", false },
};

int main(void)
{
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		ok(ck_person_id_fits(ids[i].text) == ids[i].fits, "%s: %s",
		   ids[i].text, ids[i].about);
	for (size_t i = 0; i < sizeof(phones) / sizeof(*phones); i++)
		ok(ck_phone_fits(phones[i].text) == phones[i].fits, "%s",
		   phones[i].text);
	return tap_done();
}
