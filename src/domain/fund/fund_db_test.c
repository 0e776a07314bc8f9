#include "base/process.h"
#include "domain/fund/fund.h"
#include "testing/fresh.h"
#include "testing/t.h"

#define NOW ((instant){ INT64_C(1795500000000000) })
#define LATER(s) ((instant){ NOW.us + (s)*INT64_C(1000000) })

static rc make(struct tx *tx, void *cls)
{
	struct fund *f = cls;
	return fund_create(tx, f);
}

static struct db *store(struct arena *a, const char *name, str country)
{
	struct db *db = fresh(a, name);
	struct fund f = { country, S("Caisse"), S("صندوق"), S("Fund"), S("t.example/fund"), 0, 0, NOW };
	int64_t last;

	must(rc_ok(fund_numbers(country, &f.next_number, &last)));
	must(rc_ok(db_write(db, FOR_SYSTEM, "make", make, &f)));
	return db;
}

T(fund_statements)
{
	struct db *db = fresh(a, "t_places_stmts");

	for (size_t i = 0; fund_stmts[i] != NULL; i++)
		t_need(db_check(db, fund_stmts[i]));
	db_close(db);
}

struct call {
	struct arena *a;
	struct fund fund;
	int64_t n, first;
	str holder;
	instant until, now;
	struct job job;
	rc why;
};

static rc read_fund(struct tx *tx, void *cls)
{
	struct call *c = cls;
	TRY(fund_version_check(tx, c->a));
	return fund_read(tx, c->a, &c->fund);
}

T(fund_is_one)
{
	struct call c = { .a = a };
	struct db *db = fresh(a, "t_places_one");

	t_rc(db_read(db, FOR_SYSTEM, "read", read_fund, &c), DB_EMPTY);
	db_close(db);
	db = store(a, "t_places_one", S("dz"));
	t_need(db_read(db, FOR_SYSTEM, "read", read_fund, &c));
	t_str(c.fund.country, "dz");
	t_str(c.fund.name_ar, "صندوق");
	t_int(c.fund.created_at.us, NOW.us);
	t_rc(db_write(db, FOR_SYSTEM, "again", make, &c.fund), DB_EXISTS);
	db_close(db);
}

static rc numbers(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return fund_take_numbers(tx, c->n, &c->first);
}

T(fund_numbers_are_never_handed_out_twice)
{
	struct db *db = store(a, "t_places_numbers", S("ma"));
	struct call c = { .n = 3 };

	t_need(db_write(db, FOR_REGISTRATION, "n", numbers, &c));
	t_int(c.first, 10000000);
	c.n = 89999997;
	t_need(db_write(db, FOR_REGISTRATION, "n", numbers, &c));
	t_int(c.first, 10000003);
	c.n = 1;
	t_rc(db_write(db, FOR_REGISTRATION, "n", numbers, &c), FUND_NUMBERS);
	db_close(db);
}

static rc ids(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return fund_take_ids(tx, c->now, c->n, &c->first);
}

/* Blocks don't overlap though the clock stands still or goes back. */
T(fund_blocks_of_ids_are_disjoint)
{
	struct db *db = store(a, "t_places_ids", S("ma"));
	static const int64_t sizes[] = { 1, 1 << 21, (1 << 21) + 1, 5000000, 1, ID_BLOCK_MAX, 7 };
	int64_t last = 0;

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct call c = { .n = sizes[i], .now = i == 4 ? LATER(-60) : NOW };
		t_need(db_write(db, FOR_REGISTRATION, "ids", ids, &c));
		t_ok(c.first > last);
		t_ok((c.first & (1 << 21)) != 0);
		last = id_nth(c.first, c.n - 1);
	}
	struct call c = { .n = 1, .now = LATER(3600) };
	t_need(db_write(db, FOR_REGISTRATION, "ids", ids, &c));
	t_int(c.first, id_block(LATER(3600)));
	db_close(db);
}

/* Two processes take numbers, ids and jobs at the same time: nothing is handed out twice, nothing is lost. */
struct taken {
	int64_t numbers[100], ids[100], jobs[100];
	int jobs_n;
};

static rc next(struct tx *tx, void *cls)
{
	struct call *c = cls;
	TRY(job_next(tx, c->a, c->now, LATER(600), &c->job));
	return job_done(tx, c->now, &c->job);
}

static void racer(const char *url, int out)
{
	struct taken t = { .jobs_n = 0 };
	struct arena a;
	struct db *db;

	arena_init(&a, 64 << 20);
	if (!rc_ok(db_open(&a, url, &db)))
		_Exit(1);
	for (int i = 0; i < 100; i++) {
		struct call c = { .a = &a, .n = 2, .now = NOW };
		if (!rc_ok(db_write(db, FOR_REGISTRATION, "n", numbers, &c)))
			_Exit(2);
		t.numbers[i] = c.first;
		if (!rc_ok(db_write(db, FOR_REGISTRATION, "i", ids, &c)))
			_Exit(3);
		t.ids[i] = c.first;
		rc r = t.jobs_n < 100 ? db_write(db, FOR_SYSTEM, "j", next, &c) : OK;
		if (rc_ok(r))
			t.jobs[t.jobs_n++] = c.job.object;
		else if (!rc_is(r, E_DB_NONE))
			_Exit(4);
	}
	db_close(db);
	_Exit(write(out, &t, sizeof t) == (ssize_t)sizeof t ? 0 : 5);
}

static rc ask(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return job_ask(tx, c->now, S("t.work"), c->n, (user_id){ 7 }, &c->job.job_id);
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static void all_different(int64_t *v, size_t n, int64_t step)
{
	qsort(v, n, sizeof v[0], by_value);
	for (size_t i = 1; i < n; i++)
		t_ok(v[i] >= v[i - 1] + step);
}

T(fund_racers_share_nothing)
{
	const char *url = fresh_url(a, "t_places_race");
	struct taken t[2];
	int64_t all[200];
	int pipes[2][2], jobs = 0;
	pid_t pid[2];
	struct db *db;

	must(rc_ok(db_open(a, url, &db)));
	struct fund f = { S("ma"), S("x"), S("x"), S("x"), S("x"), 10000000, 0, NOW };
	t_need(db_write(db, FOR_SYSTEM, "make", make, &f));
	for (int i = 0; i < 150; i++) {
		struct call c = { .n = i, .now = NOW };
		t_need(db_write(db, FOR_SYSTEM, "ask", ask, &c));
	}
	db_close(db);
	fflush(NULL);
	for (int i = 0; i < 2; i++) {
		must(pipe(pipes[i]) == 0);
		pid[i] = fork();
		if (pid[i] == 0)
			racer(url, pipes[i][1]);
	}
	for (int i = 0; i < 2; i++) {
		int status;
		waitpid(pid[i], &status, 0);
		t_int(status, 0);
		must(status == 0 && read(pipes[i][0], &t[i], sizeof t[i]) == (ssize_t)sizeof t[i]);
	}
	memcpy(all, t[0].numbers, sizeof t[0].numbers);
	memcpy(all + 100, t[1].numbers, sizeof t[1].numbers);
	all_different(all, 200, 2);
	t_int(all[199], 10000000 + 398);
	memcpy(all, t[0].ids, sizeof t[0].ids);
	memcpy(all + 100, t[1].ids, sizeof t[1].ids);
	all_different(all, 200, 1 << 21);
	for (int i = 0; i < 2; i++)
		for (int j = 0; j < t[i].jobs_n; j++)
			all[jobs++] = t[i].jobs[j];
	all_different(all, (size_t)jobs, 1);
	t_int(jobs, 150);
}

static rc take(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return lease_take(tx, S("t.lease"), c->holder, c->until, c->now);
}

static rc keep(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return lease_keep(tx, S("t.lease"), c->holder, c->until, c->now);
}

static rc drop(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return lease_drop(tx, S("t.lease"), c->holder);
}

T(fund_lease_has_one_holder)
{
	struct db *db = fresh(a, "t_places_lease");
	struct call one = { .holder = S("h/1:1:1"), .now = NOW, .until = LATER(30) };
	struct call two = { .holder = S("h/1:2:1"), .now = LATER(10), .until = LATER(60) };

	t_need(db_write(db, FOR_SYSTEM, "l", take, &one));
	t_need(db_write(db, FOR_SYSTEM, "l", take, &one));
	t_rc(db_write(db, FOR_SYSTEM, "l", take, &two), LEASE_TAKEN);
	t_rc(db_write(db, FOR_SYSTEM, "l", keep, &two), LEASE_LOST);
	t_need(db_write(db, FOR_SYSTEM, "l", drop, &two));
	one.until = LATER(40);
	t_need(db_write(db, FOR_SYSTEM, "l", keep, &one));
	two.now = LATER(39);
	t_rc(db_write(db, FOR_SYSTEM, "l", take, &two), LEASE_TAKEN);
	two.now = LATER(40);
	t_need(db_write(db, FOR_SYSTEM, "l", take, &two));
	one.now = LATER(41);
	t_rc(db_write(db, FOR_SYSTEM, "l", keep, &one), LEASE_LOST);
	t_need(db_write(db, FOR_SYSTEM, "l", drop, &two));
	one.until = LATER(90);
	t_need(db_write(db, FOR_SYSTEM, "l", take, &one));
	db_close(db);
}

/* A process that died on this host leaves its lease at once. */
T(fund_lease_of_the_dead_is_free)
{
	struct db *db = fresh(a, "t_places_dead");
	int ends[2];
	char name[256];

	must(pipe(ends) == 0);
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		str self = process_self(a);
		_Exit(write(ends[1], self.p, self.n) < 0);
	}
	ssize_t n = read(ends[0], name, sizeof name);
	must(n > 0);
	waitpid(pid, NULL, 0);
	struct call dead = { .holder = { name, (size_t)n }, .now = NOW, .until = LATER(600) };
	struct call self = { .holder = process_self(a), .now = NOW, .until = LATER(600) };
	struct call other = { .holder = S("h/1:2:1"), .now = NOW, .until = LATER(600) };
	t_need(db_write(db, FOR_SYSTEM, "l", take, &dead));
	t_need(db_write(db, FOR_SYSTEM, "l", take, &self));
	t_rc(db_write(db, FOR_SYSTEM, "l", take, &other), LEASE_TAKEN);
	db_close(db);
}

static rc claim(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return job_next(tx, c->a, c->now, c->until, &c->job);
}

static rc done(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return job_done(tx, c->now, &c->job);
}

static rc failed(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return job_failed(tx, c->now, &c->job, c->why);
}

static rc more(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return job_keep(tx, &c->job, c->until);
}

T(fund_job_goes_from_hand_to_hand)
{
	struct db *db = fresh(a, "t_places_job");
	struct call c = { .a = a, .n = 5, .now = NOW, .until = LATER(30) }, again = c;

	t_rc(db_write(db, FOR_SYSTEM, "j", claim, &c), DB_NONE);
	t_need(db_write(db, FOR_SYSTEM, "j", ask, &c));
	t_need(db_write(db, FOR_SYSTEM, "j", ask, &again));
	t_int(c.job.job_id.v, again.job.job_id.v);
	t_need(db_write(db, FOR_SYSTEM, "j", claim, &c));
	t_str(c.job.kind, "t.work");
	t_int(c.job.object, 5);
	t_int(c.job.tries, 1);
	/* Asked for while it runs: something may have changed since it began, so it runs once more. */
	t_need(db_write(db, FOR_SYSTEM, "j", ask, &again));
	t_ok(c.job.job_id.v != again.job.job_id.v);
	t_need(db_write(db, FOR_SYSTEM, "j", claim, &again));
	t_need(db_write(db, FOR_SYSTEM, "j", done, &again));
	/* The first worker dies; when its time is over another one goes on, and the first can no longer end
	 * it. */
	again.now = LATER(29);
	t_rc(db_write(db, FOR_SYSTEM, "j", claim, &again), DB_NONE);
	again.now = LATER(30), again.until = LATER(60);
	t_need(db_write(db, FOR_SYSTEM, "j", claim, &again));
	t_int(again.job.tries, 2);
	t_rc(db_write(db, FOR_SYSTEM, "j", done, &c), JOB_LOST);
	t_rc(db_write(db, FOR_SYSTEM, "j", more, &c), JOB_LOST);
	t_need(db_write(db, FOR_SYSTEM, "j", more, &again));
	/* A fault: later again. A refusal: never again. */
	again.why = (rc){ E_DB_DOWN };
	t_need(db_write(db, FOR_SYSTEM, "j", failed, &again));
	again.now = LATER(31);
	t_rc(db_write(db, FOR_SYSTEM, "j", claim, &again), DB_NONE);
	again.now = LATER(32);
	t_need(db_write(db, FOR_SYSTEM, "j", claim, &again));
	again.why = (rc){ E_CSV };
	t_need(db_write(db, FOR_SYSTEM, "j", failed, &again));
	again.now = LATER(9999), again.until = LATER(99999);
	t_rc(db_write(db, FOR_SYSTEM, "j", claim, &again), DB_NONE);
	db_close(db);
}
