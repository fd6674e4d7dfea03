/* The known cases of the fee (tests/data/site-fees.json, with their sources)
 * by the shipped site files; classes, rounding, and tariffs that cannot be. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>

#include "fee/tariff.h"
#include "record/reader.h"
#include "tap.h"

static const char *file(struct ck_doc *doc, const char *name)
{
	const char *top = getenv("top_srcdir");

	return ck_doc_format(doc, "%s/%s", top ? top : ".", name);
}

static const struct ck_value *read_file(struct ck_doc *doc, const char *name)
{
	const struct ck_value *v = NULL;
	struct ck_fault fault;

	if (ck_read_file(doc, file(doc, name), CK_FILE_MAX, &v, &fault) < 0)
		printf("Bail out! %s cannot be read\n", name);
	return v;
}

/* -- the known cases ------------------------------------------------------ */

static struct ck_value *takers_of(struct ck_doc *doc,
				  const struct ck_value *trips)
{
	struct ck_value *takers = ck_new_array(doc);

	for (size_t i = 0; i < ck_count(trips); i++)
		if (!strcmp(ck_get_str(ck_at(trips, i), "role"), "receiving"))
			ck_push(takers, ck_get(ck_at(trips, i), "class"));
	return takers;
}

static void check_charges(const struct ck_charge *got,
			  const struct ck_value *want, const char *name,
			  size_t trip)
{
	const char *kind = ck_str(ck_at(want, 0));
	int64_t amount = 0;

	ck_int(ck_at(want, 1), &amount);
	for (int k = 0; k < CK_CHARGE_KINDS; k++) {
		bool due = !strcmp(kind, k ? "transfer" : "base");

		ok(got[k].due == due &&
		   got[k].amount_minor == (due ? amount : 0) &&
		   (!due || got[k].unconfirmed),
		   "%s: trip %zu: %s %lld", name, trip + 1, ck_charge_names[k],
		   (long long)got[k].amount_minor);
	}
}

static void known_cases(struct ck_doc *doc, const struct ck_site *site,
			const struct ck_value *cases)
{
	struct ck_charge charges[CK_CHARGE_KINDS];

	for (size_t i = 0; i < ck_count(cases); i++) {
		const struct ck_value *known = ck_at(cases, i);
		const char *name = ck_get_str(known, "name");
		const struct ck_value *trips = ck_get(known, "trips");
		struct ck_value *takers = takers_of(doc, trips);

		for (size_t k = 0; k < ck_count(trips); k++) {
			int r = ck_tariff_charges(site, doc, ck_at(trips, k),
						  NULL, takers, charges);

			if (ok(r == 0, "%s: trip %zu is charged", name, k + 1))
				check_charges(charges,
					      ck_at(ck_get(known, "charges"),
						    k), name, k);
		}
	}
}

/* -- classes -------------------------------------------------------------- */

static const struct {
	const char *declared;
	int64_t grams;
	const char *charged;
} masses[] = {
	{ NULL, 0, "VT1" },
	{ NULL, 1999999, "VT1" },
	{ NULL, 2000000, "VT2" },
	{ NULL, 9999999, "VT4" },
	{ NULL, 10000000, "VT5" },
	{ NULL, 18000000, "VT6" },
	{ NULL, INT64_C(900000000000), "VT6" },
	{ "VT4", 9999999, "VT4" },
	{ "VT4", 10000000, "VT5" },
	{ "VT6", 5000000, "VT6" },	/* a 40 ft container, whatever is in it */
	{ "VT9", 5000000, "VT4" },	/* a class that the tariff has not */
};

static void classes(const struct ck_site *site)
{
	for (size_t i = 0; i < sizeof(masses) / sizeof(masses[0]); i++)
		is(ck_tariff_class(site, masses[i].declared, masses[i].grams),
		   masses[i].charged, "%lld g declared %s",
		   (long long)masses[i].grams,
		   masses[i].declared ? masses[i].declared : "nothing");
}

/* -- tariffs of other kinds ----------------------------------------------- */

static const char tariff_text[] =
	"{\"site\":\"X\",\"tariff\":{\"currency\":\"CNY\",\"classes\":{"
	"\"A\":{\"under_t\":null,\"amount\":1}},\"base_when\":\".laden\","
	"\"rules\":[],\"multipliers\":["
	"{\"code\":\"half\",\"when\":\"true\",\"percent\":33},"
	"{\"code\":\"odd\",\"when\":\".axles > 3\",\"percent\":50}],"
	"\"transfer_when\":\".transfers_out > 0\",\"transfer_percent\":30,"
	"\"transfer_of\":\"own\"}}";

static const struct {
	const char *facts;
	int result;
	int64_t base;
	int64_t transfer;
	const char *sentence;
} others[] = {
	/* 100 fen: 33 % is 33, half of that 16.5, rounded up. */
	{ "{\"class\":\"A\",\"laden\":true,\"axles\":6,\"transfers_out\":0}", 0,
	  17, 0, "half a minor unit rounds up" },
	{ "{\"class\":\"A\",\"laden\":true,\"axles\":2,\"transfers_out\":0}", 0,
	  33, 0, "only what applies is multiplied" },
	{ "{\"class\":\"A\",\"laden\":false,\"axles\":2,\"transfers_out\":1}", 0,
	  0, 30, "a transfer fee of its own class" },
	{ "{\"class\":\"A\",\"laden\":true,\"axles\":2,\"transfers_out\":2}", 0,
	  33, 30, "both" },
	{ "{\"class\":\"B\",\"laden\":true,\"axles\":2,\"transfers_out\":0}",
	  -EINVAL, 0, 0, "a class that is not in the tariff" },
	{ "{\"class\":\"A\",\"laden\":1,\"axles\":6,\"transfers_out\":0}", 0,
	  17, 0, "a condition that gives no boolean charges" },
};

static const struct ck_value *read_text(struct ck_doc *doc, const char *text)
{
	const struct ck_value *v = NULL;
	struct ck_fault fault;

	if (ck_read(doc, text, strlen(text), &v, &fault) < 0)
		printf("Bail out! %s\n", fault.message);
	return v;
}

static void other_tariffs(struct ck_doc *doc)
{
	CK_CLEANUP(ck_site_free)
	struct ck_site *site = ck_site_new(read_text(doc, tariff_text));
	struct ck_charge c[CK_CHARGE_KINDS];

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		int r = ck_tariff_charges(site, doc,
					  read_text(doc, others[i].facts),
					  NULL, ck_new_array(doc), c);

		ok(r == others[i].result &&
		   (r < 0 || (c[0].amount_minor == others[i].base &&
			      c[1].amount_minor == others[i].transfer)),
		   "%s", others[i].sentence);
	}
	ok(c[0].unconfirmed, "what a broken condition charges is unconfirmed");
}

static void broken_tariffs(struct ck_doc *doc, const struct ck_value *document)
{
	struct ck_value *copy = ck_copy(doc, document);
	struct ck_value *tariff = ck_copy(doc, ck_get(document, "tariff"));
	struct ck_value *classes;
	struct ck_charge c[CK_CHARGE_KINDS];
	const struct ck_value *facts = read_text(doc,
		"{\"class\":\"VT6\",\"role\":\"main\",\"laden\":true,"
		"\"direction\":\"export\",\"regime\":\"commercial\","
		"\"container\":false,\"hs\":[],\"chapters\":[\"26\"],"
		"\"transfers_out\":1}");

	ck_set(copy, "tariff", tariff);
	classes = ck_set_object(tariff, "classes");
	ck_set_int(ck_set_object(classes, "VT6"), "amount",
		   INT64_C(9007199254740991));
	for (int percent = 500; percent <= 500000; percent *= 1000) {
		struct ck_value *m = ck_copy(doc, ck_get(tariff, "multipliers"));
		CK_CLEANUP(ck_site_free) struct ck_site *site = NULL;

		ck_set(tariff, "multipliers", m);
		ck_set_int((struct ck_value *)ck_at(m, 0), "percent", percent);
		site = ck_site_new(copy);
		ok(ck_tariff_charges(site, doc, facts, NULL,
				     ck_new_array(doc), c) ==
		   (percent == 500 ? 0 : -ERANGE),
		   "%d %% of a great amount", percent);
	}
}

/* The rule: several goods on one vehicle, the dearest class by
 * customs value. Ore is charged five times, furniture once. */
static const struct {
	const char *by;
	const char *goods;		/* of furniture, of ore */
	int64_t amount;
	const char *chosen;
	bool unconfirmed;
	const char *sentence;
} several[] = {
	{ "value", "[{\"value_minor\":9,\"currency\":\"VND\"},"
	  "{\"value_minor\":8,\"currency\":\"VND\"}]", 800000, "g1", false,
	  "the furniture is worth more" },
	{ "value", "[{\"value_minor\":8,\"currency\":\"VND\"},"
	  "{\"value_minor\":9,\"currency\":\"VND\"}]", 4000000, "g2", false,
	  "the ore is worth more" },
	{ "value", "[{\"value_minor\":9,\"currency\":\"VND\"},"
	  "{\"value_minor\":9,\"currency\":\"VND\"}]", 4000000, "g2", false,
	  "as much: the greater fee" },
	{ "value", "[{\"value_minor\":9,\"currency\":\"VND\"},"
	  "{\"value_minor\":8,\"currency\":\"USD\"}]", 4000000, "g2", true,
	  "two currencies: the greater fee, unconfirmed" },
	{ "value", "[{\"value_minor\":9,\"currency\":\"VND\"},"
	  "{\"currency\":\"VND\"}]", 4000000, "g2", true,
	  "a value is missing: the greater fee, unconfirmed" },
	{ "amount", "[{\"value_minor\":9,\"currency\":\"VND\"},"
	  "{\"value_minor\":8,\"currency\":\"VND\"}]", 4000000, "g2", false,
	  "the greater fee, whatever they are worth" },
	{ NULL, "[{},{}]", 4000000, NULL, true,
	  "a tariff without the rule sees all goods at once" },
};

static const char load_text[] =
	"{\"class\":\"VT6\",\"role\":\"main\",\"laden\":true,"
	"\"direction\":\"export\",\"regime\":\"commercial\","
	"\"container\":false,\"hs\":[],\"chapters\":[%s],"
	"\"transfers_out\":0}";

static const struct ck_value *goods_of(struct ck_doc *doc, const char *text)
{
	static const char *const refs[] = { "g1", "g2" };
	static const char *const chapters[] = { "\"94\"", "\"26\"" };
	struct ck_value *goods = ck_copy(doc, read_text(doc, text));

	for (size_t i = 0; i < 2; i++) {
		struct ck_value *g = (struct ck_value *)ck_at(goods, i);

		ck_set_str(g, "goods", refs[i]);
		ck_set(g, "facts", read_text(doc, ck_doc_format(doc, load_text,
								chapters[i])));
	}
	return goods;
}

static void several_goods(struct ck_doc *doc, const struct ck_value *document)
{
	const struct ck_value *facts = read_text(doc,
		ck_doc_format(doc, load_text, "\"26\",\"94\""));
	struct ck_value *copy = ck_copy(doc, document);
	struct ck_value *tariff = ck_copy(doc, ck_get(document, "tariff"));
	CK_CLEANUP(ck_site_free) struct ck_site *site = NULL;

	ck_set(copy, "tariff", tariff);
	ck_set_bool(tariff, "unconfirmed", false);
	site = ck_site_new(copy);
	for (size_t i = 0; i < sizeof(several) / sizeof(several[0]); i++) {
		struct ck_charge c[CK_CHARGE_KINDS];
		const struct ck_value *line;
		int r;

		ck_unset(tariff, "several_goods");
		if (several[i].by)
			ck_set_str(ck_set_object(tariff, "several_goods"), "by",
				   several[i].by);
		r = ck_tariff_charges(site, doc, facts,
				      goods_of(doc, several[i].goods), NULL, c);
		ok(r == 0 && c[0].amount_minor == several[i].amount, "%s",
		   several[i].sentence);
		line = ck_at(c[0].working, ck_count(c[0].working) - 1);
		is(ck_str(ck_at(ck_get(line, "goods"), 0)), several[i].chosen,
		   "... which is told");
		ok(ck_is_true(ck_get(line, "unconfirmed")) ==
		   several[i].unconfirmed, "... and what is sure of it");
	}
}

static void no_receiver(struct ck_doc *doc, const struct ck_site *site)
{
	struct ck_charge c[CK_CHARGE_KINDS];
	const struct ck_value *facts = read_text(doc,
		"{\"class\":\"VT6\",\"role\":\"main\",\"laden\":true,"
		"\"direction\":\"import\",\"regime\":\"commercial\","
		"\"container\":false,\"hs\":[],\"chapters\":[],"
		"\"transfers_out\":1,\"emptied\":true}");

	ok(ck_tariff_charges(site, doc, facts, NULL, ck_new_array(doc), c) ==
	   -ENOLINK, "a transfer fee without receiving vehicles");
}

int main(void)
{
	static const char *const sites[] = { "huu-nghi", "tan-thanh",
					     "chi-ma" };
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *cases = read_file(doc,
						 "tests/data/site-fees.json");

	for (size_t i = 0; i < 3; i++) {
		const struct ck_value *document = read_file(doc,
			ck_doc_format(doc, "share/sites/%s.json", sites[i]));
		CK_CLEANUP(ck_site_free)
		struct ck_site *site = ck_site_new(document);

		known_cases(doc, site, cases);
		if (i)
			continue;
		classes(site);
		no_receiver(doc, site);
		broken_tariffs(doc, document);
		several_goods(doc, document);
	}
	other_tariffs(doc);
	return tap_done();
}
