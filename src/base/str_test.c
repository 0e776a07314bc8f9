#include "base/str.h"

#include "testing/t.h"

T(str_reads_digits)
{
	static const struct {
		const char *text;
		size_t min, max;
		bool good;
		int64_t v;
		size_t rest;
	} rows[] = {
		{ "7", 1, 19, true, 7, 0 },
		{ "2026-11", 4, 4, true, 2026, 3 },
		{ "20261", 4, 4, true, 2026, 1 },
		{ "202", 4, 4, false, 0, 3 },
		{ "", 1, 19, false, 0, 0 },
		{ "-1", 1, 19, false, 0, 2 },
		{ "9223372036854775807", 1, 19, true, INT64_MAX, 0 },
		{ "9223372036854775808", 1, 19, false, 0, 19 },
		{ "9999999999999999999", 1, 19, false, 0, 19 },
		{ "92233720368547758079", 1, 19, true, INT64_MAX, 1 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		str s = { rows[i].text, strlen(rows[i].text) };
		int64_t v = 0;
		t_ok(str_digits(&s, rows[i].min, rows[i].max, &v) == rows[i].good);
		t_int(v, rows[i].v);
		t_int((int64_t)s.n, (int64_t)rows[i].rest);
	}
	str s = S("1");
	int64_t v;
	t_dies((void)str_digits(&s, 1, 20, &v));
}
