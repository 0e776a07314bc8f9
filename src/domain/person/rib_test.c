/* Bank account numbers: published ones, and what a wrong digit does. */
#include "domain/person/rib.h"

#include "testing/t.h"

T(rib_known)
{
	/* facts.md 1.1: two published accounts. */
	t_ok(rib_valid(S("ma"), S("011780000019210016805555")));
	t_ok(rib_valid(S("ma"), S("007450001520500030049113")));
	t_ok(!rib_valid(S("ma"), S("007450001520500030049114")));
	/* facts.md 1.3, worked out by hand: 999991234567890 x 100 mod 97 = 91. */
	t_ok(rib_valid(S("dz"), S("00799999123456789006")));
	t_ok(!rib_valid(S("dz"), S("00799999123456789007")));
	/* The bank's digits are outside the key. */
	t_ok(rib_valid(S("dz"), S("00599999123456789006")));
	t_ok(!rib_valid(S("dz"), S("011780000019210016805555")) &&
	     !rib_valid(S("ma"), S("00799999123456789006")));
	t_ok(!rib_valid(S("ma"), S("")) && !rib_valid(S("ma"), S("01178000001921001680555 ")));
	t_ok(!rib_valid(S("ma"), S("0117800000192100168055551")) &&
	     !rib_valid(S("fr"), S("011780000019210016805555")));
}

/* Exactly one key is right, 97 keys apart nothing else; the post also prints 00 for 97. */
T(rib_has_one_key)
{
	t_seeds (500) {
		bool ma = t_between(0, 1) == 0, post = !ma && t_between(0, 1);
		char b[25];
		int right = 0, body = ma ? 22 : 18;
		for (int i = 0; i < body; i++)
			b[i] = (char)('0' + t_between(0, 9));
		if (post)
			memcpy(b, "00799999", 8);
		for (int key = 0; key < 100; key++) {
			(void)snprintf(b + body, 3, "%02d", key);
			bool good = rib_valid(ma ? S("ma") : S("dz"), (str){ b, (size_t)body + 2 });
			right += good;
			t_ok(!good || key > 0 || post);
			if (key == 97 && good && post)
				right--;
		}
		t_int(right, 1);
	}
}

T(rib_as_people_write_it)
{
	static const char *const morocco[] = {
		"007450001520500030049113",
		"007 450 0015205000300491 13 ",
		" 007.450-0015205000300491/13",
		"007\u00A0450\u202F0015205000300491\t13",
		"٠٠٧ ٤٥٠ ٠٠١٥٢٠٥٠٠٠٣٠٠٤٩١ ١٣",
		"۰۰۷۴۵۰۰۰۱۵۲۰۵۰۰۰۳۰۰۴۹۱۱۳",
		"\u202A007450001520500030049113\u202C",
	};
	str rib;

	for (size_t i = 0; i < sizeof morocco / sizeof morocco[0]; i++) {
		t_int(rib_read(a, S("ma"), str_of(morocco[i]), &rib), RIB_GOOD);
		t_str(rib, "007450001520500030049113");
	}
	t_str(rib_text(a, S("ma"), rib), "007 450 0015205000300491 13");
	t_int(rib_read(a, S("dz"), S("007 99999 1234567890 06"), &rib), RIB_GOOD);
	t_str(rib, "00799999123456789006");
	t_str(rib_text(a, S("dz"), rib), "007 99999 1234567890 06");
	t_str(rib_masked(a, rib), "***9006");
	t_str(rib_masked(a, S("")), "");
}

T(rib_that_is_none_says_why)
{
	static const struct {
		const char *typed, *why;
	} cases[] = {
		{ "", "EMPTY" },
		{ " . - ", "EMPTY" },
		{ "MA64 007450001520500030049113", "IBAN" },
		{ "m a 6 4", "IBAN" },
		{ "DZ58", "IBAN" },
		{ "RIB 007450001520500030049113", "LETTERS" },
		{ "00745000152O500030049113", "LETTERS" },
		{ "007450001520500030049113\xFF", "LETTERS" },
		{ "00745000152050003004911", "SHORT" },
		{ "0074500015205000300491130", "LONG" },
		{ "00799999123456789006", "SHORT" },
		{ "007450001520500030049114", "KEY" },
		{ "007450001520500030049100", "KEY" },
	};
	char many[RIB_TYPED_MAX + 1];
	str rib;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		str got = rib_verdict_name(rib_read(a, S("ma"), str_of(cases[i].typed), &rib));
		if (!str_eq(got, str_of(cases[i].why)))
			t_fail("%s: %.*s", cases[i].typed, STR_ARG(got));
	}
	memset(many, '1', sizeof many);
	t_int(rib_read(a, S("ma"), (str){ many, RIB_TYPED_MAX }, &rib), RIB_LONG);
	t_int((int64_t)rib.n, RIB_DIGITS_MAX);
	t_int(rib_read(a, S("ma"), (str){ many, sizeof many }, &rib), RIB_LETTERS);
	t_int(rib_read(a, S("fr"), S("1"), &rib), RIB_LETTERS);
	/* what was read is told, so that it can be compared group by group */
	t_int(rib_read(a, S("ma"), S("٠٠٧ 450 0015205000300491 14"), &rib), RIB_KEY);
	struct rib_parts parts = rib_parts(S("ma"), rib);
	t_str(parts.bank, "007");
	t_str(parts.place, "450");
	t_str(parts.account, "0015205000300491");
	t_str(parts.key, "14");
}

/* Changes every digit into every other one and swaps all neighbours: which are not found? */
static void misread(str country, const char *good, int unseen_digits, int unseen_swaps)
{
	size_t n = strlen(good);
	int digits = 0, swaps = 0;
	char b[RIB_DIGITS_MAX];

	memcpy(b, good, n);
	for (size_t i = 0; i < n; i++) {
		for (char d = '0'; d <= '9'; d++) {
			b[i] = d;
			digits += d != good[i] && rib_valid(country, (str){ b, n });
		}
		b[i] = good[i];
		if (i + 1 == n || good[i] == good[i + 1])
			continue;
		b[i] = good[i + 1], b[i + 1] = good[i];
		swaps += rib_valid(country, (str){ b, n });
		b[i] = good[i], b[i + 1] = good[i + 1];
	}
	t_int(digits, unseen_digits);
	t_int(swaps, unseen_swaps);
}

T(rib_finds_a_wrong_digit_and_swapped_neighbours)
{
	t_seeds (300) {
		char b[RIB_DIGITS_MAX + 1] = { 0 };
		bool ma = t_between(0, 1) == 0;
		size_t n = ma ? 24 : 20;
		for (size_t i = 0; i < n; i++)
			b[i] = (char)('0' + t_between(0, 9));
		if (!ma && b[0] == '0' && b[1] == '0')
			b[0] = '1'; /* not the post */
		rib_seal(ma ? S("ma") : S("dz"), b);
		/* In Algeria nobody finds a wrong digit of the bank: 3 x 9, and its own neighbours. */
		int bank_swaps = (b[0] != b[1]) + (b[1] != b[2]);
		misread(ma ? S("ma") : S("dz"), b, ma ? 0 : 27, ma ? 0 : bank_swaps);
	}
}
