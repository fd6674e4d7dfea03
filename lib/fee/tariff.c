#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "fee/several.h"
#include "fee/tariff.h"
#include "site/rules.h"
#include "trade/money.h"

enum { TONNE_G = 1000000 };

const char *const ck_charge_names[] = { "infrastructure", "transfer" };

/* A tariff at work on one trip. */
struct work {
	const struct ck_site *site;
	const struct ck_value *tariff;
	struct ck_doc *doc;
	const struct ck_ruling *ruling;
	const char *class;
	const struct ck_value *takers;
	int64_t unit;			/* minor units in one of the amount's */
};

/* -- classes -------------------------------------------------------------- */

static const struct ck_value *classes_of(const struct ck_value *tariff)
{
	return ck_get(tariff, "classes");
}

/* The highest class has no bound. */
static int64_t bound_of(const struct ck_value *class)
{
	int64_t tonnes = ck_get_int(class, "under_t", INT64_MAX / TONNE_G);

	return tonnes * TONNE_G;
}

const char *ck_tariff_class(const struct ck_site *site, const char *declared,
			    int64_t mass_g)
{
	const struct ck_value *classes =
		classes_of(ck_get(site->document, "tariff"));
	const struct ck_value *own = declared ? ck_get(classes, declared)
					      : NULL;
	const char *best = NULL;
	int64_t least = INT64_MAX;

	if (own && mass_g < bound_of(own))
		return declared;
	for (size_t i = 0; i < ck_count(classes); i++) {
		int64_t bound = bound_of(ck_at(classes, i));

		if (mass_g < bound && bound < least) {
			least = bound;
			best = ck_key_at(classes, i);
		}
	}
	return best;
}

/* -- a charge, line by line ----------------------------------------------- */

static bool ruled(const struct work *w, struct ck_charge *charge,
		  const char *pointer)
{
	enum ck_ruled answer = ck_ruled(w->ruling, pointer);

	if (answer == CK_RULED_WRONG)
		charge->unconfirmed = true;
	return answer != CK_RULED_NO;
}

/* The next line: what stands now, and what made it so. */
static struct ck_value *step(struct ck_charge *charge, const char *code,
			     int64_t amount, const struct ck_value *source)
{
	struct ck_value *line = ck_push_object(charge->working);

	ck_set_str(line, "code", code);
	if (ck_is_true(ck_get(source, "unconfirmed"))) {
		ck_set_bool(line, "unconfirmed", true);
		charge->unconfirmed = true;
	}
	charge->amount_minor = amount;
	return line;
}

static void finish(struct ck_value *line, const struct ck_charge *charge)
{
	ck_set_int(line, "amount_minor", charge->amount_minor);
}

/* The file's amounts are in whole units; nothing overflows that the loader has
 * let in, but a sum of money is not where one relies on it. */
static int amount_of(const struct work *w, const struct ck_value *object,
		     int64_t *ret_minor)
{
	return __builtin_mul_overflow(ck_get_int(object, "amount", 0), w->unit,
				      ret_minor) ? -ERANGE : 0;
}

/* Half a minor unit rounds up. */
static int take_percent(int64_t amount, int64_t percent, int64_t *ret_amount)
{
	int64_t hundredfold;

	if (__builtin_mul_overflow(amount, percent, &hundredfold) ||
	    __builtin_add_overflow(hundredfold, 50, &hundredfold))
		return -ERANGE;
	*ret_amount = hundredfold / 100;
	return 0;
}

static int charge_class(const struct work *w, const char *name,
			struct ck_charge *charge)
{
	const struct ck_value *class =
		name ? ck_get(classes_of(w->tariff), name) : NULL;
	struct ck_value *line;
	int64_t amount = 0;

	if (!class)
		return -EINVAL;
	if (amount_of(w, class, &amount) < 0)
		return -ERANGE;
	line = step(charge, "class", amount, class);
	ck_set_str(line, "class", name);
	finish(line, charge);
	return 0;
}

/* A rule's amount is final. 1 when one holds. */
static int charge_rule(const struct work *w, struct ck_charge *charge)
{
	const struct ck_value *rules = ck_get(w->tariff, "rules");
	char pointer[64];

	for (size_t i = 0; i < ck_count(rules); i++) {
		const struct ck_value *rule = ck_at(rules, i);
		struct ck_value *line;
		int64_t amount = 0;

		snprintf(pointer, sizeof(pointer), "/tariff/rules/%zu/when", i);
		if (!ruled(w, charge, pointer))
			continue;
		if (amount_of(w, rule, &amount) < 0)
			return -ERANGE;
		line = step(charge, "rule", amount, rule);
		ck_set(line, "rule", ck_get(rule, "code"));
		finish(line, charge);
		return 1;
	}
	return 0;
}

static int charge_multipliers(const struct work *w, struct ck_charge *charge)
{
	const struct ck_value *multipliers = ck_get(w->tariff, "multipliers");
	char pointer[64];

	for (size_t i = 0; i < ck_count(multipliers); i++) {
		const struct ck_value *m = ck_at(multipliers, i);
		int64_t percent = ck_get_int(m, "percent", 100);
		struct ck_value *line;
		int64_t amount = 0;

		snprintf(pointer, sizeof(pointer),
			 "/tariff/multipliers/%zu/when", i);
		if (!ruled(w, charge, pointer))
			continue;
		if (take_percent(charge->amount_minor, percent, &amount) < 0)
			return -ERANGE;
		line = step(charge, "multiplier", amount, m);
		ck_set(line, "multiplier", ck_get(m, "code"));
		ck_set_int(line, "percent", percent);
		finish(line, charge);
	}
	return 0;
}

static int charge_base(const struct work *w, struct ck_charge *charge)
{
	int r;

	if (!ruled(w, charge, "/tariff/base_when"))
		return 0;
	charge->due = true;
	r = charge_rule(w, charge);
	if (r != 0)
		return r < 0 ? r : 0;
	r = charge_class(w, w->class, charge);
	return r < 0 ? r : charge_multipliers(w, charge);
}

static struct ck_charge begin_charge(const struct work *w)
{
	return (struct ck_charge){
		.unconfirmed = ck_is_true(ck_get(w->tariff, "unconfirmed")),
		.working = ck_new_array(w->doc),
	};
}

static int charge_each(const struct work *w, const struct ck_value *goods,
		       struct ck_charge *charges)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(goods); i++) {
		struct work alone = *w;

		charges[i] = begin_charge(w);
		r = ck_rules_ask(w->site, w->doc,
				 ck_get(ck_at(goods, i), "facts"),
				 &alone.ruling, NULL);
		if (r == 0)
			r = charge_base(&alone, &charges[i]);
	}
	return r;
}

static int charge_load(const struct work *w, const struct ck_value *goods,
		       struct ck_charge *charge)
{
	const struct ck_value *rule = ck_get(w->tariff, "several_goods");
	struct ck_charge *charges;
	int r;

	if (!rule || ck_count(goods) < 2)
		return charge_base(w, charge);
	charges = ck_doc_alloc(w->doc, ck_count(goods) * sizeof(*charges));
	r = charge_each(w, goods, charges);
	if (r == 0)
		*charge = ck_several_choose(rule, w->doc, goods, charges);
	return r;
}

/* -- the transfer fee ----------------------------------------------------- */

static int dearest(const struct work *w, const char **ret_class)
{
	const struct ck_value *classes = classes_of(w->tariff);
	int64_t most = -1;

	for (size_t i = 0; i < ck_count(w->takers); i++) {
		const char *name = ck_str(ck_at(w->takers, i));
		int64_t amount = ck_get_int(name ? ck_get(classes, name) : NULL,
					    "amount", -1);

		if (amount > most) {
			most = amount;
			*ret_class = name;
		}
	}
	return most < 0 ? -ENOLINK : 0;
}

static int charge_transfer(const struct work *w, struct ck_charge *charge)
{
	const char *of = ck_get_str(w->tariff, "transfer_of");
	int64_t percent = ck_get_int(w->tariff, "transfer_percent", 0);
	const char *class = w->class;
	struct ck_value *line;
	int64_t amount = 0;
	int r = 0;

	if (!ruled(w, charge, "/tariff/transfer_when"))
		return 0;
	charge->due = true;
	if (of && !strcmp(of, "receiving"))
		r = dearest(w, &class);
	if (r == 0)
		r = charge_class(w, class, charge);
	if (r == 0)
		r = take_percent(charge->amount_minor, percent, &amount);
	if (r < 0)
		return r;
	line = step(charge, "transfer", amount, NULL);
	ck_set_int(line, "percent", percent);
	finish(line, charge);
	return 0;
}

/* -- both ----------------------------------------------------------------- */

static int unit_of(const struct ck_value *tariff, int64_t *ret_unit)
{
	const char *currency = ck_get_str(tariff, "currency");
	int decimals = currency ? ck_currency_decimals(currency) : -ENOENT;

	if (decimals < 0)
		return -EOPNOTSUPP;
	for (*ret_unit = 1; decimals > 0; decimals--)
		*ret_unit *= 10;
	return 0;
}

int ck_tariff_charges(const struct ck_site *site, struct ck_doc *doc,
		      const struct ck_value *facts,
		      const struct ck_value *goods,
		      const struct ck_value *takers,
		      struct ck_charge ret_charges[CK_CHARGE_KINDS])
{
	struct work w = { .site = site, .doc = doc, .takers = takers,
			  .tariff = ck_get(site->document, "tariff"),
			  .class = ck_get_str(facts, "class") };
	int r = unit_of(w.tariff, &w.unit);

	for (size_t i = 0; i < CK_CHARGE_KINDS; i++)
		ret_charges[i] = begin_charge(&w);
	if (r == 0)
		r = ck_rules_ask(site, doc, facts, &w.ruling, NULL);
	if (r == 0)
		r = charge_load(&w, goods,
				&ret_charges[CK_CHARGE_INFRASTRUCTURE]);
	if (r == 0)
		r = charge_transfer(&w, &ret_charges[CK_CHARGE_TRANSFER]);
	return r;
}
