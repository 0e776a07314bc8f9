/* service/feed_apply.h - what was approved becomes true, exactly once.
 *
 * Applying is a row of short transactions, each of which also writes how far it is: whoever is killed leaves
 * a whole number of them, and the next run goes on from there. Keys are entered in the order of their tables
 * (limits.md: sorted keys are what makes it fast), so it goes in steps:
 *
 *   IDENTIFIERS  every identifier of the new people, sorted: from here on nobody else can register them
 *   PEOPLE       row by row: the people, memberships, accounts, the body's keys; updates, ends, links,
 *                questions
 *   BIRTHS, NAMES, PHONES
 *                what people are searched by, sorted: a person is found by name shortly after by number
 */
#ifndef SERVICE_FEED_APPLY_H
#define SERVICE_FEED_APPLY_H

#include "service/feed_receive.h"

/* APPROVED -> APPLIED, or goes on where an interrupted run stopped. E_FEED_STATE; E_FEED_STALE when the
 * register has changed since the simulation: then nothing was applied, and it must be simulated and approved
 * again. E_LEASE_TAKEN */
rc feed_apply(struct db *db, feed_id id, user_id who, feed_watch *watch, void *cls) MUST_USE;

/* What the body reads about a row, in its language. */
typedef str feed_message(str language, str outcome, str code);

/* APPLIED -> ANSWERED: writes the answer file (row, record_id, outcome, code, number, message), which never
 * changes afterwards: a delivery that comes again gets the same bytes. E_FEED_STATE, E_LEASE_TAKEN */
rc feed_answer(struct db *db, feed_id id, user_id who, feed_message *message, feed_watch *watch,
	       void *cls) MUST_USE;
/* The answer file in pieces: `position` from 0; *ret is empty behind the last. E_FEED_STATE when there is
 * none. */
rc feed_answer_read(struct db *db, struct arena *a, feed_id id, int64_t position, str *ret) MUST_USE;
/* Somebody takes the answer, which says who was registered: for the journal. */
rc feed_answer_taken(struct db *db, feed_id id, user_id who) MUST_USE;

#endif
