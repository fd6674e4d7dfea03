/* Encodings: what is taken, what is refused and with which command. The bytes
 * in old encodings are those that iconv (glibc 2.36) and recode (3.6) make of
 * the same three lines. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>

#include "record/encoding.h"
#include "record/misread.h"
#include "tap.h"

static const char lines[] =
	"Biển số;Tên hàng;Lái xe\n29C-123.45;Sầu riêng tươi;Nguyễn Văn Bình\n"
	"12C.222.33;Thanh long ruột đỏ;Lê Thị Hường\n"
	"98C-1;Xoài cát Hòa Lộc;Đặng Quốc Việt\n";
static const char tcvn3[] =
	"Bi\323n s\350;T\252n h\265ng;L\270i xe\n"
	"29C-123.45;S\307u ri\252ng t\255\254i;Nguy\324n V\250n B\327nh\n"
	"12C.222.33;Thanh long ru\351t \256\341;L\252 Th\336 H\255\352ng\n"
	"98C-1;Xo\265i c\270t H\337a L\351c;\247\306ng Qu\350c Vi\326t\n";
static const char vni[] =
	"Bie\345n so\341;Te\342n ha\370ng;La\371i xe\n"
	"29C-123.45;Sa\340u rie\342ng t\366\364i;Nguye\343n Va\352n B\354nh\n"
	"12C.222.33;Thanh long ruo\344t \361o\373;Le\342 Th\362 H\366\364\370ng\n"
	"98C-1;Xoa\370i ca\371t Ho\370a Lo\344c;\321a\353ng Quo\341c Vie\344t\n";

static char *error;
static enum ck_encoding encoding;

static int read_as(const char *name, const char *bytes, size_t len,
		   struct ck_buf *text)
{
	free(error);
	error = NULL;
	ck_buf_clear(text);
	return ck_encoding_read(name, bytes, len, text, &encoding, &error);
}

static void test_taken(const char *what, const char *bytes, size_t len,
		       enum ck_encoding want)
{
	CK_BUF text = { 0 };
	CK_BUF back = { 0 };

	ok(read_as("a.csv", bytes, len, &text) == 0 && encoding == want,
	   "%s is taken", what);
	is(ck_buf_text(&text), "Biển;số\n", "... and is UTF-8 then");
	ck_encoding_write(encoding, true, ck_buf_text(&text), text.len, &back);
	ok(back.len >= len && !memcmp(back.data + back.len - len, bytes, len),
	   "... and its bytes again");
}

static void test_refused(const char *name, const char *bytes, size_t len,
			 const char *want)
{
	CK_BUF text = { 0 };

	ok(read_as(name, bytes, len, &text) == -EBADMSG && !text.len,
	   "refused: %s", want);
	ok(error && strstr(error, want), "... with that command");
	if (error && !strstr(error, want))
		printf("# %s\n", error);
}

/* Each byte as a character of Latin-1. */
static void test_disguised(const char *bytes, const char *want)
{
	CK_BUF text = { 0 };

	for (; *bytes; bytes++) {
		unsigned char c = *bytes;

		if (c >= 0x80)
			ck_buf_putc(&text, (char)(0xc0 | c >> 6));
		ck_buf_putc(&text, (char)(c < 0x80 ? c : 0x80 | (c & 0x3f)));
	}
	test_refused("a.csv", text.data, text.len, want);
}

/* Typed in VNI fonts and in TCVN3's: Sầu, Nguyễn, Đặng, Dương, Hoàng, Đức, Lê,
 * Bưởi; Sầu, Nguyễn, Hoàng, Đặng, Dương, Phạm, Lê. */
static void test_one_word(void)
{
	static const char *const fonts[][2] = {
		{ "Saàu", "VNI" }, { "Nguyeãn", "VNI" }, { "ÑAËNG", "VNI" },
		{ "Döông", "VNI" }, { "Hoaøng", "VNI" }, { "Ñöùc", "VNI" },
		{ "Leâ", "VNI" }, { "Cty TNHH Böôûi", "VNI" },
		{ "SÇu", "TCVN3" }, { "NguyÔn", "TCVN3" },
		{ "Hoµng", "TCVN3" }, { "§Æng", "TCVN3" },
		{ "D­¬ng", "TCVN3" }, { "Ph¹m", "TCVN3" }, { "Lª", "TCVN3" },
	};
	static const char *const texts[] = {
		"Hoà", "HOÀNG", "Quý", "Lê", "Krông", "Thaï", "Loïc", "Noël",
		"Müller", "MÜLLER", "Citroën", "CITROËN", "São", "João",
		"Leão", "Muñoz", "Maïs", "Château", "Köln", "Lön", "Curaçao",
		"Ångström", "Straße", "Moët", "Zoé", "Háo", "Raúl", "Saúl",
		"12 m²", "50 µm", "25 °C", "Nº 3", "1ª", "Intel®", "Việt",
	};

	for (size_t i = 0; i < sizeof(fonts) / sizeof(*fonts); i++)
		is(ck_encoding_font(fonts[i][0], strlen(fonts[i][0])),
		   fonts[i][1], "%s: %s", fonts[i][0], fonts[i][1]);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		ok(!ck_encoding_font(texts[i], strlen(texts[i])),
		   "%s: as it is", texts[i]);
}

static void test_misread(void)
{
	static const char *const misread[] = {
		"Sáº§u riÃªng", "Sá»­a Ä‘áº·c", "NÃ´ng", "å¹¿è¥¿å¤§è’œ", "LÃª",
	};
	static const char *const texts[] = {
		"Nông sản", "Nông", "CAFÉ–BAR", "“CAFÉ”", "Hôtel", "广西大蒜",
		"plain", "25 °C", "Ângström", "XÃ HỘI", "",
	};

	for (size_t i = 0; i < sizeof(misread) / sizeof(*misread); i++)
		ok(ck_misread(misread[i], strlen(misread[i])), "%s: misread",
		   misread[i]);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		ok(!ck_misread(texts[i], strlen(texts[i])), "\"%s\": as it is",
		   texts[i]);
}

#define BYTES(literal) literal, sizeof(literal) - 1

int main(void)
{
	CK_BUF text = { 0 };

	test_taken("UTF-8", BYTES("Bi\341\273\203n;s\341\273\221\n"),
		   CK_ENCODING_UTF8);
	test_taken("UTF-8 with BOM",
		   BYTES("\357\273\277Bi\341\273\203n;s\341\273\221\n"),
		   CK_ENCODING_UTF8_BOM);
	test_taken("UTF-16", BYTES("\377\376B\0i\0\303\036n\0;\0s\0\321\036\n\0"),
		   CK_ENCODING_UTF16LE);
	test_taken("UTF-16, big end first",
		   BYTES("\376\377\0B\0i\036\303\0n\0;\0s\036\321\0\n"),
		   CK_ENCODING_UTF16BE);
	test_taken("UTF-16 without BOM",
		   BYTES("B\0i\0\303\036n\0;\0s\0\321\036\n\0"),
		   CK_ENCODING_UTF16LE);
	test_taken("UTF-16 without BOM, big end first",
		   BYTES("\0B\0i\036\303\0n\0;\0s\036\321\0\n"),
		   CK_ENCODING_UTF16BE);
	ok(read_as("a.csv", lines, strlen(lines), &text) == 0,
	   "Vietnamese in UTF-8 is taken for what it is");
	ok(read_as("a.csv", BYTES("桂F·A2345;29C·12345;Đ·1\n"), &text) == 0,
	   "and so are Chinese plates");
	test_refused("a.csv", tcvn3, strlen(tcvn3),
		     ": iconv -f TCVN5712-1 -t UTF-8 a.csv >a.utf8.csv");
	test_refused("so bo.csv", vni, strlen(vni),
		     ": recode VNI..UTF-8 <'so bo.csv' >'so bo'.utf8.csv (Debian: recode)");
	test_disguised(tcvn3, "iconv -f UTF-8 -t ISO-8859-1 a.csv | iconv -f TCVN5712-1 -t UTF-8 >a.utf8.csv");
	test_disguised(vni, "iconv -f UTF-8 -t ISO-8859-1 a.csv | recode VNI..UTF-8 >a.utf8.csv");
	test_refused("-", BYTES("\271\360F\241\244A2345;\264\363\313\342\n"),
		     "iconv -f GB18030 -t UTF-8 FILE >FILE.utf8.csv");
	test_refused("-", BYTES("\271\360F12345;20kg\244\322;\351F\n"),
		     "iconv -f GB18030 -t UTF-8 FILE >FILE.utf8.csv");
	test_refused("a.csv", BYTES("29C-123.45;S\307u\n"), "iconv -f TCVN5712-1");
	test_refused("a.csv", BYTES("29C-123.45;Sa\340u\n"), "recode VNI");
	test_refused("a.csv", BYTES("29C-123.45;S\342\314u\n"),
		     "iconv -f WINDOWS-1258");
	test_refused("a.csv", BYTES("29C-123.45;c\340 ph\352\n"),
		     "iconv -f WINDOWS-1258");
	test_refused("a.csv", BYTES("29C;\377\n"), "iconv -f ENCODING");
	test_refused("-x.xlsx", BYTES("PK\003\004 xl/workbook.xml"),
		     "xlsx2csv './-x.xlsx' './-x'.csv");
	test_refused("it's.ods",
		     BYTES("PK\003\004 mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
		     "ssconvert 'it'\\''s.ods' 'it'\\''s'.csv");
	test_refused("d.x/a", BYTES("\320\317\021\340\241\261\032\341"),
		     "ssconvert d.x/a d.x/a.csv");
	test_refused("a.zip", BYTES("PK\003\004"), "unzip a.zip");
	test_refused("a", BYTES("a\0b"), "file a");
	test_refused("a", BYTES("\377\376\0\330\0\0"), "iconv -f UTF-16");
	test_one_word();
	test_misread();
	free(error);
	return tap_done();
}
