/* Inside scale/drift.c: the biases that fit all contrasts of the loads, in
 * scale intervals. A scale has two columns, before and now. */
#ifndef CK_SCALE_DRIFT_FIT_H
#define CK_SCALE_DRIFT_FIT_H

#include "base/cleanup.h"
#include "base/memory.h"
#include "scale/drift.h"

struct ck_drift_fit;

CK_RETURNS_MEMORY struct ck_drift_fit *
ck_drift_fit_new(const struct ck_drift_ask *ask);
void ck_drift_fit_free(struct ck_drift_fit *fit);
CK_DEFINE_CLEANUP(struct ck_drift_fit *, ck_drift_fit_free)

size_t ck_drift_column(size_t scale, bool now);

/* Contrasts; those that a column is part of. */
size_t ck_drift_fit_count(const struct ck_drift_fit *fit);
size_t ck_drift_fit_of(const struct ck_drift_fit *fit, size_t column);
/* Can these two be compared, be it by way of others? */
bool ck_drift_fit_joined(const struct ck_drift_fit *fit, size_t a, size_t b);
double ck_drift_fit_noise(const struct ck_drift_fit *fit,
			  enum ck_drift_load kind);
double ck_drift_fit_df(const struct ck_drift_fit *fit);

/* A sum over the columns of one part, with these factors, which are 0
 * together: its value, and its standard error. */
double ck_drift_fit_value(const struct ck_drift_fit *fit,
			  const double *factors);
double ck_drift_fit_error(const struct ck_drift_fit *fit,
			  const double *factors);

#endif
