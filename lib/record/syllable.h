/* Does text look Vietnamese? For recognising an encoding, so of each word only
 * the shape is asked: initial consonants, a vowel group that the language has,
 * final consonants (Vietnamese orthography), and capitals where they may stand.
 */
#ifndef CK_RECORD_SYLLABLE_H
#define CK_RECORD_SYLLABLE_H

#include <stdbool.h>
#include <stddef.h>

struct ck_syllables {
	size_t words;		/* Latin words that are not all ASCII */
	size_t vietnamese;	/* of these, the shape of a syllable */
	size_t odd;		/* of these, a spelling that no language has in
				   Latin-1: a mark behind its vowel (vni), a
				   sign or a capital within (else) */
};

/* text: UTF-8; vni: its Latin-1 characters are the bytes of a VNI font, where
 * a letter is followed by its mark. Words beside a digit are left out: a plate,
 * a code. */
void ck_syllables_count(const char *text, size_t len, bool vni,
			struct ck_syllables *ret_count);

#endif
