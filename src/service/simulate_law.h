/* service/simulate_law.h - what a proposed law would change, seen before anybody puts it in force.
 *
 * A simulation of a proposed version is kept, and is what law_approve() asks for: nobody puts a law in force
 * unseen. It compares with the law in force and the signatures of its time. It is asked for on a page and run
 * by a job, or run at once at the command line; whoever is killed leaves it to be gone on with. Files can be
 * tried without being proposed: then nothing is kept.
 */
#ifndef SERVICE_SIMULATE_LAW_H
#define SERVICE_SIMULATE_LAW_H

#include "service/foresee_people.h"
#include "service/put_law.h"

#define STEP_FORESEE "FORESEE"

/* The day to compare on: the first one ahead on which a value that differs begins, else today. */
date law_simulation_day(struct arena *a, const struct law *was, const struct law *is, date today);

struct law_simulating {
	const struct actor *by;
	int64_t nth; /* of the version */
	date day;    /* { 0 }: law_simulation_day() */
	bool job;    /* the jobs process shall do it */
};
/* *ret is its id: of the one that waits or runs, when there is one for the day. E_ROLE, E_LAW_VERSION_NONE,
 * E_LAW_VERSION_STATE, E_LAW_VERSION_BASE, E_LAW_SIMULATION_DAY, E_LAW_SIMULATION_RUNS (for another day) */
rc law_simulate_ask(struct db *db, struct arena *a, instant now, const struct law_simulating *s,
		    int64_t *ret) MUST_USE;

/* Called between transactions: `done` of `total` people. */
typedef void law_watch(void *cls, const char *step, int64_t done, int64_t total);
/* Begins it, or goes on; nothing to do when it is done. When the law in force or a signature changes
 * meanwhile it begins anew. E_LAW_SIMULATION_NONE, E_LAW_SIMULATION_OVER: cancelled, or its version can't be
 * put in force any more. E_DB_CONFLICT: somebody else does it. */
rc law_simulate_run(struct db *db, int64_t simulation_id, law_watch *watch, void *cls) MUST_USE;
/* The same in steps of one's own choice, for tests. */
struct law_pace {
	int64_t people;	 /* of a chunk */
	int64_t keep_us; /* what was counted is written so often */
};
rc law_simulate_paced(struct db *db, int64_t simulation_id, const struct law_pace *pace, law_watch *watch,
		      void *cls) MUST_USE;

/* ---- without keeping it ---- */

struct law_tried {
	struct law_simulation s; /* day, times, people, total; no id */
	struct simulation_figures f;
	person_id (*example)[FORESEE_EXAMPLES]; /* by outcome */
	size_t examples[FORESEEN];
};
/* What the files of a proposal would change, or (n 0, not the program's) version `nth`. `day` as above. For
 * directors, and for auditors, who may see persons. E_ROLE, E_LAW_FILES, E_LAW_VERSION_NONE,
 * E_LAW_VERSION_FILE, E_LAW_VERSION_LARGE, E_LAW_SIMULATION_DAY, E_LAW_SIMULATION_OLD */
rc law_try(struct db *db, struct arena *a, const struct law_proposal *p, int64_t nth, date day,
	   law_watch *watch, void *cls, struct law_tried *ret, struct law_problem *ret_problem) MUST_USE;

/* ---- in the transactions that decide about a proposal ---- */

/* E_LAW_SIMULATION_NONE, E_LAW_SIMULATION_OLD */
rc law_simulation_seen(struct tx *tx, struct arena *a, const struct law_version *v) MUST_USE;

#endif
