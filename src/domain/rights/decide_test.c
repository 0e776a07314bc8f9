#include "domain/rights/own.h"
#include "domain/rights/tied.h"
#include "testing/t.h"

/* A law of three schemes, made by hand: what the kinds of rule do, whatever the files say. */
enum {
	P_RIGHTS,
	P_WAIT,
	P_CHILD,
	P_STUDENT,
	P_STUDENT_2,
	P_DEP,
	P_LOSS,
	P_DIVORCE,
	P_DEATH,
	P_RANK,
	P_LIMIT,
	P_DAYS,
	P_HOURS,
	P_MISSING,
	POINTS
};
enum { PAYS, POOR, WORKS, SCHEMES };

struct world {
	struct rights_law law;
	struct law_point point[POINTS];
	struct law_value value[POINTS];
	struct scheme_law scheme[SCHEMES];
	struct scheme_era era[SCHEMES][2];
};

static date day(const char *iso)
{
	date d;
	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

static struct rule_value number(int point, int64_t n)
{
	return (struct rule_value){ .known = true, .n = n, .point = point };
}
static struct rule_value none(void) { return (struct rule_value){ .point = NO_POINT }; }
static struct rule_part part(enum rule_kind kind, int point)
{
	return (struct rule_part){ .there = true, .known = true, .rule = { .kind = kind }, .point = point };
}

static void family(struct scheme_era *e, int student_point, int student)
{
	e->dependants = part(RULE_FAMILY, P_DEP);
	e->child = number(P_CHILD, 21);
	e->student = number(student_point, student);
	e->disabled = number(P_DEP, 1);
	e->keep[KEEP_LOSS] = (struct rule_keep){ part(RULE_KEEP, P_LOSS), number(P_LOSS, 6) };
	e->keep[KEEP_DIVORCE] = (struct rule_keep){ part(RULE_KEEP, P_DIVORCE), number(P_DIVORCE, 12) };
	e->keep[KEEP_DEATH] = (struct rule_keep){ part(RULE_KEEP, P_DEATH), number(P_DEATH, 24) };
	e->package_code = S("BASIC");
}

static void era(struct scheme_era *e, enum rule_kind kind, int64_t rank)
{
	e->when = (span){ day("0001-01-01"), DATE_NEVER };
	e->rights = part(kind, P_RIGHTS);
	e->wait = e->first_months = none();
	e->rank = part(RULE_RANK, P_RANK);
	e->own = rank;
	e->dependant = rank + 5;
	e->kept = rank + 50;
	family(e, P_STUDENT, 26);
}

/* PAYS: monthly, opens the next month, three months of waiting. POOR: up to a score. WORKS: 54 days in 6
 * months. */
static struct world *world(struct arena *a)
{
	struct world *w = arena_new(a, struct world);

	for (int i = 0; i < POINTS; i++) {
		w->value[i] =
		    (struct law_value){ .text = S("1"), .status = LAW_VOTED, .reference = S("a law") };
		w->point[i] =
		    (struct law_point){ .path = str_printf(a, "xx/X/p%d", i), .value = &w->value[i] };
	}
	w->point[P_MISSING].why = LAW_MISSING;
	w->point[P_MISSING].value = NULL;
	for (int i = 0; i < SCHEMES; i++)
		w->scheme[i] = (struct scheme_law){ .scheme = i == PAYS	  ? S("PAYS")
							      : i == POOR ? S("POOR")
									  : S("WORKS"),
						    .era = w->era[i],
						    .n = 1 };
	struct scheme_era *e = &w->era[PAYS][0];
	era(e, RULE_PAID, 30);
	e->period = PERIOD_MONTH;
	e->covers_next = e->late_next_month = true;
	e->wait = number(P_WAIT, 3);
	w->era[PAYS][1] = *e;
	e->when.until = w->era[PAYS][1].when.from = day("2027-02-01");
	family(&w->era[PAYS][1], P_STUDENT_2, 30);
	w->scheme[PAYS].n = 2;
	e = &w->era[POOR][0];
	era(e, RULE_MEMBER, 50);
	e->conditions_n = 1;
	e->condition[0].part = part(RULE_SCORE_AT_MOST, P_LIMIT);
	e->condition[0].value = number(P_LIMIT, 0);
	must(rc_ok(decimal_parse(S("9.3264284"), &e->condition[0].value.d)));
	e = &w->era[WORKS][0];
	era(e, RULE_WORKED, 10);
	e->worked_n = 1;
	e->worked[0] = (struct rule_worked){ number(P_DAYS, 6), number(P_DAYS, 54), none() };
	w->law = (struct rights_law){ w->scheme, SCHEMES, w->point, POINTS, POINTS };
	return w;
}

enum { FACTS = 128 };
struct file {
	struct rights_facts f;
	struct fact_member member[FACTS];
	struct fact_paid paid[FACTS];
	struct fact_worked worked[FACTS];
	struct fact_score score[FACTS];
	struct dated_proof proof[FACTS];
	struct fact_tie tie[FACTS];
	struct candidates own;
};

static struct file *file(struct arena *a, int64_t id, const char *born)
{
	struct file *x = arena_new(a, struct file);

	x->f = (struct rights_facts){ .person = { id },
				      .died = DATE_NEVER,
				      .member = x->member,
				      .paid = x->paid,
				      .worked = x->worked,
				      .score = x->score,
				      .proof = x->proof,
				      .tie = x->tie };
	must(rc_ok(birth_parse(str_of(born), &x->f.born)));
	return x;
}

static void member(struct file *x, const char *scheme, const char *from, const char *until)
{
	x->member[x->f.members_n++] =
	    (struct fact_member){ .scheme = str_of(scheme),
				  .income_class = S(""),
				  .when = { day(from), until == NULL ? DATE_NEVER : day(until) } };
}

static void paid(struct file *x, const char *month, const char *on)
{
	x->paid[x->f.paid_n++] =
	    (struct fact_paid){ S("PAYS"), day(month), on == NULL ? DATE_NEVER : day(on), 27600 };
}

static struct fact_tie *tie(struct file *x, enum family_role role, struct file *insured, const char *from,
			    const char *until)
{
	struct fact_tie *t = &x->tie[x->f.ties_n++];

	*t = (struct fact_tie){ .role = role,
				.insured = insured->f.person,
				.link = { day(from), until == NULL ? DATE_NEVER : day(until) },
				.guardianship = { day(from), DATE_NEVER },
				.insured_died = insured->f.died,
				.own = &insured->own };
	return t;
}

/* "from state scheme insured: because" for each span, with / for a new line. */
static str said(struct arena *a, const struct world *w, struct file *x)
{
	struct right_span *s;
	size_t n;
	str out = S("");

	x->own = (struct candidates){ .n = 0 };
	rights_own(&w->law, &x->f, a, &x->own);
	rights_timeline(&w->law, &x->f, &x->own, a, &s, &n);
	for (size_t i = 0; i < n; i++) {
		t_ok(!span_empty(s[i].when));
		t_ok(i == 0 || s[i].when.from.days == s[i - 1].when.until.days);
		str state = right_state_name(s[i].state), from = date_text(a, s[i].when.from);
		out = str_printf(a, "%.*s%s%.*s %.*s %.*s %lld: %.*s", STR_ARG(out), i > 0 ? "\n" : "",
				 STR_ARG(from), STR_ARG(state),
				 s[i].scheme < 0 ? 1 : (int)w->scheme[s[i].scheme].scheme.n,
				 s[i].scheme < 0 ? "-" : w->scheme[s[i].scheme].scheme.p,
				 (long long)s[i].insured.v, STR_ARG(s[i].because));
	}
	t_ok(n == 0 || s[n - 1].when.until.days == DATE_NEVER.days);
	return out;
}

T(nobody_without_facts) { t_str(said(a, world(a), file(a, 1, "1980-01-01")), ""); }

T(a_farmers_first_year)
{
	struct world *w = world(a);
	struct file *x = file(a, 1, "1980-01-01");

	member(x, "PAYS", "2026-01-15", NULL);
	t_str(said(a, w, x), "2026-01-15 SUSPENDED PAYS 1: FIRST_PAYMENT|2026-01-01|2026-01-31|||0");
	paid(x, "2026-01-01", "2026-01-20");
	t_str(said(a, w, x), "2026-01-15 CLOSED PAYS 1: WAITING|2026-01-20|2026-05-01|3||0\n"
			     "2026-03-01 SUSPENDED PAYS 1: UNPAID|2026-02-01|2026-02-28|||0");
	paid(x, "2026-02-01", "2026-02-20");
	paid(x, "2026-03-01", "2026-03-20");
	paid(x, "2026-04-01", NULL); /* called */
	t_str(said(a, w, x), "2026-01-15 CLOSED PAYS 1: WAITING|2026-01-20|2026-05-01|3||0\n"
			     "2026-05-01 SUSPENDED PAYS 1: UNPAID|2026-04-01|2026-04-30|27600||0");
	x->paid[3].paid = day("2026-05-10");
	paid(x, "2026-05-01", "2026-05-10");
	t_str(said(a, w, x), "2026-01-15 CLOSED PAYS 1: WAITING|2026-01-20|2026-05-01|3||0\n"
			     "2026-05-01 SUSPENDED PAYS 1: PAID_LATE|2026-04-01|2026-04-30|20583||0\n"
			     "2026-06-01 OPEN PAYS 1: PAID|2026-05-01|2026-05-31|||0\n"
			     "2026-07-01 SUSPENDED PAYS 1: UNPAID|2026-06-01|2026-06-30|||0");
}

/* What is due on the first day of the month that it opens is in time on that day, and late on the next. */
T(a_month_that_opens_itself_is_paid_on_its_first_day)
{
	struct world *w = world(a);
	struct file *x = file(a, 1, "1980-01-01");
	struct rights_arrears r;

	w->era[PAYS][0].covers_next = false;
	w->era[PAYS][0].wait = none();
	member(x, "PAYS", "2026-01-01", NULL);
	paid(x, "2026-01-01", "2026-01-01");
	paid(x, "2026-02-01", "2026-02-01");
	paid(x, "2026-03-01", "2026-03-02");
	t_str(said(a, w, x), "2026-01-01 OPEN PAYS 1: PAID|2026-02-01|2026-02-28|||0\n"
			     "2026-03-01 SUSPENDED PAYS 1: PAID_LATE|2026-03-01|2026-03-31|20514||0\n"
			     "2026-04-01 SUSPENDED PAYS 1: UNPAID|2026-04-01|2026-04-30|||0");
	t_ok(rights_arrears(&w->law, &x->f, &x->member[0], day("2026-04-01"), &r));
	t_str(date_text(a, r.reopens), "2026-04-01");
	t_ok(rights_arrears(&w->law, &x->f, &x->member[0], day("2026-04-02"), &r));
	t_str(date_text(a, r.reopens), "2026-05-01");
}

T(paid_in_time_keeps_one_open_span)
{
	struct world *w = world(a);
	struct file *x = file(a, 1, "1980-01-01");

	member(x, "PAYS", "2025-01-01", "2025-08-15");
	for (int m = 1; m <= 8; m++)
		paid(x, str_c(a, str_printf(a, "2025-%02d-01", m)),
		     str_c(a, str_printf(a, "2025-%02d-05", m)));
	t_str(said(a, w, x), "2025-01-01 CLOSED PAYS 1: WAITING|2025-01-05|2025-05-01|3||0\n"
			     "2025-05-01 OPEN PAYS 1: PAID|2025-07-01|2025-07-31|||0\n"
			     "2025-08-15 OPEN PAYS 1: KEPT_LOSS|2025-08-15|2026-02-15|6||0\n"
			     "2026-02-15 CLOSED PAYS 1: ENDED|2025-08-15|||PAYS");
}

T(an_unknown_value_is_said_never_taken_for_nothing)
{
	struct world *w = world(a);
	struct file *x = file(a, 1, "1980-01-01");

	w->era[PAYS][0].wait = (struct rule_value){ .point = P_MISSING };
	member(x, "PAYS", "2025-01-01", NULL);
	paid(x, "2025-01-01", "2025-01-05");
	t_str(said(a, w, x), "2025-01-01 UNKNOWN PAYS 1: LAW_UNKNOWN|2025-01-05||||0");
	member(x, "ELSE", "2024-01-01", "2024-06-01");
	t_str(said(a, w, x), "2024-01-01 UNKNOWN - 1: LAW_UNKNOWN||||ELSE\n"
			     "2024-06-01 CLOSED - 1: ENDED|2024-06-01|||ELSE\n"
			     "2025-01-01 UNKNOWN PAYS 1: LAW_UNKNOWN|2025-01-05||||0");
}

T(a_score_closes_and_opens)
{
	struct world *w = world(a);
	struct file *x = file(a, 1, "1980-01-01");

	member(x, "POOR", "2023-01-01", NULL);
	t_str(said(a, w, x), "2023-01-01 OPEN POOR 1: MEMBER|2023-01-01|||POOR|0");
	x->f.scores_n = 2;
	x->score[0].when = (span){ day("2023-06-01"), day("2024-04-01") };
	x->score[1].when = (span){ day("2024-04-01"), DATE_NEVER };
	must(rc_ok(decimal_parse(S("9.3264284"), &x->score[0].score)));
	must(rc_ok(decimal_parse(S("9.3264285"), &x->score[1].score)));
	t_str(said(a, w, x), "2023-01-01 OPEN POOR 1: MEMBER|2023-01-01|||POOR|0\n"
			     "2024-04-01 CLOSED POOR 1: SCORE_ABOVE|2024-04-01|||9.3264285 9.3264284|0");
}

T(enough_work_opens_the_month_behind_it)
{
	struct world *w = world(a);
	struct file *x = file(a, 1, "1980-01-01");

	member(x, "WORKS", "2025-01-10", NULL);
	for (int m = 1; m <= 3; m++)
		x->worked[x->f.worked_n++] =
		    (struct fact_worked){ S("WORKS"), day(str_c(a, str_printf(a, "2025-%02d-01", m))), 20,
					  160 };
	t_str(said(a, w, x), "2025-01-10 CLOSED WORKS 1: NOT_WORKED|||54||0\n"
			     "2025-04-01 OPEN WORKS 1: WORKED|||54||0\n"
			     "2025-08-01 CLOSED WORKS 1: NOT_WORKED|||54||0");
}

/* Insured since 2020 by paying in time until 2026-03. */
static struct file *insured(struct arena *a, int64_t id)
{
	struct file *x = file(a, id, "1960-01-01");

	x->f.members_n = 0;
	member(x, "PAYS", "2023-01-01", NULL);
	for (int m = 0; m < 39; m++) {
		const char *month = str_c(a, str_printf(a, "%d-%02d-01", 2023 + m / 12, m % 12 + 1));
		paid(x, month, month);
	}
	return x;
}

T(a_family_through_divorce_and_death)
{
	struct world *w = world(a);
	struct file *man = insured(a, 1), *wife = file(a, 2, "1965-01-01"), *child = file(a, 3, "2010-05-05");

	man->f.died = day("2025-10-10");
	said(a, w, man);
	tie(wife, ROLE_SPOUSE, man, "1990-01-01", "2024-07-01")->end = TIE_DIVORCED;
	tie(child, ROLE_CHILD, man, "2010-05-05", NULL);
	t_str(said(a, w, man), "2023-01-01 CLOSED PAYS 1: WAITING|2023-01-01|2023-05-01|3||0\n"
			       "2023-05-01 OPEN PAYS 1: PAID|2025-09-01|2025-09-30|||0\n"
			       "2025-10-11 CLOSED - 1: DIED|2025-10-10");
	t_str(said(a, w, wife),
	      "2023-01-01 CLOSED PAYS 1: DEPENDANT|1990-01-01|2024-07-01||SPOUSE|0\nINSURED||||CLOSED\n"
	      "WAITING|2023-01-01|2023-05-01|3||1\n"
	      "2023-05-01 OPEN PAYS 1: DEPENDANT|1990-01-01|2024-07-01||SPOUSE|0\n"
	      "2024-07-01 OPEN PAYS 1: "
	      "KEPT_DIVORCE|2024-07-01|2025-07-01|12||0\nDEPENDANT|1990-01-01|||SPOUSE|1\n"
	      "2025-07-01 CLOSED PAYS 1: DEPENDANT_END|2024-07-01|||LINK|0\n"
	      "2025-10-11 CLOSED PAYS 1: INSURED||||DIED|0\nDIED|2025-10-10");
	t_str(said(a, w, child),
	      "2023-01-01 CLOSED PAYS 1: DEPENDANT|2010-05-05|2031-05-05||CHILD|0\nINSURED||||CLOSED\n"
	      "WAITING|2023-01-01|2023-05-01|3||1\n"
	      "2023-05-01 OPEN PAYS 1: DEPENDANT|2010-05-05|2031-05-05||CHILD|0\n"
	      "2025-10-11 OPEN PAYS 1: "
	      "KEPT_DEATH|2025-10-11|2027-10-11|24||0\nDEPENDANT|2010-05-05|2031-05-05||CHILD|1\n"
	      "2027-10-11 CLOSED PAYS 1: INSURED||||DIED|0\nDIED|2025-10-10");
}

T(a_student_at_26_before_and_after_the_law)
{
	struct world *w = world(a);
	struct file *mother = insured(a, 1), *x = file(a, 2, "2000-06-15");

	for (int m = 39; m < 72; m++) {
		const char *month = str_c(a, str_printf(a, "%d-%02d-01", 2023 + m / 12, m % 12 + 1));
		paid(mother, month, month);
	}
	said(a, w, mother);
	tie(x, ROLE_CHILD, mother, "2000-06-15", NULL);
	x->proof[x->f.proofs_n++] =
	    (struct dated_proof){ PROOF_STUDENT, { day("2023-09-01"), day("2027-09-01") } };
	t_str(said(a, w, x), "2023-01-01 CLOSED PAYS 1: DEPENDANT_END|2021-06-15||21|AGE|0\n"
			     "2023-09-01 OPEN PAYS 1: DEPENDANT|2000-06-15|2026-06-15||CHILD|0\n"
			     "2026-06-15 CLOSED PAYS 1: DEPENDANT_END|2026-06-15||26|STUDENT_AGE|0\n"
			     "2027-02-01 OPEN PAYS 1: DEPENDANT|2000-06-15|2027-09-01||CHILD|0\n"
			     "2027-09-01 CLOSED PAYS 1: DEPENDANT_END|2027-09-01|||STUDENT_PROOF|0");
}

T(covered_twice_the_own_right_comes_first)
{
	struct world *w = world(a);
	struct file *man = insured(a, 1), *x = file(a, 2, "1975-06-15");

	said(a, w, man);
	member(x, "POOR", "2024-01-01", NULL);
	tie(x, ROLE_SPOUSE, man, "2024-06-01", NULL);
	/* 35 as a dependant of PAYS is before 50 of POOR */
	t_str(said(a, w, x),
	      "2024-01-01 OPEN POOR 2: MEMBER|2024-01-01|||POOR|0\n"
	      "2024-06-01 OPEN PAYS 1: DEPENDANT|2024-06-01|||SPOUSE|0\nOTHER_COVER||||POOR|1\n"
	      "2026-05-01 OPEN POOR 2: MEMBER|2024-01-01|||POOR|0");
}

T(what_would_reopen_a_right)
{
	struct world *w = world(a);
	struct file *x = insured(a, 1);
	struct rights_arrears r;

	/* paid up to March 2026, which opens April */
	t_ok(rights_arrears(&w->law, &x->f, &x->member[0], day("2026-04-20"), &r));
	t_int((int64_t)r.periods, 0);
	x->paid[x->f.paid_n++] = (struct fact_paid){ S("PAYS"), day("2026-04-01"), DATE_NEVER, 27600 };
	t_ok(rights_arrears(&w->law, &x->f, &x->member[0], day("2026-05-10"), &r));
	t_int((int64_t)r.periods, 1);
	t_str(date_text(a, r.from), "2026-04-01");
	t_str(date_text(a, r.until), "2026-04-30");
	t_int(r.due, 27600);
	t_str(date_text(a, r.reopens), "2026-06-01");
	t_int((int64_t)r.then, 1); /* and May, which opens June */
	t_str(date_text(a, r.then_from), "2026-05-01");
	/* in June nobody told how much May is, and the rule for it isn't known */
	t_ok(rights_arrears(&w->law, &x->f, &x->member[0], day("2026-06-10"), &r));
	t_int((int64_t)r.periods, 2);
	t_ok(r.unsaid && r.due == 0);
	struct scheme_era *e = &w->era[PAYS][0];
	e->contribution = part(RULE_FORFAIT, P_RANK);
	e->wage = e->hours = e->rate = e->rounding = number(P_DAYS, 0);
	e->rounding.rounding = ROUND_HALF_UP;
	e->classes_n = 1;
	e->class[0] = S("");
	e->multiple[0] = number(P_DAYS, 0);
	must(rc_ok(decimal_parse(S("17.92"), &e->wage.d)) && rc_ok(decimal_parse(S("2292"), &e->hours.d)) &&
	     rc_ok(decimal_parse(S("6.37"), &e->rate.d)) && rc_ok(decimal_parse(S("1"), &e->multiple[0].d)));
	t_ok(rights_arrears(&w->law, &x->f, &x->member[0], day("2026-06-10"), &r));
	t_int(r.due, 27600 + 21803); /* 17.92 x 2292 x 6.37 % / 12 = 218.027... */
	e->hours.known = false;
	t_ok(rights_arrears(&w->law, &x->f, &x->member[0], day("2026-06-10"), &r));
	t_ok(r.unsaid && r.cannot == P_DAYS);
	member(x, "POOR", "2023-01-01", NULL);
	t_ok(!rights_arrears(&w->law, &x->f, &x->member[1], day("2026-06-10"), &r));
}

/* ---- properties ---- */

static int64_t t_below(int64_t n) { return t_between(0, n - 1); }

static void shuffle(void *p, size_t n, size_t size)
{
	unsigned char *b = p, tmp[256];

	must(size <= sizeof tmp);
	for (size_t i = n; i > 1; i--) {
		size_t j = (size_t)t_below((int64_t)i);
		memcpy(tmp, b + (i - 1) * size, size);
		memcpy(b + (i - 1) * size, b + j * size, size);
		memcpy(b + j * size, tmp, size);
	}
}

static date some_day(void) { return (date){ day("2020-01-01").days + (int32_t)t_below(3000) }; }

static void some_facts(struct arena *a, struct file *x)
{
	static const char *const schemes[] = { "PAYS", "POOR", "WORKS" };
	size_t n = (size_t)t_below(4);

	for (size_t i = 0; i < n; i++) {
		date from = some_day(), until = { from.days + 1 + (int32_t)t_below(900) };
		member(x, schemes[t_below(3)], str_c(a, date_text(a, from)),
		       t_below(3) == 0 ? NULL : str_c(a, date_text(a, until)));
	}
	n = (size_t)t_below(40);
	for (size_t i = 0; i < n; i++) {
		bool twice = false;
		date month = period_start(some_day(), PERIOD_MONTH);
		for (size_t k = 0; k < x->f.paid_n; k++)
			twice |= x->paid[k].from.days == month.days;
		if (!twice)
			x->paid[x->f.paid_n++] =
			    (struct fact_paid){ S("PAYS"), month,
						t_below(5) == 0
						    ? DATE_NEVER
						    : (date){ month.days + (int32_t)t_below(90) - 20 },
						100 };
	}
	date at = some_day();
	for (int i = 0; i < 4; i++) { /* scores don't overlap: the room sees to that */
		date until = { at.days + 1 + (int32_t)t_below(300) };
		struct fact_score *s = &x->score[x->f.scores_n++];
		s->when = (span){ at, until };
		must(rc_ok(decimal_parse(t_below(2) ? S("9.1") : S("9.9"), &s->score)));
		at = until;
	}
	for (int i = 0; i < 12; i++)
		x->worked[x->f.worked_n++] =
		    (struct fact_worked){ S("WORKS"), day_plus_months(day("2021-01-01"), i * 3 + t_below(3)),
					  t_below(26), 0 };
	if (t_below(6) == 0)
		x->f.died = some_day();
}

T(no_gap_no_overlap_and_the_order_of_facts_does_not_matter)
{
	t_seeds (300) {
		struct arena own;
		arena_init(&own, 64 << 20);
		struct world *w = world(&own);
		struct file *one = file(&own, 1, "1970-03-03"), *two = file(&own, 2, "1971-04-04"),
			    *x = file(&own, 3, "2001-02-28");
		some_facts(&own, one);
		some_facts(&own, two);
		some_facts(&own, x);
		said(&own, w, one);
		said(&own, w, two);
		for (int i = (int)t_below(3); i > 0; i--) {
			date from = some_day();
			struct fact_tie *t = tie(x, (enum family_role)t_below(3), t_below(2) ? one : two,
						 str_c(&own, date_text(&own, from)), NULL);
			t->end = (enum tie_end)t_below(4);
			if (t->end != TIE_STANDS)
				t->link.until = (date){ from.days + 1 + (int32_t)t_below(900) };
		}
		for (int i = (int)t_below(3); i > 0; i--) {
			date from = some_day();
			x->proof[x->f.proofs_n++] =
			    (struct dated_proof){ (enum proof_kind)t_below(2),
						  { from, { from.days + 1 + (int32_t)t_below(700) } } };
		}
		str first = said(&own, w, x);
		for (int again = 0; again < 3; again++) {
			shuffle(x->member, x->f.members_n, sizeof x->member[0]);
			shuffle(x->paid, x->f.paid_n, sizeof x->paid[0]);
			shuffle(x->worked, x->f.worked_n, sizeof x->worked[0]);
			shuffle(x->score, x->f.scores_n, sizeof x->score[0]);
			shuffle(x->proof, x->f.proofs_n, sizeof x->proof[0]);
			shuffle(x->tie, x->f.ties_n, sizeof x->tie[0]);
			str second = said(&own, w, x);
			t_ok(str_eq(first, second));
			if (!str_eq(first, second)) {
				printf("# %.*s\n# ---\n# %.*s\n", STR_ARG(first), STR_ARG(second));
				break;
			}
		}
		arena_done(&own);
	}
}

T(who_could_pay_is_offered_what_fits)
{
	struct world *w = world(a);
	struct file *x = file(a, 1, "1980-01-01");
	struct scheme_era *e = &w->era[PAYS][0], *works = &w->era[WORKS][0];
	int ret[RIGHTS_OFFERS_MAX];
	date on = day("2026-06-01");

	/* schemes that are paid, and no others */
	t_int((int64_t)rights_offers(&w->law, &x->f, on, ret), 1);
	t_int(ret[0], PAYS);
	/* not of what somebody is a member already; of what was, again */
	member(x, "PAYS", "2026-01-01", "2026-07-01");
	t_int((int64_t)rights_offers(&w->law, &x->f, on, ret), 0);
	t_int((int64_t)rights_offers(&w->law, &x->f, day("2026-07-01"), ret), 1);
	x->f.members_n = 0;
	/* a score above: nobody's, too low, high enough; then it comes first */
	works->rights = part(RULE_PAID, P_RIGHTS);
	works->conditions_n = 1;
	works->condition[0].part = part(RULE_SCORE_ABOVE, P_LIMIT);
	works->condition[0].value = number(P_LIMIT, 0);
	must(rc_ok(decimal_parse(S("9.3"), &works->condition[0].value.d)));
	t_int((int64_t)rights_offers(&w->law, &x->f, on, ret), 1);
	x->score[0].when = (span){ day("2026-01-01"), day("2027-01-01") };
	x->f.scores_n = 1;
	must(rc_ok(decimal_parse(S("9.3"), &x->score[0].score)));
	t_int((int64_t)rights_offers(&w->law, &x->f, on, ret), 1);
	must(rc_ok(decimal_parse(S("9.31"), &x->score[0].score)));
	t_int((int64_t)rights_offers(&w->law, &x->f, on, ret), 2);
	t_int(ret[0], WORKS);
	t_int(ret[1], PAYS);
	/* the score of another day says nothing */
	t_int((int64_t)rights_offers(&w->law, &x->f, day("2027-01-02"), ret), 1);
	works->condition[0].part.rule.kind = RULE_SCORE_AT_MOST;
	t_int((int64_t)rights_offers(&w->law, &x->f, on, ret), 1);
	/* too old, young enough, and what the law can't say */
	e->conditions_n = 1;
	e->condition[0].part = part(RULE_AGE_UNDER, P_LIMIT);
	e->condition[0].value = number(P_LIMIT, 46);
	t_int((int64_t)rights_offers(&w->law, &x->f, on, ret), 0);
	e->condition[0].value.n = 47;
	t_int((int64_t)rights_offers(&w->law, &x->f, on, ret), 1);
	e->condition[0].value.known = false;
	t_int((int64_t)rights_offers(&w->law, &x->f, on, ret), 0);
}
