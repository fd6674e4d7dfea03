/* The verbs of ck-report. */
#ifndef CK_REPORT_VERBS_H
#define CK_REPORT_VERBS_H

#include "command/session.h"

struct ck_report_settings {
	const char *node;
};

int ck_report_run_day(struct ck_session *s, int argc, char **argv);

#endif
