#include "base/utf8.h"

#include "testing/t.h"

T(utf8_every_character_survives_the_round_trip)
{
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		char b[UTF8_MAX];
		str s = { b, utf8_put(b, c) };
		uint32_t got = 0;
		if (!utf8_valid(s) || !utf8_next(&s, &got) || got != c || s.n != 0)
			t_fail("U+%04X came back as U+%04X", c, got);
	}
	t_dies((void)utf8_put((char[UTF8_MAX]){ 0 }, 0xD800));
	t_dies((void)utf8_put((char[UTF8_MAX]){ 0 }, 0x110000));
}

/* The slow truth: decode by the book, then ask whether the shortest form was used. */
static bool by_the_book(const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t len = p[i] < 0x80       ? 1
			     : p[i] >> 5 == 6  ? 2
			     : p[i] >> 4 == 14 ? 3
			     : p[i] >> 3 == 30 ? 4
					       : 0;
		uint32_t c = len <= 1 ? p[i] : p[i] & (0xFFU >> (len + 1));
		if (len == 0 || i + len > n)
			return false;
		for (size_t k = 1; k < len; k++) {
			if (p[i + k] >> 6 != 2)
				return false;
			c = c << 6 | (p[i + k] & 63U);
		}
		size_t least = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
		if (least != len || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
			return false;
		i += len;
	}
	return true;
}

T(utf8_agrees_with_the_book_on_every_two_and_three_bytes)
{
	long bad = 0, good = 0;

	for (uint32_t v = 0; v < 1U << 24; v++) {
		unsigned char p[3] = { (unsigned char)(v >> 16), (unsigned char)(v >> 8), (unsigned char)v };
		bool want = by_the_book(p, 3);
		bad += utf8_valid((str){ (const char *)p, 3 }) != want;
		good += want;
	}
	t_int(bad, 0);
	t_ok(good > 2000000);
}

T(utf8_agrees_with_the_book_on_random_text)
{
	static const char *const piece[] = { "plain ascii text of some length, longer than a window",
					     "\xD9\x85",
					     "\xE2\x82\xAC",
					     "\xF0\x9F\x98\x80",
					     "\xED\xA0\x80",
					     "\xC0\x80",
					     "\xF4\x90\x80\x80",
					     "\xE0\x9F\xBF",
					     "\xF0\x8F\xBF\xBF",
					     "\x80",
					     "\xFF",
					     "\xE2\x82" };
	t_seeds (3000) {
		unsigned char b[800];
		size_t n = 0, kinds = s_ % 4 == 0 ? 12 : 4;
		for (int i = 0; i < 12; i++) {
			const char *p = piece[t_random() % kinds];
			memcpy(b + n, p, strlen(p));
			n += strlen(p);
		}
		str s = { (const char *)b, n };
		t_ok(utf8_valid(s) == by_the_book(b, n));
		size_t sound = utf8_sound(s);
		t_ok(by_the_book(b, sound));
		str rest = { s.p + sound, n - sound };
		uint32_t c;
		t_ok(sound == n || !utf8_next(&rest, &c));
		t_ok(sound == n || rest.p == s.p + sound);
	}
}

T(utf8_ends_are_not_overrun)
{
	uint32_t c;
	str empty = { NULL, 0 };

	t_ok(utf8_valid(empty) && !utf8_next(&empty, &c));
	t_ok(!utf8_valid(S("ab\xD9")));
	t_int((int64_t)utf8_sound(S("\xD9\x85\xD9")), 2);
	t_ok(utf8_valid((str){ "a\0b", 3 }));
}
