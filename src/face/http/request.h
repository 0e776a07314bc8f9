/* face/http/request.h - a request as a handler sees it: checked, routed, allowed, its parameters read.
 *
 * Everything here lives as long as the request. Handlers change nothing in it except `upload`.
 */
#ifndef FACE_HTTP_REQUEST_H
#define FACE_HTTP_REQUEST_H

#include "base/clock.h"
#include "base/id.h"
#include "face/http/check.h"
#include "face/http/form.h"
#include "face/http/multipart.h"
#include "face/http/peer.h"

enum http_method {
	HTTP_GET,
	HTTP_HEAD,
	HTTP_POST,
	HTTP_PUT,
	HTTP_PATCH,
	HTTP_DELETE,
	HTTP_OPTIONS,
	HTTP_METHODS
};

enum { SESSION_KEY_BYTES = 32 };

/* Who is asking. Filled by the domain's session store (server.h, find_caller); all zero: nobody is signed in.
 */
struct caller {
	user_id user;
	uint32_t roles; /* bits of the domain's roles, below WHO_SIGNED_IN (route.h) */
	bool signed_in;
	bool lang_known;
	unsigned lang;			  /* with lang_known: the account's language */
	unsigned char session[SESSION_KEY_BYTES]; /* hash of the session's token */
	unsigned char secret[SESSION_KEY_BYTES];  /* of the session: makes the tokens of its forms */
	void *more;			  /* the domain's own record of the session, in the request's arena */
	bool by_cookie;			  /* set by session.c: a browser, so its forms need a token */
};

enum value_state {
	VALUE_NONE, /* not sent, or empty */
	VALUE_GOOD,
	VALUE_BAD, /* of another type, too long, or sent twice; or missing although required */
};

/* A parameter of the path, the query or the form. */
struct value {
	const char *name;
	enum value_state state;
	str text;  /* as sent, trimmed; also of a bad one, to show it again */
	int64_t n; /* PARAM_INT, PARAM_ID, PARAM_CHECK */
	date day;  /* PARAM_DAY */
};

struct request {
	struct arena *a;
	void *state; /* what worker_start() made */
	const struct route *route;
	enum http_method method;
	str host, path, query; /* path and query as sent, percent-encoded */
	str place;	       /* the path without its language: what a form is bound to (session.h) */
	unsigned lang;	       /* index into the server's languages */
	bool has_lang;	       /* the path says so */
	const struct header *headers;
	size_t headers_n;
	struct peer peer;  /* the client, behind trusted fronts too */
	bool peer_is_near; /* on this very machine, no front in between */
	bool secure;	   /* the browser came over TLS */
	instant now;	   /* when the request arrived */
	struct caller caller;
	struct value *values;
	size_t values_n, bad; /* `bad`: how many are VALUE_BAD */
	struct fields fields; /* of the query or the form, as sent */
	struct fields files;  /* file inputs that sent one: name, filename */
	str body;	      /* of BODY_RAW */
	int64_t wait_s;	      /* with E_TOO_MANY: until the next try */
	void *upload; /* for the handler of an upload: what begin() keeps for data(), end() and the handler */
	struct worker *worker; /* the server\'s own */
};

str request_header(const struct request *q, str name);
/* The parameter of that name; naming one that the route's row doesn't have stops the worker. */
const struct value *request_value(const struct request *q, const char *name);
static inline str request_text(const struct request *q, const char *name)
{
	return request_value(q, name)->text;
}
static inline int64_t request_int(const struct request *q, const char *name)
{
	return request_value(q, name)->n;
}
static inline date request_day(const struct request *q, const char *name)
{
	return request_value(q, name)->day;
}

#endif
