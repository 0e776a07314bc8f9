/* domain/law/simulation_db.c - SQL of simulations of a proposed law. */
#include "domain/law/simulation.h"

#define F(f) DB_FIELD(struct law_simulation, f)
#define FIELDS \
	F(simulation_id), F(version_id), F(nth), F(day), F(asked_by), F(asked_at), F(state), F(law), \
	    F(started_at), F(ended_at), F(last_person), F(people), F(total)
#define COLUMNS \
	"simulation_id, version_id, nth, day, asked_by, asked_at, state, law, started_at, ended_at, " \
	"last_person, people, total"
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct law_simulation), .data = DATA_NONE

static const struct db_stmt insert = {
	.name = "law_simulation_insert",
	.sql = "INSERT INTO law_simulation (" COLUMNS
	       ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
	.in = DB_SHAPE(FIELDS),
	.data = DATA_NONE,
};
static const struct db_stmt by_id = {
	.name = "law_simulation_by_id",
	.sql = "SELECT " COLUMNS " FROM law_simulation WHERE simulation_id = $1",
	.in = DB_SHAPE(F(simulation_id)),
	OUT,
};
static const struct db_stmt newest = {
	.name = "law_simulation_newest",
	.sql = "SELECT " COLUMNS " FROM law_simulation WHERE version_id = $1 AND state <> 'CANCELLED'"
	       " ORDER BY asked_at DESC, simulation_id DESC LIMIT 1",
	.in = DB_SHAPE(F(version_id)),
	OUT,
};
static const struct db_stmt newest_done = {
	.name = "law_simulation_newest_done",
	.sql = "SELECT " COLUMNS " FROM law_simulation WHERE version_id = $1 AND state = 'DONE'"
	       " ORDER BY asked_at DESC, simulation_id DESC LIMIT 1",
	.in = DB_SHAPE(F(version_id)),
	OUT,
};
static const struct db_stmt cancel = {
	.name = "law_simulation_cancel",
	.sql = "UPDATE law_simulation SET state = 'CANCELLED', ended_at = $2 WHERE version_id = $1"
	       " AND state IN ('WAITING', 'RUNNING')",
	.in = DB_SHAPE(F(version_id), F(ended_at)),
	.data = DATA_NONE,
};

struct move {
	int64_t simulation_id;
	str was, was_law;
	person_id was_last;
	str state, law;
	instant started_at, ended_at;
	person_id last_person;
	int64_t people, total;
};
#define M(f) DB_FIELD(struct move, f)
static const struct db_stmt update = {
	.name = "law_simulation_update",
	.sql = "UPDATE law_simulation SET state = $5, law = $6, started_at = $7, ended_at = $8,"
	       " last_person = $9, people = $10, total = $11"
	       " WHERE simulation_id = $1 AND state = $2 AND law = $3 AND last_person = $4",
	.in = DB_SHAPE(M(simulation_id), M(was), M(was_law), M(was_last), M(state), M(law), M(started_at),
		       M(ended_at), M(last_person), M(people), M(total)),
	.data = DATA_NONE,
};

/* ---- figures ---- */

#define C(f) DB_FIELD(struct simulation_count, f)
#define COUNT_FIELDS C(simulation_id), C(outcome), C(was), C(becomes), C(age), C(territory_id), C(people)
#define COUNT_COLUMNS "simulation_id, outcome, was, becomes, age, territory_id, people"
static const struct db_stmt count_add = {
	.name = "law_simulation_count_add",
	.sql = "INSERT INTO law_simulation_count (" COUNT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7)"
	       " ON CONFLICT (simulation_id, outcome, was, becomes, age, territory_id)"
	       " DO UPDATE SET people = law_simulation_count.people + excluded.people",
	.in = DB_SHAPE(COUNT_FIELDS),
	.data = DATA_SOCIAL,
};
static const struct db_stmt counts = {
	.name = "law_simulation_counts",
	.sql = "SELECT " COUNT_COLUMNS " FROM law_simulation_count WHERE simulation_id = $1"
	       " ORDER BY outcome, was, becomes, age, territory_id",
	.in = DB_SHAPE(C(simulation_id)),
	.out = DB_SHAPE(COUNT_FIELDS),
	.out_size = sizeof(struct simulation_count),
	.data = DATA_SOCIAL,
};
#define O(f) DB_FIELD(struct simulation_month, f)
#define MONTH_FIELDS O(simulation_id), O(month), O(was_open), O(is_open), O(gains), O(loses), O(unsaid)
#define MONTH_COLUMNS "simulation_id, month, was_open, is_open, gains, loses, unsaid"
#define SUM(table, column) #column " = " table "." #column " + excluded." #column
static const struct db_stmt month_add = {
	.name = "law_simulation_month_add",
	.sql =
	    "INSERT INTO law_simulation_month (" MONTH_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7)"
	    " ON CONFLICT (simulation_id, month) DO UPDATE SET " SUM(
		"law_simulation_month",
		was_open) ", " SUM("law_simulation_month",
				   is_open) ", " SUM("law_simulation_month",
						     gains) ", " SUM("law_simulation_month",
								     loses) ", " SUM("law_simulation_month",
										     unsaid),
	.in = DB_SHAPE(MONTH_FIELDS),
	.data = DATA_SOCIAL,
};
static const struct db_stmt months = {
	.name = "law_simulation_months",
	.sql = "SELECT " MONTH_COLUMNS " FROM law_simulation_month WHERE simulation_id = $1 ORDER BY month",
	.in = DB_SHAPE(O(simulation_id)),
	.out = DB_SHAPE(MONTH_FIELDS),
	.out_size = sizeof(struct simulation_month),
	.data = DATA_SOCIAL,
};
#define L(f) DB_FIELD(struct simulation_lack, f)
#define LACK_FIELDS L(simulation_id), L(what), L(scheme), L(path), L(why), L(people)
#define LACK_COLUMNS "simulation_id, what, scheme, path, why, people"
static const struct db_stmt lack_add = {
	.name = "law_simulation_lack_add",
	.sql = "INSERT INTO law_simulation_lack (" LACK_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)"
	       " ON CONFLICT (simulation_id, what, scheme, path, why)"
	       " DO UPDATE SET people = law_simulation_lack.people + excluded.people",
	.in = DB_SHAPE(LACK_FIELDS),
	.data = DATA_SOCIAL,
};
static const struct db_stmt lacks = {
	.name = "law_simulation_lacks",
	.sql = "SELECT " LACK_COLUMNS " FROM law_simulation_lack WHERE simulation_id = $1"
	       " ORDER BY what, people DESC, scheme, path, why",
	.in = DB_SHAPE(L(simulation_id)),
	.out = DB_SHAPE(LACK_FIELDS),
	.out_size = sizeof(struct simulation_lack),
	.data = DATA_SOCIAL,
};
#define K(f) DB_FIELD(struct simulation_cost, f)
#define COST_FIELDS K(simulation_id), K(scheme), K(outcome), K(people), K(was), K(becomes)
#define COST_COLUMNS "simulation_id, scheme, outcome, people, was, becomes"
static const struct db_stmt cost_add = {
	.name = "law_simulation_cost_add",
	.sql = "INSERT INTO law_simulation_cost (" COST_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)"
	       " ON CONFLICT (simulation_id, scheme, outcome) DO UPDATE SET " SUM(
		   "law_simulation_cost", people) ", " SUM("law_simulation_cost",
							   was) ", " SUM("law_simulation_cost", becomes),
	.in = DB_SHAPE(COST_FIELDS),
	.data = DATA_SOCIAL,
};
static const struct db_stmt costs = {
	.name = "law_simulation_costs",
	.sql = "SELECT " COST_COLUMNS " FROM law_simulation_cost WHERE simulation_id = $1"
	       " ORDER BY scheme, outcome",
	.in = DB_SHAPE(K(simulation_id)),
	.out = DB_SHAPE(COST_FIELDS),
	.out_size = sizeof(struct simulation_cost),
	.data = DATA_SOCIAL,
};

#define DROP(variable, table) \
	static const struct db_stmt variable = { \
		.name = table "_drop", \
		.sql = "DELETE FROM " table " WHERE simulation_id = $1", \
		.in = DB_SHAPE(F(simulation_id)), \
		.data = DATA_SOCIAL, \
	}
DROP(drop_count, "law_simulation_count");
DROP(drop_month, "law_simulation_month");
DROP(drop_lack, "law_simulation_lack");
DROP(drop_cost, "law_simulation_cost");

/* ---- the register ---- */

static const struct db_stmt everybody = {
	.name = "law_simulation_total",
	.sql = "SELECT count(*) AS total FROM person",
	.out = DB_SHAPE(F(total)),
	.out_size = sizeof(struct law_simulation),
	.data = DATA_NONE,
};

const struct db_stmt *const law_simulation_stmts[] = {
	&insert,     &by_id,	  &newest,    &newest_done, &cancel,	&update,   &count_add,
	&counts,     &month_add,  &months,    &lack_add,    &lacks,	&cost_add, &costs,
	&drop_count, &drop_month, &drop_lack, &drop_cost,   &everybody, NULL,
};

rc law_simulation_add(struct tx *tx, const struct law_simulation *s) { return db_exec(tx, &insert, s, NULL); }

static rc one(struct tx *tx, const struct db_stmt *s, const struct law_simulation *key, struct arena *a,
	      struct law_simulation *ret)
{
	rc r = db_one(tx, s, key, a, ret);

	CHECK(!rc_is(r, E_DB_NONE), LAW_SIMULATION_NONE);
	return r;
}

rc law_simulation_get(struct tx *tx, int64_t id, struct arena *a, struct law_simulation *ret)
{
	return one(tx, &by_id, &(struct law_simulation){ .simulation_id = id }, a, ret);
}

rc law_simulation_newest(struct tx *tx, int64_t version_id, struct arena *a, struct law_simulation *ret)
{
	return one(tx, &newest, &(struct law_simulation){ .version_id = version_id }, a, ret);
}

rc law_simulation_newest_done(struct tx *tx, int64_t version_id, struct arena *a, struct law_simulation *ret)
{
	return one(tx, &newest_done, &(struct law_simulation){ .version_id = version_id }, a, ret);
}

rc law_simulation_move(struct tx *tx, const struct law_simulation *was, const struct law_simulation *is)
{
	struct move m = { .simulation_id = was->simulation_id,
			  .was = was->state,
			  .was_law = was->law,
			  .was_last = was->last_person,
			  .state = is->state,
			  .law = is->law,
			  .started_at = is->started_at,
			  .ended_at = is->ended_at,
			  .last_person = is->last_person,
			  .people = is->people,
			  .total = is->total };
	int64_t changed;

	TRY(db_exec(tx, &update, &m, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}

rc law_simulation_cancel(struct tx *tx, int64_t version_id, instant now)
{
	struct law_simulation key = { .version_id = version_id, .ended_at = now };

	return db_exec(tx, &cancel, &key, NULL);
}

rc law_simulation_add_figures(struct tx *tx, int64_t id, const struct simulation_figures *f)
{
	for (size_t i = 0; i < f->counts; i++) {
		struct simulation_count row = f->count[i];
		row.simulation_id = id;
		TRY(db_exec(tx, &count_add, &row, NULL));
	}
	for (size_t i = 0; i < f->months; i++) {
		struct simulation_month row = f->month[i];
		row.simulation_id = id;
		TRY(db_exec(tx, &month_add, &row, NULL));
	}
	for (size_t i = 0; i < f->lacks; i++) {
		struct simulation_lack row = f->lack[i];
		row.simulation_id = id;
		TRY(db_exec(tx, &lack_add, &row, NULL));
	}
	for (size_t i = 0; i < f->costs; i++) {
		struct simulation_cost row = f->cost[i];
		row.simulation_id = id;
		TRY(db_exec(tx, &cost_add, &row, NULL));
	}
	return OK;
}

rc law_simulation_drop_figures(struct tx *tx, int64_t id)
{
	struct law_simulation key = { .simulation_id = id };

	TRY(db_exec(tx, &drop_count, &key, NULL));
	TRY(db_exec(tx, &drop_month, &key, NULL));
	TRY(db_exec(tx, &drop_lack, &key, NULL));
	return db_exec(tx, &drop_cost, &key, NULL);
}

rc law_simulation_figures(struct tx *tx, int64_t id, struct arena *a, struct simulation_figures *ret)
{
	struct simulation_count key = { .simulation_id = id };
	struct simulation_month month = { .simulation_id = id };
	struct simulation_lack lack = { .simulation_id = id };
	struct simulation_cost cost = { .simulation_id = id };

	TRY(db_rows(tx, &counts, &key, SIMULATION_ROWS_MAX, a, &ret->count, &ret->counts));
	TRY(db_rows(tx, &months, &month, SIMULATION_ROWS_MAX, a, &ret->month, &ret->months));
	TRY(db_rows(tx, &lacks, &lack, SIMULATION_ROWS_MAX, a, &ret->lack, &ret->lacks));
	return db_rows(tx, &costs, &cost, SIMULATION_ROWS_MAX, a, &ret->cost, &ret->costs);
}

rc law_simulation_total(struct tx *tx, struct arena *a, int64_t *ret)
{
	struct law_simulation row;

	TRY(db_one(tx, &everybody, NULL, a, &row));
	*ret = row.total;
	return OK;
}
