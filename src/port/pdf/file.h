/* port/pdf/file.h - what cairo doesn't write into a PDF: its language, its reading direction, a place for a
 * seal. */
#ifndef PORT_PDF_FILE_H
#define PORT_PDF_FILE_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

/* `pdf` as cairo wrote it: one cross-reference table, the catalogue last before it. E_PDF_DRAW when it is
 * laid out in another way. */
rc pdf_finish(struct arena *a, str pdf, str language, bool rtl, str *ret) MUST_USE;

#endif
