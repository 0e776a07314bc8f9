/* service/demo_people.h - a demo fund full of made-up people, at speed and exactly once.
 *
 * As feed_apply.h: a row of short transactions, each of which also writes how far it is; whoever is killed
 * leaves a whole number of them, and the same call goes on from there. Each table is filled in the order of
 * its key; the keys of one table are sorted outside of memory, so that memory is the same for any number of
 * people. Each chunk of people is an event demo.persons with their digest, as feed.persons is
 * (journal/digest.h).
 */
#ifndef SERVICE_DEMO_PEOPLE_H
#define SERVICE_DEMO_PEOPLE_H

#include "domain/demo/demo.h"

struct db;

enum { DEMO_PEOPLE_MAX = ID_BLOCK_MAX };

/* Called now and then; `step` is IDENTIFIERS, PEOPLE, BIRTHS, NAMES, PHONES. */
typedef void demo_watch(void *cls, const char *step, int64_t done, int64_t total);

struct demo_report {
	bool again;			    /* all of them were there already */
	int64_t people, families, children; /* below 18 */
	int64_t identified, reachable;	    /* with an official identifier; with a phone */
	int schemes;
	str scheme[DEMO_SCHEMES_MAX];
	int64_t members[DEMO_SCHEMES_MAX];
};

/* 1 <= people <= DEMO_PEOPLE_MAX, 0 <= seed. The same people and seed again: goes on with a run that was
 * stopped, else changes nothing. Plants the demo's territory when the register has no commune. E_NOT_DEMO,
 * E_DEMO_OPEN, E_DEMO_WORLD, E_DEMO_IDENTIFIER, E_LEASE_TAKEN (a delivery is being applied, or another run),
 * E_FUND_NUMBERS */
rc demo_people(struct db *db, struct arena *a, int64_t people, int64_t seed, demo_watch *watch, void *cls,
	       struct demo_report *ret) MUST_USE;

#endif
