#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "scale/pattern.h"
#include "scale/spec.h"

enum { GRAMS = 1000 };

static const struct ck_value *find_scale(const struct ck_site *site,
					 const char *name)
{
	return ck_get(ck_get(site->document, "scales"), name);
}

static int read_port(const struct ck_value *scale, struct ck_port_setting *port)
{
	const struct ck_value *serial = ck_get(scale, "serial");
	const char *framing = ck_get_str(serial, "framing");

	port->device = ck_get_str(scale, "device");
	port->baud = ck_get_int(serial, "baud", 0);
	return framing ? ck_port_setting_parse(framing, port) : 0;
}

static enum ck_scale_check read_check(const struct ck_value *check)
{
	if (!check)
		return CK_SCALE_CHECK_AUTO;
	return ck_is_true(check) ? CK_SCALE_CHECK_PRESENT
				 : CK_SCALE_CHECK_ABSENT;
}

static void read_certificate(const struct ck_value *scale, int offset_min,
			     struct ck_scale_spec *spec)
{
	const char *until = ck_get_str(scale, "verified_until");
	int64_t day;

	spec->until = until;
	spec->certificate = ck_get_str(scale, "certificate");
	spec->seal = ck_get_str(scale, "seal");
	if (!until || ck_day_parse(until, offset_min, &day) < 0)
		return;
	spec->has_until = true;
	spec->verified_until = day + CK_DAY_MS;
}

static const char *weighing_agency(const struct ck_site *site,
				   const struct ck_value *lane)
{
	const struct ck_value *duty = ck_get(lane, "duty");
	const char *agency = ck_get_str(duty, "agency");

	return agency ? agency
		      : ck_get_str(ck_get(site->document, "weights"),
				   "hold_agency");
}

static struct ck_scale_options read_options(const struct ck_value *scale)
{
	const struct ck_value *decimals = ck_get(scale, "decimals");

	return (struct ck_scale_options){
		.unit = ck_get_str(scale, "unit"),
		.check = read_check(ck_get(scale, "check")),
		.pattern = ck_get_str(scale, "pattern"),
		.has_decimals = decimals != NULL,
		.decimals = ck_get_int(scale, "decimals", 0),
	};
}

/* A patterned protocol has one, and one that is a pattern; no other has. */
static bool pattern_holds(const struct ck_scale_spec *spec)
{
	const char *text = spec->options.pattern;
	CK_CLEANUP(ck_scale_pattern_free)
	struct ck_scale_pattern *pattern = NULL;

	if (!spec->protocol->patterned || !text)
		return spec->protocol->patterned == (text != NULL);
	pattern = ck_scale_pattern_new(text, NULL);
	return pattern != NULL;
}

static bool decimals_hold(const struct ck_scale_spec *spec)
{
	return !spec->options.has_decimals ||
	       (spec->protocol->tells & CK_SCALE_MAY_DECIMALS &&
		spec->options.decimals >= 0 &&
		spec->options.decimals <= CK_SCALE_DECIMALS_MOST);
}

int ck_scale_spec_get(const struct ck_site *site, const char *name,
		      struct ck_scale_spec *ret_spec)
{
	const struct ck_value *scale = find_scale(site, name);
	const char *protocol = ck_get_str(scale, "protocol");
	struct ck_scale_spec spec = { .lane = ck_get_str(scale, "lane") };
	const struct ck_value *lane =
		spec.lane ? ck_site_find_lane(site, spec.lane) : NULL;
	if (!scale)
		return -ENOENT;
	for (size_t i = 0; !spec.name; i++)
		if (ck_at(ck_get(site->document, "scales"), i) == scale)
			spec.name = ck_key_at(ck_get(site->document, "scales"),
					      i);
	spec.from = ck_get_str(lane, "from");
	spec.to = ck_get_str(lane, "to");
	spec.agency = weighing_agency(site, lane);
	spec.e_g = ck_get_int(scale, "e_kg", 0) * GRAMS;
	spec.min_g = ck_get_int(scale, "min_kg", 0) * GRAMS;
	spec.least_g = ck_get_int(scale, "least_kg", 0) * GRAMS;
	spec.max_g = ck_get_int(scale, "max_kg", 0) * GRAMS;
	spec.protocol = protocol ? ck_scale_protocol_find(protocol) : NULL;
	read_certificate(scale, site->offset_min, &spec);
	spec.options = read_options(scale);
	spec.records = ck_is_true(ck_get(scale, "records"));
	if (!spec.protocol || spec.e_g <= 0 || !pattern_holds(&spec) ||
	    !decimals_hold(&spec) || read_port(scale, &spec.port) < 0)
		return -EBADMSG;
	*ret_spec = spec;
	return 0;
}

const char *ck_scale_of_lane(const struct ck_site *site, const char *lane)
{
	const char *slash = strrchr(lane, '/');

	return ck_get_str(ck_site_find_lane(site, slash ? slash + 1 : lane),
			  "scale");
}

const char *ck_scale_doubt(const struct ck_scale_spec *spec,
			   const struct ck_scale_protocol *protocol,
			   int64_t load_g, int64_t when)
{
	if (!spec->certificate || !*spec->certificate || !spec->has_until ||
	    when >= spec->verified_until)
		return "certificate";
	if (!spec->seal || !*spec->seal)
		return "seal";
	if (!spec->max_g || !spec->min_g)
		return "limits";
	if (protocol->unconfirmed)
		return "protocol";
	if (load_g < spec->min_g)
		return "under-min";
	return load_g > spec->max_g ? "over-max" : NULL;
}

struct ck_stability_rule ck_scale_rule(const struct ck_scale_spec *spec,
				       enum ck_scale_least least)
{
	struct ck_stability_rule rule = ck_stability_rule_for(spec->e_g);

	if (spec->min_g)
		rule.min_load_g = spec->min_g;
	rule.zero_most_g = rule.min_load_g;
	if (least == CK_LEAST_VEHICLE && spec->least_g > rule.min_load_g)
		rule.min_load_g = spec->least_g;
	if (least == CK_LEAST_ANY)
		rule.min_load_g = 2 * spec->e_g;
	return rule;
}
