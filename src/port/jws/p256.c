/* port/jws/p256.c - the curve through OpenSSL. Want of memory inside of it stops the worker, like any other.
 */
#include "port/jws/p256.h"

#include "base/rc.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>
#include <string.h>

enum { POINT_BYTES = 1 + 2 * P256_BYTES, UNCOMPRESSED = 4, DER_MAX = 80 };

/* A number of the program's own, or the library's want of memory. */
static BIGNUM *number_of(const unsigned char *p)
{
	BIGNUM *n = BN_bin2bn(p, P256_BYTES, NULL);

	must(n != NULL);
	return n;
}

static bool in_range(const EC_GROUP *group, const BIGNUM *n)
{
	return !BN_is_zero(n) && BN_cmp(n, EC_GROUP_get0_order(group)) < 0;
}

bool p256_public(const unsigned char secret[static P256_BYTES], unsigned char x[static P256_BYTES],
		 unsigned char y[static P256_BYTES])
{
	unsigned char bytes[POINT_BYTES];
	EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
	BIGNUM *n = number_of(secret);

	must(group != NULL);
	bool good = in_range(group, n);
	if (good) {
		EC_POINT *point = EC_POINT_new(group);
		must(point != NULL && EC_POINT_mul(group, point, n, NULL, NULL, NULL) == 1);
		must(EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, bytes, sizeof bytes,
					NULL) == sizeof bytes);
		memcpy(x, bytes + 1, P256_BYTES);
		memcpy(y, bytes + 1 + P256_BYTES, P256_BYTES);
		EC_POINT_free(point);
	}
	BN_clear_free(n);
	EC_GROUP_free(group);
	return good;
}

/* The key as OpenSSL keeps it; NULL when it isn't a point of the curve. `secret` NULL: the public one. */
static EVP_PKEY *key_of(const unsigned char *x, const unsigned char *y, const unsigned char *secret)
{
	unsigned char point[POINT_BYTES] = { UNCOMPRESSED };
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	BIGNUM *n = secret != NULL ? number_of(secret) : NULL;
	EVP_PKEY *key = NULL;

	memcpy(point + 1, x, P256_BYTES);
	memcpy(point + 1 + P256_BYTES, y, P256_BYTES);
	must(build != NULL &&
	     OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) == 1 &&
	     OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point) == 1);
	must(n == NULL || OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, n) == 1);
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
	EVP_PKEY_CTX *c = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	must(params != NULL && c != NULL && EVP_PKEY_fromdata_init(c) == 1);
	if (EVP_PKEY_fromdata(c, &key, n != NULL ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL;
	EVP_PKEY_CTX_free(c);
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	BN_clear_free(n);
	ERR_clear_error();
	return key;
}

bool p256_is_point(const unsigned char x[static P256_BYTES], const unsigned char y[static P256_BYTES])
{
	EVP_PKEY *key = key_of(x, y, NULL);
	EVP_PKEY_CTX *c = key != NULL ? EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL) : NULL;
	bool good = c != NULL && EVP_PKEY_public_check(c) == 1;

	EVP_PKEY_CTX_free(c);
	EVP_PKEY_free(key);
	ERR_clear_error();
	return good;
}

void p256_sign(const unsigned char secret[static P256_BYTES], str text,
	       unsigned char ret[static P256_SIGNATURE_BYTES])
{
	unsigned char x[P256_BYTES], y[P256_BYTES], der[DER_MAX];
	const unsigned char *at = der;
	size_t n = sizeof der;

	must(p256_public(secret, x, y));
	EVP_PKEY *key = key_of(x, y, secret);
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	must(key != NULL && c != NULL && EVP_DigestSignInit(c, NULL, EVP_sha256(), NULL, key) == 1 &&
	     EVP_DigestSign(c, der, &n, (const unsigned char *)text.p, text.n) == 1);
	ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &at, (long)n);
	must(sig != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(sig), ret, P256_BYTES) == P256_BYTES &&
	     BN_bn2binpad(ECDSA_SIG_get0_s(sig), ret + P256_BYTES, P256_BYTES) == P256_BYTES);
	ECDSA_SIG_free(sig);
	EVP_MD_CTX_free(c);
	EVP_PKEY_free(key);
}

bool p256_check(const unsigned char x[static P256_BYTES], const unsigned char y[static P256_BYTES], str text,
		const unsigned char signature[static P256_SIGNATURE_BYTES])
{
	unsigned char der[DER_MAX], *to = der;
	ECDSA_SIG *sig = ECDSA_SIG_new();
	EVP_PKEY *key = key_of(x, y, NULL);
	EVP_MD_CTX *c = EVP_MD_CTX_new();

	must(sig != NULL && c != NULL &&
	     ECDSA_SIG_set0(sig, number_of(signature), number_of(signature + P256_BYTES)) == 1);
	int n = i2d_ECDSA_SIG(sig, &to);
	must(0 < n && n <= DER_MAX);
	bool good = key != NULL && EVP_DigestVerifyInit(c, NULL, EVP_sha256(), NULL, key) == 1 &&
		    EVP_DigestVerify(c, der, (size_t)n, (const unsigned char *)text.p, text.n) == 1;
	ECDSA_SIG_free(sig);
	EVP_MD_CTX_free(c);
	EVP_PKEY_free(key);
	ERR_clear_error();
	return good;
}
