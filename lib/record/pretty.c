#include <config.h>

#include "record/pretty.h"

enum { LINE_MOST = 72, INDENT = 2 };

static bool is_flat(const struct ck_value *v)
{
	for (size_t i = 0; i < ck_count(v); i++)
		if (ck_count(ck_at(v, i)))
			return false;
	return true;
}

static bool write_short(struct ck_buf *buf, const struct ck_value *v,
			size_t used)
{
	CK_BUF text = { 0 };

	if (!is_flat(v))
		return false;
	ck_write(&text, v);
	if (text.len + used > LINE_MOST)
		return false;
	ck_buf_add(buf, text.data, text.len);
	return true;
}

static void new_line(struct ck_buf *buf, size_t indent)
{
	ck_buf_printf(buf, "\n%*s", (int)indent, "");
}

static void write_value(struct ck_buf *buf, const struct ck_value *v,
			size_t indent, size_t used)
{
	bool object = ck_is_object(v);

	if (!ck_count(v)) {
		ck_write(buf, v);
		return;
	}
	if (indent && write_short(buf, v, used))
		return;
	ck_buf_putc(buf, object ? '{' : '[');
	for (size_t i = 0; i < ck_count(v); i++) {
		size_t before = buf->len;

		ck_buf_puts(buf, i ? "," : "");
		new_line(buf, indent + INDENT);
		if (object) {
			ck_write_str(buf, ck_key_at(v, i));
			ck_buf_puts(buf, ": ");
		}
		write_value(buf, ck_at(v, i), indent + INDENT,
			    buf->len - before);
	}
	new_line(buf, indent);
	ck_buf_putc(buf, object ? '}' : ']');
}

void ck_write_pretty(struct ck_buf *buf, const struct ck_value *v)
{
	write_value(buf, v, 0, 0);
	ck_buf_putc(buf, '\n');
}
