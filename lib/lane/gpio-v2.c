/* libgpiod 2. Edges of a line are numbered: a number left out is a lost edge. */
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
	X(gpiod_chip_close) X(gpiod_chip_get_info)			\
	X(gpiod_chip_get_line_info)					\
	X(gpiod_chip_get_line_offset_from_name)				\
	X(gpiod_chip_info_free) X(gpiod_chip_info_get_label)		\
	X(gpiod_chip_info_get_num_lines) X(gpiod_chip_open)		\
	X(gpiod_chip_request_lines) X(gpiod_edge_event_buffer_free)	\
	X(gpiod_edge_event_buffer_get_event)				\
	X(gpiod_edge_event_buffer_new) X(gpiod_edge_event_get_event_type) \
	X(gpiod_edge_event_get_line_seqno)				\
	X(gpiod_edge_event_get_timestamp_ns)				\
	X(gpiod_line_config_add_line_settings)				\
	X(gpiod_line_config_free) X(gpiod_line_config_new)		\
	X(gpiod_line_info_free) X(gpiod_line_info_get_consumer)		\
	X(gpiod_line_request_get_fd) X(gpiod_line_request_get_value)	\
	X(gpiod_line_request_read_edge_events)				\
	X(gpiod_line_request_release) X(gpiod_line_request_set_value)	\
	X(gpiod_line_settings_free) X(gpiod_line_settings_new)		\
	X(gpiod_line_settings_set_active_low)				\
	X(gpiod_line_settings_set_bias)					\
	X(gpiod_line_settings_set_debounce_period_us)			\
	X(gpiod_line_settings_set_direction)				\
	X(gpiod_line_settings_set_edge_detection)			\
	X(gpiod_line_settings_set_output_value)				\
	X(gpiod_request_config_free) X(gpiod_request_config_new)	\
	X(gpiod_request_config_set_consumer)				\
	X(gpiod_request_config_set_event_buffer_size)

#define POINTER(name) __typeof__(name) *name;
static struct {
	EACH(POINTER)
} lib;

enum { EDGES_KEPT = 64 };

struct ck_gpio {
	struct gpiod_chip *chip;
	struct gpiod_line_request *request;
	struct gpiod_edge_event_buffer *edges;
	unsigned offset;
	int count;
	int next;
	unsigned long seqno;		/* of the last edge; 0: none came */
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

/* -- the chip ------------------------------------------------------------- */

static void *open_labelled(const char *path, const char *label)
{
	struct gpiod_chip *chip = lib.gpiod_chip_open(path);
	struct gpiod_chip_info *info =
		chip ? lib.gpiod_chip_get_info(chip) : NULL;
	bool fits = info &&
		    !strcmp(lib.gpiod_chip_info_get_label(info), label);

	if (info)
		lib.gpiod_chip_info_free(info);
	if (chip && !fits)
		lib.gpiod_chip_close(chip);
	return fits ? chip : NULL;
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
	struct gpiod_chip_info *info = lib.gpiod_chip_get_info(gpio->chip);
	int offset = ck_gpio_offset(place);
	size_t lines = 0;

	if (info) {
		lines = lib.gpiod_chip_info_get_num_lines(info);
		lib.gpiod_chip_info_free(info);
	}
	if (offset < 0)
		offset = lib.gpiod_chip_get_line_offset_from_name(gpio->chip,
								  place->line);
	if (!info)
		return -ENODEV;
	if (offset < 0 || (size_t)offset >= lines)
		return -ENXIO;
	gpio->offset = (unsigned)offset;
	return 0;
}

/* -- requesting ----------------------------------------------------------- */

static int set_edges(struct gpiod_line_settings *s,
		     const struct ck_gpio_place *place)
{
	if (place->debounce_ms)
		lib.gpiod_line_settings_set_debounce_period_us(
			s, (unsigned long)place->debounce_ms * 1000);
	return lib.gpiod_line_settings_set_direction(
		       s, GPIOD_LINE_DIRECTION_INPUT) |
	       lib.gpiod_line_settings_set_edge_detection(
		       s, GPIOD_LINE_EDGE_BOTH);
}

static int set_drive(struct gpiod_line_settings *s, bool value)
{
	return lib.gpiod_line_settings_set_direction(
		       s, GPIOD_LINE_DIRECTION_OUTPUT) |
	       lib.gpiod_line_settings_set_output_value(
		       s, value ? GPIOD_LINE_VALUE_ACTIVE
				: GPIOD_LINE_VALUE_INACTIVE);
}

static int set_all(struct gpiod_line_settings *s,
		   const struct ck_gpio_place *place, enum ck_gpio_use use,
		   bool value)
{
	static const enum gpiod_line_bias bias[CK_GPIO_BIASES] = {
		[CK_BIAS_AS_IS] = GPIOD_LINE_BIAS_AS_IS,
		[CK_BIAS_UP] = GPIOD_LINE_BIAS_PULL_UP,
		[CK_BIAS_DOWN] = GPIOD_LINE_BIAS_PULL_DOWN,
		[CK_BIAS_DISABLE] = GPIOD_LINE_BIAS_DISABLED,
	};

	lib.gpiod_line_settings_set_active_low(s, place->active_low);
	/* The kernel takes no bias for a line left as it is. */
	if (use == CK_GPIO_LOOK)
		return 0;
	return lib.gpiod_line_settings_set_bias(s, bias[place->bias]) |
	       (use == CK_GPIO_EDGES ? set_edges(s, place)
				     : set_drive(s, value));
}

static int ask(struct ck_gpio *gpio, struct gpiod_line_settings *settings,
	       struct gpiod_line_config *lines,
	       struct gpiod_request_config *config)
{
	if (lib.gpiod_line_config_add_line_settings(lines, &gpio->offset, 1,
						    settings) < 0)
		return -errno;
	lib.gpiod_request_config_set_consumer(config, "ck-gate");
	lib.gpiod_request_config_set_event_buffer_size(config, EDGES_KEPT);
	gpio->request = lib.gpiod_chip_request_lines(gpio->chip, config, lines);
	return gpio->request ? 0 : -errno;
}

static int request(struct ck_gpio *gpio, const struct ck_gpio_place *place,
		   enum ck_gpio_use use, bool value)
{
	struct gpiod_line_settings *settings = lib.gpiod_line_settings_new();
	struct gpiod_line_config *lines = lib.gpiod_line_config_new();
	struct gpiod_request_config *config = lib.gpiod_request_config_new();
	int r = -ENOMEM;

	if (settings && lines && config)
		r = set_all(settings, place, use, value) ? -EINVAL : 0;
	if (r == 0)
		r = ask(gpio, settings, lines, config);
	lib.gpiod_request_config_free(config);
	lib.gpiod_line_config_free(lines);
	lib.gpiod_line_settings_free(settings);
	return r;
}

static void read_consumer(struct ck_gpio *gpio, char ret_by[CK_GPIO_BY])
{
	struct gpiod_line_info *info =
		lib.gpiod_chip_get_line_info(gpio->chip, gpio->offset);
	const char *by = info ? lib.gpiod_line_info_get_consumer(info) : NULL;

	if (by)
		snprintf(ret_by, CK_GPIO_BY, "%s", by);
	if (info)
		lib.gpiod_line_info_free(info);
}

int ck_gpio_open(const struct ck_gpio_place *place, enum ck_gpio_use use,
		 bool value, struct ck_gpio **ret_gpio,
		 char ret_by[CK_GPIO_BY])
{
	CK_CLEANUP(ck_gpio_close) struct ck_gpio *gpio = NULL;
	int r = ck_gpio_load();

	*ret_by = '\0';
	if (r < 0)
		return r;
	gpio = ck_new(struct ck_gpio);
	r = open_chip(gpio, place);
	if (r == 0)
		r = find_line(gpio, place);
	if (r == 0)
		r = request(gpio, place, use, value);
	if (r == -EBUSY)
		read_consumer(gpio, ret_by);
	if (r < 0)
		return r;
	gpio->edges = lib.gpiod_edge_event_buffer_new(EDGES_KEPT);
	if (!gpio->edges)
		return -ENOMEM;
	*ret_gpio = ck_take(gpio);
	return 0;
}

void ck_gpio_close(struct ck_gpio *gpio)
{
	if (!gpio)
		return;
	if (gpio->edges)
		lib.gpiod_edge_event_buffer_free(gpio->edges);
	if (gpio->request)
		lib.gpiod_line_request_release(gpio->request);
	if (gpio->chip)
		lib.gpiod_chip_close(gpio->chip);
	free(gpio);
}

/* -- using ---------------------------------------------------------------- */

int ck_gpio_fd(const struct ck_gpio *gpio)
{
	return lib.gpiod_line_request_get_fd(gpio->request);
}

static int fill(struct ck_gpio *gpio)
{
	int n = ck_gpio_waits(ck_gpio_fd(gpio));

	gpio->count = gpio->next = 0;
	if (n <= 0)
		return n;
	n = lib.gpiod_line_request_read_edge_events(gpio->request, gpio->edges,
						    EDGES_KEPT);
	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -errno;
	gpio->count = n;
	return n;
}

int ck_gpio_next(struct ck_gpio *gpio, struct ck_gpio_edge *ret_edge)
{
	struct gpiod_edge_event *event;
	unsigned long seqno;
	int r = gpio->next < gpio->count ? 1 : fill(gpio);

	if (r <= 0)
		return r;
	event = lib.gpiod_edge_event_buffer_get_event(
		gpio->edges, (unsigned long)gpio->next++);
	seqno = lib.gpiod_edge_event_get_line_seqno(event);
	*ret_edge = (struct ck_gpio_edge){
		.on = lib.gpiod_edge_event_get_event_type(event) ==
		      GPIOD_EDGE_EVENT_RISING_EDGE,
		.ns = (int64_t)lib.gpiod_edge_event_get_timestamp_ns(event),
		.lost = seqno != gpio->seqno + 1,
	};
	gpio->seqno = seqno;
	return 1;
}

int ck_gpio_get(struct ck_gpio *gpio)
{
	enum gpiod_line_value value =
		lib.gpiod_line_request_get_value(gpio->request, gpio->offset);

	return value == GPIOD_LINE_VALUE_ERROR
		       ? -errno : value == GPIOD_LINE_VALUE_ACTIVE;
}

int ck_gpio_set(struct ck_gpio *gpio, bool value)
{
	return lib.gpiod_line_request_set_value(
		       gpio->request, gpio->offset,
		       value ? GPIOD_LINE_VALUE_ACTIVE
			     : GPIOD_LINE_VALUE_INACTIVE) < 0
		       ? -errno : 0;
}
