/* service/review_show.h - the questions for people, as the faces show them.
 *
 * Opening one question is a read of personal data and written down as such ("review.read"), listing them too
 * ("review.listed", once a page).
 */
#ifndef SERVICE_REVIEW_SHOW_H
#define SERVICE_REVIEW_SHOW_H

#include "domain/feed/feed.h"
#include "domain/person/person.h"

struct db;

/* How alike one fact is. CLOSE: names in another spelling, a presumed birth date of the same year. MISSING:
 * at least one of the two doesn't have it. */
enum review_alike { ALIKE_SAME, ALIKE_CLOSE, ALIKE_OTHER, ALIKE_MISSING };

struct review_fact {
	str name; /* as the delivery's column is called: last_name, birth_date... */
	str delivered, known;
	enum review_alike alike;
	bool code; /* digits and codes, which are read from left to right in every language */
};

enum { REVIEW_FACTS_MAX = 16 };

struct review_view {
	struct review review;
	struct feed_row row; /* the delivered row, read again */
	str body_code, body_name_fr, body_name_ar;
	int64_t sequence; /* of the delivery */
	struct person known;
	str known_number; /* in groups of digits */
	struct review_fact facts[REVIEW_FACTS_MAX];
	size_t facts_n;
	unsigned evidence; /* bits of enum match_evidence, of the two as they are known today */
	str decided_by;	   /* name that colleagues see; empty while it is open */
	review_id next; /* the open question after this one, else the oldest of all; 0: there is no other */
};

/* E_REVIEW_NONE */
rc review_view_get(struct db *db, struct arena *a, review_id id, user_id who,
		   struct review_view *ret) MUST_USE;

/* How many questions are open. */
rc review_waiting(struct db *db, struct arena *a, int64_t *ret) MUST_USE;

/* One line of the list. */
struct review_item {
	struct review review;
	str body_code;
	str last_name, first_name, last_name_ar, first_name_ar, born; /* as delivered */
	str known_last_name, known_first_name, known_last_name_ar,
	    known_first_name_ar; /* of whom it may be */
};

enum { REVIEW_ITEMS_MAX = 200 };

struct review_page {
	struct review_item *items;
	size_t n;
	bool more;		      /* go on after the last one's (asked_at, review_id) */
	int64_t open, later, decided; /* of the whole queue */
};

/* f->max: at most REVIEW_ITEMS_MAX. */
rc review_page_get(struct db *db, struct arena *a, const struct review_filter *f, user_id who,
		   struct review_page *ret) MUST_USE;

#endif
