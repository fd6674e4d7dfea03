#include <config.h>

#include <string.h>

#include "base/text.h"
#include "clear/screen_work.h"

static const char *act_word(const char *act)
{
	if (!strcmp(act, "turned_back"))
		return _("turned back");
	if (!strcmp(act, "diverted"))
		return _("sent to another gate");
	return !strcmp(act, "impounded") ? _("impounded") : _("disposed of");
}

/* "; sent to another gate TT; 12/QD" */
void ck_screen_put_act(struct screen *s, const struct ck_value *v)
{
	const char *gate = ck_get_str(v, "gate");
	const char *order = ck_get_str(v, "order");

	ck_buf_printf(&s->line, "; %s%s%s%s%s", act_word(ck_get_str(v, "act")),
		      gate ? " " : "", gate ? gate : "", order ? "; " : "",
		      order ? order : "");
}

/* "450, 9000 kg"; packages go without a unit. */
static void put_amount(struct screen *s, const struct ck_value *v)
{
	const char *packages = ck_number_text(ck_get(v, "packages"));
	const char *kg = ck_number_text(ck_get(v, "gross_kg"));

	ck_buf_printf(&s->line, "%s%s%s%s", packages ? packages : "",
		      packages && kg ? ", " : "", kg ? kg : "",
		      kg ? " kg" : "");
}

static void put_decisions(struct screen *s, const struct ck_value *line)
{
	const struct ck_value *decisions = ck_get(line, "decisions");
	const struct ck_value *open = ck_get(line, "undecided");

	for (size_t i = 0; i < ck_count(decisions); i++) {
		const struct ck_value *d = ck_at(decisions, i);

		ck_screen_label(s, "");
		put_amount(s, d);
		ck_screen_put_act(s, d);
		ck_buf_printf(&s->line, "; %s %s", ck_get_str(d, "actor"),
			      ck_screen_clock(s, ck_get(d, "at")));
		ck_screen_end(s);
	}
	if (!open)
		return;
	ck_screen_label(s, "");
	ck_buf_printf(&s->line, "%s: ", _("not decided"));
	put_amount(s, open);
	ck_screen_end(s);
}

void ck_screen_put_goods(struct screen *s)
{
	const struct ck_value *goods = ck_get(s->record, "refused_goods");

	for (size_t i = 0; i < ck_count(goods); i++) {
		const struct ck_value *line = ck_at(goods, i);
		const struct ck_value *refusals = ck_get(line, "refusals");
		const char *name = ck_get_str(line, "name");

		for (size_t k = 0; k < ck_count(refusals); k++) {
			const struct ck_value *f = ck_at(refusals, k);

			ck_screen_label(s, i + k ? "" : _("Refused"));
			ck_buf_printf(&s->line, "%s %s: ",
				      ck_get_str(line, "goods"),
				      name ? name : "");
			put_amount(s, f);
			ck_buf_printf(&s->line, "; %s; %s %s (%s)",
				      ck_get_str(f, "name")
					      ? ck_get_str(f, "name")
					      : ck_screen_desk(s, f),
				      ck_get_str(f, "actor"),
				      ck_screen_clock(s, ck_get(f, "at")),
				      ck_get_str(f, "reason"));
			ck_screen_end(s);
		}
		put_decisions(s, line);
	}
}
