#include <config.h>

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "trade/fold.h"
#include "trade/near.h"

const char *ck_near_confused(char c)
{
	switch (c) {
	case '0': return "OQD";
	case 'O': return "0QD";
	case 'Q': return "0OD";
	case 'D': return "0OQ";
	case '1': return "IL";
	case 'I': return "1L";
	case 'L': return "1I";
	case '2': return "Z";
	case 'Z': return "2";
	case '5': return "S";
	case 'S': return "5";
	case '6': return "G";
	case 'G': return "6";
	case '8': return "B";
	case 'B': return "8";
	default: return "";
	}
}

int ck_near_each(const char *text, ck_near_visit *visit, void *arg)
{
	char variant[CK_NEAR_SIZE];
	size_t len = strlen(text);
	int stop;

	if (len >= sizeof(variant))
		return -EBADMSG;
	memcpy(variant, text, len + 1);
	stop = visit(variant, arg);
	for (size_t i = 0; i < len && !stop; i++) {
		const char *other = ck_near_confused(text[i]);

		for (; *other && !stop; other++) {
			variant[i] = *other;
			stop = visit(variant, arg);
		}
		variant[i] = text[i];
	}
	return stop;
}

/* Fills at most CK_NEAR_POINTS; returns how many the text has in all. */
static size_t read_points(const char *text, uint32_t *ret_points)
{
	size_t n = 0;
	uint32_t point;

	while (*text) {
		int len = ck_fold_decode(text, &point);

		if (len < 0) {
			point = 0x110000u + (unsigned char)*text;
			len = 1;
		}
		if (n < CK_NEAR_POINTS)
			ret_points[n] = point;
		n++;
		text += len;
	}
	return n;
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned ab = a < b ? a : b;

	return ab < c ? ab : c;
}

static unsigned levenshtein(const uint32_t *a, size_t na, const uint32_t *b,
			    size_t nb)
{
	unsigned row[CK_NEAR_POINTS + 1];

	for (size_t j = 0; j <= nb; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= na; i++) {
		unsigned diagonal = row[0];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= nb; j++) {
			unsigned above = row[j];

			row[j] = least(above + 1, row[j - 1] + 1,
				       diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[nb];
}

static unsigned measure(const char *a, const char *b, unsigned *ret_longer)
{
	uint32_t p[CK_NEAR_POINTS];
	uint32_t q[CK_NEAR_POINTS];
	size_t np = read_points(a, p);
	size_t nq = read_points(b, q);

	*ret_longer = (unsigned)(np > nq ? np : nq);
	if (*ret_longer <= CK_NEAR_POINTS)
		return levenshtein(p, np, q, nq);
	return strcmp(a, b) ? *ret_longer : 0;
}

unsigned ck_near_distance(const char *a, const char *b)
{
	unsigned longer;

	return measure(a, b, &longer);
}

double ck_near_similarity(const char *a, const char *b)
{
	unsigned longer;
	unsigned distance = measure(a, b, &longer);

	return longer ? 1.0 - (double)distance / longer : 1.0;
}
