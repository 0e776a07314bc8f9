/* face/portal/move_report.c - every headcount before and after a move. */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/move_rows.h"
#include "face/portal/part.h"

#include "pages.h"
#include "service/reconcile_move.h"

static struct show_head_side side_of(const struct head_side *s)
{
	return (struct show_head_side){ s->members,  s->dependants, s->kept,   s->doubles,
					s->distinct, s->rest,	    s->nowhere };
}

static int64_t sum(const struct head_numbers *n) { return n->members + n->dependants + n->kept; }

static const struct show_head_scheme *schemes_of(struct request *q, const struct head_report *r)
{
	struct show_head_scheme *all = arena_array(q->a, struct show_head_scheme, r->schemes_n + 1);

	for (size_t i = 0; i < r->schemes_n; i++) {
		const struct head_scheme *s = &r->scheme[i];
		all[i] = (struct show_head_scheme){ .code = s->scheme,
						    .before = sum(&s->before),
						    .came = sum(&s->came),
						    .left = sum(&s->left),
						    .after = sum(&s->after),
						    .rest = s->rest,
						    .members_before = s->before.members,
						    .members_after = s->after.members,
						    .dependants_before = s->before.dependants,
						    .dependants_after = s->after.dependants };
	}
	return all;
}

static const struct show_head_line *lines_of(struct request *q, const struct head_line *l, size_t n)
{
	struct show_head_line *all = arena_array(q->a, struct show_head_line, n + 1);

	for (size_t i = 0; i < n; i++)
		all[i] = (struct show_head_line){ head_words(q, l[i].category), l[i].n, l[i].extra };
	return all;
}

/* What members have by their membership. */
static const struct show_head_line *states_of(struct request *q, const struct move_reconciled *r, str side,
					      size_t *ret_n)
{
	struct show_head_line *all = arena_array(q->a, struct show_head_line, r->tallies_n + 1);
	size_t n = 0;

	for (size_t i = 0; i < r->tallies_n; i++) {
		const struct head_tally *t = &r->tally[i];
		enum text_key key;
		if (!str_eq(t->what, S("STATE")) || !str_eq(t->side, side))
			continue;
		str word =
		    text_find("headstate.", t->state, &key) ? text_get((enum lang)q->lang, key) : t->state;
		all[n++] = (struct show_head_line){
			str_printf(q->a, "%.*s · %.*s", STR_ARG(t->scheme), STR_ARG(word)), t->n, 0
		};
	}
	*ret_n = n;
	return all;
}

static const struct show_head_told *told_of(struct request *q, const struct head_report *r)
{
	struct show_head_told *all = arena_array(q->a, struct show_head_told, r->told_n + 1);

	for (size_t i = 0; i < r->told_n; i++) {
		const struct head_told_line *l = &r->told[i];
		all[i] = (struct show_head_told){ .code = l->told.scheme,
						  .source = l->told.source,
						  .people = l->told.people,
						  .members = l->members,
						  .with_dependants = l->with_dependants,
						  .alone = l->alone,
						  .before = l->before,
						  .open = l->open,
						  .explains = l->explains };
	}
	return all;
}

static const struct show_head_change *changes_of(struct request *q, const struct head_report *r)
{
	struct show_head_change *all = arena_array(q->a, struct show_head_change, r->changes_n + 1);

	for (size_t i = 0; i < r->changes_n; i++)
		all[i] = (struct show_head_change){ head_words(q, r->change[i].was),
						    head_words(q, r->change[i].became), r->change[i].n };
	return all;
}

static const struct show_head_line *misfits_of(struct request *q, const struct move_reconciled *r)
{
	struct show_head_line *all = arena_array(q->a, struct show_head_line, r->misfits_n + 1);

	for (size_t i = 0; i < r->misfits_n; i++) {
		enum text_key key;
		bool named = text_find("headmisfit.", r->misfit[i].why, &key);
		str why = named ? text_get((enum lang)q->lang, key) : r->misfit[i].why;
		all[i].what = str_printf(q->a, "%lld · %.*s", (long long)r->misfit[i].number, STR_ARG(why));
	}
	return all;
}

static void fill(struct request *q, const struct move_reconciled *r, struct show_move_report *v)
{
	const struct head_report *h = &r->r;

	v->before = (date){ r->m.day.days - 1 };
	v->counted = r->m.counted_at;
	v->holds = r->holds;
	v->sides[0] = side_of(&h->before);
	v->sides[1] = side_of(&h->after);
	v->schemes = schemes_of(q, h);
	v->schemes_n = h->schemes_n;
	v->doubles[0] = lines_of(q, h->doubles_before, h->doubles_before_n);
	v->doubles[1] = lines_of(q, h->doubles_after, h->doubles_after_n);
	v->doubles_n[0] = h->doubles_before_n;
	v->doubles_n[1] = h->doubles_after_n;
	v->nowhere[0] = lines_of(q, h->nowhere_before, h->nowhere_before_n);
	v->nowhere[1] = lines_of(q, h->nowhere_after, h->nowhere_after_n);
	v->nowhere_n[0] = h->nowhere_before_n;
	v->nowhere_n[1] = h->nowhere_after_n;
	v->states[0] = states_of(q, r, S("BEFORE"), &v->states_n[0]);
	v->states[1] = states_of(q, r, S("AFTER"), &v->states_n[1]);
	v->changes = changes_of(q, h);
	v->changes_n = h->changes_n;
	v->same = h->same;
	v->told = told_of(q, h);
	v->told_n = h->told_n;
	v->told_sum = h->told_sum;
	v->told_all = h->told_all;
	v->misfits = misfits_of(q, r);
	v->misfits_n = r->misfits_n;
}

static rc show(struct request *q, struct reply *p, struct page *page, int status)
{
	int64_t nth = request_int(q, "move");
	struct move_reconciled r;
	struct scheme *schemes;
	struct show_move_report v = { .scheme = request_text(q, "scheme"),
				      .people = request_text(q, "people"),
				      .source = request_text(q, "source") };

	TRY(move_reconcile(portal_of(q)->db, q->a, q->now, actor_of(q), nth, &r));
	TRY(move_schemes(portal_of(q)->db, q->a, &schemes, &v.choices_n));
	v.choices = move_choices(q, schemes, v.choices_n);
	v.head = move_row(q, &r.m, schemes, v.choices_n);
	fill(q, &r, &v);
	frame_reply(q, p, status, page_move_report, page, &v);
	return OK;
}

rc move_report_page(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_MOVES);

	return show(q, p, &page, 200);
}

rc move_report_csv(struct request *q, struct reply *p)
{
	int64_t nth = request_int(q, "move");
	struct move_reconciled r;
	struct out o;

	TRY(move_reconcile(portal_of(q)->db, q->a, q->now, actor_of(q), nth, &r));
	out_init(&o, q->a, (size_t)16 << 10);
	move_figures_csv(&o, &r);
	reply_bytes(q, p, S("text/csv; charset=utf-8"), str_printf(q->a, "move-%lld.csv", (long long)nth),
		    out_view(&o));
	return OK;
}

/* Digits with blanks, dots or commas between them, as figures are printed. */
static bool number(str typed, int64_t *ret)
{
	int64_t n = 0;
	size_t digits = 0;

	for (size_t i = 0; i < typed.n; i++) {
		char c = typed.p[i];
		if (c == ' ' || c == '.' || c == ',')
			continue;
		if (c < '0' || c > '9' || ++digits > 11)
			return false;
		n = n * 10 + (c - '0');
	}
	*ret = n;
	return digits > 0;
}

rc move_report_told(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_MOVES);
	int64_t nth = request_int(q, "move"), people = 0;

	page.path = page_path(q->a, "/moves", nth, "/report");
	if (!number(request_text(q, "people"), &people))
		people = 0;
	rc r = move_told(portal_of(q)->db, q->a, q->now, actor_of(q), nth, request_text(q, "scheme"), people,
			 request_text(q, "source"));
	if (rc_is(r, E_MOVE_TOLD)) {
		frame_problem(q, &page, "people", text_of_rc(page.at.lang, r));
		return show(q, p, &page, 422);
	}
	TRY(r);
	frame_go(q, p, page_path(q->a, "/moves", nth, "/report?did=move_told"));
	return OK;
}
