/* domain/rights/tied.c - what somebody has through relatives who are insured. */
#include "domain/rights/tied.h"

struct tying {
	struct arena *a;
	const struct rights_law *law;
	const struct rights_facts *f;
	const struct fact_tie *t;
	struct candidates *out;
};

/* ---- is somebody a dependant: spans over which the answer doesn't change ---- */

struct dependency {
	span when;
	struct dependant is;
};

static struct family_law values(const struct scheme_era *e)
{
	return (struct family_law){
		.value = { [LAW_CHILD_AGE] = e->child.known ? (int)e->child.n : 0,
			   [LAW_STUDENT_AGE] = e->student.known ? (int)e->student.n : 0,
			   [LAW_DISABLED] = e->disabled.known ? (int)e->disabled.n : 0 },
	};
}

/* The first day behind `day` on which something begins that could make somebody a dependant. */
static date next_start(const struct dependant_facts *d, date day)
{
	date next = DATE_NEVER;

	if (d->link.from.days > day.days)
		next = d->link.from;
	if (d->role == ROLE_WARD && d->guardianship.from.days > day.days)
		next = day_min(next, d->guardianship.from);
	for (size_t i = 0; i < d->proofs_n; i++)
		if (d->proof[i].when.from.days > day.days)
			next = day_min(next, d->proof[i].when.from);
	return next;
}

typedef void each_dependency(struct tying *k, const struct dependency *d, const void *cls);

/* Calls `each` for the spans of `range` in order, without a gap from the link's first day on. */
static void dependencies(struct tying *k, span link, const struct scheme_era *e, span range,
			 each_dependency *each, const void *cls)
{
	struct dependant_facts d = { .role = k->t->role,
				     .born = k->f->born,
				     .link = link,
				     .guardianship = k->t->guardianship,
				     .proof = k->f->proof,
				     .proofs_n = k->f->proofs_n };
	struct family_law law = values(e);
	date day = day_max(range.from, link.from);

	while (day.days < range.until.days) {
		struct dependency x = { { day, DATE_NEVER }, dependant_on(&d, &law, day) };
		x.when.until = x.is.is ? x.is.until : next_start(&d, day);
		x.when = span_cut(x.when, range);
		each(k, &x, cls);
		day = x.when.until;
	}
}

/* The value of the law that an end rests on. What no age or proof ends rests on what the insured's right
 * does, so that a spouse's doesn't change with the ages of children. */
static int point_of(const struct tying *k, const struct scheme_era *e, const struct dependant *d)
{
	enum dependant_why why = d->why;

	if (why == WHY_AGE || why == WHY_LAW_MISSING)
		return e->child.point;
	if (why == WHY_STUDENT_AGE || why == WHY_STUDENT_PROOF)
		return e->student.point;
	if (why == WHY_DISABILITY_PROOF)
		return e->disabled.point;
	return !d->is && why == WHY_LINK && k->t->end == TIE_DIVORCED &&
		       e->keep[KEEP_DIVORCE].months.point != NO_POINT
		   ? e->keep[KEEP_DIVORCE].months.point
		   : e->rights.point;
}

static void say_dependant(struct tying *k, struct candidate *c, const struct scheme_era *e,
			  const struct dependant *d)
{
	struct because *b = reason(c, BECAUSE_DEPENDANT, point_of(k, e, d));

	b->day = k->t->link.from;
	b->until = d->until;
	b->text = family_role_name(k->t->role);
}

static void say_over(struct tying *k, struct candidate *c, const struct scheme_era *e,
		     const struct dependant *d)
{
	struct because *b = reason(c, BECAUSE_DEPENDANT_END, point_of(k, e, d));

	b->day = d->until;
	b->text = dependant_why_name(d->why);
	b->n = d->why == WHY_AGE ? e->child.n : d->why == WHY_STUDENT_AGE ? e->student.n : 0;
}

/* ---- while the insured has something ---- */

struct following {
	const struct candidate *of; /* the insured's */
	const struct scheme_era *e;
};

static void follow(struct tying *k, const struct dependency *d, const void *cls)
{
	const struct following *w = cls;
	enum candidate_kind kind = w->of->kind == BY_KEPT ? BY_KEPT : BY_RELATIVE;
	int scheme = w->of->scheme;

	if (!d->is.is && d->is.why == WHY_NOT_YET)
		return;
	if (!d->is.is && d->is.why == WHY_LAW_MISSING) {
		candidate_unknown(k->a, k->out, d->when, kind, scheme, k->t->insured, w->e->child.point);
		return;
	}
	struct candidate *c = candidate_add(k->a, k->out, d->when, d->is.is ? w->of->state : RIGHT_CLOSED,
					    kind, scheme, k->t->insured);
	if (!d->is.is) {
		say_over(k, c, w->e, &d->is);
		return;
	}
	say_dependant(k, c, w->e, &d->is);
	if (w->of->state == RIGHT_OPEN) {
		if (w->of->kind == BY_KEPT && w->of->n > 0)
			*reason(c, w->of->why[0].code, w->of->why[0].law) = w->of->why[0];
		return;
	}
	reason(c, BECAUSE_INSURED, NO_POINT)->text = right_state_name(w->of->state);
	for (size_t i = 0; i < w->of->n; i++)
		*reason(c, w->of->why[i].code, w->of->why[i].law) = w->of->why[i];
}

static void in_era(struct tying *k, const struct candidate *of, const struct scheme_era *e)
{
	struct following w = { of, e };
	span range = span_cut(of->when, e->when);
	enum candidate_kind kind = of->kind == BY_KEPT ? BY_KEPT : BY_RELATIVE;

	if (span_empty(range))
		return;
	if (!e->dependants.known && e->dependants.there) {
		candidate_unknown(k->a, k->out, span_cut(range, k->t->link), kind, of->scheme, k->t->insured,
				  e->dependants.point);
	} else if (!e->dependants.known || e->dependants.rule.kind == RULE_NOBODY) {
		span none = span_cut(range, (span){ k->t->link.from, DATE_NEVER });
		reason(candidate_add(k->a, k->out, none, RIGHT_CLOSED, kind, of->scheme, k->t->insured),
		       BECAUSE_NO_DEPENDANTS, e->dependants.point)
		    ->text = k->law->scheme[of->scheme].scheme;
	} else {
		dependencies(k, k->t->link, e, range, follow, &w);
	}
}

/* ---- what outlives a marriage, or the insured ---- */

struct keeping {
	const struct scheme_era *e;
	enum because_code code;
	span kept;
	int64_t months;
	int point, scheme;
};

static void keep(struct tying *k, const struct dependency *d, const void *cls)
{
	const struct keeping *w = cls;

	if (!d->is.is)
		return;
	struct candidate *c =
	    candidate_add(k->a, k->out, d->when, RIGHT_OPEN, BY_KEPT, w->scheme, k->t->insured);
	struct because *b = reason(c, w->code, w->point);
	b->day = w->kept.from;
	b->until = w->kept.until;
	b->n = w->months;
	say_dependant(k, c, w->e, &d->is);
}

/* The insured had an open right by `of` on the last day; `when` begins on the first day after it. */
static void outlives(struct tying *k, const struct candidate *of, enum keep_why why, date first)
{
	const struct scheme_law *s = &k->law->scheme[of->scheme];
	const struct scheme_era *e = scheme_era_on(s, first);
	const struct rule_keep *r = &e->keep[why];
	struct keeping w = { .e = e,
			     .code = why == KEEP_DEATH ? BECAUSE_KEPT_DEATH : BECAUSE_KEPT_DIVORCE,
			     .scheme = of->scheme,
			     .months = r->months.n,
			     .point = r->months.point };
	span link = k->t->link;

	if (!r->part.there)
		return;
	if (!r->part.known || !r->months.known) {
		candidate_unknown(k->a, k->out, (span){ first, DATE_NEVER }, BY_KEPT, of->scheme,
				  k->t->insured, r->part.known ? r->months.point : r->part.point);
		return;
	}
	w.kept = (span){ first, day_plus_months(first, r->months.n) };
	link.until = DATE_NEVER; /* it ended by that very death or divorce */
	dependencies(k, link, e, w.kept, keep, &w);
}

static void after_death(struct tying *k)
{
	date first = k->t->insured_died.days == DATE_NEVER.days ? DATE_NEVER : day_after(k->t->insured_died);
	bool stood =
	    k->t->end == TIE_STANDS || k->t->end == TIE_ENDED_BY_DEATH || k->t->link.until.days >= first.days;

	if (first.days == DATE_NEVER.days || k->t->own->n == 0)
		return;
	for (size_t i = 0; stood && i < k->t->own->n; i++) {
		const struct candidate *c = &k->t->own->c[i];
		if (c->state == RIGHT_OPEN && c->scheme >= 0 && span_has(c->when, k->t->insured_died))
			outlives(k, c, KEEP_DEATH, first);
	}
	const struct candidate *last = &k->t->own->c[k->t->own->n - 1];
	struct candidate *c = candidate_add(k->a, k->out, (span){ first, DATE_NEVER }, RIGHT_CLOSED, BY_KEPT,
					    last->scheme, k->t->insured);
	int point = NO_POINT; /* of how long it is kept, where the law says that */
	if (last->scheme >= 0)
		point = scheme_era_on(&k->law->scheme[last->scheme], first)->keep[KEEP_DEATH].months.point;
	reason(c, BECAUSE_INSURED, point)->text = S("DIED");
	reason(c, BECAUSE_DIED, NO_POINT)->day = k->t->insured_died;
}

static void after_divorce(struct tying *k)
{
	date first = k->t->link.until;

	if (k->t->end != TIE_DIVORCED || k->t->role != ROLE_SPOUSE)
		return;
	for (size_t i = 0; i < k->t->own->n; i++) {
		const struct candidate *c = &k->t->own->c[i];
		if (c->state == RIGHT_OPEN && c->scheme >= 0 && span_has(c->when, (date){ first.days - 1 }))
			outlives(k, c, KEEP_DIVORCE, first);
	}
}

void rights_tied(const struct rights_law *l, const struct rights_facts *f, struct arena *a,
		 struct candidates *ret)
{
	for (size_t i = 0; i < f->ties_n; i++) {
		struct tying k = { .a = a, .law = l, .f = f, .t = &f->tie[i], .out = ret };
		if (span_empty(k.t->link)) /* never was */
			continue;
		for (size_t c = 0; c < k.t->own->n; c++) {
			const struct candidate *of = &k.t->own->c[c];
			const struct scheme_law *s = of->scheme < 0 ? NULL : &l->scheme[of->scheme];
			if (s == NULL)
				candidate_unknown(a, ret, span_cut(of->when, k.t->link), BY_RELATIVE, -1,
						  k.t->insured, NO_POINT);
			for (size_t e = 0; s != NULL && e < s->n; e++)
				in_era(&k, of, &s->era[e]);
		}
		after_divorce(&k);
		after_death(&k);
	}
}
