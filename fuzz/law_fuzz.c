/* fuzz/law_fuzz.c - whatever comes as a law file: it is read or its mistakes are named with their place, and
 * what was read gives one answer for each day. */
#include "domain/law/report.h"

#include "base/arena.h"

#include <stdint.h>

static void ask(const struct law *l, const struct law_parameter *p, date day)
{
	struct law_answer x = law_on(l, p->path, day);
	int holding = 0;

	must(x.parameter == p && (x.why != LAW_IS || x.value != NULL));
	for (size_t i = 0; i < p->n; i++) {
		const struct law_value *v = &p->value[i];
		if (v->missing.n > 0 || v->status == LAW_DRAFT)
			continue;
		holding += v->start.sure.days <= day.days && day.days < v->end.first.days;
	}
	must(holding <= 1 && (holding == 0 || x.why == LAW_IS));
	x = law_on_for(l, p->path, day, NULL, 0);
	must(x.why != LAW_IS || x.value->status == LAW_VOTED);
}

/* A value in rule has one, which says the same again and names nothing that isn't there. */
static void obey(struct arena *a, const struct law *l, const struct law_parameter *p)
{
	struct mistake why, faults[RULE_FAULTS_MAX];
	struct law_rule r;
	str part;

	for (size_t i = 0; i < p->n; i++) {
		const struct law_value *v = &p->value[i];
		must((v->rule != NULL) == (p->unit == UNIT_RULE && v->missing.n == 0));
		if (v->rule == NULL)
			continue;
		must(rule_parse(v->text, a, &r, &why) && r.kind == v->rule->kind && r.n == v->rule->n);
		must(rule_part(p->key, &part) && str_eq(part, rule_kind_part(r.kind)));
		must(law_rule_faults(l, p, v->rule, a, faults) == 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct law_file f = { S("ma/X.yaml"), { (const char *)p, n } };
	struct law_difference *d;
	struct law_count *k;
	struct arena a;
	struct law l;
	size_t ds;

	arena_init(&a, 256 << 20);
	law_read(&a, &f, 1, &l);
	must(l.problems_n <= LAW_PROBLEMS_MAX && l.n <= LAW_PARAMETERS_MAX);
	for (size_t i = 0; i < l.problems_n; i++)
		must(l.problem[i].line > 0 && l.problem[i].column > 0 &&
		     mistake_text(&a, &l.problem[i].mistake).n > 0);
	for (size_t i = 0; i < l.n; i++) {
		const struct law_parameter *q = &l.parameter[i];
		must(law_find(&l, q->path) == q && (q->n > 0) == (q->missing.n == 0));
		obey(&a, &l, q);
		for (size_t v = 0; v < q->n; v++)
			for (int32_t off = -1; off <= 1; off++) {
				ask(&l, q, (date){ q->value[v].end.first.days + off });
				if (q->value[v].start.sure.days > INT32_MIN + 1)
					ask(&l, q, (date){ q->value[v].start.sure.days + off });
			}
	}
	law_diff(&a, &l, &l, &d, &ds);
	must(ds == 0);
	law_coverage(&a, &l, NULL, 0, &k);
	arena_done(&a);
	return 0;
}
