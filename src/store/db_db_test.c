/* Both engines behave alike: types, transactions, turns, lookups, loading, faults. */
#include "store/db.h"
#include "store/engine.h"

#include "testing/bad_disk.h"
#include "testing/fresh.h"
#include "testing/t.h"

#include <signal.h>
#include <sys/stat.h>

/* Scheme and lease rows serve as guinea pigs: plain tables without personal data. */
struct lease_row {
	str name, holder;
	instant until_at;
};

#define LEASE_FIELDS \
	DB_FIELD(struct lease_row, name), DB_FIELD(struct lease_row, holder), \
	    DB_FIELD(struct lease_row, until_at)

static const struct db_stmt add = {
	.name = "t_add",
	.sql = "INSERT INTO lease (name, holder, until_at) VALUES ($1, $2, $3)",
	.in = DB_SHAPE(LEASE_FIELDS),
	.data = DATA_NONE,
};
static const struct db_stmt all = {
	.name = "t_all",
	.sql = "SELECT name, holder, until_at FROM lease ORDER BY name",
	.out = DB_SHAPE(LEASE_FIELDS),
	.out_size = sizeof(struct lease_row),
	.data = DATA_NONE,
};
static const struct db_stmt by_key = {
	.name = "t_by_key",
	.sql = "SELECT name, holder, until_at FROM lease WHERE until_at > $1 AND name = @key ORDER BY name",
	.in = DB_SHAPE(DB_FIELD(struct lease_row, until_at)),
	.out = DB_SHAPE(LEASE_FIELDS),
	.out_size = sizeof(struct lease_row),
	.data = DATA_NONE,
	.keyed = true,
	.key = DB_TEXT,
};
static const struct db_stmt by_time = {
	.name = "t_by_time",
	.sql = "SELECT name, holder, until_at FROM lease WHERE until_at = @key ORDER BY until_at",
	.out = DB_SHAPE(LEASE_FIELDS),
	.out_size = sizeof(struct lease_row),
	.data = DATA_NONE,
	.keyed = true,
	.key = DB_INT,
};
static const struct db_table lease_table = {
	.name = "lease",
	.cols = DB_SHAPE(LEASE_FIELDS),
	.row_size = sizeof(struct lease_row),
	.data = DATA_NONE,
};

struct typed {
	int64_t territory_id;
	str code, kind;
	int64_t parent_id;
	str name_fr, name_ar, name_key;
	bool urban;
	date from_day, until_day;
};
#define TYPED_FIELDS \
	DB_FIELD(struct typed, territory_id), DB_FIELD(struct typed, code), DB_FIELD(struct typed, kind), \
	    DB_FIELD(struct typed, parent_id), DB_FIELD(struct typed, name_fr), \
	    DB_FIELD(struct typed, name_ar), DB_FIELD(struct typed, name_key), \
	    DB_FIELD(struct typed, urban), DB_FIELD(struct typed, from_day), \
	    DB_FIELD(struct typed, until_day)
static const struct db_table typed_table = {
	.name = "territory",
	.cols = DB_SHAPE(TYPED_FIELDS),
	.row_size = sizeof(struct typed),
	.data = DATA_NONE,
};
static const struct db_stmt typed_add = {
	.name = "t_typed_add",
	.sql = "INSERT INTO territory (territory_id, code, kind, parent_id, name_fr, name_ar, name_key, "
	       "urban, from_day,"
	       " until_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
	.in = DB_SHAPE(TYPED_FIELDS),
	.data = DATA_NONE,
};
static const struct db_stmt typed_all = {
	.name = "t_typed_all",
	.sql = "SELECT territory_id, code, kind, parent_id, name_fr, name_ar, name_key, urban, from_day, "
	       "until_day"
	       " FROM territory WHERE from_day < $1 ORDER BY territory_id",
	.in = DB_SHAPE(DB_FIELD(struct typed, until_day)),
	.out = DB_SHAPE(TYPED_FIELDS),
	.out_size = sizeof(struct typed),
	.data = DATA_NONE,
};
static const struct db_stmt names = {
	.name = "t_names",
	.sql = "SELECT last_name AS name FROM person",
	.out = DB_SHAPE(DB_FIELD(struct lease_row, name)),
	.out_size = sizeof(struct lease_row),
	.data = DATA_IDENTITY,
};

struct work {
	struct arena *a;
	struct lease_row row, *rows;
	size_t n;
	rc (*then)(struct tx *tx);
};

static rc add_one(struct tx *tx, void *cls)
{
	struct work *w = cls;

	TRY(db_exec(tx, &add, &w->row, NULL));
	return w->then != NULL ? w->then(tx) : OK;
}

static rc list_all(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return db_rows(tx, &all, NULL, 1000000, w->a, &w->rows, &w->n);
}

static struct work one(struct arena *a, int64_t i)
{
	return (struct work){ .a = a,
			      .row = { str_printf(a, "k%06" PRId64, i), S("me \"and\" {you}\\"), { i } } };
}

static int64_t count(struct db *db, struct arena *a)
{
	struct work w = { .a = a };

	must(rc_ok(db_read(db, FOR_SYSTEM, "list", list_all, &w)));
	return (int64_t)w.n;
}

static rc typed_body(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct typed rows[] = {
		{ INT64_MAX,
		  S("01"),
		  S("REGION"),
		  -1,
		  S("Fès"),
		  S("فاس"),
		  S(""),
		  true,
		  { -100000 },
		  DATE_NEVER },
		{ 2, S("a\tb\\N\"{},"), S(""), 0, S("\n"), S(""), S(""), false, { 0 }, { 1 } },
		{ INT64_MIN + 1, S("x"), S(""), 0, S(""), S(""), S(""), false, { 20000 }, { 20001 } },
	};

	TRY(db_load(tx, &typed_table, rows, 2));
	TRY(db_exec(tx, &typed_add, &rows[2], NULL));
	struct typed key = { .until_day = DATE_NEVER }, *got;
	TRY(db_rows(tx, &typed_all, &key, 10, w->a, &got, &w->n));
	t_int((int64_t)w->n, 3);
	for (size_t i = 0; i < w->n; i++) {
		const struct typed *want = &rows[i == 0 ? 2 : i == 1 ? 1 : 0];
		t_int(got[i].territory_id, want->territory_id);
		t_int(got[i].parent_id, want->parent_id);
		t_ok(str_eq(got[i].code, want->code) && str_eq(got[i].name_fr, want->name_fr));
		t_ok(str_eq(got[i].name_ar, want->name_ar) && got[i].urban == want->urban);
		t_int(got[i].from_day.days, want->from_day.days);
		t_int(got[i].until_day.days, want->until_day.days);
	}
	return OK;
}

T(db_keeps_every_type)
{
	struct db *db = fresh(a, "t_types");
	struct work w = { .a = a };
	t_need(db_write(db, FOR_SYSTEM, "typed", typed_body, &w));
	for (const struct db_stmt *const *s = migrate_stmts; *s != NULL; s++)
		t_rc(db_check(db, *s), OK);
	t_rc(db_check(db, &by_key), OK);
	t_rc(db_check(db, &by_time), OK);
	struct db_stmt wrong = add;
	wrong.name = "t_wrong";
	wrong.in = DB_SHAPE(DB_FIELD(struct lease_row, name));
	t_rc(db_check(db, &wrong), DB_SHAPE);
	db_close(db);
}

static rc seen(void *cls, const void *row)
{
	struct work *w = cls;
	const struct lease_row *r = row;

	/* rows come in key order */
	t_ok(w->n == 0 || r->until_at.us > w->row.until_at.us);
	w->row.until_at = r->until_at;
	w->n++;
	return OK;
}

static rc lookup_body(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct lease_row rows[500], from = { .until_at = { 100 } };
	str keys[300];
	int64_t times[] = { 7, 8, 499, 12345 };

	for (int i = 0; i < 500; i++)
		rows[i] = (struct lease_row){ str_printf(w->a, "k\"%06d\\", i), S("x"), { i } };
	TRY(db_load(tx, &lease_table, rows, 500));
	for (int i = 0; i < 300; i++)
		keys[i] = str_printf(w->a, "k\"%06d\\", i * 3);
	w->n = 0;
	TRY(db_lookup(tx, &by_key, &from, keys, 300, seen, w));
	t_int((int64_t)w->n, (499 / 3) - 100 / 3);
	w->n = 0;
	TRY(db_lookup(tx, &by_time, NULL, times, 4, seen, w));
	t_int((int64_t)w->n, 3);
	return OK;
}

T(db_looks_many_keys_up_at_once)
{
	struct db *db = fresh(a, "t_lookup");
	struct work w = { .a = a };
	t_need(db_write_bulk(db, FOR_SYSTEM, "lookup", lookup_body, &w));
	db_close(db);
}

static rc refuse(struct tx *tx)
{
	(void)tx;
	FAIL(USAGE);
}

static rc look_at_names(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return db_rows(tx, &names, NULL, 10, w->a, &w->rows, &w->n);
}

T(db_write_is_all_or_nothing)
{
	struct db *db = fresh(a, "t_write");
	struct work w = one(a, 1), bad = one(a, 2);
	bad.then = refuse;
	t_need(db_write(db, FOR_SYSTEM, "add", add_one, &w));
	t_rc(db_write(db, FOR_SYSTEM, "add", add_one, &w), DB_EXISTS);
	t_rc(db_write(db, FOR_SYSTEM, "add", add_one, &bad), USAGE);
	t_int(count(db, a), 1);
	/* every engine call fails in turn */
	for (long n = 0;; n++) {
		struct work x = one(a, 100 + n);
		db_fail_after(db, n, E_DB_DOWN);
		rc r = db_write(db, FOR_SYSTEM, "add", add_one, &x);
		db_fail_after(db, -1, E_OK);
		t_int(count(db, a), rc_ok(r) ? 2 : 1);
		if (rc_ok(r)) {
			t_int(n, 3); /* begin, insert, commit were all tried */
			break;
		}
	}
	/* a lost race is run again */
	for (long n = 0; n < 3; n++) {
		struct work y = one(a, 200 + n);
		db_fail_after(db, n, E_DB_CONFLICT);
		t_rc(db_write(db, FOR_SYSTEM, "add", add_one, &y), OK);
	}
	/* purpose and data class */
	t_rc(db_read(db, FOR_SYSTEM, "names", look_at_names, &w), DB_PURPOSE);
	t_rc(db_read(db, FOR_REGISTRATION, "names", look_at_names, &w), OK);
	t_dies((void)!rc_ok(db_read(db, FOR_SYSTEM, "add", add_one, &w)));
	db_close(db);
}

T(db_turn_commits_once_and_fails_alone)
{
	struct arena other_life;
	arena_init(&other_life, 8 << 20);
	const char *url = fresh_url(a, "t_turn");
	struct db *db, *other;
	t_need(db_open(a, url, &db));
	t_need(db_open(&other_life, url, &other));
	db_turn_begin(db);
	struct work w = one(a, 1), bad = one(a, 2), again = one(a, 1), last = one(a, 3);
	bad.then = refuse;
	t_int(count(db, a), 0);
	t_rc(db_write(db, FOR_SYSTEM, "add", add_one, &w), OK);
	t_rc(db_write(db, FOR_SYSTEM, "add", add_one, &bad), USAGE);
	t_rc(db_write(db, FOR_SYSTEM, "add", add_one, &again), DB_EXISTS);
	t_rc(db_write(db, FOR_SYSTEM, "add", add_one, &last), OK);
	t_int(count(db, a), 2);
	if (!fresh_is_pg())
		t_int(count(other, a), 0); /* nothing is promised before the turn ends */
	t_need(db_turn_end(db));
	t_int(count(other, a), 2);
	if (!fresh_is_pg()) {
		struct work lost = one(a, 4);
		db_turn_begin(db);
		t_rc(db_write(db, FOR_SYSTEM, "add", add_one, &lost), OK);
		db_fail_after(db, 0, E_DB_FULL);
		t_rc(db_turn_end(db), DB_FULL);
		db_fail_after(db, -1, E_OK);
		t_int(count(db, a), 2);
	}
	db_close(other);
	db_close(db);
	arena_done(&other_life);
}

/* One row of a megabyte, written over and over. */
static const struct db_stmt put_large = {
	.name = "t_put_large",
	.sql = "INSERT INTO lease (name, holder, until_at) VALUES ($1, $2, $3)"
	       " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder",
	.in = DB_SHAPE(LEASE_FIELDS),
	.data = DATA_NONE,
};

static rc write_large(struct tx *tx, void *cls) { return db_exec(tx, &put_large, cls, NULL); }

T(db_log_of_sqlite_is_copied_and_begins_anew)
{
	enum { LARGE = 1 << 20, TIMES = 120, LOG_MAX = 64 << 20 };
	if (fresh_is_pg())
		return;
	const char *url = fresh_url(a, "t_log");
	char *text = arena_alloc(a, LARGE, 1);
	struct lease_row r = { S("large"), { text, LARGE }, { 1 } };
	struct stat log;
	struct db *db, *other;

	t_need(db_open(a, url, &db));
	t_need(db_open_again(db, a, &other));
	for (int i = 0; i < TIMES; i++) { /* what is the same isn't written again */
		memset(text, 'a' + i % 26, LARGE);
		t_need(db_write(i % 2 == 0 ? db : other, FOR_SYSTEM, "large", write_large, &r));
	}
	t_ok(stat(str_printf(a, "%s-wal", url + strlen("sqlite:")).p, &log) == 0);
	t_ok(log.st_size > 0 && log.st_size < LOG_MAX);
	db_close(other);
	db_close(db);
}

T(db_writers_of_several_processes_follow_each_other)
{
	enum { WRITERS = 4, ROWS = 50 };
	const char *url = fresh_url(a, "t_writers");
	pid_t pid[WRITERS];
	struct db *db;
	int status;

	fflush(NULL);
	for (int i = 0; i < WRITERS; i++) {
		pid[i] = fork();
		if (pid[i] != 0)
			continue;
		if (!rc_ok(db_open(a, url, &db)))
			_Exit(1);
		for (int k = 0; k < ROWS; k++) {
			struct work w = one(a, i * ROWS + k);
			bool bulk = k % 2 == 1;
			if (!rc_ok(bulk ? db_write_bulk(db, FOR_SYSTEM, "add", add_one, &w)
					: db_write(db, FOR_SYSTEM, "add", add_one, &w)))
				_Exit(2);
		}
		_Exit(0); /* without a good-bye: nobody waits for who is gone */
	}
	for (int i = 0; i < WRITERS; i++)
		t_ok(waitpid(pid[i], &status, 0) == pid[i] && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	t_need(db_open(a, url, &db));
	t_int(count(db, a), WRITERS * ROWS);
	db_close(db);
}

T(db_migrations_run_once)
{
	struct db *db = fresh(a, "t_migrate");
	t_need(db_migrate(db));
	static const struct db_stmt tamper = {
		.name = "t_tamper",
		.sql = "UPDATE migration SET digest = 'x' WHERE name = '0001_fund'",
		.data = DATA_NONE,
	};
	struct work w = { .a = a };
	(void)w;
	struct db_stmt other = tamper;
	other.sql = "INSERT INTO migration (name, digest, at) VALUES ('9999_from_the_future', 'x', 0)";
	other.name = "t_future";
	extern rc t_run(struct tx * tx, void *cls);
	t_need(db_write(db, FOR_SYSTEM, "future", t_run, &other));
	t_rc(db_migrate(db), DB_MIGRATION);
	db_close(db);
	db = fresh(a, "t_migrate");
	struct db_stmt first = tamper;
	t_need(db_write(db, FOR_SYSTEM, "tamper", t_run, &first));
	t_rc(db_migrate(db), DB_MIGRATION);
	db_close(db);
	t_rc(db_open(a, "mysql:x", &db), DB_URL);
	t_rc(db_open(a, "sqlite:/nonexistent/dir/x.db", &db), DB_DOWN);
}

rc t_run(struct tx *tx, void *cls);
rc t_run(struct tx *tx, void *cls) { return db_exec(tx, cls, NULL, NULL); }

T(db_survives_kill_9)
{
	if (fresh_is_pg())
		return; /* the engine under test here is ours: sqlite */
	const char *url = fresh_url(a, "t_kill");
	struct db *db;
	t_need(db_open(a, url, &db));
	db_close(db);
	int64_t committed = 0;
	for (int round = 0; round < 8 && committed < 200; round++) {
		int fd[2];
		must(pipe(fd) == 0);
		fflush(NULL);
		pid_t pid = fork();
		if (pid == 0) {
			struct arena life;
			arena_init(&life, 64 << 20);
			must(rc_ok(db_open(&life, url, &db)));
			for (int64_t i = 0;; i++) {
				struct work w = one(&life, committed + i);
				must(rc_ok(db_write(db, FOR_SYSTEM, "add", add_one, &w)));
				must(write(fd[1], "x", 1) == 1);
			}
		}
		close(fd[1]);
		char c;
		int64_t told = 0;
		for (int64_t stop = 10 + round * 7; told < stop && read(fd[0], &c, 1) == 1; told++)
			;
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		while (read(fd[0], &c, 1) == 1)
			told++;
		close(fd[0]);
		t_need(db_open(a, url, &db));
		int64_t now = count(db, a);
		t_ok(now >= committed + told && now <= committed + told + 1);
		committed = now;
		db_close(db);
	}
	t_ok(committed > 100);
}

T(db_survives_a_bad_disk)
{
	static const int codes[] = { SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC };
	if (fresh_is_pg())
		return;
	bad_disk_install();
	long tried = 0;
	const char *url = fresh_url(a, "t_disk");
	struct db *db;
	t_need(db_open(a, url, &db));
	db_close(db);
	int64_t have = 0;
	for (size_t c = 0; c < 3; c++)
		for (int stay = 0; stay < 2; stay++)
			for (long n = 0;; n++) {
				struct arena life;
				arena_init(&life, 64 << 20);
				must(rc_ok(db_open(&life, url, &db)));
				struct work w = one(a, have);
				bad_disk.left = n, bad_disk.code = codes[c], bad_disk.stay = stay;
				rc r = db_write(db, FOR_SYSTEM, "add", add_one, &w);
				db_close(db); /* the checkpoint hits the bad disk too */
				bool healthy = bad_disk.left > 0;
				bad_disk.left = -1;
				must(rc_ok(db_open(&life, url, &db)));
				int64_t now = count(db, &life);
				/* acknowledged implies present; absent or present, never half */
				t_ok(now == have + 1 || (now == have && !rc_ok(r)));
				have = now;
				db_close(db);
				arena_done(&life);
				tried++;
				if (healthy)
					break;
			}
	printf("# %ld broken disks\n", tried);
}
