/* domain/rights/because.h - why a right is what it is: reasons as data, kept with the span and said in any
 * language.
 *
 * Kept text: one reason a line, "CODE|day|until|n|text|law" without what is empty at its end; `law` counts
 * the lines of the basis, from 0. A basis is one line a value of the law:
 * "path|value|unit|from|status|reference", or "path||why|||" where none could be had. Both are kept as they
 * were, so that the same words come out years later.
 */
#ifndef DOMAIN_RIGHTS_BECAUSE_H
#define DOMAIN_RIGHTS_BECAUSE_H

#include "domain/rights/scheme_law.h"

#include "base/arena.h"

enum because_code {
#define BECAUSE(code) BECAUSE_##code,
#include "domain/rights/because.def"
#undef BECAUSE
	BECAUSE_CODES
};

/* What each member means is said in because.def. */
struct because {
	enum because_code code;
	date day, until; /* DATE_NEVER: none */
	int law;	 /* a point of the law; in a kept text a line of the basis; NO_POINT: none */
	int64_t n;
	str text;
};

enum { BECAUSE_MAX = 6 /* of one span */ };

/* The name of a code, such as UNPAID. */
str because_name(enum because_code c);
/* The text to keep, and the points in the order of its lines (at most BECAUSE_MAX). */
str because_write(struct arena *a, const struct because *b, size_t n, int point[static BECAUSE_MAX],
		  size_t *ret_points);
/* The basis of those points. */
str basis_write(struct arena *a, const struct rights_law *l, const int *point, size_t n);
/* Its id: the first eight bytes of its SHA-256, made positive, never 0. */
int64_t basis_id(str text);

/* What was kept; false when this program can't read it. */
bool because_read(str text, struct because ret[static BECAUSE_MAX], size_t *ret_n);
/* The first of what was kept that is of a code; false when there is none, or this program can't read it. */
bool because_find(str text, enum because_code code, struct because *ret);
struct basis_line {
	str path, value, unit, from, status, reference, why; /* `why` is empty when there is a value */
};
bool basis_read(str text, struct basis_line ret[static BECAUSE_MAX], size_t *ret_n);

#endif
