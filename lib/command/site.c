#include <config.h>

#include <errno.h>

#include "base/text.h"
#include "command/session.h"
#include "site/site.h"

int ck_session_site(struct ck_session *s, struct ck_item *item,
		    const struct ck_site **ret_site)
{
	int r = s->site ? ck_site_get(s->store, s->site, ret_site) : -ENOENT;

	if (r == -ENOENT)
		return ck_fail(s, item, r, NULL, "no-site",
			       _("the store holds no site yet"));
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}
