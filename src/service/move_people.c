/* service/move_people.c */
#include "service/move_people.h"

#include "domain/family/family.h"

#include "service/bulk_people.h"

#include "store/db.h"

#include <string.h>

enum { GAP_MAX = 32 /* ids between two people that are read although nobody asked for them */ };

void id_runs(struct arena *a, const person_id *id, size_t n, struct id_run **ret, size_t *ret_n)
{
	struct id_run *all = arena_array(a, struct id_run, n + 1);
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		struct id_run *r = k > 0 ? &all[k - 1] : NULL;
		if (r != NULL && id[i].v - r->last.v <= GAP_MAX && id[i].v - r->first.v < ID_RUN_MAX)
			r->last = id[i];
		else
			all[k++] = (struct id_run){ id[i], id[i] };
	}
	*ret = all;
	*ret_n = k;
}

/* Memberships of a range, of those among the ids. */
struct gathering {
	struct arena *a;
	const person_id *id;
	size_t n, at;
	struct move_head *head;
	struct membership *row;
	size_t rows, room;
};

static rc gather(void *cls, const void *r)
{
	struct gathering *g = cls;
	const struct membership *m = r;

	while (g->at < g->n && g->id[g->at].v < m->person_id.v)
		g->at++;
	if (g->at == g->n || g->id[g->at].v != m->person_id.v)
		return OK;
	arena_room(g->a, g->row, g->rows, g->room, 256);
	struct membership *is = &g->row[g->rows++];
	*is = *m;
	is->scheme = str_copy(g->a, m->scheme);
	is->state = str_copy(g->a, m->state);
	is->profession = str_copy(g->a, m->profession);
	is->income_class = str_copy(g->a, m->income_class);
	is->activity_start = str_copy(g->a, m->activity_start);
	g->head[g->at].members_n++;
	return OK;
}

rc move_members(struct tx *tx, struct arena *a, const person_id *id, size_t n, struct move_head **ret)
{
	struct move_head *head = arena_array(a, struct move_head, n + 1);
	struct gathering g = { .a = a, .id = id, .n = n, .head = head };
	struct id_run *run;
	size_t runs;

	memset(head, 0, n * sizeof *head);
	id_runs(a, id, n, &run, &runs);
	for (size_t i = 0; i < runs; i++)
		TRY(membership_range(tx, run[i].first, run[i].last, KNOWN_NOW, gather, &g));
	const struct membership *next = g.row;
	for (size_t i = 0; next != NULL && i < n; i++) {
		head[i].member = next;
		next += head[i].members_n;
	}
	*ret = head;
	return OK;
}

rc move_look(struct tx *tx, struct arena *a, const struct rights_desk *desk, const struct scheme_move *m,
	     const person_id *id, size_t n, struct move_head **ret)
{
	struct id_run *run;
	size_t runs, at = 0;

	TRY(move_members(tx, a, id, n, ret));
	struct move_head *head = *ret;
	id_runs(a, id, n, &run, &runs);
	for (size_t i = 0; i < runs; i++) {
		struct rights_people people;
		TRY(rights_people_facts(tx, a, run[i].first, run[i].last, KNOWN_NOW, &people));
		for (size_t k = 0; k < people.n && at < n; k++) {
			if (people.p[k].f.person.v != id[at].v)
				continue;
			struct move_candidate c = { people.p[k].active, &people.p[k].f, head[at].member,
						    head[at].members_n };
			head[at].v = move_decide(m, desk->law, &c, a);
			at++;
		}
	}
	CHECK(at == n, PERSON_NONE);
	return OK;
}

/* ---- work in short transactions ---- */

static rc chunks(struct move_work *w, const struct move_steps *s)
{
	enum { MEMORY = 256 << 20 };
	struct arena tmp;

	for (w->over = false; !w->over;) {
		arena_init(&tmp, MEMORY);
		w->tmp = &tmp;
		rc r = db_write_bulk(w->db, s->why, s->name, s->chunk_of, w);
		arena_done(&tmp);
		TRY(r);
		w->m = w->next;
		w->j->watch(w->j->cls, s->name, w->m.done, w->m.total);
	}
	return db_write(w->db, s->why, s->name, s->finish, w);
}

static rc work(struct move_work *w, const struct move_steps *s)
{
	TRY(db_write(w->db, s->why, s->name, s->begin, w));
	rc r = chunks(w, s);
	if (!rc_ok(r))
		lease_let_go(w->db, s->why, &w->lease);
	return r;
}

rc move_work_do(struct db *db, const struct move_job *j, const struct move_steps *s)
{
	struct arena a;

	arena_init(&a, 1 << 20);
	struct move_work w = { .db = db, .j = j, .a = &a, .chunk = j->chunk > 0 ? j->chunk : s->chunk };
	w.lease = s->lease == NULL
		      ? bulk_lease(&a)
		      : lease_named(&a, str_printf(&a, "move.%lld.%s", (long long)j->nth, s->lease));
	rc r = work(&w, s);
	arena_done(&a);
	return r;
}
