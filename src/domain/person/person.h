/* domain/person/person.h - everybody the fund knows: the front door of the room.
 *
 * `person` holds what is known now, `person_past` what was held true before; a correction moves the row there
 * and writes a new one (person_correct()). Names are kept as given in both scripts; person_cell and
 * person_name hold the keys they are found by (base/name.h), person_phone the phones, identifier the official
 * identifiers, by value, and person_identifier the same by person.
 */
#ifndef DOMAIN_PERSON_PERSON_H
#define DOMAIN_PERSON_PERSON_H

#include "domain/person/birth.h"
#include "domain/person/contact.h"
#include "domain/person/match.h"
#include "domain/person/number.h"
#include "domain/person/rib.h"

#include "store/db.h"

struct person {
	person_id person_id;
	int64_t number; /* number.h */
	str last_name, first_name, last_name_ar, first_name_ar;
	str born; /* birth.h, as text */
	str sex;  /* F or M */
	int64_t commune_id;
	str address;
	int64_t phone; /* E.164 without plus, 0 if none */
	str email, language;
	str state; /* ACTIVE or WITHDRAWN */
	person_id survivor_id;
	int64_t source_id;
	instant known_from;
};

struct identifier {
	str value, kind;
	person_id person_id;
};

/* The keys a person is found by, computed from names, birth and commune. */
struct person_cell {
	int64_t cell, last_key, first_key;
	person_id person_id;
};
struct person_name {
	int64_t last_key, first_key;
	person_id person_id;
};
struct person_phone {
	int64_t phone;
	person_id person_id;
};
struct bank_account {
	person_id person_id;
	instant known_from, known_until;
	str rib;
	int64_t source_id;
};

#define KNOWN_STILL ((instant){ INT64_MAX })

/* Skeletons of a person's names: of the Arabic ones if there are, else of the Latin ones. */
void person_keys(str last_name, str first_name, str last_name_ar, str first_name_ar, int64_t *ret_last,
		 int64_t *ret_first);
/* Where people born on a day (YYYYMMDD, month and day 0 if only the year is known) in a commune are looked
 * for. */
int64_t person_cell_of(int32_t birth_ymd, int64_t commune_id);
/* Is it worth comparing the names that these keys are of, in either order? */
bool person_keys_near(int64_t last_x, int64_t first_x, int64_t last_y, int64_t first_y);
/* First and last name as the person is addressed in a language: in Arabic script for ar when they are known
 * in it, else in Latin script; in whichever there is. */
str person_called(struct arena *a, const struct person *p, str language);
/* YYYYMMDD of a stored birth date. */
int32_t birth_number(str born);

/* Value or kind of an identifier as it is stored: upper case without blanks, dots and dashes, and NUL
 * terminated. Returns its bytes, 0 when nothing is left or it is longer than `max`. */
size_t identifier_plain(str s, char *to, size_t max);

/* For bulk loading. */
extern const struct db_table person_table, identifier_table, person_identifier_table, person_cell_table,
    person_name_table, person_phone_table, bank_account_table;

/* One person with everything they are found by. The rows must agree (service/register_person.h makes them).
 */
rc person_add(struct tx *tx, const struct person *p, const struct identifier *ids, size_t ids_n,
	      str rib) MUST_USE;
/* E_PERSON_NONE */
rc person_get(struct tx *tx, person_id id, struct arena *a, struct person *ret) MUST_USE;
rc person_by_number(struct tx *tx, int64_t number, struct arena *a, struct person *ret) MUST_USE;
/* By the id, or when that is 0 by the number as people write it: what isn't one is nobody's. */
rc person_asked(struct tx *tx, person_id id, str country, str number, struct arena *a,
		struct person *ret) MUST_USE;
/* New facts for a person: the old ones go to person_past, keys are made anew. `now` must be later than the
 * old row's known_from. */
rc person_correct(struct tx *tx, const struct person *was, const struct person *is) MUST_USE;
/* People who are ACTIVE, after `after`, in order, at most `max`. */
rc person_page(struct tx *tx, person_id after, size_t max, struct arena *a, struct person **ret,
	       size_t *ret_n) MUST_USE;
/* The keys of names as base/name.h makes them today; *ret_renewed when they were others. */
rc person_keys_renew(struct tx *tx, const struct person *p, struct arena *a, bool *ret_renewed) MUST_USE;
/* The person's bank account, if it isn't already; the one before was held true until then. Known since
 * account->known_from, or a moment after the one before. */
rc person_rib(struct tx *tx, struct arena *a, const struct bank_account *account) MUST_USE;
/* The account that is known now. E_DB_NONE, and so of the next one */
rc person_account(struct tx *tx, person_id person, struct arena *a, struct bank_account *ret) MUST_USE;
/* The one that is known since `known_from`, whether it still is or not. */
rc person_account_since(struct tx *tx, person_id person, instant known_from, struct arena *a,
			struct bank_account *ret) MUST_USE;
rc person_identifiers(struct tx *tx, person_id id, struct arena *a, struct identifier **ret,
		      size_t *ret_n) MUST_USE;
/* The identifiers of from <= person_id < until, people who aren't there yet, are free again. Looks at every
 * identifier of the fund. */
rc identifier_release(struct tx *tx, person_id from, person_id until) MUST_USE;
/* The person has this one too, unless somebody has it already: then *ret_added is false. */
rc identifier_add(struct tx *tx, const struct identifier *i, bool *ret_added) MUST_USE;
/* The person doesn't have it after all. */
rc identifier_drop(struct tx *tx, const struct identifier *i) MUST_USE;
/* Registered by mistake: the person is `survivor`. Keys and identifiers go; the number is never used again.
 */
rc person_withdraw(struct tx *tx, const struct person *p, person_id survivor, instant now) MUST_USE;
rc person_distinct_add(struct tx *tx, person_id x, person_id y, user_id who, instant now) MUST_USE;

/* What matching looks up, for db_lookup(). */
struct known_person {
	str value, kind; /* the identifier that was asked for */
	person_id person_id;
	str last_name, first_name, last_name_ar, first_name_ar, born, sex;
	int64_t commune_id, phone;
	int64_t
	    covered; /* smallest priority among the schemes the person is an active member of; 2^31 if none */
};
struct person_facts person_known_facts(const struct known_person *p);
extern const struct db_stmt person_by_identifier, person_by_cell, person_by_id;

/* For db_lookup(): the numbers of people. */
struct person_number {
	person_id person_id;
	int64_t number;
};
extern const struct db_stmt person_number_by_id;
/* Who has a number. */
struct person_state {
	int64_t number;
	person_id person_id;
	str state;
};
extern const struct db_stmt person_state_by_number;

/* For bulk runs: persons first..last as known at `at`, by person. */
struct person_born {
	person_id person_id;
	str born;  /* birth.h, as text */
	str state; /* ACTIVE or WITHDRAWN */
	int64_t commune_id;
};
rc person_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row, void *cls) MUST_USE;

/* A mark that differs when persons or memberships were added or changed. */
rc person_mark(struct tx *tx, struct arena *a, str *ret) MUST_USE;

extern const struct db_stmt *const person_stmts[]; /* NULL terminated, for db_check() */

#endif
