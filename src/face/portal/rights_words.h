/* face/portal/rights_words.h - why a right is what it is, as sentences anybody understands: for pages, papers
 * and the command line.
 *
 * A reason (domain/rights/because.h) is one or two short sentences of the text family because., told of
 * nobody by name, so that the same words serve the person, a relative and an agent. Beside it stands what the
 * law says: the rule in words, as the program reads it, and its source.
 */
#ifndef FACE_PORTAL_RIGHTS_WORDS_H
#define FACE_PORTAL_RIGHTS_WORDS_H

#include "domain/rights/rights.h"
#include "domain/scheme/scheme.h"
#include "face/portal/law_rows.h"

/* What sentences need besides the reasons. */
struct rights_words {
	struct locale at;
	const struct scheme *schemes; /* for their names */
	size_t schemes_n;
	const struct fund_law *law; /* for the names of values and for what rules name */
	date on;		    /* the day that is spoken of */
	bool discreet; /* to somebody else than the person: nothing of amounts, or of another cover */
};

struct right_reason {
	enum because_code code;
	str text;      /* sentences */
	str rule;      /* what the law says, in words; empty: nothing of the law is behind it */
	str machine;   /* the same as the law file has it; empty when `rule` is all */
	str path;      /* ma/AMO_TNS/rule.rights */
	str reference; /* the legal text; empty: not known */
	str state;     /* a word of lawstate.: VOTED, SIGNED, UNSIGNED, DRAFT, IMPRECISE, MISSING */
};

/* The reasons of a span, in their order, *ret_n at most BECAUSE_MAX; `because` and `basis` as they were kept.
 * What this program can't read is one reason that says so. */
const struct right_reason *rights_sentences(struct arena *a, const struct rights_words *w, str because,
					    str basis, size_t *ret_n);

/* "April 2026", "the first quarter of 2026", as it stands behind "the contribution of". Both days are inside.
 */
str rights_period(struct arena *a, struct locale at, date first, date last);
/* An amount in the smallest unit of the country's currency. */
str rights_amount(struct arena *a, struct locale at, int64_t minor);
/* How a value of the law is called; its path when it has no name. */
str rights_value_name(const struct rights_words *w, str path);

#endif
