/* face/portal/law_simulation.h - what a proposed law would change, on the pages of its version. */
#ifndef FACE_PORTAL_LAW_SIMULATION_H
#define FACE_PORTAL_LAW_SIMULATION_H

#include "face/portal/frame.h"

/* Of the version; `own` holds the figures while they are summed. Who proposed or decides may ask for it. */
rc law_simulation_of(struct request *q, struct arena *own, int64_t nth, bool proposed,
		     struct show_simulation *ret) MUST_USE;
/* The browser comes again by itself while it runs. */
void law_simulation_refresh(struct request *q, struct reply *p, struct page *page,
			    const struct show_simulation *v);

#endif
