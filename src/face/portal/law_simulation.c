/* face/portal/law_simulation.c - asking what a proposed law would change, and its figures. */
#include "face/portal/law_simulation.h"

#include "face/portal/handlers.h"
#include "face/portal/part.h"

#include "base/csv.h"
#include "pages.h"
#include "service/simulation_show.h"

enum { REFRESH_S = 3, FIGURES_MEMORY = 256 << 20 };

_Static_assert((int)SHOW_OUTCOMES == (int)FORESEEN, "a column for each");

static struct show_cell cell_of(const struct simulation_row *r, int o)
{
	return (struct show_cell){ r->n[o], simulation_hides(r, (enum foreseen)o) };
}

static const struct show_outcome_row *rows_of(struct request *q, const struct simulation_row *r, size_t n,
					      bool territories)
{
	struct show_outcome_row *rows = arena_array(q->a, struct show_outcome_row, n + 1);

	for (size_t i = 0; i < n; i++) {
		rows[i].name =
		    str_copy(q->a, territories ? frame_name(q, r[i].name_fr, r[i].name_ar) : r[i].scheme);
		rows[i].age = age_group_name(r[i].age);
		for (int o = 0; o < FORESEEN; o++)
			rows[i].n[o] = cell_of(&r[i], o);
	}
	return rows;
}

static void months_of(struct request *q, const struct simulation_view *s, struct show_simulation *v)
{
	struct show_outcome_month *m = arena_array(q->a, struct show_outcome_month, s->f.months + 1);

	for (size_t i = 0; i < s->f.months; i++) {
		const struct simulation_month *x = &s->f.month[i];
		m[i] = (struct show_outcome_month){ date_add_months(s->s.day, (int)x->month),
						    x->was_open,
						    x->is_open,
						    x->gains,
						    x->loses,
						    x->unsaid };
	}
	v->months = m;
	v->months_n = s->f.months;
}

/* Lacks alike but for the law that they are of: what neither law can say is one row. */
static struct show_outcome_lack *same_lack(struct show_outcome_lack *l, size_t n,
					   const struct simulation_lack *x)
{
	if (str_eq(x->what, S("RIGHT")))
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (!str_eq(l[i].what, S("RIGHT")) && !str_eq(l[i].what, x->what) &&
		    str_eq(l[i].scheme, x->scheme) && str_eq(l[i].path, x->path) &&
		    str_eq(l[i].why, x->why) && l[i].people == x->people)
			return &l[i];
	return NULL;
}

static void lacks_of(struct request *q, const struct simulation_view *s, struct show_simulation *v)
{
	struct show_outcome_lack *l = arena_array(q->a, struct show_outcome_lack, s->f.lacks + 1);
	struct show_outcome_cost *k = arena_array(q->a, struct show_outcome_cost, s->f.costs + 1);

	for (size_t i = 0; i < s->f.lacks; i++) {
		const struct simulation_lack *x = &s->f.lack[i];
		struct show_outcome_lack *same = same_lack(l, v->lacks_n, x);
		if (same != NULL)
			same->what = S("BOTH");
		else
			l[v->lacks_n++] =
			    (struct show_outcome_lack){ str_copy(q->a, x->what), str_copy(q->a, x->scheme),
							str_copy(q->a, x->path), str_copy(q->a, x->why),
							x->people };
	}
	for (size_t i = 0; i < s->f.costs; i++) {
		const struct simulation_cost *x = &s->f.cost[i];
		k[i] = (struct show_outcome_cost){ str_copy(q->a, x->scheme), str_copy(q->a, x->outcome),
						   x->people, x->was, x->becomes };
	}
	v->lacks = l;
	v->costs = k;
	v->costs_n = s->f.costs;
}

static void progress_of(const struct request *q, const struct simulation_view *s, struct show_simulation *v)
{
	int64_t us = q->now.us - s->s.started_at.us, rate;

	v->waits = str_eq(s->s.state, SIMULATION_WAITING);
	v->running = str_eq(s->s.state, SIMULATION_RUNNING);
	v->seconds_left = -1;
	if (!v->running || us < 1000000 || s->s.people <= 0)
		return;
	rate = s->s.people * 1000 / (us / 1000);
	if (rate > 0 && s->s.total >= s->s.people)
		v->seconds_left = (s->s.total - s->s.people) / rate;
}

static void fill(struct request *q, const struct simulation_view *s, struct show_simulation *v)
{
	v->there = s->there;
	v->old = s->old;
	v->day = s->s.day;
	v->began = s->s.started_at;
	v->ended = s->s.ended_at;
	v->people = s->s.people;
	v->total = s->s.total;
	progress_of(q, s, v);
	if (v->waits || v->running)
		return;
	for (int o = 0; o < FORESEEN; o++)
		v->n[o] = s->all.n[o];
	v->payers = s->payers;
	v->was = s->was;
	v->becomes = s->becomes;
	v->currency = portal_of(q)->country == COUNTRY_DZ ? S("DZD") : S("MAD");
	v->schemes = rows_of(q, s->scheme, s->schemes, false);
	v->schemes_n = s->schemes;
	v->ages = rows_of(q, s->age, AGE_GROUPS, false);
	v->ages_n = AGE_GROUPS;
	v->territories = rows_of(q, s->territory, s->territories, true);
	v->territories_n = s->territories;
	for (size_t i = 0; i < s->territories; i++)
		v->any_hidden = v->any_hidden || s->territory[i].hidden != 0;
	months_of(q, s, v);
	lacks_of(q, s, v);
}

rc law_simulation_of(struct request *q, struct arena *own, int64_t nth, bool proposed,
		     struct show_simulation *ret)
{
	struct simulation_view s;

	*ret = (struct show_simulation){ .version = nth };
	TRY(law_simulation_show(portal_of(q)->db, own, nth, &s));
	if (s.there)
		fill(q, &s, ret);
	ret->may_ask = proposed && (!(ret->waits || ret->running) || s.stuck);
	return OK;
}

void law_simulation_refresh(struct request *q, struct reply *p, struct page *page,
			    const struct show_simulation *v)
{
	if (!(v->waits || v->running) || request_value(q, "still")->state != VALUE_NONE)
		return;
	page->refresh_s = REFRESH_S;
	reply_header(p, "Refresh", str_printf(q->a, "%d", REFRESH_S));
}

/* ---- asking ---- */

static rc simulate(struct request *q, struct reply *p)
{
	struct law_simulating s = { .by = actor_of(q), .nth = request_int(q, "version"), .job = true };
	struct arena own;
	int64_t id;

	arena_init(&own, FIGURES_MEMORY);
	rc r = law_simulate_ask(portal_of(q)->db, &own, q->now, &s, &id);
	arena_done(&own);
	TRY(r);
	frame_go(q, p, page_path(q->a, "/law-versions", s.nth, ""));
	return OK;
}

/* ---- figures ---- */

static rc figures_in(struct request *q, struct arena *own, struct show_simulation *ret)
{
	TRY(law_simulation_of(q, own, request_int(q, "version"), false, ret));
	CHECK(ret->there && !ret->waits && !ret->running, LAW_SIMULATION_NONE);
	return OK;
}

static rc figures(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_LAW);
	struct show_simulation v;
	struct arena own;

	arena_init(&own, FIGURES_MEMORY);
	rc r = figures_in(q, &own, &v);
	arena_done(&own);
	TRY(r);
	frame_reply(q, p, 200, page_simulation, &page, &v);
	return OK;
}

/* ---- for a spreadsheet ---- */

static void line(struct out *o, const char *of, str key, str name_fr, str name_ar,
		 const struct simulation_row *r)
{
	out_printf(o, "%s,", of);
	csv_put_guarded(o, key);
	out_char(o, ',');
	csv_put_guarded(o, name_fr);
	out_char(o, ',');
	csv_put_guarded(o, name_ar);
	for (int i = 0; i < FORESEEN; i++) {
		out_char(o, ',');
		if (!simulation_hides(r, (enum foreseen)i))
			out_int(o, r->n[i]);
	}
	out_lit(o, "\r\n");
}

/* The tables of the page; what is hidden is empty. */
static void lines(struct out *o, const struct simulation_view *s)
{
	out_lit(o, "\xef\xbb\xbfof,key,name_fr,name_ar");
	for (int i = 0; i < FORESEEN; i++) {
		out_char(o, ',');
		out_str(o, foreseen_name((enum foreseen)i));
	}
	out_lit(o, "\r\n");
	line(o, "all", S(""), S(""), S(""), &s->all);
	for (size_t i = 0; i < s->schemes; i++)
		line(o, "scheme", s->scheme[i].scheme, S(""), S(""), &s->scheme[i]);
	for (int g = 0; g < AGE_GROUPS; g++)
		line(o, "age", age_group_name((enum age_group)g), S(""), S(""), &s->age[g]);
	for (size_t i = 0; i < s->territories; i++) {
		const struct simulation_row *r = &s->territory[i];
		line(o, "territory", r->code.n > 0 ? r->code : S("?"), r->name_fr, r->name_ar, r);
	}
}

static rc export_in(struct request *q, struct arena *own, struct out *o)
{
	struct simulation_view s;

	TRY(law_simulation_show(portal_of(q)->db, own, request_int(q, "version"), &s));
	CHECK(s.there && str_eq(s.s.state, SIMULATION_DONE), LAW_SIMULATION_NONE);
	lines(o, &s);
	return OK;
}

static rc export(struct request *q, struct reply *p)
{
	struct arena own;
	struct out o;

	out_init(&o, q->a, (size_t)16 << 10);
	arena_init(&own, FIGURES_MEMORY);
	rc r = export_in(q, &own, &o);
	arena_done(&own);
	TRY(r);
	reply_bytes(q, p, S("text/csv; charset=utf-8"),
		    str_printf(q->a, "law-%lld.csv", (long long)request_int(q, "version")), out_view(&o));
	return OK;
}

const struct route law_simulation_routes[] = {
	ROUTE(HTTP_POST, "/law-versions/{version:id}/simulate", MAY_SIGN_LAW, FOR_SYSTEM, simulate,
	      "Asks what a proposed law would change for everybody", .body = BODY_FORM,
	      .kind = REPLY_REDIRECT, .writes = true),
	ROUTE(HTTP_GET, "/law-versions/{version:id}/simulation", MAY_SIGN_LAW, FOR_SUPERVISION, figures,
	      "Who would gain and lose by a proposed law, by scheme, age and territory"),
	ROUTE(HTTP_GET, "/law-versions/{version:id}/simulation/export.csv", MAY_SIGN_LAW, FOR_SUPERVISION,
	      export, "The same for a spreadsheet", .kind = REPLY_FILE),
	{ 0 },
};
