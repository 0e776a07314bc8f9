/* service/count_usage.h - uses of services are counted by month, territory, service and channel, and the
 * trips that they saved (domain/usage/trips.h). */
#ifndef SERVICE_COUNT_USAGE_H
#define SERVICE_COUNT_USAGE_H

#include "domain/usage/trips.h"

/* Uses of one transaction: others write in between. */
enum { USAGE_CHUNK = 2000 };

/* Counts uses that wait, at most USAGE_CHUNK: how many into *ret_counted. Each is counted once, whatever is
 * killed and however many processes do it; one that was committed late changes what later ones gained. */
rc usage_roll(struct db *db, instant now, int64_t *ret_counted) MUST_USE;

/* Counts once more from the first use on, and compares with what is stored; writes nothing. */
struct usage_check {
	bool holds;
	int64_t uses;		   /* counted */
	struct usage_gain is, has; /* sums: as counted again, and as stored */
};
rc usage_check(struct db *db, struct usage_check *ret) MUST_USE;
/* The same of one month, which reads two of them. */
rc usage_check_month(struct tx *tx, struct arena *a, date month, struct usage_check *ret) MUST_USE;

#endif
