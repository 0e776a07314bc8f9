/* domain/demo/demo_db.c - SQL of runs. */
#include "domain/demo/demo.h"

#define COLUMNS \
	"run_id, people, seed, world, first_person_id, first_number, began_at, ended_at, step, step_done"
#define FIELDS \
	DB_FIELD(struct demo_run, run_id), DB_FIELD(struct demo_run, people), \
	    DB_FIELD(struct demo_run, seed), DB_FIELD(struct demo_run, world), \
	    DB_FIELD(struct demo_run, first_person_id), DB_FIELD(struct demo_run, first_number), \
	    DB_FIELD(struct demo_run, began_at), DB_FIELD(struct demo_run, ended_at), \
	    DB_FIELD(struct demo_run, step), DB_FIELD(struct demo_run, step_done)

static const struct db_stmt add = {
	.name = "demo_run_add",
	.sql = "INSERT INTO demo_run (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
	.in = DB_SHAPE(FIELDS),
	.data = DATA_NONE,
};

static const struct db_stmt find = {
	.name = "demo_run_find",
	.sql = "SELECT " COLUMNS " FROM demo_run WHERE people = $1 AND seed = $2",
	.in = DB_SHAPE(DB_FIELD(struct demo_run, people), DB_FIELD(struct demo_run, seed)),
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct demo_run),
	.data = DATA_NONE,
};

static const struct db_stmt open_one = {
	.name = "demo_run_open",
	.sql = "SELECT " COLUMNS " FROM demo_run WHERE ended_at = 0 LIMIT 1",
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct demo_run),
	.data = DATA_NONE,
};

static const struct db_stmt largest = {
	.name = "demo_run_largest",
	.sql = "SELECT " COLUMNS " FROM demo_run WHERE ended_at <> 0 ORDER BY people DESC, run_id LIMIT 1",
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct demo_run),
	.data = DATA_NONE,
};

static const struct db_stmt progress = {
	.name = "demo_run_progress",
	.sql = "UPDATE demo_run SET step = $2, step_done = $3 WHERE run_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct demo_run, run_id), DB_FIELD(struct demo_run, step),
		       DB_FIELD(struct demo_run, step_done)),
	.data = DATA_NONE,
};

static const struct db_stmt ended = {
	.name = "demo_run_ended",
	.sql = "UPDATE demo_run SET ended_at = $2, step = '', step_done = 0 WHERE run_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct demo_run, run_id), DB_FIELD(struct demo_run, ended_at)),
	.data = DATA_NONE,
};

static const struct db_stmt drop = {
	.name = "demo_run_drop",
	.sql = "DELETE FROM demo_run WHERE run_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct demo_run, run_id)),
	.data = DATA_NONE,
};

rc demo_run_add(struct tx *tx, const struct demo_run *r) { return db_exec(tx, &add, r, NULL); }

rc demo_run_find(struct tx *tx, int64_t people, int64_t seed, struct arena *a, struct demo_run *ret)
{
	struct demo_run key = { .people = people, .seed = seed };

	return db_one(tx, &find, &key, a, ret);
}

rc demo_run_open(struct tx *tx, struct arena *a, struct demo_run *ret)
{
	return db_one(tx, &open_one, NULL, a, ret);
}

rc demo_run_largest(struct tx *tx, struct arena *a, struct demo_run *ret)
{
	return db_one(tx, &largest, NULL, a, ret);
}

rc demo_run_progress(struct tx *tx, int64_t run_id, str step, int64_t done)
{
	struct demo_run r = { .run_id = run_id, .step = step, .step_done = done };

	return db_exec(tx, &progress, &r, NULL);
}

rc demo_run_ended(struct tx *tx, int64_t run_id, instant now)
{
	struct demo_run r = { .run_id = run_id, .ended_at = now };

	return db_exec(tx, &ended, &r, NULL);
}

rc demo_run_drop(struct tx *tx, int64_t run_id)
{
	struct demo_run r = { .run_id = run_id };

	return db_exec(tx, &drop, &r, NULL);
}

const struct db_stmt *const demo_stmts[] = {
	&add, &find, &open_one, &largest, &progress, &ended, &drop, NULL
};
