/* domain/message/sms_text.c */
#include "domain/message/sms_text.h"

#include "base/utf8.h"

/* Room for units: alone, and as one of several parts, whose header takes the rest. */
static const int alone[] = { [SMS_GSM7] = 160, [SMS_UCS2] = 70 };
static const int each[] = { [SMS_GSM7] = 153, [SMS_UCS2] = 67 };

/* Beyond ASCII; the ASCII characters that are missing are in septets(). */
static const uint32_t further[] = {
	0xA3,  0xA5,  0xE8,  0xE9,  0xF9,  0xEC,  0xF2,	 0xC7,	0xD8,  0xF8, 0xC5, 0xE5, 0x394,
	0x3A6, 0x393, 0x39B, 0x3A9, 0x3A0, 0x3A8, 0x3A3, 0x398, 0x39E, 0xC6, 0xE6, 0xDF, 0xC9,
	0xA4,  0xA1,  0xC4,  0xD6,  0xD1,  0xDC,  0xA7,	 0xBF,	0xE4,  0xF6, 0xF1, 0xFC, 0xE0,
};

/* Of one character in the default alphabet, 0 when it isn't in it. */
static int septets(uint32_t c)
{
	if (c == '\n' || c == '\r')
		return 1;
	if (c == '^' || c == '{' || c == '}' || c == '\\' || c == '[' || c == '~' || c == ']' || c == '|' ||
	    c == '\f' || c == 0x20AC)
		return 2;
	if (' ' <= c && c < 0x7F)
		return c == '`' ? 0 : 1;
	for (size_t i = 0; i < sizeof further / sizeof further[0]; i++)
		if (further[i] == c)
			return 1;
	return 0;
}

static int utf16(uint32_t c) { return c > 0xFFFF ? 2 : 1; }

static int units(enum sms_alphabet alphabet, uint32_t c)
{
	return alphabet == SMS_GSM7 ? septets(c) : utf16(c);
}

uint32_t sms_foreign(str text)
{
	uint32_t c;

	while (utf8_next(&text, &c))
		if (septets(c) == 0)
			return c;
	return 0;
}

/* Units of the whole text; false when it isn't UTF-8. */
static bool count(str text, enum sms_alphabet alphabet, int *ret)
{
	uint32_t c;

	*ret = 0;
	while (utf8_next(&text, &c))
		*ret += units(alphabet, c);
	return text.n == 0;
}

bool sms_measure(str text, struct sms_size *ret)
{
	enum sms_alphabet alphabet = sms_foreign(text) == 0 ? SMS_GSM7 : SMS_UCS2;
	uint32_t c;
	int used = 0;

	*ret = (struct sms_size){ .alphabet = alphabet };
	if (!count(text, alphabet, &ret->units))
		return false;
	if (ret->units == 0)
		return true;
	ret->parts = 1;
	ret->left = alone[alphabet] - ret->units;
	if (ret->left >= 0)
		return true;
	/* A character of two units stays in one part: one unit may be lost at a part's end. */
	while (utf8_next(&text, &c)) {
		int n = units(alphabet, c);
		if (used + n > each[alphabet]) {
			ret->parts++;
			used = 0;
		}
		used += n;
	}
	ret->left = each[alphabet] - used;
	return ret->parts <= SMS_PARTS_MAX;
}
