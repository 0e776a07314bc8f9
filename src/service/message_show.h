/* service/message_show.h - the outbox as people look at it. Reading messages is written down (message.listed,
 * message.read). */
#ifndef SERVICE_MESSAGE_SHOW_H
#define SERVICE_MESSAGE_SHOW_H

#include "domain/message/message.h"

enum { MESSAGES_PAGE_MAX = 200 };

struct message_page {
	struct message *rows; /* the newest first */
	size_t n;
	bool more; /* go on before the last one's message_id */
};

/* Of one person, or of everybody (0). `before` 0: from the newest on. */
rc message_page_get(struct db *db, struct arena *a, person_id person, message_id before, size_t max,
		    user_id who, struct message_page *ret) MUST_USE;
/* E_MESSAGE_NONE */
rc message_view_get(struct db *db, struct arena *a, message_id id, user_id who, struct message *ret) MUST_USE;
/* How many there are in each state. */
rc message_status(struct db *db, struct arena *a, struct message_count **ret, size_t *ret_n) MUST_USE;

#endif
