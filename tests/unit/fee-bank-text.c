/* What the text of a transfer names (fee/bank_text.h). */
#include <config.h>

#include "fee/bank_text.h"
#include "tap.h"

static const struct {
	const char *text;
	const char *word;
	bool has;
} words[] = {
	{ "PHI XE 12C-123.45 HN", "12C12345", true },
	{ "phi xe 12c12345", "12C12345", true },
	{ "XE12C12345", "12C12345", true },
	{ "12C123456", "12C12345", false },
	{ "112C12345", "12C12345", false },
	{ "29M\xc4\x90"
	  "112345", "29MD112345", true },
	{ "29m\xc4\x91 1-123.45", "29MD112345", true },
	{ "\xe6\xa1\x82"
	  "F\xc2\xb7"
	  "A2345", "FA2345", true },
	{ "PHI F A2345 NOP", "FA2345", true },
	{ "TEFA2345", "FA2345", false },
	{ "FT1", "FT1", false },		/* too short to tell */
	{ "", "12C12345", false },
	{ NULL, "12C12345", false },
};

static const struct {
	const char *text;
	const char *ids;		/* "a b", in their order */
	const char *plates;
} names[] = {
	{ "CKHN-20261122-00001/F1", "CKHN-20261122-00001/F1", "" },
	{ "CKHN 20261122 00001 F1", "CKHN-20261122-00001/F1", "" },
	{ "ckhn2026112200001f12", "CKHN-20261122-00001/F12", "" },
	{ "phi CKHN2026112200001 HN", "CKHN-20261122-00001", "" },
	{ "CKHN-20261122-00001.2 nop", "CKHN-20261122-00001", "" },
	{ "CKHN-20261122-100001", "CKHN-20261122-100001", "" },
	{ "CKHN 2026112 00001", "", "" },
	{ "CKHN 20261122 0001", "", "" },
	{ "XCKHN 20261122 00001", "", "" },
	{ "CKHN", "", "" },
	{ "NOP PHI 29C-777.77 VA 12C12345", "", "29C77777 12C12345" },
	{ "hoa don 0000123", "", "" },
};

static const char *join(struct ck_doc *doc, const struct ck_value *list)
{
	const char *text = "";

	for (size_t i = 0; i < ck_count(list); i++)
		text = ck_doc_format(doc, "%s%s%s", text, i ? " " : "",
				     ck_str(ck_at(list, i)));
	return text;
}

static void long_text(void)
{
	struct ck_bank_text text;
	char much[3 * CK_BANK_TEXT_MOST];

	memset(much, 'A', sizeof(much) - 1);
	much[sizeof(much) - 1] = '\0';
	ck_bank_text_read(much, &text);
	ok(text.len == CK_BANK_TEXT_MOST, "what is too long is cut");
	ok(!ck_bank_text_has(&text, "12C12345"), "... and searched");
}

int main(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_bank_text text;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		ck_bank_text_read(words[i].text, &text);
		ok(ck_bank_text_has(&text, words[i].word) == words[i].has,
		   "%s %s %s", words[i].text ? words[i].text : "(none)",
		   words[i].has ? "has" : "has not", words[i].word);
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		ck_bank_text_read(names[i].text, &text);
		is(join(doc, ck_bank_text_ids(&text, doc, "CKHN")),
		   names[i].ids, "ids in %s", names[i].text);
		is(join(doc, ck_bank_text_plates(&text, doc)),
		   names[i].plates, "plates in %s", names[i].text);
	}
	long_text();
	return tap_done();
}
