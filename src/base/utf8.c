/* base/utf8.c - checking, reading and writing UTF-8. */
#include "base/utf8.h"

#include "base/rc.h"

#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

static bool all_ascii(const unsigned char *p)
{
	uint64_t w[4];

	memcpy(w, p, sizeof w);
	return ((w[0] | w[1] | w[2] | w[3]) & HIGH_BITS) == 0;
}

static bool tail(unsigned char c) { return (c & 0xC0) == 0x80; }

/* Bytes of the character at p[0..n), n >= 1; 0 when it is broken. RFC 3629, section 4. */
static size_t length(const unsigned char *p, size_t n)
{
	unsigned char c = p[0];

	if (c < 0x80)
		return 1;
	if (c < 0xE0)
		return c >= 0xC2 && n >= 2 && tail(p[1]) ? 2 : 0;
	if (c < 0xF0) {
		if (n < 3 || !tail(p[1]) || !tail(p[2]))
			return 0;
		return (c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F) ? 0 : 3;
	}
	if (c > 0xF4 || n < 4 || !tail(p[1]) || !tail(p[2]) || !tail(p[3]))
		return 0;
	return (c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F) ? 0 : 4;
}

size_t utf8_sound(str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0;

	while (i < s.n) {
		while (s.n - i >= 32 && all_ascii(p + i))
			i += 32;
		/* A window that is not pure ASCII is walked to its end before the wide step is tried again.
		 */
		for (size_t end = s.n - i > 32 ? i + 32 : s.n; i < end;) {
			size_t n = length(p + i, s.n - i);
			if (n == 0)
				return i;
			i += n;
		}
	}
	return i;
}

bool utf8_next(str *s, uint32_t *ret)
{
	const unsigned char *p = (const unsigned char *)s->p;
	size_t n = s->n > 0 ? length(p, s->n) : 0;

	if (n == 0)
		return false;
	uint32_t c = n == 1 ? p[0] : p[0] & (0x7FU >> n);
	for (size_t i = 1; i < n; i++)
		c = c << 6 | (p[i] & 0x3FU);
	*s = (str){ s->p + n, s->n - n };
	*ret = c;
	return true;
}

size_t utf8_put(char out[UTF8_MAX], uint32_t c)
{
	static const unsigned char head[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	must(c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF));
	for (size_t i = n; i-- > 1; c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3F));
	out[0] = (char)(head[n] | c);
	return n;
}
