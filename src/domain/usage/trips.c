/* domain/usage/trips.c - which service replaces which visit, and how uses become trips. */
#include "domain/usage/trips.h"

#include <string.h>

/* No text of either fund says how many visits an online service replaces, or within how many days a second
 * use belongs to the same need: all of it is unconfirmed, see docs/trips.md for the argument of each row. */
const struct trip_rule trip_rules[USES] = {
	{ USE_ACCOUNT, 0, 0, "UNCONFIRMED" }, /* a means, not something that people come to the office for */
	{ USE_CONTACT, 1, 30, "UNCONFIRMED" },	   { USE_STATEMENT, 1, 30, "UNCONFIRMED" },
	{ USE_FAMILY, 1, 30, "UNCONFIRMED" },	   { USE_PAYMENT_MODE, 1, 30, "UNCONFIRMED" },
	{ USE_ATTESTATION, 1, 30, "UNCONFIRMED" },
};

date usage_month(instant at)
{
	date first = { 0 };
	int year, month, day;

	date_split(clock_day(at), &year, &month, &day);
	must(rc_ok(date_make(year, month, 1, &first)));
	return first;
}

rc usage_month_parse(str month, date *ret)
{
	char iso[] = "0000-00-01";

	CHECK(month.n == 7, DATE_TEXT);
	memcpy(iso, month.p, month.n);
	return date_parse((str){ iso, sizeof iso - 1 }, ret);
}

struct usage_walk usage_walk(void)
{
	const date never = { INT32_MIN / 2 };
	struct usage_walk w = { .last_visit = never };

	for (int s = 0; s < USES; s++) {
		w.last_of[s] = never;
		w.month_of[s][0] = w.month_of[s][1] = never;
	}
	return w;
}

static int service_of(str name)
{
	int s = 0;

	while (s < USES && !str_eq(name, used_service_name((enum used_service)s)))
		s++;
	return s;
}

struct usage_gain usage_walk_on(struct usage_walk *w, const struct service_use *u)
{
	const int s = service_of(u->service);
	const bool online = str_eq(u->channel, USE_ONLINE);
	const date day = clock_day(u->at), month = usage_month(u->at);
	struct usage_gain g = { .uses = 1 };

	if (s == USES || (!online && !str_eq(u->channel, USE_COUNTER)))
		return (struct usage_gain){ 0 };
	const struct trip_rule *rule = &trip_rules[s];
	g.people = w->month_of[s][online].days != month.days;
	if (online && w->last_visit.days != day.days && day.days - w->last_of[s].days >= rule->days)
		g.trips = rule->visits;
	w->month_of[s][online] = month;
	w->last_of[s] = day;
	if (rule->visits > 0)
		w->last_visit = day;
	return g;
}
