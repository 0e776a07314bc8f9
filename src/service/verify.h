/* service/verify.h - reading the whole store once more: the journal's tree, the register, the deliveries.
 *
 * Everything is read in one state of the store, by statements that nobody writes with (domain/audit). A
 * server may go on working meanwhile.
 */
#ifndef SERVICE_VERIFY_H
#define SERVICE_VERIFY_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/rc.h"
#include "base/str.h"

struct db;

struct verify_report {
	bool holds;
	/* The first thing that doesn't hold: where, which, what. Empty when all holds. */
	str table, key, what;
	int64_t events, leaves, unsealed, persons, memberships, identifiers, feeds;
	int64_t checkpoints; /* signatures checked */
	int64_t checkpoint;  /* leaves below the last one */
	int64_t digests;     /* people whose first known facts agree with the journal's digests */
};

/* Called now and then: what is being read, how much of it is done, of how many (0: not known). */
typedef void verify_watch(void *cls, const char *what, int64_t done, int64_t total);

struct verify_call {
	str verifier; /* the fund's verifier key (service/keys.h) */
	str note;     /* a checkpoint kept outside, empty if none: the tree must go on from it */
	instant now;
	verify_watch *watch; /* NULL: nobody watches */
	void *cls;
};

/* OK with ret->holds false when something doesn't hold; texts are in `a`. Failures are the world's: E_DB_...,
 * E_DB_EMPTY. */
rc verify(struct db *db, const struct verify_call *call, struct arena *a, struct verify_report *ret) MUST_USE;

#endif
