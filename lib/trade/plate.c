#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/nfc.h"
#include "base/text.h"
#include "trade/fold.h"
#include "trade/plate.h"

static bool is_separator(uint32_t point)
{
	switch (point) {
	case ' ':
	case '-':
	case '.':
	case '_':
	case 0xb7:	/* · */
	case 0x2022:	/* • */
	case 0x30fb:	/* ・ */
	case 0x3000:	/* fullwidth space */
	case 0xff0d:	/* － */
	case 0xff0e:	/* ． */
	case 0xff3f:	/* ＿ */
		return true;
	default:
		return false;
	}
}

/* Input methods of Hong Kong, Macau and Taiwan write these; plates have the
 * second of each pair. */
static uint32_t simplify(uint32_t point)
{
	static const char pairs[] = "粵粤雲云遼辽魯鲁蘇苏贛赣陝陕貴贵寧宁瓊琼滬沪"
				    "閩闽晉晋學学練练試试領领掛挂";
	uint32_t from, to;

	for (const char *at = pairs; *at; ) {
		at += ck_fold_decode(at, &from);
		at += ck_fold_decode(at, &to);
		if (from == point)
			return to;
	}
	return point;
}

static uint32_t fold(uint32_t point)
{
	if (point == 0x111)	/* đ */
		return 0x110;
	return point < 0x80 ? ck_fold_point(point)
			    : simplify(ck_fold_point(point));
}

static bool stands_on_plate(uint32_t point)
{
	return (point >= '0' && point <= '9') ||
	       (point >= 'A' && point <= 'Z') || point == 0x110 ||
	       ck_plate_han(point);
}

/* The first character, beyond ASCII, that stands on no plate; 0: none. */
static uint32_t stranger_in(const char *text)
{
	uint32_t point;
	int len;

	for (; (len = ck_fold_decode(text, &point)) > 0; text += len)
		if (point >= 0x80 && !is_separator(point) &&
		    !stands_on_plate(fold(point)))
			return point;
	return 0;
}

const char *ck_plate_stranger_said(struct ck_doc *doc, const char *text)
{
	uint32_t stranger = stranger_in(text);
	char bytes[5];

	if (!stranger)
		return NULL;
	ck_fold_encode(stranger, bytes);
	return ck_doc_format(doc, _("the character %s (U+%04X) stands on no plate; type it again"),
			     bytes, (unsigned int)stranger);
}

static int normalise(const char *text, char *ret_normal, size_t size)
{
	char normal[CK_PLATE_SIZE + 4];
	size_t n = 0;
	uint32_t point;
	int len;

	for (; (len = ck_fold_decode(text, &point)) > 0; text += len) {
		if (is_separator(point))
			continue;
		point = fold(point);
		if (!stands_on_plate(point))
			return -EBADMSG;
		n += ck_fold_encode(point, normal + n);
		if (n >= CK_PLATE_SIZE)
			return -EBADMSG;
	}
	if (len < 0 || !n || n >= size)
		return -EBADMSG;
	memcpy(ret_normal, normal, n + 1);
	return 0;
}

int ck_plate_normalise(const char *text, char *ret_normal, size_t size)
{
	ck_autofree char *composed = NULL;

	if (ck_nfc_plain(text))
		return normalise(text, ret_normal, size);
	composed = ck_nfc(text);
	return composed ? normalise(composed, ret_normal, size) : -EBADMSG;
}

int ck_plate_parse(const char *text, struct ck_plate *ret_plate)
{
	struct ck_plate plate = { 0 };
	int err = ck_plate_normalise(text, plate.normal, sizeof(plate.normal));

	if (err < 0)
		return err;
	plate.kind = ck_plate_kind_of(plate.normal, &plate.bare);
	strcpy(plate.country, ck_plate_kind_country(plate.kind));
	*ret_plate = plate;
	return 0;
}

bool ck_plate_whole(const struct ck_plate *plate)
{
	if (plate->kind == CK_PLATE_UNKNOWN)
		return false;
	return !plate->bare || plate->kind == CK_PLATE_VN_MILITARY;
}
