/* What a fund takes from the law. */
#include "domain/scheme/scheme.h"

#include "domain/law/law.h"
#include "testing/t.h"

static date day(const char *iso)
{
	date d;

	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

static const struct scheme *of(const struct schemes_new *s, const char *code)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->scheme[i].scheme, str_of(code)))
			return &s->scheme[i];
	return NULL;
}

T(scheme_of_the_country_only)
{
	struct schemes_new s;

	schemes_of_law(law_carried(), S("ma"), day("2026-11-27"), a, &s);
	t_ok(s.n == 8 && s.classes_n == 12 && of(&s, "CASNOS") == NULL);
	t_int(of(&s, "AMO-STUDENT")->priority, 40);
	schemes_of_law(law_carried(), S("dz"), day("2026-11-27"), a, &s);
	t_ok(s.n == 5 && s.classes_n == 0);
	t_str(of(&s, "DIASPORA")->name_fr, "Assurance de la communauté nationale à l'étranger");
	t_int(of(&s, "DESTITUTE")->priority, 50);
	/* the order isn't known to hold before it was written down, and there must be one */
	schemes_of_law(law_carried(), S("dz"), day("2001-01-01"), a, &s);
	t_int(of(&s, "DESTITUTE")->priority, 50);
	schemes_of_law(law_carried(), S("tn"), day("2026-11-27"), a, &s);
	t_ok(s.n == 0 && s.classes_n == 0);
}

#define GAP(key) " " key ": {description: {fr: x}, unit: rule, missing: z}\n"
#define PARTS \
	GAP("rule.population") \
	GAP("rule.manager") \
	GAP("rule.package") GAP("rule.contribution") GAP("rule.rights") GAP("rule.dependants")
#define META "status: UNCONFIRMED, reference: unknown, seen_at: y, confidence: low}\n"
#define NAMES "description: {fr: x, ar: y, en: z}\nparameters:\n"

/* A rank from a day on: before it, and when nothing is known, the scheme comes last. */
T(scheme_without_a_rank_comes_last)
{
	struct law_file f[] = {
		{ S("ma/X.yaml"),
		  S("country: ma\nscheme: X\ncode: X-1\n" NAMES PARTS
		    " rule.priority:\n  description: {fr: x}\n  unit: rule\n  values:\n"
		    "   2020-01-01: {value: RANK own=7, " META "   2022-01-01: {missing: nobody knows}\n") },
		{ S("ma/Y.yaml"), S("country: ma\nscheme: Y\ncode: Y-1\n" NAMES PARTS GAP("rule.priority")) },
		{ S("ma/Z.yaml"), S("country: ma\nscheme: Z\n" NAMES GAP("rule.rights")) }
	};
	struct schemes_new s;
	struct law l;

	law_read(a, f, 3, &l);
	t_int((int64_t)l.problems_n, 0);
	schemes_of_law(&l, S("ma"), day("2021-06-01"), a, &s);
	t_int((int64_t)s.n, 2); /* a file without a code is no scheme of the register */
	t_int(of(&s, "X-1")->priority, 7);
	t_int(of(&s, "Y-1")->priority, SCHEME_LAST);
	schemes_of_law(&l, S("ma"), day("2019-12-31"), a, &s);
	t_int(of(&s, "X-1")->priority, SCHEME_LAST);
	schemes_of_law(&l, S("ma"), day("2022-01-01"), a, &s);
	t_int(of(&s, "X-1")->priority, SCHEME_LAST);
}
