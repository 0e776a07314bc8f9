/* domain/place/territory.c - reading rows of territories, deciding what becomes of them. */
#include "domain/place/place.h"

#include "base/name.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void finding_add(struct findings *f, int64_t line, const char *code, bool refused, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	if (f->n == f->room) {
		size_t room = f->room > 0 ? f->room * 2 : 64;
		struct finding *more = arena_array(f->a, struct finding, room);
		if (f->n > 0)
			memcpy(more, f->list, f->n * sizeof *more);
		f->list = more;
		f->room = room;
	}
	/* A text cut in the middle of a letter would not be UTF-8. */
	str s = str_of(text);
	s.n = utf8_sound(s);
	f->list[f->n++] = (struct finding){ line, code, refused, str_copy(f->a, s) };
}

/* ---- names ---- */

static const struct word {
	str text;
	unsigned mark;
} * heads(size_t *ret_n)
{
	static const struct word list[] = {
		{ { "Province:", 9 }, MARK_KIND },
		{ { "Préfecture:", sizeof "Préfecture:" - 1 }, MARK_KIND },
		{ { "Centre:", 7 }, MARK_KIND },
		{ { "المحافظة:", sizeof "المحافظة:" - 1 }, MARK_KIND },
		{ { "محافظة:", sizeof "محافظة:" - 1 }, MARK_KIND },
		{ { "مركز الذي:", sizeof "مركز الذي:" - 1 }, MARK_KIND },
	};

	*ret_n = sizeof list / sizeof list[0];
	return list;
}

static bool ends_with(str *s, str tail)
{
	if (s->n < tail.n || !str_eq((str){ s->p + s->n - tail.n, tail.n }, tail))
		return false;
	s->n -= tail.n;
	return true;
}

/* Marks of writing direction and the like: nobody sees them, and names that differ by them look the same. */
static bool invisible(uint32_t c)
{
	return (0x200B <= c && c <= 0x200F) || (0x202A <= c && c <= 0x202E) || (0x2066 <= c && c <= 0x2069) ||
	       c == 0xFEFF;
}

static str tidy(struct arena *a, str given, unsigned *marks)
{
	char *p = arena_array(a, char, given.n + 1);
	size_t n = 0;
	uint32_t c;
	bool space = false;

	while (utf8_next(&given, &c)) {
		if (invisible(c)) {
			*marks |= MARK_INVISIBLE;
			continue;
		}
		if (c == ' ' || c == 0xA0 || c == '\t') {
			*marks |= space || n == 0 ? MARK_SPACES : 0;
			space = true;
			continue;
		}
		if (space && n > 0)
			p[n++] = ' ';
		space = false;
		n += utf8_put(p + n, c);
	}
	*marks |= space ? MARK_SPACES : 0;
	return (str){ p, n };
}

str territory_name(struct arena *a, str given, unsigned *ret_marks)
{
	size_t words;
	const struct word *w = heads(&words);
	unsigned marks = 0, ignored = 0;
	str s = tidy(a, given, &marks);

	for (size_t i = 0; i < words; i++)
		if (str_skip(&s, w[i].text))
			marks |= w[i].mark;
	if (ends_with(&s, S("(Mun.)")) || ends_with(&s, S("(Arrond.)")))
		marks |= MARK_URBAN;
	*ret_marks = marks;
	return tidy(a, s, &ignored);
}

/* ---- rows ---- */

static const struct shape {
	const char *country;
	const char *columns[8];
} shapes[] = {
	[TERRITORY_MA_COMMUNES] = { "ma", { "code", "region", "province_or_circle", "name_fr", "name_ar" } },
	[TERRITORY_MA_PROVINCES] = { "ma", { "region", "code", "id", "name_fr", "name_ar" } },
	[TERRITORY_MA_REGIONS] = { "ma", { "code", "name_fr", "name_ar" } },
	[TERRITORY_DZ_COMMUNES] = { "dz",
				    { "id", "commune_name", "commune_name_ascii", "daira_name",
				      "daira_name_ascii", "wilaya_code", "wilaya_name",
				      "wilaya_name_ascii" } },
};

enum { SHAPES = sizeof shapes / sizeof shapes[0], COLUMNS = 8 };

static bool fits(const struct shape *s, const struct csv_row *header, struct territory_columns *c)
{
	int n = 0;

	while (n < COLUMNS && s->columns[n] != NULL) {
		c->at[n] = csv_column(header, str_of(s->columns[n]));
		if (c->at[n] < 0)
			return false;
		n++;
	}
	return n == header->n;
}

rc territory_columns(const struct csv_row *header, struct territory_columns *ret)
{
	for (int i = 0; i < SHAPES; i++)
		if (!header->broken && fits(&shapes[i], header, ret)) {
			ret->file = (enum territory_file)i;
			ret->country = str_of(shapes[i].country);
			ret->n = header->n;
			return OK;
		}
	FAIL(TERRITORY_FILE);
}

/* Groups of digits between dots, such as 01.051.01.01; returns how many, 0 if it isn't such a code. */
static int code_parts(str code)
{
	int parts = 0;
	int64_t v;

	do {
		if (!str_digits(&code, 1, 5, &v))
			return 0;
		parts++;
	} while (str_skip(&code, S(".")));
	return code.n == 0 ? parts : 0;
}

static str up(str code) /* 01.051.01 of 01.051.01.03 */
{
	while (code.n > 0 && code.p[code.n - 1] != '.')
		code.n--;
	return (str){ code.p, code.n > 0 ? code.n - 1 : 0 };
}

struct reading {
	struct arena *a;
	const struct territory_columns *c;
	const struct csv_row *row;
	struct findings *f;
};

static str field(const struct reading *r, int i) { return r->row->field[r->c->at[i]]; }

static str clean(const struct reading *r, str given, unsigned *marks)
{
	str s = territory_name(r->a, given, marks);

	if (*marks & MARK_INVISIBLE)
		finding_add(r->f, r->row->line, "INVISIBLE_REMOVED", false,
			    "%.*s: invisible signs were left out", STR_ARG(s));
	if (*marks & MARK_SPACES)
		finding_add(r->f, r->row->line, "SPACES_REMOVED", false, "'%.*s': spaces were left out",
			    STR_ARG(given));
	if (*marks & (MARK_KIND | MARK_URBAN))
		finding_add(r->f, r->row->line, "NAME_CUT", false, "'%.*s' became '%.*s'", STR_ARG(given),
			    STR_ARG(s));
	return s;
}

static bool refuse(const struct reading *r, const char *code, const char *what, str value)
{
	finding_add(r->f, r->row->line, code, true, "%s: '%.*s'", what, STR_ARG(value));
	return false;
}

/* Both names, cleaned. False: the row can't be taken. */
static bool names(const struct reading *r, str fr, str ar, struct territory_told *t)
{
	unsigned marks_fr, marks_ar;

	t->name_fr = clean(r, fr, &marks_fr);
	t->name_ar = clean(r, ar, &marks_ar);
	t->urban = (marks_fr & MARK_URBAN) != 0;
	if (t->name_fr.n == 0 && t->name_ar.n == 0)
		return refuse(r, "NAME_MISSING", "no name", t->code);
	if (t->name_fr.n == 0 || t->name_ar.n == 0)
		finding_add(r->f, r->row->line, "NAME_ONE_SCRIPT", false,
			    "'%.*s%.*s' is named in one script only", STR_ARG(t->name_fr),
			    STR_ARG(t->name_ar));
	else if (name_similar(t->name_fr, t->name_ar) == NAME_DIFFERENT)
		finding_add(r->f, r->row->line, "NAMES_DIFFER", false,
			    "'%.*s' and '%.*s' don't sound alike: one may be wrong", STR_ARG(t->name_fr),
			    STR_ARG(t->name_ar));
	return true;
}

static size_t told_ma(const struct reading *r, struct territory_told *t)
{
	bool communes = r->c->file == TERRITORY_MA_COMMUNES, provinces = r->c->file == TERRITORY_MA_PROVINCES;
	int parts, name_at = communes || provinces ? 3 : 1;

	t->code = str_copy(r->a, field(r, provinces ? 2 : 0));
	t->parent_code = up(t->code);
	parts = code_parts(t->code);
	if (parts != (provinces ? 2 : communes ? (parts == 5 ? 5 : 4) : 1)) {
		refuse(r, "CODE_INVALID", "not a code of this kind of territory", t->code);
		return 0;
	}
	t->kind = provinces    ? S("PROVINCE")
		  : !communes  ? S("REGION")
		  : parts == 5 ? S("CENTRE")
			       : S("COMMUNE");
	/* The circle in a commune's code has no row of its own: a commune lies in its province. */
	if (parts == 4)
		t->parent_code = str_copy(r->a, field(r, 2));
	bool under = parts == 1 ||
		     str_eq(field(r, provinces ? 0 : 1), (str){ t->code.p, t->code.n < 2 ? t->code.n : 2 });
	if (!under) {
		refuse(r, "CODE_REGION", "the code isn't of the region in the row", t->code);
		return 0;
	}
	return names(r, field(r, name_at), field(r, name_at + 1), t) ? 1 : 0;
}

/* Every row of an Algerian file names its wilaya and daira again: what was found out about their names is
 * said once. */
static void forget_repeats(struct findings *f, size_t from)
{
	size_t n = from;

	for (size_t i = from; i < f->n; i++) {
		bool known = false;
		for (size_t j = 0; j < from && !known; j++)
			known =
			    f->list[j].code == f->list[i].code && str_eq(f->list[j].text, f->list[i].text);
		if (!known || f->list[i].refused)
			f->list[n++] = f->list[i];
	}
	f->n = n;
}

/* Algeria: the file has a code for wilayas only. A commune gets wilaya.number, its number being the file's; a
 * daira wilaya.name, there being nothing else that stays. */
static size_t told_dz(const struct reading *r, struct territory_told *t)
{
	str wilaya = field(r, 5), id = field(r, 0);
	struct territory_told *w = &t[0], *d = &t[1], *c = &t[2];
	unsigned marks;

	if (code_parts(wilaya) != 1 || code_parts(id) != 1) {
		refuse(r, "CODE_INVALID", "not a number of a wilaya or a commune",
		       code_parts(id) != 1 ? id : wilaya);
		return 0;
	}
	str daira = territory_name(r->a, field(r, 4), &marks);
	if (name_normal(r->a, daira).n == 0) {
		refuse(r, "NAME_MISSING", "no daira", id);
		return 0;
	}
	w->code = str_copy(r->a, wilaya);
	w->kind = S("WILAYA");
	w->parent_code = S("");
	daira = name_normal(r->a, daira);
	d->code = str_printf(r->a, "%.*s.%.*s", STR_ARG(wilaya), STR_ARG(daira));
	d->kind = S("DAIRA");
	d->parent_code = w->code;
	c->code = str_printf(r->a, "%.*s.%.*s", STR_ARG(wilaya), STR_ARG(id));
	c->kind = S("COMMUNE");
	c->parent_code = d->code;
	size_t before = r->f->n;
	bool good = names(r, field(r, 7), field(r, 6), w) && names(r, field(r, 4), field(r, 3), d);
	forget_repeats(r->f, before);
	return good && names(r, field(r, 2), field(r, 1), c) ? 3 : 0;
}

size_t territory_told(struct arena *a, const struct territory_columns *c, const struct csv_row *row,
		      struct findings *f, struct territory_told told[static TOLD_PER_ROW_MAX])
{
	struct reading r = { a, c, row, f };
	size_t n = 0;

	for (int i = 0; i < TOLD_PER_ROW_MAX; i++)
		told[i] = (struct territory_told){ .line = row->line };
	if (row->broken)
		finding_add(f, row->line, "CSV", true, "the row's quotes are wrong, or it is too long");
	else if (row->n != c->n)
		finding_add(f, row->line, "COLUMNS_COUNT", true, "%d fields instead of %d", row->n, c->n);
	else if (!utf8_valid(row->raw))
		finding_add(f, row->line, "UTF8_INVALID", true, "the row isn't UTF-8");
	else
		n = c->file == TERRITORY_DZ_COMMUNES ? told_dz(&r, told) : told_ma(&r, told);
	return n;
}

enum territory_act territory_decide(const struct territory *now, const struct territory *told, date from)
{
	if (now == NULL)
		return TERRITORY_NEW;
	if (now->parent_id == told->parent_id && now->urban == told->urban && str_eq(now->kind, told->kind) &&
	    str_eq(now->name_fr, told->name_fr) && str_eq(now->name_ar, told->name_ar) &&
	    now->until_day.days == DATE_NEVER.days)
		return TERRITORY_SAME;
	if (from.days < now->from_day.days)
		return TERRITORY_EARLIER;
	return from.days == now->from_day.days ? TERRITORY_CORRECT : TERRITORY_FOLLOW;
}
