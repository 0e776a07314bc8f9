/* service/sign_in.h - a person shows who they are: password first, then a code of the phone.
 *
 * Everybody who works here needs both; a member, who sees nobody else's file, the password. Whoever has no
 * second factor yet sets one up right after the password and signs in with its first code. Every step makes a
 * new cookie, so one that was planted before is worth nothing after.
 *
 * The answer and its time are the same for an unknown login, a closed or locked account and a wrong password.
 * A wrong password or code is counted and written to the journal in a transaction of its own that commits
 * although the call returns a failure.
 *
 * The limit of tries per address is the HTTP face's.
 */
#ifndef SERVICE_SIGN_IN_H
#define SERVICE_SIGN_IN_H

#include "domain/access/totp.h"

#include "service/sessions.h"

struct signed_token {
	str token;     /* the browser's new cookie */
	bool full;     /* nothing is missing */
	bool enrolled; /* else, after the password: true: ask for a code; false: offer a second factor */
};

/* E_SIGN_IN */
rc sign_in_password(struct db *db, instant now, struct arena *a, str login, str password,
		    const struct sign_in_from *from, struct signed_token *ret) MUST_USE;
/* `token` comes from sign_in_password(). E_SIGN_IN_FIRST (it is over: begin again), E_SIGN_IN_CODE,
 * E_TOTP_NONE, E_TOTP_SEAL. */
rc sign_in_totp(struct db *db, instant now, struct arena *a,
		const unsigned char totp_key[static TOTP_KEY_BYTES], str token, str code,
		struct signed_token *ret) MUST_USE;

/* What the page shows once. */
struct totp_offer {
	str secret; /* base 32, to type */
	str url;    /* otpauth://..., for a QR code */
	str sealed; /* comes back with the form; good for ten minutes and this session */
};

/* Nothing is stored yet. E_SIGN_IN_FIRST, E_TOTP_ENROLLED */
rc totp_enrol_begin(struct db *db, instant now, struct arena *a,
		    const unsigned char totp_key[static TOTP_KEY_BYTES], str token,
		    struct totp_offer *ret) MUST_USE;
/* A code of the offered secret: the account has it from now on and is signed in. E_SIGN_IN_FIRST,
 * E_SIGN_IN_CODE, E_TOTP_OFFER, E_TOTP_ENROLLED. */
rc totp_enrol_confirm(struct db *db, instant now, struct arena *a,
		      const unsigned char totp_key[static TOTP_KEY_BYTES], str token, str sealed, str code,
		      struct signed_token *ret) MUST_USE;

#endif
