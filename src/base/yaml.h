/* base/yaml.h - reading the part of YAML that a jurist writes: maps, lists and texts.
 *
 * libyaml does the parsing; what comes out is a tree in the caller's arena, and the parser can be changed.
 * Every scalar is text as it was written ("2024-01-01", "1.05", "no"): nothing is guessed from its look. No
 * anchors, aliases, tags, directives or second documents, no key twice.
 */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	size_t line, column; /* where it begins, from 1 */
	str s;		     /* YAML_TEXT */
	size_t n;	     /* YAML_LIST, YAML_MAP */
	struct yaml *name;   /* YAML_MAP: n texts */
	struct yaml *v;	     /* n items or values */
};

/* Why a text is no such YAML. */
enum yaml_bad {
	YAML_BAD_SYNTAX,    /* none at all: `word` is what libyaml says, in English */
	YAML_BAD_REFERENCE, /* *name */
	YAML_BAD_MARK,	    /* an anchor, &name, or a tag, !name */
	YAML_BAD_ENTRIES,   /* more than YAML_NODES_MAX */
	YAML_BAD_CONTROL,   /* a control character in a text */
	YAML_BAD_NAME,	    /* a name that is a map or a list */
	YAML_BAD_TWICE,	    /* the name `word` */
	YAML_BAD_PLACE,	    /* more than YAML_MEMBERS_MAX in one map or list */
	YAML_BAD_DEEP,	    /* deeper than YAML_DEPTH_MAX */
	YAML_BAD_EMPTY,	    /* no document */
	YAML_BAD_SECOND,    /* another document behind it */
	YAML_BAD_DIRECTIVE, /* %... in front of it */
	YAML_BAD_LARGE,	    /* more than YAML_BYTES_MAX */
};

struct yaml_fault {
	size_t line, column;
	enum yaml_bad bad;
	str word;
};

enum { YAML_BYTES_MAX = 1 << 20, YAML_DEPTH_MAX = 8, YAML_NODES_MAX = 50000, YAML_MEMBERS_MAX = 2000 };

/* E_YAML: *why says where and why. */
rc yaml_read(struct arena *a, str text, struct yaml *ret, struct yaml_fault *why) MUST_USE;
/* The value called `name`; NULL if `o` is no map or has none. */
const struct yaml *yaml_get(const struct yaml *o, str name);

#endif
