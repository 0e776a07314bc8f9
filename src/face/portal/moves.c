/* face/portal/moves.c - the members of a scheme become members of another one: prepared, rehearsed, approved,
 * run, undone, told. */
#include "face/portal/date_fields.h"
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/move_rows.h"
#include "face/portal/part.h"

#include "pages.h"
#include "service/work.h"

enum { REFRESH_S = 3 };

/* ---- all of them ---- */

static rc list(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_MOVES);
	struct scheme_move *all;
	struct scheme *schemes;
	struct show_moves v;
	size_t n;

	TRY(moves_list(portal_of(q)->db, q->a, &all, &v.n));
	TRY(move_schemes(portal_of(q)->db, q->a, &schemes, &n));
	struct show_move_row *rows = arena_array(q->a, struct show_move_row, v.n + 1);
	for (size_t i = 0; i < v.n; i++)
		rows[i] = move_row(q, &all[i], schemes, n);
	v.rows = rows;
	frame_reply(q, p, 200, page_moves, &page, &v);
	return OK;
}

/* ---- a new one ---- */

static rc show_form(struct request *q, struct reply *p, struct page *page, int status)
{
	struct scheme *schemes;
	struct show_move_form v = { .from = request_text(q, "from"),
				    .to = request_text(q, "to"),
				    .day = date_typed(q, "day"),
				    .reason = request_text(q, "reason"),
				    .undo_days = request_text(q, "undo_days") };

	page->path = S("/moves/new");
	TRY(move_schemes(portal_of(q)->db, q->a, &schemes, &v.schemes_n));
	v.schemes = move_choices(q, schemes, v.schemes_n);
	if (v.undo_days.n == 0)
		v.undo_days = str_printf(q->a, "%d", MOVE_UNDO_DAYS);
	frame_reply(q, p, status, page_move_form, page, &v);
	return OK;
}

static rc form(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_MOVES);

	return show_form(q, p, &page, 200);
}

static const char *field_of(rc r)
{
	return rc_is(r, E_MOVE_SCHEMES)	    ? "to"
	       : rc_is(r, E_MOVE_REASON)    ? "reason"
	       : rc_is(r, E_MOVE_UNDO_DAYS) ? "undo_days"
					    : NULL;
}

static rc prepare(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_MOVES);
	str days = request_text(q, "undo_days");
	int64_t nth, line;
	struct move_plan m = { .by = actor_of(q),
			       .from_scheme = request_text(q, "from"),
			       .to_scheme = request_text(q, "to"),
			       .reason = request_text(q, "reason") };

	if (!date_read(q, "day", &m.day) || m.day.days == DATE_NEVER.days)
		frame_problem(q, &page, "day", text_get(page.at.lang, TEXT(move_no_day)));
	if (!str_digits(&days, 1, 3, &m.undo_days) || days.n > 0 || m.undo_days == 0)
		m.undo_days = -1; /* not a number of days: the service says so */
	if (page.problems_n > 0)
		return show_form(q, p, &page, 422);
	rc r = move_prepare(portal_of(q)->db, q->a, q->now, &m, &nth, &line);
	if (!rc_ok(r) && field_of(r) != NULL) {
		frame_problem(q, &page, field_of(r), text_of_rc(page.at.lang, r));
		return show_form(q, p, &page, 422);
	}
	TRY(r);
	frame_go(q, p, page_path(q->a, "/moves", nth, "?did=move_prepared"));
	return OK;
}

/* ---- one ---- */

static const struct show_move_reason *reasons_of(struct request *q, const struct move_view *v)
{
	struct show_move_reason *all = arena_array(q->a, struct show_move_reason, v->n + 1);

	for (size_t i = 0; i < v->n; i++) {
		const struct move_reason_view *r = &v->reasons[i];
		struct show_move_line *x = arena_array(q->a, struct show_move_line, MOVE_EXAMPLES);
		for (size_t k = 0; k < r->examples_n; k++)
			x[k] = move_line_row(q, &r->example[k]);
		all[i] = (struct show_move_reason){ .outcome = r->c.outcome,
						    .reason = r->c.reason,
						    .undo = r->c.undo,
						    .n = r->c.n,
						    .dependants = r->c.dependants,
						    .examples = x,
						    .examples_n = r->examples_n };
	}
	return all;
}

static bool in(const struct scheme_move *m, str one, str two)
{
	return str_eq(m->state, one) || str_eq(m->state, two);
}

/* Work that is under way, by the state; a job that waits is none yet. */
static str step_of(const struct scheme_move *m)
{
	return str_eq(m->state, MOVE_REHEARSING) ? S("rehearse")
	       : str_eq(m->state, MOVE_RUNNING)	 ? S("move")
	       : str_eq(m->state, MOVE_UNDOING)	 ? S("undo")
						 : S("wait");
}

static void what_may_be_done(struct request *q, const struct move_view *f, struct show_move *v)
{
	const struct scheme_move *m = &f->m;
	user_id who = actor_of(q)->user_id;
	bool waits = str_eq(f->work, S("WAITING")) || str_eq(f->work, S("RUNNING"));
	bool late = clock_day(q->now).days > m->undo_until.days;

	v->going = waits || str_eq(m->state, MOVE_REHEARSING) || in(m, MOVE_RUNNING, MOVE_UNDOING);
	v->own = m->prepared_by.v == who.v;
	v->own_undo = m->undo_by.v == who.v;
	if (v->going)
		return;
	v->may_rehearse = in(m, MOVE_PREPARED, MOVE_REHEARSED);
	v->may_approve = str_eq(m->state, MOVE_REHEARSED) && m->moved > 0;
	v->may_cancel = in(m, MOVE_PREPARED, MOVE_REHEARSED) || str_eq(m->state, MOVE_APPROVED);
	v->may_run = str_eq(m->state, MOVE_APPROVED);
	v->may_ask_undo = str_eq(m->state, MOVE_DONE) && !late;
	v->may_agree_undo = str_eq(m->state, MOVE_UNDO_ASKED) && !late;
	v->may_tell = str_eq(m->state, MOVE_DONE) && m->tell_by.v == 0;
	v->may_count = in(m, MOVE_DONE, MOVE_UNDONE) || in(m, MOVE_REHEARSED, MOVE_UNDO_ASKED);
}

static rc show(struct request *q, struct reply *p, struct page *page, int status)
{
	struct move_view f;

	page->path = page_path(q->a, "/moves", request_int(q, "move"), "");
	TRY(move_show(portal_of(q)->db, q->a, q->now, actor_of(q), request_int(q, "move"), &f));
	const struct scheme_move *m = &f.m;
	struct scheme both[] = { f.from, f.to };
	struct show_move v = { .head = move_row(q, m, both, 2),
			       .from_code = m->from_scheme,
			       .to_code = m->to_scheme,
			       .reason = m->reason,
			       .prepared_by = f.prepared_by,
			       .approved_by = f.approved_by,
			       .undo_by = f.undo_by,
			       .undo_approved_by = f.undo_approved_by,
			       .rehearsed = m->rehearsed_at,
			       .approved = m->approved_at,
			       .ended = m->done_at,
			       .undone = m->undone_at,
			       .counted = m->counted_at,
			       .undo_until = m->undo_until,
			       .dependants = m->dependants,
			       .law = m->law,
			       .listed = m->listed,
			       .step = step_of(m),
			       .done = m->done,
			       .total = m->total,
			       .told = m->told,
			       .no_way = m->no_way,
			       .telling = m->tell_by.v != 0,
			       .reasons = reasons_of(q, &f),
			       .n = f.n };
	what_may_be_done(q, &f, &v);
	if (str_eq(v.step, S("wait")))
		v.done = v.total = 0;
	if (v.going && request_value(q, "still")->state == VALUE_NONE && q->method == HTTP_GET) {
		page->refresh_s = REFRESH_S;
		reply_header(p, "Refresh", str_printf(q->a, "%d", REFRESH_S));
	}
	frame_reply(q, p, status, page_move, page, &v);
	return OK;
}

static rc one(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_MOVES);

	return show(q, p, &page, 200);
}

static rc lines(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_MOVES);
	const struct value *after = request_value(q, "after");
	struct move_lines_query k = { .nth = request_int(q, "move"),
				      .outcome = request_text(q, "outcome"),
				      .reason = request_text(q, "reason"),
				      .after = after->state == VALUE_GOOD ? after->n : 0,
				      .max = MOVE_LINES_PAGE };
	struct move_shown *l;
	size_t n;

	TRY(move_lines_show(portal_of(q)->db, q->a, q->now, actor_of(q), &k, &l, &n));
	struct show_move_line *rows = arena_array(q->a, struct show_move_line, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = move_line_row(q, &l[i]);
	struct show_move_lines v = {
		.nth = k.nth, .outcome = k.outcome, .reason = k.reason, .rows = rows, .n = n, .next = S("")
	};
	if (n == MOVE_LINES_PAGE)
		v.next = str_printf(
		    q->a, "/%.*s/moves/%lld/lines?outcome=%.*s&reason=%.*s&after=%lld",
		    STR_ARG(text_lang((enum lang)q->lang)), (long long)k.nth, STR_ARG(k.outcome),
		    STR_ARG(k.reason),
		    (long long)(l[n - 1].person_id.v != 0 ? l[n - 1].person_id.v : l[n - 1].number));
	frame_reply(q, p, 200, page_move_lines, &page, &v);
	return OK;
}

/* ---- its life ---- */

static rc ask(struct request *q, str kind)
{
	return move_ask(portal_of(q)->db, q->a, q->now, actor_of(q), request_int(q, "move"), kind);
}

static rc go(struct request *q, struct reply *p, const char *did)
{
	frame_go(q, p, page_path(q->a, "/moves", request_int(q, "move"), str_printf(q->a, "?did=%s", did).p));
	return OK;
}

/* What can't be taken back easily takes a tick. */
static bool sure(struct request *q, struct page *page, const char *field)
{
	*page = frame_page(q, MENU_MOVES);
	if (request_value(q, "sure")->state == VALUE_GOOD)
		return true;
	frame_problem(q, page, field, text_get(page->at.lang, TEXT(move_not_sure)));
	return false;
}

static rc rehearse(struct request *q, struct reply *p)
{
	TRY(ask(q, WORK_MOVE_REHEARSE));
	return go(q, p, "move_asked");
}

static rc count(struct request *q, struct reply *p)
{
	TRY(ask(q, WORK_MOVE_COUNT));
	return go(q, p, "move_asked");
}

static rc approve(struct request *q, struct reply *p)
{
	struct page page;

	if (!sure(q, &page, "approve"))
		return show(q, p, &page, 422);
	TRY(move_approve(portal_of(q)->db, q->a, q->now, actor_of(q), request_int(q, "move")));
	return go(q, p, "move_approved");
}

static rc cancel(struct request *q, struct reply *p)
{
	TRY(move_cancel(portal_of(q)->db, q->a, q->now, actor_of(q), request_int(q, "move")));
	return go(q, p, "move_cancelled");
}

static rc run(struct request *q, struct reply *p)
{
	struct page page;

	if (!sure(q, &page, "run"))
		return show(q, p, &page, 422);
	TRY(ask(q, WORK_MOVE_RUN));
	return go(q, p, "move_asked");
}

static rc undo(struct request *q, struct reply *p)
{
	struct page page;
	bool agreed;

	if (!sure(q, &page, "undo"))
		return show(q, p, &page, 422);
	TRY(move_undo_order(portal_of(q)->db, q->a, q->now, actor_of(q), request_int(q, "move"), &agreed));
	if (agreed)
		TRY(ask(q, WORK_MOVE_UNDO));
	return go(q, p, agreed ? "move_asked" : "move_undo_asked");
}

static rc tell(struct request *q, struct reply *p)
{
	struct page page;

	if (!sure(q, &page, "tell"))
		return show(q, p, &page, 422);
	TRY(move_tell_order(portal_of(q)->db, q->a, q->now, actor_of(q), request_int(q, "move")));
	TRY(ask(q, WORK_MOVE_TELL));
	return go(q, p, "move_asked");
}

#define ORDER(verb, handler, text) \
	ROUTE(HTTP_POST, "/moves/{move:id}/" verb, MAY_MOVE_PEOPLE, FOR_REGISTRATION, handler, text, \
	      .params = PARAMS(PARAM("sure", PARAM_CHECK)), .body = BODY_FORM, .kind = REPLY_REDIRECT, \
	      .writes = true, .keeps_bad = true)
#define FORM \
	PARAM("from", PARAM_WORD), PARAM("to", PARAM_WORD), DATE_FIELDS("day"), \
	    PARAM("reason", PARAM_TEXT, .max = MOVE_REASON_MAX), PARAM("undo_days", PARAM_TEXT, .max = 8)
#define TOLD \
	PARAM("scheme", PARAM_WORD), PARAM("people", PARAM_TEXT, .max = 20), \
	    PARAM("source", PARAM_TEXT, .max = MOVE_SOURCE_MAX)

const struct route move_routes[] = {
	ROUTE(HTTP_GET, "/moves", MAY_MOVE_PEOPLE, FOR_SUPERVISION, list,
	      "Moves between schemes, newest first"),
	ROUTE(HTTP_GET, "/moves/new", MAY_MOVE_PEOPLE, FOR_SYSTEM, form, "Asks for a move",
	      .params = PARAMS(FORM), .keeps_bad = true),
	ROUTE(HTTP_POST, "/moves/new", MAY_MOVE_PEOPLE, FOR_REGISTRATION, prepare, "Prepares a move",
	      .params = PARAMS(FORM), .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true,
	      .keeps_bad = true),
	ROUTE(HTTP_GET, "/moves/{move:id}", MAY_MOVE_PEOPLE, FOR_REGISTRATION, one,
	      "One move: counts by reason, examples, how far it is",
	      .params = PARAMS(PARAM("still", PARAM_CHECK)), .writes = true),
	ROUTE(HTTP_GET, "/moves/{move:id}/lines", MAY_MOVE_PEOPLE, FOR_REGISTRATION, lines,
	      "What becomes of whom, and why",
	      .params =
		  PARAMS(PARAM("outcome", PARAM_WORD), PARAM("reason", PARAM_WORD), PARAM("after", PARAM_ID)),
	      .writes = true),
	ROUTE(HTTP_GET, "/moves/{move:id}/report", MAY_MOVE_PEOPLE, FOR_REGISTRATION, move_report_page,
	      "Every headcount before and after a move", .params = PARAMS(TOLD), .writes = true),
	ROUTE(HTTP_GET, "/moves/{move:id}/report.csv", MAY_MOVE_PEOPLE, FOR_REGISTRATION, move_report_csv,
	      "The same for a spreadsheet", .kind = REPLY_FILE, .writes = true),
	ROUTE(HTTP_POST, "/moves/{move:id}/told", MAY_MOVE_PEOPLE, FOR_REGISTRATION, move_report_told,
	      "Keeps a headcount that somebody published", .params = PARAMS(TOLD), .body = BODY_FORM,
	      .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true),
	ORDER("rehearse", rehearse, "Asks for a rehearsal"),
	ORDER("approve", approve, "Lets a rehearsed move run"),
	ORDER("cancel", cancel, "A move will not run"),
	ORDER("run", run, "Asks for an approved move to be run"),
	ORDER("undo", undo, "Asks for a move to be undone, or agrees to that"),
	ORDER("tell", tell, "Orders messages to who was moved"),
	ORDER("count", count, "Asks for headcounts before and after"),
	{ 0 },
};
