/* domain/membership/membership_db.c - every SQL statement of the room. */
#include "domain/membership/membership.h"

#define FIELDS \
	DB_FIELD(struct membership, person_id), DB_FIELD(struct membership, scheme), \
	    DB_FIELD(struct membership, from_day), DB_FIELD(struct membership, known_from), \
	    DB_FIELD(struct membership, known_until), DB_FIELD(struct membership, until_day), \
	    DB_FIELD(struct membership, state), DB_FIELD(struct membership, profession), \
	    DB_FIELD(struct membership, income_class), DB_FIELD(struct membership, activity_start), \
	    DB_FIELD(struct membership, source_id)
#define COLUMNS \
	"person_id, scheme, from_day, known_from, known_until, until_day, state, profession, income_class," \
	" activity_start, source_id"
#define STILL "9223372036854775807"

const struct db_table membership_table = {
	.name = "membership",
	.cols = DB_SHAPE(FIELDS),
	.row_size = sizeof(struct membership),
	.data = DATA_SOCIAL,
};
static const struct db_stmt membership_select = {
	.name = "membership_select",
	.sql = "SELECT " COLUMNS " FROM membership WHERE person_id = $1 AND known_until = " STILL
	       " ORDER BY from_day, scheme",
	.in = DB_SHAPE(DB_FIELD(struct membership, person_id)),
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct membership),
	.data = DATA_SOCIAL,
};
static const struct db_stmt membership_end_knowledge = {
	.name = "membership_end_knowledge",
	.sql = "UPDATE membership SET known_until = $5 WHERE person_id = $1 AND scheme = $2 AND from_day = "
	       "$3 AND"
	       " known_from = $4 AND known_until = " STILL,
	.in = DB_SHAPE(DB_FIELD(struct membership, person_id), DB_FIELD(struct membership, scheme),
		       DB_FIELD(struct membership, from_day), DB_FIELD(struct membership, known_from),
		       DB_FIELD(struct membership, known_until)),
	.data = DATA_SOCIAL,
};

struct range {
	person_id first, last;
	instant at;
};
static const struct db_stmt membership_select_range = {
	.name = "membership_range",
	.sql = "SELECT " COLUMNS " FROM membership WHERE person_id >= $1 AND person_id <= $2"
	       " AND known_from <= $3 AND $3 < known_until ORDER BY person_id, scheme, from_day, known_from",
	.in =
	    DB_SHAPE(DB_FIELD(struct range, first), DB_FIELD(struct range, last), DB_FIELD(struct range, at)),
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct membership),
	.data = DATA_SOCIAL,
};

const struct db_stmt *const membership_stmts[] = { &membership_select, &membership_end_knowledge,
						   &membership_select_range, NULL };

rc membership_list(struct tx *tx, person_id person, struct arena *a, struct membership **ret, size_t *ret_n)
{
	enum { MEMBERSHIPS_MAX = 500 };
	struct membership key = { .person_id = person };

	return db_rows(tx, &membership_select, &key, MEMBERSHIPS_MAX, a, ret, ret_n);
}

rc membership_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row, void *cls)
{
	struct range q = { first, last, at };

	return db_each(tx, &membership_select_range, &q, row, cls);
}

rc membership_add(struct tx *tx, const struct membership *m) { return db_load(tx, &membership_table, m, 1); }

rc membership_retract(struct tx *tx, const struct membership *was, instant now)
{
	struct membership key = *was;
	int64_t changed;

	key.known_until = now;
	TRY(db_exec(tx, &membership_end_knowledge, &key, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}

rc membership_supersede(struct tx *tx, const struct membership *was, const struct membership *is)
{
	TRY(membership_retract(tx, was, is->known_from));
	return membership_add(tx, is);
}
