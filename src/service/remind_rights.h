/* service/remind_rights.h - people are told ahead that a right ends: what, when, and what keeps it.
 *
 * Once a day a job looks through everybody for rights that end within the days that the fund has set, and
 * tells each end once: an end that moves is told again, one after which the right simply goes on isn't one.
 * In pages of people, each a transaction that writes messages, what was told and how far it is: whoever is
 * killed leaves a whole number of them, and the next one goes on there. Nothing is set: nobody is told.
 */
#ifndef SERVICE_REMIND_RIGHTS_H
#define SERVICE_REMIND_RIGHTS_H

#include "domain/access/access.h"
#include "domain/rights/reminder.h"

/* Called between transactions. */
typedef void remind_watch(void *cls, const char *step, int64_t done, int64_t total);

/* The look of the day of `now`: goes on with one that was interrupted, or begins one, also after one that is
 * through; *ret is how it ended. E_RIGHTS_REMINDER_NONE, E_LEASE_TAKEN */
rc rights_remind(struct db *db, instant now, user_id who, remind_watch *watch, void *cls,
		 struct rights_reminding *ret) MUST_USE;
/* Asks for the day's job, the first time that it is called on a day; *ret_asked may be false. */
rc rights_remind_ask(struct db *db, instant now, bool *ret_asked) MUST_USE;

/* For directors. E_RIGHTS_REMINDER_DAYS */
rc rights_remind_days(struct db *db, const struct actor *by, int64_t days, int64_t payment_days) MUST_USE;
rc rights_remind_setting(struct db *db, struct arena *a, struct rights_reminder *ret) MUST_USE;

#endif
