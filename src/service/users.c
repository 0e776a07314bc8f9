/* service/users.c - keeping the accounts. */
#include "service/users.h"

#include "domain/access/credential.h"
#include "domain/access/totp.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/person/person.h"
#include "service/secret.h"

#include <sodium.h>

#define ISSUER S("Sanad")

struct work {
	struct arena *a;
	instant now;
	user_id by;
	str login;
	struct account acc; /* to be added, or as found */
	str body_code;
	bool demo; /* the account gets a secret that everybody may know */
	str hash;
	const unsigned char *key;
	struct sealed factor;
	struct user user, *rows;
	size_t n;
};

static rc note(struct tx *tx, const struct work *w, str kind, str detail)
{
	struct journal_entry e = {
		.user = w->by,
		.why = FOR_SIGN_IN,
		.kind = kind,
		.object = w->acc.user_id.v,
		.detail = detail,
	};

	return journal_write(tx, w->now, &e);
}

/* ---- making one ---- */

static rc add(struct tx *tx, void *cls)
{
	struct work *w = cls;

	if (w->demo)
		TRY(demo_need(tx));
	w->acc.body_id = (body_id){ 0 };
	if (w->body_code.n > 0)
		TRY(access_body_of_code(tx, w->a, w->body_code, &w->acc.body_id));
	TRY(access_roles_check(w->acc.roles, w->acc.body_id));
	TRY(account_add(tx, w->a, &w->acc));
	return note(tx, w, S("user.added"), access_roles_text(w->a, w->acc.roles));
}

static bool only_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

rc user_add(struct db *db, instant now, struct arena *a, user_id by, const struct user_new *u,
	    const unsigned char *totp_key, user_id *ret)
{
	struct work w = {
		.a = a, .now = now, .by = by, .body_code = u->body_code, .demo = u->demo_secret.n > 0
	};

	w.acc = (struct account){
		.user_id = { id_new(now) },
		.display_name = u->display_name,
		.roles = u->roles,
		.language = u->language,
		.state = S("ACTIVE"),
		.created_at = now,
	};
	TRY(access_login(a, u->login, &w.acc.login));
	CHECK(!only_digits(w.acc.login), LOGIN); /* those are members */
	TRY(access_name_check(u->display_name));
	TRY(access_language_check(u->language));
	CHECK((u->roles & ROLES_TOKEN) == 0 || (u->password.n == 0 && !w.demo), TOKEN_ONLY);
	if (w.demo) {
		must(totp_key != NULL);
		w.factor = (struct sealed){ .use = SEAL_ACCOUNT, .user = w.acc.user_id };
		TRY(totp_base32_parse(u->demo_secret, w.factor.secret));
		w.acc.totp_sealed = secret_seal(a, totp_key, &w.factor);
	}
	if (u->password.n > 0) {
		TRY(access_password_check(u->password, w.acc.login));
		w.acc.password_hash = secret_password_hash(a, u->password);
	}
	TRY(db_write(db, FOR_SIGN_IN, "add an account", add, &w));
	*ret = w.acc.user_id;
	return OK;
}

/* ---- looking ---- */

static rc list(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return user_rows(tx, w->a, &w->rows, &w->n);
}

rc users_list(struct db *db, struct arena *a, struct user **ret, size_t *ret_n)
{
	struct work w = { .a = a };

	TRY(db_read(db, FOR_SIGN_IN, "list the accounts", list, &w));
	*ret = w.rows;
	*ret_n = w.n;
	return OK;
}

/* The login as it is stored. What can't be one is nobody's. */
static rc known_login(struct arena *a, str typed, str *ret)
{
	CHECK(rc_ok(access_login(a, typed, ret)), USER_NONE);
	return OK;
}

static rc find(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return user_by_login(tx, w->a, w->login, &w->user);
}

rc users_by_login(struct db *db, struct arena *a, str login, struct user *ret)
{
	struct work w = { .a = a };

	TRY(known_login(a, login, &w.login));
	TRY(db_read(db, FOR_SIGN_IN, "find an account", find, &w));
	*ret = w.user;
	return OK;
}

/* ---- changing one ---- */

static rc close_account(struct tx *tx, void *cls)
{
	struct work *w = cls;

	TRY(account_by_login(tx, w->a, w->login, &w->acc));
	TRY(account_close(tx, w->a, &w->acc));
	TRY(session_end_all(tx, w->acc.user_id, NULL));
	TRY(credential_end_all(tx, w->acc.user_id, w->now));
	return note(tx, w, S("user.closed"), S(""));
}

rc user_close(struct db *db, instant now, struct arena *a, user_id by, str login)
{
	struct work w = { .a = a, .now = now, .by = by };

	TRY(known_login(a, login, &w.login));
	return db_write(db, FOR_SIGN_IN, "close an account", close_account, &w);
}

static rc open_account(struct tx *tx, struct work *w)
{
	TRY(account_by_login(tx, w->a, w->login, &w->acc));
	CHECK(str_eq(w->acc.state, S("ACTIVE")), USER_CLOSED);
	CHECK((w->acc.roles & ROLES_TOKEN) == 0, TOKEN_ONLY);
	return OK;
}

static rc set_password(struct tx *tx, void *cls)
{
	struct work *w = cls;

	TRY(open_account(tx, w));
	TRY(account_set_password(tx, w->acc.user_id, w->hash));
	TRY(session_end_all(tx, w->acc.user_id, NULL));
	return note(tx, w, S("user.password_set"), S(""));
}

rc password_set(struct db *db, instant now, struct arena *a, user_id by, str login, str password)
{
	struct work w = { .a = a, .now = now, .by = by };

	TRY(known_login(a, login, &w.login));
	TRY(access_password_check(password, w.login));
	w.hash = secret_password_hash(a, password);
	return db_write(db, FOR_SIGN_IN, "set a password", set_password, &w);
}

static rc set_totp(struct tx *tx, void *cls)
{
	struct work *w = cls;

	TRY(open_account(tx, w));
	w->factor.user = w->acc.user_id;
	TRY(account_set_totp(tx, w->acc.user_id, secret_seal(w->a, w->key, &w->factor), 0));
	TRY(session_end_all(tx, w->acc.user_id, NULL));
	return note(tx, w, S("user.totp_set"), S(""));
}

rc totp_set(struct db *db, instant now, struct arena *a, user_id by, str login,
	    const unsigned char totp_key[static TOTP_KEY_BYTES], str *ret_secret, str *ret_url)
{
	struct work w = { .a = a, .now = now, .by = by, .key = totp_key, .factor = { .use = SEAL_ACCOUNT } };

	TRY(known_login(a, login, &w.login));
	secret_random(w.factor.secret, TOTP_SECRET_BYTES);
	TRY(db_write(db, FOR_SIGN_IN, "set a second factor", set_totp, &w));
	*ret_secret = totp_base32(a, w.factor.secret);
	*ret_url = totp_url(a, ISSUER, w.login, w.factor.secret);
	sodium_memzero(&w.factor, sizeof w.factor);
	return OK;
}

/* ---- who they are in the register ---- */

struct naming {
	struct arena *a;
	instant now;
	user_id by, user;
	str number;
};

static rc name_person(struct tx *tx, void *cls)
{
	struct naming *n = cls;
	struct fund fund;
	struct person p;

	TRY(fund_read(tx, n->a, &fund));
	TRY(person_asked(tx, (person_id){ 0 }, fund.country, n->number, n->a, &p));
	TRY(user_person_set(tx, n->user, p.person_id));
	struct journal_entry e = { .user = n->by,
				   .why = FOR_COUNTER,
				   .kind = S("user.person_set"),
				   .person = p.person_id,
				   .object = n->user.v };
	return journal_write(tx, n->now, &e);
}

rc user_is_person(struct db *db, instant now, struct arena *a, user_id by, str login, str number)
{
	struct naming n = { .a = a, .now = now, .by = by, .number = number };
	struct user u;

	TRY(users_by_login(db, a, login, &u));
	CHECK(str_eq(u.state, S("ACTIVE")), USER_CLOSED);
	n.user = u.user_id;
	return db_write(db, FOR_COUNTER, "name the person of an account", name_person, &n);
}

/* ---- demo funds ---- */

static rc mark(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return demo_mark(tx, w->now);
}

rc demo_begin(struct db *db, instant now)
{
	struct work w = { .now = now };

	return db_write(db, FOR_DEMO, "mark a demo fund", mark, &w);
}

static rc look_demo(struct tx *tx, void *cls)
{
	struct work *w = cls;

	TRY(demo_need(tx));
	return account_by_login(tx, w->a, w->login, &w->acc);
}

rc demo_code(struct db *db, instant now, struct arena *a, str login,
	     const unsigned char totp_key[static TOTP_KEY_BYTES], struct demo_code *ret)
{
	struct work w = { .a = a };
	char code[TOTP_DIGITS + 1];
	int64_t step = totp_step_at(now), now_s = now.us / 1000000;

	TRY(known_login(a, login, &w.login));
	TRY(db_read(db, FOR_SIGN_IN, "tell a demo code", look_demo, &w));
	CHECK(w.acc.totp_sealed.n > 0, TOTP_NONE);
	TRY(secret_open(totp_key, w.acc.totp_sealed, SEAL_ACCOUNT, w.acc.user_id, &w.factor));
	/* A code works once: after the one of this step comes that of the next, good one step early. */
	if (step <= w.acc.totp_last)
		step = w.acc.totp_last + 1;
	totp_code(w.factor.secret, step, code);
	sodium_memzero(&w.factor, sizeof w.factor);
	int64_t from_s = (step - TOTP_WINDOW) * TOTP_STEP_S;
	*ret = (struct demo_code){
		.code = str_printf(a, "%s", code),
		.wait_s = from_s > now_s ? from_s - now_s : 0,
		.left_s = (step + TOTP_WINDOW + 1) * TOTP_STEP_S - now_s,
	};
	return OK;
}
