#include "base/str.h"

#include "testing/t.h"

T(str_digits_reads)
{
	str s = S("0042x");
	int64_t v = -1;

	t_ok(str_digits(&s, 1, 19, &v));
	t_int(v, 42);
	t_str(s, "x");
	s = S("123456");
	t_ok(str_digits(&s, 2, 4, &v));
	t_int(v, 1234);
	t_str(s, "56");
}

T(str_digits_refuses)
{
	static const char *const bad[] = { "", "x1", "-1", "+1", " 1", "1", "12" };
	int64_t v = 7;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		str s = str_of(bad[i]), was = s;
		t_ok(!str_digits(&s, 3, 19, &v));
		t_ok(s.p == was.p && s.n == was.n);
		t_int(v, 7);
	}
}

T(str_digits_of_ids)
{
	str s = S("9223372036854775807");
	int64_t v = 7;

	t_ok(str_digits(&s, 1, 19, &v) && s.n == 0);
	t_int(v, INT64_MAX);
	s = S("9223372036854775808");
	v = 7;
	t_ok(!str_digits(&s, 1, 19, &v));
	t_int(v, 7);
	t_int((int64_t)s.n, 19);
	s = S("9999999999999999999");
	t_ok(!str_digits(&s, 1, 19, &v));
	t_ok(str_digits(&s, 1, 18, &v)); /* the caller looks at what is left */
	t_str(s, "9");
	t_dies((void)str_digits(&s, 1, 20, &v));
}

/* Whatever was printed is read again. */
T(str_digits_of_any_number)
{
	t_seeds (2000) {
		int64_t n = t_between(0, INT64_MAX) >> t_between(0, 62), v = -1;
		str s = str_printf(a, "%" PRId64, n);
		t_ok(str_digits(&s, 1, 19, &v) && s.n == 0);
		t_int(v, n);
	}
}

T(str_order_is_bytewise)
{
	t_ok(str_order(S("a"), S("b")) < 0 && str_order(S("b"), S("a")) > 0 &&
	     str_order(S("a"), S("a")) == 0);
	t_ok(str_order(S("a"), S("ab")) < 0 && str_order(S("ab"), S("a")) > 0);
	t_ok(str_order(S(""), S("a")) < 0 && str_order((str){ NULL, 0 }, S("")) == 0);
	t_ok(str_order(S("z"), S("\xd8\xa7")) < 0); /* bytes, not signed characters */
}
