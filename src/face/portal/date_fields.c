/* face/portal/date_fields.c - dates in three fields. */
#include "face/portal/date_fields.h"

static str piece(struct request *q, const char *name, const char *which)
{
	return request_value(q, str_printf(q->a, "%s_%s", name, which).p)->text;
}

struct show_date date_typed(struct request *q, const char *name)
{
	return (struct show_date){ piece(q, name, "day"), piece(q, name, "month"), piece(q, name, "year") };
}

static bool number(str typed, size_t least, size_t most, int64_t *ret)
{
	return str_digits(&typed, least, most, ret) && typed.n == 0;
}

bool birth_read(struct request *q, const char *name, struct birth *ret)
{
	enum { YEAR_DIGITS = 4 };
	struct show_date t = date_typed(q, name);
	int64_t d = 0, m = 0, y = 0;

	*ret = (struct birth){ 0 };
	if (t.day.n + t.month.n + t.year.n == 0)
		return true;
	if (!number(t.year, YEAR_DIGITS, YEAR_DIGITS, &y) || (t.day.n == 0) != (t.month.n == 0))
		return false;
	if (t.day.n > 0 && (!number(t.day, 1, 2, &d) || !number(t.month, 1, 2, &m) || d == 0 || m == 0))
		return false;
	str text = str_printf(q->a, "%04d-%02d-%02d", (int)y, (int)m, (int)d);
	return rc_ok(birth_parse(text, ret));
}

bool date_read(struct request *q, const char *name, date *ret)
{
	struct birth b;

	*ret = DATE_NEVER;
	if (!birth_read(q, name, &b))
		return false;
	return b.year == 0 || rc_ok(date_make(b.year, b.month, b.day, ret));
}
