#include <config.h>

#include <errno.h>
#include <poll.h>

#include "base/clock.h"
#include "base/text.h"
#include "camera/device.h"

enum {
	WAIT_MS = 200,		/* a signal may slip in before a wait */
	AGAIN_MS = 1000,
	HALF_MS = 2000,		/* a text of 4 kB takes as long at 19200 baud */
};

struct device {
	struct ck_session *s;
	const struct ck_port_setting *setting;
	struct ck_port *port;
	struct ck_cutter *cutter;
	ck_part_take *take;
	void *ctx;
	int64_t bytes_at;	/* steady ms */
	int lost;		/* why it is not open, as was said; else 0 */
	bool told;		/* that texts have no end */
};

/* What was begun is forgotten. */
static void begin(struct device *d)
{
	ck_cutter_free(d->cutter);
	d->cutter = ck_cutter_new(true, d->take, d->ctx);
}

/* What is not there may still be plugged in, or switched on. */
static bool may_come(int err)
{
	return err == -ENODEV || err == -ETIMEDOUT;
}

static int lose(struct device *d, int err)
{
	if (ck_cutter_has_begun(d->cutter))
		ck_say(d->s, _("%s: half a text came, and is not taken"),
		       d->setting->device);
	begin(d);
	d->lost = err;
	ck_say(d->s, _("%s; waiting until it is back"),
	       ck_port_error(d->port));
	return 0;
}

static int open_first(struct device *d)
{
	int r = ck_port_open(d->port, d->setting);

	begin(d);
	if (may_come(r))
		return lose(d, r);
	if (r == -EINTR)
		return 0;
	return r < 0 ? ck_port_fail(d->s, NULL, ck_port_error(d->port), r) : 0;
}

/* While it is away every other reason why it cannot be opened is said once. One
 * that may not be opened ends it: what a unit may open is settled when it begins,
 * and a driver that came with the scanner was not known then. */
static int find_again(struct device *d)
{
	int r;

	poll(NULL, 0, AGAIN_MS);
	if (ck_session_stopping())
		return 0;
	r = ck_port_open(d->port, d->setting);
	if (r == -EINTR)
		return 0;
	if (r == -EACCES)
		return ck_port_fail(d->s, NULL, ck_port_error(d->port), r);
	if (r == 0)
		ck_say(d->s, _("%s: it is back"), d->setting->device);
	else if (r != d->lost)
		ck_say(d->s, "%s", ck_port_error(d->port));
	d->lost = r;
	return 0;
}

/* Said once: it is how the scanner is set. */
static void drop_half(struct device *d)
{
	if (!ck_cutter_has_begun(d->cutter) ||
	    ck_clock_steady() - d->bytes_at < HALF_MS)
		return;
	if (!d->told)
		ck_say(d->s, _("%s: texts come without an end, and are not taken: set the scanner to send CR or LF behind them"),
		       d->setting->device);
	d->told = true;
	begin(d);
}

static int listen(struct device *d)
{
	char bytes[4096];
	int n = ck_port_read(d->port, bytes, sizeof(bytes), WAIT_MS);

	if (n < 0)
		return n == -EINTR ? 0 : lose(d, n);
	if (n == 0) {
		drop_half(d);
		return 0;
	}
	d->bytes_at = ck_clock_steady();
	ck_cutter_feed(d->cutter, bytes, n);
	return ck_print_flush(d->s);
}

int ck_device_read(struct ck_session *s, const struct ck_port_setting *setting,
		   ck_part_take *take, void *ctx, const int *err)
{
	CK_CLEANUP(ck_port_free) struct ck_port *port = ck_port_new();
	struct device d = { .s = s, .setting = setting, .port = port,
			    .take = take, .ctx = ctx };
	int r;

	ck_session_catch();
	r = open_first(&d);
	while (r >= 0 && *err >= 0 && !ck_session_stopping())
		r = d.lost ? find_again(&d) : listen(&d);
	ck_cutter_free(d.cutter);
	return r < 0 ? r : *err;
}
