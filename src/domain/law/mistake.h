/* domain/law/mistake.h - what can be wrong in a file (mistake.def), as data: readers are told in their
 * language.
 */
#ifndef DOMAIN_LAW_MISTAKE_H
#define DOMAIN_LAW_MISTAKE_H

#include "base/arena.h"
#include "base/str.h"

enum mistake_key {
#define MISTAKE(key, english) MISTAKE_##key,
#define CASE_MISTAKE(key, english) MISTAKE_##key,
#include "domain/law/mistake.def"
#undef MISTAKE
#undef CASE_MISTAKE
};

struct mistake {
	enum mistake_key key;
	str a, b, c,
	    d; /* what stands for {a} to {d} of its sentence; cut to MISTAKE_WORD_MAX when it is kept */
};

enum { MISTAKE_WORD_MAX = 300 /* bytes */ };

/* One with the words that its sentence wants, in their order: MISTAKEN(MISTAKE_UNIT_UNKNOWN, word, words) */
#define MISTAKEN(...) ((struct mistake){ .key = __VA_ARGS__ })

/* UNIT_UNKNOWN... */
str mistake_name(enum mistake_key k);
/* Its sentence in English, for the command line and for whoever reads JSON. */
str mistake_text(struct arena *a, const struct mistake *m);
/* A number as a word of a sentence. */
str mistake_number(struct arena *a, size_t n);
/* A copy with words of its own in `a`, each cut to MISTAKE_WORD_MAX. */
struct mistake mistake_copy(struct arena *a, const struct mistake *m);

#endif
