/* A scheme's members move to another one: rehearsed, approved, run, killed, undone, told, counted. */
#include "domain/audit/audit.h"
#include "domain/scheme/scheme.h"

#include "service/move_people.h"
#include "service/plan_move.h"
#include "service/reconcile_move.h"
#include "service/verify_moves.h"
#include "testing/rights.h"
#include "testing/tamper.h"

#include <signal.h>
#include <stdio.h>

static const struct actor director = { .user_id = { 801 }, .roles = DIRECTOR, .step = STEP_FULL };
static const struct actor other = { .user_id = { 802 }, .roles = DIRECTOR, .step = STEP_FULL };
static const struct actor agent = { .user_id = { 803 }, .roles = FEED_AGENT, .step = STEP_FULL };

static instant at(const char *iso) { return (instant){ on(iso).days * INT64_C(86400000000) }; }

struct call {
	struct town *w;
	struct membership m, *list;
	struct family_link l;
	struct rights_case f;
	struct person p;
	person_id who, first, last;
	struct right *r;
	size_t n;
};

/* ---- a town of families ---- */

static rc add_member(struct tx *tx, void *cls) { return membership_add(tx, &((struct call *)cls)->m); }
static rc add_link(struct tx *tx, void *cls) { return family_link_add(tx, &((struct call *)cls)->l); }
static rc do_withdraw(struct tx *tx, void *cls)
{
	struct call *k = cls;
	struct person p;
	TRY(person_get(tx, k->who, k->w->a, &p));
	return person_withdraw(tx, &p, k->last, (instant){ p.known_from.us + 1 });
}
static rc do_schemes(struct tx *tx, void *cls)
{
	struct town *w = cls;
	TRY(law_signed_for_all(tx, w->a, w->country));
	return scheme_plant(tx, law_carried(), w->country, on("2022-12-01"));
}
static rc do_plant(struct tx *tx, void *cls)
{
	struct town *w = cls;
	return scheme_plant(tx, law_carried(), w->country, on("2022-12-01"));
}

static void belongs(struct call *k, person_id p, const char *scheme, const char *from, const char *until,
		    const char *state)
{
	k->m = (struct membership){ .person_id = p,
				    .scheme = str_of(scheme),
				    .from_day = on(from),
				    .known_from = clock_now(),
				    .known_until = KNOWN_STILL,
				    .until_day = until != NULL ? on(until) : DATE_NEVER,
				    .state = str_of(state),
				    .profession = S("none"),
				    .income_class = S("A"),
				    .activity_start = S(""),
				    .source_id = 1 };
	must(rc_ok(db_write(k->w->db, FOR_COUNTER, "test", add_member, k)));
}

static void refresh(struct call *k, person_id p)
{
	k->f.who = p;
	must(rc_ok(db_write(k->w->db, FOR_COUNTER, "test", do_again, &k->f)));
}

static void relative(struct call *k, person_id head, person_id who, const char *role)
{
	k->l = (struct family_link){ .person_id = head,
				     .relative_id = who,
				     .role = str_of(role),
				     .from_day = on("2018-01-01"),
				     .known_from = clock_now(),
				     .known_until = KNOWN_STILL,
				     .until_day = DATE_NEVER,
				     .state = LINK_ACTIVE,
				     .reason = S(""),
				     .source_id = 1 };
	must(rc_ok(db_write(k->w->db, FOR_COUNTER, "test", add_link, k)));
}

static struct town town_of(struct arena *a, const char *name, bool signed_for)
{
	struct town w = town_open(a, name, "ma");

	must(rc_ok(db_write(w.db, FOR_DEMO, "test", signed_for ? do_schemes : do_plant, &w)));
	return w;
}

/* ---- looking ---- */

static rc look_up(struct tx *tx, void *cls)
{
	struct call *k = cls;
	TRY(membership_list(tx, k->who, k->w->a, &k->list, &k->n));
	size_t n;
	return rights_list(tx, k->who, KNOWN_NOW, k->w->a, &k->r, &n);
}

/* "SCHEME from..until STATE", ... and the state of the right on the day. */
static str stands(struct call *k, person_id p, const char *day)
{
	str out = S("");

	k->who = p;
	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "test", look_up, k)));
	for (size_t i = 0; i < k->n; i++) {
		const struct membership *m = &k->list[i];
		bool open = m->until_day.days == DATE_NEVER.days;
		out = str_printf(k->w->a, "%.*s%s%.*s %.*s..%.*s %.*s", STR_ARG(out), i > 0 ? ", " : "",
				 STR_ARG(m->scheme), STR_ARG(date_text(k->w->a, m->from_day)),
				 STR_ARG(open ? S("") : date_text(k->w->a, m->until_day)), STR_ARG(m->state));
	}
	for (const struct right *r = k->r; r != NULL && day != NULL; r++)
		if (r->from_day.days <= on(day).days && on(day).days < r->until_day.days)
			return str_printf(k->w->a, "%.*s | %.*s %.*s", STR_ARG(out), STR_ARG(r->state),
					  STR_ARG(r->scheme));
		else if (r->until_day.days == DATE_NEVER.days)
			break;
	return out;
}

static void quiet(void *cls, const char *step, int64_t done, int64_t total)
{
	(void)cls, (void)step, (void)done, (void)total;
}

static struct move_job job(int64_t nth, int64_t chunk)
{
	return (struct move_job){ .nth = nth, .who = director.user_id, .chunk = chunk, .watch = quiet };
}

static rc prepare(struct town *w, const char *to, const char *day, str numbers, int64_t *ret)
{
	int64_t line;
	struct move_plan p = { .by = &director,
			       .from_scheme = S("RAMED"),
			       .to_scheme = str_of(to),
			       .day = on(day),
			       .reason = S("décret 2.22.797"),
			       .listed = numbers.n > 0,
			       .numbers = numbers };

	return move_prepare(w->db, w->a, clock_now(), &p, ret, &line);
}

static struct move_view view(struct town *w, int64_t nth)
{
	struct move_view v;

	must(rc_ok(move_show(w->db, w->a, clock_now(), NULL, nth, &v)));
	return v;
}

static int64_t counted(const struct move_view *v, enum move_reason r, const char *undo)
{
	int64_t n = 0;

	for (size_t i = 0; i < v->n; i++)
		if (str_eq(v->reasons[i].c.reason, move_reason_name(r)) &&
		    str_eq(v->reasons[i].c.undo, str_of(undo)))
			n += v->reasons[i].c.n;
	return n;
}

static str detail_of(struct town *w, int64_t nth, enum move_reason r)
{
	struct move_lines_query q = { .nth = nth, .outcome = S(""), .reason = move_reason_name(r), .max = 1 };
	struct move_shown *rows;
	size_t n;

	must(rc_ok(move_lines_show(w->db, w->a, clock_now(), &director, &q, &rows, &n)));
	return n == 1 ? rows[0].detail : S("(nobody)");
}

/* ---- the whole life of one ---- */

enum { FAMILIES = 200 };
struct families {
	person_id head[FAMILIES], wife[FAMILIES], child[FAMILIES];
};

static void kinds(struct call *k, struct families *f, size_t i)
{
	person_id p = f->head[i];
	const char *until = i % 20 == 1 ? "2022-03-01" : NULL;
	const char *from = i % 20 == 2 ? "2023-01-01" : "2015-01-01";

	belongs(k, p, "RAMED", from, until, i % 20 == 1 ? "ENDED" : i % 20 == 3 ? "SUSPENDED" : "ACTIVE");
	if (i % 20 == 4)
		belongs(k, p, "AMO-TADAMON", "2022-12-01", NULL, "ACTIVE");
	if (i % 20 == 5)
		belongs(k, p, "AMO-PENSION", "2020-01-01", NULL, "ACTIVE");
	if (i % 20 == 6)
		belongs(k, p, "RAMED", "2016-01-01", NULL, "ACTIVE");
}

/* Heads, then wives, then children: the ids of a family lie far from each other. */
static void settle(struct call *k, struct families *f)
{
	struct town *w = k->w;

	for (size_t i = 0; i < FAMILIES; i++)
		f->head[i] = town_person(w, "Amrani", "Karim", "1980-01-01", "M", "");
	for (size_t i = 0; i < FAMILIES; i++)
		f->wife[i] = town_person(w, "Idrissi", "Salma", "1985-01-01", "F", "");
	for (size_t i = 0; i < FAMILIES; i++)
		f->child[i] = town_person(w, "Amrani", "Adam", "2015-01-01", "M", "");
	for (size_t i = 0; i < FAMILIES; i++) {
		kinds(k, f, i);
		relative(k, f->head[i], f->wife[i], "SPOUSE");
		relative(k, f->head[i], f->child[i], "CHILD");
		refresh(k, f->head[i]);
		if (i % 20 == 0)
			must(rc_ok(died(&k->f, f->head[i], "2022-06-01")));
		if (i % 20 == 7) { /* a wife with a scheme of her own: counted twice */
			belongs(k, f->wife[i], "AMO-PENSION", "2021-01-01", NULL, "ACTIVE");
			refresh(k, f->wife[i]);
		}
		if (i % 20 == 8) {
			k->who = f->head[i];
			k->last = f->head[9];
			must(rc_ok(db_write(w->db, FOR_REVIEW, "test", do_withdraw, k)));
		}
	}
}

static void rehearsed(struct call *k, struct families *f, int64_t nth)
{
	struct town *w = k->w;
	struct move_job j = job(nth, 30);

	t_str(stands(k, f->wife[9], "2022-11-30"), " | OPEN RAMED");
	t_need(move_rehearse(w->db, &j));
	struct move_view v = view(w, nth);
	t_str(v.m.state, "REHEARSED");
	t_int(v.m.moved, 120);
	t_int(v.m.left_out, 80);
	t_int(v.m.dependants, 120 * 2 - 10); /* ten wives are covered by their own */
	t_int(counted(&v, MOVE_DIED, ""), 10);
	t_int(counted(&v, MOVE_ENDED_BEFORE, ""), 10);
	t_int(counted(&v, MOVE_BEGINS_LATER, ""), 10);
	t_int(counted(&v, MOVE_NOT_ACTIVE, ""), 10);
	t_int(counted(&v, MOVE_ALREADY_MEMBER, ""), 10);
	t_int(counted(&v, MOVE_COVERED_BY_PRIORITY, ""), 10);
	t_int(counted(&v, MOVE_TWICE, ""), 10);
	t_int(counted(&v, MOVE_WITHDRAWN, ""), 10);
	t_str(detail_of(w, nth, MOVE_COVERED_BY_PRIORITY), "AMO-PENSION");
	t_str(detail_of(w, nth, MOVE_ENDED_BEFORE), "2022-03-01");
	t_str(detail_of(w, nth, MOVE_DIED), "2022-06-01");
	/* the register is as it was */
	t_str(stands(k, f->head[9], "2022-12-01"), "RAMED 2015-01-01.. ACTIVE | UNKNOWN RAMED");
}

static void decided(struct call *k, struct families *f, int64_t nth)
{
	struct town *w = k->w;
	struct move_job j = job(nth, 30);

	t_rc(move_run(w->db, &j), MOVE_STATE);
	t_rc(move_approve(w->db, w->a, clock_now(), &agent, nth), ROLE);
	t_rc(move_approve(w->db, w->a, clock_now(), &director, nth), MOVE_APPROVER);
	/* somebody joined since: not what was rehearsed */
	person_id late = town_person(w, "Late", "Come", "1980-01-01", "M", "");
	belongs(k, late, "RAMED", "2020-01-01", NULL, "ACTIVE");
	t_rc(move_approve(w->db, w->a, clock_now(), &other, nth), MOVE_STALE);
	t_need(move_rehearse(w->db, &j));
	t_int(view(w, nth).m.moved, 121);
	t_need(move_approve(w->db, w->a, clock_now(), &other, nth));
	t_rc(move_approve(w->db, w->a, clock_now(), &other, nth), MOVE_STATE);
	/* what changes from now on is found by the run */
	must(rc_ok(died(&k->f, f->head[9], "2022-11-20")));
	late = town_person(w, "Later", "Still", "1980-01-01", "M", "");
	belongs(k, late, "RAMED", "2020-01-01", NULL, "ACTIVE");
}

static void ran(struct call *k, struct families *f, int64_t nth)
{
	struct town *w = k->w;
	struct move_job j = job(nth, 30);

	t_need(move_run(w->db, &j));
	struct move_view v = view(w, nth);
	t_str(v.m.state, "DONE");
	t_int(v.m.moved, 120);
	t_int(counted(&v, MOVE_CHANGED, ""), 1);
	t_int(counted(&v, MOVE_JOINED_LATER, ""), 1);
	t_str(detail_of(w, nth, MOVE_CHANGED), "DIED 2022-11-20");
	t_str(stands(k, f->head[10], "2022-12-01"),
	      "RAMED 2015-01-01..2022-12-01 ENDED, AMO-TADAMON 2022-12-01.. ACTIVE | OPEN AMO-TADAMON");
	t_str(stands(k, f->wife[10], "2022-11-30"), " | OPEN RAMED");
	t_str(stands(k, f->wife[10], "2022-12-01"), " | OPEN AMO-TADAMON");
	t_str(stands(k, f->child[199], "2022-12-01"), " | OPEN AMO-TADAMON");
	t_str(stands(k, f->head[5], "2022-12-01"),
	      "RAMED 2015-01-01.. ACTIVE, AMO-PENSION 2020-01-01.. ACTIVE | OPEN AMO-PENSION");
	t_rc(move_run(w->db, &j), MOVE_STATE);
}

static const struct head_scheme *scheme_of(const struct move_reconciled *r, const char *scheme)
{
	for (size_t i = 0; i < r->r.schemes_n; i++)
		if (str_eq(r->r.scheme[i].scheme, str_of(scheme)))
			return &r->r.scheme[i];
	t_fail("no scheme %s", scheme);
	abort();
}

static void counted_heads(struct call *k, int64_t nth)
{
	struct town *w = k->w;
	struct move_job j = job(nth, 0);
	struct move_reconciled r;

	t_rc(move_reconcile(w->db, w->a, clock_now(), &director, nth, &r), MOVE_NOT_COUNTED);
	t_need(move_count_heads(w->db, &j));
	t_rc(move_told(w->db, w->a, clock_now(), &director, nth, S("CNAS"), 9, S("x")), MOVE_TOLD);
	t_rc(move_told(w->db, w->a, clock_now(), &director, nth, S("RAMED"), 0, S("x")), MOVE_TOLD);
	t_need(move_told(w->db, w->a, clock_now(), &director, nth, S("AMO-TADAMON"), 129, S("a paper")));
	t_need(move_told(w->db, w->a, clock_now(), &director, nth, S(""), 600, S("a paper")));
	t_rc(move_reconcile(w->db, w->a, clock_now(), &agent, nth, &r), ROLE);
	t_need(move_reconcile(w->db, w->a, clock_now(), &director, nth, &r));
	t_ok(r.holds && r.r.holds);
	t_int((int64_t)r.misfits_n, 0);
	const struct head_scheme *ramed = scheme_of(&r, "RAMED"), *tadamon = scheme_of(&r, "AMO-TADAMON");
	/* without who died (11), ended (10), was withdrawn (10) and begins later (10); two came later */
	t_int(ramed->before.members, 161);
	t_int(ramed->after.members, 161 - 120);
	t_int(ramed->left.members, 120);
	t_int(ramed->came.members, 0);
	t_int(tadamon->before.members, 0);
	t_int(tadamon->after.members, 130);
	t_int(tadamon->after.dependants, tadamon->came.dependants);
	t_int(r.r.before.rest, 0);
	t_int(r.r.after.rest, 0);
	t_int(r.r.after.members + r.r.after.dependants + r.r.after.kept - r.r.after.doubles,
	      r.r.after.distinct);
	t_ok(r.r.after.doubles > 0 && r.r.after.nowhere > 0);
	t_str(r.r.told[0].explains, "OPEN");
	t_str(r.r.told[1].explains, "OPEN");
	t_int(r.r.told[1].open, -1);
}

static void told(struct call *k, int64_t nth)
{
	struct town *w = k->w;
	struct move_job j = job(nth, 30);

	t_rc(move_tell(w->db, &j), MOVE_STATE);
	t_need(move_tell_order(w->db, w->a, clock_now(), &director, nth));
	t_rc(move_tell_order(w->db, w->a, clock_now(), &other, nth), MOVE_TELLING);
	t_need(move_tell(w->db, &j));
	t_int(view(w, nth).m.told, 120);
	t_need(move_tell(w->db, &j)); /* once */
	t_int(view(w, nth).m.told + view(w, nth).m.no_way, 120);
}

static void undone(struct call *k, struct families *f, int64_t nth)
{
	struct town *w = k->w;
	struct move_job j = job(nth, 30);
	bool agreed;

	t_rc(move_undo(w->db, &j), MOVE_STATE);
	t_rc(move_undo_order(w->db, w->a, at("2023-01-01"), &director, nth, &agreed), MOVE_UNDO_LATE);
	t_need(move_undo_order(w->db, w->a, at("2022-12-31"), &director, nth, &agreed));
	t_ok(!agreed);
	t_rc(move_undo_order(w->db, w->a, at("2022-12-31"), &director, nth, &agreed), MOVE_APPROVER);
	t_need(move_undo_order(w->db, w->a, at("2022-12-31"), &other, nth, &agreed));
	t_ok(agreed);
	/* something else happened to one of them since */
	belongs(k, f->head[10], "AMO-PENSION", "2025-01-01", NULL, "ACTIVE");
	t_need(move_undo(w->db, &j));
	struct move_view v = view(w, nth);
	t_str(v.m.state, "UNDONE");
	t_int(counted(&v, MOVE_NO_REASON, "UNDONE"), 119);
	t_int(counted(&v, MOVE_NO_REASON, "KEPT"), 1);
	t_str(stands(k, f->head[11], "2022-11-30"), "RAMED 2015-01-01.. ACTIVE | OPEN RAMED");
	t_str(stands(k, f->wife[11], "2022-12-01"), " | UNKNOWN RAMED");
	t_ok(k->list == NULL || k->n == 0);
	t_str(stands(k, f->head[10], "2022-12-01"),
	      "RAMED 2015-01-01..2022-12-01 ENDED, AMO-TADAMON 2022-12-01.. ACTIVE, AMO-PENSION 2025-01-01.. "
	      "ACTIVE | OPEN AMO-TADAMON");
	/* profession and class are what they were */
	t_str(stands(k, f->head[11], NULL), "RAMED 2015-01-01.. ACTIVE");
	t_str(k->list[0].profession, "none");
	t_str(k->list[0].income_class, "A");
}

T(a_move_from_the_plan_to_the_last_headcount)
{
	static struct families f;
	struct town w = town_of(a, "t_move", true);
	struct call k = { .w = &w, .f.w = &w };
	int64_t nth;

	w.phone = 212612345678;
	settle(&k, &f);
	t_rc(prepare(&w, "RAMED", "2022-12-01", S(""), &nth), MOVE_SCHEMES);
	t_rc(prepare(&w, "CNAS", "2022-12-01", S(""), &nth), MOVE_SCHEMES);
	t_need(prepare(&w, "AMO-TADAMON", "2022-12-01", S(""), &nth));
	t_int(nth, 1);
	rehearsed(&k, &f, nth);
	decided(&k, &f, nth);
	ran(&k, &f, nth);
	counted_heads(&k, nth);
	told(&k, nth);
	undone(&k, &f, nth);
	db_close(w.db);
}

/* ---- conditions ---- */

T(the_law_of_the_day_decides_who_may_move)
{
	struct town w = town_of(a, "t_move_law", true);
	struct call k = { .w = &w, .f.w = &w };
	int64_t nth;

	person_id poor = town_person(&w, "A", "B", "1980-01-01", "M", ""),
		  rich = town_person(&w, "C", "D", "1980-01-01", "M", "");
	belongs(&k, poor, "RAMED", "2015-01-01", NULL, "ACTIVE");
	belongs(&k, rich, "RAMED", "2015-01-01", NULL, "ACTIVE");
	t_need(scored(&k.f, poor, "2023-01-01", "9.3264284"));
	t_need(scored(&k.f, rich, "2023-01-01", "9.3264285"));
	t_need(prepare(&w, "AMO-TADAMON", "2024-01-10", S(""), &nth));
	struct move_job j = job(nth, 1);
	t_need(move_rehearse(w.db, &j));
	struct move_view v = view(&w, nth);
	t_int(v.m.moved, 1);
	t_str(detail_of(&w, nth, MOVE_CONDITION), "SCORE_ABOVE 9.3264285 9.3264284");
	db_close(w.db);

	w = town_of(a, "t_move_unsigned", false);
	k.w = k.f.w = &w;
	poor = town_person(&w, "A", "B", "1980-01-01", "M", "");
	belongs(&k, poor, "RAMED", "2015-01-01", NULL, "ACTIVE");
	t_need(prepare(&w, "AMO-TADAMON", "2022-12-01", S(""), &nth));
	j = job(nth, 1);
	t_need(move_rehearse(w.db, &j));
	t_str(detail_of(&w, nth, MOVE_LAW_UNKNOWN), "ma/AMO_TADAMON/rule.rights");
	t_rc(move_approve(w.db, w.a, clock_now(), &other, nth), MOVE_NOBODY);
	db_close(w.db);
}

/* ---- a list ---- */

static rc do_read(struct tx *tx, void *cls)
{
	struct call *k = cls;
	return person_get(tx, k->who, k->w->a, &k->p);
}

static long long number_of(struct town *w, person_id p)
{
	struct call k = { .w = w, .f.w = w, .who = p };

	must(rc_ok(db_read(w->db, FOR_COUNTER, "test", do_read, &k)));
	return (long long)k.p.number;
}

T(a_move_of_the_people_of_a_list_only)
{
	struct town w = town_of(a, "t_move_list", true);
	struct call k = { .w = &w, .f.w = &w };
	int64_t nth;

	person_id one = town_person(&w, "A", "B", "1980-01-01", "M", ""),
		  two = town_person(&w, "C", "D", "1980-01-01", "M", ""),
		  none = town_person(&w, "E", "F", "1980-01-01", "M", "");
	belongs(&k, one, "RAMED", "2015-01-01", NULL, "ACTIVE");
	belongs(&k, two, "RAMED", "2015-01-01", NULL, "ACTIVE");
	str list = str_printf(a, "%lld\r\n\n%lld\n%lld\n%lld", number_of(&w, one), number_of(&w, none),
			      number_of(&w, one), (long long)number_make(S("ma"), 99999999));
	t_rc(prepare(&w, "AMO-TADAMON", "2022-12-01", S("12345\n"), &nth), MOVE_NUMBERS);
	t_rc(prepare(&w, "AMO-TADAMON", "2022-12-01", S("\n\n"), &nth), MOVE_NUMBERS);
	t_need(prepare(&w, "AMO-TADAMON", "2022-12-01", list, &nth));
	struct move_job j = job(nth, 1);
	t_need(move_rehearse(w.db, &j));
	struct move_view v = view(&w, nth);
	t_int(v.m.moved, 1);
	t_int(counted(&v, MOVE_NOT_MEMBER, ""), 1);
	t_int(counted(&v, MOVE_NOT_KNOWN, ""), 1);
	t_int(v.m.left_out, 2);
	t_str(detail_of(&w, nth, MOVE_NOT_KNOWN), "");
	t_need(move_approve(w.db, a, clock_now(), &other, nth));
	t_need(move_run(w.db, &j));
	t_str(stands(&k, two, NULL), "RAMED 2015-01-01.. ACTIVE");
	t_str(stands(&k, one, NULL), "RAMED 2015-01-01..2022-12-01 ENDED, AMO-TADAMON 2022-12-01.. ACTIVE");
	db_close(w.db);
}

T(a_plan_says_what_and_why)
{
	struct town w = town_of(a, "t_move_plan", true);
	struct move_plan p = { .by = &agent,
			       .from_scheme = S("RAMED"),
			       .to_scheme = S("AMO-TADAMON"),
			       .day = on("2022-12-01"),
			       .reason = S("x") };
	int64_t nth, line;

	t_rc(move_prepare(w.db, a, clock_now(), &p, &nth, &line), ROLE);
	p.by = &director, p.reason = S("");
	t_rc(move_prepare(w.db, a, clock_now(), &p, &nth, &line), MOVE_REASON);
	p.reason = S("x"), p.undo_days = 367;
	t_rc(move_prepare(w.db, a, clock_now(), &p, &nth, &line), MOVE_UNDO_DAYS);
	p.undo_days = 10;
	t_need(move_prepare(w.db, a, clock_now(), &p, &nth, &line));
	t_int(view(&w, nth).m.undo_until.days, on("2022-12-11").days);
	t_rc(move_ask(w.db, a, clock_now(), &director, nth, S("move.run")), MOVE_STATE);
	t_need(move_ask(w.db, a, clock_now(), &director, nth, S("move.rehearse")));
	t_need(move_cancel(w.db, a, clock_now(), &director, nth));
	struct move_job j = job(nth, 0);
	t_rc(move_rehearse(w.db, &j), MOVE_STATE);
	t_rc(move_cancel(w.db, a, clock_now(), &director, nth + 1), MOVE_NONE);
	db_close(w.db);
}

/* ---- whoever is killed ---- */

enum { SOME = 30 };

static int64_t some_families(struct call *k, person_id head[SOME])
{
	int64_t nth;

	for (size_t i = 0; i < SOME; i++) {
		head[i] = town_person(k->w, "Amrani", "Karim", "1980-01-01", "M", "");
		belongs(k, head[i], "RAMED", "2015-01-01", NULL, "ACTIVE");
	}
	must(rc_ok(prepare(k->w, "AMO-TADAMON", "2022-12-01", S(""), &nth)));
	return nth;
}

/* Each is a member of one of both, once, and those of the new scheme are the first `moved`. */
static void nobody_twice(struct call *k, const person_id head[SOME], size_t moved)
{
	for (size_t i = 0; i < SOME; i++) {
		str is = stands(k, head[i], NULL);
		if (i < moved)
			t_str(is, "RAMED 2015-01-01..2022-12-01 ENDED, AMO-TADAMON 2022-12-01.. ACTIVE");
		else
			t_str(is, "RAMED 2015-01-01.. ACTIVE");
	}
}

static void dies(void *cls, const char *step, int64_t done, int64_t total)
{
	int *left = cls;
	(void)step, (void)done, (void)total;
	if (--*left == 0)
		(void)raise(SIGKILL);
}

typedef rc work(struct db *db, const struct move_job *j);

static void killed(struct town *w, work *what, int64_t nth, int after)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		struct db *db;
		struct move_job j = job(nth, 7);
		j.watch = dies, j.cls = &after;
		if (rc_ok(db_open(w->a, w->url, &db)))
			(void)what(db, &j);
		_exit(0);
	}
	t_ok(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
}

T(whoever_is_killed_goes_on_where_it_was)
{
	struct town w = town_of(a, "t_move_killed", true);
	struct call k = { .w = &w, .f.w = &w };
	person_id head[SOME];
	bool agreed;

	int64_t nth = some_families(&k, head);
	struct move_job j = job(nth, 7);
	killed(&w, move_rehearse, nth, 2);
	t_str(view(&w, nth).m.state, "REHEARSING");
	t_int(view(&w, nth).m.done, 14);
	t_need(move_rehearse(w.db, &j));
	t_int(view(&w, nth).m.moved, SOME);
	t_need(move_approve(w.db, a, clock_now(), &other, nth));
	killed(&w, move_run, nth, 1);
	nobody_twice(&k, head, 7);
	killed(&w, move_run, nth, 2);
	nobody_twice(&k, head, 21);
	t_int(view(&w, nth).m.done, 21);
	t_need(move_run(w.db, &j));
	nobody_twice(&k, head, SOME);
	t_int(view(&w, nth).m.moved, SOME);
	t_need(move_undo_order(w.db, a, at("2022-12-02"), &director, nth, &agreed));
	t_need(move_undo_order(w.db, a, at("2022-12-02"), &other, nth, &agreed));
	killed(&w, move_undo, nth, 2);
	t_int(view(&w, nth).m.done, 14);
	t_need(move_undo(w.db, &j));
	nobody_twice(&k, head, 0);
	db_close(w.db);
}

T(whatever_fails_is_done_again)
{
	struct town w = town_of(a, "t_move_fails", true);
	struct call k = { .w = &w, .f.w = &w };
	person_id head[SOME];
	rc r = rc_raise(E_IO, "", 0);

	int64_t nth = some_families(&k, head);
	struct move_job j = job(nth, 10);
	t_need(move_rehearse(w.db, &j));
	t_need(move_approve(w.db, a, clock_now(), &other, nth));
	for (long n = 0; !rc_ok(r) && n < 5000; n += 13) {
		db_fail_after(w.db, n, E_IO);
		r = move_run(w.db, &j);
		db_fail_after(w.db, -1, E_OK);
		t_ok(rc_ok(r) || rc_is(r, E_IO));
		struct move_view v = view(&w, nth);
		nobody_twice(&k, head, str_eq(v.m.state, MOVE_APPROVED) ? 0 : (size_t)v.m.done);
	}
	t_ok(rc_ok(r));
	nobody_twice(&k, head, SOME);
	t_str(view(&w, nth).m.state, "DONE");
	db_close(w.db);
}

/* ---- two at once ---- */

struct rival {
	struct town *w;
	rc found;
};
static void rival(void *cls, const char *step, int64_t done, int64_t total)
{
	struct rival *x = cls;
	struct db *db;
	(void)step, (void)total;
	if (done > 10)
		return;
	pid_t child = fork();
	int status;
	if (child == 0) {
		struct move_job j = job(1, 7);
		must(rc_ok(db_open(x->w->a, x->w->url, &db)));
		_exit(rc_is(move_run(db, &j), E_LEASE_TAKEN) ? 7 : 0);
	}
	t_ok(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 7);
}

T(only_one_process_moves_people)
{
	struct town w = town_of(a, "t_move_two", true);
	struct call k = { .w = &w, .f.w = &w };
	struct rival x = { .w = &w };
	person_id head[SOME];

	int64_t nth = some_families(&k, head);
	struct move_job j = job(nth, 7);
	t_need(move_rehearse(w.db, &j));
	t_need(move_approve(w.db, a, clock_now(), &other, nth));
	j.watch = rival, j.cls = &x;
	t_need(move_run(w.db, &j));
	nobody_twice(&k, head, SOME);
	db_close(w.db);
}

/* ---- what verify finds ---- */

struct auditing {
	struct arena *a;
	str found;
};
static rc do_audit(struct tx *tx, void *cls)
{
	struct auditing *k = cls;
	int64_t event;
	const char *wrong;
	struct audit_scope scope = { .low_id = 0 };
	const char *table, *what;
	const struct db_stmt *rule;

	k->found = S("");
	for (size_t i = 0; k->found.n == 0 && (rule = audit_rule(i, &table, &what)) != NULL; i++) {
		str key;
		if (strstr(what, "move") == NULL && strstr(table, "move") == NULL)
			continue;
		TRY(audit_rule_run(tx, rule, &scope, k->a, &key));
		if (key.n > 0)
			k->found = str_of(what);
	}
	TRY(verify_moves(tx, &event, &wrong));
	if (k->found.n == 0 && event != 0)
		k->found = str_of(wrong);
	return OK;
}

static str audited(struct town *w)
{
	struct auditing k = { .a = w->a };

	must(rc_ok(db_read(w->db, FOR_AUDIT, "test", do_audit, &k)));
	return k.found;
}

T(verify_finds_what_a_move_never_did)
{
	static const struct {
		const char *wrong, *right, *found;
	} rows[] = {
		{ "UPDATE scheme_move SET approved_by = prepared_by",
		  "UPDATE scheme_move SET approved_by = 802",
		  "people were moved without a second person's approval" },
		{ "UPDATE scheme_move SET moved = moved + 1", "UPDATE scheme_move SET moved = moved - 1",
		  "a move's sums aren't those of its lines" },
		{ "INSERT INTO scheme_move_line VALUES (5, 5, 'LEFT_OUT', '', '', 0, '')",
		  "DELETE FROM scheme_move_line WHERE move_id = 5", "a line of no move, or about nobody" },
		{ "UPDATE membership SET source_id = -source_id WHERE scheme = 'AMO-TADAMON'",
		  "UPDATE membership SET source_id = -source_id WHERE scheme = 'AMO-TADAMON'",
		  "somebody who was moved has not the memberships that the move wrote" },
		{ "UPDATE membership SET until_day = '2030-01-01' WHERE scheme = 'AMO-TADAMON'",
		  "UPDATE membership SET until_day = '9999-12-31' WHERE scheme = 'AMO-TADAMON'",
		  "the memberships aren't those that the event moved" },
		{ "UPDATE scheme_move_line SET undo = 'UNDONE'", "UPDATE scheme_move_line SET undo = ''",
		  "somebody was moved back and still is where the move led" },
		{ "UPDATE scheme_move_line SET outcome = 'LEFT_OUT';"
		  " UPDATE scheme_move SET left_out = moved, moved = 0",
		  "UPDATE scheme_move_line SET outcome = 'MOVED';"
		  " UPDATE scheme_move SET moved = left_out, left_out = 0",
		  "a membership of a move that doesn't name the member" },
		{ "UPDATE scheme_move SET state = 'UNDONE', undo_by = 9, undo_approved_by = 9",
		  "UPDATE scheme_move SET state = 'DONE', undo_by = 0, undo_approved_by = 0",
		  "a move was undone by one person alone" },
	};
	struct town w = town_of(a, "t_move_verify", true);
	struct call k = { .w = &w, .f.w = &w };
	person_id head[SOME];

	int64_t nth = some_families(&k, head);
	struct move_job j = job(nth, 7);
	t_need(move_rehearse(w.db, &j));
	t_need(move_approve(w.db, a, clock_now(), &other, nth));
	t_need(move_run(w.db, &j));
	t_str(audited(&w), "");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		tamper(w.url, rows[i].wrong);
		t_ok(str_eq(audited(&w), str_of(rows[i].found)));
		tamper(w.url, rows[i].right);
		t_str(audited(&w), "");
	}
	db_close(w.db);
}

T(runs_of_ids)
{
	person_id id[] = { { 1 }, { 2 }, { 34 }, { 67 }, { 1000000 } };
	struct id_run *run;
	size_t n;

	id_runs(a, id, 5, &run, &n);
	t_int((int64_t)n, 3);
	t_ok(run[0].first.v == 1 && run[0].last.v == 34 && run[1].first.v == 67 && run[2].last.v == 1000000);
	person_id *many = arena_array(a, person_id, 20000);
	for (size_t i = 0; i < 20000; i++)
		many[i].v = (int64_t)i + 1;
	id_runs(a, many, 20000, &run, &n);
	t_int((int64_t)n, 3);
	t_ok(run[0].last.v - run[0].first.v == ID_RUN_MAX - 1 && run[2].last.v == 20000);
}

T(move_statements)
{
	struct db *db = fresh(a, "t_move_statements");

	for (size_t i = 0; move_stmts[i] != NULL; i++)
		t_need(db_check(db, move_stmts[i]));
	for (size_t i = 0; head_stmts[i] != NULL; i++)
		t_need(db_check(db, head_stmts[i]));
	db_close(db);
}
