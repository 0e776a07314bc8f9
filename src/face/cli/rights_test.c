/* Rights by number: shown, with their history, as known before, decided again; tokens; by commands. */
#include "testing/cli.h"
#include "testing/people.h"

#include "domain/membership/membership.h"
#include "service/refresh_rights.h"
#include "service/users.h"

struct desk {
	struct town w;
	person_id omar;
	long long number;
};

static rc plant(struct tx *tx, void *cls)
{
	struct desk *d = cls;
	struct membership m = { .person_id = d->omar,
				.scheme = S("AMO-TNS"),
				.known_from = clock_now(),
				.known_until = KNOWN_STILL,
				.until_day = DATE_NEVER,
				.state = S("ACTIVE"),
				.profession = S(""),
				.income_class = S("RNS"),
				.activity_start = S(""),
				.source_id = 1 };

	TRY(law_signed_for_all(tx, d->w.a, d->w.country));
	TRY(date_parse(S("2026-01-01"), &m.from_day));
	TRY(membership_add(tx, &m));
	return refresh_rights(tx, clock_now(), d->omar, NULL);
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
	d.omar = town_person(&d.w, "TAZI", "OMAR", "1980-05-01", "M", "AA1");
	d.number = (long long)d.w.p.number;
	must(rc_ok(db_write(d.w.db, FOR_COUNTER, "test", plant, &d)));
	account(&d, S("amal"), COUNTER_AGENT);
	account(&d, S("idris"), AUDITOR);
	account(&d, S("dina"), DIRECTOR);
	return d;
}

#define RUN(...) cli_run(a, d.w.url, str_printf(a, __VA_ARGS__).p)

T(rights_on_a_day)
{
	struct desk d = desk(a, "t_cli_rights");
	struct ran r;

	t_int(RUN("rights show %lld --on 2026-05-05", d.number).status, 2); /* who reads? */
	r = RUN("rights show %lld --on 2026-05-05 --as amal", d.number);
	t_ok(r.status == 0 && has(r.out, "SUSPENDED  AMO-TNS") && has(r.out, "first contribution") &&
	     has(r.out, "[ma/AMO_TNS/rule.rights, SIGNED"));
	r = RUN("rights show %lld --on 2026-05-05 --as amal --json", d.number);
	t_ok(has(r.out,
		 "\"on\":\"2026-05-05\",\"known_on\":\"\",\"state\":\"SUSPENDED\",\"scheme\":\"AMO-TNS\""));
	t_ok(has(r.out,
		 "\"from\":\"2026-01-01\",\"to\":\"\",\"through\":\"OWN\",\"because\":[{\"code\":\"FIRST_"
		 "PAYMENT\",\"day\":\"2026-01-01\",\"until\":\"2026-01-31\""));
	t_ok(has(r.out, "\"law\":{\"path\":\"ma/AMO_TNS/rule.rights\"") && has(r.out, "first contribution"));
	t_ok(has(RUN("rights show %lld --as amal", d.number).out, "SUSPENDED")); /* today */
	r = RUN("rights show %lld --on 2025-05-05 --as amal", d.number);
	t_ok(r.status == 1 && has(r.err, "RIGHTS_EARLY"));
	r = RUN("rights show 100 --as amal");
	t_ok(r.status == 1 && has(r.err, "PERSON_NONE"));
	r = RUN("rights show %lld --as dina", d.number);
	t_ok(r.status == 1 && has(r.err, "ROLE"));
	r = RUN("rights show %lld --on 2026-05-05 --known-on 2020-01-01 --as idris", d.number);
	t_ok(r.status == 1 && has(r.err, "RIGHTS_EARLY"));
	/* a day is its end, in the fund's time: what was learned today counts */
	r = RUN("rights show %lld --on 2026-05-05 --known-on %.*s --as idris --json", d.number,
		STR_ARG(date_text(a, clock_day(clock_now()))));
	t_ok(r.status == 0 && has(r.out, "T22:59:59Z\",\"state\":\"SUSPENDED\""));
	t_int(RUN("rights show %lld --known-on sometime --as idris", d.number).status, 2);
	r = RUN("rights show %lld --on 2026-05-05 --known-on 2999-01-01T00:00:00Z --as idris", d.number);
	t_ok(r.status == 0 && has(r.out, "SUSPENDED"));
	r = RUN("rights history %lld --as idris", d.number);
	t_ok(r.status == 0 && has(r.out, "2026-01-01 .. "));
	r = RUN("person show %lld", d.number);
	t_ok(has(r.out, "rights.read"));
	db_close(d.w.db);
}

static rc tampered(struct tx *tx, void *cls)
{
	static const struct db_stmt change = {
		.name = "test_change",
		.sql = "UPDATE rights SET state = 'OPEN'",
		.data = DATA_SOCIAL,
	};

	(void)cls;
	return db_exec(tx, &change, NULL, NULL);
}

T(rights_are_decided_once_more)
{
	struct desk d = desk(a, "t_cli_replay");
	struct ran r;

	r = RUN("rights show %lld --on 2026-05-05 --replay --as amal", d.number);
	t_ok(r.status == 0 && has(r.out, "SAME"));
	t_ok(has(RUN("rights show %lld --replay --json --as amal", d.number).out, "{\"replay\":\"SAME\"}"));
	t_need(db_write(d.w.db, FOR_COUNTER, "test", tampered, NULL));
	r = RUN("rights show %lld --on 2026-05-05 --replay --as amal", d.number);
	t_ok(r.status == 1 && has(r.out, "stored:  OPEN") && has(r.out, "decided: SUSPENDED") &&
	     has(r.err, "RIGHTS_DIFFER"));
	db_close(d.w.db);
}

/* The word behind "id": in JSON. */
static str id_in(struct arena *a, str out)
{
	const char *p = memmem(out.p, out.n, "\"id\":", 5);

	return p == NULL ? S("0") : str_printf(a, "%lld", strtoll(p + 5, NULL, 10));
}

T(tokens_by_commands)
{
	struct desk d = desk(a, "t_cli_tokens");
	struct ran r;

	r = RUN("user add pharma --role provider --name Pharma");
	t_int(r.status, 0);
	r = RUN("user add both --role provider,counter --name Both");
	t_ok(r.status == 1 && has(r.err, "ROLES"));
	t_int(RUN("user token pharma").status, 2);
	r = RUN("user token pharma --as amal");
	t_ok(r.status == 1 && has(r.err, "ROLE"));
	r = RUN("user token amal --as dina");
	t_ok(r.status == 1 && has(r.err, "TOKEN_ROLE"));
	t_int(RUN("user token pharma --as dina --days 731").status, 2);
	t_int(RUN("user token pharma --as dina --per-minute 0").status, 2);
	r = RUN("user token pharma --as dina");
	t_ok(r.status == 0 && r.out.n == 50 && has(r.out, "sanad_"));
	r = RUN("user token pharma --as dina --days 3 --per-minute 7 --json");
	t_ok(has(r.out, "\"token\":\"sanad_"));
	str id = id_in(a, r.out);
	r = RUN("user tokens pharma");
	t_ok(has(r.out, "7 a minute, last used never") && has(r.out, "60 a minute") && !has(r.out, "sanad_"));
	t_int(RUN("user revoke x --as dina").status, 2);
	r = RUN("user revoke %.*s --as amal", STR_ARG(id));
	t_ok(r.status == 1 && has(r.err, "ROLE"));
	r = RUN("user revoke %.*s --as dina", STR_ARG(id));
	t_int(r.status, 0);
	r = RUN("user revoke %.*s --as dina", STR_ARG(id));
	t_ok(r.status == 1 && has(r.err, "TOKEN_NONE"));
	t_ok(has(RUN("user tokens pharma").out, "taken back"));
	t_ok(has(RUN("user tokens amal").out, "no token"));
	r = RUN("rights checks %lld --as idris", d.number);
	t_ok(r.status == 0 && has(r.out, "Nobody has checked."));
	db_close(d.w.db);
}
