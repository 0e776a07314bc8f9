/* service/foresee_people.h - everybody decided twice, by the law in force and by another one, and counted.
 *
 * People are taken in chunks of ids, each a transaction that only reads: a chunk is one moment of the
 * register, and what changes meanwhile is seen by the chunks behind it. No more than one chunk of people is
 * in memory; what is kept are figures.
 */
#ifndef SERVICE_FORESEE_PEOPLE_H
#define SERVICE_FORESEE_PEOPLE_H

#include "domain/law/simulation.h"
#include "domain/place/place.h"
#include "domain/rights/compare.h"
#include "service/rights_people.h"

enum {
	FORESEE_CHUNK = 2000,	    /* people */
	FORESEE_MEMORY = 512 << 20, /* the most that the facts of a chunk may need */
	FORESEE_EXAMPLES = 20,	    /* of each outcome */
};

struct foresight {
	struct rights_desk is; /* the other law */
	str law; /* mark of the law in force and its signatures, which all chunks are decided by */
	date day;
	date month[SIMULATION_MONTHS]; /* the day and the same one of the twelve months after it */
	const struct atlas *at;
	person_id last; /* everybody up to here is counted */
	bool done;
	int64_t people, total;
	int64_t at_once; /* people of a chunk */
	struct foresight_tally *tally;
	person_id example[FORESEEN][FORESEE_EXAMPLES];
	size_t examples[FORESEEN];
	struct arena chunk;
};

/* The mark: differs when another law is in force, or a signature came or went. */
rc foresight_mark(struct tx *tx, struct arena *a, str *ret) MUST_USE;
/* For the law `is` against the one in force, from behind `last` on. Everything lives in `a`. */
rc foresight_begin(struct tx *tx, struct arena *a, const struct law *is, date day, person_id last,
		   struct foresight *ret) MUST_USE;
/* One more chunk; f->done when nobody is left. E_LAW_SIMULATION_OLD: the law in force isn't the same any
 * more.
 */
rc foresight_go_on(struct db *db, struct foresight *f) MUST_USE;
/* What was counted since the last time, and forgets it. In `a`. */
void foresight_take(struct foresight *f, struct arena *a, struct simulation_figures *ret);
void foresight_end(struct foresight *f);

#endif
