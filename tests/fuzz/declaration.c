/* Declarations from any bytes: judging one ends, finds only what it can say,
 * and a document without errors comes back outside as the same document. */
#include <config.h>

#include <stdint.h>
#include <stdlib.h>

#include "record/reader.h"
#include "site/site.h"
#include "trade/facts.h"
#include "trade/identity.h"
#include "trade/outside.h"
#include "trade/validate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

/* Enough of a site for its codes, owners and limits to be asked. */
static const struct ck_site *site_of(struct ck_doc *doc)
{
	static const char json[] =
		"{\"site\":\"CKHN\",\"regimes\":{\"commercial\":{},\"empty\":{}},"
		"\"tariff\":{\"classes\":{\"VT1\":{},\"VT6\":{}}},"
		"\"field_owners\":{\"/channel\":\"customs\"},"
		"\"ext_schema\":{\"properties\":{\"two_way\":{\"type\":\"boolean\"},"
		"\"remark\":{\"maxLength\":9},\"n\":{\"minimum\":1,\"maximum\":9},"
		"\"list\":{\"items\":{\"enum\":[\"a\",2]},\"maxItems\":2}}},"
		"\"not_allowed\":[{\"hs\":[\"26\"],\"direction\":\"export\","
		"\"from\":\"2026-11-22\",\"name\":{\"en\":\"ore\"}}],"
		"\"weights\":{\"legal\":[{\"axles\":6,\"max_kg\":48000}]}}";
	const struct ck_value *document = NULL;
	struct ck_fault fault;

	demand(ck_read(doc, json, sizeof(json) - 1, &document, &fault) == 0);
	return ck_site_new(document);
}

static void check_findings(const struct ck_findings *findings)
{
	size_t errors = 0;

	for (const struct ck_finding *f = findings->first; f; f = f->next) {
		demand(f->code < CK_F_COUNT);
		demand(!*f->path || *f->path == '/');
		demand(*f->message != '\0');
		errors += ck_finding_rule(f->code)->error;
	}
	demand(errors == findings->errors);
}

static void check_again(struct ck_doc *doc, const struct ck_site *site,
			const struct ck_value *stored)
{
	struct ck_value *outside = NULL;
	struct ck_findings findings;
	struct ck_document again;

	demand(ck_document_outside(NULL, doc, stored, 420, &outside) == 0);
	ck_findings_init(&findings, doc);
	ck_document_judge(outside, site, &findings, &again);
	demand(findings.errors == 0);
	demand(ck_equal(again.stored, stored));
}

static void check_vehicles(struct ck_doc *doc, const struct ck_value *stored)
{
	const struct ck_value *vehicles = ck_get(stored, "vehicles");

	demand(ck_count(vehicles) > 0);
	for (size_t i = 0; i < ck_count(vehicles); i++) {
		const struct ck_value *v = ck_at(vehicles, i);

		demand(ck_identity_vehicle(doc, v) != NULL);
		demand(ck_count(ck_identity_keys(doc, v)) > 0);
		demand(ck_is_object(ck_facts_of(doc, stored,
						ck_key_at(vehicles, i), NULL)));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	static struct ck_doc *kept;
	static const struct ck_site *site;
	const struct ck_value *input = NULL;
	struct ck_findings findings;
	struct ck_document document;
	struct ck_fault fault;

	if (!kept) {
		kept = ck_doc_new();
		site = site_of(kept);
	}
	if (ck_read_object(doc, (const char *)data, size, &input, &fault) < 0)
		return 0;
	ck_findings_init(&findings, doc);
	ck_document_judge(input, site, &findings, &document);
	check_findings(&findings);
	if (findings.errors)
		return 0;
	check_vehicles(doc, document.stored);
	check_again(doc, site, document.stored);
	return 0;
}
