/* Which trip, on which scale, gross or tare, and why again. */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "scale/weigh-record.h"
#include "trade/mass.h"

static int find_trip(struct ck_session *s, struct ck_item *item,
		     struct ck_binding *b)
{
	const char **trips = NULL;
	size_t count = 0;
	int r = ck_item_trips(s, item, &trips, &count);

	if (r < 0)
		return r;
	if (count != 1)
		return ck_fail(s, item, -EEXIST, NULL, "ambiguous",
			       _("%zu trips are named; a weighing is of one"),
			       count);
	b->trip = trips[0];
	return 0;
}

/* The record's word, else the option's, else the scale of its lane. */
static int find_scale(struct ck_session *s, struct ck_item *item,
		      const struct ck_site *site, const char **ret_name)
{
	const struct ck_weigh *set = s->settings;
	const char *own = ck_get_str(item->record, "scale");
	const char *lane = ck_get_str(item->record, "lane");

	if (own && set->scale && strcmp(own, set->scale) != 0)
		return ck_fail(s, item, -EBADMSG, "/scale", "other-scale",
			       _("the record is for scale %s, not for %s"),
			       own, set->scale);
	if (set->device && !set->scale)
		return ck_fail(s, item, -EINVAL, NULL, "which-scale", "%s",
			       _("--device needs --scale: whose device is it?"));
	*ret_name = own ? own : set->scale;
	if (!*ret_name && lane)
		*ret_name = ck_scale_of_lane(site, lane);
	if (!*ret_name)
		return ck_fail(s, item, lane ? -EBADMSG : -EINVAL,
			       lane ? "/lane" : NULL, "which-scale", "%s",
			       _("which scale? --scale names it, or the record's scale or lane"));
	return 0;
}

static int find_site_and_scale(struct ck_session *s, struct ck_item *item,
			       struct ck_binding *b)
{
	const char *name = NULL;
	int r = ck_session_site(s, item, &b->site);

	if (r == 0)
		r = find_scale(s, item, b->site, &name);
	return r < 0 ? r : ck_weigh_spec(s, item, name, &b->site, &b->scale);
}

static const char *const reweigh[] = { "reweigh", NULL };

static int fail_reason(struct ck_session *s, struct ck_item *item,
		       const struct ck_binding *b, const char *code, bool own)
{
	const char *all = ck_reason_codes(item->doc, b->site, reweigh);

	if (!code && !own)
		return ck_fail(s, item, -EINVAL, NULL, "reason",
			       _("say why with --reason: %s"),
			       all);
	return ck_fail(s, item, own ? -EBADMSG : -EINVAL,
		       own ? "/again" : NULL, "reason",
		       _("%s is no reason to weigh again; there are %s"),
		       code ? code : "-", all);
}

/* --again --reason CODE, or the record's own "again":"CODE". */
static int find_reason(struct ck_session *s, struct ck_item *item,
		       struct ck_binding *b)
{
	const struct ck_weigh *set = s->settings;
	const struct ck_value *own = ck_get(item->record, "again");
	const char *code = own ? ck_str(own) : set->again ? set->reason : NULL;

	if (set->reason && !set->again)
		return ck_usage(s, "%s", _("--reason says why it is weighed again: add --again"));
	if (!own && !set->again)
		return 0;
	if (!code || !ck_reason_known(b->site, reweigh, code))
		return fail_reason(s, item, b, code, own != NULL);
	b->again = code;
	return 0;
}

static int find_kind(struct ck_session *s, struct ck_item *item,
		     struct ck_binding *b)
{
	const struct ck_weigh *set = s->settings;
	const struct ck_value *own = ck_get(item->record, "weighs");
	const char *kind = ck_str(own);

	b->tare = own ? kind && !strcmp(kind, "tare") : set->tare;
	if (own && !b->tare && (!kind || strcmp(kind, "gross")))
		return ck_fail(s, item, -EBADMSG, "/weighs", "weighs", "%s",
			       _("expected gross or tare"));
	return 0;
}

/* --preset-tare, or the record's own preset_tare_kg. An indicator rounds a
 * preset tare to its interval, and shows it so; nothing is rounded here. */
static int find_preset(struct ck_session *s, struct ck_item *item,
		       struct ck_binding *b)
{
	const struct ck_weigh *set = s->settings;
	const struct ck_value *own = ck_get(item->record, "preset_tare_kg");
	const char *text = ck_number_text(own);
	int err = own ? -EBADMSG : -EINVAL;
	const char *pointer = own ? "/preset_tare_kg" : NULL;
	char e[CK_DECIMAL_SIZE];

	b->preset_g = set->preset_g;
	if (own && (!text || ck_mass_parse(text, &b->preset_g) < 0 ||
		    b->preset_g <= 0))
		return ck_fail(s, item, err, pointer, "preset", "%s",
			       _("expected a mass in kg"));
	if (b->preset_g && b->tare)
		return ck_fail(s, item, err, pointer, "preset", "%s",
			       _("a preset tare belongs to a gross weighing"));
	ck_mass_text(b->scale.e_g, e);
	if (b->preset_g % b->scale.e_g)
		return ck_fail(s, item, err, pointer, "preset",
			       _("the preset tare stands between two intervals of %s kg of the scale"),
			       e);
	return 0;
}

int ck_binding_find(struct ck_session *s, struct ck_item *item,
		    struct ck_binding *b)
{
	bool seen = ck_binding_is_seen(item);
	int r = seen ? 0 : find_trip(s, item, b);

	if (r == 0)
		r = find_site_and_scale(s, item, b);
	if (r == 0 && seen)
		r = ck_binding_see(s, item, b);
	if (r == 0)
		r = find_kind(s, item, b);
	if (r == 0)
		r = find_preset(s, item, b);
	return r == 0 ? find_reason(s, item, b) : r;
}
