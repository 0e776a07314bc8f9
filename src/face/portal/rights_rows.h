/* face/portal/rights_rows.h - rights as pages show them. */
#ifndef FACE_PORTAL_RIGHTS_ROWS_H
#define FACE_PORTAL_RIGHTS_ROWS_H

#include "face/portal/rights_words.h"
#include "face/portal/whose.h"

#include "service/rights_show.h"

/* For sentences: what a service read of the law and the schemes, and the day that is spoken of. */
struct rights_words rights_words_of(struct request *q, const struct fund_law *law,
				    const struct scheme *schemes, size_t schemes_n, date on);
/* How it stands. `own`: said to the person, "your rights"; `person` is whose it is. */
struct show_right right_shown(struct request *q, const struct rights_words *w,
			      const struct rights_standing *x, bool own, person_id person);
const struct show_right_reason *right_reasons(struct request *q, const struct rights_words *w,
					      const struct rights_span *s, size_t *ret_n);
struct show_right_span right_span_shown(struct request *q, const struct rights_words *w,
					const struct rights_span *s, date today);
/* What there is to do, sentence by sentence: what is owed, and by when what else. */
const str *right_todo(struct request *q, const struct rights_words *w, const struct rights_view *v,
		      const struct show_right *is, size_t *ret_n);
const struct show_right_relative *right_family(struct request *q, const struct rights_words *w,
					       const struct rights_view *v);
const struct show_right_offer *right_offers(struct request *q, const struct rights_words *w,
					    const struct rights_view *v);
/* What was known of the person on the day, as lines. */
const struct show_right_facts *right_facts(struct request *q, const struct rights_words *w,
					   const struct rights_day *v, size_t *ret_n);

#endif
