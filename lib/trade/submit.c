#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "trade/facts.h"
#include "trade/identity.h"
#include "trade/lookup.h"
#include "trade/submit.h"
#include "trade/validate.h"
#include "trade/validate_codes.h"
#include "trade/validate_date.h"

struct ck_submission *ck_submission_new(struct ck_doc *doc,
					const struct ck_site *site)
{
	struct ck_submission *sub = ck_doc_alloc(doc, sizeof(*sub));

	sub->doc = doc;
	sub->site = site;
	ck_findings_init(&sub->findings, doc);
	return sub;
}

/* -- the digest, and what it does not cover ------------------------------- */

static void take_digest(struct ck_submission *sub)
{
	CK_BUF text = { 0 };

	ck_write_canonical(&text, sub->document.stored);
	ck_sha256_hex(text.data, text.len, sub->digest);
}

static void put_written(const struct ck_aside *aside)
{
	struct ck_value *written =
		ck_writable(ck_get(aside->owner, "written"));

	if (!written)
		written = ck_set_object(aside->owner, "written");
	for (size_t i = 0; i < ck_count(aside->value); i++)
		ck_set(written, ck_key_at(aside->value, i),
		       ck_at(aside->value, i));
}

static const struct ck_value *person_before(const struct ck_submission *sub,
					    const char *path)
{
	if (!sub->before)
		return NULL;
	return ck_pointer(sub->before,
			  ck_doc_format(sub->doc, "%s/identity", path));
}

/* A person who is the same keeps the reference, and with it the confirmations
 * that vouch for it. */
static int keep_person(struct ck_submission *sub, struct ck_store *store,
		       const struct ck_aside *aside, const char *value)
{
	const struct ck_value *before = person_before(sub, aside->path);
	const char *id = ck_get_str(before, "person");
	char digest[CK_DIGEST_HEX];
	int r = id ? ck_person_digest(store, id, value, digest) : -ENOENT;

	if (r < 0)
		return r == -ENOENT ? 0 : r;
	if (strcmp(digest, ck_get_str(before, "digest") ?: "") != 0)
		return 0;
	ck_set(aside->owner, "identity", before);
	return 1;
}

static int put_person(struct ck_submission *sub, struct ck_store *store,
		      const struct ck_aside *aside)
{
	struct ck_submission_person *p;
	struct ck_value *identity;
	CK_BUF text = { 0 };
	int r;

	ck_write_canonical(&text, aside->value);
	r = keep_person(sub, store, aside, ck_buf_text(&text));
	if (r != 0)
		return r;
	p = &sub->persons[sub->person_count++];
	identity = ck_set_object(aside->owner, "identity");
	p->path = aside->path;
	ck_person_new(ck_doc_strdup(sub->doc, ck_buf_text(&text)), &p->person);
	ck_set_str(identity, "person", p->person.id);
	ck_set_str(identity, "digest", p->person.digest);
	return 0;
}

static int put_asides(struct ck_submission *sub, struct ck_store *store)
{
	size_t count = 0;
	int r = 0;

	for (const struct ck_aside *a = sub->document.asides; a; a = a->next)
		count += a->personal;
	sub->persons = ck_doc_alloc(sub->doc,
				    (count + 1) * sizeof(*sub->persons));
	for (const struct ck_aside *a = sub->document.asides; a && r >= 0;
	     a = a->next) {
		if (a->personal)
			r = put_person(sub, store, a);
		else
			put_written(a);
	}
	return r < 0 ? r : 0;
}

/* -- trips ---------------------------------------------------------------- */

static void tell_wrong_rules(struct ck_submission *sub,
			     const struct ck_submission_trip *trip)
{
	const char *path = ck_doc_format(sub->doc, "/vehicles/%s",
					 trip->vehicle);
	const struct ck_rule *rule;

	for (size_t i = 0; (rule = ck_ruled_wrong(trip->ruling, i)); i++)
		ck_find(&sub->findings, CK_F_RULE_ERROR, path,
			_("the site's rule %s fails on this trip; what it decides counts as required"),
			rule->pointer);
}

static int ask_rules(struct ck_submission *sub, struct ck_submission_trip *trip,
		     const struct ck_value *known)
{
	const struct ck_value *facts =
		ck_facts_of(sub->doc, sub->document.stored, trip->vehicle,
			    known);
	int r = ck_rules_ask(sub->site, sub->doc, facts, &trip->ruling, NULL);

	if (r < 0)
		return r;
	trip->known = known;
	tell_wrong_rules(sub, trip);
	return 0;
}

static int read_known(struct ck_submission *sub, struct ck_store *store,
		      const struct ck_submission_trip *trip,
		      const struct ck_value **ret_known)
{
	if (store)
		return ck_customs_rows(store, sub->doc, trip->customs,
				       ret_known);
	*ret_known = ck_new_object(sub->doc);
	return 0;
}

static int plan_trip(struct ck_submission *sub, struct ck_store *store,
		     const char *ref, const struct ck_value *vehicle)
{
	const struct ck_value *document = sub->document.stored;
	struct ck_submission_trip *trip = &sub->trips[sub->trip_count++];
	const struct ck_value *known;
	const char *role = ck_get_str(vehicle, "role");
	int r;

	*trip = (struct ck_submission_trip){
		.vehicle = ref,
		.stored = vehicle,
		.identity = ck_identity_vehicle(sub->doc, vehicle),
		.keys = ck_identity_keys(sub->doc, vehicle),
		.customs = ck_facts_customs(sub->doc, document, ref),
		.zone = ck_site_start_zone(sub->site,
					   ck_get_str(document, "direction"),
					   role,
					   ck_get_str(vehicle, "nationality")),
		.laden = !strcmp(role, "goods") ||
			 ck_count(ck_get(vehicle, "carries")) > 0,
	};
	r = read_known(sub, store, trip, &known);
	return r < 0 ? r : ask_rules(sub, trip, known);
}

static int plan_trips(struct ck_submission *sub, struct ck_store *store)
{
	const struct ck_value *vehicles =
		ck_get(sub->document.stored, "vehicles");
	size_t count = ck_count(vehicles);
	int r = 0;

	sub->trips = ck_doc_alloc(sub->doc, (count + 1) * sizeof(*sub->trips));
	sub->trip_count = 0;
	for (size_t i = 0; r >= 0 && i < count; i++)
		r = plan_trip(sub, store, ck_key_at(vehicles, i),
			      ck_at(vehicles, i));
	return r;
}

static int ask_lists(struct ck_submission *sub, struct ck_store *store)
{
	const struct ck_value *stored = sub->document.stored;
	int64_t at = ck_validate_time(stored, sub->now);

	if (!store || !sub->site || !at)
		return 0;
	return ck_validate_codes(store, sub->site, stored, at, &sub->findings);
}

int ck_submission_prepare(struct ck_submission *sub, struct ck_store *store,
			  const struct ck_value *input)
{
	int r;

	sub->input = input;
	ck_document_judge_again(input, sub->site, sub->taken, sub->now,
				&sub->findings, &sub->document);
	r = ask_lists(sub, store);
	if (r < 0 || sub->findings.errors)
		return r;
	take_digest(sub);
	r = put_asides(sub, store);
	return r == 0 && sub->site ? plan_trips(sub, store) : r;
}

void ck_submission_part(struct ck_submission *sub, const struct ck_value *input)
{
	sub->input = input;
	ck_document_read(input, sub->site, NULL, &sub->findings,
			 &sub->document);
	/* Only what was there before is looked up, and can fail. */
	(void)put_asides(sub, NULL);
}

/* -- looking again -------------------------------------------------------- */

static int refresh_trip(struct ck_submission *sub, struct ck_store *store,
			struct ck_submission_trip *trip)
{
	const struct ck_value *known;
	int r = read_known(sub, store, trip, &known);

	if (r < 0 || ck_equal(known, trip->known))
		return r;
	return ask_rules(sub, trip, known);
}

/* A new site file may judge the document itself otherwise. */
static int begin_again(struct ck_submission *sub, struct ck_store *store,
		       const struct ck_site *site)
{
	const struct ck_value *input = sub->input;
	int64_t now = sub->now;

	*sub = *ck_submission_new(sub->doc, site);
	sub->now = now;
	ck_findings_init(&sub->findings, sub->doc);
	return ck_submission_prepare(sub, store, input);
}

int ck_submission_refresh(struct ck_submission *sub, struct ck_store *store)
{
	const struct ck_site *site;
	int r = ck_site_get(store, sub->site->code, &site);

	if (r < 0)
		return r;
	if (site != sub->site)
		return begin_again(sub, store, site);
	for (size_t i = 0; r >= 0 && i < sub->trip_count; i++)
		r = refresh_trip(sub, store, &sub->trips[i]);
	return r;
}
