#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/base32.h"
#include "base/utf8.h"
#include "pass/token.h"

/* What is signed begins with these words, so that no signature of a head is
 * ever one of a pass. */
static const char purpose[] = "ck pass 1\n";
static const char prefix[] = "CKP1";

enum { LOOKS_FROM = 24, SECOND_MS = 1000, NAME_MOST = 47 };

/* Their places are their numbers in the token. */
static const char *const kinds[] = {
	NULL, "plate", "trailer", "container", "chassis", "unit",
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

/* -- bytes ---------------------------------------------------------------- */

struct bytes {
	uint8_t *at;
	size_t len;
	size_t size;
	bool bad;
};

static void put(struct bytes *b, const void *from, size_t len)
{
	if (b->len + len > b->size) {
		b->bad = true;
		return;
	}
	memcpy(b->at + b->len, from, len);
	b->len += len;
}

static void put_number(struct bytes *b, uint64_t n, int bytes)
{
	uint8_t big[8];

	if (bytes < 8 && n >> (8 * bytes))
		b->bad = true;
	for (int i = 0; i < bytes; i++)
		big[i] = n >> (8 * (bytes - 1 - i)) & 0xff;
	put(b, big, bytes);
}

static void get(struct bytes *b, void *to, size_t len)
{
	if (b->bad || b->len + len > b->size) {
		b->bad = true;
		memset(to, 0, len);
		return;
	}
	memcpy(to, b->at + b->len, len);
	b->len += len;
}

static uint64_t get_number(struct bytes *b, int bytes)
{
	uint8_t big[8] = { 0 };
	uint64_t n = 0;

	get(b, big, bytes);
	for (int i = 0; i < bytes; i++)
		n = n << 8 | big[i];
	return n;
}

/* -- the trip's id as numbers --------------------------------------------- */

struct trip {
	unsigned long day, number, vehicle;
};

static void print_trip(const char *site, const struct trip *trip,
		       char ret_text[CK_PASS_TRIP])
{
	snprintf(ret_text, CK_PASS_TRIP, "%s-%08lu-%05lu.%lu", site, trip->day,
		 trip->number, trip->vehicle);
}

static int scan_trip(const struct ck_pass *pass, struct trip *ret_trip)
{
	size_t len = strlen(pass->site);
	char again[CK_PASS_TRIP];
	char *end = NULL;
	struct trip trip;

	if (strncmp(pass->trip, pass->site, len) || pass->trip[len] != '-')
		return -EBADMSG;
	trip.day = strtoul(pass->trip + len + 1, &end, 10);
	trip.number = *end == '-' ? strtoul(end + 1, &end, 10) : 0;
	trip.vehicle = *end == '.' ? strtoul(end + 1, &end, 10) : 0;
	print_trip(pass->site, &trip, again);
	if (strcmp(again, pass->trip))
		return -EBADMSG;
	*ret_trip = trip;
	return 0;
}

/* -- writing -------------------------------------------------------------- */

static int kind_number(const char *kind)
{
	for (int i = 1; i < KINDS; i++)
		if (!strcmp(kinds[i], kind))
			return i;
	return 0;
}

static void put_head(struct bytes *b, const struct ck_pass *pass,
		     const struct trip *trip)
{
	put_number(b, strlen(pass->site), 1);
	put(b, pass->site, strlen(pass->site));
	put(b, pass->key, CK_PASS_KEY);
	put_number(b, trip->day, 4);
	put_number(b, trip->number, 4);
	put_number(b, trip->vehicle, 2);
	put_number(b, pass->from / SECOND_MS, 4);
	put_number(b, pass->until / SECOND_MS, 4);
}

/* Those that fit. */
static void put_names(struct bytes *b, struct ck_pass *pass)
{
	size_t count_at = b->len;
	int kept = 0;

	put_number(b, 0, 1);
	for (int i = 0; i < pass->count && !b->bad; i++) {
		size_t len = strlen(pass->names[i].normal);
		int kind = kind_number(pass->names[i].kind);

		if (!kind || !len || len > NAME_MOST ||
		    b->len + 2 + len > b->size)
			continue;
		put_number(b, kind, 1);
		put_number(b, len, 1);
		put(b, pass->names[i].normal, len);
		pass->names[kept++] = pass->names[i];
	}
	pass->count = kept;
	if (!b->bad)
		b->at[count_at] = kept;
}

static size_t message_of(const struct ck_pass *pass, size_t len,
			 uint8_t ret_message[sizeof(purpose) + CK_PASS_MOST])
{
	memcpy(ret_message, purpose, sizeof(purpose) - 1);
	memcpy(ret_message + sizeof(purpose) - 1, pass->bytes, len);
	return sizeof(purpose) - 1 + len;
}

int ck_pass_sign(struct ck_pass *pass, const uint8_t secret[CK_ED25519_KEY])
{
	uint8_t message[sizeof(purpose) + CK_PASS_MOST];
	struct bytes b = { .at = pass->bytes,
			   .size = CK_PASS_MOST - CK_ED25519_SIGNATURE };
	struct trip trip = { 0, 0, 0 };
	int r = scan_trip(pass, &trip);

	if (r < 0)
		return r;
	put_head(&b, pass, &trip);
	put_names(&b, pass);
	if (b.bad)
		return -EBADMSG;
	r = ck_ed25519_sign(secret, message, message_of(pass, b.len, message),
			    pass->signature);
	if (r < 0)
		return r;
	memcpy(pass->bytes + b.len, pass->signature, CK_ED25519_SIGNATURE);
	pass->len = b.len + CK_ED25519_SIGNATURE;
	ck_sha256_hex(pass->bytes, pass->len, pass->digest);
	return 0;
}

int ck_pass_verify(const struct ck_pass *pass,
		   const uint8_t public_key[CK_ED25519_KEY])
{
	uint8_t message[sizeof(purpose) + CK_PASS_MOST];
	size_t len = message_of(pass, pass->len - CK_ED25519_SIGNATURE,
				message);

	return ck_ed25519_verify(public_key, message, len, pass->signature);
}

void ck_pass_write(const struct ck_pass *pass,
		   char ret_text[CK_PASS_TEXT_MOST])
{
	CK_BUF text = { 0 };

	ck_buf_puts(&text, prefix);
	ck_base32_write(&text, pass->bytes, pass->len);
	snprintf(ret_text, CK_PASS_TEXT_MOST, "%s", ck_buf_text(&text));
}

/* -- reading -------------------------------------------------------------- */

bool ck_pass_is(const char *text)
{
	return strlen(text) >= LOOKS_FROM && !strncasecmp(text, prefix, 3);
}

static void get_site(struct bytes *b, struct ck_pass *pass)
{
	size_t len = get_number(b, 1);

	if (len < 2 || len >= CK_PASS_SITE) {
		b->bad = true;
		return;
	}
	get(b, pass->site, len);
	pass->site[len] = '\0';
	if (strspn(pass->site, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != len)
		b->bad = true;
}

static void get_head(struct bytes *b, struct ck_pass *pass)
{
	struct trip trip;

	get_site(b, pass);
	get(b, pass->key, CK_PASS_KEY);
	trip.day = get_number(b, 4);
	trip.number = get_number(b, 4);
	trip.vehicle = get_number(b, 2);
	pass->from = (int64_t)get_number(b, 4) * SECOND_MS;
	pass->until = (int64_t)get_number(b, 4) * SECOND_MS;
	if (trip.day > 99991231 || !trip.number || !trip.vehicle)
		b->bad = true;
	if (!b->bad)
		print_trip(pass->site, &trip, pass->trip);
}

/* Characters that a terminal acts on stand in no identifier. */
static bool is_clean(const char *text, size_t len)
{
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		n = ck_utf8_length(text + i, len - i);
		if (!n || (unsigned char)text[i] <= ' ' || text[i] == 0x7f)
			return false;
	}
	return true;
}

static void get_name(struct bytes *b, struct ck_doc *doc,
		     struct ck_pass_name *name)
{
	size_t kind = get_number(b, 1);
	size_t len = get_number(b, 1);
	char *normal;

	if (kind < 1 || kind >= KINDS || !len || len > NAME_MOST) {
		b->bad = true;
		return;
	}
	normal = ck_doc_alloc(doc, len + 1);
	get(b, normal, len);
	if (b->bad || !is_clean(normal, len)) {
		b->bad = true;
		return;
	}
	*name = (struct ck_pass_name){ kinds[kind], normal };
}

static int parse(struct ck_doc *doc, struct ck_pass *pass)
{
	struct bytes b = { .at = pass->bytes, .size = pass->len };
	int count;

	get_head(&b, pass);
	count = get_number(&b, 1);
	if (count > CK_PASS_NAMES)
		return -EBADMSG;
	for (int i = 0; i < count && !b.bad; i++)
		get_name(&b, doc, &pass->names[i]);
	get(&b, pass->signature, CK_ED25519_SIGNATURE);
	if (b.bad || b.len != b.size)
		return -EBADMSG;
	pass->count = count;
	return 0;
}

int ck_pass_read(struct ck_doc *doc, const char *text,
		 struct ck_pass *ret_pass)
{
	struct ck_pass pass = { .count = 0 };
	size_t head = sizeof(prefix) - 1;
	int r;

	if (strncasecmp(text, prefix, head))
		return -EBADMSG;
	r = ck_base32_read(text + head, strlen(text + head), pass.bytes,
			   sizeof(pass.bytes), &pass.len);
	if (r == 0)
		r = parse(doc, &pass);
	if (r < 0)
		return -EBADMSG;
	ck_sha256_hex(pass.bytes, pass.len, pass.digest);
	*ret_pass = pass;
	return 0;
}
