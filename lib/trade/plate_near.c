#include <config.h>

#include <errno.h>
#include <string.h>

#include "trade/fold.h"
#include "trade/plate_near.h"

struct filter {
	const char *reading;
	ck_near_visit *visit;
	void *arg;
};

static bool known(const char *normal)
{
	bool bare;

	return ck_plate_kind_of(normal, &bare) != CK_PLATE_UNKNOWN;
}

static int stop_at_known(const char *variant, void *arg)
{
	(void)arg;
	return known(variant);
}

static int visit_known(const char *variant, void *arg)
{
	struct filter *filter = arg;

	if (strcmp(variant, filter->reading) && !known(variant))
		return 0;
	return filter->visit(variant, filter->arg);
}

int ck_plate_near(const char *normal, ck_near_visit *visit, void *arg)
{
	struct filter filter = { normal, visit, arg };
	int any = ck_near_each(normal, stop_at_known, NULL);

	if (any < 0)
		return any;
	if (!any)
		return ck_near_each(normal, visit, arg);
	return ck_near_each(normal, visit_known, &filter);
}

/* Where O and I begin to be impossible. */
static size_t serial_start(const char *normal)
{
	uint32_t point;
	int len = ck_fold_decode(normal, &point);

	if (len <= 0 || !ck_plate_province(point))
		return 0;
	return normal[len] ? (size_t)len + 1 : (size_t)len;
}

int ck_plate_correct(const char *normal, char ret_normal[CK_PLATE_SIZE])
{
	char text[CK_PLATE_SIZE];
	size_t len = strlen(normal);
	bool changed = false;

	if (len >= sizeof(text))
		return -EBADMSG;
	memcpy(text, normal, len + 1);
	for (size_t i = serial_start(normal); i < len; i++) {
		if (text[i] == 'O' || text[i] == 'I') {
			text[i] = text[i] == 'O' ? '0' : '1';
			changed = true;
		}
	}
	changed = changed && !known(normal) && known(text);
	memcpy(ret_normal, changed ? text : normal, len + 1);
	return changed;
}

struct guess {
	int count;
	char *normal;
};

static int take_known(const char *variant, void *arg)
{
	struct guess *guess = arg;
	bool bare;

	if (ck_plate_kind_of(variant, &bare) != CK_PLATE_UNKNOWN && !bare && strlen(variant) < CK_PLATE_SIZE) {
		guess->count++;
		strcpy(guess->normal, variant);
	}
	return 0;
}

int ck_plate_guess(const char *normal, char ret_normal[CK_PLATE_SIZE])
{
	char only[CK_PLATE_SIZE] = "";
	struct guess guess = { .normal = only };
	int r = known(normal) ? 0 : ck_near_each(normal, take_known, &guess);

	if (r < 0 || guess.count != 1)
		return 0;
	memcpy(ret_normal, only, sizeof(only));
	return 1;
}
