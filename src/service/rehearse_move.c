/* service/rehearse_move.c - what would become of each member. */
#include "service/move_people.h"

#include "domain/journal/journal.h"
#include "domain/law/version.h"

static rc begin(struct tx *tx, void *cls)
{
	static const char *const from[] = { "PREPARED", "REHEARSING", "REHEARSED", NULL };
	struct move_work *w = cls;
	struct scheme_move was;

	TRY(move_get(tx, w->j->nth, w->a, &was));
	TRY(move_in(&was, from));
	TRY(lease_begin(tx, &w->lease));
	w->m = was;
	if (str_eq(was.state, MOVE_REHEARSING))
		return OK; /* somebody was killed: it goes on */
	w->m.state = MOVE_REHEARSING;
	w->m.position = (person_id){ 0 };
	w->m.done = w->m.moved = w->m.left_out = w->m.dependants = 0;
	TRY(move_lines_drop(tx, was.move_id));
	TRY(move_population_n(tx, &was, &w->m.total));
	return move_put(tx, &was, &w->m);
}

struct sizing {
	struct move_line *line;
	size_t n, at;
};

static rc size(void *cls, const void *row)
{
	struct sizing *s = cls;
	const struct move_family_size *f = row;

	while (s->at < s->n && s->line[s->at].person_id.v < f->person_id.v)
		s->at++;
	if (s->at < s->n && s->line[s->at].person_id.v == f->person_id.v)
		s->line[s->at].dependants = f->n;
	return OK;
}

static rc lines(struct tx *tx, struct move_work *w, const person_id *id, size_t n)
{
	struct move_line *line = arena_array(w->tmp, struct move_line, n);
	struct sizing s = { line, n, 0 };
	struct rights_desk desk;
	struct move_head *head;
	struct id_run *run;
	size_t runs;

	TRY(rights_desk_open(tx, w->tmp, &desk));
	TRY(move_look(tx, w->tmp, &desk, &w->m, id, n, &head));
	for (size_t i = 0; i < n; i++)
		line[i] = (struct move_line){ .move_id = w->m.move_id,
					      .person_id = id[i],
					      .outcome = head[i].v.reason == MOVE_NO_REASON ? LINE_MOVED
											    : LINE_LEFT_OUT,
					      .reason = move_reason_name(head[i].v.reason),
					      .detail = head[i].v.detail,
					      .undo = S("") };
	id_runs(w->tmp, id, n, &run, &runs);
	for (size_t i = 0; i < runs; i++)
		TRY(move_family_sizes(tx, &w->m, run[i].first, run[i].last, size, &s));
	return db_load(tx, &move_line_table, line, n);
}

static rc chunk(struct tx *tx, void *cls)
{
	struct move_work *w = cls;
	person_id *id;
	size_t n;

	TRY(lease_go_on(tx, &w->lease));
	TRY(move_population(tx, &w->m, w->m.position, w->chunk, w->tmp, &id, &n));
	w->next = w->m;
	w->over = (int64_t)n < w->chunk;
	if (n == 0)
		return OK;
	TRY(lines(tx, w, id, n));
	w->next.position = id[n - 1];
	w->next.done += (int64_t)n;
	return move_put(tx, &w->m, &w->next);
}

static rc finish(struct tx *tx, void *cls)
{
	struct move_work *w = cls;
	instant now = clock_now();
	struct law_version law;
	struct move_count *c;
	size_t n;

	TRY(move_counts(tx, w->m.move_id, w->a, &c, &n));
	TRY(law_version_now(tx, w->a, &law));
	w->next = w->m;
	move_sum(&w->next, c, n);
	w->next.state = MOVE_REHEARSED;
	w->next.law = law.nth;
	w->next.rehearsed_at = now;
	w->next.position = (person_id){ 0 };
	w->next.total = w->m.done;
	TRY(move_put(tx, &w->m, &w->next));
	TRY(lease_end(tx, &w->lease));
	struct journal_entry e = { .user = w->j->who,
				   .why = FOR_REGISTRATION,
				   .kind = S("move.rehearsed"),
				   .object = w->m.move_id,
				   .detail = str_printf(w->a, "%lld moved, %lld left out, law %lld",
							(long long)w->next.moved, (long long)w->next.left_out,
							(long long)law.nth) };
	return journal_write(tx, now, &e);
}

rc move_rehearse(struct db *db, const struct move_job *j)
{
	static const struct move_steps steps = { "REHEARSE", "rehearse", MOVE_CHUNK, FOR_REGISTRATION,
						 begin,	     chunk,	 finish };

	return move_work_do(db, j, &steps);
}
