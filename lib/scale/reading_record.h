/* What a scale said as a record (ck-record(5)), and a record read back.
 *
 *	{"kind":"reading","protocol":"yaohua-a9","ok":true,"weight":"36740",
 *	 "unit":"kg","stable":null,"net":null,"range":"ok","frame":"<hex>"}
 *	{"kind":"reading","protocol":…,"ok":false,"reason":"checksum",
 *	 "frame":"<hex>"}
 *
 * A reading that concludes a stable weight has besides
 *	"concluded":true,"by_indicator":false,"count":11,"span_ms":1000,
 *	"frames":["<hex>",…]
 * frames: those it rests on, the newest 32; and where the scale stood empty at
 * rest before, zero (digits) and zero_frame. */
#ifndef CK_SCALE_READING_RECORD_H
#define CK_SCALE_READING_RECORD_H

#include "record/value.h"
#include "scale/protocol.h"
#include "scale/stability.h"

/* Adds the members of the reading to a record that has its kind. */
void ck_reading_put(struct ck_value *record,
		    const struct ck_scale_protocol *protocol,
		    const struct ck_reading *reading);
/* Adds what the conclusion rests on. frame_ms: the rule's, which then says how
 * long the run lasted. */
void ck_stable_put(struct ck_value *record, const struct ck_stable *stable,
		   int64_t frame_ms);

/* A stable weight with its proof, however it came to us. */
struct ck_weight {
	int64_t grams;
	const char *digits;		/* the indicator's own */
	const char *unit;
	int net;			/* 1, 0, or -1: not said */
	bool by_indicator;
	unsigned count;
	int64_t span_ms;
	const struct ck_scale_protocol *protocol;
	const struct ck_value *frames;	/* array of hex texts */
	const char *zero_frame;		/* hex; NULL: the empty scale was not
					   seen at rest before */
	int64_t zero_g;			/* what it said */
	const struct ck_value *parts;	/* of a sum (scale/axles.h); else NULL */
};

/* Texts and frames go into doc. */
void ck_weight_of_stable(struct ck_doc *doc,
			 const struct ck_scale_protocol *protocol,
			 const struct ck_stable *stable, int64_t frame_ms,
			 struct ck_weight *ret_weight);

/* Is it a record of a concluded reading? */
bool ck_reading_concludes(const struct ck_value *record);

/* Why a record of a reading is not believed. */
struct ck_weight_doubt {
	const char *pointer;
	const char *code;
	const char *sentence;		/* marked for translation */
};

/* The weight of a concluded reading. Its frames are decoded again, under these
 * options (NULL: all defaults): they, not the record, say what the weight is, and they must conclude it under the
 * rule. -EBADMSG with the doubt filled. */
int ck_weight_of_record(struct ck_doc *doc, const struct ck_value *record,
			const struct ck_scale_options *options,
			const struct ck_stability_rule *rule,
			struct ck_weight *ret_weight,
			struct ck_weight_doubt *ret_doubt) CK_MUST_CHECK;

/* What one frame, as hex, says. -EBADMSG: it is none, or says no mass. */
int ck_frame_mass(const struct ck_scale_protocol *protocol,
		  const struct ck_scale_options *options, const char *hex,
		  int64_t *ret_g) CK_MUST_CHECK;

/* Hex digits, white space between bytes, to bytes; their number, or -EBADMSG:
 * something else, or half a byte, or more than size. */
int ck_hex_read(const char *text, size_t len, uint8_t *bytes, size_t size)
	CK_MUST_CHECK;

#endif
