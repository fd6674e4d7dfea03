#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "record/pretty.h"
#include "trade/cancel.h"
#include "trade/declarant.h"
#include "trade/full.h"
#include "trade/history.h"
#include "trade/lookup.h"
#include "trade/record.h"
#include "trade/tell.h"
#include "trade/verbs.h"

/* Calls act once for each declaration that the item names. */
static int each_declaration(struct ck_session *s, struct ck_item *item,
			    int (*act)(struct ck_session *s,
				       struct ck_item *item,
				       const char *declaration))
{
	const char **trips;
	const char *last = "";
	size_t count;
	int done, r = ck_item_trips(s, item, &trips, &count);

	for (size_t i = 0; r >= 0 && i < count; i++) {
		const char *id = ck_trip_declaration(item->doc, trips[i]);

		if (!strcmp(id, last))
			continue;
		done = act(s, item, id);
		r = done < 0 ? done : r | done;
		last = id;
	}
	return r;
}

static int show_declaration(struct ck_session *s, struct ck_item *item,
			    const char *declaration)
{
	const struct ck_declare_settings *set = s->settings;
	struct ck_value *record = ck_answer(s, item, "declaration");
	struct ck_value *history = NULL;
	int r = ck_declaration_fill(s->store, record, item->doc, declaration,
				    s->utc_offset_min, true);

	if (r >= 0 && set->history)
		r = ck_declaration_history(s->store, item->doc, declaration,
					   s->utc_offset_min, &history);
	if (r < 0)
		return ck_fail_store(s, item, r);
	ck_set(record, "history", history);
	return set->full ? ck_full_show(s, item, declaration, set->reason,
					record) : 0;
}

int ck_declare_show_decide(struct ck_session *s, struct ck_item *item)
{
	const struct ck_declare_settings *set = s->settings;

	if (set->customs)
		return ck_fail(s, item, -EINVAL, NULL, "usage",
			       _("--customs stands alone, without trips"));
	return each_declaration(s, item, show_declaration);
}

int ck_declare_show_draw(struct ck_session *s, const struct ck_value *record,
			 const char *format, struct ck_buf *buf)
{
	(void)s;
	(void)format;
	ck_write_pretty(buf, record);
	return 0;
}

int ck_declare_cancel_prepare(struct ck_session *s, struct ck_item *item)
{
	static const char *const groups[] = { "cancel", NULL };
	const struct ck_declare_settings *set = s->settings;
	struct ck_value *content;
	const char *reason = NULL;
	int r = ck_session_reason(s, item, groups, set->reason, &reason);

	if (r < 0)
		return r;
	content = ck_new_object(item->doc);
	ck_set_str(content, "reason", reason);
	ck_set(content, "of", item->record ? item->record
			      : ck_new_str(item->doc, item->operand));
	item->content = content;
	item->prepared = ck_doc_strdup(item->doc, reason);
	return 0;
}

static int tell_cancelled(struct ck_session *s, struct ck_item *item,
			  const char *declaration, const char *reason)
{
	const struct ck_value *row = NULL;
	struct ck_telling telling = { .declaration = declaration,
				      .about = "declaration.cancelled",
				      .reason = reason };
	int r = ck_declaration_get(s->store, item->doc, declaration, &row);

	if (r < 0)
		return ck_fail_store(s, item, r);
	telling.enterprise = ck_get_str(row, "enterprise");
	telling.cause = ck_get_int(row, "version", 0);
	return ck_tell(s, item, &telling);
}

static int cancel_one(struct ck_session *s, struct ck_item *item,
		      const char *declaration)
{
	const char *reason = item->prepared;
	struct ck_cancel_obstacle obstacle = { 0 };
	struct ck_value *record;
	int done, r = ck_declarant_allow_cancel(s, item, declaration);

	if (r < 0)
		return r;
	done = ck_declaration_cancel(s->txn, declaration, reason, &obstacle);
	if (done == -EEXIST)
		return ck_fail(s, item, -EEXIST, NULL, "trip-begun",
			       _("%s has begun (%s, %s); turn it back instead"),
			       obstacle.label, obstacle.trip, obstacle.zone);
	if (done < 0)
		return ck_fail_store(s, item, done);
	r = done ? 0 : tell_cancelled(s, item, declaration, reason);
	if (r < 0)
		return r;
	record = ck_answer(s, item, "declaration");
	r = ck_declaration_fill(s->store, record, item->doc, declaration,
				s->utc_offset_min, false);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (ck_txn_dry(s->txn) && !done)
		ck_set_str(record, "state", "cancelled");
	ck_set_str(record, "reason", reason);
	if (done)
		ck_set_bool(record, "repeated", true);
	return 0;
}

int ck_declare_cancel_decide(struct ck_session *s, struct ck_item *item)
{
	return each_declaration(s, item, cancel_one);
}
