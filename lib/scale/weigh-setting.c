/* What a device is read by, and what is said when it cannot be. */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "scale/pattern.h"
#include "scale/weigh.h"
#include "trade/offer.h"

enum { INTERVAL_G = 20000 };

static const char *offer_protocol(struct ck_session *s, const char *name)
{
	struct ck_value *names = ck_new_array(s->doc);

	for (size_t i = 0; ck_scale_protocols[i]; i++)
		ck_push_str(names, ck_scale_protocols[i]->name);
	return ck_offer(s->doc, name, names);
}

/* The protocol of --protocol, else the scale's; else NULL. */
static int take_protocol(struct ck_session *s, const struct ck_scale_spec *spec,
			 const struct ck_scale_protocol **ret_protocol)
{
	const struct ck_weigh *set = s->settings;
	const struct ck_scale_protocol *protocol = spec ? spec->protocol : NULL;

	if (set->protocol) {
		protocol = ck_scale_protocol_find(set->protocol);
		if (!protocol)
			return ck_usage(s, _("no such protocol: %s%s"),
					set->protocol,
					offer_protocol(s, set->protocol));
	}
	*ret_protocol = protocol;
	return 0;
}

/* A pattern stands where the protocol wants one, and is one. */
static int check_pattern(struct ck_session *s,
			 const struct ck_scale_protocol *protocol,
			 const char *pattern)
{
	CK_CLEANUP(ck_scale_pattern_free)
	struct ck_scale_pattern *compiled = NULL;
	const char *fault = NULL;

	if (!protocol->patterned && pattern)
		return ck_usage(s, _("%s needs no pattern"), protocol->name);
	if (!protocol->patterned)
		return 0;
	if (!pattern)
		return ck_usage(s, _("%s needs a pattern: --pattern, or the site file's"),
				protocol->name);
	compiled = ck_scale_pattern_new(pattern, &fault);
	return compiled ? 0 : ck_usage(s, _("--pattern: %s"), _(fault));
}

static int check_settings(struct ck_session *s,
			  const struct ck_scale_protocol *protocol)
{
	const struct ck_weigh *set = s->settings;

	if (set->check && !(protocol->tells & CK_SCALE_MAY_CHECK))
		return ck_usage(s, _("--check: whether frames of %s have a check is no setting"),
				protocol->name);
	if (set->has_decimals && !(protocol->tells & CK_SCALE_MAY_DECIMALS))
		return ck_usage(s, _("--decimals: frames of %s say their decimals"),
				protocol->name);
	return 0;
}

/* What is the scale's own goes with its protocol, and with no other. */
static struct ck_scale_options
options_of(const struct ck_weigh *set, const struct ck_scale_spec *spec,
	   const struct ck_scale_protocol *protocol)
{
	struct ck_scale_options options = { 0 };

	if (spec && protocol == spec->protocol)
		options = spec->options;
	else if (spec)
		options.unit = spec->options.unit;
	if (set->unit)
		options.unit = set->unit;
	if (set->pattern)
		options.pattern = set->pattern;
	if (set->check)
		options.check = set->check;
	if (set->has_decimals) {
		options.has_decimals = true;
		options.decimals = set->decimals;
	}
	return options;
}

int ck_weigh_options(struct ck_session *s, const struct ck_scale_spec *spec,
		     const struct ck_scale_protocol **ret_protocol,
		     struct ck_scale_options *ret_options)
{
	const struct ck_scale_protocol *protocol = NULL;
	struct ck_scale_options options = { 0 };
	int r = take_protocol(s, spec, &protocol);

	if (r == 0 && protocol) {
		options = options_of(s->settings, spec, protocol);
		r = check_pattern(s, protocol, options.pattern);
		if (r == 0)
			r = check_settings(s, protocol);
	}
	if (r < 0)
		return r;
	*ret_protocol = protocol;
	*ret_options = options;
	return 0;
}

int ck_weigh_spec(struct ck_session *s, struct ck_item *item, const char *name,
		  const struct ck_site **ret_site,
		  struct ck_scale_spec *ret_spec)
{
	int r = ck_session_site(s, item, ret_site);

	if (r < 0)
		return r;
	r = ck_scale_spec_get(*ret_site, name, ret_spec);
	if (r == -ENOENT)
		return ck_fail(s, item, r, "/scale", "no-scale",
			       _("%s has no scale %s%s"), s->site, name,
			       ck_offer(s->doc, name,
					ck_get((*ret_site)->document,
					       "scales")));
	if (r < 0)
		return ck_fail(s, item, -EMEDIUMTYPE, NULL, "scale-setting",
			       _("the site file gives scale %s a protocol, a pattern, decimals or a line setting that is none"),
			       name);
	return 0;
}

static int take_line(struct ck_session *s, const char *line,
		     struct ck_port_setting *port)
{
	if (!line || ck_port_setting_parse(line, port) == 0)
		return 0;
	return ck_usage(s, _("--line takes speed and framing, as \"9600 8N1\", not \"%s\""),
			line);
}

/* What stands in the place of the scale's own. */
static void take_options(const struct ck_weigh *set,
			 struct ck_feed_setting *setting)
{
	if (set->device)
		setting->port.device = set->device;
	setting->rule.frame_ms = set->frame_ms;
}

enum ck_scale_least ck_weigh_least(const struct ck_weigh *set)
{
	if (set->under_min)
		return CK_LEAST_ANY;
	return set->axles ? CK_LEAST_AXLE : CK_LEAST_VEHICLE;
}

int ck_weigh_setting(struct ck_session *s, const struct ck_scale_spec *spec,
		     struct ck_feed_setting *ret_setting)
{
	const struct ck_weigh *set = s->settings;
	struct ck_feed_setting setting = { 0 };
	int r = ck_weigh_options(s, spec, &setting.protocol, &setting.options);

	if (r < 0)
		return r;
	if (spec) {
		setting.port = spec->port;
		setting.rule = ck_scale_rule(spec, ck_weigh_least(set));
	} else {
		setting.rule = ck_stability_rule_for(set->e_g ? set->e_g
							      : INTERVAL_G);
	}
	take_options(set, &setting);
	r = take_line(s, set->line, &setting.port);
	if (r < 0)
		return r;
	if (!setting.port.device || !setting.protocol)
		return ck_usage(s, "%s", _("which scale? name it with --scale, or its --device and --protocol"));
	*ret_setting = setting;
	return 0;
}

static bool is_own(const struct ck_scale_spec *spec,
		   const struct ck_feed_setting *used)
{
	char own[CK_LINE_TEXT], line[CK_LINE_TEXT];

	ck_port_setting_print(&spec->port, own);
	ck_port_setting_print(&used->port, line);
	return spec->port.device && spec->protocol == used->protocol &&
	       !strcmp(spec->port.device, used->port.device) &&
	       !strcmp(own, line);
}

const char *ck_weigh_device(const struct ck_session *s, struct ck_doc *doc,
			    const struct ck_scale_spec *spec,
			    const struct ck_feed_setting *used)
{
	char line[CK_LINE_TEXT];

	if (ck_store_simulated(s->store) || is_own(spec, used))
		return NULL;
	ck_port_setting_print(&used->port, line);
	return ck_doc_format(doc, "%s %s %s", used->port.device, line,
			     used->protocol->name);
}

int ck_weigh_fail_port(struct ck_session *s, struct ck_item *item,
		       const struct ck_feed *feed, int err)
{
	return ck_port_fail(s, item, ck_feed_error(feed), err);
}

int ck_weigh_check_heard(struct ck_session *s, struct ck_item *item,
			 const struct ck_feed *feed, int64_t start_ms)
{
	const struct ck_weigh *set = s->settings;
	double seconds = set->silence_ms / 1000.0;

	if (!set->silence_ms)
		return 0;
	switch (ck_feed_hears(feed, start_ms, set->silence_ms)) {
	case CK_FEED_NOISE:
		return ck_fail(s, item, -ENODEV, NULL, "no-reading",
			       _("%s: no good frame came from the scale for %g s: is the protocol right, and the line setting?"),
			       ck_feed_device(feed), seconds);
	case CK_FEED_SILENCE:
		return ck_fail(s, item, -ENODEV, NULL, "no-reading",
			       _("%s: nothing was heard from the scale for %g s"),
			       ck_feed_device(feed), seconds);
	default:
		return 0;
	}
}

/* Less than any vehicle. */
static int fail_empty(struct ck_session *s, struct ck_item *item,
		      const struct ck_reading *last)
{
	const char *sentence = _("the scale shows %s %s, less than a vehicle weighs here");

	if (!last->ok || !last->grams)
		return ck_fail(s, item, -EAGAIN, NULL, "empty", "%s",
			       _("the scale is empty"));
	if (last->grams < 0)
		sentence = _("the scale shows %s %s, less than nothing: set it to zero, or clear a tare");
	return ck_fail(s, item, -EAGAIN, NULL, "empty", sentence,
		       last->weight, last->unit);
}

int ck_weigh_fail_wait(struct ck_session *s, struct ck_item *item,
		       const struct ck_feed *feed)
{
	const struct ck_reading *last = ck_feed_last(feed);
	const char *code = "not-stable";
	const char *sentence;
	int err = -EAGAIN;

	if (ck_feed_is_slow(feed))
		return ck_fail(s, item, err, NULL, "slow",
			       _("%s: more than a second passes from frame to frame: let the indicator send them faster"),
			       ck_feed_device(feed));
	if (last && ck_feed_state(feed) == CK_STABILITY_EMPTY)
		return fail_empty(s, item, last);
	if (!last || ck_feed_state(feed) == CK_STABILITY_NO_READING) {
		code = "no-reading";
		if (!last || !last->ok || last->has_grams)
			err = -ENODEV;
		sentence = !last ? _("nothing is heard from the scale")
			   : !last->ok ? _("no good frame comes from the scale: is the protocol right, and the line setting?")
			   : last->has_grams ? _("the scale has fallen silent")
					     : _("the unit is not kg, g or t");
	} else if (ck_feed_state(feed) == CK_STABILITY_OUT_OF_RANGE) {
		code = "out-of-range";
		sentence = _("the scale is out of range");
	} else if (ck_feed_state(feed) == CK_STABILITY_STABLE) {
		code = "not-left";
		sentence = _("the vehicle weighed before has not left the scale");
	} else {
		sentence = _("the weight does not stand still");
	}
	if (!strcmp(code, "no-reading"))
		return ck_fail(s, item, err, NULL, code, "%s: %s",
			       ck_feed_device(feed), sentence);
	return ck_fail(s, item, err, NULL, code, "%s", sentence);
}
