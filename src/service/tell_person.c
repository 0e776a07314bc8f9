/* service/tell_person.c */
#include "service/tell_person.h"

#define WEEK_US INT64_C(604800000000)

static str language_of(const struct person *p, const struct telling *t)
{
	if (t->language.n > 0)
		return t->language;
	return p->language.n > 0 ? p->language : S("ar");
}

rc tell_person(struct tx *tx, struct arena *a, instant now, const struct person *p, const struct telling *t,
	       const struct message_value *values, size_t n, bool *ret_told)
{
	bool sms = phone_mobile(p->phone);
	str language = language_of(p, t);
	struct message_new m = { 0 };
	message_id id;

	bool told = sms || email_plausible(p->email);
	if (ret_told != NULL)
		*ret_told = told;
	if (!told)
		return OK;
	TRY(message_text(tx, a, t->kind, sms ? CHANNEL_SMS : CHANNEL_EMAIL, language, values, n, &m));
	m.person_id = p->person_id;
	m.cause = t->cause;
	m.receiver = sms ? str_printf(a, "%lld", (long long)p->phone) : p->email;
	m.secret = t->secret;
	m.awaited = t->awaited;
	m.expires_at = t->expires_at.us != 0 ? t->expires_at : (instant){ now.us + WEEK_US };
	return message_write(tx, now, &m, &id);
}
