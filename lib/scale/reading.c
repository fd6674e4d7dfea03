#include <config.h>

#include <assert.h>
#include <string.h>

#include "scale/reading.h"

void ck_reading_start(struct ck_reading *reading, const uint8_t *frame,
		      size_t len)
{
	assert(len <= sizeof(reading->frame));
	reading->ok = true;
	reading->reason = NULL;
	reading->detail = NULL;
	reading->weight[0] = '\0';
	reading->tare[0] = '\0';
	reading->unit[0] = '\0';
	reading->stable = -1;
	reading->net = -1;
	reading->range = CK_SCALE_IN_RANGE;
	reading->has_grams = false;
	reading->grams = 0;
	reading->frame_len = len;
	memcpy(reading->frame, frame, len);
}

void ck_reading_refuse(struct ck_reading *reading, const char *reason)
{
	reading->ok = false;
	reading->reason = reason;
}

void ck_reading_set_aside(struct ck_reading *reading, const char *detail)
{
	ck_reading_refuse(reading, CK_SCALE_NO_WEIGHT);
	reading->detail = detail;
}

void ck_reading_digits(char text[16], const uint8_t *digits, size_t n,
		       int decimals, bool negative)
{
	size_t whole = decimals < 0 ? n : n - decimals;
	size_t first = 0;
	char *at = text;

	assert(n <= 10 && decimals >= -2 && decimals < (int)n);
	while (first < n && digits[first] == '0')
		first++;
	if (negative && first < n)
		*at++ = '-';
	if (first >= whole)
		*at++ = '0';
	for (size_t i = first < whole ? first : whole; i < n; i++) {
		if (i == whole)
			*at++ = '.';
		*at++ = digits[i];
	}
	if (first < n)
		for (; decimals < 0; decimals++)
			*at++ = '0';
	*at = '\0';
}

/* Decimal places between the unit and one gram; -1 for another unit. */
static int unit_places(const char *unit)
{
	if (unit[0] == 'k' && unit[1] == 'g' && !unit[2])
		return 3;
	if (unit[0] == 'g' && !unit[1])
		return 0;
	return unit[0] == 't' && !unit[1] ? 6 : -1;
}

static bool whole_grams(int64_t value, int decimals, const char *unit,
			int64_t *ret_grams)
{
	static const int64_t tens[] = { 1, 10, 100, 1000, 10000, 100000,
					1000000, 10000000, 100000000 };
	int places = unit_places(unit);

	if (places < 0)
		return false;
	if (places > decimals) {
		value *= tens[places - decimals];
		decimals = places;
	}
	for (; places < decimals; decimals--) {
		if (value % 10)
			return false;
		value /= 10;
	}
	*ret_grams = value;
	return true;
}

void ck_reading_weigh(struct ck_reading *reading, const uint8_t *digits,
		      size_t n, int decimals, bool negative, const char *unit)
{
	int64_t value = 0;
	size_t len = 0;

	ck_reading_digits(reading->weight, digits, n, decimals, negative);
	for (; len < sizeof(reading->unit) - 1 && unit[len]; len++)
		reading->unit[len] = unit[len];
	reading->unit[len] = '\0';
	for (size_t i = 0; i < n; i++)
		value = value * 10 + (digits[i] - '0');
	reading->has_grams = whole_grams(negative ? -value : value, decimals,
					 reading->unit, &reading->grams);
}

const char *ck_scale_range_name(enum ck_scale_range range)
{
	static const char *const names[] = { "ok", "over", "under" };

	return names[range];
}

bool ck_reading_equal(const struct ck_reading *a, const struct ck_reading *b)
{
	if (a->ok != b->ok)
		return false;
	if (!a->ok)
		return !strcmp(a->reason, b->reason);
	return !strcmp(a->weight, b->weight) && !strcmp(a->tare, b->tare) &&
	       !strcmp(a->unit, b->unit) && a->stable == b->stable &&
	       a->net == b->net && a->range == b->range &&
	       a->has_grams == b->has_grams && a->grams == b->grams;
}
