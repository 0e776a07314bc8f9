/* domain/family/family.h - who belongs to whose family, and as what: the front door of the room.
 *
 * A family is a view on a day. A link holds over [from_day, until_day) and was held true over [known_from,
 * known_until); it is superseded, never changed. Whether a relative is a dependant on a day is decided from
 * the links and proofs by the law of that day (dependant.h), never stored.
 */
#ifndef DOMAIN_FAMILY_FAMILY_H
#define DOMAIN_FAMILY_FAMILY_H

#include "domain/family/declare.h"
#include "domain/family/dependant.h"
#include "domain/family/question.h"

#include "store/db.h"

#define LINK_ACTIVE S("ACTIVE")
#define LINK_ENDED S("ENDED")

enum { FAMILY_LINKS_MAX = 200, FAMILY_PROOFS_MAX = 100 };

/* For `at` below: what is known now, whatever the clocks of several servers say. */
#define KNOWN_NOW ((instant){ INT64_MAX - 1 })

struct family_link {
	person_id person_id, relative_id;
	str role; /* family_role_name() */
	date from_day;
	instant known_from, known_until;
	date until_day; /* DATE_NEVER while open */
	str state;	/* LINK_ACTIVE or LINK_ENDED */
	str reason;	/* why it ended: DIVORCE, DEATH, MISTAKE, OTHER */
	document_id document_id;
	int64_t source_id;
};

struct guardianship {
	person_id ward_id, guardian_id;
	date from_day;
	instant known_from, known_until;
	date until_day;
	str court_reference;
	document_id document_id;
	int64_t source_id;
};

struct dependant_proof {
	person_id person_id;
	str kind; /* proof_kind_name() */
	date from_day;
	instant known_from, known_until;
	date until_day;
	document_id document_id;
	int64_t source_id;
};

/* The links of a person's family as known at `at`, also those that are over, by relative and day. E_LIMIT
 * above FAMILY_LINKS_MAX, and so for the others. */
rc family_links(struct tx *tx, person_id person, instant at, struct arena *a, struct family_link **ret,
		size_t *ret_n) MUST_USE;
/* The families somebody is in as a relative. */
rc family_links_to(struct tx *tx, person_id relative, instant at, struct arena *a, struct family_link **ret,
		   size_t *ret_n) MUST_USE;
/* E_DB_EXISTS when the very row is there. */
rc family_link_add(struct tx *tx, const struct family_link *l) MUST_USE;
/* `was` was held true until `is->known_from`. E_DB_CONFLICT when somebody was faster. */
rc family_link_supersede(struct tx *tx, const struct family_link *was, const struct family_link *is) MUST_USE;

rc guardianships(struct tx *tx, person_id ward, instant at, struct arena *a, struct guardianship **ret,
		 size_t *ret_n) MUST_USE;
rc guardianship_add(struct tx *tx, const struct guardianship *g) MUST_USE;

rc dependant_proofs(struct tx *tx, person_id person, instant at, struct arena *a,
		    struct dependant_proof **ret, size_t *ret_n) MUST_USE;
rc dependant_proof_add(struct tx *tx, const struct dependant_proof *p) MUST_USE;

/* For bulk runs: all that was known at `at` of persons first..last (of links: whose family it is; of
 * guardianships: the ward), in the order of the tables' keys. `row` gets a struct family_link, guardianship,
 * dependant_proof. */
rc family_link_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row,
		     void *cls) MUST_USE;
/* The same links by relative, for the relatives first..last. */
rc family_links_to_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row,
			 void *cls) MUST_USE;
rc guardianship_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row,
		      void *cls) MUST_USE;
rc dependant_proof_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row,
			 void *cls) MUST_USE;

extern const struct db_table family_link_table, guardianship_table, dependant_proof_table; /* bulk loading */

extern const struct db_stmt *const family_stmts[]; /* NULL terminated, for db_check() */

#endif
