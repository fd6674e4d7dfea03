/* An unknown indicator on an unknown line: every protocol that the simulator
 * speaks is found, with its speed and parity, by listening to a line made of
 * bits; and every frame of tests/data/scale-frames.tsv by what it says. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>

#include "scale/identify_scan.h"
#include "scale.h"
#include "tap.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#include "tests/sim/scale-frames.h"
#include "tests/sim/uart.h"

/* What lies at the far end of the line. */
struct far {
	struct uart uart;
	uint8_t bytes[8192];
	size_t n;
	size_t frame;
	const char *answers;	/* speaks when it was asked this; NULL: by
				 * itself */
	const char *only;	/* the device cannot do any other; NULL */
	unsigned asked;
};

/* What was asked, as the indicator hears it. */
static bool is_question(const struct far *far, const struct uart *here,
			const void *ask, size_t len)
{
	uint8_t heard[64];
	size_t n = uart_hear(here, ask, len, len, 20, &far->uart, heard,
			     sizeof(heard));

	return n == strlen(far->answers) && !memcmp(heard, far->answers, n);
}

static int hear(void *ctx, const struct ck_port_setting *line, const void *ask,
		size_t ask_len, int first_ms, uint8_t bytes[CK_IDENTIFY_HEARD])
{
	struct far *far = ctx;
	struct uart here = { line->baud, line->data_bits, line->parity,
			     line->stop_bits };
	size_t n = far->n;

	(void)first_ms;
	far->asked += ask != NULL;
	if (far->only && strcmp(far->only, "8N1") == 0 &&
	    (line->data_bits != 8 || line->parity != 'N'))
		return -EINVAL;
	if (far->answers && (!ask || !is_question(far, &here, ask, ask_len)))
		return 0;
	if (far->answers)
		n = far->frame;
	if (!line->baud) {
		n = n < CK_IDENTIFY_HEARD ? n : CK_IDENTIFY_HEARD;
		memcpy(bytes, far->bytes, n);
		return n;
	}
	return uart_hear(&far->uart, far->bytes, n, far->frame, 30, &here,
			 bytes, CK_IDENTIFY_HEARD);
}

static struct ck_identify *scan(struct far *far, bool may_ask)
{
	struct ck_identify *identify = ck_identify_new();
	const struct ck_identify_ear ear = {
		.hear = hear, .ctx = far, .serial = far->uart.baud != 0,
		.may_ask = may_ask, .first_ms = 1000,
	};

	if (ck_identify_scan(identify, &ear) < 0)
		abort();
	return identify;
}

/* Frames of a truck that drives on and stands, each of them different from
 * the one before. */
static void speak(struct far *far, const struct speech *speech)
{
	far->n = 0;
	for (long kg = 12340; kg < 36740; kg += 740) {
		struct indicator say = { .digits = kg, .moving = kg < 30000 };

		far->frame = speech->write(far->bytes + far->n, &say);
		far->n += far->frame;
	}
}

static void print_results(struct ck_identify *identify, const char *of)
{
	size_t n;
	const struct ck_identified *all = ck_identify_results(identify, &n);
	char line[CK_LINE_TEXT];

	for (size_t i = 0; i < n; i++) {
		ck_port_setting_print(&all[i].line, line);
		printf("# %s: %s %s: %zu good, %zu refused%s, %s %s\n", of,
		       all[i].protocol->name, line, all[i].good,
		       all[i].refused, all[i].agrees ? "" : ", differs",
		       all[i].last, all[i].unit);
	}
}

/* The best is this protocol, or one that says the same weights. */
static bool names(struct ck_identify *identify, const char *protocol)
{
	size_t n;
	const struct ck_identified *all = ck_identify_results(identify, &n);

	for (size_t i = 0; i < n; i++)
		if (!strcmp(all[i].protocol->name, protocol))
			return i == 0 || all[i].agrees ||
			       ck_identify_sure(identify) <=
				       CK_IDENTIFY_SEVERAL;
	return false;
}

static bool is_line(struct ck_identify *identify, const char *want)
{
	size_t n;
	const struct ck_identified *all = ck_identify_results(identify, &n);
	char line[CK_LINE_TEXT];

	if (!n)
		return false;
	ck_port_setting_print(&all[0].line, line);
	return !strcmp(line, want);
}

/* 8 bits are needed for a lamp byte and for binary digits. */
static bool is_seven(const struct far *far)
{
	uint8_t high = 0;

	for (size_t i = 0; i < far->n; i++)
		high |= far->bytes[i];
	return !(high & 0x80);
}

/* How it is opened: what is sent with a second stop bit is read with one, mark
 * parity is a stop bit more, and space after 7 bits an eighth that is 0. */
static const char *opened(const char *framing)
{
	static const char *const as[][2] = {
		{ "8N2", "8N1" }, { "8M1", "8N1" }, { "7S1", "8N1" },
		{ "7M1", "7N2" },
	};

	for (size_t i = 0; i < LENGTH(as); i++)
		if (!strcmp(framing, as[i][0]))
			return as[i][1];
	return framing;
}

static unsigned speeds[] = { 300, 600, 1200, 2400, 4800, 9600, 19200, 38400,
			     57600, 115200 };
static const char *const framings[] = { "8N1", "7E1", "7O1", "7N2",
					"8N2", "8E1", "8O1", "7N1", "7M1", "7S1",
					"8M1" };

static bool found_at(const struct speech *speech, unsigned baud,
		     const char *framing, unsigned *tried)
{
	static struct far far;
	char line[CK_LINE_TEXT];
	struct ck_identify *identify;
	bool right;

	snprintf(line, sizeof(line), "%u %s", baud, framing);
	far = (struct far){ .uart = uart_of(line) };
	speak(&far, speech);
	if (far.uart.bits == 7 && !is_seven(&far))
		return false;
	++*tried;
	identify = scan(&far, false);
	snprintf(line, sizeof(line), "%u %s", baud, opened(framing));
	right = names(identify, speech->protocol) && is_line(identify, line);
	if (!right)
		printf("# %s at %s:\n", speech->protocol, line);
	if (!right || (baud == 9600 && framing == framings[0]))
		print_results(identify, speech->protocol);
	ck_identify_free(identify);
	return right;
}

static void check_speech(const struct speech *speech)
{
	unsigned right = 0, tried = 0;

	for (size_t i = 0; i < LENGTH(speeds); i++)
		for (size_t j = 0; j < LENGTH(framings); j++)
			right += found_at(speech, speeds[i], framings[j],
					  &tried);
	ok(right == tried && tried >= 40, "%s: found on %u of %u lines",
	   speech->protocol, right, tried);
}

/* Space after 8 bits stands where the stop bit should: every byte is damaged,
 * and the line is not guessed. */
static void check_space(void)
{
	static struct far far;
	struct ck_identify *identify;

	far = (struct far){ .uart = uart_of("9600 8S1") };
	speak(&far, speech_find("yaohua-a9"));
	identify = scan(&far, false);
	ok(ck_identify_sure(identify) == CK_IDENTIFY_NONE,
	   "8S1 is none that is found");
	ck_identify_free(identify);
}

/* -- what cannot be told apart -------------------------------------------- */

static enum ck_identify_sure sure_of(const char *protocol, size_t frames)
{
	static struct far far;
	enum ck_identify_sure sure;
	struct ck_identify *identify;

	far = (struct far){ .uart = uart_of("9600 8N1") };
	speak(&far, speech_find(protocol));
	if (frames)
		far.n = frames * far.frame;
	identify = scan(&far, false);
	sure = ck_identify_sure(identify);
	ck_identify_free(identify);
	return sure;
}

/* 33000 from either end. */
static enum ck_identify_sure sure_of_palindrome(void)
{
	static struct far far;
	struct ck_identify *identify;
	enum ck_identify_sure sure;

	far = (struct far){ .uart = uart_of("9600 8N1"), .frame = 9 };
	for (; far.n < 40 * far.frame; far.n += far.frame)
		memcpy(far.bytes + far.n, "=00033000", far.frame);
	identify = scan(&far, false);
	sure = ck_identify_sure(identify);
	ck_identify_free(identify);
	return sure;
}

static void check_sure(void)
{
	is(ck_identify_sure_name(sure_of("yaohua-a9", 0)), "checked",
	   "every frame had a check that held");
	is(ck_identify_sure_name(sure_of("mt-sics", 0)), "alone",
	   "no other fits");
	is(ck_identify_sure_name(sure_of("and", 0)), "alike",
	   "others fit and say the same");
	is(ck_identify_sure_name(sure_of("yaohua-eq-reversed", 0)), "several",
	   "forward and reversed cannot be told apart");
	is(ck_identify_sure_name(sure_of("yaohua-eq-forward", 0)), "several",
	   "either way");
	is(ck_identify_sure_name(sure_of_palindrome()), "several",
	   "nor when they say the same: it is one maker's setting");
	is(ck_identify_sure_name(sure_of("yaohua-a9", 4)), "few",
	   "four frames are few");
	is(ck_identify_sure_name(sure_of("yaohua-a9", 2)), "none",
	   "two are none");
}

/* -- those that are asked ------------------------------------------------- */

static void check_asked(const struct ck_scale_protocol *protocol,
			const char *line)
{
	const struct speech *speech = speech_find(protocol->name);
	static struct far far;
	struct ck_identify *identify;
	const struct ck_identified *all;
	size_t n;

	far = (struct far){ .uart = uart_of(line),
			    .answers = protocol->ask };
	speak(&far, speech);
	identify = scan(&far, false);
	ok(ck_identify_sure(identify) == CK_IDENTIFY_NONE && !far.asked,
	   "%s is not asked unless that is allowed", protocol->name);
	ck_identify_free(identify);
	identify = scan(&far, true);
	all = ck_identify_results(identify, &n);
	ok(names(identify, protocol->name) && is_line(identify, line) &&
		   all[0].asked,
	   "asked at %s it is found", line);
	print_results(identify, protocol->name);
	ck_identify_free(identify);
}

/* -- what is none --------------------------------------------------------- */

static void check_nothing(void)
{
	static struct far far;
	struct ck_port_setting line;
	struct ck_identify *identify;
	unsigned long random = 1;

	far = (struct far){ .uart = uart_of("9600 8N1") };
	identify = scan(&far, false);
	ok(ck_identify_sure(identify) == CK_IDENTIFY_NONE &&
		   ck_identify_heard(identify, &line) == 0,
	   "silence is nothing");
	ck_identify_free(identify);
	far = (struct far){ .uart = uart_of("4800 8N1"), .frame = 40,
			    .n = 4000 };
	for (size_t i = 0; i < far.n; i++) {
		random = random * 6364136223846793005UL + 1442695040888963407UL;
		far.bytes[i] = ' ' + (random >> 33) % 64;
	}
	identify = scan(&far, false);
	ok(ck_identify_sure(identify) == CK_IDENTIFY_NONE,
	   "text that no protocol fits is none");
	ok(ck_identify_heard(identify, &line) > 1000 && line.baud == 4800,
	   "but its speed shows");
	ck_identify_free(identify);
}

/* A device that can do 8 bits without parity only, as a pseudo-terminal, and
 * one that has no speed at all. */
static void check_device(void)
{
	static struct far far;
	struct ck_identify *identify;
	const struct ck_identified *all;
	size_t n;

	far = (struct far){ .uart = uart_of("2400 7E1"), .only = "8N1" };
	speak(&far, speech_find("mt-sics"));
	identify = scan(&far, false);
	ok(names(identify, "mt-sics") && is_line(identify, "2400 7E1"),
	   "7E1 shows on a device that cannot do it");
	ck_identify_free(identify);
	far = (struct far){ 0 };
	speak(&far, speech_find("yaohua-a9"));
	identify = scan(&far, false);
	all = ck_identify_results(identify, &n);
	ok(n == 1 && !strcmp(all[0].protocol->name, "yaohua-a9") &&
		   !all[0].line.baud,
	   "a serial server has no speed");
	ck_identify_free(identify);
}

/* -- frames from outside -------------------------------------------------- */

struct row {
	const char *protocol, *hex, *good;
};

/* Whole frames alone, with the line end that some sources leave out. */
static size_t frame_of(const struct row *row, uint8_t frame[512])
{
	const struct ck_scale_protocol *protocol =
		ck_scale_protocol_find(row->protocol);
	size_t n = hex_bytes(row->hex, frame, 500);
	static struct gathered got;

	if (strcmp(row->good, "1") || !n)
		return 0;
	decode_all(protocol, NULL, frame, n, &got);
	if (got.n != got.good)
		return 0;
	if (frame[0] >= ' ' && frame[0] != '=' && frame[n - 1] >= ' ') {
		frame[n++] = '\r';
		frame[n++] = '\n';
	}
	return n;
}

/* A frame sent again and again, as an indicator at rest does. */
static void check_row(const struct row *row, unsigned *right, unsigned *tried)
{
	static struct far far;
	struct ck_identify *identify;
	uint8_t frame[512];
	size_t n = frame_of(row, frame);

	if (!n)
		return;
	far = (struct far){ .uart = uart_of("9600 8N1"), .frame = n };
	while (far.n + n <= 20 * n && far.n + n <= sizeof(far.bytes)) {
		memcpy(far.bytes + far.n, frame, n);
		far.n += n;
	}
	identify = scan(&far, false);
	++*tried;
	if (names(identify, row->protocol)) {
		++*right;
	} else {
		printf("# %s %s:\n", row->protocol, row->hex);
		print_results(identify, row->protocol);
	}
	ck_identify_free(identify);
}

static void check_outside(void)
{
	const char *top = getenv("top_srcdir");
	char path[4096];
	static char line[8192];
	unsigned right = 0, tried = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s/tests/data/scale-frames.tsv",
		 top ? top : ".");
	file = fopen(path, "re");
	if (!file)
		abort();
	while (fgets(line, sizeof(line), file)) {
		char *rest = line;
		struct row row = { .protocol = strsep(&rest, "\t") };

		if (*line == '#' || !rest)
			continue;
		row.hex = strsep(&rest, "\t");
		row.good = strsep(&rest, "\t");
		check_row(&row, &right, &tried);
	}
	fclose(file);
	ok(right == tried && tried > 50,
	   "%u of %u frames from outside are known again", right, tried);
}

int main(void)
{
	for (const struct speech *s = speeches; s->protocol; s++)
		check_speech(s);
	check_space();
	check_sure();
	for (size_t i = 0; ck_scale_protocols[i]; i++) {
		if (!ck_scale_protocols[i]->ask)
			continue;
		check_asked(ck_scale_protocols[i], "9600 8N1");
		check_asked(ck_scale_protocols[i], "2400 7E1");
	}
	check_nothing();
	check_device();
	check_outside();
	return tap_done();
}
