/* service/demo_users.h - the people whom everybody may be in a demo fund: one for each role.
 *
 * Their password stands here and on the sign-in page of a demo fund, and the page behind it tells the code of
 * the second factor. Only a fund that was marked as a demo (demo_begin()) takes them.
 */
#ifndef SERVICE_DEMO_USERS_H
#define SERVICE_DEMO_USERS_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/rc.h"
#include "base/str.h"

struct db;

#define DEMO_PASSWORD "essai-tajriba-2026"
#define DEMO_DIRECTOR "direction"

struct demo_account {
	str login, name_fr, name_ar;
	str role; /* as access_roles_parse() reads it */
};

/* All that are there, in the order of a delivery's way. Empty in a fund that is no demo. */
rc demo_users_list(struct db *db, struct arena *a, struct demo_account **ret, size_t *ret_n) MUST_USE;
/* Makes those that are missing; the user of a managing body only when `body_code` isn't empty. *ret_made: how
 * many. E_NOT_DEMO, E_BODY_NONE */
rc demo_users_make(struct db *db, instant now, struct arena *a, str body_code, const unsigned char *totp_key,
		   int64_t *ret_made) MUST_USE;

#endif
