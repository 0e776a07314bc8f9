/* face/http/session.c - cookies and the tokens of forms. */
#include "face/http/session.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>

enum { TOKEN_BYTES = FORM_TOKEN_CHARS / 4 }; /* half mask, half masked hash, two digits a byte */

str cookie_get(str cookies, str name)
{
	str found = S("");
	bool seen = false;

	while (cookies.n > 0) {
		const char *semi = memchr(cookies.p, ';', cookies.n);
		str one = { cookies.p, semi == NULL ? cookies.n : (size_t)(semi - cookies.p) };
		cookies = semi == NULL ? S("") : (str){ semi + 1, cookies.n - one.n - 1 };
		while (str_skip(&one, S(" ")))
			;
		if (!str_skip(&one, name) || !str_skip(&one, S("=")))
			continue;
		if (seen)
			return S("");
		seen = true;
		found = one;
	}
	return found;
}

str session_cookie_name(bool secure) { return secure ? S("__Host-sanad") : S("sanad"); }

static bool is_token(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!(('a' <= (c | 32) && (c | 32) <= 'z') || ('0' <= c && c <= '9') || c == '-' || c == '_'))
			return false;
	}
	return SESSION_TOKEN_MIN <= s.n && s.n <= SESSION_TOKEN_MAX;
}

str session_token(const struct request *q, bool *ret_by_cookie)
{
	str token = request_header(q, S("authorization"));

	*ret_by_cookie = false;
	if (token.n > 7 && strncasecmp(token.p, "bearer ", 7) == 0) {
		token = (str){ token.p + 7, token.n - 7 };
		return is_token(token) ? token : S("");
	}
	token = cookie_get(request_header(q, S("cookie")), session_cookie_name(q->secure));
	*ret_by_cookie = true;
	return is_token(token) ? token : S("");
}

void session_cookie_set(struct request *q, struct reply *p, str token, int64_t max_age_s)
{
	str age = max_age_s > 0 ? str_printf(q->a, "; Max-Age=%lld", (long long)max_age_s) : S("");

	must(is_token(token));
	reply_header(p, "Set-Cookie",
		     str_printf(q->a, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%.*s",
				STR_ARG(session_cookie_name(q->secure)), STR_ARG(token),
				q->secure ? "; Secure" : "", STR_ARG(age)));
}

void session_cookie_drop(struct request *q, struct reply *p)
{
	reply_header(p, "Set-Cookie",
		     str_printf(q->a, "%.*s=; Path=/; HttpOnly; SameSite=Lax%s; Max-Age=0",
				STR_ARG(session_cookie_name(q->secure)), q->secure ? "; Secure" : ""));
}

void language_cookie_set(struct request *q, struct reply *p, str language)
{
	reply_header(p, "Set-Cookie",
		     str_printf(q->a, "lang=%.*s; Path=/; SameSite=Lax%s; Max-Age=31536000",
				STR_ARG(language), q->secure ? "; Secure" : ""));
}

/* Does the address name our own host, and nothing but it before the path? */
static bool is_ours(str url, str host, bool secure)
{
	if (!str_skip(&url, secure ? S("https://") : S("http://")))
		return false;
	if (url.n < host.n || strncasecmp(url.p, host.p, host.n) != 0)
		return false;
	return url.n == host.n || url.p[host.n] == '/';
}

rc form_origin(const struct request *q)
{
	str site = request_header(q, S("sec-fetch-site"));
	str origin = request_header(q, S("origin")), referer = request_header(q, S("referer"));

	if (site.n > 0)
		CHECK(str_eq(site, S("same-origin")), FORM_ORIGIN);
	else if (origin.n > 0)
		CHECK(is_ours(origin, q->host, q->secure), FORM_ORIGIN);
	else
		CHECK(is_ours(referer, q->host, q->secure), FORM_ORIGIN);
	return OK;
}

static void token_hash(const struct caller *c, str place, unsigned char out[TOKEN_BYTES])
{
	must(c->signed_in);
	_Static_assert(sizeof c->secret == crypto_generichash_KEYBYTES, "the session's secret is a key");
	(void)crypto_generichash(out, TOKEN_BYTES, (const unsigned char *)place.p, place.n, c->secret,
				 sizeof c->secret);
}

str form_token(struct arena *a, const struct caller *c, str place)
{
	unsigned char raw[2 * TOKEN_BYTES];
	char *text = arena_array(a, char, FORM_TOKEN_CHARS + 1);

	randombytes_buf(raw, TOKEN_BYTES);
	token_hash(c, place, raw + TOKEN_BYTES);
	for (int i = 0; i < TOKEN_BYTES; i++)
		raw[TOKEN_BYTES + i] ^= raw[i];
	(void)sodium_bin2hex(text, FORM_TOKEN_CHARS + 1, raw, sizeof raw);
	return (str){ text, FORM_TOKEN_CHARS };
}

rc form_token_check(const struct caller *c, str place, str token)
{
	unsigned char raw[2 * TOKEN_BYTES], want[TOKEN_BYTES];
	size_t n = 0;

	CHECK(token.n == FORM_TOKEN_CHARS, FORM_ORIGIN);
	CHECK(sodium_hex2bin(raw, sizeof raw, token.p, token.n, NULL, &n, NULL) == 0 && n == sizeof raw,
	      FORM_ORIGIN);
	token_hash(c, place, want);
	for (int i = 0; i < TOKEN_BYTES; i++)
		raw[TOKEN_BYTES + i] ^= raw[i];
	CHECK(sodium_memcmp(want, raw + TOKEN_BYTES, TOKEN_BYTES) == 0, FORM_ORIGIN);
	return OK;
}
