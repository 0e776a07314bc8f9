/* domain/person/birth.h - birth dates as the papers of both countries have them.
 *
 * Either a day of the calendar, or a year alone: people whose day was never written down are "presumed born
 * in" a year, 1954-00-00 on their papers. Years from 1850 on; before, it is a slip of the pen.
 */
#ifndef DOMAIN_PERSON_BIRTH_H
#define DOMAIN_PERSON_BIRTH_H

#include "base/date.h"
#include "base/rc.h"
#include "base/str.h"

struct arena;

struct birth {
	int16_t year;
	int8_t month, day; /* both 0 when the date is presumed */
};

/* "1987-02-28" or "1954-00-00", nothing else: E_DATE_TEXT. */
rc birth_parse(str text, struct birth *ret) MUST_USE;
str birth_text(struct arena *a, struct birth b);
/* YYYYMMDD of a birth date that was parsed once; anything else stops the program. */
struct birth birth_of_number(int32_t yyyymmdd);

static inline bool birth_presumed(struct birth b) { return b.month == 0; }
/* The very same: a presumed date equals only the same presumed date. */
static inline bool birth_equal(struct birth a, struct birth b)
{
	return a.year == b.year && a.month == b.month && a.day == b.day;
}
/* Equal, or of one year when one of them is presumed: what a fund may find once the day of a presumed birth
 * has been judged, and no contradiction between two papers with the same identifier. */
bool birth_agrees(struct birth a, struct birth b);
/* In the future as of `today`. A presumed date is only when its whole year is. */
bool birth_after(struct birth b, date today);

#endif
