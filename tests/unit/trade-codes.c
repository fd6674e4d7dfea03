/* Customs declaration numbers and goods codes. */
#include <config.h>

#include <errno.h>

#include "tap.h"
#include "trade-tsv.h"
#include "trade/customs_number.h"
#include "trade/farm_code.h"
#include "trade/fold.h"
#include "trade/hs.h"

static void check_number(const char *text, const char *identity, int amendment,
			 const char *direction)
{
	struct ck_customs_number n = { .direction = NULL };

	ok(!ck_customs_number_parse(text, &n), "%s", text);
	is(n.identity, identity, "its identity");
	ok(n.amendment == amendment, "its amendment");
	is(n.direction, direction, "its direction");
}

static void refuse_number(const char *text, const char *what)
{
	struct ck_customs_number n = { .amendment = 99 };

	ok(ck_customs_number_parse(text, &n) == -EBADMSG && n.amendment == 99,
	   "refused: %s", what);
}

static void test_numbers(void)
{
	check_number("305123456780", "30512345678", 0, "export");
	check_number("105987654321", "10598765432", 1, "import");
	check_number("500000000012", "50000000001", 2, "");
	check_number(" 3051 2345 6780 ", "30512345678", 0, "export");
	check_number("３０５１２３４５６７８０", "30512345678", 0, "export");
	check_number("30512345678", "30512345678", -1, "export");
	refuse_number("3051234567", "ten digits");
	refuse_number("3051234567801", "thirteen digits");
	refuse_number("30512345678X", "a letter");
	refuse_number("305-123456780", "a hyphen");
	refuse_number("305123456780\t", "a tab");
	refuse_number("000000000000", "nothing but zeros");
	refuse_number("", "nothing");
}

static void check_hs(const char *text, const char *digits, int chapter,
		     const char *form)
{
	struct ck_hs hs = { .chapter = -1 };
	char written[CK_HS_FORMAT_SIZE] = "";

	ok(!ck_hs_parse(text, &hs) && hs.chapter == chapter, "%s", text);
	is(hs.digits, digits, "its digits");
	ck_hs_format(&hs, written);
	is(written, form, "as it is shown");
}

static void refuse_hs(const char *text, const char *what)
{
	struct ck_hs hs = { .chapter = 99 };

	ok(ck_hs_parse(text, &hs) == -EBADMSG && hs.chapter == 99,
	   "refused: %s", what);
}

static void test_hs(void)
{
	check_hs("0810.60.00", "08106000", 8, "0810.60.00");
	check_hs("081060", "081060", 8, "0810.60");
	check_hs("0703 2090", "07032090", 7, "0703.20.90");
	check_hs("０８１０６０００９０", "0810600090", 8, "0810.60.00.90");
	check_hs("98490000", "98490000", 98, "9849.00.00");
	refuse_hs("0810", "a heading");
	refuse_hs("0810600", "seven digits");
	refuse_hs("081060009", "nine digits");
	refuse_hs("08106000901", "eleven digits");
	refuse_hs("0810-60-00", "hyphens");
	refuse_hs("0810600O", "a letter");
	refuse_hs("00106000", "chapter 00");
	refuse_hs("", "nothing");
}

static int offices, farms;

static void check_row(char **columns)
{
	enum ck_farm_code kind = ck_farm_code_kind(columns[1]);

	if (!strcmp(columns[0], "office")) {
		offices += strlen(columns[1]) == 4 &&
			   ck_fold_digits(columns[1], 2);
		return;
	}
	farms++;
	ok(!strcmp(columns[0], "growing_area") ? kind == CK_FARM_ORCHARD
	   : !strcmp(columns[0], "packing_house") ? kind == CK_FARM_HOUSE
						  : kind == CK_FARM_ANY,
	   "%s %s", columns[0], columns[1]);
}

static void test_rows(void)
{
	int rows = tsv_each("codes", check_row);

	ok(offices > 10 && offices + farms == rows,
	   "%d offices have two digits and two characters", offices);
	ok(ck_farm_code_kind("Tiền Giang") == CK_FARM_NONE, "a place");
	ok(ck_farm_code_kind("VN-TGOR-12") == CK_FARM_ANY, "two digits");
	ok(ck_farm_code_kind("") == CK_FARM_NONE, "nothing");
}

int main(void)
{
	test_numbers();
	test_hs();
	test_rows();
	return tap_done();
}
