/* What the gatehouse brings to a lane's own computer with the list, when it is
 * not what that has: a lane_call tells the digests that are known there,
 *	"site_file":"<64 digits>", "site_keys":"<64 digits>" or ""
 * and the answer has, of each that differs,
 *	"site_file":{"version":7,"digest":…,"document":{…}}
 *	"site_keys":{"digest":…,"keys":[…]}
 * the site file in effect, with the digest of ck-store site, and every key of
 * the site (pass/key_record.h). A file too long for the line comes without its
 * document. A call without these members is answered without them.
 */
#ifndef CK_LANE_BROUGHT_H
#define CK_LANE_BROUGHT_H

#include "base/digest.h"
#include "command/session.h"

enum {
	/* Beside a list of CK_EXPECTED_BYTES it stays within a line, and with
	 * its quotes escaped it does as a line of the lane's log. */
	CK_BROUGHT_MOST = 256 * 1024,
};

/* The digest of the site file in effect. -ENOENT: there is none. */
int ck_brought_digest(struct ck_store *store, const char *site,
		      char ret_digest[CK_DIGEST_HEX]) CK_MUST_CHECK;

/* The members, for the answer to the item's record; NULL where nothing is to
 * be brought. Said. */
struct ck_brought {
	struct ck_value *site_file;
	struct ck_value *site_keys;
};
int ck_brought_read(struct ck_session *s, struct ck_item *item,
		    struct ck_brought *ret_brought) CK_MUST_CHECK;

#endif
