/* The strict reader on any bytes: a refusal has a place and a sentence; what
 * is accepted survives writing, canonical form and libjq unchanged. */
#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "record/jq.h"
#include "record/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool held)
{
	if (!held)
		abort();
}

static void check_fault(const struct ck_fault *fault, size_t size)
{
	require(fault->code && *fault->code && *fault->message);
	require(fault->line >= 1 && fault->line <= size + 1);
	require(fault->column >= 1 && fault->column <= size + 1);
	require(ck_utf8_valid(fault->message, strlen(fault->message)));
}

static const struct ck_value *must_read(struct ck_doc *doc, const char *text,
					size_t len)
{
	const struct ck_value *v = NULL;
	struct ck_fault fault;

	require(ck_read(doc, text, len, &v, &fault) == 0);
	return v;
}

static void check_written(struct ck_doc *doc, const struct ck_value *v,
			  void write(struct ck_buf *, const struct ck_value *))
{
	CK_BUF once = { 0 };
	CK_BUF twice = { 0 };
	const struct ck_value *again;

	write(&once, v);
	again = must_read(doc, once.data, once.len);
	require(ck_equal(v, again) && ck_equal(again, v));
	write(&twice, again);
	require(once.len == twice.len &&
		!memcmp(once.data, twice.data, once.len));
}

static int keep(void *ctx, const char *json, size_t len)
{
	ck_buf_add(ctx, json, len);
	return 0;
}

static struct ck_jq *identity;

static void forget(void)
{
	ck_jq_free(identity);
}

/* Compiled once: that takes libjq 1.6 longer than thousands of runs. */
static void compile(void)
{
	require(ck_jq_compile(".", &identity, NULL) == 0);
	atexit(forget);
}

/* libjq is another reader: it must have seen the same value. */
static void check_jq(struct ck_doc *doc, const struct ck_value *v,
		     const char *text, size_t len)
{
	CK_BUF result = { 0 };

	if (!identity)
		compile();
	require(ck_jq_run(identity, text, len, keep, &result, NULL) == 0);
	require(ck_equal(v, must_read(doc, result.data, result.len)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const char *text = (const char *)data;
	const struct ck_value *v = NULL;
	struct ck_fault fault;

	if (ck_read(doc, text, size, &v, &fault) < 0) {
		require(!v);
		check_fault(&fault, size);
		return 0;
	}
	require(ck_utf8_valid(text, size));
	require(ck_equal(v, ck_copy(doc, v)));
	check_written(doc, v, ck_write);
	check_written(doc, v, ck_write_canonical);
	check_jq(doc, v, text, size);
	return 0;
}
