/* base/out.c - text that grows. */
#include "base/out.h"

#include "base/rc.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { ROOM_MIN = 256 };

void out_init(struct out *o, struct arena *a, size_t room_at_first)
{
	size_t room = room_at_first > ROOM_MIN ? room_at_first : ROOM_MIN;

	*o = (struct out){ .a = a, .p = arena_array(a, char, room), .room = room };
}

void out_room(struct out *o, size_t more)
{
	size_t need, room;

	must(!__builtin_add_overflow(o->n, more, &need));
	if (need <= o->room)
		return;
	must(!__builtin_mul_overflow(need, 2, &room));
	char *p = arena_array(o->a, char, room);
	if (o->n > 0)
		memcpy(p, o->p, o->n);
	o->p = p;
	o->room = room;
}

/* What stands for a byte that must not stand in a page as it is; "" drops it, NULL keeps it. */
static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\0':
		return "";
	default:
		return NULL;
	}
}

void out_html(struct out *o, str s)
{
	size_t from = 0;

	out_room(o, s.n);
	for (size_t i = 0; i < s.n; i++) {
		const char *e = entity(s.p[i]);
		if (e == NULL)
			continue;
		out_mem(o, s.p + from, i - from);
		out_mem(o, e, strlen(e));
		from = i + 1;
	}
	if (from < s.n)
		out_mem(o, s.p + from, s.n - from);
}

static bool unreserved(char c)
{
	return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '-' ||
	       c == '.' || c == '_' || c == '~';
}

void out_url(struct out *o, str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (unreserved(s.p[i]))
			out_char(o, s.p[i]);
		else
			out_mem(o, (char[]){ '%', hex[c >> 4], hex[c & 15] }, 3);
	}
}

void out_int(struct out *o, int64_t v)
{
	char digits[20];
	size_t i = sizeof digits;
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do {
		digits[--i] = (char)('0' + u % 10);
		u /= 10;
	} while (u > 0);
	if (v < 0)
		digits[--i] = '-';
	out_mem(o, digits + i, sizeof digits - i);
}

void out_printf(struct out *o, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	must(n >= 0);
	out_room(o, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(o->p + o->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	o->n += (size_t)n;
}

static bool json_plain(uint32_t c)
{
	return c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != 0x7F &&
	       c != 0x2028 && c != 0x2029;
}

static void json_escape(struct out *o, uint32_t c)
{
	switch (c) {
	case '"':
	case '\\':
		out_mem(o, (char[]){ '\\', (char)c }, 2);
		break;
	case '\n':
		out_lit(o, "\\n");
		break;
	case '\t':
		out_lit(o, "\\t");
		break;
	default:
		out_printf(o, "\\u%04x", (unsigned)c);
	}
}

void out_json_str(struct out *o, str s)
{
	out_room(o, s.n + 2);
	out_char(o, '"');
	while (s.n > 0) {
		str at = s;
		uint32_t c;
		if (!utf8_next(&s, &c)) {
			out_lit(o, "\xEF\xBF\xBD");
			s = (str){ s.p + 1, s.n - 1 };
		} else if (json_plain(c)) {
			out_mem(o, at.p, at.n - s.n);
		} else {
			json_escape(o, c);
		}
	}
	out_char(o, '"');
}

void out_json_name(struct out *o, str name)
{
	if (o->n > 0 && o->p[o->n - 1] != '{')
		out_char(o, ',');
	out_json_str(o, name);
	out_char(o, ':');
}

void out_json_bool(struct out *o, bool b)
{
	if (b)
		out_lit(o, "true");
	else
		out_lit(o, "false");
}
