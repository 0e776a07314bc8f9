/* The law of a fund: proposed, put in force by somebody else, kept, asked for as it was; on both engines. */
#include "service/put_law.h"

#include "base/out.h"
#include "service/ask_law.h"
#include "service/fund_law.h"

#include "service/fund.h"

#include "testing/people.h"
#include "testing/tamper.h"

#define NOW ((instant){ INT64_C(1895500000000000) })
#define AFTER(s) ((instant){ NOW.us + (s)*INT64_C(1000000) })
#define PATH "ma/AMO_VOLUNTARY/amo.rate"

static const struct actor one = { .user_id = { 90 }, .roles = DIRECTOR, .step = STEP_FULL },
			  two = { .user_id = { 91 }, .roles = DIRECTOR, .step = STEP_FULL },
			  agent = { .user_id = { 92 }, .roles = FEED_AGENT, .step = STEP_FULL };

static date day(const char *iso)
{
	date d;

	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

/* A scheme of one value, in place of the one that the program brings. */
static struct law_file rate(struct arena *a, const char *value)
{
	return (struct law_file){
		S("ma/AMO_VOLUNTARY.yaml"),
		str_printf(
		    a,
		    "country: ma\nscheme: AMO_VOLUNTARY\ndescription: {fr: essai}\nparameters:\n"
		    "  amo.rate:\n    description: {fr: taux}\n    unit: \"%%\"\n    values:\n"
		    "      2017-01-01: {value: %s, status: VOTED, reference: x, seen_at: y, confidence: "
		    "high}\n",
		    value)
	};
}

static rc propose_file(struct db *db, struct arena *a, int at, const struct actor *by, struct law_file f,
		       int64_t *ret)
{
	struct law_proposal p = { .by = by, .file = &f, .n = 1, .reason = S("un décret") };
	struct law_problem bad;

	return law_propose(db, a, AFTER(at), &p, ret, &bad);
}

static rc propose(struct db *db, struct arena *a, int at, const char *value, int64_t *ret)
{
	return propose_file(db, a, at, &one, rate(a, value), ret);
}

struct asking {
	struct arena *a;
	instant at; /* 0: now */
	struct law_desk desk;
	struct law_answer x;
	struct job job;
	int64_t jobs;
};

static rc ask(struct tx *tx, void *cls)
{
	struct asking *w = cls;

	TRY(w->at.us == 0 ? law_desk_open(tx, w->a, &w->desk) : law_desk_open_at(tx, w->a, w->at, &w->desk));
	w->x = law_ask(&w->desk, S("AMO_VOLUNTARY/amo.rate"), day("2027-01-01"));
	return OK;
}

static struct asking asked(struct db *db, struct arena *a, instant at)
{
	struct asking w = { .a = a, .at = at };

	must(rc_ok(db_read(db, FOR_SYSTEM, "ask", ask, &w)));
	return w;
}

/* The rate and the version it comes from. */
#define T_LAW(db, at, version_, value_) \
	do { \
		struct asking asked_ = asked(db, a, at); \
		t_int(asked_.desk.version, version_); \
		t_ok(asked_.x.why == LAW_IS && str_eq(asked_.x.value->text, S(value_))); \
	} while (0)
#define STILL_NOW ((instant){ 0 })

/* Put in force by the other director, who has seen what it changes. */
static rc approve(struct db *db, struct arena *a, int at, int64_t nth)
{
	TRY(law_seen(db, a, AFTER(at), &two, nth));
	return law_approve(db, a, AFTER(at), &two, nth);
}

/* Which version is in force, and whether it is the only one. */
static rc state(struct tx *tx, void *cls)
{
	struct asking *w = cls;
	struct law_version *v;
	size_t n;

	w->jobs = 0;
	TRY(law_version_list(tx, w->a, &v, &n));
	for (size_t i = 0; i < n; i++) {
		w->jobs += str_eq(v[i].state, LAW_IN_FORCE);
		if (str_eq(v[i].state, LAW_IN_FORCE))
			w->desk.version = v[i].nth;
	}
	return OK;
}

static int64_t in_force(struct db *db, struct arena *a)
{
	struct asking w = { .a = a };

	must(rc_ok(db_read(db, FOR_SYSTEM, "state", state, &w)));
	t_int(w.jobs, 1);
	return w.desk.version;
}

static rc take_job(struct tx *tx, void *cls)
{
	struct asking *w = cls;

	return job_next(tx, w->a, AFTER(1000), AFTER(1001), &w->job);
}

T(law_version_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_lawv_stmts");

	for (size_t i = 0; law_version_stmts[i] != NULL; i++)
		t_need(db_check(db, law_version_stmts[i]));
	db_close(db);
}

T(law_is_proposed_and_put_in_force_by_another)
{
	struct town w = town_open(a, "t_lawv", "ma");
	struct asking k = { .a = a };
	struct law_version_shown s;
	struct law_versions all;
	int64_t nth, again;

	t_need(propose(w.db, a, 0, "5.5", &nth));
	t_int(nth, 2);
	t_int(in_force(w.db, a), 1);
	t_int(asked(w.db, a, STILL_NOW).x.why, LAW_UNSIGNED); /* a proposal is nobody's law */
	t_rc(propose(w.db, a, 1, "5.5", &again), LAW_VERSION_AGAIN);
	t_int(again, 2);
	t_need(law_version_show(w.db, a, 2, &s));
	t_ok(s.n == 1 && s.files_n == 1 && s.in_force == 1);
	t_ok(s.n == 1 && s.d[0].change == LAW_CHANGED && str_eq(s.d[0].new->text, S("5.5")) &&
	     str_eq(s.d[0].old->text, S("4.52")));
	t_rc(law_approve(w.db, a, AFTER(2), &one, 2), LAW_VERSION_OWN);
	t_rc(law_approve(w.db, a, AFTER(2), &agent, 2), ROLE);
	t_rc(law_approve(w.db, a, AFTER(2), &two, 3), LAW_VERSION_NONE);
	t_rc(law_approve(w.db, a, AFTER(2), &two, 1), LAW_VERSION_STATE);
	t_rc(db_write(w.db, FOR_SYSTEM, "job", take_job, &k), DB_NONE);
	t_need(approve(w.db, a, 3, 2));
	t_int(in_force(w.db, a), 2);
	T_LAW(w.db, STILL_NOW, 2, "5.5");
	t_rc(law_approve(w.db, a, AFTER(4), &two, 2), LAW_VERSION_STATE);
	t_need(db_write(w.db, FOR_SYSTEM, "job", take_job, &k));
	t_str(k.job.kind, "rights.refresh");
	t_int(k.job.object, 2);
	/* as it was known before, to the very moment */
	struct asking before = asked(w.db, a, (instant){ AFTER(3).us - 1 });
	t_ok(before.desk.version == 1 && before.x.why == LAW_UNSIGNED);
	T_LAW(w.db, AFTER(3), 2, "5.5");
	k.at = (instant){ 1 };
	t_rc(db_read(w.db, FOR_SYSTEM, "ask", ask, &k), LAW_VERSION_NONE);
	t_need(law_versions_list(w.db, a, &all));
	t_ok(all.n == 2 && all.program_differs && all.list[0].v.known_from.us == AFTER(3).us &&
	     all.list[1].v.known_until.us == AFTER(3).us);
	/* what the program brings, again */
	struct law_proposal p = { .by = &one, .program = true, .reason = S("comme avant") };
	struct law_problem bad;
	t_need(law_propose(w.db, a, AFTER(5), &p, &nth, &bad));
	t_need(approve(w.db, a, 6, nth));
	t_need(law_versions_list(w.db, a, &all));
	t_ok(!all.program_differs && all.n == 3);
	t_rc(law_propose(w.db, a, AFTER(7), &p, &nth, &bad), LAW_VERSION_SAME);
	db_close(w.db);
}

/* A scheme of nothing but gaps. */
static struct law_file large(struct arena *a, const char *scheme, int digits)
{
	struct out o;

	out_init(&o, a, 1 << 20);
	out_printf(&o, "country: ma\nscheme: %s\ndescription: {fr: x}\nparameters:\n", scheme);
	for (int i = 0; i < 1500; i++)
		out_printf(&o, "  p%d: {description: {fr: %0*d}, unit: years, missing: x}\n", i, digits, i);
	return (struct law_file){ str_printf(a, "ma/%s.yaml", scheme), out_view(&o) };
}

T(law_that_is_no_law_is_not_proposed)
{
	struct town w = town_open(a, "t_lawv_bad", "ma");
	struct law_file f = rate(a, "5.5"), pair[] = { f, f };
	struct law_proposal p = { .by = &one, .file = &f, .n = 1, .reason = S("x") };
	struct law_problem bad;
	int64_t nth;

	f.text = S("country: ma\nscheme: AMO_VOLUNTARY\ndescription: {fr: x}\nparameters:\n  amo.rate: 5\n");
	t_rc(law_propose(w.db, a, NOW, &p, &nth, &bad), LAW_FILES);
	t_ok(bad.line == 5 && str_eq(bad.file, S("ma/AMO_VOLUNTARY.yaml")) &&
	     mistake_text(a, &bad.mistake).n > 0);
	f = rate(a, "5.5");
	f.name = S("dz/AMO_VOLUNTARY.yaml");
	t_rc(law_propose(w.db, a, NOW, &p, &nth, &bad), LAW_VERSION_FILE);
	f.name = S("ma/OTHER.yaml"); /* not what stands in it */
	t_rc(law_propose(w.db, a, NOW, &p, &nth, &bad), LAW_FILES);
	p.file = pair, p.n = 2;
	t_rc(law_propose(w.db, a, NOW, &p, &nth, &bad), LAW_VERSION_FILE);
	p.n = 0;
	t_rc(law_propose(w.db, a, NOW, &p, &nth, &bad), LAW_VERSION_FILE);
	p.n = 1, p.reason = S("");
	t_rc(law_propose(w.db, a, NOW, &p, &nth, &bad), LAW_VERSION_REASON);
	p.reason = S("x"), p.by = &agent;
	t_rc(law_propose(w.db, a, NOW, &p, &nth, &bad), ROLE);
	p.by = &one;
	for (int digits = 1; digits < 1000; digits += 600) { /* too much when read, too much to be read */
		struct law_file many[] = { large(a, "A", digits), large(a, "B", digits),
					   large(a, "C", digits), large(a, "D", digits),
					   large(a, "E", digits) };
		p.file = many, p.n = 5;
		t_rc(law_propose(w.db, a, NOW, &p, &nth, &bad), LAW_VERSION_LARGE);
	}
	db_close(w.db);
}

T(law_is_refused_or_withdrawn_with_a_reason)
{
	struct town w = town_open(a, "t_lawv_not", "ma");
	struct law_version_shown s;
	int64_t nth;

	t_need(propose(w.db, a, 0, "5.5", &nth));
	t_rc(law_refuse(w.db, a, AFTER(1), &one, nth, S("x")), LAW_VERSION_OWN);
	t_rc(law_withdraw(w.db, a, AFTER(1), &two, nth, S("x")), LAW_VERSION_HANDS);
	t_rc(law_refuse(w.db, a, AFTER(1), &two, nth, S("")), LAW_VERSION_REASON);
	t_rc(law_refuse(w.db, a, AFTER(1), &agent, nth, S("x")), ROLE);
	t_need(law_refuse(w.db, a, AFTER(1), &two, nth, S("le décret n'est pas paru")));
	t_rc(law_approve(w.db, a, AFTER(2), &two, nth), LAW_VERSION_STATE);
	t_need(law_version_show(w.db, a, nth, &s));
	t_str(s.head.v.state, "REFUSED");
	t_str(s.head.v.decision, "le décret n'est pas paru");
	t_need(propose(w.db, a, 3, "5.5", &nth)); /* refused once isn't refused for ever */
	t_int(nth, 3);
	t_need(law_withdraw(w.db, a, AFTER(4), &one, nth, S("erreur")));
	t_rc(law_withdraw(w.db, a, AFTER(5), &one, nth, S("erreur")), LAW_VERSION_STATE);
	t_int(in_force(w.db, a), 1);
	db_close(w.db);
}

T(law_made_against_another_is_proposed_again)
{
	struct town w = town_open(a, "t_lawv_base", "ma");
	int64_t first, second;

	t_need(propose(w.db, a, 0, "5.5", &first));
	t_need(propose(w.db, a, 1, "6.5", &second));
	t_need(approve(w.db, a, 2, second));
	t_rc(law_approve(w.db, a, AFTER(3), &two, first), LAW_VERSION_BASE);
	T_LAW(w.db, STILL_NOW, second, "6.5");
	t_need(propose(w.db, a, 4, "5.5", &first));
	t_int(first, 4);
	t_need(approve(w.db, a, 5, first));
	T_LAW(w.db, STILL_NOW, 4, "5.5");
	/* the clock is set back: one still follows the other */
	t_need(propose(w.db, a, 6, "7.5", &first));
	t_need(approve(w.db, a, -100, first));
	T_LAW(w.db, STILL_NOW, 5, "7.5");
	T_LAW(w.db, AFTER(5), 4, "5.5");
	db_close(w.db);
}

/* More versions than are kept: each is still its own, and another connection sees a change at once. */
T(law_of_each_version_is_its_own)
{
	enum { MANY = LAWS_KEPT + 3 };
	struct town w = town_open(a, "t_lawv_many", "ma");
	struct db *other;
	int64_t nth;

	t_need(db_open(a, w.url, &other));
	for (int i = 1; i <= MANY; i++) {
		struct arena brief;

		arena_init(&brief, 16 << 20);
		t_need(propose(w.db, &brief, 10 * i, str_printf(&brief, "%d.25", i).p, &nth));
		t_need(approve(w.db, &brief, 10 * i + 1, nth));
		struct asking k = asked(other, &brief, STILL_NOW);
		t_int(k.desk.version, i + 1);
		t_ok(str_eq(k.x.value->text, str_printf(&brief, "%d.25", i)));
		arena_done(&brief);
	}
	for (int i = 1; i <= MANY; i++) {
		struct arena brief;

		arena_init(&brief, 16 << 20);
		struct asking k = asked(other, &brief, AFTER(10 * i + 5));
		t_int(k.desk.version, i + 1);
		t_ok(str_eq(k.x.value->text, str_printf(&brief, "%d.25", i)));
		arena_done(&brief);
	}
	db_close(other);
	db_close(w.db);
}

/* Whatever fails, nothing of it stays. */
T(law_comes_in_force_whole_or_not_at_all)
{
	struct town w = town_open(a, "t_lawv_fail", "ma");
	int64_t nth;
	rc r = OK;
	long at;

	t_need(propose(w.db, a, 0, "5.5", &nth));
	t_need(law_seen(w.db, a, AFTER(1), &two, nth));
	for (at = 0; at < 500; at++) {
		db_fail_after(w.db, at, E_DB_FULL);
		r = law_approve(w.db, a, AFTER(1), &two, nth);
		db_fail_after(w.db, -1, E_OK);
		if (rc_ok(r))
			break;
		if (in_force(w.db, a) != 1)
			break;
	}
	t_rc(r, OK);
	t_ok(at > 5);
	T_LAW(w.db, STILL_NOW, nth, "5.5");
	db_close(w.db);
}

/* Two people at once, each with a proposal or both at the same one: one of them is first. */
T(law_is_put_in_force_once_by_two_at_once)
{
	struct town w = town_open(a, "t_lawv_race", "ma");
	int64_t nth[2];
	pid_t pid[2];
	int won = 0;

	t_need(propose(w.db, a, 0, "5.5", &nth[0]));
	t_need(propose(w.db, a, 1, "6.5", &nth[1]));
	for (int i = 0; i < 2; i++)
		t_need(law_seen(w.db, a, AFTER(1), &two, nth[i]));
	db_close(w.db);
	fflush(NULL);
	for (int i = 0; i < 2; i++) {
		pid[i] = fork();
		if (pid[i] == 0) {
			struct db *own;
			must(rc_ok(db_open(a, w.url, &own)));
			rc r = law_approve(own, a, AFTER(2), &two, nth[i]);
			_Exit(rc_ok(r) ? 0 : rc_is(r, E_LAW_VERSION_BASE) ? 1 : 2);
		}
	}
	for (int i = 0; i < 2; i++) {
		int status;
		must(waitpid(pid[i], &status, 0) == pid[i]);
		t_ok(WIFEXITED(status) && WEXITSTATUS(status) < 2);
		won += WIFEXITED(status) && WEXITSTATUS(status) == 0;
	}
	t_int(won, 1);
	t_need(db_open(a, w.url, &w.db));
	t_ok(in_force(w.db, a) > 1);
	db_close(w.db);
}

/* ---- funds from before ---- */

#define T_LAW_IS_NONE(db, when) \
	do { \
		struct asking none_ = { .a = a, .at = when }; \
		t_rc(db_read(db, FOR_SYSTEM, "ask", ask, &none_), LAW_VERSION_NONE); \
	} while (0)

static rc lawless(struct tx *tx, void *cls)
{
	struct fund f = { .country = S("dz"),
			  .name_fr = S("x"),
			  .name_ar = S("x"),
			  .name_en = S("x"),
			  .origin = S("sanad.test/dz"),
			  .next_number = 10000000,
			  .created_at = NOW };

	(void)cls;
	return fund_create(tx, &f);
}

T(law_of_a_fund_from_before_is_put_down_once)
{
	enum { TOGETHER = 4 };
	const char *url = fresh_empty(a, "t_lawv_old");
	pid_t pid[TOGETHER];
	struct law_versions all;
	struct db *db;

	t_need(db_open(a, url, &db));
	t_need(db_migrate(db));
	t_need(db_write(db, FOR_SYSTEM, "fund", lawless, NULL));
	db_close(db);
	fflush(NULL);
	for (int i = 0; i < TOGETHER; i++) {
		pid[i] = fork();
		if (pid[i] == 0) {
			struct db *own;
			_Exit(rc_ok(fund_open(a, url, &own)) ? 0 : 1);
		}
	}
	for (int i = 0; i < TOGETHER; i++) {
		int status;
		must(waitpid(pid[i], &status, 0) == pid[i]);
		t_ok(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	t_need(fund_open(a, url, &db));
	t_need(law_versions_list(db, a, &all));
	t_ok(all.n == 1 && !all.program_differs);
	t_int(in_force(db, a), 1);
	fund_close(db);
}

T(law_is_put_down_with_the_fund_and_when_it_is_migrated)
{
	const char *url = fresh_empty(a, "t_lawv_made");
	struct fund_making ma = { .country = S("ma") };
	instant then = { INT64_C(1700000000000000) };
	struct db *db;
	bool made;

	t_need(fund_make(url, &ma, then, &made));
	t_need(db_open(a, url, &db));
	t_int(in_force(db, a), 1);
	T_LAW_IS_NONE(db, (instant){ then.us - 1 });
	tamper(url, "DELETE FROM law_version_file; DELETE FROM law_version");
	t_need(fund_migrate(url));
	t_int(in_force(db, a), 1);
	T_LAW_IS_NONE(db, then); /* what it decided by then isn't known */
	db_close(db);
}

/* Files that somebody changed behind the program's back are no law. */
T(law_that_was_changed_behind_our_back_is_not_used)
{
	struct town w = town_open(a, "t_lawv_bent", "ma");
	struct asking k = { .a = a };
	int64_t nth;

	t_need(propose(w.db, a, 0, "8.125", &nth));
	tamper(w.url,
	       "UPDATE law_version_file SET bytes = bytes - 1 WHERE name = 'ma/AMO_VOLUNTARY.yaml' AND "
	       "version_id IN (SELECT version_id FROM law_version WHERE nth = 2)");
	t_rc(law_approve(w.db, a, AFTER(1), &two, nth), LAW_VERSION_BROKEN);
	t_int(in_force(w.db, a), 1);
	tamper(w.url, "UPDATE law_version SET state = 'GONE'");
	t_rc(db_read(w.db, FOR_SYSTEM, "ask", ask, &k), LAW_VERSION_NONE);
	db_close(w.db);
}
