/* domain/demo/demo.h - runs that fill a demo fund with made-up people (people.h).
 *
 * A run is found again by what it was asked for: the same people and seed are the same run, which goes on
 * where it stopped, or is over.
 */
#ifndef DOMAIN_DEMO_DEMO_H
#define DOMAIN_DEMO_DEMO_H

#include "domain/demo/people.h"

#include "store/db.h"

struct demo_run {
	int64_t run_id, people, seed;
	int64_t world; /* demo_world_mark() */
	int64_t first_person_id, first_number;
	instant began_at, ended_at; /* ended_at 0: not yet */
	str step;
	int64_t step_done;
};

rc demo_run_add(struct tx *tx, const struct demo_run *r) MUST_USE;
/* The run that was asked for with the same numbers. E_DB_NONE */
rc demo_run_find(struct tx *tx, int64_t people, int64_t seed, struct arena *a, struct demo_run *ret) MUST_USE;
/* The run that hasn't ended. E_DB_NONE */
rc demo_run_open(struct tx *tx, struct arena *a, struct demo_run *ret) MUST_USE;
/* The run with the most people that has ended. E_DB_NONE */
rc demo_run_largest(struct tx *tx, struct arena *a, struct demo_run *ret) MUST_USE;
/* How far it is: part of the transaction that does the work. */
rc demo_run_progress(struct tx *tx, int64_t run_id, str step, int64_t done) MUST_USE;
rc demo_run_ended(struct tx *tx, int64_t run_id, instant now) MUST_USE;
/* It made nobody, and won't. */
rc demo_run_drop(struct tx *tx, int64_t run_id) MUST_USE;

extern const struct db_stmt *const demo_stmts[]; /* NULL terminated, for db_check() */

#endif
