/* domain/message/message.h - what people are told, by SMS or e-mail: the front door of the room.
 *
 * A message is written by the transaction that is the reason for it, and sent later
 * (service/send_messages.h).
 *
 *   WAITING -> SENDING -> SENT -> DELIVERED
 *      ^          |         \--> FAILED      the network says that it never arrived
 *      |          |--> FAILED                the gateway won't ever take it
 *      \----------/                          not now: again later
 *   WAITING -> EXPIRED                       it is of no use any more
 *
 * SENDING is written before the gateway is asked. Whoever finds a message in it after its time doesn't know
 * whether the gateway has it: unless a report comes, it is sent again. That is the only way to send twice.
 */
#ifndef DOMAIN_MESSAGE_MESSAGE_H
#define DOMAIN_MESSAGE_MESSAGE_H

#include "domain/message/schedule.h"
#include "domain/message/sms_text.h"
#include "domain/message/template.h"

#include "store/db.h"

#define CHANNEL_SMS S("SMS")
#define CHANNEL_EMAIL S("EMAIL")

#define MESSAGE_WAITING S("WAITING")
#define MESSAGE_SENDING S("SENDING")
#define MESSAGE_SENT S("SENT")
#define MESSAGE_DELIVERED S("DELIVERED")
#define MESSAGE_FAILED S("FAILED")
#define MESSAGE_EXPIRED S("EXPIRED")

enum message_rank { RANK_AWAITED, RANK_USUAL };

struct message {
	message_id message_id;
	person_id person_id;
	int64_t cause;
	str kind, channel, language, receiver, subject, body;
	bool secret;
	int64_t rank; /* enum message_rank */
	int64_t parts;
	str state;
	int64_t tries;
	instant not_before, expires_at, asked_at, sent_at, ended_at;
	str why;
};

extern const struct db_table message_table; /* for campaigns */

rc message_add(struct tx *tx, const struct message *m) MUST_USE;
/* E_MESSAGE_NONE */
rc message_get(struct tx *tx, message_id id, struct arena *a, struct message *ret) MUST_USE;
/* What is due on a channel at `now`, at most `max`, the longest due first: WAITING ones, and SENDING ones
 * whose time is over. */
rc message_due(struct tx *tx, str channel, enum message_rank rank, instant now, size_t max, struct arena *a,
	       struct message **ret, size_t *ret_n) MUST_USE;
/* Writes state, tries, times, body and why. `was` is the state that the caller saw: *ret_done is false when
 * it is another one by now (a report came). */
rc message_set(struct tx *tx, const struct message *m, str was, bool *ret_done) MUST_USE;
/* The newest ones, of one person (0: of everybody), before `before`. */
rc message_list(struct tx *tx, person_id person, message_id before, size_t max, struct arena *a,
		struct message **ret, size_t *ret_n) MUST_USE;
struct message_count {
	str channel, state;
	int64_t n;
	instant oldest; /* asked_at of the oldest one */
};
rc message_counts(struct tx *tx, struct arena *a, struct message_count **ret, size_t *ret_n) MUST_USE;

struct message_gateway {
	str channel, url, user_name;
	blob password_sealed;
	str sender;
	int64_t per_second, quiet_from, quiet_until;
	int64_t part_cost; /* ten thousandths of the currency, 0: not known */
	str report_url;
	instant changed_at;
	user_id changed_by;
};
rc message_gateway_set(struct tx *tx, const struct message_gateway *g) MUST_USE;
/* E_DB_NONE when the fund has none for the channel. */
rc message_gateway_get(struct tx *tx, str channel, struct arena *a, struct message_gateway *ret) MUST_USE;

/* The text in force: the fund's newest, else the program's. E_MESSAGE_TEMPLATE (no such kind, channel or
 * language) */
rc message_template_get(struct tx *tx, str kind, str channel, str language, struct arena *a,
			struct message_template *ret) MUST_USE;
/* A newer version, in force from here on; its number into t->version. Its text was checked
 * (template_check()). E_MESSAGE_TEMPLATE */
rc message_template_add(struct tx *tx, struct arena *a, struct message_template *t) MUST_USE;
/* All that the fund wrote of a kind, by channel, language and version. */
rc message_template_versions(struct tx *tx, str kind, size_t max, struct arena *a,
			     struct message_template **ret, size_t *ret_n) MUST_USE;

extern const struct db_stmt *const message_stmts[],
    *const template_stmts[]; /* NULL terminated, for db_check() */

#endif
