/* face/portal/family_rows.h - relatives as pages show them. */
#ifndef FACE_PORTAL_FAMILY_ROWS_H
#define FACE_PORTAL_FAMILY_ROWS_H

#include "face/portal/whose.h"

#include "service/family_show.h"

/* Below so many days left a page says so: of what ends and can be continued by a new proof. */
enum { TOLD_DAYS = 60, SOON_DAYS = 30, URGENT_DAYS = 7 };

struct show_relative relative_row(struct request *q, const struct family_member *m);
/* The family of the page's person today; names of whose it is, for an agent. */
rc family_read(struct request *q, struct family_view *ret) MUST_USE;
str family_name(struct request *q, const struct family_view *f);

#endif
