/* identify: what an indicator that nobody knows speaks. */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "scale/identify_scan.h"
#include "scale/weigh.h"

/* A signal may slip in before a wait: no wait is longer. */
enum { WAIT_MS = 200, LISTEN_MS = 2000, PAUSE_MS = 150 };

/* An indicator that sends a frame a second is listened to for longer. */
enum { FEW_BYTES = 100, MORE_MS = 4000 };

struct search {
	struct ck_session *s;
	const char *device;
	struct ck_port *port;
};

/* -- listening ------------------------------------------------------------ */

/* Gathers until the time is over; after an answer until it pauses. */
static int gather(struct search *search, bool answer, int first_ms,
		  uint8_t *bytes)
{
	int64_t until = ck_clock_steady() + first_ms;
	int more_ms = answer ? 0 : MORE_MS;
	int n = 0;

	while (n < CK_IDENTIFY_HEARD && !ck_session_stopping()) {
		int64_t left = until - ck_clock_steady();
		int r;

		if (left <= 0 && n && n < FEW_BYTES && more_ms) {
			left = more_ms;
			until += more_ms;
			more_ms = 0;
		}
		if (left <= 0)
			break;
		r = ck_port_read(search->port, bytes + n, CK_IDENTIFY_HEARD - n,
				 left < WAIT_MS ? left : WAIT_MS);
		if (r < 0 && r != -EINTR)
			return r;
		if (r <= 0)
			continue;
		if (!n || answer)
			until = ck_clock_steady() +
				(answer ? PAUSE_MS : LISTEN_MS);
		n += r;
	}
	return ck_session_stopping() ? -EINTR : n;
}

static int hear(void *ctx, const struct ck_port_setting *line, const void *ask,
		size_t ask_len, int first_ms, uint8_t bytes[CK_IDENTIFY_HEARD])
{
	struct search *search = ctx;
	struct ck_port_setting setting = *line;
	int r;

	setting.device = search->device;
	r = ck_port_open(search->port, &setting);
	if (r == 0 && ask)
		r = ck_port_write(search->port, ask, ask_len);
	if (r == 0)
		r = gather(search, ask != NULL, first_ms, bytes);
	if (r >= 0)
		ck_port_close(search->port);
	return r;
}

/* -- the answer ----------------------------------------------------------- */

static void put_line(struct ck_value *record, const struct ck_identified *is)
{
	char text[CK_LINE_TEXT];

	if (!is->line.baud)
		return;
	ck_port_setting_print(&is->line, text);
	ck_set_str(record, "line", text);
}

static void put_others(struct ck_value *record, const struct ck_identified *all,
		       size_t n)
{
	struct ck_value *also = n > 1 ? ck_set_array(record, "also") : NULL;

	for (size_t i = 1; i < n; i++) {
		struct ck_value *other = ck_push_object(also);

		ck_set_str(other, "protocol", all[i].protocol->name);
		put_line(other, &all[i]);
		ck_set_int(other, "good", all[i].good);
		ck_set_int(other, "refused", all[i].refused);
		ck_set_str(other, "weight", all[i].last);
		ck_set_bool(other, "agrees", all[i].agrees);
	}
}

/* As the site file has it under the name of a scale. */
static void put_entry(struct ck_value *record, const char *device,
		      const struct ck_identified *is)
{
	struct ck_value *entry = ck_set_object(record, "entry");
	struct ck_value *serial;
	char framing[8];

	ck_set_str(entry, "protocol", is->protocol->name);
	ck_set_str(entry, "device", device);
	if (!is->line.baud)
		return;
	snprintf(framing, sizeof(framing), "%u%c%u", is->line.data_bits,
		 is->line.parity | 0x20, is->line.stop_bits);
	serial = ck_set_object(entry, "serial");
	ck_set_int(serial, "baud", is->line.baud);
	ck_set_str(serial, "framing", framing);
}

static int print_best(struct ck_session *s, const char *device,
		      struct ck_identify *identify)
{
	size_t n;
	const struct ck_identified *all = ck_identify_results(identify, &n);
	struct ck_value *record = ck_record(s, s->doc, "indicator");
	unsigned tells = all[0].protocol->tells;

	ck_set_str(record, "device", device);
	put_line(record, &all[0]);
	ck_set_str(record, "protocol", all[0].protocol->name);
	ck_set_str(record, "sure",
		   ck_identify_sure_name(ck_identify_sure(identify)));
	ck_set_int(record, "good", all[0].good);
	ck_set_int(record, "refused", all[0].refused);
	ck_set_str(record, "weight", all[0].last);
	ck_set_str(record, "unit", all[0].unit);
	ck_set_str(record, "check", ck_scale_check_name(tells));
	ck_set_bool(record, "asked", all[0].asked);
	if (all[0].protocol->unconfirmed)
		ck_set_bool(record, "unconfirmed", true);
	put_others(record, all, n);
	put_entry(record, device, &all[0]);
	return ck_print(s, record);
}

/* Nothing fits: was there anything? */
static int fail_none(struct ck_session *s, const char *device,
		     struct ck_identify *identify, bool asked)
{
	struct ck_port_setting line;
	size_t heard = ck_identify_heard(identify, &line);
	char text[CK_LINE_TEXT];

	if (!heard && asked)
		return ck_fail(s, NULL, -ENODEV, NULL, "no-reading",
			       _("%s: nothing was heard, and no question was answered"),
			       device);
	if (!heard)
		return ck_fail(s, NULL, -ENODEV, NULL, "no-reading",
			       _("%s: nothing was heard; an indicator that speaks when it was asked is found with --ask"),
			       device);
	if (!line.baud)
		return ck_fail(s, NULL, -ENODEV, NULL, "no-protocol",
			       _("%s: %zu bytes came that no protocol fits"),
			       device, heard);
	ck_port_setting_print(&line, text);
	return ck_fail(s, NULL, -ENODEV, NULL, "no-protocol",
		       _("%s: %zu bytes came that no protocol fits; the fewest were damaged at %s"),
		       device, heard, text);
}

static int search_with(struct search *search, struct ck_identify *identify)
{
	struct ck_session *s = search->s;
	const struct ck_weigh *set = s->settings;
	const struct ck_identify_ear ear = {
		.hear = hear,
		.ctx = search,
		.serial = strncmp(search->device, "tcp:", 4) != 0,
		.may_ask = set->ask,
		.first_ms = set->silence_ms ? set->silence_ms : INT32_MAX,
	};
	int r = ck_identify_scan(identify, &ear);

	if (r == -EINTR)
		return ck_fail(s, NULL, -EAGAIN, NULL, "stopped", "%s",
			       _("stopped before it was found"));
	if (r < 0)
		return ck_port_fail(s, NULL,
					    ck_port_error(search->port), r);
	if (ck_identify_sure(identify) == CK_IDENTIFY_NONE)
		return fail_none(s, search->device, identify, set->ask);
	return print_best(s, search->device, identify);
}

int ck_weigh_identify(struct ck_session *s, int argc, char **argv)
{
	const struct ck_weigh *set = s->settings;
	CK_CLEANUP(ck_identify_free) struct ck_identify *identify = NULL;
	CK_CLEANUP(ck_port_free) struct ck_port *port = NULL;
	struct search search = { .s = s, .device = set->device };

	(void)argv;
	if (argc)
		return ck_usage(s, "%s", _("identify takes no operands"));
	if (!set->device)
		return ck_usage(s, "%s", _("identify needs --device"));
	search.port = port = ck_port_new();
	identify = ck_identify_new();
	ck_session_catch();
	return search_with(&search, identify);
}
