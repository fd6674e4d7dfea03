#include <config.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scale/drift_fit.h"
#include "scale/robust.h"

enum { TURNS = 60 };

/* Of the design: what a column has in a contrast. */
struct term {
	size_t column;
	double factor;
};

struct contrast {
	enum ck_drift_load kind;
	double value;
	double residual;
	size_t first, end;		/* of the terms */
};

struct ck_drift_fit {
	size_t columns;
	struct contrast *contrasts;
	size_t count;
	struct term *terms;
	size_t terms_len, terms_room;
	size_t *of;			/* contrasts of each column */
	size_t *part;			/* columns of one part have one number */
	double *bias;
	double *matrix;			/* columns by columns */
	double noise[CK_DRIFT_LOADS];
	double df;
};

size_t ck_drift_column(size_t scale, bool now)
{
	return 2 * scale + now;
}

/* -- contrasts ------------------------------------------------------------ */

/* What of a load was seen so far. */
struct so_far {
	size_t *times;			/* by column */
	size_t seen;
	double sum;
};

static void add_term(struct ck_drift_fit *fit, size_t column, double factor)
{
	if (fabs(factor) < 1e-9)
		return;
	if (fit->terms_len == fit->terms_room) {
		fit->terms_room = fit->terms_room * 2 + 64;
		fit->terms = ck_realloc(fit->terms, fit->terms_room *
						    sizeof(*fit->terms));
	}
	fit->terms[fit->terms_len++] = (struct term){ column, factor };
	fit->of[column]++;
}

/* The next Helmert contrast: this weighing less the mean of those before. */
static void add_contrast(struct ck_drift_fit *fit, enum ck_drift_load kind,
			 size_t column, double value, const struct so_far *far)
{
	double n = far->seen;
	double root = sqrt(n / (n + 1));
	struct contrast *c = &fit->contrasts[fit->count++];

	*c = (struct contrast){
		.kind = kind,
		.value = root * (value - far->sum / n),
		.first = fit->terms_len,
	};
	for (size_t i = 0; i < fit->columns; i++)
		if (far->times[i] || i == column)
			add_term(fit, i, root * ((i == column) -
						 far->times[i] / n));
	c->end = fit->terms_len;
}

static void add_contrasts(struct ck_drift_fit *fit,
			  const struct ck_drift_ask *ask)
{
	ck_autofree size_t *times = ck_alloc(fit->columns * sizeof(*times));
	struct so_far far = { .times = times };

	for (size_t i = 0; i < ask->count; i++) {
		const struct ck_drift_seen *seen = &ask->seen[i];
		size_t column = ck_drift_column(seen->scale, seen->now);
		double value = seen->grams / ask->interval_g;

		if (i && seen->load != seen[-1].load) {
			memset(times, 0, fit->columns * sizeof(*times));
			far = (struct so_far){ .times = times };
		}
		if (far.seen)
			add_contrast(fit, seen->kind, column, value, &far);
		times[column]++;
		far.seen++;
		far.sum += value;
	}
}

/* -- parts ---------------------------------------------------------------- */

static void join(struct ck_drift_fit *fit, size_t a, size_t b)
{
	size_t from = fit->part[a];
	size_t to = fit->part[b];

	for (size_t i = 0; from != to && i < fit->columns; i++)
		if (fit->part[i] == from)
			fit->part[i] = to;
}

static void find_parts(struct ck_drift_fit *fit)
{
	for (size_t i = 0; i < fit->columns; i++)
		fit->part[i] = i;
	for (size_t i = 0; i < fit->count; i++) {
		const struct contrast *c = &fit->contrasts[i];

		for (size_t t = c->first + 1; t < c->end; t++)
			join(fit, fit->terms[c->first].column,
			     fit->terms[t].column);
	}
}

static size_t count_parts(const struct ck_drift_fit *fit)
{
	size_t parts = 0;

	for (size_t i = 0; i < fit->columns; i++)
		parts += fit->part[i] == i;
	return parts;
}

/* -- fitting -------------------------------------------------------------- */

static void find_residuals(struct ck_drift_fit *fit)
{
	for (size_t i = 0; i < fit->count; i++) {
		struct contrast *c = &fit->contrasts[i];

		c->residual = c->value;
		for (size_t t = c->first; t < c->end; t++)
			c->residual -= fit->terms[t].factor *
				       fit->bias[fit->terms[t].column];
	}
}

/* Rounding to an interval has the standard deviation 1 / sqrt(12). */
static void find_noise(struct ck_drift_fit *fit)
{
	ck_autofree double *values = ck_alloc((fit->count + 1) *
					      sizeof(*values));

	for (int kind = 0; kind < CK_DRIFT_LOADS; kind++) {
		size_t n = 0;
		double mad;

		for (size_t i = 0; i < fit->count; i++)
			if ((int)fit->contrasts[i].kind == kind)
				values[n++] = fit->contrasts[i].residual;
		mad = ck_mad(values, n);
		fit->noise[kind] = mad > sqrt(1 / 12.) ? mad : sqrt(1 / 12.);
	}
}

static double standardised(const struct ck_drift_fit *fit,
			   const struct contrast *c)
{
	return c->residual / fit->noise[c->kind];
}

/* Only differences are known: the biases of a part are 0 together. */
static void pin(struct ck_drift_fit *fit)
{
	size_t n = fit->columns;

	memset(fit->matrix, 0, n * n * sizeof(*fit->matrix));
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			fit->matrix[i * n + j] = fit->part[i] == fit->part[j];
}

/* Adds the contrasts to the normal equations; right: NULL, or their right
 * side. */
static void add_normal(struct ck_drift_fit *fit, bool weighted, double *right)
{
	for (size_t i = 0; i < fit->count; i++) {
		const struct contrast *c = &fit->contrasts[i];
		double by = 1 / (fit->noise[c->kind] * fit->noise[c->kind]);

		if (weighted)
			by *= ck_huber_weight(standardised(fit, c));
		for (size_t t = c->first; t < c->end; t++) {
			double f = by * fit->terms[t].factor;
			double *row = fit->matrix +
				      fit->terms[t].column * fit->columns;

			for (size_t u = c->first; u < c->end; u++)
				row[fit->terms[u].column] +=
					f * fit->terms[u].factor;
			if (right)
				right[fit->terms[t].column] += f * c->value;
		}
	}
}

/* The farthest that a bias moved. */
static double turn(struct ck_drift_fit *fit)
{
	size_t n = fit->columns;
	ck_autofree double *right = ck_alloc(n * sizeof(*right));
	double most = 0;

	pin(fit);
	add_normal(fit, true, right);
	if (!ck_matrix_invert(fit->matrix, n))
		return 0;
	for (size_t i = 0; i < n; i++) {
		double bias = 0;

		for (size_t j = 0; j < n; j++)
			bias += fit->matrix[i * n + j] * right[j];
		most = fmax(most, fabs(bias - fit->bias[i]));
		fit->bias[i] = bias;
	}
	return most;
}

/* Huber 1981, 7.6: K^2 (sum psi^2 / (n - p)) / mean(psi')^2 (X'X)^-1. */
static void find_covariance(struct ck_drift_fit *fit)
{
	double n = fit->count;
	double p = fit->columns - count_parts(fit);
	double inside = 0, squares = 0, k;

	fit->df = n - p > 1 ? n - p : 1;
	for (size_t i = 0; i < fit->count; i++) {
		double r = standardised(fit, &fit->contrasts[i]);
		double psi = r * ck_huber_weight(r);

		inside += fabs(r) <= CK_HUBER_C;
		squares += psi * psi;
	}
	inside = fmax(inside / n, 0.1);
	k = 1 + p / n * (1 - inside) / inside;
	k = k * k * (squares / fit->df) / (inside * inside);
	pin(fit);
	add_normal(fit, false, NULL);
	if (!ck_matrix_invert(fit->matrix, fit->columns))
		k = 0;
	for (size_t i = 0; i < fit->columns * fit->columns; i++)
		fit->matrix[i] *= k;
}

struct ck_drift_fit *ck_drift_fit_new(const struct ck_drift_ask *ask)
{
	struct ck_drift_fit *fit = ck_new(struct ck_drift_fit);
	size_t n = 2 * ask->scales;

	fit->columns = n;
	fit->contrasts = ck_alloc((ask->count + 1) * sizeof(*fit->contrasts));
	fit->of = ck_alloc((n + 1) * sizeof(*fit->of));
	fit->part = ck_alloc((n + 1) * sizeof(*fit->part));
	fit->bias = ck_alloc((n + 1) * sizeof(*fit->bias));
	fit->matrix = ck_alloc((n * n + 1) * sizeof(*fit->matrix));
	add_contrasts(fit, ask);
	find_parts(fit);
	find_residuals(fit);
	find_noise(fit);
	for (int i = 0; i < TURNS && turn(fit) > 1e-4; i++) {
		find_residuals(fit);
		find_noise(fit);
	}
	if (fit->count)
		find_covariance(fit);
	return fit;
}

void ck_drift_fit_free(struct ck_drift_fit *fit)
{
	if (!fit)
		return;
	free(fit->contrasts);
	free(fit->terms);
	free(fit->of);
	free(fit->part);
	free(fit->bias);
	free(fit->matrix);
	free(fit);
}

/* -- what it says --------------------------------------------------------- */

size_t ck_drift_fit_count(const struct ck_drift_fit *fit)
{
	return fit->count;
}

size_t ck_drift_fit_of(const struct ck_drift_fit *fit, size_t column)
{
	return fit->of[column];
}

bool ck_drift_fit_joined(const struct ck_drift_fit *fit, size_t a, size_t b)
{
	return fit->part[a] == fit->part[b];
}

double ck_drift_fit_noise(const struct ck_drift_fit *fit,
			  enum ck_drift_load kind)
{
	return fit->noise[kind];
}

double ck_drift_fit_df(const struct ck_drift_fit *fit)
{
	return fit->df;
}

double ck_drift_fit_value(const struct ck_drift_fit *fit,
			  const double *factors)
{
	double sum = 0;

	for (size_t i = 0; i < fit->columns; i++)
		sum += factors[i] * fit->bias[i];
	return sum;
}

double ck_drift_fit_error(const struct ck_drift_fit *fit,
			  const double *factors)
{
	double sum = 0;

	for (size_t i = 0; i < fit->columns; i++)
		for (size_t j = 0; j < fit->columns; j++)
			sum += factors[i] * factors[j] *
			       fit->matrix[i * fit->columns + j];
	return sum > 0 ? sqrt(sum) : 0;
}
