/* The queue of jobs: asked once, taken once, kept, lost, tried again. */
#include "service/work.h"

#include "testing/fresh.h"
#include "testing/t.h"

#define NOW ((instant){ INT64_C(1795500000000000) })
#define AFTER(s) ((instant){ NOW.us + (s)*INT64_C(1000000) })
#define WHO ((user_id){ 7 })

static bool waits(struct db *db, struct arena *a, instant now, struct job *ret)
{
	bool found = false;

	t_ok(rc_ok(work_next(db, a, now, ret, &found)));
	return found;
}

struct asking {
	struct arena *a;
	int64_t object;
	struct job_state state;
};

static rc read_state(struct tx *tx, void *cls)
{
	struct asking *k = cls;

	return job_newest(tx, k->object, k->a, &k->state);
}

/* Where the newest job for the object stands. */
static struct job_state newest(struct db *db, struct arena *a, int64_t object)
{
	struct asking k = { .a = a, .object = object };

	if (!rc_ok(db_read(db, FOR_SYSTEM, "state", read_state, &k)))
		k.state = (struct job_state){ .state = S("none") };
	return k.state;
}

T(work_is_done_once)
{
	struct db *db = fresh(a, "t_work_once");
	struct job j, other;

	t_ok(!waits(db, a, NOW, &j));
	t_str(newest(db, a, 41).state, "none");
	t_need(work_ask(db, NOW, WORK_FEED_CHECK, 41, WHO));
	t_need(work_ask(db, AFTER(1), WORK_FEED_CHECK, 41, WHO)); /* waits already */
	t_str(newest(db, a, 41).state, "WAITING");
	t_ok(waits(db, a, AFTER(2), &j));
	t_ok(str_eq(j.kind, WORK_FEED_CHECK));
	t_int(j.object, 41);
	t_int(j.user_id.v, 7);
	t_ok(!waits(db, a, AFTER(2), &other));
	t_str(newest(db, a, 41).state, "RUNNING");
	/* asked for again while it runs: once more afterwards */
	t_need(work_ask(db, AFTER(3), WORK_FEED_CHECK, 41, WHO));
	t_need(work_end(db, AFTER(4), &j, OK));
	t_ok(waits(db, a, AFTER(5), &other));
	t_need(work_end(db, AFTER(6), &other, OK));
	t_ok(!waits(db, a, AFTER(1000), &j));
	t_str(newest(db, a, 41).state, "DONE");
	db_close(db);
}

T(work_of_the_dead_goes_on)
{
	struct db *db = fresh(a, "t_work_dead");
	struct job first, second;

	t_need(work_ask(db, NOW, WORK_FEED_APPLY, 42, WHO));
	t_ok(waits(db, a, AFTER(1), &first));
	t_need(work_keep(db, AFTER(15), &first));
	t_ok(!waits(db, a, AFTER(1 + WORK_HELD_S), &second));
	t_ok(waits(db, a, AFTER(15 + WORK_HELD_S), &second));
	t_int(second.tries, 2);
	t_rc(work_keep(db, AFTER(40), &first), JOB_LOST);
	t_rc(work_end(db, AFTER(40), &first, OK), JOB_LOST);
	t_need(work_end(db, AFTER(41), &second, OK));
	db_close(db);
}

T(work_that_failed)
{
	struct db *db = fresh(a, "t_work_failed");
	struct job j;

	t_need(work_ask(db, NOW, WORK_FEED_APPLY, 43, WHO));
	t_ok(waits(db, a, NOW, &j));
	t_need(work_end(db, NOW, &j, rc_raise(E_DB_FULL, __FILE__, __LINE__)));
	t_ok(!waits(db, a, NOW, &j)); /* a fault may pass: later */
	t_ok(waits(db, a, AFTER(10), &j));
	t_need(work_end(db, AFTER(10), &j, rc_raise(E_FEED_STALE, __FILE__, __LINE__)));
	t_ok(!waits(db, a, AFTER(100000), &j)); /* what was refused is refused again */
	t_str(newest(db, a, 43).state, "FAILED");
	t_int(newest(db, a, 43).error, E_FEED_STALE);
	db_close(db);
}
