/* service/family_law.h - what the law of a day says about dependants, as far as this fund may use it. */
#ifndef SERVICE_FAMILY_LAW_H
#define SERVICE_FAMILY_LAW_H

#include "domain/family/law.h"

#include "store/db.h"

struct law_desk;

/* A value that can't be used is 0, "not known". */
void family_law_ask(struct law_desk *d, date day, struct family_law *ret);
/* The same with a desk of its own. */
rc family_law_on(struct tx *tx, struct arena *a, date day, struct family_law *ret) MUST_USE;

#endif
