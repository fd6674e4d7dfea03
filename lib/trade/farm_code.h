/* Codes of growing areas (PUC) and packing houses (PHC).
 *
 * Vietnam writes VN-, two letters of the province, OR for an orchard or PH for
 * a packing house, -, three or four digits: VN-TGOR-0095. Other countries
 * write otherwise, and so does China's own registration (CVNM2401240001), so
 * any text of letters, digits and - . / with a digit is one. No official list
 * was read: the forms are those met in public demonstration data
 * (tests/data/trade/codes.tsv).
 */
#ifndef CK_TRADE_FARM_CODE_H
#define CK_TRADE_FARM_CODE_H

enum ck_farm_code {
	CK_FARM_NONE,		/* no code */
	CK_FARM_ANY,
	CK_FARM_ORCHARD,
	CK_FARM_HOUSE,
};

enum ck_farm_code ck_farm_code_kind(const char *text);

#endif
