/* base/name.h - recognising a name that several hands have written, in Arabic or in Latin letters.
 *
 * A name is kept as its owner's papers have it; what is made here is only for comparing and finding.
 *
 * - The *normal form* is what is left when nothing but typing differs: case, accents, vowel signs, hyphens,
 * spaces, the article (El, Al, L', ال), the ways to write Ben, Bou and Abd el-, the carriers of a hamza. Two
 * names with one normal form are the same name.
 * - The *skeleton* is how the name sounds to somebody who hears only its consonants, in either script: one
 * number for Mohammed, Mohamed, M'hamed and محمد. Names with one skeleton may be the same name.
 * - name_similar() weighs both, and the vowels too.
 *
 * Everything is pure and takes any bytes. Only the first 120 letters count. Signs that are neither Latin nor
 * Arabic letters nor digits are left out; a name without any letter has an empty normal form and skeleton 0.
 */
#ifndef BASE_NAME_H
#define BASE_NAME_H

#include "base/str.h"

#define NAME_NORMAL_MAX 240 /* bytes of the longest normal form */

/* Normal form, either script. Making it twice changes nothing. */
str name_normal(struct arena *a, str name);
/* The same without an arena: writes at most NAME_NORMAL_MAX bytes, returns their number. */
size_t name_normal_into(char buf[NAME_NORMAL_MAX], str name);

#define NAME_SKELETON_SYMBOLS 12
#define NAME_SKELETON_BITS 5

/* Up to 12 symbols of 5 bits, the first in the highest bits (59..55), 0 where the name has ended: fits a
 * signed 64-bit column, sorts by the first sounds, and is searched by prefix as a range (below). 0: no
 * letters. */
uint64_t name_skeleton(str name);
/* The range of all skeletons that begin like `name`: from <= skeleton <= to. For a name still being typed,
 * whose last letters may yet turn out to be the beginning of something else. Without letters, the range of
 * everything. */
void name_skeleton_range(str name, uint64_t *from, uint64_t *to);

/* At most so many skeletons are one sound away from another one. */
#define NAME_NEAR_MAX (2 * NAME_SKELETON_SYMBOLS)
/* The skeletons that differ from this one in a sound that is easily written for another, or by the h behind a
 * t: Belgacem and بلقاسم, Soraya and ثريا, Fathi and فتحي. Returns how many. */
size_t name_skeleton_near(uint64_t skeleton, uint64_t near[NAME_NEAR_MAX]);

enum name_likeness { NAME_DIFFERENT, NAME_SPELLING, NAME_EQUAL };

/* EQUAL: one normal form. SPELLING: two ways to write one name, in one script or across the two. A name
 * without any Latin or Arabic letter is EQUAL only to the very same bytes, and an empty one to nothing. */
enum name_likeness name_similar(str a, str b);
/* How far apart two names sound, for putting finds in order: 0 when only the writing differs, 2 for a
 * consonant or a vowel that differs, 1 for what is easily mistaken. Large when one of them has no letters. */
unsigned name_distance(str a, str b);

#endif
