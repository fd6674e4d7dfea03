#include <config.h>

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "trade/container.h"
#include "trade/fold.h"
#include "trade/near.h"

#define LENGTH 11
#define WITH_TYPE (LENGTH + 4)
#define DROP " -[]()"

static int value(char c)
{
	/* From A=10 on; every multiple of 11 is stepped over. */
	static const char letters[] = "A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ";

	if (c >= '0' && c <= '9')
		return c - '0';
	if (c < 'A' || c > 'Z')
		return -1;
	return (int)(strchr(letters, c) - letters) + 10;
}

int ck_container_remainder(const char *number)
{
	int sum = 0;

	for (int i = 0; i < LENGTH - 1; i++) {
		int v = value(number[i]);

		if (v < 0)
			return -EBADMSG;
		sum += v << i;
	}
	return sum % 11;
}

static bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool has_shape(const char *code)
{
	for (int i = 0; i < 3; i++)
		if (!is_letter(code[i]))
			return false;
	return strchr("UJZR", code[3]) && ck_fold_digits(code + 4, 7);
}

/* Length, height and width are letters or digits, the type a letter. */
static bool is_size_type(const char *code)
{
	return code[0] != '0' && code[0] <= 'P' && code[1] <= 'P' &&
	       is_letter(code[2]);
}

int ck_container_parse(const char *text, struct ck_container *ret_container)
{
	struct ck_container c = { 0 };
	char code[WITH_TYPE + 1];
	int err = ck_fold_code(text, DROP, code, sizeof(code));
	size_t len;

	if (err < 0)
		return err;
	len = strlen(code);
	if ((len != LENGTH && len != WITH_TYPE) || !has_shape(code))
		return -EBADMSG;
	if (len == WITH_TYPE && !is_size_type(code + LENGTH))
		return -EBADMSG;
	memcpy(c.number, code, LENGTH);
	memcpy(c.owner, code, 3);
	c.category = code[3];
	memcpy(c.serial, code + 4, 6);
	c.check = code[10];
	c.remainder = ck_container_remainder(code);
	c.expected = (char)('0' + c.remainder % 10);
	memcpy(c.size_type, code + LENGTH, len - LENGTH);
	*ret_container = c;
	return c.check == c.expected ? 0 : CK_WRONG_CHECK;
}

void ck_container_format(const struct ck_container *container,
			 char ret_text[CK_CONTAINER_FORMAT_SIZE])
{
	snprintf(ret_text, CK_CONTAINER_FORMAT_SIZE, "%.3s%c %.6s %c",
		 container->owner, container->category, container->serial,
		 container->check);
}

struct run {
	ck_container_visit *visit;
	void *arg;
};

static int offer(const struct run *run, const char *number,
		 enum ck_container_slip slip)
{
	struct ck_container parsed;

	if (ck_container_parse(number, &parsed) != 0)
		return 0;
	return run->visit(number, slip, run->arg);
}

static int swap_neighbours(const struct run *run, const char *code)
{
	char number[CK_CONTAINER_SIZE];
	int stop = 0;

	for (int i = 0; i + 1 < LENGTH && !stop; i++) {
		if (code[i] == code[i + 1])
			continue;
		memcpy(number, code, sizeof(number));
		number[i] = code[i + 1];
		number[i + 1] = code[i];
		stop = offer(run, number, CK_CONTAINER_SWAPPED);
	}
	return stop;
}

/* One character for each of `others` that is (or is not) confused with it. */
static int replace_one(const struct run *run, const char *code,
		       const char *others, enum ck_container_slip slip)
{
	char number[CK_CONTAINER_SIZE];
	int stop = 0;

	memcpy(number, code, sizeof(number));
	for (int i = 0; i < LENGTH; i++) {
		const char *confused = ck_near_confused(code[i]);

		for (const char *c = others; *c && !stop; c++) {
			bool alike = strchr(confused, *c);

			if (*c == code[i] ||
			    alike != (slip == CK_CONTAINER_CONFUSED))
				continue;
			number[i] = *c;
			stop = offer(run, number, slip);
		}
		number[i] = code[i];
	}
	return stop;
}

int ck_container_near(const char *text, ck_container_visit *visit, void *arg)
{
	static const char all[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	struct run run = { visit, arg };
	char code[CK_CONTAINER_SIZE];
	int stop = ck_fold_code(text, DROP, code, sizeof(code));

	if (stop < 0 || strlen(code) != LENGTH)
		return -EBADMSG;
	stop = swap_neighbours(&run, code);
	if (!stop)
		stop = replace_one(&run, code, all, CK_CONTAINER_CONFUSED);
	if (!stop)
		stop = replace_one(&run, code, all, CK_CONTAINER_REPLACED);
	return stop;
}
