/* domain/place/codes.h - communes by their official code, for checking millions of rows. */
#ifndef DOMAIN_PLACE_CODES_H
#define DOMAIN_PLACE_CODES_H

#include "store/db.h"

struct commune_code {
	str code;
	int64_t territory_id;
};

/* Every territory that people can live in (communes and centres) on `day`. */
rc place_commune_codes(struct tx *tx, date day, struct arena *a, struct commune_code **ret,
		       size_t *ret_n) MUST_USE;

extern const struct db_stmt *const place_code_stmts[]; /* NULL terminated, for db_check() */

#endif
