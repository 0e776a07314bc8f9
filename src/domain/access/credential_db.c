/* domain/access/credential_db.c */
#include "domain/access/credential.h"

#define STILL "9223372036854775807"
#define F(f) DB_FIELD(struct credential, f)
#define H(f) DB_FIELD(struct credential_holder, f)

static const struct db_stmt insert = {
	.name = "credential_insert",
	.sql = "INSERT INTO credential (token_hash, credential_id, user_id, given_by, given_at, expires_at,"
	       " ended_at, used_day, per_minute) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
	.in = DB_SHAPE(F(token_hash), F(credential_id), F(user_id), F(given_by), F(given_at), F(expires_at),
		       F(ended_at), F(used_day), F(per_minute)),
	.data = DATA_ACCESS,
};
static const struct db_stmt of_token = {
	.name = "credential_of_token",
	.sql =
	    "SELECT c.token_hash, c.credential_id, c.user_id, u.roles, c.per_minute, u.state, c.expires_at,"
	    " c.ended_at, c.used_day FROM credential c JOIN user_account u ON u.user_id = c.user_id"
	    " WHERE c.token_hash = $1",
	.in = DB_SHAPE(H(token_hash)),
	.out = DB_SHAPE(H(token_hash), H(credential_id), H(user_id), H(roles), H(per_minute), H(state),
			H(expires_at), H(ended_at), H(used_day)),
	.out_size = sizeof(struct credential_holder),
	.data = DATA_ACCESS,
};
static const struct db_stmt used = {
	.name = "credential_used",
	.sql = "UPDATE credential SET used_day = $2 WHERE token_hash = $1",
	.in = DB_SHAPE(F(token_hash), F(used_day)),
	.data = DATA_ACCESS,
};
static const struct db_stmt of_user = {
	.name = "credential_rows",
	.sql = "SELECT credential_id, user_id, given_by, given_at, expires_at, ended_at, used_day, per_minute"
	       " FROM credential WHERE user_id = $1 ORDER BY credential_id DESC",
	.in = DB_SHAPE(F(user_id)),
	.out = DB_SHAPE(F(credential_id), F(user_id), F(given_by), F(given_at), F(expires_at), F(ended_at),
			F(used_day), F(per_minute)),
	.out_size = sizeof(struct credential),
	.data = DATA_ACCESS,
};
static const struct db_stmt of_id = {
	.name = "credential_of_id",
	.sql = "SELECT user_id FROM credential WHERE credential_id = $1 AND ended_at = " STILL,
	.in = DB_SHAPE(F(credential_id)),
	.out = DB_SHAPE(F(user_id)),
	.out_size = sizeof(struct credential),
	.data = DATA_ACCESS,
};
static const struct db_stmt end = {
	.name = "credential_end",
	.sql = "UPDATE credential SET ended_at = $2 WHERE credential_id = $1 AND ended_at = " STILL,
	.in = DB_SHAPE(F(credential_id), F(ended_at)),
	.data = DATA_ACCESS,
};
static const struct db_stmt end_all = {
	.name = "credential_end_all",
	.sql = "UPDATE credential SET ended_at = $2 WHERE user_id = $1 AND ended_at = " STILL,
	.in = DB_SHAPE(F(user_id), F(ended_at)),
	.data = DATA_ACCESS,
};

const struct db_stmt *const credential_stmts[] = { &insert, &of_token, &used,	 &of_user,
						   &of_id,  &end,      &end_all, NULL };

bool credential_good(const struct credential_holder *h, instant now)
{
	return now.us < h->expires_at.us && h->ended_at.us == CREDENTIAL_STANDS.us &&
	       str_eq(h->state, S("ACTIVE")) && (h->roles & ~(int64_t)ROLES_TOKEN) == 0;
}

rc credential_add(struct tx *tx, const struct credential *c)
{
	must(c->token_hash.n == TOKEN_HASH_BYTES);
	return db_exec(tx, &insert, c, NULL);
}

rc credential_of_token(struct tx *tx, struct arena *a, blob token_hash, struct credential_holder *ret)
{
	struct credential_holder key = { .token_hash = token_hash };
	rc r = db_one(tx, &of_token, &key, a, ret);

	CHECK(!rc_is(r, E_DB_NONE), TOKEN);
	return r;
}

rc credential_used(struct tx *tx, blob token_hash, date day)
{
	return db_exec(tx, &used, &(struct credential){ .token_hash = token_hash, .used_day = day }, NULL);
}

rc credential_rows(struct tx *tx, struct arena *a, user_id user, struct credential **ret, size_t *ret_n)
{
	return db_rows(tx, &of_user, &(struct credential){ .user_id = user }, CREDENTIALS_MAX, a, ret, ret_n);
}

rc credential_end(struct tx *tx, struct arena *a, credential_id id, instant now, user_id *ret_user)
{
	struct credential key = { .credential_id = id, .ended_at = now }, found;
	rc r = db_one(tx, &of_id, &key, a, &found);

	CHECK(!rc_is(r, E_DB_NONE), TOKEN_NONE);
	TRY(r);
	*ret_user = found.user_id;
	return db_exec(tx, &end, &key, NULL);
}

rc credential_end_all(struct tx *tx, user_id user, instant now)
{
	return db_exec(tx, &end_all, &(struct credential){ .user_id = user, .ended_at = now }, NULL);
}
