/* What a weighing says: the error limits of a class III scale, and figures
 * beside the declaration and the law. */
#include <config.h>

#include "scale/judge.h"
#include "tap.h"

#define KG INT64_C(1000)
#define E (20 * KG)

/* OIML R 76 table 6, doubled: an 80 t scale with e = 20 kg has 20 kg up to
 * 10 t, 40 kg up to 40 t, 60 kg above. */
static void test_limits(void)
{
	ok(ck_scale_limit(400 * KG, E) == 20 * KG, "at Min");
	ok(ck_scale_limit(10000 * KG, E) == 20 * KG, "at 500 e");
	ok(ck_scale_limit(10000 * KG + 1, E) == 40 * KG, "above 500 e");
	ok(ck_scale_limit(40000 * KG, E) == 40 * KG, "at 2000 e");
	ok(ck_scale_limit(40000 * KG + 1, E) == 60 * KG, "above 2000 e");
	ok(ck_scale_limit(80000 * KG, E) == 60 * KG, "at Max");
	ok(ck_scale_limit(-400 * KG, E) == 20 * KG, "below zero");
}

static struct ck_weighing_figures figures(int64_t weighed_kg)
{
	return (struct ck_weighing_figures){
		.weighed_g = weighed_kg * KG,
		.limit_g = 60 * KG,
		.verified = true,
	};
}

static enum ck_weighed judge(int64_t weighed_kg, int64_t declared_kg,
			     int64_t legal_kg)
{
	struct ck_weighing_figures f = figures(weighed_kg);

	f.legal_g = legal_kg * KG;
	if (declared_kg)
		ck_weighing_declare(&f, declared_kg * KG, 50);
	return ck_weighing_judge(&f);
}

/* Five per cent of 40,000 kg and the scale's 60 kg: 2,060 kg either way. */
static void test_declared(void)
{
	ok(judge(40000, 40000, 0) == CK_WEIGHED_WITHIN, "as declared");
	ok(judge(42060, 40000, 0) == CK_WEIGHED_WITHIN, "at the tolerance");
	ok(judge(42061, 40000, 0) == CK_WEIGHED_OUTSIDE, "above it");
	ok(judge(37940, 40000, 0) == CK_WEIGHED_WITHIN, "at it, below");
	ok(judge(37939, 40000, 0) == CK_WEIGHED_OUTSIDE, "below it");
	ok(judge(40000, 0, 0) == CK_WEIGHED_NONE, "nothing declared");
}

static void test_legal(void)
{
	ok(judge(48000, 48000, 48000) == CK_WEIGHED_WITHIN, "at the limit");
	ok(judge(48001, 48000, 48000) == CK_WEIGHED_OVER_LEGAL, "over it");
	ok(judge(49860, 46200, 48000) == CK_WEIGHED_OVER_LEGAL,
	   "over it and outside of what is declared");
	ok(judge(49860, 0, 48000) == CK_WEIGHED_OVER_LEGAL,
	   "over it, nothing declared");
	ok(judge(30000, 0, 48000) == CK_WEIGHED_NONE,
	   "under it, nothing declared: that says nothing");
}

static void test_doubt(void)
{
	struct ck_weighing_figures f = figures(49860);

	f.legal_g = 48000 * KG;
	ck_weighing_declare(&f, 49860 * KG, 50);
	f.verified = false;
	ok(ck_weighing_judge(&f) == CK_WEIGHED_UNVERIFIED,
	   "an unverified scale neither holds nor confirms");
	f.verified = true;
	f.tare = true;
	ok(ck_weighing_judge(&f) == CK_WEIGHED_NONE,
	   "a tare is compared for information only");
	is(ck_weighed_name(CK_WEIGHED_OVER_LEGAL), "over-legal", "its name");
}

/* 49,860 kg in, 16,200 out: 33,660 kg as declared. */
static void test_tare(void)
{
	struct ck_weighing_figures f = figures(16200);

	f.limit_g = 40 * KG;
	f.tare = true;
	f.net = (struct ck_net_figures){ .weighed = true, .net_g = 33660 * KG,
					 .limit_g = 100 * KG };
	ck_net_declare(&f.net, 33660 * KG, 50);
	ok(ck_weighing_judge(&f) == CK_WEIGHED_WITHIN, "a net as declared");
	f.legal_g = 48000 * KG;
	ok(ck_weighing_judge(&f) == CK_WEIGHED_NONE,
	   "of a gross over the limit confirms nothing");
	f.legal_g = 0;
	ck_weighing_permit(&f, 49800 * KG, 0);
	ok(ck_weighing_judge(&f) == CK_WEIGHED_WITHIN,
	   "a gross at what is permitted, and its limit");
	ck_weighing_permit(&f, 49799 * KG, 0);
	ok(ck_weighing_judge(&f) == CK_WEIGHED_NONE, "more than that");
}

static void test_figures(void)
{
	struct ck_weighing_figures f = figures(36740);

	ok(ck_weighing_difference(&f) == 0, "no difference from nothing");
	ck_weighing_declare(&f, 36700 * KG, 50);
	ok(f.tolerance_g == 1895 * KG && ck_weighing_difference(&f) == 40 * KG,
	   "tolerance and difference are exact");
	ck_weighing_declare(&f, 999, 50);
	ok(f.tolerance_g == 60 * KG + 49, "a part of a gram is not given");
	ck_weighing_declare(&f, INT64_MAX / 2000, 1000);
	ok(f.tolerance_g == INT64_MAX / 2000 + 60 * KG,
	   "nothing overflows on the way");
}

int main(void)
{
	test_limits();
	test_declared();
	test_legal();
	test_doubt();
	test_tare();
	test_figures();
	return tap_done();
}
