/* service/credentials.h - tokens for places of care and other programs: given, shown with each request, taken
 * back.
 *
 * A token is "sanad_" and 256 random bits; whoever holds it is the account, with no second factor, so it is
 * for accounts that have one role and may do little. Giving and taking back are events; a token stands in no
 * log. Only its hash is stored.
 */
#ifndef SERVICE_CREDENTIALS_H
#define SERVICE_CREDENTIALS_H

#include "domain/access/credential.h"

#include "base/arena.h"

enum {
	CREDENTIAL_TEXT = 49, /* characters of a token */
	CREDENTIAL_DAYS = 365,
	CREDENTIAL_DAYS_MAX = 730,
	CREDENTIAL_PER_MINUTE = 60,
	CREDENTIAL_PER_MINUTE_MAX = 60000,
	CREDENTIAL_KEPT_S = 4, /* a token that was taken back is good for so long at most */
};

struct credential_order {
	const struct actor *by; /* MAY_GIVE_TOKENS */
	str login;		/* of a provider or a program */
	int64_t days, per_minute;
};
/* *ret_token is shown once and never again. E_ROLE, E_USER_NONE, E_USER_CLOSED, E_TOKEN_ROLE, E_TOKEN_TERMS
 */
rc credential_give(struct db *db, instant now, struct arena *a, const struct credential_order *o,
		   str *ret_token, credential_id *ret) MUST_USE;
/* E_ROLE, E_TOKEN_NONE */
rc credential_take_back(struct db *db, instant now, struct arena *a, const struct actor *by,
			credential_id id) MUST_USE;
/* All that the account was given. E_USER_NONE */
rc credentials_list(struct db *db, struct arena *a, str login, struct credential **ret,
		    size_t *ret_n) MUST_USE;

/* Does it look like a token of this kind? A session's never does. */
bool credential_is(str token);
/* What a process remembers of tokens that were good just now; of one process's first thread. */
struct credential_cache;
struct credential_cache *credential_cache_new(struct arena *life);
/* Whose token is it? Asks the store once in CREDENTIAL_KEPT_S; writes the day of its use once a day. E_TOKEN:
 * nobody's, over, taken back, or of a closed account. */
rc credential_find(struct db *db, instant now, struct credential_cache *k, str token,
		   struct actor *ret) MUST_USE;

#endif
