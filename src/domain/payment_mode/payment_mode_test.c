/* Which ways to pay there are, whose account it is, and the words that are signed. */
#include "domain/payment_mode/payment_mode.h"

#include "testing/t.h"

T(kinds_have_names)
{
	enum payment_kind k;

	for (enum payment_kind i = 0; i < PAYMENT_KINDS; i++)
		t_ok(payment_kind_parse(payment_kind_name(i), &k) && k == i);
	t_ok(!payment_kind_parse(S(""), &k) && !payment_kind_parse(S("CHEQUE"), &k));
}

T(schemes_take_what_their_texts_say)
{
	struct payment_offer o = { 0 };
	struct payment_rule r = payment_rule_of(S("AMO-TNS"));

	payment_offer_add(&o, &r);
	t_ok(payment_offered(&o, PAY_CARD) && payment_offered(&o, PAY_CASH_POINT));
	t_ok(payment_offered(&o, PAY_DIRECT_DEBIT) && !payment_offered(&o, PAY_TRANSFER));
	t_int(o.day, 0);
	o = (struct payment_offer){ 0 };
	r = payment_rule_of(S("AMO-ACHAMIL"));
	payment_offer_add(&o, &r);
	t_int(o.kinds, 1 << PAY_DIRECT_DEBIT);
	t_int(o.day, 1);
	t_int(payment_rule_of(S("AMO-TADAMON")).kinds, 0);
	r = payment_rule_of(S("AMO-AE"));
	t_int(r.kinds, 0);
	t_str(r.word, "TAX");
	r = payment_rule_of(S("CASNOS"));
	t_str(r.word, "UNCONFIRMED");
	t_int(r.kinds, (1 << PAYMENT_KINDS) - 1);
}

T(holder_is_a_name)
{
	static const char *const good[] = { "Omar Tazi", "عمر التازي", "SARL Exemple & Fils", "O" };
	static const char *const bad[] = {
		"", " ", "--", "Omar\tTazi", "Omar\u202E", "\u2066Omar", "Omar\xFF"
	};
	char b[HOLDER_MAX + 1];

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		t_ok(payment_holder_good(str_of(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		t_ok(!payment_holder_good(str_of(bad[i])));
	memset(b, 'A', sizeof b);
	t_ok(payment_holder_good((str){ b, HOLDER_MAX }) && !payment_holder_good((str){ b, HOLDER_MAX + 1 }));
}

T(holder_of_another_name_is_a_question)
{
	struct payment_names p = { S("TAZI"), S("OMAR"), S("التازي"), S("عمر") };

	t_ok(!payment_holder_differs(a, S("Omar Tazi"), &p));
	t_ok(!payment_holder_differs(a, S("TAZI OMAR"), &p));
	t_ok(!payment_holder_differs(a, S("عمر التازي"), &p));
	t_ok(payment_holder_differs(a, S("Khalid Exemple"), &p));
	t_ok(payment_holder_differs(a, S("Hind Tazi"), &p));
	p = (struct payment_names){ .last_name_ar = S("التازي"), .first_name_ar = S("عمر") };
	t_ok(payment_holder_differs(a, S("Khalid Exemple"), &p));
}

T(mandate_says_all_that_is_signed)
{
	static const char *const languages[] = { "ar", "fr", "en" };
	static const char *const parts[] = {
		"7K4M-92QX-TB5D",	    "Caisse", "Omar {day}", "118204557", "Hind",
		"007450001520500030049113", "28"
	};
	struct mandate_terms t = {
		S("7K4M-92QX-TB5D"),	       S("Caisse"), S(""), S("Omar {day}"), 118204557, S("Hind"),
		S("007450001520500030049113"), 28
	};

	for (size_t l = 0; l < 3; l++) {
		str text = mandate_text(a, MANDATE_VERSION, str_of(languages[l]), &t);
		for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
			if (memmem(text.p, text.n, parts[i], strlen(parts[i])) == NULL)
				t_fail("%s lacks %s", languages[l], parts[i]);
		/* a placeholder in a name stays a name */
		t_ok(memmem(text.p, text.n, "{id}", 4) == NULL &&
		     memmem(text.p, text.n, "{creditor", 9) == NULL);
		t.creditor_id = S("MA-77");
		str with = mandate_text(a, MANDATE_VERSION, str_of(languages[l]), &t);
		t_ok(memmem(with.p, with.n, "MA-77", 5) != NULL && with.n > text.n);
		t.creditor_id = S("");
	}
	/* otherwise a line that begins at the right shows 92QX-TB5D-3475, and 9113*** */
	t.reference = S("3475-92QX-TB5D");
	t.account = S("***9113");
	str text = mandate_text(a, MANDATE_VERSION, S("ar"), &t);
	t_ok(memmem(text.p, text.n, "\u20663475-92QX-TB5D\u2069", 20) != NULL);
	t_ok(memmem(text.p, text.n, "\u2066***9113\u2069", 13) != NULL);
	t_str(mandate_text(a, S("0"), S("fr"), &t), "");
	t_str(mandate_text(a, MANDATE_VERSION, S("de"), &t), "");
}
