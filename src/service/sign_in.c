/* service/sign_in.c - a person shows who they are. */
#include "service/sign_in.h"

#include "domain/access/totp.h"
#include "domain/journal/journal.h"
#include "service/secret.h"

#include <sodium.h>

#define ISSUER S("Sanad")

static rc note(struct tx *tx, instant now, user_id who, str kind, int64_t object, str detail)
{
	struct journal_entry e = {
		.user = who, .why = FOR_SIGN_IN, .kind = kind, .object = object, .detail = detail
	};

	return journal_write(tx, now, &e);
}

/* ---- the password ---- */

struct trying {
	struct arena *a;
	instant now;
	str login;
	struct account acc; /* as it was before the password was checked; user_id 0: unknown */
	bool right;	    /* the password is that of acc.password_hash */
	blob old_token_hash;
	struct session session;
	bool done; /* out: signed in */
};

static rc look(struct tx *tx, void *cls)
{
	struct trying *t = cls;
	rc r = account_by_login(tx, t->a, t->login, &t->acc);

	if (!rc_is(r, E_USER_NONE))
		return r;
	t->acc = (struct account){ 0 };
	return OK;
}

static rc refuse(struct tx *tx, const struct trying *t, int64_t object, str why)
{
	/* Nobody has shown to be that user, so the journal names the account as the object, not as who did
	 * it. What was typed for an unknown login stays unwritten: it may be a password. */
	return note(tx, t->now, (user_id){ 0 }, S("sign_in.refused"), object, why);
}

static rc wrong_password(struct tx *tx, const struct trying *t, const struct account *acc)
{
	int64_t failures = acc->failures + 1;

	TRY(account_failed(tx, acc->user_id, failures, access_locked_until(failures, t->now)));
	return refuse(tx, t, acc->user_id.v, S("wrong password"));
}

/* Reads the account again: while the password was being checked, others may have failed, or an administrator
 * may have changed it. */
static rc judge_password(struct tx *tx, void *cls)
{
	struct trying *t = cls;
	struct account acc;

	t->done = false;
	if (t->acc.user_id.v == 0)
		return refuse(tx, t, 0, S("unknown login"));
	TRY(account_by_id(tx, t->a, t->acc.user_id, &acc));
	if (!str_eq(acc.state, S("ACTIVE")))
		return refuse(tx, t, acc.user_id.v, S("account closed"));
	if (t->now.us < acc.locked_until.us)
		return refuse(tx, t, acc.user_id.v, S("account locked"));
	if (!t->right || !str_eq(acc.password_hash, t->acc.password_hash))
		return wrong_password(tx, t, &acc);
	if (t->old_token_hash.n > 0)
		TRY(session_end_token(tx, t->old_token_hash, NULL));
	bool member = acc.roles == MEMBER;
	if (member) {
		t->session.step = step_text(STEP_FULL);
		t->session.expires_at = access_session_end(STEP_FULL, t->now);
	}
	t->session.user_id = acc.user_id;
	TRY(session_add(tx, &t->session));
	TRY(note(tx, t->now, acc.user_id, member ? S("sign_in.full") : S("sign_in.password"),
		 t->session.session_id.v, S("")));
	t->acc = acc;
	t->done = true;
	return OK;
}

rc sign_in_password(struct db *db, instant now, struct arena *a, str login, str password,
		    const struct sign_in_from *from, struct signed_token *ret)
{
	struct trying t = { .a = a, .now = now };
	str token;

	/* What can't be a login is looked for all the same, so that it takes as long. */
	if (!rc_ok(access_login(a, login, &t.login)))
		t.login = S("");
	if (from->token.n > 0)
		t.old_token_hash = secret_token_hash(a, from->token);
	t.session = session_make(a, now, STEP_PASSWORD, from, &token);
	TRY(db_read(db, FOR_SIGN_IN, "look for an account", look, &t));
	/* Slow on purpose, and outside of any write transaction. Nobody's password is as long as what is
	 * refused. */
	t.right = secret_password_is(t.acc.password_hash, password.n <= PASSWORD_MAX ? password : S(""));
	TRY(db_write(db, FOR_SIGN_IN, "judge a password", judge_password, &t));
	CHECK(t.done, SIGN_IN);
	*ret = (struct signed_token){ .token = token,
				      .full = t.acc.roles == MEMBER,
				      .enrolled = t.acc.totp_sealed.n > 0 };
	return OK;
}

/* ---- the second factor ---- */

struct second {
	struct arena *a;
	instant now;
	const unsigned char *key;
	blob token_hash;
	char code[TOTP_DIGITS + 1];
	bool typed;	     /* `code` holds six digits */
	str offered;	     /* enrolment: the seal that came back with the form */
	struct session was;  /* with the password */
	struct session full; /* the one that takes its place */
	struct account acc;
	bool done; /* out */
};

/* The session that waits for its second factor, and its account. E_SIGN_IN_FIRST */
static rc waiting(struct tx *tx, struct second *s)
{
	TRY(session_by_token(tx, s->a, s->token_hash, &s->was));
	CHECK(str_eq(s->was.step, step_text(STEP_PASSWORD)), SIGN_IN_FIRST);
	CHECK(access_session_alive(s->was.seen_at, s->was.expires_at, s->now), SIGN_IN_FIRST);
	TRY(account_by_id(tx, s->a, s->was.user_id, &s->acc));
	CHECK(str_eq(s->acc.state, S("ACTIVE")), SIGN_IN_FIRST);
	return OK;
}

static rc wrong_code(struct tx *tx, const struct second *s)
{
	int64_t failures = s->acc.failures + 1;

	TRY(account_failed(tx, s->acc.user_id, failures, access_locked_until(failures, s->now)));
	return note(tx, s->now, s->acc.user_id, S("sign_in.code_refused"), s->was.session_id.v,
		    S("wrong code"));
}

/* The session with the password ends, one with both begins under a new token. */
static rc step_up(struct tx *tx, struct second *s)
{
	int64_t ended;

	TRY(session_end_token(tx, s->token_hash, &ended));
	CHECK(ended == 1, SIGN_IN_FIRST);
	s->full.user_id = s->acc.user_id;
	s->full.browser = s->was.browser;
	s->full.address = s->was.address;
	TRY(session_add(tx, &s->full));
	TRY(note(tx, s->now, s->acc.user_id, S("sign_in.full"), s->full.session_id.v, S("")));
	s->done = true;
	return OK;
}

static rc judge_code(struct tx *tx, void *cls)
{
	struct second *s = cls;
	struct sealed open;
	int64_t used;

	s->done = false;
	TRY(waiting(tx, s));
	CHECK(s->acc.totp_sealed.n > 0, TOTP_NONE);
	if (s->now.us < s->acc.locked_until.us)
		return note(tx, s->now, s->acc.user_id, S("sign_in.code_refused"), s->was.session_id.v,
			    S("account locked"));
	TRY(secret_open(s->key, s->acc.totp_sealed, SEAL_ACCOUNT, s->acc.user_id, &open));
	used = s->typed ? totp_judge(open.secret, s->now, s->acc.totp_last, s->code) : 0;
	sodium_memzero(&open, sizeof open);
	if (used == 0)
		return wrong_code(tx, s);
	TRY(account_code_used(tx, s->acc.user_id, used));
	return step_up(tx, s);
}

static struct second second_new(struct arena *a, instant now, const unsigned char *key, str token, str code,
				str *ret_token)
{
	struct second s = { .a = a, .now = now, .key = key, .token_hash = secret_token_hash(a, token) };

	s.typed = totp_typed(code, s.code);
	s.full = session_make(a, now, STEP_FULL, &(struct sign_in_from){ .token = S("") }, ret_token);
	return s;
}

rc sign_in_totp(struct db *db, instant now, struct arena *a,
		const unsigned char totp_key[static TOTP_KEY_BYTES], str token, str code,
		struct signed_token *ret)
{
	str fresh;
	struct second s = second_new(a, now, totp_key, token, code, &fresh);

	TRY(db_write(db, FOR_SIGN_IN, "judge a code", judge_code, &s));
	CHECK(s.done, SIGN_IN_CODE);
	*ret = (struct signed_token){ .token = fresh, .full = true, .enrolled = true };
	return OK;
}

/* ---- setting it up ---- */

static rc look_waiting(struct tx *tx, void *cls)
{
	struct second *s = cls;

	TRY(waiting(tx, s));
	CHECK(s->acc.totp_sealed.n == 0, TOTP_ENROLLED);
	return OK;
}

rc totp_enrol_begin(struct db *db, instant now, struct arena *a,
		    const unsigned char totp_key[static TOTP_KEY_BYTES], str token, struct totp_offer *ret)
{
	struct second s = { .a = a, .now = now, .token_hash = secret_token_hash(a, token) };
	struct sealed offer = { .use = SEAL_OFFER };

	TRY(db_read(db, FOR_SIGN_IN, "offer a second factor", look_waiting, &s));
	offer.user = s.acc.user_id;
	offer.session = s.was.session_id;
	offer.until = s.was.expires_at;
	secret_random(offer.secret, TOTP_SECRET_BYTES);
	*ret = (struct totp_offer){
		.secret = totp_base32(a, offer.secret),
		.url = totp_url(a, ISSUER, s.acc.login, offer.secret),
		.sealed = secret_text(a, secret_seal(a, totp_key, &offer)),
	};
	sodium_memzero(&offer, sizeof offer);
	return OK;
}

/* The offer that was made to this very session. */
static rc open_offer(const struct second *s, struct sealed *ret)
{
	blob sealed;

	TRY(secret_text_parse(s->a, s->offered, SEALED_BYTES, &sealed));
	CHECK(rc_ok(secret_open(s->key, sealed, SEAL_OFFER, s->acc.user_id, ret)), TOTP_OFFER);
	CHECK(ret->session.v == s->was.session_id.v && s->now.us < ret->until.us, TOTP_OFFER);
	return OK;
}

static rc judge_offer(struct tx *tx, void *cls)
{
	struct second *s = cls;
	struct sealed open;
	int64_t used;

	s->done = false;
	TRY(waiting(tx, s));
	CHECK(s->acc.totp_sealed.n == 0, TOTP_ENROLLED);
	TRY(open_offer(s, &open));
	/* No failure is counted: whoever has the offer knows the secret. */
	used = s->typed ? totp_judge(open.secret, s->now, 0, s->code) : 0;
	if (used == 0)
		return OK;
	open.use = SEAL_ACCOUNT;
	open.session = (session_id){ 0 };
	open.until = (instant){ 0 };
	TRY(account_set_totp(tx, s->acc.user_id, secret_seal(s->a, s->key, &open), used));
	sodium_memzero(&open, sizeof open);
	TRY(note(tx, s->now, s->acc.user_id, S("totp.enrolled"), s->acc.user_id.v, S("")));
	return step_up(tx, s);
}

rc totp_enrol_confirm(struct db *db, instant now, struct arena *a,
		      const unsigned char totp_key[static TOTP_KEY_BYTES], str token, str sealed, str code,
		      struct signed_token *ret)
{
	str fresh;
	struct second s = second_new(a, now, totp_key, token, code, &fresh);

	s.offered = sealed;
	TRY(db_write(db, FOR_SIGN_IN, "set up a second factor", judge_offer, &s));
	CHECK(s.done, SIGN_IN_CODE);
	*ret = (struct signed_token){ .token = fresh, .full = true, .enrolled = true };
	return OK;
}
