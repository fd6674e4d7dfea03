#include <config.h>

#include <errno.h>

#include "queue/queue.h"
#include "site/rules.h"
#include "trade/facts.h"

int ck_queue_class_of(struct ck_store *store, struct ck_doc *doc,
		      const struct ck_site *site, const struct ck_queue *queue,
		      const char *trip, const char **ret_class,
		      int64_t *ret_share)
{
	const char *section =
		ck_doc_format(doc, "/queues/%s/classes", queue->name);
	const struct ck_value *facts = NULL;
	const struct ck_ruling *ruling = NULL;
	const char *class;
	int r = ck_facts_of_trip(store, doc, trip, &facts);

	if (r == 0)
		r = ck_rules_ask(site, doc, facts, &ruling, NULL);
	if (r < 0)
		return r;
	class = ck_ruled_first(ruling, section);
	if (!class)
		return -ENOMSG;
	*ret_class = class;
	*ret_share = ck_get_int(ck_get(ck_get(queue->document, "classes"),
				       class), "share", 1);
	return 0;
}
