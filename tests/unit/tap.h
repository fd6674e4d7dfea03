/* A dozen lines of TAP for C tests. `make check` runs each program alone;
 * every check prints one line, a failed one also where it stands. */
#ifndef CK_TESTS_TAP_H
#define CK_TESTS_TAP_H

#include <stdio.h>
#include <string.h>

static int tap_count;
static int tap_failed;

/* True when the check held; the sentence says the behaviour. */
#define ok(condition, ...) tap_ok(!!(condition), __FILE__, __LINE__, __VA_ARGS__)

__attribute__((format(printf, 4, 5), unused)) static int
tap_ok(int held, const char *file, int line, const char *format, ...)
{
	__builtin_va_list ap;

	printf("%sok %d - ", held ? "" : "not ", ++tap_count);
	__builtin_va_start(ap, format);
	vprintf(format, ap);
	__builtin_va_end(ap);
	printf("\n");
	if (!held) {
		printf("# failed at %s:%d\n", file, line);
		tap_failed++;
	}
	return held;
}

/* Compares texts; NULL equals only NULL; shows both when they differ. */
#define is(got, expected, ...)						\
	do {								\
		const char *got_ = (got), *want_ = (expected);		\
		if (!ok(got_ && want_ ? !strcmp(got_, want_)		\
				      : got_ == want_, __VA_ARGS__))	\
			printf("#      got: %s\n# expected: %s\n",	\
			       got_ ? got_ : "(null)",			\
			       want_ ? want_ : "(null)");		\
	} while (0)

__attribute__((unused)) static int tap_done(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed ? 1 : 0;
}

#endif
