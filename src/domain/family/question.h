/* domain/family/question.h - what an agent must look at before somebody becomes a relative. Pure.
 *
 * None of these refuses anything: two insured parents may both declare a child, a man may have two wives in
 * both countries, papers may hold a wrong year. A person decides, and says that they saw it.
 */
#ifndef DOMAIN_FAMILY_QUESTION_H
#define DOMAIN_FAMILY_QUESTION_H

#include "domain/family/dependant.h"

/* Bits; they are stored: never renumber. */
enum family_question {
	ASK_LIKELY = 1,		  /* somebody known has the same birth date and name: the same person? */
	ASK_IDENTIFIER = 2,	  /* somebody known has the identifier, and other facts */
	ASK_OTHER_FAMILY = 4,	  /* a child or ward of somebody else already */
	ASK_SECOND_SPOUSE = 8,	  /* the person has a spouse for a time in common */
	ASK_SPOUSE_OF_OTHER = 16, /* the relative has a spouse for a time in common */
	ASK_PARENT_YOUNG = 32,	  /* born before the parent was PARENT_AGE_MIN */
	ASK_ALL = 63,
};

/* Not of the law: below it a slip of the pen is likelier than a birth. */
enum { PARENT_AGE_MIN = 12 };

/* A link as far as questions need it. */
struct family_tie {
	person_id person_id, relative_id;
	enum family_role role;
	span when;
};

struct family_case {
	person_id person_id, relative_id; /* relative 0: nobody who is known */
	enum family_role role;
	struct birth person_born, relative_born;
	span when;
	const struct family_tie *tie; /* all of the two, known now */
	size_t ties_n;
};

/* ASK_OTHER_FAMILY, ASK_SECOND_SPOUSE, ASK_SPOUSE_OF_OTHER and ASK_PARENT_YOUNG as far as they apply. */
unsigned family_questions(const struct family_case *c);
/* The two have this very link for a time in common. */
bool family_tied_already(const struct family_case *c);
/* The words of the first bit set, such as OTHER_FAMILY; takes it out of *set. Empty when none is left. */
str family_question_next(unsigned *set);
/* The bits of words with commas between them; false when one is no question. */
bool family_questions_parse(str words, unsigned *ret);

#endif
