/* base/small.c */
#include "base/small.h"

void small_hide(const int64_t *n, bool *hidden, size_t count, int64_t least)
{
	size_t all = 0, other = count;

	for (size_t i = 0; i < count; i++) {
		hidden[i] |= 0 < n[i] && n[i] < least;
		all += hidden[i];
		if (!hidden[i] && (other == count || n[i] < n[other]))
			other = i;
	}
	if (all == 1 && other < count)
		hidden[other] = true;
}
