#include "face/http/check.h"

#include "testing/t.h"

static const struct head *head_of(const struct header *headers, size_t n)
{
	static struct head h;

	h = (struct head){ S("GET"), S("/fr/x"), S("HTTP/1.1"), headers, n };
	return &h;
}

#define HEAD(...) \
	head_of((const struct header[]){ __VA_ARGS__ }, \
		sizeof((const struct header[]){ __VA_ARGS__ }) / sizeof(struct header))
#define H(n, v) \
	{ \
		S(n), S(v) \
	}

T(an_ordinary_request_is_taken)
{
	struct head_facts f;
	struct head h =
	    *HEAD(H("HOST", "sanad.example:8443"), H("Content-Length", "17"), H("X", "\xc3\xa9\t1"));

	h.target = S("/fr/feeds/7?q=a%20b&r=%2F");
	t_need(check_head(&h, &f));
	t_str(f.host, "sanad.example:8443");
	t_str(f.path, "/fr/feeds/7");
	t_str(f.query, "q=a%20b&r=%2F");
	t_int(f.length, 17);
	t_need(check_head(HEAD(H("Host", "[::1]:80"), H("Transfer-Encoding", "chunked")), &f));
	t_int(f.length, -1);
	t_need(check_head(HEAD(H("Host", "a")), &f));
	t_int(f.length, 0);
}

T(two_readings_are_refused)
{
	struct head_facts f;

	t_rc(check_head(HEAD(H("Host", "a"), H("host", "a")), &f), HTTP_HOST);
	t_rc(check_head(HEAD(H("X", "a")), &f), HTTP_HOST);
	t_rc(check_head(HEAD(H("Host", "")), &f), HTTP_HOST);
	t_rc(check_head(HEAD(H("Host", "a"), H("Content-Length", "1"), H("Content-Length", "1")), &f),
	     HTTP_LENGTH);
	t_rc(
	    check_head(HEAD(H("Host", "a"), H("Content-Length", "1"), H("Transfer-Encoding", "chunked")), &f),
	    HTTP_LENGTH);
	t_rc(check_head(HEAD(H("Host", "a"), H("Content-Length", ""), H("Transfer-Encoding", "chunked")), &f),
	     HTTP_LENGTH);
	t_rc(check_head(HEAD(H("Host", "a"), H("Transfer-Encoding", "gzip, chunked")), &f), HTTP_UNKNOWN);
	t_rc(check_head(HEAD(H("Host", "a"), H("Transfer-Encoding", "")), &f), HTTP_UNKNOWN);
	t_rc(check_head(HEAD(H("Host", "a"), H("Content-Length", "+1")), &f), HTTP_LENGTH);
	t_rc(check_head(HEAD(H("Host", "a"), H("Content-Length", "1,1")), &f), HTTP_LENGTH);
	t_rc(check_head(HEAD(H("Host", "a"), H("Content-Length", "")), &f), HTTP_LENGTH);
	t_rc(check_head(HEAD(H("Host", "a"), H("Content-Length", "9999999999999999999")), &f), HTTP_LENGTH);
	t_rc(check_head(HEAD(H("Host", "a"), H("Cookie", "a=1"), H("Cookie", "a=2")), &f), HTTP_BAD);
	t_rc(check_head(HEAD(H("Host", "a"), H("Expect", "nothing")), &f), HTTP_BAD);
}

T(names_and_values_are_clean)
{
	struct head_facts f;
	struct header many[HEADERS_MAX + 1];

	t_rc(check_head(HEAD(H("Host", "a"), H("X ", "a")), &f), HTTP_BAD);
	t_rc(check_head(HEAD(H("Host", "a"), H("X\t", "a")), &f), HTTP_BAD);
	t_rc(check_head(HEAD(H("Host", "a"), H("", "a")), &f), HTTP_BAD);
	t_rc(check_head(HEAD(H("Host", "a"), H("X\0Y", "a")), &f), HTTP_BAD);
	t_rc(check_head(HEAD(H("Host", "a"), H("X", "a\nb")), &f), HTTP_BAD);
	t_rc(check_head(HEAD(H("Host", "a"), H("X", "a\0b")), &f), HTTP_BAD);
	t_rc(check_head(HEAD(H("Host", "a"), H("X", "a\x7f")), &f), HTTP_BAD);
	for (size_t i = 0; i <= HEADERS_MAX; i++)
		many[i] = (struct header){ S("X"), S("1") };
	many[0] = (struct header){ S("Host"), S("a") };
	struct head h = *head_of(many, HEADERS_MAX);
	t_rc(check_head(&h, &f), OK);
	h.n++;
	t_rc(check_head(&h, &f), HTTP_HEADERS);
	h.n = 1, h.version = S("HTTP/2.0");
	t_rc(check_head(&h, &f), HTTP_VERSION);
	h.version = S("HTTP/1.1"), h.method = S("GE T");
	t_rc(check_head(&h, &f), HTTP_BAD);
}

T(targets)
{
	static const char *const good[] = { "/",	 "/fr", "/fr/", "/a/b.c/...", "/%D8%B3%D9%86%D8%AF",
					    "/a?b=/../", "/a?" };
	static const char *const bad[] = { "",	   "*",	     "fr",	"http://x/", "//",	  "/a//b",
					   "/.",   "/..",    "/a/../b", "/a/./b",    "/%2e%2E/x", "/.%2e",
					   "/%00", "/a%0",   "/a%",	"/a%zz",     "/%2f",	  "/a%2Fb",
					   "/%5c", "/a\\b",  "/a#b",	"/a b",	     "/a\x7f",	  "/\xc3\xa9",
					   "/%0a", "/a?%00", "/a?%4",	"/%7f" };
	str path, query;

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		t_rc(check_target(str_of(good[i]), &path, &query), OK);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		t_rc(check_target(str_of(bad[i]), &path, &query), HTTP_TARGET);
		if (t_bad)
			printf("# %s\n", bad[i]);
	}
}

T(hosts)
{
	static const char *const good[] = { "a", "a.b-c_d", "127.0.0.1:80", "[::1]", "[fe80::1]:65535" };
	static const char *const bad[] = { "",	  ":80", "a:",	 "a:0", "a:65536", "a:123456", "a b",
					   "a/b", "a@b", "[::1", "[]",	"[::1]x",  "[g]",      "a,b" };

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		t_rc(check_host(str_of(good[i])), OK);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		t_rc(check_host(str_of(bad[i])), HTTP_HOST);
}

T(layout_shows_what_the_library_hides)
{
	static const char raw[] = "GET /fr HTTP/1.1\r\nHost: a\r\nX:1\r\nY:  2\r\n\r\n";
	static const char other[] = "2 folded";
	struct header h[] = { { { raw + 18, 4 }, { raw + 24, 1 } },
			      { { raw + 27, 1 }, { raw + 29, 1 } },
			      { { raw + 32, 1 }, { raw + 36, 1 } } };
	const struct head good = { { raw, 3 }, { raw + 4, 3 }, { raw + 8, 8 }, h, 3 };
	struct head bad = good;

	t_rc(check_layout(&good, sizeof raw - 1), OK);
	t_rc(check_layout(&good, sizeof raw), HTTP_BAD); /* a byte that nobody accounts for, as after a NUL */
	bad.target.n--;
	t_rc(check_layout(&bad, sizeof raw - 1), HTTP_BAD);
	bad = good, bad.version.p++;
	t_rc(check_layout(&bad, sizeof raw - 1), HTTP_BAD);
	bad = good, bad.n--;
	t_rc(check_layout(&bad, sizeof raw - 1), HTTP_BAD);
	h[1].value = (str){ other, 1 };
	t_rc(check_layout(&good, sizeof raw - 1), HTTP_BAD);
	h[1].value = (str){ raw + 29, 0 };
	t_rc(check_layout(&good, sizeof raw - 1), HTTP_BAD);
}
