#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "base/beside.h"
#include "base/error_text.h"
#include "base/memory.h"
#include "base/text.h"
#include "lane/child.h"
#include "lane/listener.h"
#include "lane/run.h"

enum { WORDS = 20 };

struct ck_listener {
	struct ck_runner *run;
	struct ck_child *child;
	char *program;
	const char *words[WORDS];
	int word_count;
	int aside;			/* in feed->asides */
	bool lost;
	size_t number;			/* of its lines */
	struct ck_doc *doc;		/* of one */
};

/* -- it runs, or does not ------------------------------------------------- */

static void watch(struct ck_listener *l)
{
	l->run->feed->asides[l->aside].fd = ck_child_fd(l->child);
}

static int log_lost(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	(void)ctx;
	return ck_run_fault(run, item, "listener", "listener-lost");
}

/* Told once, until it listens again. */
static int lose(struct ck_listener *l, const char *why)
{
	const struct ck_run_act act = { log_lost, NULL, NULL };

	if (l->lost)
		return 0;
	l->lost = true;
	ck_panel_listen(l->run->panel, CK_LISTENER_LOST);
	ck_say(l->run->s, _("lane %s hears no camera: ck-camera: %s; it is begun again"),
	       l->run->gate.lane, why);
	return ck_run_alone(l->run, &act);
}

/* What it has to say it has said on our standard error. */
static const char *why(struct ck_doc *doc, int status)
{
	if (WIFSIGNALED(status))
		return ck_doc_format(doc, _("ended by signal %d"),
				     WTERMSIG(status));
	switch (WEXITSTATUS(status)) {
	case CK_EXIT_UNAVAILABLE:
		return _("this build does not listen (Debian: libmicrohttpd-dev)");
	case 127:
		return _("it is not installed");
	default:
		return ck_doc_format(doc, _("ended with status %d"),
				     WEXITSTATUS(status));
	}
}

/* Who stops a lane may stop it, too: that is no fault. NULL: by itself. */
static int end(struct ck_listener *l, const char *reason)
{
	int status = ck_child_stop(l->child, l->run->feed->now);
	int r = 0;

	watch(l);
	if (!ck_session_stopping())
		r = lose(l, reason ? reason : why(l->doc, status));
	ck_doc_reset(l->doc);
	return r;
}

static void find_well(struct ck_listener *l)
{
	ck_child_works(l->child);
	ck_panel_listen(l->run->panel, CK_LISTENER_HEARS);
	if (l->lost)
		ck_say(l->run->s, _("lane %s hears its cameras"),
		       l->run->gate.lane);
	l->lost = false;
}

/* -- what it says --------------------------------------------------------- */

/* Whatever has got hold of it must not fill the journal, either. */
static int take_line(struct ck_listener *l, const char *line, size_t len)
{
	struct ck_item item = { .line = ++l->number, .source = "ck-camera",
				.text = line, .len = len, .doc = l->doc };
	int r;

	l->run->hearing = true;
	r = ck_feed_line(l->run->feed, &item);
	l->run->hearing = false;
	if (r >= 0 && !ck_is(item.record, "kind", "sighting"))
		r = end(l, _("it said what is no sighting"));
	ck_doc_reset(l->doc);
	return r;
}

/* One line, then whatever else the lane has. An empty one: it listens now. */
static int look(struct ck_feed *feed, void *ctx)
{
	struct ck_listener *l = ctx;
	char *line = NULL;
	size_t len = 0;
	int r = ck_child_read(l->child, &line, &len);

	(void)feed;
	if (r < 0)
		return end(l, NULL);
	if (r > 0 && len)
		return take_line(l, line, len);
	if (r > 0)
		find_well(l);
	return 0;
}

/* -- time ----------------------------------------------------------------- */

int64_t ck_listener_due(const struct ck_listener *l)
{
	return l ? ck_child_due(l->child) : INT64_MAX;
}

void ck_listener_shift(struct ck_listener *l, int64_t by)
{
	if (l)
		ck_child_shift(l->child, by);
}

int ck_listener_tick(struct ck_listener *l)
{
	int64_t now;
	int r;

	if (!l)
		return 0;
	now = l->run->feed->now;
	if (ck_child_due(l->child) > now)
		return 0;
	r = ck_child_start(l->child);
	watch(l);
	if (r == 0)
		return 0;
	ck_child_stop(l->child, now);
	return lose(l, ck_error_text(-r));
}

/* -- its words ------------------------------------------------------------ */

static void add(struct ck_listener *l, const char *word)
{
	l->words[l->word_count++] = word;
}

static void add_option(struct ck_listener *l, const char *name,
		       const char *value)
{
	if (!value)
		return;
	add(l, name);
	add(l, value);
}

static void fill_words(struct ck_listener *l)
{
	const struct ck_session *s = l->run->s;
	const struct ck_gate_settings *set = s->settings;

	l->program = ck_beside("ck-camera");
	add(l, l->program ? l->program : BINDIR "/ck-camera");
	add(l, "listen");
	add(l, "--tied");
	add_option(l, "--address", set->listen);
	add_option(l, "--spool", set->spool);
	add_option(l, "--adapters", set->adapters);
	add_option(l, "--store", ck_store_path(s->store));
	add_option(l, "--site", s->options.site);
	add_option(l, "--lang", s->options.language);
	add(l, l->run->gate.lane);
}

/* -- a listener ----------------------------------------------------------- */

int ck_listener_new(struct ck_runner *run, struct ck_listener **ret_listener)
{
	struct ck_feed *feed = run->feed;
	struct ck_listener *l;

	if (feed->time != CK_FEED_CLOCK)
		return ck_usage(run->s, "%s", _("--listen goes by the clock: not on a simulated store"));
	if (run->s->options.dry_run)
		return ck_usage(run->s, "%s", _("--listen answers cameras: not in a dry run"));
	l = ck_new(struct ck_listener);
	l->run = run;
	l->doc = ck_doc_new();
	fill_words(l);
	l->child = ck_child_new(l->words, CK_CHILD_LESSER);
	l->aside = ck_feed_beside(feed, -1, look, l);
	*ret_listener = l;
	return 0;
}

void ck_listener_free(struct ck_listener *l)
{
	if (!l)
		return;
	l->run->feed->asides[l->aside].fd = -1;
	ck_child_free(l->child);
	ck_doc_free(l->doc);
	free(l->program);
	free(l);
}
