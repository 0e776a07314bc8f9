/* domain/rights/timeline.c - from candidates to one answer a day. */
#include "domain/rights/tied.h"

#include <string.h>

static const char *const states[] = { "OPEN", "SUSPENDED", "UNKNOWN", "CLOSED" };

str right_state_name(enum right_state s) { return str_of(states[s]); }

bool right_state_parse(str name, enum right_state *ret)
{
	for (int s = RIGHT_OPEN; s <= RIGHT_CLOSED; s++)
		if (str_eq(name, right_state_name((enum right_state)s))) {
			*ret = (enum right_state)s;
			return true;
		}
	return false;
}

/* Behind every rank that a scheme may say. */
#define RANK_UNKNOWN INT64_C(1000000000)
#define RANK_OVER INT64_C(2000000000)

struct choosing {
	const struct rights_law *law;
	struct candidates all;
};

static int64_t rank(const struct choosing *k, const struct candidate *c, date day)
{
	if (c->state == RIGHT_CLOSED && c->n > 0 && c->why[0].code == BECAUSE_ENDED)
		return RANK_OVER;
	if (c->scheme < 0)
		return RANK_UNKNOWN;
	const struct scheme_era *e = scheme_era_on(&k->law->scheme[c->scheme], day);
	if (!e->rank.known)
		return RANK_UNKNOWN + c->kind;
	return c->kind == BY_OWN ? e->own : c->kind == BY_RELATIVE ? e->dependant : e->kept;
}

/* Is x shown before y on the day? Never both ways round: what is otherwise equal goes by scheme, person and
 * reason. */
static bool before(const struct choosing *k, const struct candidate *x, const struct candidate *y, date day)
{
	int64_t rx = rank(k, x, day), ry = rank(k, y, day);

	if (x->state != y->state)
		return x->state < y->state;
	if (rx != ry)
		return rx < ry;
	if (x->kind != y->kind)
		return x->kind < y->kind;
	if (x->scheme != y->scheme)
		return x->scheme < y->scheme;
	if (x->insured.v != y->insured.v)
		return x->insured.v < y->insured.v;
	if (x->n > 0 && y->n > 0 && x->why[0].day.days != y->why[0].day.days) /* the later one is news */
		return x->why[0].day.days > y->why[0].day.days;
	return x->n > 0 && y->n > 0 && x->why[0].code < y->why[0].code;
}

static const struct candidate *best(const struct choosing *k, date day, const struct candidate *but)
{
	const struct candidate *b = NULL;

	for (size_t i = 0; i < k->all.n; i++) {
		const struct candidate *c = &k->all.c[i];
		if (c == but || !span_has(c->when, day))
			continue;
		if (but != NULL && (c->state != RIGHT_OPEN || c->kind == BY_KEPT ||
				    (c->scheme == but->scheme && c->insured.v == but->insured.v)))
			continue;
		if (b == NULL || before(k, c, b, day))
			b = c;
	}
	return b;
}

/* Few, and nearly in order. */
static void sort(date *d, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		date x = d[i];
		size_t k = i;
		for (; k > 0 && d[k - 1].days > x.days; k--)
			d[k] = d[k - 1];
		d[k] = x;
	}
}

/* The days on which the answer may change. */
static date *edges(const struct choosing *k, struct arena *a, date died, size_t *ret_n)
{
	size_t room = 1, n = 0;
	date first = DATE_NEVER;

	for (size_t i = 0; i < k->all.n; i++) {
		const struct candidate *c = &k->all.c[i];
		room += 2 + (c->scheme < 0 ? 0 : k->law->scheme[c->scheme].n);
		if (span_empty(c->when))
			continue;
		first = day_min(first, c->when.from);
	}
	date *d = arena_array(a, date, room);
	for (size_t i = 0; i < k->all.n; i++) {
		const struct candidate *c = &k->all.c[i];
		if (span_empty(c->when))
			continue;
		d[n++] = c->when.from;
		if (c->when.until.days != DATE_NEVER.days)
			d[n++] = c->when.until;
		for (size_t e = 0; c->scheme >= 0 && e < k->law->scheme[c->scheme].n; e++) {
			date from = k->law->scheme[c->scheme].era[e].when.from;
			if (span_has(c->when, from))
				d[n++] = from;
		}
	}
	if (n > 0 && died.days != DATE_NEVER.days && died.days > first.days)
		d[n++] = died;
	sort(d, n);
	size_t m = 0;
	for (size_t i = 0; i < n; i++)
		if (m == 0 || d[m - 1].days != d[i].days)
			d[m++] = d[i];
	*ret_n = m;
	return d;
}

static struct because because_of(enum because_code code, int law)
{
	return (struct because){ .code = code, .day = DATE_NEVER, .until = DATE_NEVER, .law = law };
}

/* The reasons of a day: those of the chosen candidate and, when a second one would cover too, that it does.
 */
static size_t reasons(const struct choosing *k, const struct candidate *c, date day, struct because *ret)
{
	size_t n = 0;
	const struct candidate *second = c->state == RIGHT_OPEN ? best(k, day, c) : NULL;

	for (; n < c->n; n++)
		ret[n] = c->why[n];
	if (second == NULL || n == BECAUSE_MAX)
		return n;
	const struct scheme_era *e =
	    second->scheme < 0 ? NULL : scheme_era_on(&k->law->scheme[second->scheme], day);
	ret[n] = because_of(BECAUSE_OTHER_COVER, e == NULL ? NO_POINT : e->rank.point);
	ret[n].n = second->kind == BY_RELATIVE;
	ret[n].text = second->scheme < 0 ? S("") : k->law->scheme[second->scheme].scheme;
	return n + 1;
}

static bool same(const struct right_span *x, const struct right_span *y)
{
	return x->state == y->state && x->scheme == y->scheme && x->insured.v == y->insured.v &&
	       str_eq(x->package, y->package) && x->points_n == y->points_n &&
	       memcmp(x->point, y->point, x->points_n * sizeof x->point[0]) == 0 &&
	       str_eq(x->because, y->because);
}

static struct right_span span_of(const struct choosing *k, struct arena *a, date from, date until, date died,
				 person_id self)
{
	struct right_span s = {
		.when = { from, until }, .state = RIGHT_CLOSED, .scheme = -1, .package = S("")
	};
	struct because why[BECAUSE_MAX + 1];
	size_t n = 0;
	const struct candidate *c = from.days >= died.days ? NULL : best(k, from, NULL);

	if (from.days >= died.days) {
		why[n] = because_of(BECAUSE_DIED, NO_POINT);
		why[n++].day = (date){ died.days - 1 };
		s.insured = self;
	} else if (c != NULL) {
		s.state = c->state;
		s.scheme = c->scheme;
		s.insured = c->insured;
		n = reasons(k, c, from, why);
		if (c->scheme >= 0)
			s.package = scheme_era_on(&k->law->scheme[c->scheme], from)->package_code;
	}
	s.because = because_write(a, why, n, s.point, &s.points_n);
	return s;
}

void rights_timeline(const struct rights_law *l, const struct rights_facts *f, const struct candidates *own,
		     struct arena *a, struct right_span **ret, size_t *ret_n)
{
	struct choosing k = { .law = l };
	date died = f->died.days == DATE_NEVER.days ? f->died : day_after(f->died);
	size_t n, m = 0;

	k.all.room = own->n + 1;
	k.all.c = arena_array(a, struct candidate, k.all.room);
	for (size_t i = 0; i < own->n; i++) {
		const struct candidate *c = &own->c[i];
		struct candidate *mine =
		    candidate_add(a, &k.all, c->when, c->state, c->kind, c->scheme, c->insured);
		if (mine != NULL)
			*mine = *c;
	}
	rights_tied(l, f, a, &k.all);
	date *day = edges(&k, a, died, &n);
	struct right_span *s = arena_array(a, struct right_span, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct right_span x =
		    span_of(&k, a, day[i], i + 1 < n ? day[i + 1] : DATE_NEVER, died, f->person);
		if (m > 0 && same(&s[m - 1], &x))
			s[m - 1].when.until = x.when.until;
		else
			s[m++] = x;
	}
	*ret = s;
	*ret_n = m;
}
