/* face/portal/bring.h - papers that people bring with a form.
 *
 * A row with `.upload = &bring_upload` gathers its files (BRING(name) among its params) while they arrive,
 * each input one file; `.body_max = BRING_BODY(n)` bounds them all. The handler keeps them one by one, sealed
 * (bring_keep()). What was kept comes back in the hidden field NAME_kept when the form is shown again or its
 * answers are checked, so that no photo is sent twice over a slow network. A file that is too large ends no
 * request: it is a problem of its input like any other.
 */
#ifndef FACE_PORTAL_BRING_H
#define FACE_PORTAL_BRING_H

#include "face/portal/frame.h"
#include "face/portal/views.h"

#include "service/keep_document.h"

enum { BRING_MAX = 8 /* inputs of a form */ };
#define BRING(name) PARAM(name, PARAM_FILE), PARAM(name "_kept", PARAM_ID)
#define BRING_BODY(n) ((size_t)(n)*DOCUMENT_BYTES_MAX + BODY_MAX)

extern const struct upload bring_upload;

/* A paper that is kept. */
struct brought {
	document_id document_id; /* 0: none was brought, or it is a problem of the page */
	str kind, media;
	int64_t bytes;
};

/* The file of the input `field`, kept now as a paper of `owner`, of this kind (document.h); when none was
 * sent, the one that was kept before. One that can't be kept is told at the field. E_PERSON_NONE,
 * E_DOCUMENT_MANY */
rc bring_keep(struct request *q, struct page *page, const struct acting *by, person_id owner,
	      const char *field, str kind, struct brought *ret) MUST_USE;

/* For the page that shows the form again, or its answers. */
struct show_brought bring_shown(const struct brought *b);

#endif
