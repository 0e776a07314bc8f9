/* domain/rights/scheme_law.c - finding a scheme and its era. */
#include "domain/rights/scheme_law.h"

int rights_scheme(const struct rights_law *l, str scheme)
{
	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->scheme[i].scheme, scheme))
			return (int)i;
	return -1;
}

const struct scheme_era *scheme_era_on(const struct scheme_law *s, date day)
{
	for (size_t i = s->n - 1; i > 0; i--)
		if (s->era[i].when.from.days <= day.days)
			return &s->era[i];
	return &s->era[0];
}
