/* domain/person/death.h - who has died, and when, as known when.
 *
 * Held true over [known_from, known_until); one day a person at a time. Taken back when it was a mistake,
 * never overwritten.
 */
#ifndef DOMAIN_PERSON_DEATH_H
#define DOMAIN_PERSON_DEATH_H

#include "store/db.h"

struct person_death {
	person_id person_id;
	instant known_from, known_until;
	date day;
	document_id document_id; /* 0: no paper is kept */
	str reason;		 /* why the fund holds it true, in the words of who recorded it */
	str end_reason;		 /* why it was taken back, empty while it stands */
	int64_t source_id;	 /* object of the journal's event that tells of it */
};

enum { DEATH_REASON_MAX = 500 /* bytes */ };

extern const struct db_table person_death_table; /* for bulk loading */

/* As known at `at`. Nothing that is known: *ret_found is false, and no failure. */
rc death_get(struct tx *tx, person_id person, instant at, struct arena *a, date *ret_day,
	     bool *ret_found) MUST_USE;
/* The whole row. */
rc death_row(struct tx *tx, person_id person, instant at, struct arena *a, struct person_death *ret,
	     bool *ret_found) MUST_USE;
/* `is` is known from is->known_from on, or from a moment after what was known before, which it supersedes;
 * known_until and end_reason are not read. The same day again changes nothing. *ret_changed may be NULL.
 * E_DB_CONFLICT when somebody was faster. */
rc death_set(struct tx *tx, struct arena *a, const struct person_death *is, bool *ret_changed) MUST_USE;
/* The person is alive: what is known was a mistake. E_DEATH_NONE */
rc death_retract(struct tx *tx, struct arena *a, person_id person, instant now, str reason) MUST_USE;
/* For bulk runs: what was known at `at` of persons first..last, by person. `row` gets a struct person_death.
 */
rc death_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row, void *cls) MUST_USE;

extern const struct db_stmt *const death_stmts[]; /* NULL terminated, for db_check() */

#endif
