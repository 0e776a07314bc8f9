/* face/http/reply.h - an answer being prepared. It leaves after the turn's commit, with the security headers
 * on it.
 *
 * Everything given here must live as long as the request: literals, the request's arena, compiled-in assets.
 */
#ifndef FACE_HTTP_REPLY_H
#define FACE_HTTP_REPLY_H

#include "base/out.h"
#include "face/http/check.h"

struct request;
struct asset;

enum { REPLY_HEADERS = 32 };

/* A body that is read while it is sent. read() puts up to `room` bytes from byte `at` on into `to`, called
 * with growing `at`, and returns how many (> 0), or -1: the connection is then cut. It runs after the
 * request's turn: what it asks of the store is a transaction of its own, or part of another turn, so it only
 * reads what doesn't change any more. done() is called once, also when the client went away. */
struct reply_source {
	int64_t (*read)(void *cls, int64_t at, char *to, size_t room);
	void (*done)(void *cls);
	void *cls;
	int64_t size; /* of the whole body, in bytes */
};

struct reply {
	int status; /* 0: nothing was prepared */
	/* Instead of a status: prepares the reply when the turn is committed, from what the turn's end found.
	 * Of routes that write. It asks nothing of the store. */
	rc (*later)(struct request *q, struct reply *p);
	void *later_cls; /* the handler's, in the request's arena */
	struct header headers[REPLY_HEADERS];
	size_t n;
	str body;
	struct reply_source source; /* with read: instead of `body` */
	bool packable;		    /* text that gzip helps */
	bool lasting;		    /* the same for everybody and for ever: a hashed asset */
	bool personal;		    /* about somebody, though anyone may ask: kept by nobody on the way */
	unsigned fresh_s; /* the same for everybody, and good for so many seconds; 0: asked for each time */
	bool camera;	  /* the page scans codes */
	str pay_host;	  /* the bank's page that a form of this one is sent to: "https://bank.example" */
};

void reply_header(struct reply *p, const char *name, str value);
void reply_page(struct reply *p, int status, const struct out *html);
void reply_json(struct reply *p, int status, const struct out *json);
void reply_text(struct reply *p, int status, str text);
/* Only to an address of this site, "/...": anything else stops the worker. 303 after a form. */
void reply_redirect(struct reply *p, int status, str location);
/* A file to keep under `filename`; what isn't a letter, digit, '.' or '-' in it becomes '_'. */
void reply_file(struct request *q, struct reply *p, str type, str filename, const struct reply_source *from);
/* The same from memory. */
void reply_bytes(struct request *q, struct reply *p, str type, str filename, str bytes);
/* With its type, for ever, packed when the browser takes it, 304 when it has it. */
void reply_asset(struct request *q, struct reply *p, const struct asset *asset);
/* The plain answer to a failure: JSON for JSON routes, else one line of text. The server calls it when it was
 * given no error page, and for requests that have no route. */
void reply_error(struct request *q, struct reply *p, rc why);
/* As JSON whatever the route: for a page that was asked for as JSON. */
void reply_error_json(struct request *q, struct reply *p, rc why);

/* Adds what every reply carries: CSP, no sniffing, referrer, permissions, cross-origin, cache. `personal`:
 * not for anyone, so never kept. */
void reply_guard(struct reply *p, struct arena *a, bool personal, bool secure);
/* gzip, when the client takes it and the body is text of more than a kilobyte. */
void reply_pack(struct reply *p, struct arena *a, str accept_encoding);
/* Does the client's Accept-Encoding take gzip? */
bool reply_takes_gzip(str accept_encoding);

#endif
