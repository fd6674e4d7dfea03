#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "store/apply.h"

enum { ADMIT_S_USUAL = 120 };

/* "+07:00" in minutes; the schema has proved the form. */
static int64_t offset_of(const struct ck_value *document)
{
	const char *text = ck_get_str(document, "utc_offset");
	int64_t minutes;

	if (!text || strlen(text) != 6)
		return 0;
	minutes = strtol(text + 1, NULL, 10) * 60 + strtol(text + 4, NULL, 10);
	return text[0] == '-' ? -minutes : minutes;
}

static bool is_abroad(const struct ck_value *document, const char *zone)
{
	const char *country = ck_get_str(
		ck_get(ck_get(document, "zones"), zone ? zone : ""), "country");
	const char *home = ck_get_str(document, "country");

	return country && home && strcmp(country, home) != 0;
}

static const char *crossing_of(const struct ck_value *document,
			       const struct ck_value *lane)
{
	if (is_abroad(document, ck_get_str(lane, "to")))
		return "out";
	return is_abroad(document, ck_get_str(lane, "from")) ? "in" : NULL;
}

/* What a lane asks of the queue that it lets out of. */
static const struct ck_value *queue_rule(struct ck_doc *doc,
					 const struct ck_value *document,
					 const struct ck_value *lane)
{
	const char *name = ck_get_str(lane, "queue");
	const struct ck_value *queue = ck_get(ck_get(document, "queues"),
					      name ? name : "");
	struct ck_value *rule;

	if (!queue)
		return NULL;
	rule = ck_new_object(doc);
	CK_SET_SAME(rule, queue, "agency", "directions", "grace_min");
	return rule;
}

/* Of a lane that may be turned round, the queue's rule for that too. */
static const struct ck_value *with_rules(struct ck_doc *doc,
					 const struct ck_value *document,
					 const struct ck_value *lane)
{
	const struct ck_value *reverse = ck_get(lane, "reverse");
	struct ck_value *copy, *turned;

	if (!reverse)
		return lane;
	copy = ck_copy(doc, lane);
	turned = ck_copy(doc, reverse);
	ck_set(turned, "rule", queue_rule(doc, document, reverse));
	ck_set(copy, "reverse", turned);
	return copy;
}

static int put_lane(struct ck_store *store, const struct ck_line *line,
		    const struct ck_value *document, const char *name,
		    const struct ck_value *lane)
{
	return ck_run(store, CK_SQL_LANE_PUT, "ssvvvvvisv", line->subject, name,
		      ck_get(lane, "point"), ck_get(lane, "from"),
		      ck_get(lane, "to"), ck_get(lane, "queue"),
		      queue_rule(line->doc, document, lane),
		      ck_get_int(lane, "admit_s", ADMIT_S_USUAL) * 1000,
		      crossing_of(document, lane),
		      with_rules(line->doc, document, lane));
}

/* -- words ---------------------------------------------------------------- */

/* A group of the file whose members are words, or have them under `member`. */
struct words {
	const char *kind;
	const char *pointer;
	const char *member;	/* NULL: the words themselves */
};

static const struct words groups[] = {
	{ "agency", "/agencies", "name" },
	{ "check", "/checks", "name" },
	{ "check_driver", "/checks", "driver" },
	{ "zone", "/zones", "name" },
	{ "driver", "/reasons/driver", NULL },
	{ "hold", "/reasons/hold", NULL },
	{ "lane", "/reasons/lane", NULL },
};

static int put_group(struct ck_store *store, const char *site,
		     const struct ck_value *document,
		     const struct words *group)
{
	const struct ck_value *members = ck_pointer(document, group->pointer);
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(members); i++) {
		const struct ck_value *m = ck_at(members, i);

		r = ck_run(store, CK_SQL_WORDING_PUT, "sssvv", site,
			   group->kind, ck_key_at(members, i),
			   group->member ? ck_get(m, group->member) : m,
			   group->member ? ck_get(m, "contact") : NULL);
	}
	return r;
}

static int put_words(struct ck_store *store, const char *site,
		     const struct ck_value *document)
{
	int r = ck_run(store, CK_SQL_WORDING_DROP, "s", site);

	for (size_t i = 0; r >= 0 && i < sizeof(groups) / sizeof(*groups); i++)
		r = put_group(store, site, document, &groups[i]);
	return r;
}

static int put_site(struct ck_store *store, const struct ck_line *line,
		    const struct ck_value *b, const struct ck_value *document)
{
	const struct ck_value *lanes = ck_get(document, "lanes");
	int r = ck_run(store, CK_SQL_SITE_PUT, "siivvvivv", line->subject,
		       line->seq, line->at, ck_get(b, "effective"),
		       ck_get(b, "file_version"), ck_get(b, "digest"),
		       offset_of(document), ck_get(document, "language"),
		       document);

	if (r >= 0)
		r = ck_run(store, CK_SQL_LANE_DROP, "s", line->subject);
	for (size_t i = 0; r >= 0 && i < ck_count(lanes); i++)
		r = put_lane(store, line, document, ck_key_at(lanes, i),
			     ck_at(lanes, i));
	if (r >= 0)
		r = put_words(store, line->subject, document);
	if (r < 0)
		return r;
	return ck_run(store, CK_SQL_SITE_PENDING_DROP, "sv", line->subject,
		      ck_get(b, "file_version"));
}

int ck_apply_site_loaded(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	if (ck_is_true(ck_get(b, "active")))
		return put_site(store, line, b, ck_get(b, "document"));
	return ck_run(store, CK_SQL_SITE_PENDING_PUT, "svivvvv", line->subject,
		      ck_get(b, "file_version"), line->seq,
		      ck_get(b, "effective"), ck_get(b, "digest"),
		      ck_get(b, "document"), ck_get(b, "apply"));
}

int ck_apply_site_activated(struct ck_store *store, const struct ck_line *line)
{
	return put_site(store, line, line->body,
			ck_get(line->body, "document"));
}

int ck_apply_log_sealed(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_SEAL_PUT, "vsvvvv", ck_get(b, "site"),
		      line->subject, ck_get(b, "from"), ck_get(b, "to"),
		      ck_get(b, "digest"), ck_get(b, "head"));
}

int ck_apply_staff_added(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_STAFF_PUT, "svvvvvvvvi", line->subject,
		      ck_get(b, "site"), ck_get(b, "user"),
		      ck_get(b, "agencies"), ck_get(b, "lanes"),
		      ck_get(b, "valid_from"), ck_get(b, "valid_to"),
		      ck_get(b, "stands_in_for"), ck_get(b, "order"),
		      line->seq);
}

int ck_apply_staff_ended(struct ck_store *store, const struct ck_line *line)
{
	return ck_run(store, CK_SQL_STAFF_END, "vis",
		      ck_get(line->body, "valid_to"), line->seq, line->subject);
}
