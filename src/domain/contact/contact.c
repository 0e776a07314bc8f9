/* domain/contact/contact.c - kinds of contact details, in words. */
#include "domain/contact/contact.h"

#include "base/out.h"

/* The words go into an SMS: of the French ones no letter is outside of GSM-7 (domain/message/template.def).
 */
static const struct {
	str name, ar, fr, en;
} kinds[CONTACT_KINDS] = {
#define W(text) \
	{ \
		text, sizeof(text) - 1 \
	}
	[CONTACT_PHONE] = { W("PHONE"), W("رقم الهاتف"), W("numéro de téléphone"), W("phone number") },
	[CONTACT_EMAIL] = { W("EMAIL"), W("البريد الإلكتروني"), W("adresse de courriel"),
			    W("e-mail address") },
	[CONTACT_ADDRESS] = { W("ADDRESS"), W("العنوان"), W("adresse"), W("address") },
	[CONTACT_LANGUAGE] = { W("LANGUAGE"), W("لغة الرسائل"), W("langue des messages"),
			       W("language of messages") },
#undef W
};

str contact_kind_name(enum contact_kind k)
{
	must(k < CONTACT_KINDS);
	return kinds[k].name;
}

bool contact_kind_parse(str name, enum contact_kind *ret)
{
	for (int i = 0; i < CONTACT_KINDS; i++)
		if (str_eq(kinds[i].name, name)) {
			*ret = (enum contact_kind)i;
			return true;
		}
	return false;
}

str contact_words(struct arena *a, unsigned bits, str language)
{
	bool fr = str_eq(language, S("fr")), en = str_eq(language, S("en"));
	struct out o;

	out_init(&o, a, 0);
	for (int i = 0; i < CONTACT_KINDS; i++) {
		if (!(bits & CONTACT_BIT(i)))
			continue;
		if (o.n > 0)
			out_str(&o, fr || en ? S(", ") : S("، "));
		out_str(&o, fr ? kinds[i].fr : en ? kinds[i].en : kinds[i].ar);
	}
	return out_view(&o);
}
