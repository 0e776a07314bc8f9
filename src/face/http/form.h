/* face/http/form.h - the fields of a form, read as they arrive (application/x-www-form-urlencoded).
 *
 * The parser keeps no more than one unfinished field besides the finished ones, all in the caller's arena,
 * and stops at the first limit that is passed. Names and values are UTF-8 without NUL.
 */
#ifndef FACE_HTTP_FORM_H
#define FACE_HTTP_FORM_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

struct field {
	str name, value;
};

struct form_limits {
	size_t fields; /* how many */
	size_t name;   /* bytes of one name */
	size_t value;  /* bytes of one value */
};

extern const struct form_limits FORM_LIMITS; /* 200 fields, names of 64 bytes, values of 16 kB */

/* Fields in the order they came; multipart.h fills the same. */
struct fields {
	struct arena *a;
	const struct form_limits *limits;
	struct field *list;
	size_t n;
};

/* Bytes of one piece of text that is still arriving. */
struct gather {
	char *p;
	size_t n, room;
};

struct form {
	struct fields *to;
	struct gather text; /* of the name, then of the value */
	str name;	    /* finished, once in_value */
	bool in_value, started;
	int digits; /* of a %XX still to come */
	unsigned char coded;
};

void fields_init(struct fields *f, struct arena *a, const struct form_limits *limits);
/* E_LIMIT when there are too many, E_UTF8 */
rc fields_add(struct fields *f, str name, str value) MUST_USE;
/* The first one of that name; NULL when there is none. */
const struct field *fields_find(const struct fields *f, str name);
/* E_LIMIT when more than `max` bytes would be held. Memory is of `a`. */
rc gather_add(struct gather *g, struct arena *a, str more, size_t max) MUST_USE;
/* A copy that stays, and `g` is empty again. */
str gather_take(struct gather *g, struct arena *a);
/* True when `s` is UTF-8 without NUL. */
bool text_is_clean(str s);

void form_init(struct form *f, struct fields *to);
/* The next piece of the body, of any length. E_FORM, E_LIMIT, E_UTF8. After a failure only form_init(). */
rc form_feed(struct form *f, str piece) MUST_USE;
/* The body is complete. */
rc form_end(struct form *f) MUST_USE;

#endif
