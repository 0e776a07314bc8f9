/* service/activate.h - from a message to an account: a member shows number and code, and chooses a password.
 *
 * The same way leads back in when a password was forgotten. Nothing that an outsider can see tells whether a
 * number is somebody's, whether a phone is known, or whether there is an account: asking for a code writes
 * the same row for everybody, and a wrong code is answered as a number of nobody is.
 */
#ifndef SERVICE_ACTIVATE_H
#define SERVICE_ACTIVATE_H

#include "domain/activation/activation.h"

#include "service/acting.h"
#include "service/keys.h"
#include "service/sign_in.h"

/* What a member signs in with: the digits of a registration number, however it was typed; anything else as it
 * is. */
str member_login(struct arena *a, str country, str typed);

/* Somebody wants a code for this number, in a language of pages. Sent by codes_send(), or not. */
rc code_ask(struct db *db, instant now, int64_t number, str language) MUST_USE;

/* An agent asks for somebody who is there: in the language of the person's messages, with a receipt.
 * E_PERSON_NONE, E_PERSON_NO_WAY (neither mobile phone nor e-mail), E_ASSIST_REASON */
rc code_ask_for(struct db *db, struct arena *a, instant now, const struct acting *by, person_id person,
		str *ret_receipt) MUST_USE;

/* Writes the messages that were asked for since the last time: SMS, or e-mail where no phone is known. A
 * number of nobody's, a person without either, one who asks too often: nothing is sent, and the journal says
 * why. *ret_done: requests that are out of the way. Any number of processes may do it at the same time. */
rc codes_send(struct db *db, instant now, const struct keys *k, int64_t *ret_done) MUST_USE;

/* The code of a message: good once. The session that begins lacks a password (STEP_CODE). E_MEMBER_CODE:
 * whatever is wrong. */
rc code_check(struct db *db, instant now, struct arena *a, const struct keys *k, int64_t number, str code,
	      const struct sign_in_from *from, struct signed_token *ret) MUST_USE;

/* A password for the member's account, the first one or a new one. All sessions end, one begins. `token`
 * comes from code_check(). E_SIGN_IN_FIRST (it is over: begin again), E_PASSWORD_* */
rc member_password(struct db *db, instant now, struct arena *a, str token, str password,
		   struct signed_token *ret) MUST_USE;

#endif
