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

#endif
