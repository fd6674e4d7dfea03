#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "lane/brought.h"
#include "pass/key_record.h"
#include "site/site.h"
#include "store/query.h"

int ck_brought_digest(struct ck_store *store, const char *site,
		      char ret_digest[CK_DIGEST_HEX])
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_SITE_SEQ, "s", site);
	int r = ck_step(q);

	if (r <= 0)
		return r < 0 ? r : -ENOENT;
	snprintf(ret_digest, CK_DIGEST_HEX, "%s", ck_column_text(q, 1));
	return 0;
}

static struct ck_value *new_member(struct ck_doc *doc, const char *digest)
{
	struct ck_value *member = ck_new_object(doc);

	ck_set_str(member, "digest", digest);
	return member;
}

static int read_site(struct ck_session *s, struct ck_item *item,
		     const char *known, struct ck_value **ret_member)
{
	const struct ck_site *site = NULL;
	char digest[CK_DIGEST_HEX];
	CK_BUF text = { 0 };
	int r = ck_brought_digest(s->store, s->site, digest);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!strcmp(known, digest))
		return 0;
	r = ck_session_site(s, item, &site);
	if (r < 0)
		return r;
	ck_write(&text, site->document);
	*ret_member = new_member(item->doc, digest);
	ck_set_int(*ret_member, "version", site->version);
	if (text.len <= CK_BROUGHT_MOST)
		ck_set(*ret_member, "document", site->document);
	return 0;
}

static int read_keys(struct ck_session *s, struct ck_item *item,
		     const char *known, struct ck_value **ret_member)
{
	struct ck_value *keys = ck_new_array(item->doc);
	char digest[CK_DIGEST_HEX];
	CK_BUF text = { 0 };
	int r = ck_key_list(s->store, s->site, s->utc_offset_min, keys);

	if (r < 0)
		return ck_fail_store(s, item, r);
	ck_write(&text, keys);
	ck_sha256_hex(text.data, text.len, digest);
	if (!strcmp(known, digest))
		return 0;
	*ret_member = new_member(item->doc, digest);
	ck_set(*ret_member, "keys", keys);
	return 0;
}

int ck_brought_read(struct ck_session *s, struct ck_item *item,
		    struct ck_brought *ret_brought)
{
	const char *site_file = ck_get_str(item->record, "site_file");
	const char *site_keys = ck_get_str(item->record, "site_keys");
	struct ck_brought brought = { NULL, NULL };
	int r = 0;

	if (site_file)
		r = read_site(s, item, site_file, &brought.site_file);
	if (r == 0 && site_keys)
		r = read_keys(s, item, site_keys, &brought.site_keys);
	if (r == 0)
		*ret_brought = brought;
	return r;
}
