/* drift: which scale has left the others, out of what was weighed. */
#include <config.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "scale/drift.h"
#include "scale/judge.h"
#include "scale/weigh.h"
#include "store/query.h"
#include "trade/mass.h"

/* Loads are remembered for a year. */
enum { HISTORY_DAYS = 365 };

struct scale {
	char *name;
	double sum_g;			/* of its weighings */
	size_t count;
	int64_t e_g;
};

struct drifting {
	struct ck_session *s;
	int64_t from, since, until;
	struct scale *scales;
	size_t scales_len;
	struct ck_drift_seen *seen;
	size_t len, room;
	size_t load;
	int64_t e_g;			/* the coarsest */
};

static void done(struct drifting *d)
{
	for (size_t i = 0; i < d->scales_len; i++)
		free(d->scales[i].name);
	free(d->scales);
	free(d->seen);
}

static size_t scale_of(struct drifting *d, const char *name)
{
	for (size_t i = 0; i < d->scales_len; i++)
		if (!strcmp(d->scales[i].name, name))
			return i;
	d->scales = ck_realloc(d->scales, (d->scales_len + 1) *
					  sizeof(*d->scales));
	d->scales[d->scales_len] = (struct scale){ .name = ck_strdup(name) };
	return d->scales_len++;
}

static void see(struct drifting *d, struct ck_stmt *q, enum ck_drift_load kind)
{
	size_t at = scale_of(d, ck_column_text(q, 1));
	struct scale *scale = &d->scales[at];
	int64_t grams = ck_column_int(q, 2);

	if (d->len == d->room) {
		d->room = d->room * 2 + 64;
		d->seen = ck_realloc(d->seen, d->room * sizeof(*d->seen));
	}
	d->seen[d->len++] = (struct ck_drift_seen){
		.load = d->load, .kind = kind, .scale = at,
		.now = ck_column_int(q, 5) > d->since, .grams = grams,
	};
	scale->sum_g += grams;
	scale->count++;
	scale->e_g = ck_column_int(q, 3);
	if (scale->e_g > d->e_g)
		d->e_g = scale->e_g;
}

static int read_loads(struct drifting *d, enum ck_sql id,
		      enum ck_drift_load kind)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(d->s->store, id, "sii", d->s->site,
				     d->from, d->until);
	ck_autofree char *before = NULL;
	int r;

	while ((r = ck_step(q)) > 0) {
		const char *load = ck_column_text(q, 0);

		if (!before || strcmp(before, load) != 0 ||
		    ck_column_int(q, 4))
			d->load++;
		free(before);
		before = ck_strdup(load);
		if (ck_column_int(q, 6))
			see(d, q, kind);
	}
	return r < 0 ? ck_fail_store(d->s, NULL, r) : 0;
}

/* -- the answer ----------------------------------------------------------- */

/* An estimate: to a tenth of a kilogram. */
static void put_estimate(struct ck_doc *doc, struct ck_value *record,
			 const char *key, double grams)
{
	char kg[CK_DECIMAL_SIZE];

	ck_mass_text(llround(grams / 100) * 100, kg);
	ck_set(record, key, ck_new_number(doc, kg));
}

static void put_found(struct ck_doc *doc, struct ck_value *record,
		      const struct ck_drift_scale *found)
{
	ck_set_int(record, "compared", found->now);
	ck_set_int(record, "compared_before", found->before);
	if (found->has_bias) {
		put_estimate(doc, record, "bias_kg", found->bias_g);
		put_estimate(doc, record, "bias_low_kg",
			     found->bias_g - found->bias_half_g);
		put_estimate(doc, record, "bias_high_kg",
			     found->bias_g + found->bias_half_g);
	}
	if (!found->beside)
		return;
	ck_set_str(record, "beside", found->beside == CK_DRIFT_SCALES
					     ? "scales" : "tares");
	put_estimate(doc, record, "change_kg", found->change_g);
	put_estimate(doc, record, "threshold_kg", found->threshold_g);
}

static int print(struct drifting *d, const struct ck_drift *drift,
		 const struct ck_drift_scale *found, size_t i, double limit_g)
{
	const struct ck_weigh *set = d->s->settings;
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *record;

	if (set->scale && strcmp(set->scale, d->scales[i].name) != 0)
		return 0;
	record = ck_record(d->s, doc, "drift");
	ck_set_str(record, "scale", d->scales[i].name);
	ck_set_str(record, "state", ck_drift_state_name(found->state));
	put_found(doc, record, found);
	if (limit_g > 0)
		put_estimate(doc, record, "limit_kg", limit_g);
	put_estimate(doc, record, "noise_kg", drift->noise_g[CK_DRIFT_TRIP]);
	put_estimate(doc, record, "tare_noise_kg",
		     drift->noise_g[CK_DRIFT_TARE]);
	ck_set_time(record, "from", d->from, d->s->utc_offset_min);
	ck_set_time(record, "since", d->since, d->s->utc_offset_min);
	ck_set_time(record, "until", d->until, d->s->utc_offset_min);
	ck_set(record, "false_alarms", ck_new_number(doc, set->false_alarms));
	if (found->state > CK_DRIFT_SOUND)
		d->s->answer_no = 1;
	return ck_print(d->s, record);
}

static int estimate(struct drifting *d)
{
	const struct ck_weigh *set = d->s->settings;
	size_t n = d->scales_len;
	ck_autofree double *limits = ck_alloc((n + 1) * sizeof(*limits));
	ck_autofree struct ck_drift_scale *found =
		ck_alloc((n + 1) * sizeof(*found));
	struct ck_drift_ask ask = {
		.seen = d->seen, .count = d->len, .scales = n,
		.interval_g = d->e_g ?: 1, .limit_g = limits,
		.false_alarms = strtod(set->false_alarms, NULL),
	};
	struct ck_drift drift;
	int r = 0;

	for (size_t i = 0; i < n; i++)
		if (d->scales[i].count)
			limits[i] = ck_scale_limit(d->scales[i].sum_g /
						   d->scales[i].count,
						   d->scales[i].e_g);
	ck_drift_estimate(&ask, &drift, found);
	for (size_t i = 0; r == 0 && i < n; i++)
		r = print(d, &drift, &found[i], i, limits[i]);
	return r;
}

int ck_weigh_drift(struct ck_session *s, int argc, char **argv)
{
	const struct ck_weigh *set = s->settings;
	const struct ck_site *site = NULL;
	int64_t now = ck_session_now(s, NULL);
	__attribute__((cleanup(done))) struct drifting d = {
		.s = s, .until = now,
		.since = now - set->days * CK_DAY_MS,
		.from = now - (set->days + HISTORY_DAYS) * CK_DAY_MS,
	};
	const struct ck_value *scales;
	struct ck_scale_spec spec;
	int r = set->scale ? ck_weigh_spec(s, NULL, set->scale, &site, &spec)
			   : ck_session_site(s, NULL, &site);

	(void)argc;
	(void)argv;
	if (r < 0)
		return r;
	scales = ck_get(site->document, "scales");
	for (size_t i = 0; i < ck_count(scales); i++)
		scale_of(&d, ck_key_at(scales, i));
	r = read_loads(&d, CK_SQL_WEIGH_DRIFT_TRIPS, CK_DRIFT_TRIP);
	if (r == 0)
		r = read_loads(&d, CK_SQL_WEIGH_DRIFT_TARES, CK_DRIFT_TARE);
	return r == 0 ? estimate(&d) : r;
}
