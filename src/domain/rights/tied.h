/* domain/rights/tied.h - what somebody has through relatives who are insured. */
#ifndef DOMAIN_RIGHTS_TIED_H
#define DOMAIN_RIGHTS_TIED_H

#include "domain/rights/own.h"

/* Adds to `ret` what the facts' ties give. */
void rights_tied(const struct rights_law *l, const struct rights_facts *f, struct arena *a,
		 struct candidates *ret);

#endif
