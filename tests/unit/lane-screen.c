/* A screen in windows that are too small for it. */
#include <config.h>

#include "lane/screen.h"
#include "tap.h"

static const char *fit(const char *screen, int columns, int rows)
{
	static struct ck_buf out;

	ck_buf_clear(&out);
	ck_screen_fit(screen, columns, rows, &out);
	return ck_buf_text(&out);
}

int main(void)
{
	static const char screen[] = "B0-1  in service\n"
				     "fire: it stands open\n"
				     "07:00  alarm\n";

	is(fit(screen, 80, 24), screen, "a screen that fits stays as it is");
	is(fit(screen, 80, 2), "B0-1  in service\nfire: it stands open\n",
	   "of too many rows the last are left out");
	is(fit(screen, 14, 24),
	   "B0-1  in\n  service\nfire: it\n  stands open\n07:00  alarm\n",
	   "lines are broken at blanks");
	is(fit(screen, 14, 3), "B0-1  in\n  service\n07:00  alarm\n",
	   "and take the rows that they take, or none");
	is(fit("loop_arrive_1\nx\n", 5, 3), "loop_arrive_1\n",
	   "a word that is longer than a row takes several");
	is(fit("làn xe\n", 6, 1), "làn xe\n", "a letter takes one column");
	is(fit("", 80, 24), "", "nothing is nothing");
	return tap_done();
}
