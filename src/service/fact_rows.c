/* service/fact_rows.c - what a row of a file of facts says. */
#include "service/fact_rows.h"

#include "domain/person/number.h"

enum { YEAR_MIN = 1900 /* below it is a slip of the pen */, HOURS_A_DAY = 24 };

enum { NUMBER };
enum { C_SCHEME = 1, C_PERIOD, C_AMOUNT, C_PAID };
enum { W_SCHEME = 1, W_MONTH, W_DAYS, W_HOURS };
enum { H_FROM = 1, H_SCORE };

const char *const *fact_columns(enum fact_kind kind)
{
	static const char *const contribution[] = { "number", "scheme", "period", "amount", "paid_on", NULL };
	static const char *const employment[] = { "number", "scheme", "month", "days", "hours", NULL };
	static const char *const household[] = { "number", "from", "score", NULL };

	return kind == FACT_CONTRIBUTION ? contribution : kind == FACT_EMPLOYMENT ? employment : household;
}

bool fact_period(str text, bool quarters, date *ret_from, date *ret_until)
{
	int64_t year, n;
	bool quarter;

	if (!str_digits(&text, 4, 4, &year) || !str_skip(&text, S("-")))
		return false;
	quarter = quarters && str_skip(&text, S("Q"));
	size_t digits = quarter ? 1 : 2;
	if (!str_digits(&text, digits, digits, &n) || text.n > 0 || year < YEAR_MIN || n < 1 ||
	    n > (quarter ? 4 : 12))
		return false;
	if (!rc_ok(date_make((int)year, quarter ? (int)n * 3 - 2 : (int)n, 1, ret_from)))
		return false;
	*ret_until = date_add_months(*ret_from, quarter ? 3 : 1);
	return true;
}

struct wrong {
	const char *code, *text;
};
#define GOOD ((struct wrong){ NULL, NULL })
#define WRONG(code, text) ((struct wrong){ code, text })

static struct wrong far(const struct fact_reading *r, date from)
{
	return from.days > date_add_months(r->today, FACT_MONTHS_AHEAD).days
		   ? WRONG("FAR", "more than 24 months ahead")
		   : GOOD;
}

static bool known_scheme(const struct fact_reading *r, str text, str *ret)
{
	for (size_t i = 0; i < r->schemes_n; i++)
		if (str_eq(r->schemes[i].scheme, text)) {
			*ret = r->schemes[i].scheme;
			return true;
		}
	return false;
}

/* Scheme and period, or month: what two kinds have alike. */
static struct wrong read_when(const struct fact_reading *r, str scheme, str period, bool quarters,
			      struct fact_row *row)
{
	if (!known_scheme(r, scheme, &row->scheme))
		return WRONG("SCHEME", "the fund has no such scheme");
	if (!fact_period(period, quarters, &row->from, &row->until))
		return quarters ? WRONG("PERIOD", "a month is 2026-04, a quarter 2026-Q2")
				: WRONG("PERIOD", "a month is 2026-04");
	return far(r, row->from);
}

static struct wrong read_contribution(const struct fact_reading *r, const str *field, struct fact_row *row)
{
	struct wrong w = read_when(r, field[C_SCHEME], field[C_PERIOD], true, row);
	struct money m = { .minor = 0 };

	if (w.code != NULL)
		return w;
	if (field[C_AMOUNT].n > 0 && (!rc_ok(money_parse(field[C_AMOUNT], r->currency, &m)) || m.minor <= 0))
		return WRONG("AMOUNT", "an amount above 0 such as 276.00, or nothing when it isn't told");
	row->amount = m.minor;
	row->paid = DATE_NEVER;
	if (field[C_PAID].n == 0)
		return GOOD;
	if (!rc_ok(date_parse(field[C_PAID], &row->paid)))
		return WRONG("PAID_ON", "a day is 2026-05-03, or nothing when it isn't paid");
	int year, month, day;
	date_split(row->paid, &year, &month, &day);
	if (row->paid.days > r->today.days || year < YEAR_MIN)
		return WRONG("PAID_ON", "paid on a day that isn't there yet, or very long ago");
	return GOOD;
}

static bool whole(str text, int64_t max, int64_t *ret)
{
	return str_digits(&text, 1, 4, ret) && text.n == 0 && *ret <= max;
}

static struct wrong read_employment(const struct fact_reading *r, const str *field, struct fact_row *row)
{
	struct wrong w = read_when(r, field[W_SCHEME], field[W_MONTH], false, row);

	if (w.code != NULL)
		return w;
	int64_t days = row->until.days - row->from.days;
	if (!whole(field[W_DAYS], days, &row->days))
		return WRONG("DAYS", "a whole number of days, not more than the month has");
	if (!whole(field[W_HOURS], days * HOURS_A_DAY, &row->hours))
		return WRONG("HOURS", "a whole number of hours, not more than the month has");
	return GOOD;
}

static struct wrong read_household(const struct fact_reading *r, const str *field, struct fact_row *row)
{
	struct decimal score;
	int year, month, day;

	if (!rc_ok(date_parse(field[H_FROM], &row->from)))
		return WRONG("FROM", "a day is 2026-05-03");
	date_split(row->from, &year, &month, &day);
	if (year < YEAR_MIN)
		return WRONG("FROM", "a day of very long ago");
	struct wrong w = far(r, row->from);
	if (w.code != NULL)
		return w;
	if (field[H_SCORE].n > 0 && !rc_ok(decimal_parse(field[H_SCORE], &score)))
		return WRONG("SCORE", "a number such as 9.3264284, or nothing when it is no longer known");
	row->score = str_copy(r->a, field[H_SCORE]);
	return GOOD;
}

bool fact_row_read(const struct fact_reading *r, const str *field, struct fact_row *ret,
		   const char **ret_code, const char **ret_text)
{
	struct wrong w;

	*ret = (struct fact_row){ .scheme = S(""), .score = S(""), .paid = DATE_NEVER };
	if (!number_parse(r->country, field[NUMBER], &ret->number))
		w = WRONG("NUMBER", "not a registration number of this fund");
	else if (r->kind == FACT_CONTRIBUTION)
		w = read_contribution(r, field, ret);
	else
		w = r->kind == FACT_EMPLOYMENT ? read_employment(r, field, ret)
					       : read_household(r, field, ret);
	*ret_code = w.code;
	*ret_text = w.text;
	return w.code == NULL;
}
