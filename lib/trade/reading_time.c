#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "trade/amount.h"
#include "trade/meant.h"
#include "trade/reading_code.h"

/* "2026-11-22" as it stands: a date has no zone to count it in. */
const char *ck_read_date(struct ck_reading *r, const char *text)
{
	char meant[CK_DATE_SIZE];
	int64_t ms;

	if (strlen(text) == 10 && ck_day_parse(text, 0, &ms) == 0)
		return text;
	if (!r->quiet && ck_date_meant(text, meant))
		ck_reading_find(r, CK_F_DATE_FORM,
				_("%s is not taken as a date; is %s meant?"),
				text, meant);
	else
		ck_reading_find(r, CK_F_DATE_FORM,
				_("%s is no date, as 2026-11-22"),
				ck_reading_quote(r, text));
	return NULL;
}

/* The zone is left out, or the day is written first: it is the site's zone. */
static const char *time_meant(const struct ck_reading *r, const char *text)
{
	char moment[CK_MOMENT_SIZE];
	int minutes = r->site ? r->site->offset_min : 0;

	if (!r->site || r->quiet || ck_moment_read(text, moment) < 0 ||
	    !strchr(moment, 'T'))
		return NULL;
	return ck_doc_format(r->doc, "%s%c%02d:%02d", moment,
			     minutes < 0 ? '-' : '+', abs(minutes) / 60,
			     abs(minutes) % 60);
}

const struct ck_value *ck_read_time(struct ck_reading *r, const char *text)
{
	const char *meant;
	int64_t ms;

	if (ck_time_parse(text, &ms) == 0)
		return ck_new_int(r->doc, ms);
	meant = time_meant(r, text);
	if (meant)
		ck_reading_find(r, CK_F_TIME_FORM,
				_("%s is no time with its zone; is %s meant?"),
				text, meant);
	else
		ck_reading_find(r, CK_F_TIME_FORM,
				_("%s is no time with its zone, as 2026-11-22T08:00:00+07:00"),
				text);
	return NULL;
}
