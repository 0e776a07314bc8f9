/* face/portal/rule_words.h - rules of schemes as sentences: "A paid month opens the rights of the next
 * month".
 *
 * The words of each kind of rule are texts of the families lawrule., lawpaid., lawlate., lawkeep. and
 * lawrank.; the numbers that a rule names are said as they are on a day.
 */
#ifndef FACE_PORTAL_RULE_WORDS_H
#define FACE_PORTAL_RULE_WORDS_H

#include "face/portal/law_rows.h"

/* One or more sentences, never none. `path` is that of the rule's parameter, ma/AMO_TNS/rule.keep.loss: its
 * country is where the named values are looked up, in `f`; its end says what a kept right outlives. */
str rule_words(struct arena *a, struct locale at, const struct fund_law *f, str path,
	       const struct law_rule *r, date day);

#endif
