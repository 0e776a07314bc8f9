/* face/portal/person_rows.h - one person for the pages of those who serve and of the person. */
#ifndef FACE_PORTAL_PERSON_ROWS_H
#define FACE_PORTAL_PERSON_ROWS_H

#include "face/http/request.h"
#include "face/portal/views.h"

#include "service/person_show.h"

/* In the request's arena, and with texts of `f`. */
struct show_person person_shown(struct request *q, const struct person_view *f);

/* Adds the papers that were issued about the person, the newest first, and the kinds that can be. */
rc person_papers(struct request *q, enum purpose why, struct show_person *v) MUST_USE;

#endif
