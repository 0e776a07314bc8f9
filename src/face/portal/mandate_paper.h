/* face/portal/mandate_paper.h - a mandate as a printed page: to be signed, or as it was signed. */
#ifndef FACE_PORTAL_MANDATE_PAPER_H
#define FACE_PORTAL_MANDATE_PAPER_H

#include "face/portal/text.h"

#include "service/payment_show.h"

/* In `a`: application/pdf, in the language that is signed in. E_PDF_LETTER, E_PDF_DRAW, E_LIMIT */
rc mandate_paper(struct arena *a, const struct mandate_view *v, str *ret) MUST_USE;
/* "mandate-7K4M-92QX-TB5D.pdf" */
str mandate_filename(struct arena *a, const struct mandate_view *v);

#endif
