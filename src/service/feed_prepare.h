/* service/feed_prepare.h - the rows that applying a delivery writes, chunk by chunk, as it wants them.
 *
 * Reading, checking, sorting and making rows costs as much as a third of writing them: a second thread does
 * it (base/ahead.h) while the first one writes the chunk before.
 */
#ifndef SERVICE_FEED_PREPARE_H
#define SERVICE_FEED_PREPARE_H

#include "domain/feed/feed.h"

#include "service/bulk_people.h"
#include "service/feed_change.h"

/* A row about somebody who is known, for feed_change(). */
struct feed_known_row {
	struct feed_row row;
	int64_t line;
	enum feed_outcome outcome;
	str code;
	person_id person_id;
};

struct feed_chunk {
	bool sorting; /* nothing to write yet: bulk.done of bulk.total rows were read to be sorted */
	struct bulk_chunk bulk;
	struct feed_record *records; /* of bulk.people */
	struct feed_known_row **known;
	size_t known_n;
};

enum { FEED_CHUNK_MEMORY = 64 << 20 };

struct feed_prepare;
/* All that is left to write of an approved delivery with reserved ids and numbers, from feed->step and
 * feed->step_done on, in the order of enum bulk_step. Reads through a connection of its own. */
rc feed_prepare_new(struct db *db, const struct feed *feed, str country, struct feed_prepare **ret) MUST_USE;
void feed_prepare_free(struct feed_prepare *p);
/* An ahead_make: *ret is a struct feed_chunk. */
rc feed_prepare_next(void *prepare, struct arena *a, void **ret) MUST_USE;

#endif
