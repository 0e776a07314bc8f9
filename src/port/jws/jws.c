/* port/jws/jws.c - ES256 through OpenSSL. */
#include "port/jws/jws.h"

#include "port/jws/p256.h"

#include "base/json.h"
#include "base/out.h"

#include <sodium.h>
#define ZLIB_CONST
#include <string.h>
#include <zlib.h>

enum { BASE64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING, RAW_DEFLATE = -15, PACK_LEVEL = 9, PACK_MEM = 9 };

/* ---- base64url ---- */

static str encode(struct arena *a, const void *p, size_t n)
{
	size_t room = sodium_base64_ENCODED_LEN(n, BASE64);
	char *to = arena_array(a, char, room);

	must(sodium_bin2base64(to, room, p, n, BASE64) != NULL);
	return (str){ to, room - 1 };
}

static bool decode(struct arena *a, str text, str *ret)
{
	const char *end = NULL;
	size_t n = 0, room = text.n / 4 * 3 + 3;
	unsigned char *p = arena_array(a, unsigned char, room);

	if (text.n == 0 || sodium_base642bin(p, room, text.p, text.n, NULL, &n, &end, BASE64) != 0 ||
	    end != text.p + text.n)
		return false;
	*ret = (str){ (const char *)p, n };
	return true;
}

/* ---- keys ---- */

/* RFC 7638: SHA-256 over the members that make the key, in order, without blanks. */
static void name_key(struct arena *a, struct jws_public *key)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	str x = encode(a, key->x, sizeof key->x), y = encode(a, key->y, sizeof key->y);
	str text = str_printf(a, "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%.*s\",\"y\":\"%.*s\"}",
			      STR_ARG(x), STR_ARG(y));

	must(crypto_hash_sha256(hash, (const unsigned char *)text.p, text.n) == 0);
	must(sodium_bin2base64(key->kid, sizeof key->kid, hash, sizeof hash, BASE64) != NULL);
}

bool jws_secret_valid(const unsigned char secret[static JWS_SECRET_BYTES])
{
	unsigned char x[JWS_COORDINATE_BYTES], y[JWS_COORDINATE_BYTES];

	return p256_public(secret, x, y);
}

rc jws_public_of(const unsigned char secret[static JWS_SECRET_BYTES], struct jws_public *ret)
{
	struct arena a;

	CHECK(p256_public(secret, ret->x, ret->y), JWS_KEYS);
	arena_init(&a, 1 << 20);
	name_key(&a, ret);
	arena_done(&a);
	return OK;
}

str jws_keys_write(struct arena *a, const struct jws_public *keys, size_t n)
{
	struct out o;

	out_init(&o, a, 256 * (n + 1));
	out_lit(&o, "{\"keys\":[");
	for (size_t i = 0; i < n; i++) {
		str x = encode(a, keys[i].x, sizeof keys[i].x), y = encode(a, keys[i].y, sizeof keys[i].y);
		out_printf(
		    &o,
		    "%s{\"kty\":\"EC\",\"kid\":\"%s\",\"use\":\"sig\",\"alg\":\"ES256\",\"crv\":\"P-256\","
		    "\"x\":\"%.*s\",\"y\":\"%.*s\"}",
		    i > 0 ? "," : "", keys[i].kid, STR_ARG(x), STR_ARG(y));
	}
	out_lit(&o, "]}\n");
	return out_view(&o);
}

static bool has(const struct json *o, const char *name, const char *value)
{
	str s;

	return rc_ok(json_text(o, str_of(name), &s)) && str_eq(s, str_of(value));
}

static bool coordinate(struct arena *a, const struct json *o, str name,
		       unsigned char ret[static JWS_COORDINATE_BYTES])
{
	str text, bytes;

	if (!rc_ok(json_text(o, name, &text)) || text.n > JWS_KID_TEXT || !decode(a, text, &bytes) ||
	    bytes.n != JWS_COORDINATE_BYTES)
		return false;
	memcpy(ret, bytes.p, bytes.n);
	return true;
}

static rc read_key(struct arena *a, const struct json *o, struct jws_public *ret)
{
	CHECK(has(o, "kty", "EC") && has(o, "crv", "P-256") && json_get(o, S("d")) == NULL, JWS_KEYS);
	CHECK(coordinate(a, o, S("x"), ret->x) && coordinate(a, o, S("y"), ret->y), JWS_KEYS);
	CHECK(p256_is_point(ret->x, ret->y), JWS_KEYS);
	name_key(a, ret);
	CHECK(has(o, "kid", ret->kid), JWS_KEYS);
	CHECK(json_get(o, S("alg")) == NULL || has(o, "alg", "ES256"), JWS_KEYS);
	CHECK(json_get(o, S("use")) == NULL || has(o, "use", "sig"), JWS_KEYS);
	return OK;
}

rc jws_keys_read(struct arena *a, str json, struct jws_public **ret, size_t *ret_n)
{
	struct json o;

	CHECK(rc_ok(json_read(a, json, &o)), JWS_KEYS);
	const struct json *list = json_get(&o, S("keys"));
	CHECK(list != NULL && list->type == JSON_LIST && list->n > 0 && list->n <= JWS_KEYS_MAX, JWS_KEYS);
	*ret = arena_array(a, struct jws_public, list->n);
	for (size_t i = 0; i < list->n; i++)
		TRY(read_key(a, &list->v[i], &(*ret)[i]));
	*ret_n = list->n;
	return OK;
}

/* ---- packing ---- */

static str pack(struct arena *a, str s)
{
	z_stream z = { .next_in = (const Bytef *)s.p, .avail_in = (uInt)s.n };

	must(deflateInit2(&z, PACK_LEVEL, Z_DEFLATED, RAW_DEFLATE, PACK_MEM, Z_DEFAULT_STRATEGY) == Z_OK);
	uLong room = deflateBound(&z, (uLong)s.n);
	unsigned char *to = arena_array(a, unsigned char, room);
	z.next_out = to;
	z.avail_out = (uInt)room;
	must(deflate(&z, Z_FINISH) == Z_STREAM_END);
	size_t n = z.total_out;
	must(deflateEnd(&z) == Z_OK);
	return (str){ (const char *)to, n };
}

/* The whole of `s` must be one stream, of at most JWS_PAYLOAD_MAX bytes. */
static bool unpack(struct arena *a, str s, str *ret)
{
	unsigned char *to = arena_array(a, unsigned char, JWS_PAYLOAD_MAX);
	z_stream z = { .next_in = (const Bytef *)s.p,
		       .avail_in = (uInt)s.n,
		       .next_out = to,
		       .avail_out = JWS_PAYLOAD_MAX };

	must(inflateInit2(&z, RAW_DEFLATE) == Z_OK);
	bool whole = inflate(&z, Z_FINISH) == Z_STREAM_END && z.avail_in == 0;
	*ret = (str){ (const char *)to, z.total_out };
	must(inflateEnd(&z) == Z_OK);
	return whole;
}

/* ---- statements ---- */

rc jws_sign(struct arena *a, const unsigned char secret[static JWS_SECRET_BYTES], str payload, bool packed,
	    str *ret)
{
	unsigned char signature[P256_SIGNATURE_BYTES];
	struct jws_public key;

	CHECK(payload.n <= JWS_PAYLOAD_MAX, LIMIT);
	TRY(jws_public_of(secret, &key));
	str head =
	    str_printf(a, "{%s\"alg\":\"ES256\",\"kid\":\"%s\"}", packed ? "\"zip\":\"DEF\"," : "", key.kid);
	str body = packed ? pack(a, payload) : payload;
	str head64 = encode(a, head.p, head.n), body64 = encode(a, body.p, body.n);
	str text = str_printf(a, "%.*s.%.*s", STR_ARG(head64), STR_ARG(body64));
	p256_sign(secret, text, signature);
	str sign64 = encode(a, signature, sizeof signature);
	*ret = str_printf(a, "%.*s.%.*s", STR_ARG(text), STR_ARG(sign64));
	return OK;
}

bool jws_signature_is(const struct jws_public *key, str signed_text, str signature)
{
	return signature.n == P256_SIGNATURE_BYTES &&
	       p256_check(key->x, key->y, signed_text, (const unsigned char *)signature.p);
}

/* Three parts with a dot between them, none empty. */
static bool split(str text, str part[static 3])
{
	const char *first = text.n > 0 ? memchr(text.p, '.', text.n) : NULL;

	if (first == NULL)
		return false;
	size_t rest = text.n - (size_t)(first - text.p) - 1;
	const char *second = memchr(first + 1, '.', rest);
	if (second == NULL)
		return false;
	part[0] = (str){ text.p, (size_t)(first - text.p) };
	part[1] = (str){ first + 1, (size_t)(second - first) - 1 };
	part[2] = (str){ second + 1, (size_t)(text.p + text.n - second) - 1 };
	return true;
}

/* A header of alg, kid and perhaps zip, and nothing else. */
static rc read_head(struct arena *a, str text, bool *ret_packed, str *ret_kid)
{
	struct json head;
	str bytes;

	CHECK(decode(a, text, &bytes) && rc_ok(json_read(a, bytes, &head)), JWS_FORM);
	*ret_packed = json_get(&head, S("zip")) != NULL;
	CHECK(has(&head, "alg", "ES256") && rc_ok(json_text(&head, S("kid"), ret_kid)), JWS_FORM);
	CHECK(!*ret_packed || has(&head, "zip", "DEF"), JWS_FORM);
	CHECK(head.n == (*ret_packed ? 3 : 2), JWS_FORM);
	return OK;
}

static const struct jws_public *key_named(const struct jws_public *keys, size_t n, str kid)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(kid, (str){ keys[i].kid, JWS_KID_TEXT }))
			return &keys[i];
	return NULL;
}

rc jws_check(struct arena *a, str text, const struct jws_public *keys, size_t n, str *ret_payload,
	     const struct jws_public **ret_key)
{
	str part[3], body, signature, kid = S("");
	bool packed = false;

	CHECK(text.n <= JWS_TEXT_MAX && split(text, part), JWS_FORM);
	TRY(read_head(a, part[0], &packed, &kid));
	CHECK(decode(a, part[1], &body) && decode(a, part[2], &signature), JWS_FORM);
	CHECK(signature.n == P256_SIGNATURE_BYTES, JWS_FORM);
	const struct jws_public *key = key_named(keys, n, kid);
	CHECK(key != NULL, JWS_KEY);
	CHECK(jws_signature_is(key, (str){ text.p, part[0].n + 1 + part[1].n }, signature), JWS_SIGNATURE);
	if (packed)
		CHECK(unpack(a, body, ret_payload), JWS_FORM);
	else
		*ret_payload = body;
	*ret_key = key;
	return OK;
}

/* ---- the numeric form ---- */

#define SHC "shc:/"
enum { SHC_BASE = 45, SHC_LAST = 'z' - SHC_BASE };

str jws_to_shc(struct arena *a, str text)
{
	struct out o;

	out_init(&o, a, 2 * text.n + sizeof SHC);
	out_lit(&o, SHC);
	for (size_t i = 0; i < text.n; i++)
		out_printf(&o, "%02d", text.p[i] - SHC_BASE);
	return out_view(&o);
}

rc jws_of_shc(struct arena *a, str shc, str *ret)
{
	struct out o;

	CHECK(str_skip(&shc, S(SHC)) && shc.n > 0 && shc.n % 2 == 0 && shc.n / 2 <= JWS_TEXT_MAX, JWS_FORM);
	out_init(&o, a, shc.n / 2);
	while (shc.n > 0) {
		int64_t v;
		str pair = { shc.p, 2 };
		CHECK(str_digits(&pair, 2, 2, &v) && v <= SHC_LAST, JWS_FORM);
		out_char(&o, (char)(v + SHC_BASE));
		shc = (str){ shc.p + 2, shc.n - 2 };
	}
	*ret = out_view(&o);
	return OK;
}
