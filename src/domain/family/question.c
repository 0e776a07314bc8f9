/* domain/family/question.c - what an agent must look at. */
#include "domain/family/question.h"

#include <string.h>

static bool overlap(span x, span y) { return x.from.days < y.until.days && y.from.days < x.until.days; }

static bool same(person_id x, person_id y) { return x.v == y.v && x.v != 0; }

/* Marriages are of two: whoever declared it. */
static bool spouse_of_another(const struct family_tie *t, person_id who, person_id than)
{
	if (t->role != ROLE_SPOUSE)
		return false;
	return (same(t->person_id, who) && !same(t->relative_id, than)) ||
	       (same(t->relative_id, who) && !same(t->person_id, than));
}

static unsigned by_tie(const struct family_case *c, const struct family_tie *t)
{
	unsigned asks = 0;

	if (!overlap(c->when, t->when))
		return 0;
	if (c->role == ROLE_SPOUSE && spouse_of_another(t, c->person_id, c->relative_id))
		asks |= ASK_SECOND_SPOUSE;
	if (c->role == ROLE_SPOUSE && spouse_of_another(t, c->relative_id, c->person_id))
		asks |= ASK_SPOUSE_OF_OTHER;
	if (c->role != ROLE_SPOUSE && t->role != ROLE_SPOUSE && same(t->relative_id, c->relative_id) &&
	    !same(t->person_id, c->person_id))
		asks |= ASK_OTHER_FAMILY;
	return asks;
}

/* Presumed births are read so that nobody is asked without need. */
static bool parent_young(const struct family_case *c)
{
	struct birth parent = c->person_born, child = c->relative_born;

	if (birth_presumed(parent))
		parent.month = parent.day = 1;
	if (birth_presumed(child))
		child.month = 12, child.day = 31;
	return birthday(child, 0).days < birthday(parent, PARENT_AGE_MIN).days;
}

unsigned family_questions(const struct family_case *c)
{
	unsigned asks = c->role == ROLE_CHILD && parent_young(c) ? ASK_PARENT_YOUNG : 0;

	for (size_t i = 0; i < c->ties_n; i++)
		asks |= by_tie(c, &c->tie[i]);
	return asks;
}

bool family_tied_already(const struct family_case *c)
{
	for (size_t i = 0; i < c->ties_n; i++) {
		const struct family_tie *t = &c->tie[i];
		if (t->role == c->role && same(t->person_id, c->person_id) &&
		    same(t->relative_id, c->relative_id) && overlap(c->when, t->when))
			return true;
	}
	return false;
}

str family_question_next(unsigned *set)
{
	static const char *const words[] = { "LIKELY",	      "IDENTIFIER",	 "OTHER_FAMILY",
					     "SECOND_SPOUSE", "SPOUSE_OF_OTHER", "PARENT_YOUNG" };

	for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++)
		if (*set & 1U << i) {
			*set &= ~(1U << i);
			return str_of(words[i]);
		}
	return S("");
}

static bool question_parse(str word, unsigned *ret)
{
	unsigned all = ASK_ALL, before = ASK_ALL;

	for (str name = family_question_next(&all); name.n > 0; name = family_question_next(&all)) {
		if (str_eq(name, word)) {
			*ret |= before ^ all;
			return true;
		}
		before = all;
	}
	return false;
}

bool family_questions_parse(str words, unsigned *ret)
{
	*ret = 0;
	while (words.n > 0) {
		const char *comma = memchr(words.p, ',', words.n);
		size_t n = comma != NULL ? (size_t)(comma - words.p) : words.n;
		if (!question_parse((str){ words.p, n }, ret))
			return false;
		words.p += n + (comma != NULL);
		words.n -= n + (comma != NULL);
	}
	return true;
}
