/* domain/scheme/scheme.h - the schemes of the fund and their income classes.
 *
 * A fund starts with the schemes of its country's law files. The priorities are then a setting of the fund:
 * the smaller number wins when two schemes could cover a person.
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

/* Of a scheme whose rank isn't known: behind all that have one. */
enum { SCHEME_LAST = 1000 };

struct law;
struct schemes_new {
	struct scheme *scheme;
	struct income_class *class;
	size_t n, classes_n;
};
/* What a fund of `country` starts with that begins on `day`: the files that have a code. The priority is
 * `own` of rule.priority, whatever its status, also where it isn't certain that it holds on the day already:
 * an order there must be. */
void schemes_of_law(const struct law *l, str country, date day, struct arena *a, struct schemes_new *ret);
/* Puts those of a law into the store: new ones, and what is said otherwise now of those that are there. */
rc scheme_plant(struct tx *tx, const struct law *l, str country, date day) MUST_USE;

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
