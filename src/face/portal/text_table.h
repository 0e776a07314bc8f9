/* face/portal/text_table.h - the tables that tools/texts.py makes of po/. Only text.c and texts.c know them.
 */
#ifndef FACE_PORTAL_TEXT_TABLE_H
#define FACE_PORTAL_TEXT_TABLE_H

#include "face/portal/text.h"

enum { TEXT_FORMS_MAX = 6 };

extern const str text_names[TEXT_N];	      /* msgids, sorted by their bytes from TEXT_NONE + 1 on */
extern const uint16_t text_plural_at[TEXT_N]; /* where in text_forms; 0: no plural forms */
extern const str text_plain[LANG_N][TEXT_N];
extern const str text_forms[LANG_N][TEXT_PLURALS][TEXT_FORMS_MAX];

/* Which form `n` things take; from the Plural-Forms of the po file. */
size_t text_form(enum lang lang, uint64_t n);

#endif
