/* port/sha256/sha256.c */
/* OpenSSL 3 would rather have a context on its heap (EVP), which somebody would have to free on every way
 * out. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "port/sha256/sha256.h"

#include "base/rc.h"

#include <openssl/sha.h>

_Static_assert(sizeof(struct sha256) >= sizeof(SHA256_CTX), "the library's state fits");
_Static_assert(_Alignof(struct sha256) >= _Alignof(SHA256_CTX), "the library's state fits");

static SHA256_CTX *of(struct sha256 *s) { return (SHA256_CTX *)(void *)s->state; }

void sha256_begin(struct sha256 *s) { must(SHA256_Init(of(s)) == 1); }

void sha256_add(struct sha256 *s, const void *p, size_t n)
{
	if (n > 0)
		must(SHA256_Update(of(s), p, n) == 1);
}

void sha256_end(struct sha256 *s, unsigned char ret[static SHA256_SIZE])
{
	must(SHA256_Final(ret, of(s)) == 1);
}
