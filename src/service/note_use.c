/* service/note_use.c */
#include "service/note_use.h"

#include "base/id.h"

rc note_use(struct tx *tx, instant now, user_id agent, const struct person *p, enum used_service s)
{
	struct service_use u = { .service_use_id = id_new(now),
				 .person_id = p->person_id,
				 .service = used_service_name(s),
				 .channel = agent.v != 0 ? USE_COUNTER : USE_ONLINE,
				 .commune_id = p->commune_id,
				 .at = now };

	return service_use_add(tx, &u);
}
