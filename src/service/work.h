/* service/work.h - work that waits for the jobs process: asked for by pages, done one after the other.
 *
 * Whoever does a job holds it for WORK_HELD_S seconds and says again and again that it is still being done; a
 * worker that dies leaves its job to the next one then. What a kind of job does is the jobs' business
 * (face/jobs); here it is a name and an object.
 */
#ifndef SERVICE_WORK_H
#define SERVICE_WORK_H

#include "domain/fund/fund.h"

struct db;

enum { WORK_HELD_S = 20 };

#define WORK_FEED_CHECK S("feed.check")
#define WORK_FEED_SIMULATE S("feed.simulate")
#define WORK_FEED_APPLY S("feed.apply")
#define WORK_FEED_ANSWER S("feed.answer")
#define WORK_DOCUMENT_SCAN S("document.scan")
#define WORK_RIGHTS_REFRESH S("rights.refresh") /* on the number of a version of the law */
#define WORK_RIGHTS_REMIND S("rights.remind")
#define WORK_LAW_SIMULATE S("law.simulate") /* on the id of a simulation */
/* On the number of a move. */
#define WORK_MOVE_REHEARSE S("move.rehearse")
#define WORK_MOVE_RUN S("move.run")
#define WORK_MOVE_UNDO S("move.undo")
#define WORK_MOVE_TELL S("move.tell")
#define WORK_MOVE_COUNT S("move.count")

/* Ask for a job, for `who`. The same that waits already is asked for once. */
rc work_ask(struct db *db, instant now, str kind, int64_t object, user_id who) MUST_USE;
/* The next one to be done; *ret_found is false when nothing waits. Texts are in `a`. */
rc work_next(struct db *db, struct arena *a, instant now, struct job *ret, bool *ret_found) MUST_USE;
/* It is still being done. E_JOB_LOST */
rc work_keep(struct db *db, instant now, const struct job *j) MUST_USE;
/* It ended with `r`: done, to be tried again, or failed for good. E_JOB_LOST */
rc work_end(struct db *db, instant now, const struct job *j, rc r) MUST_USE;

#endif
