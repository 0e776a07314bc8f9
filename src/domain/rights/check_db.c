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
static const struct db_stmt of_person = {
	.name = "rights_checks_of",
	.sql = "SELECT turn_id, nth, at, user_id, person_id, day FROM"
	       " (SELECT c.* FROM rights_check_person p"
	       " JOIN rights_check c ON c.turn_id = p.turn_id AND c.nth = p.nth"
	       " WHERE p.person_id = $1 AND p.turn_id < $2"
	       " UNION ALL SELECT c.* FROM rights_check_new n JOIN rights_check c ON c.turn_id = n.turn_id"
	       " WHERE c.person_id = $1 AND c.person_id <> 0 AND n.turn_id < $2) AS x"
	       " ORDER BY turn_id DESC, nth DESC LIMIT $3",
	.in = DB_SHAPE(DB_FIELD(struct list_key, person_id), DB_FIELD(struct list_key, before),
		       DB_FIELD(struct list_key, max)),
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct rights_check),
	.data = DATA_JOURNAL,
};

static const struct db_table new_table = {
	.name = "rights_check_new",
	.cols = DB_SHAPE(F(turn_id)),
	.row_size = sizeof(struct rights_check),
	.data = DATA_JOURNAL,
};
static const struct db_stmt last_waiting = {
	.name = "rights_checks_waiting",
	.sql = "SELECT COALESCE(MAX(turn_id), 0) AS turn_id, CAST(COUNT(*) AS BIGINT) AS nth"
	       " FROM (SELECT turn_id FROM rights_check_new ORDER BY turn_id LIMIT $1) AS page",
	.in = DB_SHAPE(F(nth)),
	.out = DB_SHAPE(F(turn_id), F(nth)),
	.out_size = sizeof(struct rights_check),
	.data = DATA_JOURNAL,
};
static const struct db_stmt sort_in = {
	.name = "rights_checks_sort",
	.sql =
	    "INSERT INTO rights_check_person (person_id, turn_id, nth) SELECT c.person_id, c.turn_id, c.nth"
	    " FROM rights_check_new n JOIN rights_check c ON c.turn_id = n.turn_id"
	    " WHERE n.turn_id <= $1 AND c.person_id <> 0 ORDER BY c.person_id, c.turn_id, c.nth",
	.in = DB_SHAPE(F(turn_id)),
	.data = DATA_JOURNAL,
};
static const struct db_stmt sorted = {
	.name = "rights_checks_sorted",
	.sql = "DELETE FROM rights_check_new WHERE turn_id <= $1",
	.in = DB_SHAPE(F(turn_id)),
	.data = DATA_JOURNAL,
};

const struct db_stmt *const rights_check_stmts[] = { &of_person, &last_waiting, &sort_in, &sorted, NULL };

rc rights_checks_add(struct tx *tx, const struct rights_check *c, size_t n)
{
	must(n > 0);
	TRY(db_load(tx, &check_table, c, n));
	return db_load(tx, &new_table, c, 1);
}

rc rights_checks_sort(struct tx *tx, struct arena *a, bool *ret_more)
{
	struct rights_check last = { .nth = RIGHTS_TURNS_MAX };

	TRY(db_one(tx, &last_waiting, &last, a, &last));
	*ret_more = last.nth == RIGHTS_TURNS_MAX;
	if (last.nth == 0)
		return OK;
	TRY(db_exec(tx, &sort_in, &last, NULL));
	return db_exec(tx, &sorted, &last, NULL);
}

rc rights_checks_of(struct tx *tx, person_id person, int64_t before, size_t max, struct arena *a,
		    struct rights_check **ret, size_t *ret_n)
{
	struct list_key key = { person, before, (int64_t)max };

	return db_rows(tx, &of_person, &key, max, a, ret, ret_n);
}
