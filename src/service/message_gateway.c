/* service/message_gateway.c */
#include "service/message_gateway.h"

#include "service/secret.h"

#include "domain/journal/journal.h"

#include "store/db.h"

#include <sodium.h>
#include <string.h>

/* A key of its own for each use, made of one of the fund's. */
static void key_for(unsigned char to[KEY_BYTES], const unsigned char of[static KEY_BYTES], const char *use)
{
	must(crypto_generichash(to, KEY_BYTES, (const unsigned char *)use, strlen(use), of, KEY_BYTES) == 0);
}

/* ---- the password ---- */

static blob seal(struct arena *a, const struct keys *keys, str password)
{
	unsigned char key[KEY_BYTES];
	size_t n = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + password.n;
	unsigned char *p = arena_array(a, unsigned char, n);

	key_for(key, keys->totp, "gateway password");
	secret_random(p, crypto_secretbox_NONCEBYTES);
	must(crypto_secretbox_easy(p + crypto_secretbox_NONCEBYTES, (const unsigned char *)password.p,
				   password.n, p, key) == 0);
	sodium_memzero(key, sizeof key);
	return (blob){ p, n };
}

rc message_gateway_password(struct arena *a, const struct keys *keys, const struct message_gateway *g,
			    str *ret)
{
	enum { HEAD = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES };
	unsigned char key[KEY_BYTES];
	blob b = g->password_sealed;

	CHECK(b.n >= HEAD, MESSAGE_SEAL);
	char *p = arena_array(a, char, b.n - HEAD + 1);
	key_for(key, keys->totp, "gateway password");
	int failed = crypto_secretbox_open_easy((unsigned char *)p, b.p + crypto_secretbox_NONCEBYTES,
						b.n - crypto_secretbox_NONCEBYTES, b.p, key);
	sodium_memzero(key, sizeof key);
	CHECK(failed == 0, MESSAGE_SEAL);
	*ret = (str){ p, b.n - HEAD };
	return OK;
}

/* ---- the row ---- */

struct changing {
	struct message_gateway g;
	bool keep;
	struct arena *a;
};

static rc change(struct tx *tx, void *cls)
{
	struct changing *c = cls;
	struct message_gateway was;
	struct journal_entry e = { .user = c->g.changed_by,
				   .why = FOR_SYSTEM,
				   .kind = S("message.gateway"),
				   .detail = c->g.channel };

	if (c->keep) {
		rc r = message_gateway_get(tx, c->g.channel, c->a, &was);
		CHECK(!rc_is(r, E_DB_NONE), MESSAGE_GATEWAY);
		TRY(r);
		c->g.password_sealed = was.password_sealed;
	}
	TRY(message_gateway_set(tx, &c->g));
	return journal_write(tx, c->g.changed_at, &e);
}

rc message_gateway_change(struct db *db, const struct keys *keys, const struct message_gateway *g,
			  const str *password, user_id who)
{
	struct arena a;

	arena_init(&a, 1 << 20);
	struct changing c = { .g = *g, .keep = password == NULL, .a = &a };
	must(password == NULL || password->n <= GATEWAY_PASSWORD_MAX);
	if (password != NULL)
		c.g.password_sealed = seal(&a, keys, *password);
	c.g.changed_at = clock_now();
	c.g.changed_by = who;
	rc r = db_write(db, FOR_SYSTEM, "message gateway", change, &c);
	arena_done(&a);
	return r;
}

struct reading {
	str channel;
	struct arena *a;
	struct message_gateway *ret;
};

static rc read_row(struct tx *tx, void *cls)
{
	const struct reading *r = cls;

	return message_gateway_get(tx, r->channel, r->a, r->ret);
}

rc message_gateway_read(struct db *db, struct arena *a, str channel, struct message_gateway *ret)
{
	struct reading reading = { channel, a, ret };
	rc r = db_read(db, FOR_SYSTEM, "message gateway", read_row, &reading);

	CHECK(!rc_is(r, E_DB_NONE), MESSAGE_GATEWAY);
	return r;
}

/* ---- reports ---- */

str message_report_key(struct arena *a, const struct keys *keys, message_id id)
{
	enum { BYTES = REPORT_KEY_TEXT / 2 };
	unsigned char key[KEY_BYTES], hash[BYTES];
	char *hex = arena_array(a, char, REPORT_KEY_TEXT + 1);

	key_for(key, keys->session, "message report");
	must(crypto_generichash(hash, sizeof hash, (const unsigned char *)&id.v, sizeof id.v, key,
				sizeof key) == 0);
	sodium_bin2hex(hex, REPORT_KEY_TEXT + 1, hash, sizeof hash);
	sodium_memzero(key, sizeof key);
	return (str){ hex, REPORT_KEY_TEXT };
}

bool message_report_key_is(const struct keys *keys, message_id id, str key)
{
	struct arena a;

	arena_init(&a, 1 << 16);
	str right = message_report_key(&a, keys, id);
	bool same = key.n == right.n && sodium_memcmp(key.p, right.p, right.n) == 0;
	arena_done(&a);
	return same;
}
