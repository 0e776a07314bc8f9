/* domain/place/codes_db.c */
#include "domain/place/codes.h"

struct on_day {
	date day;
};

static const struct db_stmt commune_codes = {
	.name = "place_commune_codes",
	.sql = "SELECT code, territory_id FROM territory WHERE kind IN ('COMMUNE', 'CENTRE') AND from_day <= "
	       "$1 AND"
	       " until_day > $1 ORDER BY code",
	.in = DB_SHAPE(DB_FIELD(struct on_day, day)),
	.out = DB_SHAPE(DB_FIELD(struct commune_code, code), DB_FIELD(struct commune_code, territory_id)),
	.out_size = sizeof(struct commune_code),
	.data = DATA_NONE,
};

const struct db_stmt *const place_code_stmts[] = { &commune_codes, NULL };

rc place_commune_codes(struct tx *tx, date day, struct arena *a, struct commune_code **ret, size_t *ret_n)
{
	enum { COMMUNES_MAX = 100000 };
	struct on_day key = { day };

	return db_rows(tx, &commune_codes, &key, COMMUNES_MAX, a, ret, ret_n);
}
