/* testing/law.h - the law of a fund, and a director who signed for what families need of it. */
#ifndef TESTING_LAW_H
#define TESTING_LAW_H

#include "domain/law/law.h"

#include "service/fund_law.h"

#include <string.h>

/* The fund's first law, as fund_make() puts it down. */
static inline rc law_planted(struct tx *tx, instant now, str country)
{
	struct arena a;

	arena_init(&a, 64 << 20);
	rc r = law_first(tx, &a, now, country);
	arena_done(&a);
	return r;
}

/* Somebody signed for everything about children: the law says nothing before. */
static inline rc law_signed_for_families(struct tx *tx)
{
	static const struct {
		const char *path, *from;
	} rows[] = { { "ma/common/child.age.general", "1950-01-01" },
		     { "ma/common/child.age.student", "1950-01-01" },
		     { "ma/common/child.age.max_54_23", "2027-02-01" },
		     { "ma/common/child.age.disabled", "1950-01-01" } };

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct law_parameter *p =
		    law_find(law_carried(), (str){ rows[i].path, strlen(rows[i].path) });
		struct law_signature s = { .path = p->path,
					   .user_id = (user_id){ 70 },
					   .reason = S("a test"),
					   .known_until = LAW_STILL,
					   .end_reason = S("") };
		must(rc_ok(date_parse((str){ rows[i].from, strlen(rows[i].from) }, &s.from_day)));
		const struct law_value *v = law_value_starting(p, s.from_day);
		s.starts = v->start.text;
		s.digest = (blob){ v->digest, LAW_DIGEST_BYTES };
		TRY(law_signature_add(tx, &s));
	}
	return OK;
}

#endif
