/* face/http/form.c - fields of a form, one byte after the other. */
#include "face/http/form.h"

#include "base/utf8.h"

#include <string.h>

enum { GATHER_FIRST = 64 };

const struct form_limits FORM_LIMITS = { .fields = 200, .name = 64, .value = (size_t)16 * 1024 };

bool text_is_clean(str s) { return utf8_valid(s) && (s.n == 0 || memchr(s.p, 0, s.n) == NULL); }

rc gather_add(struct gather *g, struct arena *a, str more, size_t max)
{
	CHECK(more.n <= max && g->n <= max - more.n, LIMIT);
	if (g->n + more.n > g->room) {
		size_t room = g->room == 0 ? GATHER_FIRST : g->room;
		while (room < g->n + more.n)
			room *= 2;
		char *p = arena_array(a, char, room);
		if (g->n > 0)
			memcpy(p, g->p, g->n);
		g->p = p;
		g->room = room;
	}
	if (more.n > 0)
		memcpy(g->p + g->n, more.p, more.n);
	g->n += more.n;
	return OK;
}

str gather_take(struct gather *g, struct arena *a)
{
	str s = str_copy(a, (str){ g->p, g->n });

	g->n = 0;
	return s;
}

void fields_init(struct fields *f, struct arena *a, const struct form_limits *limits)
{
	*f = (struct fields){ .a = a, .limits = limits };
}

rc fields_add(struct fields *f, str name, str value)
{
	CHECK(f->n < f->limits->fields, LIMIT);
	CHECK(text_is_clean(name) && text_is_clean(value), UTF8);
	if (f->list == NULL)
		f->list = arena_array(f->a, struct field, f->limits->fields);
	f->list[f->n++] = (struct field){ name, value };
	return OK;
}

const struct field *fields_find(const struct fields *f, str name)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->list[i].name, name))
			return &f->list[i];
	return NULL;
}

void form_init(struct form *f, struct fields *to) { *f = (struct form){ .to = to }; }

static int hex(unsigned char c)
{
	if ('0' <= c && c <= '9')
		return c - '0';
	return 'a' <= (c | 32) && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static rc put(struct form *f, const char *p, size_t n)
{
	const struct form_limits *l = f->to->limits;

	return gather_add(&f->text, f->to->a, (str){ p, n }, f->in_value ? l->value : l->name);
}

static rc digit(struct form *f, unsigned char c)
{
	int h = hex(c);

	CHECK(h >= 0, FORM);
	f->coded = (unsigned char)(f->coded << 4 | h);
	if (--f->digits > 0)
		return OK;
	return put(f, (const char *)&f->coded, 1);
}

/* A field ends: at '&' or at the end of the body. "a" and "a=" are the same; nothing between two '&' is
 * nothing. */
static rc finish(struct form *f)
{
	CHECK(f->digits == 0, FORM);
	if (f->started) {
		str text = gather_take(&f->text, f->to->a);
		CHECK(f->in_value || text.n > 0, FORM);
		TRY(fields_add(f->to, f->in_value ? f->name : text, f->in_value ? text : S("")));
	}
	f->in_value = f->started = false;
	return OK;
}

static rc special(struct form *f, unsigned char c)
{
	CHECK(c > ' ' && c != 0x7f, FORM);
	if (c == '&')
		return finish(f);
	f->started = true;
	if (c == '%') {
		f->digits = 2;
		f->coded = 0;
		return OK;
	}
	if (c == '=' && !f->in_value) {
		CHECK(f->text.n > 0, FORM);
		f->name = gather_take(&f->text, f->to->a);
		f->in_value = true;
		return OK;
	}
	return put(f, c == '+' ? " " : "=", 1);
}

static bool is_plain(unsigned char c)
{
	return c > ' ' && c != 0x7f && c != '&' && c != '=' && c != '%' && c != '+';
}

rc form_feed(struct form *f, str piece)
{
	size_t i = 0, from;

	while (i < piece.n) {
		if (f->digits > 0) {
			TRY(digit(f, (unsigned char)piece.p[i++]));
			continue;
		}
		for (from = i; i < piece.n && is_plain((unsigned char)piece.p[i]); i++)
			;
		if (i > from) {
			f->started = true;
			TRY(put(f, piece.p + from, i - from));
		} else {
			TRY(special(f, (unsigned char)piece.p[i++]));
		}
	}
	return OK;
}

rc form_end(struct form *f) { return finish(f); }
