/* How somebody pays, by commands; and is it an account number? */
#include "testing/cli.h"
#include "testing/outbox.h"
#include "testing/people.h"

#include "domain/membership/membership.h"
#include "domain/scheme/scheme.h"
#include "service/keys.h"
#include "service/users.h"

#define RIB_A "007450001520500030049113"

T(rib_check)
{
	struct ran r = cli_run(a, "sqlite:none", "rib check 007 450 0015205000300491 13 --country ma --json");

	t_int(r.status, 0);
	t_ok(has(r.out, "\"good\":true") && has(r.out, "\"bank\":\"007\"") &&
	     has(r.out, "\"city\":\"450\"") && has(r.out, "\"rib\":\"" RIB_A "\""));
	r = cli_run(a, "sqlite:none", "rib check 00799999123456789006 --country dz --json");
	t_int(r.status, 0);
	t_ok(has(r.out, "\"agency\":\"99999\""));
	r = cli_run(a, "sqlite:none", "rib check 007450001520500030049114 --country ma --json");
	t_int(r.status, 1);
	t_ok(has(r.out, "\"verdict\":\"KEY\"") && has(r.out, "\"key\":\"14\""));
	r = cli_run(a, "sqlite:none", "rib check MA64007450001520500030049113 --country ma");
	t_int(r.status, 1);
	t_ok(has(r.out, "IBAN"));
	t_int(cli_run(a, "sqlite:none", "rib check 1 --country fr").status, 2);
}

static rc prepare(struct tx *tx, void *cls)
{
	struct membership m = { .person_id = *(person_id *)cls,
				.scheme = S("AMO-TNS"),
				.from_day = { 20000 },
				.until_day = DATE_NEVER,
				.known_from = clock_now(),
				.known_until = KNOWN_STILL,
				.state = S("ACTIVE"),
				.source_id = 1 };

	TRY(scheme_plant(tx, law_carried(), S("ma"), m.from_day));
	return membership_add(tx, &m);
}

static const char *number_after(struct arena *a, str s, const char *name)
{
	const char *p = memmem(s.p, s.n, name, strlen(name));

	must(p != NULL);
	return str_printf(a, "%lld", strtoll(p + strlen(name), NULL, 10)).p;
}

T(payment_by_commands)
{
	struct user_new u = { .login = S("amal"),
			      .display_name = S("Amal"),
			      .roles = COUNTER_AGENT,
			      .language = S("fr"),
			      .password = S("a long and winding password") };
	user_id id;

	unsetenv("T_DB"); /* the commands open a file */
	struct town w = town_open(a, "t_cli_payment", "ma");
	must(rc_ok(keys_make(keys_directory(a, w.url), S("sanad.test/ma"))));
	must(rc_ok(user_add(w.db, clock_now(), a, (user_id){ 0 }, &u, NULL, &id)));
	w.phone = 212612345678;
	person_id omar = town_person(&w, "TAZI", "OMAR", "1980-05-01", "M", "AA1");
	must(rc_ok(db_write(w.db, FOR_DEMO, "test", prepare, &omar)));
	long long n = w.p.number;
#define RUN(...) cli_run(a, w.url, str_printf(a, __VA_ARGS__).p)
	struct ran r = RUN("payment show %lld", n);
	t_int(r.status, 2);
	r = RUN("payment show %lld --as amal", n);
	t_int(r.status, 0);
	t_ok(has(r.out, "No way to pay") && has(r.out, "AMO-TNS: TNS"));
	t_int(RUN("payment choose %lld --as amal --mode CARD", n).status, 2); /* why? */
	r = RUN(
	    "payment choose %lld --as amal --reason counter --mode DIRECT_DEBIT --rib 12 --holder X --day 5",
	    n);
	t_int(r.status, 1);
	t_ok(has(r.err, "--rib: SHORT"));
	r = RUN("payment choose %lld --as amal --reason counter --mode DIRECT_DEBIT --rib " RIB_A
		" --holder Omar --day 5 --client 7 --json",
		n);
	t_int(r.status, 0);
	t_ok(has(r.out, "\"done\":false"));
	const char *choice = number_after(a, r.out, "\"choice\":");
	t_int(RUN("payment confirm %lld --as amal --reason counter --choice %s --code 0", n, choice).status,
	      1);
	r = RUN("payment confirm %lld --as amal --reason counter --choice %s --code %s --json", n, choice,
		str_c(a, outbox_code(w.db, a, S("payment.code"))));
	t_int(r.status, 0);
	t_ok(has(r.out, "\"done\":true") && has(r.out, "\"receipt\":\"A"));
	/* the same call again is the same choice */
	r = RUN("payment choose %lld --as amal --reason counter --mode DIRECT_DEBIT --rib " RIB_A
		" --holder Omar --day 5 --client 7 --json",
		n);
	t_int(r.status, 0);
	t_ok(has(r.out, "\"again\":true"));
	r = RUN("payment show %lld --as amal --json", n);
	t_ok(has(r.out, "\"account\":\"***9113\"") && has(r.out, "\"in_force\":true") && !has(r.out, RIB_A));
	t_int(RUN("payment choose %lld --as amal --reason counter --mode CARD", n).status, 0);
	t_int(RUN("payment stop %lld --as amal --reason counter", n).status, 0);
	t_int(RUN("payment stop %lld --as amal --reason counter", n).status, 1);
	r = RUN("payment choose %lld --as amal --reason counter --mode DIRECT_DEBIT --rib " RIB_A
		" --holder Omar --day 5 --paper /nowhere",
		n);
	t_int(r.status, 1);
	db_close(w.db);
}
