/* service/users.h - keeping the accounts of those who work with the program.
 *
 * `by` is who does it: 0 for the operator at the command line. Each change is in the journal, and each change
 * of a secret ends the account's sessions.
 */
#ifndef SERVICE_USERS_H
#define SERVICE_USERS_H

#include "domain/access/access.h"
#include "domain/access/totp.h"

struct user_new {
	str login, display_name;
	int64_t roles;	 /* bits of enum role */
	str body_code;	 /* of a BODY_USER, empty otherwise */
	str language;	 /* ar, fr or en */
	str password;	 /* empty: none yet, nobody can sign in with the account */
	str demo_secret; /* base 32 of a second factor that everybody may know; empty in every real fund */
};

/* `totp_key` is needed for a demo secret, and may be NULL without. E_LOGIN, E_LOGIN_TAKEN, E_USER_NAME,
 * E_ROLES, E_BODY_NONE, E_USER_LANGUAGE, E_PASSWORD_*; E_NOT_DEMO, E_TOTP_SECRET; E_TOKEN_ONLY: a
 * provider or a program with a password. */
rc user_add(struct db *db, instant now, struct arena *a, user_id by, const struct user_new *u,
	    const unsigned char *totp_key, user_id *ret) MUST_USE;
/* By login, closed accounts too. */
rc users_list(struct db *db, struct arena *a, struct user **ret, size_t *ret_n) MUST_USE;
/* E_USER_NONE; a closed account is found. For the command line's --approve-as: see access_actor_of(). */
rc users_by_login(struct db *db, struct arena *a, str login, struct user *ret) MUST_USE;
/* The account stays in the list, its secrets are wiped, its tokens end. E_USER_NONE, E_USER_CLOSED,
 * E_LAST_ADMIN */
rc user_close(struct db *db, instant now, struct arena *a, user_id by, str login) MUST_USE;
/* Also unlocks. E_USER_NONE, E_USER_CLOSED, E_PASSWORD_*, E_TOKEN_ONLY */
rc password_set(struct db *db, instant now, struct arena *a, user_id by, str login, str password) MUST_USE;
/* A new second factor, in place of one that was lost; *ret_url is an otpauth:// address to be shown once, and
 * *ret_secret the same in base 32. E_USER_NONE, E_USER_CLOSED, E_TOKEN_ONLY */
rc totp_set(struct db *db, instant now, struct arena *a, user_id by, str login,
	    const unsigned char totp_key[static TOTP_KEY_BYTES], str *ret_secret, str *ret_url) MUST_USE;

/* Who in the register the account's user is, by the number as people write it: nobody decides about their
 * own. Told again, it is another one. E_USER_NONE, E_USER_CLOSED, E_PERSON_NONE */
rc user_is_person(struct db *db, instant now, struct arena *a, user_id by, str login, str number) MUST_USE;

/* Mark the fund as one for demonstrations; see demo_mark(). E_DEMO_LATE */
rc demo_begin(struct db *db, instant now) MUST_USE;

struct demo_code {
	str code;
	int64_t wait_s; /* good in so many seconds, 0: now; the one before was used already */
	int64_t left_s; /* and for so long from now */
};

/* The code that signs in next, for a newcomer without a phone. E_NOT_DEMO, E_USER_NONE, E_TOTP_NONE,
 * E_TOTP_SEAL */
rc demo_code(struct db *db, instant now, struct arena *a, str login,
	     const unsigned char totp_key[static TOTP_KEY_BYTES], struct demo_code *ret) MUST_USE;

#endif
