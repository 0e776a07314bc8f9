/* domain/law/report.h - what two states of the law differ in, and how much of it is known. Pure. */
#ifndef DOMAIN_LAW_REPORT_H
#define DOMAIN_LAW_REPORT_H

#include "domain/law/law.h"

enum law_change {
	LAW_ADDED,   /* a value, or a gap, that wasn't there */
	LAW_REMOVED, /* one that is no longer there: as if it had never been */
	LAW_CHANGED, /* of the same start, with another value, unit, reference, status or source */
	LAW_ENDED,   /* nothing but its end is another */
};
/* ADDED, REMOVED, CHANGED, ENDED. */
str law_change_name(enum law_change c);

struct law_difference {
	enum law_change change;
	const struct law_parameter *was, *is; /* NULL: not there; one of them at least is */
	const struct law_value *old, *new;    /* NULL: not there, or the parameter's own gap */
};

/* By path, then by start. */
void law_diff(struct arena *a, const struct law *was, const struct law *is, struct law_difference **ret,
	      size_t *ret_n);

struct law_count {
	const struct law_scheme *scheme;
	size_t parameters; /* with a value or a gap */
	size_t values, voted, draft, unconfirmed;
	size_t missing;	   /* parameters without any value, and gaps between values */
	size_t signed_for; /* of `unconfirmed` */
};
/* One for each scheme; `s` may be empty. */
void law_coverage(struct arena *a, const struct law *l, const struct law_signature *s, size_t n,
		  struct law_count **ret);

/* A place of the code that says which paragraph it implements: a comment with the word law and a colon. */
struct law_paragraph {
	const char *file;
	int line;
	const char *text;
};
extern const struct law_paragraph law_paragraphs[]; /* made by tools/embed.py */
extern const size_t law_paragraphs_n;

#endif
