/* service/plan_move.c */
#include "service/plan_move.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/law/version.h"
#include "domain/person/number.h"
#include "domain/person/person.h"

#include "service/work.h"

#include "store/db.h"

#include <stdlib.h>
#include <string.h>

struct planning {
	struct arena *a;
	instant now;
	const struct actor *by;
	const struct move_plan *p;
	const struct move_lines_query *q;
	int64_t nth, bad_line;
	str kind;
	bool agreed;
	struct move_view view;
	struct scheme_move *moves;
	struct move_shown *lines;
	struct scheme *schemes;
	size_t n;
};

static rc note(struct tx *tx, const struct planning *w, int64_t id, str kind, str detail)
{
	struct journal_entry e = {
		.user = w->by->user_id, .why = FOR_REGISTRATION, .kind = kind, .object = id, .detail = detail
	};

	return journal_write(tx, w->now, &e);
}

/* ---- preparing ---- */

static int by_number(const void *x, const void *y)
{
	const struct move_asked *a = x, *b = y;

	return (a->number > b->number) - (a->number < b->number);
}

struct finding {
	struct move_asked *row;
	size_t n, at;
};

static rc found(void *cls, const void *row)
{
	struct finding *f = cls;
	const struct person_state *p = row;

	while (f->at < f->n && f->row[f->at].number < p->number)
		f->at++;
	if (f->at < f->n && f->row[f->at].number == p->number)
		f->row[f->at].person_id = p->person_id;
	return OK;
}

/* One line; false when it is empty. */
static rc read_line(struct planning *w, str country, str line, struct move_asked *ret, bool *ret_is)
{
	while (line.n > 0 && (line.p[line.n - 1] == '\r' || line.p[line.n - 1] == ' '))
		line.n--;
	*ret_is = line.n > 0;
	w->bad_line++;
	if (*ret_is && !number_parse(country, line, &ret->number))
		FAIL(MOVE_NUMBERS);
	return OK;
}

static rc read_numbers(struct planning *w, str country, int64_t move_id, struct move_asked **ret,
		       size_t *ret_n)
{
	str rest = w->p->numbers;
	size_t lines = 1, n = 0, k = 0;

	for (size_t i = 0; i < rest.n; i++)
		lines += rest.p[i] == '\n';
	CHECK(lines <= MOVE_NUMBERS_MAX, LIMIT);
	struct move_asked *row = arena_array(w->a, struct move_asked, lines);
	w->bad_line = 0;
	while (rest.n > 0) {
		const char *end = memchr(rest.p, '\n', rest.n);
		size_t length = end != NULL ? (size_t)(end - rest.p) : rest.n;
		bool is;
		row[n] = (struct move_asked){ .move_id = move_id };
		TRY(read_line(w, country, (str){ rest.p, length }, &row[n], &is));
		n += is;
		length += end != NULL;
		rest = (str){ rest.p + length, rest.n - length };
	}
	w->bad_line = 1;
	CHECK(n > 0, MOVE_NUMBERS);
	w->bad_line = 0;
	qsort(row, n, sizeof *row, by_number);
	for (size_t i = 0; i < n; i++)
		if (k == 0 || row[k - 1].number != row[i].number)
			row[k++] = row[i];
	*ret = row;
	*ret_n = k;
	return OK;
}

static rc put_numbers(struct tx *tx, struct planning *w, str country, int64_t move_id)
{
	struct move_asked *row = NULL;
	size_t n = 0;

	TRY(read_numbers(w, country, move_id, &row, &n));
	int64_t *key = arena_array(w->a, int64_t, n);
	for (size_t i = 0; i < n; i++)
		key[i] = row[i].number;
	struct finding f = { row, n, 0 };
	TRY(db_lookup(tx, &person_state_by_number, NULL, key, n, found, &f));
	return db_load(tx, &move_asked_table, row, n);
}

static rc schemes_check(struct tx *tx, struct planning *w)
{
	struct scheme s;
	rc from = scheme_read(tx, w->p->from_scheme, w->a, &s), to = OK;

	if (rc_ok(from))
		to = scheme_read(tx, w->p->to_scheme, w->a, &s);
	if (rc_is(from, E_SCHEME_NONE) || rc_is(to, E_SCHEME_NONE) ||
	    str_eq(w->p->from_scheme, w->p->to_scheme))
		FAIL(MOVE_SCHEMES);
	TRY(from);
	return to;
}

static rc prepare(struct tx *tx, void *cls)
{
	struct planning *w = cls;
	struct scheme_move *all;
	struct fund fund;
	size_t n;
	int64_t days = w->p->undo_days == 0 ? MOVE_UNDO_DAYS : w->p->undo_days;

	TRY(fund_read(tx, w->a, &fund));
	TRY(schemes_check(tx, w));
	TRY(move_list(tx, w->a, &all, &n));
	struct scheme_move m = { .move_id = id_new(w->now),
				 .nth = n > 0 ? all[0].nth + 1 : 1,
				 .from_scheme = w->p->from_scheme,
				 .to_scheme = w->p->to_scheme,
				 .day = w->p->day,
				 .undo_until = { w->p->day.days + (int32_t)days },
				 .reason = w->p->reason,
				 .listed = w->p->listed,
				 .state = MOVE_PREPARED,
				 .prepared_by = w->by->user_id,
				 .prepared_at = w->now };
	w->nth = m.nth;
	TRY(move_add(tx, &m));
	if (m.listed)
		TRY(put_numbers(tx, w, fund.country, m.move_id));
	return note(tx, w, m.move_id, S("move.prepared"),
		    str_printf(w->a, "%lld: %.*s to %.*s on %.*s", (long long)m.nth, STR_ARG(m.from_scheme),
			       STR_ARG(m.to_scheme), STR_ARG(date_text(w->a, m.day))));
}

rc move_prepare(struct db *db, struct arena *a, instant now, const struct move_plan *p, int64_t *ret_nth,
		int64_t *ret_bad_line)
{
	struct planning w = { .a = a, .now = now, .by = p->by, .p = p };

	*ret_bad_line = 0;
	TRY(access_rc(access_may(p->by, TASK_MOVE_PEOPLE)));
	CHECK(0 < p->reason.n && p->reason.n <= MOVE_REASON_MAX, MOVE_REASON);
	CHECK(0 <= p->undo_days && p->undo_days <= MOVE_UNDO_DAYS_MAX, MOVE_UNDO_DAYS);
	rc r = db_write(db, FOR_REGISTRATION, "prepare a move", prepare, &w);
	*ret_nth = w.nth;
	*ret_bad_line = w.bad_line;
	return r;
}

/* ---- deciding ---- */

static rc get_in(struct tx *tx, const struct planning *w, const char *const *states, struct scheme_move *ret)
{
	TRY(move_get(tx, w->nth, w->a, ret));
	return move_in(ret, states);
}

static rc approve(struct tx *tx, void *cls)
{
	static const char *const from[] = { "REHEARSED", NULL };
	struct planning *w = cls;
	struct scheme_move was, is;
	struct law_version law;
	bool newcomers;

	TRY(get_in(tx, w, from, &was));
	CHECK(was.prepared_by.v != w->by->user_id.v, MOVE_APPROVER);
	CHECK(was.moved > 0, MOVE_NOBODY);
	TRY(law_version_now(tx, w->a, &law));
	TRY(move_newcomers(tx, &was, &newcomers));
	CHECK(law.nth == was.law && !newcomers, MOVE_STALE);
	is = was;
	is.state = MOVE_APPROVED;
	is.approved_by = w->by->user_id;
	is.approved_at = w->now;
	TRY(move_put(tx, &was, &is));
	return note(tx, w, was.move_id, S("move.approved"),
		    str_printf(w->a, "%lld members, %lld dependants", (long long)was.moved,
			       (long long)was.dependants));
}

static rc cancel(struct tx *tx, void *cls)
{
	static const char *const from[] = { "PREPARED", "REHEARSING", "REHEARSED", "APPROVED", NULL };
	struct planning *w = cls;
	struct scheme_move was, is;

	TRY(get_in(tx, w, from, &was));
	is = was;
	is.state = MOVE_CANCELLED;
	TRY(move_put(tx, &was, &is));
	return note(tx, w, was.move_id, S("move.cancelled"), S(""));
}

static rc undo(struct tx *tx, void *cls)
{
	static const char *const from[] = { "DONE", "UNDO_ASKED", NULL };
	struct planning *w = cls;
	struct scheme_move was, is;

	TRY(get_in(tx, w, from, &was));
	CHECK(clock_day(w->now).days <= was.undo_until.days, MOVE_UNDO_LATE);
	is = was;
	w->agreed = str_eq(was.state, MOVE_UNDO_ASKED);
	if (w->agreed) {
		CHECK(was.undo_by.v != w->by->user_id.v, MOVE_APPROVER);
		is.state = MOVE_UNDOING;
		is.undo_approved_by = w->by->user_id;
		is.position = (person_id){ 0 };
		is.done = 0;
		is.total = was.moved;
	} else {
		is.state = MOVE_UNDO_ASKED;
		is.undo_by = w->by->user_id;
	}
	TRY(move_put(tx, &was, &is));
	return note(tx, w, was.move_id, w->agreed ? S("move.undo_approved") : S("move.undo_asked"), S(""));
}

static rc tell_order(struct tx *tx, void *cls)
{
	static const char *const from[] = { "DONE", NULL };
	struct planning *w = cls;
	struct scheme_move was, is;

	TRY(get_in(tx, w, from, &was));
	CHECK(was.tell_by.v == 0, MOVE_TELLING);
	is = was;
	is.tell_by = w->by->user_id;
	TRY(move_put(tx, &was, &is));
	return note(tx, w, was.move_id, S("move.tell_ordered"), S(""));
}

/* In which states each kind of work can be done. */
static const struct {
	const char *kind;
	const char *const *states;
} works[] = {
	{ "move.rehearse", (const char *const[]){ "PREPARED", "REHEARSING", "REHEARSED", NULL } },
	{ "move.run", (const char *const[]){ "APPROVED", "RUNNING", NULL } },
	{ "move.undo", (const char *const[]){ "UNDOING", NULL } },
	{ "move.tell", (const char *const[]){ "DONE", NULL } },
	{ "move.count",
	  (const char *const[]){ "REHEARSED", "APPROVED", "DONE", "UNDO_ASKED", "UNDONE", NULL } },
};

static rc ask(struct tx *tx, void *cls)
{
	struct planning *w = cls;
	struct scheme_move m;
	job_id job;

	for (size_t i = 0; i < sizeof works / sizeof works[0]; i++) {
		if (!str_eq(w->kind, str_of(works[i].kind)))
			continue;
		TRY(get_in(tx, w, works[i].states, &m));
		return job_ask(tx, w->now, w->kind, m.nth, w->by->user_id, &job);
	}
	FAIL(USAGE);
}

static rc decide(struct db *db, struct planning *w, const char *name, db_body *body)
{
	TRY(access_rc(access_may(w->by, TASK_MOVE_PEOPLE)));
	return db_write(db, FOR_REGISTRATION, name, body, w);
}

rc move_approve(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth)
{
	struct planning w = { .a = a, .now = now, .by = by, .nth = nth };

	return decide(db, &w, "approve a move", approve);
}

rc move_cancel(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth)
{
	struct planning w = { .a = a, .now = now, .by = by, .nth = nth };

	return decide(db, &w, "cancel a move", cancel);
}

rc move_undo_order(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth,
		   bool *ret_agreed)
{
	struct planning w = { .a = a, .now = now, .by = by, .nth = nth };

	rc r = decide(db, &w, "undo a move", undo);
	*ret_agreed = w.agreed;
	return r;
}

rc move_tell_order(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth)
{
	struct planning w = { .a = a, .now = now, .by = by, .nth = nth };

	return decide(db, &w, "tell of a move", tell_order);
}

rc move_ask(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth, str kind)
{
	struct planning w = { .a = a, .now = now, .by = by, .nth = nth, .kind = kind };

	return decide(db, &w, "ask for a move", ask);
}

/* ---- looking ---- */

static rc list(struct tx *tx, void *cls)
{
	struct planning *w = cls;

	return move_list(tx, w->a, &w->moves, &w->n);
}

rc moves_list(struct db *db, struct arena *a, struct scheme_move **ret, size_t *ret_n)
{
	struct planning w = { .a = a };

	TRY(db_read(db, FOR_SUPERVISION, "list moves", list, &w));
	*ret = w.moves;
	*ret_n = w.n;
	return OK;
}

static rc names(struct tx *tx, struct planning *w)
{
	struct move_view *v = &w->view;
	const struct scheme_move *m = &v->m;

	TRY(user_name(tx, w->a, m->prepared_by, &v->prepared_by));
	TRY(user_name(tx, w->a, m->approved_by, &v->approved_by));
	TRY(user_name(tx, w->a, m->undo_by, &v->undo_by));
	TRY(user_name(tx, w->a, m->undo_approved_by, &v->undo_approved_by));
	TRY(user_name(tx, w->a, m->tell_by, &v->tell_by));
	TRY(scheme_read(tx, m->from_scheme, w->a, &v->from));
	return scheme_read(tx, m->to_scheme, w->a, &v->to);
}

static rc some(struct tx *tx, const struct planning *w, int64_t move_id, const struct move_lines_query *q,
	       struct move_shown **ret, size_t *ret_n)
{
	if (str_eq(q->reason, move_reason_name(MOVE_NOT_KNOWN)))
		return move_not_known(tx, move_id, q->after, q->max, w->a, ret, ret_n);
	return move_lines(tx, move_id, q->outcome, q->reason, (person_id){ q->after }, q->max, w->a, ret,
			  ret_n);
}

static rc examples(struct tx *tx, struct planning *w, struct move_reason_view *r)
{
	struct move_lines_query q = { .outcome = r->c.outcome, .reason = r->c.reason, .max = MOVE_EXAMPLES };
	struct move_shown *rows;

	TRY(some(tx, w, w->view.m.move_id, &q, &rows, &r->examples_n));
	for (size_t i = 0; i < r->examples_n; i++)
		r->example[i] = rows[i];
	return OK;
}

/* Nobody reads examples of what is still being written, and the page that waits for it comes again and again.
 */
static bool moving(const struct scheme_move *m)
{
	return str_eq(m->state, MOVE_REHEARSING) || str_eq(m->state, MOVE_RUNNING) ||
	       str_eq(m->state, MOVE_UNDOING);
}

static rc show(struct tx *tx, void *cls)
{
	struct planning *w = cls;
	struct move_view *v = &w->view;
	struct job_state job;
	struct move_count *c;

	*v = (struct move_view){ .work = S("") };
	TRY(move_get(tx, w->nth, w->a, &v->m));
	TRY(names(tx, w));
	TRY(move_counts(tx, v->m.move_id, w->a, &c, &v->n));
	v->reasons = arena_array(w->a, struct move_reason_view, v->n + 1);
	for (size_t i = 0; i < v->n; i++) {
		v->reasons[i] = (struct move_reason_view){ .c = c[i] };
		if (w->by != NULL && !moving(&v->m))
			TRY(examples(tx, w, &v->reasons[i]));
	}
	rc r = job_newest(tx, v->m.nth, w->a, &job);
	if (rc_ok(r) && job.kind.n > 5 && memcmp(job.kind.p, "move.", 5) == 0)
		v->work = job.state;
	TRY(rc_is(r, E_DB_NONE) ? OK : r);
	if (w->by == NULL || v->n == 0 || moving(&v->m))
		return OK;
	return note(tx, w, v->m.move_id, S("move.read"), S("examples"));
}

rc move_show(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth,
	     struct move_view *ret)
{
	struct planning w = { .a = a, .now = now, .by = by, .nth = nth };

	TRY(by == NULL ? db_read(db, FOR_REGISTRATION, "show a move", show, &w)
		       : decide(db, &w, "show a move", show));
	*ret = w.view;
	return OK;
}

static rc lines(struct tx *tx, void *cls)
{
	struct planning *w = cls;
	struct scheme_move m;

	TRY(move_get(tx, w->q->nth, w->a, &m));
	TRY(some(tx, w, m.move_id, w->q, &w->lines, &w->n));
	return note(tx, w, m.move_id, S("move.read"),
		    str_printf(w->a, "%zu lines behind %lld %.*s %.*s", w->n, (long long)w->q->after,
			       STR_ARG(w->q->outcome), STR_ARG(w->q->reason)));
}

rc move_lines_show(struct db *db, struct arena *a, instant now, const struct actor *by,
		   const struct move_lines_query *q, struct move_shown **ret, size_t *ret_n)
{
	struct planning w = { .a = a, .now = now, .by = by, .q = q };

	TRY(decide(db, &w, "read the lines of a move", lines));
	*ret = w.lines;
	*ret_n = w.n;
	return OK;
}

static rc schemes(struct tx *tx, void *cls)
{
	struct planning *w = cls;

	return scheme_list(tx, w->a, &w->schemes, &w->n);
}

rc move_schemes(struct db *db, struct arena *a, struct scheme **ret, size_t *ret_n)
{
	struct planning w = { .a = a };

	TRY(db_read(db, FOR_SYSTEM, "schemes to move between", schemes, &w));
	*ret = w.schemes;
	*ret_n = w.n;
	return OK;
}
