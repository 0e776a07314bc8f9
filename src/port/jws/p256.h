/* port/jws/p256.h - ECDSA on the curve P-256 with SHA-256, in plain bytes: what jws.c needs of OpenSSL. */
#ifndef PORT_JWS_P256_H
#define PORT_JWS_P256_H

#include "base/str.h"

#include <stdbool.h>

enum { P256_BYTES = 32, P256_SIGNATURE_BYTES = 64 };

/* The public point of a secret number; false when the number is 0 or not below the order of the curve. */
bool p256_public(const unsigned char secret[static P256_BYTES], unsigned char x[static P256_BYTES],
		 unsigned char y[static P256_BYTES]);
/* Is it a point of the curve, other than the one at infinity? */
bool p256_is_point(const unsigned char x[static P256_BYTES], const unsigned char y[static P256_BYTES]);
/* r and s, each 32 bytes. `secret` is valid. */
void p256_sign(const unsigned char secret[static P256_BYTES], str text,
	       unsigned char ret[static P256_SIGNATURE_BYTES]);
/* False also of what is no point. */
bool p256_check(const unsigned char x[static P256_BYTES], const unsigned char y[static P256_BYTES], str text,
		const unsigned char signature[static P256_SIGNATURE_BYTES]);

#endif
