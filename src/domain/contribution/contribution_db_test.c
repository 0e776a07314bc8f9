/* Periods are superseded, never overwritten, and don't overlap; on both engines. */
#include "domain/contribution/contribution.h"

#include "testing/fresh.h"
#include "testing/t.h"

#define NOW ((instant){ INT64_MAX - 1 })

T(contribution_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_contribution_statements");

	for (const struct db_stmt *const *s = contribution_stmts; *s != NULL; s++)
		t_need(db_check(db, *s));
	db_close(db);
}

struct story {
	struct arena *a;
	struct contribution_period is, *list;
	size_t n;
	instant at;
	bool changed;
};

static rc set(struct tx *tx, void *cls)
{
	struct story *s = cls;

	return contribution_set(tx, s->a, &s->is, &s->changed);
}

static rc look(struct tx *tx, void *cls)
{
	struct story *s = cls;

	return contribution_list(tx, s->is.person_id, s->at, s->a, &s->list, &s->n);
}

static rc retract_twice(struct tx *tx, void *cls)
{
	struct story *s = cls;

	TRY(contribution_retract(tx, &s->list[0], (instant){ 99 }));
	return contribution_retract(tx, &s->list[0], (instant){ 100 });
}

T(contribution_superseded)
{
	struct db *db = fresh(a, "t_contribution");
	struct story s = { .a = a };

	s.is = (struct contribution_period){ .person_id = { 1 },
					     .scheme = S("AMO-TNS"),
					     .period_from = { 90 },
					     .known_from = { 10 },
					     .period_until = { 120 },
					     .amount = 27600,
					     .paid_day = DATE_NEVER,
					     .source_id = 7 };
	t_need(db_write(db, FOR_REGISTRATION, "test", set, &s));
	t_ok(s.changed);
	s.is.known_from.us = 20;
	t_need(db_write(db, FOR_REGISTRATION, "test", set, &s));
	t_ok(!s.changed); /* the same again */
	s.is.paid_day.days = 121;
	t_need(db_write(db, FOR_REGISTRATION, "test", set, &s));
	t_ok(s.changed);
	s.is.paid_day.days = 122; /* in the same moment: known a moment later */
	t_need(db_write(db, FOR_REGISTRATION, "test", set, &s));
	s.at.us = 19;
	t_need(db_read(db, FOR_COUNTER, "test", look, &s));
	t_int((int64_t)s.n, 1);
	t_int(s.list[0].paid_day.days, DATE_NEVER.days);
	s.at = NOW;
	t_need(db_read(db, FOR_COUNTER, "test", look, &s));
	t_int((int64_t)s.n, 1);
	t_int(s.list[0].paid_day.days, 122);
	t_int(s.list[0].known_from.us, 21);
	t_rc(db_write(db, FOR_REGISTRATION, "test", retract_twice, &s), DB_CONFLICT);
	/* the same first day, another end: a correction; days in common with another period: none */
	s.is.period_until.days = 180;
	t_need(db_write(db, FOR_REGISTRATION, "test", set, &s));
	s.is.period_from.days = 179, s.is.period_until.days = 200;
	t_rc(db_write(db, FOR_REGISTRATION, "test", set, &s), CONTRIBUTION_OVERLAP);
	s.is.period_from.days = 180;
	t_need(db_write(db, FOR_REGISTRATION, "test", set, &s));
	s.is.period_from.days = 100, s.is.period_until.days = 190, s.is.scheme = S("AMO");
	t_need(db_write(db, FOR_REGISTRATION, "test", set, &s)); /* another scheme */
	t_need(db_read(db, FOR_COUNTER, "test", look, &s));
	t_int((int64_t)s.n, 3);
	db_close(db);
}

static rc load(struct tx *tx, void *cls)
{
	struct story *s = cls;
	struct contribution_period *rows =
	    arena_array(s->a, struct contribution_period, CONTRIBUTIONS_MAX + 1);

	for (int i = 0; i <= CONTRIBUTIONS_MAX; i++) {
		rows[i] = s->is;
		rows[i].known_until.us = INT64_MAX;
		rows[i].period_from.days = 30 * i;
		rows[i].period_until.days = 30 * i + 30;
	}
	return db_load(tx, &contribution_table, rows, CONTRIBUTIONS_MAX + 1);
}

T(contribution_too_many_of_one_person)
{
	struct db *db = fresh(a, "t_contribution_many");
	struct story s = { .a = a, .at = NOW };

	s.is = (struct contribution_period){
		.person_id = { 1 }, .scheme = S("AMO-TNS"), .known_from = { 10 }, .source_id = 7
	};
	t_need(db_write(db, FOR_REGISTRATION, "test", load, &s));
	t_rc(db_read(db, FOR_COUNTER, "test", look, &s), LIMIT);
	db_close(db);
}

T(contribution_whatever_fails_nothing_is_half_written)
{
	struct db *db = fresh(a, "t_contribution_fails");
	struct story s = { .a = a, .at = NOW };
	int64_t failed = 0;

	s.is = (struct contribution_period){ .person_id = { 1 },
					     .scheme = S("AMO-TNS"),
					     .period_from = { 90 },
					     .known_from = { 10 },
					     .period_until = { 120 },
					     .paid_day = DATE_NEVER,
					     .source_id = 7 };
	t_need(db_write(db, FOR_REGISTRATION, "test", set, &s));
	s.is.known_from.us = 20, s.is.paid_day.days = 100;
	for (long n = 0; n < 40; n++) {
		db_fail_after(db, n, E_DB_DOWN);
		rc r = db_write(db, FOR_REGISTRATION, "test", set, &s);
		db_fail_after(db, -1, E_OK);
		t_need(db_read(db, FOR_COUNTER, "test", look, &s));
		t_int((int64_t)s.n, 1);
		if (rc_ok(r))
			break;
		failed++;
		t_int(s.list[0].paid_day.days, DATE_NEVER.days);
	}
	t_ok(failed > 2);
	t_int(s.list[0].paid_day.days, 100);
	db_close(db);
}
