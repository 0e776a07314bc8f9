/* base/out.h - text that grows: pages, JSON, CSV. Bytes live in an arena; what is too long for it stops the
 * worker, like any other allocation there. Nothing here fails: a template need not check every word it
 * writes.
 */
#ifndef BASE_OUT_H
#define BASE_OUT_H

#include "base/arena.h"
#include "base/str.h"

#include <string.h>

struct out {
	struct arena *a;
	char *p;
	size_t n, room;
};

void out_init(struct out *o, struct arena *a, size_t room_at_first);
/* Room for `more` bytes behind o->p + o->n; the caller then adds to o->n what it used. */
void out_room(struct out *o, size_t more);

/* Valid until the next write to `o`. */
static inline str out_view(const struct out *o) { return (str){ o->p, o->n }; }

static inline void out_mem(struct out *o, const char *p, size_t n)
{
	if (n > o->room - o->n)
		out_room(o, n);
	if (n > 0)
		memcpy(o->p + o->n, p, n);
	o->n += n;
}

static inline void out_str(struct out *o, str s) { out_mem(o, s.p, s.n); }
static inline void out_char(struct out *o, char c) { out_mem(o, &c, 1); }
#define out_lit(o, text) out_mem((o), "" text, sizeof(text) - 1)

/* & < > " ' become entities: safe as text and inside an attribute between double quotes. NUL is left out. */
void out_html(struct out *o, str s);
/* Everything but A-Z a-z 0-9 - . _ ~ as %XX: one component of a path or a query (RFC 3986). */
void out_url(struct out *o, str s);
void out_int(struct out *o, int64_t v);
/* For text that this program made: nothing is escaped. */
void out_printf(struct out *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A JSON string with its quotes (RFC 8259). What isn't UTF-8 becomes U+FFFD, one for each bad byte. U+2028
 * and U+2029, "<", ">" and "&" are escaped too, so that the text may stand inside a page. */
void out_json_str(struct out *o, str s);
/* "name": in front of a value, with a comma when something stands before it in the same object. */
void out_json_name(struct out *o, str name);
void out_json_bool(struct out *o, bool b);

#endif
