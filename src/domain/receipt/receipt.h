/* domain/receipt/receipt.h - what agents did for people who were there: the front door of the room. Rows are
 * never changed.
 */
#ifndef DOMAIN_RECEIPT_RECEIPT_H
#define DOMAIN_RECEIPT_RECEIPT_H

#include "store/db.h"

enum { RECEIPT_REASON_MAX = 500 /* bytes */ };

struct receipt {
	receipt_id receipt_id;
	int64_t reference;
	person_id person_id; /* for whom */
	user_id agent_id;
	instant at;
	str what;	   /* a word of the text family "assisted." */
	str reason;	   /* 1 to RECEIPT_REASON_MAX bytes */
	int64_t object_id; /* what came of it, 0: nothing with an id */
};

/* Eleven digits with a check digit, of any number. */
int64_t receipt_reference_make(uint64_t random);
/* "A4821-9037-512": as it stands on the paper, and in addresses. */
str receipt_reference_text(struct arena *a, int64_t reference);
/* What a person types: blanks, dashes and dots between, Arabic digits too, an A in front. */
bool receipt_reference_parse(str text, int64_t *ret);

/* E_DB_EXISTS: the reference is there. */
rc receipt_add(struct tx *tx, const struct receipt *r) MUST_USE;
/* E_RECEIPT_NONE, and so of the next one */
rc receipt_by_reference(struct tx *tx, int64_t reference, struct arena *a, struct receipt *ret) MUST_USE;
/* The newest of what came of something with this id, not 0. */
rc receipt_of_object(struct tx *tx, int64_t object_id, struct arena *a, struct receipt *ret) MUST_USE;
/* Of a person, newest first, at most `max`. */
rc receipt_of_person(struct tx *tx, person_id person, size_t max, struct arena *a, struct receipt **ret,
		     size_t *ret_n) MUST_USE;

extern const struct db_stmt *const receipt_stmts[]; /* NULL terminated, for db_check() */

#endif
