#include "testing/cli.h"

/* The store is one of this test's own. */
static struct ran run(struct arena *a, const char *words)
{
	return cli_run(a, str_printf(a, "sqlite:%s/cli_test.dir/s.db", dir()).p, words);
}

static void write_file(struct arena *a, const char *name, const char *text)
{
	FILE *f = fopen(str_printf(a, "%s/%s", dir(), name).p, "wb");

	must(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

static void empty_store(struct arena *a)
{
	static const char *const tails[] = { "", "-wal", "-shm" };

	for (int i = 0; i < 3; i++)
		unlink(str_printf(a, "%s/cli_test.dir/s.db%s", dir(), tails[i]).p);
}

T(cli_distances)
{
	t_int(cli_distance("", ""), 0);
	t_int(cli_distance("fund", "fund"), 0);
	t_int(cli_distance("", "abc"), 3);
	t_int(cli_distance("kitten", "sitting"), 3);
	t_int(cli_distance("imoprt", "import"), 1);
	t_int(cli_distance("contry", "country"), 1);
	t_seeds (300) {
		char w[2][8] = { "", "" };
		for (int k = 0; k < 2; k++)
			for (int64_t i = 0, n = t_between(0, 7); i < n; i++)
				w[k][i] = (char)('a' + t_between(0, 2));
		int d = cli_distance(w[0], w[1]), more = abs((int)strlen(w[0]) - (int)strlen(w[1]));
		t_int(cli_distance(w[1], w[0]), d);
		t_ok(more <= d && d <= 7 && (d == 0) == (strcmp(w[0], w[1]) == 0));
	}
}

T(cli_help)
{
	struct ran r = run(a, "help");

	t_int(r.status, 0);
	t_ok(has(r.out, "territory import") && has(r.out, "init"));
	t_ok(str_eq(run(a, "").out, r.out) && str_eq(run(a, "--help").out, r.out));
	r = run(a, "help territory import");
	t_ok(r.status == 0 && has(r.out, "usage: sanad territory import FILE") &&
	     has(r.out, "--country ma|dz"));
	t_ok(str_eq(run(a, "territory import --help").out, r.out));
	t_ok(has(run(a, "help body").out, "sanad body add"));
	t_int(run(a, "help nothing").status, 2);
	t_ok(has(run(a, "--version").out, "sanad "));
}

T(cli_calls_not_well_formed)
{
	static const struct {
		const char *words, *says;
	} bad[] = {
		{ "territory imprt x", "near it: sanad territory import" },
		{ "teritory import x", "near it: sanad territory import" },
		{ "territory", "near it: sanad territory import" },
		{ "zzzzzzzzzz", "`sanad help` lists them" },
		{ "territory import", "FILE is missing" },
		{ "territory import a b --country ma", "too many words: 'b'" },
		{ "territory import x --contry ma", "near it: --country" },
		{ "territory import x --country", "--country needs ma|dz" },
		{ "territory import x --country=ma --country=dz", "given twice" },
		{ "init --json=1", "--json takes no value" },
		{ "--fund ma init", "belongs behind" },
		{ "init", "--fund ma or --fund dz" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct ran r = run(a, bad[i].words);
		if (r.status != 2 || !has(r.err, bad[i].says) || !has(r.err, "sanad: 1001 USAGE"))
			t_fail("%s: %d %.*s", bad[i].words, r.status, STR_ARG(r.err));
		t_ok(r.out.n == 0);
	}
	struct ran r = run(a, "territory imprt --json");
	t_ok(r.status == 2 && has(r.out, "{\"error\":\"USAGE\",\"code\":1001,\"text\":\""));
}

T(cli_stores)
{
	empty_store(a);
	struct ran r = run(a, "body list --json");
	t_int(r.status, 1);
	t_ok(has(r.err, "sanad: 1111 DB_EMPTY") && has(r.out, "\"error\":\"DB_EMPTY\""));
	t_int(run(a, "body list --store nonsense").status, 1);
	t_int(run(a, "--store postgresql://127.0.0.1:1/none body list").status, 3);
	/* A password in a URL is not printed. */
	r = run(a, "body list --store postgresql://u:sesame@127.0.0.1:1/none");
	t_ok(!has(r.err, "sesame") && !has(r.out, "sesame"));
	t_str(run(a, "init --fund ma --json").out, "{\"fund\":\"ma\",\"made\":true}\n");
	t_str(run(a, "--json init --fund=ma").out, "{\"fund\":\"ma\",\"made\":false}\n");
	t_int(run(a, "init --fund dz").status, 1);
	t_int(run(a, "init --fund tn").status, 1);
	t_int(run(a, "migrate").status, 0);
	t_int(run(a, "body list").status, 0);
}

T(cli_import)
{
	empty_store(a);
	t_int(run(a, "init --fund ma").status, 0);
	write_file(a, "cli_test.csv", "code,name_fr,name_ar\n01,Nord ,نورد\n01,Sud,سود\n");
	const char *import =
	    str_printf(a, "territory import %s/cli_test.csv --country ma --report %s/cli_test.report", dir(),
		       dir())
		.p;
	struct ran r = run(a, import);
	t_int(r.status, 0);
	t_ok(has(r.out, "2 rows read; 1 new, 0 the same, 0 changed, 1 refused") &&
	     has(r.out, "SPACES_REMOVED: 1"));
	str report = content(a, str_printf(a, "%s/cli_test.report", dir()).p);
	t_ok(has(report, "line,code,refused,text\n2,SPACES_REMOVED,no,\"'Nord ': spaces were left out\"\n"));
	t_ok(has(report, "3,CODE_TWICE,yes,"));
	r = run(a, str_printf(a, "%s --json", import).p);
	t_ok(has(
	    r.out,
	    "{\"imported\":\"territories\",\"read\":2,\"new\":0,\"same\":1,\"changed\":0,\"refused\":1,"));
	t_int(run(a, "territory import nothere.csv --country ma").status, 1);
	t_int(
	    run(a, str_printf(a, "territory import %s/cli_test.csv --country ma --from 2026-13-01", dir()).p)
		.status,
	    2);
	t_int(run(a,
		  str_printf(a, "territory import %s/cli_test.csv --country ma --report /nowhere/x", dir()).p)
		  .status,
	      3);
	t_int(run(a, str_printf(a, "place import %s/cli_test.csv --kind hospital", dir()).p).status, 1);
	t_int(run(a, str_printf(a, "place import %s/cli_test.csv --kind school", dir()).p).status, 2);
}

T(cli_bodies)
{
	const char *make =
	    str_printf(a,
		       "cd '%s' && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
		       "-subj /CN=R/O=T -days 2 -keyout cli_test.key -out cli_test.pem 2>cli_test.log",
		       dir())
		.p;

	empty_store(a);
	t_int(run(a, "init --fund ma").status, 0);
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		execlp("sh", "sh", "-c", make, (char *)NULL);
		_Exit(127);
	}
	waitpid(pid, NULL, 0);
	const char *add =
	    str_printf(a, "body add DGI --cert %s/cli_test.pem --scheme AMO-TNS --json", dir()).p;
	t_str(run(a, add).out, "{\"body\":\"DGI\",\"added\":true}\n");
	t_str(run(a, add).out, "{\"body\":\"DGI\",\"added\":false}\n");
	struct ran r = run(a, "body list --json");
	t_ok(has(r.out, "{\"body\":\"DGI\",\"scheme\":\"AMO-TNS\"") &&
	     has(r.out, "\"subject\":\"O=T,CN=R\""));
	t_ok(has(run(a, "body list").out, "O=T,CN=R"));
	r = run(a, str_printf(a, "body add DGI --cert %s/cli_test.pem --scheme AMO-PENSION", dir()).p);
	t_ok(r.status == 1 && has(r.err, "DB_EXISTS"));
	r = run(a, str_printf(a, "body add AGRI --cert %s/cli_test.pem --scheme NONE", dir()).p);
	t_ok(r.status == 1 && has(r.err, "SCHEME_NONE"));
	r = run(a, str_printf(a, "body add AGRI --cert %s/cli_test.key", dir()).p);
	t_ok(r.status == 1 && has(r.err, "SIGN_CERT"));
	t_int(run(a, str_printf(a, "body add agri --cert %s/cli_test.pem", dir()).p).status, 2);
	t_int(run(a, "body add AGRI").status, 2);
	setenv("SANAD_NOW", "2036-01-01", 1);
	r = run(a, str_printf(a, "body add LATE --cert %s/cli_test.pem", dir()).p);
	unsetenv("SANAD_NOW");
	t_ok(r.status == 1 && has(r.err, "SIGN_EXPIRED"));
}

/* People are made by deliveries: tests/feed/run finds them by this command too. */
T(cli_people)
{
	empty_store(a);
	t_int(run(a, "init --fund ma").status, 0);
	struct ran r = run(a, "person find Ben Ali 12/03/1980");
	t_ok(r.status == 0 && has(r.out, "Nobody was found.") && !has(r.out, "others"));
	t_str(run(a, "person find Ben Ali 12/03/1980 --json").out,
	      "{\"shown\":0,\"found\":0,\"more\":false,\"next\":0}\n");
	t_ok(has(run(a, "person find Ali").out, "add the date of birth"));
	t_int(run(a, "person find").status, 2);
	t_int(run(a, "person find Ali --after x").status, 2);
	r = run(a, "person find Ali --as nobody");
	t_ok(r.status == 1 && has(r.err, "USER_NONE") && has(r.err, "--as nobody"));
	r = run(a, "person show 100 000 008");
	t_ok(r.status == 1 && has(r.err, "PERSON_NONE"));
	t_int(run(a, "person show").status, 2);
}

T(cli_demo)
{
	empty_store(a);
	t_int(run(a, "init --fund ma").status, 0);
	struct ran r = run(a, "demo --people 10");
	t_ok(r.status == 1 && has(r.err, "NOT_DEMO"));
	t_int(run(a, "demo begin").status, 0);
	t_ok(has(run(a, "demo").err, "--people N is missing") && run(a, "demo --people 0").status == 2);
	t_str(run(a, "demo territory --json").out, "{\"planted\":true}\n");
	t_ok(has(run(a, "demo territory").out, "communes already"));
	r = run(a, "demo --people 300 --seed 2 --json");
	t_ok(r.status == 0 && has(r.out, "{\"again\":false,\"people\":300,\"families\":") &&
	     has(r.out, "\"members\":{\"AMO-SALARIED\":"));
	t_ok(has(run(a, "demo --people 300 --seed 2").out, "300 people (there already)"));
	const char *deliver = str_printf(a, "demo delivery %s/cli_test.dir/d --rows 50", dir()).p;
	r = run(a, str_printf(a, "%s --json", deliver).p);
	t_ok(r.status == 0 && has(r.out, "\"scheme\":\"AMO-TNS\",\"expected\":{\"REGISTERED\":"));
	t_ok(has(run(a, deliver).out, "DEMO-1.csv and .manifest.json, for AMO-TNS"));
	r = run(a, "demo delivery /nowhere/at/all");
	t_ok(r.status == 3 && has(r.err, "/nowhere/at/all"));
	r = run(a, str_printf(a, "%s --body low", deliver).p);
	t_ok(r.status == 2 && has(r.err, "low"));
}
