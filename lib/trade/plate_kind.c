#include <config.h>

#include <string.h>

#include "trade/fold.h"
#include "trade/plate_kind.h"

#define DIGITS "0123456789"
#define VN_LETTERS "ABCDEFGHKLMNPSTUVXYZ"
#define CN_LETTERS "ABCDEFGHJKLMNPQRSTUVWXYZ"
#define PROVINCES "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
#define OTHER_HAN "挂学练警试超港澳领使"

/* In a shape a lower-case letter is a class, anything else is itself. */
static const struct {
	char name;
	const char *members;
} classes[] = {
	{ 'd', DIGITS },
	{ 'n', "123456789" },
	{ 'v', VN_LETTERS },
	{ 'l', VN_LETTERS "R" },
	{ 'm', "ABCDHKPQTV" },
	{ 'w', "ABCDEFGHIJKLMNOPQRSTUVWX" },
	{ 'c', CN_LETTERS },
	{ 'x', CN_LETTERS DIGITS },
	{ 'e', "ABCDEFGHJK" },
	{ 'f', "DF" },
	{ 't', "TDSHBXJ" DIGITS },
	{ 'p', PROVINCES },
};

struct shape {
	const char *text;
	enum ck_plate_kind kind;
};

/* The first that fits is taken. */
static const struct shape shapes[] = {
	{ "ndvddddd", CK_PLATE_VN_ORDINARY },
	{ "ndvdddd", CK_PLATE_VN_ORDINARY },
	{ "ndRddddd", CK_PLATE_VN_TRAILER },
	{ "ndRdddd", CK_PLATE_VN_TRAILER },
	{ "ndRMddddd", CK_PLATE_VN_TRAILER },
	{ "ndRMdddd", CK_PLATE_VN_TRAILER },
	{ "ndNGddddd", CK_PLATE_VN_DIPLOMATIC },
	{ "ndQTddddd", CK_PLATE_VN_DIPLOMATIC },
	{ "ndNNddddd", CK_PLATE_VN_DIPLOMATIC },
	{ "ndCVddddd", CK_PLATE_VN_DIPLOMATIC },
	{ "nddddNGdd", CK_PLATE_VN_DIPLOMATIC },
	{ "nddddQTdd", CK_PLATE_VN_DIPLOMATIC },
	{ "nddddNNdd", CK_PLATE_VN_DIPLOMATIC },
	{ "nddddCVdd", CK_PLATE_VN_DIPLOMATIC },
	{ "ndllddddd", CK_PLATE_VN_TWO_LETTER },
	{ "ndlldddd", CK_PLATE_VN_TWO_LETTER },
	{ "ndvnddddd", CK_PLATE_VN_MOTORCYCLE },
	{ "ndMDdddddd", CK_PLATE_VN_MOTORCYCLE },
	{ "Tndddddd", CK_PLATE_VN_TEMPORARY },
	{ "mwdddd", CK_PLATE_VN_MILITARY },
	{ "pcxxxxx", CK_PLATE_CN_ORDINARY },
	{ "pcexdddd", CK_PLATE_CN_NEW_ENERGY_SMALL },
	{ "pcddddde", CK_PLATE_CN_NEW_ENERGY_LARGE },
	{ "pcxxxx挂", CK_PLATE_CN_TRAILER },
	{ "pcxxxx学", CK_PLATE_CN_LEARNER },
	{ "pcxxxx练", CK_PLATE_CN_LEARNER },
	{ "pcxxxx警", CK_PLATE_CN_POLICE },
	{ "pcxxxx试", CK_PLATE_CN_TEST },
	{ "pcxxxx超", CK_PLATE_CN_OVERSIZE },
	{ "pcxxxx领", CK_PLATE_CN_DIPLOMATIC },
	{ "dddddd使", CK_PLATE_CN_DIPLOMATIC },
	{ "使dddddd", CK_PLATE_CN_DIPLOMATIC },
	{ "粤Zxxxx港", CK_PLATE_CN_HK_MACAU },
	{ "粤Zxxxx澳", CK_PLATE_CN_HK_MACAU },
	{ "WJpddddt", CK_PLATE_CN_ARMED_POLICE },
};

/* Narrower than the whole plates: what is guessed here would otherwise be
 * called unknown, so only the common letters of new energy count. */
static const struct shape bare_shapes[] = {
	{ "cxxxxx", CK_PLATE_CN_ORDINARY },
	{ "cfxdddd", CK_PLATE_CN_NEW_ENERGY_SMALL },
	{ "cdddddf", CK_PLATE_CN_NEW_ENERGY_LARGE },
	{ "cxxxx挂", CK_PLATE_CN_TRAILER },
	{ "Zxxxx港", CK_PLATE_CN_HK_MACAU },
	{ "Zxxxx澳", CK_PLATE_CN_HK_MACAU },
};

static const char *const names[] = {
	[CK_PLATE_UNKNOWN] = "unknown",
	[CK_PLATE_VN_ORDINARY] = "vn_ordinary",
	[CK_PLATE_VN_TRAILER] = "vn_trailer",
	[CK_PLATE_VN_TWO_LETTER] = "vn_two_letter",
	[CK_PLATE_VN_MOTORCYCLE] = "vn_motorcycle",
	[CK_PLATE_VN_TEMPORARY] = "vn_temporary",
	[CK_PLATE_VN_DIPLOMATIC] = "vn_diplomatic",
	[CK_PLATE_VN_MILITARY] = "vn_military",
	[CK_PLATE_CN_ORDINARY] = "cn_ordinary",
	[CK_PLATE_CN_NEW_ENERGY_SMALL] = "cn_new_energy_small",
	[CK_PLATE_CN_NEW_ENERGY_LARGE] = "cn_new_energy_large",
	[CK_PLATE_CN_TRAILER] = "cn_trailer",
	[CK_PLATE_CN_LEARNER] = "cn_learner",
	[CK_PLATE_CN_POLICE] = "cn_police",
	[CK_PLATE_CN_ARMED_POLICE] = "cn_armed_police",
	[CK_PLATE_CN_TEST] = "cn_test",
	[CK_PLATE_CN_OVERSIZE] = "cn_oversize",
	[CK_PLATE_CN_HK_MACAU] = "cn_hk_macau",
	[CK_PLATE_CN_DIPLOMATIC] = "cn_diplomatic",
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool among(const char *members, uint32_t point)
{
	char bytes[5];

	ck_fold_encode(point, bytes);
	return *bytes && strstr(members, bytes);
}

static bool stands_for(uint32_t shape, uint32_t point)
{
	if (shape < 'a' || shape > 'z')
		return shape == point;
	for (size_t i = 0; i < COUNT(classes); i++)
		if ((uint32_t)classes[i].name == shape)
			return among(classes[i].members, point);
	return false;
}

static bool fits(const char *shape, const char *text)
{
	uint32_t want;
	uint32_t point;

	for (;;) {
		int w = ck_fold_decode(shape, &want);
		int n = ck_fold_decode(text, &point);

		if (w <= 0 || n <= 0)
			return w == n;
		if (!stands_for(want, point == 0x110 ? 'D' : point))
			return false;
		shape += w;
		text += n;
	}
}

static enum ck_plate_kind find(const struct shape *list, size_t count,
			       const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (fits(list[i].text, text))
			return list[i].kind;
	return CK_PLATE_UNKNOWN;
}

/* A plate has at most a few letters after the first; a word has no digits. */
static bool has_two_digits(const char *text)
{
	int digits = 0;

	for (; *text; text++)
		digits += *text >= '0' && *text <= '9';
	return digits >= 2;
}

enum ck_plate_kind ck_plate_kind_of(const char *normal, bool *ret_bare)
{
	enum ck_plate_kind whole = find(shapes, COUNT(shapes), normal);
	enum ck_plate_kind bare = CK_PLATE_UNKNOWN;

	if (has_two_digits(normal))
		bare = find(bare_shapes, COUNT(bare_shapes), normal);
	*ret_bare = bare != CK_PLATE_UNKNOWN;
	return whole ? whole : bare;
}

bool ck_plate_kind_local(const char *normal)
{
	static const char *const local[] = {
		"ccdddd", "ccndd", "ccnd", "ccn",
	};

	for (size_t i = 0; i < COUNT(local); i++)
		if (fits(local[i], normal))
			return true;
	return false;
}

const char *ck_plate_kind_name(enum ck_plate_kind kind)
{
	return names[kind];
}

const char *ck_plate_kind_country(enum ck_plate_kind kind)
{
	if (kind == CK_PLATE_UNKNOWN)
		return "";
	return kind < CK_PLATE_CN_ORDINARY ? "VN" : "CN";
}

bool ck_plate_province(uint32_t point)
{
	return point >= 0x80 && among(PROVINCES, point);
}

bool ck_plate_han(uint32_t point)
{
	return point >= 0x80 && among(PROVINCES OTHER_HAN, point);
}
