/* A document in which every member of a declaration is filled in has no
 * finding. A fault of each kind that applies to a member is put into each of
 * them, one at a time: it is told at that member and nowhere else, and by a
 * code of that kind. Nothing that is no fault is told.
 *
 *	trade-inject [FILE]	also writes the faulty documents, one a line */
#include <config.h>

#include "declare.h"
#include "trade/field.h"
#include "trade/validate.h"

static const char whole[] = "tests/data/trade/declaration-whole.json";

struct place {
	const char *parent;		/* in the file, whose lists are arrays */
	const char *key;		/* "" is an element, put after the last */
	const char *told;		/* where a finding stands: by ref */
	const char *base;		/* told of the parent */
};

struct kind {
	const char *json;		/* NULL: taken away */
	const char *code;
};

static const struct ck_site *site;
static int injected;
static FILE *copies;

/* -- one fault ------------------------------------------------------------ */

static const struct ck_value *judge(struct ck_doc *doc,
				    const struct place *place,
				    const struct kind *kind,
				    struct ck_findings *findings)
{
	const struct ck_value *input = read_tree(doc, whole);
	struct ck_document document;

	if (place)
		put(doc, input, place->parent, place->key, kind->json);
	ck_findings_init(findings, doc);
	ck_document_judge(input, site, findings, &document);
	return input;
}

static void write_copy(const struct ck_value *input)
{
	CK_BUF text = { 0 };

	if (!copies)
		return;
	ck_write(&text, input);
	fprintf(copies, "%s\n", ck_buf_text(&text));
}

/* Or in it: of a list's element that was put there. */
static bool is_at(const char *path, const char *told)
{
	size_t len = strlen(told);

	return !strncmp(path, told, len) && (!path[len] || path[len] == '/');
}

/* What is empty is missing, where something needs it. */
static const char empty[] =
	"empty-text missing customs-missing currency-missing no-identifier";

static bool is_code(const char *told, const char *codes)
{
	const char *at = strstr(codes, told);
	size_t len = strlen(told);

	return at && (at == codes || at[-1] == ' ') &&
	       (!at[len] || at[len] == ' ');
}

static void inject(const struct place *place, const char *code,
		   const char *json)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct kind kind = { json, code };
	struct ck_findings findings;
	int found = 0, others = 0;
	CK_BUF said = { 0 };

	injected++;
	write_copy(judge(doc, place, &kind, &findings));
	for (const struct ck_finding *f = findings.first; f; f = f->next) {
		const char *told = ck_finding_rule(f->code)->code;

		ck_buf_printf(&said, " %s %s", f->path, told);
		if (is_code(told, code) && is_at(f->path, place->told))
			found++;
		else
			others++;
	}
	if (found == 1 && !others)
		return;
	ok(false, "%s %s: %s", place->told, json ? json : "taken away", code);
	printf("# said:%s\n", ck_buf_text(&said));
}

/* -- the kinds of faults -------------------------------------------------- */

static void inject_text(const struct place *p)
{
	inject(p, "control-character", "\"12\\t34\"");
	inject(p, "control-character", "\"1234\\u0007\"");
	inject(p, "control-character", "\"12\\u200b34\"");
	inject(p, "null-text", "\"NULL\"");
	inject(p, "null-text", "\" undefined \"");
	inject(p, "sheet-error", "\"#REF!\"");
	inject(p, "sheet-error", "\" #Value! \"");
	inject(p, "sheet-error", "\"Err:502\"");
	inject(p, "font-text", "\"Saàu rieâng töôi\"");
	inject(p, "font-text", "\"SÇu riªng t­¬i\"");
	inject(p, "font-text", "\"Sáº§u riÃªng\"");
	inject(p, "lost-letter", "\"S?u ri?ng\"");
	inject(p, "lost-letter", "\"S\\ufffdu\"");
	inject(p, "lone-punctuation", "\".\"");
	inject(p, "lone-punctuation", "\" - \"");
	inject(p, "lone-punctuation", "\"，\"");
	inject(p, empty, "\"\"");
	inject(p, empty, "\"  \"");
	inject(p, "wrong-type", "{\"x\":1}");
	inject(p, "wrong-type", "true");
}

static void inject_long(struct ck_doc *doc, const struct place *p, int64_t most)
{
	char *text = ck_doc_alloc(doc, (size_t)most + 4);

	memset(text, 'a', (size_t)most + 3);
	text[0] = text[most + 2] = '"';
	inject(p, "too-long", text);
}

static void inject_mass(const struct place *p)
{
	inject(p, "mass-form", "-5");
	inject(p, "mass-form", "\"21.500,5\"");
	inject(p, "mass-form", "\"9000 kg\"");
	inject(p, "mass-form", "1e12");
	inject(p, "mass-form", "9000.0004");
	inject(p, "wrong-type", "true");
	inject(p, "wrong-type", "[9000]");
	inject(p, "null-text", "\"NULL\"");
	inject(p, "sheet-error", "\"#DIV/0!\"");
	inject(p, "control-character", "\"9000\\t\"");
}

static void inject_count(struct ck_doc *doc, const struct place *p,
			 const struct ck_field *f)
{
	inject(p, "count-range",
	       ck_doc_format(doc, "%lld", (long long)f->least - 1));
	inject(p, "count-range",
	       ck_doc_format(doc, "%lld", (long long)f->most + 1));
	inject(p, "wrong-type", "1.5");
	inject(p, "wrong-type", "\"6\"");
	inject(p, "wrong-type", "{}");
}

static void inject_plate(const struct place *p)
{
	inject(p, "plate-form", "\"12C/123.45\"");
	inject(p, "plate-form", "\"12C-123.45\\u0301\"");
	inject(p, "plate-form", "\"(12C12345)\"");
	inject(p, "plate-unknown", "\"12O-123.45\"");
	inject(p, "plate-unknown", "\"桂F·OOOO\"");
}

/* {"type", "code", "json"}: faults of one type of member. */
static const struct {
	enum ck_field_type type;
	const char *code;
	const char *json;
} of_type[] = {
	{ CK_FIELD_WORD, "unknown-code", "\"exprot\"" },
	{ CK_FIELD_REGIME, "unknown-code", "\"comercial\"" },
	{ CK_FIELD_CLASS, "unknown-code", "\"VT99\"" },
	{ CK_FIELD_COUNTRY, "country-form", "\"CHN\"" },
	{ CK_FIELD_COUNTRY, "country-form", "\"C1\"" },
	{ CK_FIELD_COUNTRY, "country-form", "\"Trung Quốc\"" },
	{ CK_FIELD_CURRENCY, "currency-unknown", "\"RMB\"" },
	{ CK_FIELD_UNIT, "unit-form", "\"cartons\"" },
	{ CK_FIELD_UNIT, "unit-form", "\"KGS\"" },
	{ CK_FIELD_TRAILER, "trailer-plate", "\"12C-123.46\"" },
	{ CK_FIELD_CHASSIS, "chassis-form", "\"LFWSRXRJ0P1E1234O\"" },
	{ CK_FIELD_CHASSIS, "chassis-form", "\"A1\"" },
	{ CK_FIELD_CHASSIS, "chassis-form", "\"LFWSRXRJ0P1E123456789\"" },
	{ CK_FIELD_CHASSIS, "chassis-length", "\"LFWSRXRJ0P1E123456\"" },
	{ CK_FIELD_CHASSIS, "chassis-length", "\"LFWSRXRJ0P1E12345678\"" },
	{ CK_FIELD_CONTAINER, "container-form", "\"TNAU900030\"" },
	{ CK_FIELD_CONTAINER, "container-form", "\"TNA9000302\"" },
	{ CK_FIELD_CONTAINER, "container-check-digit", "\"TNAU9000303\"" },
	{ CK_FIELD_CONTAINER, "container-check-digit", "\"TNAU9003002\"" },
	{ CK_FIELD_CODE, "wrong-type", "\"IGV#7\"" },
	{ CK_FIELD_PARTY_CODE, "tax-code-form", "\"010011243\"" },
	{ CK_FIELD_PARTY_CODE, "tax-code-form", "\"0100112437-000\"" },
	{ CK_FIELD_PARTY_CODE, "tax-code-check", "\"0100112438\"" },
	{ CK_FIELD_PARTY_CODE, "tax-code-check", "\"91350211M000100Y43\"" },
	{ CK_FIELD_PARTY_CODE, "tax-code-form", "\"91350211M000100YI6\"" },
	{ CK_FIELD_CUSTOMS_NUMBER, "customs-number-form", "\"1059876543\"" },
	{ CK_FIELD_CUSTOMS_NUMBER, "customs-number-form",
	  "\"1059876543201\"" },
	{ CK_FIELD_CUSTOMS_NUMBER, "customs-number-form",
	  "\"10598765432X\"" },
	{ CK_FIELD_CUSTOMS_NUMBER, "customs-direction", "\"305987654320\"" },
	{ CK_FIELD_CUSTOMS_NUMBER, "customs-prefix", "\"005987654320\"" },
	{ CK_FIELD_CUSTOMS_NUMBER, "customs-prefix", "\"505987654320\"" },
	{ CK_FIELD_CUSTOMS_NUMBER, "customs-prefix", "\"90598765432\"" },
	{ CK_FIELD_CUSTOMS_TYPE, "customs-code-form", "\"A1\"" },
	{ CK_FIELD_OFFICE, "customs-code-form", "\"HUUNGHI\"" },
	{ CK_FIELD_HS, "hs-form", "\"0703\"" },
	{ CK_FIELD_HS, "hs-form", "\"0703209\"" },
	{ CK_FIELD_HS, "hs-form", "\"0703209O\"" },
	{ CK_FIELD_HS, "hs-form", "\"00032090\"" },
	{ CK_FIELD_MONEY, "money-form", "\"12500.505\"" },
	{ CK_FIELD_MONEY, "money-form", "\"12.500,50\"" },
	{ CK_FIELD_MONEY, "money-form", "-1" },
	{ CK_FIELD_MONEY, "wrong-type", "true" },
	{ CK_FIELD_TIME, "time-form", "\"2026-11-22 08:00\"" },
	{ CK_FIELD_TIME, "time-form", "\"2026-02-30T08:00:00+07:00\"" },
	{ CK_FIELD_TIME, "time-form", "\"2026-11-22T08:00:00\"" },
	{ CK_FIELD_DATE, "date-form", "\"22/11/2026\"" },
	{ CK_FIELD_DATE, "date-form", "\"2026-13-01\"" },
	{ CK_FIELD_DATE, "date-form", "\"2026-02-29\"" },
	{ CK_FIELD_DIGEST, "digest-form", "\"9F86\"" },
	{ CK_FIELD_TRIP, "trip-form", "\"CKHN-20261120-00001\"" },
	{ CK_FIELD_PERSON_ID, "person-id-form", "\"099185001234\"" },
	{ CK_FIELD_PERSON_ID, "person-id-form", "\"12\"" },
	{ CK_FIELD_PHONE, "phone-form", "\"098765\"" },
	{ CK_FIELD_PHONE, "phone-form", "\"hỏi chị Lan\"" },
	{ CK_FIELD_EMAIL, "email-form", "\"lan.example.vn\"" },
	{ CK_FIELD_EMAIL, "email-form", "\"lan@example\"" },
	{ CK_FIELD_EMAIL, "email-form", "\"lan@@example.vn\"" },
	{ CK_FIELD_EMAIL, "email-form", "\"lan @example.vn\"" },
	{ CK_FIELD_EMAIL, "email-form", "\"lan@example..vn\"" },
	{ CK_FIELD_EMAIL, "email-form", "\"lan@example.vn.\"" },
	{ CK_FIELD_EMAIL, "email-form", "\"@example.vn\"" },
	{ CK_FIELD_GROWING_AREA, "farm-code-form", "\"Tiền Giang\"" },
	{ CK_FIELD_GROWING_AREA, "farm-code-form", "\"VN-TGPH-0012\"" },
	{ CK_FIELD_PACKING_HOUSE, "farm-code-form", "\"house\"" },
	{ CK_FIELD_PACKING_HOUSE, "farm-code-form", "\"VN-TGOR-0095\"" },
	{ CK_FIELD_CUSTOMS_REF, "ref-unknown", "\"c9\"" },
	{ CK_FIELD_GOODS_REF, "ref-unknown", "\"g9\"" },
	{ CK_FIELD_VEHICLE_REF, "ref-unknown", "\"v9\"" },
};
enum { OF_TYPE = sizeof(of_type) / sizeof(*of_type) };

static bool is_text(const struct ck_field *f)
{
	switch (f->type) {
	case CK_FIELD_MASS:
	case CK_FIELD_MONEY:
	case CK_FIELD_COUNT:
	case CK_FIELD_OBJECT:
	case CK_FIELD_PERSON:
	case CK_FIELD_KEYED:
	case CK_FIELD_ROWS:
	case CK_FIELD_ANY:
	case CK_FIELD_PLATES:
		return false;
	default:
		return true;
	}
}

static void inject_value(struct ck_doc *doc, const struct place *p,
			 const struct ck_field *f)
{
	if (is_text(f))
		inject_text(p);
	if (f->type == CK_FIELD_TEXT || f->type == CK_FIELD_CODE ||
	    f->type == CK_FIELD_PERSON_ID || f->type == CK_FIELD_PHONE ||
	    f->type == CK_FIELD_EMAIL ||
	    f->type == CK_FIELD_GROWING_AREA ||
	    f->type == CK_FIELD_PACKING_HOUSE)
		inject_long(doc, p, f->most);
	if (f->type == CK_FIELD_MASS)
		inject_mass(p);
	if (f->type == CK_FIELD_COUNT)
		inject_count(doc, p, f);
	if (f->type == CK_FIELD_PLATE || f->type == CK_FIELD_TRAILER)
		inject_plate(p);
	for (size_t i = 0; i < OF_TYPE; i++)
		if (of_type[i].type == f->type)
			inject(p, of_type[i].code, of_type[i].json);
	if (f->flags & CK_FIELD_REQUIRED)
		inject(p, "missing", NULL);
}

/* -- the whole document --------------------------------------------------- */

static const char *filled;		/* of the fields that were met */

static void walk(struct ck_doc *doc, const struct ck_field *fields,
		 const struct ck_value *v, const char *parent,
		 const char *told);

static void inject_owned(struct ck_doc *doc, const char *parent,
			 const char *told)
{
	const struct ck_value *owners =
		ck_get(site->document, "field_owners");

	for (size_t i = 0; i < ck_count(owners); i++) {
		const char *pattern = ck_key_at(owners, i);
		const char *key = strrchr(pattern, '/') + 1;
		struct place p = { parent, key, NULL, told };

		p.told = ck_doc_format(doc, "%s/%s", told, key);
		if (ck_site_field_owner(site, p.told))
			inject(&p, "not-yours", "\"green\"");
	}
}

/* An element whose ref is of another type is known by its place. */
static void inject_ref(struct ck_doc *doc, const char *parent, const char *told)
{
	static const char *const others[] = { "7", "true", "{}", "[\"v1\"]" };
	const struct place p = {
		parent, "ref", ck_doc_format(doc, "%s/ref", told), told,
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		inject(&p, "wrong-type", others[i]);
}

/* The list, its elements and what stands in them. */
static void walk_list(struct ck_doc *doc, const struct ck_field *f,
		      const struct ck_value *list, const struct place *p)
{
	const char *in = ck_doc_format(doc, "%s/%s", p->parent, p->key);

	inject(p, "wrong-type", "7");
	inject(p, "wrong-type", "\"x\"");
	for (size_t i = 0; i < ck_count(list); i++) {
		const char *ref = ck_get_str(ck_at(list, i), "ref");
		const char *at = ck_doc_format(doc, "%s/%zu", in, i);
		const char *told = ref ? ck_doc_format(doc, "%s/%s", p->told,
						       ref)
				       : ck_doc_format(doc, "%s/%zu", p->told,
						       i);

		if (ref)
			inject_ref(doc, at, told);
		walk(doc, f->members, ck_at(list, i), at, told);
	}
}

static void walk_plates(struct ck_doc *doc, const struct ck_value *list,
			const struct place *p)
{
	const struct place last = {
		ck_doc_format(doc, "%s/%s", p->parent, p->key), "",
		ck_doc_format(doc, "%s/%zu", p->told, ck_count(list)), p->told,
	};

	inject(p, "wrong-type", "\"12C12345\"");
	inject(p, "wrong-type", "[1,2,3,4,5,6,7,8,9]");
	inject_text(&last);
	inject_plate(&last);
}

/* Its members are the site's; a text is a text in them, too. */
static void walk_any(struct ck_doc *doc, const struct place *p)
{
	const struct place text = {
		ck_doc_format(doc, "%s/%s", p->parent, p->key), "remark",
		ck_doc_format(doc, "%s/remark", p->told), p->told,
	};

	inject(&text, "control-character", "\"12\\t34\"");
	inject(&text, "null-text", "\"NULL\"");
	inject(&text, "lone-punctuation", "\" . \"");
	inject(&text, "empty-text", "\"\"");
	inject(&text, "ext-form", "true");
}

static void walk_field(struct ck_doc *doc, const struct ck_field *f,
		       const struct ck_value *v, const struct place *p)
{
	filled = ck_doc_format(doc, "%s %p", filled, (const void *)f);
	switch (f->type) {
	case CK_FIELD_KEYED:
	case CK_FIELD_ROWS:
		walk_list(doc, f, v, p);
		break;
	case CK_FIELD_PLATES:
		walk_plates(doc, v, p);
		break;
	case CK_FIELD_OBJECT:
	case CK_FIELD_PERSON:
		inject(p, f->type == CK_FIELD_OBJECT ? "wrong-type"
						     : "null-text",
		       "\"NULL\"");
		inject(p, "wrong-type", "7");
		walk(doc, f->members, v,
		     ck_doc_format(doc, "%s/%s", p->parent, p->key), p->told);
		break;
	case CK_FIELD_ANY:
		inject(p, "wrong-type", "[]");
		inject(p, "ext-form", "{\"two_way\":\"yes\"}");
		inject(p, "ext-form", "{\"towway\":true}");
		walk_any(doc, p);
		break;
	default:
		inject_value(doc, p, f);
	}
}

static void walk(struct ck_doc *doc, const struct ck_field *fields,
		 const struct ck_value *v, const char *parent, const char *told)
{
	const struct place strange = {
		parent, "zz/q~", ck_doc_format(doc, "%s/zz~1q~0", told), told,
	};

	inject(&strange, "unknown-key", "1");
	inject(&strange, "unknown-key", "null");
	inject_owned(doc, parent, told);
	for (const struct ck_field *f = fields; f->name; f++) {
		const struct place p = {
			parent, f->name,
			ck_doc_format(doc, "%s/%s", told, f->name), told,
		};

		if (ck_get(v, f->name))
			walk_field(doc, f, ck_get(v, f->name), &p);
	}
}

/* Every field of the table stands somewhere in the document. */
static void check_filled(struct ck_doc *doc, const struct ck_field *fields,
			 const char *path)
{
	for (const struct ck_field *f = fields; f->name; f++) {
		const char *here = ck_doc_format(doc, "%s/%s", path, f->name);

		if (!strstr(filled, ck_doc_format(doc, " %p", (const void *)f)))
			ok(false, "the document has %s", here);
		if (f->members)
			check_filled(doc, f->members, here);
	}
}

int main(int argc, char **argv)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_site_free) struct ck_site *loaded =
		read_site(doc, "huu-nghi");
	struct ck_findings findings;
	const struct ck_value *input;

	if (argc > 1)
		copies = fopen(argv[1], "we");
	site = loaded;
	filled = "";
	input = judge(doc, NULL, NULL, &findings);
	ok(!findings.first, "the whole document is good");
	for (const struct ck_finding *f = findings.first; f; f = f->next)
		printf("# %s %s\n", f->path, ck_finding_rule(f->code)->code);
	walk(doc, ck_declaration_fields, input, "", "");
	check_filled(doc, ck_declaration_fields, "");
	ok(injected > 800, "%d faults were put in, each told at its place",
	   injected);
	ok(!copies || fclose(copies) == 0, "the copies are written");
	return tap_done();
}
