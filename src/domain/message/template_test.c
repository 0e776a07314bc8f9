#include "domain/message/template.h"

#include "domain/message/sms_text.h"

#include "testing/t.h"

static const char *const channels[] = { "SMS", "EMAIL" }, *const languages[] = { "fr", "ar", "en" };

/* With long values; the fund's name is of the text's language. */
static str filled(struct arena *a, const struct message_template *t)
{
	size_t n;
	const struct message_value *examples = template_examples(&n);
	struct message_value *v = arena_array(a, struct message_value, n);

	memcpy(v, examples, n * sizeof *v);
	for (size_t i = 0; i < n; i++)
		if (strcmp(v[i].name, "fund") == 0 && str_eq(t->language, S("ar")))
			v[i].text = S("صندوق التأمينات الاجتماعية");
	return template_fill(a, t->body, v, n);
}

T(every_kind_has_a_good_text_in_each_channel_and_language)
{
	size_t n;
	const struct template_kind *k = template_kinds(&n);

	t_ok(n > 0);
	for (size_t i = 0; i < n; i++)
		for (int c = 0; c < 2; c++)
			for (int l = 0; l < 3; l++) {
				const struct message_template *t =
				    template_first(k[i].kind, str_of(channels[c]), str_of(languages[l]));
				str name;
				t_ok(t != NULL);
				if (t == NULL)
					continue;
				if (!rc_ok(template_check(&k[i], t, &name)))
					t_fail("%.*s %s %s: %s %.*s", STR_ARG(k[i].kind), channels[c],
					       languages[l], rc_trail(), STR_ARG(name));
				t_ok(rc_ok(template_fits(str_of(channels[c]), filled(a, t))));
			}
	t_ok(template_kind(S("no.such")) == NULL &&
	     template_first(S("account.made"), S("FAX"), S("fr")) == NULL);
}

/* What a campaign to everybody costs. */
T(texts_of_the_program_are_paid_for_once_and_twice_in_arabic)
{
	size_t n;
	const struct template_kind *k = template_kinds(&n);

	for (size_t i = 0; i < n; i++)
		for (int l = 0; l < 3; l++) {
			struct sms_size size;
			bool arabic = l == 1;
			str body = filled(a, template_first(k[i].kind, S("SMS"), str_of(languages[l])));
			t_ok(sms_measure(body, &size));
			if (size.alphabet != (arabic ? SMS_UCS2 : SMS_GSM7) || size.parts > 1 + arabic)
				t_fail("%.*s %s: %d parts: %.*s", STR_ARG(k[i].kind), languages[l],
				       size.parts, STR_ARG(body));
			t_checks++;
		}
}

T(fill_puts_values_and_never_looks_at_them_again)
{
	struct message_value v[] = { { "code", S("{fund}{code}") },
				     { "fund", S("A\nB\x7f") },
				     { "name", { 0 } } };

	t_str(template_fill(a, S("{code}:{fund}"), v, 3), "{fund}{code}:A B ");
	t_str(template_fill(a, S("{name}a{name}"), v, 3), "a");
	t_str(template_fill(a, S("plain"), v, 3), "plain");
	t_str(template_fill(a, S(""), v, 3), "");
	t_dies(template_fill(a, S("{days}"), v, 3));
	/* otherwise 512-9037-4821 is read */
	v[0].text = S("4821-9037-512");
	t_str(template_fill(a, S("طلبك {code}."), v, 1), "طلبك \u200E4821-9037-512.");
	t_str(template_fill(a, S("demande {code}."), v, 1), "demande 4821-9037-512.");
	v[0].text = S("118 204 557");
	t_str(template_fill(a, S("رقمك {code}"), v, 1), "رقمك \u200E118 204 557");
	v[0].text = S("482190");
	t_str(template_fill(a, S("رمزك {code}"), v, 1), "رمزك 482190");
	v[0].text = S("9 rue");
	t_str(template_fill(a, S("رمزك {code}"), v, 1), "رمزك 9 rue");
}

static rc check(const char *kind, const char *channel, str subject, str body)
{
	struct message_template t = { .channel = str_of(channel), .subject = subject, .body = body };
	str name;

	return template_check(template_kind(str_of(kind)), &t, &name);
}

T(check_refuses_what_would_go_wrong)
{
	struct message_template t = { .channel = S("SMS"), .body = S("{code} {name}") };
	char long_text[TEMPLATE_BODY_MAX + 1];
	str name;

	memset(long_text, 'a', sizeof long_text);
	t_rc(check("access.code", "SMS", S(""), S("{code}")), OK);
	t_rc(check("access.code", "SMS", S(""), S("{code}\n{code} {fund}")), OK);
	t_rc(template_check(template_kind(S("access.code")), &t, &name), MESSAGE_PLACEHOLDER);
	t_str(name, "name");
	t.body = S("{minutes}");
	t_rc(template_check(template_kind(S("access.code")), &t, &name), MESSAGE_LACKS);
	t_str(name, "code");
	t_rc(check("access.code", "SMS", S(""), S("{code} {Code}")), MESSAGE_PLACEHOLDER);
	t_rc(check("access.code", "SMS", S(""), S("{code} {")), MESSAGE_PLACEHOLDER);
	t_rc(check("access.code", "SMS", S(""), S("{code} {fund")), MESSAGE_PLACEHOLDER);
	t_rc(check("access.code", "SMS", S(""), S("{{code}}")), MESSAGE_PLACEHOLDER);
	t_rc(check("access.code", "SMS", S(""), S("{code}}")), MESSAGE_PLACEHOLDER);
	t_rc(check("access.code", "SMS", S(""), S("{code}{}")), MESSAGE_PLACEHOLDER);
	t_rc(check("access.code", "SMS", S(""), S("")), MESSAGE_TEXT);
	t_rc(check("access.code", "SMS", S("{fund}"), S("{code}")), MESSAGE_TEXT);
	t_rc(check("access.code", "EMAIL", S(""), S("{code}")), MESSAGE_TEXT);
	t_rc(check("access.code", "EMAIL", S("a\nb"), S("{code}")), MESSAGE_TEXT);
	t_rc(check("access.code", "EMAIL", S("{code}"), S("seen in the subject only")), MESSAGE_LACKS);
	t_rc(check("access.code", "EMAIL", S("{days}"), S("{code}")), MESSAGE_PLACEHOLDER);
	t_rc(check("access.code", "SMS", S(""), S("{code}\xff")), UTF8);
	t_rc(check("account.made", "SMS", S(""), (str){ long_text, sizeof long_text }), MESSAGE_LONG);
	t_rc(check("account.made", "SMS", S(""), (str){ long_text, sizeof long_text - 1 }), OK);
	t_rc(template_fits(S("SMS"), (str){ long_text, 1531 }), MESSAGE_LONG);
	t_rc(template_fits(S("SMS"), (str){ long_text, 1530 }), OK);
	t_rc(template_fits(S("EMAIL"), (str){ long_text, 1531 }), OK);
}

T(what_was_checked_can_be_filled)
{
	static const char *const pieces[] = { "{",    "}", "code", "{code}", "{fund}",
					      "name", "é", "م",	   "\n",     " " };
	const struct template_kind *k = template_kind(S("access.code"));
	struct message_template t = { .channel = S("SMS"), .language = S("fr") };
	int64_t good = 0;
	str name;

	t_seeds (20000) {
		char body[128] = "";
		for (int64_t n = t_between(1, 8); n > 0; n--)
			strcat(body, pieces[t_between(0, 9)]);
		t.body = str_of(body);
		if (!rc_ok(template_check(k, &t, &name)))
			continue;
		str out = filled(a, &t);
		t_ok(out.n > 0 && memchr(out.p, '{', out.n) == NULL && memchr(out.p, '}', out.n) == NULL);
		good++;
	}
	t_ok(good > 500);
}
