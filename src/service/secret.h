/* service/secret.h - random tokens, password hashes, sealed second factors: all of libsodium's making.
 *
 * Nothing here touches the store. Hashing a password costs about 15 ms and 19 MiB: never inside a write
 * transaction.
 */
#ifndef SERVICE_SECRET_H
#define SERVICE_SECRET_H

#include "domain/access/access.h"
#include "domain/access/totp.h"
#include "domain/activation/activation.h"

enum {
	TOKEN_BYTES = 32,
	TOKEN_TEXT = 43, /* base64url without padding */
	SEALED_BYTES = 1 + 24 + 16 + 25 + TOTP_SECRET_BYTES,
};

void secret_random(void *p, size_t n);
/* A new cookie value, TOKEN_TEXT characters, in `a`. */
str secret_token(struct arena *a);
/* SHA-256 of a cookie's value, whatever it holds, in `a`: what the store knows of it. */
blob secret_token_hash(struct arena *a, str token);

/* `n` <= 9 random digits, in `a`. */
str secret_digits(struct arena *a, int n);
/* What the store knows of a member's code: CODE_HASH_BYTES, in `a`. Keyed, since all codes can be tried in a
 * second. */
blob secret_code_hash(struct arena *a, const unsigned char key[static TOTP_KEY_BYTES], person_id person,
		      str purpose, str code);

/* argon2id, 19 MiB, 2 passes (OWASP's least), in libsodium's text form, in `a`. */
str secret_password_hash(struct arena *a, str password);
/* Is it the password of this hash? An empty hash costs the same time and is nobody's password. */
bool secret_password_is(str hash, str password);

/* The hash that stands in for an empty one: of a password that nobody knows. */
str secret_nobody(void);

/* What a sealed secret is for; a seal made for one is no good for the other. */
enum seal_use { SEAL_ACCOUNT = 1, SEAL_OFFER = 2 };

/* A second factor's secret, and what it is bound to. */
struct sealed {
	enum seal_use use;
	user_id user;
	session_id session; /* of an offer; 0 otherwise */
	instant until;	    /* of an offer; 0 otherwise */
	unsigned char secret[TOTP_SECRET_BYTES];
};

/* crypto_secretbox under totp.key: SEALED_BYTES in `a`. */
blob secret_seal(struct arena *a, const unsigned char key[static TOTP_KEY_BYTES], const struct sealed *s);
/* E_TOTP_SEAL when it was sealed with another key, changed, or is of another use or user. */
rc secret_open(const unsigned char key[static TOTP_KEY_BYTES], blob sealed, enum seal_use use, user_id user,
	       struct sealed *ret) MUST_USE;

/* base64url without padding. */
str secret_text(struct arena *a, blob b);
/* E_TOTP_OFFER when it isn't base64url of exactly `n` bytes. */
rc secret_text_parse(struct arena *a, str text, size_t n, blob *ret) MUST_USE;

#endif
