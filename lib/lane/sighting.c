#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "lane/sighting.h"
#include "trade/container.h"
#include "trade/fold.h"
#include "trade/plate.h"

struct reading {
	struct ck_doc *doc;
	struct ck_sighting *out;
	struct ck_sighting_fault *fault;
	bool told;		/* there was something to go by */
};

static int wrong(struct reading *r, const char *pointer, const char *code,
		 const char *message)
{
	*r->fault = (struct ck_sighting_fault){ pointer, code, message };
	return -EBADMSG;
}

static void add(struct reading *r, const char *kind, const char *normal)
{
	r->out->clues[r->out->count++] = (struct ck_clue){ kind, normal };
	if (!r->out->text)
		r->out->text = normal;
}

/* -- forms ---------------------------------------------------------------- */

/* CKHN-20261122-00533, perhaps .1, at the head of the text: the id in
 * capitals. */
static const char *id_in(struct ck_doc *doc, const char *text)
{
	size_t site = strcspn(text, "-");
	const char *day = text + site + 1;
	size_t len;
	char *id;

	if (!site || !text[site] || strspn(day, "0123456789") != 8 ||
	    day[8] != '-' || !isdigit((unsigned char)day[9]))
		return NULL;
	len = site + 10 + strspn(day + 9, "0123456789.");
	id = ck_doc_strdup(doc, text);
	id[len] = '\0';
	for (char *c = id; *c; c++)
		*c = toupper((unsigned char)*c);
	return id;
}

static const char *plate_form(struct ck_doc *doc, const char *text)
{
	char normal[CK_PLATE_SIZE];

	return ck_plate_normalise(text, normal, sizeof(normal)) < 0
		       ? NULL : ck_doc_strdup(doc, normal);
}

static const char *container_form(struct ck_doc *doc, const char *text)
{
	struct ck_container container;

	return ck_container_parse(text, &container) < 0
		       ? NULL : ck_doc_strdup(doc, container.number);
}

static const char *code_form(struct ck_doc *doc, const char *text)
{
	char code[CK_PLATE_SIZE];

	return ck_fold_code(text, " -*./", code, sizeof(code)) < 0 || !*code
		       ? NULL : ck_doc_strdup(doc, code);
}

static bool add_id(struct reading *r, const char *text)
{
	const char *id = id_in(r->doc, text);

	if (id)
		add(r, strchr(id, '.') ? "trip" : "declaration", id);
	return id != NULL;
}

/* Named by its digest: that of a token we can read is also in the event of
 * its issue. */
static void show_pass(struct reading *r, const char *text)
{
	struct ck_pass *pass = ck_doc_alloc(r->doc, sizeof(*pass));
	char digest[CK_DIGEST_HEX];

	r->out->shown = true;
	if (ck_pass_read(r->doc, text, pass) == 0) {
		r->out->pass = pass;
		memcpy(digest, pass->digest, sizeof(digest));
	} else {
		ck_sha256_hex(text, strlen(text), digest);
	}
	ck_set_str(r->out->body, "pass_digest", digest);
	if (!r->out->text)
		r->out->text = ck_doc_format(r->doc, "pass %.12s", digest);
}

/* -- a record ------------------------------------------------------------- */

static const char *form_of(struct ck_doc *doc, const char *kind,
			   const char *text)
{
	if (!strcmp(kind, "plate"))
		return plate_form(doc, text);
	if (!strcmp(kind, "container"))
		return container_form(doc, text);
	return code_form(doc, text);
}

/* "unknown" and an empty text are what cameras send when they see no plate. */
static bool says_nothing(const char *text)
{
	return !*text || !strcasecmp(text, "unknown");
}

static int text_of(struct reading *r, const struct ck_value *record,
		   const char *name, const char **ret_text)
{
	const struct ck_value *member = ck_get(record, name);
	const char *text = ck_str(member);
	size_t most = strcmp(name, "pass") ? CK_SIGHTING_LONGEST
					   : CK_SIGHTING_PASS_LONGEST;

	*ret_text = NULL;
	r->told |= member != NULL;
	if (ck_is_null(member))
		return 0;
	if (!text || strlen(text) >= most)
		return wrong(r, ck_doc_format(r->doc, "/%s", name), "text",
			     _("expected a short text"));
	*ret_text = says_nothing(text) ? NULL : text;
	return 0;
}

static int read_member(struct reading *r, const struct ck_value *record,
		       const char *kind)
{
	const char *text = NULL;
	const char *normal;
	int err = text_of(r, record, kind, &text);

	if (err < 0 || !text)
		return err;
	normal = form_of(r->doc, kind, text);
	if (normal)
		add(r, kind, normal);
	return 0;
}

static int read_pass(struct reading *r, const struct ck_value *record)
{
	const char *text = NULL;
	int err = text_of(r, record, "pass", &text);

	if (err == 0 && text)
		show_pass(r, text);
	return err;
}

static int read_id(struct reading *r, const struct ck_value *record)
{
	const char *text = NULL;
	int err = text_of(r, record, "trip", &text);

	if (err < 0 || !text || add_id(r, text))
		return err;
	return wrong(r, "/trip", "trip-id",
		     _("expected the id of a trip or declaration"));
}

/* From 0 to 1; the log has no decimals, so it keeps thousandths. */
static int keep_confidence(struct reading *r, const struct ck_value *confidence)
{
	const char *number = ck_number_text(confidence);
	double value = number ? strtod(number, NULL) : -1;

	if (ck_is_null(confidence))
		return 0;
	if (!(value >= 0 && value <= 1))
		return wrong(r, "/confidence", "confidence",
			     _("expected a number from 0 to 1"));
	ck_set_int(r->out->body, "confidence_permille",
		   (int64_t)(value * 1000 + 0.5));
	return 0;
}

static int keep(struct reading *r, const struct ck_value *record)
{
	static const char *const kept[] = {
		"source", "trip", "plate", "container", "unit", "chassis",
	};

	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		ck_set_str(r->out->body, kept[i], ck_get_str(record, kept[i]));
	return keep_confidence(r, ck_get(record, "confidence"));
}

static int read_record(struct reading *r, const struct ck_value *record)
{
	static const char *const members[] = { "plate", "container", "unit",
					       "chassis" };
	int err = read_id(r, record);

	for (size_t i = 0; err == 0 && i < 4; i++)
		err = read_member(r, record, members[i]);
	if (err == 0)
		err = read_pass(r, record);
	return err < 0 ? err : keep(r, record);
}

/* -- a bare text ---------------------------------------------------------- */

static int read_text(struct reading *r, const char *text)
{
	const char *normal;
	bool pass = ck_pass_is(text);

	if (strlen(text) >= (pass ? CK_SIGHTING_PASS_LONGEST
				  : CK_SIGHTING_LONGEST))
		return wrong(r, NULL, "text", _("expected a short text"));
	r->told = true;
	if (pass) {
		show_pass(r, text);
		return 0;
	}
	ck_set_str(r->out->body, "text", text);
	if (add_id(r, text))
		return 0;
	normal = plate_form(r->doc, text);
	if (!normal)
		normal = code_form(r->doc, text);
	if (normal)
		add(r, NULL, normal);
	return 0;
}

int ck_sighting_read(struct ck_doc *doc, const struct ck_value *record,
		     const char *text, struct ck_sighting *ret_sighting,
		     struct ck_sighting_fault *ret_fault)
{
	struct ck_sighting out = { .body = ck_new_object(doc) };
	struct reading r = { doc, &out, ret_fault, false };
	int err = record ? read_record(&r, record) : read_text(&r, text);

	if (err < 0)
		return err;
	if (!r.told)
		return wrong(&r, NULL, "sighting",
			     _("nothing was seen: no plate, container, unit, chassis, trip or pass"));
	if (!out.text)
		out.text = "unread";
	*ret_sighting = out;
	return 0;
}
