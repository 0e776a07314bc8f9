/* The tree against RFC 6962 itself: the published vectors, and the definition written down naively. */
#include "domain/journal/merkle.h"

#include "testing/t.h"

#include <sodium.h>

enum { LEAVES = 300 };

static struct hash from_hex(const char *hex)
{
	struct hash h;
	size_t n;

	must(sodium_hex2bin(h.b, sizeof h.b, hex, strlen(hex), NULL, &n, NULL) == 0 && n == sizeof h.b);
	return h;
}

static struct hash leaf_of(int64_t i)
{
	char text[24];
	int n = snprintf(text, sizeof text, "leaf %" PRId64, i);

	return merkle_leaf((str){ text, (size_t)n });
}

/* MTH(D[from:to]) word by word as section 2.1 defines it. */
static struct hash naive_root(const struct hash *leaf, int64_t from, int64_t to)
{
	struct edge none = { 0 };
	int64_t k = 1;

	if (to == from)
		return merkle_root(&none);
	if (to - from == 1)
		return leaf[from];
	while (k * 2 < to - from)
		k *= 2;
	struct hash l = naive_root(leaf, from, from + k), r = naive_root(leaf, from + k, to);
	return merkle_node(&l, &r);
}

/* PATH(m, D[from:to]). */
static size_t naive_path(const struct hash *leaf, int64_t m, int64_t from, int64_t to, struct hash *ret)
{
	int64_t k = 1;
	size_t n;

	if (to - from == 1)
		return 0;
	while (k * 2 < to - from)
		k *= 2;
	if (m < from + k) {
		n = naive_path(leaf, m, from, from + k, ret);
		ret[n] = naive_root(leaf, from + k, to);
	} else {
		n = naive_path(leaf, m, from + k, to, ret);
		ret[n] = naive_root(leaf, from, from + k);
	}
	return n + 1;
}

/* SUBPROOF(m, D[from:to], b), m counted from the start of the whole tree. */
static size_t naive_subproof(const struct hash *leaf, int64_t m, int64_t from, int64_t to, bool b,
			     struct hash *ret)
{
	int64_t k = 1;
	size_t n;

	if (m == to) {
		if (!b)
			ret[0] = naive_root(leaf, from, to);
		return b ? 0 : 1;
	}
	while (k * 2 < to - from)
		k *= 2;
	if (m <= from + k) {
		n = naive_subproof(leaf, m, from, from + k, b, ret);
		ret[n] = naive_root(leaf, from + k, to);
	} else {
		n = naive_subproof(leaf, m, from + k, to, false, ret);
		ret[n] = naive_root(leaf, from, from + k);
	}
	return n + 1;
}

/* What the program does with a plan. */
static void carry_out(const struct hash *leaf, const struct merkle_run *runs, size_t n, struct hash *ret)
{
	for (size_t i = 0; i < n; i++) {
		struct edge e = { 0 };
		for (int64_t at = runs[i].from; at < runs[i].to; at++)
			merkle_append(&e, &leaf[at]);
		ret[i] = merkle_root(&e);
	}
}

static bool same(const struct hash *a, size_t na, const struct hash *b, size_t nb)
{
	bool ok = na == nb;

	for (size_t i = 0; ok && i < na; i++)
		ok = hash_eq(&a[i], &b[i]);
	return ok;
}

static struct hash *leaves(struct arena *a, int64_t n)
{
	struct hash *leaf = arena_array(a, struct hash, (size_t)n + 1);

	for (int64_t i = 0; i < n; i++)
		leaf[i] = leaf_of(i);
	return leaf;
}

/* law: RFC 6962 2.1; the inputs and roots of the reference tree of Certificate Transparency. */
T(reference_tree)
{
	static const struct {
		const char *hex;
		size_t n;
		const char *root;
	} v[] = {
		{ "", 0, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" },
		{ "00", 1, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" },
		{ "10", 1, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77" },
		{ "2021", 2, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" },
		{ "3031", 2, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4" },
		{ "40414243", 4, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef" },
		{ "5051525354555657", 8, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c" },
		{ "606162636465666768696a6b6c6d6e6f", 16,
		  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" },
	};
	struct edge e = { 0 };
	struct hash empty = from_hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	struct hash root = merkle_root(&e);

	t_ok(hash_eq(&root, &empty));
	for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
		char bytes[32];
		size_t n;
		must(sodium_hex2bin((unsigned char *)bytes, sizeof bytes, v[i].hex, strlen(v[i].hex), NULL,
				    &n, NULL) == 0);
		t_int((int64_t)n, (int64_t)v[i].n);
		struct hash leaf = merkle_leaf((str){ bytes, n }), want = from_hex(v[i].root);
		merkle_append(&e, &leaf);
		root = merkle_root(&e);
		t_ok(hash_eq(&root, &want));
		t_int(e.n, merkle_trees(e.size));
	}
}

T(root_is_the_definition_for_every_size)
{
	struct hash *leaf = leaves(a, LEAVES);
	struct edge e = { 0 };

	for (int64_t n = 0; n <= LEAVES; n++) {
		struct hash got = merkle_root(&e), want = naive_root(leaf, 0, n);
		t_ok(hash_eq(&got, &want));
		t_int(e.size, n);
		merkle_append(&e, &leaf[n]);
	}
}

static void check_inclusion(const struct hash *leaf, int64_t m, int64_t n, const struct hash *root)
{
	struct merkle_run runs[PROOF_MAX];
	struct hash got[PROOF_MAX], want[PROOF_MAX];
	size_t k = merkle_inclusion_plan(m, n, runs);

	carry_out(leaf, runs, k, got);
	t_ok(same(got, k, want, naive_path(leaf, m, 0, n, want)));
	t_ok(merkle_included(&leaf[m], m, n, root, got, k));
	t_ok(!merkle_included(&leaf[m], m + 1, n, root, got, k));
	if (k > 0) {
		t_ok(!merkle_included(&leaf[m], m, n, root, got, k - 1));
		got[t_between(0, (int64_t)k - 1)].b[t_between(0, 31)] ^= 1;
		t_ok(!merkle_included(&leaf[m], m, n, root, got, k));
	}
}

static void check_consistency(const struct hash *leaf, int64_t m, int64_t n, const struct hash *root)
{
	struct merkle_run runs[PROOF_MAX];
	struct hash got[PROOF_MAX], want[PROOF_MAX];
	size_t k = merkle_consistency_plan(m, n, runs);
	struct hash old = naive_root(leaf, 0, m), wrong = old;

	carry_out(leaf, runs, k, got);
	t_ok(same(got, k, want, naive_subproof(leaf, m, 0, n, true, want)));
	t_ok(merkle_consistent(m, &old, n, root, got, k));
	wrong.b[0] ^= 1;
	t_ok(!merkle_consistent(m, &wrong, n, root, got, k));
	if (k > 0) {
		t_ok(!merkle_consistent(m, &old, n, root, got, k - 1));
		got[t_between(0, (int64_t)k - 1)].b[t_between(0, 31)] ^= 1;
		t_ok(!merkle_consistent(m, &old, n, root, got, k));
	}
}

T(proofs_of_every_small_tree)
{
	struct hash *leaf = leaves(a, 70);

	t_state = 1;
	for (int64_t n = 1; n <= 70; n++) {
		struct hash root = naive_root(leaf, 0, n);
		for (int64_t m = 0; m < n; m++) {
			check_inclusion(leaf, m, n, &root);
			check_consistency(leaf, m + 1, n, &root);
		}
	}
}

T(proofs_of_sizes_up_to_300)
{
	struct hash *leaf = leaves(a, LEAVES);

	t_state = 7;
	for (int64_t n = 71; n <= LEAVES; n++) {
		struct hash root = naive_root(leaf, 0, n);
		check_inclusion(leaf, t_between(0, n - 1), n, &root);
		check_inclusion(leaf, n - 1, n, &root);
		check_consistency(leaf, t_between(1, n), n, &root);
	}
}

T(proofs_of_random_sizes)
{
	enum { MANY = 6000 };
	struct hash *leaf = leaves(a, MANY);

	t_seeds (20) {
		int64_t n = t_between(1, MANY);
		struct hash root = naive_root(leaf, 0, n);
		check_inclusion(leaf, t_between(0, n - 1), n, &root);
		check_consistency(leaf, t_between(1, n), n, &root);
	}
}

T(nonsense_is_refused)
{
	struct hash h = leaf_of(0);

	t_ok(!merkle_included(&h, 0, 0, &h, NULL, 0));
	t_ok(!merkle_included(&h, -1, 1, &h, NULL, 0));
	t_ok(merkle_included(&h, 0, 1, &h, NULL, 0));
	t_ok(!merkle_included(&h, 0, 1, &h, &h, 1));
	t_ok(!merkle_consistent(0, &h, 1, &h, NULL, 0));
	t_ok(!merkle_consistent(2, &h, 1, &h, NULL, 0));
	t_ok(!merkle_consistent(1, &h, 1, &h, &h, 1));
	t_ok(!merkle_consistent(3, &h, 4, &h, NULL, 0));
}
