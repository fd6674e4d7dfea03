#include <config.h>

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "trade/fold.h"
#include "trade/plate_key.h"

/* The code points of a normal form, Đ as D. */
struct points {
	uint32_t at[CK_PLATE_SIZE];
	size_t first;
	size_t end;
};

static int read_points(const char *normal, struct points *ret_points)
{
	struct points p = { .first = 0 };
	uint32_t point;
	size_t bytes = 0;
	int len;

	while ((len = ck_fold_decode(normal + bytes, &point)) > 0) {
		bytes += len;
		if (bytes >= CK_PLATE_SIZE)
			return -EBADMSG;
		p.at[p.end++] = point == 0x110 ? 'D' : point;
	}
	if (len < 0)
		return len;
	*ret_points = p;
	return 0;
}

static bool drop_province(struct points *p)
{
	if (p->first == p->end || !ck_plate_province(p->at[p->first]))
		return false;
	p->first++;
	return true;
}

static bool drop_suffix(struct points *p)
{
	if (p->first == p->end || !ck_plate_han(p->at[p->end - 1]))
		return false;
	p->end--;
	return true;
}

static void write_points(const struct points *p, bool backwards, char *ret_text)
{
	*ret_text = '\0';
	for (size_t i = p->first; i < p->end; i++) {
		size_t from = backwards ? p->end - 1 - (i - p->first) : i;

		ret_text += ck_fold_encode(p->at[from], ret_text);
	}
}

int ck_plate_bare_key(const char *normal, char ret_key[CK_PLATE_SIZE])
{
	struct points p;
	int err = read_points(normal, &p);

	if (err < 0)
		return err;
	drop_province(&p);
	write_points(&p, false, ret_key);
	return 0;
}

int ck_plate_tail_key(const char *normal, char ret_key[CK_PLATE_SIZE])
{
	struct points p;
	int err = read_points(normal, &p);

	if (err < 0)
		return err;
	drop_province(&p);
	drop_suffix(&p);
	write_points(&p, true, ret_key);
	return 0;
}

static bool equal(const struct points *a, const struct points *b)
{
	size_t count = a->end - a->first;

	return count == b->end - b->first &&
	       !memcmp(a->at + a->first, b->at + b->first,
		       count * sizeof(*a->at));
}

bool ck_plate_same(const char *a, const char *b)
{
	struct points p;
	struct points q;

	if (read_points(a, &p) < 0 || read_points(b, &q) < 0)
		return false;
	if (equal(&p, &q))
		return true;
	if (drop_province(&p) == drop_province(&q))
		return false;
	return equal(&p, &q);
}

static bool ends_in(const struct points *p, const struct points *tail)
{
	struct points end = *p;
	size_t count = tail->end - tail->first;

	if (p->end - p->first < count)
		return false;
	end.first = end.end - count;
	return equal(&end, tail);
}

bool ck_plate_tail_matches(const char *normal, const char *tail)
{
	struct points p;
	struct points q;

	if (read_points(normal, &p) < 0 || read_points(tail, &q) < 0)
		return false;
	if (q.first == q.end)
		return false;
	return ends_in(&p, &q) || (drop_suffix(&p) && ends_in(&p, &q));
}
