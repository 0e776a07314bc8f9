/* domain/move/move.c - who is moved, and why somebody isn't. */
#include "domain/move/move.h"

#include <string.h>

str move_reason_name(enum move_reason r)
{
	static const char *const names[MOVE_REASON_N] = { [MOVE_NO_REASON] = "",
#define NAME(name) [MOVE_##name] = #name,
							  MOVE_REASONS(NAME)
#undef NAME
	};

	must(r < MOVE_REASON_N);
	return str_of(names[r]);
}

rc move_in(const struct scheme_move *m, const char *const *states)
{
	for (; *states != NULL; states++)
		if (str_eq(m->state, (str){ *states, strlen(*states) }))
			return OK;
	FAIL(MOVE_STATE);
}

static struct move_verdict left(enum move_reason r, str detail)
{
	return (struct move_verdict){ .reason = r, .detail = detail };
}

/* ---- what the register says ---- */

/* The membership of the old scheme that holds the day before and on the day; else why there is none. */
static struct move_verdict membership_of(const struct scheme_move *m, const struct move_candidate *c,
					 struct arena *a)
{
	const struct membership *ended = NULL, *later = NULL, *is = NULL;

	for (size_t i = 0; i < c->members_n; i++) {
		const struct membership *x = &c->member[i];
		if (!str_eq(x->scheme, m->from_scheme))
			continue;
		if (x->from_day.days >= m->day.days) {
			later = x;
		} else if (x->until_day.days <= m->day.days) {
			if (ended == NULL || ended->until_day.days < x->until_day.days)
				ended = x;
		} else if (is != NULL) {
			return left(MOVE_TWICE, S(""));
		} else {
			is = x;
		}
	}
	if (is != NULL && !str_eq(is->state, S("ACTIVE")))
		return left(MOVE_NOT_ACTIVE, is->state);
	if (is != NULL)
		return (struct move_verdict){ .detail = S(""), .ends = is };
	if (later != NULL)
		return left(MOVE_BEGINS_LATER, date_text(a, later->from_day));
	if (ended != NULL)
		return left(MOVE_ENDED_BEFORE, date_text(a, ended->until_day));
	return left(MOVE_NOT_MEMBER, S(""));
}

static const struct membership *member_already(const struct scheme_move *m, const struct move_candidate *c,
					       date until)
{
	for (size_t i = 0; i < c->members_n; i++) {
		const struct membership *x = &c->member[i];
		if (str_eq(x->scheme, m->to_scheme) && x->from_day.days < until.days &&
		    x->until_day.days > m->day.days)
			return x;
	}
	return NULL;
}

/* ---- what the law would say ---- */

/* The facts as they would be: one membership ends on the day, one begins. */
static struct rights_facts moved(const struct scheme_move *m, const struct move_candidate *c,
				 const struct membership *ends, struct arena *a)
{
	struct rights_facts f = *c->f;
	struct fact_member *all = arena_array(a, struct fact_member, c->members_n + 1);

	for (size_t i = 0; i < c->members_n; i++) {
		const struct membership *x = &c->member[i];
		all[i] = (struct fact_member){ x->scheme, x->income_class, { x->from_day, x->until_day } };
		if (x == ends)
			all[i].when.until = m->day;
	}
	all[c->members_n] = (struct fact_member){ m->to_scheme, S(""), { m->day, ends->until_day } };
	f.member = all;
	f.members_n = c->members_n + 1;
	return f;
}

/* What the law can't be said of, as far as the decision tells. */
static str lacking(const struct rights_law *l, const struct because *b)
{
	return b->law >= 0 && (size_t)b->law < l->points_n ? l->point[b->law].path : b->text;
}

static bool condition(enum because_code c)
{
	return c == BECAUSE_TOO_OLD || c == BECAUSE_SCORE_ABOVE || c == BECAUSE_SCORE_BELOW;
}

/* Nothing is in the way when a right only waits, for a payment or a month: that is the new scheme's rule. */
static struct move_verdict new_scheme(const struct rights_law *l, const struct candidate *x, struct arena *a)
{
	for (size_t i = 0; i < x->n; i++) {
		const struct because *b = &x->why[i];
		if (b->code == BECAUSE_LAW_UNKNOWN && x->state == RIGHT_UNKNOWN)
			return left(MOVE_LAW_UNKNOWN, lacking(l, b));
		if (condition(b->code) && x->state == RIGHT_CLOSED) {
			str name = because_name(b->code);
			return left(MOVE_CONDITION, b->text.n == 0 ? name
								   : str_printf(a, "%.*s %.*s", STR_ARG(name),
										STR_ARG(b->text)));
		}
	}
	return x->state == RIGHT_UNKNOWN ? left(MOVE_LAW_UNKNOWN, S("")) : left(MOVE_NO_REASON, S(""));
}

static int64_t rank_of(const struct rights_law *l, int scheme, date day)
{
	const struct scheme_era *e = scheme >= 0 ? scheme_era_on(&l->scheme[scheme], day) : NULL;

	return e != NULL && e->rank.known ? e->own : INT64_MAX;
}

static struct move_verdict by_law(const struct scheme_move *m, const struct rights_law *l,
				  const struct rights_facts *f, struct arena *a)
{
	int to = rights_scheme(l, m->to_scheme);
	struct move_verdict ret = left(MOVE_LAW_UNKNOWN, m->to_scheme); /* the law has no such scheme */
	struct candidates own = { .n = 0 };

	rights_own(l, f, a, &own);
	for (size_t i = 0; i < own.n; i++) {
		const struct candidate *x = &own.c[i];
		if (x->kind != BY_OWN || x->scheme < 0 || !span_has(x->when, m->day))
			continue;
		if (x->scheme == to)
			ret = new_scheme(l, x, a);
		else if (x->state == RIGHT_OPEN && rank_of(l, x->scheme, m->day) < rank_of(l, to, m->day))
			return left(MOVE_COVERED_BY_PRIORITY, l->scheme[x->scheme].scheme);
	}
	return ret;
}

struct move_verdict move_decide(const struct scheme_move *m, const struct rights_law *l,
				const struct move_candidate *c, struct arena *a)
{
	if (!c->active)
		return left(MOVE_WITHDRAWN, S(""));
	if (c->f->died.days < m->day.days)
		return left(MOVE_DIED, date_text(a, c->f->died));
	struct move_verdict is = membership_of(m, c, a);
	if (is.ends == NULL)
		return is;
	const struct membership *already = member_already(m, c, is.ends->until_day);
	if (already != NULL)
		return left(MOVE_ALREADY_MEMBER, date_text(a, already->from_day));
	struct rights_facts f = moved(m, c, is.ends, a);
	struct move_verdict law = by_law(m, l, &f, a);
	return law.reason == MOVE_NO_REASON ? is : law;
}

void move_sum(struct scheme_move *m, const struct move_count *c, size_t n)
{
	m->moved = m->left_out = m->dependants = 0;
	for (size_t i = 0; i < n; i++) {
		bool is = str_eq(c[i].outcome, LINE_MOVED);
		*(is ? &m->moved : &m->left_out) += c[i].n;
		m->dependants += is ? c[i].dependants : 0;
	}
}
