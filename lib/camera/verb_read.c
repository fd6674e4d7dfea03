/* read: what a camera or a scanner sends, to sightings. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "camera/device.h"
#include "camera/verbs.h"
#include "command/loop.h"

struct reading {
	struct ck_session *s;
	struct ck_adapter adapter;
	struct ck_sent_reader documents;
	struct ck_doc *doc;		/* of one document */
	const char *path;
	size_t number;			/* of the document */
	struct ck_item item;
	bool heard;			/* there was a byte */
	size_t documents_read;		/* of all files */
	size_t vehicles;		/* in them, late ones too */
	bool late;			/* late readings are wanted */
	int err;			/* of standard output */
};

/* -- a document ----------------------------------------------------------- */

/* The stream goes on after it; the exit status remembers. */
static void refuse(struct reading *r, int err, const struct ck_sent_fault *f)
{
	if (f->line)
		ck_fail(r->s, &r->item, err, NULL, f->code,
			_("%s, document %zu, line %zu: %s"), r->path,
			r->number, f->line, f->message);
	else
		ck_fail(r->s, &r->item, err, NULL, f->code,
			_("%s, document %zu: %s"), r->path, r->number,
			f->message);
	r->s->worst = ck_exit_worse(r->s->worst, ck_exit_status(err));
	if (r->s->options.keep_going)
		ck_print_error(r->s, &r->item);
}

static int take_sighting(void *ctx, struct ck_value *sighting)
{
	struct reading *r = ctx;

	r->vehicles++;
	if (ck_get(sighting, "late") && !r->late) {
		refuse(r, -EBADMSG, &(struct ck_sent_fault){
			.code = "late",
			.message = _("a reading that the camera kept or sends again: nobody stands there now; --late takes it all the same") });
		return 0;
	}
	r->err = ck_print(r->s, sighting);
	return r->err;
}

static void adapt(struct reading *r, const struct ck_value *document)
{
	ck_autofree char *error = NULL;
	int err = ck_adapter_run(&r->adapter, r->s, r->doc, document,
				 take_sighting, r, &error);

	if (err < 0 && r->err >= 0)
		refuse(r, err, &(struct ck_sent_fault){
			.code = "adapter", .message = error ? error : "" });
}

static void take_part(void *ctx, const struct ck_part *part)
{
	struct reading *r = ctx;
	struct ck_sent_fault fault = { 0 };
	const struct ck_value *document = NULL;
	int err;

	if (r->err < 0)
		return;
	r->number++;
	r->item = (struct ck_item){ .doc = r->doc };
	err = ck_sent_read(&r->documents, r->doc, part, &document, &fault);
	if (err < 0)
		refuse(r, err, &fault);
	else if (err > 0)
		adapt(r, document);
	r->documents_read += err > 0;
	ck_doc_reset(r->doc);
}

/* -- a stream ------------------------------------------------------------- */

/* What has been read is told before the next bytes are waited for. */
static int read_fd(struct reading *r, int fd)
{
	const struct ck_camera_settings *set = r->s->settings;
	CK_CLEANUP(ck_cutter_free) struct ck_cutter *cutter =
		ck_cutter_new(set->text != CK_TEXT_PAIRS, take_part, r);
	char bytes[64 << 10];
	ssize_t n = 1;

	while (n && r->err >= 0) {
		n = read(fd, bytes, sizeof(bytes));
		if (n < 0 && errno != EINTR)
			return ck_fail_file(r->s, r->path, -errno);
		if (n > 0)
			ck_cutter_feed(cutter, bytes, n);
		r->heard |= n > 0;
		if (r->err >= 0)
			r->err = ck_print_flush(r->s);
	}
	ck_cutter_finish(cutter);
	return r->err < 0 ? r->err : ck_print_flush(r->s);
}

static int read_file(struct reading *r, const char *path)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *head = ck_doc_new();
	int fd = STDIN_FILENO;
	int err;

	r->path = path;
	r->number = 0;
	r->documents.doc = head;
	r->documents.head = NULL;
	if (path[0] != '-' || path[1]) {
		fd = ck_open_as_user(path, O_RDONLY, 0);
		if (fd < 0)
			return ck_fail_file(r->s, path, fd);
	}
	err = read_fd(r, fd);
	if (fd != STDIN_FILENO)
		close(fd);
	return err;
}

/* A scanner's texts, a line each. */
static int read_device(struct reading *r)
{
	const struct ck_camera_settings *set = r->s->settings;
	struct ck_port_setting setting = { .device = set->device };
	int err;

	if (set->line && ck_port_setting_parse(set->line, &setting) < 0)
		return ck_usage(r->s, _("--line takes speed and framing, as \"9600 8N1\", not \"%s\""),
				set->line);
	r->path = set->device;
	r->documents.text = CK_TEXT_LINES;
	err = ck_device_read(r->s, &setting, take_part, r, &r->err);
	/* Told to end, it ends well, whatever some text was. */
	if (err >= 0)
		r->s->worst = CK_EXIT_OK;
	return err;
}

/* Silence has two causes, of which one is a slip. */
static void say_of_none(const struct reading *r)
{
	if (!r->heard)
		ck_say(r->s, "%s", _("nothing was read: the input is empty"));
	else if (r->documents_read && !r->vehicles)
		ck_say(r->s, _("no vehicle that the adapter %s knows; documents: %zu"),
		       r->adapter.name, r->documents_read);
}

static int read_offset(struct ck_session *s, const char *text, int *ret_min)
{
	if (!text || ck_offset_parse(text, ret_min) == 0)
		return 0;
	return ck_usage(s, _("--utc-offset takes +07:00, not \"%s\""), text);
}

int ck_camera_read(struct ck_session *s, int argc, char **argv)
{
	const struct ck_camera_settings *set = s->settings;
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct reading r = { .s = s, .doc = doc, .late = set->late };
	int err;

	if (!set->adapter)
		return ck_usage(s, "%s", _("say what sends: --adapter NAME"));
	if (argc && set->device)
		return ck_usage(s, "%s", _("--device takes the place of files"));
	if (!argc && !set->device && isatty(STDIN_FILENO))
		return ck_usage(s, "%s", _("nothing to read: what a camera sends; - reads it from standard input"));
	err = ck_adapter_open(s, set->adapters, set->adapter, &r.adapter);
	r.adapter.lane = set->lane;
	r.adapter.source = set->source;
	r.documents.text = set->text;
	r.documents.charset = set->charset;
	if (err == 0)
		err = read_offset(s, set->offset, &r.adapter.offset_min);
	if (err == 0 && set->device)
		err = read_device(&r);
	else if (err == 0 && !argc)
		err = read_file(&r, "-");
	for (int i = 0; err >= 0 && i < argc; i++)
		err = read_file(&r, argv[i]);
	if (err >= 0 && !set->device)
		say_of_none(&r);
	ck_adapter_close(&r.adapter);
	return err;
}
