/* domain/document/sniff.c - pictures, and which kind of file it is. */
#include "domain/document/sniff.h"

#include <string.h>

enum { ZIP_END_WITHIN = 65535 + 22 };

str sniff_verdict_name(enum sniff_verdict v)
{
	static const char *const names[] = { "TAKEN",	   "EMPTY",  "LARGE",  "UNKNOWN", "HEIC", "CUT",
					     "DIMENSIONS", "ACTIVE", "SEALED", "OBSCURE", "TWO" };

	return str_of(names[v]);
}

size_t bytes_find(str bytes, size_t at, str word)
{
	if (at >= bytes.n)
		return bytes.n;
	const char *hit = memmem(bytes.p + at, bytes.n - at, word.p, word.n);
	return hit != NULL ? (size_t)(hit - bytes.p) : bytes.n;
}

static bool begins(str bytes, str with) { return bytes.n >= with.n && memcmp(bytes.p, with.p, with.n) == 0; }

static unsigned byte_at(str b, size_t at) { return (unsigned char)b.p[at]; }

static unsigned be16(str b, size_t at) { return byte_at(b, at) << 8 | byte_at(b, at + 1); }

static uint32_t be32(str b, size_t at) { return (uint32_t)be16(b, at) << 16 | be16(b, at + 2); }

static enum sniff_verdict sized(struct sniffed *s, uint32_t width, uint32_t height)
{
	if (width == 0 || height == 0 || width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX ||
	    (uint64_t)width * height > PICTURE_AREA_MAX)
		return SNIFF_DIMENSIONS;
	s->width = (int)width;
	s->height = (int)height;
	return SNIFF_TAKEN;
}

/* ---- JPEG ---- */

enum { M_SOI = 0xD8, M_EOI = 0xD9, M_SOS = 0xDA, M_RST0 = 0xD0, M_TEM = 0x01 };

static bool frame_marker(unsigned m) { return 0xC0 <= m && m <= 0xCF && m != 0xC4 && m != 0xC8 && m != 0xCC; }

static bool lone_marker(unsigned m) { return m == M_TEM || (M_RST0 <= m && m < M_SOI); }

/* Behind the compressed data that begins at `at`: where the next marker's 0xFF is, b.n when there is none. */
static size_t past_scan(str b, size_t at)
{
	while (at + 1 < b.n) {
		const char *ff = memchr(b.p + at, 0xFF, b.n - at - 1);
		if (ff == NULL)
			return b.n;
		at = (size_t)(ff - b.p);
		unsigned m = byte_at(b, at + 1);
		if (m != 0 && m != 0xFF && !lone_marker(m))
			return at;
		at += m == 0xFF ? 1 : 2;
	}
	return b.n;
}

static enum sniff_verdict jpeg(struct sniffed *s, str b)
{
	size_t at = 2;
	bool framed = false, scanned = false;

	while (at + 3 < b.n || (at + 1 < b.n && byte_at(b, at + 1) == M_EOI)) {
		unsigned m = byte_at(b, at + 1);
		if (byte_at(b, at) != 0xFF || m == 0 || m == M_SOI)
			return SNIFF_CUT;
		if (m == M_EOI) /* phones put more behind it: small pictures, their own notes */
			return framed && scanned ? SNIFF_TAKEN : SNIFF_CUT;
		if (m == 0xFF || lone_marker(m)) {
			at += m == 0xFF ? 1 : 2;
			continue;
		}
		size_t length = be16(b, at + 2);
		if (length < 2 || length > b.n - at - 2)
			return SNIFF_CUT;
		if (frame_marker(m)) {
			/* a second frame could tell another size than the first */
			if (framed || length < 8)
				return SNIFF_CUT;
			enum sniff_verdict v = sized(s, be16(b, at + 7), be16(b, at + 5));
			if (v != SNIFF_TAKEN)
				return v;
			framed = true;
		}
		at += 2 + length;
		if (m == M_SOS) {
			scanned = true;
			at = past_scan(b, at);
		}
	}
	return SNIFF_CUT;
}

/* ---- PNG ---- */

enum { PNG_HEAD = 8, CHUNK_AROUND = 12, IHDR_BYTES = 13 };

static enum sniff_verdict png(struct sniffed *s, str b)
{
	size_t at = PNG_HEAD;
	bool data = false;

	for (bool first = true; b.n - at >= CHUNK_AROUND; first = false) {
		uint32_t length = be32(b, at);
		str type = { b.p + at + 4, 4 };
		if (length > b.n - at - CHUNK_AROUND)
			return SNIFF_CUT;
		if (first != str_eq(type, S("IHDR")) || (first && length != IHDR_BYTES))
			return SNIFF_CUT;
		if (first) {
			enum sniff_verdict v = sized(s, be32(b, at + 8), be32(b, at + 12));
			if (v != SNIFF_TAKEN)
				return v;
		}
		data |= str_eq(type, S("IDAT"));
		at += CHUNK_AROUND + length;
		if (str_eq(type, S("IEND")))
			return !data ? SNIFF_CUT : at == b.n ? SNIFF_TAKEN : SNIFF_TWO;
	}
	return SNIFF_CUT;
}

/* ---- whatever it is ---- */

/* `word` is in small letters. */
static bool holds_word(str b, str word)
{
	for (size_t at = bytes_find(b, 0, S("<")); at < b.n; at = bytes_find(b, at + 1, S("<")))
		if (b.n - at >= word.n && strncasecmp(b.p + at, word.p, word.n) == 0)
			return true;
	return false;
}

static bool holds_archive(str b)
{
	size_t from = b.n > ZIP_END_WITHIN ? b.n - ZIP_END_WITHIN : 0;

	return bytes_find(b, from, S("PK\5\6")) < b.n;
}

/* A picture that a careless program would open as something else. */
static bool is_more(str b)
{
	return holds_archive(b) || bytes_find(b, 0, S("%PDF-")) < b.n || holds_word(b, S("<script")) ||
	       holds_word(b, S("<html")) || holds_word(b, S("<?php")) || holds_word(b, S("<!doctype"));
}

static bool heic(str b)
{
	static const char *const brands[] = { "heic", "heix", "heim", "heis", "hevc",
					      "hevx", "mif1", "msf1", "avif" };

	if (b.n < 12 || memcmp(b.p + 4, "ftyp", 4) != 0)
		return false;
	for (size_t i = 0; i < sizeof brands / sizeof brands[0]; i++)
		if (memcmp(b.p + 8, brands[i], 4) == 0)
			return true;
	return false;
}

static enum sniff_verdict look(struct sniffed *s, str b)
{
	bool picture = true;
	enum sniff_verdict v;

	if (begins(b, S("\xFF\xD8\xFF"))) {
		s->media = S("image/jpeg");
		v = jpeg(s, b);
	} else if (begins(b, S("\x89PNG\r\n\x1A\n"))) {
		s->media = S("image/png");
		v = png(s, b);
	} else if (begins(b, S("%PDF-1.")) || begins(b, S("%PDF-2."))) {
		s->media = S("application/pdf");
		picture = false;
		v = pdf_look(b);
	} else {
		return heic(b) ? SNIFF_HEIC : SNIFF_UNKNOWN;
	}
	if (v == SNIFF_TAKEN && (picture ? is_more(b) : holds_archive(b)))
		v = SNIFF_TWO;
	return v;
}

struct sniffed document_sniff(str bytes)
{
	struct sniffed s = { .verdict = bytes.n == 0 ? SNIFF_EMPTY : SNIFF_LARGE };

	if (0 < bytes.n && bytes.n <= DOCUMENT_BYTES_MAX)
		s.verdict = look(&s, bytes);
	return s.verdict == SNIFF_TAKEN ? s : (struct sniffed){ .verdict = s.verdict };
}
