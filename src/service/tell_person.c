/* service/tell_person.c */
#include "service/tell_person.h"

#include "domain/family/dependant.h"

#define WEEK_US INT64_C(604800000000)

static str language_of(const struct person *p, const struct telling *t)
{
	if (t->language.n > 0)
		return t->language;
	return p->language.n > 0 ? p->language : S("ar");
}

static rc words_of(struct tx *tx, struct arena *a, const struct telling *t, str channel, str language,
		   struct message_words *ret)
{
	struct telling_words *k = t->words;

	for (size_t i = 0; k != NULL && i < k->n; i++)
		if (str_eq(k->list[i].t.channel, channel) && str_eq(k->list[i].t.language, language)) {
			*ret = k->list[i];
			return OK;
		}
	TRY(message_words(tx, a, t->kind, channel, language, ret));
	if (k != NULL && k->n < sizeof k->list / sizeof k->list[0])
		k->list[k->n++] = *ret;
	return OK;
}

rc tell_person(struct tx *tx, struct arena *a, instant now, const struct person *p, const struct telling *t,
	       const struct message_value *values, size_t n, bool *ret_told)
{
	bool sms = phone_mobile(p->phone);
	str language = language_of(p, t);
	struct message_new m = { 0 };
	struct message_words words;
	message_id id;

	bool told = sms || email_plausible(p->email);
	if (ret_told != NULL)
		*ret_told = told;
	if (!told)
		return OK;
	TRY(words_of(tx, a, t, sms ? CHANNEL_SMS : CHANNEL_EMAIL, language, &words));
	TRY(message_fill(a, &words, values, n, &m));
	m.person_id = p->person_id;
	m.cause = t->cause;
	m.receiver = sms ? str_printf(a, "%lld", (long long)p->phone) : p->email;
	m.secret = t->secret;
	m.awaited = t->awaited;
	m.expires_at = t->expires_at.us != 0 ? t->expires_at : (instant){ now.us + WEEK_US };
	return message_write(tx, now, &m, &id);
}

bool told_themselves(const struct person *p, date day)
{
	enum { TOLD_AGE = 18 };

	return birthday(birth_of_number(birth_number(p->born)), TOLD_AGE).days <= day.days;
}
