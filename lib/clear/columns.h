/* The columns of ck-clear's tables. */
#ifndef CK_CLEAR_COLUMNS_H
#define CK_CLEAR_COLUMNS_H

#include "command/session.h"

extern const struct ck_column ck_clear_verdict_columns[];
extern const struct ck_column ck_clear_hold_columns[];
extern const struct ck_column ck_clear_open_hold_columns[];
extern const struct ck_column ck_clear_note_columns[];
extern const struct ck_column ck_clear_turn_columns[];
extern const struct ck_column ck_clear_disposition_columns[];
extern const struct ck_column ck_clear_customs_columns[];
extern const struct ck_column ck_clear_status_columns[];
extern const struct ck_column ck_clear_pending_columns[];

#endif
