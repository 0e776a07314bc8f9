/* domain/rights/offer.c - which schemes could cover somebody whom none covers any more. */
#include "domain/rights/decide.h"

static const struct fact_score *score_on(const struct rights_facts *f, date day)
{
	for (size_t i = 0; i < f->scores_n; i++)
		if (span_has(f->score[i].when, day))
			return &f->score[i];
	return NULL;
}

/* Somebody whose score nobody told fulfils no condition about it. */
static bool fulfils(const struct rights_facts *f, const struct rule_condition *c, date day)
{
	const struct fact_score *s = score_on(f, day);

	if (!c->part.known || !c->value.known)
		return false;
	if (c->part.rule.kind == RULE_AGE_UNDER)
		return birthday(f->born, (int)c->value.n).days > day.days;
	if (s == NULL)
		return false;
	bool above = decimal_compare(s->score, c->value.d) > 0;
	return c->part.rule.kind == RULE_SCORE_ABOVE ? above : !above;
}

/* 0: not for this person. Schemes for those who are above a score come before those for everybody. */
static int fits(const struct scheme_era *e, const struct rights_facts *f, date day)
{
	int fit = 1;

	if (!e->rights.known || e->rights.rule.kind != RULE_PAID)
		return 0;
	for (size_t i = 0; i < e->conditions_n; i++) {
		if (!fulfils(f, &e->condition[i], day))
			return 0;
		if (e->condition[i].part.rule.kind == RULE_SCORE_ABOVE)
			fit = 2;
	}
	return fit;
}

static bool member_of(const struct rights_facts *f, str scheme, date day)
{
	for (size_t i = 0; i < f->members_n; i++)
		if (str_eq(f->member[i].scheme, scheme) && span_has(f->member[i].when, day))
			return true;
	return false;
}

size_t rights_offers(const struct rights_law *l, const struct rights_facts *f, date day,
		     int ret[static RIGHTS_OFFERS_MAX])
{
	size_t n = 0;

	for (int fit = 2; fit > 0; fit--)
		for (size_t i = 0; i < l->n && n < RIGHTS_OFFERS_MAX; i++) {
			const struct scheme_law *s = &l->scheme[i];
			if (!member_of(f, s->scheme, day) && fits(scheme_era_on(s, day), f, day) == fit)
				ret[n++] = (int)i;
		}
	return n;
}
