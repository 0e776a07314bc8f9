/* fuzz/cases_fuzz.c - whatever comes as a file of worked cases: it is read or its mistakes are named with
 * their place, and what was read can be decided. */
#include "domain/rights/cases.h"

#include "base/arena.h"

#include <stdint.h>

/* A law is made for each case that is run: the first ones are enough. */
enum { RUN_MAX = 2 };

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct law_file f = { S("ma/cases/x.yaml"), { (const char *)p, n } };
	struct case_result *r;
	struct cases all;
	struct arena a;

	arena_init(&a, (size_t)1 << 30);
	cases_read(&a, law_carried(), &f, 1, &all);
	must(all.problems_n <= CASES_PROBLEMS_MAX && all.n <= CASES_MAX);
	for (size_t i = 0; i < all.problems_n; i++)
		must(all.problem[i].line > 0 && all.problem[i].column > 0 &&
		     mistake_text(&a, &all.problem[i].mistake).n > 0);
	for (size_t i = 0; i < all.n; i++) {
		const struct law_case *c = &all.c[i];
		must(c->people_n <= CASE_PEOPLE_MAX && c->reference.n > 0);
		for (size_t k = 0; k < c->expects_n; k++)
			must(c->expect[k].person < c->people_n && c->expect[k].line > 0);
		if (i >= RUN_MAX)
			continue;
		case_run(&a, law_carried(), c, &r);
		for (size_t k = 0; k < c->expects_n; k++)
			must(r[k].expect == &c->expect[k] && r[k].wanted.n > 0 && r[k].came.n > 0);
	}
	arena_done(&a);
	return 0;
}
