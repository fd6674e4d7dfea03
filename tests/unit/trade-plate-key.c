/* When two plates are one, and the keys that find them. */
#include <config.h>

#include <errno.h>

#include "tap.h"
#include "trade/plate_key.h"

static void check_keys(const char *normal, const char *bare, const char *tail)
{
	char key[CK_PLATE_SIZE] = "refused";

	ok(!ck_plate_bare_key(normal, key), "%s has a bare key", normal);
	is(key, bare, "the bare key of %s", normal);
	ok(!ck_plate_tail_key(normal, key), "%s has a tail key", normal);
	is(key, tail, "the tail key of %s", normal);
}

static void test_keys(void)
{
	char key[CK_PLATE_SIZE] = "kept";

	check_keys("桂FA2345", "FA2345", "5432AF");
	check_keys("FA2345", "FA2345", "5432AF");
	check_keys("桂F1234挂", "F1234挂", "4321F");
	check_keys("12C12345", "12C12345", "54321C21");
	check_keys("29MĐ112345", "29MD112345", "543211DM92");
	check_keys("WJ粤12345", "WJ粤12345", "54321粤JW");
	check_keys("使123456", "使123456", "654321使");
	check_keys("桂", "", "");
	ok(ck_plate_bare_key("\xff", key) == -EBADMSG &&
	   ck_plate_tail_key("\xff", key) == -EBADMSG,
	   "broken UTF-8 has no key");
	ok(ck_plate_bare_key("012345678901234567890123456789012345678901234567",
			     key) == -EBADMSG, "nor has a text too long");
	is(key, "kept", "and the result is left alone");
}

static void test_same(void)
{
	ok(ck_plate_same("12C12345", "12C12345"), "a plate is itself");
	ok(ck_plate_same("FA2345", "桂FA2345"), "without its province");
	ok(ck_plate_same("桂FA2345", "FA2345"), "in either order");
	ok(ck_plate_same("桂F1234挂", "F1234挂"), "a trailer too");
	ok(!ck_plate_same("粤FA2345", "桂FA2345"), "two provinces, two plates");
	ok(!ck_plate_same("FA2345", "桂FA2346"), "another number");
	ok(!ck_plate_same("桂桂FA2345", "FA2345"), "one province at most");
	ok(ck_plate_same("29MĐ112345", "29MD112345"), "Đ counts as D");
	ok(!ck_plate_same("桂F1234挂", "桂F1234"), "a trailer is no truck");
	ok(!ck_plate_same("\xff", "\xff"), "broken UTF-8 is no plate");
	ok(!ck_plate_same("A", "\xff"), "on either side");
}

static void test_tail(void)
{
	ok(ck_plate_tail_matches("12C12345", "345"), "last three");
	ok(ck_plate_tail_matches("12C12345", "12345"), "last five");
	ok(ck_plate_tail_matches("12C12345", "12C12345"), "all of it");
	ok(!ck_plate_tail_matches("12C12345", "123"), "not the middle");
	ok(!ck_plate_tail_matches("12C12345", "912C12345"), "not more");
	ok(ck_plate_tail_matches("桂F1234挂", "234挂"), "with the suffix");
	ok(ck_plate_tail_matches("桂F1234挂", "1234"), "without it");
	ok(!ck_plate_tail_matches("桂F1234挂", "1234学"), "not another suffix");
	ok(!ck_plate_tail_matches("桂FA2345", "A2345挂"), "nor one too many");
	ok(ck_plate_tail_matches("29TĐ12345", "D12345") &&
	   ck_plate_tail_matches("29TD12345", "Đ12345"), "Đ counts as D");
	ok(!ck_plate_tail_matches("12C12345", ""), "nothing is no tail");
	ok(!ck_plate_tail_matches("12C12345", "\xff") &&
	   !ck_plate_tail_matches("\xff", "5"), "nor is broken UTF-8");
}

/* The promise of the header: a tail's key begins the plate's key. */
static void test_tail_key_finds(void)
{
	static const char *const plates[] = {
		"12C12345", "桂F1234挂", "桂FA2345", "FA2345", "29MĐ112345",
		"WJ粤12345", "使123456", "123456使", "12345京警", "12345京",
		"粤Z1234港", "桂", "挂",
	};
	char of_plate[CK_PLATE_SIZE];
	char of_tail[CK_PLATE_SIZE];
	int tried = 0;
	int missed = 0;

	for (size_t i = 0; i < sizeof(plates) / sizeof(*plates); i++) {
		const char *tail = plates[i];

		missed += ck_plate_tail_key(plates[i], of_plate) != 0;
		for (; *tail; tail++) {
			if (!ck_plate_tail_matches(plates[i], tail))
				continue;
			tried++;
			missed += ck_plate_tail_key(tail, of_tail) != 0 ||
				  strncmp(of_plate, of_tail, strlen(of_tail));
		}
	}
	ok(tried > 80 && !missed, "%d tails, each found by its key", tried);
}

int main(void)
{
	test_keys();
	test_same();
	test_tail();
	test_tail_key_finds();
	return tap_done();
}
