/* base/small.h - figures so small that they could tell who it is, among others whose sum is known. */
#ifndef BASE_SMALL_H
#define BASE_SMALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sets hidden[i] where 0 < n[i] < least, and keeps what is set already; when only one is hidden then, also
 * the smallest other one, so that the sum doesn't tell it. One figure alone is the sum: nothing can be done.
 */
void small_hide(const int64_t *n, bool *hidden, size_t count, int64_t least);

#endif
