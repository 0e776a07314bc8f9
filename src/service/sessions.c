/* service/sessions.c - browsers that are signed in. */
#include "service/sessions.h"

#include "base/utf8.h"
#include "domain/journal/journal.h"
#include "service/secret.h"

/* At most `max` bytes, never half a character; what isn't UTF-8 ends it. */
static str cut(str s, size_t max)
{
	str head = { s.p, s.n < max ? s.n : max };

	return (str){ s.p, utf8_sound(head) };
}

struct session session_make(struct arena *a, instant now, enum step step, const struct sign_in_from *from,
			    str *ret_token)
{
	unsigned char *csrf = arena_array(a, unsigned char, CSRF_KEY_BYTES);

	secret_random(csrf, CSRF_KEY_BYTES);
	*ret_token = secret_token(a);
	return (struct session){
		.token_hash = secret_token_hash(a, *ret_token),
		.session_id = { id_new(now) },
		.step = step_text(step),
		.csrf_key = { csrf, CSRF_KEY_BYTES },
		.browser = cut(from->browser, BROWSER_MAX),
		.address = cut(from->address, ADDRESS_MAX),
		.created_at = now,
		.seen_at = now,
		.expires_at = access_session_end(step, now),
	};
}

struct work {
	struct arena *a;
	instant now;
	blob token_hash;
	const struct actor *c;
	session_id id;
	struct actor actor;
	struct session *rows;
	size_t n;
	int64_t ended;
};

static blob hash_of(const struct actor *c) { return (blob){ c->token_hash, TOKEN_HASH_BYTES }; }

static rc find(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return session_actor(tx, w->a, w->token_hash, w->now, &w->actor);
}

rc session_find(struct db *db, instant now, struct arena *a, str token, struct actor *ret)
{
	struct work w = { .a = a, .now = now };

	/* Cookies that this program never made don't cost a look-up. */
	CHECK(token.n == TOKEN_TEXT, SIGN_IN_FIRST);
	w.token_hash = secret_token_hash(a, token);
	TRY(db_read(db, FOR_SIGN_IN, "find a session", find, &w));
	*ret = w.actor;
	return OK;
}

static rc touch(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return session_seen(tx, hash_of(w->c), w->now);
}

rc session_touch(struct db *db, instant now, const struct actor *c)
{
	struct work w = { .now = now, .c = c };

	return c->touch ? db_write(db, FOR_SIGN_IN, "note a session's use", touch, &w) : OK;
}

static rc note(struct tx *tx, const struct work *w, str kind, int64_t object)
{
	struct journal_entry e = {
		.user = w->c->user_id,
		.why = FOR_SIGN_IN,
		.kind = kind,
		.object = object,
	};

	return w->ended > 0 ? journal_write(tx, w->now, &e) : OK;
}

static rc end_this(struct tx *tx, void *cls)
{
	struct work *w = cls;

	TRY(session_end_token(tx, hash_of(w->c), &w->ended));
	return note(tx, w, S("session.ended"), w->c->session_id.v);
}

rc sign_out(struct db *db, instant now, const struct actor *c)
{
	struct work w = { .now = now, .c = c };

	return db_write(db, FOR_SIGN_IN, "sign out", end_this, &w);
}

static rc end_one(struct tx *tx, void *cls)
{
	struct work *w = cls;

	TRY(session_end_one(tx, w->c->user_id, w->id, &w->ended));
	CHECK(w->ended == 1, DB_NONE);
	return note(tx, w, S("session.ended"), w->id.v);
}

rc session_end(struct db *db, instant now, const struct actor *c, session_id id)
{
	struct work w = { .now = now, .c = c, .id = id };

	return db_write(db, FOR_SIGN_IN, "end a session", end_one, &w);
}

static rc end_all(struct tx *tx, void *cls)
{
	struct work *w = cls;

	TRY(session_end_all(tx, w->c->user_id, &w->ended));
	return note(tx, w, S("session.ended_all"), w->c->user_id.v);
}

rc sign_out_everywhere(struct db *db, instant now, const struct actor *c, int64_t *ret_ended)
{
	struct work w = { .now = now, .c = c };

	TRY(db_write(db, FOR_SIGN_IN, "sign out everywhere", end_all, &w));
	*ret_ended = w.ended;
	return OK;
}

static rc list(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return session_rows(tx, w->a, w->c->user_id, w->now, &w->rows, &w->n);
}

rc sessions_list(struct db *db, instant now, struct arena *a, const struct actor *c, struct session **ret,
		 size_t *ret_n)
{
	struct work w = { .a = a, .now = now, .c = c };

	TRY(db_read(db, FOR_SIGN_IN, "list a user's sessions", list, &w));
	for (size_t i = 0; i < w.n; i++)
		w.rows[i].token_hash = w.rows[i].csrf_key = (blob){ 0 };
	*ret = w.rows;
	*ret_n = w.n;
	return OK;
}

static rc sweep(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return session_sweep(tx, w->now, &w->ended);
}

rc sessions_sweep(struct db *db, instant now, int64_t *ret_ended)
{
	struct work w = { .now = now };

	TRY(db_write(db, FOR_SIGN_IN, "sweep sessions", sweep, &w));
	*ret_ended = w.ended;
	return OK;
}
