/* domain/feed/feed_db.c - deliveries: every SQL statement about them. */
#include "domain/feed/feed.h"

#define FEED_FIELDS \
	DB_FIELD(struct feed, feed_id), DB_FIELD(struct feed, body_id), DB_FIELD(struct feed, sequence), \
	    DB_FIELD(struct feed, attempt), DB_FIELD(struct feed, state), DB_FIELD(struct feed, scheme), \
	    DB_FIELD(struct feed, rows_told), DB_FIELD(struct feed, bytes_told), \
	    DB_FIELD(struct feed, sha256), DB_FIELD(struct feed, created_at), \
	    DB_FIELD(struct feed, manifest), DB_FIELD(struct feed, signature), DB_FIELD(struct feed, error), \
	    DB_FIELD(struct feed, error_detail), DB_FIELD(struct feed, registered), \
	    DB_FIELD(struct feed, first_person_id), DB_FIELD(struct feed, first_number), \
	    DB_FIELD(struct feed, register_mark), DB_FIELD(struct feed, received_by), \
	    DB_FIELD(struct feed, received_at), DB_FIELD(struct feed, approved_by), \
	    DB_FIELD(struct feed, applied_at), DB_FIELD(struct feed, step), \
	    DB_FIELD(struct feed, step_done), DB_FIELD(struct feed, step_total), \
	    DB_FIELD(struct feed, step_began)
#define FEED_COLUMNS_SQL \
	"feed_id, body_id, sequence, attempt, state, scheme, rows_told, bytes_told, sha256, created_at, " \
	"manifest," \
	" signature, error, error_detail, registered, first_person_id, first_number, register_mark, " \
	"received_by," \
	" received_at, approved_by, applied_at, step, step_done, step_total, step_began"
#define FEED_KEY .in = DB_SHAPE(DB_FIELD(struct feed, feed_id))
#define FEED_OUT .out = DB_SHAPE(FEED_FIELDS), .out_size = sizeof(struct feed)

static const struct db_stmt feed_insert = {
	.name = "feed_insert",
	.sql = "INSERT INTO feed (" FEED_COLUMNS_SQL
	       ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
	       " $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)",
	.in = DB_SHAPE(FEED_FIELDS),
	.data = DATA_NONE,
};
static const struct db_stmt feed_select = {
	.name = "feed_select",
	.sql = "SELECT " FEED_COLUMNS_SQL " FROM feed WHERE feed_id = $1",
	FEED_KEY,
	FEED_OUT,
	.data = DATA_NONE,
};
static const struct db_stmt feed_by_sequence = {
	.name = "feed_by_sequence",
	.sql = "SELECT " FEED_COLUMNS_SQL " FROM feed WHERE body_id = $1 AND sequence = $2"
	       " ORDER BY CASE WHEN attempt = 0 THEN 0 ELSE 1 END, attempt DESC LIMIT 1",
	.in = DB_SHAPE(DB_FIELD(struct feed, body_id), DB_FIELD(struct feed, sequence)),
	FEED_OUT,
	.data = DATA_NONE,
};
/* What was sent back is stored as REJECTED, with a code of its own. */
struct page {
	body_id body;
	str state;
	int64_t max, skip, sent_back;
};
#define FEED_FILTER_SQL \
	" FROM feed WHERE ($1 = 0 OR body_id = $1) AND ($2 = '' OR ($2 = 'SENT_BACK' AND error = $3) OR" \
	" (state = $2 AND error <> $3))"
static const struct db_stmt feed_page = {
	.name = "feed_page",
	.sql = "SELECT " FEED_COLUMNS_SQL FEED_FILTER_SQL " ORDER BY feed_id DESC LIMIT $4 OFFSET $5",
	.in = DB_SHAPE(DB_FIELD(struct page, body), DB_FIELD(struct page, state),
		       DB_FIELD(struct page, sent_back), DB_FIELD(struct page, max),
		       DB_FIELD(struct page, skip)),
	FEED_OUT,
	.data = DATA_NONE,
};
struct total {
	int64_t n;
};
static const struct db_stmt feed_page_total = {
	.name = "feed_page_total",
	.sql = "SELECT count(*) AS n" FEED_FILTER_SQL,
	.in = DB_SHAPE(DB_FIELD(struct page, body), DB_FIELD(struct page, state),
		       DB_FIELD(struct page, sent_back)),
	.out = DB_SHAPE(DB_FIELD(struct total, n)),
	.out_size = sizeof(struct total),
	.data = DATA_NONE,
};

static const struct db_stmt feed_sequence_marks = {
	.name = "feed_sequence_marks",
	.sql =
	    "SELECT coalesce(max(CASE WHEN state IN ('APPLIED', 'ANSWERED') THEN sequence END), 0) AS "
	    "applied,"
	    " coalesce(min(CASE WHEN state NOT IN ('APPLIED', 'ANSWERED', 'REJECTED') THEN sequence END), 0)"
	    " AS waiting, coalesce(max(CASE WHEN state <> 'REJECTED' THEN sequence END), 0) AS last"
	    " FROM feed WHERE body_id = $1 AND attempt = 0",
	.in = DB_SHAPE(DB_FIELD(struct feed, body_id)),
	.out = DB_SHAPE(DB_FIELD(struct feed_sequences, applied), DB_FIELD(struct feed_sequences, waiting),
			DB_FIELD(struct feed_sequences, last)),
	.out_size = sizeof(struct feed_sequences),
	.data = DATA_NONE,
};

struct move {
	feed_id feed_id;
	str state, was;
	instant at;
};
static const struct db_stmt feed_set_state = {
	.name = "feed_set_state",
	.sql = "UPDATE feed SET state = $2, step = '', step_done = 0, step_total = 0 WHERE feed_id = $1 AND "
	       "state = $3",
	.in = DB_SHAPE(DB_FIELD(struct move, feed_id), DB_FIELD(struct move, state),
		       DB_FIELD(struct move, was)),
	.data = DATA_NONE,
};
static const struct db_stmt feed_set_received = {
	.name = "feed_set_received",
	.sql = "UPDATE feed SET received_at = $2 WHERE feed_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct move, feed_id), DB_FIELD(struct move, at)),
	.data = DATA_NONE,
};
/* The sequence becomes free for another try: the refused one gets the next attempt number. */
static const struct db_stmt feed_set_rejected = {
	.name = "feed_set_rejected",
	.sql = "UPDATE feed SET error = $2, error_detail = $3, attempt = 1 + (SELECT max(o.attempt) FROM "
	       "feed o WHERE"
	       " o.body_id = feed.body_id AND o.sequence = feed.sequence) WHERE feed_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct feed, feed_id), DB_FIELD(struct feed, error),
		       DB_FIELD(struct feed, error_detail)),
	.data = DATA_NONE,
};
static const struct db_stmt feed_set_progress = {
	.name = "feed_set_progress",
	.sql =
	    "UPDATE feed SET step = $2, step_done = $3, step_total = $4, step_began = $5 WHERE feed_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct feed, feed_id), DB_FIELD(struct feed, step),
		       DB_FIELD(struct feed, step_done), DB_FIELD(struct feed, step_total),
		       DB_FIELD(struct feed, step_began)),
	.data = DATA_NONE,
};
static const struct db_stmt feed_set_simulated = {
	.name = "feed_set_simulated",
	.sql = "UPDATE feed SET registered = $2, register_mark = $3 WHERE feed_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct feed, feed_id), DB_FIELD(struct feed, registered),
		       DB_FIELD(struct feed, register_mark)),
	.data = DATA_NONE,
};
static const struct db_stmt feed_set_approved = {
	.name = "feed_set_approved",
	.sql = "UPDATE feed SET approved_by = $2 WHERE feed_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct feed, feed_id), DB_FIELD(struct feed, approved_by)),
	.data = DATA_NONE,
};
static const struct db_stmt feed_set_numbers = {
	.name = "feed_set_numbers",
	.sql = "UPDATE feed SET first_person_id = $2, first_number = $3, applied_at = $4 WHERE feed_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct feed, feed_id), DB_FIELD(struct feed, first_person_id),
		       DB_FIELD(struct feed, first_number), DB_FIELD(struct feed, applied_at)),
	.data = DATA_NONE,
};

#define STEP_FIELDS \
	DB_FIELD(struct feed_step, feed_id), DB_FIELD(struct feed_step, at), \
	    DB_FIELD(struct feed_step, state), DB_FIELD(struct feed_step, user_id), \
	    DB_FIELD(struct feed_step, note)
/* Two steps within one microsecond keep their order: the later one waits for the next. */
static const struct db_stmt feed_step_insert = {
	.name = "feed_step_insert",
	.sql = "INSERT INTO feed_step (feed_id, at, state, user_id, note) SELECT $1, CASE WHEN "
	       "coalesce(max(at), 0) >= $2"
	       " THEN max(at) + 1 ELSE $2 END, $3, $4, $5 FROM feed_step WHERE feed_id = $1",
	.in = DB_SHAPE(STEP_FIELDS),
	.data = DATA_NONE,
};
static const struct db_stmt feed_step_list = {
	.name = "feed_step_list",
	.sql = "SELECT feed_id, at, state, user_id, note FROM feed_step WHERE feed_id = $1 ORDER BY at",
	.in = DB_SHAPE(DB_FIELD(struct feed_step, feed_id)),
	.out = DB_SHAPE(STEP_FIELDS),
	.out_size = sizeof(struct feed_step),
	.data = DATA_NONE,
};

#define PIECE_FIELDS \
	DB_FIELD(struct feed_piece, feed_id), DB_FIELD(struct feed_piece, part), \
	    DB_FIELD(struct feed_piece, position), DB_FIELD(struct feed_piece, bytes), \
	    DB_FIELD(struct feed_piece, packed)
#define PIECE_CLASSES DATA_IDENTITY | DATA_CONTACT | DATA_SOCIAL | DATA_FINANCE
static const struct db_stmt feed_piece_insert = {
	.name = "feed_piece_insert",
	.sql = "INSERT INTO feed_piece (feed_id, part, position, bytes, packed) VALUES ($1, $2, $3, $4, $5)",
	.in = DB_SHAPE(PIECE_FIELDS),
	.data = PIECE_CLASSES,
};
static const struct db_stmt feed_piece_select = {
	.name = "feed_piece_select",
	.sql = "SELECT feed_id, part, position, bytes, packed FROM feed_piece WHERE feed_id = $1 AND part = "
	       "$2 AND"
	       " position = $3",
	.in = DB_SHAPE(DB_FIELD(struct feed_piece, feed_id), DB_FIELD(struct feed_piece, part),
		       DB_FIELD(struct feed_piece, position)),
	.out = DB_SHAPE(PIECE_FIELDS),
	.out_size = sizeof(struct feed_piece),
	.data = PIECE_CLASSES,
};
static const struct db_stmt feed_piece_bytes = {
	.name = "feed_piece_bytes",
	.sql = "SELECT CAST(coalesce(sum(bytes), 0) AS BIGINT) AS n FROM feed_piece WHERE feed_id = $1 AND "
	       "part = $2",
	.in = DB_SHAPE(DB_FIELD(struct feed_piece, feed_id), DB_FIELD(struct feed_piece, part)),
	.out = DB_SHAPE(DB_FIELD(struct total, n)),
	.out_size = sizeof(struct total),
	.data = DATA_NONE,
};
static const struct db_stmt feed_piece_delete = {
	.name = "feed_piece_delete",
	.sql = "DELETE FROM feed_piece WHERE feed_id = $1 AND part = $2",
	.in = DB_SHAPE(DB_FIELD(struct feed_piece, feed_id), DB_FIELD(struct feed_piece, part)),
	.data = PIECE_CLASSES,
};

#define LINE_FIELDS \
	DB_FIELD(struct feed_line, feed_id), DB_FIELD(struct feed_line, line), \
	    DB_FIELD(struct feed_line, outcome), DB_FIELD(struct feed_line, code), \
	    DB_FIELD(struct feed_line, nth), DB_FIELD(struct feed_line, person_id)
const struct db_table feed_line_table = {
	.name = "feed_line",
	.cols = DB_SHAPE(LINE_FIELDS),
	.row_size = sizeof(struct feed_line),
	.data = DATA_SOCIAL,
};
static const struct db_stmt feed_line_delete = {
	.name = "feed_line_delete",
	.sql = "DELETE FROM feed_line WHERE feed_id = $1 AND line >"
	       " (SELECT coalesce(max(line), 0) - $2 FROM feed_line WHERE feed_id = $1)",
	.in = DB_SHAPE(DB_FIELD(struct feed_line, feed_id), DB_FIELD(struct feed_line, nth)),
	.data = DATA_SOCIAL,
};
static const struct db_stmt feed_line_page = {
	.name = "feed_line_page",
	.sql = "SELECT feed_id, line, outcome, code, nth, person_id FROM feed_line WHERE feed_id = $1 AND "
	       "line > $2"
	       " ORDER BY line LIMIT $3",
	.in = DB_SHAPE(DB_FIELD(struct feed_line, feed_id), DB_FIELD(struct feed_line, line),
		       DB_FIELD(struct feed_line, nth)),
	.out = DB_SHAPE(LINE_FIELDS),
	.out_size = sizeof(struct feed_line),
	.data = DATA_SOCIAL,
};

#define COUNT_FIELDS \
	DB_FIELD(struct feed_count, feed_id), DB_FIELD(struct feed_count, outcome), \
	    DB_FIELD(struct feed_count, code), DB_FIELD(struct feed_count, n)
static const struct db_table count_table = {
	.name = "feed_count",
	.cols = DB_SHAPE(COUNT_FIELDS),
	.row_size = sizeof(struct feed_count),
	.data = DATA_NONE,
};
static const struct db_stmt feed_count_delete = {
	.name = "feed_count_delete",
	.sql = "DELETE FROM feed_count WHERE feed_id = $1",
	FEED_KEY,
	.data = DATA_NONE,
};
static const struct db_stmt feed_count_list = {
	.name = "feed_count_list",
	.sql = "SELECT feed_id, outcome, code, n FROM feed_count WHERE feed_id = $1 ORDER BY outcome, code",
	FEED_KEY,
	.out = DB_SHAPE(COUNT_FIELDS),
	.out_size = sizeof(struct feed_count),
	.data = DATA_NONE,
};
#define REACH(f) DB_FIELD(struct feed_reach, f)
#define REACH_FIELDS REACH(feed_id), REACH(language), REACH(mobile), REACH(mail), REACH(n)
static const struct db_table reach_table = {
	.name = "feed_reach",
	.cols = DB_SHAPE(REACH_FIELDS),
	.row_size = sizeof(struct feed_reach),
	.data = DATA_NONE,
};
static const struct db_stmt feed_reach_delete = {
	.name = "feed_reach_delete",
	.sql = "DELETE FROM feed_reach WHERE feed_id = $1",
	FEED_KEY,
	.data = DATA_NONE,
};
static const struct db_stmt feed_reach_list = {
	.name = "feed_reach_list",
	.sql = "SELECT feed_id, language, mobile, mail, n FROM feed_reach WHERE feed_id = $1"
	       " ORDER BY language, mobile, mail",
	FEED_KEY,
	.out = DB_SHAPE(REACH_FIELDS),
	.out_size = sizeof(struct feed_reach),
	.data = DATA_NONE,
};
#define EXAMPLE_FIELDS \
	DB_FIELD(struct feed_example, feed_id), DB_FIELD(struct feed_example, outcome), \
	    DB_FIELD(struct feed_example, code), DB_FIELD(struct feed_example, line), \
	    DB_FIELD(struct feed_example, record_id), DB_FIELD(struct feed_example, name), \
	    DB_FIELD(struct feed_example, detail)
static const struct db_table example_table = {
	.name = "feed_example",
	.cols = DB_SHAPE(EXAMPLE_FIELDS),
	.row_size = sizeof(struct feed_example),
	.data = DATA_IDENTITY,
};
static const struct db_stmt feed_example_delete = {
	.name = "feed_example_delete",
	.sql = "DELETE FROM feed_example WHERE feed_id = $1",
	FEED_KEY,
	.data = DATA_IDENTITY,
};
static const struct db_stmt feed_example_list = {
	.name = "feed_example_list",
	.sql = "SELECT feed_id, outcome, code, line, record_id, name, detail FROM feed_example WHERE feed_id "
	       "= $1"
	       " ORDER BY outcome, code, line",
	FEED_KEY,
	.out = DB_SHAPE(EXAMPLE_FIELDS),
	.out_size = sizeof(struct feed_example),
	.data = DATA_IDENTITY,
};

#define RECORD_FIELDS \
	DB_FIELD(struct feed_record, body_id), DB_FIELD(struct feed_record, record_id), \
	    DB_FIELD(struct feed_record, person_id), DB_FIELD(struct feed_record, row_hash), \
	    DB_FIELD(struct feed_record, feed_id)
const struct db_table feed_record_table = {
	.name = "feed_record",
	.cols = DB_SHAPE(RECORD_FIELDS),
	.row_size = sizeof(struct feed_record),
	.data = DATA_IDENTITY,
};
const struct db_stmt feed_record_lookup = {
	.name = "feed_record_lookup",
	.sql =
	    "SELECT body_id, record_id, person_id, row_hash, feed_id FROM feed_record WHERE body_id = $1 AND"
	    " record_id = @key ORDER BY record_id",
	.in = DB_SHAPE(DB_FIELD(struct feed_record, body_id)),
	.out = DB_SHAPE(RECORD_FIELDS),
	.out_size = sizeof(struct feed_record),
	.data = DATA_IDENTITY,
	.keyed = true,
	.key = DB_TEXT,
};
static const struct db_stmt feed_record_upsert = {
	.name = "feed_record_upsert",
	.sql = "INSERT INTO feed_record (body_id, record_id, person_id, row_hash, feed_id) VALUES ($1, $2, "
	       "$3, $4, $5)"
	       " ON CONFLICT (body_id, record_id) DO UPDATE SET person_id = excluded.person_id,"
	       " row_hash = excluded.row_hash, feed_id = excluded.feed_id",
	.in = DB_SHAPE(RECORD_FIELDS),
	.data = DATA_IDENTITY,
};
static const struct db_stmt feed_record_delete = {
	.name = "feed_record_delete",
	.sql = "DELETE FROM feed_record WHERE body_id = $1 AND record_id = $2",
	.in = DB_SHAPE(DB_FIELD(struct feed_record, body_id), DB_FIELD(struct feed_record, record_id)),
	.data = DATA_IDENTITY,
};

const struct db_stmt *const feed_stmts[] = {
	&feed_insert,
	&feed_select,
	&feed_by_sequence,
	&feed_page,
	&feed_page_total,
	&feed_sequence_marks,
	&feed_set_state,
	&feed_set_received,
	&feed_set_rejected,
	&feed_set_progress,
	&feed_set_simulated,
	&feed_set_approved,
	&feed_set_numbers,
	&feed_step_insert,
	&feed_step_list,
	&feed_piece_insert,
	&feed_piece_select,
	&feed_piece_delete,
	&feed_line_delete,
	&feed_line_page,
	&feed_count_delete,
	&feed_count_list,
	&feed_reach_delete,
	&feed_reach_list,
	&feed_example_delete,
	&feed_example_list,
	&feed_piece_bytes,
	&feed_record_lookup,
	&feed_record_upsert,
	&feed_record_delete,
	NULL,
};

rc feed_add(struct tx *tx, const struct feed *f) { return db_exec(tx, &feed_insert, f, NULL); }

static rc none(rc r)
{
	if (rc_is(r, E_DB_NONE))
		FAIL(FEED_NONE);
	return r;
}

rc feed_get(struct tx *tx, feed_id id, struct arena *a, struct feed *ret)
{
	struct feed key = { .feed_id = id };

	return none(db_one(tx, &feed_select, &key, a, ret));
}

rc feed_find(struct tx *tx, body_id body, int64_t sequence, struct arena *a, struct feed *ret)
{
	struct feed key = { .body_id = body, .sequence = sequence };

	return none(db_one(tx, &feed_by_sequence, &key, a, ret));
}

rc feed_list(struct tx *tx, const struct feed_filter *f, struct arena *a, struct feed **ret, size_t *ret_n,
	     int64_t *ret_total)
{
	struct page p = { f->body, f->state, f->max, f->skip, E_FEED_SENT_BACK };
	struct total t;

	must(f->max > 0 && f->skip >= 0);
	TRY(db_one(tx, &feed_page_total, &p, a, &t));
	*ret_total = t.n;
	return db_rows(tx, &feed_page, &p, (size_t)f->max, a, ret, ret_n);
}

rc feed_part_bytes(struct tx *tx, feed_id id, str part, struct arena *a, int64_t *ret)
{
	struct feed_piece key = { .feed_id = id, .part = part };
	struct total t;

	TRY(db_one(tx, &feed_piece_bytes, &key, a, &t));
	*ret = t.n;
	return OK;
}

rc feed_sequences(struct tx *tx, body_id body, struct arena *a, struct feed_sequences *ret)
{
	struct feed key = { .body_id = body };

	return db_one(tx, &feed_sequence_marks, &key, a, ret);
}

rc feed_move(struct tx *tx, const struct feed *f, enum feed_state to, user_id who, instant now, str note)
{
	struct move m = { f->feed_id, feed_state_name(to), f->state, now };
	struct feed_step step = { f->feed_id, now, m.state, who, note };
	int64_t changed;

	TRY(db_exec(tx, &feed_set_state, &m, &changed));
	CHECK(changed == 1, FEED_STATE);
	if (to == FEED_RECEIVED)
		TRY(db_exec(tx, &feed_set_received, &m, NULL));
	return db_exec(tx, &feed_step_insert, &step, NULL);
}

rc feed_reject(struct tx *tx, const struct feed *f, int error, str detail, user_id who, instant now)
{
	struct feed row = { .feed_id = f->feed_id, .error = error, .error_detail = detail };

	TRY(feed_move(tx, f, FEED_REJECTED, who, now, detail));
	return db_exec(tx, &feed_set_rejected, &row, NULL);
}

rc feed_progress(struct tx *tx, feed_id id, str step, int64_t done, int64_t total, instant began)
{
	struct feed f = {
		.feed_id = id, .step = step, .step_done = done, .step_total = total, .step_began = began
	};

	return db_exec(tx, &feed_set_progress, &f, NULL);
}

rc feed_simulated(struct tx *tx, feed_id id, int64_t registered, str register_mark)
{
	struct feed f = { .feed_id = id, .registered = registered, .register_mark = register_mark };

	return db_exec(tx, &feed_set_simulated, &f, NULL);
}

rc feed_approved(struct tx *tx, feed_id id, user_id who)
{
	struct feed f = { .feed_id = id, .approved_by = who };

	return db_exec(tx, &feed_set_approved, &f, NULL);
}

rc feed_numbered(struct tx *tx, feed_id id, int64_t first_person_id, int64_t first_number, instant applied_at)
{
	struct feed f = { .feed_id = id,
			  .first_person_id = first_person_id,
			  .first_number = first_number,
			  .applied_at = applied_at };

	return db_exec(tx, &feed_set_numbers, &f, NULL);
}

rc feed_steps(struct tx *tx, feed_id id, struct arena *a, struct feed_step **ret, size_t *ret_n)
{
	enum { STEPS_MAX = 1000 };
	struct feed_step key = { .feed_id = id };

	return db_rows(tx, &feed_step_list, &key, STEPS_MAX, a, ret, ret_n);
}

rc feed_piece_add(struct tx *tx, const struct feed_piece *p)
{
	return db_exec(tx, &feed_piece_insert, p, NULL);
}

rc feed_piece_get(struct tx *tx, feed_id id, str part, int64_t position, struct arena *a,
		  struct feed_piece *ret)
{
	struct feed_piece key = { .feed_id = id, .part = part, .position = position };

	return db_one(tx, &feed_piece_select, &key, a, ret);
}

rc feed_pieces_drop(struct tx *tx, feed_id id, str part)
{
	struct feed_piece key = { .feed_id = id, .part = part };

	return db_exec(tx, &feed_piece_delete, &key, NULL);
}

rc feed_lines_drop(struct tx *tx, feed_id id, int64_t max, int64_t *ret_dropped)
{
	struct feed_line key = { .feed_id = id, .nth = max };

	return db_exec(tx, &feed_line_delete, &key, ret_dropped);
}

rc feed_lines(struct tx *tx, feed_id id, int64_t after, size_t max, struct arena *a, struct feed_line **ret,
	      size_t *ret_n)
{
	struct feed_line key = { .feed_id = id, .line = after, .nth = (int64_t)max };

	return db_rows(tx, &feed_line_page, &key, max, a, ret, ret_n);
}

rc feed_report_set(struct tx *tx, feed_id id, const struct feed_count *c, size_t n,
		   const struct feed_example *e, size_t e_n, const struct feed_reach *r, size_t r_n)
{
	struct feed key = { .feed_id = id };

	TRY(db_exec(tx, &feed_count_delete, &key, NULL));
	TRY(db_exec(tx, &feed_example_delete, &key, NULL));
	TRY(db_exec(tx, &feed_reach_delete, &key, NULL));
	TRY(db_load(tx, &count_table, c, n));
	TRY(db_load(tx, &reach_table, r, r_n));
	return db_load(tx, &example_table, e, e_n);
}

rc feed_reaches(struct tx *tx, feed_id id, struct arena *a, struct feed_reach **ret, size_t *ret_n)
{
	struct feed key = { .feed_id = id };

	return db_rows(tx, &feed_reach_list, &key, FEED_REACHES, a, ret, ret_n);
}

rc feed_counts(struct tx *tx, feed_id id, struct arena *a, struct feed_count **ret, size_t *ret_n)
{
	struct feed key = { .feed_id = id };

	return db_rows(tx, &feed_count_list, &key, FEED_COUNTS_MAX, a, ret, ret_n);
}

rc feed_examples(struct tx *tx, feed_id id, struct arena *a, struct feed_example **ret, size_t *ret_n)
{
	struct feed key = { .feed_id = id };

	return db_rows(tx, &feed_example_list, &key, (size_t)FEED_COUNTS_MAX * FEED_EXAMPLES, a, ret, ret_n);
}

rc feed_record_set(struct tx *tx, const struct feed_record *r)
{
	return db_exec(tx, &feed_record_upsert, r, NULL);
}

rc feed_record_drop(struct tx *tx, body_id body, str record_id)
{
	struct feed_record key = { .body_id = body, .record_id = record_id };

	return db_exec(tx, &feed_record_delete, &key, NULL);
}
