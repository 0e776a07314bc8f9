/* domain/family/law.h - what of the law a family's decision takes: until which age a child is a dependant.
 *
 * The values are parameters of the law, with a source and a status each (domain/law); service/family_law.h
 * asks for those of a day. A value that nobody has found, or that the fund may not use, is 0, "not known",
 * and never another country's or another year's.
 */
#ifndef DOMAIN_FAMILY_LAW_H
#define DOMAIN_FAMILY_LAW_H

#include <stdbool.h>

enum family_value {
	LAW_CHILD_AGE,	 /* years: a child is a dependant until this birthday */
	LAW_STUDENT_AGE, /* years: the same for one who studies */
	LAW_DISABLED,	 /* 1: a disabled child is one without limit of age */
	LAW_VALUES
};

struct family_law {
	int value[LAW_VALUES]; /* 0: not known on the day */
	bool confirmed;	       /* every value was read in the official text */
};

#endif
