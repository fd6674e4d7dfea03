/* The token of a pass, byte by byte as ck-pass(5) has it, and every way to
 * damage one. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>

#include "base/base32.h"
#include "pass/key.h"
#include "tap.h"

/* RFC 8032, section 7.1, TEST 2. */
static const char secret_hex[] =
	"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
static const char public_hex[] =
	"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

static uint8_t secret[CK_ED25519_KEY];
static uint8_t public_half[CK_ED25519_KEY];

static struct ck_pass sample(void)
{
	return (struct ck_pass){
		.site = "CKHN", .key = { 1, 2, 3, 4, 5, 6, 7, 8 },
		.trip = "CKHN-20261122-00533.1",
		.from = 1795309200000, .until = 1795568400000,
		.names = { { "plate", "12C12345" },
			   { "container", "CSQU3054383" } },
		.count = 2,
	};
}

/* Written down by hand from the table in ck-pass(5):
 * 20261122 is 0x01352902, 533 is 0x215, 1795309200 is 0x6b023e90 and
 * 1795568400 is 0x6b063310. */
static const char head_hex[] =
	"04" "434b484e" "0102030405060708" "01352902" "00000215" "0001"
	"6b023e90" "6b063310" "02"
	"01" "08" "3132433132333435"
	"03" "0b" "4353515533303534333833";

static void test_layout(struct ck_doc *doc)
{
	struct ck_pass pass = sample(), back;
	char text[CK_PASS_TEXT_MOST], hex[2 * CK_PASS_MOST + 1];

	ok(ck_pass_sign(&pass, secret) == 0, "a pass is signed");
	ck_hex(pass.bytes, pass.len - CK_ED25519_SIGNATURE, hex);
	is(hex, head_hex, "its bytes are those of the manual");
	ok(ck_pass_verify(&pass, public_half) == 1, "the signature is the key's");
	ck_pass_write(&pass, text);
	ok(!strncmp(text, "CKP1", 4) &&
	   strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567") == strlen(text),
	   "letters and digits alone: %zu", strlen(text));
	ok(ck_pass_is(text), "it looks like a pass");
	ok(ck_pass_read(doc, text, &back) == 0, "it is read back");
	is(back.trip, pass.trip, "... with its trip");
	is(back.digest, pass.digest, "... the same digest");
	ok(back.from == pass.from && back.until == pass.until, "... its times");
	ok(back.count == 2 && !strcmp(back.names[0].normal, "12C12345") &&
	   !strcmp(back.names[1].kind, "container"), "... its identifiers");
	ok(ck_pass_verify(&back, public_half) == 1, "... and its signature");
}

static void test_case(struct ck_doc *doc)
{
	struct ck_pass pass = sample(), back;
	char text[CK_PASS_TEXT_MOST];

	if (ck_pass_sign(&pass, secret) < 0)
		return;
	ck_pass_write(&pass, text);
	for (char *c = text; *c; c++)
		*c |= *c >= 'A' ? 0x20 : 0;
	ok(ck_pass_is(text) && ck_pass_read(doc, text, &back) == 0 &&
	   !strcmp(back.digest, pass.digest),
	   "typed with Caps Lock the wrong way it is the same");
}

/* No byte, and no character, may be another one. */
static void test_damage(struct ck_doc *doc)
{
	struct ck_pass pass = sample(), back;
	char text[CK_PASS_TEXT_MOST];
	int accepted = 0, tried = 0;

	if (ck_pass_sign(&pass, secret) < 0)
		return;
	for (size_t i = 0; i < pass.len; i++) {
		for (int bit = 0; bit < 8; bit++) {
			struct ck_pass bad = pass;

			bad.bytes[i] ^= 1 << bit;
			ck_pass_write(&bad, text);
			tried++;
			if (ck_pass_read(doc, text, &back) < 0 ||
			    strcmp(back.site, "CKHN") ||
			    memcmp(back.key, pass.key, CK_PASS_KEY))
				continue;
			accepted += ck_pass_verify(&back, public_half) != 0;
		}
	}
	ok(tried > 900 && accepted == 0, "no bit of %d may be turned", tried);
	ck_pass_write(&pass, text);
	accepted = 0;
	for (size_t n = 0; n < strlen(text); n++) {
		char cut[CK_PASS_TEXT_MOST];

		snprintf(cut, sizeof(cut), "%.*s", (int)n, text);
		accepted += ck_pass_read(doc, cut, &back) == 0;
	}
	ok(accepted == 0, "cut short anywhere it cannot be read");
}

static void test_refused(struct ck_doc *doc)
{
	static const char *const texts[] = {
		"", "CKP", "CKP1", "CKP2ARBUWSCOCVRJIJEKJEDBMAJVFEBAAAAA",
		"CKHN-20261122-00533.1", "12C-123.45", "CKPU1234567",
	};
	struct ck_pass pass, back;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		ok(ck_pass_read(doc, texts[i], &back) == -EBADMSG,
		   "\"%s\" is no pass", texts[i]);
	ok(!ck_pass_is("CKPU1234567") && !ck_pass_is("12C-123.45"),
	   "numbers and plates do not look like one");
	pass = sample();
	strcpy(pass.trip, "TT-20261122-00533.1");
	ok(ck_pass_sign(&pass, secret) == -EBADMSG,
	   "a trip of another site has no pass of this one");
	pass = sample();
	pass.until = (INT64_C(1) << 32) * 1000;
	ok(ck_pass_sign(&pass, secret) == -EBADMSG,
	   "a time that four bytes do not hold is refused");
}

static void test_full(struct ck_doc *doc)
{
	struct ck_pass pass = sample(), back;
	char text[CK_PASS_TEXT_MOST];

	for (pass.count = 0; pass.count < CK_PASS_NAMES; pass.count++)
		pass.names[pass.count] = (struct ck_pass_name){
			"chassis", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" };
	ok(ck_pass_sign(&pass, secret) == 0 && pass.count < CK_PASS_NAMES &&
	   pass.len <= CK_PASS_MOST, "what has no room is left out");
	ck_pass_write(&pass, text);
	ok(ck_pass_read(doc, text, &back) == 0 && back.count == pass.count,
	   "and the rest is read back");
}

int main(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();

	if (ck_key_parse(secret_hex, secret) < 0 ||
	    ck_key_parse(public_hex, public_half) < 0)
		return 99;
	test_layout(doc);
	test_case(doc);
	test_damage(doc);
	test_refused(doc);
	test_full(doc);
	return tap_done();
}
