/* service/feed_match.h - stages a delivery and finds whom its rows resemble, in bounded memory.
 *
 * One pass reads and checks every row and sorts what identifies it: the body's key, the identifier, the day
 * and commune of birth. Equal keys then meet, inside the delivery and against the register, which is asked in
 * the order of its own indexes, thousands of keys at a time. Whoever shares a key is compared by
 * domain/person/match.h. The cost of a row does not grow with the register: a row is compared with at most
 * MATCH_COMPARED others for each key.
 */
#ifndef SERVICE_FEED_MATCH_H
#define SERVICE_FEED_MATCH_H

#include "service/feed_receive.h"

#include "domain/feed/resolve.h"

struct db;
struct feed_match;

enum { MATCH_COMPARED = 64 };

/* What staging keeps of each row. */
struct staged {
	int64_t hash; /* row_hash() */
	uint8_t reject, warnings, action;
	uint8_t reach; /* how the person could be told something: below STAGED_REACHES */
};

/* Language, then bits: a mobile phone, an address of electronic mail. */
enum { REACH_MAIL = 1, REACH_MOBILE = 2, REACH_LANGUAGE = 4, STAGED_REACHES = 3 * REACH_LANGUAGE };
/* ar, fr, en */
str staged_language(unsigned reach);

/* Stages and matches. `life` holds the work's memory, about 150 MB. E_FEED_HEADER, E_DB_FULL, E_IO... */
rc feed_match_run(struct db *db, struct arena *life, const struct feed *feed, feed_watch *watch, void *cls,
		  struct feed_match **ret) MUST_USE;
void feed_match_free(struct feed_match *m);

int64_t feed_match_rows(const struct feed_match *m);
const struct row_rules *feed_match_rules(const struct feed_match *m);
rc feed_match_staged(struct feed_match *m, int64_t row, struct staged *ret) MUST_USE;
/* Rows must be asked for in ascending order. At most `max` findings of a row are given, the strongest kinds
 * first. */
rc feed_match_findings(struct feed_match *m, int64_t row, struct finding *f, size_t max,
		       size_t *ret_n) MUST_USE;
/* The row itself, valid until the next call; raw and fields. */
rc feed_match_row(struct feed_match *m, int64_t row, const struct csv_row **ret) MUST_USE;

#endif
