/* domain/payment_mode/mandate.c - the wordings of mandates: never changed, only added. */
#include "domain/payment_mode/mandate.h"

#include "base/out.h"

#include <string.h>

/* In Arabic U+2066 and U+2069 stand around groups of digits and stars: they stay in their order in a line
 * that begins at the right. */
static const struct wording {
	const char *version, *language, *text, *with_id;
} wordings[] = {
	{ "1", "fr",
	  "Mandat de prélèvement {reference}\n"
	  "J’autorise le créancier, {creditor}{id}, à débiter le compte {account} des cotisations de "
	  "{person}, numéro "
	  "d’immatriculation {number}, le {day} de chaque mois, et la banque à exécuter ces ordres.\n"
	  "Le compte est au nom de {holder}. S’il n’est pas à mon nom, je déclare que son titulaire est "
	  "d’accord.\n"
	  "Ce mandat vaut pour ce compte seulement, jusqu’à ce que je le révoque. Je peux le révoquer à tout "
	  "moment auprès de la caisse, et contester auprès d’elle un prélèvement que je n’ai pas autorisé.",
	  " (identifiant créancier {creditor_id})" },
	{ "1", "ar",
	  "تفويض بالاقتطاع \u2066{reference}\u2069\n"
	  "أفوض إلى الدائن، {creditor}{id}، أن يقتطع من الحساب رقم \u2066{account}\u2069 اشتراكات {person}، "
	  "رقم التسجيل "
	  "{number}، "
	  "في اليوم {day} من كل شهر، وأفوض إلى البنك تنفيذ هذه الأوامر.\n"
	  "الحساب باسم {holder}. وإن لم يكن باسمي فإني أصرح بأن صاحبه موافق.\n"
	  "لا يسري هذا التفويض إلا على هذا الحساب، إلى أن ألغيه. ويمكنني إلغاؤه في أي وقت لدى الصندوق، "
	  "والاعتراض لديه على كل اقتطاع لم آذن به.",
	  " (معرف الدائن {creditor_id})" },
	{ "1", "en",
	  "Direct debit mandate {reference}\n"
	  "I authorise the creditor, {creditor}{id}, to debit the account {account} with the contributions "
	  "of {person}, "
	  "registration number {number}, on day {day} of each month, and the bank to carry out these "
	  "orders.\n"
	  "The account is held by {holder}. If it is not in my name, I declare that its holder agrees.\n"
	  "This mandate is good for this account only, until I revoke it. I can revoke it at any time with "
	  "the "
	  "fund, and dispute with the fund any debit that I did not authorise.",
	  " (creditor identifier {creditor_id})" },
};

static bool is(str s, const char *word) { return str_eq(s, str_of(word)); }

static void fill(struct out *o, const char *text, const struct wording *w, const struct mandate_terms *t);

static void put(struct out *o, str name, const struct wording *w, const struct mandate_terms *t)
{
	if (str_eq(name, S("id")) && t->creditor_id.n > 0)
		fill(o, w->with_id, w, t);
	else if (str_eq(name, S("reference")))
		out_str(o, t->reference);
	else if (str_eq(name, S("creditor")))
		out_str(o, t->creditor_name);
	else if (str_eq(name, S("creditor_id")))
		out_str(o, t->creditor_id);
	else if (str_eq(name, S("account")))
		out_str(o, t->account);
	else if (str_eq(name, S("person")))
		out_str(o, t->person);
	else if (str_eq(name, S("number")))
		out_int(o, t->number);
	else if (str_eq(name, S("holder")))
		out_str(o, t->holder);
	else if (str_eq(name, S("day")))
		out_int(o, t->day);
}

static void fill(struct out *o, const char *text, const struct wording *w, const struct mandate_terms *t)
{
	const char *open;

	while ((open = strchr(text, '{')) != NULL) {
		const char *close = strchr(open, '}');
		out_mem(o, text, (size_t)(open - text));
		put(o, (str){ open + 1, (size_t)(close - open - 1) }, w, t);
		text = close + 1;
	}
	out_mem(o, text, strlen(text));
}

str mandate_text(struct arena *a, str version, str language, const struct mandate_terms *t)
{
	struct out o;

	out_init(&o, a, 1024);
	for (size_t i = 0; i < sizeof wordings / sizeof wordings[0]; i++)
		if (is(version, wordings[i].version) && is(language, wordings[i].language))
			fill(&o, wordings[i].text, &wordings[i], t);
	return out_view(&o);
}
