/* Vietnamese tax codes and Chinese unified social credit codes. */
#include <config.h>

#include <errno.h>

#include "tap.h"
#include "trade/fold.h"
#include "trade/taxcode.h"
#include "trade/uscc.h"
#include "trade-tsv.h"

static void known_taxcode(char **row)
{
	struct ck_taxcode code = { .kind = CK_TAXCODE_PERSON };
	int err = ck_taxcode_parse(row[0], &code);

	if (!strcmp(row[1], "yes"))
		ok(err == 0 && code.kind != CK_TAXCODE_PERSON,
		   "%s is right", row[0]);
	else if (!strcmp(row[2], "checksum"))
		ok(err == CK_WRONG_CHECK, "%s: check digit", row[0]);
	else
		ok(err == -EBADMSG ||
		   (err == 0 && code.kind == CK_TAXCODE_PERSON),
		   "%s is no code of an enterprise or branch", row[0]);
}

static void known_uscc(char **row)
{
	char code[CK_USCC_SIZE] = "refused";
	int err = ck_uscc_parse(row[0], code);

	ok((err == 0) == !strcmp(row[1], "yes"), "%s: %s", row[0], row[1]);
	if (*row[2])
		is(code, row[2], "its normal form");
}

static void check_form(const char *text, enum ck_taxcode_kind kind,
		       const char *digits, const char *form)
{
	struct ck_taxcode code = { .digits = "refused" };
	char written[CK_TAXCODE_FORMAT_SIZE] = "";

	ok(!ck_taxcode_parse(text, &code) && code.kind == kind, "%s", text);
	is(code.digits, digits, "its digits");
	ck_taxcode_format(&code, written);
	is(written, form, "as it is written");
}

static void check_taxcode(const char *text, int expected, const char *what)
{
	struct ck_taxcode code = { .digits = "kept" };

	ok(ck_taxcode_parse(text, &code) == expected, "%s", what);
	if (expected < 0)
		is(code.digits, "kept", "and the result is left alone");
}

static void test_taxcodes(void)
{
	check_form("0100112437", CK_TAXCODE_ENTERPRISE, "0100112437",
		   "0100112437");
	check_form("0312 68 78 78 - 001", CK_TAXCODE_BRANCH, "0312687878001",
		   "0312687878-001");
	check_form("００１０８５００６７８９", CK_TAXCODE_PERSON, "001085006789",
		   "001085006789");
	check_taxcode("079302123456", 0, "a person of another province");
	check_taxcode("096085006789", 0, "the last province");
	check_taxcode("097085006789", -EBADMSG, "one after it");
	check_taxcode("000085006789", -EBADMSG, "province 000");
	check_taxcode("099085006789", -EBADMSG, "province 099");
	check_taxcode("0100112437000", -EBADMSG, "branch 000");
	check_taxcode("0100000000", -EBADMSG, "serial 0000000");
	check_taxcode("0100112438-011", CK_WRONG_CHECK, "digit of a branch");
	check_taxcode("0100112437\t", -EBADMSG, "a trailing tab");
	check_taxcode("0100112437\a", -EBADMSG, "a BEL");
	check_taxcode("010011243X", -EBADMSG, "a letter");
	check_taxcode("01001124370111", -EBADMSG, "fourteen digits");
	check_taxcode("", -EBADMSG, "nothing");
}

/* A serial whose check digit would be 10 has no right code. */
static void test_unused_serial(void)
{
	struct ck_taxcode code;
	char text[32];
	int none = 0;

	for (int serial = 1; serial <= 200; serial++) {
		int right = 0;

		for (int digit = 0; digit < 10; digit++) {
			snprintf(text, sizeof(text), "01%07d%d", serial, digit);
			right += ck_taxcode_parse(text, &code) == 0;
		}
		none += right == 0;
		if (right > 1)
			none = -1000;
	}
	ok(none > 10 && none < 30, "one serial in eleven is unused (%d)", none);
}

static void test_usccs(void)
{
	char code[CK_USCC_SIZE] = "kept";

	ok(ck_uscc_parse("91350211M000100Y43", code) == CK_WRONG_CHECK,
	   "the printed sample has a wrong check character");
	is(code, "91350211M000100Y43", "and is given back");
	strcpy(code, "kept");
	ok(ck_uscc_parse("S1350211M000100Y46", code) == -EBADMSG,
	   "S is no character of it");
	ok(ck_uscc_parse("91350211M000100Y4", code) == -EBADMSG, "too short");
	ok(ck_uscc_parse("91350211M000100Y466", code) == -EBADMSG, "too long");
	ok(ck_uscc_parse("9135021XM000100Y46", code) == -EBADMSG,
	   "a letter in the area");
	ok(ck_uscc_parse("91350211M000100Y46\t", code) == -EBADMSG, "a tab");
	ok(ck_uscc_parse("", code) == -EBADMSG, "nothing");
	is(code, "kept", "the result is left alone");
	ok(!ck_uscc_parse("９１３５０２１１ m000100-y46", code), "folded");
	is(code, "91350211M000100Y46", "to its normal form");
}

int main(void)
{
	ok(tsv_each("taxcodes", known_taxcode) == 100, "all known tax codes");
	ok(tsv_each("usccs", known_uscc) == 110, "all known credit codes");
	test_taxcodes();
	test_unused_serial();
	test_usccs();
	return tap_done();
}
