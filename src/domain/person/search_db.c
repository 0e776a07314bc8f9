/* domain/person/search_db.c - the SQL of searching: beginnings of indexes, never more rows than asked for. */
#include "domain/person/search.h"

#define KEY_OUT \
	.out = DB_SHAPE(DB_FIELD(struct search_key, last_key), DB_FIELD(struct search_key, first_key), \
			DB_FIELD(struct search_key, person_id)), \
	.out_size = sizeof(struct search_key)
#define NO_KEYS "CAST(0 AS BIGINT) AS last_key, CAST(0 AS BIGINT) AS first_key, person_id"

struct range {
	int64_t from, to, first_from, first_to, max;
	str value;
};
#define RANGE(f) DB_FIELD(struct range, f)

static const struct db_stmt by_last = {
	.name = "search_by_last",
	.sql = "SELECT last_key, first_key, person_id FROM person_name WHERE last_key = $1 AND first_key >= "
	       "$2 AND"
	       " first_key <= $3 ORDER BY last_key, first_key, person_id LIMIT $4",
	.in = DB_SHAPE(RANGE(from), RANGE(first_from), RANGE(first_to), RANGE(max)),
	KEY_OUT,
	.data = DATA_IDENTITY,
};
static const struct db_stmt by_last_range = {
	.name = "search_by_last_range",
	.sql =
	    "SELECT last_key, first_key, person_id FROM person_name WHERE last_key >= $1 AND last_key <= $2"
	    " ORDER BY last_key, first_key, person_id LIMIT $3",
	.in = DB_SHAPE(RANGE(from), RANGE(to), RANGE(max)),
	KEY_OUT,
	.data = DATA_IDENTITY,
};
static const struct db_stmt by_cell = {
	.name = "search_by_cell",
	.sql = "SELECT last_key, first_key, person_id FROM person_cell WHERE cell >= $1 AND cell < $2"
	       " ORDER BY cell, last_key, first_key, person_id LIMIT $3",
	.in = DB_SHAPE(RANGE(from), RANGE(to), RANGE(max)),
	KEY_OUT,
	.data = DATA_IDENTITY,
};
static const struct db_stmt by_phone = {
	.name = "search_by_phone",
	.sql = "SELECT " NO_KEYS " FROM person_phone WHERE phone = $1 ORDER BY phone, person_id LIMIT $2",
	.in = DB_SHAPE(RANGE(from), RANGE(max)),
	KEY_OUT,
	.data = DATA_CONTACT,
};
static const struct db_stmt by_identifier = {
	.name = "search_by_identifier",
	.sql = "SELECT " NO_KEYS " FROM identifier WHERE value = $1 ORDER BY value, kind LIMIT $2",
	.in = DB_SHAPE(RANGE(value), RANGE(max)),
	KEY_OUT,
	.data = DATA_IDENTITY,
};
static const struct db_stmt by_number = {
	.name = "search_by_number",
	.sql = "SELECT " NO_KEYS " FROM person WHERE number = $1",
	.in = DB_SHAPE(RANGE(from)),
	KEY_OUT,
	.data = DATA_IDENTITY,
};
#define PERSON(f) DB_FIELD(struct search_person, f)
const struct db_stmt search_person_by_id = {
	.name = "search_person_by_id",
	.sql = "SELECT person_id, number, last_name, first_name, last_name_ar, first_name_ar, born, sex, "
	       "commune_id,"
	       " state, survivor_id FROM person WHERE person_id = @key ORDER BY person_id",
	.out = DB_SHAPE(PERSON(person_id), PERSON(number), PERSON(last_name), PERSON(first_name),
			PERSON(last_name_ar), PERSON(first_name_ar), PERSON(born), PERSON(sex),
			PERSON(commune_id), PERSON(state), PERSON(survivor_id)),
	.out_size = sizeof(struct search_person),
	.data = DATA_IDENTITY | DATA_CONTACT,
	.keyed = true,
	.key = DB_INT,
};
static const struct db_stmt sources = {
	.name = "person_sources",
	.sql = "SELECT source_id, min(known_from) AS at FROM"
	       " (SELECT source_id, known_from FROM person WHERE person_id = $1"
	       " UNION ALL SELECT source_id, known_from FROM person_past WHERE person_id = $1"
	       " UNION ALL SELECT source_id, known_from FROM membership WHERE person_id = $1) known"
	       " GROUP BY source_id ORDER BY at, source_id",
	.in = DB_SHAPE(DB_FIELD(struct person, person_id)),
	.out = DB_SHAPE(DB_FIELD(struct person_source, source_id), DB_FIELD(struct person_source, at)),
	.out_size = sizeof(struct person_source),
	.data = DATA_IDENTITY | DATA_SOCIAL,
};

const struct db_stmt *const search_stmts[] = {
	&by_last,   &by_last_range,	  &by_cell, &by_phone, &by_identifier,
	&by_number, &search_person_by_id, &sources, NULL
};

rc search_names(struct tx *tx, const struct search_way *range, size_t max, struct arena *a,
		struct search_key **ret, size_t *ret_n)
{
	struct range r = { range->last_from, range->last_to, range->first_from,
			   range->first_to,  (int64_t)max,   S("") };

	return db_rows(tx, r.from == r.to ? &by_last : &by_last_range, &r, max, a, ret, ret_n);
}

rc search_cells(struct tx *tx, int64_t from, int64_t until, size_t max, struct arena *a,
		struct search_key **ret, size_t *ret_n)
{
	struct range r = { .from = from, .to = until, .max = (int64_t)max };

	return db_rows(tx, &by_cell, &r, max, a, ret, ret_n);
}

rc search_phone(struct tx *tx, int64_t phone, size_t max, struct arena *a, struct search_key **ret,
		size_t *ret_n)
{
	struct range r = { .from = phone, .max = (int64_t)max };

	return db_rows(tx, &by_phone, &r, max, a, ret, ret_n);
}

rc search_identifier(struct tx *tx, str value, size_t max, struct arena *a, struct search_key **ret,
		     size_t *ret_n)
{
	struct range r = { .value = value, .max = (int64_t)max };

	return db_rows(tx, &by_identifier, &r, max, a, ret, ret_n);
}

rc search_number(struct tx *tx, int64_t number, struct arena *a, struct search_key **ret, size_t *ret_n)
{
	struct range r = { .from = number };

	return db_rows(tx, &by_number, &r, 1, a, ret, ret_n);
}

rc person_sources(struct tx *tx, person_id person, struct arena *a, struct person_source **ret, size_t *ret_n)
{
	enum { SOURCES_MAX = 1000 };
	struct person key = { .person_id = person };

	return db_rows(tx, &sources, &key, SOURCES_MAX, a, ret, ret_n);
}
