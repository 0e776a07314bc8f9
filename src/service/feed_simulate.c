/* service/feed_simulate.c */
#include "service/feed_simulate.h"

#include "service/feed_match.h"
#include "service/lease.h"

#include "base/ahead.h"
#include "base/log.h"
#include "base/utf8.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/person/person.h"

#include "store/db.h"
#include "store/spool.h"

#include <stdlib.h>

/* A chunk is one write transaction: short enough that others hardly wait, long enough that the disk does
 * little. */
enum { CHUNK = 20000, CHUNK_MEMORY = 8 << 20, FINDINGS_MAX = 32 };

/* What becomes of each row: the work of a second thread (base/ahead.h) while lines are written. */
struct resolving {
	feed_id id;
	struct arena a;
	struct db *db; /* its own connection */
	struct feed_match *match;
	struct spool *resolved;
	int64_t line; /* the last row resolved */
	int64_t next; /* people registered so far */
	int64_t counts[OUTCOMES][FEED_CODES];
	int64_t reach[STAGED_REACHES]; /* of those who would be registered */
	struct feed_example *examples;
	size_t examples_n;
};

struct line_chunk {
	struct feed_line *lines;
	size_t n;
	int64_t line; /* the last one */
};

struct simulating {
	struct db *db;
	struct arena *a;
	feed_id id;
	user_id who;
	struct feed feed;
	struct lease lease;
	str mark;
	struct resolving resolving;
	const struct line_chunk *chunk; /* being written */
	int64_t dropped;
	enum feed_state to;
	instant began;
	feed_watch *watch;
	void *cls;
};

static rc claim(struct tx *tx, void *cls)
{
	struct simulating *s = cls;
	instant now = clock_now();
	struct feed_sequences of_body;

	TRY(feed_get(tx, s->id, s->a, &s->feed));
	enum feed_state state = feed_state_of(s->feed.state);
	CHECK(state >= FEED_VERIFIED && state <= FEED_APPROVED, FEED_STATE);
	/* half applied: its people have their numbers; only applying may go on */
	CHECK(s->feed.first_person_id == 0, FEED_STATE);
	TRY(feed_sequences(tx, s->feed.body_id, s->a, &of_body));
	CHECK(of_body.waiting == s->feed.sequence, FEED_ORDER);
	TRY(lease_begin(tx, &s->lease));
	/* its lines go away now: nobody may approve, or apply, what is half there */
	if (state >= FEED_SIMULATED) {
		TRY(feed_move(tx, &s->feed, FEED_VERIFIED, s->who, now, S("")));
		s->feed.state = feed_state_name(FEED_VERIFIED);
	}
	return person_mark(tx, s->a, &s->mark);
}

static rc drop_chunk(struct tx *tx, void *cls)
{
	struct simulating *s = cls;

	TRY(lease_go_on(tx, &s->lease));
	return feed_lines_drop(tx, s->id, CHUNK, &s->dropped);
}

/* What an interrupted or stale simulation left: from behind, so that what is left is always its beginning. */
static rc drop_lines(struct simulating *s)
{
	do
		TRY(db_write_bulk(s->db, FOR_REGISTRATION, "feed lines drop", drop_chunk, s));
	while (s->dropped > 0);
	return OK;
}

static rc move(struct tx *tx, void *cls)
{
	struct simulating *s = cls;

	return feed_move(tx, &s->feed, s->to, s->who, clock_now(), S(""));
}

static rc reach(struct simulating *s, enum feed_state to)
{
	s->to = to;
	TRY(db_write(s->db, FOR_REGISTRATION, "feed state", move, s));
	s->feed.state = feed_state_name(to);
	return OK;
}

static rc write_chunk(struct tx *tx, void *cls)
{
	struct simulating *s = cls;

	TRY(lease_go_on(tx, &s->lease));
	TRY(feed_progress(tx, s->id, S("SIMULATE"), s->chunk->line, s->feed.rows_told, s->began));
	return db_load(tx, &feed_line_table, s->chunk->lines, s->chunk->n);
}

static struct resolved earlier(void *cls, int64_t row)
{
	struct resolving *s = cls;
	struct resolved r = { .nth = -1, .outcome = OUT_REJECTED };

	if (!rc_ok(spool_get(s->resolved, (row - 1) * (int64_t)sizeof r, &r, sizeof r)))
		log_error("feed: an earlier row can't be read again"); /* the next write to the spool fails as
									  well */
	return r;
}

static str joined(struct arena *a, str last, str first)
{
	return last.n > 0 && first.n > 0 ? str_printf(a, "%.*s %.*s", STR_ARG(last), STR_ARG(first))
					 : str_printf(a, "%.*s%.*s", STR_ARG(last), STR_ARG(first));
}

/* The value that a code speaks of. */
static enum feed_column column_of(int code)
{
	static const enum feed_column of[CODE_WARNINGS] = {
		[CODE_ID_SHARED] = COL_ID_VALUE,
		[CODE_PROBABLE_DUPLICATE] = COL_ID_VALUE,
		[CODE_BIRTH_DATE_INVALID] = COL_BIRTH_DATE,
		[CODE_BIRTH_DATE_FUTURE] = COL_BIRTH_DATE,
		[CODE_SEX_INVALID] = COL_SEX,
		[CODE_COMMUNE_UNKNOWN] = COL_COMMUNE,
		[CODE_INCOME_CLASS_UNKNOWN] = COL_INCOME_CLASS,
		[CODE_ACTION_INVALID] = COL_ACTION,
	};

	if (code < CODE_WARNINGS)
		return of[code];
	switch (code - CODE_WARNINGS) {
	case WARN_PHONE:
		return COL_PHONE;
	case WARN_EMAIL:
		return COL_EMAIL;
	case WARN_RIB:
		return COL_RIB;
	default:
		return COL_ACTIVITY_START;
	}
}

static bool printable(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ')
			return false;
	return utf8_valid(s);
}

static str example_text(struct arena *a, str s)
{
	enum { SHOWN = 80 };

	if (!printable(s))
		return S("?");
	while (s.n > SHOWN || (s.n > 0 && !utf8_valid(s)))
		s.n--;
	return str_copy(a, s);
}

static rc example(struct resolving *s, int64_t line, const struct resolved *r)
{
	const struct csv_row *csv;
	const struct row_rules *rules = feed_match_rules(s->match);
	str f[FEED_COLUMNS];

	TRY(feed_match_row(s->match, line, &csv));
	for (int i = 0; i < FEED_COLUMNS; i++)
		f[i] = rules->at[i] < csv->n ? csv->field[rules->at[i]] : S("");
	str name = f[COL_LAST_NAME].n + f[COL_FIRST_NAME].n > 0
		       ? joined(&s->a, f[COL_LAST_NAME], f[COL_FIRST_NAME])
		       : joined(&s->a, f[COL_LAST_NAME_AR], f[COL_FIRST_NAME_AR]);
	enum feed_column about = column_of(r->code);
	s->examples[s->examples_n++] = (struct feed_example){
		.feed_id = s->id,
		.outcome = feed_outcome_name((enum feed_outcome)r->outcome),
		.code = feed_code_name(r->code),
		.line = line,
		.record_id = example_text(&s->a, f[COL_RECORD_ID]),
		.name = example_text(&s->a, name),
		.detail = about == COL_RECORD_ID ? S("") : example_text(&s->a, f[about]),
	};
	return OK;
}

static rc resolve_row(struct resolving *s, int64_t line, struct line_chunk *c)
{
	struct staged staged;
	struct finding f[FINDINGS_MAX];
	struct resolved r;
	size_t n;

	TRY(feed_match_staged(s->match, line, &staged));
	TRY(feed_match_findings(s->match, line, f, FINDINGS_MAX, &n));
	row_resolve((enum feed_code)staged.reject, staged.warnings, (enum row_action)staged.action, f, n,
		    earlier, s, (int32_t)s->next, &r);
	if (r.outcome == OUT_REGISTERED) {
		s->next++;
		s->reach[staged.reach]++;
	}
	TRY(spool_add(s->resolved, &r, sizeof r));
	if (s->counts[r.outcome][r.code]++ < FEED_EXAMPLES && r.outcome != OUT_UNCHANGED)
		TRY(example(s, line, &r));
	c->lines[c->n++] = (struct feed_line){
		.feed_id = s->id,
		.line = line,
		.outcome = feed_outcome_name((enum feed_outcome)r.outcome),
		.code = feed_code_name(r.code),
		.nth = r.nth,
		.person_id = { r.person_id },
	};
	return OK;
}

static rc resolve_chunk(void *cls, struct arena *a, void **ret)
{
	struct resolving *s = cls;
	struct line_chunk *c = arena_new(a, struct line_chunk);
	int64_t rows = feed_match_rows(s->match);

	db_catch_up(s->db);
	c->lines = arena_array(a, struct feed_line, CHUNK);
	for (; c->n < CHUNK && s->line < rows; s->line++)
		TRY(resolve_row(s, s->line + 1, c));
	c->line = s->line;
	*ret = c->n > 0 ? c : NULL;
	return OK;
}

static rc write_lines(void *cls, void *chunk)
{
	struct simulating *s = cls;

	s->chunk = chunk;
	TRY(db_write_bulk(s->db, FOR_REGISTRATION, "feed lines", write_chunk, s));
	s->watch(s->cls, "SIMULATE", s->chunk->line, s->feed.rows_told);
	return OK;
}

static rc resolve_all(struct simulating *s)
{
	struct resolving *r = &s->resolving;

	s->began = clock_now();
	TRY(spool_new(&r->a, &r->resolved));
	r->examples = arena_array(&r->a, struct feed_example, (size_t)FEED_COUNTS_MAX * FEED_EXAMPLES);
	return ahead_run(CHUNK_MEMORY, resolve_chunk, r, write_lines, s);
}

_Static_assert((int)FEED_REACHES == (int)STAGED_REACHES, "one row each");

static size_t reaches(const struct simulating *s, struct feed_reach ret[static FEED_REACHES])
{
	size_t n = 0;

	for (unsigned i = 0; i < STAGED_REACHES; i++)
		if (s->resolving.reach[i] > 0)
			ret[n++] = (struct feed_reach){ .feed_id = s->id,
							.language = staged_language(i),
							.mobile = (i & REACH_MOBILE) != 0,
							.mail = (i & REACH_MAIL) != 0,
							.n = s->resolving.reach[i] };
	return n;
}

static rc finish(struct tx *tx, void *cls)
{
	struct simulating *s = cls;
	const struct resolving *x = &s->resolving;
	struct feed_count counts[FEED_COUNTS_MAX];
	struct feed_reach reach[FEED_REACHES];
	size_t n = 0;
	instant now = clock_now();
	struct journal_entry e = {
		.user = s->who, .why = FOR_REGISTRATION, .kind = S("feed.simulated"), .object = s->id.v
	};

	for (int o = 0; o < OUTCOMES; o++)
		for (int c = 0; c < FEED_CODES; c++)
			if (x->counts[o][c] > 0)
				counts[n++] =
				    (struct feed_count){ s->id, feed_outcome_name((enum feed_outcome)o),
							 feed_code_name(c), x->counts[o][c] };
	TRY(feed_report_set(tx, s->id, counts, n, x->examples, x->examples_n, reach, reaches(s, reach)));
	TRY(feed_simulated(tx, s->id, x->next, s->mark));
	TRY(feed_move(tx, &s->feed, FEED_SIMULATED, s->who, now, S("")));
	TRY(lease_end(tx, &s->lease));
	return journal_write(tx, now, &e);
}

static rc resolved(struct simulating *s)
{
	TRY(reach(s, FEED_STAGED));
	TRY(reach(s, FEED_MATCHED));
	TRY(db_open_again(s->db, &s->resolving.a, &s->resolving.db));
	TRY(resolve_all(s));
	return db_write(s->db, FOR_REGISTRATION, "feed simulated", finish, s);
}

static rc simulate(struct simulating *s)
{
	struct resolving *x = &s->resolving;

	TRY(drop_lines(s));
	TRY(feed_match_run(s->db, s->a, &s->feed, s->watch, s->cls, &x->match));
	arena_init(&x->a, (size_t)32 << 20);
	x->id = s->id;
	rc r = resolved(s);
	feed_match_free(x->match);
	if (x->resolved != NULL)
		spool_free(x->resolved);
	if (x->db != NULL)
		db_close(x->db);
	arena_done(&x->a);
	return r;
}

rc feed_simulate(struct db *db, feed_id id, user_id who, feed_watch *watch, void *cls)
{
	struct arena a;

	arena_init(&a, (size_t)280 << 20);
	struct simulating *s = arena_new(&a, struct simulating);
	*s = (struct simulating){ .db = db, .a = &a, .id = id, .who = who, .watch = watch, .cls = cls };
	s->lease = lease_named(&a, str_printf(&a, "feed.%lld", (long long)id.v));
	rc r = db_write(db, FOR_REGISTRATION, "feed simulate", claim, s);
	if (rc_ok(r)) {
		r = simulate(s);
		if (!rc_ok(r))
			lease_let_go(db, FOR_REGISTRATION, &s->lease);
	}
	arena_done(&a);
	return r;
}

struct deciding {
	feed_id id;
	user_id who;
	str note;
	bool approve;
};

static rc decide(struct tx *tx, void *cls)
{
	struct deciding *d = cls;
	struct arena a;
	struct feed f;
	instant now = clock_now();
	struct journal_entry e = { .user = d->who,
				   .why = FOR_REGISTRATION,
				   .object = d->id.v,
				   .kind = d->approve ? S("feed.approved") : S("feed.sent_back") };

	arena_init(&a, 1 << 20);
	rc r = feed_get(tx, d->id, &a, &f);
	if (rc_ok(r) && !str_eq(f.state, feed_state_name(FEED_SIMULATED)))
		r = rc_raise(E_FEED_STATE, __FILE__, __LINE__);
	if (rc_ok(r) && d->approve) {
		struct feed_step *steps;
		size_t n = 0;
		r = feed_steps(tx, d->id, &a, &steps, &n);
		for (size_t i = 0; rc_ok(r) && i < n; i++)
			if (steps[i].user_id.v == d->who.v && feed_step_is_hand(&steps[i]))
				r = rc_raise(E_FEED_APPROVER, __FILE__, __LINE__);
		if (rc_ok(r))
			r = feed_move(tx, &f, FEED_APPROVED, d->who, now, d->note);
		if (rc_ok(r))
			r = feed_approved(tx, d->id, d->who);
	} else if (rc_ok(r)) {
		r = feed_reject(tx, &f, E_FEED_SENT_BACK, d->note, d->who, now);
	}
	arena_done(&a);
	TRY(r);
	return journal_write(tx, now, &e);
}

rc feed_approve(struct db *db, feed_id id, user_id who, str note)
{
	struct deciding d = { id, who, note, true };

	return db_write(db, FOR_REGISTRATION, "feed approve", decide, &d);
}

rc feed_send_back(struct db *db, feed_id id, user_id who, str note)
{
	struct deciding d = { id, who, note, false };

	CHECK(note.n > 0, FEED_REASON);
	return db_write(db, FOR_REGISTRATION, "feed send back", decide, &d);
}
