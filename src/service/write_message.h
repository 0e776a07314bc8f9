/* service/write_message.h - something is to be told: into the outbox, within the transaction that is the
 * reason. */
#ifndef SERVICE_WRITE_MESSAGE_H
#define SERVICE_WRITE_MESSAGE_H

#include "domain/message/message.h"

struct message_new {
	person_id person_id; /* 0: nobody in the register */
	int64_t cause;	     /* 0: none */
	str kind, channel, language, receiver, subject, body;
	bool secret;  /* the text isn't kept once it was sent */
	bool awaited; /* somebody is waiting: also at night, and before those that can wait */
	instant expires_at;
};

/* Writes one message. E_MESSAGE_LONG, E_MESSAGE_RECEIVER */
rc message_write(struct tx *tx, instant now, const struct message_new *m, message_id *ret) MUST_USE;
/* The row that message_write() adds, for many at once (message_table); its parts are those of the network. */
rc message_row(instant now, const struct message_new *m, struct message *ret) MUST_USE;
/* message_write() for somebody who writes by hand, in a transaction of its own. */
rc message_write_alone(struct db *db, const struct message_new *m, user_id who, message_id *ret) MUST_USE;

#endif
