/* face/http/check.h - is this really one well-formed HTTP request? Everything else may then believe it.
 *
 * Debian 12's libmicrohttpd 0.9.75 lets through what two programs in a row may read differently, which is how
 * requests are smuggled: two lengths, two Hosts, a blank before the colon, folded lines. It is asked here,
 * before anything else sees the request, and refused; the connection is then closed.
 *
 * What the library hides from its caller, and how it is seen all the same: it cuts the header block up where
 * it lies, so a field's name, its value and the next name stand one after the other with ':' and CRLF
 * between. Folded lines, NUL bytes, bare CR or LF break that order; see check_layout(). Trailers of a chunked
 * body are parsed by the library after this check and are never read by this program. A target longer than
 * the connection's memory (414), more fields than it holds (431) and an unreadable request line are answered
 * by the library itself.
 */
#ifndef FACE_HTTP_CHECK_H
#define FACE_HTTP_CHECK_H

#include "base/rc.h"
#include "base/str.h"

enum { HEADERS_MAX = 64 };

struct header {
	str name, value;
};

/* A request line and its fields as they came. */
struct head {
	str method, target, version;
	const struct header *headers;
	size_t n;
};

/* What a checked head says. */
struct head_facts {
	str host;	/* as sent: name or [v6], perhaps with :port */
	str path;	/* still percent-encoded */
	str query;	/* still percent-encoded, without '?' */
	int64_t length; /* bytes of the body; -1: chunked */
};

/* E_HTTP_BAD, E_HTTP_HOST, E_HTTP_LENGTH, E_HTTP_TARGET, E_HTTP_UNKNOWN, E_HTTP_VERSION, E_HTTP_HEADERS */
rc check_head(const struct head *h, struct head_facts *ret) MUST_USE;
/* An absolute path with perhaps a query: no fragment, no "//", no "." or ".." segment however written, no
 * encoded slash or control character, every % followed by two hex digits. E_HTTP_TARGET */
rc check_target(str target, str *ret_path, str *ret_query) MUST_USE;
/* name[:port] or [v6][:port]. E_HTTP_HOST */
rc check_host(str host) MUST_USE;
/* Only for a head whose parts are views into the library's buffer, fields in the order they came, `size`
 * bytes with its last CRLF: method SP target SP version CRLF, then each field as name ':' blanks value CRLF,
 * with nothing in between. E_HTTP_BAD */
rc check_layout(const struct head *h, size_t size) MUST_USE;
/* The value of the field, whatever the case of its name; "" when there is none. */
str header_of(const struct header *headers, size_t n, str name);

#endif
