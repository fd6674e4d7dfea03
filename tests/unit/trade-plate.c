/* Licence plates: known answers, the normal form, and every kind. */
#include <config.h>

#include <errno.h>

#include "tap.h"
#include "trade/plate.h"
#include "trade/plate_near.h"
#include "trade-tsv.h"

static bool is_whole(const char *text, const char *country)
{
	struct ck_plate plate;

	return ck_plate_parse(text, &plate) == 0 && ck_plate_whole(&plate) &&
	       !strcmp(plate.country, country);
}

static void check_kind(const char *text, const char *kind)
{
	struct ck_plate plate = { .kind = CK_PLATE_UNKNOWN };
	int err = ck_plate_parse(text, &plate);

	is(err < 0 ? "refused" : ck_plate_kind_name(plate.kind), kind,
	   "the kind of %s", text);
}

static void check_normal(const char *text, const char *expected)
{
	char normal[CK_PLATE_SIZE] = "refused";

	if (ck_plate_normalise(text, normal, sizeof(normal)) < 0)
		strcpy(normal, "refused");
	is(normal, expected, "normal form of %s", text);
}

static void check_corrected(const char *text, const char *expected)
{
	char corrected[CK_PLATE_SIZE] = "refused";
	int changed = ck_plate_correct(text, corrected);

	is(corrected, expected, "%s, corrected", text);
	ok(changed == !!strcmp(text, expected), "and says so");
}

static void known_answer(char **row)
{
	const char *text = row[0];
	const char *check = row[1];
	const char *expected = row[2];

	if (!strcmp(check, "normal"))
		check_normal(text, expected);
	else if (!strcmp(check, "kind"))
		check_kind(text, expected);
	else if (!strcmp(check, "corrected"))
		check_corrected(text, expected);
	else if (!strcmp(check, "country"))
		ok(is_whole(text, expected), "%s is a plate of %s", text,
		   expected);
	else
		ok(!strcmp(check, "not") && !is_whole(text, expected),
		   "'%s' is no plate of %s", text, expected);
}

/* Rules of the house; no outside source is claimed for these texts. */
static void test_normal_form(void)
{
	check_normal("12C-123.45", "12C12345");
	check_normal(" 12c 123 45 ", "12C12345");
	check_normal("桂F·A2345", "桂FA2345");
	check_normal("桂F•A2345", "桂FA2345");
	check_normal("桂F・A2345", "桂FA2345");
	check_normal("桂F．A2345", "桂FA2345");
	check_normal("桂F\xce\x87" "A2345", "桂FA2345");
	check_normal("粵Z·1234港", "粤Z1234港");
	check_normal("桂F1234學", "桂F1234学");
	check_normal("雲A1234掛", "云A1234挂");
	check_normal("桂Ｆ１２３４５", "桂F12345");
	check_normal("ｗｊ粤１２３４５", "WJ粤12345");
	check_normal("桂F1234挂", "桂F1234挂");
	check_normal("29-mđ1 123.45", "29MĐ112345");
	check_normal("\xe2\x84\xaa" "A1234", "KA1234");
	check_normal("\xef\xa9\xb5" "A12345", "冀A12345");
	check_normal("粤Z1234\xf0\xaf\xa4\x88", "粤Z1234港");
	check_normal("12C＿12345", "12C12345");
}

static void test_refused(void)
{
	check_normal("", "refused");
	check_normal(" -.", "refused");
	check_normal("12C\t12345", "refused");
	check_normal("12C12345\a", "refused");
	check_normal("12C12345\n", "refused");
	check_normal("(12C)12345", "refused");
	check_normal("12C/12345", "refused");
	check_normal("12C–12345", "refused");		/* U+2013 */
	check_normal("12C\xc2\xa0" "12345", "refused");	/* U+00A0 */
	check_normal("29M\xc3\x90" "1", "refused");	/* U+00D0, not Đ */
	check_normal("29C\xcc\xa7" "12345", "refused");	/* combining */
	check_normal("กข1234", "refused");
	check_normal("猫A12345", "refused");
	check_normal("12C\xff", "refused");
	check_normal("12C\xe6\xa1", "refused");
	check_normal("１：２", "refused");
}

static void test_sizes(void)
{
	static const char longest[] =
		"01234567890123456789012345678901234567890123456";
	char normal[2 * CK_PLATE_SIZE] = "kept";
	struct ck_plate plate = { .country = "XX" };

	ok(!ck_plate_normalise(longest, normal, sizeof(normal)),
	   "the longest normal form");
	is(normal, longest, "is whole");
	ok(ck_plate_normalise("桂A01234567890123456789012345678901234567890123",
			      normal, sizeof(normal)) == -EBADMSG,
	   "a longer one is refused, though it would fit");
	is(normal, longest, "and the result is left alone");
	ok(ck_plate_normalise("12C12345", normal, 8) == -EBADMSG,
	   "a small buffer is respected");
	ok(!ck_plate_normalise("12C12345", normal, 9), "to the byte");
	ok(ck_plate_parse("?", &plate) == -EBADMSG &&
	   !strcmp(plate.country, "XX"), "parse refuses the same way");
}

/* Shapes of FORMATS; the digits are made up. */
static void test_kinds(void)
{
	check_kind("12C-123.45", "vn_ordinary");
	check_kind("12C-1234", "vn_ordinary");
	check_kind("12R-001.23", "vn_trailer");
	check_kind("51R-1413", "vn_trailer");
	check_kind("50RM-012.34", "vn_trailer");
	check_kind("50RM-1234", "vn_trailer");
	check_kind("50TĐ-821.08", "vn_two_letter");
	check_kind("29-AA 123.45", "vn_two_letter");
	check_kind("29-MĐ1 013.53", "vn_motorcycle");
	check_kind("T12-345.67", "vn_temporary");
	check_kind("80-011-NG-01", "vn_diplomatic");
	check_kind("80-631-CV-01", "vn_diplomatic");
	check_kind("80NG-636-70", "vn_diplomatic");
	check_kind("80NN-381-35", "vn_diplomatic");
	check_kind("80QT-546-42", "vn_diplomatic");
	check_kind("TM-12-34", "vn_military");
	check_kind("29J-12345", "unknown");
	check_kind("29W-12345", "unknown");
	check_kind("09C-12345", "unknown");
	check_kind("29C-123", "unknown");
	check_kind("桂FA2345", "cn_ordinary");
	check_kind("浙ABB8888", "cn_new_energy_small");
	check_kind("桂AF12345", "cn_new_energy_small");
	check_kind("桂F12345F", "cn_new_energy_large");
	check_kind("桂F1234挂", "cn_trailer");
	check_kind("京A1234练", "cn_learner");
	check_kind("沪A0023领", "cn_diplomatic");
	check_kind("使123456", "cn_diplomatic");
	check_kind("WJ粤1234T", "cn_armed_police");
	check_kind("桂I12345", "unknown");
	check_kind("桂F1234O", "unknown");
	check_kind("京A1234港", "unknown");
	check_kind("桂F123挂5", "unknown");
	check_kind("NULL", "unknown");
}

static void check_bare(const char *text, const char *kind, bool bare)
{
	struct ck_plate plate;

	if (!ok(!ck_plate_parse(text, &plate), "%s is read", text))
		return;
	is(ck_plate_kind_name(plate.kind), kind, "the kind of %s", text);
	ok(plate.bare == bare, "%s %s lack its province", text,
	   bare ? "may" : "does not");
	ok(ck_plate_whole(&plate) ==
	   (plate.kind != CK_PLATE_UNKNOWN && strcmp(kind, "cn_ordinary") &&
	    strcmp(kind, "cn_trailer") && strncmp(kind, "cn_new", 6)),
	   "%s is whole or not", text);
}

static void test_bare(void)
{
	check_bare("FA2345", "cn_ordinary", true);
	check_bare("F1234挂", "cn_trailer", true);
	check_bare("AD12345", "cn_new_energy_small", true);
	check_bare("F12345D", "cn_new_energy_large", true);
	check_bare("AM9008", "vn_military", true);
	check_bare("12C12345", "vn_ordinary", false);
	check_bare("FAA90B", "cn_ordinary", true);
	check_bare("ABCDEF", "unknown", false);
	check_bare("ABCDE1", "unknown", false);
	check_bare("CAMERA", "unknown", false);
}

static void test_tables(void)
{
	int nameless = 0;

	for (int k = CK_PLATE_UNKNOWN; k <= CK_PLATE_CN_DIPLOMATIC; k++) {
		const char *name = ck_plate_kind_name(k);
		const char *country = ck_plate_kind_country(k);

		nameless += !name;
		nameless += !strncmp(name, "vn_", 3) != !strcmp(country, "VN");
		nameless += !strncmp(name, "cn_", 3) != !strcmp(country, "CN");
	}
	ok(!nameless, "every kind has a name and its country");
	ok(ck_plate_province(0x6842) && !ck_plate_province(0x6302) &&
	   ck_plate_han(0x6302) && !ck_plate_han('A') && !ck_plate_han(0),
	   "provinces and other Han characters");
}

int main(void)
{
	ok(tsv_each("plates", known_answer) == 86, "all known answers");
	test_normal_form();
	test_refused();
	test_sizes();
	test_kinds();
	test_bare();
	test_tables();
	return tap_done();
}
