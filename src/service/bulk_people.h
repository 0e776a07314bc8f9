/* service/bulk_people.h - registering many people at once: what deliveries and demo runs have in common.
 *
 * Both fill table after table in the order of its key, in these steps, and write down in which they are. At
 * most one of them runs at a time: bulk changes of the register are made one after the other.
 */
#ifndef SERVICE_BULK_PEOPLE_H
#define SERVICE_BULK_PEOPLE_H

#include "domain/contribution/contribution.h"
#include "domain/family/family.h"
#include "domain/household/household.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"
#include "domain/person/person.h"

#include "service/lease.h"

enum bulk_step { BULK_IDENTIFIERS, BULK_PEOPLE, BULK_BIRTHS, BULK_NAMES, BULK_PHONES, BULK_STEPS };

const char *bulk_step_name(enum bulk_step s);
/* The step in which a run was interrupted; the first for any other name: it hasn't begun. */
enum bulk_step bulk_step_of(str name);
struct lease bulk_lease(struct arena *a);

/* The rows of one transaction: keys of the step's table or, of BULK_PEOPLE, people with what is theirs. */
struct bulk_chunk {
	enum bulk_step step;
	int64_t done, total; /* how far the step is when they are written */
	void *keys;
	size_t keys_n;
	struct person *people;
	struct identifier *ids;
	struct membership *members;
	struct bank_account *accounts;
	struct family_link *links; /* these three: NULL where there are none */
	struct contribution_period *contributions;
	struct household_score *scores;
	size_t people_n, ids_n, members_n, accounts_n, links_n, contributions_n, scores_n;
	int64_t first_nth;		    /* of people[0] in the run; the others follow */
	unsigned char digest[DIGEST_BYTES]; /* of the people */
};
/* Room for `max` people, or keys, in `a`. */
void bulk_room(struct bulk_chunk *c, struct arena *a, size_t max);
/* When its people are complete. */
void bulk_digest(struct bulk_chunk *c);
rc bulk_load(struct tx *tx, const struct bulk_chunk *c) MUST_USE;
/* The event of a chunk of people: `e` with their digest, and first..last, the nth of the run, as its detail.
 */
rc bulk_journal(struct tx *tx, struct arena *a, const struct bulk_chunk *c, struct journal_entry e) MUST_USE;

#endif
