/* service/reconcile_move.c */
#include "service/reconcile_move.h"

#include "domain/journal/journal.h"
#include "domain/person/death.h"
#include "domain/person/person.h"
#include "domain/scheme/scheme.h"

#include "service/rights_people.h"

#include "store/db.h"

enum { PAGE = 20000, PAGE_MEMORY = 512 << 20 };

struct counting {
	struct arena *a, *tmp; /* of the counting, of a page */
	const struct move_job *j;
	struct scheme_move m;
	struct head_count *count;
	struct head_tally *tally;
	struct head_misfit *misfit;
	size_t counts_n, tallies_n, misfits_n, last;
	int64_t people;
};

/* ---- a page of people, table by table ---- */

struct human {
	struct head_person f;
	struct move_line line; /* no move_id: none */
};
struct list {
	struct arena *a;
	struct human *human;
	size_t n, room, at;
	unsigned char *row;
	size_t rows, rows_room;
};

static rc add_human(void *cls, const void *row)
{
	struct list *l = cls;
	const struct person_born *p = row;

	arena_room(l->a, l->human, l->n, l->room, 1024);
	l->human[l->n++] = (struct human){
		.f = { .active = str_eq(p->state, S("ACTIVE")), .died = DATE_NEVER, .person = p->person_id }
	};
	return OK;
}

static struct human *human_of(struct list *l, person_id who)
{
	while (l->at < l->n && l->human[l->at].f.person.v < who.v)
		l->at++;
	return l->at < l->n && l->human[l->at].f.person.v == who.v ? &l->human[l->at] : NULL;
}

static rc add_death(void *cls, const void *row)
{
	const struct person_death *d = row;
	struct human *h = human_of(cls, d->person_id);

	if (h != NULL)
		h->f.died = d->day;
	return OK;
}

static rc add_member(void *cls, const void *row)
{
	struct list *l = cls;
	const struct membership *m = row;
	struct human *h = human_of(l, m->person_id);

	if (h == NULL)
		return OK;
	l->row = arena_grown(l->a, l->row, l->rows, &l->rows_room, 1024, sizeof *m);
	struct membership *is = (struct membership *)(void *)l->row + l->rows++;
	*is = *m;
	is->scheme = str_copy(l->a, m->scheme);
	h->f.members_n++;
	return OK;
}

static rc add_right(void *cls, const void *row)
{
	struct list *l = cls;
	const struct right *r = row;
	struct human *h = human_of(l, r->person_id);

	if (h == NULL)
		return OK;
	l->row = arena_grown(l->a, l->row, l->rows, &l->rows_room, 1024, sizeof *r);
	struct right *is = (struct right *)(void *)l->row + l->rows++;
	*is = *r;
	is->scheme = str_copy(l->a, r->scheme);
	is->state = str_copy(l->a, r->state);
	h->f.rights_n++;
	return OK;
}

static rc add_line(void *cls, const void *row)
{
	struct list *l = cls;
	const struct move_line *x = row;
	struct human *h = human_of(l, x->person_id);

	if (h == NULL)
		return OK;
	h->line.move_id = x->move_id;
	h->line.outcome = str_eq(x->outcome, LINE_MOVED) ? LINE_MOVED : LINE_LEFT_OUT;
	h->line.undo = x->undo.n > 0 ? LINE_UNDONE : S("");
	return OK;
}

static void begin_table(struct list *l)
{
	l->at = 0;
	l->row = NULL;
	l->rows = l->rows_room = 0;
}

static rc read_page(struct tx *tx, struct counting *w, person_id first, person_id last, struct list *l)
{
	TRY(person_range(tx, first, last, KNOWN_NOW, add_human, l));
	begin_table(l);
	TRY(death_range(tx, first, last, KNOWN_NOW, add_death, l));
	begin_table(l);
	TRY(membership_range(tx, first, last, KNOWN_NOW, add_member, l));
	const struct membership *m = (const struct membership *)(void *)l->row;
	for (size_t i = 0; i < l->n; i++) {
		l->human[i].f.member = m;
		m += l->human[i].f.members_n;
	}
	begin_table(l);
	TRY(rights_range(tx, first, last, add_right, l));
	const struct right *r = (const struct right *)(void *)l->row;
	for (size_t i = 0; i < l->n; i++) {
		l->human[i].f.right = r;
		r += l->human[i].f.rights_n;
	}
	begin_table(l);
	return move_lines_range(tx, w->m.move_id, first, last, add_line, l);
}

/* ---- counting ---- */

/* Neighbours are alike: the last one that was met comes first. */
static rc count_change(struct counting *w, str was, str became)
{
	struct head_count *c = w->count;

	for (size_t i = 0; i < w->counts_n; i++) {
		size_t k = (w->last + i) % w->counts_n;
		if (str_eq(c[k].was, was) && str_eq(c[k].became, became)) {
			c[k].n++;
			w->last = k;
			return OK;
		}
	}
	CHECK(w->counts_n < HEAD_CATEGORIES_MAX, LIMIT);
	w->last = w->counts_n;
	c[w->counts_n++] =
	    (struct head_count){ w->m.move_id, str_copy(w->a, was), str_copy(w->a, became), 1 };
	return OK;
}

static rc tally(struct counting *w, str side, str what, str scheme, str state, int64_t n)
{
	struct head_tally *t = w->tally;

	for (size_t i = 0; i < w->tallies_n; i++)
		if (str_eq(t[i].side, side) && str_eq(t[i].what, what) && str_eq(t[i].scheme, scheme) &&
		    str_eq(t[i].state, state)) {
			t[i].n += n;
			return OK;
		}
	CHECK(w->tallies_n < HEAD_CATEGORIES_MAX, LIMIT);
	t[w->tallies_n++] =
	    (struct head_tally){ w->m.move_id, side, what, str_copy(w->a, scheme), str_copy(w->a, state), n };
	return OK;
}

static rc count_states(struct counting *w, const struct human *h, str category, str side, date day)
{
	for (size_t i = 0; i < h->f.members_n; i++) {
		const struct membership *m = &h->f.member[i];
		bool again = i > 0 && str_eq(m->scheme, h->f.member[i - 1].scheme);
		if (!again && head_counts(category, "M", m->scheme))
			TRY(tally(w, side, S("STATE"), m->scheme, head_member_state(&h->f, m->scheme, day),
				  1));
	}
	return OK;
}

static bool is_over(const struct scheme_move *m)
{
	return str_eq(m->state, MOVE_DONE) || str_eq(m->state, MOVE_UNDO_ASKED);
}

static void fit(struct counting *w, const struct human *h, str was, str became)
{
	const struct scheme_move *m = &w->m;
	bool moved = str_eq(h->line.outcome, LINE_MOVED) && h->line.undo.n == 0;
	str why = S("");

	if (!is_over(m))
		return;
	if (h->line.move_id != 0 && moved && !head_counts(became, "M", m->to_scheme))
		why = S("NOT_IN_TARGET");
	else if (h->line.move_id != 0 && moved && head_counts(became, "M", m->from_scheme))
		why = S("STILL_IN_SOURCE");
	else if (h->line.move_id == 0 && !m->listed && head_counts(was, "M", m->from_scheme))
		why = S("NO_LINE");
	if (why.n > 0 && w->misfits_n < HEAD_MISFITS_MAX)
		w->misfit[w->misfits_n++] =
		    (struct head_misfit){ .move_id = m->move_id, .person_id = h->f.person, .why = why };
}

static rc count_human(struct counting *w, const struct human *h)
{
	date before = { w->m.day.days - 1 };
	str was = head_category(w->tmp, &h->f, before), became = head_category(w->tmp, &h->f, w->m.day);

	TRY(count_change(w, was, became));
	TRY(count_states(w, h, was, S("BEFORE"), before));
	TRY(count_states(w, h, became, S("AFTER"), w->m.day));
	fit(w, h, was, became);
	return OK;
}

static rc count_page(struct tx *tx, struct counting *w, person_id first, person_id last)
{
	struct list l = { .a = w->tmp };

	TRY(read_page(tx, w, first, last, &l));
	for (size_t i = 0; i < l.n; i++)
		TRY(count_human(w, &l.human[i]));
	w->people += (int64_t)l.n;
	return OK;
}

static rc once_more(struct tx *tx, struct counting *w, str side, date day)
{
	struct head_tally *t;
	size_t n;

	TRY(head_by_scheme(tx, day, w->a, &t, &n));
	for (size_t i = 0; i < n; i++)
		TRY(tally(w, side, t[i].what, t[i].scheme, S(""), t[i].n));
	return OK;
}

static rc count(struct tx *tx, void *cls)
{
	static const char *const from[] = { "REHEARSED", "APPROVED", "DONE", "UNDO_ASKED", "UNDONE", NULL };
	struct counting *w = cls;
	person_id after = { 0 }, last;

	w->counts_n = w->tallies_n = w->misfits_n = 0;
	w->people = 0;
	TRY(move_get(tx, w->j->nth, w->a, &w->m));
	TRY(move_in(&w->m, from));
	for (;;) {
		struct arena tmp;
		TRY(head_page(tx, after, PAGE, &last));
		if (last.v == 0)
			break;
		arena_init(&tmp, PAGE_MEMORY);
		w->tmp = &tmp;
		rc r = count_page(tx, w, (person_id){ after.v + 1 }, last);
		arena_done(&tmp);
		TRY(r);
		after = last;
		w->j->watch(w->j->cls, "COUNT", w->people, 0);
	}
	TRY(once_more(tx, w, S("BEFORE"), (date){ w->m.day.days - 1 }));
	return once_more(tx, w, S("AFTER"), w->m.day);
}

static rc keep(struct tx *tx, void *cls)
{
	struct counting *w = cls;
	struct scheme_move was, is;
	instant now = clock_now();

	TRY(move_get(tx, w->j->nth, w->a, &was));
	CHECK(str_eq(was.state, w->m.state), MOVE_STATE);
	is = was;
	is.counted_at = now;
	TRY(move_put(tx, &was, &is));
	TRY(head_put(tx, was.move_id, w->count, w->counts_n, w->tally, w->tallies_n, w->misfit,
		     w->misfits_n));
	struct journal_entry e = { .user = w->j->who,
				   .why = FOR_REGISTRATION,
				   .kind = S("move.counted"),
				   .object = was.move_id,
				   .detail = str_printf(w->a, "%lld people", (long long)w->people) };
	return journal_write(tx, now, &e);
}

rc move_count_heads(struct db *db, const struct move_job *j)
{
	struct arena a;

	arena_init(&a, (size_t)64 << 20);
	struct counting w = { .a = &a, .j = j };
	w.count = arena_array(&a, struct head_count, HEAD_CATEGORIES_MAX);
	w.tally = arena_array(&a, struct head_tally, HEAD_CATEGORIES_MAX);
	w.misfit = arena_array(&a, struct head_misfit, HEAD_MISFITS_MAX);
	rc r = db_read(db, FOR_REGISTRATION, "count heads", count, &w);
	if (rc_ok(r))
		r = db_write(db, FOR_REGISTRATION, "keep headcounts", keep, &w);
	arena_done(&a);
	return r;
}

/* ---- looking ---- */

struct looking {
	struct arena *a;
	instant now;
	const struct actor *by;
	int64_t nth;
	struct move_reconciled *ret;
	struct head_told told;
};

static rc note(struct tx *tx, const struct looking *w, int64_t id, str kind, str detail)
{
	struct journal_entry e = {
		.user = w->by->user_id, .why = FOR_REGISTRATION, .kind = kind, .object = id, .detail = detail
	};

	return journal_write(tx, w->now, &e);
}

static rc reconcile(struct tx *tx, void *cls)
{
	struct looking *w = cls;
	struct move_reconciled *r = w->ret;
	struct head_count *c;
	struct head_told *told;
	size_t n, told_n;

	TRY(move_get(tx, w->nth, w->a, &r->m));
	CHECK(r->m.counted_at.us != 0, MOVE_NOT_COUNTED);
	TRY(head_counts_get(tx, r->m.move_id, w->a, &c, &n));
	TRY(head_tallies_get(tx, r->m.move_id, w->a, &r->tally, &r->tallies_n));
	TRY(head_misfits_get(tx, r->m.move_id, w->a, &r->misfit, &r->misfits_n));
	TRY(head_told_get(tx, r->m.move_id, w->a, &told, &told_n));
	head_report_make(w->a, c, n, r->tally, r->tallies_n, told, told_n, &r->r);
	r->holds = r->r.holds && r->misfits_n == 0;
	return note(tx, w, r->m.move_id, S("move.read"), S("headcounts"));
}

rc move_reconcile(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth,
		  struct move_reconciled *ret)
{
	struct looking w = { .a = a, .now = now, .by = by, .nth = nth, .ret = ret };

	*ret = (struct move_reconciled){ .holds = false };
	TRY(access_rc(access_may(by, TASK_MOVE_PEOPLE)));
	return db_write(db, FOR_REGISTRATION, "reconcile a move", reconcile, &w);
}

static rc told(struct tx *tx, void *cls)
{
	struct looking *w = cls;
	struct scheme_move m;
	struct scheme s;

	TRY(move_get(tx, w->nth, w->a, &m));
	if (w->told.scheme.n > 0) {
		rc r = scheme_read(tx, w->told.scheme, w->a, &s);
		if (rc_is(r, E_SCHEME_NONE))
			FAIL(MOVE_TOLD);
		TRY(r);
	}
	w->told.move_id = m.move_id;
	w->told.told_by = w->by->user_id;
	w->told.told_at = w->now;
	TRY(head_told_put(tx, &w->told));
	return note(tx, w, m.move_id, S("move.headcount_told"),
		    str_printf(w->a, "%.*s %lld", STR_ARG(w->told.scheme), (long long)w->told.people));
}

rc move_told(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth, str scheme,
	     int64_t people, str source)
{
	struct looking w = { .a = a,
			     .now = now,
			     .by = by,
			     .nth = nth,
			     .told = { .scheme = scheme, .people = people, .source = source } };

	TRY(access_rc(access_may(by, TASK_MOVE_PEOPLE)));
	CHECK(people > 0 && 0 < source.n && source.n <= MOVE_SOURCE_MAX, MOVE_TOLD);
	return db_write(db, FOR_REGISTRATION, "a published headcount", told, &w);
}
