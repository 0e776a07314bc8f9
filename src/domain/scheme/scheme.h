/* domain/scheme/scheme.h - the schemes of the fund and their income classes.
 *
 * Until the law files say more, a fund starts with the rows of seed.c. The priorities are a setting of the
 * fund, not of the law: the smaller number wins when two schemes could cover a person.
 */
#ifndef DOMAIN_SCHEME_SCHEME_H
#define DOMAIN_SCHEME_SCHEME_H

#include "store/db.h"

struct scheme {
	str scheme;  /* code, such as AMO-TNS */
	str country; /* ma or dz */
	str name_fr, name_ar, name_en;
	int64_t priority;
};

struct income_class {
	str scheme, class;
};

enum { SCHEMES_MAX = 200, CLASSES_MAX = 5000 };

/* What a new fund of `country` starts with: rows of its country among *ret (which holds all countries'). */
const struct scheme *scheme_seed(size_t *ret_n);
const struct income_class *scheme_seed_classes(size_t *ret_n);
/* Puts the seed of one country into the store. */
rc scheme_plant(struct tx *tx, str country) MUST_USE;

/* All schemes, in order of priority. */
rc scheme_list(struct tx *tx, struct arena *a, struct scheme **ret, size_t *ret_n) MUST_USE;
/* How the scheme is called in a language (ar, fr, en), of such a list; its code when it isn't there. */
str scheme_name(const struct scheme *list, size_t n, str scheme, str language);
/* E_SCHEME_NONE */
rc scheme_read(struct tx *tx, str scheme, struct arena *a, struct scheme *ret) MUST_USE;
/* The classes of one scheme, by code; none for most schemes: then there is nothing to check a class against.
 */
rc scheme_classes(struct tx *tx, str scheme, struct arena *a, struct income_class **ret,
		  size_t *ret_n) MUST_USE;

extern const struct db_stmt *const scheme_stmts[]; /* NULL terminated, for db_check() */

#endif
