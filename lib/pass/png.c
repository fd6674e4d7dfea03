#include <config.h>

#include <errno.h>
#include <string.h>
#ifdef PNG_SONAME
#include <png.h>
#endif

#include "base/library.h"
#include "base/memory.h"
#include "pass/qr.h"

#ifdef PNG_SONAME
static struct {
	bool loaded;
	__typeof__(png_image_write_to_memory) *write;
	__typeof__(png_image_free) *free;
} png;

int ck_png_load(void)
{
	static const struct ck_library_entry entries[] = {
		{ "png_image_write_to_memory", &png.write },
		{ "png_image_free", &png.free },
	};
	int r;

	if (png.loaded)
		return 0;
	r = ck_library_load(PNG_SONAME, entries, 2);
	png.loaded = r == 0;
	return r;
}

static unsigned char *pixels_of(const struct ck_qr *qr, int scale, int side)
{
	unsigned char *pixels = ck_alloc((size_t)side * side);

	for (int y = 0; y < side; y++)
		for (int x = 0; x < side; x++)
			pixels[(size_t)y * side + x] =
				ck_qr_dark(qr, x / scale - CK_QR_QUIET,
					   y / scale - CK_QR_QUIET) ? 0 : 255;
	return pixels;
}

/* Asked without a place for it, the library says how much there is. */
int ck_qr_png(const struct ck_qr *qr, int scale, struct ck_buf *buf)
{
	int side = scale * (qr->width + 2 * CK_QR_QUIET);
	png_image image = { .version = PNG_IMAGE_VERSION,
			    .width = side, .height = side,
			    .format = PNG_FORMAT_GRAY };
	ck_autofree unsigned char *pixels = pixels_of(qr, scale, side);
	png_alloc_size_t size = 0;
	int r = ck_png_load();

	if (r < 0)
		return r;
	if (png.write(&image, NULL, &size, 0, pixels, 0, NULL)) {
		ck_buf_reserve(buf, size);
		r = png.write(&image, buf->data + buf->len, &size, 0, pixels,
			      0, NULL);
	}
	png.free(&image);
	if (r <= 0)
		return -EIO;
	buf->len += size;
	buf->data[buf->len] = '\0';
	return 0;
}
#else
int ck_png_load(void)
{
	return -ENOSYS;
}

int ck_qr_png(const struct ck_qr *qr, int scale, struct ck_buf *buf)
{
	(void)qr;
	(void)scale;
	(void)buf;
	return -ENOSYS;
}
#endif
