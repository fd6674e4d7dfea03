/* Tax and credit codes, customs numbers, goods codes, numbers of persons,
 * telephones, codes of farms and texts in NFC, from any bytes: a normal form
 * reads as itself. */
#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/nfc.h"
#include "trade/customs_number.h"
#include "trade/farm_code.h"
#include "trade/fold.h"
#include "trade/hs.h"
#include "trade/person_id.h"
#include "trade/taxcode.h"
#include "trade/uscc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

static void check_parties(const char *text)
{
	char written[CK_TAXCODE_FORMAT_SIZE];
	char code[CK_USCC_SIZE], again[CK_USCC_SIZE];
	struct ck_taxcode tax, same;
	int known = ck_taxcode_parse(text, &tax);

	if (known >= 0) {
		ck_taxcode_format(&tax, written);
		demand(ck_taxcode_parse(written, &same) == known);
		demand(!strcmp(same.digits, tax.digits));
	}
	known = ck_uscc_parse(text, code);
	if (known >= 0) {
		demand(ck_uscc_parse(code, again) == known);
		demand(!strcmp(code, again));
	}
}

static void check_numbers(const char *text)
{
	struct ck_customs_number number, same;
	char written[CK_HS_FORMAT_SIZE];
	struct ck_hs hs, again;

	if (ck_customs_number_parse(text, &number) == 0) {
		demand(ck_customs_number_parse(number.number, &same) == 0);
		demand(!strcmp(same.identity, number.identity));
		demand(!strncmp(number.number, number.identity, 11));
	}
	if (ck_hs_parse(text, &hs) == 0) {
		ck_hs_format(&hs, written);
		demand(ck_hs_parse(written, &again) == 0);
		demand(!strcmp(again.digits, hs.digits));
	}
}

static void check_text(const char *text)
{
	ck_autofree char *composed = ck_nfc(text);
	ck_autofree char *again = composed ? ck_nfc(composed) : NULL;

	if (composed)
		demand(again && !strcmp(again, composed));
	if (ck_nfc_plain(text))
		demand(composed && !strcmp(composed, text));
	ck_person_id_fits(text);
	ck_phone_fits(text);
	demand(ck_farm_code_kind(text) <= CK_FARM_HOUSE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	demand(text != NULL);
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	check_parties(text);
	check_numbers(text);
	check_text(text);
	free(text);
	return 0;
}
