/* service/family_law.c - from parameters of the law to the few values that a family's decision takes. */
#include "service/family_law.h"

#include "service/ask_law.h"

static void years(struct family_law *l, const struct law_answer *x, enum family_value which)
{
	int64_t n;

	l->value[which] = law_whole(x, UNIT_YEARS, &n) ? (int)n : 0;
	l->confirmed = l->confirmed && l->value[which] != 0 && x->value->status == LAW_VOTED;
}

/* Law 54.23 speaks of 30 years "under conditions" that were not seen: the value is used for those who study,
 * whom the older rule knows too, and for nobody else. law: MA loi 54.23 */
void family_law_ask(struct law_desk *d, date day, struct family_law *ret)
{
	struct law_answer general = law_ask(d, S("common/child.age.general"), day),
			  student = law_ask(d, S("common/child.age.max_54_23"), day),
			  disabled = law_ask(d, S("common/child.age.disabled"), day);

	if (student.why == LAW_MISSING || student.why == LAW_NO_PARAMETER) /* not yet in force */
		student = law_ask(d, S("common/child.age.student"), day);
	*ret = (struct family_law){ .confirmed = true };
	years(ret, &general, LAW_CHILD_AGE);
	years(ret, &student, LAW_STUDENT_AGE);
	bool known = disabled.why == LAW_IS;
	ret->value[LAW_DISABLED] = known && disabled.parameter->unit == UNIT_YES_NO && disabled.value->yes;
	ret->confirmed = ret->confirmed && known && disabled.value->status == LAW_VOTED;
}

rc family_law_on(struct tx *tx, struct arena *a, date day, struct family_law *ret)
{
	struct law_desk d;

	TRY(law_desk_open(tx, a, &d));
	family_law_ask(&d, day, ret);
	return OK;
}
