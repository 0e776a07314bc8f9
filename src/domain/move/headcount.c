/* domain/move/headcount.c - categories, and the report made from their counts. */
#include "domain/move/headcount.h"

#include "base/out.h"

#include <stdlib.h>
#include <string.h>

/* ---- one person ---- */

static bool holds(const struct membership *m, date day)
{
	return m->from_day.days <= day.days && day.days < m->until_day.days;
}

static const struct right *right_on(const struct head_person *f, date day)
{
	for (size_t i = 0; i < f->rights_n; i++)
		if (f->right[i].from_day.days <= day.days && day.days < f->right[i].until_day.days)
			return &f->right[i];
	return NULL;
}

static bool is_member(const struct head_person *f, str scheme, date day)
{
	for (size_t i = 0; i < f->members_n; i++)
		if (str_eq(f->member[i].scheme, scheme) && holds(&f->member[i], day))
			return true;
	return false;
}

static void term(struct out *o, const char *what, str scheme)
{
	if (o->n > 0)
		out_lit(o, " + ");
	out_printf(o, "%s %.*s", what, STR_ARG(scheme));
}

static str nowhere(struct arena *a, const struct head_person *f, const struct right *r, date day)
{
	bool ended = false, later = false;

	if (r != NULL && r->insured_id.v != 0 && r->insured_id.v != f->person.v)
		return str_printf(a, "0 %.*s %.*s", STR_ARG(r->state), STR_ARG(r->scheme));
	for (size_t i = 0; i < f->members_n; i++) {
		ended |= f->member[i].until_day.days <= day.days;
		later |= f->member[i].from_day.days > day.days;
	}
	return ended ? S("0 ENDED") : later ? S("0 LATER") : S("0 NONE");
}

str head_category(struct arena *a, const struct head_person *f, date day)
{
	const struct right *r = right_on(f, day);
	struct out o;

	if (!f->active)
		return S("0 WITHDRAWN");
	if (f->died.days < day.days)
		return S("0 DIED");
	out_init(&o, a, 64);
	for (size_t i = 0; i < f->members_n; i++) {
		bool again = i > 0 && str_eq(f->member[i].scheme, f->member[i - 1].scheme) &&
			     holds(&f->member[i - 1], day);
		if (holds(&f->member[i], day) && !again)
			term(&o, "M", f->member[i].scheme);
	}
	if (r != NULL && str_eq(r->state, S("OPEN")) && r->insured_id.v != 0) {
		if (r->insured_id.v != f->person.v)
			term(&o, "D", r->scheme);
		else if (!is_member(f, r->scheme, day))
			term(&o, "K", r->scheme);
	}
	return o.n > 0 ? out_view(&o) : nowhere(a, f, r, day);
}

str head_member_state(const struct head_person *f, str scheme, date day)
{
	const struct right *r = right_on(f, day);

	if (r == NULL)
		return S("NONE");
	if (!str_eq(r->state, S("OPEN")))
		return r->state;
	return str_eq(r->scheme, scheme) && r->insured_id.v == f->person.v ? S("OPEN") : S("ELSEWHERE");
}

/* ---- reading categories ---- */

/* The next term of a category: "M" and the scheme. False at the end, or when it counts in nothing. */
static bool next_term(str *rest, char *what, str *scheme)
{
	if (rest->n < 3 || rest->p[0] == '0')
		return false;
	const char *end = memmem(rest->p, rest->n, " + ", 3);
	size_t n = end != NULL ? (size_t)(end - rest->p) : rest->n;
	*what = rest->p[0];
	*scheme = (str){ rest->p + 2, n - 2 };
	n += end != NULL ? 3 : 0;
	*rest = (str){ rest->p + n, rest->n - n };
	return true;
}

int64_t head_terms(str category)
{
	int64_t n = 0;
	char what;
	str scheme;

	while (next_term(&category, &what, &scheme))
		n++;
	return n;
}

bool head_counts(str category, const char *what, str scheme)
{
	char is;
	str of;

	while (next_term(&category, &is, &of))
		if (is == *what && str_eq(of, scheme))
			return true;
	return false;
}

/* ---- the report ---- */

/* Of a fund, and of what was published. */
enum { SCHEMES_SHOWN_MAX = 1000 };

struct making {
	struct arena *a;
	struct head_report *r;
	size_t schemes_room;
};

static struct head_scheme *scheme_of(struct making *k, str scheme)
{
	struct head_report *r = k->r;

	for (size_t i = 0; i < r->schemes_n; i++)
		if (str_eq(r->scheme[i].scheme, scheme))
			return &r->scheme[i];
	must(r->schemes_n < k->schemes_room);
	r->scheme[r->schemes_n] = (struct head_scheme){ .scheme = scheme };
	return &r->scheme[r->schemes_n++];
}

static int64_t *number(struct head_numbers *n, char what)
{
	return what == 'M' ? &n->members : what == 'D' ? &n->dependants : &n->kept;
}

static int64_t sum(const struct head_numbers *n) { return n->members + n->dependants + n->kept; }

/* What one category counts that the other one doesn't. */
static void differences(struct making *k, str is, str other, int64_t n, bool came)
{
	char what;
	str scheme;

	while (next_term(&is, &what, &scheme)) {
		struct head_scheme *s = scheme_of(k, scheme);
		if (!head_counts(other, &what, scheme))
			*number(came ? &s->came : &s->left, what) += n;
	}
}

static void add_line(struct head_line *list, size_t *n, str category, int64_t people, int64_t extra)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq(list[i].category, category)) {
			list[i].n += people;
			list[i].extra += extra;
			return;
		}
	list[(*n)++] = (struct head_line){ category, people, extra };
}

static void side(struct head_side *s, str category, int64_t n, struct head_line *doubles, size_t *doubles_n,
		 struct head_line *none, size_t *none_n)
{
	int64_t terms = head_terms(category);

	if (terms == 0) {
		s->nowhere += n;
		add_line(none, none_n, category, n, 0);
	} else if (terms > 1) {
		s->doubles += n * (terms - 1);
		add_line(doubles, doubles_n, category, n, n * (terms - 1));
	}
}

static int by_n(const void *x, const void *y)
{
	const struct head_count *a = x, *b = y;

	return (a->n < b->n) - (a->n > b->n);
}
static int by_people(const void *x, const void *y)
{
	const struct head_line *a = x, *b = y;

	return (a->n < b->n) - (a->n > b->n);
}
static int by_code(const void *x, const void *y)
{
	const struct head_scheme *a = x, *b = y;

	return str_order(a->scheme, b->scheme);
}

static void take_counts(struct making *k, const struct head_count *c, size_t n)
{
	struct head_report *r = k->r;

	for (size_t i = 0; i < n; i++) {
		side(&r->before, c[i].was, c[i].n, r->doubles_before, &r->doubles_before_n, r->nowhere_before,
		     &r->nowhere_before_n);
		side(&r->after, c[i].became, c[i].n, r->doubles_after, &r->doubles_after_n, r->nowhere_after,
		     &r->nowhere_after_n);
		differences(k, c[i].became, c[i].was, c[i].n, true);
		differences(k, c[i].was, c[i].became, c[i].n, false);
		if (str_eq(c[i].was, c[i].became))
			r->same += c[i].n;
		else
			r->change[r->changes_n++] = c[i];
		if (head_terms(c[i].became) == 1)
			scheme_of(k, (str){ c[i].became.p + 2, c[i].became.n - 2 })->alone += c[i].n;
	}
}

static void take_tallies(struct making *k, const struct head_tally *t, size_t n)
{
	struct head_report *r = k->r;

	for (size_t i = 0; i < n; i++) {
		bool before = str_eq(t[i].side, S("BEFORE"));
		struct head_side *s = before ? &r->before : &r->after;
		if (str_eq(t[i].what, S("DISTINCT"))) {
			s->distinct = t[i].n;
			continue;
		}
		bool state = str_eq(t[i].what, S("STATE"));
		if (state)
			continue;
		struct head_scheme *x = scheme_of(k, t[i].scheme);
		*number(before ? &x->before : &x->after, t[i].what.p[0]) += t[i].n;
		*(t[i].what.p[0] == 'M'	  ? &s->members
		  : t[i].what.p[0] == 'D' ? &s->dependants
					  : &s->kept) += t[i].n;
	}
	r->before.rest = r->before.members + r->before.dependants + r->before.kept - r->before.doubles -
			 r->before.distinct;
	r->after.rest =
	    r->after.members + r->after.dependants + r->after.kept - r->after.doubles - r->after.distinct;
}

static int64_t away(int64_t n) { return n < 0 ? -n : n; }

static void explain(struct head_told_line *l)
{
	static const char *const names[] = { "MEMBERS", "DEPENDANTS", "ALONE", "BEFORE" };
	int64_t value[] = { l->members, l->with_dependants, l->alone, l->before };

	l->explains = S("OPEN");
	l->open = l->told.people - l->members;
	for (size_t i = 0; i < 4; i++) {
		int64_t open = l->told.people - value[i];
		if (open == 0 && str_eq(l->explains, S("OPEN")))
			l->explains = str_of(names[i]);
		if (away(open) < away(l->open))
			l->open = open;
	}
}

static void take_told(struct making *k, const struct head_told *t, size_t n)
{
	struct head_report *r = k->r;

	r->told = arena_array(k->a, struct head_told_line, n + 1);
	r->told_n = n;
	for (size_t i = 0; i < n; i++) {
		struct head_told_line l = { .told = t[i] };
		if (t[i].scheme.n == 0) {
			l.members = r->after.members;
			l.with_dependants = r->after.members + r->after.dependants + r->after.kept;
			l.alone = r->after.distinct;
			l.before = r->before.distinct;
			r->told_all = t[i].people;
		} else {
			const struct head_scheme *s = scheme_of(k, t[i].scheme);
			l.members = s->after.members;
			l.with_dependants = sum(&s->after);
			l.alone = s->alone;
			l.before = sum(&s->before);
			r->told_sum += t[i].people;
		}
		explain(&l);
		r->told[i] = l;
	}
}

void head_report_make(struct arena *a, const struct head_count *c, size_t n, const struct head_tally *t,
		      size_t t_n, const struct head_told *told, size_t told_n, struct head_report *ret)
{
	struct making k = { .a = a, .r = ret, .schemes_room = SCHEMES_SHOWN_MAX };

	*ret = (struct head_report){ .holds = true };
	ret->scheme = arena_array(a, struct head_scheme, k.schemes_room);
	ret->doubles_before = arena_array(a, struct head_line, n + 1);
	ret->doubles_after = arena_array(a, struct head_line, n + 1);
	ret->nowhere_before = arena_array(a, struct head_line, n + 1);
	ret->nowhere_after = arena_array(a, struct head_line, n + 1);
	ret->change = arena_array(a, struct head_count, n + 1);
	take_counts(&k, c, n);
	take_tallies(&k, t, t_n);
	take_told(&k, told, told_n);
	for (size_t i = 0; i < ret->schemes_n; i++) {
		struct head_scheme *s = &ret->scheme[i];
		s->rest = sum(&s->before) + sum(&s->came) - sum(&s->left) - sum(&s->after);
		ret->holds = ret->holds && s->rest == 0;
	}
	ret->holds = ret->holds && ret->before.rest == 0 && ret->after.rest == 0;
	qsort(ret->scheme, ret->schemes_n, sizeof *ret->scheme, by_code);
	qsort(ret->change, ret->changes_n, sizeof *ret->change, by_n);
	qsort(ret->doubles_before, ret->doubles_before_n, sizeof(struct head_line), by_people);
	qsort(ret->doubles_after, ret->doubles_after_n, sizeof(struct head_line), by_people);
	qsort(ret->nowhere_before, ret->nowhere_before_n, sizeof(struct head_line), by_people);
	qsort(ret->nowhere_after, ret->nowhere_after_n, sizeof(struct head_line), by_people);
}
