#include <config.h>

#include <errno.h>
#include <string.h>

#include "scale/identify_scan.h"

/* Manuals of Yaohua, Toledo, A&D: 600 to 9600, 9600 most. */
static const unsigned speeds[] = {
	9600, 4800, 2400, 1200, 19200, 38400, 57600, 115200, 600, 300,
};

enum { ASK_MS = 600, ASKED_FIRST_MS = 2000, TIMES = 6, ASK_MAX = 16 };

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static struct ck_port_setting line_of(unsigned baud, unsigned bits, char parity)
{
	return (struct ck_port_setting){ .baud = baud, .data_bits = bits,
					 .parity = parity, .stop_bits = 1,
					 .marked = baud != 0 };
}

/* 1: it fits; 0: it does not; or negative. How much came adds to *heard. */
static int listen(struct ck_identify *identify,
		  const struct ck_identify_ear *ear,
		  const struct ck_port_setting *line, size_t *heard)
{
	uint8_t bytes[CK_IDENTIFY_HEARD];
	int first_ms = ear->may_ask ? ASKED_FIRST_MS : ear->first_ms;
	int n = ear->hear(ear->ctx, line, NULL, 0, first_ms, bytes);

	if (n == -EINVAL)
		return 0;
	if (n < 0)
		return n;
	*heard += n;
	return ck_identify_hear(identify, line, false, bytes, n);
}

/* -- asking --------------------------------------------------------------- */

/* A line of 7 bits and even parity, spoken on one of 8 bits. */
static void add_parity(char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (__builtin_popcount(text[i] & 0x7f) & 1)
			text[i] |= 0x80;
}

/* Once more while it answers, for one answer is few. */
static int ask(struct ck_identify *identify, const struct ck_identify_ear *ear,
	       const struct ck_port_setting *line, const char *text, size_t len)
{
	uint8_t bytes[TIMES * CK_IDENTIFY_HEARD];
	int n = 0;

	for (int i = 0; i < TIMES; i++) {
		int more = ear->hear(ear->ctx, line, text, len, ASK_MS,
				     bytes + n);

		if (more == -EINVAL || more == 0)
			break;
		if (more < 0)
			return more;
		n += more;
	}
	return n && ck_identify_hear(identify, line, true, bytes, n);
}

static int ask_all(struct ck_identify *identify,
		   const struct ck_identify_ear *ear, unsigned baud)
{
	struct ck_port_setting line = line_of(baud, 8, 'N');
	int r = 0;

	for (size_t i = 0; !r && ck_scale_protocols[i]; i++) {
		const char *question = ck_scale_protocols[i]->ask;
		size_t len = question ? strlen(question) : 0;
		char text[ASK_MAX];

		if (!len || len > sizeof(text))
			continue;
		memcpy(text, question, len);
		r = ask(identify, ear, &line, text, len);
		if (r || !baud)
			continue;
		add_parity(text, len);
		r = ask(identify, ear, &line, text, len);
	}
	return r;
}

/* -- the search ----------------------------------------------------------- */

static int scan_silent(struct ck_identify *identify,
		       const struct ck_identify_ear *ear)
{
	int r = 0;

	if (!ear->may_ask)
		return 0;
	if (!ear->serial)
		return ask_all(identify, ear, 0);
	for (size_t i = 0; i < LENGTH(speeds) && !r; i++)
		r = ask_all(identify, ear, speeds[i]);
	return r;
}

/* 8E1, 8O1 and 7N1 are no 10 bits a byte. */
static int scan_odd_lengths(struct ck_identify *identify,
			    const struct ck_identify_ear *ear)
{
	static const struct {
		unsigned bits;
		char parity;
	} odd[] = { { 8, 'E' }, { 8, 'O' }, { 7, 'N' } };
	size_t heard = 0;
	int r = 0;

	for (size_t i = 0; i < LENGTH(speeds) && !r; i++)
		for (size_t j = 0; j < LENGTH(odd) && !r; j++) {
			struct ck_port_setting line = line_of(
				speeds[i], odd[j].bits, odd[j].parity);

			r = listen(identify, ear, &line, &heard);
		}
	return r;
}

static bool is_confirmed(struct ck_identify *identify)
{
	size_t n;
	const struct ck_identified *all = ck_identify_results(identify, &n);

	return n && !all[0].protocol->unconfirmed;
}

/* Silence at one speed is silence at every other: what is sent is heard as
 * garbage at least. */
int ck_identify_scan(struct ck_identify *identify,
		     const struct ck_identify_ear *ear)
{
	size_t heard = 0;
	int r = 0;

	for (size_t i = 0; i < LENGTH(speeds) && !r; i++) {
		struct ck_port_setting line =
			line_of(ear->serial ? speeds[i] : 0, 8, 'N');

		r = listen(identify, ear, &line, &heard);
		if (!r && (!heard || !ear->serial))
			break;
	}
	if (!r && !heard)
		r = scan_silent(identify, ear);
	if (!r && heard && ear->serial && !is_confirmed(identify))
		r = scan_odd_lengths(identify, ear);
	return r < 0 ? r : 0;
}
