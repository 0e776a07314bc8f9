/* domain/fund/fund.h - the fund itself: its one row, the numbers and ids it hands out, leases, the queue of
 * jobs.
 *
 * Nothing here is about a person, so everything is DATA_NONE. All functions work in the caller's transaction.
 */
#ifndef DOMAIN_FUND_FUND_H
#define DOMAIN_FUND_FUND_H

#include "store/db.h"

struct fund {
	str country; /* ma or dz */
	str name_fr, name_ar, name_en;
	str origin;	     /* signs the journal's checkpoints */
	int64_t next_number; /* the next running number */
	int64_t last_block;  /* see fund_take_ids() */
	instant created_at;
};

/* Its name in ar, fr or en. */
str fund_name(const struct fund *f, str language);

/* The running numbers of a country are first..last: as many digits as its registration numbers have before
 * their check digit, never with a zero in front, so that a spreadsheet can't damage them. E_FUND_COUNTRY */
rc fund_numbers(str country, int64_t *ret_first, int64_t *ret_last) MUST_USE;

/* The fund of this store. E_DB_EMPTY when there is none. */
rc fund_read(struct tx *tx, struct arena *a, struct fund *ret) MUST_USE;
/* The store's only fund; E_DB_EXISTS when it has one. */
rc fund_create(struct tx *tx, const struct fund *f) MUST_USE;
/* The migrations of the store are this program's: E_DB_EMPTY (none ran), E_DB_MIGRATION (others). */
rc fund_version_check(struct tx *tx, struct arena *a) MUST_USE;

/* `n` running numbers from *ret_first on, never handed out before or again. E_FUND_NUMBERS */
rc fund_take_numbers(struct tx *tx, int64_t n, int64_t *ret_first) MUST_USE;
/* The first of `n` ids (id_nth()) that no other block of this fund holds, whatever the clock does. */
rc fund_take_ids(struct tx *tx, instant now, int64_t n, int64_t *ret_first) MUST_USE;

/* A lease says who works on something, so that two processes don't. `holder` comes from process_self(). */

/* Take it until `until`, or keep one that `holder` has. It is free when nobody holds it, when its time is
 * over, or when its process was on this host and is gone. E_LEASE_TAKEN */
rc lease_take(struct tx *tx, str name, str holder, instant until, instant now) MUST_USE;
/* A longer time for a lease that is still held. E_LEASE_LOST */
rc lease_keep(struct tx *tx, str name, str holder, instant until, instant now) MUST_USE;
/* Give it back; nothing happens when it is no longer held. */
rc lease_drop(struct tx *tx, str name, str holder) MUST_USE;

enum { JOB_TRIES_MAX = 8 };

struct job {
	job_id job_id;
	str kind;	/* such as feed.simulate */
	int64_t object; /* on what */
	user_id user_id;
	int64_t tries; /* this is the tries-th time */
};

/* Ask for work. The same kind of work on the same object that still waits is one job. */
rc job_ask(struct tx *tx, instant now, str kind, int64_t object, user_id user, job_id *ret) MUST_USE;
/* Where the newest job for an object stands. E_DB_NONE when there never was one. */
struct job_state {
	job_id job_id;
	str kind, state; /* WAITING, RUNNING, DONE, FAILED */
	int64_t tries, error;
};
rc job_newest(struct tx *tx, int64_t object, struct arena *a, struct job_state *ret) MUST_USE;
/* Is there a job that job_next() would give now? */
rc job_any(struct tx *tx, instant now, bool *ret) MUST_USE;
/* The job that waits longest becomes RUNNING until `until`: a worker that dies leaves it to the next one
 * then. E_DB_NONE when nothing waits. */
rc job_next(struct tx *tx, struct arena *a, instant now, instant until, struct job *ret) MUST_USE;
/* More time for a job; E_JOB_LOST when another worker has it by now. Call it in the job's own transactions.
 */
rc job_keep(struct tx *tx, const struct job *j, instant until) MUST_USE;
/* E_JOB_LOST */
rc job_done(struct tx *tx, instant now, const struct job *j) MUST_USE;
/* Another try later, or FAILED for good, as job_wait_us() says. E_JOB_LOST */
rc job_failed(struct tx *tx, instant now, const struct job *j, rc why) MUST_USE;
/* How long a job waits after its tries-th try failed with `why`; 0: it isn't tried again. What was refused is
 * refused again; a fault may pass: 1 s, 2 s, 4 s...; who found somebody else at the work comes back after 5 s. */
int64_t job_wait_us(int64_t tries, rc why);

extern const struct db_stmt *const fund_stmts[]; /* NULL terminated, for db_check() */

#endif
