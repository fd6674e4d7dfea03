/* listen: what cameras push, stored, answered, and handed on as sightings. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "camera/http.h"
#include "camera/spool.h"
#include "camera/verbs.h"
#include "lane/late.h"

enum {
	CAMERAS = 16,
	FRESH_MS = 20000,	/* somebody may still stand there */
	BEAT_MS = 1000,
};

struct camera {
	const char *address;
	const char *charset;
	struct ck_adapter adapter;
};

/* Those of one site file. A push goes on with those that it began with. */
struct cameras {
	struct cameras *before;
	struct camera camera[CAMERAS];
	int count;
};

struct listening {
	struct ck_session *s;
	struct ck_gate gate;
	struct cameras *cameras;	/* the newest */
	struct ck_spool *spool;
	unsigned nameless;		/* sightings that got a key here */
	int err;			/* of standard output */
};

/* -- the lane's cameras --------------------------------------------------- */

static int add_camera(struct listening *l, struct cameras *to,
		      const char *name, const struct ck_value *entry)
{
	const struct ck_camera_settings *set = l->s->settings;
	struct camera *camera = &to->camera[to->count];
	const char *offset = ck_get_str(entry, "utc_offset");
	int r = ck_adapter_open(l->s, set->adapters,
				ck_get_str(entry, "adapter"),
				&camera->adapter);

	if (r < 0)
		return r;
	to->count++;
	camera->address = ck_get_str(entry, "address");
	camera->charset = ck_get_str(entry, "charset");
	camera->adapter.source = name;
	camera->adapter.lane = l->gate.lane;
	camera->adapter.offset_min = l->s->utc_offset_min;
	if (offset && ck_offset_parse(offset, &camera->adapter.offset_min) < 0)
		return ck_fail(l->s, NULL, -EMEDIUMTYPE, NULL, "utc-offset",
			       _("camera %s: no offset: %s"), name, offset);
	return 0;
}

static void close_cameras(struct cameras *cameras)
{
	for (; cameras; cameras = cameras->before) {
		for (int i = 0; i < cameras->count; i++)
			ck_adapter_close(&cameras->camera[i].adapter);
	}
}

static int read_cameras(struct listening *l)
{
	const struct ck_value *entries = ck_get(l->gate.document, "cameras");
	struct cameras *to = ck_doc_alloc(l->s->doc, sizeof(*to));
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(entries) && i < CAMERAS; i++)
		r = add_camera(l, to, ck_key_at(entries, i),
			       ck_at(entries, i));
	if (r < 0) {
		close_cameras(to);
		return r;
	}
	to->before = l->cameras;
	l->cameras = to;
	return 0;
}

static int need_cameras(struct listening *l)
{
	if (!ck_count(ck_get(l->gate.document, "cameras")))
		return ck_fail(l->s, NULL, -ENOENT, NULL, "no-camera",
			       _("the site file names no camera of lane %s that pushes"),
			       l->gate.lane);
	return read_cameras(l);
}

/* Another site file may name others. Where it cannot be followed that is told
 * once, and the cameras stay as they were. */
static void follow_site(struct listening *l)
{
	const struct ck_value *was = ck_get(l->gate.document, "cameras");
	const struct ck_value *is;
	struct ck_gate gate;

	if (ck_gate_named(l->s, NULL, l->gate.lane, &gate) < 0 ||
	    gate.document == l->gate.document)
		return;
	l->gate = gate;
	is = ck_get(gate.document, "cameras");
	if (ck_equal(was, is))
		return;
	if (read_cameras(l) == 0)
		ck_say(l->s, _("lane %s: cameras as the new site file says"),
		       gate.lane);
}

/* -- one push ------------------------------------------------------------- */

struct push {
	struct listening *l;
	struct camera *camera;
	struct ck_cutter *cutter;
	struct ck_sent_reader sent;
	struct ck_doc *doc;
	struct ck_value *sightings;	/* of the whole push */
	int status;
};

static void complain(struct push *p, int status, const char *code,
		     const char *message)
{
	ck_fail(p->l->s, NULL, -EBADMSG, NULL, code, "%s: %s",
		p->camera->adapter.source, message);
	if (p->status < 300)
		p->status = status;
}

/* What is of another time is for the log: the lane admits nobody by it. It is
 * marked by our clock, for a lane that is read later or is simulated. */
static void mark_late(struct push *p, struct ck_value *sighting)
{
	const char *at = ck_get_str(sighting, "at");
	struct ck_sighting seen = {
		.late = ck_is_true(ck_get(sighting, "late")),
	};
	int64_t now = ck_session_now(p->l->s, NULL), minutes = 0;
	const char *code;

	if (at && ck_time_parse(at, &seen.at) < 0)
		seen.at = 0;
	code = ck_late_code(&p->l->gate, &seen, now);
	if (!code)
		return;
	ck_set_bool(sighting, "late", true);
	if (seen.at && !(seen.late && seen.at > now))
		minutes = (now - seen.at) / CK_MINUTE_MS;
	if (!minutes)
		complain(p, 200, code, _("a reading that the camera kept or sends again: nobody stands there now"));
	else
		complain(p, 200, code, ck_doc_format(p->doc,
			minutes > 0 ? _("a reading of %lld min ago by the camera's clock: nobody stands there now, or the clock is wrong")
				    : _("a reading of %lld min from now by the camera's clock: the clock is wrong"),
			llabs((long long)minutes)));
}

/* One without time and name is known again all the same, by whoever is handed
 * it twice. */
static void give_key(struct push *p, struct ck_value *sighting)
{
	if (!ck_get(sighting, "key"))
		ck_set_str(sighting, "key", ck_doc_format(
			p->doc, "%s:%s:%lld.%u", p->l->gate.id,
			p->camera->adapter.source, (long long)ck_clock_now(),
			++p->l->nameless));
}

static int take_sighting(void *ctx, struct ck_value *sighting)
{
	struct push *p = ctx;

	mark_late(p, sighting);
	give_key(p, sighting);
	ck_push(p->sightings, ck_copy(p->doc, sighting));
	return 0;
}

static void take_part(void *ctx, const struct ck_part *part)
{
	struct push *p = ctx;
	struct ck_sent_fault fault = { 0 };
	const struct ck_value *document = NULL;
	ck_autofree char *error = NULL;
	int r = ck_sent_read(&p->sent, p->doc, part, &document, &fault);

	if (r < 0)
		complain(p, 400, fault.code, fault.message);
	if (r > 0 && ck_adapter_run(&p->camera->adapter, p->l->s, p->doc,
				    document, take_sighting, p, &error) < 0)
		complain(p, 400, "adapter", error ? error : "");
}

/* The first line of the body says it too, where the head does not. */
static void take_boundary(struct push *p, const char *type)
{
	const char *at = strcasestr(type, "boundary=");
	char *boundary;

	if (!at || strncasecmp(type, "multipart/", 10) != 0)
		return;
	at += strlen("boundary=");
	at += *at == '"';
	boundary = ck_doc_strdup(p->doc, at);
	boundary[strcspn(boundary, "\"; \t")] = '\0';
	if (*boundary)
		ck_cutter_boundary(p->cutter, boundary);
}

static struct camera *find_camera(struct cameras *cameras, const char *address)
{
	for (int i = 0; i < cameras->count; i++) {
		if (!strcmp(cameras->camera[i].address, address))
			return &cameras->camera[i];
	}
	return NULL;
}

static void *begin(void *ctx, const char *address, const char *type)
{
	struct listening *l = ctx;
	struct camera *camera;
	struct push *p;

	follow_site(l);
	camera = find_camera(l->cameras, address);
	if (!camera) {
		ck_say(l->s, _("a push from %s: no camera of lane %s"), address,
		       l->gate.lane);
		return NULL;
	}
	p = ck_new(struct push);
	p->l = l;
	p->camera = camera;
	p->doc = ck_doc_new();
	p->cutter = ck_cutter_new(false, take_part, p);
	p->sent = (struct ck_sent_reader){ .charset = p->camera->charset,
					   .doc = p->doc };
	p->sightings = ck_new_array(p->doc);
	p->status = 200;
	take_boundary(p, type);
	return p;
}

static void body(void *push, const void *bytes, size_t len)
{
	struct push *p = push;

	ck_cutter_feed(p->cutter, bytes, len);
}

/* On the disk first; then the lane is told, and after that the camera. */
static void keep(struct push *p, const struct ck_value *sighting)
{
	struct listening *l = p->l;
	int r = ck_spool_add(l->spool, sighting, ck_clock_now());

	if (r < 0) {
		ck_fail_file(l->s, l->gate.lane, r);
		p->status = 500;
	}
	if (r > 0 && l->err >= 0)
		l->err = ck_print(l->s, sighting);
	if (r > 0 && l->err >= 0)
		l->err = ck_print_flush(l->s);
}

static int end(void *push)
{
	struct push *p = push;

	ck_cutter_finish(p->cutter);
	for (size_t i = 0; i < ck_count(p->sightings); i++)
		keep(p, ck_at(p->sightings, i));
	return p->status;
}

static void end_push(void *push)
{
	struct push *p = push;

	ck_cutter_free(p->cutter);
	ck_doc_free(p->doc);
	free(p);
}

/* -- the run -------------------------------------------------------------- */

static void hand_on(void *ctx, const char *text, size_t len)
{
	struct listening *l = ctx;

	if (l->err >= 0)
		l->err = ck_print_text(l->s, text, len);
	if (l->err >= 0)
		l->err = ck_print_text(l->s, "\n", 1);
}

static int open_spool(struct listening *l)
{
	const struct ck_camera_settings *set = l->s->settings;
	const char *path = ck_doc_format(l->s->doc, "%s/%s.ndjson",
					 set->spool ? set->spool
						    : "/var/lib/ck/cameras",
					 l->gate.lane);
	int r = ck_spool_open(path, ck_clock_now() - FRESH_MS, hand_on, l,
			      &l->spool);

	if (r == -EWOULDBLOCK)
		return ck_fail(l->s, NULL, -EAGAIN, NULL, "listening",
			       _("%s: another listener has it"), path);
	return r < 0 ? ck_fail_file(l->s, path, r) : ck_print_flush(l->s);
}

static int open_server(struct listening *l, struct ck_http_server **ret_server)
{
	const struct ck_camera_settings *set = l->s->settings;
	const char *address = set->address ? set->address : "127.0.0.1:8077";
	const struct ck_http_taker taker = { begin, body, end, end_push, l };
	int r = ck_http_server_open(address, &taker, ret_server);

	if (r == -ENOSYS)
		return ck_fail(l->s, NULL, r, NULL, "no-library",
			       _("this build does not listen (Debian: libmicrohttpd-dev)"));
	if (r == -EINVAL)
		return ck_usage(l->s, _("--address takes 127.0.0.1:8077, not \"%s\""),
				address);
	if (r < 0)
		return ck_fail_file(l->s, address, r);
	ck_say(l->s, _("lane %s listens for its cameras (%d) on port %d"),
	       l->gate.lane, l->cameras->count,
	       ck_http_server_port(*ret_server));
	return 0;
}

/* An empty line is no record: whoever began it hears that it listens. */
static int tell_ready(struct ck_session *s)
{
	int r = ck_print_text(s, "\n", 1);

	return r < 0 ? r : ck_print_flush(s);
}

/* Until a signal, or the end of who began it. */
static int listen_on(struct listening *l)
{
	CK_CLEANUP(ck_http_server_close) struct ck_http_server *server = NULL;
	const struct ck_camera_settings *set = l->s->settings;
	int r = open_server(l, &server);

	if (r == 0 && set->tied)
		r = tell_ready(l->s);
	while (r == 0 && l->err >= 0 && !ck_session_stopping()) {
		r = ck_http_server_wait(server, BEAT_MS,
					set->tied ? STDIN_FILENO : -1);
		if (r == -EINTR)
			r = 0;
	}
	return r < 0 ? r : l->err;
}

int ck_camera_listen(struct ck_session *s, int argc, char **argv)
{
	struct listening *l = ck_doc_alloc(s->doc, sizeof(*l));
	int r;

	if (argc != 1)
		return ck_usage(s, _("say which lane's cameras: LANE"));
	l->s = s;
	r = ck_gate_named(s, NULL, ck_gate_short(argv[0]), &l->gate);
	if (r == 0)
		r = need_cameras(l);
	if (r == 0)
		r = open_spool(l);
	if (r == 0) {
		ck_session_catch();
		r = listen_on(l);
		/* What pushes were told is no end of ours. */
		if (r == 0)
			s->worst = CK_EXIT_OK;
	}
	ck_spool_close(l->spool);
	close_cameras(l->cameras);
	return r;
}
