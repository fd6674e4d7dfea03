/* What a licence plate is, told by the shape of its normal form alone (see
 * trade/plate.h). Vietnam and China in the forms that stand at the gate.
 *
 * Sources. Vietnam: Circular 58/2020/TT-BCA art. 25 and 79/2024/TT-BCA for
 * series letters (no I J O Q W; R and RM for trailers); military, temporary
 * and diplomatic shapes as in a public parser by Nguyen Hong Quan (samples
 * TC3386, 80NG-636-70, 80-011-NG-01). China: GA 36-2018 (new energy: one
 * of D A B C E or F G H J K, first of six for small, last for large vehicles)
 * and the public any-rule patterns; no I or O anywhere after the province.
 *
 * A shape proves no registration: since 2023 the Vietnamese province digits
 * follow the owner, and any two series letters are taken.
 */
#ifndef CK_TRADE_PLATE_KIND_H
#define CK_TRADE_PLATE_KIND_H

#include <stdbool.h>
#include <stdint.h>

enum ck_plate_kind {
	CK_PLATE_UNKNOWN,
	CK_PLATE_VN_ORDINARY,		/* 29C12345, 29A1234 */
	CK_PLATE_VN_TRAILER,		/* 51R12345, 50RM01234 */
	CK_PLATE_VN_TWO_LETTER,		/* 51LD12345; new motorcycles too */
	CK_PLATE_VN_MOTORCYCLE,		/* 59X112345: nine characters */
	CK_PLATE_VN_TEMPORARY,		/* T1212345 */
	CK_PLATE_VN_DIPLOMATIC,		/* NG QT NN CV: foreign holders */
	CK_PLATE_VN_MILITARY,		/* TM1234 */
	CK_PLATE_CN_ORDINARY,		/* 桂F12345 */
	CK_PLATE_CN_NEW_ENERGY_SMALL,	/* 京AD12345 */
	CK_PLATE_CN_NEW_ENERGY_LARGE,	/* 京A19203D: trucks, buses */
	CK_PLATE_CN_TRAILER,		/* 桂F1234挂 */
	CK_PLATE_CN_LEARNER,		/* 学 练 */
	CK_PLATE_CN_POLICE,		/* 警 */
	CK_PLATE_CN_ARMED_POLICE,	/* WJ粤12345 */
	CK_PLATE_CN_TEST,		/* 试 */
	CK_PLATE_CN_OVERSIZE,		/* 超 */
	CK_PLATE_CN_HK_MACAU,		/* 粤Z1234港, 粤Z1234澳 */
	CK_PLATE_CN_DIPLOMATIC,		/* 123456使, 沪A0023领 */
};

/* The kind of a normal form; the letter Đ counts as D. *ret_bare is set when
 * the text may be a Chinese plate written without its province character
 * (FA2345 for 桂FA2345); the kind is then that of the whole plate. Six
 * characters such as AM9008 have two readings, a Vietnamese military plate
 * and a bare Chinese one: that is CK_PLATE_VN_MILITARY with *ret_bare set. */
enum ck_plate_kind ck_plate_kind_of(const char *normal, bool *ret_bare);

/* Has it the shape of a plate of Hong Kong (two letters, one to four digits) or
 * Macau (two letters, four digits)? In mainland China such a vehicle has a
 * second plate, 粤Z1234港 or 粤Z1234澳 (GA 36-2018), under which it is known
 * there. The shape is also that of other plates. */
bool ck_plate_kind_local(const char *normal);

/* "vn_ordinary", "cn_trailer", ..., "unknown". */
const char *ck_plate_kind_name(enum ck_plate_kind kind);

/* "VN", "CN", or "" for an unknown plate. */
const char *ck_plate_kind_country(enum ck_plate_kind kind);

/* True for the 31 province characters / for every Han character that stands
 * on a plate. */
bool ck_plate_province(uint32_t point);
bool ck_plate_han(uint32_t point);

#endif
