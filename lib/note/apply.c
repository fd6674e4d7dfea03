#include <config.h>

#include "store/apply.h"

static const struct ck_value *words_of(const struct ck_line *line)
{
	return ck_get(ck_get(line->body, "text"), "person");
}

int ck_apply_note_written(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_NOTE_PUT, "svvvvvvvvvvvissi",
		      line->subject, ck_get(b, "site"), ck_get(b, "prefix"),
		      ck_get(b, "number"), ck_get(b, "note_kind"),
		      ck_get(b, "agency"), ck_get(b, "about"),
		      ck_get(b, "subject_kind"), ck_get(b, "subject"),
		      words_of(line), ck_get(b, "deadline_at"),
		      ck_get(b, "given"), line->occurred, line->actor,
		      line->on_behalf, line->seq);
}

int ck_apply_note_answered(struct ck_store *store, const struct ck_line *line)
{
	return ck_run(store, CK_SQL_NOTE_ANSWER, "vissis", words_of(line),
		      line->occurred, line->actor, line->on_behalf, line->seq,
		      line->subject);
}

int ck_apply_note_closed(struct ck_store *store, const struct ck_line *line)
{
	return ck_run(store, CK_SQL_NOTE_CLOSE, "issvis", line->occurred,
		      line->actor, line->on_behalf,
		      ck_get(line->body, "reason"), line->seq, line->subject);
}
