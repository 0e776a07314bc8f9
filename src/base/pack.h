/* base/pack.h - compressed bytes: streams from outside (gzip, zstd or plain, told apart by their first
 * bytes), pieces of our own (zstd) and those that other formats hold (zlib).
 */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

struct unpack;

/* Takes unpacked bytes; its failure ends the unpacking. */
typedef rc unpack_sink(void *cls, const char *p, size_t n);

rc unpack_new(struct arena *life, unpack_sink *sink, void *cls, struct unpack **ret) MUST_USE;
void unpack_free(struct unpack *u);
/* However much comes out, it goes to the sink in small parts: a bomb is stopped by the sink's limit. E_PACKED
 */
rc unpack_push(struct unpack *u, const char *p, size_t n) MUST_USE;
/* No more input. E_PACKED when the stream is cut short or bytes follow its end. */
rc unpack_end(struct unpack *u) MUST_USE;

/* One piece, compressed into `a`. */
rc pack_piece(struct arena *a, str plain, str *ret) MUST_USE;
/* Exactly `bytes` bytes into `to`. E_PACKED */
rc pack_open(str packed, char *to, size_t bytes) MUST_USE;
/* One zlib stream (RFC 1950), as other formats hold it; bytes behind its end don't matter. E_LIMIT above
 * `max` bytes, E_PACKED */
rc pack_inflate(struct arena *a, str zlib, size_t max, str *ret) MUST_USE;

#endif
