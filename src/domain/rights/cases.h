/* domain/rights/cases.h - worked cases: what the law makes of made-up people, as a jurist writes it down and
 * the program must say it too. No store, no clock.
 *
 * law/COUNTRY/cases/NAME.yaml holds some of them: people with their facts, which unconfirmed values are taken
 * as signed for, and what each has on which day (docs/law.md, "Worked cases"). In the files `until` is the
 * last day on which something holds, as people say it; here it is the first day on which it no longer does.
 */
#ifndef DOMAIN_RIGHTS_CASES_H
#define DOMAIN_RIGHTS_CASES_H

#include "domain/rights/decide.h"

enum {
	CASES_MAX = 2000,	/* together */
	CASE_PEOPLE_MAX = 40,	/* of one case */
	CASE_LIST_MAX = 40,	/* entries of one list of a person, and relatives of one kind */
	CASES_FACTS_MAX = 5000, /* of one file */
	CASES_PROBLEMS_MAX = 200,
};

struct case_person {
	str name;
	struct rights_facts
	    f; /* ties without `own`, `insured` being the person's place in the case, from 1 */
};

/* A value of the law that the answer must rest on. */
struct case_law {
	str path;
	bool lacks; /* it must lack, for the reason `why` */
	enum law_why why;
};

/* What somebody has on a day. */
struct case_expect {
	size_t line, column;
	size_t person; /* place in the case */
	date on;
	bool nothing; /* the timeline says nothing of the day; else */
	enum right_state state;
	bool says_scheme; /* empty: none */
	str scheme;
	str package, manager; /* empty: whatever it is */
	bool says_through;
	size_t through; /* whose insurance it is: place in the case */
	bool says_until;
	date until; /* state, scheme and insured are the same until then, whatever the reasons */
	enum because_code because[BECAUSE_MAX];
	size_t because_n;
	struct case_law law[BECAUSE_MAX];
	size_t law_n;
	enum { PAY_WHATEVER, PAY_NOTHING, PAY_AMOUNT, PAY_UNKNOWN } pay; /* to reopen it on the day */
	int64_t amount;							 /* smallest unit */
	bool says_reopens;
	date reopens;
};

struct law_case {
	str file, country; /* "ma/cases/tns.yaml" */
	size_t line;
	str fr, ar, en; /* its title, in one language at least */
	str reference;	/* the text that it illustrates */
	bool sign_all;
	const str *path; /* with sign_all: those that nobody signed for; else those that somebody did */
	size_t paths_n;
	struct case_person *person;
	size_t people_n;
	struct case_expect *expect;
	size_t expects_n;
};

struct cases {
	struct law_case *c; /* in the order of the files */
	size_t n;
	struct law_problem *problem; /* the first CASES_PROBLEMS_MAX; none: the files are good */
	size_t problems_n;
};

/* Reads files of worked cases, named COUNTRY/cases/NAME.yaml. Schemes, classes and paths must be those of the
 * law. What is wrong is said with its place and left out. */
void cases_read(struct arena *a, const struct law *l, const struct law_file *file, size_t n,
		struct cases *ret);

struct case_result {
	const struct case_expect *expect;
	bool ok;
	str wanted, came; /* in words, for whoever must find out why they differ */
};
/* One result for each thing that the case expects; everything in `a`, of which a law needs some megabytes. */
void case_run(struct arena *a, const struct law *l, const struct law_case *c, struct case_result **ret);

#endif
