#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "record/reader.h"
#include "trade/amend_read.h"
#include "trade/lookup.h"
#include "trade/verbs.h"

/* -- the patch ------------------------------------------------------------ */

static int slurp(struct ck_session *s, int fd, const char *path,
		 struct ck_buf *text)
{
	ssize_t got;

	do {
		ck_buf_reserve(text, 65536);
		got = read(fd, text->data + text->len, 65535);
		text->len += got > 0 ? (size_t)got : 0;
	} while ((got > 0 && text->len <= CK_LINE_MAX) ||
		 (got < 0 && errno == EINTR && !ck_session_stopping()));
	if (got < 0)
		return ck_fail_file(s, path, -errno);
	ck_buf_add(text, "", 0);
	return 0;
}

/* "-" is standard input. */
static int read_file(struct ck_session *s, struct ck_item *item,
		     const char *path, const struct ck_value **ret_value)
{
	bool input = !strcmp(path, "-");
	int fd = input ? STDIN_FILENO : ck_open_as_user(path, O_RDONLY, 0);
	struct ck_fault fault;
	CK_BUF text = { 0 };
	int r;

	if (fd < 0)
		return ck_fail_file(s, path, fd);
	r = slurp(s, fd, path, &text);
	if (!input)
		close(fd);
	if (r < 0)
		return r;
	if (text.len > CK_LINE_MAX)
		return ck_fail(s, item, -EBADMSG, NULL, "too-long",
			       _("%s: longer than %d MiB"), path,
			       CK_LINE_MAX >> 20);
	r = ck_read(item->doc, ck_buf_text(&text), text.len, ret_value,
		    &fault);
	return r < 0 ? ck_fail(s, item, r, NULL, fault.code, "%s:%zu:%zu: %s",
			       path, fault.line, fault.column, fault.message)
		     : 0;
}

static bool is_record(const struct ck_value *v)
{
	return ck_is_object(v) &&
	       (ck_get(v, "patch") || ck_get(v, "trip") ||
		ck_get(v, "kind"));
}

/* An operand on the command line, its patch in a file or on standard input. */
static int find_patch(struct ck_session *s, struct ck_item *item,
		      const char *path, const struct ck_value **ret_record,
		      const struct ck_value **ret_patch)
{
	const struct ck_value *v = NULL;
	int r;

	if (item->record && !path) {
		*ret_record = item->record;
		*ret_patch = ck_get(item->record, "patch");
		return 0;
	}
	if (!path && isatty(STDIN_FILENO))
		return 0;
	r = read_file(s, item, path ? path : "-", &v);
	if (r < 0)
		return r;
	*ret_record = is_record(v) ? v : item->record;
	*ret_patch = is_record(v) ? ck_get(v, "patch") : v;
	return 0;
}

static int need_patch(struct ck_session *s, struct ck_item *item,
		      const struct ck_value *record,
		      const struct ck_value *patch)
{
	if (ck_is_array(patch) || ck_is_object(patch))
		return 0;
	if (patch)
		return ck_fail(s, item, -EBADMSG, record ? "/patch" : NULL,
			       "patch-form",
			       _("a patch is a list of operations (JSON Patch), or an object (Merge Patch)"));
	return ck_fail(s, item, record ? -EBADMSG : -EINVAL,
		       record ? "/patch" : NULL, "patch-missing",
		       _("say what to change: --patch FILE, or patch in the record"));
}

/* -- what else is asked --------------------------------------------------- */

static int number_of(struct ck_session *s, struct ck_item *item,
		     const char *option, const char *text, int64_t *ret_number)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(text, &end, 10);
	if (errno || *end || end == text || n < 1)
		return ck_declare_usage(s, item, option, text);
	*ret_number = n;
	return 0;
}

static int read_mode(struct ck_session *s, struct ck_item *item,
		     const struct ck_value *record, struct ck_amend_asked *a)
{
	const struct ck_declare_settings *set = s->settings;

	if (!!set->approve + !!set->decline + set->request > 1)
		return ck_fail(s, item, -EINVAL, NULL, "usage",
			       _("one of --request, --approve and --decline"));
	if (set->approve) {
		a->mode = CK_AMEND_APPROVE;
		return number_of(s, item, "approve", set->approve, &a->number);
	}
	if (set->decline) {
		a->mode = CK_AMEND_DECLINE;
		return number_of(s, item, "decline", set->decline, &a->number);
	}
	a->mode = set->request || ck_is_true(ck_get(record, "request"))
			  ? CK_AMEND_REQUEST : CK_AMEND;
	return 0;
}

static int check_code(struct ck_session *s, struct ck_item *item,
		      const struct ck_site *site, const char *group,
		      const char *code)
{
	const char *const groups[] = { group, NULL };

	if (!code || ck_reason_known(site, groups, code))
		return 0;
	return ck_fail(s, item, item->record ? -EBADMSG : -EINVAL, NULL,
		       "reason-unknown",
		       _("no such reason: %s; there are %s"), code,
		       ck_reason_codes(item->doc, site, groups));
}

/* An approval has the reason of what it approves; a breakdown is one. */
static int check_reason(struct ck_session *s, struct ck_item *item,
			struct ck_amend_asked *a)
{
	const char *group = a->mode == CK_AMEND_DECLINE ? "decline" : "amend";
	const char *const groups[] = { group, NULL };
	int r = check_code(s, item, a->site, "breakdown", a->ask.breakdown);

	if (r == 0 && !a->ask.reason && a->ask.breakdown)
		a->ask.reason = "breakdown";
	else if (r == 0)
		r = check_code(s, item, a->site, group, a->ask.reason);
	if (r < 0 || a->ask.reason || a->mode == CK_AMEND_APPROVE ||
	    s->options.dry_run)
		return r;
	return ck_fail(s, item, item->record ? -EBADMSG : -EINVAL, NULL,
		       "reason-missing", _("say why with --reason: %s"),
		       ck_reason_codes(item->doc, a->site, groups));
}

static int read_seen(struct ck_session *s, struct ck_item *item,
		     const struct ck_value *record, struct ck_amend_asked *a)
{
	const struct ck_value *version = ck_get(record, "version");

	a->seen = s->options.seen;
	if (!version || a->seen)
		return 0;
	if (!ck_int(version, &a->seen) || a->seen < 1)
		return ck_fail(s, item, -EBADMSG, "/version", "version",
			       _("a version is a whole number above zero"));
	return 0;
}

static int find_declaration(struct ck_session *s, struct ck_item *item,
			    struct ck_amend_asked *a)
{
	const char **trips = NULL;
	size_t count = 0;
	int r = ck_item_trips(s, item, &trips, &count);

	for (size_t i = 0; r == 0 && i < count; i++) {
		const char *id = ck_trip_declaration(item->doc, trips[i]);

		if (a->declaration && strcmp(id, a->declaration) != 0)
			return ck_fail(s, item, -EEXIST, NULL,
				       "several-declarations",
				       _("several declarations match: %s, %s; say which"),
				       a->declaration, id);
		a->declaration = id;
	}
	return r;
}

static void take(struct ck_session *s, const struct ck_value *record,
		 struct ck_amend_asked *a)
{
	const struct ck_declare_settings *set = s->settings;

	a->ask.reason = set->reason ? set->reason
				    : ck_get_str(record, "reason");
	a->ask.breakdown = set->breakdown ? set->breakdown
					  : ck_get_str(record, "breakdown");
	a->ask.present = set->present ||
			 ck_is_true(ck_get(record, "present"));
}

int ck_amend_read(struct ck_session *s, struct ck_item *item,
		  struct ck_amend_asked *ret_asked)
{
	const struct ck_declare_settings *set = s->settings;
	bool answers = set->approve || set->decline;
	const struct ck_value *record = item->record;
	struct ck_amend_asked a = { .patch_at = "" };
	int r = ck_session_site(s, item, &a.site);

	if (r == 0 && !answers)
		r = find_patch(s, item, set->patch, &record, &a.ask.patch);
	if (r == 0)
		r = read_mode(s, item, record, &a);
	if (r == 0 && !answers)
		r = need_patch(s, item, record, a.ask.patch);
	if (r < 0)
		return r;
	if (record && a.ask.patch == ck_get(record, "patch"))
		a.patch_at = "/patch";
	take(s, record, &a);
	r = check_reason(s, item, &a);
	if (r == 0)
		r = read_seen(s, item, record, &a);
	if (r == 0)
		r = find_declaration(s, item, &a);
	if (r == 0)
		*ret_asked = a;
	return r;
}
