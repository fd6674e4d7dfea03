#include <config.h>

#include <string.h>

#include "base/utf8.h"
#include "pass/page.h"

/* Of an A5 page, in tenths of a millimetre. */
enum { WIDTH = 1480, HEIGHT = 2100, LEFT = 110, QR_SIDE = 800, LINE = 76,
       LONGEST = 58 };

/* The languages stand side by side whatever the reader's is: the page is for
 * drivers of both sides. */
struct words {
	const char *vi, *en, *zh;
};

static const struct words title = {
	"THẺ XE", "VEHICLE PASS", "车辆通行凭证"
};
static const struct words export_words = {
	"Xuất khẩu", "Export", "出口"
};
static const struct words import_words = {
	"Nhập khẩu", "Import", "进口"
};

struct row {
	struct words label;
	const char *pointer;
};

static const struct row rows[] = {
	{ { "Lượt xe", "Trip", "车次" }, "/trip" },
	{ { "Rơ moóc, biển số khác", "Other plates", "其他车牌" },
	  "/vehicle/plates" },
	{ { "Số công-te-nơ", "Container", "集装箱" }, "/vehicle/container" },
	{ { "Số khung", "Chassis", "车架号" }, "/vehicle/chassis" },
	{ { "Doanh nghiệp", "Enterprise", "企业" }, "/enterprise" },
	{ { "Hàng hóa", "Goods", "货物" }, "/goods" },
	{ { "Có giá trị từ", "Valid from", "生效时间" }, "/from" },
	{ { "Đến", "Until", "失效时间" }, "/until" },
};

static const struct words notice[] = {
	{ "Đưa mã này vào máy đọc ở làn xe. Giữ thẻ phẳng và sạch.",
	  "Hold this code before the reader at the lane. Keep it flat and clean.",
	  "请在车道读码器前出示此码，保持平整清洁。" },
	{ "Thẻ chỉ để nhận biết xe, không phải giấy cho phép qua.",
	  "It says which vehicle this is. It does not permit it to pass.",
	  "本凭证仅用于识别车辆，不代表准许通行。" },
};

/* -- text ----------------------------------------------------------------- */

static void put_text(struct ck_buf *svg, const char *text)
{
	size_t n;

	for (size_t i = 0, len = strlen(text); i < len; i += n) {
		n = ck_utf8_length(text + i, len - i);
		if (!n || (unsigned char)text[i] < ' ') {
			n = n ? n : 1;
			ck_buf_putc(svg, ' ');
		} else if (text[i] == '<') {
			ck_buf_puts(svg, "&lt;");
		} else if (text[i] == '&') {
			ck_buf_puts(svg, "&amp;");
		} else {
			ck_buf_add(svg, text + i, n);
		}
	}
}

static void line(struct ck_buf *svg, int x, int y, int size, const char *more,
		 const char *text)
{
	ck_buf_printf(svg, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"%s>", x, y,
		      size, more);
	put_text(svg, text);
	ck_buf_puts(svg, "</text>\n");
}

static void three(struct ck_buf *svg, int x, int y, int size, const char *more,
		  const struct words *w)
{
	CK_BUF text = { 0 };

	ck_buf_printf(&text, "%s · %s · %s", w->vi, w->en, w->zh);
	line(svg, x, y, size, more, ck_buf_text(&text));
}

/* What does not fit on its line ends in an ellipsis. */
static void add_short(struct ck_buf *buf, const char *text)
{
	size_t len = strlen(text);

	if (ck_utf8_count(text, len) > LONGEST) {
		size_t at = 0;

		for (int i = 0; i < LONGEST - 1; i++)
			at += ck_utf8_length(text + at, len - at);
		ck_buf_add(buf, text, at);
		ck_buf_puts(buf, "…");
	} else {
		ck_buf_puts(buf, text);
	}
}

/* -- parts ---------------------------------------------------------------- */

static void put_code(struct ck_buf *svg, const struct ck_qr *qr, int top)
{
	int side = qr->width + 2 * CK_QR_QUIET;

	ck_buf_printf(svg,
		      "<svg x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
		      "viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
		      "<path d=\"", (WIDTH - QR_SIDE) / 2, top, QR_SIDE,
		      QR_SIDE, side, side);
	for (int y = 0; y < qr->width; y++) {
		int run = 0;

		for (int x = 0; x <= qr->width; x++) {
			if (ck_qr_dark(qr, x, y)) {
				run++;
				continue;
			}
			if (run)
				ck_buf_printf(svg, "M%d %dh%dv1h-%dz",
					      x - run + CK_QR_QUIET,
					      y + CK_QR_QUIET, run, run);
			run = 0;
		}
	}
	ck_buf_puts(svg, "\"/></svg>\n");
}

/* A text, or a list of them; a time without its seconds. */
static void add_value(struct ck_buf *text, const struct ck_value *v,
		      const char *label)
{
	const char *word = ck_str(v);

	if (word && strlen(word) == 29 && word[10] == 'T')
		ck_buf_printf(text, "%.10s %.5s %s", word, word + 11,
			      word + 23);
	else if (word)
		add_short(text, word);
	for (size_t i = 0; i < ck_count(v); i++) {
		if (!ck_str(ck_at(v, i)) ||
		    (label && !strcmp(ck_str(ck_at(v, i)), label)))
			continue;
		if (text->len)
			ck_buf_puts(text, ", ");
		ck_buf_puts(text, ck_str(ck_at(v, i)));
	}
}

static int put_rows(struct ck_buf *svg, const struct ck_value *record, int y)
{
	const char *own = ck_str(ck_pointer(record, "/vehicle/plate"));

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		CK_BUF value = { 0 };
		CK_BUF fit = { 0 };

		add_value(&value, ck_pointer(record, rows[i].pointer), own);
		if (!value.len)
			continue;
		add_short(&fit, ck_buf_text(&value));
		three(svg, LEFT, y, 24, " fill=\"#555\"", &rows[i].label);
		line(svg, LEFT, y + 38, 38, "", ck_buf_text(&fit));
		y += LINE;
	}
	return y;
}

static void put_head(struct ck_buf *svg, const struct ck_value *record,
		     const struct ck_value *site)
{
	const char *direction = ck_get_str(record, "direction");
	const struct words name = {
		ck_get_str(site, "vi") ?: ck_get_str(record, "site"),
		ck_get_str(site, "en") ?: "", ck_get_str(site, "zh") ?: "",
	};
	CK_BUF others = { 0 };

	ck_buf_printf(&others, "%s · %s", name.en, name.zh);
	line(svg, LEFT, 130, 58, " font-weight=\"bold\"", name.vi);
	line(svg, LEFT, 182, 34, "", ck_buf_text(&others));
	three(svg, LEFT, 262, 44, " font-weight=\"bold\"", &title);
	three(svg, LEFT, 316, 34, "",
	      direction && !strcmp(direction, "import") ? &import_words
							: &export_words);
	if (ck_is_true(ck_get(record, "simulated")))
		line(svg, WIDTH - LEFT, 66, 44,
		     " fill=\"#c00\" font-weight=\"bold\" text-anchor=\"end\"",
		     "SIMULATED");
}

static void put_foot(struct ck_buf *svg, const struct ck_value *record)
{
	const struct ck_value *head = ck_get(record, "head");
	const char *hash = ck_get_str(head, "hash");
	CK_BUF text = { 0 };

	for (size_t i = 0; i < sizeof(notice) / sizeof(*notice); i++) {
		int y = 1830 + (int)i * 100;

		line(svg, LEFT, y, 26, "", notice[i].vi);
		line(svg, LEFT, y + 31, 26, "", notice[i].en);
		line(svg, LEFT, y + 62, 26, "", notice[i].zh);
	}
	ck_buf_printf(&text, "%s", ck_get_str(record, "key"));
	if (hash)
		ck_buf_printf(&text, " · %s:%lld:%s",
			      ck_get_str(head, "origin"),
			      (long long)ck_get_int(head, "seq", 0), hash);
	line(svg, LEFT, HEIGHT - 40, 16, " fill=\"#555\"", ck_buf_text(&text));
}

void ck_pass_page(const struct ck_value *record, const struct ck_value *site,
		  const struct ck_qr *qr, struct ck_buf *svg)
{
	const char *label = ck_str(ck_pointer(record, "/vehicle/label"));

	ck_buf_printf(svg,
		      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		      "<svg xmlns=\"http://www.w3.org/2000/svg\" "
		      "version=\"1.1\" width=\"148mm\" height=\"210mm\" "
		      "viewBox=\"0 0 %d %d\" font-family=\"Noto Sans, "
		      "DejaVu Sans, Noto Sans CJK SC, sans-serif\">\n"
		      "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n",
		      WIDTH, HEIGHT, WIDTH, HEIGHT);
	put_head(svg, record, site);
	put_code(svg, qr, 320);
	line(svg, WIDTH / 2, 1170, 96,
	     " font-weight=\"bold\" text-anchor=\"middle\"",
	     label ? label : "");
	put_rows(svg, record, 1230);
	put_foot(svg, record);
	ck_buf_puts(svg, "</svg>\n");
}
