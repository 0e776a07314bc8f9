/* face/portal/family_form.h - what the forms about a family have in common. */
#ifndef FACE_PORTAL_FAMILY_FORM_H
#define FACE_PORTAL_FAMILY_FORM_H

#include "face/portal/bring.h"

/* The form's own number: a new one, or the one that came back. */
int64_t form_client(struct request *q);
/* The text of a family ("familybad.") as a problem of a field. */
void form_bad(struct request *q, struct page *page, const char *field, const char *family, str word);
/* People say the last day, the register the first one behind it. */
date form_until(date last);
date form_last(date until);
/* The ids of those that are kept; how many. */
size_t form_papers(const struct brought *b, size_t n, document_id *ret);

#endif
