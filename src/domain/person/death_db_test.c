/* A death is recorded, corrected and taken back, never overwritten; on both engines. */
#include "domain/person/death.h"

#include "testing/fresh.h"
#include "testing/t.h"

T(death_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_death_statements");

	for (const struct db_stmt *const *s = death_stmts; *s != NULL; s++)
		t_need(db_check(db, *s));
	db_close(db);
}

struct story {
	struct arena *a;
	struct person_death is;
	instant at;
	date day;
	bool changed, found;
};

static rc set(struct tx *tx, void *cls)
{
	struct story *s = cls;

	return death_set(tx, s->a, &s->is, &s->changed);
}

static rc take_back(struct tx *tx, void *cls)
{
	struct story *s = cls;

	return death_retract(tx, s->a, s->is.person_id, s->at, S("another of this name"));
}

static rc look(struct tx *tx, void *cls)
{
	struct story *s = cls;

	return death_get(tx, s->is.person_id, s->at, s->a, &s->day, &s->found);
}

static int known(struct db *db, struct story *s, int64_t at)
{
	s->at.us = at;
	must(rc_ok(db_read(db, FOR_COUNTER, "test", look, s)));
	return s->found ? s->day.days : -1;
}

T(death_recorded_corrected_taken_back)
{
	struct db *db = fresh(a, "t_death");
	struct story s = { .a = a };

	s.is = (struct person_death){
		.person_id = { 1 }, .known_from = { 10 }, .day = { 100 }, .reason = S("act"), .source_id = 7
	};
	t_rc(db_write(db, FOR_COUNTER, "test", take_back, &s), DEATH_NONE);
	t_need(db_write(db, FOR_COUNTER, "test", set, &s));
	t_ok(s.changed);
	s.is.known_from.us = 20;
	t_need(db_write(db, FOR_COUNTER, "test", set, &s));
	t_ok(!s.changed);
	s.is.day.days = 101;
	t_need(db_write(db, FOR_COUNTER, "test", set, &s));
	t_ok(s.changed);
	t_int(known(db, &s, 9), -1);
	t_int(known(db, &s, 19), 100);
	t_int(known(db, &s, 20), 101);
	t_need(db_write(db, FOR_COUNTER, "test", take_back, &s)); /* in the same moment */
	t_int(known(db, &s, 20), 101);
	t_int(known(db, &s, 21), -1);
	t_rc(db_write(db, FOR_COUNTER, "test", take_back, &s), DEATH_NONE);
	db_close(db);
}
