/* domain/rights/rights.h - what somebody is entitled to, from when to when, and why: the front door of the
 * room.
 *
 * A person's timeline is a row of spans without a gap and without an overlap, from the first day the fund
 * knows something on until the end of time, each with its state and the reason, made from facts and the law
 * alone (decide.h): no clock, so nothing has to happen for a right to close. It is stored, and made anew when
 * a fact or the law changes: what was said before keeps until when it was held true.
 */
#ifndef DOMAIN_RIGHTS_RIGHTS_H
#define DOMAIN_RIGHTS_RIGHTS_H

#include "domain/rights/decide.h"

#include "store/db.h"

enum { RIGHTS_SPANS_MAX = 400 /* of one person */ };

struct right {
	person_id person_id;
	date from_day;
	instant known_from, known_until;
	date until_day;	      /* the next span begins on it; DATE_NEVER: the last one */
	str state;	      /* right_state_name() */
	str scheme;	      /* code; empty: none */
	str package;	      /* code; empty: none */
	person_id insured_id; /* through whom: the person, or the relative who is insured; 0: nobody */
	str because;	      /* because.h */
	int64_t basis_id;     /* the values of the law that it rests on */
};

/* The values of the law that some decisions rest on, once for all of them. */
struct rights_basis {
	int64_t basis_id; /* the first eight bytes of the SHA-256 of `text`, made positive */
	str text;	  /* because.h */
};

extern const struct db_table rights_table; /* for bulk loading */

/* All spans as known at an instant (KNOWN_NOW of family.h), by day. */
rc rights_list(struct tx *tx, person_id person, instant at, struct arena *a, struct right **ret,
	       size_t *ret_n) MUST_USE;
/* The span of one day. E_DB_NONE: the fund knows nothing that early. */
rc rights_on(struct tx *tx, person_id person, date day, instant at, struct arena *a,
	     struct right *ret) MUST_USE;
/* All that is known now of the persons of a range of ids, by person and day: for a bulk run. */
rc rights_range(struct tx *tx, person_id first, person_id last, db_row *row, void *cls) MUST_USE;
rc rights_add(struct tx *tx, const struct right *r, size_t n) MUST_USE;
/* `was` was held true until `now`. E_DB_CONFLICT when somebody was faster. */
rc rights_end_knowledge(struct tx *tx, const struct right *was, instant now) MUST_USE;

/* All that is known of the persons of a range was held true until `now`. */
rc rights_end_range(struct tx *tx, person_id first, person_id last, instant now, int64_t *ret_ended) MUST_USE;

/* Those spans were held true until `now`: for many, in the order of person and day, by who holds the lease of
 * bulk changes. E_DB_CONFLICT */
rc rights_end_many(struct tx *tx, const struct right *was, size_t n, instant now) MUST_USE;

/* What a person's number and a day say, to whoever gives care. */
struct rights_answer {
	int64_t number;
	person_id person_id;
	str born;  /* birth.h, as text */
	str state; /* empty: nothing is known that early that could give a right */
	str scheme, package;
	date until_day;
	str because;
};
/* Of people who are ACTIVE: for each number (ascending, none twice) its row, in their order; numbers that are
 * nobody's have none. One statement for all. */
rc rights_of_numbers(struct tx *tx, date day, const int64_t *numbers, size_t n, db_row *row,
		     void *cls) MUST_USE;

/* E_DB_NONE */
rc rights_basis_get(struct tx *tx, int64_t basis_id, struct arena *a, struct rights_basis *ret) MUST_USE;
/* Adds what isn't there. */
rc rights_basis_add(struct tx *tx, const struct rights_basis *b) MUST_USE;

/* ---- everybody's rights made anew ---- */

struct rights_run {
	int64_t nth;
	blob law;
	instant begun_at, done_at; /* done_at 0: not yet */
	person_id last_id;
	int64_t people, changed, added, ended, told;
};
/* The newest. E_DB_NONE: there never was one. */
rc rights_run_newest(struct tx *tx, struct arena *a, struct rights_run *ret) MUST_USE;
rc rights_run_add(struct tx *tx, const struct rights_run *r) MUST_USE;
rc rights_run_set(struct tx *tx, const struct rights_run *r) MUST_USE;
/* The last of the next `n` persons behind one, as many as there are; 0: none. */
rc rights_next_people(struct tx *tx, person_id behind, int64_t n, struct arena *a,
		      person_id *ret_last) MUST_USE;

extern const struct db_stmt *const rights_stmts[]; /* NULL terminated, for db_check() */

#endif
