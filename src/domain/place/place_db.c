/* domain/place/place_db.c - SQL of territories and places. */
#include "domain/place/place.h"

#define TERRITORY_COLUMNS \
	"territory_id, code, kind, parent_id, name_fr, name_ar, name_key, urban, from_day, until_day"
#define TERRITORY_FIELDS \
	DB_FIELD(struct territory, territory_id), DB_FIELD(struct territory, code), \
	    DB_FIELD(struct territory, kind), DB_FIELD(struct territory, parent_id), \
	    DB_FIELD(struct territory, name_fr), DB_FIELD(struct territory, name_ar), \
	    DB_FIELD(struct territory, name_key), DB_FIELD(struct territory, urban), \
	    DB_FIELD(struct territory, from_day), DB_FIELD(struct territory, until_day)
#define PLACE_COLUMNS "place_id, kind, category, name, territory_id, from_day, until_day, source"
#define PLACE_FIELDS \
	DB_FIELD(struct place, place_id), DB_FIELD(struct place, kind), DB_FIELD(struct place, category), \
	    DB_FIELD(struct place, name), DB_FIELD(struct place, territory_id), \
	    DB_FIELD(struct place, from_day), DB_FIELD(struct place, until_day), \
	    DB_FIELD(struct place, source)

struct asked {
	int64_t territory_id;
	date day;
};

static const struct db_stmt commune_codes = {
	.name = "place_commune_codes",
	.sql =
	    "SELECT territory_id, code FROM territory WHERE kind IN ('COMMUNE', 'CENTRE') AND from_day <= $1"
	    " AND $1 < until_day ORDER BY code",
	.in = DB_SHAPE(DB_FIELD(struct asked, day)),
	.out = DB_SHAPE(DB_FIELD(struct commune_code, territory_id), DB_FIELD(struct commune_code, code)),
	.out_size = sizeof(struct commune_code),
	.data = DATA_NONE,
};

static const struct db_stmt on_day = {
	.name = "place_territory_on",
	.sql = "SELECT " TERRITORY_COLUMNS
	       " FROM territory WHERE from_day <= $1 AND $1 < until_day ORDER BY code",
	.in = DB_SHAPE(DB_FIELD(struct asked, day)),
	.out = DB_SHAPE(TERRITORY_FIELDS),
	.out_size = sizeof(struct territory),
	.data = DATA_NONE,
};

static const struct db_stmt newest = {
	.name = "place_territory_newest",
	.sql =
	    "SELECT " TERRITORY_COLUMNS " FROM territory t WHERE from_day ="
	    " (SELECT max(u.from_day) FROM territory u WHERE u.territory_id = t.territory_id) ORDER BY code",
	.out = DB_SHAPE(TERRITORY_FIELDS),
	.out_size = sizeof(struct territory),
	.data = DATA_NONE,
};

static const struct db_stmt one = {
	.name = "place_territory_read",
	.sql = "SELECT " TERRITORY_COLUMNS
	       " FROM territory WHERE territory_id = $1 AND from_day <= $2 AND $2 < until_day",
	.in = DB_SHAPE(DB_FIELD(struct asked, territory_id), DB_FIELD(struct asked, day)),
	.out = DB_SHAPE(TERRITORY_FIELDS),
	.out_size = sizeof(struct territory),
	.data = DATA_NONE,
};

static const struct db_stmt last_id = {
	.name = "place_territory_last_id",
	.sql = "SELECT coalesce(max(territory_id), 0) AS territory_id FROM territory",
	.out = DB_SHAPE(DB_FIELD(struct asked, territory_id)),
	.out_size = sizeof(struct asked),
	.data = DATA_NONE,
};

static const struct db_stmt add_territory = {
	.name = "place_territory_add",
	.sql =
	    "INSERT INTO territory (" TERRITORY_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
	.in = DB_SHAPE(TERRITORY_FIELDS),
	.data = DATA_NONE,
};

static const struct db_stmt correct = {
	.name = "place_territory_correct",
	.sql = "UPDATE territory SET code = $2, kind = $3, parent_id = $4, name_fr = $5, name_ar = $6, "
	       "name_key = $7,"
	       " urban = $8, until_day = $10 WHERE territory_id = $1 AND from_day = $9",
	.in = DB_SHAPE(TERRITORY_FIELDS),
	.data = DATA_NONE,
};

static const struct db_stmt add_place = {
	.name = "place_add",
	.sql = "INSERT INTO place (" PLACE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
	       " ON CONFLICT (kind, territory_id, name, category) DO NOTHING",
	.in = DB_SHAPE(PLACE_FIELDS),
	.data = DATA_NONE,
};

static const struct db_stmt places_in = {
	.name = "place_in",
	.sql = "SELECT " PLACE_COLUMNS
	       " FROM place WHERE territory_id = $1 AND from_day <= $2 AND $2 < until_day"
	       " ORDER BY kind, name, category",
	.in = DB_SHAPE(DB_FIELD(struct asked, territory_id), DB_FIELD(struct asked, day)),
	.out = DB_SHAPE(PLACE_FIELDS),
	.out_size = sizeof(struct place),
	.data = DATA_NONE,
};

rc place_commune_codes(struct tx *tx, date day, struct arena *a, struct commune_code **ret, size_t *ret_n)
{
	struct asked q = { .day = day };

	return db_rows(tx, &commune_codes, &q, TERRITORIES_MAX, a, ret, ret_n);
}

rc territory_on(struct tx *tx, date day, struct arena *a, struct territory **ret, size_t *ret_n)
{
	struct asked q = { .day = day };

	return db_rows(tx, &on_day, &q, TERRITORIES_MAX, a, ret, ret_n);
}

rc territory_newest(struct tx *tx, struct arena *a, struct territory **ret, size_t *ret_n)
{
	return db_rows(tx, &newest, NULL, TERRITORIES_MAX, a, ret, ret_n);
}

rc territory_read(struct tx *tx, int64_t id, date day, struct arena *a, struct territory *ret)
{
	struct asked q = { .territory_id = id, .day = day };

	return db_one(tx, &one, &q, a, ret);
}

static rc id_seen(void *cls, const void *row)
{
	const struct asked *r = row;
	int64_t *ret = cls;

	*ret = r->territory_id;
	return OK;
}

rc territory_last_id(struct tx *tx, int64_t *ret) { return db_each(tx, &last_id, NULL, id_seen, ret); }

rc territory_add(struct tx *tx, const struct territory *t) { return db_exec(tx, &add_territory, t, NULL); }

rc territory_correct(struct tx *tx, const struct territory *t)
{
	int64_t changed;

	TRY(db_exec(tx, &correct, t, &changed));
	CHECK(changed == 1, DB_NONE);
	return OK;
}

rc place_add(struct tx *tx, const struct place *p, bool *ret_added)
{
	int64_t changed;

	TRY(db_exec(tx, &add_place, p, &changed));
	*ret_added = changed == 1;
	return OK;
}

rc place_in(struct tx *tx, int64_t territory_id, date day, struct arena *a, struct place **ret, size_t *ret_n)
{
	struct asked q = { .territory_id = territory_id, .day = day };

	return db_rows(tx, &places_in, &q, PLACES_MAX, a, ret, ret_n);
}

const struct db_stmt *const place_stmts[] = { &commune_codes, &on_day,	&newest,    &one,	&last_id,
					      &add_territory, &correct, &add_place, &places_in, NULL };
