/* domain/attestation/attestation.h - what the fund says about a person on paper, for others to rely on: the
 * front door of the room.
 *
 * An attestation is a signed statement (content.h); the paper and the public page show what stands in it and
 * nothing else. It is found by its reference (reference.h). Rows are never changed: who needs newer facts
 * gets a new paper.
 */
#ifndef DOMAIN_ATTESTATION_ATTESTATION_H
#define DOMAIN_ATTESTATION_ATTESTATION_H

#include "domain/attestation/content.h"
#include "domain/attestation/reference.h"

#include "store/db.h"

struct attestation {
	attestation_id attestation_id;
	str reference; /* REFERENCE_CHARS */
	person_id person_id;
	str kind, language;
	date day;
	str content_hash;
	str jws;
	instant issued_at;
	user_id issued_by;
	bool on_behalf;
};

/* E_DB_EXISTS: the same was issued meanwhile; the transaction is lost. */
rc attestation_add(struct tx *tx, const struct attestation *x) MUST_USE;
/* By REFERENCE_CHARS characters. E_ATTESTATION_NONE */
rc attestation_by_reference(struct tx *tx, str reference, struct arena *a, struct attestation *ret) MUST_USE;
/* The one of the same person, kind, language, day and content. E_ATTESTATION_NONE */
rc attestation_same(struct tx *tx, const struct attestation *like, struct arena *a,
		    struct attestation *ret) MUST_USE;
/* Those of a person, newest first, at most `max`. */
rc attestation_list(struct tx *tx, person_id person, size_t max, struct arena *a, struct attestation **ret,
		    size_t *ret_n) MUST_USE;

extern const struct db_stmt *const attestation_stmts[]; /* NULL terminated, for db_check() */

#endif
