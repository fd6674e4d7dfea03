/* What a weighing says beside the declaration and the law. Pure: figures in,
 * an outcome out. */
#ifndef CK_SCALE_JUDGE_H
#define CK_SCALE_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

/* The in-service error limit of a class III scale with the interval e at this
 * load, in grams: 1 e up to 500 e, 2 e up to 2000 e, 3 e above. That is twice
 * the limit of the first verification. Source: OIML R 76 table 6, as UK SI
 * 1995/1907 schedule 2 table 3 has it. */
int64_t ck_scale_limit(int64_t load_g, int64_t e_g);

/* What it carries, weighed beside declared. */
struct ck_net_figures {
	bool weighed;		/* both ends were: not a preset tare */
	int64_t net_g;
	int64_t limit_g;	/* how far it may be wrong */
	bool has_declared;
	int64_t declared_g;
	int64_t tolerance_g;	/* the site's share of that, and limit_g */
};

struct ck_weighing_figures {
	int64_t weighed_g;
	int64_t limit_g;	/* ck_scale_limit at that load */
	bool tare;		/* the empty vehicle: compared for information */
	bool verified;		/* the scale's word counts */
	bool in_question;	/* another scale says otherwise */
	bool has_declared;
	int64_t declared_g;	/* own mass and load, or own mass alone */
	int64_t tolerance_g;	/* the site's share of that, and limit_g */
	int64_t legal_g;	/* 0: no limit known */
	int64_t permitted_g;	/* by the vehicle registry; 0: not known */
	int64_t permitted_tolerance_g;	/* the site's share of that, and
					   limit_g */
	struct ck_net_figures net;
};

/* Is it less than the vehicle's own mass, less so many thousandths of that and
 * the scale's limit? Then it did not stand on the scale whole, or its own mass
 * is wrong. */
bool ck_weighing_under_own(int64_t weighed_g, int64_t limit_g, int64_t own_g,
			   int64_t permille);

/* declared_g and its tolerance: so many thousandths, and the scale's limit. */
void ck_weighing_declare(struct ck_weighing_figures *figures,
			 int64_t declared_g, int64_t permille);
void ck_net_declare(struct ck_net_figures *net, int64_t declared_g,
		    int64_t permille);
void ck_weighing_permit(struct ck_weighing_figures *figures,
			int64_t permitted_g, int64_t permille);
/* Weighed less declared; 0 when nothing is declared. */
int64_t ck_weighing_difference(const struct ck_weighing_figures *figures);

enum ck_weighed {
	CK_WEIGHED_NONE,	/* nothing to compare with, or a tare: one with
				   no net, or whose gross was over-legal */
	CK_WEIGHED_WITHIN,
	CK_WEIGHED_OUTSIDE,	/* the tolerance of what is declared */
	CK_WEIGHED_OVER_LEGAL,	/* the legal limit, or what the registry
				   permits; also when it is outside as well */
	CK_WEIGHED_UNVERIFIED,	/* proves nothing, either way */
	CK_WEIGHED_IN_QUESTION,	/* likewise: two scales disagree */
};

/* The legal limit and the permitted mass are of the gross. Beside the declaration stands the net where
 * both ends of it were weighed, else the gross. */
enum ck_weighed ck_weighing_judge(const struct ck_weighing_figures *figures);
/* "none", "within", "outside", "over-legal", "unverified",
 * "in-question". */
const char *ck_weighed_name(enum ck_weighed outcome);

#endif
