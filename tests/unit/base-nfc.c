/* Known answers: Unicode Standard Annex #15, figures 3 to 5; the Vietnamese
 * letters by Python's unicodedata, another implementation. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/nfc.h"
#include "base/utf8.h"
#include "tap.h"

static const struct {
	const char *text;
	const char *composed;
	const char *about;
} known[] = {
	{ "\u212b", "\u00c5", "Angstrom sign" },
	{ "\u2126", "\u03a9", "Ohm sign" },
	{ "A\u030a", "\u00c5", "A with a ring" },
	{ "\u1e9b\u0323", "\u1e9b\u0323", "long s with two dots: no letter" },
	{ "\u1e0b\u0323", "\u1e0d\u0307", "marks in their order" },
	{ "q\u0307\u0323", "q\u0323\u0307", "marks of no letter" },
	{ "\ufb01", "\ufb01", "a ligature stays" },
	{ "2\u2075", "2\u2075", "so does a raised digit" },
	{ "Sa\u0300u rie\u0302ng", "Sàu riêng", "Vietnamese, two marks" },
	{ "tie\u0302\u0323m", "tiệm", "one letter of three" },
	{ "ti\u00ea\u0323m", "tiệm", "one of two" },
	{ "D\u0335", "D\u0335", "Đ is no D with a stroke" },
	{ "桂F·12345", "桂F·12345", "a plate" },
	{ "\uf900", "\u8c48", "a compatibility ideograph" },
	{ "", "", "nothing" },
};

static void test_plain(void)
{
	char bytes[5] = "";
	int wrong = 0, plain = 0;

	for (uint32_t c = 1; c <= 0x10ffff; c++) {
		ck_autofree char *composed = NULL;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		bytes[ck_utf8_encode(c, bytes)] = '\0';
		if (!ck_nfc_plain(bytes))
			continue;
		plain++;
		composed = ck_nfc(bytes);
		wrong += !composed || strcmp(composed, bytes) != 0;
	}
	ok(plain > 20000 && !wrong, "%d plain characters are their own form",
	   plain);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		ck_autofree char *composed = ck_nfc(known[i].text);
		ck_autofree char *again = ck_nfc(known[i].composed);

		is(composed, known[i].composed, "%s", known[i].about);
		is(again, known[i].composed, "… and again");
	}
	ok(ck_nfc("\xff") == NULL, "no UTF-8 is no text");
	ok(!ck_nfc_plain("\xff"), "nor plain");
	ok(!ck_nfc_plain("a\u0301"), "what combines is not plain");
	test_plain();
	return tap_done();
}
