/* service/demo_law.c - the made-up director signs. */
#include "service/demo_law.h"

#include "service/demo_users.h"
#include "service/sign_law.h"
#include "service/users.h"

rc demo_law_sign(struct db *db, instant now, struct arena *a, size_t *ret_n)
{
	struct actor by;
	struct user u;

	TRY(users_by_login(db, a, S(DEMO_DIRECTOR), &u));
	TRY(access_actor_of(&u, &by));
	return law_sign_demo(db, a, now, &by, S("caisse de démonstration : rien n'y est réel"), ret_n);
}
