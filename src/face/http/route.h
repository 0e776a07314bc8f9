/* face/http/route.h - every address of the program is a row of data.
 *
 * A row says method and path, who may call and for which purpose, what it takes and what it gives, and
 * whether it writes. Rows make the dispatcher, 404 and 405 with Allow, HEAD, redirects to the right address,
 * the access check, and whatever is generated from them (access tests, the API's description). ROUTE() can't
 * be written without who and why; a row made without it stops the program at start-up.
 *
 *   ROUTE(HTTP_GET, "/feeds/{feed:id}", ROLE_AGENT, FOR_REGISTRATION, feed_show, "One delivery: state and
 * counts") ROUTE(HTTP_POST, "/feeds", ROLE_BODY, FOR_REGISTRATION, feed_send, "A delivery is sent", .body =
 * BODY_FORM, .upload = &feed_upload, .body_max = 1 << 30, .params = PARAMS({ "file", PARAM_FILE, .required =
 * true }), .kind = REPLY_REDIRECT, .writes = true)
 *
 * Paths: "/a/{name:type}", types id (1..2^63-1), int, word ([A-Za-z0-9_.-]), day (2026-11-24), and, as the
 * last one, rest: one part or several, words that may hold ( and ) too, with the slashes between them. Pages
 * are found under a language (/fr/a); rows with `bare` are not.
 */
#ifndef FACE_HTTP_ROUTE_H
#define FACE_HTTP_ROUTE_H

#include "face/http/reply.h"
#include "face/http/request.h"
#include "service/purpose.h"

/* Who may call: or-ed bits of the domain's roles, or one of these. */
#define WHO_ANYONE (UINT32_C(1) << 31)
#define WHO_SIGNED_IN (UINT32_C(1) << 30)

enum param_type {
	PARAM_TEXT,
	PARAM_WORD,
	PARAM_INT,
	PARAM_ID,
	PARAM_DAY,
	PARAM_CHECK,
	PARAM_FILE,
	PARAM_REST /* of paths only */
};

/* A parameter of the query (GET, HEAD, DELETE; other bodies than forms) or of the form. */
struct param {
	const char *name;
	enum param_type type;
	bool required;
	bool many;  /* may be sent several times: all are in request.fields */
	size_t max; /* bytes; 0: PARAM_MAX */
};

enum { PARAM_MAX = 200, PATH_PARTS = 12, PARAMS_MAX = 64 };

#define PARAM(name_, ...) \
	{ \
		.name = (name_), .type = __VA_ARGS__ \
	}
#define PARAMS(...) \
	(const struct param[]) \
	{ \
		__VA_ARGS__, { 0 } \
	}

enum reply_kind { REPLY_PAGE, REPLY_JSON, REPLY_FILE, REPLY_REDIRECT };

enum body_kind {
	BODY_NONE,   /* a body is refused */
	BODY_FORM,   /* urlencoded, or multipart (files only with `upload`) */
	BODY_RAW,    /* held in request.body: JSON */
	BODY_STREAM, /* goes to `upload` as one nameless file, as it arrives */
};

/* Takes files while they arrive: begin, data..., end for each, in order; then the handler is called. The
 * caller is known, allowed and, for a form, its token was right before begin() is called. A failure ends the
 * request: the rest of the body is read and dropped, the handler isn't called. drop() is called at the end of
 * every request for which begin() was called, whatever happened: close what is open. */
struct upload {
	rc (*begin)(struct request *q, const struct part *part);
	rc (*data)(struct request *q, str bytes);
	rc (*end)(struct request *q);
	void (*drop)(struct request *q);
};

/* Prepares the reply. A failure becomes the error page, or JSON, of its code. */
typedef rc route_handler(struct request *q, struct reply *p);

struct route {
	enum http_method method; /* GET makes HEAD too */
	const char *path;
	uint32_t who;
	enum purpose why;
	route_handler *run;
	const char *doc;	    /* one line, present tense */
	bool complete;		    /* set by ROUTE() */
	const struct param *params; /* ended by a nameless one; NULL: none */
	enum reply_kind kind;
	enum body_kind body;
	size_t body_max; /* bytes; 0: BODY_MAX for forms and raw bodies */
	const struct upload *upload;
	bool writes; /* its reply waits for the turn's commit */
	bool bare;   /* not under a language */
	bool keyed;  /* the query holds a key that the handler checks before anything else: programs call it,
			as  often as they have to say something */
	bool by_caller; /* the handler counts how often each caller asks; the address counts only when nobody
			   is signed in, or shows a token that isn't good */
	bool keeps_bad; /* called with bad parameters too, to show the form again; otherwise they are
			   E_FORM_FIELD */
	bool slow;	/* signing in, codes: counted against the stricter limit; takes long, so the turn is
			   committed before */
};

enum { BODY_MAX = 64 * 1024 };

/* The last arguments: the line of documentation, then any other members. */
#define ROUTE(method_, path_, who_, why_, run_, ...) \
	{ \
		.method = (method_), .path = (path_), .who = (who_), .why = (why_), .run = (run_), \
		.complete = true, .doc = __VA_ARGS__ \
	}

struct router;

/* Compiles the rows; a row that isn't well-formed stops the program with its path. `routes` and `languages`
 * must live as long. The first language is the one for those who ask for none of them. */
struct router *router_new(struct arena *life, const struct route *routes, size_t n,
			  const char *const *languages, size_t languages_n);

enum found_what {
	FOUND_ROUTE,
	FOUND_NONE,   /* 404 */
	FOUND_METHOD, /* 405 with Allow, or 204 for OPTIONS */
	FOUND_SLASH,  /* the same address without its last slash: 308 to `location` */
	FOUND_LANG,   /* a page asked for without its language: 302 to /{language} + `location` */
};

struct found {
	enum found_what what;
	const struct route *route;
	size_t index; /* of the route */
	unsigned lang;
	bool has_lang;
	str place;	      /* path without language */
	str allow;	      /* "GET, HEAD, OPTIONS" */
	str location;	      /* with the query */
	struct value *values; /* of the path; in the arena */
	size_t values_n;
};

/* `path` and `query` are checked (check.h). Memory is of `a`. */
void router_find(const struct router *r, struct arena *a, enum http_method m, str path, str query,
		 struct found *ret);
/* THE access check: everything not allowed by the row is refused. E_SIGN_IN_FIRST, E_NOT_ALLOWED */
rc route_allows(const struct route *r, const struct caller *c) MUST_USE;
/* Adds the row's parameters, read from q->fields, to q->values and counts the bad ones; E_FORM_FIELD when
 * there are some and the row doesn't keep them. Files are checked by name when they come. */
rc route_params(const struct route *r, struct request *q) MUST_USE;
/* "GET" -> HTTP_GET; HTTP_METHODS when unknown. */
enum http_method method_of(str name);
const char *method_name(enum http_method m);
/* The best language for an Accept-Language, 0 (the first) when nothing fits. */
unsigned language_choose(const char *const *languages, size_t n, str accept_language);

#endif
