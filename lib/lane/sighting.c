#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/text.h"
#include "lane/sighting.h"
#include "trade/container.h"
#include "trade/identity.h"
#include "trade/plate.h"

struct reading {
	struct ck_doc *doc;
	struct ck_sighting *out;
	struct ck_sighting_fault *fault;
	bool told;		/* there was something to go by */
	int permille;		/* how sure the reader is */
	bool unknown;		/* it does not know how sure */
};

static int wrong(struct reading *r, const char *pointer, const char *code,
		 const char *message)
{
	*r->fault = (struct ck_sighting_fault){ pointer, code, message };
	return -EBADMSG;
}

static struct ck_clue *add(struct reading *r, const char *kind,
			   const char *normal)
{
	struct ck_clue *clue = &r->out->clues[r->out->count++];

	*clue = (struct ck_clue){ .kind = kind, .normal = normal,
				  .permille = CK_SIGHTING_SURE };
	if (!r->out->text)
		r->out->text = normal;
	return clue;
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

	/* One shown on paper comes first. */
	if (r->out->shown)
		return;
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

/* -- a text that may be anything ------------------------------------------ */

static void add_text(struct reading *r, const char *text)
{
	const char *normal;

	if (ck_pass_is(text)) {
		show_pass(r, text);
		return;
	}
	if (add_id(r, text))
		return;
	normal = plate_form(r->doc, text);
	if (!normal)
		normal = ck_identity_code(r->doc, text);
	if (normal)
		add(r, NULL, normal);
}

static int read_text(struct reading *r, const char *text)
{
	bool pass = ck_pass_is(text);

	if (strlen(text) >= (pass ? CK_SIGHTING_PASS_LONGEST
				  : CK_SIGHTING_LONGEST))
		return wrong(r, NULL, "text", _("expected a short text"));
	r->told = true;
	if (!pass)
		ck_set_str(r->out->body, "text", text);
	add_text(r, text);
	return 0;
}

/* -- a record ------------------------------------------------------------- */

static const char *form_of(struct ck_doc *doc, const char *kind,
			   const char *text)
{
	if (!strcmp(kind, "plate"))
		return plate_form(doc, text);
	if (!strcmp(kind, "container"))
		return container_form(doc, text);
	return ck_identity_code(doc, text);
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
	bool pass = !strcmp(name, "pass") || !strcmp(name, "rfid");
	size_t most = pass ? CK_SIGHTING_PASS_LONGEST : CK_SIGHTING_LONGEST;

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
		add(r, kind, normal)->permille = r->unknown ? 0 : r->permille;
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

/* From 0 to 1; the log has no decimals, so it keeps thousandths. Unsaid, it
 * stays as it was. */
static int read_confidence(struct reading *r, const struct ck_value *confidence,
			   const char *pointer, int *permille)
{
	const char *number = ck_number_text(confidence);
	double value = number ? strtod(number, NULL) : -1;

	if (ck_is_null(confidence))
		return 0;
	if (!(value >= 0 && value <= 1))
		return wrong(r, pointer, "confidence",
			     _("expected a number from 0 to 1"));
	*permille = (int)(value * 1000 + 0.5);
	return 0;
}

/* -- a plate, and what else it may be ------------------------------------- */

/* Behind those that are as sure. */
static void insert(struct ck_reading_of *readings, int *count,
		   const char *normal, int permille)
{
	int at = (*count)++;

	for (; at > 0 && readings[at - 1].permille < permille; at--)
		readings[at] = readings[at - 1];
	readings[at] = (struct ck_reading_of){ normal, permille };
}

static int read_other(struct reading *r, const struct ck_value *member,
		      struct ck_value *kept, struct ck_reading_of *readings,
		      int *count)
{
	const char *text = ck_get_str(member, "plate");
	const char *normal;
	int permille = 0;
	int err;

	if (!text || strlen(text) >= CK_SIGHTING_LONGEST)
		return wrong(r, "/alternatives", "alternatives",
			     _("expected plates, each with its confidence"));
	err = read_confidence(r, ck_get(member, "confidence"),
			      "/alternatives", &permille);
	if (err < 0)
		return err;
	ck_set_str(kept, "plate", text);
	ck_set_int(kept, "confidence_permille", permille);
	normal = says_nothing(text) ? NULL : plate_form(r->doc, text);
	if (normal)
		insert(readings, count, normal, permille);
	return 0;
}

static int read_others(struct reading *r, const struct ck_value *list,
		       struct ck_reading_of *readings, int *count)
{
	struct ck_value *kept;
	int err = 0;

	if (ck_is_null(list))
		return 0;
	if (!ck_is_array(list))
		return wrong(r, "/alternatives", "alternatives",
			     _("expected plates, each with its confidence"));
	r->told |= ck_count(list) > 0;
	kept = ck_set_array(r->out->body, "alternatives");
	for (size_t i = 0; err == 0 && i < ck_count(list) &&
			   i < CK_SIGHTING_OTHERS; i++)
		err = read_other(r, ck_at(list, i), ck_push_object(kept),
				 readings, count);
	return err;
}

static int read_plate(struct reading *r, const struct ck_value *record)
{
	struct ck_reading_of *readings = ck_doc_alloc(
		r->doc, (CK_SIGHTING_OTHERS + 1) * sizeof(*readings));
	const char *text = NULL, *normal;
	struct ck_clue *clue;
	int count = 0;
	int err = text_of(r, record, "plate", &text);

	normal = text ? plate_form(r->doc, text) : NULL;
	if (normal)
		insert(readings, &count, normal, r->permille);
	if (err == 0)
		err = read_others(r, ck_get(record, "alternatives"), readings,
				  &count);
	if (err < 0 || !count)
		return err;
	clue = add(r, "plate", readings[0].normal);
	clue->permille = r->unknown ? 0 : readings[0].permille;
	clue->others = readings + 1;
	clue->other_count = count - 1;
	r->permille = CK_SIGHTING_SURE;
	r->unknown = false;
	return 0;
}

/* -- all members ---------------------------------------------------------- */

/* What a chip says may be anything that a person could type. */
static int read_chip(struct reading *r, const struct ck_value *record)
{
	const char *text = NULL;
	int before = r->out->count;
	int err = text_of(r, record, "rfid", &text);

	if (err < 0 || !text)
		return err;
	add_text(r, text);
	for (int i = before; i < r->out->count; i++)
		r->out->clues[i].digital = true;
	return 0;
}

static int keep(struct reading *r, const struct ck_value *record)
{
	static const char *const kept[] = {
		"source", "trip", "plate", "container", "unit", "chassis",
	};
	const char *chip = ck_get_str(record, "rfid");

	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		ck_set_str(r->out->body, kept[i], ck_get_str(record, kept[i]));
	/* A pass may stand in a chip too, and is not printed again. */
	if (chip && !ck_pass_is(chip))
		ck_set_str(r->out->body, "rfid", chip);
	return 0;
}

static int read_time(struct reading *r, const struct ck_value *record)
{
	const struct ck_value *at = ck_get(record, "at");

	r->out->late = ck_is_true(ck_get(record, "late"));
	if (ck_is_null(at))
		return 0;
	r->out->at_text = ck_str(at);
	if (!r->out->at_text || ck_time_parse(r->out->at_text, &r->out->at) < 0)
		return wrong(r, "/at", "time", _("not an RFC 3339 time"));
	return 0;
}

static int read_record(struct reading *r, const struct ck_value *record)
{
	static const char *const members[] = { "container", "unit",
					       "chassis" };
	int permille = -1;
	int err = read_confidence(r, ck_get(record, "confidence"),
				  "/confidence", &permille);

	r->unknown = ck_get(record, "confidence") && permille < 0;
	if (permille >= 0) {
		ck_set_int(r->out->body, "confidence_permille", permille);
		r->permille = permille;
	}
	if (err == 0)
		err = read_time(r, record);
	if (err == 0)
		err = read_id(r, record);
	if (err == 0)
		err = read_plate(r, record);
	for (size_t i = 0; err == 0 && i < 3; i++)
		err = read_member(r, record, members[i]);
	if (err == 0)
		err = read_pass(r, record);
	if (err == 0)
		err = read_chip(r, record);
	return err < 0 ? err : keep(r, record);
}

int ck_sighting_read(struct ck_doc *doc, const struct ck_value *record,
		     const char *text, struct ck_sighting *ret_sighting,
		     struct ck_sighting_fault *ret_fault)
{
	struct ck_sighting out = { .body = ck_new_object(doc) };
	struct reading r = { .doc = doc, .out = &out, .fault = ret_fault,
			     .permille = CK_SIGHTING_SURE };
	int err = record ? read_record(&r, record) : read_text(&r, text);

	if (err < 0)
		return err;
	if (!r.told)
		return wrong(&r, NULL, "sighting",
			     _("nothing was seen: no plate, container, unit, chassis, chip, trip or pass"));
	if (!out.text)
		out.text = "unread";
	*ret_sighting = out;
	return 0;
}
