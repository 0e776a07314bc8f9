/* domain/family/law.c - the values of the law about dependants, with their sources. */
#include "domain/family/law.h"

#define L(text) \
	{ \
		"" text, sizeof(text) - 1 \
	}

/* Nothing here was read in an official text yet: all of it is UNCONFIRMED, and whoever shows an end shows
 * that. For Algeria no source was seen at all. Law 54.23 speaks of 30 years "under conditions" that were not
 * seen: the value is used for those who study, whom the older rule knows too, and for nobody else. */
static const struct law_line lines[] = {
	{ L("ma"), LAW_CHILD_AGE, L(""), L(""), 21, false,
	  L("loi 65-00, not re-read; params.csv child.age.general (to confirm)") },
	{ L("ma"), LAW_STUDENT_AGE, L(""), L("2027-02-01"), 26, false,
	  L("loi 65-00, not re-read; params.csv child.age.student (medium)") },
	{ L("ma"), LAW_STUDENT_AGE, L("2027-02-01"), L(""), 30, false,
	  L("loi 54.23, BO 7478 of 2026-01-29, day of entry into force to be read there; params.csv "
	    "child.age.max_54_23 (medium)") },
	{ L("ma"), LAW_DISABLED, L(""), L(""), 1, false,
	  L("loi 65-00, not re-read; facts.md: disabled unlimited (medium)") },
};
enum { LINES = sizeof lines / sizeof lines[0] };

const struct law_line *family_law_lines(size_t *ret_n)
{
	*ret_n = LINES;
	return lines;
}

static bool holds(const struct law_line *l, date day)
{
	date from = { INT32_MIN }, until = DATE_NEVER;

	must(l->from.n == 0 || rc_ok(date_parse(l->from, &from)));
	must(l->until.n == 0 || rc_ok(date_parse(l->until, &until)));
	return span_has((span){ from, until }, day);
}

void family_law_on(str country, date day, struct family_law *ret)
{
	*ret = (struct family_law){ .confirmed = true };
	for (size_t i = 0; i < LINES; i++)
		if (str_eq(lines[i].country, country) && holds(&lines[i], day)) {
			ret->value[lines[i].which] = lines[i].value;
			ret->confirmed = ret->confirmed && lines[i].confirmed;
		}
	for (size_t i = 0; i < LAW_VALUES; i++)
		ret->confirmed = ret->confirmed && ret->value[i] != 0;
}
