/* The worked cases of law/ and of the made-up scheme are run here; besides, that a wrong case is found out.
 */
#include "domain/rights/cases.h"
#include "testing/t.h"

#include <dirent.h>

static str content(struct arena *a, const char *path)
{
	enum { MAX = 1 << 18 };
	char *p = arena_array(a, char, MAX);
	FILE *f = fopen(path, "rb");
	size_t n = f != NULL ? fread(p, 1, MAX, f) : 0;

	must(f != NULL && n > 0 && n < MAX && fclose(f) == 0);
	return (str){ p, n };
}

enum { FILES = 40 };

/* The .yaml files of ROOT/BELOW, named below ROOT, in any order. */
static size_t gather(struct arena *a, const char *root, const char *below, struct law_file *ret)
{
	DIR *d = opendir(str_printf(a, "%s/%s", root, below).p);
	size_t n = 0;

	must(d != NULL);
	for (struct dirent *e = readdir(d); e != NULL; e = readdir(d))
		if (e->d_name[0] != '.' && strstr(e->d_name, ".yaml") != NULL) {
			must(n < FILES);
			ret[n].name = str_printf(a, "%s/%s", below, e->d_name);
			ret[n].text = content(a, str_printf(a, "%s/%s", root, ret[n].name.p).p);
			n++;
		}
	(void)closedir(d);
	return n;
}

static size_t failed_in(const struct law *l, const struct law_case *c, bool say)
{
	struct case_result *r;
	struct arena own;
	size_t failed = 0;

	arena_init(&own, 64 << 20);
	case_run(&own, l, c, &r);
	for (size_t i = 0; i < c->expects_n; i++) {
		failed += !r[i].ok;
		if (!r[i].ok && say)
			printf("# %.*s:%zu: expected %.*s\n#   came %.*s\n", STR_ARG(c->file),
			       r[i].expect->line, STR_ARG(r[i].wanted), STR_ARG(r[i].came));
	}
	arena_done(&own);
	return failed;
}

/* Returns how many cases there are. */
static size_t all_hold(struct arena *a, const struct law *l, const char *root, const char *below)
{
	struct law_file file[FILES] = { 0 };
	size_t n = gather(a, root, below, file), failed = 0;
	struct cases all;

	cases_read(a, l, file, n, &all);
	for (size_t i = 0; i < all.problems_n; i++)
		t_fail("%.*s:%zu:%zu: %.*s", STR_ARG(all.problem[i].file), all.problem[i].line,
		       all.problem[i].column, STR_ARG(mistake_text(a, &all.problem[i].mistake)));
	for (size_t i = 0; i < all.n; i++) {
		t_ok(all.c[i].expects_n > 0);
		failed += failed_in(l, &all.c[i], true);
	}
	t_int((int64_t)failed, 0);
	return all.n;
}

T(the_law_says_what_jurists_expect)
{
	t_ok(all_hold(a, law_carried(), "law", "ma/cases") >= 25);
	t_ok(all_hold(a, law_carried(), "law", "dz/cases") >= 10);
}

T(a_new_scheme_is_a_file)
{
	struct law_file file[FILES] = { 0 };
	struct law l;

	law_read(a, file, gather(a, "tests/law/new_scheme", "ma", file), &l);
	t_int((int64_t)l.problems_n, 0);
	t_int((int64_t)l.schemes_n, 1);
	t_ok(all_hold(a, &l, "tests/law/new_scheme", "ma/cases") > 0);
}

T(the_example_of_the_docs_holds)
{
	static const char begin[] = "```yaml\ncountry: ma\ncases:", end[] = "\n```";
	str docs = content(a, "docs/law.md");
	const char *p = memmem(docs.p, docs.n, begin, strlen(begin));
	must(p != NULL);
	str rest = { p + 8, docs.n - (size_t)(p - docs.p) - 8 };
	const char *q = memmem(rest.p, rest.n, end, strlen(end));
	must(q != NULL);
	struct law_file f = { S("ma/cases/docs.yaml"), { rest.p, (size_t)(q - rest.p) + 1 } };
	struct cases all;

	cases_read(a, law_carried(), &f, 1, &all);
	t_ok(all.n == 1 && all.problems_n == 0);
	if (all.n == 1)
		t_int((int64_t)failed_in(law_carried(), &all.c[0], true), 0);
}

/* ---- a case that doesn't hold ---- */

#define PEOPLE \
	"country: ma\n" \
	"cases:\n" \
	"  - title: {fr: Essai}\n" \
	"    reference: none\n" \
	"    signed: all\n" \
	"    people:\n" \
	"      A:\n" \
	"        born: 1970-01-01\n" \
	"        members: [{scheme: AMO-TNS, from: 2024-01-01}]\n" \
	"        paid: [{scheme: AMO-TNS, periods: 2024-01..2026-03, on: same month day 10},\n" \
	"               {scheme: AMO-TNS, period: 2026-04, amount: 276.00}]\n" \
	"      B: {born: 1972-02-02, spouse_of: {name: A, from: 1999-01-01}}\n" \
	"      C: {born: 1973-03-03}\n" \
	"    expect:\n"

static void read_one(struct arena *a, const char *text, struct cases *ret)
{
	struct law_file f = { S("ma/cases/x.yaml"), str_of(text) };

	cases_read(a, law_carried(), &f, 1, ret);
}

/* Does A have this on a day? */
static bool holds(struct arena *a, const char *expected)
{
	struct cases all;

	read_one(a, str_printf(a, PEOPLE "      A: [{%s}]\n", expected).p, &all);
	must(all.n == 1 && all.problems_n == 0 && all.c[0].expects_n == 1);
	return failed_in(law_carried(), &all.c[0], false) == 0;
}

T(every_word_of_an_expectation_counts)
{
	t_ok(holds(a,
		   "on: 2026-04-30, state: OPEN, scheme: AMO-TNS, package: AMO, manager: CNSS, through: A, "
		   "until: 2026-04-30, because: [PAID], law: [ma/AMO_TNS/rule.rights], pay: nothing"));
	t_ok(!holds(a, "on: 2026-04-30, state: SUSPENDED"));
	t_ok(!holds(a, "on: 2026-04-30, state: NOTHING"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, scheme: AMO-AE"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, scheme: none"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, package: MEDICINES"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, manager: CNOPS"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, through: B"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, until: 2026-05-01"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, until: none"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, because: [PAID, OTHER_COVER]"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, law: [ma/AMO_TNS/rights.stage]"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, law: [ma/AMO_TNS/rule.rights MISSING]"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, pay: 276.00"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, pay: unknown"));
	t_ok(!holds(a, "on: 2026-04-30, state: OPEN, reopens: 2026-05-01"));
	t_ok(holds(a, "on: 2026-05-31, state: SUSPENDED, until: none, pay: 276.00, reopens: 2026-06-01"));
	t_ok(!holds(a, "on: 2026-05-31, state: SUSPENDED, pay: 276.01"));
	t_ok(!holds(a, "on: 2026-05-31, state: SUSPENDED, pay: nothing"));
	t_ok(!holds(a, "on: 2026-05-31, state: SUSPENDED, reopens: 2026-06-02"));
	/* in June nobody told how much May is */
	t_ok(holds(a, "on: 2026-06-01, state: SUSPENDED, pay: unknown, law: [ma/AMO_TNS/rule.contribution]"));
	t_ok(!holds(a, "on: 2026-06-01, state: SUSPENDED, pay: 276.00"));
	t_ok(holds(a, "on: 2023-12-31, state: NOTHING"));
	t_ok(!holds(a, "on: 2023-12-31, state: CLOSED"));
}

T(what_came_is_said)
{
	struct case_result *r;
	struct cases all;

	read_one(a,
		 PEOPLE "      A: [{on: 2026-05-31, state: OPEN, until: none, because: [PAID]}]\n"
			"      B: [{on: 2026-05-31, state: SUSPENDED, through: A, pay: 276.00}]\n"
			"      C: [{on: 2026-05-31, state: NOTHING}]\n",
		 &all);
	t_int((int64_t)all.n, 1);
	case_run(a, law_carried(), &all.c[0], &r);
	t_ok(!r[0].ok && r[1].ok && r[2].ok);
	t_str(r[0].wanted, "OPEN, until none, because PAID");
	t_str(r[0].came,
	      "SUSPENDED AMO-TNS, package AMO, manager CNSS, through A, until none, because UNPAID, "
	      "law ma/AMO_TNS/rule.rights, pay 276.00, reopens 2026-06-01");
	t_int((int64_t)r[0].expect->line, 15);
	t_int((int64_t)r[0].expect->column, 11);
}

T(what_nobody_signed_for_is_not_used)
{
	struct cases all;

	read_one(
	    a,
	    "country: ma\ncases:\n"
	    "  - title: {fr: x}\n    reference: x\n"
	    "    signed: [ma/AMO_PENSION/rule.rights]\n"
	    "    people: {A: {born: 1950, members: [{scheme: AMO-PENSION, from: 2020-01-01}]}}\n"
	    "    expect: {A: [{on: 2026-12-01, state: OPEN, package: AMO}]}\n"
	    "  - title: {fr: x}\n    reference: x\n"
	    "    signed: [ma/AMO_PENSION/rule.rights, ma/AMO_PENSION/rule.package]\n"
	    "    people: {A: {born: 1950, members: [{scheme: AMO-PENSION, from: 2020-01-01}]}}\n"
	    "    expect: {A: [{on: 2026-12-01, state: OPEN, package: AMO}]}\n"
	    /* a draft stays one */
	    "  - title: {fr: x}\n    reference: x\n    signed: all\n"
	    "    people: {A: {born: 1950, members: [{scheme: AMO-TNS, class: BOAT, from: 2026-01-01}]}}\n"
	    "    expect: {A: [{on: 2026-12-01, state: SUSPENDED, pay: unknown, law: "
	    "[ma/AMO_TNS/forfait.fishing_boat_owner DRAFT]}]}\n",
	    &all);
	t_int((int64_t)all.n, 3);
	t_int((int64_t)failed_in(law_carried(), &all.c[0], false), 1);
	t_int((int64_t)failed_in(law_carried(), &all.c[1], true), 0);
	t_int((int64_t)failed_in(law_carried(), &all.c[2], true), 0);
}

/* ---- mistakes in a file ---- */

static const struct {
	const char *text;
	size_t line, column;
	const char *says;
} wrong[] = {
	{ "", 1, 1, "empty" },
	{ "country: ma\ncases: [\n", 3, 1, "not YAML" },
	{ "country: dz\ncases: []\n", 1, 10, "the country is the one of the directory" },
	{ "country: ma\n", 1, 1, "cases is missing" },
	{ "country: ma\ncases: []\n", 2, 8, "cases is a list here" },
	{ "country: ma\ncases: [{titel: x}]\n", 2, 10, "titel is no name that a case may have" },
	{ PEOPLE "      D: [{on: 2026-01-01, state: OPEN}]\n", 15, 7, "nobody of that name" },
	{ PEOPLE "      A: [{on: 2026-02-30, state: OPEN}]\n", 15, 16, "on is a day" },
	{ PEOPLE "      A: [{state: OPEN}]\n", 15, 11, "on is missing" },
	{ PEOPLE "      A: [{on: 2026-02-01}]\n", 15, 11, "state is missing" },
	{ PEOPLE "      A: [{on: 2026-02-01, state: Open}]\n", 15, 35, "OPEN, SUSPENDED" },
	{ PEOPLE "      A: [{on: 2026-02-01, state: OPEN, scheme: TNS}]\n", 15, 49,
	  "has no scheme of the code TNS" },
	{ PEOPLE "      A: [{on: 2026-02-01, state: OPEN, because: [PAYED]}]\n", 15, 51, "no reason" },
	{ PEOPLE "      A: [{on: 2026-02-01, state: OPEN, law: [ma/AMO_TNS/x]}]\n", 15, 47,
	  "no parameter ma/AMO_TNS/x" },
	{ PEOPLE "      A: [{on: 2026-02-01, state: OPEN, law: [ma/AMO_TNS/rule.rights GONE]}]\n", 15, 47,
	  "behind the path" },
	{ PEOPLE "      A: [{on: 2026-02-01, state: OPEN, pay: 1.234}]\n", 15, 46, "an amount" },
	{ PEOPLE "      A: [{on: 2026-02-01, state: OPEN, through: E}]\n", 15, 50, "nobody of that name" },
	{ PEOPLE "      A: {on: 2026-02-01, state: OPEN}\n", 15, 10, "is a list here" },
};

static void says(struct arena *a, const char *text, size_t line, size_t column, const char *what)
{
	struct cases all;

	read_one(a, text, &all);
	t_int((int64_t)all.n, 0);
	t_ok(all.problems_n > 0);
	if (all.problems_n == 0)
		return;
	const struct law_problem *p = &all.problem[0];
	str said = mistake_text(a, &p->mistake);
	bool is =
	    p->line == line && p->column == column && memmem(said.p, said.n, what, strlen(what)) != NULL;
	t_ok(is);
	if (!is)
		printf("# wanted %zu:%zu: %s\n#   came %zu:%zu: %.*s\n", line, column, what, p->line,
		       p->column, STR_ARG(said));
}

T(mistakes_are_said_with_their_place)
{
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		says(a, wrong[i].text, wrong[i].line, wrong[i].column, wrong[i].says);
}

/* What is wrong with a person, or how the case is signed; `person` begins in column 11 of line 5. */
static const struct {
	const char *person;
	size_t column;
	const char *says;
} wrong_person[] = {
	{ "{died: 2020-01-01}", 11, "born is missing" },
	{ "{born: 1970-13-01}", 18, "a day such as 1980-05-12" },
	{ "{born: 1870-01-01}", 18, "a day such as 1980-05-12" },
	{ "{born: 1970, childs: x}", 24, "childs is no name" },
	{ "{born: 1970, members: []}", 33, "members is a list here" },
	{ "{born: 1970, members: [{scheme: X, from: 2020-01-01}]}", 43, "no scheme of the code X" },
	{ "{born: 1970, members: [{scheme: AMO-TNS}]}", 34, "from is missing" },
	{ "{born: 1970, members: [{scheme: AMO-TNS, class: X, from: 2020-01-01}]}", 59,
	  "AMO-TNS has no class X" },
	{ "{born: 1970, members: [{scheme: AMO-TNS, from: 2020-01-02, until: 2020-01-01}]}", 77,
	  "lies before from" },
	{ "{born: 1970, paid: [{scheme: AMO-TNS, on: 2020-01-01}]}", 31, "either period" },
	{ "{born: 1970, paid: [{scheme: AMO-TNS, period: 2020-13}]}", 57, "a month such as" },
	{ "{born: 1970, paid: [{scheme: AMO-TNS, period: 2020-Q5}]}", 57, "a month such as" },
	{ "{born: 1970, paid: [{scheme: AMO-TNS, periods: 2020-Q1..2020-04}]}", 58, "months such as" },
	{ "{born: 1970, paid: [{scheme: AMO-TNS, periods: 2020-04..2020-03}]}", 58, "months such as" },
	{ "{born: 1970, paid: [{scheme: AMO-TNS, period: 2020-04, on: same month day 31}]}", 70,
	  "a day from 1 to 28" },
	{ "{born: 1970, paid: [{scheme: AMO-TNS, period: 2020-04, amount: -1}]}", 74, "an amount" },
	{ "{born: 1970, paid: [{scheme: AMO-TNS, period: 2020-04}, {scheme: AMO-TNS, period: 2020-04}]}", 67,
	  "is there twice" },
	{ "{born: 1970, worked: [{scheme: AMO-TNS, month: 2020-Q1, days: 1}]}", 33, "by months" },
	{ "{born: 1970, worked: [{scheme: AMO-TNS, month: 2020-01}]}", 33, "days or hours" },
	{ "{born: 1970, worked: [{scheme: AMO-TNS, month: 2020-01, days: many}]}", 73, "a whole number" },
	{ "{born: 1970, scores: [{from: 2020-01-01, score: high}]}", 59, "a number such as" },
	{ "{born: 1970, scores: [{from: 2020-01-01, score: 1}, {from: 2021-01-01, score: 1}]}", 63,
	  "two scores on one day" },
	{ "{born: 1970, proofs: [{kind: POOR, from: 2020-01-01}]}", 40, "a proof is STUDENT or DISABILITY" },
	{ "{born: 1970, spouse_of: {name: A, from: 2020-01-01}}", 42, "nobody is their own relative" },
	{ "{born: 1970, spouse_of: {name: B, from: 2020-01-01}}", 42, "nobody of that name" },
	{ "{born: 1970, spouse_of: {from: 2020-01-01}}", 35, "name is missing" },
	{ "{born: 1970, died: 1899-12-31}", 30, "died is a day" },
};

T(mistakes_about_people)
{
	for (size_t i = 0; i < sizeof wrong_person / sizeof wrong_person[0]; i++) {
		const char *text =
		    str_printf(a,
			       "country: ma\ncases: [{title: {fr: x}, reference: x, signed: all,\n"
			       "  people: {\n"
			       "    A:\n"
			       "          %s\n"
			       "  }, expect: {A: [{on: 2020-01-01, state: NOTHING}]}}]\n",
			       wrong_person[i].person)
			.p;
		says(a, text, 5, wrong_person[i].column, wrong_person[i].says);
	}
}

T(mistakes_about_signatures_and_files)
{
	static const char form[] =
	    "country: ma\ncases: [{title: {fr: x}, reference: x, %s\n"
	    "  people: {A: {born: 1970}}, expect: {A: [{on: 2020-01-01, state: NOTHING}]}}]\n";
	struct law_file f = { S("ma/x.yaml"), S("country: ma\n") };
	struct cases all;

	says(a, str_printf(a, form, "").p, 2, 9, "signed is missing");
	says(a, str_printf(a, form, "signed: some,").p, 2, 48, "all, none, or a list");
	says(a, str_printf(a, form, "signed: [ma/x],").p, 2, 49, "no parameter ma/x");
	says(a, str_printf(a, form, "signed: none, unsigned: [ma/common/smig.hour],").p, 2, 64,
	     "unsigned says what is left out");
	cases_read(a, law_carried(), &f, 1, &all);
	t_ok(all.n == 0 && all.problems_n == 1);
	t_str(mistake_text(a, &all.problem[0].mistake), "a file of cases is COUNTRY/cases/NAME.yaml");
}

T(a_list_has_so_many_entries)
{
	str proofs = S("");

	for (int i = 0; i <= CASE_LIST_MAX; i++)
		proofs = str_printf(a, "%.*s{kind: STUDENT, from: 2020-01-01}, ", STR_ARG(proofs));
	says(a,
	     str_printf(
		 a,
		 "country: ma\ncases: [{title: {fr: x}, reference: x, signed: all, people: {A: {born: 1970,\n"
		 "  proofs: [%.*s]}},\n"
		 "  expect: {A: [{on: 2020-01-01, state: NOTHING}]}}]\n",
		 STR_ARG(proofs))
		 .p,
	     3, 11, "at most 40 entries");
}

T(a_file_holds_so_many_facts)
{
	struct cases all;

	read_one(a,
		 "country: ma\ncases: [{title: {fr: x}, reference: x, signed: all, people: {A: {born: 1970,\n"
		 "  worked: [{scheme: AMO-TNS, months: 1900-01..2199-12, days: 1},\n"
		 "    {scheme: AMO-AE, months: 1900-01..2199-12, days: 1}]}},\n"
		 "  expect: {A: [{on: 2020-01-01, state: NOTHING}]}}]\n",
		 &all);
	t_int((int64_t)all.n, 0);
	t_int((int64_t)all.problems_n, 1);
	t_int((int64_t)all.problem[0].line, 4);
}
