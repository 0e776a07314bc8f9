/* A new score ends the one before on its day, and what was known before stays; on both engines. */
#include "domain/household/household.h"

#include "testing/fresh.h"
#include "testing/t.h"

#include <string.h>

T(household_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_household_statements");

	for (const struct db_stmt *const *s = household_stmts; *s != NULL; s++)
		t_need(db_check(db, *s));
	db_close(db);
}

struct story {
	struct arena *a;
	struct household_score is, *list;
	size_t n;
	instant at;
	bool changed;
};

static rc set(struct tx *tx, void *cls)
{
	struct story *s = cls;

	return household_score_set(tx, s->a, &s->is, &s->changed);
}

static rc look(struct tx *tx, void *cls)
{
	struct story *s = cls;

	return household_score_list(tx, (person_id){ 1 }, s->at, s->a, &s->list, &s->n);
}

/* "10..20=8.1 20..=9.3", as known at `at`. */
static const char *known(struct db *db, struct story *s, int64_t at)
{
	str text = S("");

	s->at.us = at;
	must(rc_ok(db_read(db, FOR_COUNTER, "test", look, s)));
	for (size_t i = 0; i < s->n; i++) {
		const struct household_score *h = &s->list[i];
		str until =
		    h->until_day.days == DATE_NEVER.days ? S("") : str_printf(s->a, "%d", h->until_day.days);
		text = str_printf(s->a, "%.*s%s%d..%.*s=%.*s", STR_ARG(text), i > 0 ? " " : "",
				  h->from_day.days, STR_ARG(until), STR_ARG(h->score));
	}
	return str_c(s->a, text);
}

#define IS(at, text) t_ok(strcmp(known(db, &s, at), text) == 0)

static bool score(struct db *db, struct story *s, int from, str value, int64_t now)
{
	s->is = (struct household_score){ .person_id = { 1 },
					  .from_day = { from },
					  .known_from = { now },
					  .score = value,
					  .source_id = 7 };
	must(rc_ok(db_write(db, FOR_REGISTRATION, "test", set, s)));
	return s->changed;
}

T(household_scores_follow_each_other)
{
	struct db *db = fresh(a, "t_household");
	struct story s = { .a = a };
	int64_t now = INT64_MAX - 1;

	t_ok(!score(db, &s, 5, S(""), 10)); /* nothing is known already */
	t_ok(score(db, &s, 10, S("8.1"), 10));
	IS(now, "10..=8.1");
	t_ok(score(db, &s, 20, S("9.3264284"), 10)); /* in the same moment */
	IS(now, "10..20=8.1 20..=9.3264284");
	t_ok(!score(db, &s, 10, S("8.1"), 20));
	t_ok(!score(db, &s, 15, S("8.1"), 20));
	t_ok(!score(db, &s, 20, S("9.3264284"), 20));
	t_ok(score(db, &s, 5, S("7"), 30)); /* before the first one */
	IS(now, "5..10=7 10..20=8.1 20..=9.3264284");
	t_ok(score(db, &s, 12, S("8.2"), 40)); /* in between */
	IS(now, "5..10=7 10..12=8.1 12..20=8.2 20..=9.3264284");
	t_ok(score(db, &s, 10, S("8"), 50)); /* a correction */
	IS(now, "5..10=7 10..12=8 12..20=8.2 20..=9.3264284");
	t_ok(score(db, &s, 25, S(""), 60)); /* no longer known */
	IS(now, "5..10=7 10..12=8 12..20=8.2 20..25=9.3264284");
	t_ok(!score(db, &s, 25, S(""), 60));
	t_ok(score(db, &s, 12, S(""), 70));
	IS(now, "5..10=7 10..12=8 20..25=9.3264284");
	IS(49, "5..10=7 10..12=8.1 12..20=8.2 20..=9.3264284");
	IS(10, "10..=8.1");
	IS(9, "");
	db_close(db);
}

static rc retract_twice(struct tx *tx, void *cls)
{
	struct story *s = cls;

	TRY(household_score_retract(tx, &s->list[0], (instant){ 99 }));
	return household_score_retract(tx, &s->list[0], (instant){ 100 });
}

T(household_retracted_once)
{
	struct db *db = fresh(a, "t_household_retract");
	struct story s = { .a = a };

	t_ok(score(db, &s, 10, S("8.1"), 10));
	IS(50, "10..=8.1");
	t_rc(db_write(db, FOR_REGISTRATION, "test", retract_twice, &s), DB_CONFLICT);
	IS(50, "10..=8.1");
	db_close(db);
}
