/* service/run_move.c - the memberships of many families end and begin on a day; or come back. */
#include "service/move_people.h"

#include "domain/family/family.h"
#include "domain/journal/journal.h"

#include "service/bulk_people.h"
#include "service/refresh_rights.h"

#include "store/db.h"

#include <stdlib.h>

#define STILL_TRUE ((instant){ INT64_MAX })

/* ---- whose rights follow ---- */

struct following {
	struct arena *a;
	const person_id *head; /* whose families */
	size_t heads, at;
	person_id *id;
	size_t n, room;
};

static void follow(struct following *f, person_id who)
{
	arena_room(f->a, f->id, f->n, f->room, 1024);
	f->id[f->n++] = who;
}

static rc follow_link(void *cls, const void *row)
{
	struct following *f = cls;
	const struct family_link *l = row;

	while (f->at < f->heads && f->head[f->at].v < l->person_id.v)
		f->at++;
	if (f->at < f->heads && f->head[f->at].v == l->person_id.v)
		follow(f, l->relative_id);
	return OK;
}

static int by_id(const void *x, const void *y)
{
	const person_id *a = x, *b = y;

	return (a->v > b->v) - (a->v < b->v);
}

/* These people and everybody who is or was a dependant of theirs, in the order of ids, each once. */
static rc families(struct tx *tx, struct arena *a, const person_id *head, size_t n, person_id **ret,
		   size_t *ret_n)
{
	struct following f = { .a = a, .head = head, .heads = n };
	struct id_run *run;
	size_t runs, k = 0;

	id_runs(a, head, n, &run, &runs);
	for (size_t i = 0; i < runs; i++)
		TRY(family_link_range(tx, run[i].first, run[i].last, KNOWN_NOW, follow_link, &f));
	for (size_t i = 0; i < n; i++)
		follow(&f, head[i]);
	qsort(f.id, f.n, sizeof *f.id, by_id);
	for (size_t i = 0; i < f.n; i++)
		if (k == 0 || f.id[k - 1].v != f.id[i].v)
			f.id[k++] = f.id[i];
	*ret = f.id;
	*ret_n = k;
	return OK;
}

static rc refresh_families(struct tx *tx, struct arena *a, instant now, const person_id *head, size_t n)
{
	enum { MEMORY = 256 << 20 };
	struct rights_refreshed done;
	struct rights_desk desk;
	struct id_run *run;
	person_id *id = NULL;
	size_t ids = 0, runs;
	rc r = OK;

	TRY(rights_desk_open(tx, a, &desk));
	TRY(families(tx, a, head, n, &id, &ids));
	id_runs(a, id, ids, &run, &runs);
	for (size_t i = 0; i < runs && rc_ok(r); i++) {
		struct arena own;
		arena_init(&own, MEMORY);
		r = refresh_rights_range(tx, &own, now, &desk, run[i].first, run[i].last, &done);
		arena_done(&own);
	}
	return r;
}

/* ---- a chunk ---- */

struct chunk {
	person_id *id;		/* of the families that are written */
	struct membership *row; /* two of each: the one of the old scheme, the one of the new one */
	size_t n;
	person_id first, last; /* of the lines that were looked at */
	instant now;
};

/* Later than everything known of them: two clocks may differ. */
static void know_after(struct chunk *c, const struct move_head *h)
{
	for (size_t i = 0; i < h->members_n; i++)
		if (c->now.us <= h->member[i].known_from.us)
			c->now.us = h->member[i].known_from.us + 1;
}

static void digest_rows(const struct chunk *c, unsigned char ret[static DIGEST_BYTES])
{
	struct digest d;

	digest_begin(&d);
	for (size_t i = 0; i < 2 * c->n; i += 2) {
		digest_int(&d, c->row[i].person_id.v);
		digest_int(&d, c->row[i].from_day.days);
		digest_int(&d, c->row[i + 1].until_day.days);
		digest_row_end(&d);
	}
	digest_end(&d, ret);
}

/* Which people: those of the move's lines that are MOVED, of this range of ids. */
static rc note_chunk(struct tx *tx, const struct move_work *w, const struct chunk *c, str kind)
{
	unsigned char digest[DIGEST_BYTES];
	struct journal_entry e = { .user = w->j->who,
				   .why = FOR_REGISTRATION,
				   .kind = kind,
				   .object = w->m.move_id,
				   .detail =
				       str_printf(w->tmp, "%lld..%lld, %lld families", (long long)c->first.v,
						  (long long)c->last.v, (long long)c->n),
				   .digest = { digest, sizeof digest } };

	digest_rows(c, digest);
	return journal_write(tx, c->now, &e);
}

static rc take_lines(struct tx *tx, struct move_work *w, struct chunk *c, struct move_line **line, size_t *n,
		     person_id **id)
{
	TRY(move_lines_next(tx, w->m.move_id, w->m.position, w->chunk, w->tmp, line, n));
	w->next = w->m;
	w->over = (int64_t)*n < w->chunk;
	*id = arena_array(w->tmp, person_id, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*id)[i] = (*line)[i].person_id;
	if (*n > 0) {
		c->first = (*id)[0];
		c->last = (*id)[*n - 1];
		w->next.position = c->last;
		w->next.done += (int64_t)*n;
	}
	c->now = clock_now();
	c->id = arena_array(w->tmp, person_id, *n + 1);
	c->row = arena_array(w->tmp, struct membership, 2 * *n + 1);
	c->n = 0;
	return OK;
}

/* ---- moving ---- */

static rc left_out(struct tx *tx, struct move_work *w, struct move_line *l, const struct move_verdict *v)
{
	l->outcome = LINE_LEFT_OUT;
	l->reason = move_reason_name(MOVE_CHANGED);
	l->detail = v->detail.n == 0 ? move_reason_name(v->reason)
				     : str_printf(w->tmp, "%.*s %.*s", STR_ARG(move_reason_name(v->reason)),
						  STR_ARG(v->detail));
	w->next.moved--;
	w->next.left_out++;
	w->next.dependants -= l->dependants;
	return move_line_put(tx, l);
}

static void moves(const struct move_work *w, struct chunk *c, person_id who, const struct membership *was)
{
	struct membership *ended = &c->row[2 * c->n], *begun = ended + 1;

	*ended = *was;
	ended->until_day = w->m.day;
	ended->state = S("ENDED");
	ended->source_id = w->m.move_id;
	*begun = (struct membership){ .person_id = who,
				      .scheme = w->m.to_scheme,
				      .from_day = w->m.day,
				      .until_day = was->until_day,
				      .state = S("ACTIVE"),
				      .profession = was->profession,
				      .income_class = S(""), /* of the old scheme */
				      .activity_start = was->activity_start,
				      .source_id = w->m.move_id };
	c->id[c->n++] = who;
}

static void known_now(struct chunk *c)
{
	for (size_t i = 0; i < 2 * c->n; i++) {
		c->row[i].known_from = c->now;
		c->row[i].known_until = STILL_TRUE;
	}
}

static rc run_chunk(struct tx *tx, void *cls)
{
	struct move_work *w = cls;
	struct rights_desk desk;
	struct move_head *head;
	struct move_line *line;
	struct chunk c;
	person_id *id;
	size_t n;
	int64_t ended;

	TRY(lease_go_on(tx, &w->lease));
	TRY(take_lines(tx, w, &c, &line, &n, &id));
	if (n == 0)
		return OK;
	TRY(rights_desk_open(tx, w->tmp, &desk));
	TRY(move_look(tx, w->tmp, &desk, &w->m, id, n, &head));
	for (size_t i = 0; i < n; i++) {
		if (head[i].v.reason != MOVE_NO_REASON) {
			TRY(left_out(tx, w, &line[i], &head[i].v));
			continue;
		}
		know_after(&c, &head[i]);
		moves(w, &c, id[i], head[i].v.ends);
	}
	known_now(&c);
	TRY(move_memberships_end(tx, &w->m, c.first, c.last, c.now, &ended));
	CHECK(ended == (int64_t)c.n, DB_CONFLICT); /* somebody changed one meanwhile */
	TRY(db_load(tx, &membership_table, c.row, 2 * c.n));
	TRY(refresh_families(tx, w->tmp, c.now, c.id, c.n));
	TRY(note_chunk(tx, w, &c, S("move.chunk")));
	return move_put(tx, &w->m, &w->next);
}

static rc run_begin(struct tx *tx, void *cls)
{
	static const char *const from[] = { "APPROVED", "RUNNING", NULL };
	struct move_work *w = cls;
	struct scheme_move was;

	TRY(move_get(tx, w->j->nth, w->a, &was));
	TRY(move_in(&was, from));
	TRY(lease_begin(tx, &w->lease));
	w->m = was;
	if (str_eq(was.state, MOVE_RUNNING))
		return OK; /* somebody was killed: it goes on */
	struct journal_entry e = {
		.user = w->j->who, .why = FOR_REGISTRATION, .kind = S("move.running"), .object = was.move_id
	};
	w->m.state = MOVE_RUNNING;
	w->m.position = (person_id){ 0 };
	w->m.done = 0;
	w->m.total = was.moved;
	TRY(move_put(tx, &was, &w->m));
	return journal_write(tx, clock_now(), &e);
}

static rc end(struct tx *tx, struct move_work *w, str to, str kind)
{
	struct journal_entry e = { .user = w->j->who,
				   .why = FOR_REGISTRATION,
				   .kind = kind,
				   .object = w->m.move_id,
				   .detail =
				       str_printf(w->a, "%lld moved, %lld left out", (long long)w->next.moved,
						  (long long)w->next.left_out) };

	w->next.state = to;
	w->next.position = (person_id){ 0 };
	TRY(move_put(tx, &w->m, &w->next));
	TRY(lease_end(tx, &w->lease));
	return journal_write(tx, clock_now(), &e);
}

/* Who became a member of the old scheme since the rehearsal is named, and the sums are made anew. */
static rc run_finish(struct tx *tx, void *cls)
{
	struct move_work *w = cls;
	struct move_count *c;
	int64_t came;
	size_t n;

	TRY(move_newcomers_add(tx, &w->m, &came));
	TRY(move_counts(tx, w->m.move_id, w->a, &c, &n));
	w->next = w->m;
	move_sum(&w->next, c, n);
	w->next.done_at = clock_now();
	return end(tx, w, MOVE_DONE, S("move.done"));
}

/* ---- undoing ---- */

/* The two rows that the move wrote, when nothing was written behind them; false otherwise. */
static bool untouched(const struct move_work *w, const struct move_head *h, const struct membership **ended,
		      const struct membership **begun)
{
	*ended = *begun = NULL;
	for (size_t i = 0; i < h->members_n; i++) {
		const struct membership *x = &h->member[i];
		bool ours = x->source_id == w->m.move_id;
		if (ours && str_eq(x->scheme, w->m.from_scheme) && x->until_day.days == w->m.day.days)
			*ended = x;
		else if (ours && str_eq(x->scheme, w->m.to_scheme) && x->from_day.days == w->m.day.days)
			*begun = x;
	}
	if (*ended == NULL || *begun == NULL)
		return false;
	for (size_t i = 0; i < h->members_n; i++)
		if (h->member[i].known_from.us > (*begun)->known_from.us)
			return false;
	return true;
}

static rc kept(struct tx *tx, struct move_line *l)
{
	l->undo = LINE_KEPT;
	return move_line_put(tx, l);
}

static rc back(struct tx *tx, struct move_work *w, struct chunk *c, struct membership *again)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct membership *ended = &c->row[2 * i], *begun = ended + 1;
		TRY(membership_retract(tx, ended, c->now));
		TRY(membership_retract(tx, begun, c->now));
		again[i] = *ended;
		again[i].until_day = begun->until_day;
		again[i].state = S("ACTIVE");
		again[i].known_from = c->now;
		again[i].known_until = STILL_TRUE;
		again[i].source_id = w->m.move_id;
	}
	return db_load(tx, &membership_table, again, c->n);
}

static rc undo_chunk(struct tx *tx, void *cls)
{
	struct move_work *w = cls;
	const struct membership *ended, *begun;
	struct move_head *head;
	struct move_line *line;
	struct chunk c;
	person_id *id;
	size_t n;

	TRY(lease_go_on(tx, &w->lease));
	TRY(take_lines(tx, w, &c, &line, &n, &id));
	if (n == 0)
		return OK;
	TRY(move_members(tx, w->tmp, id, n, &head));
	for (size_t i = 0; i < n; i++) {
		if (!untouched(w, &head[i], &ended, &begun)) {
			TRY(kept(tx, &line[i]));
			continue;
		}
		know_after(&c, &head[i]);
		c.row[2 * c.n] = *ended;
		c.row[2 * c.n + 1] = *begun;
		c.id[c.n++] = id[i];
	}
	TRY(back(tx, w, &c, arena_array(w->tmp, struct membership, c.n + 1)));
	TRY(move_lines_undone(tx, w->m.move_id, c.first, c.last));
	TRY(refresh_families(tx, w->tmp, c.now, c.id, c.n));
	TRY(note_chunk(tx, w, &c, S("move.undone_chunk")));
	return move_put(tx, &w->m, &w->next);
}

static rc undo_begin(struct tx *tx, void *cls)
{
	static const char *const from[] = { "UNDOING", NULL };
	struct move_work *w = cls;

	TRY(move_get(tx, w->j->nth, w->a, &w->m));
	TRY(move_in(&w->m, from));
	return lease_begin(tx, &w->lease);
}

static rc undo_finish(struct tx *tx, void *cls)
{
	struct move_work *w = cls;

	w->next = w->m;
	w->next.undone_at = clock_now();
	return end(tx, w, MOVE_UNDONE, S("move.undone"));
}

/* ---- both ---- */

rc move_run(struct db *db, const struct move_job *j)
{
	static const struct move_steps steps = { "MOVE",    NULL,      MOVE_CHUNK, FOR_REGISTRATION,
						 run_begin, run_chunk, run_finish };

	return move_work_do(db, j, &steps);
}

rc move_undo(struct db *db, const struct move_job *j)
{
	static const struct move_steps steps = { "UNDO",     NULL,	 MOVE_CHUNK, FOR_REGISTRATION,
						 undo_begin, undo_chunk, undo_finish };

	return move_work_do(db, j, &steps);
}
