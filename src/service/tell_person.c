/* service/tell_person.c - a message to somebody of the register. */
#include "service/tell_person.h"

#include "service/message_text.h"

#define WEEK_US INT64_C(604800000000)

rc tell_person(struct tx *tx, struct arena *a, instant now, const struct person *p, str kind, int64_t cause,
	       const struct message_value *values, size_t n)
{
	struct message_new m = { .person_id = p->person_id,
				 .cause = cause,
				 .expires_at = { now.us + WEEK_US } };
	bool mobile = phone_mobile(p->phone);
	message_id id;

	if (!mobile && p->email.n == 0)
		return OK;
	TRY(message_text(tx, a, kind, mobile ? CHANNEL_SMS : CHANNEL_EMAIL, p->language, values, n, &m));
	m.receiver = mobile ? str_printf(a, "%lld", (long long)p->phone) : p->email;
	return message_write(tx, now, &m, &id);
}
