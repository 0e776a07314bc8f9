/* domain/activation/activation_db.c - every SQL statement of the room. */
#include "domain/activation/activation.h"

#define CODE_FIELDS \
	DB_FIELD(struct member_code, person_id), DB_FIELD(struct member_code, purpose), \
	    DB_FIELD(struct member_code, code_hash), DB_FIELD(struct member_code, cause), \
	    DB_FIELD(struct member_code, tries), DB_FIELD(struct member_code, made_at), \
	    DB_FIELD(struct member_code, expires_at), DB_FIELD(struct member_code, used_at), \
	    DB_FIELD(struct member_code, day_from), DB_FIELD(struct member_code, day_sent)
#define CODE_COLUMNS \
	"person_id, purpose, code_hash, cause, tries, made_at, expires_at, used_at, day_from, day_sent"
#define CODE_KEY DB_FIELD(struct member_code, person_id), DB_FIELD(struct member_code, purpose)

static const struct db_stmt code_row = {
	.name = "activation_code_get",
	.sql = "SELECT " CODE_COLUMNS " FROM member_code WHERE person_id = $1 AND purpose = $2",
	.in = DB_SHAPE(CODE_KEY),
	.out = DB_SHAPE(CODE_FIELDS),
	.out_size = sizeof(struct member_code),
	.data = DATA_CONTACT,
};
static const struct db_stmt code_upsert = {
	.name = "activation_code_put",
	.sql = "INSERT INTO member_code (" CODE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
	       " ON CONFLICT (person_id, purpose) DO UPDATE SET code_hash = excluded.code_hash,"
	       " cause = excluded.cause, tries = excluded.tries, made_at = excluded.made_at,"
	       " expires_at = excluded.expires_at, used_at = excluded.used_at, day_from = excluded.day_from,"
	       " day_sent = excluded.day_sent",
	.in = DB_SHAPE(CODE_FIELDS),
	.data = DATA_CONTACT,
};
static const struct db_stmt code_miss = {
	.name = "activation_code_missed",
	.sql = "UPDATE member_code SET tries = tries + 1 WHERE person_id = $1 AND purpose = $2",
	.in = DB_SHAPE(CODE_KEY),
	.data = DATA_CONTACT,
};
static const struct db_stmt code_used = {
	.name = "activation_code_use",
	.sql = "UPDATE member_code SET used_at = $3 WHERE person_id = $1 AND purpose = $2 AND used_at = 0",
	.in = DB_SHAPE(CODE_KEY, DB_FIELD(struct member_code, used_at)),
	.data = DATA_CONTACT,
};

rc code_get(struct tx *tx, person_id person, str purpose, struct arena *a, struct member_code *ret)
{
	struct member_code key = { .person_id = person, .purpose = purpose };

	return db_one(tx, &code_row, &key, a, ret);
}

rc code_put(struct tx *tx, const struct member_code *c)
{
	must(c->code_hash.n == CODE_HASH_BYTES);
	return db_exec(tx, &code_upsert, c, NULL);
}

rc code_missed(struct tx *tx, person_id person, str purpose)
{
	return db_exec(tx, &code_miss, &(struct member_code){ .person_id = person, .purpose = purpose },
		       NULL);
}

rc code_use(struct tx *tx, person_id person, str purpose, instant now, bool *ret_done)
{
	struct member_code key = { .person_id = person, .purpose = purpose, .used_at = now };
	int64_t changed;

	TRY(db_exec(tx, &code_used, &key, &changed));
	*ret_done = changed == 1;
	return OK;
}

/* ---- asking ---- */

#define REQUEST_FIELDS \
	DB_FIELD(struct code_request, code_request_id), DB_FIELD(struct code_request, number), \
	    DB_FIELD(struct code_request, language), DB_FIELD(struct code_request, asked_at)

struct waiting {
	int64_t max;
};

static const struct db_stmt request_insert = {
	.name = "activation_request_add",
	.sql =
	    "INSERT INTO code_request (code_request_id, number, language, asked_at) VALUES ($1, $2, $3, $4)",
	.in = DB_SHAPE(REQUEST_FIELDS),
	.data = DATA_CONTACT,
};
static const struct db_stmt request_rows = {
	.name = "activation_requests",
	.sql = "SELECT code_request_id, number, language, asked_at FROM code_request ORDER BY "
	       "code_request_id LIMIT $1",
	.in = DB_SHAPE(DB_FIELD(struct waiting, max)),
	.out = DB_SHAPE(REQUEST_FIELDS),
	.out_size = sizeof(struct code_request),
	.data = DATA_CONTACT,
};
static const struct db_stmt request_delete = {
	.name = "activation_request_done",
	.sql = "DELETE FROM code_request WHERE code_request_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct code_request, code_request_id)),
	.data = DATA_CONTACT,
};

rc code_request_add(struct tx *tx, const struct code_request *r)
{
	return db_exec(tx, &request_insert, r, NULL);
}

rc code_requests(struct tx *tx, size_t max, struct arena *a, struct code_request **ret, size_t *ret_n)
{
	struct waiting w = { (int64_t)max };

	return db_rows(tx, &request_rows, &w, max, a, ret, ret_n);
}

rc code_request_done(struct tx *tx, int64_t code_request_id, bool *ret_done)
{
	int64_t changed;

	TRY(db_exec(tx, &request_delete, &(struct code_request){ .code_request_id = code_request_id },
		    &changed));
	*ret_done = changed == 1;
	return OK;
}

const struct db_stmt *const activation_stmts[] = {
	&code_row,	 &code_upsert,	&code_miss,	 &code_used,
	&request_insert, &request_rows, &request_delete, NULL,
};
