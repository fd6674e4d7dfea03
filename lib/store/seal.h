/* Seals: a digest over a range of the log as `ck-store log` prints it, so that
 * an outsider proves a day with one sha256sum. */
#ifndef CK_STORE_SEAL_H
#define CK_STORE_SEAL_H

#include "base/digest.h"
#include "store/log.h"

/* The digest of a range is that of its lines, each with its newline. */
void ck_seal_add(struct ck_sha256 *sum, const char *line);

/* Inside a command: appends log.sealed over what is not sealed yet when a day
 * has begun since the last seal, or nothing was ever sealed. Returns 1 when a
 * seal was made, 0 when none was due. */
int ck_seal_if_due(struct ck_txn *txn, int offset_min) CK_MUST_CHECK;

#endif
