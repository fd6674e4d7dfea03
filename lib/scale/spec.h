/* A scale as the site file describes it (ck-site(5), `scales`). */
#ifndef CK_SCALE_SPEC_H
#define CK_SCALE_SPEC_H

#include "port/port.h"
#include "scale/protocol.h"
#include "scale/stability.h"
#include "site/site.h"

/* Texts live with the site. */
struct ck_scale_spec {
	const char *name;		/* "B1-S1" */
	const char *lane;		/* "B1-1" */
	const char *from, *to;		/* its zones; NULL: not said */
	const char *agency;		/* whose staff weighs: the lane's duty,
					   else weights.hold_agency */
	const char *certificate;	/* NULL: none */
	const char *seal;		/* NULL: not said */
	bool has_until;
	int64_t verified_until;		/* ms; the first moment it is not */
	const char *until;		/* the day, as the site has it */
	int64_t e_g;
	int64_t min_g;			/* Min; 0: not said */
	int64_t least_g;		/* no vehicle weighs less; 0: not said */
	int64_t max_g;			/* 0: not said */
	const struct ck_scale_protocol *protocol;
	struct ck_scale_options options;	/* how its frames are read */
	struct ck_port_setting port;	/* device and line */
	bool records;			/* readings may come as records */
};

/* -ENOENT: the site has no such scale. -EBADMSG: its protocol is none that
 * this program knows, or its interval, its line setting or its pattern is
 * none, or it has decimals in a protocol that says them itself. */
int ck_scale_spec_get(const struct ck_site *site, const char *name,
		      struct ck_scale_spec *ret_spec) CK_MUST_CHECK;

/* The scale of a lane, "B1-1" or "CKHN/B1-1"; NULL when it has none. */
const char *ck_scale_of_lane(const struct ck_site *site, const char *lane);

/* Why a weighing with this protocol at this time proves nothing:
 *	"certificate"	none, or past its date
 *	"seal"		none: nobody would see that it was opened
 *	"limits"	its Max or its Min is not known
 *	"protocol"	no complete public layout is known
 *	"over-max"	more than the scale is made for
 *	"under-min"	less than it is: errors there are too great a part of
 *			the weight (Min)
 * NULL: it counts. */
const char *ck_scale_doubt(const struct ck_scale_spec *spec,
			   const struct ck_scale_protocol *protocol,
			   int64_t load_g, int64_t when);

/* The usual rule with the scale's own interval, and what a load has at least:
 * of a whole vehicle, of an axle (Min), or anything (2 e). */
enum ck_scale_least { CK_LEAST_VEHICLE, CK_LEAST_AXLE, CK_LEAST_ANY };

struct ck_stability_rule ck_scale_rule(const struct ck_scale_spec *spec,
				       enum ck_scale_least least);

#endif
