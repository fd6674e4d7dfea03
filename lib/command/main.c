#include <config.h>

#include <errno.h>
#include <stdio.h>

#include "command/private.h"

static bool is_run(const struct ck_session *s)
{
	const struct ck_verb *verb = s->verb;

	if (!verb->run)
		return false;
	return s->priv->operand_count == 0 || !(verb->decide || verb->prepare);
}

static int run_verb(struct ck_session *s)
{
	int r;

	if (!is_run(s))
		return ck_stream_run(s);
	r = s->verb->run(s, s->priv->operand_count, s->priv->operands);
	if (r >= 0 && ck_output_flush(s) < 0)
		r = s->priv->out.err;
	ck_store_tidy(s->store);
	return r;
}

static void take_result(struct ck_session *s, int r)
{
	enum ck_exit status;

	if (r == 1)
		s->answer_no = 1;
	/* A closed standard output is spoken of at the end, once. */
	if (r >= 0 || (s->priv->out.err && r == s->priv->out.err))
		return;
	ck_fail_unsaid(s, NULL, r);
	status = s->priv->last_err == r ? s->priv->last_status
					: ck_fail_status(r);
	s->worst = ck_exit_worse(s->worst, status);
}

/* Whoever sent the signal is told that it ended the run; a shell stops its
 * script at an interrupt only then. */
static void end_by_signal(void)
{
	signal(ck_signal_seen, SIG_DFL);
	raise(ck_signal_seen);
}

static int finish(struct ck_session *s, int r)
{
	take_result(s, r);
	if (s->verb)
		ck_output_finish(s);
	ck_words_flush(s);
	if (s->answer_no)
		s->worst = ck_exit_worse(s->worst, CK_EXIT_NO);
	ck_session_close(s);
	if (ck_signal_seen && s->worst == CK_EXIT_OK)
		end_by_signal();
	return s->worst;
}

int ck_main(const struct ck_program *program, int argc, char **argv)
{
	struct ck_session_private priv = { .rejects_fd = -1 };
	struct ck_session s = { .program = program,
				.settings = program->settings,
				.via = "cli",
				.aside = { .fd = -1 },
				.priv = &priv };
	int r;

	ck_session_harden();
	s.doc = ck_doc_new();
	ck_options_parse(&s, argc, argv);
	r = ck_verb_choose(&s, priv.operands, priv.operand_count);
	if (r == 0)
		r = ck_session_open(&s);
	if (r == 0)
		r = run_verb(&s);
	return finish(&s, r);
}
