/* domain/person/search.h - finding a person for somebody at a counter: what was typed, and who fits.
 *
 * One text holds whatever the person could tell or show, in any order: a registration number in any grouping,
 * an identifier ("ab 123456"), a phone, a date of birth (1987-02-28, 28/02/1987, 28-02-1987, 28 02 1987, a
 * year alone), words of a name in Latin or Arabic letters. Digits may be Arabic. What can be two things is
 * both: twelve digits are looked for as a number and as an identifier.
 *
 * Where the family name ends and the given name begins isn't known, nor which stands first: search_ways()
 * lists every way to read the words. A given name alone is read only together with a day of birth, because
 * the tables are in the order of family names.
 *
 * The decisions are pure (search.c); the statements (search_db.c) return at most as many rows as they are
 * asked for, from the beginning of an index: the size of the register doesn't matter.
 */
#ifndef DOMAIN_PERSON_SEARCH_H
#define DOMAIN_PERSON_SEARCH_H

#include "domain/person/person.h"

#include "base/name.h"

enum {
	SEARCH_TEXT_MAX = 400, /* bytes that are read */
	SEARCH_WORDS_MAX = 6,
	SEARCH_IDS_MAX = 8,
	SEARCH_WAYS_MAX = 2 * SEARCH_WORDS_MAX,
	SEARCH_NEAR_MAX = 2 * NAME_NEAR_MAX
};

/* What a text may mean; members that it doesn't hold are 0 or empty. */
struct person_search {
	int64_t number, phone;
	str id[SEARCH_IDS_MAX]; /* identifiers as they are stored */
	size_t ids_n;
	struct birth born; /* year 0: none */
	str word[SEARCH_WORDS_MAX];
	size_t words_n; /* of a name; the same name in both scripts is read in Arabic only */
};

void search_read(struct arena *a, str country, str text, struct person_search *ret);

/* One way to read the words of a name. An empty part says nothing. */
struct search_way {
	str last, first;
	int64_t last_key;	    /* skeleton; 0: no family name in this way */
	int64_t last_from, last_to; /* skeletons that begin like it: a name that is still being typed */
	int64_t first_from, first_to;
};

/* The likelier ways first. Returns how many, at most SEARCH_WAYS_MAX. */
size_t search_ways(struct arena *a, const struct person_search *s, struct search_way ways[SEARCH_WAYS_MAX]);
/* The ways that have one sound of a name another way: whose papers have it so is found under other keys. The
 * names stay as they were typed. Returns how many. */
size_t search_near(const struct search_way *w, struct search_way near[SEARCH_NEAR_MAX]);
/* Do the keys of a person (person_keys()) begin like the way's? */
bool search_way_fits(const struct search_way *w, int64_t last_key, int64_t first_key);

/* What a search shows of a person. */
struct search_person {
	person_id person_id;
	int64_t number;
	str last_name, first_name, last_name_ar, first_name_ar, born, sex;
	int64_t commune_id;
	str state; /* ACTIVE or WITHDRAWN */
	person_id survivor_id;
};

/* How far the names of `p` are from a way (base/name.h, name_distance()); the nearer of the two scripts
 * counts. */
unsigned search_distance(const struct search_way *w, const struct search_person *p);
/* Each part of the way is a spelling of the person's name, or what it begins like. */
bool search_similar(const struct search_way *w, const struct search_person *p);

/* ---- the register ---- */

/* Keys and whose they are, in the order of the table. */
struct search_key {
	int64_t last_key, first_key;
	person_id person_id;
};

/* last_from <= last_key <= last_to and, where last_from = last_to, first_from <= first_key <= first_to. */
rc search_names(struct tx *tx, const struct search_way *range, size_t max, struct arena *a,
		struct search_key **ret, size_t *ret_n) MUST_USE;
/* People with from <= cell < until: born on these days. */
rc search_cells(struct tx *tx, int64_t from, int64_t until, size_t max, struct arena *a,
		struct search_key **ret, size_t *ret_n) MUST_USE;
rc search_phone(struct tx *tx, int64_t phone, size_t max, struct arena *a, struct search_key **ret,
		size_t *ret_n) MUST_USE;
rc search_identifier(struct tx *tx, str value, size_t max, struct arena *a, struct search_key **ret,
		     size_t *ret_n) MUST_USE;
rc search_number(struct tx *tx, int64_t number, struct arena *a, struct search_key **ret,
		 size_t *ret_n) MUST_USE;
/* For db_lookup(): struct search_person by person_id. */
extern const struct db_stmt search_person_by_id;

/* Where the facts about a person came from: persons, what they were before, memberships. Oldest first. */
struct person_source {
	int64_t source_id; /* a delivery, or a decision */
	instant at;	   /* when the first of its facts was known */
};
rc person_sources(struct tx *tx, person_id person, struct arena *a, struct person_source **ret,
		  size_t *ret_n) MUST_USE;

extern const struct db_stmt *const search_stmts[]; /* NULL terminated, for db_check() */

#endif
