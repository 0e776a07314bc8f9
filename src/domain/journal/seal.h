/* domain/journal/seal.h - giving events their places in the tree. Used by the sealer only
 * (service/seal_journal.h).
 *
 * Two sealers at once can't spoil the tree: the primary keys of leaf and checkpoint refuse the second,
 * E_DB_EXISTS.
 */
#ifndef DOMAIN_JOURNAL_SEAL_H
#define DOMAIN_JOURNAL_SEAL_H

#include "domain/journal/journal.h"
#include "domain/journal/merkle.h"

/* A signed head as stored. */
struct checkpoint {
	int64_t size;
	blob root;
	str note;
	blob edge; /* merkle_trees(size) hashes, from left to right */
	instant at;
};

struct leaf {
	int64_t position;
	event_id event_id;
	blob hash;
};

/* Does any event wait for its place? */
rc seal_waits(struct tx *tx, bool *ret) MUST_USE;
/* Where the tree ends; the empty tree when nothing was sealed yet. E_SEAL_LEAF when the stored edge can't be
 * one. */
rc seal_edge(struct tx *tx, struct arena *a, struct edge *ret) MUST_USE;
/* The oldest events that wait, at most `max`. */
rc seal_next(struct tx *tx, size_t max, struct arena *a, struct event **ret, size_t *ret_n) MUST_USE;
/* Store the leaves, which follow each other from leaves[0].position on: their events no longer wait. */
rc seal_leaves(struct tx *tx, const struct leaf *leaves, size_t n) MUST_USE;
rc seal_checkpoint(struct tx *tx, const struct checkpoint *c) MUST_USE;

/* The checkpoint of the largest tree of at most `size` leaves (INT64_MAX: the last). E_DB_NONE */
rc checkpoint_read(struct tx *tx, int64_t size, struct arena *a, struct checkpoint *ret) MUST_USE;
/* The leaf of an event: E_DB_NONE when it waits or isn't there. */
rc leaf_of_event(struct tx *tx, event_id id, struct arena *a, struct leaf *ret) MUST_USE;
/* An event by its id: E_DB_NONE. */
rc event_read(struct tx *tx, event_id id, struct arena *a, struct event *ret) MUST_USE;
/* The root over the leaves of a run (merkle_inclusion_plan()), read in bounded pieces. E_SEAL_LEAF on a gap.
 */
rc leaf_root(struct tx *tx, struct merkle_run run, struct hash *ret) MUST_USE;

extern const struct db_stmt *const seal_stmts[]; /* NULL terminated, for db_check() */

#endif
