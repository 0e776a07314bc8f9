#include "domain/person/birth.h"

#include "testing/t.h"

T(birth_every_day_and_every_year_survive_the_round_trip)
{
	int days = 0;

	for (int y = 1850; y <= 2100; y++)
		for (int m = 0; m <= 13; m++)
			for (int d = 0; d <= 32; d++) {
				struct birth b = { 0, 0, 0 };
				date day;
				str text = str_printf(a, "%04d-%02d-%02d", y, m, d);
				bool want = (m == 0 && d == 0) || rc_ok(date_make(y, m, d, &day));
				t_ok(rc_ok(birth_parse(text, &b)) == want);
				if (!want)
					continue;
				t_ok(str_eq(birth_text(a, b), text));
				t_ok(birth_equal(birth_of_number(y * 10000 + m * 100 + d), b));
				t_ok(birth_presumed(b) == (m == 0));
				days++;
			}
	t_int(days, 251 + 251 * 365 + 61);
}

T(birth_refuses_nonsense)
{
	static const char *const bad[] = { "",		 "1987-02-30", "31/12/1979",  "1990-13-01",
					   "abc",	 "1849-12-31", "1849-00-00",  "1987-00-12",
					   "1987-12-00", "1987-1-1",   "1987-01-01 ", " 1987-01-01",
					   "-987-01-01", "0000-00-00", "1987-01-011", "+987-01-01" };
	struct birth b = { 1, 2, 3 };

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		t_rc(birth_parse(str_of(bad[i]), &b), DATE_TEXT);
	t_ok(b.year == 1 && b.month == 2 && b.day == 3);
	t_dies(birth_of_number(19870230));
	t_dies(birth_of_number(0));
}

T(birth_in_the_future)
{
	static const struct {
		const char *born;
		bool after;
	} at[] = { { "2026-01-15", false }, { "2026-01-16", true }, { "2026-01-14", false },
		   { "2026-00-00", false }, { "2027-00-00", true }, { "2091-05-04", true },
		   { "1954-00-00", false } };
	struct birth b;
	date today;

	t_need(date_parse(S("2026-01-15"), &today));
	for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
		t_need(birth_parse(str_of(at[i].born), &b));
		t_ok(birth_after(b, today) == at[i].after);
	}
}

T(birth_presumed_dates)
{
	struct birth year = { 1954, 0, 0 }, day = { 1954, 7, 3 }, other_day = { 1954, 7, 4 },
		     other = { 1955, 0, 0 };

	t_ok(birth_equal(year, year) && !birth_equal(year, day) && !birth_equal(year, other));
	t_ok(birth_agrees(year, day) && birth_agrees(day, year) && birth_agrees(day, day));
	t_ok(!birth_agrees(day, other_day) && !birth_agrees(year, other) && !birth_agrees(other, day));
}
