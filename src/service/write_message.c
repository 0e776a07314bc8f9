/* service/write_message.c */
#include "service/write_message.h"

#include "domain/journal/journal.h"
#include "domain/person/person.h"

#include "store/db.h"

/* E.164: up to 15 digits, at least a country and something in it. */
static bool is_number(str s)
{
	int64_t n;
	bool digits = str_digits(&s, 8, 15, &n) && s.n == 0;

	return digits && n > 0;
}

static bool is_receiver(const struct message_new *m)
{
	return str_eq(m->channel, CHANNEL_SMS) ? is_number(m->receiver) : email_plausible(m->receiver);
}

rc message_row(instant now, const struct message_new *m, struct message *ret)
{
	struct sms_size size = { .parts = 1 };

	must(str_eq(m->channel, CHANNEL_SMS) || str_eq(m->channel, CHANNEL_EMAIL));
	CHECK(is_receiver(m), MESSAGE_RECEIVER);
	CHECK(m->body.n > 0, MESSAGE_LONG);
	if (str_eq(m->channel, CHANNEL_SMS))
		CHECK(sms_measure(m->body, &size), MESSAGE_LONG);
	*ret = (struct message){
		.message_id = { id_new(now) },
		.person_id = m->person_id,
		.cause = m->cause,
		.kind = m->kind,
		.channel = m->channel,
		.language = m->language,
		.receiver = m->receiver,
		.subject = m->subject,
		.body = m->body,
		.secret = m->secret,
		.rank = m->awaited ? RANK_AWAITED : RANK_USUAL,
		.parts = size.parts,
		.state = MESSAGE_WAITING,
		.not_before = now,
		.expires_at = m->expires_at,
		.asked_at = now,
	};
	return OK;
}

rc message_write(struct tx *tx, instant now, const struct message_new *m, message_id *ret)
{
	struct message row;

	TRY(message_row(now, m, &row));
	*ret = row.message_id;
	return message_add(tx, &row);
}

struct writing {
	const struct message_new *m;
	user_id who;
	message_id id;
};

static rc write_alone(struct tx *tx, void *cls)
{
	struct writing *w = cls;
	instant now = clock_now();

	TRY(message_write(tx, now, w->m, &w->id));
	struct journal_entry e = { .user = w->who,
				   .why = FOR_MESSAGE,
				   .kind = S("message.written"),
				   .person = w->m->person_id,
				   .object = w->id.v };
	return journal_write(tx, now, &e);
}

rc message_write_alone(struct db *db, const struct message_new *m, user_id who, message_id *ret)
{
	struct writing w = { m, who, { 0 } };

	TRY(db_write(db, FOR_MESSAGE, "message", write_alone, &w));
	*ret = w.id;
	return OK;
}
