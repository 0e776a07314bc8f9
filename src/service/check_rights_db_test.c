/* Rights checked by number, many at once: answered, written down, or neither. Rights shown as known then, and
 * decided again. */
#include "service/check_rights.h"

#include "domain/contribution/contribution.h"
#include "domain/family/family.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"
#include "service/refresh_rights.h"
#include "service/rights_read.h"
#include "testing/people.h"
#include "testing/tamper.h"

struct desk {
	struct town w;
	struct rights_turn *turn;
	person_id man, wife;
	int64_t man_n, wife_n, child_n; /* numbers; nothing is known of the child's rights */
	instant before;			/* the payments */
	struct rights_check *check;
	struct event *event;
	size_t n, events_n;
	person_id of;
};

static date on(const char *iso)
{
	date d;
	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

static rc sign(struct tx *tx, void *cls)
{
	struct desk *d = cls;
	return law_signed_for_all(tx, d->w.a, d->w.country);
}

static rc join(struct tx *tx, void *cls)
{
	struct desk *d = cls;
	struct membership m = { .person_id = d->man,
				.scheme = S("AMO-TNS"),
				.from_day = on("2026-01-01"),
				.known_from = clock_now(),
				.known_until = KNOWN_STILL,
				.until_day = DATE_NEVER,
				.state = S("ACTIVE"),
				.profession = S(""),
				.income_class = S("RNS"),
				.activity_start = S(""),
				.source_id = 1 };
	struct family_link l = { .person_id = d->man,
				 .relative_id = d->wife,
				 .role = S("SPOUSE"),
				 .from_day = on("2000-01-01"),
				 .known_from = clock_now(),
				 .known_until = KNOWN_STILL,
				 .until_day = DATE_NEVER,
				 .state = LINK_ACTIVE,
				 .reason = S(""),
				 .source_id = 1 };

	TRY(membership_add(tx, &m));
	TRY(family_link_add(tx, &l));
	return refresh_rights(tx, clock_now(), d->man, NULL);
}

static rc pay(struct tx *tx, void *cls)
{
	struct desk *d = cls;

	for (int i = 0; i < 4; i++) {
		date month = date_add_months(on("2026-01-01"), i);
		struct contribution_period c = { .person_id = d->man,
						 .scheme = S("AMO-TNS"),
						 .period_from = month,
						 .known_from = clock_now(),
						 .period_until = date_add_months(month, 1),
						 .amount = 27600,
						 .paid_day = { month.days + 9 },
						 .source_id = 1 };
		TRY(contribution_set(tx, d->w.a, &c, NULL));
	}
	return refresh_rights(tx, clock_now(), d->man, NULL);
}

/* AMO-TNS: SUSPENDED from 2026-01-01; with the payments CLOSED, OPEN from 2026-05-01, SUSPENDED from
 * 2026-06-01. */
static struct desk desk(struct arena *a, const char *name)
{
	struct desk d = { .w = town_open(a, name, "ma"), .turn = rights_turn_new(a) };

	must(rc_ok(db_write(d.w.db, FOR_SYSTEM, "test", sign, &d)));
	d.man = town_person(&d.w, "Amrani", "Karim", "1970-01-02", "M", "A1");
	d.man_n = d.w.p.number;
	d.wife = town_person(&d.w, "Idrissi", "Salma", "1975-00-00", "F", "A2");
	d.wife_n = d.w.p.number;
	(void)town_person(&d.w, "Amrani", "Adam", "2020-03-04", "M", "A3");
	d.child_n = d.w.p.number;
	must(rc_ok(db_write(d.w.db, FOR_COUNTER, "test", join, &d)));
	d.before = clock_now();
	usleep(1500);
	must(rc_ok(db_write(d.w.db, FOR_COUNTER, "test", pay, &d)));
	return d;
}

static void desk_close(struct desk *d)
{
	rights_turn_begin(d->turn); /* a turn's memory is given back by the next one */
	db_close(d->w.db);
}

static void settle(struct desk *d)
{
	rights_turn_look(d->w.db, d->turn);
	rights_turn_record(d->w.db, d->turn);
}

static size_t ask(struct desk *d, int64_t number, const char *day)
{
	return rights_turn_ask(d->turn, &(struct rights_question){ { 77 }, clock_now(), number, on(day) });
}

static rc look(struct tx *tx, void *cls)
{
	struct desk *d = cls;

	TRY(rights_checks_of(tx, d->of, INT64_MAX, 100, d->w.a, &d->check, &d->n));
	d->events_n = 0;
	return d->n == 0 ? OK
			 : journal_of_object(tx, d->check[0].turn_id, (event_id){ INT64_MAX }, 10, d->w.a,
					     &d->event, &d->events_n);
}

static void see(struct desk *d, person_id of)
{
	d->of = of;
	must(rc_ok(db_read(d->w.db, FOR_AUDIT, "test", look, d)));
}

static str state(struct desk *d, size_t nth)
{
	const struct rights_answer *r;
	rc code = rights_turn_answer(d->turn, nth, &r);

	if (!rc_ok(code))
		return str_of(rc_info(code)->name);
	return r == NULL ? S("nobody") : r->state.n == 0 ? S("nothing") : r->state;
}

T(a_turn_of_questions_is_answered_and_written_down)
{
	struct desk d = desk(a, "t_check_rights");
	const struct rights_answer *r;
	struct birth b;

	settle(&d); /* nobody asked */
	rights_turn_begin(d.turn);
	size_t q[] = { ask(&d, d.wife_n, "2026-05-31"), ask(&d, d.man_n, "2026-06-01"),
		       ask(&d, d.man_n, "2026-05-01"),	ask(&d, d.child_n, "2026-05-01"),
		       ask(&d, 1000, "2026-05-01"),	ask(&d, d.man_n, "2026-05-01"),
		       ask(&d, d.man_n, "2025-12-31"),	ask(&d, d.man_n, "2026-04-30") };
	settle(&d);
	t_str(state(&d, q[0]), "OPEN");
	t_str(state(&d, q[1]), "SUSPENDED");
	t_str(state(&d, q[2]), "OPEN");
	t_str(state(&d, q[3]), "nothing");
	t_str(state(&d, q[4]), "nobody");
	t_str(state(&d, q[5]), "OPEN");
	t_str(state(&d, q[6]), "nothing"); /* that early */
	t_str(state(&d, q[7]), "CLOSED");
	t_need(rights_turn_answer(d.turn, q[2], &r));
	t_int(r->until_day.days, on("2026-06-01").days);
	t_str(r->scheme, "AMO-TNS");
	t_need(birth_parse(S("1970-01-02"), &b));
	t_ok(rights_birth_fits(r, b));
	t_need(birth_parse(S("1970-01-03"), &b));
	t_ok(!rights_birth_fits(r, b));
	t_need(birth_parse(S("1970-00-00"), &b));
	t_ok(rights_birth_fits(r, b)); /* as exactly as the caller knows */
	t_need(rights_turn_answer(d.turn, q[0], &r));
	t_need(birth_parse(S("1975-07-01"), &b));
	t_ok(rights_birth_fits(r, b)); /* as exactly as the fund knows */
	/* who asked, about whom, for which day: newest first */
	see(&d, d.man);
	t_int((int64_t)d.n, 5);
	t_int(d.check[0].day.days, on("2026-04-30").days);
	t_int(d.check[0].user_id.v, 77);
	t_int(d.check[0].nth, 7);
	t_int((int64_t)d.events_n, 1);
	t_str(d.event[0].kind, "rights.checked");
	t_str(d.event[0].detail, "8");
	t_int((int64_t)d.event[0].digest.n, 32);
	see(&d, d.wife);
	t_int((int64_t)d.n, 1);
	see(&d, (person_id){ 0 }); /* numbers that are nobody's aren't anybody's list */
	t_int((int64_t)d.n, 0);
	/* the next turn knows nothing of it */
	rights_turn_begin(d.turn);
	size_t one = ask(&d, d.wife_n, "2026-02-01");
	t_int((int64_t)one, 0);
	settle(&d);
	t_str(state(&d, one), "CLOSED");
	desk_close(&d);
}

T(many_in_one_turn)
{
	struct desk d = desk(a, "t_check_rights_many");

	rights_turn_begin(d.turn);
	for (int i = 0; i < 1000; i++)
		(void)ask(&d,
			  i % 3 == 0   ? d.man_n
			  : i % 3 == 1 ? d.wife_n
				       : 99 + i,
			  i % 2 == 0 ? "2026-05-05" : "2026-06-06");
	settle(&d);
	for (size_t i = 0; i < 1000; i++) {
		str s = state(&d, i);
		if (!str_eq(s, i % 3 == 2 ? S("nobody") : i % 2 == 0 ? S("OPEN") : S("SUSPENDED")))
			t_fail("%zu: %.*s", i, STR_ARG(s));
	}
	desk_close(&d);
}

T(what_is_not_written_down_is_not_answered)
{
	struct desk d = desk(a, "t_check_rights_fails");
	long n = 0;

	for (bool failed = true; failed && n < 100; n++) {
		rights_turn_begin(d.turn);
		size_t q[] = { ask(&d, d.man_n, "2026-05-01"), ask(&d, 1000, "2026-05-01") };
		db_fail_after(d.w.db, n, E_IO);
		settle(&d);
		db_fail_after(d.w.db, -1, E_OK);
		str s = state(&d, q[0]);
		failed = str_eq(s, S("IO"));
		t_ok(failed || str_eq(s, S("OPEN")));
		t_ok(str_eq(state(&d, q[1]), failed ? S("IO") : S("nobody")));
		see(&d, d.man);
		t_int((int64_t)d.n, failed ? 0 : 1);
	}
	t_ok(4 < n && n < 100);
	desk_close(&d);
}

/* ---- shown ---- */

static const struct actor clerk = { .user_id = { 70 }, .roles = COUNTER_AGENT, .step = STEP_FULL };
static const struct actor auditor = { .user_id = { 71 }, .roles = AUDITOR, .step = STEP_FULL };

static rc show(struct desk *d, const struct actor *by, int64_t number, const char *day, instant at,
	       bool again, struct rights_reading *ret)
{
	struct rights_query q = { .by = by,
				  .number = str_printf(d->w.a, "%lld", (long long)number),
				  .whole = day == NULL,
				  .on = day == NULL ? DATE_NEVER : on(day),
				  .at = at,
				  .again = again };

	return rights_read(d->w.db, clock_now(), d->w.a, &q, ret);
}

T(rights_are_shown_as_they_were_known)
{
	struct desk d = desk(a, "t_rights_show");
	struct rights_reading v;

	t_need(show(&d, &clerk, d.wife_n, "2026-05-05", KNOWN_NOW, false, &v));
	t_int((int64_t)v.n, 1);
	t_str(v.span[0].r.state, "OPEN");
	t_str(v.span[0].through, "SPOUSE");
	t_ok(v.span[0].insured.n > 0 && v.span[0].why_n > 0 && v.span[0].law_n > 0);
	t_need(show(&d, &auditor, d.wife_n, "2026-05-05", KNOWN_NOW, false, &v));
	t_str(v.span[0].insured, "");
	t_need(show(&d, &clerk, d.man_n, "2026-05-05", KNOWN_NOW, false, &v));
	t_str(v.span[0].through, "OWN");
	t_str(v.span[0].insured, "");
	t_need(show(&d, &clerk, d.man_n, "2026-05-05", d.before, false, &v));
	t_str(v.span[0].r.state, "SUSPENDED");
	t_rc(show(&d, &clerk, d.man_n, "2026-05-05", (instant){ 1 }, false, &v), RIGHTS_EARLY);
	t_rc(show(&d, &clerk, d.man_n, "2025-05-05", KNOWN_NOW, false, &v), RIGHTS_EARLY);
	t_rc(show(&d, &clerk, 1000, "2026-05-05", KNOWN_NOW, false, &v), PERSON_NONE);
	t_need(show(&d, &auditor, d.man_n, NULL, KNOWN_NOW, false, &v));
	t_int((int64_t)v.n, 3);
	t_need(show(&d, &auditor, d.child_n, NULL, KNOWN_NOW, false, &v));
	t_int((int64_t)v.n, 0);
	for (int64_t role = 1; role <= PROGRAM; role *= 2) {
		struct actor c = { .user_id = { 70 }, .roles = role, .step = STEP_FULL };
		if ((role & MAY_READ_RIGHTS) == 0)
			t_rc(show(&d, &c, d.man_n, "2026-05-05", KNOWN_NOW, false, &v), ROLE);
	}
	desk_close(&d);
}

T(rights_are_decided_again)
{
	struct desk d = desk(a, "t_rights_again");
	instant moments[] = { KNOWN_NOW, d.before };
	struct rights_reading v;

	for (size_t i = 0; i < 2; i++) {
		t_need(show(&d, &clerk, d.man_n, "2026-05-05", moments[i], true, &v));
		t_int((int64_t)v.differ_n, 0);
		t_need(show(&d, &clerk, d.wife_n, NULL, moments[i], true, &v));
		t_int((int64_t)v.differ_n, 0);
	}
	t_need(show(&d, &clerk, d.child_n, NULL, KNOWN_NOW, true, &v));
	t_int((int64_t)v.differ_n, 0);
	tamper(d.w.url, str_printf(a,
				   "UPDATE rights SET until_day = '2026-05-20' WHERE from_day = '2026-05-01'"
				   " AND person_id = %lld",
				   (long long)d.man.v)
			    .p);
	t_need(show(&d, &clerk, d.man_n, "2026-05-05", KNOWN_NOW, true, &v));
	t_int((int64_t)v.differ_n, 1);
	t_int(v.differ[0].from.days, on("2026-05-01").days);
	t_ok(v.differ[0].stored.n > 0 && v.differ[0].decided.n > 0);
	tamper(d.w.url, str_printf(a, "DELETE FROM rights WHERE from_day = '2026-05-01' AND person_id = %lld",
				   (long long)d.man.v)
			    .p);
	t_need(show(&d, &clerk, d.man_n, NULL, KNOWN_NOW, true, &v));
	t_ok(v.differ_n == 1 && v.differ[0].stored.n == 0);
	t_need(show(&d, &clerk, d.man_n, NULL, d.before, true, &v)); /* then, all was as it is */
	t_int((int64_t)v.differ_n, 0);
	desk_close(&d);
}

static const struct db_stmt count = {
	.name = "test_parts",
	.sql = "SELECT CAST(COUNT(*) AS BIGINT) AS nth FROM rights_check_part",
	.out = DB_SHAPE(DB_FIELD(struct rights_check, nth)),
	.out_size = sizeof(struct rights_check),
	.data = DATA_JOURNAL,
};

static rc count_parts(struct tx *tx, void *cls)
{
	struct desk *d = cls;
	struct rights_check c;

	TRY(db_one(tx, &count, NULL, d->w.a, &c));
	d->n = (size_t)c.nth;
	return OK;
}

static int64_t parts(struct desk *d)
{
	must(rc_ok(db_read(d->w.db, FOR_AUDIT, "test", count_parts, d)));
	return (int64_t)d->n;
}

static instant later(int64_t seconds) { return (instant){ clock_now().us + seconds * 1000000 }; }

struct racing {
	struct desk *d;
	struct rights_part part;
};

static rc sort_part(struct tx *tx, void *cls)
{
	struct racing *r = cls;
	return rights_part_sort(tx, later(3700), r->d->w.a, &r->part);
}

static rc add_part(struct tx *tx, void *cls)
{
	struct racing *r = cls;
	return rights_part_add(tx, &r->part);
}

T(checks_are_entered_by_one_of_two_servers)
{
	struct desk d = desk(a, "t_rights_parts");
	struct racing first = { .d = &d }, second = { .d = &d };

	for (int i = 0; i < 2; i++) {
		rights_turn_begin(d.turn);
		(void)ask(&d, d.man_n, "2026-05-01");
		settle(&d);
		t_need(db_read(d.w.db, FOR_RIGHTS_CHECK, "test", sort_part, i == 0 ? &first : &second));
	}
	t_int((int64_t)first.part.n, 1);
	t_int((int64_t)second.part.n, 2);
	t_need(db_write(d.w.db, FOR_RIGHTS_CHECK, "test", add_part, &first));
	t_rc(db_write(d.w.db, FOR_RIGHTS_CHECK, "test", add_part, &first), DB_EXISTS);
	t_rc(db_write(d.w.db, FOR_RIGHTS_CHECK, "test", add_part, &second), DB_EXISTS);
	t_int(parts(&d), 1);
	see(&d, d.man);
	t_int((int64_t)d.n, 2);
	desk_close(&d);
}

T(who_checked_is_told)
{
	struct desk d = desk(a, "t_rights_checked");
	str number = str_printf(a, "%lld", (long long)d.man_n);
	struct actor director = { .user_id = { 72 }, .roles = DIRECTOR, .step = STEP_FULL };
	struct rights_checked *list;
	bool more;
	size_t n;

	for (int i = 0; i < 3; i++) {
		rights_turn_begin(d.turn);
		(void)ask(&d, d.man_n, "2026-05-01");
		(void)ask(&d, d.wife_n, "2026-05-01");
		settle(&d);
	}
	t_need(rights_checks_show(d.w.db, a, &clerk, number, 100, &list, &n));
	t_int((int64_t)n, 3);
	t_need(rights_checks_show(d.w.db, a, &auditor, number, 2, &list, &n));
	t_int((int64_t)n, 2);
	t_ok(list[0].at.us >= list[1].at.us);
	/* few wait until they are an hour old; the list is the same, entered or not */
	t_need(rights_checks_enter(d.w.db, clock_now(), &more));
	t_ok(!more);
	t_int(parts(&d), 0);
	t_need(rights_checks_enter(d.w.db, later(3700), &more));
	t_ok(!more);
	t_int(parts(&d), 1);
	t_need(rights_checks_show(d.w.db, a, &clerk, number, 100, &list, &n));
	t_int((int64_t)n, 3);
	rights_turn_begin(d.turn);
	(void)ask(&d, d.man_n, "2026-05-01");
	settle(&d);
	t_need(rights_checks_show(d.w.db, a, &clerk, number, 100, &list, &n));
	t_int((int64_t)n, 4);
	/* many don't, but the newest do: an earlier turn may be on its way */
	for (int i = 0; i < 5; i++) {
		rights_turn_begin(d.turn);
		for (int k = 0; k < RIGHTS_PART_CHECKS / 4; k++)
			(void)ask(&d, k == 7 ? d.man_n : 1000, "2026-05-01");
		settle(&d);
	}
	t_need(rights_checks_enter(d.w.db, clock_now(), &more));
	t_ok(!more);
	t_need(rights_checks_enter(d.w.db, later(20), &more));
	t_ok(more);
	t_int(parts(&d), 2);
	t_need(rights_checks_enter(d.w.db, later(20), &more));
	t_ok(!more);
	t_int(parts(&d), 2);
	t_need(rights_checks_enter(d.w.db, later(3700), &more));
	t_int(parts(&d), 3);
	t_need(rights_checks_show(d.w.db, a, &clerk, number, 500, &list, &n));
	t_int((int64_t)n, 3 + 1 + 5);
	for (size_t i = 1; i < n; i++)
		t_ok(list[i - 1].at.us >= list[i].at.us);
	t_rc(rights_checks_show(d.w.db, a, &director, number, 2, &list, &n), ROLE);
	t_rc(rights_checks_show(d.w.db, a, &clerk, S("x"), 2, &list, &n), PERSON_NONE);
	desk_close(&d);
}
