/* store/migrate.c - numbered changes of the schema, each run once, in a table of what ran. */
#include "store/engine.h"
#include "store/migrations.h"

struct ran {
	str name, digest;
	instant at;
};

static const struct db_stmt ran_list = {
	.name = "migration_list",
	.sql = "SELECT name, digest, at FROM migration ORDER BY name",
	.out = DB_SHAPE(DB_FIELD(struct ran, name), DB_FIELD(struct ran, digest), DB_FIELD(struct ran, at)),
	.out_size = sizeof(struct ran),
	.data = DATA_NONE,
};

static const struct db_stmt ran_add = {
	.name = "migration_add",
	.sql = "INSERT INTO migration (name, digest, at) VALUES ($1, $2, $3)",
	.in = DB_SHAPE(DB_FIELD(struct ran, name), DB_FIELD(struct ran, digest), DB_FIELD(struct ran, at)),
	.data = DATA_NONE,
};

const struct db_stmt *const migrate_stmts[] = { &ran_list, &ran_add, NULL };

struct listing {
	struct arena *a;
	struct ran *rows;
	size_t n;
};

enum { MIGRATIONS_MAX = 1000 };

static rc list(struct tx *tx, void *cls)
{
	struct listing *l = cls;

	return db_rows(tx, &ran_list, NULL, MIGRATIONS_MAX, l->a, &l->rows, &l->n);
}

struct step {
	const struct engine *engine;
	void *conn;
	const struct migration *m;
};

static rc run_step(struct tx *tx, void *cls)
{
	const struct step *s = cls;
	struct ran ran = { str_of(s->m->name), str_of(s->m->digest), clock_now() };

	TRY(s->engine->script(s->conn, s->engine == &engine_sqlite ? s->m->sqlite : s->m->postgresql));
	return db_exec(tx, &ran_add, &ran, NULL);
}

static rc run_all(struct db *db, const struct engine *engine, void *conn, struct arena *a)
{
	struct listing l = { .a = a };

	TRY(engine->script(conn, "CREATE TABLE IF NOT EXISTS migration (name TEXT NOT NULL PRIMARY KEY,"
				 " digest TEXT NOT NULL, at BIGINT NOT NULL)"));
	TRY(db_read(db, FOR_SYSTEM, "migration list", list, &l));
	CHECK(l.n <= migrations_n, DB_MIGRATION);
	for (size_t i = 0; i < migrations_n; i++) {
		if (i < l.n) {
			CHECK(str_eq(l.rows[i].name, str_of(migrations[i].name)), DB_MIGRATION);
			CHECK(str_eq(l.rows[i].digest, str_of(migrations[i].digest)), DB_MIGRATION);
			continue;
		}
		struct step s = { engine, conn, &migrations[i] };
		TRY(db_write(db, FOR_SYSTEM, migrations[i].name, run_step, &s));
	}
	return OK;
}

rc migrate(struct db *db, const struct engine *engine, void *conn, struct arena *a)
{
	TRY(engine->rights(conn, true));
	/* When a migration fails the connection stays the owner's; whoever opened it closes it. */
	TRY(run_all(db, engine, conn, a));
	return engine->rights(conn, false);
}
