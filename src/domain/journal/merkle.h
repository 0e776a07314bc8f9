/* domain/journal/merkle.h - the tree of RFC 6962 (RFC 9162 section 2.1): hashes, appending, proofs. Pure.
 *
 * A tree of n leaves is never held in memory: an edge holds the roots of its complete subtrees, from left to
 * right, at most one for each bit of n. That is enough to append a leaf and to tell the root. Proofs are made
 * from plans: which runs of leaves the proof needs the roots of, in its order; whoever has the leaves makes
 * an edge of each run.
 */
#ifndef DOMAIN_JOURNAL_MERKLE_H
#define DOMAIN_JOURNAL_MERKLE_H

#include "base/rc.h"
#include "base/str.h"

enum { HASH_BYTES = 32, MERKLE_LEVELS = 63, PROOF_MAX = 2 * MERKLE_LEVELS };

struct hash {
	unsigned char b[HASH_BYTES];
};

/* All zero: the empty tree. */
struct edge {
	int64_t size; /* leaves */
	int n;	      /* complete subtrees: the ones among the bits of `size` */
	struct hash tree[MERKLE_LEVELS];
};

/* SHA-256 of 0x00 and the leaf's text. */
struct hash merkle_leaf(str text);
/* SHA-256 of 0x01, left and right. */
struct hash merkle_node(const struct hash *left, const struct hash *right);
bool hash_eq(const struct hash *a, const struct hash *b);

void merkle_append(struct edge *e, const struct hash *leaf);
/* Of the empty tree: SHA-256 of nothing. */
struct hash merkle_root(const struct edge *e);
/* The number of complete subtrees of a tree of `size` leaves. */
int merkle_trees(int64_t size);

/* Leaves from `from` until before `to`: the root of the tree over them alone. */
struct merkle_run {
	int64_t from, to;
};

/* Plan of the audit path of leaf `position` in the tree of `size` leaves, 0 <= position < size; runs in the
 * proof's order. Returns how many. */
size_t merkle_inclusion_plan(int64_t position, int64_t size, struct merkle_run ret[static PROOF_MAX]);
/* Plan of the proof that the tree of `size` leaves begins with that of `old` leaves, 0 < old <= size. */
size_t merkle_consistency_plan(int64_t old, int64_t size, struct merkle_run ret[static PROOF_MAX]);

/* RFC 9162, 2.1.3.2: is `leaf` at `position` of the tree of `size` leaves with this root? */
bool merkle_included(const struct hash *leaf, int64_t position, int64_t size, const struct hash *root,
		     const struct hash *proof, size_t n);
/* RFC 9162, 2.1.4.2: does the newer tree begin with the older one? 0 < old <= size. */
bool merkle_consistent(int64_t old, const struct hash *old_root, int64_t size, const struct hash *root,
		       const struct hash *proof, size_t n);

#endif
