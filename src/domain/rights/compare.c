/* domain/rights/compare.c */
#include "domain/rights/compare.h"

static const char *const outcomes[] = { "GAINS", "LOSES", "MOVES", "UNTIL", "UNSAID", "UNSURE", "SAME" };
static const char *const ages[] = { "A0", "A6", "A21", "A26", "A60" };
static const int first_year[] = { 0, 6, 21, 26, 60 };

_Static_assert(sizeof outcomes / sizeof outcomes[0] == FORESEEN, "a name for each");
_Static_assert(sizeof ages / sizeof ages[0] == AGE_GROUPS, "a name for each");

str foreseen_name(enum foreseen o) { return str_of(outcomes[o]); }

bool foreseen_parse(str name, enum foreseen *ret)
{
	for (int o = 0; o < FORESEEN; o++)
		if (str_eq(name, foreseen_name((enum foreseen)o))) {
			*ret = (enum foreseen)o;
			return true;
		}
	return false;
}

const struct right_span *timeline_on(const struct timeline *t, date day)
{
	for (size_t i = 0; i < t->n; i++)
		if (span_has(t->span[i].when, day))
			return &t->span[i];
	return NULL;
}

static bool covers(const struct right_span *s) { return s != NULL && s->state == RIGHT_OPEN; }

str timeline_scheme(const struct timeline *t, date day)
{
	const struct right_span *s = timeline_on(t, day);

	return covers(s) && s->scheme >= 0 ? t->law->scheme[s->scheme].scheme : S("");
}

date timeline_until(const struct timeline *t, date day)
{
	date until = day;

	for (size_t i = 0; i < t->n; i++)
		if (t->span[i].state == RIGHT_OPEN && span_has(t->span[i].when, until))
			until = t->span[i].when.until;
	return until;
}

enum foreseen rights_compare(const struct timeline *was, const struct timeline *is, date day)
{
	const struct right_span *x = timeline_on(was, day), *y = timeline_on(is, day);

	if (y != NULL && y->state == RIGHT_UNKNOWN) {
		if (covers(x))
			return FORESEEN_UNSAID;
		return x != NULL && x->state == RIGHT_UNKNOWN ? FORESEEN_SAME : FORESEEN_UNSURE;
	}
	if (covers(x) != covers(y))
		return covers(x) ? FORESEEN_LOSES : FORESEEN_GAINS;
	if (!covers(x))
		return FORESEEN_SAME;
	if (!str_eq(timeline_scheme(was, day), timeline_scheme(is, day)))
		return FORESEEN_MOVES;
	return timeline_until(was, day).days == timeline_until(is, day).days ? FORESEEN_SAME : FORESEEN_UNTIL;
}

str age_group_name(enum age_group g) { return str_of(ages[g]); }

bool age_group_parse(str name, enum age_group *ret)
{
	for (int g = 0; g < AGE_GROUPS; g++)
		if (str_eq(name, age_group_name((enum age_group)g))) {
			*ret = (enum age_group)g;
			return true;
		}
	return false;
}

enum age_group age_group_of(struct birth born, date day)
{
	int g = AGE_GROUPS - 1;

	while (g > AGE_0 && birthday(born, first_year[g]).days > day.days)
		g--;
	return (enum age_group)g;
}
