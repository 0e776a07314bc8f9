/* service/plan_move.h - a move is prepared, approved by another director, ordered to run, to be undone, to be
 * told; and looked at. Each is a transaction of its own with its event. All of it is for directors
 * (TASK_MOVE_PEOPLE); the long work is service/run_move.h.
 */
#ifndef SERVICE_PLAN_MOVE_H
#define SERVICE_PLAN_MOVE_H

#include "domain/access/access.h"
#include "domain/move/move.h"
#include "domain/scheme/scheme.h"

struct move_plan {
	const struct actor *by;
	str from_scheme, to_scheme;
	date day;
	str reason;
	int64_t undo_days; /* behind the day on which it can be undone; 0: MOVE_UNDO_DAYS */
	bool listed;
	str numbers; /* when listed: registration numbers, one a line, as people write them */
};
/* *ret_bad_line: where E_MOVE_NUMBERS was, from 1. E_ROLE, E_MOVE_SCHEMES, E_MOVE_REASON, E_MOVE_UNDO_DAYS,
 * E_MOVE_NUMBERS */
rc move_prepare(struct db *db, struct arena *a, instant now, const struct move_plan *p, int64_t *ret_nth,
		int64_t *ret_bad_line) MUST_USE;
/* It may run. E_ROLE, E_MOVE_NONE, E_MOVE_STATE, E_MOVE_APPROVER, E_MOVE_STALE: a member came to the old
 * scheme or another law is in force since the rehearsal, E_MOVE_NOBODY */
rc move_approve(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth) MUST_USE;
/* It will not run. E_ROLE, E_MOVE_NONE, E_MOVE_STATE */
rc move_cancel(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth) MUST_USE;
/* One director asks for it, then another one agrees: from then on it can be undone. *ret_agreed: which of
 * both. E_ROLE, E_MOVE_NONE, E_MOVE_STATE, E_MOVE_APPROVER, E_MOVE_UNDO_LATE */
rc move_undo_order(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth,
		   bool *ret_agreed) MUST_USE;
/* Who was moved may be told. E_ROLE, E_MOVE_NONE, E_MOVE_STATE, E_MOVE_TELLING */
rc move_tell_order(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth) MUST_USE;
/* The jobs process does a kind of work (WORK_MOVE_...) for it. E_ROLE, E_MOVE_NONE, E_MOVE_STATE when it
 * can't be done in the state the move is in. */
rc move_ask(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth,
	    str kind) MUST_USE;

/* ---- looking ---- */

enum { MOVE_EXAMPLES = 3, MOVE_LINES_PAGE = 200 };

struct move_reason_view {
	struct move_count c;
	struct move_shown example[MOVE_EXAMPLES];
	size_t examples_n;
};
struct move_view {
	struct scheme_move m;
	str prepared_by, approved_by, undo_by, undo_approved_by, tell_by; /* names; empty: nobody yet */
	struct scheme from, to;
	struct move_reason_view *reasons; /* the most frequent first, MOVED before LEFT_OUT */
	size_t n;
	str work; /* state of the newest job for it: WAITING, RUNNING...; empty: none */
};
/* Newest first. */
rc moves_list(struct db *db, struct arena *a, struct scheme_move **ret, size_t *ret_n) MUST_USE;
/* E_MOVE_NONE. With `by`, examples are shown, and that is an event; none while work is under way. */
rc move_show(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth,
	     struct move_view *ret) MUST_USE;
struct move_lines_query {
	int64_t nth;
	str outcome, reason; /* empty: all */
	int64_t after;	     /* the last id that was shown; of NOT_KNOWN the last number */
	int64_t max;
};
/* An event for each reading. E_ROLE, E_MOVE_NONE */
rc move_lines_show(struct db *db, struct arena *a, instant now, const struct actor *by,
		   const struct move_lines_query *q, struct move_shown **ret, size_t *ret_n) MUST_USE;
/* Schemes to choose from. */
rc move_schemes(struct db *db, struct arena *a, struct scheme **ret, size_t *ret_n) MUST_USE;

#endif
