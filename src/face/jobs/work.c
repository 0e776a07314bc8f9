/* face/jobs/work.c - jobs, one after the other. */
#include "face/jobs/jobs.h"

#include "base/log.h"
#include "face/portal/text.h"
#include "service/feed_apply.h"
#include "service/feed_receive.h"
#include "service/feed_show.h"
#include "service/feed_simulate.h"
#include "service/fund.h"
#include "service/keep_document.h"
#include "service/keys.h"
#include "service/reconcile_move.h"
#include "service/refresh_everybody.h"
#include "service/remind_rights.h"
#include "service/simulate_law.h"
#include "service/work.h"

#include <string.h>
#include <time.h>

enum { IDLE_MS = 400, KEEP_US = 5000000, PROGRESS_US = 1000000, EXIT_STORE = 70 };

struct doing {
	struct db *db;
	const char *keys; /* directory */
	struct job job;
	int64_t kept_us, shown_us;
	const char *step;
	instant step_began;
	bool lost; /* another worker has the job by now */
};

/* Steps whose progress the service doesn't write itself, as part of its own transactions. */
static bool shown_here(const char *step)
{
	static const char *const steps[] = { "VERIFY", "STAGE", "MATCH", "ANSWER" };

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		if (strcmp(step, steps[i]) == 0)
			return true;
	return false;
}

static void show(struct doing *d, const char *step, int64_t done, int64_t total)
{
	int64_t now = clock_ticks_us();

	if (d->step == NULL || strcmp(d->step, step) != 0) {
		d->step = step;
		d->step_began = clock_now();
	} else if (now - d->shown_us < PROGRESS_US) {
		return;
	}
	d->shown_us = now;
	/* Only for people who watch: the work itself doesn't depend on it. */
	if (!rc_ok(feed_show_progress(d->db, (feed_id){ d->job.object }, str_of(step), done, total,
				      d->step_began)))
		log_warn("jobs: progress can't be shown: %s", rc_trail());
}

static void watch(void *cls, const char *step, int64_t done, int64_t total)
{
	struct doing *d = cls;
	int64_t now = clock_ticks_us();

	if (shown_here(step))
		show(d, step, done, total);
	if (now - d->kept_us < KEEP_US)
		return;
	d->kept_us = now;
	rc r = work_keep(d->db, clock_now(), &d->job);
	d->lost |= rc_is(r, E_JOB_LOST);
	if (!rc_ok(r))
		log_warn("jobs: can't keep a job: %s", rc_trail());
}

/* ---- the kinds ---- */

static rc then(struct doing *d, str kind, enum feed_state state)
{
	struct feed_view v;
	struct arena a;

	arena_init(&a, 1 << 20);
	rc r = feed_view_get(d->db, &a, (feed_id){ d->job.object }, &v);
	/* what follows by itself is asked for by the program, not by whoever asked for this */
	if (rc_ok(r) && str_eq(v.feed.state, feed_state_name(state)))
		r = work_ask(d->db, clock_now(), kind, d->job.object, (user_id){ 0 });
	arena_done(&a);
	return r;
}

static rc check(struct doing *d)
{
	TRY(feed_check(d->db, (feed_id){ d->job.object }, d->job.user_id, watch, d));
	return then(d, WORK_FEED_SIMULATE, FEED_VERIFIED);
}

static rc simulate(struct doing *d)
{
	return feed_simulate(d->db, (feed_id){ d->job.object }, d->job.user_id, watch, d);
}

static rc apply(struct doing *d)
{
	TRY(feed_apply(d->db, (feed_id){ d->job.object }, d->job.user_id, watch, d));
	return then(d, WORK_FEED_ANSWER, FEED_APPLIED);
}

/* A later delivery of the body may have waited for this one. */
static rc simulate_following(struct doing *d)
{
	struct arena a;
	feed_id next;

	arena_init(&a, 1 << 20);
	rc r = feed_following(d->db, &a, (feed_id){ d->job.object }, &next);
	arena_done(&a);
	TRY(r);
	return next.v == 0 ? OK : work_ask(d->db, clock_now(), WORK_FEED_SIMULATE, next.v, (user_id){ 0 });
}

static rc answer(struct doing *d)
{
	rc r = feed_answer(d->db, (feed_id){ d->job.object }, d->job.user_id, text_of_line, watch, d);

	if (!rc_is(r, E_FEED_STATE)) /* answered at the command line meanwhile: what follows is asked for all
					the same */
		TRY(r);
	return simulate_following(d);
}

static rc scan(struct doing *d)
{
	struct keys keys;

	TRY(keys_read(d->keys, &keys));
	rc r = document_scan(d->db, keys.totp, document_scanner(), (document_id){ d->job.object });
	keys_forget(&keys);
	return r;
}

static rc simulate_law(struct doing *d) { return law_simulate_run(d->db, d->job.object, watch, d); }

/* A move writes its progress itself: only the job is kept. */
static rc with_move(struct doing *d, rc (*what)(struct db *db, const struct move_job *j))
{
	struct move_job j = { .nth = d->job.object, .who = d->job.user_id, .watch = watch, .cls = d };

	return what(d->db, &j);
}

static rc rehearse_people(struct doing *d) { return with_move(d, move_rehearse); }
static rc move_everybody(struct doing *d) { return with_move(d, move_run); }
static rc move_back(struct doing *d) { return with_move(d, move_undo); }
static rc tell_moved(struct doing *d) { return with_move(d, move_tell); }
static rc count_heads(struct doing *d) { return with_move(d, move_count_heads); }

static rc refresh(struct doing *d)
{
	struct rights_run run;

	return refresh_everybody(d->db, d->job.user_id, watch, d, &run);
}

static rc remind(struct doing *d)
{
	struct rights_reminding run;

	return rights_remind(d->db, clock_now(), d->job.user_id, watch, d, &run);
}

static const struct {
	str kind;
	rc (*run)(struct doing *d);
} kinds[] = {
	{ { "feed.check", 10 }, check },	  { { "feed.simulate", 13 }, simulate },
	{ { "feed.apply", 10 }, apply },	  { { "feed.answer", 11 }, answer },
	{ { "document.scan", 13 }, scan },	  { { "rights.refresh", 14 }, refresh },
	{ { "law.simulate", 12 }, simulate_law }, { { "move.rehearse", 13 }, rehearse_people },
	{ { "move.run", 8 }, move_everybody },	  { { "move.undo", 9 }, move_back },
	{ { "move.tell", 9 }, tell_moved },	  { { "move.count", 10 }, count_heads },
	{ { "rights.remind", 13 }, remind },
};

static rc run(struct doing *d)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (str_eq(d->job.kind, kinds[i].kind))
			return kinds[i].run(d);
	log_error("jobs: a job of a kind that this program doesn't know");
	FAIL(USAGE);
}

/* Somebody else did it meanwhile, at the command line or before this process died: nothing is left to do. */
static bool moot(rc r)
{
	return rc_is(r, E_FEED_STATE) || rc_is(r, E_MOVE_STATE) || rc_is(r, E_LAW_SIMULATION_OVER) ||
	       rc_is(r, E_RIGHTS_REMINDER_NONE);
}

static rc next(struct db *db, const char *keys, bool *ret_found)
{
	struct doing d = { .db = db, .keys = keys, .kept_us = clock_ticks_us() };
	struct arena a;

	arena_init(&a, 1 << 20);
	rc r = work_next(db, &a, clock_now(), &d.job, ret_found);
	if (rc_ok(r) && *ret_found) {
		rc done = run(&d);
		if (!rc_ok(done) && !moot(done))
			log_warn("jobs: %s after the try %d: %s", rc_info(done)->name, (int)d.job.tries,
				 rc_trail());
		if (!d.lost)
			r = work_end(db, clock_now(), &d.job, moot(done) ? OK : done);
	}
	arena_done(&a);
	return rc_is(r, E_JOB_LOST) ? OK : r;
}

static void pause_ms(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	(void)nanosleep(&t, NULL);
}

int jobs_work(void *cls)
{
	const struct jobs_config *c = cls;
	struct arena life;
	struct db *db;

	arena_init(&life, (size_t)64 << 20);
	rc r = fund_open(&life, c->url, &db);
	/* A failure here is the store's: the process ends, and its successor opens the store anew. */
	while (rc_ok(r)) {
		bool found = false;
		r = next(db, c->keys, &found);
		if (rc_ok(r) && !found)
			pause_ms(IDLE_MS);
	}
	log_error("jobs: %s", rc_trail());
	return EXIT_STORE;
}
