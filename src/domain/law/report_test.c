/* What two states of the law differ in. */
#include "domain/law/report.h"

#include "testing/t.h"

#define HEAD "country: ma\nscheme: X\ndescription: {fr: x}\nparameters:\n"
#define META "status: VOTED, reference: loi 1, seen_at: y, confidence: high}\n"
#define P(key) " " key ":\n  description: {fr: x}\n  unit: MAD\n"

static struct law law(struct arena *a, str text)
{
	struct law_file f = { S("ma/X.yaml"), text };
	struct law l;

	law_read(a, &f, 1, &l);
	for (size_t i = 0; i < l.problems_n; i++)
		t_fail("%zu: %.*s", l.problem[i].line, STR_ARG(mistake_text(a, &l.problem[i].mistake)));
	return l;
}

/* "CHANGED ma/X/k 2020" for each. */
static str said(struct arena *a, const struct law *was, const struct law *is)
{
	struct law_difference *d;
	str all = S("");
	size_t n;

	law_diff(a, was, is, &d, &n);
	for (size_t i = 0; i < n; i++) {
		const struct law_value *v = d[i].new != NULL ? d[i].new : d[i].old;
		const struct law_parameter *p = d[i].is != NULL ? d[i].is : d[i].was;
		all =
		    str_printf(a, "%.*s%.*s %.*s %.*s\n", STR_ARG(all), STR_ARG(law_change_name(d[i].change)),
			       STR_ARG(p->key), STR_ARG(v != NULL ? v->start.text : S("-")));
	}
	return all;
}

T(law_differences)
{
	struct law x = law(a, S(HEAD P("a") "  values:\n   2020: {value: 1, " META
				    P("b") "  values:\n   2020: {value: 2, " META P("c") "  missing: why\n" P(
					"d") "  values:\n   2020: {value: 2, " META));
	struct law y = law(
	    a, S(HEAD P("a") "  values:\n   2020: {value: 1, " META
			     "   2022: {value: 2, " META P("b") "  values:\n   2020: {value: 2.0, " META P(
				 "c") "  values:\n   2021-03: {value: 2, " META P("e") "  missing: why\n"));

	t_str(said(a, &x, &x), "");
	t_str(said(a, &x, &y), "ENDED a 2020\nADDED a 2022\nCHANGED b 2020\nREMOVED c -\nADDED c "
			       "2021-03\nREMOVED d 2020\nADDED e -\n");
	t_str(said(a, &y, &x), "REMOVED a 2022\nENDED a 2020\nCHANGED b 2020\nADDED c -\nREMOVED c "
			       "2021-03\nADDED d 2020\nREMOVED e -\n");
}

T(law_counts_add_up)
{
	const struct law *l = law_carried();
	struct law_count *k;
	size_t parameters = 0, values = 0;

	law_coverage(a, l, NULL, 0, &k);
	for (size_t i = 0; i < l->schemes_n; i++) {
		t_ok(k[i].values == k[i].voted + k[i].draft + k[i].unconfirmed && k[i].signed_for == 0);
		parameters += k[i].parameters;
		values += k[i].values;
	}
	t_ok(parameters == l->n && values >= 116);
}

T(law_paragraphs_are_listed)
{
	t_ok(law_paragraphs_n > 0);
	for (size_t i = 0; i < law_paragraphs_n; i++)
		t_ok(law_paragraphs[i].line > 0 && law_paragraphs[i].text[0] != '\0');
}
