/* Files of facts: checked whole, written once, told line by line; deaths; by commands. */
#include "testing/cli.h"
#include "testing/people.h"

#include "domain/scheme/scheme.h"

#include "service/users.h"

struct desk {
	struct town w;
	int64_t omar, sara;
	person_id sara_id;
	str path;
};

static rc plant(struct tx *tx, void *cls)
{
	struct desk *d = cls;

	return scheme_plant(tx, law_carried(), d->w.country, clock_day(clock_now()));
}

static void account(struct desk *d, str login, int64_t roles)
{
	struct user_new u = { .login = login,
			      .display_name = login,
			      .roles = roles,
			      .language = S("fr"),
			      .password = S("a long and winding password") };
	user_id id;

	must(rc_ok(user_add(d->w.db, clock_now(), d->w.a, (user_id){ 0 }, &u, NULL, &id)));
}

static struct desk desk(struct arena *a, const char *name)
{
	struct desk d;

	unsetenv("T_DB"); /* the commands open a file */
	d.w = town_open(a, name, "ma");
	must(rc_ok(db_write(d.w.db, FOR_DEMO, "test", plant, &d)));
	account(&d, S("faris"), FEED_AGENT);
	account(&d, S("amal"), COUNTER_AGENT);
	(void)town_person(&d.w, "TAZI", "OMAR", "1980-05-01", "M", "AA1");
	d.omar = d.w.p.number;
	d.sara_id = town_person(&d.w, "TAZI", "SARA", "1982-00-00", "F", "AA2");
	d.sara = d.w.p.number;
	d.path = str_printf(a, "%s/%s.csv", dir(), name);
	return d;
}

static void file(const struct desk *d, str text)
{
	FILE *f = fopen(d->path.p, "we");

	must(f != NULL && fwrite(text.p, 1, text.n, f) == text.n && fclose(f) == 0);
}

#define RUN(...) cli_run(a, d.w.url, str_printf(a, __VA_ARGS__).p)
#define IMPORT(what, more) RUN("%s import %s --as faris %s", what, d.path.p, more)
#define N(x) (long long)(x)

T(contributions_are_imported_once)
{
	struct desk d = desk(a, "t_cli_contributions");
	struct ran r;

	file(&d, str_printf(a,
			    "number,scheme,period,amount,paid_on\n"
			    "%lld,AMO-TNS,2026-04,276.00,2026-05-03\n"
			    "%lld,AMO-TNS,2026-Q2,,\n"
			    "%lld,AMO-TNS,2026-05,276,\n",
			    N(d.omar), N(d.sara), N(d.omar)));
	t_int(RUN("contribution import %s", d.path.p).status, 2);
	r = RUN("contribution import %s --as amal", d.path.p);
	t_ok(r.status == 1 && has(r.err, "ROLE"));
	r = IMPORT("contribution", "");
	t_ok(r.status == 0 && has(r.out, "3 rows read; 3 new, 0 the same, 0 changed, 0 refused"));
	r = IMPORT("contribution", "--json");
	t_ok(r.status == 0 && has(r.out, "\"new\":0,\"same\":3"));
	r = RUN("contribution list %lld --json --as amal", N(d.omar));
	t_ok(has(r.out, "\"from\":\"2026-04-01\",\"until\":\"2026-05-01\",\"amount\":\"276.00\","
			"\"paid_on\":\"2026-05-03\""));
	t_ok(has(r.out, "\"from\":\"2026-05-01\",\"until\":\"2026-06-01\",\"amount\":\"276.00\","
			"\"paid_on\":\"\""));
	r = RUN("contribution record %lld --scheme AMO-TNS --period 2026-05 --amount 276.00 --paid 2026-06-01"
		" --as faris",
		N(d.omar));
	t_ok(r.status == 0 && has(r.out, "1 new"));
	t_ok(has(RUN("contribution list %lld", N(d.omar)).out, "276.00  paid 2026-06-01"));
	t_ok(has(RUN("contribution list %lld", N(d.sara)).out,
		 "2026-04-01 .. 2026-07-01  ?  due")); /* not told */
	t_int(RUN("contribution record %lld --scheme AMO-TNS --period 2026-06 --as faris", N(d.omar)).status,
	      2); /* due or paid? */
	r = RUN("contribution record %lld --scheme AMO-TNS --period 2026-06 --due --as faris", N(d.sara));
	t_ok(r.status == 1 && has(r.out, "OVERLAP") && has(r.err, "FACT_LINES"));
	r = RUN("contribution list 1 --as amal");
	t_ok(r.status == 1 && has(r.err, "PERSON_NONE"));
	r = RUN("person show %lld", N(d.omar));
	t_ok(has(r.out, "contribution.recorded") && has(r.out, "contribution.read"));
	db_close(d.w.db);
}

T(contributions_bad_lines)
{
	struct desk d = desk(a, "t_cli_bad_lines");
	struct ran r;

	file(&d, str_printf(a,
			    "number,scheme,period,amount,paid_on\n"
			    "%lld,AMO-TNS,2026-04,276.00,2026-05-03\n" /* 2: good */
			    "123,AMO-TNS,2026-04,276.00,\n"
			    "%lld,AMO-XXX,2026-04,276.00,\n"
			    "%lld,AMO-TNS,2026-13,276.00,\n"
			    "%lld,AMO-TNS,2026-Q5,276.00,\n" /* 6 */
			    "%lld,AMO-TNS,2099-04,276.00,\n"
			    "%lld,AMO-TNS,2026-06,276.001,\n"
			    "%lld,AMO-TNS,2026-06,-1,\n"
			    "%lld,AMO-TNS,2026-06,0,\n" /* 10 */
			    "%lld,AMO-TNS,2026-06,1,2099-01-01\n"
			    "%lld,AMO-TNS,2026-04,277.00,\n"
			    "%lld,AMO-TNS,2026-Q1,1,\n"
			    "%lld,AMO-TNS,2026-03,1,\n" /* 14: within the quarter */
			    "%lld,AMO-TNS\n"
			    "%lld,AMO-TNS,2026-06,\"1\n" /* 16 */,
			    N(d.omar), N(d.omar), N(d.omar), N(d.omar), N(d.omar), N(d.omar), N(d.omar),
			    N(d.omar), N(d.omar), N(d.omar), N(d.sara), N(d.sara), N(d.omar), N(d.omar)));
	r = IMPORT("contribution", "--json");
	t_int(r.status, 1);
	static const char *const found[] = {
		"\"line\":3,\"code\":\"NUMBER\"",   "\"line\":4,\"code\":\"SCHEME\"",
		"\"line\":5,\"code\":\"PERIOD\"",   "\"line\":6,\"code\":\"PERIOD\"",
		"\"line\":7,\"code\":\"FAR\"",	    "\"line\":8,\"code\":\"AMOUNT\"",
		"\"line\":9,\"code\":\"AMOUNT\"",   "\"line\":10,\"code\":\"AMOUNT\"",
		"\"line\":11,\"code\":\"PAID_ON\"", "\"line\":12,\"code\":\"TWICE\"",
		"\"line\":14,\"code\":\"OVERLAP\"", "\"line\":15,\"code\":\"COLUMNS_COUNT\"",
		"\"line\":16,\"code\":\"CSV\"",	    "\"read\":15,\"new\":0,\"same\":0",
	};
	for (size_t i = 0; i < sizeof found / sizeof found[0]; i++)
		if (!has(r.out, found[i]))
			t_fail("no %s in %.*s", found[i], STR_ARG(r.out));
	t_ok(has(RUN("contribution list %lld", N(d.omar)).out, "No contribution is known."));
	r = IMPORT("contribution", "--skip-bad --json");
	t_ok(r.status == 0 && has(r.out, "\"new\":2,\"same\":0,\"changed\":0,\"refused\":13"));
	t_ok(has(RUN("contribution list %lld", N(d.omar)).out, "276.00  paid 2026-05-03"));
	/* nobody's number, though it could be one */
	file(&d, str_printf(a, "scheme,number,period,paid_on,amount\nAMO-TNS,%lld,2026-04,,1\n",
			    N(number_make(S("ma"), 99999999))));
	r = IMPORT("contribution", "");
	t_ok(r.status == 1 && has(r.out, "NOBODY"));
	file(&d, S("number,scheme,period,amount\n"));
	r = IMPORT("contribution", "");
	t_ok(r.status == 1 && has(r.err, "FACT_FILE"));
	file(&d, S(""));
	r = IMPORT("contribution", "");
	t_ok(r.status == 1 && has(r.err, "FACT_FILE"));
	file(&d, S("number,scheme,period,amount,paid_on\n"));
	t_ok(has(IMPORT("contribution", "").out, "0 rows read"));
	db_close(d.w.db);
}

T(months_and_scores_are_imported_once)
{
	struct desk d = desk(a, "t_cli_months");
	struct ran r;

	file(&d, str_printf(a,
			    "number,scheme,month,days,hours\n%lld,AMO-TNS,2026-02,26,191\n"
			    "%lld,AMO-TNS,2026-02,0,0\n",
			    N(d.omar), N(d.sara)));
	t_ok(has(IMPORT("employment", "").out, "2 new, 0 the same"));
	t_ok(has(IMPORT("employment", "").out, "0 new, 2 the same"));
	file(&d, str_printf(a,
			    "number,scheme,month,days,hours\n%lld,AMO-TNS,2026-02,29,191\n"
			    "%lld,AMO-TNS,2026-03,20,745\n%lld,AMO-TNS,2026-Q1,20,1\n"
			    "%lld,AMO-TNS,2026-04,,1\n",
			    N(d.omar), N(d.omar), N(d.omar), N(d.omar)));
	r = IMPORT("employment", "--json");
	t_ok(r.status == 1 && has(r.out, "\"line\":2,\"code\":\"DAYS\"") &&
	     has(r.out, "\"line\":3,\"code\":\"HOURS\"") && has(r.out, "\"line\":4,\"code\":\"PERIOD\"") &&
	     has(r.out, "\"line\":5,\"code\":\"DAYS\""));
	file(&d, str_printf(a,
			    "number,from,score\n%lld,2026-01-01,9.3264284\n%lld,2026-03-01,9.743001\n"
			    "%lld,2026-05-01,\n",
			    N(d.omar), N(d.omar), N(d.omar)));
	t_ok(has(IMPORT("household", "").out, "3 new, 0 the same"));
	t_ok(has(IMPORT("household", "").out, "0 new, 3 the same"));
	file(&d, str_printf(a,
			    "number,from,score\n%lld,2026-02-30,9\n%lld,2026-03-01,9.7e1\n"
			    "%lld,2099-03-01,9\n%lld,2026-03-01,9\n%lld,2026-03-01,8\n",
			    N(d.omar), N(d.omar), N(d.omar), N(d.sara), N(d.sara)));
	r = IMPORT("household", "--json");
	t_ok(r.status == 1 && has(r.out, "\"line\":2,\"code\":\"FROM\"") &&
	     has(r.out, "\"line\":3,\"code\":\"SCORE\"") && has(r.out, "\"line\":4,\"code\":\"FAR\"") &&
	     has(r.out, "\"line\":6,\"code\":\"TWICE\""));
	db_close(d.w.db);
}

T(deaths_are_recorded_and_taken_back)
{
	struct desk d = desk(a, "t_cli_deaths");
	struct ran r;

	t_int(RUN("person died %lld --reason act --as amal", N(d.omar)).status, 2);
	t_int(RUN("person died %lld --on 2026-01-02 --reason act", N(d.omar)).status, 2);
	r = RUN("person died %lld --on 2026-01-02 --reason act --as faris", N(d.omar));
	t_ok(r.status == 1 && has(r.err, "ROLE"));
	r = RUN("person died %lld --on 2026-01-02 --as amal", N(d.omar));
	t_ok(r.status == 1 && has(r.err, "DEATH_REASON"));
	r = RUN("person died %lld --on 1980-04-30 --reason act --as amal", N(d.omar));
	t_ok(r.status == 1 && has(r.err, "DEATH_DAY"));
	r = RUN("person died %lld --on 2099-01-01 --reason act --as amal", N(d.omar));
	t_ok(r.status == 1 && has(r.err, "DEATH_DAY"));
	t_int(RUN("person died %lld --on 1982-01-01 --reason act --as amal", N(d.sara)).status, 0);
	r = RUN("person alive %lld --reason mistake --as amal", N(d.omar));
	t_ok(r.status == 1 && has(r.err, "DEATH_NONE"));
	t_int(RUN("person died %lld --on 2026-01-02 --reason act --as amal", N(d.omar)).status, 0);
	t_ok(has(RUN("person show %lld", N(d.omar)).out, "died on 2026-01-02"));
	t_ok(has(RUN("person show %lld --json", N(d.omar)).out, "\"died\":\"2026-01-02\""));
	t_int(RUN("person alive %lld --reason mistake --as amal", N(d.omar)).status, 0);
	r = RUN("person show %lld", N(d.omar));
	t_ok(!has(r.out, "died on") && has(r.out, "death.recorded") && has(r.out, "death.taken_back"));
	t_ok(has(RUN("person show %lld --json", N(d.omar)).out, "\"died\":\"\""));
	db_close(d.w.db);
}
