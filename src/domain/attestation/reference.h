/* domain/attestation/reference.h - what an attestation is called: short enough to be typed from paper, long
 * enough not to be guessed.
 *
 * Ten characters of 5 random bits each and two that check them, in Crockford's alphabet (no I, L, O, U),
 * written "7K4M-92QX-TB5D". The check is the number of the first ten modulo 1021, a prime: it finds every
 * wrong character and every two swapped neighbours among the ten.
 */
#ifndef DOMAIN_ATTESTATION_REFERENCE_H
#define DOMAIN_ATTESTATION_REFERENCE_H

#include "base/arena.h"
#include "base/str.h"

enum { REFERENCE_RANDOM_BITS = 50, REFERENCE_CHARS = 12, REFERENCE_TYPED_MAX = 40 };

/* The twelve characters of a random number; bits above the 50th don't count. */
str reference_make(struct arena *a, uint64_t random);
/* As people read it: in groups of four. */
str reference_text(struct arena *a, str reference);
/* What somebody typed: either case, O for 0, I and L for 1, with blanks, dots and dashes. False when it can't
 * be one; *ret is then untouched. */
bool reference_parse(struct arena *a, str typed, str *ret);

#endif
