/* face/http/check.c - the strict reading of a request's head; rules of RFC 9110 and 9112, taken narrowly. */
#include "face/http/check.h"

#include <string.h>
#include <strings.h>

static bool is_digit(unsigned char c) { return '0' <= c && c <= '9'; }
static bool is_alnum(unsigned char c) { return is_digit(c) || ('a' <= (c | 32) && (c | 32) <= 'z'); }
static bool is_token(unsigned char c)
{
	return is_alnum(c) || (c != 0 && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static int hex(unsigned char c)
{
	if (is_digit(c))
		return c - '0';
	return 'a' <= (c | 32) && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static bool same_name(str a, str b) { return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0; }

str header_of(const struct header *headers, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (same_name(headers[i].name, name))
			return headers[i].value;
	return S("");
}

/* The byte at `i`, decoded; -1 when the encoding is bad. Advances `i` past it. */
static int byte_at(str s, size_t *i)
{
	unsigned char c = (unsigned char)s.p[*i];

	if (c != '%') {
		*i += 1;
		return c;
	}
	if (s.n - *i < 3 || hex((unsigned char)s.p[*i + 1]) < 0 || hex((unsigned char)s.p[*i + 2]) < 0)
		return -1;
	c = (unsigned char)(hex((unsigned char)s.p[*i + 1]) << 4 | hex((unsigned char)s.p[*i + 2]));
	*i += 3;
	return c;
}

/* One segment, decoded byte by byte: neither empty, "." nor ".."; it hides no slash. */
static rc check_segment(str s, bool last)
{
	size_t i = 0, n = 0, dots = 0;

	while (i < s.n) {
		bool coded = s.p[i] == '%';
		int c = byte_at(s, &i);
		CHECK(c >= 0x20 && c != 0x7f && c != '\\', HTTP_TARGET);
		CHECK(!coded || c != '/', HTTP_TARGET);
		n++;
		dots += c == '.';
	}
	CHECK(n > 0 || last, HTTP_TARGET);
	CHECK(n == 0 || n > 2 || dots != n, HTTP_TARGET);
	return OK;
}

static rc check_path(str path)
{
	size_t from = 1;

	for (size_t i = 1; i <= path.n; i++) {
		if (i < path.n && path.p[i] != '/')
			continue;
		TRY(check_segment((str){ path.p + from, i - from }, i == path.n));
		from = i + 1;
	}
	return OK;
}

rc check_target(str target, str *ret_path, str *ret_query)
{
	const char *q;
	size_t i = 0;

	CHECK(target.n > 0 && target.p[0] == '/', HTTP_TARGET);
	for (size_t j = 0; j < target.n; j++)
		CHECK(target.p[j] > ' ' && target.p[j] < 0x7f && target.p[j] != '#', HTTP_TARGET);
	q = memchr(target.p, '?', target.n);
	*ret_path = q == NULL ? target : (str){ target.p, (size_t)(q - target.p) };
	*ret_query = q == NULL ? S("") : (str){ q + 1, target.n - ret_path->n - 1 };
	while (i < ret_query->n)
		CHECK(byte_at(*ret_query, &i) > 0, HTTP_TARGET);
	return check_path(*ret_path);
}

static rc check_port(str s)
{
	int64_t port;

	CHECK(str_digits(&s, 1, 5, &port) && s.n == 0 && 0 < port && port <= 65535, HTTP_HOST);
	return OK;
}

rc check_host(str host)
{
	bool v6 = host.n > 0 && host.p[0] == '[';
	size_t i = v6;

	while (i < host.n) {
		unsigned char c = (unsigned char)host.p[i];
		if (!(v6 ? hex(c) >= 0 || c == ':' || c == '.'
			 : is_alnum(c) || c == '.' || c == '-' || c == '_'))
			break;
		i++;
	}
	CHECK(i > v6, HTTP_HOST);
	if (v6) {
		CHECK(i < host.n && host.p[i] == ']', HTTP_HOST);
		i++;
	}
	if (i == host.n)
		return OK;
	CHECK(host.p[i] == ':', HTTP_HOST);
	return check_port((str){ host.p + i + 1, host.n - i - 1 });
}

static rc check_field(const struct header *h)
{
	CHECK(h->name.n > 0, HTTP_BAD);
	for (size_t i = 0; i < h->name.n; i++)
		CHECK(is_token((unsigned char)h->name.p[i]), HTTP_BAD);
	for (size_t i = 0; i < h->value.n; i++) {
		unsigned char c = (unsigned char)h->value.p[i];
		CHECK((c >= ' ' && c != 0x7f) || c == '\t', HTTP_BAD);
	}
	return OK;
}

/* Fields of which a second one can only be a mistake or an attack. */
static rc check_single(const struct head *h)
{
	static const struct {
		str name;
		enum rc_code code;
	} single[] = {
		{ { "host", 4 }, E_HTTP_HOST },
		{ { "content-length", 14 }, E_HTTP_LENGTH },
		{ { "transfer-encoding", 17 }, E_HTTP_LENGTH },
		{ { "content-type", 12 }, E_HTTP_BAD },
		{ { "authorization", 13 }, E_HTTP_BAD },
		{ { "cookie", 6 }, E_HTTP_BAD },
		{ { "origin", 6 }, E_HTTP_BAD },
		{ { "referer", 7 }, E_HTTP_BAD },
		{ { "sec-fetch-site", 14 }, E_HTTP_BAD },
		{ { "expect", 6 }, E_HTTP_BAD },
		{ { "x-forwarded-for", 15 }, E_HTTP_BAD },
		{ { "idempotency-key", 15 }, E_HTTP_BAD },
	};

	for (size_t s = 0; s < sizeof single / sizeof single[0]; s++) {
		size_t seen = 0;
		for (size_t i = 0; i < h->n; i++)
			seen += same_name(h->headers[i].name, single[s].name);
		if (seen > 1)
			return rc_raise(single[s].code, __FILE__, __LINE__);
	}
	return OK;
}

static rc check_length(const struct head *h, int64_t *ret)
{
	str length = header_of(h->headers, h->n, S("content-length"));
	str coding = header_of(h->headers, h->n, S("transfer-encoding"));
	bool has_length = false, has_coding = false;

	for (size_t i = 0; i < h->n; i++) {
		has_length = has_length || same_name(h->headers[i].name, S("content-length"));
		has_coding = has_coding || same_name(h->headers[i].name, S("transfer-encoding"));
	}
	*ret = 0;
	if (has_coding) {
		CHECK(!has_length && str_eq(h->version, S("HTTP/1.1")), HTTP_LENGTH);
		CHECK(same_name(coding, S("chunked")), HTTP_UNKNOWN);
		*ret = -1;
	} else if (has_length) {
		CHECK(str_digits(&length, 1, 18, ret) && length.n == 0, HTTP_LENGTH);
	}
	return OK;
}

rc check_head(const struct head *h, struct head_facts *ret)
{
	CHECK(str_eq(h->version, S("HTTP/1.1")) || str_eq(h->version, S("HTTP/1.0")), HTTP_VERSION);
	CHECK(h->n <= HEADERS_MAX, HTTP_HEADERS);
	CHECK(h->method.n > 0, HTTP_BAD);
	for (size_t i = 0; i < h->method.n; i++)
		CHECK(is_token((unsigned char)h->method.p[i]), HTTP_BAD);
	for (size_t i = 0; i < h->n; i++)
		TRY(check_field(&h->headers[i]));
	TRY(check_single(h));
	ret->host = header_of(h->headers, h->n, S("host"));
	TRY(check_host(ret->host));
	TRY(check_length(h, &ret->length));
	str expect = header_of(h->headers, h->n, S("expect"));
	CHECK(expect.n == 0 || same_name(expect, S("100-continue")), HTTP_BAD);
	return check_target(h->target, &ret->path, &ret->query);
}

rc check_layout(const struct head *h, size_t size)
{
	uintptr_t start = (uintptr_t)h->method.p, at = start + h->method.n + 1;

	CHECK((uintptr_t)h->target.p == at, HTTP_BAD);
	at += h->target.n + 1;
	CHECK((uintptr_t)h->version.p == at, HTTP_BAD);
	at += h->version.n + 2;
	for (size_t i = 0; i < h->n; i++) {
		uintptr_t name = (uintptr_t)h->headers[i].name.p, value = (uintptr_t)h->headers[i].value.p;

		/* a folded line was moved elsewhere */
		CHECK(name == at && name + h->headers[i].name.n < value, HTTP_BAD);
		at = value + h->headers[i].value.n + 2;
	}
	CHECK(at + 2 == start + size, HTTP_BAD);
	return OK;
}
