/* domain/access/access_db.c - every SQL statement of the room. */
#include "domain/access/access.h"

#include <string.h>

/* ---- accounts ---- */

#define ACCOUNT_FIELDS \
	DB_FIELD(struct account, user_id), DB_FIELD(struct account, login), \
	    DB_FIELD(struct account, display_name), DB_FIELD(struct account, roles), \
	    DB_FIELD(struct account, body_id), DB_FIELD(struct account, language), \
	    DB_FIELD(struct account, password_hash), DB_FIELD(struct account, totp_sealed), \
	    DB_FIELD(struct account, totp_last), DB_FIELD(struct account, failures), \
	    DB_FIELD(struct account, locked_until), DB_FIELD(struct account, state), \
	    DB_FIELD(struct account, created_at)
#define ACCOUNT_COLUMNS \
	"user_id, login, display_name, roles, body_id, language, password_hash, totp_sealed, totp_last, " \
	"failures," \
	" locked_until, state, created_at"

static const struct db_stmt account_insert = {
	.name = "access_account_insert",
	.sql = "INSERT INTO user_account (" ACCOUNT_COLUMNS
	       ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
	.in = DB_SHAPE(ACCOUNT_FIELDS),
	.data = DATA_ACCESS,
};
static const struct db_stmt account_of_login = {
	.name = "access_account_of_login",
	.sql = "SELECT " ACCOUNT_COLUMNS " FROM user_account WHERE login = $1",
	.in = DB_SHAPE(DB_FIELD(struct account, login)),
	.out = DB_SHAPE(ACCOUNT_FIELDS),
	.out_size = sizeof(struct account),
	.data = DATA_ACCESS,
};
static const struct db_stmt account_of_id = {
	.name = "access_account_of_id",
	.sql = "SELECT " ACCOUNT_COLUMNS " FROM user_account WHERE user_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct account, user_id)),
	.out = DB_SHAPE(ACCOUNT_FIELDS),
	.out_size = sizeof(struct account),
	.data = DATA_ACCESS,
};
static const struct db_stmt account_fail = {
	.name = "access_account_fail",
	.sql = "UPDATE user_account SET failures = $2, locked_until = $3 WHERE user_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct account, user_id), DB_FIELD(struct account, failures),
		       DB_FIELD(struct account, locked_until)),
	.data = DATA_ACCESS,
};
static const struct db_stmt account_code = {
	.name = "access_account_code",
	.sql = "UPDATE user_account SET totp_last = $2, failures = 0, locked_until = 0"
	       " WHERE user_id = $1 AND totp_last < $2",
	.in = DB_SHAPE(DB_FIELD(struct account, user_id), DB_FIELD(struct account, totp_last)),
	.data = DATA_ACCESS,
};
static const struct db_stmt account_password = {
	.name = "access_account_password",
	.sql =
	    "UPDATE user_account SET password_hash = $2, failures = 0, locked_until = 0 WHERE user_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct account, user_id), DB_FIELD(struct account, password_hash)),
	.data = DATA_ACCESS,
};
static const struct db_stmt account_name = {
	.name = "access_account_name",
	.sql = "UPDATE user_account SET display_name = $2, language = $3 WHERE user_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct account, user_id), DB_FIELD(struct account, display_name),
		       DB_FIELD(struct account, language)),
	.data = DATA_ACCESS,
};
static const struct db_stmt account_totp = {
	.name = "access_account_totp",
	.sql = "UPDATE user_account SET totp_sealed = $2, totp_last = $3, failures = 0, locked_until = 0"
	       " WHERE user_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct account, user_id), DB_FIELD(struct account, totp_sealed),
		       DB_FIELD(struct account, totp_last)),
	.data = DATA_ACCESS,
};
/* The secrets go with the account: nothing is left to steal. */
static const struct db_stmt account_end = {
	.name = "access_account_end",
	.sql = "UPDATE user_account SET state = 'CLOSED', password_hash = '', totp_sealed = $2"
	       " WHERE user_id = $1 AND state = 'ACTIVE'",
	.in = DB_SHAPE(DB_FIELD(struct account, user_id), DB_FIELD(struct account, totp_sealed)),
	.data = DATA_ACCESS,
};

struct counted {
	user_id user_id;
	int64_t roles, n;
};

static const struct db_stmt role_holders = {
	.name = "access_role_holders",
	.sql = "SELECT count(*) AS n FROM user_account WHERE state = 'ACTIVE' AND user_id <> $1 AND (roles & "
	       "$2) <> 0",
	.in = DB_SHAPE(DB_FIELD(struct counted, user_id), DB_FIELD(struct counted, roles)),
	.out = DB_SHAPE(DB_FIELD(struct counted, n)),
	.out_size = sizeof(struct counted),
	.data = DATA_ACCESS,
};

struct body_key {
	str code;
	body_id body_id;
};

static const struct db_stmt body_of_code = {
	.name = "access_body_of_code",
	.sql = "SELECT body_id FROM body WHERE code = $1",
	.in = DB_SHAPE(DB_FIELD(struct body_key, code)),
	.out = DB_SHAPE(DB_FIELD(struct body_key, body_id)),
	.out_size = sizeof(struct body_key),
	.data = DATA_NONE,
};

rc account_add(struct tx *tx, struct arena *a, const struct account *acc)
{
	struct account there;
	rc r = account_by_login(tx, a, acc->login, &there);

	CHECK(!rc_ok(r), LOGIN_TAKEN);
	if (!rc_is(r, E_USER_NONE))
		return r;
	return db_exec(tx, &account_insert, acc, NULL);
}

static rc find(struct tx *tx, const struct db_stmt *s, const struct account *key, struct arena *a,
	       struct account *ret)
{
	rc r = db_one(tx, s, key, a, ret);

	CHECK(!rc_is(r, E_DB_NONE), USER_NONE);
	return r;
}

rc account_by_login(struct tx *tx, struct arena *a, str login, struct account *ret)
{
	return find(tx, &account_of_login, &(struct account){ .login = login }, a, ret);
}

rc account_by_id(struct tx *tx, struct arena *a, user_id id, struct account *ret)
{
	return find(tx, &account_of_id, &(struct account){ .user_id = id }, a, ret);
}

/* Change exactly one account. */
static rc change(struct tx *tx, const struct db_stmt *s, const struct account *with)
{
	int64_t changed;

	TRY(db_exec(tx, s, with, &changed));
	CHECK(changed == 1, USER_NONE);
	return OK;
}

rc account_failed(struct tx *tx, user_id id, int64_t failures, instant locked_until)
{
	return change(tx, &account_fail,
		      &(struct account){ .user_id = id, .failures = failures, .locked_until = locked_until });
}

rc account_code_used(struct tx *tx, user_id id, int64_t used)
{
	int64_t changed;

	TRY(db_exec(tx, &account_code, &(struct account){ .user_id = id, .totp_last = used }, &changed));
	CHECK(changed == 1, SIGN_IN_CODE);
	return OK;
}

rc account_set_password(struct tx *tx, user_id id, str hash)
{
	return change(tx, &account_password, &(struct account){ .user_id = id, .password_hash = hash });
}

rc account_set_name(struct tx *tx, user_id id, str display_name, str language)
{
	struct account with = { .user_id = id, .display_name = display_name, .language = language };

	return change(tx, &account_name, &with);
}

rc account_set_totp(struct tx *tx, user_id id, blob sealed, int64_t used)
{
	return change(tx, &account_totp,
		      &(struct account){ .user_id = id, .totp_sealed = sealed, .totp_last = used });
}

rc account_close(struct tx *tx, struct arena *a, const struct account *acc)
{
	struct counted others = { .user_id = acc->user_id, .roles = ADMIN };

	CHECK(str_eq(acc->state, S("ACTIVE")), USER_CLOSED);
	if ((acc->roles & ADMIN) != 0) {
		TRY(db_one(tx, &role_holders, &others, a, &others));
		CHECK(others.n > 0, LAST_ADMIN);
	}
	return change(tx, &account_end, &(struct account){ .user_id = acc->user_id });
}

rc access_body_of_code(struct tx *tx, struct arena *a, str code, body_id *ret)
{
	struct body_key k = { .code = code };
	rc r = db_one(tx, &body_of_code, &k, a, &k);

	CHECK(!rc_is(r, E_DB_NONE), BODY_NONE);
	TRY(r);
	*ret = k.body_id;
	return OK;
}

/* ---- accounts as colleagues see them ---- */

#define USER_FIELDS \
	DB_FIELD(struct user, user_id), DB_FIELD(struct user, login), DB_FIELD(struct user, display_name), \
	    DB_FIELD(struct user, roles), DB_FIELD(struct user, body_id), DB_FIELD(struct user, body_code), \
	    DB_FIELD(struct user, language), DB_FIELD(struct user, state), DB_FIELD(struct user, enrolled), \
	    DB_FIELD(struct user, locked_until), DB_FIELD(struct user, created_at)
#define USER_COLUMNS \
	"u.user_id, u.login, u.display_name, u.roles, u.body_id, coalesce(b.code, '') AS body_code, " \
	"u.language," \
	" u.state, CASE WHEN length(u.totp_sealed) > 0 THEN 1 ELSE 0 END AS enrolled, u.locked_until, " \
	"u.created_at" \
	" FROM user_account u LEFT JOIN body b ON b.body_id = u.body_id"

static const struct db_stmt user_all = {
	.name = "access_user_all",
	.sql = "SELECT " USER_COLUMNS " WHERE (u.roles & 256) = 0 ORDER BY u.login",
	.out = DB_SHAPE(USER_FIELDS),
	.out_size = sizeof(struct user),
	.data = DATA_ACCESS,
};
static const struct db_stmt user_of_login = {
	.name = "access_user_of_login",
	.sql = "SELECT " USER_COLUMNS " WHERE u.login = $1",
	.in = DB_SHAPE(DB_FIELD(struct user, login)),
	.out = DB_SHAPE(USER_FIELDS),
	.out_size = sizeof(struct user),
	.data = DATA_ACCESS,
};

/* Who did what: read with the journal, not with the secrets of accounts. */
static const struct db_stmt user_name_of_id = {
	.name = "access_user_name",
	.sql = "SELECT display_name FROM user_account WHERE user_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct user, user_id)),
	.out = DB_SHAPE(DB_FIELD(struct user, display_name)),
	.out_size = sizeof(struct user),
	.data = DATA_JOURNAL,
};

rc user_name(struct tx *tx, struct arena *a, user_id id, str *ret)
{
	struct user u = { .user_id = id };

	*ret = S("");
	if (id.v == 0)
		return OK;
	rc r = db_one(tx, &user_name_of_id, &u, a, &u);
	if (rc_is(r, E_DB_NONE))
		return OK;
	TRY(r);
	*ret = u.display_name;
	return OK;
}

/* Which person: read where people are served, not with the secrets of accounts. */
struct user_is {
	user_id user_id;
	person_id person_id;
};
#define USER_IS DB_FIELD(struct user_is, user_id), DB_FIELD(struct user_is, person_id)
static const struct db_stmt user_is_of = {
	.name = "access_user_person",
	.sql = "SELECT user_id, person_id FROM user_person WHERE user_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct user_is, user_id)),
	.out = DB_SHAPE(USER_IS),
	.out_size = sizeof(struct user_is),
	.data = DATA_IDENTITY,
};
static const struct db_stmt user_is_nobody = {
	.name = "access_user_person_delete",
	.sql = "DELETE FROM user_person WHERE user_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct user_is, user_id)),
	.data = DATA_IDENTITY,
};
static const struct db_stmt user_is_now = {
	.name = "access_user_person_insert",
	.sql = "INSERT INTO user_person (user_id, person_id) VALUES ($1, $2)",
	.in = DB_SHAPE(USER_IS),
	.data = DATA_IDENTITY,
};

rc user_person(struct tx *tx, struct arena *a, user_id id, person_id *ret)
{
	struct user_is u = { .user_id = id };
	rc r = db_one(tx, &user_is_of, &u, a, &u);

	*ret = rc_ok(r) ? u.person_id : (person_id){ 0 };
	return rc_is(r, E_DB_NONE) ? OK : r;
}

rc user_person_set(struct tx *tx, user_id id, person_id person)
{
	struct user_is u = { id, person };

	TRY(db_exec(tx, &user_is_nobody, &u, NULL));
	return db_exec(tx, &user_is_now, &u, NULL);
}

rc user_rows(struct tx *tx, struct arena *a, struct user **ret, size_t *ret_n)
{
	return db_rows(tx, &user_all, NULL, USERS_MAX, a, ret, ret_n);
}

rc user_by_login(struct tx *tx, struct arena *a, str login, struct user *ret)
{
	rc r = db_one(tx, &user_of_login, &(struct user){ .login = login }, a, ret);

	CHECK(!rc_is(r, E_DB_NONE), USER_NONE);
	return r;
}

/* ---- sessions ---- */

#define SESSION_FIELDS \
	DB_FIELD(struct session, token_hash), DB_FIELD(struct session, session_id), \
	    DB_FIELD(struct session, user_id), DB_FIELD(struct session, step), \
	    DB_FIELD(struct session, csrf_key), DB_FIELD(struct session, browser), \
	    DB_FIELD(struct session, address), DB_FIELD(struct session, created_at), \
	    DB_FIELD(struct session, seen_at), DB_FIELD(struct session, expires_at)
#define SESSION_COLUMNS \
	"token_hash, session_id, user_id, step, csrf_key, browser, address, created_at, seen_at, expires_at"

static const struct db_stmt session_insert = {
	.name = "access_session_insert",
	.sql = "INSERT INTO session (" SESSION_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
	.in = DB_SHAPE(SESSION_FIELDS),
	.data = DATA_ACCESS,
};
static const struct db_stmt session_of_token = {
	.name = "access_session_of_token",
	.sql = "SELECT " SESSION_COLUMNS " FROM session WHERE token_hash = $1",
	.in = DB_SHAPE(DB_FIELD(struct session, token_hash)),
	.out = DB_SHAPE(SESSION_FIELDS),
	.out_size = sizeof(struct session),
	.data = DATA_ACCESS,
};
static const struct db_stmt session_touch_row = {
	.name = "access_session_touch",
	.sql = "UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2",
	.in = DB_SHAPE(DB_FIELD(struct session, token_hash), DB_FIELD(struct session, seen_at)),
	.data = DATA_ACCESS,
};
static const struct db_stmt session_delete_token = {
	.name = "access_session_delete_token",
	.sql = "DELETE FROM session WHERE token_hash = $1",
	.in = DB_SHAPE(DB_FIELD(struct session, token_hash)),
	.data = DATA_ACCESS,
};
static const struct db_stmt session_delete_one = {
	.name = "access_session_delete_one",
	.sql = "DELETE FROM session WHERE user_id = $1 AND session_id = $2",
	.in = DB_SHAPE(DB_FIELD(struct session, user_id), DB_FIELD(struct session, session_id)),
	.data = DATA_ACCESS,
};
static const struct db_stmt session_delete_all = {
	.name = "access_session_delete_all",
	.sql = "DELETE FROM session WHERE user_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct session, user_id)),
	.data = DATA_ACCESS,
};
static const struct db_stmt session_delete_old = {
	.name = "access_session_delete_old",
	.sql = "DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2",
	.in = DB_SHAPE(DB_FIELD(struct session, expires_at), DB_FIELD(struct session, seen_at)),
	.data = DATA_ACCESS,
};
static const struct db_stmt session_of_user = {
	.name = "access_session_of_user",
	.sql =
	    "SELECT " SESSION_COLUMNS " FROM session WHERE user_id = $1 AND expires_at > $2 AND seen_at > $3"
	    " ORDER BY session_id DESC",
	.in = DB_SHAPE(DB_FIELD(struct session, user_id), DB_FIELD(struct session, expires_at),
		       DB_FIELD(struct session, seen_at)),
	.out = DB_SHAPE(SESSION_FIELDS),
	.out_size = sizeof(struct session),
	.data = DATA_ACCESS,
};

/* A session and its user: what every request asks for. */
struct signed_in {
	blob token_hash, csrf_key;
	session_id session_id;
	user_id user_id;
	str step, login, display_name, language, state;
	int64_t roles;
	body_id body_id;
	bool enrolled;
	instant seen_at, expires_at;
};

static const struct db_stmt session_and_user = {
	.name = "access_session_and_user",
	.sql = "SELECT s.token_hash, s.csrf_key, s.session_id, s.user_id, s.step, u.login, u.display_name,"
	       " u.language, u.state, u.roles, u.body_id, CASE WHEN length(u.totp_sealed) > 0 THEN 1 ELSE 0 "
	       "END AS enrolled, s.seen_at,"
	       " s.expires_at FROM session s JOIN user_account u ON u.user_id = s.user_id WHERE s.token_hash "
	       "= $1",
	.in = DB_SHAPE(DB_FIELD(struct signed_in, token_hash)),
	.out = DB_SHAPE(DB_FIELD(struct signed_in, token_hash), DB_FIELD(struct signed_in, csrf_key),
			DB_FIELD(struct signed_in, session_id), DB_FIELD(struct signed_in, user_id),
			DB_FIELD(struct signed_in, step), DB_FIELD(struct signed_in, login),
			DB_FIELD(struct signed_in, display_name), DB_FIELD(struct signed_in, language),
			DB_FIELD(struct signed_in, state), DB_FIELD(struct signed_in, roles),
			DB_FIELD(struct signed_in, body_id), DB_FIELD(struct signed_in, enrolled),
			DB_FIELD(struct signed_in, seen_at), DB_FIELD(struct signed_in, expires_at)),
	.out_size = sizeof(struct signed_in),
	.data = DATA_ACCESS,
};

rc session_add(struct tx *tx, const struct session *s)
{
	must(s->token_hash.n == TOKEN_HASH_BYTES && s->csrf_key.n == CSRF_KEY_BYTES);
	return db_exec(tx, &session_insert, s, NULL);
}

static enum step step_of(str text)
{
	for (enum step s = STEP_PASSWORD; s < STEP_FULL; s++)
		if (str_eq(text, step_text(s)))
			return s;
	return STEP_FULL;
}

rc session_actor(struct tx *tx, struct arena *a, blob token_hash, instant now, struct actor *ret)
{
	struct signed_in s = { .token_hash = token_hash };
	rc r = db_one(tx, &session_and_user, &s, a, &s);

	CHECK(!rc_is(r, E_DB_NONE), SIGN_IN_FIRST);
	TRY(r);
	CHECK(access_session_alive(s.seen_at, s.expires_at, now) && str_eq(s.state, S("ACTIVE")),
	      SIGN_IN_FIRST);
	must(s.token_hash.n == TOKEN_HASH_BYTES && s.csrf_key.n == CSRF_KEY_BYTES);
	*ret = (struct actor){
		.user_id = s.user_id,
		.login = s.login,
		.display_name = s.display_name,
		.language = s.language,
		.roles = s.roles,
		.body_id = s.body_id,
		.step = step_of(s.step),
		.enrolled = s.enrolled,
		.session_id = s.session_id,
		.touch = access_session_touch_due(s.seen_at, now),
		.expires_at = s.expires_at,
	};
	memcpy(ret->csrf_key, s.csrf_key.p, CSRF_KEY_BYTES);
	memcpy(ret->token_hash, s.token_hash.p, TOKEN_HASH_BYTES);
	return OK;
}

rc session_by_token(struct tx *tx, struct arena *a, blob token_hash, struct session *ret)
{
	rc r = db_one(tx, &session_of_token, &(struct session){ .token_hash = token_hash }, a, ret);

	CHECK(!rc_is(r, E_DB_NONE), SIGN_IN_FIRST);
	return r;
}

rc session_seen(struct tx *tx, blob token_hash, instant now)
{
	return db_exec(tx, &session_touch_row, &(struct session){ .token_hash = token_hash, .seen_at = now },
		       NULL);
}

rc session_end_token(struct tx *tx, blob token_hash, int64_t *ret_ended)
{
	return db_exec(tx, &session_delete_token, &(struct session){ .token_hash = token_hash }, ret_ended);
}

rc session_end_one(struct tx *tx, user_id user, session_id id, int64_t *ret_ended)
{
	return db_exec(tx, &session_delete_one, &(struct session){ .user_id = user, .session_id = id },
		       ret_ended);
}

rc session_end_all(struct tx *tx, user_id user, int64_t *ret_ended)
{
	return db_exec(tx, &session_delete_all, &(struct session){ .user_id = user }, ret_ended);
}

rc session_sweep(struct tx *tx, instant now, int64_t *ret_ended)
{
	struct session old = { .expires_at = now, .seen_at = access_idle_since(now) };

	return db_exec(tx, &session_delete_old, &old, ret_ended);
}

rc session_rows(struct tx *tx, struct arena *a, user_id user, instant now, struct session **ret,
		size_t *ret_n)
{
	struct session key = { .user_id = user, .expires_at = now, .seen_at = access_idle_since(now) };

	return db_rows(tx, &session_of_user, &key, SESSIONS_MAX, a, ret, ret_n);
}

/* ---- demo funds ---- */

struct demo_row {
	int64_t only_one;
	instant marked_at;
	int64_t n;
};

static const struct db_stmt demo_count = {
	.name = "access_demo_count",
	.sql = "SELECT count(*) AS n FROM demo_fund",
	.out = DB_SHAPE(DB_FIELD(struct demo_row, n)),
	.out_size = sizeof(struct demo_row),
	.data = DATA_NONE,
};
static const struct db_stmt demo_insert = {
	.name = "access_demo_insert",
	.sql = "INSERT INTO demo_fund (only_one, marked_at) VALUES ($1, $2)",
	.in = DB_SHAPE(DB_FIELD(struct demo_row, only_one), DB_FIELD(struct demo_row, marked_at)),
	.data = DATA_NONE,
};
static const struct db_stmt demo_others = {
	.name = "access_demo_others",
	.sql = "SELECT (SELECT count(*) FROM user_account) + (SELECT count(*) FROM (SELECT 1 FROM person "
	       "LIMIT 1) p)"
	       " AS n",
	.out = DB_SHAPE(DB_FIELD(struct demo_row, n)),
	.out_size = sizeof(struct demo_row),
	.data = DATA_ACCESS | DATA_IDENTITY,
};

static rc count(struct tx *tx, const struct db_stmt *s, int64_t *ret)
{
	struct arena a;
	struct demo_row row;

	arena_init(&a, 1 << 16);
	rc r = db_one(tx, s, NULL, &a, &row);
	arena_done(&a);
	TRY(r);
	*ret = row.n;
	return OK;
}

rc demo_need(struct tx *tx)
{
	int64_t n;

	TRY(count(tx, &demo_count, &n));
	CHECK(n == 1, NOT_DEMO);
	return OK;
}

rc demo_mark(struct tx *tx, instant now)
{
	int64_t n;

	TRY(count(tx, &demo_count, &n));
	if (n == 1)
		return OK;
	TRY(count(tx, &demo_others, &n));
	CHECK(n == 0, DEMO_LATE);
	return db_exec(tx, &demo_insert, &(struct demo_row){ .only_one = 1, .marked_at = now }, NULL);
}

const struct db_stmt *const access_stmts[] = {
	&account_insert,     &account_of_login,	  &account_of_id,
	&account_fail,	     &account_code,	  &account_password,
	&account_name,	     &account_totp,	  &account_end,
	&role_holders,	     &body_of_code,	  &user_all,
	&user_of_login,	     &user_name_of_id,	  &user_is_of,
	&user_is_nobody,     &user_is_now,	  &session_insert,
	&session_of_token,   &session_touch_row,  &session_delete_token,
	&session_delete_one, &session_delete_all, &session_delete_old,
	&session_of_user,    &session_and_user,	  &demo_count,
	&demo_insert,	     &demo_others,	  NULL,
};
