/* base/json.h - reading JSON (RFC 8259, strictly: UTF-8 checked, no comments, no trailing bytes, no key
 * twice).
 *
 * json-c does the parsing; what comes out is a tree in the caller's arena, so that nothing has to be freed
 * and the parser can be changed. Writing is base/out.h.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

enum json_kind { JSON_NULL, JSON_BOOL, JSON_INT, JSON_OTHER_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

struct json {
	enum json_kind type;
	bool yes;	/* JSON_BOOL */
	int64_t i;	/* JSON_INT */
	str s;		/* JSON_TEXT */
	size_t n;	/* JSON_LIST, JSON_OBJECT */
	str *name;	/* JSON_OBJECT: n names */
	struct json *v; /* n members or items */
};

enum { JSON_DEPTH_MAX = 16, JSON_MEMBERS_MAX = 10000 };

/* E_JSON */
rc json_read(struct arena *a, str text, struct json *ret) MUST_USE;
/* The member called `name`; NULL if `o` is no object or has none. */
const struct json *json_get(const struct json *o, str name);
/* A text or a whole number that must be there. E_JSON_MEMBER */
rc json_text(const struct json *o, str name, str *ret) MUST_USE;
rc json_int(const struct json *o, str name, int64_t min, int64_t max, int64_t *ret) MUST_USE;

#endif
