/* domain/usage/trips.h - the trips that online services save: the published method (docs/trips.md). Pure.
 *
 * A use saves a trip when
 *   1. the person did it online,
 *   2. the service replaces a visit to the fund's office (trip_rules),
 *   3. the person didn't use the same service in the days before that the rule says, on whatever channel, and
 *   4. the person used no service that replaces a visit earlier on the same day, on whatever channel: several
 *      things are done in one visit.
 * Then it saves as many trips as the rule says visits: one. All of it errs on the side of fewer trips.
 */
#ifndef DOMAIN_USAGE_TRIPS_H
#define DOMAIN_USAGE_TRIPS_H

#include "domain/usage/usage.h"

struct trip_rule {
	enum used_service service;
	int visits; /* that one use replaces, 0: none */
	int days;   /* within which the same service counts once */
	/* Where the visits and the days come from; "UNCONFIRMED": the method's own judgement, with its
	 * argument in docs/trips.md and, for readers of the page, under "tripwhy.". */
	const char *source;
};

/* Of every service, in the order of enum used_service. */
extern const struct trip_rule trip_rules[USES];

/* What one use adds to the counts of its month, territory, service and channel. */
struct usage_gain {
	int64_t uses, people, trips;
};

/* What came before, of one person: begins as USAGE_WALK. */
struct usage_walk {
	date last_of[USES], last_visit; /* days */
	date month_of[USES][2];		/* first day of the month of the last use, by channel */
};
struct usage_walk usage_walk(void);
/* The person's uses one after the other, in the order of their ids. A service or channel that isn't known: no
 * gain. */
struct usage_gain usage_walk_on(struct usage_walk *w, const struct service_use *u);

/* How long ago a use may be to change what a later one gains: the month, and the longest of the rules. */
enum { USAGE_MEMORY_DAYS = 32 };

/* The first day of the month of a moment, in the fund's time. */
date usage_month(instant at);
/* "2026-11": its first day. E_DATE_TEXT */
rc usage_month_parse(str month, date *ret) MUST_USE;

#endif
