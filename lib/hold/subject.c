#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "hold/hold.h"
#include "clear/verbs.h"
#include "trade/plate.h"

static int refuse_kind(struct ck_session *s, struct ck_item *item,
		       const char *kind)
{
	return ck_fail(s, item, -EBADMSG,
		       item->record ? "/subject_kind" : NULL, "hold-kind",
		       _("expected trip, plate, chassis, container, customs, party or person, not %s"),
		       kind);
}

static int refuse_subject(struct ck_session *s, struct ck_item *item,
			  const char *kind, const char *text)
{
	const char *stranger = strcmp(kind, "plate") ? NULL :
			       ck_plate_stranger_said(item->doc, text);

	return ck_fail(s, item, -EBADMSG, item->record ? "/subject" : NULL,
		       "hold-subject",
		       stranger ? _("this is no %s: %s") : _("this is no %s"),
		       kind, stranger);
}

static int one_subject(struct ck_session *s, struct ck_item *item,
		       struct ck_subjects *on, const char *text)
{
	const char **subject = ck_doc_alloc(item->doc, sizeof(*subject));
	int r = ck_session_need_site(s, item);

	if (r < 0)
		return r;
	r = ck_hold_subject(item->doc, s->site, on->kind, text, subject);
	if (r == -EINVAL)
		return refuse_kind(s, item, on->kind);
	if (r == -EBADMSG)
		return refuse_subject(s, item, on->kind, text);
	on->subjects = subject;
	on->count = 1;
	return 0;
}

/* "trip:…": whatever any verb takes for one. */
static int named_trips(struct ck_session *s, const struct ck_item *item,
		       struct ck_subjects *on, const char *text)
{
	struct ck_item named = *item;

	named.operand = text;
	return ck_item_trips(s, &named, &on->subjects, &on->count);
}

int ck_clear_subjects(struct ck_session *s, struct ck_item *item,
		      struct ck_subjects *ret_on)
{
	const char *word = item->operand ? item->operand : "";
	size_t len = strcspn(word, ":");
	const char *text = ck_get_str(item->record, "subject");
	struct ck_subjects on = {
		.kind = ck_get_str(item->record, "subject_kind"),
	};
	int r;

	if (word[len]) {
		on.kind = ck_doc_format(item->doc, "%.*s", (int)len, word);
		text = word + len + 1;
	}
	if (on.kind && text && (item->record || strcmp(on.kind, "trip"))) {
		r = one_subject(s, item, &on, text);
	} else if (on.kind && text) {
		r = named_trips(s, item, &on, text);
	} else {
		on.kind = "trip";
		r = ck_item_trips(s, item, &on.subjects, &on.count);
	}
	if (r == 0)
		*ret_on = on;
	return r;
}
