#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lane/decision.h"
#include "lane/reason.h"

const char *ck_speaker_time(const struct ck_speaker *speaker, int64_t ms)
{
	char text[CK_TIME_TEXT];

	ck_time_print(ms, speaker->offset_min, text);
	return ck_doc_strdup(speaker->doc, text);
}

int ck_reasons_fill(const struct ck_speaker *speaker,
		    const struct ck_value *reasons, struct ck_value *shown)
{
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(reasons); i++)
		r = ck_reason_fill(speaker, ck_at(reasons, i),
				   ck_push_object(shown));
	return r;
}

/* -- one line for people -------------------------------------------------- */

static const char *read_text(const struct ck_value *sighting)
{
	static const char *const keys[] = { "plate", "container", "unit",
					    "chassis", "text" };
	const char *text = NULL;

	for (size_t i = 0; !text && i < sizeof(keys) / sizeof(keys[0]); i++)
		text = ck_get_str(sighting, keys[i]);
	return text;
}

/* What was not read exactly so is told, for somebody to look again. */
static const char *called(const struct ck_speaker *speaker,
			  const struct ck_decision *d,
			  const struct ck_value *sighting)
{
	const char *name = d->label ? d->label : d->subject;
	const char *text = read_text(sighting);

	if (!text || !d->matched || !strcmp(d->matched, "exact"))
		return name;
	return ck_doc_format(speaker->doc, _("%s (read as %s)"), name, text);
}

static void add_codes(struct ck_buf *line, const struct ck_value *shown)
{
	const char *last = "";

	/* Equal codes stand together. */
	ck_buf_puts(line, " [");
	for (size_t i = 0; i < ck_count(shown); i++) {
		const char *code = ck_get_str(ck_at(shown, i), "code");

		if (strcmp(code, last))
			ck_buf_printf(line, "%s%s", i ? ", " : "", code);
		last = code;
	}
	ck_buf_putc(line, ']');
}

/* The first reason stands for what the driver has to do now. */
static void add_driver(struct ck_buf *line, const struct ck_speaker *speaker,
		       const struct ck_value *shown)
{
	const char *words = ck_reason_word(
		speaker, ck_get(ck_at(shown, 0), "driver_text"));

	if (words)
		ck_buf_printf(line, _(" Tell the driver: %s"), words);
}

static const char *denial(const struct ck_speaker *speaker,
			  const char *name, const struct ck_value *shown)
{
	CK_BUF line = { 0 };

	ck_buf_printf(&line, _("%s: not through lane %s yet:"), name,
		      speaker->gate->lane);
	for (size_t i = 0; i < ck_count(shown); i++)
		ck_buf_printf(&line, " (%zu) %s%s", i + 1,
			      ck_get_str(ck_at(shown, i), "message"),
			      i + 1 < ck_count(shown) ? ";" : ".");
	add_driver(&line, speaker, shown);
	add_codes(&line, shown);
	return ck_doc_strdup(speaker->doc, ck_buf_text(&line));
}

static const char *admission(const struct ck_speaker *speaker,
			     const char *name, const struct ck_decision *d)
{
	if (d->permit && d->permit_for)
		return ck_doc_format(speaker->doc,
				     _("%s: may pass lane %s until %s, by permit %s (%s)"),
				     name, speaker->gate->lane,
				     ck_reason_clock(speaker, d->expires_at),
				     d->permit, d->permit_for);
	return ck_doc_format(speaker->doc,
			     _("%s: may pass lane %s until %s"), name,
			     speaker->gate->lane,
			     ck_reason_clock(speaker, d->expires_at));
}

/* Whoever reads it must know that nobody was asked. */
static const char *offline(const struct ck_speaker *speaker,
			   const struct ck_decision *d, const char *message)
{
	if (!d->as_of)
		return ck_doc_format(speaker->doc, _("offline: %s"), message);
	return ck_doc_format(speaker->doc, _("offline, as of %s: %s"),
			     ck_reason_clock(speaker, d->as_of), message);
}

/* -- the record ----------------------------------------------------------- */

static void fill_times(const struct ck_speaker *speaker,
		       const struct ck_decision *d, struct ck_value *record)
{
	ck_set_str(record, "at", ck_speaker_time(speaker, d->at));
	if (d->expires_at)
		ck_set_str(record, "expires_at",
			   ck_speaker_time(speaker, d->expires_at));
	if (d->offline)
		ck_set_bool(record, "offline", true);
	if (d->offline && d->as_of)
		ck_set_str(record, "as_of",
			   ck_speaker_time(speaker, d->as_of));
}

int ck_decision_fill(const struct ck_speaker *speaker,
		     const struct ck_decision *d,
		     const struct ck_value *sighting, struct ck_value *record)
{
	const char *name = called(speaker, d, sighting);
	const char *message;
	struct ck_value *shown;
	int r;

	ck_set_str(record, "lane", speaker->gate->lane);
	ck_set_str(record, "trip", d->trip);
	ck_set_str(record, "permit", d->permit);
	ck_set_str(record, "declaration", d->declaration);
	ck_set(record, "vehicle", d->vehicle);
	ck_set_bool(record, "admit", d->admit);
	shown = ck_set_array(record, "reasons");
	r = ck_reasons_fill(speaker, d->reasons, shown);
	if (r < 0)
		return r;
	ck_set_str(record, "decision", d->id);
	fill_times(speaker, d, record);
	ck_set_str(record, "matched", d->matched);
	ck_set(record, "sighting", sighting);
	if (d->repeated)
		ck_set_bool(record, "repeated", true);
	message = d->admit ? admission(speaker, name, d)
			   : denial(speaker, name, shown);
	if (d->offline)
		message = offline(speaker, d, message);
	ck_set_str(record, "message", message);
	return 0;
}
