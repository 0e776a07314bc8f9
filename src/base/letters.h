/* base/letters.h - a name as plain letters, one byte each, whatever way it was typed.
 *
 * Latin letters lose case and marks; Arabic letters lose vowel signs, the stretching stroke and the shapes of
 * old code pages. Everything between two words becomes one ' '. Signs of other scripts are left out: a name
 * written only in them has no letters. Input that isn't UTF-8 is read around, never refused.
 *
 * For the rooms of base/name.h only; others use that.
 */
#ifndef BASE_LETTERS_H
#define BASE_LETTERS_H

#include "base/str.h"

enum { LETTERS_MAX = 120 }; /* what comes after it is left out; no paper has room for more */

/* 'a'..'z', '0'..'9', ' ', LETTER_SOFT_C, or an Arabic letter. */
#define LETTER_SOFT_C 0x01
#define LETTER_ARABIC(low) ((uint8_t)(0x80 | (low))) /* low byte of U+0621..U+064A */
#define LETTER_GAF 0xCB				     /* the Maghreb's hard g, in any of its shapes */

enum {
	AR_HAMZA = LETTER_ARABIC(0x21),
	AR_ALEF_MADDA,
	AR_ALEF_ABOVE,
	AR_WAW_HAMZA,
	AR_ALEF_BELOW,
	AR_YEH_HAMZA,
	AR_ALEF,
	AR_BEH,
	AR_MARBUTA,
	AR_TEH,
	AR_THEH,
	AR_JEEM,
	AR_HAH,
	AR_KHAH,
	AR_DAL,
	AR_THAL,
	AR_REH,
	AR_ZAIN,
	AR_SEEN,
	AR_SHEEN,
	AR_SAD,
	AR_DAD,
	AR_TAH,
	AR_ZAH,
	AR_AIN,
	AR_GHAIN,
	AR_FEH = LETTER_ARABIC(0x41),
	AR_QAF,
	AR_KAF,
	AR_LAM,
	AR_MEEM,
	AR_NOON,
	AR_HEH,
	AR_WAW,
	AR_MAKSURA,
	AR_YEH
};

struct letters {
	size_t n;
	uint8_t at[LETTERS_MAX + 4]; /* zeros follow the last letter, so that two letters ahead can be read */
};

/* How much a letter keeps: EXACT for its sound; PLAIN as two clerks would call it the same letter (alef with
 * or without hamza, final ya with or without dots, final ha with or without dots, c with or without cedilla).
 */
enum letters_kind { LETTERS_EXACT, LETTERS_PLAIN };

void letters_read(str s, enum letters_kind kind, struct letters *ret);
/* Writes the letters as UTF-8, at most 2 * n bytes, returns the bytes. */
size_t letters_text(const struct letters *w, char *out);

#endif
