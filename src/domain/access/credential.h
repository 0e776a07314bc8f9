/* domain/access/credential.h - tokens with which places of care and other programs sign in.
 *
 * A token is made once and shown once; the store holds its hash. It ends on its day, when a director takes it
 * back, or with the account. An account may have several, so that one can be exchanged without a pause.
 */
#ifndef DOMAIN_ACCESS_CREDENTIAL_H
#define DOMAIN_ACCESS_CREDENTIAL_H

#include "domain/access/access.h"

enum { CREDENTIALS_MAX = 1000 /* of one account, in lists */ };
#define CREDENTIAL_STANDS ((instant){ INT64_MAX })

/* The table's columns. */
struct credential {
	blob token_hash; /* TOKEN_HASH_BYTES */
	credential_id credential_id;
	user_id user_id, given_by;
	instant given_at, expires_at;
	instant ended_at; /* CREDENTIAL_STANDS: not taken back */
	date used_day;	  /* DATE_NEVER: never */
	int64_t per_minute;
};

/* A token and whose it is: what a request asks for. */
struct credential_holder {
	blob token_hash;
	credential_id credential_id;
	user_id user_id;
	int64_t roles, per_minute;
	str state; /* of the account */
	instant expires_at, ended_at;
	date used_day;
};

/* Good now: the token isn't over and the account is open. */
bool credential_good(const struct credential_holder *h, instant now);

rc credential_add(struct tx *tx, const struct credential *c) MUST_USE;
/* Good or not. E_TOKEN: nobody was given this one. */
rc credential_of_token(struct tx *tx, struct arena *a, blob token_hash,
		       struct credential_holder *ret) MUST_USE;
rc credential_used(struct tx *tx, blob token_hash, date day) MUST_USE;
/* All that the account was ever given, newest first; without hashes. */
rc credential_rows(struct tx *tx, struct arena *a, user_id user, struct credential **ret,
		   size_t *ret_n) MUST_USE;
/* E_TOKEN_NONE: there is none, or it ended before. */
rc credential_end(struct tx *tx, struct arena *a, credential_id id, instant now, user_id *ret_user) MUST_USE;
rc credential_end_all(struct tx *tx, user_id user, instant now) MUST_USE;

extern const struct db_stmt *const credential_stmts[]; /* NULL terminated, for db_check() */

#endif
