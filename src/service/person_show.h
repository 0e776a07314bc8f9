/* service/person_show.h - one person as the counter sees them. Reading is an event of the journal, written in
 * the same transaction. */
#ifndef SERVICE_PERSON_SHOW_H
#define SERVICE_PERSON_SHOW_H

#include "domain/feed/review.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"
#include "domain/message/message.h"
#include "domain/person/search.h"
#include "domain/place/place.h"
#include "domain/receipt/receipt.h"
#include "domain/scheme/scheme.h"
#include "domain/usage/usage.h"

#include "service/rights_show.h"

struct db;

enum {
	PERSON_TERRITORIES_MAX = 6,
	PERSON_EVENTS_MAX = 50,
	PERSON_MESSAGES_MAX = 20,
	PERSON_RECEIPTS_MAX = 20
};

/* Where facts came from. */
struct person_source_view {
	int64_t source_id;
	instant at;
	str body_code; /* of the delivery; empty when it was a decision */
	int64_t sequence;
	str request;  /* reference of the request that was accepted, as people read it; empty: none */
	bool contact; /* the person said how to reach them */
};

struct person_event_view {
	struct event event;
	str who; /* name of the user; empty: the program, or the operator at the command line */
};

/* What an agent did for the person. */
struct person_receipt_view {
	struct receipt r;
	str reference; /* as people read it */
	str who;
};

struct person_view {
	struct person p;
	str number;   /* as people read it */
	str phone;    /* +212612345678, empty if none */
	str survivor; /* number of the person a withdrawn one really is, empty otherwise */
	struct territory
	    territory[PERSON_TERRITORIES_MAX]; /* the commune first, the region last; none if unknown */
	size_t territories_n;
	date died; /* DATE_NEVER: no death is known */
	struct identifier *identifiers;
	size_t identifiers_n;
	struct rights_line rights;	/* as known now */
	struct membership *memberships; /* as known now, oldest first */
	size_t memberships_n;
	struct person_source_view *sources; /* oldest first */
	size_t sources_n;
	struct review *reviews; /* questions about this person that wait, oldest first */
	size_t reviews_n;
	struct person_event_view *events; /* newest first, without this reading */
	size_t events_n;
	struct message *messages; /* to the person, newest first; what held a code has lost its text */
	size_t messages_n;
	struct person_receipt_view *receipts; /* newest first */
	size_t receipts_n;
	struct scheme *schemes; /* all there are, for their names */
	size_t schemes_n;
	unsigned
	    used; /* 1 << enum used_service: services that the person has finished; of the own file only */
};

/* `user` reads, 0: the operator. E_PERSON_NONE */
rc person_show(struct db *db, struct arena *a, person_id id, user_id user, struct person_view *ret) MUST_USE;
/* By the number as people write it; what isn't one is nobody's. E_PERSON_NONE */
rc person_show_number(struct db *db, struct arena *a, str number, user_id user,
		      struct person_view *ret) MUST_USE;
/* The own file, by the person: without the questions that are the fund's, and without an event: the journal
 * says who else looked. E_PERSON_NONE, also when it was withdrawn. */
rc person_show_own(struct db *db, struct arena *a, person_id id, struct person_view *ret) MUST_USE;

#endif
