/* testing/law.h - the law of a fund, and a director who signed for what families need of it. */
#ifndef TESTING_LAW_H
#define TESTING_LAW_H

#include "domain/law/law.h"

#include "service/fund_law.h"
#include "service/simulate_law.h"

/* The fund's first law, as fund_make() puts it down. */
static inline rc law_planted(struct tx *tx, instant now, str country)
{
	struct arena a;

	arena_init(&a, 64 << 20);
	rc r = law_first(tx, &a, now, country);
	arena_done(&a);
	return r;
}

/* Somebody signed for this value, from the day on. */
static inline rc law_signed_value(struct tx *tx, const struct law_parameter *p, const struct law_value *v,
				  date from)
{
	struct law_signature s = { .path = p->path,
				   .starts = v->start.text,
				   .from_day = from,
				   .digest = { v->digest, LAW_DIGEST_BYTES },
				   .user_id = { 70 },
				   .reason = S("a test"),
				   .known_from = { 1 },
				   .known_until = LAW_STILL,
				   .end_reason = S("") };

	return law_signature_add(tx, &s);
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
		const struct law_parameter *p = law_find(law_carried(), str_of(rows[i].path));
		date from;
		must(rc_ok(date_parse(str_of(rows[i].from), &from)));
		TRY(law_signed_value(tx, p, law_value_starting(p, from), from));
	}
	return OK;
}

static inline bool law_needs_signature(const struct law_parameter *p, const struct law_value *v,
				       const struct law_signature *s, size_t n)
{
	bool certain = v->status == LAW_VOTED && v->start.first.days == v->start.sure.days;

	return v->missing.n == 0 && v->status != LAW_DRAFT && !certain && law_signed(p, v, s, n) == NULL;
}

/* And for everything else of a country that isn't a draft. What starts on a day that nobody knows is used
 * from 1970 on. */
static inline rc law_signed_for_all(struct tx *tx, struct arena *a, str country)
{
	const struct law *l = law_carried();
	struct law_signature *s;
	size_t n;

	TRY(law_signatures(tx, a, &s, &n));
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->parameter[i].n; k++) {
			const struct law_parameter *p = &l->parameter[i];
			const struct law_value *v = &p->value[k];
			if (str_eq(p->country, country) && law_needs_signature(p, v, s, n))
				TRY(law_signed_value(tx, p, v,
						     str_eq(v->start.text, S("unknown")) ? (date){ 0 }
											 : v->start.first));
		}
	return OK;
}

static inline void law_unwatched(void *cls, const char *step, int64_t done, int64_t total)
{
	(void)cls, (void)step, (void)done, (void)total;
}

/* What a proposed version would change has been seen: it may be put in force. */
static inline rc law_seen(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth)
{
	struct law_simulating s = { .by = by, .nth = nth };
	int64_t id;

	TRY(law_simulate_ask(db, a, now, &s, &id));
	return law_simulate_run(db, id, law_unwatched, NULL);
}

#endif
