/* Worked months are superseded, never overwritten; on both engines. */
#include "domain/employment/employment.h"

#include "testing/fresh.h"
#include "testing/t.h"

T(employment_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_employment_statements");

	for (const struct db_stmt *const *s = employment_stmts; *s != NULL; s++)
		t_need(db_check(db, *s));
	db_close(db);
}

struct story {
	struct arena *a;
	struct worked_month is, *list;
	size_t n;
	instant at;
	bool changed;
};

static rc set(struct tx *tx, void *cls)
{
	struct story *s = cls;

	return worked_month_set(tx, s->a, &s->is, &s->changed);
}

static rc look(struct tx *tx, void *cls)
{
	struct story *s = cls;

	return worked_month_list(tx, s->is.person_id, s->at, s->a, &s->list, &s->n);
}

static rc retract_twice(struct tx *tx, void *cls)
{
	struct story *s = cls;

	TRY(worked_month_retract(tx, &s->list[0], (instant){ 99 }));
	return worked_month_retract(tx, &s->list[0], (instant){ 100 });
}

static rc load(struct tx *tx, void *cls)
{
	struct story *s = cls;
	struct worked_month *rows = arena_array(s->a, struct worked_month, WORKED_MONTHS_MAX + 1);

	for (int i = 0; i <= WORKED_MONTHS_MAX; i++) {
		rows[i] = s->is;
		rows[i].person_id.v = 2;
		rows[i].month.days = 31 * i;
	}
	return db_load(tx, &worked_month_table, rows, WORKED_MONTHS_MAX + 1);
}

T(employment_superseded)
{
	struct db *db = fresh(a, "t_employment");
	struct story s = { .a = a };

	s.is = (struct worked_month){ .person_id = { 1 },
				      .scheme = S("AMO-SAL"),
				      .month = { 31 },
				      .known_from = { 10 },
				      .known_until = { INT64_MAX },
				      .days = 26,
				      .hours = 191,
				      .source_id = 7 };
	t_need(db_write(db, FOR_REGISTRATION, "test", set, &s));
	t_ok(s.changed);
	t_need(db_write(db, FOR_REGISTRATION, "test", set, &s));
	t_ok(!s.changed);
	s.is.hours = 190; /* in the same moment */
	t_need(db_write(db, FOR_REGISTRATION, "test", set, &s));
	t_ok(s.changed);
	s.at.us = 10;
	t_need(db_read(db, FOR_COUNTER, "test", look, &s));
	t_int((int64_t)s.n, 1);
	t_int(s.list[0].hours, 191);
	s.at.us = 11;
	t_need(db_read(db, FOR_COUNTER, "test", look, &s));
	t_int((int64_t)s.n, 1);
	t_int(s.list[0].hours, 190);
	t_rc(db_write(db, FOR_REGISTRATION, "test", retract_twice, &s), DB_CONFLICT);
	t_need(db_write(db, FOR_REGISTRATION, "test", load, &s));
	s.is.person_id.v = 2;
	t_rc(db_read(db, FOR_COUNTER, "test", look, &s), LIMIT);
	db_close(db);
}
