/* domain/rights/because.c - reasons as text to keep, and back. */
#include "domain/rights/because.h"

#include "base/out.h"

#include <sodium.h>
#include <string.h>

static const char *const names[] = {
#define BECAUSE(code) #code,
#include "domain/rights/because.def"
#undef BECAUSE
};

str because_name(enum because_code c) { return str_of(names[c]); }

/* ---- writing ---- */

static int line_of(int law, int *point, size_t *n)
{
	for (size_t i = 0; i < *n; i++)
		if (point[i] == law)
			return (int)i;
	if (*n == BECAUSE_MAX)
		return NO_POINT;
	point[(*n)++] = law;
	return (int)*n - 1;
}

static void put_day(struct out *o, date d)
{
	char iso[11];

	if (d.days != DATE_NEVER.days)
		out_mem(o, date_put(d, iso), 10);
}

static void put_text(struct out *o, str s)
{
	for (size_t i = 0; i < s.n; i++)
		out_char(o, s.p[i] == '|' || s.p[i] == '\n' ? ' ' : s.p[i]);
}

str because_write(struct arena *a, const struct because *b, size_t n, int point[static BECAUSE_MAX],
		  size_t *ret_points)
{
	struct out o;

	out_init(&o, a, 96);
	*ret_points = 0;
	for (size_t i = 0; i < n && i < BECAUSE_MAX; i++) {
		if (i > 0)
			out_char(&o, '\n');
		out_str(&o, because_name(b[i].code));
		size_t full = o.n;
		out_char(&o, '|');
		put_day(&o, b[i].day);
		full = b[i].day.days != DATE_NEVER.days ? o.n : full;
		out_char(&o, '|');
		put_day(&o, b[i].until);
		full = b[i].until.days != DATE_NEVER.days ? o.n : full;
		out_char(&o, '|');
		if (b[i].n != 0) {
			out_int(&o, b[i].n);
			full = o.n;
		}
		out_char(&o, '|');
		put_text(&o, b[i].text);
		full = b[i].text.n > 0 ? o.n : full;
		out_char(&o, '|');
		if (b[i].law != NO_POINT) {
			out_int(&o, line_of(b[i].law, point, ret_points));
			full = o.n;
		}
		o.n = full;
	}
	return out_view(&o);
}

str basis_write(struct arena *a, const struct rights_law *l, const int *point, size_t n)
{
	struct out o;

	out_init(&o, a, 256);
	for (size_t i = 0; i < n; i++) {
		const struct law_point *p = &l->point[point[i]];
		if (i > 0)
			out_char(&o, '\n');
		put_text(&o, p->path);
		out_char(&o, '|');
		if (p->why != LAW_IS) {
			out_char(&o, '|');
			out_str(&o, law_why_name(p->why));
			out_lit(&o, "|||");
			continue;
		}
		put_text(&o, p->value->text);
		out_char(&o, '|');
		put_text(&o, law_unit(p->unit)->word);
		out_char(&o, '|');
		put_day(&o, p->from_day);
		out_char(&o, '|');
		out_str(&o, law_status_name(p->value->status));
		out_char(&o, '|');
		put_text(&o, p->value->reference);
	}
	return out_view(&o);
}

int64_t basis_id(str text)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	int64_t id;

	must(crypto_hash_sha256(hash, (const unsigned char *)text.p, text.n) == 0);
	memcpy(&id, hash, sizeof id);
	id &= INT64_MAX;
	return id == 0 ? 1 : id;
}

/* ---- reading ---- */

/* The next part of a line, or of a text: up to `end`, which is skipped. */
static str part(str *s, char end)
{
	const char *p = s->n == 0 ? NULL : memchr(s->p, end, s->n);
	str x = { s->p, p == NULL ? s->n : (size_t)(p - s->p) };
	size_t used = x.n + (p != NULL);

	*s = (str){ s->p + used, s->n - used };
	return x;
}

static bool day_of(str s, date *ret)
{
	*ret = DATE_NEVER;
	return s.n == 0 || rc_ok(date_parse(s, ret));
}

static bool number_of(str s, int64_t if_empty, int64_t *ret)
{
	bool minus = str_skip(&s, S("-"));

	*ret = if_empty;
	if (s.n == 0)
		return !minus;
	if (!str_digits(&s, 1, 18, ret) || s.n > 0)
		return false;
	*ret = minus ? -*ret : *ret;
	return true;
}

static bool code_of(str s, enum because_code *ret)
{
	for (int c = 0; c < BECAUSE_CODES; c++)
		if (str_eq(s, because_name((enum because_code)c))) {
			*ret = (enum because_code)c;
			return true;
		}
	return false;
}

static bool line_read(str line, struct because *b)
{
	int64_t law;

	if (!code_of(part(&line, '|'), &b->code) || !day_of(part(&line, '|'), &b->day) ||
	    !day_of(part(&line, '|'), &b->until) || !number_of(part(&line, '|'), 0, &b->n))
		return false;
	b->text = part(&line, '|');
	if (!number_of(part(&line, '|'), NO_POINT, &law) || law < NO_POINT || law >= BECAUSE_MAX)
		return false;
	b->law = (int)law;
	return line.n == 0;
}

bool because_read(str text, struct because ret[static BECAUSE_MAX], size_t *ret_n)
{
	size_t n = 0;

	while (text.n > 0) {
		if (n == BECAUSE_MAX || !line_read(part(&text, '\n'), &ret[n]))
			return false;
		n++;
	}
	*ret_n = n;
	return true;
}

bool because_find(str text, enum because_code code, struct because *ret)
{
	struct because b[BECAUSE_MAX];
	size_t n;

	if (!because_read(text, b, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		if (b[i].code == code) {
			*ret = b[i];
			return true;
		}
	return false;
}

bool basis_read(str text, struct basis_line ret[static BECAUSE_MAX], size_t *ret_n)
{
	size_t n = 0;

	while (text.n > 0) {
		if (n == BECAUSE_MAX)
			return false;
		str line = part(&text, '\n'), path = part(&line, '|'), value = part(&line, '|');
		struct basis_line *x = &ret[n++];
		*x = (struct basis_line){ .path = path, .value = value };
		str third = part(&line, '|');
		*(value.n > 0 ? &x->unit : &x->why) = third;
		x->from = part(&line, '|');
		x->status = part(&line, '|');
		x->reference = line;
	}
	*ret_n = n;
	return true;
}
