/* Which two weighings make a net, and what it says beside the declaration. */
#include <config.h>

#include "record/value.h"
#include "scale/judge.h"
#include "scale/net.h"
#include "tap.h"

#define KG INT64_C(1000)

static struct ck_doc *doc;

struct weighed {
	const char *weighing;
	const char *weighs;
	int64_t kg;
	int verified;
	int anew;
	const char *question;
	const char *rig;
};

static struct ck_value *row_of(const struct weighed *w)
{
	struct ck_value *row = ck_new_object(doc);

	ck_set_str(row, "weighing", w->weighing);
	ck_set_str(row, "weighs", w->weighs);
	ck_set_int(row, "gross_g", w->kg * KG);
	ck_set_int(row, "e_g", 20 * KG);
	ck_set_int(row, "limit_g", 40 * KG);
	ck_set_int(row, "taken_at", 1000);
	ck_set_int(row, "verified", w->verified);
	ck_set_int(row, "anew", w->anew);
	ck_set_str(row, "question", w->question);
	ck_set_str(row, "rig", w->rig);
	return row;
}

/* A gross of 36,740 kg of the rig "A+R" now, after these weighings. */
static struct ck_net net(const struct weighed *before, size_t count,
			 int64_t preset_kg, const struct weighed *stored)
{
	struct ck_value *rows = ck_new_array(doc);
	struct ck_net_ask ask = {
		.rows = rows, .rig = "A+R", .weighed_g = 36740 * KG,
		.limit_g = 40 * KG, .e_g = 10 * KG, .taken_at = 61000,
		.preset_g = preset_kg * KG,
	};
	struct ck_net found;

	for (size_t i = 0; i < count; i++)
		ck_push(rows, row_of(&before[i]));
	ask.stored = stored ? row_of(stored) : NULL;
	ck_net_find(&ask, &found);
	return found;
}

static void test_partner(void)
{
	static const struct weighed sound[] = {
		{ "W1", "tare", 15180, 1, 0, NULL, "A+R" },
		{ "W2", "gross", 36700, 1, 0, NULL, "A+R" },
	};
	static const struct weighed later[] = {
		{ "W1", "tare", 15180, 1, 0, NULL, "A+R" },
		{ "W2", "tare", 15100, 1, 0, NULL, "A+R" },
		{ "W3", "tare", 15000, 0, 0, NULL, "A+R" },
	};
	static const struct weighed failed[] = {
		{ "W1", "tare", 15180, 1, 0, NULL, "A+R" },
		{ "W2", "tare", 15100, 0, 1, NULL, "A+R" },
	};
	static const struct weighed open[] = {
		{ "W1", "tare", 15180, 1, 0, "open", "A+R" },
	};
	static const struct weighed other[] = {
		{ "W1", "tare", 15180, 1, 0, NULL, "A+S" },
	};
	static const struct weighed old[] = {
		{ "W1", "tare", 15180, 1, 0, NULL, NULL },
	};
	struct ck_net n = net(sound, 2, 0, NULL);

	is(n.by, "two-pass", "gross and tare of one trip");
	is(n.pair, "W1", "with the tare");
	ok(n.net_g == 21560 * KG && n.tare_g == 15180 * KG, "less it");
	ok(n.e_g == 20 * KG, "in the coarser interval");
	ok(n.limit_g == 80 * KG, "wrong by both limits");
	ok(n.between_ms == 60000, "the time between");
	is(net(later, 3, 0, NULL).pair, "W2", "the latest that proves");
	ok(!net(failed, 2, 0, NULL).by, "none where that one had failed");
	ok(!net(open, 1, 0, NULL).by, "none in question");
	ok(!net(other, 1, 0, NULL).by, "none of another trailer");
	ok(!net(old, 1, 0, NULL).by, "none of nobody knows what");
}

static void test_order(void)
{
	static const struct weighed tare = { "W1", "tare", 15180, 1, 0, NULL,
					     "A+R" };
	static const struct weighed gone = { "X/W1", "tare", 15000, 1, 0, NULL,
					     "A+R" };
	static const struct weighed bad = { "X/W1", "tare", 15000, 1, 0,
					    "open", "A+R" };
	struct ck_net n = net(NULL, 0, 13000, &gone);

	is(net(&tare, 1, 13000, &gone).by, "two-pass", "of this trip first");
	is(n.by, "preset", "then what was entered");
	ok(!n.pair && !n.limit_g && n.net_g == 23740 * KG,
	   "which is no weighing and has no limit");
	is(net(NULL, 0, 0, &gone).by, "stored", "then an earlier one");
	ok(!net(NULL, 0, 0, &bad).by, "unless that is in question");
	ok(!net(NULL, 0, 0, NULL).by, "else none");
}

static enum ck_weighed judge(bool tare, bool weighed, int64_t net_kg)
{
	struct ck_weighing_figures f = {
		.weighed_g = (tare ? 15180 : 36740) * KG, .limit_g = 40 * KG,
		.tare = tare, .verified = true,
		.net = { .weighed = weighed, .net_g = net_kg * KG,
			 .limit_g = 80 * KG },
	};

	ck_weighing_declare(&f, (tare ? 15200 : 36700) * KG, 50);
	ck_net_declare(&f.net, 21500 * KG, 50);
	return ck_weighing_judge(&f);
}

/* Five per cent of 21,500 kg and 80 kg: 1,155 kg either way. */
static void test_judge(void)
{
	ok(judge(false, true, 22655) == CK_WEIGHED_WITHIN, "at the tolerance");
	ok(judge(false, true, 22656) == CK_WEIGHED_OUTSIDE,
	   "over it, though the gross is not");
	ok(judge(false, true, 20345) == CK_WEIGHED_WITHIN, "at it, below");
	ok(judge(false, true, 20344) == CK_WEIGHED_OUTSIDE, "under it");
	ok(judge(true, true, 22656) == CK_WEIGHED_OUTSIDE,
	   "a tare says so as well");
	ok(judge(true, false, 0) == CK_WEIGHED_NONE, "alone it says nothing");
	ok(judge(false, false, 30000) == CK_WEIGHED_WITHIN,
	   "beside a preset tare the gross decides");
}

int main(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *d = ck_doc_new();

	doc = d;
	test_partner();
	test_order();
	test_judge();
	return tap_done();
}
