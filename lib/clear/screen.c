#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "clear/reason.h"
#include "clear/screen_work.h"
#include "command/session.h"

static const char *alias_of(const struct ck_value *check)
{
	const char *alias = ck_get_str(check, "alias");

	return alias ? alias : ck_get_str(check, "check");
}

static void put_where(struct screen *s)
{
	const struct ck_value *r = s->record;
	int64_t since = ck_get_int(s->c->row, "zone_since", 0);
	char span[CK_SPAN_TEXT];

	ck_screen_label(s, _("Where"));
	ck_buf_printf(&s->line, _("%s, since %s (%s)"),
		      ck_get_str(r, "zone_name"),
		      ck_screen_clock(s, ck_get(r, "since")),
		      ck_span_print(s->view->now - since, span));
	if (ck_get(r, "entered_for_all")) {
		ck_buf_puts(&s->line, "; ");
		ck_buf_printf(&s->line, _("entered for all agencies %s"),
			      ck_screen_clock(s, ck_get(r, "entered_for_all")));
	}
	if (ck_get(r, "turning"))
		ck_screen_put_act(s, ck_get(r, "turning"));
	if (ck_get(r, "closed_at"))
		ck_buf_printf(&s->line, _("; closed %s (%s)"),
			      ck_screen_clock(s, ck_get(r, "closed_at")),
			      ck_get_str(r, "outcome"));
	ck_screen_end(s);
}

static void put_turning(struct screen *s)
{
	const struct ck_value *t = ck_get(s->record, "turning");
	const struct ck_value *refused = ck_get(t, "refused");
	const char *name = ck_get_str(t, "name");

	if (!t)
		return;
	ck_screen_label(s, _("Turned"));
	ck_buf_printf(&s->line, "%s; %s %s",
		      name ? name : ck_get_str(t, "reason") ?: "?",
		      ck_get_str(t, "actor"), ck_screen_clock(s, ck_get(t, "at")));
	ck_screen_end(s);
	for (size_t i = 0; i < ck_count(refused); i++) {
		const struct ck_value *k = ck_at(refused, i);

		ck_screen_label(s, i ? "" : _("Refusal"));
		ck_screen_code(s, alias_of(k));
		ck_buf_printf(&s->line, "%s; %s %s (%s)",
			      ck_get_str(k, "name"), ck_get_str(k, "actor"),
			      ck_screen_clock(s, ck_get(k, "at")),
			      ck_get_str(k, "reason") ?: "?");
		ck_screen_end(s);
	}
}

static void put_queue(struct screen *s)
{
	const struct ck_value *q = ck_get(s->record, "queue");

	if (!q)
		return;
	ck_screen_label(s, _("Queue"));
	if (ck_get(q, "before"))
		ck_buf_printf(&s->line,
			      _("%s, class %s, ticket %lld, %lld before it, waiting since %s"),
			      ck_get_str(q, "queue"), ck_get_str(q, "class"),
			      (long long)ck_get_int(q, "ticket", 0),
			      (long long)ck_get_int(q, "before", 0),
			      ck_screen_clock(s, ck_get(q, "joined_at")));
	else
		ck_buf_printf(&s->line, _("%s, called %s, until %s"),
			      ck_get_str(q, "queue"),
			      ck_screen_clock(s, ck_get(q, "called_at")),
			      ck_screen_clock(s, ck_get(q, "window_to")));
	ck_screen_end(s);
}

static void put_holds(struct screen *s)
{
	const struct ck_value *holds = ck_get(s->record, "holds");

	for (size_t i = 0; i < ck_count(holds); i++) {
		const struct ck_value *h = ck_at(holds, i);

		ck_screen_label(s, i ? "" : _("HELD"));
		if (!ck_get(h, "hold")) {
			ck_buf_printf(&s->line, "%s; %s",
				      _("see the officer"),
				      ck_screen_desk(s, h));
			ck_screen_end(s);
			continue;
		}
		ck_buf_printf(&s->line, _("%s %s; %s; since %s"),
			      ck_get_str(h, "hold"),
			      ck_get_str(h, "name") ? ck_get_str(h, "name")
						    : ck_get_str(h, "reason"),
			      ck_screen_desk(s, h), ck_screen_clock(s, ck_get(h, "since")));
		ck_screen_end(s);
	}
}

/* The words stand apart: who wants them asks for the note. */
static void put_notes(struct screen *s)
{
	const struct ck_value *notes = ck_get(s->record, "notes");

	for (size_t i = 0; i < ck_count(notes); i++) {
		const struct ck_value *n = ck_at(notes, i);
		bool answered = ck_get(n, "answered_at");

		ck_screen_label(s, i ? "" : _("Notes"));
		ck_screen_code(s, ck_get_str(n, "number"));
		ck_buf_printf(&s->line, "%s; %s; ",
			      ck_note_word(ck_get_str(n, "note_kind")),
			      ck_screen_desk(s, n));
		ck_buf_printf(&s->line, answered ? _("answered %s")
					       : _("to be answered by %s"),
			      ck_screen_clock(s, answered
					? ck_get(n, "answered_at")
					: ck_get(ck_get(n, "deadline"), "at")));
		ck_buf_puts(&s->line, ck_get(n, "late_min") ? "; " : "");
		ck_buf_puts(&s->line, ck_get(n, "late_min") ? _("overdue") : "");
		ck_screen_end(s);
	}
}

/* "bp-den, hq-den, bp-den (.2)": the checks that come first, of other trips of
 * the declaration with their number. */
static void put_first(struct screen *s, const struct ck_value *waits)
{
	for (size_t i = 0; i < ck_count(waits); i++) {
		const struct ck_value *w = ck_at(waits, i);
		const char *check = ck_get_str(w, "check");
		const char *trip = ck_get_str(w, "trip");
		const struct ck_value *definition =
			ck_site_find_check(s->c->site, check);
		const char *alias = ck_get_str(definition, "alias");

		ck_buf_puts(&s->line, i ? ", " : " ");
		ck_buf_puts(&s->line, alias ? alias : check ? check
					: ck_get_str(w, "message"));
		if (trip)
			ck_buf_printf(&s->line, " (%s)", strrchr(trip, '.'));
	}
}

static void put_waits(struct screen *s, const struct ck_value *check)
{
	const struct ck_value *waits = ck_get(check, "waits_for");

	if (waits) {
		ck_buf_printf(&s->line, "; %s", _("first:"));
		put_first(s, waits);
	} else if (!ck_is_true(ck_get(check, "present"))) {
		ck_buf_printf(&s->line, "; %s", _("when the vehicle is there"));
	}
	ck_screen_end(s);
}

/* Of what was started the touch, and the waiting beside it. */
static void put_spans(struct screen *s, const struct ck_value *check)
{
	int64_t waiting = ck_get_int(check, "waiting_min", 0);
	char span[CK_SPAN_TEXT];

	if (!ck_get(check, "touch_min"))
		return;
	ck_buf_puts(&s->line, "; ");
	ck_buf_printf(&s->line, _("touch %lld min, waiting %s"),
		      (long long)ck_get_int(check, "touch_min", 0),
		      ck_span_print(waiting * CK_MINUTE_MS, span));
}

static void put_conditions(struct screen *s, const struct ck_value *check)
{
	const struct ck_value *list = ck_get(check, "conditions");

	for (size_t i = 0; i < ck_count(list); i++) {
		const char *code = ck_str(ck_at(list, i)) ?: "?";
		const char *word = ck_site_word(s->c->site,
				ck_site_find_reason(s->c->site, "conditions",
						    code),
				s->view->language);

		ck_buf_printf(&s->line, "%s%s", i ? ", " : "; ",
			      word ? word : code);
	}
}

static void put_open(struct screen *s)
{
	const struct ck_value *checks = ck_get(s->record, "checks");
	bool first = true;

	for (size_t i = 0; i < ck_count(checks); i++) {
		const struct ck_value *k = ck_at(checks, i);
		const char *state = ck_get_str(k, "state");

		if (!strcmp(state, "confirmed") || !strcmp(state, "void"))
			continue;
		ck_screen_label(s, first ? _("Open") : "");
		first = false;
		ck_screen_code(s, alias_of(k));
		ck_buf_printf(&s->line, "%s; %s; %s ",
			      ck_get_str(k, "name"), ck_screen_desk(s, k),
			      ck_state_word(state));
		ck_buf_puts(&s->line, ck_screen_clock(s, strcmp(state, "refused")
					? ck_get(k, "since")
					: ck_get(k, "at")));
		if (ck_get(k, "reason"))
			ck_buf_printf(&s->line, " (%s)",
				      ck_get_str(k, "reason"));
		put_conditions(s, k);
		put_spans(s, k);
		if (ck_check_is_open(state))
			put_waits(s, k);
		else
			ck_screen_end(s);
	}
	if (first) {
		ck_screen_label(s, _("Open"));
		ck_buf_printf(&s->line, "%s", _("nothing"));
		ck_screen_end(s);
	}
}

static void put_done(struct screen *s)
{
	const struct ck_value *checks = ck_get(s->record, "checks");
	bool first = true;

	for (size_t i = 0; i < ck_count(checks); i++) {
		const struct ck_value *k = ck_at(checks, i);

		if (strcmp(ck_get_str(k, "state"), "confirmed"))
			continue;
		ck_screen_label(s, first ? _("Done") : "");
		first = false;
		ck_screen_code(s, alias_of(k));
		ck_buf_printf(&s->line, "%s; %s %s",
			      ck_get_str(k, "name"), ck_get_str(k, "actor"),
			      ck_screen_clock(s, ck_get(k, "at")));
		put_conditions(s, k);
		put_spans(s, k);
		ck_screen_end(s);
	}
}

static const char *charge_word(const char *charge)
{
	if (!strcmp(charge, "infrastructure"))
		return _("infrastructure");
	if (!strcmp(charge, "transfer"))
		return _("transfer");
	return charge;
}

static const char *amount(const struct ck_value *fee, const char *key)
{
	const struct ck_value *v = ck_get(fee, key);

	return ck_str(v) ? ck_str(v) : ck_number_text(v);
}

static void put_fees(struct screen *s)
{
	const struct ck_value *fees = ck_get(s->record, "fees");

	for (size_t i = 0; i < ck_count(fees); i++) {
		const struct ck_value *f = ck_at(fees, i);
		bool paid = !strcmp(ck_get_str(f, "state"), "paid");

		ck_screen_label(s, i ? "" : _("Fee"));
		ck_buf_printf(&s->line, "%s %s %s; ",
			      charge_word(ck_get_str(f, "charge")),
			      amount(f, "amount"), ck_get_str(f, "currency"));
		if (ck_get(f, "paid_back"))
			ck_buf_printf(&s->line, _("%s paid back; "),
				      amount(f, "paid_back"));
		if (paid)
			ck_buf_puts(&s->line, ck_get(f, "paid_back")
						? _("nothing open") : _("paid"));
		else
			ck_buf_printf(&s->line, _("%s to be paid"),
				      amount(f, "open"));
		ck_buf_printf(&s->line, "%s%s",
			      ck_is_true(ck_get(f, "unconfirmed")) ? "; " : "",
			      ck_is_true(ck_get(f, "unconfirmed"))
				      ? _("amount not confirmed") : "");
		ck_screen_end(s);
	}
}

/* Masked they help nobody at a desk. */
static void put_crew(struct screen *s)
{
	static const char *const members[] = { "name", "role", "id", "phone" };
	const struct ck_value *crew = ck_get(s->record, "crew");

	if (!ck_is_true(ck_get(s->record, "full")))
		return;
	for (size_t i = 0; i < ck_count(crew); i++) {
		ck_screen_label(s, i ? "" : _("Crew"));
		for (size_t m = 0; m < 4; m++) {
			const char *text = ck_get_str(ck_at(crew, i),
						      members[m]);

			if (text)
				ck_words_clean(&s->line, text);
			ck_buf_puts(&s->line, text ? "  " : "");
		}
		ck_screen_end(s);
	}
}

static void put_driver(struct screen *s)
{
	static const char *const languages[] = { "vi", "en", "zh" };
	const struct ck_value *driver = ck_get(s->record, "driver");
	bool first = true;

	for (size_t l = 0; ck_count(driver) && l < 3; l++) {
		ck_screen_label(s, first ? _("Driver") : "");
		first = false;
		ck_buf_printf(&s->line, "%s: ", languages[l]);
		ck_screen_hang(s);
		for (size_t i = 0; i < ck_count(driver); i++) {
			const char *words = ck_get_str(ck_at(driver, i),
						       languages[l]);

			if (words)
				ck_buf_printf(&s->line, "%s%s",
					      s->line.len > s->hang ? " " : "",
					      words);
		}
		ck_screen_end(s);
	}
}

/* The code of the record is main, receiving, goods, power. */
static const char *role_word(const char *role)
{
	static const struct ck_term roles[] = {
		{ "main", N_("main vehicle") },
		{ "receiving", N_("receiving vehicle") },
		{ "goods", N_("new vehicle") },
		{ "power", N_("tractor") },
		{ NULL, NULL },
	};

	return ck_term_words(roles, role) ?: role;
}

static void put_heading(struct screen *s)
{
	const struct ck_value *r = s->record;
	const char *class = ck_get_str(r, "class");
	const char *direction = ck_get_str(r, "direction");

	ck_buf_printf(&s->line, "%s  %s  %s, %s%s%s%s",
		      ck_get_str(s->c->row, "label"), s->c->trip,
		      !strcmp(direction, "export") ? _("export") : _("import"),
		      role_word(ck_get_str(r, "role")), class ? ", " : "",
		      class ? class : "",
		      ck_is_true(ck_get(r, "simulated")) ? "  SIMULATED" : "");
	ck_screen_end(s);
}

void ck_status_screen(const struct ck_case *c,
		      const struct ck_status_view *view,
		      const struct ck_value *record, int width,
		      struct ck_buf *buf)
{
	struct screen s = { c, view, record, buf, width, { 0 }, 0 };

	put_heading(&s);
	put_where(&s);
	put_turning(&s);
	ck_screen_put_goods(&s);
	put_queue(&s);
	put_holds(&s);
	put_notes(&s);
	put_open(&s);
	put_done(&s);
	put_fees(&s);
	put_crew(&s);
	put_driver(&s);
	ck_screen_label(&s, _("Version"));
	ck_buf_printf(&s.line, "%lld",
		      (long long)ck_get_int(record, "version", 0));
	ck_screen_end(&s);
	ck_buf_free(&s.line);
}
