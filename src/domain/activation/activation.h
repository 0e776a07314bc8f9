/* domain/activation/activation.h - codes by which members show that the fund's messages reach them: the front
 * door of the room.
 *
 * A code that the fund sends by itself, to a million people at once, has eight digits and weeks; one that
 * somebody asked for has six and a quarter of an hour. Each is good once, for one person, for a few tries: a
 * million people's eight digits, five tries at each, are guessed once in twenty.
 */
#ifndef DOMAIN_ACTIVATION_ACTIVATION_H
#define DOMAIN_ACTIVATION_ACTIVATION_H

#include "store/db.h"

#define CODE_FOR_ACCESS S("ACCESS")   /* to the account */
#define CODE_FOR_CONTACT S("CONTACT") /* a new phone or e-mail address is the person's */
#define CODE_FOR_PAYMENT S("PAYMENT") /* the person wants to pay like this */

enum {
	CODE_HASH_BYTES = 32,
	CODE_ASKED_DIGITS = 6,
	CODE_SENT_DIGITS = 8,
	CODE_MINUTES = 15, /* one that was asked for */
	CODE_DAYS = 30,	   /* one that the fund sent by itself */
	CODE_TRIES = 5,
	CODE_AGAIN_S = 60, /* before another one is sent */
	CODE_A_DAY = 5,
};

struct member_code {
	person_id person_id;
	str purpose;
	blob code_hash;
	int64_t cause; /* what it confirms, or the campaign that sent it; 0: access that was asked for */
	int64_t tries;
	instant made_at, expires_at, used_at, day_from;
	int64_t day_sent;
};

/* ---- decisions ---- */

/* What a person types: six or eight digits, European or Arabic, with spaces and dashes between them. *ret in
 * European digits. False: it can't be a code. */
bool code_typed(struct arena *a, str text, str *ret);

enum code_verdict { CODE_RIGHT, CODE_WRONG, CODE_EXPIRED, CODE_USED, CODE_TRIED_OUT, CODE_NONE };
/* `hash`: of what was typed, CODE_HASH_BYTES. Takes the same time wherever they differ. */
enum code_verdict code_judge(const struct member_code *c, blob hash, instant now);
/* May the person who asks be sent another code? `was`: the code before, or NULL. */
bool code_may_send(const struct member_code *was, instant now);
/* The one that takes its place, sent now because the person asked. */
struct member_code code_asked(const struct member_code *was, person_id person, str purpose, int64_t cause,
			      blob hash, instant now);
/* The same, sent because the fund (a campaign, `cause`) wants it: it counts for nobody's day. */
struct member_code code_offered(const struct member_code *was, person_id person, blob hash, int64_t cause,
				instant now);

/* ---- codes ---- */

/* E_DB_NONE */
rc code_get(struct tx *tx, person_id person, str purpose, struct arena *a, struct member_code *ret) MUST_USE;
/* In place of the one before, if any. */
rc code_put(struct tx *tx, const struct member_code *c) MUST_USE;
/* A wrong try, or nobody's: then nothing changes. */
rc code_missed(struct tx *tx, person_id person, str purpose) MUST_USE;
/* *ret_done is false when somebody else was quicker. */
rc code_use(struct tx *tx, person_id person, str purpose, instant now, bool *ret_done) MUST_USE;

/* ---- asking ---- */

struct code_request {
	int64_t code_request_id;
	int64_t number;
	str language;
	instant asked_at;
};
rc code_request_add(struct tx *tx, const struct code_request *r) MUST_USE;
/* The oldest ones. */
rc code_requests(struct tx *tx, size_t max, struct arena *a, struct code_request **ret,
		 size_t *ret_n) MUST_USE;
/* *ret_done is false when another process has done it. */
rc code_request_done(struct tx *tx, int64_t code_request_id, bool *ret_done) MUST_USE;

extern const struct db_stmt *const activation_stmts[]; /* NULL terminated, for db_check() */

#endif
