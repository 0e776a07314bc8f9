/* domain/usage/usage.h - services that people finished, online or with an agent: the front door of the room.
 *
 * A use is written by the transaction that finishes the service, once for each thing done: a declaration that
 * is sent, a phone that is confirmed, an attestation that is made. What is only looked at is no use.
 */
#ifndef DOMAIN_USAGE_USAGE_H
#define DOMAIN_USAGE_USAGE_H

#include "store/db.h"

enum used_service {
	USE_ACCOUNT,	  /* the first password was chosen */
	USE_CONTACT,	  /* phone, e-mail or address changed, or said to be right */
	USE_STATEMENT,	  /* "this is not me", "I have stopped", something is wrong: sent */
	USE_FAMILY,	  /* somebody declared, ended, or proved: sent */
	USE_PAYMENT_MODE, /* a way to pay chosen, and confirmed where it must be */
	USE_ATTESTATION,  /* a paper made that wasn't there yet */
	USES
};

#define USE_ONLINE S("ONLINE")
#define USE_COUNTER S("COUNTER")

/* ACCOUNT, as in the store. */
str used_service_name(enum used_service s);

struct service_use {
	int64_t service_use_id; /* id_new() */
	person_id person_id;
	str service, channel;
	int64_t commune_id; /* 0: not known */
	instant at;
};

rc service_use_add(struct tx *tx, const struct service_use *u) MUST_USE;
/* Of a person, newest first, at most `max`. */
rc service_uses_of(struct tx *tx, person_id person, size_t max, struct arena *a, struct service_use **ret,
		   size_t *ret_n) MUST_USE;

extern const struct db_stmt *const usage_stmts[]; /* NULL terminated, for db_check() */

#endif
