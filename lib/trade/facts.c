#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "store/query.h"
#include "trade/facts.h"
#include "trade/load.h"
#include "trade/lookup.h"
#include "trade/mass.h"

const char *const ck_facts_names[] = {
	"axles", "channel", "chapters", "class", "conditions", "container",
	"customs_numbers", "customs_types", "direction", "emptied", "ext",
	"goods_count", "gross_kg", "hs", "laden", "leg", "nationality",
	"origins", "regime", "release", "role", "trailer", "transfers_in",
	"transfers_out", NULL,
};

/* -- the load ------------------------------------------------------------- */

/* A tractor that takes a trailer over answers for what is on it. */
static bool takes_over(const struct ck_value *vehicle)
{
	return ck_is(vehicle, "role", "receiving") ||
	       ck_is(vehicle, "role", "power");
}

const struct ck_value *ck_facts_load(struct ck_doc *doc,
				     const struct ck_value *document,
				     const char *vehicle)
{
	const struct ck_value *v = ck_get(ck_get(document, "vehicles"),
					  vehicle);
	const struct ck_value *carries = ck_get(v, "carries");
	const struct ck_value *transfers = ck_get(document, "transfers");
	struct ck_value *load;

	if (!takes_over(v))
		return carries;
	load = ck_new_array(doc);
	for (size_t i = 0; i < ck_count(carries); i++)
		ck_push(load, ck_at(carries, i));
	for (size_t i = 0; i < ck_count(transfers); i++)
		if (ck_is(ck_at(transfers, i), "to", vehicle))
			ck_push(load, ck_at(transfers, i));
	return load;
}

struct ck_value *ck_facts_customs(struct ck_doc *doc,
				  const struct ck_value *document,
				  const char *vehicle)
{
	const struct ck_value *load = ck_facts_load(doc, document, vehicle);
	const struct ck_value *goods = ck_get(document, "goods");
	const struct ck_value *customs = ck_get(document, "customs");
	struct ck_value *seen = ck_new_object(doc);
	struct ck_value *ids = ck_new_array(doc);

	for (size_t i = 0; i < ck_count(load); i++) {
		const char *g = ck_get_str(ck_at(load, i), "goods");
		const char *c = g ? ck_get_str(ck_get(goods, g), "customs")
				  : NULL;
		const char *id = c ? ck_get_str(ck_get(customs, c), "customs")
				   : NULL;

		if (!id || ck_get(seen, id))
			continue;
		ck_set_bool(seen, id, true);
		ck_push_str(ids, id);
	}
	return ids;
}

/* -- lists, sorted and without doubles ------------------------------------ */

enum { WORDS_FEW = 16 };

struct words {
	const char *few[WORDS_FEW];
	const char **at;
	size_t count;
	size_t room;
};

static void words_init(struct words *words)
{
	words->at = words->few;
	words->count = 0;
	words->room = WORDS_FEW;
}

static void words_add(struct words *words, struct ck_doc *doc,
		      const char *word)
{
	size_t i = 0;
	int order = 1;

	while (word && i < words->count &&
	       (order = strcmp(words->at[i], word)) < 0)
		i++;
	if (!word || (i < words->count && order == 0))
		return;
	if (words->count == words->room) {
		const char **more = ck_doc_alloc(doc, 2 * words->room *
							      sizeof(*more));

		memcpy(more, words->at, words->count * sizeof(*more));
		words->at = more;
		words->room *= 2;
	}
	memmove(words->at + i + 1, words->at + i,
		(words->count - i) * sizeof(*words->at));
	words->at[i] = word;
	words->count++;
}

static void put_words(struct ck_value *facts, const char *name,
		      const struct words *words)
{
	struct ck_value *list = ck_set_array(facts, name);

	for (size_t i = 0; i < words->count; i++)
		ck_push_str(list, words->at[i]);
}

/* -- goods ---------------------------------------------------------------- */

static void put_goods(struct ck_doc *doc, struct ck_value *facts,
		      const struct ck_value *document,
		      const struct ck_value *load)
{
	const struct ck_value *goods = ck_get(document, "goods");
	struct words hs, chapters, origins;

	words_init(&hs);
	words_init(&chapters);
	words_init(&origins);
	for (size_t i = 0; i < ck_count(load); i++) {
		const char *ref = ck_get_str(ck_at(load, i), "goods");
		const struct ck_value *g = ref ? ck_get(goods, ref) : NULL;
		const char *code = ck_get_str(g, "hs");

		words_add(&hs, doc, code);
		if (code)
			words_add(&chapters, doc,
				  ck_doc_format(doc, "%.2s", code));
		words_add(&origins, doc, ck_get_str(g, "origin"));
	}
	put_words(facts, "hs", &hs);
	put_words(facts, "chapters", &chapters);
	put_words(facts, "origins", &origins);
}

static void put_mass(struct ck_doc *doc, struct ck_value *facts,
		     const struct ck_value *load)
{
	char kg[CK_DECIMAL_SIZE];
	struct ck_load_sum sum;

	ck_load_sum(load, NULL, NULL, &sum);
	ck_mass_text(sum.gross_g, kg);
	ck_set(facts, "gross_kg", ck_new_number(doc, kg));
	ck_set_int(facts, "goods_count", (int64_t)sum.lines);
}

/* -- customs -------------------------------------------------------------- */

static const char *declared_type(const struct ck_value *document,
				 const char *id)
{
	const struct ck_value *customs = ck_get(document, "customs");

	for (size_t i = 0; i < ck_count(customs); i++)
		if (ck_is(ck_at(customs, i), "customs", id))
			return ck_get_str(ck_at(customs, i), "type");
	return NULL;
}

static void put_customs(struct ck_doc *doc, struct ck_value *facts,
			const struct ck_value *document, const char *vehicle,
			const struct ck_value *rows)
{
	const struct ck_value *ids = ck_facts_customs(doc, document, vehicle);
	struct words types, channels, releases;

	words_init(&types);
	words_init(&channels);
	words_init(&releases);
	for (size_t i = 0; i < ck_count(ids); i++) {
		const char *id = ck_str(ck_at(ids, i));
		const struct ck_value *row = ck_get(rows, id);
		const char *type = ck_get_str(row, "type");
		const char *release = ck_get_str(row, "release");

		words_add(&types, doc,
			  type ? type : declared_type(document, id));
		words_add(&channels, doc, ck_get_str(row, "channel"));
		words_add(&releases, doc, release ? release : "none");
	}
	ck_set_int(facts, "customs_numbers", (int64_t)ck_count(ids));
	put_words(facts, "customs_types", &types);
	put_words(facts, "channel", &channels);
	put_words(facts, "release", &releases);
}

static int64_t transfers(const struct ck_value *document, const char *end,
			 const char *vehicle)
{
	const struct ck_value *list = ck_get(document, "transfers");
	int64_t count = 0;

	for (size_t i = 0; i < ck_count(list); i++)
		count += ck_is(ck_at(list, i), end, vehicle);
	return count;
}

static int64_t given(const struct ck_value *document, const char *vehicle,
		     const char *goods, const char *amount)
{
	const struct ck_value *list = ck_get(document, "transfers");
	int64_t sum = 0;

	for (size_t i = 0; i < ck_count(list); i++)
		if (ck_is(ck_at(list, i), "from", vehicle) &&
		    ck_is(ck_at(list, i), "goods", goods))
			sum += ck_get_int(ck_at(list, i), amount, 0);
	return sum;
}

/* Counted in packages, else in mass. */
static bool is_emptied(const struct ck_value *document,
		       const struct ck_value *v, const char *vehicle)
{
	const struct ck_value *carries = ck_get(v, "carries");

	if (!ck_count(carries) || !transfers(document, "from", vehicle))
		return false;
	for (size_t i = 0; i < ck_count(carries); i++) {
		const struct ck_value *c = ck_at(carries, i);
		const char *by = ck_get(c, "packages") ? "packages" : "gross_g";

		if (given(document, vehicle, ck_get_str(c, "goods") ?: "", by) <
		    ck_get_int(c, by, 0))
			return false;
	}
	return true;
}

/* -- all of it ------------------------------------------------------------ */

struct ck_value *ck_facts_of(struct ck_doc *doc,
			     const struct ck_value *document,
			     const char *vehicle,
			     const struct ck_value *customs)
{
	const struct ck_value *v = ck_get(ck_get(document, "vehicles"),
					  vehicle);
	const struct ck_value *load = ck_facts_load(doc, document, vehicle);
	const struct ck_value *ext = ck_get(document, "ext");
	struct ck_value *facts = ck_new_object(doc);

	ck_set(facts, "direction", ck_get(document, "direction"));
	ck_set(facts, "regime", ck_get(document, "regime"));
	CK_SET_SAME(facts, v, "role", "class", "nationality");
	ck_set_bool(facts, "laden", ck_is(v, "role", "goods") ||
				    ck_count(ck_get(v, "carries")) > 0);
	ck_set_str(facts, "leg", "out");
	ck_set(facts, "axles", ck_get(v, "axles"));
	ck_set_bool(facts, "container", ck_get(v, "container") != NULL);
	ck_set_bool(facts, "trailer", ck_get(v, "trailer") != NULL);
	put_goods(doc, facts, document, load);
	put_mass(doc, facts, load);
	put_customs(doc, facts, document, vehicle, customs);
	ck_set_int(facts, "transfers_out", transfers(document, "from", vehicle));
	ck_set_int(facts, "transfers_in", transfers(document, "to", vehicle));
	ck_set_bool(facts, "emptied", is_emptied(document, v, vehicle));
	ck_set_array(facts, "conditions");
	ck_set(facts, "ext", ext ? ext : ck_new_object(doc));
	return facts;
}

struct ck_value *ck_facts_of_goods(struct ck_doc *doc,
				   const struct ck_value *document,
				   const struct ck_value *facts,
				   const struct ck_value *part)
{
	struct ck_value *alone = ck_copy(doc, facts);
	struct ck_value *load = ck_new_array(doc);

	ck_push(load, part);
	put_goods(doc, alone, document, load);
	return alone;
}

int ck_facts_of_trip(struct ck_store *store, struct ck_doc *doc,
		     const char *trip, const struct ck_value **ret_facts)
{
	const struct ck_value *row, *declaration, *document, *customs;
	const char *vehicle;
	int r = ck_trip_get(store, doc, trip, &row);

	if (r >= 0)
		r = ck_declaration_get(store, doc,
				       ck_get_str(row, "declaration"),
				       &declaration);
	if (r < 0)
		return r;
	document = ck_get(declaration, "document");
	vehicle = ck_get_str(row, "vehicle_ref");
	r = ck_customs_rows(store, doc,
			    ck_facts_customs(doc, document, vehicle), &customs);
	if (r < 0)
		return r;
	*ret_facts = ck_facts_of(doc, document, vehicle, customs);
	return 0;
}
