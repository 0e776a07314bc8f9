/* domain/usage/usage_db.c - SQL of the room. */
#include "domain/usage/usage.h"

#define F(f) DB_FIELD(struct service_use, f)
#define FIELDS F(service_use_id), F(person_id), F(service), F(channel), F(commune_id), F(at)
#define COLUMNS "service_use_id, person_id, service, channel, commune_id, at"

str used_service_name(enum used_service s)
{
	static const char *const names[USES] = { "ACCOUNT", "CONTACT",	    "STATEMENT",
						 "FAMILY",  "PAYMENT_MODE", "ATTESTATION" };

	return str_of(names[s]);
}

static const struct db_stmt insert = {
	.name = "usage_add",
	.sql = "INSERT INTO service_use (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)",
	.in = DB_SHAPE(FIELDS),
	.data = DATA_JOURNAL,
};

struct page {
	person_id person_id;
	int64_t max;
};
static const struct db_stmt of_person = {
	.name = "usage_of_person",
	.sql =
	    "SELECT " COLUMNS " FROM service_use WHERE person_id = $1 ORDER BY service_use_id DESC LIMIT $2",
	.in = DB_SHAPE(DB_FIELD(struct page, person_id), DB_FIELD(struct page, max)),
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct service_use),
	.data = DATA_JOURNAL,
};

static const struct db_stmt insert_new = {
	.name = "usage_new_add",
	.sql = "INSERT INTO usage_new (service_use_id) VALUES ($1)",
	.in = DB_SHAPE(F(service_use_id)),
	.data = DATA_NONE,
};

/* ---- counting ---- */

struct limit {
	int64_t max;
};
static const struct db_stmt waiting = {
	.name = "usage_waiting",
	.sql =
	    "SELECT u.service_use_id, u.person_id, u.service, u.channel, u.commune_id, u.at FROM usage_new n"
	    " JOIN service_use u ON u.service_use_id = n.service_use_id ORDER BY n.service_use_id LIMIT $1",
	.in = DB_SHAPE(DB_FIELD(struct limit, max)),
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct service_use),
	.data = DATA_JOURNAL,
};
static const struct db_stmt taken = {
	.name = "usage_taken",
	.sql = "DELETE FROM usage_new WHERE service_use_id <= $1",
	.in = DB_SHAPE(F(service_use_id)),
	.data = DATA_NONE,
};
#define PAST \
	"SELECT u.service_use_id, u.person_id, u.service, u.channel, u.commune_id, u.at FROM service_use u"
#define USE_OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct service_use), .data = DATA_JOURNAL
struct span_of_ids {
	int64_t from, until;
};
static const struct db_stmt past = {
	.name = "usage_past",
	.sql = PAST " WHERE u.person_id = @key AND u.service_use_id >= $1 AND u.service_use_id < $2"
		    " ORDER BY u.person_id, u.service_use_id",
	.in = DB_SHAPE(DB_FIELD(struct span_of_ids, from), DB_FIELD(struct span_of_ids, until)),
	USE_OUT,
	.keyed = true,
	.key = DB_INT,
};
static const struct db_stmt waiting_among = {
	.name = "usage_waiting_among",
	.sql = "SELECT service_use_id FROM usage_new WHERE service_use_id = @key ORDER BY service_use_id",
	.out = DB_SHAPE(F(service_use_id)),
	.out_size = sizeof(struct service_use),
	.data = DATA_NONE,
	.keyed = true,
	.key = DB_INT,
};
static const struct db_stmt each = {
	.name = "usage_each",
	.sql = PAST " LEFT JOIN usage_new n ON n.service_use_id = u.service_use_id"
		    " WHERE n.service_use_id IS NULL ORDER BY u.person_id, u.service_use_id",
	USE_OUT,
};
static const struct db_stmt each_between = {
	.name = "usage_each_between",
	.sql = PAST " LEFT JOIN usage_new n ON n.service_use_id = u.service_use_id"
		    " WHERE u.service_use_id >= $1 AND u.service_use_id < $2 AND n.service_use_id IS NULL"
		    " ORDER BY u.person_id, u.service_use_id",
	.in = DB_SHAPE(DB_FIELD(struct span_of_ids, from), DB_FIELD(struct span_of_ids, until)),
	USE_OUT,
};

#define C(f) DB_FIELD(struct usage_count, f)
#define COUNT_FIELDS C(month), C(territory_id), C(service), C(channel), C(uses), C(people), C(trips)
static const struct db_stmt count_add = {
	.name = "usage_count_add",
	.sql = "INSERT INTO usage_count (month, territory_id, service, channel, uses, people, trips)"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (month, territory_id, service, channel)"
	       " DO UPDATE SET uses = usage_count.uses + excluded.uses,"
	       " people = usage_count.people + excluded.people, trips = usage_count.trips + excluded.trips",
	.in = DB_SHAPE(COUNT_FIELDS),
	.data = DATA_NONE,
};
struct counted {
	instant counted_at;
};
static const struct db_stmt counted_put = {
	.name = "usage_counted_put",
	.sql = "INSERT INTO usage_counted (one, counted_at) VALUES (1, $1)"
	       " ON CONFLICT (one) DO UPDATE SET counted_at = excluded.counted_at",
	.in = DB_SHAPE(DB_FIELD(struct counted, counted_at)),
	.data = DATA_NONE,
};
static const struct db_stmt counted_get = {
	.name = "usage_counted_get",
	.sql = "SELECT coalesce(max(counted_at), 0) AS counted_at FROM usage_counted",
	.out = DB_SHAPE(DB_FIELD(struct counted, counted_at)),
	.out_size = sizeof(struct counted),
	.data = DATA_NONE,
};

/* ---- figures ---- */

#define A(f) DB_FIELD(struct usage_asked, f)
#define ASKED DB_SHAPE(A(from), A(until), A(territory_id), A(service))
/* The territory itself, and what lies in it. */
#define WHICH \
	" FROM usage_count WHERE month >= $1 AND month <= $2 AND (CAST($3 AS BIGINT) = 0 OR territory_id IN" \
	" (SELECT t.territory_id FROM territory t WHERE t.territory_id = $3 OR t.parent_id = $3))" \
	" AND ($4 = '' OR service = $4)"
#define SUMS \
	"CAST(sum(uses) AS BIGINT) AS uses, CAST(sum(people) AS BIGINT) AS people," \
	" CAST(sum(trips) AS BIGINT) AS trips"
static const struct db_stmt by_month = {
	.name = "usage_by_month",
	.sql = "SELECT month, 0 AS territory_id, service, channel, " SUMS WHICH
	       " GROUP BY month, service, channel ORDER BY month, service, channel",
	.in = ASKED,
	.out = DB_SHAPE(COUNT_FIELDS),
	.out_size = sizeof(struct usage_count),
	.data = DATA_NONE,
};
static const struct db_stmt by_territory = {
	.name = "usage_by_territory",
	.sql = "SELECT min(month) AS month, territory_id, service, channel, " SUMS WHICH
	       " GROUP BY territory_id, service, channel ORDER BY territory_id, service, channel",
	.in = ASKED,
	.out = DB_SHAPE(COUNT_FIELDS),
	.out_size = sizeof(struct usage_count),
	.data = DATA_NONE,
};
struct months {
	date month, until;
};
static const struct db_stmt months = {
	.name = "usage_months",
	.sql = "SELECT min(month) AS month, max(month) AS until FROM usage_count HAVING count(*) > 0",
	.out = DB_SHAPE(DB_FIELD(struct months, month), DB_FIELD(struct months, until)),
	.out_size = sizeof(struct months),
	.data = DATA_NONE,
};

rc service_use_add(struct tx *tx, const struct service_use *u)
{
	TRY(db_exec(tx, &insert, u, NULL));
	return db_exec(tx, &insert_new, u, NULL);
}

rc service_uses_of(struct tx *tx, person_id person, size_t max, struct arena *a, struct service_use **ret,
		   size_t *ret_n)
{
	struct page p = { person, (int64_t)max };

	return db_rows(tx, &of_person, &p, max, a, ret, ret_n);
}

rc usage_waiting(struct tx *tx, size_t max, struct arena *a, struct service_use **ret, size_t *ret_n)
{
	struct limit q = { (int64_t)max };

	return db_rows(tx, &waiting, &q, max, a, ret, ret_n);
}

rc usage_taken(struct tx *tx, int64_t last)
{
	struct service_use q = { .service_use_id = last };

	return db_exec(tx, &taken, &q, NULL);
}

rc usage_past(struct tx *tx, instant from, instant until, const int64_t *people, size_t n, db_row *row,
	      void *cls)
{
	struct span_of_ids q = { id_first(from), id_first(until) };

	return db_lookup(tx, &past, &q, people, n, row, cls);
}

rc usage_waiting_among(struct tx *tx, const int64_t *uses, size_t n, db_row *row, void *cls)
{
	return db_lookup(tx, &waiting_among, NULL, uses, n, row, cls);
}

rc usage_each(struct tx *tx, db_row *row, void *cls) { return db_each(tx, &each, NULL, row, cls); }
rc usage_each_between(struct tx *tx, instant from, instant until, db_row *row, void *cls)
{
	struct span_of_ids q = { id_first(from), id_first(until) };

	return db_each(tx, &each_between, &q, row, cls);
}

rc usage_count_add(struct tx *tx, const struct usage_count *c) { return db_exec(tx, &count_add, c, NULL); }

rc usage_counted_set(struct tx *tx, instant now)
{
	struct counted c = { now };

	return db_exec(tx, &counted_put, &c, NULL);
}

rc usage_counted_at(struct tx *tx, struct arena *a, instant *ret)
{
	struct counted c;

	TRY(db_one(tx, &counted_get, NULL, a, &c));
	*ret = c.counted_at;
	return OK;
}

rc usage_by_month(struct tx *tx, const struct usage_asked *q, struct arena *a, struct usage_count **ret,
		  size_t *ret_n)
{
	return db_rows(tx, &by_month, q, USAGE_COUNTS_MAX, a, ret, ret_n);
}

rc usage_by_territory(struct tx *tx, const struct usage_asked *q, struct arena *a, struct usage_count **ret,
		      size_t *ret_n)
{
	return db_rows(tx, &by_territory, q, USAGE_COUNTS_MAX, a, ret, ret_n);
}

rc usage_months(struct tx *tx, struct arena *a, date *ret_from, date *ret_until)
{
	struct months m = { { 0 }, { 0 } };
	rc r = db_one(tx, &months, NULL, a, &m);

	*ret_from = m.month;
	*ret_until = m.until;
	return rc_is(r, E_DB_NONE) ? OK : r;
}

const struct db_stmt *const usage_stmts[] = {
	&insert,       &insert_new, &of_person,	  &waiting,	&waiting_among, &taken,	       &past,	&each,
	&each_between, &count_add,  &counted_put, &counted_get, &by_month,	&by_territory, &months, NULL,
};
