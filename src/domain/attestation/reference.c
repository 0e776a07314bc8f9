/* domain/attestation/reference.c */
#include "domain/attestation/reference.h"

#include "base/rc.h"

#include <string.h>

enum { DIGIT_BITS = 5, BASE = 1 << DIGIT_BITS, PRIME = 1021, BODY_CHARS = 10, GROUP = 4 };

static const char alphabet[BASE + 1] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void put(char *to, size_t chars, uint64_t v)
{
	for (size_t i = chars; i > 0; i--, v /= BASE)
		to[i - 1] = alphabet[v % BASE];
}

str reference_make(struct arena *a, uint64_t random)
{
	char *p = arena_array(a, char, REFERENCE_CHARS);
	uint64_t body = random & ((UINT64_C(1) << REFERENCE_RANDOM_BITS) - 1);

	put(p, BODY_CHARS, body);
	put(p + BODY_CHARS, REFERENCE_CHARS - BODY_CHARS, body % PRIME);
	return (str){ p, REFERENCE_CHARS };
}

str reference_text(struct arena *a, str r)
{
	must(r.n == REFERENCE_CHARS);
	return str_printf(a, "%.*s-%.*s-%.*s", GROUP, r.p, GROUP, r.p + GROUP, GROUP, r.p + 2 * GROUP);
}

/* 0..31, or -1. */
static int digit(char c)
{
	if ('a' <= c && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		c = '0';
	if (c == 'I' || c == 'L')
		c = '1';
	const char *at = c != 0 ? strchr(alphabet, c) : NULL;
	return at != NULL ? (int)(at - alphabet) : -1;
}

bool reference_parse(struct arena *a, str typed, str *ret)
{
	char text[REFERENCE_CHARS];
	uint64_t body = 0, check = 0;
	size_t n = 0;

	if (typed.n > REFERENCE_TYPED_MAX)
		return false;
	for (size_t i = 0; i < typed.n; i++) {
		char c = typed.p[i];
		int d = digit(c);
		if (c == ' ' || c == '-' || c == '.' || c == '\t')
			continue;
		if (d < 0 || n == REFERENCE_CHARS)
			return false;
		uint64_t *to = n < BODY_CHARS ? &body : &check;
		*to = *to * BASE + (uint64_t)d;
		text[n++] = alphabet[d];
	}
	if (n < REFERENCE_CHARS || body % PRIME != check)
		return false;
	*ret = str_copy(a, (str){ text, n });
	return true;
}
