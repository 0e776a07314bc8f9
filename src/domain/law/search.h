/* domain/law/search.h - parameters found by words that somebody typed. Pure. */
#ifndef DOMAIN_LAW_SEARCH_H
#define DOMAIN_LAW_SEARCH_H

#include "domain/law/law.h"

enum { LAW_WORDS_MAX = 200 /* bytes */, LAW_FOUND_MAX = 50 };

/* Those that speak of every word of `words`, in their path, their descriptions in any language, the
 * descriptions of their scheme, their references or what is said of a gap; those of `country` first, then by
 * path, the first LAW_FOUND_MAX. Words are compared as base/name.h does: case, accents and the variants of
 * Arabic letters don't count. A word is found inside of another one; one of a single letter or two only where
 * another one begins. Without any letter nothing is found. *ret_all: how many there are. */
void law_search(struct arena *a, const struct law *l, str words, str country,
		const struct law_parameter ***ret, size_t *ret_n, size_t *ret_all);

#endif
