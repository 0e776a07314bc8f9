/* service/tell_rights.h - people are told that what somebody is entitled to is another thing than before, or
 * will be.
 *
 * Who hears of it: of a child's or a ward's right the one through whom it holds, and the child too when grown
 * (tell_person.h); of any other right the person. Nobody who has died or was withdrawn.
 */
#ifndef SERVICE_TELL_RIGHTS_H
#define SERVICE_TELL_RIGHTS_H

#include "domain/rights/rights.h"

#include "service/tell_person.h"

struct right_notice {
	person_id person, insured; /* of the span that is open */
	str because;		   /* of it */
	str kind;
	date last_day;		     /* that is open, or was; DATE_NEVER: not told */
	int64_t cause;		     /* in the outbox */
	struct telling_words *words; /* of the kind; may be NULL */
};
/* *ret_told: somebody could be reached. */
rc tell_right(struct tx *tx, struct arena *a, instant now, const struct right_notice *t,
	      bool *ret_told) MUST_USE;

/* What was said of today before, and what is said now. */
struct right_change {
	struct right was, is;
};
/* For many in one transaction: the words are read once. Starts as { 0 }. */
struct change_words {
	struct telling_words closed, ended, opened;
};
/* In the transaction that changes it, after the change is written. Told: that a score closed what was open
 * (rights.closed), that it is no longer open for another reason (rights.ended), that what was suspended or
 * closed is open (rights.opened). Not: what only follows the one through whom it holds, who is told, and what
 * can't be said by the law. `cause`: such as the journal's object of the fact that changed; 0: nothing. */
rc tell_right_change(struct tx *tx, struct arena *a, instant now, const struct right_change *t, int64_t cause,
		     struct change_words *words, bool *ret_told) MUST_USE;
/* Would it be told, if somebody can be reached? */
bool right_change_is_told(const struct right_change *t);

#endif
