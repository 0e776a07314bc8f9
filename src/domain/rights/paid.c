/* domain/rights/paid.c - rights that follow paid periods, and what would reopen them. */
#include "domain/rights/own.h"

/* The fact about a period of the scheme; NULL: none. The facts may come in any order. */
static const struct fact_paid *paid_for(const struct making *k, date period)
{
	const struct fact_paid *best = NULL;

	for (size_t i = 0; i < k->f->paid_n; i++) {
		const struct fact_paid *p = &k->f->paid[i];
		if (p->from.days == period.days && str_eq(p->scheme, k->m->scheme) &&
		    (best == NULL || p->paid.days < best->paid.days))
			best = p;
	}
	return best;
}

static date first_payment(const struct making *k, date first_period)
{
	date first = DATE_NEVER;

	for (size_t i = 0; i < k->f->paid_n; i++) {
		const struct fact_paid *p = &k->f->paid[i];
		if (p->from.days >= first_period.days && str_eq(p->scheme, k->m->scheme))
			first = day_min(first, p->paid);
	}
	return first;
}

/* From when on what was paid on a day counts. */
static date counts_from(const struct scheme_era *e, date paid)
{
	return e->late_next_month ? day_plus_months(period_start(paid, PERIOD_MONTH), 1) : day_after(paid);
}

/* A period that opens the one behind it is paid before that begins; one that opens itself, such as a month
 * that is due on its first day, on that day at the latest. */
static bool in_time(const struct scheme_era *e, span covers, date paid)
{
	return e->covers_next ? paid.days < covers.from.days : paid.days <= covers.from.days;
}

/* A period, what it covers, and what was paid for it and all before it. */
struct walk {
	date period, next; /* of the period: its first day, and that of the one behind it */
	span covers;
	date latest, latest_period; /* when the last of them was paid, and which that was */
};

static void spend_waiting(struct making *k, span era, span w, date first, date opens,
			  const struct rule_value *wait)
{
	struct candidate *c = made(k, span_cut(span_cut(w, era), (span){ w.from, opens }), RIGHT_CLOSED);
	struct because *b = reason(c, BECAUSE_WAITING, wait->point);

	b->day = first;
	b->until = opens;
	b->n = wait->point == NO_POINT ? 0 : wait->n;
}

static void open_paid(struct making *k, span w, const struct walk *x, date run_last, int point)
{
	struct because *b = reason(made(k, w, RIGHT_OPEN), BECAUSE_PAID, point);

	b->day = x->period;
	b->until = (date){ run_last.days - 1 };
}

/* Spans over the whole membership as the era's rule has them; only those inside the era are kept, so that a
 * span that reaches over its edge says the same on both sides. */
struct paid_run {
	span when;	  /* of the open run that grows */
	struct walk last; /* its last period */
	bool grows;
};

static void run_end(struct making *k, const struct scheme_era *e, struct paid_run *r)
{
	if (r->grows)
		open_paid(k, span_cut(r->when, e->when), &r->last, r->last.next, e->rights.point);
	r->grows = false;
}

static void run_open(struct making *k, const struct scheme_era *e, struct paid_run *r, span w,
		     const struct walk *x)
{
	if (span_empty(w))
		return;
	if (r->grows && r->when.until.days == w.from.days) {
		r->when.until = w.until;
	} else {
		run_end(k, e, r);
		r->when = w;
	}
	r->last = *x;
	r->grows = true;
}

static void unpaid(struct making *k, const struct scheme_era *e, span w, const struct walk *x, bool ever)
{
	const struct fact_paid *p = paid_for(k, x->period);
	struct candidate *c = made(k, span_cut(w, e->when), RIGHT_SUSPENDED);
	struct because *b = reason(c, ever ? BECAUSE_UNPAID : BECAUSE_FIRST_PAYMENT, e->rights.point);

	b->day = x->period;
	b->until = (date){ x->next.days - 1 };
	b->n = p == NULL ? 0 : p->due;
}

static void paid_late(struct making *k, const struct scheme_era *e, span w, const struct walk *x)
{
	struct candidate *c = made(k, span_cut(w, e->when), RIGHT_SUSPENDED);
	struct because *b = reason(c, BECAUSE_PAID_LATE, e->rights.point);

	b->day = x->latest_period;
	b->until = (date){ day_plus_months(x->latest_period, e->period).days - 1 };
	b->n = x->latest.days;
}

static struct walk walk_at(const struct scheme_era *e, date period)
{
	struct walk x = { .period = period, .next = day_plus_months(period, e->period) };

	x.covers =
	    e->covers_next ? (span){ x.next, day_plus_months(x.next, e->period) } : (span){ period, x.next };
	return x;
}

/* The wait is that of the law of the day on which it began. False: it can't be said. */
static bool waits_until(struct making *k, date first, const struct scheme_era **ret_era, date *ret)
{
	const struct scheme_era *e = scheme_era_on(k->s, first);

	*ret_era = e;
	*ret = k->alive.from;
	if (!e->rights.known || e->rights.rule.kind != RULE_PAID || e->wait.point == NO_POINT)
		return true;
	if (!e->wait.known)
		return false;
	*ret = day_plus_months(period_start(first, PERIOD_MONTH), 1 + e->wait.n);
	return true;
}

void made_by_payment(struct making *k, const struct scheme_era *e)
{
	struct walk x = walk_at(e, period_start(k->m->when.from, e->period));
	date first = first_payment(k, x.period), opens;
	const struct scheme_era *wait;
	struct paid_run run = { .grows = false };

	if (first.days == DATE_NEVER.days) {
		unpaid(k, e, k->m->when, &x, false);
		return;
	}
	if (!waits_until(k, first, &wait, &opens)) {
		made_unknown(k, e->when, wait->wait.point, first);
		return;
	}
	if (x.covers.from.days > k->m->when.from.days) /* nothing covers the first period: it is waited for */
		spend_waiting(k, e->when, (span){ k->m->when.from, x.covers.from }, first,
			      day_max(opens, x.covers.from), &wait->wait);
	x.latest = x.latest_period = (date){ INT32_MIN };
	for (size_t i = 0; i < RIGHTS_PERIODS_MAX && x.covers.from.days < k->alive.until.days; i++) {
		const struct fact_paid *p = paid_for(k, x.period);
		if (p == NULL || p->paid.days == DATE_NEVER.days) {
			run_end(k, e, &run);
			unpaid(k, e, (span){ x.covers.from, DATE_NEVER }, &x, true);
			return;
		}
		if (p->paid.days > x.latest.days) {
			x.latest = p->paid;
			x.latest_period = x.period;
		}
		span w = x.covers;
		if (w.from.days < opens.days) {
			spend_waiting(k, e->when, w, first, opens, &wait->wait);
			w.from = day_min(opens, w.until);
		}
		date counts = in_time(e, x.covers, x.latest) ? w.from : counts_from(e, x.latest);
		if (counts.days > w.from.days) {
			run_end(k, e, &run);
			paid_late(k, e, (span){ w.from, day_min(counts, w.until) }, &x);
			w.from = day_min(counts, w.until);
		}
		run_open(k, e, &run, w, &x);
		struct walk next = walk_at(e, x.next);
		next.latest = x.latest;
		next.latest_period = x.latest_period;
		x = next;
	}
	run_end(k, e, &run);
}

/* ---- what would reopen a right ---- */

/* The contribution of a class for one period of the rights: its value, or the point that lacks. */
static bool amount_of(const struct scheme_era *e, str class, int64_t *ret, int *ret_cannot)
{
	bool fits =
	    e->contribution.rule.kind == RULE_FIXED ? e->called == e->period : e->period == PERIOD_MONTH;

	if (e->contribution.known && (e->contribution.rule.kind == RULE_NOTHING || !fits)) {
		*ret_cannot = e->contribution.point;
		return false;
	}
	return contribution_called(e, class, ret, ret_cannot);
}

/* One more unpaid period. */
static void owe(struct making *k, struct rights_arrears *r, const struct walk *x)
{
	const struct fact_paid *p = paid_for(k, x->period);
	int64_t due = p == NULL ? 0 : p->due;
	int cannot = NO_POINT;

	if (r->periods++ == 0)
		r->from = x->period;
	r->until = (date){ x->next.days - 1 };
	if (due == 0 && !amount_of(scheme_era_on(k->s, x->period), k->m->income_class, &due, &cannot) &&
	    !r->unsaid) {
		r->unsaid = true;
		r->cannot = cannot;
	}
	r->due = r->unsaid ? 0 : r->due + due;
}

static bool is_paid(const struct making *k, date period)
{
	const struct fact_paid *p = paid_for(k, period);

	return p != NULL && p->paid.days != DATE_NEVER.days;
}

bool rights_arrears(const struct rights_law *l, const struct rights_facts *f, const struct fact_member *m,
		    date day, struct rights_arrears *ret)
{
	struct making k = {
		.law = l, .f = f, .m = m, .scheme = rights_scheme(l, m->scheme), .alive = m->when
	};
	struct rights_arrears next = { .cannot = NO_POINT };
	const struct scheme_era *e, *unused;
	date opens;

	*ret = (struct rights_arrears){ .cannot = NO_POINT, .from = DATE_NEVER, .until = DATE_NEVER };
	if (k.scheme < 0 || !span_has(m->when, day))
		return false;
	k.s = &l->scheme[k.scheme];
	e = scheme_era_on(k.s, day);
	if (!e->rights.known || e->rights.rule.kind != RULE_PAID)
		return false;
	struct walk x = walk_at(e, period_start(day, e->period));
	ret->reopens = !e->covers_next && in_time(e, x.covers, day) ? day : counts_from(e, day);
	x = walk_at(e, period_start(m->when.from, e->period));
	/* a period that opens the next one is owed when it is over, one that opens itself when it begins */
	for (size_t i = 0; i < RIGHTS_PERIODS_MAX && x.covers.from.days <= day.days; i++) {
		if (!is_paid(&k, x.period))
			owe(&k, ret, &x);
		x = walk_at(e, x.next);
	}
	date first = day_min(first_payment(&k, period_start(m->when.from, e->period)), day);
	if (waits_until(&k, first, &unused, &opens))
		ret->reopens = day_max(ret->reopens, opens);
	for (size_t i = 0; i < RIGHTS_PERIODS_MAX && x.covers.from.days <= ret->reopens.days; i++) {
		if (!is_paid(&k, x.period))
			owe(&k, &next, &x);
		x = walk_at(e, x.next);
	}
	ret->then = next.periods;
	ret->then_from = next.periods > 0 ? next.from : DATE_NEVER;
	ret->then_until = next.periods > 0 ? next.until : DATE_NEVER;
	return true;
}
