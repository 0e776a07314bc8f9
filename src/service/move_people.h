/* service/move_people.h - looking at the people of a move, many at a time: what a rehearsal and the run
 * decide by.
 */
#ifndef SERVICE_MOVE_PEOPLE_H
#define SERVICE_MOVE_PEOPLE_H

#include "domain/move/move.h"

#include "service/lease.h"
#include "service/rights_people.h"
#include "service/run_move.h"

/* Ids that follow each other closely enough to be read as one range. */
struct id_run {
	person_id first, last;
};
/* Of ascending ids. No run spans more than ID_RUN_MAX ids, whether there are people behind them or not. */
enum { ID_RUN_MAX = 8192 };
void id_runs(struct arena *a, const person_id *id, size_t n, struct id_run **ret, size_t *ret_n);

struct move_head {
	struct move_verdict v;
	const struct membership *member; /* all that are known */
	size_t members_n;
};
/* People by ascending ids; *ret has one for each. */
rc move_look(struct tx *tx, struct arena *a, const struct rights_desk *desk, const struct scheme_move *m,
	     const person_id *id, size_t n, struct move_head **ret) MUST_USE;
/* Their memberships alone, without a verdict. */
rc move_members(struct tx *tx, struct arena *a, const person_id *id, size_t n,
		struct move_head **ret) MUST_USE;

/* ---- work in short transactions ---- */

struct move_work {
	struct db *db;
	const struct move_job *j;
	int64_t chunk;	       /* families of one transaction */
	struct arena *a, *tmp; /* of the whole work, of one transaction */
	struct lease lease;
	struct scheme_move m;	 /* as it stands */
	struct scheme_move next; /* as the transaction under way leaves it */
	bool over;		 /* nobody is left for a further one */
};
struct move_steps {
	const char *name;  /* for people who watch */
	const char *lease; /* of one move: what comes behind "move.N."; NULL: that of bulk changes */
	int64_t chunk;	   /* when nobody says another one */
	enum purpose why;
	db_body *begin;	   /* reads w->m and takes the lease */
	db_body *chunk_of; /* from w->m to w->next; keeps the lease */
	db_body *finish;   /* the same, and gives the lease back */
};
/* begin, chunks until w->over, finish. The lease is given back when one of them fails. */
rc move_work_do(struct db *db, const struct move_job *j, const struct move_steps *s) MUST_USE;

#endif
