/* Hashes, tokens and seals. */
#include "service/secret.h"

#include "testing/t.h"

#include <sodium.h>

static const unsigned char key[TOTP_KEY_BYTES] = "one key", other[TOTP_KEY_BYTES] = "another key";

T(passwords)
{
	str h = secret_password_hash(a, S("a very long winter")),
	    h2 = secret_password_hash(a, S("a very long winter"));
	str head = h;

	t_ok(str_skip(&head, S("$argon2id$v=19$m=19456,t=2,p=1$")));
	t_ok(!str_eq(h, h2)); /* salted */
	t_ok(secret_password_is(h, S("a very long winter")));
	t_ok(secret_password_is(h2, S("a very long winter")));
	t_ok(!secret_password_is(h, S("a very long winteR")));
	t_ok(!secret_password_is(h, S("")));
	t_ok(!secret_password_is(S(""), S("")));
	t_ok(!secret_password_is(S(""), S("a very long winter")));
	t_ok(!secret_password_is(S("rubbish"), S("a very long winter")));
}

/* An account that doesn't exist costs what a real one costs: the same parameters, the same work. */
T(nobody_takes_as_long)
{
	str h = secret_password_hash(a, S("x")), nobody = secret_nobody();

	t_int((int64_t)nobody.n, (int64_t)h.n);
	t_ok(str_skip(&nobody, S("$argon2id$v=19$m=19456,t=2,p=1$")));
	t_ok(!crypto_pwhash_str_needs_rehash(secret_nobody().p, 2, 19 * 1024 * 1024));
	t_ok(!secret_password_is(secret_nobody(), S("")));
}

T(tokens)
{
	str t = secret_token(a), u = secret_token(a);

	t_int((int64_t)t.n, TOKEN_TEXT);
	t_ok(!str_eq(t, u));
	t_ok(secret_token_hash(a, t).n == TOKEN_HASH_BYTES);
	t_ok(memcmp(secret_token_hash(a, t).p, secret_token_hash(a, u).p, TOKEN_HASH_BYTES) != 0);
	/* FIPS 180-4's "abc" */
	t_ok(memcmp(secret_token_hash(a, S("abc")).p, "\xba\x78\x16\xbf\x8f\x01\xcf\xea", 8) == 0);
}

T(seals)
{
	struct sealed s = { .use = SEAL_OFFER, .user = { 5 }, .session = { 6 }, .until = { 7 } }, got;
	blob back;

	memcpy(s.secret, "12345678901234567890", TOTP_SECRET_BYTES);
	blob sealed = secret_seal(a, key, &s), twice = secret_seal(a, key, &s);
	t_ok(sealed.n == SEALED_BYTES && memcmp(sealed.p, twice.p, sealed.n) != 0);
	t_ok(memmem(sealed.p, sealed.n, s.secret, 4) == NULL);
	t_need(secret_open(key, sealed, SEAL_OFFER, (user_id){ 5 }, &got));
	t_ok(memcmp(got.secret, s.secret, TOTP_SECRET_BYTES) == 0 && got.session.v == 6 && got.until.us == 7);
	t_rc(secret_open(other, sealed, SEAL_OFFER, (user_id){ 5 }, &got), TOTP_SEAL);
	t_rc(secret_open(key, sealed, SEAL_ACCOUNT, (user_id){ 5 }, &got), TOTP_SEAL);
	t_rc(secret_open(key, sealed, SEAL_OFFER, (user_id){ 6 }, &got), TOTP_SEAL);
	for (size_t i = 0; i < SEALED_BYTES; i++) {
		unsigned char bent[SEALED_BYTES];
		memcpy(bent, sealed.p, sizeof bent);
		bent[i] ^= 1;
		t_rc(secret_open(key, (blob){ bent, sizeof bent }, SEAL_OFFER, (user_id){ 5 }, &got),
		     TOTP_SEAL);
		t_rc(secret_open(key, (blob){ sealed.p, i }, SEAL_OFFER, (user_id){ 5 }, &got), TOTP_SEAL);
	}
	t_need(secret_text_parse(a, secret_text(a, sealed), SEALED_BYTES, &back));
	t_ok(memcmp(back.p, sealed.p, SEALED_BYTES) == 0);
	t_rc(secret_text_parse(a, S(""), SEALED_BYTES, &back), TOTP_OFFER);
	t_rc(secret_text_parse(a, S("AAA="), 3, &back), TOTP_OFFER);
	t_rc(secret_text_parse(a, S("A+A/"), 3, &back), TOTP_OFFER);
	t_need(secret_text_parse(a, S("A-A_"), 3, &back));
}
