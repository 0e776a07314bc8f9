/* domain/message/schedule.c */
#include "domain/message/schedule.h"

#include "base/rc.h"

static const int64_t minute = 60000000;

instant quiet_end(const struct quiet_hours *q, instant now)
{
	const int64_t day = MINUTES_A_DAY * minute, shift = 60 * minute;
	int64_t at = (now.us + shift) % day, from = q->from * minute, until = q->until * minute;
	bool quiet = from <= until ? from <= at && at < until : at >= from || at < until;

	must(0 <= q->from && q->from < MINUTES_A_DAY && 0 <= q->until && q->until < MINUTES_A_DAY);
	if (!quiet)
		return now;
	return (instant){ now.us + (until - at + day) % day };
}

int64_t message_back_off(int64_t tries)
{
	int64_t us = minute / 2;

	for (int64_t i = 1; i < tries && us < 60 * minute; i++)
		us *= 2;
	return us < 60 * minute ? us : 60 * minute;
}
