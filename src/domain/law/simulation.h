/* domain/law/simulation.h - what a proposed law would change for everybody, as it was counted: rows of
 * figures.
 *
 * A simulation is made for one version and one day, compared with the law in force and its signatures of its
 * time; when one of these changes it counts for nothing any more. It goes on where it was interrupted:
 * figures are added in the transaction that says up to which person they go. No person is in it.
 */
#ifndef DOMAIN_LAW_SIMULATION_H
#define DOMAIN_LAW_SIMULATION_H

#include "domain/law/version.h"

#define SIMULATION_WAITING S("WAITING")
#define SIMULATION_RUNNING S("RUNNING")
#define SIMULATION_DONE S("DONE")
#define SIMULATION_CANCELLED S("CANCELLED")

/* The columns of the tables (db/migrations/0034_law_simulation.sql). */
struct law_simulation {
	int64_t simulation_id, version_id, nth;
	date day;
	user_id asked_by;
	instant asked_at;
	str state, law;
	instant started_at, ended_at;
	person_id last_person;
	int64_t people, total;
};
struct simulation_count {
	int64_t simulation_id;
	str outcome, was, becomes, age;
	int64_t territory_id, people;
};
struct simulation_month {
	int64_t simulation_id, month, was_open, is_open, gains, loses, unsaid;
};
struct simulation_lack {
	int64_t simulation_id;
	str what, scheme, path, why;
	int64_t people;
};
struct simulation_cost {
	int64_t simulation_id;
	str scheme, outcome;
	int64_t people, was, becomes;
};
#define LACK_RIGHT S("RIGHT")
#define LACK_WAS S("WAS")
#define LACK_BECOMES S("BECOMES")

enum { SIMULATION_MONTHS = 13, SIMULATION_ROWS_MAX = 2000000 };

/* All figures of a simulation, or what is to be added to them. */
struct simulation_figures {
	struct simulation_count *count;
	struct simulation_month *month;
	struct simulation_lack *lack;
	struct simulation_cost *cost;
	size_t counts, months, lacks, costs;
};

/* May the version be put in force after this simulation, its newest that is done (NULL: none)? `law` is the
 * mark of today. E_LAW_SIMULATION_NONE, E_LAW_SIMULATION_OLD */
rc law_simulation_may_approve(const struct law_simulation *s, str law) MUST_USE;

/* E_DB_EXISTS: one of the version waits or runs. */
rc law_simulation_add(struct tx *tx, const struct law_simulation *s) MUST_USE;
/* E_LAW_SIMULATION_NONE, and of those below that look for one */
rc law_simulation_get(struct tx *tx, int64_t id, struct arena *a, struct law_simulation *ret) MUST_USE;
/* The newest of a version that wasn't cancelled. */
rc law_simulation_newest(struct tx *tx, int64_t version_id, struct arena *a,
			 struct law_simulation *ret) MUST_USE;
rc law_simulation_newest_done(struct tx *tx, int64_t version_id, struct arena *a,
			      struct law_simulation *ret) MUST_USE;
/* State, mark, times and place of `is`, if it is still where `was` says. E_DB_CONFLICT when somebody was
 * quicker. */
rc law_simulation_move(struct tx *tx, const struct law_simulation *was,
		       const struct law_simulation *is) MUST_USE;
/* Those of a version that wait or run are needed no longer. */
rc law_simulation_cancel(struct tx *tx, int64_t version_id, instant now) MUST_USE;

/* Adds to what is there. */
rc law_simulation_add_figures(struct tx *tx, int64_t id, const struct simulation_figures *f) MUST_USE;
rc law_simulation_drop_figures(struct tx *tx, int64_t id) MUST_USE;
rc law_simulation_figures(struct tx *tx, int64_t id, struct arena *a,
			  struct simulation_figures *ret) MUST_USE;

/* How many persons there are. */
rc law_simulation_total(struct tx *tx, struct arena *a, int64_t *ret) MUST_USE;

extern const struct db_stmt *const law_simulation_stmts[]; /* NULL terminated, for db_check() */

#endif
