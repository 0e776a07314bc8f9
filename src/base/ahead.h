/* base/ahead.h - the next item is made by a second thread while the caller is still busy with the one before.
 *
 * The only place of the program with threads. They share nothing but finished items: what `make` touches (its
 * `cls` and all below it) belongs to the second thread as long as ahead_run() runs, an item to the caller's
 * thread while `use` has it. Sanitizers check it (make check-tsan). Signals go to the caller's thread.
 */
#ifndef BASE_AHEAD_H
#define BASE_AHEAD_H

#include "base/arena.h"
#include "base/rc.h"

/* In the second thread: makes the next item, with all it points to, in `a`; *ret stays NULL behind the last.
 * A failure comes behind the items made before. */
typedef rc ahead_make(void *cls, struct arena *a, void **ret);
/* In the caller's thread: what to do with each. A failure ends the run. */
typedef rc ahead_use(void *cls, void *item);

/* At most AHEAD_ITEMS exist at a time, of `item` bytes of memory at most. Both threads are done when it
 * returns. E_THREAD, and what make and use fail with. */
enum { AHEAD_ITEMS = 3 };
rc ahead_run(size_t item, ahead_make *make, void *maker, ahead_use *use, void *user) MUST_USE;

#endif
