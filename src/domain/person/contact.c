/* domain/person/contact.c - phones and mail addresses that can be right. */
#include "domain/person/contact.h"

#include "base/arena.h"
#include "base/utf8.h"

enum {
	CODE_MA = 212,
	CODE_DZ = 213,
	PHONE_DIGITS = 16,
	EMAIL_MAX = 254, /* RFC 5321, 4.5.3.1.3 less the brackets */
	LOCAL_MAX = 64,	 /* RFC 5321, 4.5.3.1.1 */
	LABEL_MAX = 63	 /* RFC 1035, 2.3.4 */
};

static int country_code(str country)
{
	return str_eq(country, S("ma")) ? CODE_MA : str_eq(country, S("dz")) ? CODE_DZ : 0;
}

/* What may stand between two digits; 0x202A.. are the marks of direction that right-to-left fields leave
 * behind. */
static bool is_filler(uint32_t c)
{
	return c == ' ' || c == '.' || c == '-' || c == '(' || c == ')' || c == '/' || c == 0xA0 ||
	       c == 0x202F || c == 0x2010 || c == 0x2011 || (c >= 0x200E && c <= 0x200F) ||
	       (c >= 0x202A && c <= 0x202E);
}

/* The digits of a number, and whether it began with a plus. False when there is anything else in it. */
static bool phone_digits(str text, char digits[PHONE_DIGITS], size_t *ret_n, bool *ret_plus)
{
	uint32_t c;
	size_t n = 0;

	*ret_plus = false;
	while (utf8_next(&text, &c)) {
		if (c >= 0x660 && c <= 0x669)
			c = c - 0x660 + '0';
		if ('0' <= c && c <= '9' && n < PHONE_DIGITS)
			digits[n++] = (char)c;
		else if (c == '+' && n == 0 && !*ret_plus)
			*ret_plus = true;
		else if (!is_filler(c))
			return false;
	}
	*ret_n = n;
	return text.n == 0;
}

/* law: facts.md 1.1, Phone; Algeria's landlines have a digit less. */
static bool national(int code, str digits)
{
	char first = digits.n > 0 ? digits.p[0] : 0;

	if ('5' <= first && first <= '7')
		return digits.n == 9;
	return code == CODE_DZ && '2' <= first && first <= '4' && digits.n == 8;
}

rc phone_parse(str country, str text, int64_t *ret)
{
	char digits[PHONE_DIGITS];
	int code = country_code(country);
	size_t n = 0;
	bool abroad;
	int64_t number = 0;

	CHECK(code != 0 && phone_digits(text, digits, &n, &abroad), PHONE_TEXT);
	str rest = { digits, n };
	if (!abroad)
		abroad = str_skip(&rest, S("00"));
	CHECK(!abroad || str_skip(&rest, code == CODE_MA ? S("212") : S("213")), PHONE_TEXT);
	/* +212 (0) 6 ...: the zero is written and not dialled. */
	bool zero = str_skip(&rest, S("0"));
	CHECK((abroad || zero) && national(code, rest), PHONE_TEXT);
	size_t length = rest.n;
	CHECK(str_digits(&rest, length, length, &number), PHONE_TEXT);
	*ret = number + code * (length == 9 ? INT64_C(1000000000) : INT64_C(100000000));
	return OK;
}

str phone_text(struct arena *a, int64_t phone)
{
	return phone == 0 ? S("") : str_printf(a, "+%lld", (long long)phone);
}

bool phone_mobile(int64_t phone)
{
	int64_t code = phone / 1000000000, first = phone / 100000000 % 10;

	/* 5 is a landline in Morocco, a mobile in Algeria. */
	return (code == CODE_MA && (first == 6 || first == 7)) ||
	       (code == CODE_DZ && first >= 5 && first <= 7);
}

static bool alnum(char c) { return ('0' <= c && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

/* RFC 5322's atom, and the dot. */
static bool in_local(char c)
{
	static const str marks = { "!#$%&'*+-/=?^_`{|}~.", 20 };

	for (size_t i = 0; i < marks.n; i++)
		if (c == marks.p[i])
			return true;
	return alnum(c);
}

static bool local_part(str s)
{
	if (s.n == 0 || s.n > LOCAL_MAX || s.p[0] == '.' || s.p[s.n - 1] == '.')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!in_local(s.p[i]) || (i > 0 && s.p[i] == '.' && s.p[i - 1] == '.'))
			return false;
	return true;
}

static bool domain(str s)
{
	size_t label = 0, dots = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '.' || c == '-') {
			if (label == 0 || (c == '.' && s.p[i - 1] == '-'))
				return false;
			dots += c == '.';
		} else if (!alnum(c)) {
			return false;
		}
		label = c == '.' ? 0 : label + 1;
		if (label > LABEL_MAX)
			return false;
	}
	return dots > 0 && label > 0 && s.p[s.n - 1] != '-';
}

bool email_plausible(str text)
{
	size_t at = 0;

	while (at < text.n && text.p[at] != '@')
		at++;
	if (at >= text.n || text.n > EMAIL_MAX)
		return false;
	return local_part((str){ text.p, at }) && domain((str){ text.p + at + 1, text.n - at - 1 });
}
