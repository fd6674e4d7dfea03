/* decode: bytes of an indicator to readings. protocols: what there is. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "record/lines.h"
#include "scale/decoder.h"
#include "scale/reading_record.h"
#include "scale/weigh.h"

/* -- protocols ------------------------------------------------------------ */

static void put_tells(struct ck_value *record,
		      const struct ck_scale_protocol *protocol)
{
	struct ck_value *tells = ck_set_object(record, "tells");
	unsigned t = protocol->tells;

	ck_set_bool(tells, "stable", t & CK_SCALE_TELLS_STABLE);
	ck_set_bool(tells, "net", t & CK_SCALE_TELLS_NET);
	ck_set_bool(tells, "unit", t & CK_SCALE_TELLS_UNIT);
	ck_set_bool(tells, "tare", t & CK_SCALE_TELLS_TARE);
	ck_set_bool(tells, "range", t & CK_SCALE_TELLS_RANGE);
	ck_set_str(tells, "check", ck_scale_check_name(t));
}

int ck_weigh_protocols(struct ck_session *s, int argc, char **argv)
{
	int r = 0;

	(void)argv;
	if (argc)
		return ck_usage(s, "%s", _("protocols takes no operands"));
	for (size_t i = 0; r >= 0 && ck_scale_protocols[i]; i++) {
		const struct ck_scale_protocol *p = ck_scale_protocols[i];
		struct ck_value *record = ck_record(s, s->doc, "protocol");

		ck_set_str(record, "protocol", p->name);
		ck_set_str(record, "title", _(p->title));
		put_tells(record, p);
		ck_set_bool(record, "asked", p->ask != NULL);
		if (p->unconfirmed)
			ck_set_bool(record, "unconfirmed", true);
		r = ck_print(s, record);
	}
	return r;
}

/* -- decode --------------------------------------------------------------- */

struct decoding {
	struct ck_session *s;
	const struct ck_scale_protocol *protocol;
	struct ck_scale_decoder *decoder;
	struct ck_doc *doc;		/* of one record */
	bool readable;			/* some frame was */
	int err;			/* of standard output */
};

static void print_reading(const struct ck_reading *reading, void *user)
{
	struct decoding *d = user;
	struct ck_value *record = ck_record(d->s, d->doc, "reading");

	ck_reading_put(record, d->protocol, reading);
	d->readable |= reading->ok;
	if (d->err >= 0)
		d->err = ck_print(d->s, record);
	ck_doc_reset(d->doc);
}

static int feed(struct decoding *d, const void *bytes, size_t n)
{
	ck_scale_decoder_feed(d->decoder, bytes, n, print_reading, d);
	return d->err < 0 ? d->err : ck_print_flush(d->s);
}

/* A stream may wait for its next bytes: what was read is told before. */
static int decode_bytes(struct decoding *d, int fd)
{
	uint8_t bytes[16 << 10];
	int r = 0;

	while (r >= 0) {
		ssize_t n = read(fd, bytes, sizeof(bytes));

		if (n == 0)
			break;
		if (n > 0)
			r = feed(d, bytes, n);
		else if (errno != EINTR)
			r = -errno;
	}
	return r;
}

static bool is_quoted(const char *text, size_t len)
{
	return len >= 2 && text[0] == '"' && text[len - 1] == '"';
}

/* A line of hex; as a JSON text too, as jq prints it without -r. */
static int decode_line(struct decoding *d, const char *path, size_t number,
		       const char *text, size_t len)
{
	uint8_t bytes[CK_SCALE_FRAME_MAX * 64];
	struct ck_item place = { .line = number, .source = path,
				 .doc = d->doc };
	int n;

	while (len && strchr(" \t\r", text[len - 1]))
		len--;
	if (is_quoted(text, len))
		n = ck_hex_read(text + 1, len - 2, bytes, sizeof(bytes));
	else
		n = ck_hex_read(text, len, bytes, sizeof(bytes));
	if (n >= 0)
		return feed(d, bytes, n);
	ck_fail(d->s, &place, n, NULL, "hex",
		_("no line of hex digits, two a byte, of at most %zu bytes"),
		sizeof(bytes));
	d->s->worst = ck_exit_worse(d->s->worst, CK_EXIT_DATA);
	return d->s->options.keep_going ? 0 : n;
}

static int decode_lines(struct decoding *d, const char *path, int fd)
{
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines = ck_lines_new(fd);
	char *line;
	size_t len = 0;
	int r;

	do {
		line = "?";
		r = ck_lines_next(lines, &line, &len);
		if (r == -EMSGSIZE)
			len = 1;
		if (r <= 0 && r != -EMSGSIZE)
			break;
		r = decode_line(d, path, ck_lines_number(lines), line, len);
	} while (r >= 0);
	return r;
}

/* Each file is a stream of its own. */
static int decode_fd(struct decoding *d, const char *path, int fd)
{
	const struct ck_weigh *set = d->s->settings;
	int r = set->hex ? decode_lines(d, path, fd) : decode_bytes(d, fd);

	ck_scale_decoder_finish(d->decoder, print_reading, d);
	if (d->err < 0)
		return d->err;
	if (r < 0 && r != -EBADMSG && r != -EPIPE)
		ck_fail_file(d->s, path, r);
	return r;
}

static int decode_file(struct decoding *d, const char *path)
{
	int fd = STDIN_FILENO;
	int r;

	if (strcmp(path, "-")) {
		fd = ck_open_as_user(path, O_RDONLY, 0);
		if (fd < 0)
			return ck_fail_file(d->s, path, fd);
	}
	r = decode_fd(d, path, fd);
	if (fd != STDIN_FILENO)
		close(fd);
	return r;
}

static int decode_all(struct decoding *d, int argc, char **argv)
{
	int r = argc ? 0 : decode_file(d, "-");

	for (int i = 0; i < argc && d->err >= 0; i++) {
		r = decode_file(d, argv[i]);
		if (r < 0 && !d->s->options.keep_going)
			return r;
	}
	if (d->err < 0)
		return d->err;
	if (r >= 0 && !d->readable)
		return ck_fail(d->s, NULL, -EBADMSG, NULL, "no-frame", "%s",
			       _("no readable frame: is the protocol right?"));
	return r;
}

bool ck_weigh_decode_wants(const struct ck_session *s)
{
	const struct ck_weigh *set = s->settings;

	return set->scale != NULL;
}

/* As the site says of the scale, where one is named. */
static int find_options(struct ck_session *s,
			const struct ck_scale_protocol **ret_protocol,
			struct ck_scale_options *ret_options)
{
	const struct ck_weigh *set = s->settings;
	const struct ck_site *site = NULL;
	struct ck_scale_spec spec;
	int r = set->scale ? ck_weigh_spec(s, NULL, set->scale, &site, &spec)
			   : 0;

	if (r == 0)
		r = ck_weigh_options(s, set->scale ? &spec : NULL,
				     ret_protocol, ret_options);
	if (r == 0 && !*ret_protocol)
		r = ck_usage(s, "%s", _("decode needs --protocol; ck-weigh protocols lists them"));
	return r;
}

int ck_weigh_decode(struct ck_session *s, int argc, char **argv)
{
	CK_CLEANUP(ck_scale_decoder_free)
	struct ck_scale_decoder *decoder = NULL;
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_scale_options options = { 0 };
	struct decoding d = { .s = s, .doc = doc };
	int r = find_options(s, &d.protocol, &options);

	if (r < 0)
		return r;
	if (!argc && isatty(STDIN_FILENO))
		return ck_usage(s, "%s", _("nothing to read: an indicator's bytes, or hex lines with --hex; - reads them from standard input"));
	d.decoder = decoder = ck_scale_decoder_new(d.protocol, &options);
	return decode_all(&d, argc, argv);
}
