/* domain/person/match.h - are these two the same person? The decision alone: no store, no clock.
 *
 * law: feeds.md, table of outcomes.
 *   SAME               one identifier (kind and value), birth dates that agree, names equal or spelled
 * differently, and nothing that contradicts: neither sex nor the name in another script. Merged without
 * asking. REVIEW_ID_SHARED   one identifier, and anything else that doesn't fit. A person decides.
 *   REVIEW_PROBABLE    no identifier in common, but the very same birth date, the same commune, names equal
 * or spelled differently in one script at least, and the sex not another. A person decides. DISTINCT anything
 * else.
 *
 * Names: last and first name are compared in each script that both have, across the scripts when they have
 * none in common (base/name.h). Last and first name in each other's place count as spelled differently.
 * Birth: with one identifier a presumed date (1954-00-00) agrees with any day of its year; without, it equals
 * only the same presumed date.
 */
#ifndef DOMAIN_PERSON_MATCH_H
#define DOMAIN_PERSON_MATCH_H

#include "domain/person/birth.h"

/* What isn't known is empty or 0. Texts belong to the caller. */
struct person_facts {
	str last_name, first_name, last_name_ar, first_name_ar;
	struct birth birth; /* year 0: not known */
	str sex;	    /* F or M */
	int64_t commune_id;
	str id_kind, id_value;
	int64_t phone;
};

enum match_verdict { MATCH_DISTINCT, MATCH_REVIEW_PROBABLE, MATCH_REVIEW_ID_SHARED, MATCH_SAME };

/* Why, for the two people side by side. Of names, one of the EQUAL and SPELLING bits or none. */
enum match_evidence {
	MATCHED_ID = 1 << 0,
	MATCHED_BIRTH = 1 << 1,	     /* the very same date */
	MATCHED_BIRTH_YEAR = 1 << 2, /* one year, one of them presumed */
	MATCHED_LAST_EQUAL = 1 << 3,
	MATCHED_LAST_SPELLING = 1 << 4,
	MATCHED_FIRST_EQUAL = 1 << 5,
	MATCHED_FIRST_SPELLING = 1 << 6,
	MATCHED_SWAPPED = 1 << 7, /* last and first name in each other's place */
	MATCHED_SEX = 1 << 8,
	MATCHED_COMMUNE = 1 << 9,
	MATCHED_PHONE = 1 << 10,
	/* what speaks against */
	MATCH_SEX_CONTRADICTS = 1 << 11,
	MATCH_SCRIPTS_CONTRADICT = 1 << 12 /* alike in one script, different in the other */
};

/* All the evidence there is. */
unsigned match_evidence(const struct person_facts *a, const struct person_facts *b);
/* The order of the two doesn't matter. *ret_evidence lacks the names when the rest already said DISTINCT. */
enum match_verdict match_persons(const struct person_facts *a, const struct person_facts *b,
				 unsigned *ret_evidence);

#endif
