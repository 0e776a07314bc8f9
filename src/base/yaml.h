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

/* Where the text is no such YAML, and why, in English. */
struct yaml_fault {
	size_t line, column;
	str what;
};

enum { YAML_BYTES_MAX = 1 << 20, YAML_DEPTH_MAX = 8, YAML_NODES_MAX = 50000, YAML_MEMBERS_MAX = 2000 };

/* E_YAML: *why says where. */
rc yaml_read(struct arena *a, str text, struct yaml *ret, struct yaml_fault *why) MUST_USE;
/* The value called `name`; NULL if `o` is no map or has none. */
const struct yaml *yaml_get(const struct yaml *o, str name);

#endif
