/* base/id.c */
#include "base/id.h"

#include "base/rc.h"

#include <sys/random.h>
#include <unistd.h>

#define EPOCH_2020_MS INT64_C(1577836800000)

static int64_t slot(instant now)
{
	int64_t ms = now.us / 1000 - EPOCH_2020_MS;

	must(0 < ms && ms < INT64_C(1) << 41);
	return ms;
}

/* Random at first; those of the same millisecond follow it in small random steps, so that one thread never
 * meets itself, and two that met part again. */
int64_t id_new(instant now)
{
	enum { ALONE = (1 << (ID_LOW_BITS - 1)) - 1, STEPS = 8 };
	static _Thread_local int64_t last;
	static _Thread_local pid_t maker; /* a child begins anew */
	int64_t ms = slot(now);
	uint32_t r;

	must(getrandom(&r, sizeof r, 0) == (ssize_t)sizeof r);
	if (last >> ID_LOW_BITS == ms && maker == getpid())
		r = (uint32_t)last + 1 + r % STEPS;
	maker = getpid();
	last = ms << ID_LOW_BITS | (int64_t)(r & ALONE);
	return last;
}

int64_t id_first(instant t) { return slot(t) << ID_LOW_BITS; }
int64_t id_block(instant now) { return slot(now) << ID_LOW_BITS | INT64_C(1) << (ID_LOW_BITS - 1); }

int64_t id_nth(int64_t first, int64_t i)
{
	enum { PER_SLOT = 1 << (ID_LOW_BITS - 1) };

	must(i >= 0);
	return first + ((i / PER_SLOT) << ID_LOW_BITS) + i % PER_SLOT;
}

int id_order(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}
