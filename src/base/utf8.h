/* base/utf8.h - UTF-8 as RFC 3629 has it: no surrogates, no overlong forms, nothing above U+10FFFF. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

#define UTF8_MAX 4 /* bytes of the longest character */

/* Number of bytes before the first fault; s.n when there is none. */
size_t utf8_sound(str s);
static inline bool utf8_valid(str s) { return utf8_sound(s) == s.n; }

/* Takes one character off the front. False at the end and before a fault; `s` is then untouched. */
bool utf8_next(str *s, uint32_t *ret);
/* Writes one character, returns its bytes (1..4). `c` must be a character (no surrogate, <= U+10FFFF). */
size_t utf8_put(char out[UTF8_MAX], uint32_t c);

/* Format of a text that keeps its order in an Arabic line too, such as digits in groups (U+2066, U+2069). */
#define LEFT_TO_RIGHT "\xE2\x81\xA6%.*s\xE2\x81\xA9"

#endif
