#include "face/http/session.h"

#include "testing/t.h"

T(cookies)
{
	t_str(cookie_get(S("a=1; sanad=x; b=2"), S("sanad")), "x");
	t_str(cookie_get(S("sanad=x"), S("sanad")), "x");
	t_str(cookie_get(S("xsanad=y; sanadx=z"), S("sanad")), "");
	t_str(cookie_get(S("sanad=x;sanad=y"), S("sanad")), "");
	t_str(cookie_get(S(""), S("sanad")), "");
	t_str(cookie_get(S(";;="), S("sanad")), "");
	t_str(session_cookie_name(true), "__Host-sanad");
	t_str(session_cookie_name(false), "sanad");
}

static struct request with(struct header *h, size_t n)
{
	return (struct request){ .headers = h, .headers_n = n, .host = S("t:80") };
}

T(the_token_of_a_session)
{
	struct header h[] = { { S("Cookie"), S("sanad=01234567890123456789") },
			      { S("Authorization"), S("Bearer abcdefghijklmnopqrst") } };
	struct request q = with(h, 2);
	bool by_cookie;

	t_str(session_token(&q, &by_cookie), "abcdefghijklmnopqrst");
	t_ok(!by_cookie);
	q.headers_n = 1;
	t_str(session_token(&q, &by_cookie), "01234567890123456789");
	t_ok(by_cookie);
	q.secure = true; /* over TLS only the cookie that no other host could have set counts */
	t_str(session_token(&q, &by_cookie), "");
	q.secure = false;
	h[0].value = S("sanad=0123456789012345678");
	t_str(session_token(&q, &by_cookie), "");
	h[0].value = S("sanad=0123456789012345678'");
	t_str(session_token(&q, &by_cookie), "");
}

T(cookies_are_set_with_their_guards)
{
	struct request q = { .a = a, .secure = true };
	struct reply p = { 0 };

	session_cookie_set(&q, &p, S("01234567890123456789"), 0);
	t_str(p.headers[0].value,
	      "__Host-sanad=01234567890123456789; Path=/; HttpOnly; SameSite=Lax; Secure");
	session_cookie_drop(&q, &p);
	t_str(p.headers[1].value, "__Host-sanad=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
	q.secure = false;
	session_cookie_set(&q, &p, S("01234567890123456789"), 60);
	t_str(p.headers[2].value, "sanad=01234567890123456789; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
	t_dies({ session_cookie_set(&q, &p, S("0123456789; Domain=x"), 0); });
}

static rc origin(const char *name, const char *value, bool secure)
{
	struct header h = { str_of(name), str_of(value) };
	struct request q = with(&h, 1);

	q.secure = secure;
	return form_origin(&q);
}

T(only_our_own_pages_send_forms)
{
	t_rc(origin("Sec-Fetch-Site", "same-origin", true), OK);
	t_rc(origin("Sec-Fetch-Site", "none", true), FORM_ORIGIN);
	t_rc(origin("Origin", "http://t:80", false), OK);
	t_rc(origin("Origin", "https://t:80", true), OK);
	t_rc(origin("Origin", "http://t:80", true), FORM_ORIGIN);
	t_rc(origin("Origin", "http://t:801", false), FORM_ORIGIN);
	t_rc(origin("Origin", "http://t", false), FORM_ORIGIN);
	t_rc(origin("Origin", "null", false), FORM_ORIGIN);
	t_rc(origin("Referer", "http://t:80/fr/x", false), OK);
	t_rc(origin("Referer", "http://t:80@evil/", false), FORM_ORIGIN);
	t_rc(origin("Referer", "http://evil/http://t:80/", false), FORM_ORIGIN);
	t_rc(origin("X", "y", false), FORM_ORIGIN);
}

T(tokens_of_forms)
{
	struct caller c = { .signed_in = true, .secret = { 1 } },
		      other = { .signed_in = true, .secret = { 2 } };
	str t = form_token(a, &c, S("/feeds/7")), u = form_token(a, &c, S("/feeds/7"));

	t_ok(!str_eq(t, u)); /* masked anew */
	t_rc(form_token_check(&c, S("/feeds/7"), t), OK);
	t_rc(form_token_check(&c, S("/feeds/7"), u), OK);
	t_rc(form_token_check(&c, S("/feeds/8"), t), FORM_ORIGIN);
	t_rc(form_token_check(&other, S("/feeds/7"), t), FORM_ORIGIN);
	t_rc(form_token_check(&c, S("/feeds/7"), S("")), FORM_ORIGIN);
	t_rc(form_token_check(&c, S("/feeds/7"), (str){ t.p, t.n - 1 }), FORM_ORIGIN);
	t_seeds (FORM_TOKEN_CHARS) {
		char bad[FORM_TOKEN_CHARS];
		memcpy(bad, t.p, sizeof bad);
		size_t at = (size_t)t_between(0, FORM_TOKEN_CHARS - 1);
		bad[at] = bad[at] == 'a' ? 'b' : 'a';
		t_rc(form_token_check(&c, S("/feeds/7"), (str){ bad, sizeof bad }), FORM_ORIGIN);
	}
	c.signed_in = false;
	t_dies({ (void)form_token(a, &c, S("/")); });
}
