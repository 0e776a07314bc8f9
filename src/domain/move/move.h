/* domain/move/move.h - the members of a scheme become members of another one on a day: the front door of the
 * room.
 *
 *   PREPARED -> REHEARSING -> REHEARSED -> APPROVED -> RUNNING -> DONE -> UNDO_ASKED -> UNDOING -> UNDONE
 *        \___________________________\__________\_______________> CANCELLED
 *
 * Whoever prepared a move doesn't approve it, and whoever asks for it to be undone doesn't agree to that. A
 * rehearsal writes a line for each member and changes nothing else; the run decides again for each, by the
 * same function. People are taken in the order of their ids, so that work that goes on takes nobody twice.
 * The statements about populations read the tables of other rooms: they count and choose, and decide nothing.
 */
#ifndef DOMAIN_MOVE_MOVE_H
#define DOMAIN_MOVE_MOVE_H

#include "domain/membership/membership.h"
#include "domain/rights/rights.h"

#include "store/db.h"

#define MOVE_PREPARED S("PREPARED")
#define MOVE_REHEARSING S("REHEARSING")
#define MOVE_REHEARSED S("REHEARSED")
#define MOVE_APPROVED S("APPROVED")
#define MOVE_RUNNING S("RUNNING")
#define MOVE_DONE S("DONE")
#define MOVE_UNDO_ASKED S("UNDO_ASKED")
#define MOVE_UNDOING S("UNDOING")
#define MOVE_UNDONE S("UNDONE")
#define MOVE_CANCELLED S("CANCELLED")

#define LINE_MOVED S("MOVED")
#define LINE_LEFT_OUT S("LEFT_OUT")
#define LINE_UNDONE S("UNDONE")
#define LINE_KEPT S("KEPT")

enum {
	MOVES_MAX = 1000,
	MOVE_REASON_MAX = 500, /* bytes */
	MOVE_SOURCE_MAX = 200, /* bytes */
	MOVE_UNDO_DAYS = 30,   /* when nobody says another number: the fund's choice, no law says one */
	MOVE_UNDO_DAYS_MAX = 366,
	MOVE_NUMBERS_MAX = 10000000,
};

struct scheme_move {
	int64_t move_id, nth;
	str from_scheme, to_scheme;
	date day, undo_until;
	str reason;
	bool listed;
	str state;
	user_id prepared_by;
	instant prepared_at;
	int64_t law;
	instant rehearsed_at;
	user_id approved_by;
	instant approved_at, done_at;
	user_id undo_by, undo_approved_by;
	instant undone_at;
	person_id position;
	int64_t done, total;
	int64_t moved, left_out, dependants;
	user_id tell_by;
	person_id tell_position;
	int64_t told, no_way;
	instant counted_at;
};

/* Why a member isn't moved; what `detail` says. Names are stored: add, never rename. */
#define MOVE_REASONS(X) \
	X(WITHDRAWN)	/* the entry is no person any more */ \
	X(DIED)		/* before the day; detail: when */ \
	X(NOT_MEMBER)	/* of the old scheme, never */ \
	X(ENDED_BEFORE) /* no longer a member on the day; detail: since when */ \
	X(BEGINS_LATER) /* a member from the day on or later; detail: since when */ \
	X(NOT_ACTIVE)	/* detail: state of the membership */ \
	X(TWICE) /* two memberships of the old scheme hold on the day: which one isn't for a program to say \
		  */ \
	X(ALREADY_MEMBER)      /* of the new scheme; detail: since when */ \
	X(COVERED_BY_PRIORITY) /* an own right that comes before the new scheme's; detail: its scheme */ \
	X(CONDITION)	       /* of the new scheme; detail: a name of because.def and its text */ \
	X(LAW_UNKNOWN)	       /* the law can't be said; detail: which value */ \
	X(CHANGED)	       /* since the rehearsal; detail: the reason that holds now, and its detail */ \
	X(JOINED_LATER)	       /* a member since the rehearsal */ \
	X(NOT_KNOWN)	       /* nobody has the number; such a line has no person */

enum move_reason {
	MOVE_NO_REASON,
#define MOVE_REASON_ENUM(name) MOVE_##name,
	MOVE_REASONS(MOVE_REASON_ENUM)
#undef MOVE_REASON_ENUM
	    MOVE_REASON_N
};
/* The name; empty of MOVE_NO_REASON. */
str move_reason_name(enum move_reason r);

struct move_line {
	int64_t move_id;
	person_id person_id;
	str outcome, reason, detail;
	int64_t dependants;
	str undo;
};

/* ---- decisions ---- */

/* Somebody as the register knows them. */
struct move_candidate {
	bool active; /* is a person, was not withdrawn */
	const struct rights_facts *f;
	const struct membership *member; /* all that are known */
	size_t members_n;
};
struct move_verdict {
	enum move_reason reason; /* MOVE_NO_REASON: moved */
	str detail;
	const struct membership *ends; /* when moved: the one that ends on the day */
};
/* By the law: the rights that the person would have as a member of the new scheme. */
struct move_verdict move_decide(const struct scheme_move *m, const struct rights_law *l,
				const struct move_candidate *c, struct arena *a);

/* E_MOVE_STATE unless it is in one of these states (a NULL ends them). */
rc move_in(const struct scheme_move *m, const char *const *states) MUST_USE;

/* ---- moves ---- */

rc move_add(struct tx *tx, const struct scheme_move *m) MUST_USE;
/* E_MOVE_NONE */
rc move_get(struct tx *tx, int64_t nth, struct arena *a, struct scheme_move *ret) MUST_USE;
/* Newest first. */
rc move_list(struct tx *tx, struct arena *a, struct scheme_move **ret, size_t *ret_n) MUST_USE;
/* All that may change of `is`, if it still is in `was`'s state and at its places. E_DB_CONFLICT when somebody
 * was quicker. */
rc move_put(struct tx *tx, const struct scheme_move *was, const struct scheme_move *is) MUST_USE;

/* ---- the population ---- */

struct move_asked {
	int64_t move_id, number;
	person_id person_id; /* 0: nobody's */
};
extern const struct db_table move_asked_table;

/* The next `max` people behind `after`: who is or was known as a member of the old scheme, or of the list. */
rc move_population(struct tx *tx, const struct scheme_move *m, person_id after, int64_t max, struct arena *a,
		   person_id **ret, size_t *ret_n) MUST_USE;
/* How many there are. */
rc move_population_n(struct tx *tx, const struct scheme_move *m, int64_t *ret) MUST_USE;
/* A member of the old scheme on the day, of a move without a list, without a line: somebody who came since.
 */
rc move_newcomers(struct tx *tx, const struct scheme_move *m, bool *ret) MUST_USE;
/* Gives each of those a line, JOINED_LATER. */
rc move_newcomers_add(struct tx *tx, const struct scheme_move *m, int64_t *ret) MUST_USE;
/* How many people have a right in the old scheme the day before, through whom: members first..last. */
struct move_family_size {
	person_id person_id;
	int64_t n;
};
rc move_family_sizes(struct tx *tx, const struct scheme_move *m, person_id first, person_id last, db_row *row,
		     void *cls) MUST_USE;
/* The memberships of first..last that the run takes (a line says MOVED) were held true until `now`. */
rc move_memberships_end(struct tx *tx, const struct scheme_move *m, person_id first, person_id last,
			instant now, int64_t *ret_ended) MUST_USE;

/* ---- lines ---- */

extern const struct db_table move_line_table;
/* Those of an earlier rehearsal. */
rc move_lines_drop(struct tx *tx, int64_t move_id) MUST_USE;
/* The next `max` that are MOVED and not undone, behind `after`. */
rc move_lines_next(struct tx *tx, int64_t move_id, person_id after, int64_t max, struct arena *a,
		   struct move_line **ret, size_t *ret_n) MUST_USE;
/* All of first..last, by person. `row` gets a struct move_line. */
rc move_lines_range(struct tx *tx, int64_t move_id, person_id first, person_id last, db_row *row,
		    void *cls) MUST_USE;
/* Outcome, reason, detail and undo of a line. */
rc move_line_put(struct tx *tx, const struct move_line *l) MUST_USE;
/* Those of first..last that are MOVED and have no word yet are UNDONE. */
rc move_lines_undone(struct tx *tx, int64_t move_id, person_id first, person_id last) MUST_USE;

struct move_count {
	str outcome, reason, undo;
	int64_t n, dependants;
};
enum { MOVE_COUNTS_MAX = 200 };
/* By outcome, reason and undo; with NOT_KNOWN, which has no lines. */
rc move_counts(struct tx *tx, int64_t move_id, struct arena *a, struct move_count **ret,
	       size_t *ret_n) MUST_USE;
/* Of JOINED_LATER and all others. Sums them into *m. */
void move_sum(struct scheme_move *m, const struct move_count *c, size_t n);

struct move_shown {
	person_id person_id; /* 0: NOT_KNOWN */
	int64_t number;
	str outcome, reason, detail, undo;
	int64_t dependants;
};
/* Lines behind `after`, by person; outcome and reason: empty, of all. */
rc move_lines(struct tx *tx, int64_t move_id, str outcome, str reason, person_id after, int64_t max,
	      struct arena *a, struct move_shown **ret, size_t *ret_n) MUST_USE;
/* Numbers that are nobody's, behind `after`. */
rc move_not_known(struct tx *tx, int64_t move_id, int64_t after, int64_t max, struct arena *a,
		  struct move_shown **ret, size_t *ret_n) MUST_USE;

/* ---- telling ---- */

struct move_person {
	person_id person_id;
	int64_t number, phone;
	str last_name, first_name, last_name_ar, first_name_ar, email, language;
};
/* The next `max` who were moved and are to be told. */
rc move_people(struct tx *tx, const struct scheme_move *m, int64_t max, struct arena *a,
	       struct move_person **ret, size_t *ret_n) MUST_USE;

extern const struct db_stmt *const move_stmts[]; /* NULL terminated, for db_check() */

#endif
