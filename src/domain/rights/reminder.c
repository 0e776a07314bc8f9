/* domain/rights/reminder.c - why a right ends, as far as somebody can do something about it. */
#include "domain/rights/reminder.h"

bool right_follows(str because)
{
	struct because b;

	return because_find(because, BECAUSE_INSURED, &b) && !str_eq(b.text, S("DIED"));
}

static enum right_ending of_dependant(str why)
{
	if (str_eq(why, dependant_why_name(WHY_AGE)))
		return ENDS_BY_AGE;
	return str_eq(why, dependant_why_name(WHY_STUDENT_PROOF)) ||
		       str_eq(why, dependant_why_name(WHY_DISABILITY_PROOF))
		   ? ENDS_BY_PROOF
		   : ENDS_OTHERWISE;
}

enum right_ending right_ending_of(const struct rights_end *e)
{
	struct because b[BECAUSE_MAX];
	size_t n;

	if (str_eq(e->next_state, right_state_name(RIGHT_UNKNOWN)))
		return ENDS_UNSAID;
	if (e->insured_id.v == e->next_insured.v && right_follows(e->next_because))
		return ENDS_WITH_INSURED;
	/* somebody else's payments or score, such as the other parent's, aren't what ends this one */
	if (!because_read(e->next_because, b, &n) || right_follows(e->next_because))
		return ENDS_OTHERWISE;
	for (size_t i = 0; i < n; i++) {
		if (b[i].code == BECAUSE_DEPENDANT_END)
			return of_dependant(b[i].text);
		if (b[i].code == BECAUSE_SCORE_ABOVE)
			return ENDS_BY_SCORE;
		if (b[i].code == BECAUSE_UNPAID)
			return ENDS_BY_PAYMENT;
	}
	return ENDS_OTHERWISE;
}
