/* Rights in words, by a command. */
#include "testing/cli.h"
#include "testing/people.h"

#include "domain/membership/membership.h"
#include "service/refresh_rights.h"
#include "service/users.h"

struct desk {
	struct town w;
	person_id omar;
	int64_t number;
};

static rc fill(struct tx *tx, void *cls)
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

	must(rc_ok(date_parse(S("2026-01-01"), &m.from_day)));
	TRY(membership_add(tx, &m));
	return refresh_rights(tx, clock_now(), d->omar, NULL);
}

#define RUN(...) cli_run(a, d.w.url, str_printf(a, __VA_ARGS__).p)
#define N (long long)d.number

T(rights_are_said_in_words_by_a_command)
{
	struct desk d;
	struct user_new u = { .login = S("amal"),
			      .display_name = S("amal"),
			      .roles = COUNTER_AGENT,
			      .language = S("fr"),
			      .password = S("a long and winding password") };
	user_id id;
	struct ran r;

	unsetenv("T_DB"); /* the commands open a file */
	d.w = town_open(a, "t_cli_rights", "ma");
	must(rc_ok(user_add(d.w.db, clock_now(), a, (user_id){ 0 }, &u, NULL, &id)));
	d.omar = town_person(&d.w, "TAZI", "OMAR", "1980-05-01", "M", "AA1");
	d.number = d.w.p.number;
	must(rc_ok(db_write(d.w.db, FOR_REGISTRATION, "test", fill, &d)));

	t_int(RUN("rights show %lld", N).status, 2);
	r = RUN("rights show %lld --as amal --on 2026-06-01", N);
	t_int(r.status, 0);
	t_ok(has(r.out, "UNKNOWN  AMO-TNS") && has(r.out, "hasn’t signed for it yet") &&
	     has(r.out, "[ma/AMO_TNS/rule.rights, UNSIGNED]"));
	r = RUN("rights show %lld --as amal --on 2026-06-01 --language fr", N);
	t_ok(has(r.out, "ne l’a pas encore signée"));
	r = RUN("rights show %lld --as amal --on 2026-06-01 --language ar --json", N);
	t_ok(has(r.out, "\"state\":\"UNKNOWN\"") && has(r.out, "\"code\":\"LAW_UNKNOWN\"") &&
	     has(r.out, "توقعها الإدارة"));
	t_int(RUN("rights show %lld --as amal --language xx", N).status, 2);
	t_int(RUN("rights show %lld --as amal --on 2026-13-01", N).status, 2);
	r = RUN("rights show 1 --as amal");
	t_ok(r.status == 1 && has(r.err, "PERSON_NONE"));
	t_ok(has(RUN("rights show %lld --as amal --on 2020-01-01", N).out, "Nothing is known"));
	t_ok(has(RUN("rights show %lld --as amal --on 2020-01-01 --all", N).out, "2026-01-01 .. "));
	t_ok(has(RUN("person show %lld", N).out, "rights.read"));
	db_close(d.w.db);
}
