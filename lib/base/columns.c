#include <config.h>

#include <stdint.h>
#include <string.h>

#include <utf8proc.h>

#include "base/columns.h"
#include "base/utf8.h"

int ck_text_columns(const char *text)
{
	size_t left = strlen(text);
	int width = 0;

	while (left) {
		uint32_t c = 0;
		size_t n = ck_utf8_decode(text, left, &c);

		width += n ? utf8proc_charwidth((utf8proc_int32_t)c) : 1;
		text += n ? n : 1;
		left -= n ? n : 1;
	}
	return width;
}
