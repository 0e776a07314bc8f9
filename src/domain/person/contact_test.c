#include "domain/person/contact.h"

#include "testing/t.h"

T(phone_as_people_write_it)
{
	static const char *const morocco[] = { "+212612345678",	      "0612345678",
					       "00212612345678",      "06 12 34 56 78",
					       "06.12.34.56.78",      "06-12-34-56-78",
					       "+212 (0) 612-345678", "+212 6 12345678",
					       "٠٦١٢٣٤٥٦٧٨",	      "\u202A+212612345678\u202C" };
	int64_t n;

	for (size_t i = 0; i < sizeof morocco / sizeof morocco[0]; i++) {
		n = 0;
		t_need(phone_parse(S("ma"), str_of(morocco[i]), &n));
		t_int(n, INT64_C(212612345678));
	}
	t_str(phone_text(a, INT64_C(212612345678)), "+212612345678");
	t_str(phone_text(a, 0), "");
	t_need(phone_parse(S("dz"), S("0550 12 34 56"), &n));
	t_int(n, INT64_C(213550123456));
	t_ok(phone_mobile(n));
	t_need(phone_parse(S("dz"), S("021 12 34 56"), &n));
	t_int(n, INT64_C(21321123456));
	t_ok(!phone_mobile(n));
	t_need(phone_parse(S("ma"), S("0537123456"), &n));
	t_ok(!phone_mobile(n));
	t_ok(phone_mobile(INT64_C(212712345678)) && !phone_mobile(0) && !phone_mobile(INT64_C(33612345678)));
}

T(phone_refuses_what_cannot_ring)
{
	static const char *const bad[] = { "",
					   "0537",
					   "+33 6",
					   "n\u00E9ant",
					   "00000000000000",
					   "612345678",
					   "0812345678",
					   "+212812345678",
					   "06123456789",
					   "+2126123456789",
					   "+33612345678",
					   "+213612345678",
					   "0612345678x",
					   "++212612345678",
					   "06+12345678",
					   "061234567",
					   "\3770612345678",
					   "+",
					   "00",
					   "0021206123456",
					   "061234567806123456780612345678" };
	int64_t n = 7;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		t_rc(phone_parse(S("ma"), str_of(bad[i]), &n), PHONE_TEXT);
	t_rc(phone_parse(S("dz"), S("+212612345678"), &n), PHONE_TEXT);
	t_rc(phone_parse(S("dz"), S("0211234567"), &n), PHONE_TEXT);
	t_rc(phone_parse(S("fr"), S("0612345678"), &n), PHONE_TEXT);
	t_int(n, 7);
}

T(phone_text_and_back)
{
	t_seeds (2000) {
		bool ma = t_between(0, 1) == 0;
		int64_t n = 0, want = ma ? t_between(INT64_C(212500000000), INT64_C(212799999999))
				      : t_between(0, 1)
					  ? t_between(INT64_C(213500000000), INT64_C(213799999999))
					  : t_between(INT64_C(21320000000), INT64_C(21349999999));
		t_need(phone_parse(ma ? S("ma") : S("dz"), phone_text(a, want), &n));
		t_int(n, want);
	}
}

T(email_that_mail_can_carry)
{
	static const char *const good[] = { "p1@example.ma", "a.b+c@sub.example.dz", "x_y-z@ex-ample.org",
					    "o'b@e.fr" };
	static const char *const bad[] = { "",
					   "pas d'email",
					   "@example.ma",
					   "p1@",
					   "p1",
					   "p1@example",
					   "p1@@example.ma",
					   "p1@exam@ple.ma",
					   "p 1@example.ma",
					   "p1@example.ma ",
					   "p1@.ma",
					   "p1@example.",
					   "p1@example..ma",
					   ".p@e.ma",
					   "p.@e.ma",
					   "p..q@e.ma",
					   "p1@-e.ma",
					   "p1@e-.ma",
					   "p1@e.m-",
					   "p1@e,ma.fr",
					   "<p1@e.ma>",
					   "p\u00E9@e.ma",
					   "p1@e.ma\n",
					   "a@b.c,d@e.f" };
	char b[300];

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		if (!email_plausible(str_of(good[i])))
			t_fail("%s is fine", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (email_plausible(str_of(bad[i])))
			t_fail("%s can't be right", bad[i]);
	memset(b, 'a', sizeof b);
	memcpy(b + 64, "@", 1);
	for (size_t i = 100; i < 254; i += 50)
		b[i] = '.';
	t_ok(email_plausible((str){ b, 254 }) && !email_plausible((str){ b, 255 }));
	t_ok(!email_plausible((str){ b, 90 }));
	b[64] = 'a', b[65] = '@';
	t_ok(!email_plausible((str){ b, 254 }));
}
