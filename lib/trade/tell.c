#include <config.h>

#include <string.h>

#include "trade/declarant.h"
#include "trade/message.h"
#include "trade/tell.h"

static int send(struct ck_session *s, struct ck_item *item,
		const struct ck_telling *t, const char *type, const char *name)
{
	const struct ck_message message = {
		.declaration = t->declaration,
		.to = ck_doc_format(item->doc, "%s:%s", type, name),
		.about = t->about,
		.request = t->request,
		.reason = t->reason,
		.changed = t->changed,
		.cause = t->cause,
	};
	int r = ck_message_send(s->txn, &message);

	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

static int tell_enterprise(struct ck_session *s, struct ck_item *item,
			   const struct ck_telling *t, const char *enterprise)
{
	int speaks = ck_declarant_speaks(s, item, enterprise);

	if (speaks)
		return speaks < 0 ? speaks : 0;
	return send(s, item, t, "enterprise", enterprise);
}

static int tell_user(struct ck_session *s, struct ck_item *item,
		     const struct ck_telling *t, const char *user)
{
	if (!user || ck_declarant_is_user(s, user))
		return 0;
	return send(s, item, t, "user", user);
}

static int tell_submitter(struct ck_session *s, struct ck_item *item,
			  const struct ck_telling *t)
{
	const char *user = NULL;
	int r = ck_declarant_submitter(s, item, t->declaration, &user);

	return r < 0 ? r : tell_user(s, item, t, user);
}

int ck_tell(struct ck_session *s, struct ck_item *item,
	    const struct ck_telling *t)
{
	const char *after = t->enterprise_after;
	int r;

	if (ck_txn_dry(s->txn))
		return 0;
	r = t->enterprise ? tell_enterprise(s, item, t, t->enterprise)
			  : tell_submitter(s, item, t);
	if (r >= 0 && after && (!t->enterprise ||
				strcmp(after, t->enterprise) != 0))
		r = tell_enterprise(s, item, t, after);
	return r < 0 ? r : tell_user(s, item, t, t->requester);
}
