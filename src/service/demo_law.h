/* service/demo_law.h - in a demo fund somebody has signed for the law, so that there is something to see. */
#ifndef SERVICE_DEMO_LAW_H
#define SERVICE_DEMO_LAW_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/rc.h"

#include <stddef.h>

struct db;

/* The demo's director (demo_users.h) signs for every value of the fund's country that isn't confirmed, from
 * long ago; *ret_n: how many there were to sign. E_NOT_DEMO, E_USER_NONE */
rc demo_law_sign(struct db *db, instant now, struct arena *a, size_t *ret_n) MUST_USE;

#endif
