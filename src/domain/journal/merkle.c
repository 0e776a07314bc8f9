/* domain/journal/merkle.c - the tree of RFC 6962. */
#include "domain/journal/merkle.h"

#include <sodium.h>
#include <string.h>

struct hash merkle_leaf(str text)
{
	crypto_hash_sha256_state st;
	struct hash h;

	must(crypto_hash_sha256_init(&st) == 0 &&
	     crypto_hash_sha256_update(&st, (const unsigned char *)"\0", 1) == 0);
	must(text.n == 0 || crypto_hash_sha256_update(&st, (const unsigned char *)text.p, text.n) == 0);
	must(crypto_hash_sha256_final(&st, h.b) == 0);
	return h;
}

struct hash merkle_node(const struct hash *left, const struct hash *right)
{
	unsigned char in[1 + 2 * HASH_BYTES] = { 1 };
	struct hash h;

	memcpy(in + 1, left->b, HASH_BYTES);
	memcpy(in + 1 + HASH_BYTES, right->b, HASH_BYTES);
	must(crypto_hash_sha256(h.b, in, sizeof in) == 0);
	return h;
}

bool hash_eq(const struct hash *a, const struct hash *b) { return memcmp(a->b, b->b, HASH_BYTES) == 0; }

void merkle_append(struct edge *e, const struct hash *leaf)
{
	struct hash h = *leaf;

	/* As in binary counting: each trailing one of the size is a subtree that becomes complete with its
	 * twin. */
	for (int64_t bits = e->size; bits & 1; bits >>= 1) {
		must(e->n > 0);
		h = merkle_node(&e->tree[--e->n], &h);
	}
	must(e->n < MERKLE_LEVELS && e->size < INT64_MAX);
	e->tree[e->n++] = h;
	e->size++;
}

struct hash merkle_root(const struct edge *e)
{
	struct hash h;

	if (e->n == 0) {
		must(crypto_hash_sha256(h.b, (const unsigned char *)"", 0) == 0);
		return h;
	}
	h = e->tree[e->n - 1];
	for (int i = e->n - 2; i >= 0; i--)
		h = merkle_node(&e->tree[i], &h);
	return h;
}

int merkle_trees(int64_t size) { return __builtin_popcountll((unsigned long long)size); }

/* The largest power of two below n, n > 1: where RFC 6962 splits. */
static int64_t split(int64_t n) { return INT64_C(1) << (63 - __builtin_clzll((unsigned long long)(n - 1))); }

static void turn_round(struct merkle_run *runs, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct merkle_run r = runs[i];
		runs[i] = runs[n - 1 - i];
		runs[n - 1 - i] = r;
	}
}

size_t merkle_inclusion_plan(int64_t position, int64_t size, struct merkle_run ret[static PROOF_MAX])
{
	int64_t from = 0, to = size;
	size_t n = 0;

	must(0 <= position && position < size);
	/* PATH(m, D[n]) goes from the leaf up; we come down, so the order is turned round at the end. */
	while (to - from > 1) {
		int64_t mid = from + split(to - from);
		bool left = position < mid;
		ret[n++] = left ? (struct merkle_run){ mid, to } : (struct merkle_run){ from, mid };
		from = left ? from : mid;
		to = left ? mid : to;
	}
	turn_round(ret, n);
	return n;
}

size_t merkle_consistency_plan(int64_t old, int64_t size, struct merkle_run ret[static PROOF_MAX])
{
	int64_t from = 0, to = size;
	size_t n = 0;

	must(0 < old && old <= size);
	/* SUBPROOF(m, D[n], b): b is "the old tree is this very subtree", true as long as `from` is 0. */
	while (to != old) {
		int64_t mid = from + split(to - from);
		bool left = old <= mid;
		ret[n++] = left ? (struct merkle_run){ mid, to } : (struct merkle_run){ from, mid };
		from = left ? from : mid;
		to = left ? mid : to;
	}
	if (from > 0)
		ret[n++] = (struct merkle_run){ from, to };
	turn_round(ret, n);
	return n;
}

bool merkle_included(const struct hash *leaf, int64_t position, int64_t size, const struct hash *root,
		     const struct hash *proof, size_t n)
{
	int64_t fn = position, sn = size - 1;
	struct hash r = *leaf;

	if (position < 0 || position >= size)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (sn == 0)
			return false;
		if ((fn & 1) || fn == sn) {
			r = merkle_node(&proof[i], &r);
			while (!(fn & 1) && fn != 0)
				fn >>= 1, sn >>= 1;
		} else {
			r = merkle_node(&r, &proof[i]);
		}
		fn >>= 1, sn >>= 1;
	}
	return sn == 0 && hash_eq(&r, root);
}

bool merkle_consistent(int64_t old, const struct hash *old_root, int64_t size, const struct hash *root,
		       const struct hash *proof, size_t n)
{
	int64_t fn = old - 1, sn = size - 1;
	size_t i = 0;

	if (old < 1 || old > size)
		return false;
	if (old == size)
		return n == 0 && hash_eq(old_root, root);
	/* When the old tree is complete, its root is the first node of the path and isn't repeated in the
	 * proof. */
	bool complete = (old & (old - 1)) == 0;
	if (!complete && n == 0)
		return false;
	struct hash fr = complete ? *old_root : proof[i++];
	struct hash sr = fr;
	while (fn & 1)
		fn >>= 1, sn >>= 1;
	for (; i < n; i++) {
		if (sn == 0)
			return false;
		if ((fn & 1) || fn == sn) {
			fr = merkle_node(&proof[i], &fr);
			sr = merkle_node(&proof[i], &sr);
			while (!(fn & 1) && fn != 0)
				fn >>= 1, sn >>= 1;
		} else {
			sr = merkle_node(&sr, &proof[i]);
		}
		fn >>= 1, sn >>= 1;
	}
	return sn == 0 && hash_eq(&fr, old_root) && hash_eq(&sr, root);
}
