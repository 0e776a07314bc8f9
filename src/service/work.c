/* service/work.c - the queue of jobs, each call a transaction. */
#include "service/work.h"

#include "store/db.h"

struct doing {
	struct arena *a;
	instant now;
	str kind;
	int64_t object;
	user_id who;
	struct job job;
	bool found;
	rc result;
};

static instant held(instant now) { return (instant){ now.us + WORK_HELD_S * INT64_C(1000000) }; }

static rc ask(struct tx *tx, void *cls)
{
	struct doing *w = cls;
	job_id id;

	return job_ask(tx, w->now, w->kind, w->object, w->who, &id);
}

rc work_ask(struct db *db, instant now, str kind, int64_t object, user_id who)
{
	struct doing w = { .now = now, .kind = kind, .object = object, .who = who };

	return db_write(db, FOR_SYSTEM, "ask for work", ask, &w);
}

static rc next(struct tx *tx, void *cls)
{
	struct doing *w = cls;
	rc r = job_next(tx, w->a, w->now, held(w->now), &w->job);

	w->found = rc_ok(r);
	return rc_is(r, E_DB_NONE) ? OK : r;
}

static rc any(struct tx *tx, void *cls)
{
	struct doing *w = cls;

	return job_any(tx, w->now, &w->found);
}

rc work_next(struct db *db, struct arena *a, instant now, struct job *ret, bool *ret_found)
{
	struct doing w = { .a = a, .now = now };

	/* Looking first: an idle jobs process doesn't take the writer's turn twice a second. */
	TRY(db_read(db, FOR_SYSTEM, "look for work", any, &w));
	if (w.found)
		TRY(db_write(db, FOR_SYSTEM, "take work", next, &w));
	*ret = w.job;
	*ret_found = w.found;
	return OK;
}

static rc keep(struct tx *tx, void *cls)
{
	struct doing *w = cls;

	return job_keep(tx, &w->job, held(w->now));
}

rc work_keep(struct db *db, instant now, const struct job *j)
{
	struct doing w = { .now = now, .job = *j };

	return db_write(db, FOR_SYSTEM, "keep work", keep, &w);
}

static rc end(struct tx *tx, void *cls)
{
	struct doing *w = cls;

	return rc_ok(w->result) ? job_done(tx, w->now, &w->job) : job_failed(tx, w->now, &w->job, w->result);
}

rc work_end(struct db *db, instant now, const struct job *j, rc r)
{
	struct doing w = { .now = now, .job = *j, .result = r };

	return db_write(db, FOR_SYSTEM, "end work", end, &w);
}
