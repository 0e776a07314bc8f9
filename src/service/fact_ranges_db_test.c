/* What bulk runs read: rows of persons first..last as known at a moment, in the order of the tables' keys, by
 * a scan of a range and without a sort. */
#include "domain/contribution/contribution.h"
#include "domain/employment/employment.h"
#include "domain/family/family.h"
#include "domain/household/household.h"
#include "domain/membership/membership.h"
#include "domain/person/death.h"
#include "domain/person/person.h"

#include "testing/fresh.h"
#include "testing/t.h"

#include <string.h>

/* ---- the plans ---- */

struct plan_line {
	int64_t id, parent, notused;
	str detail;
};

static const struct db_field plan_fields[] = {
	DB_FIELD(struct plan_line, id),
	DB_FIELD(struct plan_line, parent),
	DB_FIELD(struct plan_line, notused),
	DB_FIELD(struct plan_line, detail),
	{ 0 },
};

struct planning {
	struct arena *a;
	struct db_stmt stmt;
	struct asked {
		person_id first, last;
		instant at;
	} in;
	int searches, bad;
};

static rc plan_row(void *cls, const void *row)
{
	struct planning *p = cls;
	const char *line = str_c(p->a, ((const struct plan_line *)row)->detail);

	p->searches += strncmp(line, "SEARCH", 6) == 0 && strstr(line, "PRIMARY KEY") != NULL &&
		       strstr(line, ">? AND") != NULL && strstr(line, "<?") != NULL;
	p->bad += strstr(line, "SCAN") != NULL || strstr(line, "TEMP B-TREE") != NULL;
	return OK;
}

static rc plan(struct tx *tx, void *cls)
{
	struct planning *p = cls;

	return db_each(tx, &p->stmt, &p->in, plan_row, p);
}

/* The plan of the statement with this name in a room's list. */
static void plan_is_a_range(struct arena *a, struct db *db, const struct db_stmt *const *list,
			    const char *name, int searches)
{
	struct planning *p = arena_new(a, struct planning);

	while (*list != NULL && strcmp((*list)->name, name) != 0)
		list++;
	must(*list != NULL);
	p->a = a;
	p->stmt = **list;
	p->stmt.sql = str_printf(a, "EXPLAIN QUERY PLAN %s", (*list)->sql).p;
	p->stmt.out = plan_fields;
	p->stmt.out_size = sizeof(struct plan_line);
	t_need(db_read(db, FOR_AUDIT, "plan", plan, p));
	t_int(p->searches, searches);
	if (p->bad > 0)
		t_fail("%s sorts, or reads the whole table", name);
	t_checks++;
}

T(range_plans)
{
	struct db *db = fresh(a, "t_fact_plans");

	if (strcmp(db_engine(db), "sqlite") == 0) {
		plan_is_a_range(a, db, contribution_stmts, "contribution_range", 1);
		plan_is_a_range(a, db, employment_stmts, "worked_month_range", 1);
		plan_is_a_range(a, db, household_stmts, "household_score_range", 1);
		plan_is_a_range(a, db, death_stmts, "death_range", 1);
		plan_is_a_range(a, db, membership_stmts, "membership_range", 1);
		plan_is_a_range(a, db, family_stmts, "family_link_range", 1);
		plan_is_a_range(a, db, family_stmts, "guardianship_range", 1);
		plan_is_a_range(a, db, family_stmts, "dependant_proof_range", 1);
		plan_is_a_range(a, db, person_stmts, "person_range", 2); /* known now, and before */
	}
	db_close(db);
}

/* ---- the rows ---- */

#define STILL ((instant){ INT64_MAX })

struct story {
	struct arena *a;
	instant at;
	str seen; /* "person/what " of each row */
};

static void see(struct story *s, person_id person, str what)
{
	s->seen = str_printf(s->a, "%.*s%lld/%.*s ", STR_ARG(s->seen), (long long)person.v, STR_ARG(what));
}

#define SEEING(type, id, what) \
	static rc see_##type(void *cls, const void *row) \
	{ \
		const struct type *r = row; \
		see(cls, r->id, what); \
		return OK; \
	}
SEEING(contribution_period, person_id, r->scheme)
SEEING(worked_month, person_id, r->scheme)
SEEING(household_score, person_id, r->score)
SEEING(person_death, person_id, r->reason)
SEEING(membership, person_id, r->state)
SEEING(family_link, person_id, r->role)
SEEING(guardianship, ward_id, r->court_reference)
SEEING(dependant_proof, person_id, r->kind)
SEEING(person_born, person_id, r->born)

/* Each person from 1 to 5 has one row that was held true from 10 to 20, and another one from then on. */
#define LOADING(type, table, id, what, ...) \
	static rc load_##type(struct tx *tx) \
	{ \
		struct type rows[10]; \
		for (int i = 0; i < 10; i++) { \
			rows[i] = (struct type){ .id = { 1 + i % 5 }, \
						 .known_from = { i < 5 ? 20 : 10 }, \
						 .known_until = i < 5 ? STILL : (instant){ 20 }, \
						 .what = i < 5 ? S("NEW") : S("OLD"), \
						 __VA_ARGS__ }; \
		} \
		return db_load(tx, &table, rows, 10); \
	}
LOADING(contribution_period, contribution_table, person_id, scheme, .period_until = { 9 })
LOADING(worked_month, worked_month_table, person_id, scheme, .days = 1)
LOADING(household_score, household_score_table, person_id, score, .until_day = { 9 })
LOADING(person_death, person_death_table, person_id, reason, .day = { 9 })
LOADING(membership, membership_table, person_id, state, .until_day = { 9 })
LOADING(family_link, family_link_table, person_id, role, .until_day = { 9 })
LOADING(guardianship, guardianship_table, ward_id, court_reference, .until_day = { 9 })
LOADING(dependant_proof, dependant_proof_table, person_id, kind, .until_day = { 9 })

static rc load_person(struct tx *tx, int64_t id)
{
	struct person was = { .person_id = { id },
			      .number = 1000 + id,
			      .born = S("1980-01-01"),
			      .sex = S("F"),
			      .state = S("ACTIVE"),
			      .known_from = { 10 } };
	struct person is = was;

	is.known_from.us = 20;
	is.born = S("1981-01-01");
	TRY(person_add(tx, &was, NULL, 0, S("")));
	return person_correct(tx, &was, &is);
}

static rc load_all(struct tx *tx, void *cls)
{
	(void)cls;
	TRY(load_contribution_period(tx));
	TRY(load_worked_month(tx));
	TRY(load_household_score(tx));
	TRY(load_person_death(tx));
	TRY(load_membership(tx));
	TRY(load_family_link(tx));
	TRY(load_guardianship(tx));
	TRY(load_dependant_proof(tx));
	for (int64_t id = 5; id > 0; id--)
		TRY(load_person(tx, id));
	return OK;
}

static rc read_all(struct tx *tx, void *cls)
{
	struct story *s = cls;
	person_id first = { 2 }, last = { 4 };

	s->seen = S("");
	TRY(contribution_range(tx, first, last, s->at, see_contribution_period, s));
	TRY(worked_month_range(tx, first, last, s->at, see_worked_month, s));
	TRY(household_score_range(tx, first, last, s->at, see_household_score, s));
	TRY(death_range(tx, first, last, s->at, see_person_death, s));
	TRY(membership_range(tx, first, last, s->at, see_membership, s));
	TRY(family_link_range(tx, first, last, s->at, see_family_link, s));
	TRY(guardianship_range(tx, first, last, s->at, see_guardianship, s));
	TRY(dependant_proof_range(tx, first, last, s->at, see_dependant_proof, s));
	return person_range(tx, first, last, s->at, see_person_born, s);
}

#define EIGHT_TIMES(x) x x x x x x x x
T(range_rows)
{
	struct db *db = fresh(a, "t_fact_ranges");
	struct story s = { .a = a };

	t_need(db_write(db, FOR_DEMO, "test", load_all, NULL));
	s.at.us = 9;
	t_need(db_read(db, FOR_REGISTRATION, "test", read_all, &s));
	t_str(s.seen, "");
	s.at.us = 19;
	t_need(db_read(db, FOR_REGISTRATION, "test", read_all, &s));
	t_str(s.seen, EIGHT_TIMES("2/OLD 3/OLD 4/OLD ") "2/1980-01-01 3/1980-01-01 4/1980-01-01 ");
	s.at.us = INT64_MAX - 1;
	t_need(db_read(db, FOR_REGISTRATION, "test", read_all, &s));
	t_str(s.seen, EIGHT_TIMES("2/NEW 3/NEW 4/NEW ") "2/1981-01-01 3/1981-01-01 4/1981-01-01 ");
	db_close(db);
}
