/* domain/access/totp.c - codes of the second factor. */
#include "domain/access/totp.h"

#include "base/out.h"
#include "base/utf8.h"

#include <liboath/oath.h>
#include <string.h>

int64_t totp_step_at(instant now) { return now.us / 1000000 / TOTP_STEP_S; }

void totp_code(const unsigned char secret[static TOTP_SECRET_BYTES], int64_t step,
	       char ret[static TOTP_DIGITS + 1])
{
	/* It fails only on a number of digits that it doesn't know. */
	must(oath_totp_generate((const char *)secret, TOTP_SECRET_BYTES, (time_t)(step * TOTP_STEP_S),
				TOTP_STEP_S, 0, TOTP_DIGITS, ret) == OATH_OK);
}

int64_t totp_judge(const unsigned char secret[static TOTP_SECRET_BYTES], instant now, int64_t last,
		   const char typed[static TOTP_DIGITS + 1])
{
	int64_t at = totp_step_at(now), found = 0;

	for (int64_t step = at - TOTP_WINDOW; step <= at + TOTP_WINDOW; step++) {
		char code[TOTP_DIGITS + 1];
		unsigned differ = 0;
		totp_code(secret, step, code);
		for (size_t i = 0; i < TOTP_DIGITS; i++)
			differ |= (unsigned)(code[i] ^ typed[i]);
		if (differ == 0 && step > last && found == 0)
			found = step;
	}
	return found;
}

bool totp_typed(str text, char ret[static TOTP_DIGITS + 1])
{
	size_t n = 0;
	uint32_t c;

	while (utf8_next(&text, &c)) {
		uint32_t zero = c >= 0x6f0 ? 0x6f0 : c >= 0x660 ? 0x660 : '0';
		if (c == ' ' || c == 0xa0 || c == 0x202f)
			continue;
		if (c < zero || c > zero + 9 || n == TOTP_DIGITS)
			return false;
		ret[n++] = (char)('0' + (c - zero));
	}
	ret[n] = '\0';
	return text.n == 0 && n == TOTP_DIGITS;
}

enum { BASE32_BITS = 5, BASE32_TEXT = TOTP_SECRET_BYTES * 8 / BASE32_BITS };
_Static_assert(TOTP_SECRET_BYTES % BASE32_BITS == 0, "no padding");

str totp_base32(struct arena *a, const unsigned char secret[static TOTP_SECRET_BYTES])
{
	char *p = arena_array(a, char, BASE32_TEXT + 1);

	for (size_t i = 0; i < BASE32_TEXT; i++) {
		unsigned v = 0;
		for (size_t bit = i * BASE32_BITS; bit < (i + 1) * BASE32_BITS; bit++)
			v = v << 1 | ((unsigned)secret[bit / 8] >> (7 - bit % 8) & 1U);
		p[i] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[v];
	}
	return (str){ p, BASE32_TEXT };
}

rc totp_base32_parse(str text, unsigned char ret[static TOTP_SECRET_BYTES])
{
	CHECK(text.n == BASE32_TEXT, TOTP_SECRET);
	memset(ret, 0, TOTP_SECRET_BYTES);
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		unsigned v = 'A' <= c && c <= 'Z'   ? (unsigned)(c - 'A')
			     : 'a' <= c && c <= 'z' ? (unsigned)(c - 'a')
			     : '2' <= c && c <= '7' ? (unsigned)(c - '2') + 26
						    : 32;
		CHECK(v < 32, TOTP_SECRET);
		for (size_t b = 0; b < BASE32_BITS; b++) {
			size_t bit = i * BASE32_BITS + b;
			ret[bit / 8] |= (unsigned char)((v >> (BASE32_BITS - 1 - b) & 1U) << (7 - bit % 8));
		}
	}
	return OK;
}

str totp_url(struct arena *a, str issuer, str login, const unsigned char secret[static TOTP_SECRET_BYTES])
{
	struct out o;

	out_init(&o, a, 256);
	out_lit(&o, "otpauth://totp/");
	out_url(&o, issuer);
	out_char(&o, ':');
	out_url(&o, login);
	out_lit(&o, "?secret=");
	out_str(&o, totp_base32(a, secret));
	out_lit(&o, "&issuer=");
	out_url(&o, issuer);
	out_lit(&o, "&algorithm=SHA1&digits=6&period=30");
	return out_view(&o);
}
