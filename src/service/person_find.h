/* service/person_find.h - finding a person, for an agent at a counter.
 *
 * A search looks at a bounded number of rows however many people there are. When more people may be meant
 * than it can look at, it says so (`more`): the agent asks for something else, best the date of birth.
 *
 * People who were registered by mistake are found by their number only, together with the person they really
 * are. Each search is in the journal: which kinds of keys, and how many were found; never what was typed.
 */
#ifndef SERVICE_PERSON_FIND_H
#define SERVICE_PERSON_FIND_H

#include "domain/person/search.h"

struct db;

enum { PERSON_PAGE = 20 };

struct person_query {
	str text;
	struct birth born; /* asked for in a field of its own; year 0: only what the text says */
	person_id after;   /* the page behind this person; 0: the first */
	user_id user;	   /* who searches, 0: the operator */
};

/* The best key a person was found by. */
enum person_by { BY_NUMBER, BY_IDENTIFIER, BY_PHONE, BY_NAME, BY_BIRTH, BY_SURVIVOR };
/* "number", "identifier"... */
str person_by_text(enum person_by by);

struct person_hit {
	struct search_person p;
	enum person_by by;
	unsigned distance; /* of the names, see search_distance() */
	str number;	   /* as people read it */
	str survivor;	   /* number of the person a withdrawn one really is, empty otherwise */
	str commune_fr, commune_ar;
	str scheme, member_state; /* of the membership that counts today; empty if there never was one */
};

struct person_found {
	struct person_hit *hits; /* exact keys first, then the nearest names, then by name */
	size_t n;
	person_id next; /* `after` of the next page, 0: this is the last */
	size_t before;	/* on the pages before */
	size_t all;	/* on all pages */
	bool more;	/* there may be others who were not looked at: too many, or a given name alone */
};

/* E_DB_EMPTY when there is no fund. */
rc person_find(struct db *db, struct arena *a, const struct person_query *q,
	       struct person_found *ret) MUST_USE;

#endif
