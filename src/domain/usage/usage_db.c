/* domain/usage/usage_db.c - SQL of the room. */
#include "domain/usage/usage.h"

#include <string.h>

#define F(f) DB_FIELD(struct service_use, f)
#define FIELDS F(service_use_id), F(person_id), F(service), F(channel), F(commune_id), F(at)
#define COLUMNS "service_use_id, person_id, service, channel, commune_id, at"

str used_service_name(enum used_service s)
{
	static const char *const names[USES] = { "ACCOUNT", "CONTACT",	    "STATEMENT",
						 "FAMILY",  "PAYMENT_MODE", "ATTESTATION" };

	return (str){ names[s], strlen(names[s]) };
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

rc service_use_add(struct tx *tx, const struct service_use *u) { return db_exec(tx, &insert, u, NULL); }

rc service_uses_of(struct tx *tx, person_id person, size_t max, struct arena *a, struct service_use **ret,
		   size_t *ret_n)
{
	struct page p = { person, (int64_t)max };

	return db_rows(tx, &of_person, &p, max, a, ret, ret_n);
}

const struct db_stmt *const usage_stmts[] = { &insert, &of_person, NULL };
