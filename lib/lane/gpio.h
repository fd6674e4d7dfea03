/* A line of a GPIO chip, requested, read and driven through libgpiod. There is
 * a file for each of its APIs (gpio-v1.c: 1.6, gpio-v2.c: 2.x); configure
 * chooses. The library is loaded at the first request: a lane that only
 * decides never pays for it.
 *
 * Values are logical: active-low lines are turned round by the kernel.
 */
#ifndef CK_LANE_GPIO_H
#define CK_LANE_GPIO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/status.h"

enum ck_gpio_bias {
	CK_BIAS_AS_IS,
	CK_BIAS_UP,
	CK_BIAS_DOWN,
	CK_BIAS_DISABLE,
	CK_GPIO_BIASES,
};

enum { CK_GPIO_CHIP = 64, CK_GPIO_LINE = 64, CK_GPIO_BY = 32 };

/* Where a line is, and how it is wired. */
struct ck_gpio_place {
	char chip[CK_GPIO_CHIP];	/* its name in /dev, a path, its label */
	char line[CK_GPIO_LINE];	/* its offset, or the line's name */
	bool active_low;
	enum ck_gpio_bias bias;
	int64_t debounce_ms;		/* by the kernel; API 1 has none */
};

enum ck_gpio_use {
	CK_GPIO_LOOK,			/* read it, change nothing */
	CK_GPIO_EDGES,			/* an input, and its changes */
	CK_GPIO_DRIVE,			/* an output */
};

struct ck_gpio;

struct ck_gpio_edge {
	bool on;
	int64_t ns;			/* CLOCK_MONOTONIC, by the kernel */
	bool lost;			/* edges before it were (API 2 only) */
};

/* "pull-up", "pull-down", "disable", "as-is"; -ENOENT for any other. */
int ck_gpio_bias_find(const char *name) CK_MUST_CHECK;
const char *ck_gpio_bias_name(enum ck_gpio_bias bias);
/* "CHIP:LINE", the last colon parts them. -EINVAL. */
int ck_gpio_place_read(const char *text, struct ck_gpio_place *ret_place)
	CK_MUST_CHECK;
/* The offset, or -1: the line is named. */
int ck_gpio_offset(const struct ck_gpio_place *place);

/* For the two files: the chip's file, whether or not it is there; the first chip
 * that `open` returns for this label, else NULL and errno, EACCES where one of
 * them may not be opened; what came of opening it, for the caller; whether the
 * kernel has edges: 1, 0, -ENODEV. */
struct ck_gpio_path {
	char text[CK_GPIO_CHIP + 8];
};
struct ck_gpio_path ck_gpio_path(const struct ck_gpio_place *place);
void *ck_gpio_search(const char *label,
		     void *(*open)(const char *path, const char *label));
int ck_gpio_no_chip(int err);
int ck_gpio_waits(int fd);

/* 1 or 2. */
int ck_gpio_api(void);
/* -ENOSYS: libgpiod is not installed. */
int ck_gpio_load(void) CK_MUST_CHECK;

/* Requests the line; one to be driven begins with `value`. ret_by: whose it is,
 * "" unless it is in use.
 *	-ENOSYS	libgpiod is not installed
 *	-ENOENT	there is no such chip
 *	-ENXIO	the chip has no such line
 *	-EBUSY	in use
 * and what the kernel says. */
int ck_gpio_open(const struct ck_gpio_place *place, enum ck_gpio_use use,
		 bool value, struct ck_gpio **ret_gpio,
		 char ret_by[CK_GPIO_BY]) CK_MUST_CHECK;
/* The lines keep what real drivers let them keep. */
void ck_gpio_close(struct ck_gpio *gpio);
CK_DEFINE_CLEANUP(struct ck_gpio *, ck_gpio_close)

/* Readable when an edge waits. */
int ck_gpio_fd(const struct ck_gpio *gpio);
/* 1: an edge; 0: none waits; -ENODEV: the chip is gone. */
int ck_gpio_next(struct ck_gpio *gpio, struct ck_gpio_edge *ret_edge)
	CK_MUST_CHECK;
/* 0 or 1. */
int ck_gpio_get(struct ck_gpio *gpio) CK_MUST_CHECK;
int ck_gpio_set(struct ck_gpio *gpio, bool value) CK_MUST_CHECK;

#endif
