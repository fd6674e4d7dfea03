/* What a driver is told, in the three languages of the gate, where the site
 * file (reasons/driver) has no words of its own.
 */
#ifndef CK_LANE_DRIVER_H
#define CK_LANE_DRIVER_H

#include "record/value.h"

/* {"vi","en","zh"} for the code of a reason, in doc; NULL for no such code. */
struct ck_value *ck_driver_words(struct ck_doc *doc, const char *code);

/* What has to be done, as a stable word: "see-agency", "wait-for-call" …;
 * NULL for no such code. */
const char *ck_driver_action(const char *code);

#endif
