/* Numbers: what survives a double, and how it is printed. */
#include <config.h>

#include <math.h>
#include <stdlib.h>

#include "base/digest.h"
#include "record/number.h"
#include "record/reader.h"
#include "tap.h"

static double double_of(uint64_t bits)
{
	double d;

	memcpy(&d, &bits, sizeof(d));
	return d;
}

static const char *print(double d, char text[static CK_NUMBER_SIZE])
{
	struct ck_decimal decimal;

	ck_decimal_of(d, &decimal);
	ck_decimal_print(&decimal, text);
	return text;
}

/* RFC 8785, appendix B (June 2020). */
static const struct {
	uint64_t bits;
	const char *text;
} appendix_b[] = {
	{ 0x0000000000000000, "0" },
	{ 0x8000000000000000, "0" },
	{ 0x0000000000000001, "5e-324" },
	{ 0x8000000000000001, "-5e-324" },
	{ 0x7fefffffffffffff, "1.7976931348623157e+308" },
	{ 0xffefffffffffffff, "-1.7976931348623157e+308" },
	{ 0x4340000000000000, "9007199254740992" },
	{ 0xc340000000000000, "-9007199254740992" },
	{ 0x4430000000000000, "295147905179352830000" },
	{ 0x44b52d02c7e14af5, "9.999999999999997e+22" },
	{ 0x44b52d02c7e14af6, "1e+23" },
	{ 0x44b52d02c7e14af7, "1.0000000000000001e+23" },
	{ 0x444b1ae4d6e2ef4e, "999999999999999700000" },
	{ 0x444b1ae4d6e2ef4f, "999999999999999900000" },
	{ 0x444b1ae4d6e2ef50, "1e+21" },
	{ 0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7" },
	{ 0x3eb0c6f7a0b5ed8d, "0.000001" },
	{ 0x41b3de4355555553, "333333333.3333332" },
	{ 0x41b3de4355555554, "333333333.33333325" },
	{ 0x41b3de4355555555, "333333333.3333333" },
	{ 0x41b3de4355555556, "333333333.3333334" },
	{ 0x41b3de4355555557, "333333333.33333343" },
	{ 0xbecbf647612f3696, "-0.0000033333333333333333" },
	{ 0x43143ff3c1cb0959, "1424953923781206.2" },
};

/* What the reader makes of a number's text: its text again, or NULL. */
static const char *through_reader(const char *text)
{
	static char written[64];
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *v;
	struct ck_fault fault;

	if (ck_read(doc, text, strlen(text), &v, &fault) < 0)
		return NULL;
	snprintf(written, sizeof(written), "%s", ck_number_text(v));
	return written;
}

static void test_appendix_b(void)
{
	char text[CK_NUMBER_SIZE];

	for (size_t i = 0; i < sizeof(appendix_b) / sizeof(*appendix_b); i++) {
		const char *expected = appendix_b[i].text;

		is(print(double_of(appendix_b[i].bits), text), expected,
		   "appendix B, row %zu", i + 1);
		is(through_reader(expected), expected, "and it is read");
	}
}

/* -- the published sequence ----------------------------------------------- */

/* The author of the RFC gives a rule that makes doubles, and the SHA-256 of
 * the first lines "bits in hex,text" (see tests/data/jcs-doubles.txt): the
 * static ones, 2000 small ones in a row, then blocks of SHA-256, each the
 * digest of the one before and four doubles in little-endian order. */
static const struct {
	size_t lines;
	const char *digest;
} sequence[] = {
	{ 1000, "be18b62b6f69cdab33a7e0dae0d9cfa8"
		"69fda80ddc712221570f9f40a5878687" },
	{ 10000, "b9f7a8e75ef22a835685a52ccba7f7d6"
		 "bdc99e34b010992cbc5864cd12be6892" },
	{ 100000, "22776e6d4b49fa294a0d0f349268e5c2"
		  "8808fe7e0cb2bcbe28f63894e494d4c7" },
	{ 1000000, "49415fee2c56c77864931bd3624faad4"
		   "25c3c577d6d74e89a83bc725506dad16" },
};

struct generator {
	struct ck_buf *lines;
	size_t count;
	size_t limit;
	unsigned char block[32];
};

static void add_line(struct generator *g, uint64_t bits)
{
	char text[CK_NUMBER_SIZE];

	if (g->count++ < g->limit)
		ck_buf_printf(g->lines, "%llx,%s\n", (unsigned long long)bits,
			      print(double_of(bits), text));
}

static void add_static(struct generator *g)
{
	const char *tree = getenv("top_srcdir");
	char line[256];
	FILE *file;

	snprintf(line, sizeof(line), "%s/tests/data/jcs-doubles.txt",
		 tree ? tree : ".");
	file = fopen(line, "r");
	if (!ok(!!file, "the static doubles are there"))
		return;
	while (fgets(line, sizeof(line), file))
		if (*line != '#')
			add_line(g, strtoull(line, NULL, 16));
	fclose(file);
}

static void next_block(struct generator *g)
{
	char hex[CK_DIGEST_HEX];

	ck_sha256_hex(g->block, sizeof(g->block), hex);
	for (size_t i = 0; i < sizeof(g->block); i++)
		sscanf(hex + 2 * i, "%2hhx", &g->block[i]);
}

static void add_block(struct generator *g)
{
	next_block(g);
	for (int i = 0; i < 4; i++) {
		uint64_t bits = 0;

		for (int byte = 8; byte-- > 0;)
			bits = bits << 8 | g->block[8 * i + byte];
		if (isfinite(double_of(bits)) && double_of(bits) != 0)
			add_line(g, bits);
	}
}

static void test_sequence(size_t limit)
{
	CK_BUF lines = { 0 };
	struct generator g = { .lines = &lines, .limit = limit };

	add_static(&g);
	for (uint64_t i = 0; i < 2000; i++)
		add_line(&g, 0x0010000000000000 + i);
	while (g.count < limit)
		add_block(&g);
	for (size_t i = 0; i < sizeof(sequence) / sizeof(*sequence); i++) {
		char digest[CK_DIGEST_HEX];

		if (sequence[i].lines != limit)
			continue;
		ck_sha256_hex(lines.data, lines.len, digest);
		is(digest, sequence[i].digest, "the first %zu published lines",
		   limit);
	}
}

/* -- what survives -------------------------------------------------------- */

static const struct {
	const char *text;
	const char *printed;	/* NULL: refused */
} numbers[] = {
	{ "0", "0" },
	{ "0.0", "0" },
	{ "0e400", "0" },
	{ "0.000e-999999999999999999999", "0" },
	{ "-1", "-1" },
	{ "1e2", "100" },
	{ "1.50", "1.5" },
	{ "36.74", "36.74" },
	{ "-0.001", "-0.001" },
	{ "0.1000000000000000000000000000000000", "0.1" },
	{ "1000e-3", "1" },
	{ "0.0000001e7", "1" },
	{ "999999999999999", "999999999999999" },
	{ "9007199254740991", "9007199254740991" },
	{ "9007199254740992", "9007199254740992" },
	{ "-9007199254740992", "-9007199254740992" },
	{ "9007199254740993", NULL },
	{ "9007199254740994", "9007199254740994" },
	{ "9007199254740995", NULL },
	{ "1e18", "1000000000000000000" },
	/* 2^60: doubles hold it, but print it with other digits. */
	{ "1152921504606846976", NULL },
	{ "1152921504606847000", "1152921504606847000" },
	{ "9223372036854775807", NULL },
	{ "100000000000000000000", "100000000000000000000" },
	{ "123e65", "1.23e+67" },
	{ "1e308", "1e+308" },
	{ "1.7976931348623157e308", "1.7976931348623157e+308" },
	{ "1.7976931348623158e308", NULL },
	{ "1.8e308", NULL },
	{ "1e400", NULL },
	{ "1e99999999999999999999", NULL },
	{ "2.2250738585072014e-308", "2.2250738585072014e-308" },
	{ "5e-324", "5e-324" },
	{ "4.9e-324", NULL },
	{ "3e-324", NULL },
	{ "2e-324", NULL },
	{ "1e-400", NULL },
	{ "0.30000000000000004", "0.30000000000000004" },
	{ "0.10000000000000001", NULL },
	{ "0.10000000000000000000001", NULL },
	{ "3.141592653589793", "3.141592653589793" },
	{ "3.14159265358979323", NULL },
	{ "1.0000000000000002", "1.0000000000000002" },
	{ "1.0000000000000001", NULL },
	/* 2^-44, where printf's nearest 16 digits are another double's. */
	{ "5.684341886080802e-14", "5.684341886080802e-14" },
	{ "5.6843418860808015e-14", NULL },
	{ "-0", NULL },
	{ "-0.0", NULL },
	{ "-0e1", NULL },
};

static void test_numbers(void)
{
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		is(through_reader(numbers[i].text), numbers[i].printed,
		   "%s %s", numbers[i].text,
		   numbers[i].printed ? "survives" : "would not survive");
}

/* A number of any length is either the same after a double or refused. */
static void test_long(void)
{
	CK_BUF text = { 0 };

	ck_buf_putc(&text, '1');
	for (int i = 0; i < 300; i++)
		ck_buf_putc(&text, '0');
	is(through_reader(text.data), "1e+300", "1 and 300 zeros");
	text.data[300] = '1';
	is(through_reader(text.data), NULL, "1, 299 zeros and 1");
	ck_buf_clear(&text);
	ck_buf_puts(&text, "0.");
	for (int i = 0; i < 299; i++)
		ck_buf_putc(&text, '0');
	ck_buf_puts(&text, "7");
	is(through_reader(text.data), "7e-300", "7 behind 299 zeros");
}

/* Every money amount and mass that the programs print. */
static void test_decimals(void)
{
	int wrong = 0;

	for (int i = 1; i < 100000; i += 7) {
		char text[32];
		char *end;

		snprintf(text, sizeof(text), "%d.%03d", i / 1000, i % 1000);
		end = text + strlen(text) - 1;
		while (*end == '0')
			*end-- = '\0';
		if (*end == '.')
			*end = '\0';
		wrong += !through_reader(text) ||
			 !!strcmp(through_reader(text), text);
	}
	ok(!wrong, "decimals of three places are printed as they were read");
}

static void test_integers(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	int64_t n = 0;

	ok(ck_int(ck_new_number(doc, "1e3"), &n) && n == 1000, "1e3 is 1000");
	ok(ck_int(ck_new_number(doc, "2.0"), &n) && n == 2, "2.0 is 2");
	ok(!ck_int(ck_new_number(doc, "2.5"), &n), "2.5 is no integer");
	ok(!ck_int(ck_new_number(doc, "1e19"), &n), "1e19 is out of range");
	ok(ck_int(ck_new_number(doc, "-9007199254740992"), &n) &&
		   n == -(INT64_C(1) << 53),
	   "-2^53 is an integer");
	ok(!ck_new_number(doc, "9007199254740993"),
	   "a number that does not survive is not made");
	ok(!ck_new_number(doc, "1 ") && !ck_new_number(doc, "") &&
		   !ck_new_number(doc, "0x1"),
	   "what is no number is not made");
}

int main(int argc, char **argv)
{
	test_appendix_b();
	test_sequence(1000);
	test_sequence(argc > 1 ? strtoul(argv[1], NULL, 10) : 10000);
	test_numbers();
	test_long();
	test_decimals();
	test_integers();
	return tap_done();
}
