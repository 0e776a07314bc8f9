/* sanad law, from the files to the fund's signature. */
#include "testing/cli.h"
#include "testing/people.h"

#include "service/users.h"

#include <sys/stat.h>

static void user(struct arena *a, struct db *db, const char *login, int64_t roles)
{
	struct user_new u = { .login = str_of(login),
			      .display_name = S("Essai"),
			      .roles = roles,
			      .language = S("fr"),
			      .password = S("a long and winding password") };
	user_id id;

	must(rc_ok(user_add(db, clock_now(), a, (user_id){ 0 }, &u, NULL, &id)));
}

#define RUN(words) cli_run(a, url, words)

T(law_needs_no_store)
{
	const char *url = "sqlite:build/there-is-no-such.db";
	struct ran r = RUN("law check");

	t_ok(r.status == 0 && has(r.out, "no mistake"));
	t_ok(has(RUN("law check --json").out, "\"files\":22"));
	r = RUN("law show ma/common/smig.hour --on 2022-08-31 --json");
	t_ok(r.status == 0 &&
	     has(r.out, "\"path\":\"ma/common/smig.hour\",\"value\":\"14.81\",\"unit\":\"MAD/h\"") &&
	     has(r.out, "\"from\":\"2020\",\"to\":\"2022-08-31\",\"until\":\"2022-09-01\"") &&
	     has(r.out, "\"status\":\"VOTED\""));
	t_ok(has(RUN("law show ma/common/smig.hour --on 2026-02-01").out,
		 "17.92 MAD/h  from 2026-01-01  DRAFT"));
	r = RUN("law show ma/AMO_TADAMON/rsu.threshold --on 2023-12-31");
	t_ok(r.status == 0 && has(r.out, "9.3264284"));
	r = RUN("law show ma/AMO_TADAMON/rsu.threshold --on 2023-12-30 --json");
	t_ok(r.status == 1 && has(r.out, "\"error\":\"LAW_CANNOT\"") &&
	     has(r.err, "cannot compute: parameter ma/AMO_TADAMON/rsu.threshold on 2023-12-30: IMPRECISE"));
	r = RUN("law show ma/AMO/rate.ald --language ar");
	t_ok(r.status == 1 && has(r.err, "MISSING") && has(r.err, "يتعذر الحساب"));
	t_int(RUN("law show ma/common/smig").status, 1);
	t_int(RUN("law show ma/common/smig.hour --language de").status, 2);
	t_int(RUN("law show ma/common/smig.hour --on soon").status, 2);
	t_int(RUN("law list --language de").status, 2);
	t_ok(has(RUN("law list ma/TNR --json").out,
		 "\"path\":\"ma/TNR/tnr.letter.K/Kc\",\"value\":\"22.50\""));
	r = RUN("law coverage --json");
	t_ok(r.status == 0 && has(r.out, "\"scheme\":\"TNR\"") &&
	     has(r.out, "\"missing\":\"ma/AMO/rate.ald\"") &&
	     has(r.out, "\"code\":\"src/service/family_law.c\""));
	t_ok(has(r.out, "\"scheme\":\"AMO_TNS\",\"code\":\"AMO-TNS\"") &&
	     has(r.out, "\"missing\":\"ma/AMO_ACHAMIL/rule.contribution\""));
	r = RUN("law show ma/AMO_TNS/rule.rights --on 2026-01-01 --json");
	t_ok(r.status == 0 && has(r.out, "\"value\":\"PAID period=MONTH covers=NEXT late=NEXT_MONTH "
					 "wait=AMO_TNS/rights.stage\",\"unit\":\"rule\""));
	t_ok(has(RUN("law show ma/AMO_STUDENT/rule.manager --on 2027-01-31").out, "MANAGED by=CNOPS"));
	t_ok(has(RUN("law show ma/AMO_STUDENT/rule.manager --on 2027-02-01").out, "MANAGED by=CNSS"));
	t_ok(has(RUN("law show ma/AMO_STUDENT/rule.rights --on 2027-01-31").err, "MISSING"));
	t_ok(RUN("law coverage --signed").status != 0);
	t_int(RUN("law sign ma/common/smig.hour --from 2020-07-01").status != 0, 1);
}

static void write_file(struct arena *a, const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	(void)a;
	must(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

T(law_of_a_directory)
{
	const char *url = "sqlite:build/there-is-no-such.db";
	const char *d = str_printf(a, "%s/t_law_dir", dir()).p, *file = str_printf(a, "%s/ma/X.yaml", d).p;

	(void)unlink(file);
	(void)mkdir(d, 0700);
	(void)mkdir(str_printf(a, "%s/ma", d).p, 0700);
#define AT(words) RUN(str_printf(a, words, d).p)
	t_int(AT("law check %s").status, 1);
	write_file(a, file,
		   "country: ma\nscheme: X\ndescription: {fr: x}\nparameters:\n k:\n  description: {fr: x}\n "
		   " unit: MAD\n"
		   "  values:\n   2020: {value: 1.50, status: VOTED, reference: loi 1, seen_at: y, "
		   "confidence: high}\n");
	struct ran r = AT("law check %s");
	t_ok(r.status == 0 && has(r.out, "1 parameters in 1 files: 1 values, 0 declared gaps"));
	t_ok(has(AT("law show ma/X/k --law %s").out, "1.50 MAD  from 2020  VOTED"));
	t_int(AT("law show ma/X/k --fund --law %s").status, 2);
	r = RUN(str_printf(a, "law diff %s %s", d, d).p);
	t_ok(r.status == 0 && has(r.out, "No value differs"));
	r = AT("law diff %s --json");
	t_ok(has(r.out, "{\"change\":\"ADDED\",\"path\":\"ma/X/"
			"k\",\"from\":\"2020\",\"old\":{},\"new\":{\"path\":\"ma/X/k\","));
	t_ok(has(r.out, "{\"change\":\"REMOVED\",\"path\":\"dz/CASNOS/due\",\"from\":\"2019\""));
	write_file(a, file, "country: ma\nscheme: X\nx: 1\n");
	r = AT("law check %s");
	t_ok(r.status == 1 && has(r.out, "ma/X.yaml:3:1: x is no name that a law file may have"));
	t_ok(has(AT("law check %s --json").out, "\"line\":3,\"column\":1,"));
	write_file(
	    a, file,
	    "country: ma\nscheme: X\ndescription: {fr: x}\nparameters:\n"
	    " rule.keep.loss: {description: {fr: x}, unit: rule, values: {2020: {value: KEEP months=X/m, "
	    "status: VOTED, reference: loi 1, seen_at: y, confidence: high}}}\n");
	r = AT("law check %s");
	t_ok(r.status == 1 && has(r.out, "ma/X.yaml:5:62: there is no parameter X/m in ma"));
	r = AT("law show ma/X/k --law %s");
	t_ok(r.status == 1 && has(r.err, "LAW_FILES"));
	t_int(RUN("law check build/there-is-no-such").status, 1);
}

T(law_signed_by_commands)
{
	unsetenv("T_DB"); /* the commands open a file */
	struct town w = town_open(a, "t_cli_law", "ma");
	const char *url = w.url;

	user(a, w.db, "driss", DIRECTOR);
	user(a, w.db, "amal", COUNTER_AGENT);
	db_close(w.db);
#define PATH "ma/common/rights.keep.death"
	struct ran r = RUN("law show " PATH " --fund");
	t_ok(r.status == 1 && has(r.err, "UNCONFIRMED_UNSIGNED"));
	r = RUN("law sign " PATH " --from 2010-01-01 --as amal --reason x");
	t_ok(r.status == 1 && has(r.err, "ROLE"));
	t_int(RUN("law sign " PATH " --from 2010-01-01 --as driss").status, 2);
	r = RUN("law sign " PATH " --from 2010-01-01 --as driss --reason x --json");
	t_ok(r.status == 0 && has(r.out, "\"signed_from\":\"2010-01-01\""));
	r = RUN("law show " PATH " --fund --on 2015-01-01 --json");
	t_ok(r.status == 0 && has(r.out, "\"value\":\"24\"") && has(r.out, "\"by_signature\":true"));
	t_ok(has(RUN("law signed").out, PATH "  start unknown, used from 2010-01-01"));
	t_ok(has(RUN("law coverage --signed --json").out, "\"scheme\":\"common\""));
	t_int(RUN("law unsign " PATH " --from 2010-01-02 --as driss --reason x").status, 1);
	t_int(RUN("law unsign " PATH " --from 2010-01-01 --as driss --reason x").status, 0);
	t_int(RUN("law show " PATH " --fund").status, 1);
}

#undef PATH
#define PATH "ma/X/k"

T(law_put_in_force_by_commands)
{
	unsetenv("T_DB"); /* the commands open a file */
	struct town w = town_open(a, "t_cli_lawv", "ma");
	const char *url = w.url, *d = str_printf(a, "%s/t_lawv_dir", dir()).p,
		   *file = str_printf(a, "%s/ma/X.yaml", d).p;

	user(a, w.db, "driss", DIRECTOR);
	user(a, w.db, "salma", DIRECTOR);
	db_close(w.db);
	(void)mkdir(d, 0700);
	(void)mkdir(str_printf(a, "%s/ma", d).p, 0700);
	write_file(a, file,
		   "country: ma\nscheme: X\ndescription: {fr: x}\nparameters:\n k:\n  description: {fr: x}\n "
		   " unit: MAD\n"
		   "  values:\n   2020: {value: 1.50, status: VOTED, reference: loi 1, seen_at: y, "
		   "confidence: high}\n");
	t_ok(has(RUN("law versions --json").out, "{\"version\":1,\"state\":\"IN_FORCE\",\"base\":0,"));
	t_int(RUN("law propose --as driss --reason x").status, 2);
	t_int(AT("law propose %s --program --as driss --reason x").status, 2);
	t_int(AT("law propose %s --as driss").status, 2);
	t_int(AT("law propose %s --reason x").status, 2);
	struct ran r = RUN("law propose --program --as driss --reason x");
	t_ok(r.status == 1 && has(r.err, "3034 LAW_VERSION_SAME"));
	r = AT("law propose %s --as driss --reason decret --json");
	t_ok(r.status == 0 && has(r.out, "{\"version\":2}"));
	/* the file alone is the same: it waits already */
	r = RUN(str_printf(a, "law propose %s --as salma --reason x", file).p);
	t_ok(r.status == 1 && has(r.err, "LAW_VERSION_AGAIN") && has(r.err, "version 2"));
	r = RUN("law diff --version 2 --json");
	t_ok(r.status == 0 && has(r.out, "{\"change\":\"ADDED\",\"path\":\"" PATH "\""));
	t_int(RUN("law diff").status, 2);
	t_int(RUN("law diff --version 9").status, 1);
	t_int(RUN("law show " PATH " --fund --on 2024-01-01").status, 1);
	t_ok(has(RUN("law approve 2 --as driss").err, "LAW_VERSION_OWN"));
	t_int(RUN("law approve two --as salma").status, 2);
	t_int(RUN("law approve 2").status, 2);
	r = RUN("law approve 2 --as salma");
	t_ok(r.status == 1 && has(r.err, "3090 LAW_SIMULATION_NONE") &&
	     has(r.err, "sanad law simulate --version 2"));
	t_int(RUN("law simulate --as salma").status, 2);
	t_int(RUN("law simulate --version 2").status, 2);
	t_int(RUN("law simulate --version two --as salma").status, 2);
	t_int(RUN("law simulate --version 2 --program --as salma").status, 2);
	t_int(RUN("law simulate --version 2 --on soon --as salma").status, 2);
	t_ok(has(RUN("law simulate --version 2 --on 1800-01-01 --as salma").err, "LAW_SIMULATION_DAY"));
	t_ok(has(RUN("law simulate --version 2 --examples --as salma").err, "ROLE"));
	r = AT("law simulate %s --as driss --on 2027-06-01");
	t_ok(r.status == 0 && has(r.out, "On 2027-06-01, of 0 people") && has(r.out, "0 gain cover"));
	t_ok(has(RUN("law approve 2 --as salma").err, "LAW_SIMULATION_NONE")); /* that wasn't kept */
	r = RUN("law simulate --version 2 --as salma --json");
	t_ok(r.status == 0 && has(r.out, "{\"of\":\"all\",\"day\":") &&
	     has(r.out, "\"people\":0,\"GAINS\":0,"));
	t_int(RUN("law approve 2 --as salma").status, 0);
	t_ok(has(RUN("law show " PATH " --fund --on 2024-01-01").out, "1.50 MAD"));
	t_ok(has(RUN("law versions").out, "sanad law propose --program"));
	t_int(RUN("law propose --program --as salma --reason retour").status, 0);
	t_ok(has(RUN("law refuse 3 --as salma --reason non").err, "LAW_VERSION_OWN"));
	t_ok(has(RUN("law withdraw 3 --as driss --reason non").err, "LAW_VERSION_HANDS"));
	t_int(RUN("law refuse 3 --as driss").status, 2);
	t_int(RUN("law refuse 3 --as driss --reason non").status, 0);
	t_ok(has(RUN("law versions --json").out, "\"state\":\"REFUSED\",\"base\":2,\"reason\":\"retour\""));
	t_int(RUN("law propose --program --as salma --reason retour").status, 0);
	t_int(RUN("law withdraw 4 --as salma --reason erreur").status, 0);
	write_file(a, file, "country: ma\nscheme: X\nx: 1\n");
	r = AT("law propose %s --as driss --reason decret");
	t_ok(r.status == 1 && has(r.err, "ma/X.yaml:3:1: x is no name that a law file may have"));
}

/* Worked cases: those of the checkout, those of another law, and some that don't hold. */
T(law_cases)
{
	const char *url = "sqlite:build/there-is-no-such.db";
	const char *d = str_printf(a, "%s/t_cases_dir", dir()).p,
		   *file = str_printf(a, "%s/ma/cases/x.yaml", d).p;
	struct ran r = RUN("law cases");

	t_ok(r.status == 0 && has(r.out, "ok   law/ma/cases/tns.yaml:") &&
	     has(r.out, " cases, 0 of them failed"));
	t_ok(has(RUN("law cases law --language fr").out, "Le premier paiement ouvre les droits"));
	t_ok(has(RUN("law cases law --language ar --json").out,
		 "\"file\":\"dz/cases/salaried.yaml\",\"line\":"));
	t_int(RUN("law cases law --language de").status, 2);
	r = RUN("law cases --law tests/law/new_scheme");
	t_ok(r.status == 0 && has(r.out, "A scheme that the program never heard of"));
	/* the program's law doesn't know that scheme */
	r = RUN("law cases tests/law/new_scheme");
	t_ok(r.status == 1 && has(r.err, "CASE_FILES") && has(r.out, "has no scheme of the code TEST-TAXI"));
	t_int(RUN("law check tests/law/new_scheme").status, 0);

	(void)mkdir(d, 0700);
	(void)mkdir(str_printf(a, "%s/ma", d).p, 0700);
	(void)unlink(file);
	r = AT("law cases %s");
	t_ok(r.status == 1 && has(r.err, "CASE_NONE"));
	(void)mkdir(str_printf(a, "%s/ma/cases", d).p, 0700);
	write_file(a, file,
		   "country: ma\ncases:\n"
		   "- {title: {ar: x}, reference: x, signed: all,\n"
		   "   people: {A: {born: 1950, members: [{scheme: AMO-PENSION, from: 2020-01-01}]}},\n"
		   "   expect: {A: [{on: 2026-12-01, state: OPEN},\n"
		   "                {on: 2026-12-02, state: CLOSED}]}}\n");
	r = AT("law cases %s");
	t_ok(r.status == 1 && has(r.err, "CASE_FAILED") && has(r.out, "1 cases, 1 of them failed") &&
	     has(r.out, "ma/cases/x.yaml:6:17: A on 2026-12-02") && has(r.out, "expected: CLOSED") &&
	     has(r.out, "came:     OPEN AMO-PENSION") && !has(r.out, "2026-12-01"));
	r = AT("law cases %s --json");
	t_ok(has(r.out, "\"line\":5,\"column\":17,\"name\":\"A\",\"on\":\"2026-12-01\",\"ok\":true") &&
	     has(r.out, "\"line\":6,\"column\":17,\"name\":\"A\",\"on\":\"2026-12-02\",\"ok\":false"));
	t_int(RUN("law cases build/there-is-no-such").status, 1);
}
