/* store/sorter.h - sorts more records than fit in memory.
 *
 * Records have one size; the first `key` bytes decide, compared as bytes (memcmp: put numbers in big-endian
 * order, see sorter_key64()). The sort is stable: records with equal keys come out in the order they went in,
 * so that a run that is repeated from the start yields the same order. Sorted runs that don't fit in memory
 * go to a spool and are merged.
 *
 * Why: a B-tree takes sorted keys many times faster than random ones (limits.md), and equal keys meet.
 */
#ifndef STORE_SORTER_H
#define STORE_SORTER_H

#include "base/arena.h"
#include "base/rc.h"

#include <stdint.h>

struct sorter;

/* `memory` bytes at most, key <= record <= 256. */
rc sorter_new(struct arena *life, size_t record, size_t key, size_t memory, struct sorter **ret) MUST_USE;
void sorter_free(struct sorter *s);
/* E_DB_FULL, E_IO */
rc sorter_add(struct sorter *s, const void *record) MUST_USE;
int64_t sorter_count(const struct sorter *s);
/* No more records: from here on sorter_next(). */
rc sorter_finish(struct sorter *s) MUST_USE;
/* *ret is the next record, valid until the next call; NULL after the last. */
rc sorter_next(struct sorter *s, const void **ret) MUST_USE;

/* A number as the first or next eight bytes of a key: signed order becomes byte order. */
void sorter_key64(unsigned char to[static 8], int64_t v);
int64_t sorter_int64(const unsigned char from[static 8]);

#endif
