/* domain/message/schedule.h - when a message may go out. Pure. */
#ifndef DOMAIN_MESSAGE_SCHEDULE_H
#define DOMAIN_MESSAGE_SCHEDULE_H

#include "base/clock.h"

#include <stdbool.h>

/* Minutes of the day at UTC+1 (clock_day()); from == until: no such time. May go over midnight. */
struct quiet_hours {
	int from, until;
};

enum { MINUTES_A_DAY = 1440 };

/* The first moment from `now` on that isn't quiet: `now` itself, or the end of the quiet hours. */
instant quiet_end(const struct quiet_hours *q, instant now);
/* How long to wait after the n-th try that failed (from 1): half a minute, doubling up to an hour.
 * Microseconds. */
int64_t message_back_off(int64_t tries);

#endif
