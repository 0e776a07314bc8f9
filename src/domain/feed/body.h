/* domain/feed/body.h - managing bodies that deliver registrations, and the certificates they sign with. */
#ifndef DOMAIN_FEED_BODY_H
#define DOMAIN_FEED_BODY_H

#include "store/db.h"

struct body {
	body_id body_id;
	str code; /* as in its manifests, such as DGI */
	str name_fr, name_ar;
	str language;	 /* of its answers: ar, fr or en */
	str scheme;	 /* the scheme its people belong to; empty: each manifest says */
	str certificate; /* PEM */
	instant trusted_from;
};

enum { BODIES_MAX = 1000, BODY_CODE_MAX = 32 };

/* 1..32 letters A-Z, digits, "_" and "-", beginning with a letter: a code is part of file names. */
bool body_code_is_good(str code);

/* E_DB_EXISTS when there is a body of this code. */
rc body_add(struct tx *tx, const struct body *b) MUST_USE;
/* E_DB_NONE */
rc body_by_code(struct tx *tx, str code, struct arena *a, struct body *ret) MUST_USE;
rc body_read(struct tx *tx, body_id body, struct arena *a, struct body *ret) MUST_USE;
/* By code. */
rc body_list(struct tx *tx, struct arena *a, struct body **ret, size_t *ret_n) MUST_USE;

extern const struct db_stmt *const body_stmts[]; /* NULL terminated, for db_check() */

#endif
