/* service/review_show.h - questions as those who decide see them: the row that was delivered beside the
 * person that is known. */
#ifndef SERVICE_REVIEW_SHOW_H
#define SERVICE_REVIEW_SHOW_H

#include "domain/feed/feed.h"
#include "domain/person/person.h"

struct db;

enum { REVIEW_PAGE_MAX = 100, REVIEW_SKIP_MAX = 100000 };

/* A line of the list. */
struct review_line {
	review_id id;
	str code, state, body_code;
	/* of the row, and of the person known; in each script, empty when not given */
	str last_name, first_name, last_name_ar, first_name_ar, born;
	str other_last_name, other_first_name, other_last_name_ar, other_first_name_ar;
	instant asked_at;
};

struct review_queue {
	struct review_line *lines;
	size_t n;
	int64_t open, later, decided; /* of the whole queue */
	int64_t total;		      /* that the filter finds; -1: not counted (a filter by age) */
};

/* f->max <= REVIEW_PAGE_MAX, f->skip <= REVIEW_SKIP_MAX: E_LIMIT. Names of people are shown, so it is noted
 * in the journal that `who` looked through the queue. */
rc review_queue(struct db *db, struct arena *a, user_id who, const struct review_filter *f,
		struct review_queue *ret) MUST_USE;

/* How many are open. */
rc review_waiting(struct db *db, struct arena *a, int64_t *ret) MUST_USE;

enum likeness { LIKENESS_SAME, LIKENESS_CLOSE, LIKENESS_OTHER, LIKENESS_MISSING };

/* One fact of both. */
struct review_fact {
	const char *name; /* as the column is called: last_name, born, commune... */
	str row, known;
	enum likeness like;
	bool number; /* digits and codes */
};
enum { REVIEW_FACTS_MAX = 16 };

struct review_view {
	struct review review;
	str body_code;
	int64_t sequence;
	str number; /* of the person known, as people read it */
	struct review_fact facts[REVIEW_FACTS_MAX];
	size_t facts_n;
	unsigned evidence; /* bits of enum match_evidence, of the row and the person as known now */
	str decided_by;
	review_id next; /* the next open question, 0 if none */
};

/* Opening one is reading two people's data: an event of the journal. E_REVIEW_NONE */
rc review_open(struct db *db, struct arena *a, user_id who, review_id id, struct review_view *ret) MUST_USE;

#endif
