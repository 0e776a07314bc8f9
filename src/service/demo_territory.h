/* service/demo_territory.h - a small made-up territory, for a demo fund that was given no real one. */
#ifndef SERVICE_DEMO_TERRITORY_H
#define SERVICE_DEMO_TERRITORY_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/rc.h"

struct db;

/* Morocco: 3 regions, 8 provinces, 60 communes; Algeria: 4 wilayas, 10 dairas, 40 communes. When the register
 * has communes already, real or made up, nothing happens (*ret_planted is false). E_NOT_DEMO */
rc demo_territory(struct db *db, struct arena *a, instant now, bool *ret_planted) MUST_USE;

#endif
