#include <config.h>

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "trade/meant.h"

struct common {
	const char *written;
	const char *code;
};

static const char *code_meant(const struct common *common, const char *text)
{
	for (; common->written; common++)
		if (!strcasecmp(common->written, text))
			return common->code;
	return NULL;
}

/* Three letters are those of ISO 3166-1, and of the Olympics. */
const char *ck_country_meant(const char *text)
{
	static const struct common countries[] = {
		{ "VIE", "VN" },     { "VNM", "VN" },	     { "VIETNAM", "VN" },
		{ "VIET NAM", "VN" }, { "VIỆT NAM", "VN" }, { "Việt Nam", "VN" },
		{ "CHN", "CN" },     { "CHINA", "CN" },	     { "PRC", "CN" },
		{ "TRUNG QUOC", "CN" }, { "TRUNG QUỐC", "CN" },
		{ "Trung Quốc", "CN" }, { "中国", "CN" },    { "LAO", "LA" },
		{ "LAOS", "LA" },    { "KHM", "KH" },	     { "CAM", "KH" },
		{ "THA", "TH" },     { "MMR", "MM" },	     { "KOR", "KR" },
		{ "JPN", "JP" },     { "HKG", "HK" },	     { "MAC", "MO" },
		{ NULL, NULL },
	};

	return code_meant(countries, text);
}

/* CNH is no code of ISO 4217: the yuan dealt in abroad. */
const char *ck_currency_meant(const char *text)
{
	static const struct common currencies[] = {
		{ "RMB", "CNY" },  { "CNH", "CNY" }, { "YUAN", "CNY" },
		{ "NDT", "CNY" },  { "元", "CNY" },  { "¥", "CNY" },
		{ "VNĐ", "VND" },  { "vnđ", "VND" }, { "VN", "VND" },
		{ "DONG", "VND" }, { "ĐỒNG", "VND" }, { "đồng", "VND" },
		{ "đ", "VND" },	   { "₫", "VND" },   { "US$", "USD" },
		{ "$", "USD" },	   { "€", "EUR" },   { NULL, NULL },
	};

	return code_meant(currencies, text);
}

const char *ck_unit_meant(const char *text)
{
	static const struct common units[] = {
		{ "KG", "KGM" },      { "KGS", "KGM" },	   { "KILO", "KGM" },
		{ "T", "TNE" },	      { "TON", "TNE" },	   { "TONS", "TNE" },
		{ "TAN", "TNE" },     { "TẤN", "TNE" },	   { "MT", "TNE" },
		{ "L", "LTR" },	      { "LIT", "LTR" },	   { "LÍT", "LTR" },
		{ "PCS", "PCE" },     { "CAI", "PCE" },	   { "CÁI", "PCE" },
		{ "CHIEC", "PCE" },   { "CHIẾC", "PCE" },  { "CTN", "CT" },
		{ "CTNS", "CT" },     { "CARTON", "CT" },  { "CARTONS", "CT" },
		{ "THUNG", "CT" },    { "THÙNG", "CT" },   { "BOX", "BX" },
		{ "HOP", "BX" },      { "HỘP", "BX" },	   { "BAG", "BG" },
		{ "BAGS", "BG" },     { "BAO", "BG" },	   { "SACK", "SA" },
		{ "PALLET", "PX" },   { "PALLETS", "PX" }, { NULL, NULL },
	};

	return code_meant(units, text);
}

bool ck_date_meant(const char *text, char ret_date[CK_DATE_SIZE])
{
	unsigned day, month, year;
	int64_t ms;
	int end = 0;

	if (sscanf(text, "%2u%*1[-/.]%2u%*1[-/.]%4u%n", &day, &month, &year,
		   &end) == 3 && !text[end] && year >= 2000)
		snprintf(ret_date, CK_DATE_SIZE, "%04u-%02u-%02u", year % 10000,
			 month % 100, day % 100);
	else if (strlen(text) == 10 && !strncmp(text, "19", 2))
		snprintf(ret_date, CK_DATE_SIZE, "20%s", text + 2);
	else
		return false;
	return ck_day_parse(ret_date, 0, &ms) == 0;
}
