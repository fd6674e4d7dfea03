#include <config.h>

#include <errno.h>

#include "base/text.h"
#include "command/session.h"
#include "site/site.h"

int ck_session_need_site(struct ck_session *s, struct ck_item *item)
{
	return s->site ? 0
		       : ck_fail(s, item, -ENOENT, NULL, "no-site",
				 _("the store holds no site yet"));
}

int ck_session_site(struct ck_session *s, struct ck_item *item,
		    const struct ck_site **ret_site)
{
	int r = ck_session_need_site(s, item);

	if (r < 0)
		return r;
	r = ck_site_get(s->store, s->site, ret_site);
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}
