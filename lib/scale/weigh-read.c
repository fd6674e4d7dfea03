/* read: what a scale says now. */
#include <config.h>

#include <errno.h>
#include <poll.h>

#include "base/clock.h"
#include "base/text.h"
#include "scale/reading_record.h"
#include "scale/weigh.h"

/* A signal may slip in before a wait: no wait is longer. */
enum { WAIT_MS = 200 };

struct reading_run {
	struct ck_session *s;
	const struct ck_weigh *set;
	const struct ck_scale_spec *spec;	/* NULL: no scale named */
	const struct ck_scale_protocol *protocol;
	const char *device;	/* not as the site says; NULL */
	struct ck_feed *feed;
	struct ck_doc *doc;
	bool concluded;
	int lost;		/* why it is not open, as was said; else 0 */
	int err;
};

static struct ck_value *start_record(struct reading_run *run)
{
	struct ck_value *record = ck_record(run->s, run->doc, "reading");

	if (run->spec) {
		ck_set_str(record, "scale", run->spec->name);
		ck_set_str(record, "lane", run->spec->lane);
		ck_set_str(record, "device", run->device);
	}
	return record;
}

static void print(struct reading_run *run, struct ck_value *record)
{
	ck_set_time(record, "at", ck_session_now(run->s, NULL),
		    run->s->utc_offset_min);
	if (run->err >= 0)
		run->err = ck_print(run->s, record);
	ck_doc_reset(run->doc);
}

static void print_reading(const struct ck_reading *reading,
			  const struct ck_stable *concluded, void *user)
{
	struct reading_run *run = user;
	struct ck_value *record;

	if (run->concluded && !run->set->follow)
		return;
	record = start_record(run);
	ck_reading_put(record, run->protocol, reading);
	if (concluded) {
		run->concluded = true;
		ck_feed_take(run->feed);
		ck_stable_put(record, concluded, run->set->frame_ms);
	}
	print(run, record);
}

/* Whoever shows the last value must learn that it holds no more. */
static void print_no_reading(struct reading_run *run, const char *reason)
{
	struct ck_value *record = start_record(run);

	ck_set_str(record, "protocol", run->protocol->name);
	ck_set_bool(record, "ok", false);
	ck_set_str(record, "reason", reason);
	ck_set_str(record, "frame", "");
	print(run, record);
}

static bool is_done(const struct reading_run *run)
{
	return ck_session_stopping() || run->err < 0 ||
	       (run->concluded && !run->set->follow);
}

/* The device went away, or is not there yet. */
static int lose(struct reading_run *run, int err)
{
	(void)!ck_print_flush(run->s);
	if (!run->set->follow)
		return ck_weigh_fail_port(run->s, NULL, run->feed, err);
	print_no_reading(run, "hang-up");
	if (run->err >= 0)
		run->err = ck_print_flush(run->s);
	run->lost = err;
	ck_say(run->s, _("%s; waiting until it is back"),
	       ck_feed_error(run->feed));
	return run->err;
}

/* While it is away every other reason why it cannot be opened is said once. */
static int find_again(struct reading_run *run)
{
	int r = ck_feed_reopen(run->feed);

	if (r == -EINVAL)
		return ck_weigh_fail_port(run->s, NULL, run->feed, r);
	if (r == 0)
		ck_say(run->s, _("%s: it is back"),
		       ck_feed_device(run->feed));
	else if (r < 0 && r != -EINTR && r != run->lost)
		ck_say(run->s, "%s", ck_feed_error(run->feed));
	if (r <= 0 && r != -EINTR)
		run->lost = r;
	if (r)
		poll(NULL, 0, WAIT_MS);
	return 0;
}

static int listen_once(struct reading_run *run)
{
	int r;

	if (run->lost)
		return find_again(run);
	r = ck_feed_read(run->feed, WAIT_MS, print_reading, run);
	if (r < 0 && r != -EINTR)
		r = lose(run, r);
	else if (ck_feed_tick(run->feed))
		print_no_reading(run, "silence");
	if (r < 0 && r != -EINTR)
		return r;
	if (run->err >= 0)
		run->err = ck_print_flush(run->s);
	return run->err;
}

static int listen(struct reading_run *run)
{
	int64_t start = ck_clock_steady();
	int64_t most = run->set->timeout_ms;
	int r = 0;

	while (r >= 0 && !is_done(run)) {
		r = listen_once(run);
		if (r < 0 || is_done(run) || run->set->follow)
			continue;
		r = ck_weigh_check_heard(run->s, NULL, run->feed, start);
		if (r >= 0 && most && ck_clock_steady() - start > most)
			return ck_weigh_fail_wait(run->s, NULL, run->feed);
	}
	return r;
}

/* What is not there may still be plugged in, or switched on; what is somebody
 * else's, or no serial device, will not become ours. */
static bool may_come(int err)
{
	return err == -ENODEV || err == -ETIMEDOUT;
}

static int read_feed(struct reading_run *run)
{
	int r;

	ck_session_catch();
	r = ck_feed_open(run->feed);
	if (r == -EINTR && ck_session_stopping())
		return 0;
	if (r < 0 && run->set->follow && may_come(r))
		r = lose(run, r);
	else if (r < 0)
		return ck_weigh_fail_port(run->s, NULL, run->feed, r);
	return r < 0 ? r : listen(run);
}

static int read_with(struct ck_session *s, const struct ck_scale_spec *spec)
{
	struct ck_feed_setting setting;
	CK_CLEANUP(ck_feed_free) struct ck_feed *feed = NULL;
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct reading_run run = { .s = s, .set = s->settings, .spec = spec,
				   .doc = doc };
	int r = ck_weigh_setting(s, spec, &setting);

	if (r < 0)
		return r;
	run.feed = feed = ck_feed_new(&setting);
	run.protocol = setting.protocol;
	if (spec)
		run.device = ck_weigh_device(s, s->doc, spec, &setting);
	return read_feed(&run);
}

int ck_weigh_read(struct ck_session *s, int argc, char **argv)
{
	const struct ck_weigh *set = s->settings;
	const struct ck_site *site = NULL;
	struct ck_scale_spec spec;
	int r;

	(void)argv;
	if (argc)
		return ck_usage(s, "%s", _("read takes no operands"));
	if (!set->scale)
		return read_with(s, NULL);
	if (!s->store)
		return ck_usage(s, "%s", _("--scale names a scale of a site: there is no store that holds one"));
	r = ck_weigh_spec(s, NULL, set->scale, &site, &spec);
	return r < 0 ? r : read_with(s, &spec);
}
