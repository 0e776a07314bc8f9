/* face/portal/law_rows.h - values of the law as readers see them. */
#ifndef FACE_PORTAL_LAW_ROWS_H
#define FACE_PORTAL_LAW_ROWS_H

#include "face/portal/views.h"
#include "service/fund_law.h"

/* The one in the reader's language, else in French, English, Arabic. */
str law_words(enum lang lang, str fr, str ar, str en);
/* What is said of it on a day. */
struct show_law_value law_value_on(struct arena *a, struct locale at, const struct fund_law *f,
				   const struct law_parameter *p, date day);
/* All its values, the newest first; of one that has none the gap. What a rule names is said as of the day, or
 * as near to it as the rule held. */
const struct show_law_entry *law_entries(struct arena *a, struct locale at, const struct fund_law *f,
					 const struct law_parameter *p, date day, size_t *ret_n);
/* A value that was kept elsewhere, with its unit as law files write it, in words. */
str law_text_words(struct arena *a, struct locale at, str value, str unit);
/* What is wrong in a file of the law. */
str law_mistake_words(struct arena *a, struct locale at, const struct mistake *m);
/* Those that stand for values of it. */
const struct show_law_signature *law_signature_rows(struct arena *a, struct locale at,
						    const struct fund_law *f, const struct law_parameter *p,
						    size_t *ret_n);

#endif
