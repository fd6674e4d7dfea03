/* libgpiod 1.6. The kernel keeps 16 edges of a line and drops further ones
 * without a word (lines-gpiod.c finds out). */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gpiod.h>

#include "base/library.h"
#include "base/memory.h"
#include "lane/gpio.h"

#define EACH(X)								\
	X(gpiod_chip_close) X(gpiod_chip_find_line)			\
	X(gpiod_chip_get_line) X(gpiod_chip_label)			\
	X(gpiod_chip_open) X(gpiod_line_consumer)			\
	X(gpiod_line_event_get_fd) X(gpiod_line_event_read_fd_multiple)	\
	X(gpiod_line_get_value) X(gpiod_line_release)			\
	X(gpiod_line_request) X(gpiod_line_set_value)

#define POINTER(name) __typeof__(name) *name;
static struct {
	EACH(POINTER)
} lib;

enum { EDGES_KEPT = 16 };

struct ck_gpio {
	struct gpiod_chip *chip;
	struct gpiod_line *line;
	bool requested;
	int fd;
	struct gpiod_line_event events[EDGES_KEPT];
	int count;
	int next;
};

int ck_gpio_load(void)
{
#define ENTRY(name) { #name, &lib.name },
	static const struct ck_library_entry entries[] = { EACH(ENTRY) };
	static int loaded = 1;

	if (loaded > 0)
		loaded = ck_library_load(GPIOD_SONAME, entries,
					 sizeof(entries) / sizeof(*entries));
	return loaded;
}

/* -- requesting ----------------------------------------------------------- */

/* gpiod_chip_open_by_label finds none where one of the chips may not be opened. */
static void *open_labelled(const char *path, const char *label)
{
	struct gpiod_chip *chip = lib.gpiod_chip_open(path);

	if (!chip || !strcmp(lib.gpiod_chip_label(chip), label))
		return chip;
	lib.gpiod_chip_close(chip);
	return NULL;
}

static int open_chip(struct ck_gpio *gpio, const struct ck_gpio_place *place)
{
	struct ck_gpio_path path = ck_gpio_path(place);

	gpio->chip = access(path.text, F_OK) == 0
			     ? lib.gpiod_chip_open(path.text)
			     : ck_gpio_search(place->chip,
							  open_labelled);
	return gpio->chip ? 0 : ck_gpio_no_chip(errno);
}

static int find_line(struct ck_gpio *gpio, const struct ck_gpio_place *place)
{
	int offset = ck_gpio_offset(place);

	gpio->line = offset >= 0
			     ? lib.gpiod_chip_get_line(gpio->chip,
						       (unsigned)offset)
			     : lib.gpiod_chip_find_line(gpio->chip,
							place->line);
	if (gpio->line)
		return 0;
	return errno == EINVAL || errno == ENOENT ? -ENXIO : -errno;
}

static int flags_of(const struct ck_gpio_place *place)
{
	static const int bias[CK_GPIO_BIASES] = {
		[CK_BIAS_UP] = GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP,
		[CK_BIAS_DOWN] = GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN,
		[CK_BIAS_DISABLE] = GPIOD_LINE_REQUEST_FLAG_BIAS_DISABLE,
	};

	return bias[place->bias] |
	       (place->active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0);
}

static int request(struct ck_gpio *gpio, const struct ck_gpio_place *place,
		   enum ck_gpio_use use, bool value)
{
	static const int types[] = {
		[CK_GPIO_LOOK] = GPIOD_LINE_REQUEST_DIRECTION_AS_IS,
		[CK_GPIO_EDGES] = GPIOD_LINE_REQUEST_EVENT_BOTH_EDGES,
		[CK_GPIO_DRIVE] = GPIOD_LINE_REQUEST_DIRECTION_OUTPUT,
	};
	const struct gpiod_line_request_config config = {
		.consumer = "ck-gate",
		.request_type = types[use],
		/* The kernel takes no bias for a line left as it is. */
		.flags = use == CK_GPIO_LOOK
				 ? flags_of(&(struct ck_gpio_place){
					   .active_low = place->active_low })
				 : flags_of(place),
	};

	if (lib.gpiod_line_request(gpio->line, &config, value) < 0)
		return -errno;
	gpio->requested = true;
	if (use == CK_GPIO_EDGES)
		gpio->fd = lib.gpiod_line_event_get_fd(gpio->line);
	return 0;
}

int ck_gpio_open(const struct ck_gpio_place *place, enum ck_gpio_use use,
		 bool value, struct ck_gpio **ret_gpio,
		 char ret_by[CK_GPIO_BY])
{
	CK_CLEANUP(ck_gpio_close) struct ck_gpio *gpio = NULL;
	const char *by;
	int r = ck_gpio_load();

	*ret_by = '\0';
	if (r < 0)
		return r;
	gpio = ck_new(struct ck_gpio);
	gpio->fd = -1;
	r = open_chip(gpio, place);
	if (r == 0)
		r = find_line(gpio, place);
	if (r == 0)
		r = request(gpio, place, use, value);
	by = r == -EBUSY ? lib.gpiod_line_consumer(gpio->line) : NULL;
	if (by)
		snprintf(ret_by, CK_GPIO_BY, "%s", by);
	if (r == 0)
		*ret_gpio = ck_take(gpio);
	return r;
}

void ck_gpio_close(struct ck_gpio *gpio)
{
	if (!gpio)
		return;
	if (gpio->requested)
		lib.gpiod_line_release(gpio->line);
	if (gpio->chip)
		lib.gpiod_chip_close(gpio->chip);
	free(gpio);
}

/* -- using ---------------------------------------------------------------- */

int ck_gpio_fd(const struct ck_gpio *gpio)
{
	return gpio->fd;
}

static int fill(struct ck_gpio *gpio)
{
	int n = ck_gpio_waits(gpio->fd);

	gpio->count = gpio->next = 0;
	if (n <= 0)
		return n;
	n = lib.gpiod_line_event_read_fd_multiple(gpio->fd, gpio->events,
						  EDGES_KEPT);
	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -errno;
	gpio->count = n;
	return n;
}

int ck_gpio_next(struct ck_gpio *gpio, struct ck_gpio_edge *ret_edge)
{
	const struct gpiod_line_event *event;
	int r = gpio->next < gpio->count ? 1 : fill(gpio);

	if (r <= 0)
		return r;
	event = &gpio->events[gpio->next++];
	*ret_edge = (struct ck_gpio_edge){
		.on = event->event_type == GPIOD_LINE_EVENT_RISING_EDGE,
		.ns = event->ts.tv_sec * INT64_C(1000000000) +
		      event->ts.tv_nsec,
	};
	return 1;
}

int ck_gpio_get(struct ck_gpio *gpio)
{
	int r = lib.gpiod_line_get_value(gpio->line);

	return r < 0 ? -errno : r;
}

int ck_gpio_set(struct ck_gpio *gpio, bool value)
{
	return lib.gpiod_line_set_value(gpio->line, value) < 0 ? -errno : 0;
}
