#include "port/sha256/sha256.h"

#include "testing/t.h"

#include <sodium.h>
#include <string.h>

T(sha256_is_the_standards)
{
	/* FIPS 180-2, appendix B.1: "abc" */
	static const unsigned char abc[SHA256_SIZE] = {
		0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
		0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
		0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad,
	};
	unsigned char hash[SHA256_SIZE];
	struct sha256 s;

	sha256_begin(&s);
	sha256_add(&s, "abc", 3);
	sha256_end(&s, hash);
	t_ok(memcmp(hash, abc, sizeof abc) == 0);
}

T(sha256_does_not_depend_on_the_parts)
{
	unsigned char text[1000], one[SHA256_SIZE], other[SHA256_SIZE];
	struct sha256 s;

	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (unsigned char)(i * 7);
	for (size_t n = 0; n < sizeof text; n += 13) {
		crypto_hash_sha256(one, text, n);
		sha256_begin(&s);
		for (size_t at = 0, part = 1; at < n; at += part, part = part * 3 % 97 + 1)
			sha256_add(&s, text + at, part < n - at ? part : n - at);
		sha256_end(&s, other);
		t_ok(memcmp(one, other, sizeof one) == 0);
	}
}
