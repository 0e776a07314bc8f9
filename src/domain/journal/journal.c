/* domain/journal/journal.c - the canonical text of an event. */
#include "domain/journal/journal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A buffer that was measured beforehand. */
struct writer {
	char *p;
	size_t n, room;
};

static void put(struct writer *w, str s)
{
	must(s.n <= w->room - w->n);
	if (s.n > 0)
		memcpy(w->p + w->n, s.p, s.n);
	w->n += s.n;
}

static void put_number(struct writer *w, str name, int64_t v)
{
	char text[24];
	int n = snprintf(text, sizeof text, "%" PRId64, v);

	put(w, name);
	put(w, (str){ text, (size_t)n });
	put(w, S("\n"));
}

static void put_text(struct writer *w, str name, str s)
{
	put(w, name);
	for (size_t i = 0; i < s.n; i++)
		put(w, s.p[i] == '\n' ? S("\\n") : s.p[i] == '\\' ? S("\\\\") : (str){ s.p + i, 1 });
	put(w, S("\n"));
}

static void put_hex(struct writer *w, str name, blob b)
{
	static const char digits[] = "0123456789abcdef";

	put(w, name);
	for (size_t i = 0; i < b.n; i++)
		put(w, (str){ (char[]){ digits[b.p[i] >> 4], digits[b.p[i] & 15] }, 2 });
	put(w, S("\n"));
}

str journal_text(struct arena *a, const struct event *e)
{
	/* Ten lines of at most 16 bytes of name and newline and 20 of number; texts at most double. */
	size_t room = 10 * 40 + 2 * (e->purpose.n + e->kind.n + e->detail.n + e->digest.n);
	struct writer w = { arena_array(a, char, room), 0, room };

	put(&w, S("sanad-event 1\n"));
	put_number(&w, S("event "), e->event_id.v);
	put_number(&w, S("at "), e->at.us);
	put_number(&w, S("user "), e->user_id.v);
	put_text(&w, S("purpose "), e->purpose);
	put_text(&w, S("kind "), e->kind);
	put_number(&w, S("person "), e->person_id.v);
	put_number(&w, S("object "), e->object);
	put_text(&w, S("detail "), e->detail);
	put_hex(&w, S("digest "), e->digest);
	return (str){ w.p, w.n };
}
