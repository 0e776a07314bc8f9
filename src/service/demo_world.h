/* service/demo_world.h - what made-up people are drawn from: the register's communes and the fund's schemes.
 */
#ifndef SERVICE_DEMO_WORLD_H
#define SERVICE_DEMO_WORLD_H

#include "domain/demo/people.h"

#include "store/db.h"

/* As on `day`. Towns are the communes that are municipalities or bear the name of what they lie in.
 * E_NOT_DEMO, E_PLACE_NO_LAND */
rc demo_world_load(struct tx *tx, struct arena *a, date day, int64_t seed, struct demo_world *ret) MUST_USE;

#endif
