/* service/simulation_show.h - a simulation of a proposed law as tables: by scheme, age and territory. */
#ifndef SERVICE_SIMULATION_SHOW_H
#define SERVICE_SIMULATION_SHOW_H

#include "service/simulate_law.h"

enum { SIMULATION_SMALL = 5 };

/* People of a scheme, an age group or a territory, by what would become of them. */
struct simulation_row {
	str scheme; /* code, empty: covered by none, before and after */
	enum age_group age;
	int64_t territory_id; /* 0: not known where */
	str code, name_fr, name_ar;
	int64_t n[FORESEEN];
	unsigned hidden; /* bits 1 << outcome: too few to be shown */
};
static inline bool simulation_hides(const struct simulation_row *r, enum foreseen o)
{
	return (r->hidden >> o & 1U) != 0;
}

struct simulation_view {
	bool there; /* one was asked for, and not cancelled */
	struct law_simulation s;
	bool old;   /* done, but the law in force or a signature changed since */
	bool stuck; /* waits or runs, and no job does it: it was begun at the command line */
	struct simulation_row all;
	struct simulation_row *scheme, *age, *territory; /* age: all AGE_GROUPS */
	size_t schemes, territories;
	struct simulation_figures f; /* months, lacks, costs */
	int64_t was, becomes;	     /* contributions of a month, of those for whom both laws say them */
	int64_t payers;		     /* how many these are */
};

/* Who moves, or gains, counts for the scheme that will cover, everybody else for the one that did. Small
 * figures of territories are hidden (base/small.h). The newest one of the version. E_LAW_VERSION_NONE */
rc law_simulation_show(struct db *db, struct arena *a, int64_t nth, struct simulation_view *ret) MUST_USE;
/* The same of figures that weren't kept. */
rc law_tried_show(struct db *db, struct arena *a, const struct law_tried *t,
		  struct simulation_view *ret) MUST_USE;

/* The numbers of these people, for auditors: each reading is an event of the journal. */
rc law_examples(struct db *db, const struct actor *by, const struct law_tried *t, enum foreseen o,
		int64_t number[static FORESEE_EXAMPLES], size_t *ret_n) MUST_USE;

#endif
