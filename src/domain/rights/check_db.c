/* domain/rights/check_db.c */
#include "domain/rights/check.h"

#define F(f) DB_FIELD(struct rights_check, f)
#define FIELDS F(turn_id), F(nth), F(at), F(user_id), F(person_id), F(day)

static const struct db_table check_table = {
	.name = "rights_check",
	.cols = DB_SHAPE(FIELDS),
	.row_size = sizeof(struct rights_check),
	.data = DATA_JOURNAL,
};

struct list_key {
	person_id person_id;
	int64_t before, max;
};
/* CROSS JOIN: from the short tables to the long one; SQLite keeps that order and would guess otherwise,
 * PostgreSQL needs the bounds of the long one. */
static const struct db_stmt of_person = {
	.name = "rights_checks_of",
	.sql =
	    "SELECT turn_id, nth, at, user_id, person_id, day FROM"
	    " (SELECT c.* FROM rights_check_part t CROSS JOIN rights_check_person p CROSS JOIN rights_check c"
	    " WHERE p.part = t.part AND p.person_id = $1 AND p.turn_id < $2"
	    " AND c.turn_id = p.turn_id AND c.nth = p.nth"
	    " UNION ALL SELECT c.* FROM rights_check_new n CROSS JOIN rights_check c"
	    " WHERE c.turn_id = n.turn_id AND c.turn_id >= (SELECT MIN(turn_id) FROM rights_check_new)"
	    " AND c.person_id = $1 AND c.person_id <> 0 AND n.turn_id < $2) AS x"
	    " ORDER BY turn_id DESC, nth DESC LIMIT $3",
	.in = DB_SHAPE(DB_FIELD(struct list_key, person_id), DB_FIELD(struct list_key, before),
		       DB_FIELD(struct list_key, max)),
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct rights_check),
	.data = DATA_JOURNAL,
};

/* ---- parts ---- */

struct turn_row {
	int64_t turn_id, checks;
};
#define W(f) DB_FIELD(struct turn_row, f)
static const struct db_table new_table = {
	.name = "rights_check_new",
	.cols = DB_SHAPE(W(turn_id), W(checks)),
	.row_size = sizeof(struct turn_row),
	.data = DATA_JOURNAL,
};
static const struct db_stmt waiting = {
	.name = "rights_checks_waiting",
	.sql = "SELECT turn_id, checks FROM rights_check_new WHERE turn_id < $1 ORDER BY turn_id LIMIT $2",
	.in = DB_SHAPE(W(turn_id), W(checks)),
	.out = DB_SHAPE(W(turn_id), W(checks)),
	.out_size = sizeof(struct turn_row),
	.data = DATA_JOURNAL,
};
struct between {
	int64_t first, last;
};
#define E(f) DB_FIELD(struct rights_entry, f)
#define ENTRY E(part), E(person_id), E(turn_id), E(nth)
static const struct db_stmt sorted = {
	.name = "rights_checks_sorted",
	.sql = "SELECT CAST($2 AS BIGINT) AS part, c.person_id, c.turn_id, c.nth"
	       " FROM rights_check_new n CROSS JOIN rights_check c"
	       " WHERE n.turn_id BETWEEN $1 AND $2 AND c.turn_id BETWEEN $1 AND $2"
	       " AND c.turn_id = n.turn_id AND c.person_id <> 0 ORDER BY c.person_id, c.turn_id, c.nth",
	.in = DB_SHAPE(DB_FIELD(struct between, first), DB_FIELD(struct between, last)),
	.out = DB_SHAPE(ENTRY),
	.out_size = sizeof(struct rights_entry),
	.data = DATA_JOURNAL,
};

static const struct db_table person_table = {
	.name = "rights_check_person",
	.cols = DB_SHAPE(ENTRY),
	.row_size = sizeof(struct rights_entry),
	.data = DATA_JOURNAL,
};
static const struct db_table part_table = {
	.name = "rights_check_part",
	.cols = DB_SHAPE(DB_FIELD(struct rights_part, part)),
	.row_size = sizeof(struct rights_part),
	.data = DATA_JOURNAL,
};
static const struct db_stmt leave = {
	.name = "rights_checks_leave",
	.sql = "DELETE FROM rights_check_new WHERE turn_id <= $1",
	.in = DB_SHAPE(W(turn_id)),
	.data = DATA_JOURNAL,
};

const struct db_stmt *const rights_check_stmts[] = { &of_person, &waiting, &sorted, &leave, NULL };

rc rights_checks_add(struct tx *tx, const struct rights_check *c, size_t n)
{
	struct turn_row turn = { c->turn_id, (int64_t)n };

	must(n > 0);
	TRY(db_load(tx, &check_table, c, n));
	return db_load(tx, &new_table, &turn, 1);
}

rc rights_part_sort(struct tx *tx, instant now, struct arena *a, struct rights_part *ret)
{
	instant late = { now.us - INT64_C(1000000) * RIGHTS_LATE_S };
	instant old = { now.us - INT64_C(1000000) * RIGHTS_PART_AGE_S };
	struct turn_row key = { id_first(late), RIGHTS_PART_TURNS }, *turn;
	int64_t checks = 0;
	size_t n;

	*ret = (struct rights_part){ 0 };
	TRY(db_rows(tx, &waiting, &key, RIGHTS_PART_TURNS, a, &turn, &n));
	for (size_t i = 0; i < n && checks < RIGHTS_PART_CHECKS; i++) {
		ret->part = turn[i].turn_id;
		checks += turn[i].checks;
		ret->turns++;
	}
	ret->full = checks >= RIGHTS_PART_CHECKS || ret->turns == RIGHTS_PART_TURNS;
	if (ret->turns == 0 || (!ret->full && turn[0].turn_id >= id_first(old))) {
		ret->turns = 0;
		return OK;
	}
	struct between turns = { turn[0].turn_id, ret->part };
	return db_rows(tx, &sorted, &turns, (size_t)checks, a, &ret->entry, &ret->n);
}

rc rights_part_add(struct tx *tx, const struct rights_part *p)
{
	struct turn_row last = { .turn_id = p->part };
	int64_t changed;

	TRY(db_load(tx, &part_table, p, 1));
	if (p->n > 0)
		TRY(db_load(tx, &person_table, p->entry, p->n));
	TRY(db_exec(tx, &leave, &last, &changed));
	CHECK((size_t)changed == p->turns, DB_EXISTS);
	return OK;
}

rc rights_checks_of(struct tx *tx, person_id person, int64_t before, size_t max, struct arena *a,
		    struct rights_check **ret, size_t *ret_n)
{
	struct list_key key = { person, before, (int64_t)max };

	return db_rows(tx, &of_person, &key, max, a, ret, ret_n);
}
