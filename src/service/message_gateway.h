/* service/message_gateway.h - where messages go out, and the secrets that belong to it.
 *
 * The gateway's password is sealed in the store, so that all servers of a fund have it. Reports of deliveries
 * come to a public address: each names its message with a key that only this fund and its gateway know.
 */
#ifndef SERVICE_MESSAGE_GATEWAY_H
#define SERVICE_MESSAGE_GATEWAY_H

#include "domain/message/message.h"

#include "service/keys.h"

enum { GATEWAY_PASSWORD_MAX = 200, REPORT_KEY_TEXT = 32 };

/* Sets the gateway of g->channel; a NULL password leaves the one that is there. E_MESSAGE_GATEWAY when there
 * is none to be left. */
rc message_gateway_change(struct db *db, const struct keys *keys, const struct message_gateway *g,
			  const str *password, user_id who) MUST_USE;
/* E_MESSAGE_GATEWAY */
rc message_gateway_read(struct db *db, struct arena *a, str channel, struct message_gateway *ret) MUST_USE;
/* E_MESSAGE_SEAL */
rc message_gateway_password(struct arena *a, const struct keys *keys, const struct message_gateway *g,
			    str *ret) MUST_USE;

/* REPORT_KEY_TEXT hexadecimal digits. */
str message_report_key(struct arena *a, const struct keys *keys, message_id id);
bool message_report_key_is(const struct keys *keys, message_id id, str key);

#endif
