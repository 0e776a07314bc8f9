/* domain/rights/own.c - what somebody has by their own memberships. */
#include "domain/rights/own.h"

#include <string.h>

enum { LAST_YEAR = 9990 };

struct candidate *candidate_add(struct arena *a, struct candidates *l, span when, enum right_state state,
				enum candidate_kind kind, int scheme, person_id insured)
{
	if (span_empty(when))
		return NULL;
	arena_room(a, l->c, l->n, l->room, 2);
	struct candidate *c = &l->c[l->n++];
	memset(c, 0, sizeof *c);
	c->when = when;
	c->state = state;
	c->kind = kind;
	c->scheme = scheme;
	c->insured = insured;
	return c;
}

struct because *reason(struct candidate *c, enum because_code code, int law)
{
	static struct because nobody; /* written, never read */
	struct because *b = c == NULL ? &nobody : &c->why[c->n < BECAUSE_MAX ? c->n++ : BECAUSE_MAX - 1];

	*b = (struct because){ .code = code, .day = DATE_NEVER, .until = DATE_NEVER, .law = law };
	return b;
}

void candidate_unknown(struct arena *a, struct candidates *l, span when, enum candidate_kind kind, int scheme,
		       person_id insured, int point)
{
	(void)reason(candidate_add(a, l, when, RIGHT_UNKNOWN, kind, scheme, insured), BECAUSE_LAW_UNKNOWN,
		     point);
}

date day_plus_months(date d, int64_t months)
{
	int y, m, day;

	date_split(d, &y, &m, &day);
	return y + months / 12 >= LAST_YEAR ? DATE_NEVER : date_add_months(d, (int)months);
}

date period_start(date d, enum rule_period p)
{
	int y, m, day;
	date first;

	date_split(d, &y, &m, &day);
	must(rc_ok(date_make(y, p == PERIOD_QUARTER ? (m - 1) / 3 * 3 + 1 : m, 1, &first)));
	return first;
}

struct candidate *made(struct making *k, span when, enum right_state state)
{
	return candidate_add(k->a, k->out, span_cut(when, k->alive), state, BY_OWN, k->scheme, k->f->person);
}

void made_unknown(struct making *k, span when, int point, date on)
{
	reason(made(k, when, RIGHT_UNKNOWN), BECAUSE_LAW_UNKNOWN, point)->day = on;
}

/* ---- work ---- */

static void worked_in(const struct making *k, date from, date until, int64_t *ret_days, int64_t *ret_hours)
{
	*ret_days = *ret_hours = 0;
	for (size_t i = 0; i < k->f->worked_n; i++) {
		const struct fact_worked *w = &k->f->worked[i];
		if (w->month.days >= from.days && w->month.days < until.days &&
		    str_eq(w->scheme, k->m->scheme)) {
			*ret_days += w->days;
			*ret_hours += w->hours;
		}
	}
}

enum enough { ENOUGH, NOT_ENOUGH, CANT_SAY };

static enum enough one_way(const struct making *k, const struct rule_worked *w, date month, struct because *b)
{
	int64_t days, hours;

	b->law = w->days.point != NO_POINT ? w->days.point : w->hours.point;
	if (!w->months.known || (w->days.point != NO_POINT && !w->days.known) ||
	    (w->hours.point != NO_POINT && !w->hours.known)) {
		b->law = !w->months.known			       ? w->months.point
			 : w->days.point != NO_POINT && !w->days.known ? w->days.point
								       : w->hours.point;
		return CANT_SAY;
	}
	worked_in(k, day_plus_months(month, -w->months.n), month, &days, &hours);
	b->n = w->days.n;
	if (w->days.point != NO_POINT && days >= w->days.n)
		return ENOUGH;
	if (w->hours.point == NO_POINT || hours < w->hours.n)
		return NOT_ENOUGH;
	b->n = w->hours.n;
	b->text = S("HOURS");
	b->law = w->hours.point;
	return ENOUGH;
}

static enum enough worked_enough(const struct making *k, const struct scheme_era *e, date month,
				 struct because *ret)
{
	const struct rule_worked *way = e->worked;
	size_t n = e->worked_n;
	enum enough best = NOT_ENOUGH;

	if (e->first_months.point != NO_POINT) {
		if (!e->first_months.known) {
			ret->law = e->first_months.point;
			return CANT_SAY;
		}
		if (month.days < day_plus_months(k->m->when.from, e->first_months.n).days) {
			way = e->first;
			n = e->first_n;
		}
	}
	for (size_t i = 0; i < n; i++) {
		struct because b = { .day = DATE_NEVER, .until = DATE_NEVER, .text = S("") };
		enum enough is = one_way(k, &way[i], month, &b);
		if (is == ENOUGH || is == CANT_SAY || best == NOT_ENOUGH)
			*ret = b;
		if (is == ENOUGH)
			return is;
		if (is == CANT_SAY)
			best = is;
	}
	return best;
}

static void by_work(struct making *k, const struct scheme_era *e)
{
	static const enum right_state state[] = { RIGHT_OPEN, RIGHT_CLOSED, RIGHT_UNKNOWN };
	static const enum because_code code[] = { BECAUSE_WORKED, BECAUSE_NOT_WORKED, BECAUSE_LAW_UNKNOWN };
	span when = span_cut(k->alive, e->when);
	date last = k->m->when.from, month = period_start(when.from, PERIOD_MONTH);
	struct because was = { .n = -1 };
	struct candidate *c = NULL;

	for (size_t i = 0; i < k->f->worked_n; i++)
		if (str_eq(k->f->worked[i].scheme, k->m->scheme))
			last = day_max(last, k->f->worked[i].month);
	for (size_t i = 0; i < e->worked_n; i++)
		last = day_max(last,
			       day_plus_months(last, e->worked[i].months.known ? e->worked[i].months.n : 0));
	for (size_t i = 0; i < RIGHTS_PERIODS_MAX && month.days < when.until.days; i++) {
		struct because b = { .law = NO_POINT };
		enum enough is = worked_enough(k, e, month, &b);
		/* behind the last month that work could still count for nothing changes, but for the end of
		 * the first months of a membership */
		bool tail = month.days > last.days &&
			    (e->first_months.point == NO_POINT || !e->first_months.known ||
			     month.days >= day_plus_months(k->m->when.from, e->first_months.n).days);
		span w = span_cut(when, (span){ month, tail ? DATE_NEVER : day_plus_months(month, 1) });
		if (c != NULL && c->state == state[is] && was.n == b.n && was.law == b.law) {
			c->when.until = w.until;
		} else if (!span_empty(w)) {
			c = made(k, w, state[is]);
			struct because *r = reason(c, code[is], b.law);
			r->n = b.n;
			r->text = b.text;
		}
		was = b;
		if (tail)
			break;
		month = day_plus_months(month, 1);
	}
}

/* ---- conditions ---- */

/* Takes the part of what was made that a condition closes, from the index on. */
static void close_part(struct making *k, size_t from, span when, enum right_state state,
		       const struct because *why)
{
	size_t n = k->out->n;

	for (size_t i = from; i < n; i++) {
		struct candidate c = k->out->c[i];
		span in = span_cut(c.when, when);
		if (span_empty(in))
			continue;
		k->out->c[i].when.until = in.from;
		struct candidate *x = candidate_add(k->a, k->out, in, state, BY_OWN, c.scheme, c.insured);
		*reason(x, why->code, why->law) = *why;
		struct candidate *rest = candidate_add(k->a, k->out, (span){ in.until, c.when.until },
						       c.state, c.kind, c.scheme, c.insured);
		if (rest != NULL) {
			memcpy(rest->why, c.why, sizeof c.why);
			rest->n = c.n;
		}
	}
}

static void age_under(struct making *k, size_t from, const struct scheme_era *e,
		      const struct rule_condition *x)
{
	date first = k->m->when.from;
	struct because b = { .code = BECAUSE_TOO_OLD,
			     .day = first,
			     .until = DATE_NEVER,
			     .n = x->value.n,
			     .law = x->value.point };

	if (birthday(k->f->born, (int)x->value.n).days <= first.days)
		close_part(k, from, e->when, RIGHT_CLOSED, &b);
}

static void by_score(struct making *k, size_t from, const struct scheme_era *e,
		     const struct rule_condition *x)
{
	bool most = x->part.rule.kind == RULE_SCORE_AT_MOST;

	for (size_t i = 0; i < k->f->scores_n; i++) {
		const struct fact_score *s = &k->f->score[i];
		bool above = decimal_compare(s->score, x->value.d) > 0;
		struct because b = { .code = above ? BECAUSE_SCORE_ABOVE : BECAUSE_SCORE_BELOW,
				     .day = s->when.from,
				     .until = DATE_NEVER,
				     .law = x->value.point };
		if (above != most)
			continue;
		str score = decimal_text(k->a, s->score), limit = decimal_text(k->a, x->value.d);
		b.text = str_printf(k->a, "%.*s %.*s", STR_ARG(score), STR_ARG(limit));
		close_part(k, from, span_cut(e->when, s->when), RIGHT_CLOSED, &b);
	}
}

static void conditions(struct making *k, size_t from, const struct scheme_era *e)
{
	for (size_t i = 0; i < e->conditions_n; i++) {
		const struct rule_condition *x = &e->condition[i];
		if (!x->part.known || !x->value.known) {
			struct because b = { .code = BECAUSE_LAW_UNKNOWN,
					     .day = DATE_NEVER,
					     .until = DATE_NEVER,
					     .law = x->part.known ? x->value.point : x->part.point };
			close_part(k, from, e->when, RIGHT_UNKNOWN, &b);
		} else if (x->part.rule.kind == RULE_AGE_UNDER) {
			age_under(k, from, e, x);
		} else {
			by_score(k, from, e, x);
		}
	}
}

/* ---- a membership ---- */

static void in_era(struct making *k, const struct scheme_era *e)
{
	size_t from = k->out->n;

	if (!e->rights.known)
		made_unknown(k, e->when, e->rights.point, DATE_NEVER);
	else if (e->rights.rule.kind == RULE_PAID)
		made_by_payment(k, e);
	else if (e->rights.rule.kind == RULE_WORKED)
		by_work(k, e);
	else
		reason(made(k, e->when, RIGHT_OPEN), BECAUSE_MEMBER, e->rights.point);
	conditions(k, from, e);
	/* the membership itself is the first reason of whatever holds by it */
	for (size_t i = from; i < k->out->n; i++) {
		struct candidate *c = &k->out->c[i];
		if (c->n > 0 && c->why[0].code == BECAUSE_MEMBER) {
			c->why[0].day = k->m->when.from;
			c->why[0].text = k->m->scheme;
		}
	}
}

static bool open_on(const struct candidates *l, size_t from, date day)
{
	for (size_t i = from; i < l->n; i++)
		if (l->c[i].state == RIGHT_OPEN && span_has(l->c[i].when, day))
			return true;
	return false;
}

static void over(struct making *k, date from, date died)
{
	struct candidate *c =
	    candidate_add(k->a, k->out, (span){ from, died }, RIGHT_CLOSED, BY_KEPT, k->scheme, k->f->person);
	struct because *b = reason(c, BECAUSE_ENDED, NO_POINT);

	b->day = k->m->when.until;
	b->text = k->m->scheme;
}

/* What outlives the membership, and its end. */
static void after(struct making *k, size_t from, date died)
{
	date end = k->m->when.until;
	const struct scheme_era *e = scheme_era_on(k->s, end);
	const struct rule_keep *keep = &e->keep[KEEP_LOSS];

	if (end.days == DATE_NEVER.days || end.days >= died.days)
		return;
	if (keep->part.there && open_on(k->out, from, (date){ end.days - 1 })) {
		if (!keep->part.known || !keep->months.known) {
			candidate_unknown(k->a, k->out, (span){ end, died }, BY_KEPT, k->scheme, k->f->person,
					  keep->part.known ? keep->months.point : keep->part.point);
			return;
		}
		span kept = { end, day_min(died, day_plus_months(end, keep->months.n)) };
		struct because *b =
		    reason(candidate_add(k->a, k->out, kept, RIGHT_OPEN, BY_KEPT, k->scheme, k->f->person),
			   BECAUSE_KEPT_LOSS, keep->months.point);
		b->day = end;
		b->until = day_plus_months(end, keep->months.n);
		b->n = keep->months.n;
		end = kept.until;
	}
	over(k, end, died);
}

static void membership(struct making *k, date died)
{
	size_t from = k->out->n;

	k->alive = span_cut(k->m->when, (span){ k->m->when.from, died });
	if (span_empty(k->alive))
		return;
	if (k->scheme < 0) { /* the law says nothing of such a scheme */
		reason(made(k, k->alive, RIGHT_UNKNOWN), BECAUSE_LAW_UNKNOWN, NO_POINT)->text = k->m->scheme;
		if (k->m->when.until.days < died.days)
			over(k, k->m->when.until, died);
		return;
	}
	k->s = &k->law->scheme[k->scheme];
	for (size_t i = 0; i < k->s->n; i++)
		if (!span_empty(span_cut(k->s->era[i].when, k->alive)))
			in_era(k, &k->s->era[i]);
	after(k, from, died);
}

void rights_own(const struct rights_law *l, const struct rights_facts *f, struct arena *a,
		struct candidates *ret)
{
	date died =
	    f->died.days == DATE_NEVER.days ? f->died : day_after(f->died); /* the day itself still counts */

	for (size_t i = 0; i < f->members_n; i++) {
		struct making k = { .a = a, .law = l, .f = f, .m = &f->member[i], .out = ret };
		k.scheme = rights_scheme(l, k.m->scheme);
		membership(&k, died);
	}
}
