#include <config.h>

#include <math.h>
#include <stdlib.h>

#include "scale/robust.h"

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

double ck_median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), by_value);
	return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

double ck_mad(double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		values[i] = fabs(values[i]);
	return count ? 1.4826 * ck_median(values, count) : 0;
}

double ck_huber_weight(double residual)
{
	double far = fabs(residual);

	return far <= CK_HUBER_C ? 1 : CK_HUBER_C / far;
}

static double ratio(double r, const double over[4], const double under[3],
		    size_t terms)
{
	double n = over[3];
	double d = terms == 3 ? under[2] : 0;

	for (int i = 2; i >= 0; i--)
		n = n * r + over[i];
	for (int i = terms == 3 ? 1 : (int)terms - 1; i >= 0; i--)
		d = d * r + under[i];
	return n / (d * r + 1);
}

/* PPND7. */
double ck_normal_quantile(double p)
{
	static const double a[] = { 3.3871327179, 50.434271938, 159.29113202,
				    59.109374720 };
	static const double b[] = { 17.895169469, 78.757757664, 67.187563600 };
	static const double c[] = { 1.4234372777, 2.7568153900, 1.3067284816,
				    0.17023821103 };
	static const double d[] = { 0.73700164250, 0.12021132975, 0 };
	static const double e[] = { 6.6579051150, 3.0812263860, 0.42868294337,
				    0.017337203997 };
	static const double f[] = { 0.24197894225, 0.012258202635, 0 };
	double q = p - 0.5;
	double r, x;

	if (fabs(q) <= 0.425) {
		r = 0.180625 - q * q;
		return q * ratio(r, a, b, 3);
	}
	r = sqrt(-log(q < 0 ? p : 1 - p));
	x = r <= 5 ? ratio(r - 1.6, c, d, 2) : ratio(r - 5, e, f, 2);
	return q < 0 ? -x : x;
}

double ck_t_quantile(double p, double df)
{
	double z = ck_normal_quantile(p);
	double s = z * z;
	double g1 = (s + 1) * z / 4;
	double g2 = ((5 * s + 16) * s + 3) * z / 96;
	double g3 = (((3 * s + 19) * s + 17) * s - 15) * z / 384;
	double g4 = ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) * z /
		    92160;

	return z + (g1 + (g2 + (g3 + g4 / df) / df) / df) / df;
}

/* Gauss and Jordan, without exchange of rows: that is safe where the matrix is
 * positive definite. */
bool ck_matrix_invert(double *matrix, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		double *row = matrix + k * n;
		double pivot = row[k];

		if (!(pivot > 1e-12))
			return false;
		row[k] = 1;
		for (size_t j = 0; j < n; j++)
			row[j] /= pivot;
		for (size_t i = 0; i < n; i++) {
			double *other = matrix + i * n;
			double by = other[k];

			if (i == k)
				continue;
			other[k] = 0;
			for (size_t j = 0; j < n; j++)
				other[j] -= by * row[j];
		}
	}
	return true;
}
