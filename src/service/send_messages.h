/* service/send_messages.h - the outbox goes out.
 *
 * A round takes what is due, writes that it is being sent, asks the gateway outside of any transaction, and
 * writes what became of it. Whatever stops in between leaves messages that are SENDING: after MESSAGE_LOST_US
 * they are sent again, unless a report said meanwhile that the gateway has them. One process sends at a time
 * (a lease).
 */
#ifndef SERVICE_SEND_MESSAGES_H
#define SERVICE_SEND_MESSAGES_H

#include "domain/message/message.h"

#include "port/carried.h"

#include "service/lease.h"

#define MESSAGE_LOST_US INT64_C(600000000)

struct db;

/* A way out: port/sms or port/mail, or a test's. ret[i] answers m[i], also when it fails by our own fault. */
struct carrier {
	rc (*send)(void *cls, struct arena *a, const struct message *m, size_t n, struct carried_answer *ret);
	void *cls;
};

/* So many are in doubt when a process dies in the middle of a round; fewer cost more commits. */
enum { SEND_ROUND_MAX = 100 };

struct send_round {
	int64_t taken, refused, later, unsure, expired;
	bool forbidden;
	bool throttled; /* nothing was tried: later, as the throttle lets it through */
};
/* How many messages a round had to do with. */
static inline int64_t send_round_messages(const struct send_round *r)
{
	return r->taken + r->refused + r->later + r->unsure + r->expired;
}

/* One round: at most `max` messages (<= SEND_ROUND_MAX) of the channel. E_LEASE_TAKEN: something is due, and
 * another process sends. */
rc send_messages(struct db *db, const struct message_gateway *g, const struct carrier *c,
		 const struct lease *l, instant now, size_t max, struct send_round *ret) MUST_USE;

/* What a gateway reports later about a message it took. */
enum carried_report { REPORT_ON_ITS_WAY, REPORT_DELIVERED, REPORT_FAILED };
/* A report that comes again, or late, changes nothing. E_MESSAGE_NONE */
rc message_reported(struct db *db, message_id id, enum carried_report report, str why, instant now) MUST_USE;

#endif
