#include <config.h>

#include <errno.h>
#ifdef QRENCODE_SONAME
#include <qrencode.h>
#endif

#include "base/library.h"
#include "pass/qr.h"

#ifdef QRENCODE_SONAME
static struct {
	bool loaded;
	__typeof__(QRcode_encodeString) *encode;
	__typeof__(QRcode_free) *free;
} qrencode;

int ck_qr_load(void)
{
	static const struct ck_library_entry entries[] = {
		{ "QRcode_encodeString", &qrencode.encode },
		{ "QRcode_free", &qrencode.free },
	};
	int r;

	if (qrencode.loaded)
		return 0;
	r = ck_library_load(QRENCODE_SONAME, entries, 2);
	qrencode.loaded = r == 0;
	return r;
}

int ck_qr_make(struct ck_doc *doc, const char *text, struct ck_qr *ret_qr)
{
	unsigned char *dark;
	QRcode *code;
	int r = ck_qr_load();

	if (r < 0)
		return r;
	code = qrencode.encode(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	if (!code)
		return -E2BIG;
	ret_qr->width = code->width;
	dark = ck_doc_alloc(doc, (size_t)code->width * code->width);
	for (int i = 0; i < code->width * code->width; i++)
		dark[i] = code->data[i] & 1;
	ret_qr->dark = dark;
	qrencode.free(code);
	return 0;
}
#else
int ck_qr_load(void)
{
	return -ENOSYS;
}

int ck_qr_make(struct ck_doc *doc, const char *text, struct ck_qr *ret_qr)
{
	(void)doc;
	(void)text;
	(void)ret_qr;
	return -ENOSYS;
}
#endif

bool ck_qr_dark(const struct ck_qr *qr, int x, int y)
{
	return x >= 0 && y >= 0 && x < qr->width && y < qr->width &&
	       qr->dark[y * qr->width + x];
}

void ck_qr_terminal(const struct ck_qr *qr, struct ck_buf *buf)
{
	static const char *const halves[] = { " ", "▄", "▀", "█" };
	int end = qr->width + CK_QR_QUIET;

	for (int y = -CK_QR_QUIET; y < end; y += 2) {
		ck_buf_puts(buf, "\033[30;107m");
		for (int x = -CK_QR_QUIET; x < end; x++)
			ck_buf_puts(buf, halves[2 * ck_qr_dark(qr, x, y) +
						ck_qr_dark(qr, x, y + 1)]);
		ck_buf_puts(buf, "\033[0m\n");
	}
}
