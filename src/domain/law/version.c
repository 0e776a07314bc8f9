/* domain/law/version.c - files of a version, and who may put one in force. */
#include "domain/law/version.h"

#include "domain/law/carried.h"
#include "domain/law/simulation.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

static int by_name(const void *x, const void *y)
{
	const struct law_file *p = x, *q = y;

	return str_order(p->name, q->name);
}

void law_files_order(struct law_file *file, size_t n)
{
	if (n > 0)
		qsort(file, n, sizeof *file, by_name);
}

static void add(crypto_hash_sha256_state *h, str s)
{
	must(crypto_hash_sha256_update(h, (const unsigned char *)s.p, s.n) == 0);
}

void law_files_digest(const struct law_file *file, size_t n, unsigned char ret[LAW_DIGEST_BYTES])
{
	crypto_hash_sha256_state h;

	must(crypto_hash_sha256_init(&h) == 0);
	add(&h, S("sanad-law 1\n"));
	for (size_t i = 0; i < n; i++) {
		char size[32];
		int digits = snprintf(size, sizeof size, "\n%zu\n", file[i].text.n);
		must(0 < digits && digits < (int)sizeof size);
		add(&h, file[i].name);
		add(&h, (str){ size, (size_t)digits });
		add(&h, file[i].text);
	}
	must(crypto_hash_sha256_final(&h, ret) == 0);
}

void law_files_with(struct arena *a, const struct law_file *base, size_t base_n, const struct law_file *more,
		    size_t more_n, struct law_file **ret, size_t *ret_n)
{
	struct law_file *all = arena_array(a, struct law_file, base_n + more_n + 1);
	size_t n = 0;

	for (size_t i = 0; i < base_n; i++) {
		bool replaced = false;
		for (size_t k = 0; k < more_n; k++)
			replaced |= str_eq(base[i].name, more[k].name);
		if (!replaced)
			all[n++] = base[i];
	}
	for (size_t k = 0; k < more_n; k++)
		all[n++] = more[k];
	law_files_order(all, n);
	*ret = all;
	*ret_n = n;
}

bool law_file_of(const struct law_file *f, str country)
{
	str rest = f->name;

	return str_skip(&rest, country) && str_skip(&rest, S("/"));
}

void law_files_carried(struct arena *a, str country, struct law_file **ret, size_t *ret_n)
{
	struct law_file *all = arena_array(a, struct law_file, law_files_n + 1);
	size_t n = 0;

	for (size_t i = 0; i < law_files_n; i++)
		if (law_file_of(&law_files[i], country))
			all[n++] = law_files[i];
	law_files_order(all, n);
	*ret = all;
	*ret_n = n;
}

rc law_version_may_approve(const struct law_version *v, user_id who, int64_t in_force)
{
	CHECK(str_eq(v->state, LAW_PROPOSED), LAW_VERSION_STATE);
	CHECK(v->proposed_by.v != who.v, LAW_VERSION_OWN);
	CHECK(v->base == in_force, LAW_VERSION_BASE);
	return OK;
}

rc law_simulation_may_approve(const struct law_simulation *s, str law)
{
	CHECK(s != NULL, LAW_SIMULATION_NONE);
	CHECK(str_eq(s->law, law), LAW_SIMULATION_OLD);
	return OK;
}
