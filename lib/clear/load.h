/* What is on a vehicle now: as declared, less what was decided to come off it,
 * and as signed transfers have moved it. A load moves when the check that the
 * site says moves it (`moves` of a check) is confirmed for the giving vehicle,
 * and moves back when that is withdrawn.
 */
#ifndef CK_CLEAR_LOAD_H
#define CK_CLEAR_LOAD_H

#include "clear/case.h"

/* The member `load` of a record: [{"goods","name","packages","gross_kg",
 * "unit","from"}], unit and from of what was moved onto it: the container or
 * trailer, and the trip it came from. Empty: nothing is on it. */
int ck_load_fill(const struct ck_case *c, struct ck_value *record)
	CK_MUST_CHECK;

#endif
