#include <config.h>

#include <errno.h>

#include "base/text.h"
#include "peer/peer.h"

/* What this program's own options said. */
struct settings {
	const char *url;
	const char *adapters;
};

static struct settings settings;

static const struct argp_option options[] = {
	{ "url", CK_OPTION_WORD(settings, url), "URL", 0,
	  N_("where the peer is, instead of the site file's URL"), 0 },
	{ "adapters", CK_OPTION_WORD(settings, adapters), "DIR", 0,
	  N_("where the adapters are"), 0 },
	{ NULL, 0, NULL, 0, NULL, 0 },
};

static int with_peer(struct ck_session *s, int argc,
		     int (*act)(struct ck_session *s, const struct ck_peer *p))
{
	const struct settings *set = s->settings;
	struct ck_peer peer;
	int r;

	if (argc > 0)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
			       _("one peer at a time"));
	r = ck_session_allow(s, "admin");
	if (r == 0)
		r = ck_peer_find(s, s->own[0], set->url, set->adapters, &peer);
	ck_session_catch();
	return r < 0 ? r : act(s, &peer);
}

static int pull(struct ck_session *s, int argc, char **argv)
{
	(void)argv;
	return with_peer(s, argc, ck_peer_pull);
}

static int push(struct ck_session *s, int argc, char **argv)
{
	(void)argv;
	return with_peer(s, argc, ck_peer_push);
}

static int status(struct ck_session *s, int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return ck_peer_status(s);
}

static const struct ck_column status_columns[] = {
	{ N_("Peer"), "/peer", 16 },
	{ N_("Stream"), "/stream", 8 },
	{ N_("Cursor"), "/cursor", 16 },
	{ N_("Last try"), "/tried_at", CK_COLUMN_TIME },
	{ N_("Failures"), "/failures", -8 },
	{ N_("Problem"), "/problem", 40 },
	{ NULL, NULL, 0 },
};

static const struct ck_column sync_columns[] = {
	{ N_("Peer"), "/peer", 16 },
	{ N_("Stream"), "/stream", 8 },
	{ N_("Fetched"), "/fetched", -8 },
	{ N_("Applied"), "/applied", -8 },
	{ N_("Repeated"), "/repeated", -8 },
	{ N_("Refused"), "/refused", -8 },
	{ N_("Sent"), "/sent", -6 },
	{ N_("Cursor"), "/cursor", 16 },
	{ NULL, NULL, 0 },
};

static const struct ck_verb verbs[] = {
	{ .name = "pull",
	  .arguments = "PEER",
	  .summary = N_("fetch the peer's facts and apply them, each once"),
	  .flags = CK_VERB_WRITES,
	  .columns = sync_columns,
	  .own_operands = 1,
	  .run = pull },
	{ .name = "push",
	  .arguments = "PEER",
	  .summary = N_("tell the peer what passed since it was last told"),
	  .flags = CK_VERB_WRITES,
	  .columns = sync_columns,
	  .own_operands = 1,
	  .run = push },
	{ .name = "status",
	  .summary = N_("how far each peer has been read and told"),
	  .flags = CK_VERB_READS,
	  .columns = status_columns,
	  .run = status },
	{ .name = NULL },
};

int main(int argc, char **argv)
{
	static const struct ck_program program = {
		.name = "ck-sync",
		.summary = N_("exchange with customs and other peers"),
		.verbs = verbs,
		.options = options,
		.parse = ck_option_take,
		.settings = &settings,
	};

	return ck_main(&program, argc, argv);
}
