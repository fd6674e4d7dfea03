/* The columns of ck-weigh's tables. */
#ifndef CK_SCALE_COLUMNS_H
#define CK_SCALE_COLUMNS_H

#include "command/session.h"

extern const struct ck_column ck_weigh_protocol_columns[];
extern const struct ck_column ck_weigh_reading_columns[];
extern const struct ck_column ck_weigh_indicator_columns[];
extern const struct ck_column ck_weigh_weighing_columns[];
extern const struct ck_column ck_weigh_drift_columns[];

#endif
