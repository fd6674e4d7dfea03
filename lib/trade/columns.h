/* The records of ck-declare as tables, csv and tsv. */
#ifndef CK_TRADE_COLUMNS_H
#define CK_TRADE_COLUMNS_H

#include "command/session.h"

extern const struct ck_column ck_finding_columns[];
extern const struct ck_column ck_declaration_columns[];
extern const struct ck_column ck_trip_columns[];
extern const struct ck_column ck_pass_columns[];
extern const struct ck_column ck_saved_columns[];
extern const struct ck_column ck_amendment_columns[];
extern const struct ck_column ck_message_columns[];

#endif
