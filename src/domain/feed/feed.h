/* domain/feed/feed.h - registration feeds: a managing body delivers the people of a profession.
 *
 * The format, the outcomes and their codes are docs/feeds.md. One delivery goes through the states
 *
 *   RECEIVING > RECEIVED > VERIFIED > STAGED > MATCHED > SIMULATED > APPROVED > APPLIED > ANSWERED, or
 * REJECTED
 *
 * row.h reads one row, manifest.h the manifest, resolve.h decides what becomes of each row; this file
 * records.
 */
#ifndef DOMAIN_FEED_FEED_H
#define DOMAIN_FEED_FEED_H

#include "domain/feed/body.h"
#include "domain/feed/manifest.h"
#include "domain/feed/outcome.h"
#include "domain/feed/review.h"
#include "domain/feed/row.h"

#include "store/db.h"

#define FEED_STATES(X) \
	X(RECEIVING) \
	X(RECEIVED) \
	X(VERIFIED) X(STAGED) X(MATCHED) X(SIMULATED) X(APPROVED) X(APPLIED) X(ANSWERED) X(REJECTED)

enum feed_state {
#define X(name) FEED_##name,
	FEED_STATES(X)
#undef X
	    FEED_STATES_N
};

str feed_state_name(enum feed_state s);
enum feed_state feed_state_of(str name);

/* One delivery, as stored. */
struct feed {
	feed_id feed_id;
	body_id body_id;
	int64_t sequence, attempt;
	str state; /* feed_state_name() */
	str scheme;
	int64_t rows_told, bytes_told;
	blob sha256;
	instant created_at;
	blob manifest, signature;
	int64_t error;
	str error_detail;
	int64_t registered, first_person_id, first_number;
	str register_mark;
	user_id received_by;
	instant received_at;
	user_id approved_by;
	instant applied_at;
	str step;
	int64_t step_done, step_total;
	instant step_began;
};

rc feed_add(struct tx *tx, const struct feed *f) MUST_USE;
rc feed_get(struct tx *tx, feed_id id, struct arena *a, struct feed *ret) MUST_USE;
/* The live delivery (attempt 0) of a sequence, else the last one that was refused. E_FEED_NONE */
rc feed_find(struct tx *tx, body_id body, int64_t sequence, struct arena *a, struct feed *ret) MUST_USE;
/* Deliveries to list, newest first. Unset members mean "all"; SENT_BACK is a state here, though such a
 * delivery is stored as REJECTED. */
struct feed_filter {
	body_id body;
	str state;
	int64_t skip, max;
};
/* *ret_total: how many there are on all pages. */
rc feed_list(struct tx *tx, const struct feed_filter *f, struct arena *a, struct feed **ret, size_t *ret_n,
	     int64_t *ret_total) MUST_USE;
/* Sequences of a body; 0 where there is none. */
struct feed_sequences {
	int64_t applied; /* the highest that was applied */
	int64_t waiting; /* the lowest that waits to be */
	int64_t last;	 /* the highest that was delivered and not refused */
};
rc feed_sequences(struct tx *tx, body_id body, struct arena *a, struct feed_sequences *ret) MUST_USE;

/* Move from one state to the next, and write down who did it. E_FEED_STATE when it is in another state by
 * now. */
rc feed_move(struct tx *tx, const struct feed *f, enum feed_state to, user_id who, instant now,
	     str note) MUST_USE;
/* Refuse the whole delivery: REJECTED, with the code and what exactly; its sequence may be delivered again.
 */
rc feed_reject(struct tx *tx, const struct feed *f, int error, str detail, user_id who, instant now) MUST_USE;
/* Where the work on a delivery stands: part of the transaction that does it. */
rc feed_progress(struct tx *tx, feed_id id, str step, int64_t done, int64_t total, instant began) MUST_USE;
rc feed_simulated(struct tx *tx, feed_id id, int64_t registered, str register_mark) MUST_USE;
rc feed_approved(struct tx *tx, feed_id id, user_id who) MUST_USE;
rc feed_numbered(struct tx *tx, feed_id id, int64_t first_person_id, int64_t first_number,
		 instant applied_at) MUST_USE;

struct feed_step {
	feed_id feed_id;
	instant at;
	str state;
	user_id user_id;
	str note;
};
rc feed_steps(struct tx *tx, feed_id id, struct arena *a, struct feed_step **ret, size_t *ret_n) MUST_USE;
/* Whoever did a step but approving had a hand in it, and may not approve it. */
bool feed_step_is_hand(const struct feed_step *s);

/* The delivered file and the answer, in pieces. */
enum { FEED_PIECE_BYTES = 1 << 20, FEED_PIECES_MAX = 1 << 17 };
#define FEED_PART_CSV S("CSV")
#define FEED_PART_ANSWER S("ANSWER")
struct feed_piece {
	feed_id feed_id;
	str part;
	int64_t position, bytes;
	blob packed;
};
rc feed_piece_add(struct tx *tx, const struct feed_piece *p) MUST_USE;
rc feed_piece_get(struct tx *tx, feed_id id, str part, int64_t position, struct arena *a,
		  struct feed_piece *ret) MUST_USE;
/* Bytes of a part, unpacked; 0 when there is none. */
rc feed_part_bytes(struct tx *tx, feed_id id, str part, struct arena *a, int64_t *ret) MUST_USE;
rc feed_pieces_drop(struct tx *tx, feed_id id, str part) MUST_USE;

/* What became of each row. */
struct feed_line {
	feed_id feed_id;
	int64_t line;
	str outcome, code;
	int64_t nth;
	person_id person_id;
};
extern const struct db_table feed_line_table;
/* The last lines of an earlier simulation are forgotten, `max` at most; *ret_dropped is 0 when there were
 * none. */
rc feed_lines_drop(struct tx *tx, feed_id id, int64_t max, int64_t *ret_dropped) MUST_USE;
/* Lines after `after`, in order. */
rc feed_lines(struct tx *tx, feed_id id, int64_t after, size_t max, struct arena *a, struct feed_line **ret,
	      size_t *ret_n) MUST_USE;

struct feed_count {
	feed_id feed_id;
	str outcome, code;
	int64_t n;
};
struct feed_example {
	feed_id feed_id;
	str outcome, code;
	int64_t line;
	str record_id, name, detail;
};
enum { FEED_EXAMPLES = 5, FEED_COUNTS_MAX = 200 };
/* How those who would be registered could be told something. */
struct feed_reach {
	feed_id feed_id;
	str language;
	bool mobile, mail; /* a phone that takes an SMS, an address of electronic mail */
	int64_t n;
};
enum { FEED_REACHES = 12 };
rc feed_report_set(struct tx *tx, feed_id id, const struct feed_count *c, size_t n,
		   const struct feed_example *e, size_t e_n, const struct feed_reach *r, size_t r_n) MUST_USE;
rc feed_reaches(struct tx *tx, feed_id id, struct arena *a, struct feed_reach **ret, size_t *ret_n) MUST_USE;
rc feed_counts(struct tx *tx, feed_id id, struct arena *a, struct feed_count **ret, size_t *ret_n) MUST_USE;
rc feed_examples(struct tx *tx, feed_id id, struct arena *a, struct feed_example **ret,
		 size_t *ret_n) MUST_USE;

/* The bodies' own keys. */
struct feed_record {
	body_id body_id;
	str record_id;
	person_id person_id;
	int64_t row_hash;
	feed_id feed_id;
};
extern const struct db_table feed_record_table;
/* For db_lookup(): by record_id, of one body. */
extern const struct db_stmt feed_record_lookup;
rc feed_record_set(struct tx *tx, const struct feed_record *r) MUST_USE;
rc feed_record_drop(struct tx *tx, body_id body, str record_id) MUST_USE;

extern const struct db_stmt *const feed_stmts[]; /* NULL terminated, for db_check() */

#endif
