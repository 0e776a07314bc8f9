/* domain/rights/amount.c - what a member owes for a month, by the class alone. */
#include "domain/rights/own.h"

static bool fixed(const struct scheme_era *e, int64_t *ret, int *ret_cannot)
{
	money m = { 0, e->amount.cur };

	*ret_cannot = e->amount.point;
	if (!e->amount.known || !rc_ok(money_times((money){ 100, m.cur }, e->amount.d, ROUND_HALF_EVEN, &m)))
		return false;
	*ret = m.minor;
	return true;
}

/* A twelfth of a year's share of the reference wage, times the multiple of the class. */
static bool forfait(const struct scheme_era *e, str class, int64_t *ret, int *ret_cannot)
{
	const struct rule_value *multiple = NULL;
	decimal x, y, year, month, by = { 1200, 0 }; /* hundredths of a rate, twelfths of a year */

	for (size_t i = 0; i < e->classes_n; i++)
		if (str_eq(e->class[i], class))
			multiple = &e->multiple[i];
	if (multiple == NULL)
		return false;
	const struct rule_value *all[] = { multiple, &e->rate, &e->wage, &e->hours, &e->rounding };
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		if (!all[i]->known) {
			*ret_cannot = all[i]->point;
			return false;
		}
	if (!rc_ok(decimal_times(e->wage.d, e->hours.d, &x)) || !rc_ok(decimal_times(x, multiple->d, &y)) ||
	    !rc_ok(decimal_times(y, e->rate.d, &year)) ||
	    !rc_ok(decimal_ratio(year, by, 2, e->rounding.rounding, &month)))
		return false;
	*ret = month.units;
	return month.scale == 2;
}

bool contribution_called(const struct scheme_era *e, str class, int64_t *ret, int *ret_cannot)
{
	*ret_cannot = e->contribution.point;
	if (!e->contribution.known)
		return false;
	if (e->contribution.rule.kind == RULE_NOTHING) {
		*ret = 0;
		return true;
	}
	if (e->contribution.rule.kind == RULE_FIXED)
		return fixed(e, ret, ret_cannot);
	/* else a share of a wage or of a declared base, which isn't known */
	return e->contribution.rule.kind == RULE_FORFAIT && forfait(e, class, ret, ret_cannot);
}

bool rights_contribution(const struct rights_law *l, str scheme, str class, date day, int64_t *ret,
			 int *ret_cannot)
{
	int i = rights_scheme(l, scheme);
	const struct scheme_era *e;
	money m;

	*ret_cannot = NO_POINT;
	if (i < 0)
		return false;
	e = scheme_era_on(&l->scheme[i], day);
	if (!contribution_called(e, class, ret, ret_cannot))
		return false;
	if (e->contribution.rule.kind != RULE_FIXED || e->called == PERIOD_MONTH)
		return true;
	if (!rc_ok(money_share((money){ *ret, e->amount.cur }, 1, (int64_t)e->called, ROUND_HALF_EVEN, &m)))
		return false;
	*ret = m.minor;
	return true;
}
