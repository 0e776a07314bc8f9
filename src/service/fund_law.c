/* service/fund_law.c - the law of this fund, read once. */
#include "service/fund_law.h"

#include "base/out.h"
#include "service/work.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <string.h>

/* A law and the memory that it, and this, lie in. */
struct kept {
	struct arena life;
	unsigned char digest[LAW_DIGEST_BYTES];
	struct law law;
};

static _Atomic(struct kept *) kept[LAWS_KEPT];

static bool same(const unsigned char digest[LAW_DIGEST_BYTES], const struct law_version *v)
{
	return v->digest.n == LAW_DIGEST_BYTES && memcmp(digest, v->digest.p, LAW_DIGEST_BYTES) == 0;
}

/* NULL: not there. */
static const struct kept *find(const struct law_version *v)
{
	for (int i = 0; i < LAWS_KEPT; i++) {
		const struct kept *k = atomic_load(&kept[i]);
		if (k != NULL && same(k->digest, v))
			return k;
	}
	return NULL;
}

static rc read_into(struct tx *tx, struct arena *a, const struct law_version *v, struct law *ret)
{
	struct law_file *file;
	size_t n;

	TRY(law_version_files(tx, v, a, &file, &n));
	law_read(a, file, n, ret);
	CHECK(ret->n > 0 && ret->problems_n == 0, LAW_VERSION_BROKEN);
	return OK;
}

static bool room(void)
{
	for (int i = 0; i < LAWS_KEPT; i++)
		if (atomic_load(&kept[i]) == NULL)
			return true;
	return false;
}

/* Into a free place, unless another thread was faster. */
static bool put(struct kept *k)
{
	for (int i = 0; i < LAWS_KEPT; i++) {
		struct kept *nobody = NULL;
		if (atomic_compare_exchange_strong(&kept[i], &nobody, k))
			return true;
		if (memcmp(nobody->digest, k->digest, LAW_DIGEST_BYTES) == 0)
			return false;
	}
	return false;
}

static rc keep(struct tx *tx, const struct law_version *v)
{
	struct arena life;

	arena_init(&life, (size_t)4 * LAW_VERSION_MEMORY);
	struct kept *k = arena_new(&life, struct kept);
	rc r = read_into(tx, &life, v, &k->law);
	if (rc_ok(r)) {
		memcpy(k->digest, v->digest.p, LAW_DIGEST_BYTES);
		k->life = life;
	}
	if (!rc_ok(r) || !put(k))
		arena_done(&life);
	return r;
}

rc law_of_version(struct tx *tx, struct arena *a, const struct law_version *v, const struct law **ret)
{
	const struct kept *k = find(v);

	if (k == NULL && v->known_from.us != 0 && room()) {
		TRY(keep(tx, v));
		k = find(v);
	}
	if (k != NULL) {
		*ret = &k->law;
		return OK;
	}
	struct law *own = arena_new(a, struct law);
	*ret = own;
	return read_into(tx, a, v, own);
}

static rc answer(struct tx *tx, struct arena *a, const struct law_version *v, const struct law **ret,
		 struct law_version *ret_version)
{
	if (ret_version != NULL)
		*ret_version = *v;
	return law_of_version(tx, a, v, ret);
}

rc law_of_fund(struct tx *tx, struct arena *a, const struct law **ret, struct law_version *ret_version)
{
	struct law_version v;

	TRY(law_version_now(tx, a, &v));
	return answer(tx, a, &v, ret, ret_version);
}

rc law_of_fund_at(struct tx *tx, struct arena *a, instant at, const struct law **ret,
		  struct law_version *ret_version)
{
	struct law_version v;

	TRY(law_version_at(tx, at, a, &v));
	return answer(tx, a, &v, ret, ret_version);
}

struct looking {
	struct arena *a;
	const struct law *law;
	struct law_version version;
};

static rc look(struct tx *tx, void *cls)
{
	struct looking *w = cls;

	return law_of_fund(tx, w->a, &w->law, &w->version);
}

rc law_in_force(struct db *db, struct arena *a, const struct law **ret, struct law_version *ret_version)
{
	struct looking w = { .a = a };

	TRY(db_read(db, FOR_SYSTEM, "look at the law", look, &w));
	*ret = w.law;
	if (ret_version != NULL)
		*ret_version = w.version;
	return OK;
}

rc fund_law_read(struct tx *tx, struct arena *a, struct fund_law *ret)
{
	TRY(law_of_fund(tx, a, &ret->law, NULL));
	return law_signatures(tx, a, &ret->signature, &ret->signatures_n);
}

rc fund_law_read_at(struct tx *tx, struct arena *a, instant at, struct fund_law *ret)
{
	TRY(law_of_fund_at(tx, a, at, &ret->law, NULL));
	return law_signatures_at(tx, at, a, &ret->signature, &ret->signatures_n);
}

struct looking_signed {
	struct arena *a;
	struct fund_law law;
};

static rc look_signed(struct tx *tx, void *cls)
{
	struct looking_signed *w = cls;

	return fund_law_read(tx, w->a, &w->law);
}

rc fund_law_now(struct db *db, struct arena *a, struct fund_law *ret)
{
	struct looking_signed w = { .a = a };

	TRY(db_read(db, FOR_SYSTEM, "look at the law and its signatures", look_signed, &w));
	*ret = w.law;
	return OK;
}

rc law_event(struct tx *tx, struct arena *a, instant now, str kind, user_id who, const struct law_version *v)
{
	struct out o;

	out_init(&o, a, 128);
	out_printf(&o, "%" PRId64 " ", v->nth);
	for (size_t i = 0; i < v->digest.n; i++)
		out_printf(&o, "%02x", v->digest.p[i]);
	struct journal_entry e = {
		.user = who, .why = FOR_SYSTEM, .kind = kind, .object = v->version_id, .detail = out_view(&o)
	};
	return journal_write(tx, now, &e);
}

/* ---- the first one ---- */

rc law_first(struct tx *tx, struct arena *a, instant now, str country)
{
	unsigned char digest[LAW_DIGEST_BYTES];
	struct law_version v = { .version_id = id_new(now),
				 .nth = 1,
				 .digest = { digest, sizeof digest },
				 .state = LAW_IN_FORCE,
				 .reason = S(""),
				 .proposed_at = now,
				 .decided_at = now,
				 .decision = S(""),
				 .known_from = now,
				 .known_until = LAW_STILL };
	struct law_file *file;
	size_t n;

	law_files_carried(a, country, &file, &n);
	law_files_digest(file, n, digest);
	TRY(law_version_add(tx, a, &v, file, n));
	return law_event(tx, a, now, S("law.first"), (user_id){ 0 }, &v);
}

struct planting {
	struct arena *a;
	instant now;
	str country;
};

static rc plant(struct tx *tx, void *cls)
{
	const struct planting *w = cls;
	job_id job;
	struct law_version there;
	rc r = law_version_now(tx, w->a, &there);

	if (!rc_is(r, E_LAW_VERSION_NONE))
		return r;
	TRY(law_first(tx, w->a, w->now, w->country));
	/* people who are there already have no rights yet */
	return job_ask(tx, w->now, WORK_RIGHTS_REFRESH, 1, (user_id){ 0 }, &job);
}

rc law_first_once(struct db *db, struct arena *a, instant now, str country)
{
	struct planting w = { a, now, country };
	rc r = db_write(db, FOR_SYSTEM, "put the first law down", plant, &w);

	return rc_is(r, E_DB_EXISTS) ? OK : r;
}

bool law_program_differs(struct arena *a, str country, const struct law_version *v)
{
	unsigned char digest[LAW_DIGEST_BYTES];
	struct law_file *file;
	size_t n;

	law_files_carried(a, country, &file, &n);
	law_files_digest(file, n, digest);
	return !same(digest, v);
}
