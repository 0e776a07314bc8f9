/* store/spool.h - bytes that are too many for memory: a nameless temporary file, gone with the process.
 *
 * Written at the end, read anywhere. The directory is SANAD_TMP, else TMPDIR, else /var/tmp.
 */
#ifndef STORE_SPOOL_H
#define STORE_SPOOL_H

#include "base/arena.h"
#include "base/rc.h"

#include <stdint.h>

struct spool;

/* E_IO when no temporary file can be made. */
rc spool_new(struct arena *life, struct spool **ret) MUST_USE;
void spool_free(struct spool *s);
/* Where the next byte will be. */
int64_t spool_size(const struct spool *s);
/* E_DB_FULL when the disk is full, E_IO otherwise. */
rc spool_add(struct spool *s, const void *p, size_t n) MUST_USE;
/* The `n` bytes at `at`, which were all written before. E_IO */
rc spool_get(struct spool *s, int64_t at, void *p, size_t n) MUST_USE;

#endif
