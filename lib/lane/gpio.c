#include <config.h>

#include <errno.h>
#include <glob.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lane/gpio.h"

static const char *const biases[CK_GPIO_BIASES] = {
	[CK_BIAS_AS_IS] = "as-is",
	[CK_BIAS_UP] = "pull-up",
	[CK_BIAS_DOWN] = "pull-down",
	[CK_BIAS_DISABLE] = "disable",
};

int ck_gpio_bias_find(const char *name)
{
	for (int i = 0; name && i < CK_GPIO_BIASES; i++) {
		if (!strcmp(biases[i], name))
			return i;
	}
	return -ENOENT;
}

const char *ck_gpio_bias_name(enum ck_gpio_bias bias)
{
	return biases[bias];
}

int ck_gpio_place_read(const char *text, struct ck_gpio_place *ret_place)
{
	const char *colon = text ? strrchr(text, ':') : NULL;

	if (!colon || colon == text || !colon[1] ||
	    colon - text >= CK_GPIO_CHIP || strlen(colon + 1) >= CK_GPIO_LINE)
		return -EINVAL;
	*ret_place = (struct ck_gpio_place){ .bias = CK_BIAS_AS_IS };
	memcpy(ret_place->chip, text, (size_t)(colon - text));
	memcpy(ret_place->line, colon + 1, strlen(colon + 1));
	return 0;
}

int ck_gpio_offset(const struct ck_gpio_place *place)
{
	char *end = NULL;
	long offset = strtol(place->line, &end, 10);

	return strspn(place->line, "0123456789") == strlen(place->line) &&
			       offset < 65536 ? (int)offset : -1;
}

struct ck_gpio_path ck_gpio_path(const struct ck_gpio_place *place)
{
	struct ck_gpio_path path;

	snprintf(path.text, sizeof(path.text), "%s%s",
		 *place->chip == '/' ? "" : "/dev/", place->chip);
	return path;
}

void *ck_gpio_search(const char *label,
		     void *(*open)(const char *path, const char *label))
{
	void *chip = NULL;
	int denied = 0;
	glob_t found;

	if (glob("/dev/gpiochip*", 0, NULL, &found) != 0) {
		errno = ENOENT;
		return NULL;
	}
	for (size_t i = 0; !chip && i < found.gl_pathc; i++) {
		errno = 0;
		chip = open(found.gl_pathv[i], label);
		if (!chip && (errno == EACCES || errno == EPERM))
			denied = errno;
	}
	globfree(&found);
	errno = denied ? denied : ENOENT;
	return chip;
}

/* What is no GPIO device is no chip. */
int ck_gpio_no_chip(int err)
{
	return err == EACCES || err == EPERM ? -err : -ENOENT;
}

int ck_gpio_waits(int fd)
{
	struct pollfd look = { .fd = fd, .events = POLLIN };

	if (poll(&look, 1, 0) <= 0)
		return 0;
	return look.revents & POLLIN ? 1 : -ENODEV;
}

int ck_gpio_api(void)
{
	return GPIOD_API;
}
