/* domain/audit/audit.h - reading the whole store once more, to find the first thing that doesn't hold.
 *
 * Nothing here shares a statement with the rooms that write: a mistake made while writing must not be made
 * again while checking. Pages follow a key, so memory stays small whatever the store's size.
 */
#ifndef DOMAIN_AUDIT_AUDIT_H
#define DOMAIN_AUDIT_AUDIT_H

#include "domain/journal/journal.h"

#include "store/db.h"

enum { AUDIT_PAGE = 5000 };

/* A leaf with the event it stands for. */
struct audit_leaf {
	int64_t position;
	blob hash;
	event_id event_id;
	instant at;
	user_id user_id;
	str purpose, kind;
	person_id person_id;
	int64_t object;
	str detail;
	blob digest;
};
/* Leaves from position `from` on, in order, at most AUDIT_PAGE; a leaf whose event is gone is missing. */
rc audit_leaves(struct tx *tx, int64_t from, db_row *row, void *cls) MUST_USE;

struct audit_checkpoint {
	int64_t size;
	blob root;
	str note;
	blob edge;
};
/* The first checkpoint above `size`: E_DB_NONE behind the last. */
rc audit_checkpoint(struct tx *tx, int64_t size, struct arena *a, struct audit_checkpoint *ret) MUST_USE;

/* People after `after`, in order, at most AUDIT_PAGE. */
struct audit_person {
	person_id person_id;
	int64_t number;
	str state;
	int64_t survivor_id;
};
rc audit_persons(struct tx *tx, person_id after, db_row *row, void *cls) MUST_USE;

/* A bulk change that registered somebody and is over: a delivery, or a run that filled a demo fund. */
struct audit_bulk {
	int64_t object; /* of its events: feed_id or run_id */
	str origin;	/* its table: feed or demo_run */
	int64_t people, first_person_id;
	instant known_from;
};
/* The first one above `after`: E_DB_NONE behind the last. */
rc audit_bulk(struct tx *tx, int64_t after, struct arena *a, struct audit_bulk *ret) MUST_USE;

/* The events that say which people it registered. */
struct audit_chunk {
	event_id event_id;
	str detail; /* "first..last", from 0, both included */
	blob digest;
};
enum { AUDIT_CHUNKS_MAX = 1 << 20 };
rc audit_chunks(struct tx *tx, int64_t object, struct arena *a, struct audit_chunk **ret,
		size_t *ret_n) MUST_USE;

/* People first..last (ids) as they were first known at `known_from`, struct digest_person in order of id, at
 * most AUDIT_PAGE of them after `after`. */
struct audit_known {
	person_id after, last;
	instant known_from;
};
rc audit_first_known(struct tx *tx, const struct audit_known *q, db_row *row, void *cls) MUST_USE;

/* A move that wrote memberships: its chunks are events of its own (audit_chunks()), whose detail begins with
 * the ids "first..last". */
struct audit_move {
	int64_t nth, move_id;
	str from_scheme, to_scheme;
	date day;
};
/* The first one above number `nth`: E_DB_NONE behind the last. */
rc audit_move(struct tx *tx, int64_t nth, struct arena *a, struct audit_move *ret) MUST_USE;
/* What it wrote for people first..last, by person: struct audit_moved. */
struct audit_moved {
	person_id person_id;
	date from_day, until_day; /* of the old membership's beginning, of the new one's end */
};
rc audit_moved(struct tx *tx, const struct audit_move *m, int64_t first, int64_t last, db_row *row,
	       void *cls) MUST_USE;

/* A version of the law, and its event that says the digest of its files: "N <hex>"; empty when there is none.
 */
struct audit_law {
	int64_t version_id, nth;
	blob digest;
	str told;
};
/* The first one above number `nth`: E_DB_NONE behind the last. */
rc audit_law(struct tx *tx, int64_t nth, struct arena *a, struct audit_law *ret) MUST_USE;
struct audit_law_file {
	str name;
	int64_t bytes;
	blob packed;
};
enum { AUDIT_LAW_FILES_MAX = 1000 };
/* By name. */
rc audit_law_files(struct tx *tx, int64_t version_id, struct arena *a, struct audit_law_file **ret,
		   size_t *ret_n) MUST_USE;

/* A check of somebody's rights. */
struct audit_check {
	int64_t turn_id, nth;
	instant at;
	user_id user_id;
	person_id person_id;
	date day;
};
/* Those behind `after` (turn and nth), in order, at most AUDIT_PAGE. */
rc audit_checks(struct tx *tx, const struct audit_check *after, db_row *row, void *cls) MUST_USE;
/* The event that tells of a turn's checks. E_DB_NONE */
rc audit_checks_told(struct tx *tx, int64_t turn_id, struct arena *a, struct audit_chunk *ret) MUST_USE;

struct audit_counts {
	int64_t events, leaves, unsealed, persons, memberships, identifiers, feeds;
};
rc audit_counts(struct tx *tx, struct arena *a, struct audit_counts *ret) MUST_USE;

/* What rules look at. */
struct audit_scope {
	instant unsealed_before; /* an event that waits since before is forgotten by the sealer */
	int64_t low_id, high_id; /* people of bulk changes that are still going on: half of their rows are
				    missing; audit_unfinished() tells them */
};
rc audit_unfinished(struct tx *tx, struct audit_scope *ret) MUST_USE;

/* The i-th rule, from 0: what it is about and what is wrong when it doesn't hold. NULL behind the last. */
const struct db_stmt *audit_rule(size_t i, const char **ret_table, const char **ret_what);
/* *ret_key is empty when the rule holds, else the first key that breaks it, in `a`. */
rc audit_rule_run(struct tx *tx, const struct db_stmt *rule, const struct audit_scope *scope, struct arena *a,
		  str *ret_key) MUST_USE;

extern const struct db_stmt *const audit_stmts[]; /* NULL terminated, for db_check() */

#endif
