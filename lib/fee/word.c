#include <config.h>

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "fee/word.h"
#include "trade/money.h"
#include "trade/offer.h"

static const char *const means_there_are[] = {
	"cash", "transfer", "card", "cheque", NULL,
};

const char *ck_fee_amount_fault(struct ck_doc *doc, const char *text,
				const char *currency)
{
	int decimals = ck_currency_decimals(currency);
	char joined[CK_DECIMAL_SIZE];

	if (ck_money_is_finer(text, currency))
		return ck_doc_format(doc,
				     _("%s is no amount of %s, which has %d decimals after a point; write it as 12.50"),
				     text, currency, decimals);
	if (ck_money_join(text, joined) == 0)
		return ck_doc_format(doc,
				     _("%s is no amount of %s: signs between thousands are not taken; write %s if that is meant"),
				     text, currency, joined);
	if (decimals == 0 && strpbrk(text, ".,"))
		return ck_doc_format(doc,
				     _("%s is no amount of %s, which has no decimals; write it as 790000"),
				     text, currency);
	return ck_doc_format(doc, _("%s is no amount of %s above zero"), text,
			     currency);
}

const char *ck_fee_means_fault(struct ck_doc *doc, const char *means)
{
	if (ck_listed(means_there_are, means))
		return NULL;
	return ck_doc_format(doc, _("no such means of payment: %s%s"), means,
			     ck_offer_words(doc, means, means_there_are));
}
