#include "domain/rights/compare.h"
#include "domain/rights/own.h"

#include "testing/t.h"

static date on(const char *iso)
{
	date d;

	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

static struct birth born(const char *iso)
{
	struct birth b;

	must(rc_ok(birth_parse(str_of(iso), &b)));
	return b;
}

/* Two laws with their schemes in another order. */
static struct scheme_law first[] = { { .scheme = { "A", 1 } }, { .scheme = { "B", 1 } } },
			 second[] = { { .scheme = { "B", 1 } }, { .scheme = { "A", 1 } } };
static const struct rights_law was_law = { .scheme = first, .n = 2 }, is_law = { .scheme = second, .n = 2 };

static struct right_span span_(const char *from, const char *until, enum right_state s, int scheme)
{
	return (struct right_span){ .when = { on(from), until != NULL ? on(until) : DATE_NEVER },
				    .state = s,
				    .scheme = scheme };
}

#define DAY "2027-06-01"
#define T_FORESEEN(x, y, what) \
	do { \
		struct right_span x_ = x, y_ = y; \
		struct timeline was_ = { &was_law, &x_, 1 }, is_ = { &is_law, &y_, 1 }; \
		t_str(foreseen_name(rights_compare(&was_, &is_, on(DAY))), what); \
	} while (0)
#define OPEN(scheme) span_("2020-01-01", NULL, RIGHT_OPEN, scheme)
#define STATE(s) span_("2020-01-01", NULL, RIGHT_##s, 0)

T(each_pair_of_states_has_its_outcome)
{
	T_FORESEEN(OPEN(0), OPEN(1), "SAME"); /* A in both */
	T_FORESEEN(OPEN(0), OPEN(0), "MOVES");
	T_FORESEEN(STATE(CLOSED), OPEN(0), "GAINS");
	T_FORESEEN(STATE(SUSPENDED), OPEN(0), "GAINS");
	T_FORESEEN(STATE(UNKNOWN), OPEN(0), "GAINS");
	T_FORESEEN(OPEN(0), STATE(CLOSED), "LOSES");
	T_FORESEEN(OPEN(0), STATE(SUSPENDED), "LOSES");
	T_FORESEEN(OPEN(0), STATE(UNKNOWN), "UNSAID");
	T_FORESEEN(STATE(CLOSED), STATE(UNKNOWN), "UNSURE");
	T_FORESEEN(STATE(SUSPENDED), STATE(UNKNOWN), "UNSURE");
	T_FORESEEN(STATE(UNKNOWN), STATE(UNKNOWN), "SAME");
	T_FORESEEN(STATE(SUSPENDED), STATE(CLOSED), "SAME");
	/* the day is the first one of a span, or the first one behind it */
	T_FORESEEN(OPEN(0), span_("2020-01-01", DAY, RIGHT_OPEN, 1), "LOSES");
	T_FORESEEN(OPEN(0), span_(DAY, NULL, RIGHT_OPEN, 1), "SAME");
	T_FORESEEN(OPEN(0), span_("2020-01-01", "2027-06-02", RIGHT_OPEN, 1), "UNTIL");
}

T(somebody_of_whom_nothing_is_known_stays_so)
{
	struct right_span open = OPEN(0);
	struct timeline nothing = { &was_law, NULL, 0 }, is = { &is_law, &open, 1 };

	t_str(foreseen_name(rights_compare(&nothing, &nothing, on(DAY))), "SAME");
	t_str(foreseen_name(rights_compare(&nothing, &is, on(DAY))), "GAINS");
	t_str(foreseen_name(rights_compare(&is, &nothing, on(DAY))), "LOSES");
	t_ok(timeline_on(&nothing, on(DAY)) == NULL && timeline_scheme(&nothing, on(DAY)).n == 0);
}

T(cover_goes_on_over_spans_that_differ_in_reasons)
{
	struct right_span spans[] = { span_("2020-01-01", "2027-01-01", RIGHT_OPEN, 0),
				      span_("2027-01-01", "2028-01-01", RIGHT_OPEN, 0),
				      span_("2028-01-01", "2029-01-01", RIGHT_OPEN, 1),
				      span_("2029-01-01", "2030-01-01", RIGHT_CLOSED, 1),
				      span_("2030-01-01", NULL, RIGHT_OPEN, 1) };
	struct timeline t = { &was_law, spans, 5 };

	t_int(timeline_until(&t, on("2026-01-01")).days, on("2029-01-01").days);
	t_int(timeline_until(&t, on("2030-01-01")).days, DATE_NEVER.days);
	t_str(timeline_scheme(&t, on("2028-06-01")), "B");
	t_ok(timeline_scheme(&t, on("2029-06-01")).n == 0);
}

T(ages_are_those_of_the_day)
{
	static const struct {
		const char *born, *group;
	} all[] = { { "2027-06-01", "A0" },  { "2021-06-02", "A0" },  { "2021-06-01", "A6" },
		    { "2006-06-02", "A6" },  { "2006-06-01", "A21" }, { "2001-06-02", "A21" },
		    { "2001-06-01", "A26" }, { "1967-06-02", "A26" }, { "1967-06-01", "A60" },
		    { "1880-01-01", "A60" }, { "1967-00-00", "A26" }, { "1966-00-00", "A60" },
		    { "2028-01-01", "A0" } };
	enum age_group g;
	enum foreseen o;

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		t_ok(str_eq(age_group_name(age_group_of(born(all[i].born), on(DAY))), str_of(all[i].group)));
	t_ok(age_group_parse(S("A21"), &g) && g == AGE_21 && !age_group_parse(S("A7"), &g));
	t_ok(foreseen_parse(S("UNTIL"), &o) && o == FORESEEN_UNTIL && !foreseen_parse(S(""), &o));
}

/* ---- what a month costs ---- */

static decimal number(const char *text)
{
	decimal d;

	must(rc_ok(decimal_parse(str_of(text), &d)));
	return d;
}

static struct rule_value value(const char *text, int point)
{
	return (struct rule_value){ .known = true, .d = number(text), .cur = CUR_MAD, .point = point };
}

#define T_MONTH(l, class, minor) \
	do { \
		int64_t due_ = -1; \
		int lacks_; \
		t_ok(rights_contribution(l, S("A"), S(class), on(DAY), &due_, &lacks_)); \
		t_int(due_, minor); \
	} while (0)
#define T_MONTH_LACKS(l, scheme, class, point) \
	do { \
		int64_t due_; \
		int lacks_ = 77; \
		t_ok(!rights_contribution(l, S(scheme), S(class), on(DAY), &due_, &lacks_)); \
		t_int(lacks_, point); \
	} while (0)

T(a_month_costs_what_the_rule_says_or_it_cannot_be_said)
{
	enum { P_RULE, P_AMOUNT, P_RATE, P_WAGE, P_HOURS, P_MULTIPLE };
	struct scheme_era e = { .when = { { 0 }, DATE_NEVER },
				.contribution = { .there = true, .known = true, .point = P_RULE } };
	struct scheme_law s = { .scheme = S("A"), .era = &e, .n = 1 };
	struct rights_law l = { .scheme = &s, .n = 1 };

	e.contribution.rule.kind = RULE_NOTHING;
	T_MONTH(&l, "", 0);
	T_MONTH_LACKS(&l, "B", "", NO_POINT);
	e.contribution.rule.kind = RULE_FIXED;
	e.called = PERIOD_MONTH;
	e.amount = value("50.25", P_AMOUNT);
	T_MONTH(&l, "", 5025);
	e.called = PERIOD_QUARTER;
	T_MONTH(&l, "", 1675);
	e.amount.known = false;
	T_MONTH_LACKS(&l, "A", "", P_AMOUNT);
	e.contribution.rule.kind = RULE_BASE; /* of a wage that isn't known */
	T_MONTH_LACKS(&l, "A", "", P_RULE);
	e.contribution.rule.kind = RULE_FORFAIT;
	e.called = PERIOD_MONTH;
	e.rate = value("10", P_RATE);
	e.wage = value("15", P_WAGE);
	e.hours = value("2400", P_HOURS);
	e.rounding = (struct rule_value){ .known = true, .rounding = ROUND_HALF_UP, .point = NO_POINT };
	e.class[0] = S("X");
	e.multiple[0] = value("2", P_MULTIPLE);
	e.classes_n = 1;
	T_MONTH(&l, "X", 60000); /* 10 % of 2 x 15 x 2400 a year, a twelfth */
	T_MONTH_LACKS(&l, "A", "Y", P_RULE);
	e.wage.known = false;
	T_MONTH_LACKS(&l, "A", "X", P_WAGE);
	e.contribution.known = false;
	T_MONTH_LACKS(&l, "A", "X", P_RULE);
}
