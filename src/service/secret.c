/* service/secret.c - random tokens, password hashes, sealed second factors. */
#include "service/secret.h"

#include <sodium.h>
#include <string.h>
#include <sys/random.h>

/* OWASP's least for argon2id; measured at 14 ms (docs/performance.md). */
enum { PASSES = 2, MEMORY_BYTES = 19 * 1024 * 1024, BASE64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING };

_Static_assert((int)TOKEN_HASH_BYTES == (int)crypto_hash_sha256_BYTES, "token hash");
_Static_assert((int)TOTP_KEY_BYTES == (int)crypto_secretbox_KEYBYTES, "key");

void secret_random(void *p, size_t n)
{
	/* The kernel gives up to 256 bytes whole or, early at boot, waits. */
	must(n <= 256 && getrandom(p, n, 0) == (ssize_t)n);
}

str secret_text(struct arena *a, blob b)
{
	size_t room = sodium_base64_ENCODED_LEN(b.n, BASE64);
	char *p = arena_array(a, char, room);

	must(sodium_bin2base64(p, room, b.p, b.n, BASE64) != NULL);
	return (str){ p, room - 1 };
}

rc secret_text_parse(struct arena *a, str text, size_t n, blob *ret)
{
	unsigned char *p = arena_array(a, unsigned char, n);
	const char *end = NULL;
	size_t got = 0;

	CHECK(text.n == sodium_base64_ENCODED_LEN(n, BASE64) - 1, TOTP_OFFER);
	CHECK(sodium_base642bin(p, n, text.p, text.n, NULL, &got, &end, BASE64) == 0 && got == n &&
		  end == text.p + text.n,
	      TOTP_OFFER);
	*ret = (blob){ p, n };
	return OK;
}

str secret_token(struct arena *a)
{
	unsigned char bytes[TOKEN_BYTES];

	secret_random(bytes, sizeof bytes);
	str text = secret_text(a, (blob){ bytes, sizeof bytes });
	sodium_memzero(bytes, sizeof bytes);
	must(text.n == TOKEN_TEXT);
	return text;
}

blob secret_token_hash(struct arena *a, str token)
{
	unsigned char *h = arena_array(a, unsigned char, TOKEN_HASH_BYTES);

	must(crypto_hash_sha256(h, (const unsigned char *)(token.n > 0 ? token.p : ""), token.n) == 0);
	return (blob){ h, TOKEN_HASH_BYTES };
}

str secret_digits(struct arena *a, int n)
{
	uint32_t below = 1;

	must(0 < n && n <= 9);
	for (int i = 0; i < n; i++)
		below *= 10;
	must(sodium_init() >= 0);
	return str_printf(a, "%0*u", n, (unsigned)randombytes_uniform(below));
}

blob secret_code_hash(struct arena *a, const unsigned char key[static TOTP_KEY_BYTES], person_id person,
		      str purpose, str code)
{
	unsigned char *h = arena_array(a, unsigned char, CODE_HASH_BYTES), sub[TOTP_KEY_BYTES];
	str text = str_printf(a, "%lld %.*s %.*s", (long long)person.v, STR_ARG(purpose), STR_ARG(code));

	/* a key of its own, so that what seals second factors is used for nothing else */
	must(crypto_kdf_derive_from_key(sub, sizeof sub, 1, "sanadmbr", key) == 0);
	must(crypto_generichash(h, CODE_HASH_BYTES, (const unsigned char *)text.p, text.n, sub, sizeof sub) ==
	     0);
	sodium_memzero(sub, sizeof sub);
	return (blob){ h, CODE_HASH_BYTES };
}

str secret_password_hash(struct arena *a, str password)
{
	char *hash = arena_array(a, char, crypto_pwhash_STRBYTES);

	must(sodium_init() >= 0);
	/* It fails only when 19 MiB can't be had: like any other want of memory that stops the worker. */
	must(crypto_pwhash_str_alg(hash, password.n > 0 ? password.p : "", password.n, PASSES, MEMORY_BYTES,
				   crypto_pwhash_ALG_ARGON2ID13) == 0);
	return str_of(hash);
}

/* Hash of 32 random bytes that nobody kept, made by secret_password_hash(): checking a password against it
 * takes as long as against a real one, so that the answer's time doesn't tell whether an account exists. */
str secret_nobody(void)
{
	return S("$argon2id$v=19$m=19456,t=2,p=1$UKz+73f88Dim5tGlby9Gyg$6aNTdA+lpoo+LWkOcY/4Qc5heo+So1o/"
		 "gf7COaI1fl8");
}

bool secret_password_is(str hash, str password)
{
	bool nobody = hash.n == 0;
	char text[crypto_pwhash_STRBYTES] = { 0 };

	must(sodium_init() >= 0);
	if (nobody)
		hash = secret_nobody();
	must(hash.n < sizeof text);
	memcpy(text, hash.p, hash.n);
	bool same = crypto_pwhash_str_verify(text, password.n > 0 ? password.p : "", password.n) == 0;
	return same && !nobody;
}

/* ---- sealing ---- */

enum { NONCE_AT = 1, BOX_AT = NONCE_AT + crypto_secretbox_NONCEBYTES, PLAIN_BYTES = 25 + TOTP_SECRET_BYTES };
enum { SEAL_VERSION = 1 };
_Static_assert((int)SEALED_BYTES == (int)BOX_AT + (int)crypto_secretbox_MACBYTES + (int)PLAIN_BYTES,
	       "sealed size");

static void put64(unsigned char p[static 8], int64_t v)
{
	for (int i = 0; i < 8; i++)
		p[i] = (unsigned char)((uint64_t)v >> (56 - 8 * i));
}

static int64_t get64(const unsigned char p[static 8])
{
	uint64_t v = 0;

	for (int i = 0; i < 8; i++)
		v = v << 8 | p[i];
	return (int64_t)v;
}

blob secret_seal(struct arena *a, const unsigned char key[static TOTP_KEY_BYTES], const struct sealed *s)
{
	unsigned char *out = arena_array(a, unsigned char, SEALED_BYTES), plain[PLAIN_BYTES];

	must(sodium_init() >= 0);
	plain[0] = (unsigned char)s->use;
	put64(plain + 1, s->user.v);
	put64(plain + 9, s->session.v);
	put64(plain + 17, s->until.us);
	memcpy(plain + 25, s->secret, TOTP_SECRET_BYTES);
	out[0] = SEAL_VERSION;
	secret_random(out + NONCE_AT, crypto_secretbox_NONCEBYTES);
	must(crypto_secretbox_easy(out + BOX_AT, plain, sizeof plain, out + NONCE_AT, key) == 0);
	sodium_memzero(plain, sizeof plain);
	return (blob){ out, SEALED_BYTES };
}

rc secret_open(const unsigned char key[static TOTP_KEY_BYTES], blob sealed, enum seal_use use, user_id user,
	       struct sealed *ret)
{
	unsigned char plain[PLAIN_BYTES];

	must(sodium_init() >= 0);
	CHECK(sealed.n == SEALED_BYTES && sealed.p[0] == SEAL_VERSION, TOTP_SEAL);
	CHECK(crypto_secretbox_open_easy(plain, sealed.p + BOX_AT, SEALED_BYTES - BOX_AT, sealed.p + NONCE_AT,
					 key) == 0,
	      TOTP_SEAL);
	*ret = (struct sealed){
		.use = (enum seal_use)plain[0],
		.user = { get64(plain + 1) },
		.session = { get64(plain + 9) },
		.until = { get64(plain + 17) },
	};
	memcpy(ret->secret, plain + 25, TOTP_SECRET_BYTES);
	sodium_memzero(plain, sizeof plain);
	CHECK(ret->use == use && ret->user.v == user.v, TOTP_SEAL);
	return OK;
}
