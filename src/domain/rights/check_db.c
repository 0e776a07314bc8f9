/* domain/rights/check_db.c */
#include "domain/rights/check.h"

#define F(f) DB_FIELD(struct rights_check, f)
#define FIELDS F(turn_id), F(nth), F(at), F(user_id), F(person_id), F(day)

const struct db_table rights_check_table = {
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
	.sql = "SELECT turn_id, nth, at, user_id, person_id, day FROM rights_check WHERE person_id = $1"
	       " AND person_id <> 0 AND turn_id < $2 ORDER BY turn_id DESC, nth DESC LIMIT $3",
	.in = DB_SHAPE(DB_FIELD(struct list_key, person_id), DB_FIELD(struct list_key, before),
		       DB_FIELD(struct list_key, max)),
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct rights_check),
	.data = DATA_JOURNAL,
};

const struct db_stmt *const rights_check_stmts[] = { &of_person, NULL };

rc rights_checks_of(struct tx *tx, person_id person, int64_t before, size_t max, struct arena *a,
		    struct rights_check **ret, size_t *ret_n)
{
	struct list_key key = { person, before, (int64_t)max };

	return db_rows(tx, &of_person, &key, max, a, ret, ret_n);
}
