/* Dates typed into three fields: a day, a year alone where papers have no more, and nothing else. */
#include "face/portal/date_fields.h"

#include "testing/t.h"

static struct request typed(struct arena *a, const char *day, const char *month, const char *year)
{
	const char *const text[] = { day, month, year }, *const name[] = { "born_day", "born_month",
									   "born_year" };
	struct value *v = arena_array(a, struct value, 3);

	for (int i = 0; i < 3; i++)
		v[i] = (struct value){ .name = name[i], .text = str_of(text[i]) };
	return (struct request){ .a = a, .values = v, .values_n = 3 };
}

T(dates_of_three_fields)
{
	static const struct {
		const char *day, *month, *year;
		bool birth, date;
		int y, m, d;
	} cases[] = {
		{ "", "", "", true, true, 0, 0, 0 },
		{ "3", "4", "2009", true, true, 2009, 4, 3 },
		{ "03", "04", "2009", true, true, 2009, 4, 3 },
		{ "29", "2", "2008", true, true, 2008, 2, 29 },
		{ "", "", "1965", true, false, 1965, 0, 0 },
		{ "29", "2", "2009", false, false, 0, 0, 0 },
		{ "", "4", "2009", false, false, 0, 0, 0 },
		{ "3", "", "2009", false, false, 0, 0, 0 },
		{ "0", "0", "2009", false, false, 0, 0, 0 },
		{ "00", "00", "1965", false, false, 0, 0, 0 },
		{ "3", "4", "", false, false, 0, 0, 0 },
		{ "3", "4", "09", false, false, 0, 0, 0 },
		{ "3", "4", "20090", false, false, 0, 0, 0 },
		{ "003", "4", "2009", false, false, 0, 0, 0 },
		{ "3", "13", "2009", false, false, 0, 0, 0 },
		{ "-3", "4", "2009", false, false, 0, 0, 0 },
		{ "x", "4", "2009", false, false, 0, 0, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct request q = typed(a, cases[i].day, cases[i].month, cases[i].year);
		struct birth b;
		date d, is;
		t_ok(birth_read(&q, "born", &b) == cases[i].birth);
		if (cases[i].birth)
			t_ok(b.year == cases[i].y && b.month == cases[i].m && b.day == cases[i].d);
		t_ok(date_read(&q, "born", &d) == cases[i].date);
		if (!cases[i].date || cases[i].y == 0)
			continue;
		must(rc_ok(date_make(cases[i].y, cases[i].m, cases[i].d, &is)));
		t_int(d.days, is.days);
	}
	struct request q = typed(a, "", "", "");
	date d;
	t_ok(date_read(&q, "born", &d) && d.days == DATE_NEVER.days);
	t_str(date_typed(&q, "born").year, "");
}
