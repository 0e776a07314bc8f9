/* port/jws/jws.h - signed statements that anybody can check without asking: JSON Web Signatures (RFC 7515)
 * with ES256, compact, as SMART Health Cards use them.
 *
 * One algorithm, one form. A key is named by its thumbprint (RFC 7638). Base64url is read strictly: no
 * padding, no blanks, no spare bits. The header has alg, kid and, with a packed payload, zip, and nothing
 * else.
 */
#ifndef PORT_JWS_JWS_H
#define PORT_JWS_JWS_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

enum {
	JWS_SECRET_BYTES = 32, /* the private number, most significant byte first */
	JWS_COORDINATE_BYTES = 32,
	JWS_KID_TEXT = 43,	   /* SHA-256 in base64url */
	JWS_TEXT_MAX = 16384,	   /* characters of a statement; longer ones are refused */
	JWS_PAYLOAD_MAX = 1 << 16, /* bytes of a payload once it is unpacked */
	JWS_KEYS_MAX = 16,
};

struct jws_public {
	unsigned char x[JWS_COORDINATE_BYTES], y[JWS_COORDINATE_BYTES];
	char kid[JWS_KID_TEXT + 1];
};

/* Nearly all 32 bytes are a private key of P-256; is it one of them? */
bool jws_secret_valid(const unsigned char secret[static JWS_SECRET_BYTES]);
/* E_JWS_KEYS when it is none. */
rc jws_public_of(const unsigned char secret[static JWS_SECRET_BYTES], struct jws_public *ret) MUST_USE;

/* The compact form, in `a`. `packed`: the payload is deflated first and the header says zip. Two signatures
 * of the same differ. E_LIMIT above JWS_PAYLOAD_MAX, E_JWS_KEYS */
rc jws_sign(struct arena *a, const unsigned char secret[static JWS_SECRET_BYTES], str payload, bool packed,
	    str *ret) MUST_USE;
/* Checks the signature with the one of `keys` that the header names, then unpacks the payload into `a`.
 * E_JWS_FORM, E_JWS_KEY (none of these keys), E_JWS_SIGNATURE */
rc jws_check(struct arena *a, str text, const struct jws_public *keys, size_t n, str *ret_payload,
	     const struct jws_public **ret_key) MUST_USE;
/* Is `signature` (64 bytes) that of `signed_text` by `key`? */
bool jws_signature_is(const struct jws_public *key, str signed_text, str signature);

/* The numeric form of a QR code: "shc:/" and two digits for each character. */
str jws_to_shc(struct arena *a, str text);
/* E_JWS_FORM */
rc jws_of_shc(struct arena *a, str shc, str *ret) MUST_USE;

/* A JWK set (RFC 7517) with these keys, as JSON. */
str jws_keys_write(struct arena *a, const struct jws_public *keys, size_t n);
/* Up to JWS_KEYS_MAX keys in `a`; each must be a public one of P-256 with its thumbprint as kid. E_JWS_KEYS
 */
rc jws_keys_read(struct arena *a, str json, struct jws_public **ret, size_t *ret_n) MUST_USE;

#endif
