#include "base/pack.h"

#include "testing/t.h"

#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>

struct sum {
	struct arena *a;
	char *p;
	size_t n, max;
};

static rc collect(void *cls, const char *p, size_t n)
{
	struct sum *s = cls;
	CHECK(s->n + n <= s->max, LIMIT);
	memcpy(s->p + s->n, p, n);
	s->n += n;
	return OK;
}

static str sample(struct arena *a, size_t n)
{
	char *p = arena_array(a, char, n + 1);
	for (size_t i = 0; i < n; i++)
		p[i] = (char)('a' + (i * i >> 5) % 17);
	return (str){ p, n };
}

static str gzipped(struct arena *a, str s)
{
	z_stream z = { 0 };
	char *to = arena_array(a, char, s.n + 1000);
	must(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
	z.next_in = (const unsigned char *)s.p, z.avail_in = (uInt)s.n;
	z.next_out = (unsigned char *)to, z.avail_out = (uInt)s.n + 1000;
	must(deflate(&z, Z_FINISH) == Z_STREAM_END);
	str r = { to, z.total_out };
	deflateEnd(&z);
	return r;
}

/* Pushes `in` in parts of `step` bytes; what comes out is in `s`. */
static rc through(struct arena *a, str in, size_t step, struct sum *s)
{
	struct unpack *u;
	rc r = unpack_new(a, collect, s, &u);
	for (size_t i = 0; rc_ok(r) && i < in.n; i += step)
		r = unpack_push(u, in.p + i, in.n - i < step ? in.n - i : step);
	if (rc_ok(r))
		r = unpack_end(u);
	unpack_free(u);
	return r;
}

T(unpack_knows_plain_gzip_and_zstd)
{
	static const size_t sizes[] = { 0, 1, 3, 4, 5, 1000, 300000 }, steps[] = { 1, 3, 4096, 1 << 20 };
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (size_t j = sizes[i] > 1000 ? 2 : 0; j < 4; j++) {
			struct arena tmp;
			arena_init(&tmp, 64 << 20);
			str plain = sample(&tmp, sizes[i]), packed;
			must(rc_ok(pack_piece(&tmp, plain, &packed)));
			str forms[] = { plain, gzipped(&tmp, plain), packed };
			for (int f = 0; f < 3; f++) {
				struct sum s = { &tmp, arena_array(&tmp, char, 400000), 0, 400000 };
				t_rc(through(&tmp, forms[f], steps[j], &s), OK);
				t_ok(s.n == plain.n && memcmp(s.p, plain.p, s.n) == 0);
			}
			char *back = arena_array(&tmp, char, plain.n + 1);
			t_rc(pack_open(packed, back, plain.n), OK);
			t_ok(memcmp(back, plain.p, plain.n) == 0);
			t_rc(pack_open(packed, back, plain.n + 1), PACKED);
			arena_done(&tmp);
		}
}

T(unpack_refuses_what_is_cut_or_broken)
{
	str plain = sample(a, 300000), packed;
	must(rc_ok(pack_piece(a, plain, &packed)));
	str forms[] = { gzipped(a, plain), packed };
	for (int f = 0; f < 2; f++) {
		struct sum s = { a, arena_array(a, char, 400000), 0, 400000 };
		str cut = { forms[f].p, forms[f].n - 5 };
		t_rc(through(a, cut, 4096, &s), PACKED);
		char *more = arena_array(a, char, forms[f].n + 4);
		memcpy(more, forms[f].p, forms[f].n);
		memcpy(more + forms[f].n, "junk", 4);
		s.n = 0;
		t_rc(through(a, (str){ more, forms[f].n + 4 }, 4096, &s), PACKED);
		more[forms[f].n / 2] ^= 0x55;
		s.n = 0;
		/* gzip carries a check sum; our zstd pieces don't (the manifest's SHA-256 covers them) */
		t_ok(!rc_ok(through(a, (str){ more, forms[f].n }, 4096, &s)) ||
		     (f == 1 && (s.n != plain.n || memcmp(s.p, plain.p, s.n) != 0)));
		/* the sink's limit stops a bomb */
		s.n = 0, s.max = 100000;
		t_rc(through(a, forms[f], 4096, &s), LIMIT);
	}
}

T(inflates_a_zlib_stream)
{
	/* zlib.compress(b"a" * 1000) */
	static const unsigned char z[] = { 0x78, 0x9c, 0x4b, 0x4c, 0x1c, 0x05, 0xa3, 0x60, 0x14,
					   0x0c, 0x77, 0x00, 0x00, 0xf9, 0xd8, 0x7a, 0xf8 };
	str packed = { (const char *)z, sizeof z }, plain;

	t_need(pack_inflate(a, packed, 1000, &plain));
	t_int((int64_t)plain.n, 1000);
	t_ok(plain.p[0] == 'a' && plain.p[999] == 'a');
	t_rc(pack_inflate(a, packed, 999, &plain), LIMIT);
	packed.n--;
	t_rc(pack_inflate(a, packed, 1000, &plain), PACKED);
	t_rc(pack_inflate(a, S(""), 1000, &plain), PACKED);
	t_rc(pack_inflate(a, S("hello"), 1000, &plain), PACKED);
}
