/* The other programs of ours: installed in one folder, and built in one.
 */
#ifndef CK_BASE_BESIDE_H
#define CK_BASE_BESIDE_H

/* The path of a program that lies beside the one that runs, there or not. NULL:
 * nobody knows where that is (no /proc). Freed by the caller. */
char *ck_beside(const char *program);

#endif
