/* base/pack.c - zlib and zstd behind one door. */
#include "base/pack.h"

#include "base/out.h"

#include <string.h>
#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>

enum { OUT_BYTES = 64 * 1024, HEAD_BYTES = 4, LEVEL = 1, GZIP_WINDOW = 15 + 16, ZSTD_WINDOW_LOG_MAX = 27 };

enum kind { UNKNOWN, PLAIN, GZIP, ZSTD };

struct unpack {
	unpack_sink *sink;
	void *cls;
	enum kind kind;
	unsigned char head[HEAD_BYTES]; /* the first bytes, until the kind is known */
	size_t head_n;
	z_stream z;
	ZSTD_DStream *zstd;
	bool ended; /* the compressed stream is complete */
	char out[OUT_BYTES];
};

rc unpack_new(struct arena *life, unpack_sink *sink, void *cls, struct unpack **ret)
{
	struct unpack *u = arena_new(life, struct unpack);

	u->sink = sink;
	u->cls = cls;
	*ret = u;
	return OK;
}

void unpack_free(struct unpack *u)
{
	if (u->kind == GZIP)
		(void)inflateEnd(&u->z);
	if (u->zstd != NULL)
		ZSTD_freeDStream(u->zstd);
	u->zstd = NULL;
	u->kind = PLAIN;
}

static rc start(struct unpack *u)
{
	static const unsigned char gzip[] = { 0x1f, 0x8b }, zstd[] = { 0x28, 0xb5, 0x2f, 0xfd };

	if (u->head_n >= sizeof gzip && memcmp(u->head, gzip, sizeof gzip) == 0) {
		must(inflateInit2(&u->z, GZIP_WINDOW) == Z_OK);
		u->kind = GZIP;
	} else if (u->head_n >= sizeof zstd && memcmp(u->head, zstd, sizeof zstd) == 0) {
		u->zstd = ZSTD_createDStream();
		must(u->zstd != NULL);
		must(
		    !ZSTD_isError(ZSTD_DCtx_setParameter(u->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG_MAX)));
		u->kind = ZSTD;
	} else {
		u->kind = PLAIN;
	}
	return OK;
}

static rc gzip_push(struct unpack *u, const unsigned char *p, size_t n)
{
	u->z.next_in = p;
	u->z.avail_in = (uInt)n;
	while (u->z.avail_in > 0 && !u->ended) {
		u->z.next_out = (unsigned char *)u->out;
		u->z.avail_out = OUT_BYTES;
		int code = inflate(&u->z, Z_NO_FLUSH);
		CHECK(code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR, PACKED);
		TRY(u->sink(u->cls, u->out, OUT_BYTES - u->z.avail_out));
		u->ended = code == Z_STREAM_END;
		if (u->ended && u->z.avail_in > 0) { /* gzip files may follow each other */
			CHECK(*u->z.next_in == 0x1f && inflateReset(&u->z) == Z_OK, PACKED);
			u->ended = false;
		}
	}
	CHECK(u->z.avail_in == 0, PACKED);
	return OK;
}

static rc zstd_push(struct unpack *u, const unsigned char *p, size_t n)
{
	ZSTD_inBuffer in = { p, n, 0 };

	for (;;) {
		ZSTD_outBuffer out = { u->out, OUT_BYTES, 0 };
		size_t left = ZSTD_decompressStream(u->zstd, &out, &in);
		CHECK(!ZSTD_isError(left), PACKED);
		u->ended = left == 0;
		if (out.pos > 0)
			TRY(u->sink(u->cls, u->out, out.pos));
		if (in.pos == in.size && out.pos < out.size)
			return OK;
	}
}

static rc push(struct unpack *u, const unsigned char *p, size_t n)
{
	if (n == 0)
		return OK;
	if (u->kind == GZIP) {
		CHECK(!u->ended || *p == 0x1f, PACKED);
		if (u->ended) {
			CHECK(inflateReset(&u->z) == Z_OK, PACKED);
			u->ended = false;
		}
		return gzip_push(u, p, n);
	}
	return u->kind == ZSTD ? zstd_push(u, p, n) : u->sink(u->cls, (const char *)p, n);
}

rc unpack_push(struct unpack *u, const char *p, size_t n)
{
	enum { STEP = 1 << 20 };

	while (u->kind == UNKNOWN && n > 0) {
		u->head[u->head_n++] = (unsigned char)*p++;
		n--;
		if (u->head_n == HEAD_BYTES) {
			TRY(start(u));
			TRY(push(u, u->head, u->head_n));
		}
	}
	for (size_t step; n > 0; p += step, n -= step) {
		step = n < STEP ? n : STEP;
		TRY(push(u, (const unsigned char *)p, step));
	}
	return OK;
}

rc unpack_end(struct unpack *u)
{
	if (u->kind == UNKNOWN) {
		TRY(start(u));
		TRY(push(u, u->head, u->head_n));
	}
	CHECK(u->kind == PLAIN || u->ended, PACKED);
	return OK;
}

rc pack_piece(struct arena *a, str plain, str *ret)
{
	size_t room = ZSTD_compressBound(plain.n);
	char *to = arena_array(a, char, room);
	size_t n = ZSTD_compress(to, room, plain.n > 0 ? plain.p : "", plain.n, LEVEL);

	must(!ZSTD_isError(n));
	*ret = (str){ to, n };
	return OK;
}

rc pack_open(str packed, char *to, size_t bytes)
{
	size_t n = ZSTD_decompress(to, bytes, packed.p, packed.n);

	CHECK(!ZSTD_isError(n) && n == bytes, PACKED);
	return OK;
}

static rc inflate_into(z_stream *z, struct out *o, size_t max)
{
	int code = Z_OK;

	while (code != Z_STREAM_END) {
		out_room(o, OUT_BYTES);
		z->next_out = (unsigned char *)o->p + o->n;
		z->avail_out = OUT_BYTES;
		code = inflate(z, Z_NO_FLUSH);
		/* a stream that is cut short makes no progress: Z_BUF_ERROR */
		CHECK(code == Z_OK || code == Z_STREAM_END, PACKED);
		o->n += OUT_BYTES - z->avail_out;
		CHECK(o->n <= max, LIMIT);
	}
	return OK;
}

rc pack_inflate(struct arena *a, str zlib, size_t max, str *ret)
{
	z_stream z = { .next_in = (const unsigned char *)zlib.p, .avail_in = (unsigned)zlib.n };
	struct out o;

	must(zlib.n <= UINT32_MAX);
	out_init(&o, a, OUT_BYTES);
	must(inflateInit(&z) == Z_OK);
	rc r = inflate_into(&z, &o, max);
	(void)inflateEnd(&z);
	TRY(r);
	*ret = out_view(&o);
	return OK;
}
