#include "domain/message/sms_text.h"

#include "testing/t.h"

static str times(struct arena *a, const char *text, int n)
{
	size_t each = strlen(text);
	char *p = arena_array(a, char, each *(size_t)n + 1);
	for (int i = 0; i < n; i++)
		memcpy(p + each * (size_t)i, text, each);
	return (str){ p, each * (size_t)n };
}

T(sms_parts_as_the_network_counts_them)
{
	static const struct {
		const char *text;
		int n;
		enum sms_alphabet alphabet;
		int units, parts, left;
	} c[] = {
		{ "a", 0, SMS_GSM7, 0, 0, 0 },
		{ "a", 1, SMS_GSM7, 1, 1, 159 },
		{ "a", 160, SMS_GSM7, 160, 1, 0 },
		{ "a", 161, SMS_GSM7, 161, 2, 145 },
		{ "a", 306, SMS_GSM7, 306, 2, 0 },
		{ "a", 307, SMS_GSM7, 307, 3, 152 },
		{ "é", 160, SMS_GSM7, 160, 1, 0 },
		{ "€", 80, SMS_GSM7, 160, 1, 0 },
		/* a part holds 76 of these and loses a septet */
		{ "€", 81, SMS_GSM7, 162, 2, 143 },
		{ "م", 70, SMS_UCS2, 70, 1, 0 },
		{ "م", 71, SMS_UCS2, 71, 2, 63 },
		{ "م", 134, SMS_UCS2, 134, 2, 0 },
		{ "م", 135, SMS_UCS2, 135, 3, 66 },
		{ "ê", 70, SMS_UCS2, 70, 1, 0 },
		/* beyond the basic plane: two units each, 33 a part */
		{ "😀", 35, SMS_UCS2, 70, 1, 0 },
		{ "😀", 36, SMS_UCS2, 72, 2, 61 },
	};
	struct sms_size s;

	for (size_t i = 0; i < sizeof c / sizeof c[0]; i++) {
		t_ok(sms_measure(times(a, c[i].text, c[i].n), &s));
		if (s.alphabet != c[i].alphabet || s.units != c[i].units || s.parts != c[i].parts ||
		    s.left != c[i].left)
			t_fail("%d x %s: alphabet %d, %d units, %d parts, %d left", c[i].n, c[i].text,
			       (int)s.alphabet, s.units, s.parts, s.left);
	}
}

T(sms_too_long_or_no_text)
{
	struct sms_size s;

	t_ok(sms_measure(times(a, "a", 1530), &s));
	t_int(s.parts, SMS_PARTS_MAX);
	t_ok(!sms_measure(times(a, "a", 1531), &s));
	t_ok(!sms_measure(times(a, "م", 671), &s));
	t_ok(!sms_measure(S("abc\xFF"), &s));
	t_ok(!sms_measure(S("\xD9"), &s));
}

/* The whole alphabet, as the standard prints it. */
T(sms_default_alphabet)
{
	str all = S("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
	struct sms_size s;

	t_ok(sms_measure(all, &s));
	t_int(s.alphabet, SMS_GSM7);
	t_int(s.units, 127); /* 128 codes less the escape */
	t_ok(sms_measure(S("^{}\\[~]|€\f"), &s));
	t_int(s.units, 20);
	t_int(sms_foreign(S("Votre code arrive")), 0);
	t_int(sms_foreign(S("l\u2019Assurance")), 0x2019);
	t_int(sms_foreign(S("ç")), 0xE7); /* only the capital is in it */
	t_int(sms_foreign(S("`")), '`');
}

/* Adding to a text never makes it shorter or cheaper. */
T(sms_longer_costs_no_less)
{
	static const char *const piece[] = { "a", "é", "€", "[", "م", "ê", "😀", "\n" };

	t_seeds (300) {
		char b[2000];
		size_t n = 0;
		struct sms_size before = { SMS_GSM7, 0, 0, 0 }, s;
		for (int i = 0; i < 120; i++) {
			const char *p = piece[t_random() % (sizeof piece / sizeof piece[0])];
			memcpy(b + n, p, strlen(p));
			n += strlen(p);
			t_ok(sms_measure((str){ b, n }, &s));
			t_ok(s.parts >= before.parts && s.alphabet >= before.alphabet && s.left >= 0);
			before = s;
		}
	}
}
