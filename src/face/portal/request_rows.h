/* face/portal/request_rows.h - requests as pages show them, to those who asked and to those who answer; and
 * the papers that came with them. */
#ifndef FACE_PORTAL_REQUEST_ROWS_H
#define FACE_PORTAL_REQUEST_ROWS_H

#include "face/portal/frame.h"
#include "face/portal/views.h"

#include "service/requests.h"

struct show_request_row request_row(struct request *q, const struct request_item *i);
struct show_request_row *request_rows(struct request *q, const struct request_item *list, size_t n);
/* What a statement is about, in the reader's words: the scheme since when, or the delivery; empty: a name or
 * the birth.
 */
str statement_about(struct request *q, const struct request_statement *s, const struct statement_matter *m);
/* "DGI-12, Direction générale..."; empty: the fund's own decision. */
str statement_sender(struct request *q, const struct statement_matter *m);
/* Head, what was declared or said, steps, papers. */
struct show_request request_shown(struct request *q, const struct request_view *f);
/* The paper as a file, when it came with this very request. E_DOCUMENT_NONE */
rc request_paper(struct request *q, struct reply *p, const struct acting *by, const struct request_view *f,
		 document_id id) MUST_USE;

#endif
