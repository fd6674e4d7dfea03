/* Inside the trade room: masses that cannot be meant, or may not drive.
 *
 * Slips are told from the figures alone: less than 50 g a package while the
 * whole is under 100 kg; a net and a gross mass three orders apart; less than
 * 100 kg on a vehicle of three axles or more; an own mass under 500 kg or
 * over 60 t; more than 150 t on one vehicle. A vehicle with such a slip is
 * not held against the legal limit. */
#ifndef CK_TRADE_VALIDATE_MASS_H
#define CK_TRADE_VALIDATE_MASS_H

#include "site/site.h"
#include "trade/finding.h"

void ck_validate_masses(const struct ck_value *stored,
			const struct ck_site *site,
			struct ck_findings *findings);

/* What limits are held against. */
struct ck_masses {
	int64_t self_g;			/* -1: not known */
	int64_t carried_g;
	int64_t axles;			/* 0: not known */
	bool registered;		/* own mass or axles were left out:
					   the registry's */
};

/* As declared; false when the load is not known, or a mass was taken for a
 * slip. */
bool ck_validate_masses_of(const struct ck_value *stored,
			   struct ck_findings *findings, const char *ref,
			   const struct ck_value *vehicle,
			   struct ck_masses *ret_masses);

/* Tells, once for a vehicle, that vehicle and load are above a limit of grams
 * (0: none), with the source of its row. */
void ck_validate_limit(struct ck_findings *findings, const char *ref,
		       const struct ck_masses *masses, int64_t limit,
		       const struct ck_value *row);

#endif
