/* domain/fund/fund_db.c - SQL of the fund's row, leases and jobs. */
#include "domain/fund/fund.h"

#include "base/process.h"
#include "store/migrations.h"

#include <string.h>

/* ---- the fund ---- */

#define FUND_COLUMNS "country, name_fr, name_ar, name_en, origin, next_number, last_block, created_at"
#define FUND_FIELDS \
	DB_FIELD(struct fund, country), DB_FIELD(struct fund, name_fr), DB_FIELD(struct fund, name_ar), \
	    DB_FIELD(struct fund, name_en), DB_FIELD(struct fund, origin), \
	    DB_FIELD(struct fund, next_number), DB_FIELD(struct fund, last_block), \
	    DB_FIELD(struct fund, created_at)

static const struct db_stmt fund_get = {
	.name = "fund_get",
	.sql = "SELECT " FUND_COLUMNS " FROM fund",
	.out = DB_SHAPE(FUND_FIELDS),
	.out_size = sizeof(struct fund),
	.data = DATA_NONE,
};

static const struct db_stmt fund_add = {
	.name = "fund_add",
	.sql = "INSERT INTO fund (" FUND_COLUMNS ", only_one) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
	.in = DB_SHAPE(FUND_FIELDS),
	.data = DATA_NONE,
};

rc fund_read(struct tx *tx, struct arena *a, struct fund *ret)
{
	rc r = db_one(tx, &fund_get, NULL, a, ret);

	CHECK(!rc_is(r, E_DB_NONE), DB_EMPTY);
	return r;
}

rc fund_create(struct tx *tx, const struct fund *f) { return db_exec(tx, &fund_add, f, NULL); }

struct ran {
	str name, digest;
};

static const struct db_stmt version_get = {
	.name = "fund_version",
	.sql = "SELECT name, digest FROM migration ORDER BY name",
	.out = DB_SHAPE(DB_FIELD(struct ran, name), DB_FIELD(struct ran, digest)),
	.out_size = sizeof(struct ran),
	.data = DATA_NONE,
};

rc fund_version_check(struct tx *tx, struct arena *a)
{
	struct ran *ran;
	size_t n;
	rc r = db_rows(tx, &version_get, NULL, 10000, a, &ran, &n);

	/* No table of migrations: nobody has ever made anything here. */
	CHECK(!rc_is(r, E_DB_BROKEN), DB_EMPTY);
	TRY(r);
	CHECK(n > 0, DB_EMPTY);
	CHECK(n == migrations_n, DB_MIGRATION);
	for (size_t i = 0; i < n; i++) {
		CHECK(strcmp(str_c(a, ran[i].name), migrations[i].name) == 0, DB_MIGRATION);
		CHECK(strcmp(str_c(a, ran[i].digest), migrations[i].digest) == 0, DB_MIGRATION);
	}
	return OK;
}

/* ---- numbers and ids ---- */

struct numbers {
	int64_t n, first;
	str country;
};

static const struct db_stmt numbers_take = {
	.name = "fund_numbers_take",
	.sql = "UPDATE fund SET next_number = next_number + $1 RETURNING next_number - $1 AS first, country",
	.in = DB_SHAPE(DB_FIELD(struct numbers, n)),
	.out = DB_SHAPE(DB_FIELD(struct numbers, first), DB_FIELD(struct numbers, country)),
	.out_size = sizeof(struct numbers),
	.data = DATA_NONE,
};

struct range {
	int64_t first, last; /* of the range that may be handed out */
	int64_t taken;
};

static rc numbers_taken(void *cls, const void *row)
{
	const struct numbers *n = row;
	struct range *f = cls;

	f->taken = n->first;
	return fund_numbers(n->country, &f->first, &f->last);
}

rc fund_take_numbers(struct tx *tx, int64_t n, int64_t *ret_first)
{
	struct numbers q = { .n = n };
	struct range f = { .taken = -1 };

	must(n > 0 && n < INT64_C(1) << 40);
	TRY(db_each(tx, &numbers_take, &q, numbers_taken, &f));
	CHECK(f.taken >= 0, DB_EMPTY);
	CHECK(f.taken >= f.first && f.taken + n - 1 <= f.last, FUND_NUMBERS);
	*ret_first = f.taken;
	return OK;
}

/* A block of ids takes whole slots (milliseconds); last_block is the beginning of the last slot taken. */
struct block {
	int64_t at;   /* the slot of now */
	int64_t more; /* distance from a block's first slot to its last */
	int64_t next; /* one slot */
	int64_t first;
};

static const struct db_stmt ids_take = {
	.name = "fund_ids_take",
	.sql = "UPDATE fund SET last_block = CASE WHEN last_block < $1 THEN $1 ELSE last_block + $2 END + $3"
	       " RETURNING last_block - $3 AS first",
	.in =
	    DB_SHAPE(DB_FIELD(struct block, at), DB_FIELD(struct block, next), DB_FIELD(struct block, more)),
	.out = DB_SHAPE(DB_FIELD(struct block, first)),
	.out_size = sizeof(struct block),
	.data = DATA_NONE,
};

static rc ids_taken(void *cls, const void *row)
{
	const struct block *b = row;
	int64_t *ret = cls;

	*ret = b->first;
	return OK;
}

rc fund_take_ids(struct tx *tx, instant now, int64_t n, int64_t *ret_first)
{
	struct block q = { .at = id_block(now), .next = INT64_C(1) << ID_LOW_BITS };
	int64_t first = 0;

	must(0 < n && n <= ID_BLOCK_MAX);
	q.more = (id_nth(0, n - 1) >> ID_LOW_BITS) << ID_LOW_BITS;
	TRY(db_each(tx, &ids_take, &q, ids_taken, &first));
	CHECK(first > 0, DB_EMPTY);
	*ret_first = first;
	return OK;
}

/* ---- leases ---- */

enum { HOLDER_MAX = 255 };

struct lease {
	str name, holder, gone;
	instant until_at, now;
};

static const struct db_stmt lease_get = {
	.name = "fund_lease_get",
	.sql = "SELECT holder FROM lease WHERE name = $1",
	.in = DB_SHAPE(DB_FIELD(struct lease, name)),
	.out = DB_SHAPE(DB_FIELD(struct lease, holder)),
	.out_size = sizeof(struct lease),
	.data = DATA_NONE,
};

static const struct db_stmt lease_put = {
	.name = "fund_lease_put",
	.sql = "INSERT INTO lease (name, holder, until_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE"
	       " SET holder = excluded.holder, until_at = excluded.until_at"
	       " WHERE lease.until_at <= $4 OR lease.holder = $2 OR lease.holder = $5",
	.in = DB_SHAPE(DB_FIELD(struct lease, name), DB_FIELD(struct lease, holder),
		       DB_FIELD(struct lease, until_at), DB_FIELD(struct lease, now),
		       DB_FIELD(struct lease, gone)),
	.data = DATA_NONE,
};

static const struct db_stmt lease_more = {
	.name = "fund_lease_more",
	.sql = "UPDATE lease SET until_at = $3 WHERE name = $1 AND holder = $2 AND until_at > $4",
	.in = DB_SHAPE(DB_FIELD(struct lease, name), DB_FIELD(struct lease, holder),
		       DB_FIELD(struct lease, until_at), DB_FIELD(struct lease, now)),
	.data = DATA_NONE,
};

static const struct db_stmt lease_delete = {
	.name = "fund_lease_delete",
	.sql = "DELETE FROM lease WHERE name = $1 AND holder = $2",
	.in = DB_SHAPE(DB_FIELD(struct lease, name), DB_FIELD(struct lease, holder)),
	.data = DATA_NONE,
};

struct holder {
	char text[HOLDER_MAX + 1];
	size_t n; /* 0: nobody, or somebody who may be alive */
};

static rc holder_seen(void *cls, const void *row)
{
	const struct lease *l = row;
	struct holder *h = cls;

	if (l->holder.n <= HOLDER_MAX && process_is_gone(l->holder)) {
		memcpy(h->text, l->holder.p, l->holder.n);
		h->n = l->holder.n;
	}
	return OK;
}

rc lease_take(struct tx *tx, str name, str holder, instant until, instant now)
{
	struct holder gone = { .n = 0 };
	struct lease l = { .name = name, .holder = holder, .until_at = until, .now = now };
	int64_t changed;

	must(0 < holder.n && holder.n <= HOLDER_MAX && until.us > now.us);
	TRY(db_each(tx, &lease_get, &l, holder_seen, &gone));
	l.gone = gone.n > 0 ? (str){ gone.text, gone.n } : holder;
	TRY(db_exec(tx, &lease_put, &l, &changed));
	CHECK(changed == 1, LEASE_TAKEN);
	return OK;
}

rc lease_keep(struct tx *tx, str name, str holder, instant until, instant now)
{
	struct lease l = { .name = name, .holder = holder, .until_at = until, .now = now };
	int64_t changed;

	TRY(db_exec(tx, &lease_more, &l, &changed));
	CHECK(changed == 1, LEASE_LOST);
	return OK;
}

rc lease_drop(struct tx *tx, str name, str holder)
{
	struct lease l = { .name = name, .holder = holder };

	return db_exec(tx, &lease_delete, &l, NULL);
}

/* ---- jobs ---- */

struct job_row {
	job_id job_id;
	str kind;
	int64_t object;
	user_id user_id;
	str state;
	int64_t tries;
	instant not_before;
	int64_t error;
	instant asked_at, ended_at;
	instant now, until;
};

static const struct db_stmt job_waiting = {
	.name = "fund_job_waiting",
	.sql = "SELECT job_id, kind, object, user_id, tries FROM job WHERE kind = $1 AND object = $2 AND "
	       "state = 'WAITING'"
	       " ORDER BY job_id LIMIT 1",
	.in = DB_SHAPE(DB_FIELD(struct job_row, kind), DB_FIELD(struct job_row, object)),
	.out =
	    DB_SHAPE(DB_FIELD(struct job, job_id), DB_FIELD(struct job, kind), DB_FIELD(struct job, object),
		     DB_FIELD(struct job, user_id), DB_FIELD(struct job, tries)),
	.out_size = sizeof(struct job),
	.data = DATA_NONE,
};

static const struct db_stmt job_add = {
	.name = "fund_job_add",
	.sql = "INSERT INTO job (job_id, kind, object, user_id, state, tries, not_before, error, asked_at, "
	       "ended_at)"
	       " VALUES ($1, $2, $3, $4, 'WAITING', 0, $5, 0, $5, 0)",
	.in = DB_SHAPE(DB_FIELD(struct job_row, job_id), DB_FIELD(struct job_row, kind),
		       DB_FIELD(struct job_row, object), DB_FIELD(struct job_row, user_id),
		       DB_FIELD(struct job_row, now)),
	.data = DATA_NONE,
};

static const struct db_stmt job_claim = {
	.name = "fund_job_claim",
	.sql = "UPDATE job SET state = 'RUNNING', tries = tries + 1, not_before = $2 WHERE job_id ="
	       " (SELECT job_id FROM job WHERE state IN ('WAITING', 'RUNNING') AND not_before <= $1"
	       " ORDER BY not_before, job_id LIMIT 1)"
	       " RETURNING job_id, kind, object, user_id, tries",
	.in = DB_SHAPE(DB_FIELD(struct job_row, now), DB_FIELD(struct job_row, until)),
	.out =
	    DB_SHAPE(DB_FIELD(struct job, job_id), DB_FIELD(struct job, kind), DB_FIELD(struct job, object),
		     DB_FIELD(struct job, user_id), DB_FIELD(struct job, tries)),
	.out_size = sizeof(struct job),
	.data = DATA_NONE,
};

static const struct db_stmt job_due = {
	.name = "fund_job_due",
	.sql = "SELECT job_id FROM job WHERE state IN ('WAITING', 'RUNNING') AND not_before <= $1 LIMIT 1",
	.in = DB_SHAPE(DB_FIELD(struct job_row, now)),
	.out = DB_SHAPE(DB_FIELD(struct job, job_id)),
	.out_size = sizeof(struct job),
	.data = DATA_NONE,
};

static const struct db_stmt job_of_object = {
	.name = "fund_job_of_object",
	.sql = "SELECT job_id, kind, state, tries, error FROM job WHERE object = $1 ORDER BY job_id DESC LIMIT 1",
	.in = DB_SHAPE(DB_FIELD(struct job_row, object)),
	.out = DB_SHAPE(DB_FIELD(struct job_state, job_id), DB_FIELD(struct job_state, kind),
			DB_FIELD(struct job_state, state), DB_FIELD(struct job_state, tries),
			DB_FIELD(struct job_state, error)),
	.out_size = sizeof(struct job_state),
	.data = DATA_NONE,
};

/* Whoever claimed it last has raised `tries`: an earlier claim is over. */
static const struct db_stmt job_put = {
	.name = "fund_job_put",
	.sql = "UPDATE job SET state = $3, not_before = $4, error = $5, ended_at = $6"
	       " WHERE job_id = $1 AND tries = $2 AND state = 'RUNNING'",
	.in = DB_SHAPE(DB_FIELD(struct job_row, job_id), DB_FIELD(struct job_row, tries),
		       DB_FIELD(struct job_row, state), DB_FIELD(struct job_row, not_before),
		       DB_FIELD(struct job_row, error), DB_FIELD(struct job_row, ended_at)),
	.data = DATA_NONE,
};

struct job_seen {
	job_id id;
};

static rc job_is_waiting(void *cls, const void *row)
{
	struct job_seen *s = cls;
	const struct job *j = row;

	s->id = j->job_id;
	return OK;
}

rc job_ask(struct tx *tx, instant now, str kind, int64_t object, user_id user, job_id *ret)
{
	struct job_row q = { .kind = kind, .object = object, .user_id = user, .now = now };
	struct job_seen seen = { 0 };

	must(kind.n > 0);
	TRY(db_each(tx, &job_waiting, &q, job_is_waiting, &seen));
	*ret = seen.id;
	if (seen.id.v != 0)
		return OK;
	q.job_id = *ret = (job_id){ id_new(now) };
	return db_exec(tx, &job_add, &q, NULL);
}

rc job_any(struct tx *tx, instant now, bool *ret)
{
	struct job_row q = { .now = now };
	struct job_seen seen = { 0 };

	TRY(db_each(tx, &job_due, &q, job_is_waiting, &seen));
	*ret = seen.id.v != 0;
	return OK;
}

rc job_newest(struct tx *tx, int64_t object, struct arena *a, struct job_state *ret)
{
	struct job_row q = { .object = object };

	return db_one(tx, &job_of_object, &q, a, ret);
}

rc job_next(struct tx *tx, struct arena *a, instant now, instant until, struct job *ret)
{
	struct job_row q = { .now = now, .until = until };

	must(until.us > now.us);
	return db_one(tx, &job_claim, &q, a, ret);
}

static rc put(struct tx *tx, const struct job *j, str state, instant not_before, int error, instant ended)
{
	struct job_row q = { .job_id = j->job_id,
			     .tries = j->tries,
			     .state = state,
			     .not_before = not_before,
			     .error = error,
			     .ended_at = ended };
	int64_t changed;

	TRY(db_exec(tx, &job_put, &q, &changed));
	CHECK(changed == 1, JOB_LOST);
	return OK;
}

rc job_keep(struct tx *tx, const struct job *j, instant until)
{
	return put(tx, j, S("RUNNING"), until, E_OK, (instant){ 0 });
}

rc job_done(struct tx *tx, instant now, const struct job *j) { return put(tx, j, S("DONE"), now, E_OK, now); }

rc job_failed(struct tx *tx, instant now, const struct job *j, rc why)
{
	int64_t wait = job_wait_us(j->tries, why);

	if (wait == 0)
		return put(tx, j, S("FAILED"), now, rc_info(why)->code, now);
	return put(tx, j, S("WAITING"), (instant){ now.us + wait }, rc_info(why)->code, (instant){ 0 });
}

const struct db_stmt *const fund_stmts[] = { &fund_get,	    &fund_add,	  &version_get, &numbers_take,
					     &ids_take,	    &lease_get,	  &lease_put,	&lease_more,
					     &lease_delete, &job_waiting, &job_add,	&job_claim,
					     &job_put,	    &job_of_object, &job_due, NULL };
