/* domain/person/number.c - registration numbers of the fund. */
#include "domain/person/number.h"

#include "base/utf8.h"

enum { DIGITS_MAX = 12 };

int number_digits(str country)
{
	return str_eq(country, S("ma")) ? 9 : str_eq(country, S("dz")) ? DIGITS_MAX : 0;
}

static int64_t power(int n)
{
	int64_t p = 1;

	while (n-- > 0)
		p *= 10;
	return p;
}

int number_check_digit(int64_t running, int n)
{
	int p = 10;

	for (int64_t at = power(n - 1); at > 0; at /= 10) {
		int sum = (p + (int)(running / at % 10)) % 10;
		p = (sum == 0 ? 10 : sum) * 2 % 11;
	}
	return (11 - p) % 10;
}

int64_t number_make(str country, int64_t running)
{
	int n = number_digits(country) - 1;

	must(n > 0 && power(n - 1) <= running && running < power(n));
	return running * 10 + number_check_digit(running, n);
}

bool number_valid(str country, int64_t number)
{
	int n = number_digits(country);

	if (n == 0 || number < power(n - 1) || number >= power(n))
		return false;
	return number % 10 == number_check_digit(number / 10, n - 1);
}

str number_text(struct arena *a, str country, int64_t number)
{
	int n = number_digits(country), used = 0;
	char *text = arena_array(a, char, 2 * DIGITS_MAX);

	must(n > 0 && 0 <= number && number < power(n));
	for (int i = n - 1; i >= 0; i--) {
		text[used++] = (char)('0' + number / power(i) % 10);
		if (i > 0 && i % 3 == 0)
			text[used++] = ' ';
	}
	return (str){ text, (size_t)used };
}

/* 0..9 of a European or Arabic digit, -1 for what may stand between digits, -2 for anything else. */
static int digit(uint32_t c)
{
	if ('0' <= c && c <= '9')
		return (int)(c - '0');
	if (0x660 <= c && c <= 0x669)
		return (int)(c - 0x660);
	return c == ' ' || c == '-' || c == '.' || c == 0xA0 || c == 0x202F ? -1 : -2;
}

bool number_digits_parse(str text, int digits, int64_t *ret)
{
	int64_t v = 0;
	int n = 0;
	uint32_t c;

	while (utf8_next(&text, &c)) {
		int d = digit(c);
		if (d == -2 || (d >= 0 && n == digits))
			return false;
		if (d >= 0)
			v = v * 10 + d, n++;
	}
	*ret = v;
	return text.n == 0 && n == digits;
}

bool number_parse(str country, str text, int64_t *ret)
{
	int64_t v;

	if (!number_digits_parse(text, number_digits(country), &v) || !number_valid(country, v))
		return false;
	*ret = v;
	return true;
}
