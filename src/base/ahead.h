/* base/ahead.h - the next item is made by a second thread while the caller is still busy with the one before.
 *
 * The only place of the program with threads. They share nothing but finished items: what `make` touches (its
 * `cls` and all below it) belongs to the second thread from ahead_start() until ahead_end(), what is in an
 * item to the caller from ahead_next() until the next call. Sanitizers check it (make check-tsan).
 *
 * Signals go to the caller's thread.
 */
#ifndef BASE_AHEAD_H
#define BASE_AHEAD_H

#include "base/arena.h"
#include "base/rc.h"

struct ahead;

/* Makes the next item, with all it points to, in `a`; *ret NULL behind the last. A failure ends the row of
 * items: ahead_next() hands it over when those made before are used up. */
typedef rc ahead_make(void *cls, struct arena *a, void **ret);

/* `item`: most memory of one item; as many as AHEAD_ITEMS of them exist at a time. E_THREAD */
enum { AHEAD_ITEMS = 3 };
rc ahead_start(struct arena *life, size_t item, ahead_make *make, void *cls, struct ahead **ret) MUST_USE;
/* *ret NULL behind the last item. */
rc ahead_next(struct ahead *h, void **ret) MUST_USE;
/* Waits for the item that is being made; those that nobody took are dropped. */
void ahead_end(struct ahead *h);

#endif
