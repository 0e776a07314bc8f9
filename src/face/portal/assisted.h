/* face/portal/assisted.h - forms by which an agent acts for a person who is there: what they all ask, and
 * where they lead. */
#ifndef FACE_PORTAL_ASSISTED_H
#define FACE_PORTAL_ASSISTED_H

#include "face/portal/frame.h"
#include "face/portal/views.h"

#include "service/acting.h"

/* Fields of the form, which the template part `assisted` writes: among PARAMS() of the route, with
 * .keeps_bad. */
#define ASSISTED_PARAMS PARAM("reason", PARAM_TEXT, .max = 2000), PARAM("here", PARAM_CHECK)

/* As typed, for the form that is shown again. */
struct show_assisted assisted_typed(const struct request *q);
/* Who acts, why, and what, a word of the text family "assisted."; what is missing becomes a problem of the
 * page, and the result false. */
bool assisted_by(struct request *q, struct page *page, const char *what, struct acting *ret);
/* To the receipt. */
void assisted_go(struct request *q, struct reply *p, person_id person, str receipt);

#endif
