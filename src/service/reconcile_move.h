/* service/reconcile_move.h - every headcount before and after a move, explained to the last person.
 *
 * Counting reads the whole register in one state of the store, person by person, and once more by scheme
 * (domain/move/headcount.h); what came out is kept, and shown until it is counted again. What others
 * published can be typed beside it.
 */
#ifndef SERVICE_RECONCILE_MOVE_H
#define SERVICE_RECONCILE_MOVE_H

#include "domain/access/access.h"
#include "domain/move/headcount.h"

#include "service/run_move.h"

#include "base/out.h"

/* E_MOVE_NONE, E_MOVE_STATE while its work is under way */
rc move_count_heads(struct db *db, const struct move_job *j) MUST_USE;

struct move_reconciled {
	struct scheme_move m;
	struct head_report r;
	struct head_misfit *misfit; /* people who aren't where the move says: at most HEAD_MISFITS_MAX */
	size_t misfits_n;
	struct head_tally *tally; /* among them, what: STATE, what members have by their membership */
	size_t tallies_n;
	bool holds; /* the report does, and nobody is a misfit */
};
/* An event. E_ROLE, E_MOVE_NONE, E_MOVE_NOT_COUNTED */
rc move_reconcile(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth,
		  struct move_reconciled *ret) MUST_USE;
/* All of it as a list of figures, for programs and spreadsheets: section and what are words that stay. */
struct move_figure {
	str section, key, what;
	int64_t n;
};
void move_figures(struct arena *a, const struct move_reconciled *r, struct move_figure **ret, size_t *ret_n);
void move_figures_csv(struct out *o, const struct move_reconciled *r);
/* A headcount that `source` published, of a scheme or (empty) of all. E_ROLE, E_MOVE_NONE, E_MOVE_TOLD */
rc move_told(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth, str scheme,
	     int64_t people, str source) MUST_USE;

#endif
