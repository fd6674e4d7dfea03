/* In which order lines are tried on an unknown indicator. What listens is the
 * caller's: a port, or in tests a line made of bits. */
#ifndef CK_SCALE_IDENTIFY_SCAN_H
#define CK_SCALE_IDENTIFY_SCAN_H

#include "scale/identify.h"

/* Bytes heard in a row of one line are at most so many. */
#define CK_IDENTIFY_HEARD 768

struct ck_identify_ear {
	/* Says ask (NULL: nothing) and listens with this line setting for a
	 * while; how long the first byte is waited for is first_ms. How many
	 * bytes came; -EINVAL: the device cannot do this setting, the next is
	 * tried; any other negative errno ends the search. A setting of baud 0
	 * is the only one: the device has no speed. */
	int (*hear)(void *ctx, const struct ck_port_setting *line,
		    const void *ask, size_t ask_len, int first_ms,
		    uint8_t bytes[CK_IDENTIFY_HEARD]);
	void *ctx;
	bool serial;
	bool may_ask;
	int first_ms;	/* how long an indicator is waited for that may speak
			 * by itself; less where it may be asked */
};

/* Listens at one speed after another, the usual ones first, until one fits,
 * then with 11 and with 9 bits a byte. An indicator that is silent is asked,
 * where that is allowed, in every protocol that has a question, with 8 bits
 * and with 7 and even parity. 0, or what hear returned. */
CK_MUST_CHECK int ck_identify_scan(struct ck_identify *identify,
				   const struct ck_identify_ear *ear);

#endif
