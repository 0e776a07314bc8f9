/* service/run_move.h - the long work of a move: rehearsing, running, undoing, telling.
 *
 * Each is a row of short transactions that write their progress: whoever is killed leaves a whole number of
 * them, and the next one goes on where it stopped, taking nobody twice. What changes the register holds the
 * lease of bulk changes (service/bulk_people.h), so that they are made one after the other; people whose file
 * somebody changes meanwhile are looked at once more in their own transaction. Each is asked for by an order
 * (service/plan_move.h), and may be done by a job or at the command line.
 */
#ifndef SERVICE_RUN_MOVE_H
#define SERVICE_RUN_MOVE_H

#include "domain/move/move.h"

enum { MOVE_CHUNK = 2000 /* families of one transaction */, MOVE_TELL_CHUNK = 500 };

/* Called after each transaction. */
typedef void move_watch(void *cls, const char *step, int64_t done, int64_t total);

struct move_job {
	int64_t nth;
	user_id who;   /* whose order it is */
	int64_t chunk; /* families of one transaction; 0: as many as suit */
	move_watch *watch;
	void *cls;
};

/* Writes a line for each member, with what would become of them and how many depend on them. The register
 * stays as it is. An earlier rehearsal is forgotten. E_MOVE_NONE, E_MOVE_STATE, E_LEASE_TAKEN */
rc move_rehearse(struct db *db, const struct move_job *j) MUST_USE;
/* Moves who is to be moved, and still may be: memberships end and begin on the day, rights of them and of
 * everybody who depends on them are decided again. E_MOVE_NONE, E_MOVE_STATE, E_LEASE_TAKEN */
rc move_run(struct db *db, const struct move_job *j) MUST_USE;
/* Memberships come back as they were, but for who was changed since by something else: those are KEPT.
 * E_MOVE_NONE, E_MOVE_STATE, E_LEASE_TAKEN */
rc move_undo(struct db *db, const struct move_job *j) MUST_USE;
/* Messages into the outbox, one for each who was moved. E_MOVE_STATE when nobody ordered it. E_MOVE_NONE,
 * E_LEASE_TAKEN */
rc move_tell(struct db *db, const struct move_job *j) MUST_USE;

#endif
