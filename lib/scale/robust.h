/* Robust statistics, by their standard names. Pure.
 *
 * Sources: Huber, Robust Statistics (1981), for the M-estimator, its constant
 * and the covariance of section 7.6; Rousseeuw and Croux, Alternatives to the
 * Median Absolute Deviation, JASA 88 (1993), for the factor of the MAD;
 * Wichura, Algorithm AS 241, Applied Statistics 37 (1988), for the quantile of
 * the normal distribution; Abramowitz and Stegun, Handbook of Mathematical
 * Functions (1964), 26.7.5, for that of Student's t.
 */
#ifndef CK_SCALE_ROBUST_H
#define CK_SCALE_ROBUST_H

#include <stdbool.h>
#include <stddef.h>

/* 95 % of the efficiency of least squares where errors are normal. */
#define CK_HUBER_C 1.345

/* Of at least one value; puts them in another order. */
double ck_median(double *values, size_t count);

/* The median absolute deviation from 0, times 1.4826: where the values are
 * normal about 0, their standard deviation. Puts them in another order, and
 * makes them positive. */
double ck_mad(double *values, size_t count);

/* Huber's weight of a standardised residual: 1, or less than that far out. */
double ck_huber_weight(double residual);

/* The quantile for 0 < p < 1, to about seven digits. */
double ck_normal_quantile(double p);
/* With df degrees of freedom; to three digits from df 4 on, p within 0.0005
 * and 0.9995. */
double ck_t_quantile(double p, double df);

/* The inverse of a symmetric positive definite matrix of n rows, in place;
 * false when it is none. */
bool ck_matrix_invert(double *matrix, size_t n);

#endif
