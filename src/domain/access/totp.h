/* domain/access/totp.h - the second factor: codes of six digits by RFC 6238, HMAC-SHA-1, steps of 30 seconds.
 *
 * Those are the parameters every authenticator understands. A code is good in its own step, the one before
 * and the one after, and once only. All functions are pure.
 */
#ifndef DOMAIN_ACCESS_TOTP_H
#define DOMAIN_ACCESS_TOTP_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/rc.h"
#include "base/str.h"

enum {
	TOTP_KEY_BYTES = 32, /* of totp.key, which seals secrets in the store */
	TOTP_SECRET_BYTES = 20,
	TOTP_DIGITS = 6,
	TOTP_STEP_S = 30,
	TOTP_WINDOW = 1, /* steps before and after */
};

/* The number of the 30-second step that `now` lies in. */
int64_t totp_step_at(instant now);
/* The code of a step, NUL terminated. */
void totp_code(const unsigned char secret[static TOTP_SECRET_BYTES], int64_t step,
	       char ret[static TOTP_DIGITS + 1]);
/* The step whose code was `typed`, among those good at `now` and after `last`; 0 if it is none. Takes the
 * same time whatever was typed. */
int64_t totp_judge(const unsigned char secret[static TOTP_SECRET_BYTES], instant now, int64_t last,
		   const char typed[static TOTP_DIGITS + 1]);
/* Six digits as people type them: Western, Arabic-Indic or Persian, with blanks. False: something else. */
bool totp_typed(str text, char ret[static TOTP_DIGITS + 1]);

/* RFC 4648 base 32 of a secret: 32 characters. */
str totp_base32(struct arena *a, const unsigned char secret[static TOTP_SECRET_BYTES]);
/* Upper or lower case. E_TOTP_SECRET */
rc totp_base32_parse(str text, unsigned char ret[static TOTP_SECRET_BYTES]) MUST_USE;
/* otpauth://totp/ISSUER:LOGIN?secret=...&issuer=ISSUER&algorithm=SHA1&digits=6&period=30, for a QR code. */
str totp_url(struct arena *a, str issuer, str login, const unsigned char secret[static TOTP_SECRET_BYTES]);

#endif
