/* service/simulate_law.c */
#include "service/simulate_law.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "service/fund_law.h"
#include "service/work.h"

#include <string.h>

enum {
	KEEP_US = 3000000, /* what was counted is written so often */
	YEARS = 50,
	TRIES = 20,		 /* the law may change that often while a simulation runs */
	RUN_MEMORY = 256 << 20,	 /* two laws, with their rules */
	KEPT_MEMORY = 256 << 20, /* of one writing */
};

/* ---- the day ---- */

date law_simulation_day(struct arena *a, const struct law *was, const struct law *is, date today)
{
	struct law_difference *d;
	date first = DATE_NEVER;
	size_t n;

	law_diff(a, was, is, &d, &n);
	for (size_t i = 0; i < n; i++) {
		const struct law_value *v = d[i].new != NULL ? d[i].new : d[i].old;
		if (v == NULL)
			continue;
		/* of an ended value the day on which it ends */
		date day = d[i].change == LAW_ENDED ? v->end.sure : v->start.sure;
		if (today.days < day.days && day.days < first.days)
			first = day;
	}
	return first.days == DATE_NEVER.days ? today : first;
}

static rc day_check(date day, date today)
{
	CHECK(date_add_months(today, -12 * YEARS).days <= day.days, LAW_SIMULATION_DAY);
	CHECK(day.days <= date_add_months(today, 12 * YEARS).days, LAW_SIMULATION_DAY);
	return OK;
}

/* ---- asking ---- */

struct asking {
	struct arena *a;
	instant now;
	const struct law_simulating *s;
	int64_t id;
};

static rc day_of(struct tx *tx, struct arena *a, const struct law_version *v, date asked, instant now,
		 date *ret)
{
	const struct law *was, *is;

	*ret = asked;
	if (asked.days == 0) {
		TRY(law_of_fund(tx, a, &was, NULL));
		TRY(law_of_version(tx, a, v, &is));
		*ret = law_simulation_day(a, was, is, clock_day(now));
	}
	return day_check(*ret, clock_day(now));
}

/* The one that waits or runs, when it is for the same day. */
static rc join(struct tx *tx, struct asking *w, const struct law_version *v, bool *ret_is)
{
	struct law_simulation s;
	rc r = law_simulation_newest(tx, v->version_id, w->a, &s);

	*ret_is = false;
	if (rc_is(r, E_LAW_SIMULATION_NONE))
		return OK;
	TRY(r);
	if (str_eq(s.state, SIMULATION_DONE))
		return OK;
	CHECK(w->s->day.days == 0 || w->s->day.days == s.day.days, LAW_SIMULATION_RUNS);
	w->id = s.simulation_id;
	*ret_is = true;
	return OK;
}

static rc add(struct tx *tx, struct asking *w, const struct law_version *v)
{
	struct law_simulation s = { .simulation_id = id_new(w->now),
				    .version_id = v->version_id,
				    .nth = v->nth,
				    .asked_by = w->s->by->user_id,
				    .asked_at = w->now,
				    .state = SIMULATION_WAITING,
				    .law = S("") };

	TRY(day_of(tx, w->a, v, w->s->day, w->now, &s.day));
	w->id = s.simulation_id;
	return law_simulation_add(tx, &s);
}

static rc ask(struct tx *tx, void *cls)
{
	struct asking *w = cls;
	struct law_version v, now;
	bool there;
	job_id job;

	TRY(law_version_get(tx, w->s->nth, w->a, &v));
	CHECK(str_eq(v.state, LAW_PROPOSED), LAW_VERSION_STATE);
	TRY(law_version_now(tx, w->a, &now));
	CHECK(v.base == now.nth, LAW_VERSION_BASE);
	TRY(join(tx, w, &v, &there));
	if (!there)
		TRY(add(tx, w, &v));
	return w->s->job ? job_ask(tx, w->now, WORK_LAW_SIMULATE, w->id, w->s->by->user_id, &job) : OK;
}

rc law_simulate_ask(struct db *db, struct arena *a, instant now, const struct law_simulating *s, int64_t *ret)
{
	struct asking w = { .a = a, .now = now, .s = s };

	TRY(access_rc(access_may(s->by, TASK_SIGN_LAW)));
	TRY(db_write(db, FOR_SYSTEM, "ask for a simulation of a law", ask, &w));
	*ret = w.id;
	return OK;
}

/* ---- running ---- */

struct running {
	int64_t id;
	const struct law_pace *pace;
	struct arena a; /* of the run */
	struct law_simulation s;
	bool over; /* done, by this run or before */
	struct foresight f;
	struct arena kept; /* of one writing */
	struct simulation_figures figures;
};

/* It can't come in force any more: nobody needs to see what it would change. */
static rc give_up(struct tx *tx, struct running *w)
{
	w->s.state = SIMULATION_CANCELLED;
	return law_simulation_cancel(tx, w->s.version_id, clock_now());
}

static rc begin(struct tx *tx, void *cls)
{
	struct running *w = cls;
	struct law_simulation is;
	struct law_version v, now;
	const struct law *l;

	TRY(law_simulation_get(tx, w->id, &w->a, &w->s));
	w->over = str_eq(w->s.state, SIMULATION_DONE);
	if (w->over || str_eq(w->s.state, SIMULATION_CANCELLED))
		return OK;
	TRY(law_version_get(tx, w->s.nth, &w->a, &v));
	TRY(law_version_now(tx, &w->a, &now));
	if (!str_eq(v.state, LAW_PROPOSED) || v.base != now.nth)
		return give_up(tx, w);
	TRY(law_of_version(tx, &w->a, &v, &l));
	foresight_end(&w->f); /* of a try that was lost */
	TRY(foresight_begin(tx, &w->a, l, w->s.day, w->s.last_person, &w->f));
	is = w->s;
	if (!str_eq(w->s.law, w->f.law)) {
		TRY(law_simulation_drop_figures(tx, w->id));
		is.state = SIMULATION_RUNNING;
		is.law = w->f.law;
		is.started_at = clock_now();
		is.last_person = (person_id){ 0 };
		is.people = 0;
		is.total = w->f.total;
		TRY(law_simulation_move(tx, &w->s, &is));
	}
	w->s = is;
	w->f.last = is.last_person;
	w->f.people = is.people;
	w->f.at_once = w->pace->people;
	return OK;
}

static rc keep(struct tx *tx, void *cls)
{
	struct running *w = cls;
	struct law_simulation is = w->s;

	is.last_person = w->f.last;
	is.people = w->f.people;
	if (w->f.done) {
		is.state = SIMULATION_DONE;
		is.ended_at = clock_now();
		struct journal_entry e = { .user = is.asked_by,
					   .why = FOR_FORESIGHT,
					   .kind = S("law.simulated"),
					   .object = is.version_id,
					   .detail = str_printf(&w->kept, "%lld %lld", (long long)is.nth,
								(long long)is.people) };
		TRY(journal_write(tx, clock_now(), &e));
	}
	TRY(law_simulation_move(tx, &w->s, &is));
	return law_simulation_add_figures(tx, w->id, &w->figures);
}

static rc write_down(struct db *db, struct running *w)
{
	arena_init(&w->kept, KEPT_MEMORY);
	foresight_take(&w->f, &w->kept, &w->figures);
	rc r = db_write(db, FOR_FORESIGHT, "keep a simulation of a law", keep, w);
	arena_done(&w->kept);
	TRY(r);
	w->s.last_person = w->f.last;
	w->s.people = w->f.people;
	w->over = w->f.done;
	return OK;
}

/* From where it is to the end; the law may change meanwhile: E_LAW_SIMULATION_OLD. */
static rc run(struct db *db, struct running *w, law_watch *watch, void *cls)
{
	int64_t kept_us = clock_ticks_us();

	TRY(db_write(db, FOR_FORESIGHT, "begin a simulation of a law", begin, w));
	CHECK(!str_eq(w->s.state, SIMULATION_CANCELLED), LAW_SIMULATION_OVER);
	while (!w->over) {
		TRY(foresight_go_on(db, &w->f));
		watch(cls, STEP_FORESEE, w->f.people, w->f.total);
		if (!w->f.done && clock_ticks_us() - kept_us < w->pace->keep_us)
			continue;
		TRY(write_down(db, w));
		kept_us = clock_ticks_us();
	}
	return OK;
}

/* Who was quicker may be whoever decided about the proposal. */
static rc over_or(struct db *db, struct running *w, rc r)
{
	return rc_is(r, E_DB_CONFLICT) &&
		       rc_ok(db_write(db, FOR_FORESIGHT, "begin a simulation of a law", begin, w)) &&
		       str_eq(w->s.state, SIMULATION_CANCELLED)
		   ? rc_raise(E_LAW_SIMULATION_OVER, __FILE__, __LINE__)
		   : r;
}

rc law_simulate_paced(struct db *db, int64_t simulation_id, const struct law_pace *pace, law_watch *watch,
		      void *cls)
{
	rc r = OK;

	for (int i = 0; i < TRIES; i++) {
		struct running w = { .id = simulation_id, .pace = pace };
		arena_init(&w.a, RUN_MEMORY);
		r = over_or(db, &w, run(db, &w, watch, cls));
		foresight_end(&w.f);
		arena_done(&w.a);
		if (!rc_is(r, E_LAW_SIMULATION_OLD))
			break;
	}
	return r;
}

rc law_simulate_run(struct db *db, int64_t simulation_id, law_watch *watch, void *cls)
{
	static const struct law_pace pace = { FORESEE_CHUNK, KEEP_US };

	return law_simulate_paced(db, simulation_id, &pace, watch, cls);
}

/* ---- without keeping it ---- */

struct trying {
	struct arena *a;
	const struct law_proposal *p;
	int64_t nth;
	instant now;
	struct law_tried *out;
	struct foresight f;
	struct law_problem problem;
};

static rc law_tried_of(struct tx *tx, struct trying *w, const struct law **ret)
{
	struct law_version v;
	struct law_file *file;
	size_t n;

	if (w->p->n == 0 && !w->p->program) {
		TRY(law_version_get(tx, w->nth, w->a, &v));
		return law_of_version(tx, w->a, &v, ret);
	}
	TRY(law_proposed_files(tx, w->a, w->p, &file, &n, &w->problem));
	struct law *own = arena_new(w->a, struct law);
	law_read(w->a, file, n, own);
	*ret = own;
	return OK;
}

static rc try_begin(struct tx *tx, void *cls)
{
	struct trying *w = cls;
	struct law_simulation *s = &w->out->s;
	const struct law *was, *is;
	date today = clock_day(w->now);

	TRY(law_tried_of(tx, w, &is));
	TRY(law_of_fund(tx, w->a, &was, NULL));
	if (s->day.days == 0)
		s->day = law_simulation_day(w->a, was, is, today);
	TRY(day_check(s->day, today));
	foresight_end(&w->f);
	TRY(foresight_begin(tx, w->a, is, s->day, (person_id){ 0 }, &w->f));
	struct journal_entry e = { .user = w->p->by->user_id, .why = FOR_FORESIGHT, .kind = S("law.tried") };
	return journal_write(tx, w->now, &e);
}

rc law_try(struct db *db, struct arena *a, const struct law_proposal *p, int64_t nth, date day,
	   law_watch *watch, void *cls, struct law_tried *ret, struct law_problem *ret_problem)
{
	struct trying w = { .a = a, .p = p, .nth = nth, .now = clock_now(), .out = ret };

	*ret = (struct law_tried){ .s = { .day = day, .started_at = w.now, .state = SIMULATION_DONE } };
	if (access_may(p->by, TASK_READ_JOURNAL) != MAY)
		TRY(access_rc(access_may(p->by, TASK_SIGN_LAW)));
	rc r = db_write(db, FOR_FORESIGHT, "try a law", try_begin, &w);
	*ret_problem = w.problem;
	while (rc_ok(r) && !w.f.done) {
		r = foresight_go_on(db, &w.f);
		watch(cls, STEP_FORESEE, w.f.people, w.f.total);
	}
	if (rc_ok(r)) {
		foresight_take(&w.f, a, &ret->f);
		ret->s.people = w.f.people;
		ret->s.total = w.f.total;
		ret->s.law = w.f.law;
		ret->s.ended_at = clock_now();
		ret->example = arena_alloc(a, FORESEEN, sizeof *ret->example);
		memcpy(ret->example, w.f.example, sizeof w.f.example);
		memcpy(ret->examples, w.f.examples, sizeof w.f.examples);
	}
	foresight_end(&w.f);
	return r;
}

/* ---- deciding ---- */

rc law_simulation_seen(struct tx *tx, struct arena *a, const struct law_version *v)
{
	struct law_simulation s;
	str law;
	rc r = law_simulation_newest_done(tx, v->version_id, a, &s);

	TRY(foresight_mark(tx, a, &law));
	if (rc_is(r, E_LAW_SIMULATION_NONE))
		return law_simulation_may_approve(NULL, law);
	TRY(r);
	return law_simulation_may_approve(&s, law);
}
