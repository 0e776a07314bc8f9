/* domain/person/birth.c - birth dates, known to the day or to the year. */
#include "domain/person/birth.h"

#include "base/arena.h"

enum { FIRST_YEAR = 1850, LAST_YEAR = 9999 };

static bool possible(int64_t year, int64_t month, int64_t day)
{
	date d;

	if (year < FIRST_YEAR || year > LAST_YEAR)
		return false;
	return (month == 0 && day == 0) || rc_ok(date_make((int)year, (int)month, (int)day, &d));
}

rc birth_parse(str text, struct birth *ret)
{
	int64_t y, m, d;

	CHECK(str_digits(&text, 4, 4, &y) && str_skip(&text, S("-")), DATE_TEXT);
	CHECK(str_digits(&text, 2, 2, &m) && str_skip(&text, S("-")), DATE_TEXT);
	CHECK(str_digits(&text, 2, 2, &d) && text.n == 0, DATE_TEXT);
	CHECK(possible(y, m, d), DATE_TEXT);
	*ret = (struct birth){ (int16_t)y, (int8_t)m, (int8_t)d };
	return OK;
}

str birth_text(struct arena *a, struct birth b)
{
	enum { N = 10 };
	char *to = arena_array(a, char, N + 1); /* printf would take longer than the rest of a row */

	to[0] = (char)('0' + b.year / 1000);
	to[1] = (char)('0' + b.year / 100 % 10);
	to[2] = (char)('0' + b.year / 10 % 10);
	to[3] = (char)('0' + b.year % 10);
	to[4] = to[7] = '-';
	to[5] = (char)('0' + b.month / 10);
	to[6] = (char)('0' + b.month % 10);
	to[8] = (char)('0' + b.day / 10);
	to[9] = (char)('0' + b.day % 10);
	return (str){ to, N };
}

struct birth birth_of_number(int32_t n)
{
	must(possible(n / 10000, n / 100 % 100, n % 100));
	return (struct birth){ (int16_t)(n / 10000), (int8_t)(n / 100 % 100), (int8_t)(n % 100) };
}

bool birth_agrees(struct birth a, struct birth b)
{
	return birth_equal(a, b) || (a.year == b.year && (birth_presumed(a) || birth_presumed(b)));
}

bool birth_after(struct birth b, date today)
{
	date d;
	int year, month, day;

	if (!birth_presumed(b))
		return rc_ok(date_make(b.year, b.month, b.day, &d)) && d.days > today.days;
	date_split(today, &year, &month, &day);
	return b.year > year;
}
