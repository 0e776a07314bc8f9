/* What a proposed law would change is counted right, whatever happens meanwhile, and seen before it is put in
 * force. */
#include "service/simulate_law.h"

#include "domain/family/family.h"
#include "domain/household/household.h"
#include "domain/membership/membership.h"
#include "service/refresh_rights.h"

#include "testing/people.h"

#include <signal.h>
#include <sys/wait.h>

#define AT(s) ((instant){ INT64_C(1796000000000000) + (s)*INT64_C(1000000) }) /* 2026-11-30 */

static const struct actor one = { .user_id = { 90 }, .roles = DIRECTOR, .step = STEP_FULL },
			  two = { .user_id = { 91 }, .roles = DIRECTOR, .step = STEP_FULL },
			  auditor = { .user_id = { 93 }, .roles = AUDITOR, .step = STEP_FULL },
			  agent = { .user_id = { 92 }, .roles = FEED_AGENT, .step = STEP_FULL };

static date on(const char *iso)
{
	date d;

	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

/* ---- a register ---- */

struct call {
	struct town *w;
	struct membership m;
	struct household_score s;
	struct family_link l;
};

static rc do_member(struct tx *tx, void *cls)
{
	struct call *k = cls;

	return membership_add(tx, &k->m);
}
static rc do_score(struct tx *tx, void *cls)
{
	struct call *k = cls;

	return household_score_set(tx, k->w->a, &k->s, NULL);
}
static rc do_link(struct tx *tx, void *cls)
{
	struct call *k = cls;

	return family_link_add(tx, &k->l);
}

static void member(struct town *w, person_id p, const char *scheme)
{
	struct call k = { .w = w,
			  .m = { .person_id = p,
				 .scheme = str_of(scheme),
				 .from_day = on("2025-01-01"),
				 .known_from = clock_now(),
				 .known_until = KNOWN_STILL,
				 .until_day = DATE_NEVER,
				 .state = S("ACTIVE"),
				 .profession = S(""),
				 .income_class = S("RNS"),
				 .activity_start = S(""),
				 .source_id = 1 } };

	must(rc_ok(db_write(w->db, FOR_COUNTER, "test", do_member, &k)));
}

static void child(struct town *w, person_id of, person_id p)
{
	struct call k = { .w = w,
			  .l = { .person_id = of,
				 .relative_id = p,
				 .role = S("CHILD"),
				 .from_day = on("2025-01-01"),
				 .known_from = clock_now(),
				 .known_until = KNOWN_STILL,
				 .until_day = DATE_NEVER,
				 .state = LINK_ACTIVE,
				 .reason = S(""),
				 .source_id = 1 } };

	must(rc_ok(db_write(w->db, FOR_COUNTER, "test", do_link, &k)));
}

/* Somebody whom the State pays for, with this score. */
static person_id poor(struct town *w, const char *born, const char *score)
{
	person_id p = town_person(w, "Amrani", "Karim", born, "M", "");
	struct call k = { .w = w,
			  .s = { .person_id = p,
				 .from_day = on("2025-01-01"),
				 .known_from = clock_now(),
				 .known_until = KNOWN_STILL,
				 .until_day = DATE_NEVER,
				 .score = str_of(score),
				 .source_id = 1 } };

	member(w, p, "AMO-TADAMON");
	must(rc_ok(db_write(w->db, FOR_COUNTER, "test", do_score, &k)));
	return p;
}

static rc sign(struct tx *tx, void *cls)
{
	struct town *w = cls;

	return law_signed_for_all(tx, w->a, w->country);
}

/* Seven people: two poor and one less so, a child of 19 and one of 10, one who waits for a scheme that isn't
 * there yet, one without anything. */
static struct town people(struct arena *a, const char *name)
{
	struct town w = town_open(a, name, "ma");

	must(rc_ok(db_write(w.db, FOR_SYSTEM, "test", sign, &w)));
	person_id father = poor(&w, "1980-01-01", "3");
	(void)poor(&w, "1950-01-01", "9");
	(void)poor(&w, "1990-01-01", "12");
	child(&w, father, town_person(&w, "Amrani", "Sara", "2008-01-01", "F", ""));
	child(&w, father, town_person(&w, "Amrani", "Adam", "2017-01-01", "M", ""));
	member(&w, town_person(&w, "Alami", "Nora", "1985-00-00", "F", ""), "AMO-NEW");
	(void)town_person(&w, "Alami", "Said", "1975-01-01", "M", "");
	return w;
}

/* ---- laws ---- */

static str carried(const char *name)
{
	struct law_file *file;
	struct arena a;
	str text = S("");
	size_t n;

	arena_init(&a, 1 << 20);
	law_files_carried(&a, S("ma"), &file, &n);
	for (size_t i = 0; i < n; i++)
		if (str_eq(file[i].name, str_of(name)))
			text = file[i].text;
	arena_done(&a);
	must(text.n > 0);
	return text; /* lies in the program */
}

/* The file that the program brings, with `is` in place of `was`. */
static struct law_file changed(struct arena *a, const char *name, const char *was, const char *is)
{
	str text = carried(name);
	const char *at = memmem(text.p, text.n, was, strlen(was));

	must(at != NULL);
	str after = { at + strlen(was), text.n - (size_t)(at - text.p) - strlen(was) };
	return (struct law_file){ str_of(name), str_printf(a, "%.*s%s%.*s", (int)(at - text.p), text.p, is,
							   STR_ARG(after)) };
}

#define SCORE "seen_at: https://maghress.com/fr/lopinion/151194\n        confidence: medium\n"
#define VOTED(day, value) \
	"      " day ": {value: " value ", status: VOTED, reference: loi 1, seen_at: x, confidence: high}\n"

/* Poor is who has a score of at most 5, from June on. */
static struct law_file threshold(struct arena *a)
{
	return changed(a, "ma/AMO_TADAMON.yaml", SCORE, SCORE VOTED("2027-06-01", "5"));
}

/* A child is a dependant until 18, from June on. */
static struct law_file age(struct arena *a)
{
#define AGE "seen_at: common knowledge\n        seen_on: 2026-11-27\n        confidence: to confirm\n"
	return changed(a, "ma/common.yaml", AGE, AGE VOTED("2027-06-01", "18"));
}

#define PART(name, value) \
	"  " name ":\n    description: {fr: x, ar: x, en: x}\n    unit: rule\n    values:\n" VOTED( \
	    "2020-01-01", value)
/* Another scheme, for which each member pays so much. */
static struct law_file scheme(struct arena *a, const char *amount)
{
	return (struct law_file){
		S("ma/AMO_NEW.yaml"),
		str_printf(
		    a,
		    "country: ma\nscheme: AMO_NEW\ncode: AMO-NEW\ndescription: {fr: x, ar: x, en: x}\n"
		    "parameters:\n" PART("rule.population", "PEOPLE") PART("rule.manager", "MANAGED by=X")
			PART("rule.package", "PACKAGE code=AMO") PART("rule.priority", "RANK own=9")
			    PART("rule.contribution",
				 "FIXED amount=AMO_NEW/due period=QUARTER") PART("rule.rights", "MEMBER")
				PART("rule.dependants",
				     "NOBODY") "  due:\n    description: {fr: x}\n    unit: MAD/quarter\n    "
					       "values:\n"
					       "      2020-01-01: {value: %s, status: VOTED, reference: y, "
					       "seen_at: x, confidence: high}\n",
		    amount)
	};
}

static int64_t proposed(struct town *w, struct law_file f)
{
	struct law_proposal p = { .by = &one, .file = &f, .n = 1, .reason = S("un décret") };
	struct law_problem bad = { .line = 0 };
	int64_t nth = 0;
	rc r = law_propose(w->db, w->a, AT(1), &p, &nth, &bad);

	if (!rc_ok(r))
		t_fail("line %zu: %.*s %s", bad.line, STR_ARG(mistake_text(w->a, &bad.mistake)), rc_trail());
	return nth;
}

/* ---- what was counted ---- */

struct reading {
	struct arena *a;
	int64_t id;
	struct law_simulation s;
	struct simulation_figures f;
};

static rc look(struct tx *tx, void *cls)
{
	struct reading *w = cls;

	TRY(law_simulation_get(tx, w->id, w->a, &w->s));
	return law_simulation_figures(tx, w->id, w->a, &w->f);
}

static int64_t asked(struct town *w, int64_t nth)
{
	static int later;
	struct law_simulating s = { .by = &two, .nth = nth };
	int64_t id = 0;

	t_rc(law_simulate_ask(w->db, w->a, AT(2 + later++), &s, &id), OK);
	return id;
}

static struct reading seen(struct town *w, int64_t id)
{
	struct reading r = { .a = w->a, .id = id };

	t_rc(db_read(w->db, FOR_FORESIGHT, "test", look, &r), OK);
	return r;
}

static struct reading simulated(struct town *w, int64_t nth)
{
	int64_t id = asked(w, nth);

	t_rc(law_simulate_run(w->db, id, law_unwatched, NULL), OK);
	struct reading r = seen(w, id);
	t_str(r.s.state, "DONE");
	return r;
}

static int64_t of(const struct reading *r, const char *outcome, const char *age)
{
	int64_t n = 0;

	for (size_t i = 0; i < r->f.counts; i++)
		if (str_eq(r->f.count[i].outcome, str_of(outcome)) &&
		    (age == NULL || str_eq(r->f.count[i].age, str_of(age))))
			n += r->f.count[i].people;
	return n;
}

static int64_t lacks(const struct reading *r, const char *what, const char *path)
{
	int64_t n = 0;

	for (size_t i = 0; i < r->f.lacks; i++)
		if (str_eq(r->f.lack[i].what, str_of(what)) && str_eq(r->f.lack[i].path, str_of(path)))
			n += r->f.lack[i].people;
	return n;
}

T(law_simulation_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_lawsim_stmts");

	for (size_t i = 0; law_simulation_stmts[i] != NULL; i++)
		t_need(db_check(db, law_simulation_stmts[i]));
	db_close(db);
}

T(a_lower_threshold_takes_cover_from_some)
{
	struct town w = people(a, "t_lawsim_score");
	struct reading r = simulated(&w, proposed(&w, threshold(a)));

	t_int(r.s.day.days, on("2027-06-01").days);
	t_int(r.s.people, 7);
	t_int(r.s.total, 7);
	t_int(of(&r, "LOSES", NULL), 1);
	t_int(of(&r, "LOSES", "A60"), 1);
	t_int(of(&r, "SAME", NULL), 6);
	t_int((int64_t)r.f.months, 13);
	for (size_t i = 0; i < r.f.months; i++) {
		t_int(r.f.month[i].was_open, 4);
		t_int(r.f.month[i].loses, 1);
	}
	/* the State pays before and after; the one whose scheme the law doesn't know can't be said */
	t_int((int64_t)r.f.costs, 2);
	for (size_t i = 0; i < r.f.costs; i++)
		t_int(r.f.cost[i].was, 0);
	t_int(lacks(&r, "WAS", ""), 1);
	t_int(lacks(&r, "BECOMES", ""), 1);
	db_close(w.db);
}

T(a_lower_age_takes_cover_from_children_then_and_later)
{
	struct town w = people(a, "t_lawsim_age");
	struct reading r = simulated(&w, proposed(&w, age(a)));

	t_int(of(&r, "LOSES", "A6"), 1); /* 19 years old */
	t_int(of(&r, "UNTIL", "A6"), 1); /* covered until 18, not 21 */
	t_int(of(&r, "SAME", NULL), 5);
	db_close(w.db);
}

T(a_value_that_nobody_signed_for_leaves_it_unsaid)
{
	struct town w = people(a, "t_lawsim_unsigned");
	struct reading r = simulated(
	    &w, proposed(&w, changed(a, "ma/AMO_TADAMON.yaml", "value: 9.3264284", "value: 9.3264283")));

	t_int(r.s.day.days, on("2026-11-30").days); /* nothing that begins later differs */
	t_int(of(&r, "UNSAID", NULL), 4);
	t_int(of(&r, "UNSURE", NULL), 1); /* was above the threshold */
	t_int(lacks(&r, "RIGHT", "ma/AMO_TADAMON/rsu.threshold"), 5);
	t_int(r.f.month[0].unsaid, 4);
	t_int(r.f.month[0].loses, 0);
	db_close(w.db);
}

static void put_in_force(struct town *w, int64_t nth) { t_need(law_approve(w->db, w->a, AT(5), &two, nth)); }

T(a_new_scheme_covers_those_who_wait_and_then_costs_more)
{
	struct town w = people(a, "t_lawsim_scheme");
	int64_t nth = proposed(&w, scheme(a, "150"));
	struct reading r = simulated(&w, nth);

	t_int(of(&r, "GAINS", NULL), 1);
	t_int(of(&r, "GAINS", "A26"), 1);
	t_int(lacks(&r, "WAS", ""), 1); /* unknown before, so there is no difference to tell */
	t_int(lacks(&r, "BECOMES", ""), 0);
	put_in_force(&w, nth);
	nth = proposed(&w, scheme(a, "211.5"));
	r = simulated(&w, nth);
	t_int(of(&r, "SAME", NULL), 7);
	t_ok(r.f.costs == 2 && str_eq(r.f.cost[0].scheme, S("AMO-NEW")));
	for (size_t i = 0; i < r.f.costs && i < 1; i++) {
		t_int(r.f.cost[i].was, 5000);
		t_int(r.f.cost[i].becomes, 7050);
		t_int(r.f.cost[i].people, 1);
	}
	db_close(w.db);
}

static rc unsign(struct tx *tx, void *cls)
{
	struct town *w = cls;
	struct law_signature *s;
	size_t n;

	TRY(law_signatures(tx, w->a, &s, &n));
	s[0].known_until = AT(100);
	s[0].ended_by = one.user_id;
	s[0].end_reason = S("x");
	return law_signature_end(tx, &s[0]);
}

T(nobody_puts_a_law_in_force_unseen)
{
	struct town w = people(a, "t_lawsim_unseen");
	int64_t nth = proposed(&w, threshold(a)), id;
	struct law_simulating s = { .by = &two, .nth = nth };

	t_rc(law_approve(w.db, a, AT(2), &two, nth), LAW_SIMULATION_NONE);
	id = asked(&w, nth);
	t_rc(law_approve(w.db, a, AT(2), &two, nth), LAW_SIMULATION_NONE);
	t_int(asked(&w, nth), id);
	s.day = on("2027-07-01");
	t_rc(law_simulate_ask(w.db, a, AT(2), &s, &id), LAW_SIMULATION_RUNS);
	(void)simulated(&w, nth);
	s.day = on("1900-01-01");
	t_rc(law_simulate_ask(w.db, a, AT(2), &s, &id), LAW_SIMULATION_DAY);
	s.day = on("2990-01-01");
	t_rc(law_simulate_ask(w.db, a, AT(2), &s, &id), LAW_SIMULATION_DAY);
	s = (struct law_simulating){ .by = &agent, .nth = nth };
	t_rc(law_simulate_ask(w.db, a, AT(2), &s, &id), ROLE);
	s = (struct law_simulating){ .by = &two, .nth = 9 };
	t_rc(law_simulate_ask(w.db, a, AT(2), &s, &id), LAW_VERSION_NONE);
	s.nth = 1;
	t_rc(law_simulate_ask(w.db, a, AT(2), &s, &id), LAW_VERSION_STATE);
	t_rc(law_simulate_run(w.db, 77, law_unwatched, NULL), LAW_SIMULATION_NONE);
	/* a signature that no longer stands changes what was seen */
	t_need(db_write(w.db, FOR_SYSTEM, "test", unsign, &w));
	t_rc(law_approve(w.db, a, AT(3), &two, nth), LAW_SIMULATION_OLD);
	(void)simulated(&w, nth);
	int64_t other = proposed(&w, age(a));
	(void)simulated(&w, other);
	id = asked(&w, other); /* once more: waits */
	put_in_force(&w, nth);
	/* a proposal that can't be put in force needs no simulation */
	t_rc(law_simulate_run(w.db, id, law_unwatched, NULL), LAW_SIMULATION_OVER);
	t_str(seen(&w, id).s.state, "CANCELLED");
	s.nth = other;
	t_rc(law_simulate_ask(w.db, a, AT(6), &s, &id), LAW_VERSION_BASE);
	db_close(w.db);
}

/* ---- what happens meanwhile ---- */

static const struct law_pace slow = { 1, 0 };

struct happening {
	struct town *w;
	int64_t nth, after; /* people */
	bool done;
};

static void refuses(void *cls, const char *step, int64_t done, int64_t total)
{
	struct happening *h = cls;

	(void)step, (void)total;
	if (done == h->after)
		t_need(law_refuse(h->w->db, h->w->a, AT(4), &two, h->nth, S("non")));
}

T(a_simulation_ends_when_the_proposal_is_decided)
{
	struct town w = people(a, "t_lawsim_cancel");
	struct happening h = { .w = &w, .nth = proposed(&w, threshold(a)), .after = 3 };
	int64_t id = asked(&w, h.nth);

	t_rc(law_simulate_paced(w.db, id, &slow, refuses, &h), LAW_SIMULATION_OVER);
	t_str(seen(&w, id).s.state, "CANCELLED");
	db_close(w.db);
}

static void signs_off(void *cls, const char *step, int64_t done, int64_t total)
{
	struct happening *h = cls;

	(void)step, (void)total;
	if (done == h->after && !h->done) {
		t_need(db_write(h->w->db, FOR_SYSTEM, "test", unsign, h->w));
		h->done = true;
	}
}

T(a_simulation_begins_anew_when_a_signature_goes)
{
	struct town w = people(a, "t_lawsim_anew");
	struct happening h = { .w = &w, .nth = proposed(&w, threshold(a)), .after = 3 };
	int64_t id = asked(&w, h.nth), sum = 0;

	t_need(law_simulate_paced(w.db, id, &slow, signs_off, &h));
	struct reading r = seen(&w, id);
	for (size_t i = 0; i < r.f.counts; i++)
		sum += r.f.count[i].people;
	t_int(sum, 7);
	t_int(r.s.people, 7);
	t_need(law_approve(w.db, a, AT(5), &two, h.nth));
	db_close(w.db);
}

static void arrives(void *cls, const char *step, int64_t done, int64_t total)
{
	struct happening *h = cls;

	(void)step, (void)total;
	if (done == h->after)
		(void)poor(h->w, "1960-01-01", "8");
}

T(a_simulation_sees_whoever_comes_behind_where_it_is)
{
	struct town w = people(a, "t_lawsim_more");
	struct happening h = { .w = &w, .nth = proposed(&w, threshold(a)), .after = 3 };
	int64_t id = asked(&w, h.nth);

	t_need(law_simulate_paced(w.db, id, &slow, arrives, &h));
	struct reading r = seen(&w, id);
	t_int(r.s.people, 8);
	t_int(r.s.total, 7);
	t_int(of(&r, "LOSES", NULL), 2);
	db_close(w.db);
}

static void dies(void *cls, const char *step, int64_t done, int64_t total)
{
	const struct happening *h = cls;

	(void)step, (void)total;
	if (done == h->after)
		(void)kill(getpid(), SIGKILL);
}

T(a_simulation_goes_on_where_it_was_killed)
{
	struct town w = people(a, "t_lawsim_kill");
	int64_t nth = proposed(&w, threshold(a)), id = asked(&w, nth);

	for (int64_t after = 1; after <= 7; after += 3) {
		db_close(w.db);
		fflush(NULL);
		pid_t pid = fork();
		if (pid == 0) {
			struct happening h = { .after = after };
			struct db *own;
			must(rc_ok(db_open(a, w.url, &own)));
			(void)!rc_ok(law_simulate_paced(own, id, &slow, dies, &h));
			_Exit(0);
		}
		int status;
		must(waitpid(pid, &status, 0) == pid);
		t_ok(WIFSIGNALED(status));
		t_need(db_open(a, w.url, &w.db));
		struct reading r = seen(&w, id);
		t_str(r.s.state, "RUNNING");
		t_int(r.s.people, after - 1); /* the last one wasn't written yet */
	}
	t_need(law_simulate_paced(w.db, id, &slow, law_unwatched, NULL));
	struct reading r = seen(&w, id);
	t_str(r.s.state, "DONE");
	t_int(r.s.people, 7);
	t_int(of(&r, "LOSES", NULL), 1);
	t_int(of(&r, "SAME", NULL), 6);
	t_int(r.f.month[0].was_open, 4);
	t_need(law_simulate_run(w.db, id, law_unwatched, NULL)); /* nothing is left to do */
	db_close(w.db);
}

T(whatever_fails_is_counted_once)
{
	struct town w = people(a, "t_lawsim_fails");
	int64_t nth = proposed(&w, threshold(a)), id = asked(&w, nth);
	rc r = OK;
	long at;

	for (at = 0; at < 2000; at++) {
		db_fail_after(w.db, at, E_DB_FULL);
		r = law_simulate_paced(w.db, id, &(struct law_pace){ 3, 0 }, law_unwatched, NULL);
		db_fail_after(w.db, -1, E_OK);
		if (rc_ok(r))
			break;
	}
	t_rc(r, OK);
	t_ok(at > 20);
	struct reading x = seen(&w, id);
	t_int(x.s.people, 7);
	t_int(of(&x, "SAME", NULL) + of(&x, "LOSES", NULL), 7);
	db_close(w.db);
}

/* ---- without keeping it ---- */

T(files_are_tried_without_being_proposed)
{
	struct town w = people(a, "t_lawsim_try");
	struct law_file f = threshold(a);
	struct law_proposal p = { .by = &one, .file = &f, .n = 1 };
	struct law_problem bad;
	struct law_tried t;
	struct reading r;

	t_need(law_try(w.db, a, &p, 0, (date){ 0 }, law_unwatched, NULL, &t, &bad));
	r.f = t.f;
	t_int(t.s.people, 7);
	t_int(of(&r, "LOSES", "A60"), 1);
	t_int((int64_t)t.examples[FORESEEN_LOSES], 1);
	t_int((int64_t)t.examples[FORESEEN_SAME], 6);
	t_need(law_try(w.db, a, &p, 0, on("2027-05-01"), law_unwatched, NULL, &t, &bad));
	r.f = t.f;
	t_int(of(&r, "LOSES", NULL), 0); /* not yet */
	t_int(t.f.month[0].loses, 0);
	t_int(t.f.month[1].loses, 1);
	f.text = S("country: ma\nx: 1\n");
	f.name = S("ma/X.yaml");
	t_rc(law_try(w.db, a, &p, 0, (date){ 0 }, law_unwatched, NULL, &t, &bad), LAW_FILES);
	t_ok(bad.line > 0);
	p.n = 0;
	t_rc(law_try(w.db, a, &p, 4, (date){ 0 }, law_unwatched, NULL, &t, &bad), LAW_VERSION_NONE);
	t_need(law_try(w.db, a, &p, 1, (date){ 0 }, law_unwatched, NULL, &t, &bad)); /* against itself */
	r.f = t.f;
	t_int(of(&r, "SAME", NULL), 7);
	p.by = &auditor;
	t_need(law_try(w.db, a, &p, 1, (date){ 0 }, law_unwatched, NULL, &t, &bad));
	p.by = &agent;
	t_rc(law_try(w.db, a, &p, 1, (date){ 0 }, law_unwatched, NULL, &t, &bad), ROLE);
	db_close(w.db);
}

T(a_fund_without_people_is_simulated_too)
{
	struct town w = town_open(a, "t_lawsim_empty", "ma");
	int64_t nth = proposed(&w, threshold(a));
	struct reading r = simulated(&w, nth);

	t_int(r.s.people, 0);
	t_int((int64_t)r.f.counts, 0);
	put_in_force(&w, nth);
	db_close(w.db);
}
