/* Signed statements: the RFC's own vector, everything that must be refused, the numeric form, key sets. */
#include "port/jws/jws.h"
#include "port/jws/p256.h"

#include "base/out.h"

#include "testing/t.h"

#include <sodium.h>
#include <zlib.h>

enum { BASE64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING };

static const unsigned char secret[JWS_SECRET_BYTES] = { 1, 2, 3, 4, 5, 6, 7, 8 };
static const unsigned char other[JWS_SECRET_BYTES] = { 8, 7, 6, 5, 4, 3, 2, 1 };

static str b64(struct arena *a, str s)
{
	size_t room = sodium_base64_ENCODED_LEN(s.n, BASE64);
	char *to = arena_array(a, char, room);

	sodium_bin2base64(to, room, (const unsigned char *)s.p, s.n, BASE64);
	return (str){ to, room - 1 };
}

static str plain(struct arena *a, const char *text)
{
	unsigned char *to = arena_array(a, unsigned char, 512);
	size_t n;

	must(sodium_base642bin(to, 512, text, strlen(text), NULL, &n, NULL, BASE64) == 0);
	return (str){ (const char *)to, n };
}

static rc check(struct arena *a, str text, str *ret)
{
	struct jws_public key;
	const struct jws_public *by;

	must(rc_ok(jws_public_of(secret, &key)));
	return jws_check(a, text, &key, 1, ret, &by);
}

/* RFC 7515, A.3: key, signing input and signature. */
T(rfc_7515_a3)
{
	const char *in =
	    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxl"
	    "LmNvbS9pc19yb290Ijp0cnVlfQ";
	struct jws_public key;
	str x = plain(a, "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
	str y = plain(a, "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
	str d = plain(a, "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI");
	str sig = plain(
	    a, "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");

	t_need(jws_public_of((const unsigned char *)d.p, &key));
	t_ok(memcmp(key.x, x.p, 32) == 0 && memcmp(key.y, y.p, 32) == 0);
	t_ok(jws_signature_is(&key, str_of(in), sig));
	t_ok(!jws_signature_is(&key, (str){ in, strlen(in) - 1 }, sig));
}

T(secrets_have_a_range)
{
	unsigned char zero[32] = { 0 }, most[32];
	struct jws_public key;

	memset(most, 255, sizeof most);
	t_ok(!jws_secret_valid(zero) && !jws_secret_valid(most) && jws_secret_valid(secret));
	t_rc(jws_public_of(zero, &key), JWS_KEYS);
}

T(signed_and_checked)
{
	str text, payload;

	for (int packed = 0; packed < 2; packed++) {
		t_need(jws_sign(a, secret, S("{\"iss\":\"x\"}"), packed == 1, &text));
		t_need(check(a, text, &payload));
		t_str(payload, "{\"iss\":\"x\"}");
	}
	t_need(jws_sign(a, other, S("{}"), true, &text));
	t_rc(check(a, text, &payload), JWS_KEY);
	char *big = arena_array(a, char, JWS_PAYLOAD_MAX + 1);
	memset(big, ' ', JWS_PAYLOAD_MAX + 1);
	t_rc(jws_sign(a, secret, (str){ big, JWS_PAYLOAD_MAX + 1 }, true, &text), LIMIT);
}

/* Each character changed into several others, every cut, something in front or behind. */
T(whatever_is_changed_is_refused)
{
	str text, payload;

	t_need(jws_sign(a, secret, S("{\"iss\":\"https://x.example\",\"n\":12}"), true, &text));
	char *bent = arena_array(a, char, text.n + 1);
	for (size_t i = 0; i < text.n; i++)
		for (const char *c = "Aa0-._ =\n"; *c != 0; c++) {
			if (text.p[i] == *c)
				continue;
			memcpy(bent, text.p, text.n);
			bent[i] = *c;
			t_ok(!rc_ok(check(a, (str){ bent, text.n }, &payload)));
		}
	for (size_t n = 0; n < text.n; n++)
		t_ok(!rc_ok(check(a, (str){ text.p, n }, &payload)));
	for (const char *c = "=A. \n"; *c != 0; c++)
		t_rc(check(a, str_printf(a, "%.*s%c", STR_ARG(text), *c), &payload), JWS_FORM);
	t_rc(check(a, str_printf(a, " %.*s", STR_ARG(text)), &payload), JWS_FORM);
}

/* A statement whose header is another one; its signature is that of the right header. */
static rc with_head(struct arena *a, const char *head, bool with_kid)
{
	struct jws_public key;
	str text, payload;

	must(rc_ok(jws_public_of(secret, &key)) && rc_ok(jws_sign(a, secret, S("{}"), false, &text)));
	str h = with_kid ? str_printf(a, "{%s,\"kid\":\"%s\"}", head, key.kid) : str_of(head);
	const char *rest = memchr(text.p, '.', text.n);
	str h64 = b64(a, h), all;

	all = str_printf(a, "%.*s%.*s", STR_ARG(h64), (int)(text.p + text.n - rest), rest);
	return check(a, all, &payload);
}

T(other_heads)
{
	t_need(with_head(a, "\"alg\":\"ES256\"", true));
	t_rc(with_head(a, "\"alg\":\"none\"", true), JWS_FORM);
	t_rc(with_head(a, "\"alg\":\"es256\"", true), JWS_FORM);
	t_rc(with_head(a, "\"alg\":\"HS256\"", true), JWS_FORM);
	t_rc(with_head(a, "\"alg\":\"ES256\",\"zip\":\"def\"", true), JWS_FORM);
	t_rc(with_head(a, "\"alg\":\"ES256\",\"crit\":[\"x\"]", true), JWS_FORM);
	t_rc(with_head(a, "\"alg\":\"ES256\",\"jwk\":{}", true), JWS_FORM);
	t_rc(with_head(a, "\"alg\":\"ES256\",\"zip\":\"DEF\"", true), JWS_SIGNATURE);
	t_rc(with_head(a, "{\"alg\":\"ES256\"}", false), JWS_FORM);
	t_rc(with_head(a, "[]", false), JWS_FORM);
}

/* Signed by the fund itself, and yet it isn't unpacked beyond the limit. */
T(bombs_do_not_go_off)
{
	char *big = arena_array(a, char, 4 << 20), *to = arena_array(a, char, 65536);
	z_stream z = {
		.next_in = (Bytef *)big, .avail_in = 4 << 20, .next_out = (Bytef *)to, .avail_out = 65536
	};
	unsigned char sig[P256_SIGNATURE_BYTES];
	struct jws_public key;
	str payload;

	memset(big, ' ', 4 << 20);
	must(deflateInit2(&z, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) == Z_OK);
	for (int ends = 1; ends >= 0; ends--) {
		z.avail_in = ends == 1 ? JWS_PAYLOAD_MAX : 4 << 20;
		z.next_in = (Bytef *)big, z.next_out = (Bytef *)to, z.avail_out = 65536;
		must(deflateReset(&z) == Z_OK && deflate(&z, Z_FINISH) == Z_STREAM_END);
		must(rc_ok(jws_public_of(secret, &key)));
		str head =
		    b64(a, str_printf(a, "{\"zip\":\"DEF\",\"alg\":\"ES256\",\"kid\":\"%s\"}", key.kid));
		str body = b64(a, (str){ to, z.total_out });
		str in = str_printf(a, "%.*s.%.*s", STR_ARG(head), STR_ARG(body));
		p256_sign(secret, in, sig);
		str tail = b64(a, (str){ (const char *)sig, sizeof sig });
		in = str_printf(a, "%.*s.%.*s", STR_ARG(in), STR_ARG(tail));
		t_ok(in.n < JWS_TEXT_MAX);
		rc r = check(a, in, &payload);
		t_ok(ends == 1 ? rc_ok(r) && payload.n == JWS_PAYLOAD_MAX : rc_is(r, E_JWS_FORM));
	}
	deflateEnd(&z);
}

T(numeric_form)
{
	str text, back;

	t_need(jws_sign(a, secret, S("{}"), true, &text));
	str shc = jws_to_shc(a, text);
	t_int((int64_t)shc.n, 5 + 2 * (int64_t)text.n);
	t_need(jws_of_shc(a, shc, &back));
	t_ok(str_eq(back, text));
	t_rc(jws_of_shc(a, S("shc:/"), &back), JWS_FORM);
	t_rc(jws_of_shc(a, S("shc:/123"), &back), JWS_FORM);
	t_rc(jws_of_shc(a, S("shc:/1/2/5676"), &back), JWS_FORM);
	t_rc(jws_of_shc(a, S("shc:/99"), &back), JWS_FORM);
	t_rc(jws_of_shc(a, S("SHC:/00"), &back), JWS_FORM);
	t_rc(jws_of_shc(a, S("shc:/0 "), &back), JWS_FORM);
}

T(sets_of_keys)
{
	struct jws_public key[2], *back;
	size_t n;

	t_need(jws_public_of(secret, &key[0]));
	t_need(jws_public_of(other, &key[1]));
	str json = jws_keys_write(a, key, 2);
	t_need(jws_keys_read(a, json, &back, &n));
	t_int((int64_t)n, 2);
	t_ok(memcmp(&back[1], &key[1], sizeof *back) == 0);
	t_rc(jws_keys_read(a, S("{\"keys\":[]}"), &back, &n), JWS_KEYS);
	t_rc(jws_keys_read(a, S("x"), &back, &n), JWS_KEYS);
	/* whichever character of a coordinate is another one: no point, or not the key's name */
	for (size_t i = 0; i < json.n; i++) {
		char *bent = arena_array(a, char, json.n);
		memcpy(bent, json.p, json.n);
		bent[i] = bent[i] == 'B' ? 'C' : 'B';
		rc r = jws_keys_read(a, (str){ bent, json.n }, &back, &n);
		t_ok(!rc_ok(r) || memcmp(back, key, sizeof key) == 0);
	}
	t_rc(jws_keys_read(a,
			   S("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"x\",\"d\":\"AA\","
			     "\"x\":\"AA\",\"y\":\"AA\"}]}"),
			   &back, &n),
	     JWS_KEYS);
}
