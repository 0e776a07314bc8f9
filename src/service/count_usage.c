/* service/count_usage.c */
#include "service/count_usage.h"

#include "domain/place/place.h"

#include <stdlib.h>
#include <string.h>

#define DAY_US INT64_C(86400000000)

/* Of one transaction: months and territories of its uses and of later ones of the same people. */
enum { CELLS = 16384 };

struct cell {
	struct usage_count c;
	bool used;
};

/* A use among those of its person. */
struct past {
	struct service_use u;
	bool waits; /* isn't counted yet */
};

struct rolling {
	struct arena *a;
	instant now;
	struct service_use *uses; /* that wait */
	size_t n;
	int64_t last; /* of them */
	const struct atlas *at;
	struct cell *cells;
	size_t cells_n;
	struct past *past; /* person by person */
	size_t past_n, past_room;
	int64_t *later; /* of them, behind `last`, that wait too */
	size_t later_n;
};

static bool same(const struct usage_count *x, const struct usage_count *y)
{
	return x->month.days == y->month.days && x->territory_id == y->territory_id &&
	       str_eq(x->service, y->service) && str_eq(x->channel, y->channel);
}

static struct usage_count *cell_of(struct rolling *w, const struct service_use *u)
{
	struct usage_count key = { .month = usage_month(u->at),
				   .territory_id = atlas_province(w->at, u->commune_id),
				   .service = u->service,
				   .channel = u->channel };
	uint64_t h = (uint64_t)key.territory_id * UINT64_C(0x9E3779B97F4A7C15) ^
		     (uint64_t)key.month.days << 8 ^ (uint64_t)u->service.p[0] << 4 ^
		     (uint64_t)u->service.n << 16 ^ u->channel.n;

	for (h = h >> 32 ^ h;; h++) {
		struct cell *c = &w->cells[h % CELLS];
		if (!c->used) {
			must(++w->cells_n < CELLS);
			*c = (struct cell){ key, true };
		}
		if (same(&c->c, &key))
			return &c->c;
	}
}

static void gain(struct usage_count *c, struct usage_gain g, int64_t times)
{
	c->uses += times * g.uses;
	c->people += times * g.people;
	c->trips += times * g.trips;
}

static rc keep_past(void *cls, const void *row)
{
	struct rolling *w = cls;
	struct past *x;

	if (w->past_n == w->past_room) {
		struct past *more = arena_array(w->a, struct past, 2 * w->past_room + USAGE_CHUNK);
		if (w->past_n > 0)
			memcpy(more, w->past, w->past_n * sizeof *more);
		w->past = more;
		w->past_room = 2 * w->past_room + USAGE_CHUNK;
	}
	x = &w->past[w->past_n++];
	*x = (struct past){ .u = *(const struct service_use *)row };
	x->u.service = str_copy(w->a, x->u.service);
	x->u.channel = str_copy(w->a, x->u.channel);
	return OK;
}

static rc keep_waiting(void *cls, const void *row)
{
	struct rolling *w = cls;

	w->later[w->later_n++] = ((const struct service_use *)row)->service_use_id;
	return OK;
}

static int use_order(const void *x, const void *y)
{
	return id_order(&((const struct service_use *)x)->service_use_id,
			&((const struct service_use *)y)->service_use_id);
}

/* Those up to the last one wait when they are of this transaction; of later ones the store is asked. */
static rc mark_waiting(struct tx *tx, struct rolling *w)
{
	int64_t *later = arena_array(w->a, int64_t, w->past_n + 1);
	size_t n = 0;

	for (size_t i = 0; i < w->past_n; i++) {
		struct past *x = &w->past[i];
		if (x->u.service_use_id > w->last)
			later[n++] = x->u.service_use_id;
		else
			x->waits = bsearch(&x->u, w->uses, w->n, sizeof x->u, use_order) != NULL;
	}
	w->later = arena_array(w->a, int64_t, n + 1);
	w->later_n = 0;
	qsort(later, n, sizeof *later, id_order);
	TRY(usage_waiting_among(tx, later, n, keep_waiting, w));
	for (size_t i = 0; i < w->past_n; i++)
		if (w->past[i].u.service_use_id > w->last)
			w->past[i].waits = bsearch(&w->past[i].u.service_use_id, w->later, w->later_n,
						   sizeof *w->later, id_order) != NULL;
	return OK;
}

/* What the people's uses gained without those that wait, and with those of this transaction: a use that comes
 * late takes something from the next one. */
static void walk(struct rolling *w)
{
	struct usage_walk without = usage_walk(), with = usage_walk();
	person_id person = { 0 };

	for (size_t i = 0; i < w->past_n; i++) {
		const struct past *x = &w->past[i];
		struct usage_gain before = { 0 };
		if (x->u.person_id.v != person.v) {
			person = x->u.person_id;
			without = with = usage_walk();
		}
		if (x->waits && x->u.service_use_id > w->last)
			continue; /* of a later transaction */
		if (!x->waits)
			before = usage_walk_on(&without, &x->u);
		struct usage_gain after = usage_walk_on(&with, &x->u);
		if (before.uses != after.uses || before.people != after.people ||
		    before.trips != after.trips) {
			struct usage_count *c = cell_of(w, &x->u);
			gain(c, before, -1);
			gain(c, after, 1);
		}
	}
}

/* Each once, ascending. */
static size_t people_of(const struct rolling *w, int64_t *people)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		people[i] = w->uses[i].person_id.v;
	qsort(people, w->n, sizeof *people, id_order);
	for (size_t i = 0; i < w->n; i++)
		if (n == 0 || people[n - 1] != people[i])
			people[n++] = people[i];
	return n;
}

static rc put(struct tx *tx, const struct rolling *w)
{
	for (size_t i = 0; i < CELLS; i++)
		if (w->cells[i].used)
			TRY(usage_count_add(tx, &w->cells[i].c));
	TRY(usage_taken(tx, w->last));
	return usage_counted_set(tx, w->now);
}

static rc roll(struct tx *tx, void *cls)
{
	struct rolling *w = cls;
	struct territory *t;
	size_t t_n;

	w->cells_n = w->past_n = w->past_room = 0;
	TRY(usage_waiting(tx, USAGE_CHUNK, w->a, &w->uses, &w->n));
	if (w->n == 0)
		return OK;
	w->last = w->uses[w->n - 1].service_use_id;
	w->cells = arena_array(w->a, struct cell, CELLS);
	int64_t *people = arena_array(w->a, int64_t, w->n);
	size_t n = people_of(w, people);
	TRY(territory_newest(tx, w->a, &t, &t_n));
	w->at = atlas_make(w->a, t, t_n);
	/* in the order of their ids, which is that of time */
	instant from = { w->uses[0].at.us - USAGE_MEMORY_DAYS * DAY_US },
		until = { w->uses[w->n - 1].at.us + USAGE_MEMORY_DAYS * DAY_US };
	TRY(usage_past(tx, from, until, people, n, keep_past, w));
	TRY(mark_waiting(tx, w));
	walk(w);
	return put(tx, w);
}

static rc any(struct tx *tx, void *cls)
{
	struct rolling *w = cls;

	return usage_waiting(tx, 1, w->a, &w->uses, &w->n);
}

rc usage_roll(struct db *db, instant now, int64_t *ret_counted)
{
	struct arena a;
	struct rolling w = { .a = &a, .now = now };

	*ret_counted = 0;
	arena_init(&a, (size_t)64 << 20);
	/* looking first: nothing is written while nothing waits */
	rc r = db_read(db, FOR_SUPERVISION, "uses that wait", any, &w);
	if (rc_ok(r) && w.n > 0)
		r = db_write(db, FOR_SUPERVISION, "count uses", roll, &w);
	if (rc_ok(r))
		*ret_counted = (int64_t)w.n;
	arena_done(&a);
	return r;
}

/* ---- once more ---- */

struct checking {
	struct arena *a;
	date month; /* only this one counts; 0: all */
	struct usage_check ret;
	person_id person;
	struct usage_walk w;
};

static rc again(void *cls, const void *row)
{
	struct checking *k = cls;
	const struct service_use *u = row;

	if (u->person_id.v != k->person.v) {
		k->person = u->person_id;
		k->w = usage_walk();
	}
	struct usage_gain g = usage_walk_on(&k->w, u);
	if (k->month.days != 0 && k->month.days != usage_month(u->at).days)
		return OK;
	k->ret.is.uses += g.uses;
	k->ret.is.people += g.people;
	k->ret.is.trips += g.trips;
	return OK;
}

static rc compare(struct tx *tx, struct checking *k, const struct usage_asked *asked)
{
	struct usage_count *c;
	size_t n;

	TRY(usage_by_month(tx, asked, k->a, &c, &n));
	for (size_t i = 0; i < n; i++) {
		k->ret.has.uses += c[i].uses;
		k->ret.has.people += c[i].people;
		k->ret.has.trips += c[i].trips;
	}
	k->ret.uses = k->ret.is.uses;
	k->ret.holds = k->ret.is.uses == k->ret.has.uses && k->ret.is.people == k->ret.has.people &&
		       k->ret.is.trips == k->ret.has.trips;
	return OK;
}

static rc check(struct tx *tx, void *cls)
{
	struct checking *k = cls;

	*k = (struct checking){ .a = k->a };
	TRY(usage_each(tx, again, k));
	return compare(tx, k, &(struct usage_asked){ .until = DATE_NEVER, .from = DATE_ALWAYS });
}

rc usage_check_month(struct tx *tx, struct arena *a, date month, struct usage_check *ret)
{
	struct checking k = { .a = a, .month = month };
	/* a day more on both sides: the fund's days aren't those of UTC */
	instant from = { (month.days - USAGE_MEMORY_DAYS - 1) * DAY_US },
		until = { (month.days + USAGE_MEMORY_DAYS) * DAY_US };

	TRY(usage_each_between(tx, from, until, again, &k));
	TRY(compare(tx, &k, &(struct usage_asked){ .until = month, .from = month }));
	*ret = k.ret;
	return OK;
}

rc usage_check(struct db *db, struct usage_check *ret)
{
	struct arena a;
	struct checking k = { .a = &a };

	arena_init(&a, (size_t)64 << 20);
	rc r = db_read(db, FOR_SUPERVISION, "count uses once more", check, &k);
	*ret = k.ret;
	arena_done(&a);
	return r;
}
