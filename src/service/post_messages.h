/* service/post_messages.h - the outbox through the fund's gateway: settings, throttle, rounds.
 */
#ifndef SERVICE_POST_MESSAGES_H
#define SERVICE_POST_MESSAGES_H

#include "service/keys.h"
#include "service/send_messages.h"

struct post;

/* For as long as a process sends on a channel. */
rc post_open(struct db *db, struct arena *life, const struct keys *keys, str channel,
	     struct post **ret) MUST_USE;
void post_close(struct post *p);
/* What is due at `now`, as much of it as the throttle lets through; settings that were changed count from the
 * next round on. E_MESSAGE_GATEWAY: the fund has no gateway. E_LEASE_TAKEN: something is due, and another
 * process sends. */
rc post_round(struct post *p, instant now, struct send_round *ret) MUST_USE;

#endif
