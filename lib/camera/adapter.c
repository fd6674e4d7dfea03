#include <config.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/memory.h"
#include "base/text.h"
#include "camera/adapter.h"
#include "record/reader.h"
#include "trade/offer.h"

static const char installed[] = PKGDATADIR "/adapters";

/* -- the program ---------------------------------------------------------- */

static int compare(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_program(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return dot && dot != entry->d_name && !strcmp(dot, ".jq");
}

/* What a folder of adapters has. */
static const struct ck_value *names_in(struct ck_session *s, const char *folder)
{
	struct ck_value *names = ck_new_array(s->doc);
	struct dirent **list = NULL;
	int count = scandir(folder, &list, is_program, compare);

	for (int i = 0; i < count; i++) {
		ck_push_str(names, ck_doc_format(s->doc, "%.*s",
			(int)strlen(list[i]->d_name) - 3, list[i]->d_name));
		free(list[i]);
	}
	free(list);
	return names;
}

int ck_adapter_open(struct ck_session *s, const char *adapters,
		    const char *name, struct ck_adapter *ret_adapter)
{
	const char *path;

	if (!adapters)
		adapters = installed;
	path = ck_doc_format(s->doc, "%s/%s.jq", adapters, name);
	*ret_adapter = (struct ck_adapter){ .name = name,
					    .offset_min = CK_OFFSET_UNKNOWN };
	if (strchr(name, '/'))
		return ck_fail(s, NULL, -ENOENT, NULL, "adapter",
			       _("no name of an adapter: %s"), name);
	if (access(path, F_OK) < 0 && errno == ENOENT)
		return ck_fail(s, NULL, -ENOENT, NULL, "adapter",
			       _("no such adapter: %s%s"), name,
			       ck_offer(s->doc, name, names_in(s, adapters)));
	return ck_session_filter(s, path, &ret_adapter->jq);
}

void ck_adapter_close(struct ck_adapter *adapter)
{
	ck_jq_free(adapter->jq);
	adapter->jq = NULL;
}

/* -- an answer to a sighting ---------------------------------------------- */

struct answering {
	const struct ck_adapter *adapter;
	struct ck_session *s;
	struct ck_doc *doc;
	ck_adapter_take *take;
	void *ctx;
	const char *wrong;
};

/* Makers count to 1, to 100 and beyond; the adapter has made it 0 to 1. What is
 * beyond that was counted otherwise: NULL, as without one. */
static const struct ck_value *confidence_of(struct ck_doc *doc,
					    const struct ck_value *v)
{
	const char *number = ck_number_text(v);
	double value = number ? strtod(number, NULL) : -1;
	char text[16];

	if (!(value >= 0 && value <= 1))
		return NULL;
	snprintf(text, sizeof(text), "%d.%03d", (int)(value * 1000 + 0.5) / 1000,
		 (int)(value * 1000 + 0.5) % 1000);
	for (char *end = text + strlen(text) - 1; *end == '0'; end--)
		*end = '\0';
	if (text[strlen(text) - 1] == '.')
		text[strlen(text) - 1] = '\0';
	return ck_new_number(doc, text);
}

/* Unknown is not sure: a null, where nothing at all would be believed. */
static void put_confidence(struct answering *a, struct ck_value *record,
			   const struct ck_value *given)
{
	const struct ck_value *confidence = confidence_of(a->doc, given);

	ck_set(record, "confidence", confidence);
	if (confidence || !ck_number_text(given))
		return;
	ck_set(record, "confidence", ck_new_null(a->doc));
	ck_say(a->s, _("%s: a confidence of %s where 1 is the most: how sure it is is not known"),
	       a->adapter->source ?: a->adapter->name, ck_number_text(given));
}

static void put_others(struct ck_doc *doc, struct ck_value *record,
		       const struct ck_value *others)
{
	struct ck_value *array = NULL;

	for (size_t i = 0; i < ck_count(others); i++) {
		const struct ck_value *other = ck_at(others, i);
		struct ck_value *kept;

		if (!ck_get_str(other, "plate"))
			continue;
		if (!array)
			array = ck_set_array(record, "alternatives");
		kept = ck_push_object(array);
		ck_set_str(kept, "plate", ck_get_str(other, "plate"));
		ck_set(kept, "confidence",
		       confidence_of(doc, ck_get(other, "confidence")));
	}
}

static void put_characters(struct ck_doc *doc, struct ck_value *record,
			   const struct ck_value *characters)
{
	struct ck_value *array;

	if (!ck_is_array(characters) || !ck_count(characters))
		return;
	array = ck_set_array(record, "characters");
	for (size_t i = 0; i < ck_count(characters); i++) {
		const struct ck_value *one =
			confidence_of(doc, ck_at(characters, i));

		ck_push(array, one ? one : ck_new_int(doc, 0));
	}
}

/* A time without zone is the camera's. False: there is none to be known. */
static bool read_time(const struct ck_adapter *adapter, struct ck_doc *doc,
		      const char *text, int64_t *ret_ms)
{
	int offset = adapter->offset_min;
	char *copy = ck_doc_strdup(doc, text);

	if (strlen(copy) > 10 && copy[10] == ' ')
		copy[10] = 'T';
	if (ck_time_parse(copy, ret_ms) == 0)
		return true;
	if (offset == CK_OFFSET_UNKNOWN)
		return false;
	copy = ck_doc_format(doc, "%s%c%02d:%02d", copy, offset < 0 ? '-' : '+',
			     abs(offset) / 60, abs(offset) % 60);
	return ck_time_parse(copy, ret_ms) == 0;
}

static void put_time(struct answering *a, struct ck_value *record,
		     const char *text)
{
	int offset = a->adapter->offset_min;
	int64_t ms = 0;

	if (!read_time(a->adapter, a->doc, text, &ms))
		return;
	ck_set_time(record, "at", ms,
		    offset == CK_OFFSET_UNKNOWN ? a->s->utc_offset_min : offset);
}

/* The reading's own, whatever program sends it and how often. */
static void put_key(struct answering *a, struct ck_value *record,
		    const struct ck_value *made)
{
	struct ck_value *whole = ck_copy(a->doc, record);
	char digest[CK_DIGEST_HEX];
	CK_BUF text = { 0 };

	if (ck_is_null(ck_get(made, "id")) && ck_is_null(ck_get(made, "at")))
		return;
	ck_set(whole, "id", ck_get(made, "id"));
	ck_set(whole, "at", ck_get(made, "at"));
	ck_unset(whole, "site");
	ck_write_canonical(&text, whole);
	ck_sha256_hex(text.data, text.len, digest);
	ck_set_str(record, "key", ck_doc_format(a->doc, "%s:%.24s",
				  ck_get_str(record, "source"), digest));
}

static struct ck_value *sighting_of(struct answering *a,
				    const struct ck_value *made)
{
	static const char *const same[] = { "plate", "container", "unit",
					    "chassis", "rfid", "pass", "trip" };
	struct ck_value *record = ck_record(a->s, a->doc, "sighting");
	const char *source = a->adapter->source;
	const char *at = ck_get_str(made, "at");

	ck_set_str(record, "lane", a->adapter->lane);
	if (!source)
		source = ck_get_str(made, "source");
	ck_set_str(record, "source", source ? source : "camera");
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		ck_set(record, same[i], ck_get(made, same[i]));
	put_confidence(a, record, ck_get(made, "confidence"));
	put_others(a->doc, record, ck_get(made, "alternatives"));
	put_characters(a->doc, record, ck_get(made, "characters"));
	if (at)
		put_time(a, record, at);
	if (ck_is_true(ck_get(made, "late")))
		ck_set_bool(record, "late", true);
	put_key(a, record, made);
	return record;
}

static int take_answer(void *ctx, const char *json, size_t len)
{
	struct answering *a = ctx;
	const struct ck_value *made = NULL;
	struct ck_fault fault;

	if (ck_read(a->doc, json, len, &made, &fault) < 0 ||
	    !ck_is_object(made)) {
		a->wrong = _("an adapter answers with objects");
		return -EBADMSG;
	}
	return a->take(a->ctx, sighting_of(a, made));
}

int ck_adapter_run(struct ck_adapter *adapter, struct ck_session *s,
		   struct ck_doc *doc, const struct ck_value *document,
		   ck_adapter_take *take, void *ctx, char **ret_error)
{
	struct answering a = { adapter, s, doc, take, ctx, NULL };
	CK_BUF text = { 0 };
	int r;

	ck_write(&text, document);
	r = ck_jq_run(adapter->jq, text.data, text.len, take_answer, &a,
		      ret_error);
	if (a.wrong) {
		free(*ret_error);
		*ret_error = ck_strdup(a.wrong);
	}
	return r;
}
