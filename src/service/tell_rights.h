/* service/tell_rights.h - a person is told that what they are entitled to today is another thing than before.
 */
#ifndef SERVICE_TELL_RIGHTS_H
#define SERVICE_TELL_RIGHTS_H

#include "domain/rights/rights.h"

/* What was said of today before, and what is said now; NULL: nothing. In the transaction that changes it,
 * after the change is written. Told: that a score closed what was open (rights.closed), that what was
 * suspended or closed is open (rights.opened). Nothing else, and nobody who has died, was withdrawn or can't
 * be reached: *ret_told (which may be NULL) is false then. `cause`: what the message is about in the outbox,
 * such as the journal's object of the fact that changed; 0: nothing. */
rc tell_rights_changed(struct tx *tx, struct arena *a, instant now, person_id person, const struct right *was,
		       const struct right *is, int64_t cause, bool *ret_told) MUST_USE;

#endif
