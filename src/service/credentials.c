/* service/credentials.c */
#include "service/credentials.h"

#include "domain/journal/journal.h"
#include "service/secret.h"

#include <sodium.h>
#include <string.h>

#define PREFIX S("sanad_")
_Static_assert((int)CREDENTIAL_TEXT == (int)TOKEN_TEXT + 6, "a token of secret.h behind the prefix");

struct work {
	struct arena *a;
	instant now;
	const struct actor *by;
	str login;
	struct credential c, *rows;
	size_t n;
};

static rc note(struct tx *tx, const struct work *w, str kind, str detail)
{
	struct journal_entry e = { .user = w->by->user_id,
				   .why = FOR_SIGN_IN,
				   .kind = kind,
				   .object = w->c.credential_id.v,
				   .detail = detail };

	return journal_write(tx, w->now, &e);
}

/* ---- giving and taking back ---- */

static rc give(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct account acc;

	TRY(account_by_login(tx, w->a, w->login, &acc));
	CHECK(str_eq(acc.state, S("ACTIVE")), USER_CLOSED);
	CHECK(acc.roles != 0 && (acc.roles & ~(int64_t)ROLES_TOKEN) == 0, TOKEN_ROLE);
	w->c.user_id = acc.user_id;
	TRY(credential_add(tx, &w->c));
	return note(tx, w, S("token.given"),
		    str_printf(w->a, "user %lld, %lld a minute, until %.*s", (long long)acc.user_id.v,
			       (long long)w->c.per_minute, STR_ARG(instant_text(w->a, w->c.expires_at))));
}

rc credential_give(struct db *db, instant now, struct arena *a, const struct credential_order *o,
		   str *ret_token, credential_id *ret)
{
	struct work w = { .a = a, .now = now, .by = o->by };
	const int64_t day_us = INT64_C(86400) * 1000000;

	TRY(access_rc(access_may(o->by, TASK_GIVE_TOKENS)));
	CHECK(rc_ok(access_login(a, o->login, &w.login)), USER_NONE);
	CHECK(1 <= o->days && o->days <= CREDENTIAL_DAYS_MAX && 1 <= o->per_minute &&
		  o->per_minute <= CREDENTIAL_PER_MINUTE_MAX,
	      TOKEN_TERMS);
	str token = str_printf(a, "%.*s%.*s", STR_ARG(PREFIX), STR_ARG(secret_token(a)));
	w.c = (struct credential){ .token_hash = secret_token_hash(a, token),
				   .credential_id = { id_new(now) },
				   .given_by = o->by->user_id,
				   .given_at = now,
				   .expires_at = { now.us + o->days * day_us },
				   .ended_at = CREDENTIAL_STANDS,
				   .used_day = DATE_NEVER,
				   .per_minute = o->per_minute };
	TRY(db_write(db, FOR_SIGN_IN, "give a token", give, &w));
	*ret_token = token;
	*ret = w.c.credential_id;
	return OK;
}

static rc take_back(struct tx *tx, void *cls)
{
	struct work *w = cls;

	TRY(credential_end(tx, w->a, w->c.credential_id, w->now, &w->c.user_id));
	return note(tx, w, S("token.ended"), str_printf(w->a, "user %lld", (long long)w->c.user_id.v));
}

rc credential_take_back(struct db *db, instant now, struct arena *a, const struct actor *by, credential_id id)
{
	struct work w = { .a = a, .now = now, .by = by, .c = { .credential_id = id } };

	TRY(access_rc(access_may(by, TASK_GIVE_TOKENS)));
	return db_write(db, FOR_SIGN_IN, "take a token back", take_back, &w);
}

static rc list(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct user u;

	TRY(user_by_login(tx, w->a, w->login, &u));
	return credential_rows(tx, w->a, u.user_id, &w->rows, &w->n);
}

rc credentials_list(struct db *db, struct arena *a, str login, struct credential **ret, size_t *ret_n)
{
	struct work w = { .a = a };

	CHECK(rc_ok(access_login(a, login, &w.login)), USER_NONE);
	TRY(db_read(db, FOR_SIGN_IN, "list an account's tokens", list, &w));
	*ret = w.rows;
	*ret_n = w.n;
	return OK;
}

/* ---- a request with a token ---- */

enum { KEPT = 1024 /* tokens; a power of two */ };

struct kept {
	unsigned char hash[TOKEN_HASH_BYTES];
	int64_t looked_us; /* clock_ticks_us(); 0: empty */
	struct actor actor;
};
struct credential_cache {
	struct kept kept[KEPT]; /* by the hash's first bytes; a newcomer replaces who was there */
};

struct credential_cache *credential_cache_new(struct arena *life)
{
	return arena_new(life, struct credential_cache);
}

bool credential_is(str token)
{
	return token.n == CREDENTIAL_TEXT && memcmp(token.p, PREFIX.p, PREFIX.n) == 0;
}

struct finding {
	struct arena a;
	instant now;
	struct credential_holder h;
};

static rc look(struct tx *tx, void *cls)
{
	struct finding *f = cls;

	return credential_of_token(tx, &f->a, f->h.token_hash, &f->h);
}

static rc use(struct tx *tx, void *cls)
{
	const struct finding *f = cls;

	return credential_used(tx, f->h.token_hash, clock_day(f->now));
}

static rc ask_store(struct db *db, struct finding *f, struct kept *k)
{
	TRY(db_read(db, FOR_SIGN_IN, "find a token", look, f));
	CHECK(credential_good(&f->h, f->now), TOKEN);
	if (f->h.used_day.days != clock_day(f->now).days)
		TRY(db_write(db, FOR_SIGN_IN, "note a token's use", use, f));
	memcpy(k->hash, f->h.token_hash.p, TOKEN_HASH_BYTES);
	k->actor = (struct actor){ .user_id = f->h.user_id,
				   .login = S(""),
				   .display_name = S(""),
				   .language = S(""),
				   .roles = f->h.roles,
				   .step = STEP_FULL,
				   .session_id = { f->h.credential_id.v },
				   .expires_at = f->h.expires_at,
				   .per_minute = f->h.per_minute };
	k->looked_us = clock_ticks_us();
	return OK;
}

rc credential_find(struct db *db, instant now, struct credential_cache *cache, str token, struct actor *ret)
{
	unsigned char hash[TOKEN_HASH_BYTES];
	size_t at;

	must(credential_is(token));
	must(crypto_hash_sha256(hash, (const unsigned char *)token.p, token.n) == 0);
	memcpy(&at, hash, sizeof at);
	struct kept *k = &cache->kept[at & (KEPT - 1)];
	bool fresh = k->looked_us > 0 && sodium_memcmp(k->hash, hash, sizeof hash) == 0 &&
		     clock_ticks_us() - k->looked_us < (int64_t)CREDENTIAL_KEPT_S * 1000000;
	if (!fresh) {
		struct finding f = { .now = now, .h = { .token_hash = { hash, sizeof hash } } };
		arena_init(&f.a, 1 << 16);
		k->looked_us = 0;
		rc r = ask_store(db, &f, k);
		arena_done(&f.a);
		TRY(r);
	}
	CHECK(now.us < k->actor.expires_at.us, TOKEN);
	*ret = k->actor;
	return OK;
}
