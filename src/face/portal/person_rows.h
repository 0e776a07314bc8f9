/* face/portal/person_rows.h - one person for the pages of those who serve and of the person. */
#ifndef FACE_PORTAL_PERSON_ROWS_H
#define FACE_PORTAL_PERSON_ROWS_H

#include "face/http/request.h"
#include "face/portal/views.h"

#include "service/person_show.h"

/* In the request's arena, and with texts of `f`. */
struct show_person person_shown(struct request *q, const struct person_view *f);

#endif
