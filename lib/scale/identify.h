/* What an unknown indicator speaks, judged by what was heard of it. Pure.
 *
 * A protocol fits a line setting when, of all that was heard there, at least
 * four fifths of the bytes are its frames, and came without a fault, and there
 * are at least three. Bytes of a
 * wrong speed are garbage with wrong stop bits, and nothing fits them.
 *
 * A line of 7 bits with parity is heard without one at 8 bits as well, the
 * parity then being bit 7; so a line without parity is judged as all of them,
 * and how it must be opened comes out. What has 11 bits a byte, or 9, must be
 * listened to by itself. */
#ifndef CK_SCALE_IDENTIFY_H
#define CK_SCALE_IDENTIFY_H

#include "port/port.h"
#include "scale/protocol.h"

/* One way to read what was heard. */
struct ck_identified {
	const struct ck_scale_protocol *protocol;
	struct ck_port_setting line;	/* no device; baud 0: not serial */
	bool asked;		/* it spoke when it was asked */
	size_t good;		/* frames that say a weight, or that they
				 * cannot say one */
	size_t refused;		/* pieces that are none, but for the one where
				 * listening began and the one where it ended */
	size_t good_bytes;
	size_t refused_bytes;
	size_t faults;		/* bytes with a wrong parity or stop bit */
	bool agrees;		/* with the best: the same first and last
				 * weight in the same unit */
	char first[16];		/* weight */
	char last[16];
	char unit[4];
};

struct ck_identify;

CK_RETURNS_MEMORY struct ck_identify *ck_identify_new(void);
void ck_identify_free(struct ck_identify *identify);
CK_DEFINE_CLEANUP(struct ck_identify *, ck_identify_free)

/* Takes what was heard at one line setting: bytes as a port gives them that was
 * opened with it, faults marked where it says so. True: a protocol fits so well
 * that no other line need be listened to. */
bool ck_identify_hear(struct ck_identify *identify,
		      const struct ck_port_setting *line, bool asked,
		      const uint8_t *bytes, size_t n);

/* Those that fit, the best first: a layout that is known whole, then more of
 * what was heard, a check in every frame, and more told by the frames. Beside a
 * best that has a check in every frame only others that have one too; beside
 * one that leaves nothing unread, or has such checks, only those at the same
 * speed. Lives until the next call. */
const struct ck_identified *ck_identify_results(struct ck_identify *identify,
						size_t *ret_count);

/* How sure the best is: */
enum ck_identify_sure {
	CK_IDENTIFY_NONE,	/* nothing fits */
	CK_IDENTIFY_FEW,	/* fewer than five frames */
	CK_IDENTIFY_SEVERAL,	/* another fits that says other weights, now
				 * or of another load: it must be tried with a
				 * known weight */
	CK_IDENTIFY_ALIKE,	/* others fit, and say the same weights */
	CK_IDENTIFY_ALONE,	/* nothing else fits */
	CK_IDENTIFY_CHECKED,	/* likewise, and the check of every frame
				 * held */
};

enum ck_identify_sure ck_identify_sure(struct ck_identify *identify);
/* "none", "few" … "checked". */
const char *ck_identify_sure_name(enum ck_identify_sure sure);

/* How many bytes were heard in all, and the line where the fewest of them had
 * a fault: the likely speed of an indicator that no protocol fits. */
size_t ck_identify_heard(const struct ck_identify *identify,
			 struct ck_port_setting *ret_line);

#endif
