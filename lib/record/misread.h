/* UTF-8 that a program took for Windows-1252 or Latin-1 and saved as UTF-8
 * again: each of its bytes is a character now, as "SÃ¡u" for "Sáu". The table
 * is Unicode's MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT.
 */
#ifndef CK_RECORD_MISREAD_H
#define CK_RECORD_MISREAD_H

#include <stdbool.h>
#include <stddef.h>

/* text: UTF-8. What it was before has to have letters of Vietnamese or
 * Chinese, for capitals beside quotation marks may look so by chance. */
bool ck_misread(const char *text, size_t len);

#endif
