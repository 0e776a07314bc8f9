/* service/bulk_people.h - registering many people at once: what deliveries and demo runs have in common.
 *
 * Both fill table after table in the order of its key, in these steps, and write down in which they are. At
 * most one of them runs at a time: bulk changes of the register are made one after the other.
 */
#ifndef SERVICE_BULK_PEOPLE_H
#define SERVICE_BULK_PEOPLE_H

#include "domain/journal/journal.h"
#include "domain/person/person.h"

#include "service/lease.h"

enum bulk_step { BULK_IDENTIFIERS, BULK_PEOPLE, BULK_BIRTHS, BULK_NAMES, BULK_PHONES, BULK_STEPS };

const char *bulk_step_name(enum bulk_step s);
/* The step in which a run was interrupted; the first for any other name: it hasn't begun. */
enum bulk_step bulk_step_of(str name);
/* The keys that a step enters; not of BULK_PEOPLE. */
const struct db_table *bulk_step_table(enum bulk_step s);

struct lease bulk_lease(struct arena *a);

/* The event of a chunk of people: `e` with their digest, and first..last, the nth of the run, as its detail.
 */
rc bulk_journal(struct tx *tx, struct arena *a, const struct person *p, size_t n, int64_t first,
		struct journal_entry e) MUST_USE;

#endif
