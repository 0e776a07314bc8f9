/* service/move_figures.c - the report of a move as a list of figures. */
#include "service/reconcile_move.h"

#include "base/csv.h"

struct listing {
	struct arena *a;
	struct move_figure *f;
	size_t n, room;
};

static void figure(struct listing *l, const char *section, str key, str what, int64_t n)
{
	arena_room(l->a, l->f, l->n, l->room, 256);
	l->f[l->n++] = (struct move_figure){ str_of(section), key, what, n };
}

static void of_side(struct listing *l, const char *name, const struct head_side *s)
{
	figure(l, name, S(""), S("members"), s->members);
	figure(l, name, S(""), S("dependants"), s->dependants);
	figure(l, name, S(""), S("kept"), s->kept);
	figure(l, name, S(""), S("counted twice"), s->doubles);
	figure(l, name, S(""), S("people"), s->distinct);
	figure(l, name, S(""), S("rest"), s->rest);
	figure(l, name, S(""), S("in no scheme"), s->nowhere);
}

static void of_scheme(struct listing *l, const struct head_scheme *s)
{
	static const char *const sides[] = { "before", "came", "left", "after" };
	const struct head_numbers *n[] = { &s->before, &s->came, &s->left, &s->after };

	for (size_t i = 0; i < 4; i++) {
		figure(l, sides[i], s->scheme, S("members"), n[i]->members);
		figure(l, sides[i], s->scheme, S("dependants"), n[i]->dependants);
		figure(l, sides[i], s->scheme, S("kept"), n[i]->kept);
	}
	figure(l, "scheme", s->scheme, S("rest"), s->rest);
}

static void of_lines(struct listing *l, const char *section, const struct head_line *x, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		figure(l, section, x[i].category, S("people"), x[i].n);
		if (x[i].extra > 0)
			figure(l, section, x[i].category, S("counted twice"), x[i].extra);
	}
}

static void of_states(struct listing *l, const struct move_reconciled *r)
{
	for (size_t i = 0; i < r->tallies_n; i++)
		if (str_eq(r->tally[i].what, S("STATE")))
			figure(l, str_eq(r->tally[i].side, S("BEFORE")) ? "state" : "state after",
			       str_printf(l->a, "%.*s %.*s", STR_ARG(r->tally[i].scheme),
					  STR_ARG(r->tally[i].state)),
			       S("members"), r->tally[i].n);
}

static void of_told(struct listing *l, const struct head_report *h)
{
	for (size_t i = 0; i < h->told_n; i++) {
		const struct head_told_line *x = &h->told[i];
		figure(l, "told", x->told.scheme, S("people"), x->told.people);
		figure(l, "told", x->told.scheme, S("members"), x->members);
		figure(l, "told", x->told.scheme, S("with dependants"), x->with_dependants);
		figure(l, "told", x->told.scheme, S("counted in nothing else"), x->alone);
		figure(l, "told", x->told.scheme, S("the day before"), x->before);
		figure(l, "told", x->told.scheme, x->explains, x->open);
	}
	if (h->told_all > 0 && h->told_sum > 0)
		figure(l, "told", S(""), S("all less schemes"), h->told_all - h->told_sum);
}

void move_figures(struct arena *a, const struct move_reconciled *r, struct move_figure **ret, size_t *ret_n)
{
	const struct head_report *h = &r->r;
	struct listing l = { .a = a };

	of_side(&l, "before", &h->before);
	of_side(&l, "after", &h->after);
	for (size_t i = 0; i < h->schemes_n; i++)
		of_scheme(&l, &h->scheme[i]);
	of_states(&l, r);
	of_lines(&l, "twice", h->doubles_before, h->doubles_before_n);
	of_lines(&l, "twice after", h->doubles_after, h->doubles_after_n);
	of_lines(&l, "none", h->nowhere_before, h->nowhere_before_n);
	of_lines(&l, "none after", h->nowhere_after, h->nowhere_after_n);
	for (size_t i = 0; i < h->changes_n; i++)
		figure(&l, "change",
		       str_printf(a, "%.*s > %.*s", STR_ARG(h->change[i].was), STR_ARG(h->change[i].became)),
		       S("people"), h->change[i].n);
	figure(&l, "change", S(""), S("as before"), h->same);
	of_told(&l, h);
	for (size_t i = 0; i < r->misfits_n; i++)
		figure(&l, "misfit", str_printf(a, "%lld", (long long)r->misfit[i].number), r->misfit[i].why,
		       1);
	*ret = l.f;
	*ret_n = l.n;
}

void move_figures_csv(struct out *o, const struct move_reconciled *r)
{
	struct move_figure *f;
	size_t n;

	move_figures(o->a, r, &f, &n);
	out_lit(o, "\xef\xbb\xbfsection,key,what,people\r\n");
	for (size_t i = 0; i < n; i++) {
		csv_put_guarded(o, f[i].section);
		out_char(o, ',');
		csv_put_guarded(o, f[i].key);
		out_char(o, ',');
		csv_put_guarded(o, f[i].what);
		out_char(o, ',');
		out_int(o, f[i].n);
		out_lit(o, "\r\n");
	}
}
