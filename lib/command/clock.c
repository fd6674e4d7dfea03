#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "command/private.h"
#include "store/query.h"
#include "trade/amount.h"

enum { LATE_MIN_DEFAULT = 15 };

static bool simulated(const struct ck_session *s)
{
	return s->store && ck_store_simulated(s->store);
}

static int read_now(struct ck_session *s)
{
	const char *text = secure_getenv("CK_NOW");

	if (!text || !*text)
		return 0;
	if (!simulated(s))
		return ck_fail(s, NULL, -EPERM, NULL, "real-store",
			       _("CK_NOW is set: only a simulated store has another clock"));
	if (ck_time_parse(text, &s->priv->now_ms) < 0)
		return ck_usage(s, _("CK_NOW is no RFC 3339 time: %s"), text);
	s->priv->now_given = true;
	return 0;
}

static int take_user(struct ck_session *s)
{
	if (!s->options.as)
		return 0;
	if (!simulated(s))
		return ck_fail(s, NULL, -EPERM, NULL, "real-store",
			       _("--as is for simulated stores only"));
	free(s->user);
	s->user = ck_strdup(s->options.as);
	return 0;
}

int ck_session_adopt(struct ck_session *s)
{
	int r = read_now(s);

	return r == 0 ? take_user(s) : r;
}

int ck_clock_open(struct ck_session *s)
{
	int r = s->store ? ck_session_adopt(s) : 0;

	s->priv->late_ms = -1;
	if (r < 0 || !s->options.at)
		return r;
	if (ck_time_parse(s->options.at, &s->priv->at_ms) < 0)
		return ck_usage(s, _("--at takes an RFC 3339 time, not \"%s\""),
				s->options.at);
	s->priv->at_given = true;
	return 0;
}

int64_t ck_session_now(struct ck_session *s, const struct ck_value *record)
{
	const char *at;
	int64_t ms;

	if (!simulated(s))
		return ck_clock_now();
	at = ck_get_str(record, "at");
	if (at && ck_time_parse(at, &ms) == 0)
		return ms;
	return s->priv->now_given ? s->priv->now_ms : ck_clock_now();
}

/* -- days ----------------------------------------------------------------- */

int ck_session_day(struct ck_session *s, const char *text, int64_t *ret_ms)
{
	int64_t today = ck_day_start(ck_session_now(s, NULL),
				     s->utc_offset_min);
	char day[CK_MOMENT_SIZE];

	if (!strcmp(text, "today"))
		*ret_ms = today;
	else if (!strcmp(text, "yesterday"))
		*ret_ms = today - CK_DAY_MS;
	else if (ck_moment_read(text, day) == 0)
		return ck_day_parse(day, s->utc_offset_min, ret_ms);
	else
		return -EBADMSG;
	return 0;
}

int ck_session_moment(struct ck_session *s, const char *text, int64_t *ret_ms)
{
	return ck_time_parse(text, ret_ms) == 0
		       ? 0 : ck_session_day(s, text, ret_ms);
}

int ck_session_ahead(struct ck_session *s, const char *text, int64_t after,
		     int64_t *ret_ms)
{
	return ck_time_parse(text, ret_ms) == 0
		       ? 0
		       : ck_hour_next(text, s->utc_offset_min, after, ret_ms);
}

/* -- late entries --------------------------------------------------------- */

/* How far back an entry may lie without a reason, and what the reasons are:
 * the site's choice. */
static int read_late(struct ck_session *s)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = NULL;
	const struct ck_value *document, *row = NULL;
	int r;

	if (s->priv->late_ms >= 0)
		return 0;
	doc = ck_doc_new();
	r = ck_row_of(ck_query(s->store, CK_SQL_SESSION_SITE_DOCUMENT, "s",
			       s->site), doc, &row);
	if (r < 0)
		return ck_fail_store(s, s->item, r);
	document = ck_get(row, "document");
	s->priv->late_codes =
		ck_copy(s->doc, ck_get(ck_get(document, "reasons"),
				       "late_entry"));
	s->priv->late_ms = CK_MINUTE_MS * ck_get_int(document,
						  "occurred_limit_min",
						  LATE_MIN_DEFAULT);
	return 0;
}

static int refuse_reason(struct ck_session *s, const char *reason)
{
	const struct ck_value *codes = s->priv->late_codes;
	bool option = s->options.reason_late;
	CK_BUF list = { 0 };

	for (size_t i = 0; i < ck_count(codes); i++)
		ck_buf_printf(&list, "%s%s", i ? ", " : "",
			      ck_key_at(codes, i));
	return ck_fail(s, s->item, option ? -EINVAL : -EBADMSG,
		       option ? NULL : "/late_reason", "reason-unknown",
		       list.len ? _("no reason for a late entry: %s; there are %s")
				: _("no reason for a late entry: %s; the site has none"),
		       reason, ck_buf_text(&list));
}

/* The option, else the record's member; NULL: none is given. */
static int late_reason(struct ck_session *s, const struct ck_value *record,
		       const char **ret_reason)
{
	const struct ck_value *v = ck_get(record, "late_reason");
	const char *reason = s->options.reason_late;
	int r;

	if (!s->store || (!reason && !v))
		return 0;
	if (!reason)
		reason = ck_str(v) ?: "";
	r = read_late(s);
	if (r < 0)
		return r;
	if (!ck_get(s->priv->late_codes, reason))
		return refuse_reason(s, reason);
	*ret_reason = reason;
	return 0;
}

static int check_late(struct ck_session *s, const struct ck_value *record,
		      int64_t late_by)
{
	int64_t limit;
	int r;

	if (s->options.reason_late || ck_get(record, "late_reason") ||
	    !s->store)
		return 0;
	r = read_late(s);
	limit = s->priv->late_ms;
	if (r < 0 || late_by <= limit)
		return r;
	return ck_fail(s, s->item, -EINVAL, NULL, "late-entry",
		       _("--at lies %lld minutes back: say why with --at-reason"),
		       (long long)(late_by / CK_MINUTE_MS));
}

int ck_session_occurred(struct ck_session *s, const struct ck_value *record,
			int64_t *ret_ms)
{
	int64_t now = ck_session_now(s, record);
	int r;

	if (!s->priv->at_given) {
		*ret_ms = now;
		return 0;
	}
	if (s->priv->at_ms > now)
		return ck_fail(s, s->item, -EINVAL, NULL, "future",
			       _("--at lies in the future: %s"), s->options.at);
	r = check_late(s, record, now - s->priv->at_ms);
	if (r == 0)
		*ret_ms = s->priv->at_ms;
	return r;
}

int ck_session_envelope(struct ck_session *s, const struct ck_item *item,
			struct ck_envelope *ret_envelope)
{
	const struct ck_value *record = item ? item->record : NULL;
	struct ck_envelope envelope = {
		.actor = item && item->actor ? item->actor
			 : s->actor ? s->actor : s->user,
		.via = item && item->via ? item->via : s->via,
		.on_behalf = s->options.on_behalf,
		.program = s->program->name,
		.key = item ? item->key : NULL,
	};
	int r = ck_actor_check_behalf(s);

	/* A real store takes the time under the lock. */
	if (simulated(s))
		envelope.at = ck_session_now(s, record);
	/* Clocks differ: what another one has seen is not in the future. */
	if (item && item->occurred < ck_session_now(s, record))
		envelope.occurred = item->occurred;
	if (r == 0 && s->priv->at_given)
		r = ck_session_occurred(s, record, &envelope.occurred);
	if (r == 0)
		r = late_reason(s, record, &envelope.late_reason);
	if (r < 0)
		return r;
	*ret_envelope = envelope;
	return 0;
}
