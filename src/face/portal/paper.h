/* face/portal/paper.h - an attestation as a printed page: which words stand where. For the portal and for the
 * command line. */
#ifndef FACE_PORTAL_PAPER_H
#define FACE_PORTAL_PAPER_H

#include "face/portal/text.h"

#include "service/issue_attestation.h"

/* The page with the fund's seal, in `a`: application/pdf. E_PDF_LETTER, E_PDF_DRAW, E_LIMIT */
rc paper_of(struct arena *a, const struct keys *keys, const struct attestation_view *v, str *ret) MUST_USE;
/* "attestation-7K4M-92QX-TB5D.pdf" */
str paper_filename(struct arena *a, const struct attestation_view *v);

#endif
