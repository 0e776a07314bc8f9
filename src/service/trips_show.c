/* service/trips_show.c */
#include "service/trips_show.h"

#include "domain/place/place.h"

#include "base/small.h"

#include <stdlib.h>

struct work {
	struct arena *a;
	instant now;
	struct trips_view v;
};

static bool none(date d) { return d.days == 0; }

/* Twelve months up to this one, or what was asked, within a century. */
static rc months_of(struct work *w)
{
	enum { FAR = 1200 };
	struct usage_asked *q = &w->v.asked;
	date today = usage_month(w->now);

	if (none(q->until))
		q->until = today;
	CHECK(date_add_months(today, -FAR).days <= q->until.days, TRIPS_MONTHS);
	CHECK(q->until.days <= date_add_months(today, FAR).days, TRIPS_MONTHS);
	if (none(q->from))
		q->from = date_add_months(q->until, -11);
	CHECK(q->from.days <= q->until.days, TRIPS_MONTHS);
	CHECK(q->until.days < date_add_months(q->from, TRIPS_MONTHS_MAX).days, TRIPS_MONTHS);
	return OK;
}

static int service_of(str name)
{
	for (int s = 0; s < USES; s++)
		if (str_eq(name, used_service_name((enum used_service)s)))
			return s;
	must_failed("a service", __FILE__, __LINE__);
}

static void add(struct trips_row *r, const struct usage_count *c)
{
	bool online = str_eq(c->channel, USE_ONLINE);

	if (str_eq(c->service, used_service_name(USE_ACCOUNT)))
		r->n[FIGURE_ACCOUNTS] += c->uses;
	else
		r->n[online ? FIGURE_ONLINE : FIGURE_COUNTER] += c->uses;
	r->n[FIGURE_TRIPS] += c->trips;
}

/* One row a month, also of those without figures, and one for each service. */
static void fill_months(struct work *w, const struct usage_count *c, size_t n)
{
	struct trips_view *v = &w->v;

	v->months = arena_array(w->a, struct trips_row, TRIPS_MONTHS_MAX);
	for (date m = v->asked.from; m.days <= v->asked.until.days; m = date_add_months(m, 1))
		v->months[v->months_n++] = (struct trips_row){ .month = m };
	v->services = arena_array(w->a, struct trips_row, USES);
	v->services_n = USES;
	for (int s = 0; s < USES; s++)
		v->services[s] = (struct trips_row){ .service = s };
	for (size_t i = 0, m = 0; i < n; i++) {
		while (v->months[m].month.days != c[i].month.days)
			m++;
		add(&v->months[m], &c[i]);
		add(&v->services[service_of(c[i].service)], &c[i]);
		add(&v->all, &c[i]);
	}
}

static int by_code(const void *x, const void *y)
{
	const struct trips_row *a = x, *b = y;

	return str_order(a->code, b->code);
}

static rc name_territories(struct tx *tx, struct work *w)
{
	struct territory *all;
	size_t n;

	TRY(territory_newest(tx, w->a, &all, &n));
	const struct atlas *at = atlas_make(w->a, all, n);
	for (size_t i = 0; i < w->v.territories_n; i++) {
		struct trips_row *r = &w->v.territories[i];
		const struct territory *t = atlas_by_id(at, r->territory_id);
		if (t == NULL)
			continue;
		r->code = t->code;
		r->name_fr = t->name_fr;
		r->name_ar = t->name_ar;
	}
	if (w->v.territories_n > 0)
		qsort(w->v.territories, w->v.territories_n, sizeof *w->v.territories, by_code);
	return OK;
}

static rc fill_territories(struct tx *tx, struct work *w)
{
	struct usage_asked everywhere = w->v.asked;
	struct trips_view *v = &w->v;
	struct usage_count *c;
	size_t n;

	everywhere.territory_id = 0;
	TRY(usage_by_territory(tx, &everywhere, w->a, &c, &n));
	v->territories = arena_array(w->a, struct trips_row, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || c[i].territory_id != c[i - 1].territory_id)
			v->territories[v->territories_n++] =
			    (struct trips_row){ .territory_id = c[i].territory_id, .code = S("") };
		add(&v->territories[v->territories_n - 1], &c[i]);
	}
	return n > 0 ? name_territories(tx, w) : OK;
}

static rc show(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct usage_asked asked = w->v.asked;
	struct usage_count *c;
	date last;
	size_t n;

	w->v = (struct trips_view){ .asked = asked };
	TRY(usage_by_month(tx, &asked, w->a, &c, &n));
	fill_months(w, c, n);
	TRY(fill_territories(tx, w));
	TRY(usage_months(tx, w->a, &w->v.first, &last));
	return usage_counted_at(tx, w->a, &w->v.counted_at);
}

rc trips_show(struct db *db, instant now, struct arena *a, const struct usage_asked *asked,
	      struct trips_view *ret)
{
	struct work w = { .a = a, .now = now, .v = { .asked = *asked } };

	TRY(months_of(&w));
	TRY(db_read(db, FOR_SUPERVISION, "trips that were saved", show, &w));
	*ret = w.v;
	return OK;
}

/* ---- small figures ---- */

static void hide(struct arena *a, struct trips_row *r, size_t n)
{
	int64_t *figure = arena_array(a, int64_t, n + 1);
	bool *hidden = arena_array(a, bool, n + 1);

	for (int f = 0; f < FIGURES; f++) {
		for (size_t i = 0; i < n; i++) {
			figure[i] = r[i].n[f];
			hidden[i] = trips_hides(&r[i], (enum trip_figure)f);
		}
		small_hide(figure, hidden, n, TRIPS_SMALL);
		for (size_t i = 0; i < n; i++)
			r[i].hidden |= (unsigned)hidden[i] << f;
	}
}

/* What is hidden of a territory among the others is hidden in its months and services too. */
static void hide_with(struct arena *a, struct trips_row *r, size_t n, unsigned hidden)
{
	for (size_t i = 0; i < n; i++)
		r[i].hidden |= hidden;
	hide(a, r, n);
}

void trips_hide_small(struct arena *a, struct trips_view *v)
{
	hide(a, v->territories, v->territories_n);
	if (v->asked.territory_id == 0)
		return;
	bool listed = false;
	unsigned any = 0;
	for (size_t i = 0; i < v->territories_n; i++) {
		any |= v->territories[i].hidden;
		if (v->territories[i].territory_id != v->asked.territory_id)
			continue;
		listed = true;
		v->all.hidden = v->territories[i].hidden;
	}
	/* of a region: its sum would tell the one figure that is hidden in it */
	for (int f = 0; f < FIGURES && !listed; f++)
		if (v->all.n[f] > 0)
			v->all.hidden |= any & 1U << f;
	hide_with(a, v->months, v->months_n, v->all.hidden);
	hide_with(a, v->services, v->services_n, v->all.hidden);
}
