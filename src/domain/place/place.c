/* domain/place/place.c - where a place lies, when its lists spell territories in their own way. */
#include "domain/place/place.h"

#include "base/name.h"

#include <stdlib.h>
#include <string.h>

struct entry {
	const struct territory *t;
	const struct entry *parent;
	str normal; /* of the name */
};

struct atlas {
	struct entry *list; /* by id */
	struct entry **by_code;
	size_t n;
};

static int by_id(const void *a, const void *b)
{
	int64_t x = ((const struct entry *)a)->t->territory_id,
		y = ((const struct entry *)b)->t->territory_id;

	return (x > y) - (x < y);
}

static int by_code(const void *a, const void *b)
{
	return str_order((*(struct entry *const *)a)->t->code, (*(struct entry *const *)b)->t->code);
}

static const struct entry *entry_of(const struct atlas *at, int64_t id)
{
	struct territory t = { .territory_id = id };
	struct entry key = { .t = &t };

	return at->n > 0 ? bsearch(&key, at->list, at->n, sizeof key, by_id) : NULL;
}

struct atlas *atlas_make(struct arena *a, const struct territory *t, size_t n)
{
	struct atlas *at = arena_new(a, struct atlas);

	at->list = arena_array(a, struct entry, n + 1);
	at->by_code = arena_array(a, struct entry *, n + 1);
	at->n = n;
	for (size_t i = 0; i < n; i++)
		at->list[i] = (struct entry){
			.t = &t[i], .normal = name_normal(a, t[i].name_fr.n > 0 ? t[i].name_fr : t[i].name_ar)
		};
	qsort(at->list, n, sizeof at->list[0], by_id);
	for (size_t i = 0; i < n; i++) {
		at->list[i].parent = entry_of(at, at->list[i].t->parent_id);
		at->by_code[i] = &at->list[i];
	}
	qsort(at->by_code, n, sizeof at->by_code[0], by_code);
	return at;
}

const struct territory *atlas_by_code(const struct atlas *at, str code)
{
	size_t lo = 0, hi = at->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = str_order(at->by_code[mid]->t->code, code);
		if (c == 0)
			return at->by_code[mid]->t;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

const struct territory *atlas_by_id(const struct atlas *at, int64_t id)
{
	const struct entry *e = entry_of(at, id);

	return e != NULL ? e->t : NULL;
}

int64_t atlas_province(const struct atlas *at, int64_t id)
{
	enum { DEEP = 8 };
	const struct territory *t = atlas_by_id(at, id);

	for (int i = 0; i < DEEP && t != NULL; i++, t = atlas_by_id(at, t->parent_id))
		if (str_eq(t->kind, S("PROVINCE")) || str_eq(t->kind, S("WILAYA")))
			return t->territory_id;
	return 0;
}

/* Letters put in, left out or changed between two normal forms; more than `most` counts as most + 1. */
static size_t distance(str a, str b, size_t most)
{
	enum { LONG = 64 };
	size_t row[LONG + 1];

	if (a.n > LONG || b.n > LONG || (a.n > b.n ? a.n - b.n : b.n - a.n) > most)
		return most + 1;
	for (size_t j = 0; j <= b.n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t change = diagonal + (a.p[i - 1] != b.p[j - 1]);
			size_t other = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
			diagonal = row[j];
			row[j] = change < other ? change : other;
		}
	}
	return row[b.n] <= most ? row[b.n] : most + 1;
}

static bool contains(str s, str part)
{
	return part.n >= 5 && s.n >= part.n && memmem(s.p, s.n, part.p, part.n) != NULL;
}

/* How unlike two names are: 0 equal, 1 the same name spelled otherwise, 2 a letter or two differ, 3 one is a
 * part of the other (Casablanca Anfa, Charf-Mghogha); above 3: unlike. */
enum { UNLIKE = 4 };

static int unlike(str name, str normal, const struct entry *e)
{
	size_t most = normal.n < 5 ? 0 : normal.n < 9 ? 1 : 2;

	if (str_eq(normal, e->normal))
		return 0;
	if (name_similar(name, e->t->name_fr) != NAME_DIFFERENT)
		return 1;
	if (distance(normal, e->normal, most) <= most)
		return 2;
	return contains(normal, e->normal) || contains(e->normal, normal) ? 3 : UNLIKE;
}

static bool lies_in(const struct entry *e, const struct entry *above)
{
	if (above == NULL)
		return true;
	for (; e != NULL; e = e->parent)
		if (e == above)
			return true;
	return false;
}

enum level { LEVEL_TOP, LEVEL_MIDDLE, LEVEL_COMMUNE };

static bool is_on(const struct entry *e, enum level level)
{
	str k = e->t->kind;

	switch (level) {
	case LEVEL_TOP:
		return str_eq(k, S("REGION")) || str_eq(k, S("WILAYA"));
	case LEVEL_MIDDLE:
		return str_eq(k, S("PROVINCE")) || str_eq(k, S("DAIRA"));
	case LEVEL_COMMUNE:
		return str_eq(k, S("COMMUNE")) || str_eq(k, S("CENTRE"));
	}
	return false;
}

/* The one territory of a level inside `above` whose name is most like `name`; NULL when none is like it, or
 * several are alike. A commune goes before the centre of the same name that lies in it. */
static const struct entry *nearest(struct arena *a, const struct atlas *at, enum level level,
				   const struct entry *above, str name, int *ret_unlike)
{
	const struct entry *best = NULL;
	int best_at = UNLIKE, ties = 0;
	str normal = name_normal(a, name);

	for (size_t i = 0; i < at->n && normal.n > 0; i++) {
		const struct entry *e = &at->list[i];
		if (!is_on(e, level) || !lies_in(e, above))
			continue;
		int u = unlike(name, normal, e);
		if (u < best_at || (u == best_at && best != NULL && best->parent == e)) {
			best = e;
			best_at = u;
			ties = 0;
		} else if (u == best_at && u < UNLIKE && e->parent != best) {
			ties++;
		}
	}
	*ret_unlike = best_at;
	return ties == 0 ? best : NULL;
}

enum locate_how place_locate(struct arena *a, const struct atlas *at, str region, str delegation, str commune,
			     const struct territory **ret, enum locate_how *ret_above)
{
	unsigned marks;
	int top_at, above_at, at_commune;
	const struct entry *top = nearest(a, at, LEVEL_TOP, NULL, territory_name(a, region, &marks), &top_at);
	const struct entry *above = NULL, *e;
	str name = territory_name(a, commune, &marks);

	if (top != NULL)
		above = nearest(a, at, LEVEL_MIDDLE, top, territory_name(a, delegation, &marks), &above_at);
	*ret_above = above == NULL ? LOCATE_NOWHERE : above_at == 0 ? LOCATE_EXACT : LOCATE_SPELLING;
	*ret = above != NULL ? above->t : top != NULL ? top->t : NULL;
	if (top == NULL)
		return LOCATE_NOWHERE;
	e = nearest(a, at, LEVEL_COMMUNE, above != NULL ? above : top, name, &at_commune);
	if (e == NULL && above != NULL) {
		/* Not in that province: is there exactly one of that very name in the region? */
		e = nearest(a, at, LEVEL_COMMUNE, top, name, &at_commune);
		above = NULL;
		if (at_commune > 0)
			e = NULL;
	}
	if (e == NULL)
		return LOCATE_ABOVE;
	*ret = e->t;
	return at_commune > 0 ? LOCATE_SPELLING : above != NULL ? LOCATE_EXACT : LOCATE_ONLY;
}
