#include <config.h>

#include "scale/judge.h"

int64_t ck_scale_limit(int64_t load_g, int64_t e_g)
{
	int64_t load = load_g < 0 ? -load_g : load_g;

	if (load <= 500 * e_g)
		return e_g;
	return load <= 2000 * e_g ? 2 * e_g : 3 * e_g;
}

/* Thousandths of a mass that may be as great as int64_t holds. */
static int64_t share_of(int64_t grams, int64_t permille)
{
	return grams / 1000 * permille + grams % 1000 * permille / 1000;
}

bool ck_weighing_under_own(int64_t weighed_g, int64_t limit_g, int64_t own_g,
			   int64_t permille)
{
	return weighed_g + limit_g < own_g - share_of(own_g, permille);
}

void ck_weighing_declare(struct ck_weighing_figures *figures,
			 int64_t declared_g, int64_t permille)
{
	figures->has_declared = true;
	figures->declared_g = declared_g;
	figures->tolerance_g = share_of(declared_g, permille) +
			       figures->limit_g;
}

void ck_net_declare(struct ck_net_figures *net, int64_t declared_g,
		    int64_t permille)
{
	net->has_declared = true;
	net->declared_g = declared_g;
	net->tolerance_g = share_of(declared_g, permille) + net->limit_g;
}

void ck_weighing_permit(struct ck_weighing_figures *figures,
			int64_t permitted_g, int64_t permille)
{
	figures->permitted_g = permitted_g;
	figures->permitted_tolerance_g = share_of(permitted_g, permille) +
					 figures->limit_g;
}

int64_t ck_weighing_difference(const struct ck_weighing_figures *figures)
{
	return figures->has_declared
		       ? figures->weighed_g - figures->declared_g : 0;
}

static enum ck_weighed beside(int64_t difference, int64_t tolerance_g)
{
	return difference > tolerance_g || -difference > tolerance_g
		       ? CK_WEIGHED_OUTSIDE : CK_WEIGHED_WITHIN;
}

static bool is_over(const struct ck_weighing_figures *f)
{
	return (f->legal_g && f->weighed_g > f->legal_g) ||
	       (f->permitted_g && f->weighed_g - f->permitted_tolerance_g >
				  f->permitted_g);
}

/* The gross that the net of this tare is made of: what it was held for, the
 * empty vehicle does not take back. */
static bool was_over(const struct ck_weighing_figures *f)
{
	struct ck_weighing_figures gross = *f;

	if (!f->tare || !f->net.weighed)
		return false;
	gross.weighed_g += f->net.net_g;
	gross.permitted_tolerance_g += f->net.limit_g - 2 * f->limit_g;
	return is_over(&gross);
}

enum ck_weighed ck_weighing_judge(const struct ck_weighing_figures *figures)
{
	const struct ck_net_figures *net = &figures->net;

	if (!figures->verified)
		return CK_WEIGHED_UNVERIFIED;
	if (figures->in_question)
		return CK_WEIGHED_IN_QUESTION;
	if (!figures->tare && is_over(figures))
		return CK_WEIGHED_OVER_LEGAL;
	if (was_over(figures))
		return CK_WEIGHED_NONE;
	if (net->weighed && net->has_declared)
		return beside(net->net_g - net->declared_g, net->tolerance_g);
	if (figures->tare || !figures->has_declared)
		return CK_WEIGHED_NONE;
	return beside(ck_weighing_difference(figures), figures->tolerance_g);
}

const char *ck_weighed_name(enum ck_weighed outcome)
{
	static const char *const names[] = { "none", "within", "outside",
					     "over-legal", "unverified",
					     "in-question" };

	return names[outcome];
}
