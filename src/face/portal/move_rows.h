/* face/portal/move_rows.h - moves and headcounts as the views of pages show them. */
#ifndef FACE_PORTAL_MOVE_ROWS_H
#define FACE_PORTAL_MOVE_ROWS_H

#include "face/http/request.h"
#include "face/portal/views.h"

#include "service/plan_move.h"

/* With the names that the schemes have in the reader's language. */
struct show_move_row move_row(struct request *q, const struct scheme_move *m, const struct scheme *schemes,
			      size_t n);
struct show_move_line move_line_row(struct request *q, const struct move_shown *l);
/* "member of AMO-TNS and relative in AMO-SALARIED", of a category of domain/move/headcount.h. */
str head_words(struct request *q, str category);
/* The schemes as choices of a form. */
struct choice *move_choices(struct request *q, const struct scheme *schemes, size_t n);

#endif
