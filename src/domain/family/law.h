/* domain/family/law.h - until which age a child is a dependant, by the law of a day. Pure.
 *
 * The values are those of design/params.csv and facts.md, each with its source and how sure it is (law.c). A
 * value that nobody has found is 0, "not known", and never another country's or another year's.
 */
#ifndef DOMAIN_FAMILY_LAW_H
#define DOMAIN_FAMILY_LAW_H

#include "base/date.h"
#include "base/str.h"

enum law_value {
	LAW_CHILD_AGE,	 /* years: a child is a dependant until this birthday */
	LAW_STUDENT_AGE, /* years: the same for one who studies */
	LAW_DISABLED,	 /* 1: a disabled child is one without limit of age */
	LAW_VALUES
};

struct family_law {
	int value[LAW_VALUES]; /* 0: not known on the day */
	bool confirmed;	       /* every value was read in the official text */
};

/* `country` is ma or dz. */
void family_law_on(str country, date day, struct family_law *ret);

/* One line of the table, for whoever shows where a value comes from. */
struct law_line {
	str country;
	enum law_value which;
	str from, until; /* ISO days, until excluded; empty: not known since when, or still in force */
	int value;
	bool confirmed;
	str source;
};
/* The table; *ret_n lines. */
const struct law_line *family_law_lines(size_t *ret_n);

#endif
