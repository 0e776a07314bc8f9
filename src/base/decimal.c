/* base/decimal.c */
#include "base/decimal.h"

#include <inttypes.h>

static const char *const roundings[] = { "DOWN", "UP", "HALF_UP", "HALF_EVEN" };
enum { ROUNDINGS = sizeof roundings / sizeof roundings[0] };

str rounding_name(enum rounding how) { return str_of(roundings[how]); }

bool rounding_parse(str name, enum rounding *ret)
{
	for (size_t i = 0; i < ROUNDINGS; i++)
		if (str_eq(name, rounding_name((enum rounding)i))) {
			*ret = (enum rounding)i;
			return true;
		}
	return false;
}

wide rounded_quotient(wide num, wide den, enum rounding how)
{
	must(den > 0);
	wide quot = num / den, rest = num % den;
	int sign = num < 0 ? -1 : 1;
	wide twice = rest * 2 * sign;
	bool away = how == ROUND_UP ? rest != 0
		    : how == ROUND_HALF_UP
			? twice >= den
			: how == ROUND_HALF_EVEN && (twice > den || (twice == den && quot % 2 != 0));

	return away ? quot + sign : quot;
}

static wide power(int n)
{
	wide p = 1;

	while (n-- > 0)
		p *= 10;
	return p;
}

/* Zeros behind the point give way when there is no room for them. */
static rc make(wide units, int scale, decimal *ret)
{
	while (scale > 0 && units % 10 == 0 &&
	       (scale > DECIMAL_SCALE_MAX || units > DECIMAL_MAX || units < -DECIMAL_MAX)) {
		units /= 10;
		scale--;
	}
	CHECK(scale <= DECIMAL_SCALE_MAX && -DECIMAL_MAX <= units && units <= DECIMAL_MAX, DECIMAL_RANGE);
	*ret = (decimal){ (int64_t)units, scale };
	return OK;
}

rc decimal_parse(str text, decimal *ret)
{
	enum { DIGITS_MAX = 18 };
	bool neg = str_skip(&text, S("-"));
	int64_t whole, part = 0;
	size_t before = text.n, scale = 0;

	CHECK(str_digits(&text, 1, DIGITS_MAX, &whole), DECIMAL_TEXT);
	size_t digits = before - text.n;
	CHECK(digits == 1 || whole >= power((int)digits - 1), DECIMAL_TEXT);
	if (str_skip(&text, S("."))) {
		before = text.n;
		CHECK(str_digits(&text, 1, DIGITS_MAX, &part), DECIMAL_TEXT);
		scale = before - text.n;
	}
	/* the zero of 0.5 is no digit that counts */
	CHECK(text.n == 0 && scale + (whole > 0 ? digits : 0) <= DIGITS_MAX, DECIMAL_TEXT);
	wide units = whole * power((int)scale) + part;
	CHECK(!neg || units != 0, DECIMAL_TEXT);
	*ret = (decimal){ (int64_t)(neg ? -units : units), (int)scale };
	return OK;
}

str decimal_text(struct arena *a, decimal d)
{
	int64_t abs = d.units < 0 ? -d.units : d.units, cut = (int64_t)power(d.scale);
	const char *sign = d.units < 0 ? "-" : "";

	if (d.scale == 0)
		return str_printf(a, "%s%" PRId64, sign, abs);
	return str_printf(a, "%s%" PRId64 ".%0*" PRId64, sign, abs / cut, d.scale, abs % cut);
}

/* Both with the larger scale: at most 36 digits, which fit. */
static int align(decimal x, decimal y, wide *ret_x, wide *ret_y)
{
	int scale = x.scale > y.scale ? x.scale : y.scale;

	*ret_x = x.units * power(scale - x.scale);
	*ret_y = y.units * power(scale - y.scale);
	return scale;
}

int decimal_compare(decimal x, decimal y)
{
	wide a, b;

	(void)align(x, y, &a, &b);
	return (a > b) - (a < b);
}

rc decimal_add(decimal x, decimal y, decimal *ret)
{
	wide a, b;
	int scale = align(x, y, &a, &b);

	return make(a + b, scale, ret);
}

rc decimal_times(decimal x, decimal y, decimal *ret)
{
	return make((wide)x.units * y.units, x.scale + y.scale, ret);
}

rc decimal_ratio(decimal x, decimal y, int scale, enum rounding how, decimal *ret)
{
	must(y.units != 0 && 0 <= scale && scale <= DECIMAL_SCALE_MAX);
	int up = scale + y.scale - x.scale;
	wide num = y.units < 0 ? -x.units : x.units, den = y.units < 0 ? -y.units : y.units;

	CHECK(up <= 36 && !__builtin_mul_overflow(num, power(up > 0 ? up : 0), &num), DECIMAL_RANGE);
	den *= power(up < 0 ? -up : 0); /* up >= -18 */
	return make(rounded_quotient(num, den, how), scale, ret);
}

rc decimal_round(decimal x, decimal unit, enum rounding how, decimal *ret)
{
	must(unit.units > 0);
	wide n = rounded_quotient(x.units * power(unit.scale), unit.units * power(x.scale), how);

	CHECK(!__builtin_mul_overflow(n, (wide)unit.units, &n), DECIMAL_RANGE);
	return make(n, unit.scale, ret);
}

bool decimal_whole(decimal d, int64_t *ret)
{
	wide cut = power(d.scale);

	*ret = (int64_t)(d.units / cut);
	return d.units % cut == 0;
}
