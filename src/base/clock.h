/* base/clock.h - what time it is. Faces and services ask; domain/ is told. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/date.h"

#include <stdint.h>

/* A moment: microseconds since 1970-01-01 UTC. */
typedef struct instant {
	int64_t us;
} instant;

/* The wall clock. The variable SANAD_NOW (ISO day or instant) stops it: only for tests and rehearsals. */
instant clock_now(void);
/* A clock that only goes forward, for durations; not comparable with instants. */
int64_t clock_ticks_us(void);
/* The civil day in the fund's country. Morocco keeps UTC+1 all year but Ramadan, Algeria UTC+1 all year: a
 * fund's day is the day at UTC+1. law: MA decree 2-18-855; DZ time zone CET without summer time. */
date clock_day(instant t);
/* "2026-11-24T08:30:00Z" */
str instant_text(struct arena *a, instant t);
/* E_DATE_TEXT */
rc instant_parse(str iso, instant *ret) MUST_USE;

#endif
