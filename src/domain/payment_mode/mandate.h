/* domain/payment_mode/mandate.h - the words that somebody signs so that the fund may debit an account.
 *
 * They stand in the program, not among the texts of pages: what was signed is never worded anew. A change is
 * a new version beside the old one, which old mandates keep. UNCONFIRMED: no official model of a mandate was
 * seen for either country (facts.md); these words are the program's own.
 */
#ifndef DOMAIN_PAYMENT_MODE_MANDATE_H
#define DOMAIN_PAYMENT_MODE_MANDATE_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

#define MANDATE_VERSION S("1") /* of mandates that are signed now */

struct mandate_terms {
	str reference;			/* as people read it */
	str creditor_name, creditor_id; /* creditor_id may be empty */
	str person;			/* whose contributions */
	int64_t number;			/* of registration: without blanks too */
	str holder;
	str account; /* digits without blanks, which read alike in either direction */
	int64_t day; /* of each month */
};

/* Paragraphs with a newline between, in `a`. Empty: there is no such version or language. */
str mandate_text(struct arena *a, str version, str language, const struct mandate_terms *t);

#endif
