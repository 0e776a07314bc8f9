/* service/foresee_people.c */
#include "service/foresee_people.h"

#include "domain/fund/fund.h"
#include "service/fund_law.h"

#include <inttypes.h>
#include <string.h>

/* ---- figures ---- */

enum { SCHEMES_MAX = 2 * LAW_FILES_MAX + 1, CELLS_FIRST = 1024, LACKS_MAX = 20000 };

struct cell {
	uint64_t key; /* 0: free */
	int64_t n;
};
struct foresight_tally {
	struct arena a;
	str scheme[SCHEMES_MAX]; /* [0]: none */
	size_t schemes;
	struct cell *cell;
	size_t room, used; /* room: a power of two */
	struct simulation_month month[SIMULATION_MONTHS];
	struct simulation_lack *lack;
	struct simulation_cost *cost;
	size_t lacks, costs;
};

static void tally_start(struct foresight_tally *t)
{
	memset(t, 0, sizeof *t);
	arena_init(&t->a, (size_t)64 << 20);
	t->scheme[t->schemes++] = S("");
	t->room = CELLS_FIRST;
	t->cell = arena_array(&t->a, struct cell, t->room);
	t->lack = arena_array(&t->a, struct simulation_lack, LACKS_MAX);
	t->cost = arena_array(&t->a, struct simulation_cost, (size_t)SCHEMES_MAX * FORESEEN);
	for (int m = 0; m < SIMULATION_MONTHS; m++)
		t->month[m].month = m;
}

static size_t scheme_of(struct foresight_tally *t, str code)
{
	for (size_t i = 0; i < t->schemes; i++)
		if (str_eq(t->scheme[i], code))
			return i;
	must(t->schemes < SCHEMES_MAX);
	t->scheme[t->schemes] = str_copy(&t->a, code);
	return t->schemes++;
}

static void cell_put(struct cell *cell, size_t room, uint64_t key, int64_t n, size_t *used)
{
	size_t i = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (room - 1);

	while (cell[i].key != 0 && cell[i].key != key)
		i = (i + 1) & (room - 1);
	*used += cell[i].key == 0;
	cell[i].key = key;
	cell[i].n += n;
}

static void cell_add(struct foresight_tally *t, uint64_t key)
{
	if (2 * t->used >= t->room) {
		size_t room = 2 * t->room, used = 0;
		struct cell *more = arena_array(&t->a, struct cell, room);
		for (size_t i = 0; i < t->room; i++)
			if (t->cell[i].key != 0)
				cell_put(more, room, t->cell[i].key, t->cell[i].n, &used);
		t->cell = more;
		t->room = room;
	}
	cell_put(t->cell, t->room, key, 1, &t->used);
}

/* One above the bits of everything, so that no key is 0. */
enum { TERRITORY_BITS = 32, SCHEME_BITS = 12, SMALL_BITS = 3 };

static uint64_t key_of(int64_t territory, size_t was, size_t becomes, enum age_group age, enum foreseen o)
{
	must(territory >= 0 && territory < INT64_C(1) << TERRITORY_BITS);
	uint64_t k = 1;
	k = k << SMALL_BITS | (uint64_t)o;
	k = k << SMALL_BITS | (uint64_t)age;
	k = k << SCHEME_BITS | becomes;
	k = k << SCHEME_BITS | was;
	return k << TERRITORY_BITS | (uint64_t)territory;
}

static struct simulation_count count_of(const struct foresight_tally *t, const struct cell *c)
{
	const uint64_t scheme = (1U << SCHEME_BITS) - 1, small = (1U << SMALL_BITS) - 1;
	uint64_t k = c->key;
	struct simulation_count row = { .people = c->n };

	row.territory_id = (int64_t)(k & ((UINT64_C(1) << TERRITORY_BITS) - 1));
	k >>= TERRITORY_BITS;
	row.was = t->scheme[k & scheme];
	k >>= SCHEME_BITS;
	row.becomes = t->scheme[k & scheme];
	k >>= SCHEME_BITS;
	row.age = age_group_name((enum age_group)(k & small));
	k >>= SMALL_BITS;
	row.outcome = foreseen_name((enum foreseen)(k & small));
	return row;
}

static void lack_add(struct foresight_tally *t, str what, str scheme, str path, str why)
{
	for (size_t i = 0; i < t->lacks; i++) {
		struct simulation_lack *l = &t->lack[i];
		if (str_eq(l->path, path) && str_eq(l->scheme, scheme) && str_eq(l->what, what) &&
		    str_eq(l->why, why)) {
			l->people++;
			return;
		}
	}
	must(t->lacks < LACKS_MAX);
	t->lack[t->lacks++] = (struct simulation_lack){ .what = what,
							.scheme = str_copy(&t->a, scheme),
							.path = str_copy(&t->a, path),
							.why = why,
							.people = 1 };
}

static void cost_add(struct foresight_tally *t, str scheme, enum foreseen o, int64_t was, int64_t becomes)
{
	size_t i = 0;

	while (i < t->costs &&
	       !(str_eq(t->cost[i].scheme, scheme) && str_eq(t->cost[i].outcome, foreseen_name(o))))
		i++;
	if (i == t->costs) {
		must(t->costs < (size_t)SCHEMES_MAX * FORESEEN);
		t->cost[t->costs++] = (struct simulation_cost){ .scheme = str_copy(&t->a, scheme),
								.outcome = foreseen_name(o) };
	}
	t->cost[i].people++;
	t->cost[i].was += was;
	t->cost[i].becomes += becomes;
}

/* ---- one person ---- */

struct both {
	struct timeline was, is;
	const struct rights_facts *f;
	int64_t commune_id;
};

/* The values without which the other law can't be said, each once. */
static void lacks_of(struct foresight_tally *t, const struct both *b, date day)
{
	const struct right_span *s = timeline_on(&b->is, day);
	str scheme = s->scheme >= 0 ? b->is.law->scheme[s->scheme].scheme : S("");
	bool any = false;

	for (size_t i = 0; i < s->points_n; i++) {
		const struct law_point *p = &b->is.law->point[s->point[i]];
		if (p->why == LAW_IS)
			continue;
		lack_add(t, LACK_RIGHT, scheme, p->path, law_why_name(p->why));
		any = true;
	}
	if (!any)
		lack_add(t, LACK_RIGHT, scheme, S(""), law_why_name(LAW_NO_PARAMETER));
}

static void months_of(struct foresight *f, const struct both *b)
{
	for (int m = 0; m < SIMULATION_MONTHS; m++) {
		const struct right_span *x = timeline_on(&b->was, f->month[m]),
					*y = timeline_on(&b->is, f->month[m]);
		bool was = x != NULL && x->state == RIGHT_OPEN, is = y != NULL && y->state == RIGHT_OPEN;
		struct simulation_month *to = &f->tally->month[m];
		bool unsaid = was && y != NULL && y->state == RIGHT_UNKNOWN;
		to->was_open += was;
		to->is_open += is;
		to->gains += !was && is;
		to->loses += was && !is && !unsaid;
		to->unsaid += unsaid;
	}
}

static void lack_of_amount(struct foresight_tally *t, str what, const struct rights_law *l, str scheme,
			   int point)
{
	const struct law_point *p = point == NO_POINT ? NULL : &l->point[point];

	lack_add(t, what, scheme, p != NULL ? p->path : S(""),
		 law_why_name(p != NULL ? p->why : LAW_NO_PARAMETER));
}

/* Whoever is a member on the day contributes, covered or not. */
static void costs_of(struct foresight *f, const struct both *b, enum foreseen o)
{
	for (size_t i = 0; i < b->f->members_n; i++) {
		const struct fact_member *m = &b->f->member[i];
		int64_t was, becomes;
		int lacks_was, lacks_is;
		if (!span_has(m->when, f->day) || b->f->died.days < f->day.days)
			continue;
		bool says =
		    rights_contribution(b->was.law, m->scheme, m->income_class, f->day, &was, &lacks_was);
		bool would =
		    rights_contribution(b->is.law, m->scheme, m->income_class, f->day, &becomes, &lacks_is);
		if (!says)
			lack_of_amount(f->tally, LACK_WAS, b->was.law, m->scheme, lacks_was);
		if (!would)
			lack_of_amount(f->tally, LACK_BECOMES, b->is.law, m->scheme, lacks_is);
		if (says && would)
			cost_add(f->tally, m->scheme, o, was, becomes);
	}
}

static void person(struct foresight *f, const struct both *b)
{
	struct foresight_tally *t = f->tally;
	enum foreseen o = rights_compare(&b->was, &b->is, f->day);

	cell_add(t,
		 key_of(atlas_province(f->at, b->commune_id), scheme_of(t, timeline_scheme(&b->was, f->day)),
			scheme_of(t, timeline_scheme(&b->is, f->day)), age_group_of(b->f->born, f->day), o));
	if (o == FORESEEN_UNSAID || o == FORESEEN_UNSURE)
		lacks_of(t, b, f->day);
	months_of(f, b);
	costs_of(f, b, o);
	if (f->examples[o] < FORESEE_EXAMPLES)
		f->example[o][f->examples[o]++] = b->f->person;
	f->people++;
}

/* ---- chunks ---- */

rc foresight_mark(struct tx *tx, struct arena *a, str *ret)
{
	struct law_signatures_mark m;
	struct law_version v;

	TRY(law_version_now(tx, a, &v));
	TRY(law_signatures_mark(tx, a, &m));
	*ret =
	    str_printf(a, "%" PRId64 "/%" PRId64 "/%" PRId64 "/%" PRId64, v.nth, m.n, m.newest, m.newest_end);
	return OK;
}

rc foresight_begin(struct tx *tx, struct arena *a, const struct law *is, date day, person_id last,
		   struct foresight *ret)
{
	struct rights_law *made = arena_new(a, struct rights_law);
	struct law_signature *s;
	struct territory *t;
	struct fund fund;
	size_t n, territories;

	*ret = (struct foresight){ .day = day, .last = last, .at_once = FORESEE_CHUNK };
	TRY(fund_read(tx, a, &fund));
	TRY(foresight_mark(tx, a, &ret->law));
	TRY(law_signatures(tx, a, &s, &n));
	rights_law_make(a, is, fund.country, s, n, made);
	ret->is = (struct rights_desk){ .country = fund.country, .law = made };
	for (int m = 0; m < SIMULATION_MONTHS; m++)
		ret->month[m] = date_add_months(day, m);
	TRY(territory_newest(tx, a, &t, &territories));
	ret->at = atlas_make(a, t, territories);
	TRY(law_simulation_total(tx, a, &ret->total));
	ret->tally = arena_new(a, struct foresight_tally);
	tally_start(ret->tally);
	arena_init(&ret->chunk, FORESEE_MEMORY);
	return OK;
}

struct reading {
	struct foresight *f;
	person_id last;
	struct rights_desk was;
	struct rights_people before, after;
};

static rc read_chunk(struct tx *tx, void *cls)
{
	struct reading *w = cls;
	struct arena *a = &w->f->chunk;
	str law;

	arena_done(a); /* of the chunk before, or of a try that was lost */
	arena_init(a, FORESEE_MEMORY);
	TRY(foresight_mark(tx, a, &law));
	CHECK(str_eq(law, w->f->law), LAW_SIMULATION_OLD);
	TRY(rights_next_people(tx, w->f->last, w->f->at_once, a, &w->last));
	if (w->last.v == 0)
		return OK;
	TRY(rights_desk_open(tx, a, &w->was));
	TRY(rights_people_decide(tx, a, &w->was, (person_id){ w->f->last.v + 1 }, w->last, KNOWN_NOW,
				 &w->before));
	return rights_people_again(tx, a, &w->f->is, KNOWN_NOW, &w->before, &w->after);
}

rc foresight_go_on(struct db *db, struct foresight *f)
{
	struct reading w = { .f = f };

	TRY(db_read(db, FOR_FORESIGHT, "decide by two laws", read_chunk, &w));
	if (w.last.v == 0) {
		f->done = true;
		return OK;
	}
	for (size_t i = 0; i < w.before.n; i++) {
		const struct rights_person *x = &w.before.p[i], *y = &w.after.p[i];
		struct both b = { .was = { w.was.law, x->span, x->spans_n },
				  .is = { f->is.law, y->span, y->spans_n },
				  .f = &x->f,
				  .commune_id = x->commune_id };
		if (x->active)
			person(f, &b);
	}
	f->last = w.last;
	return OK;
}

void foresight_take(struct foresight *f, struct arena *a, struct simulation_figures *ret)
{
	struct foresight_tally *t = f->tally;
	size_t n = 0;

	*ret =
	    (struct simulation_figures){ .months = SIMULATION_MONTHS, .lacks = t->lacks, .costs = t->costs };
	ret->count = arena_array(a, struct simulation_count, t->used + 1);
	for (size_t i = 0; i < t->room; i++)
		if (t->cell[i].key != 0)
			ret->count[n++] = count_of(t, &t->cell[i]);
	ret->counts = n;
	for (size_t i = 0; i < n; i++) { /* names live longer than the tally */
		ret->count[i].was = str_copy(a, ret->count[i].was);
		ret->count[i].becomes = str_copy(a, ret->count[i].becomes);
	}
	ret->month = arena_array(a, struct simulation_month, SIMULATION_MONTHS);
	memcpy(ret->month, t->month, sizeof t->month);
	ret->lack = arena_array(a, struct simulation_lack, t->lacks + 1);
	for (size_t i = 0; i < t->lacks; i++) {
		ret->lack[i] = t->lack[i];
		ret->lack[i].scheme = str_copy(a, t->lack[i].scheme);
		ret->lack[i].path = str_copy(a, t->lack[i].path);
	}
	ret->cost = arena_array(a, struct simulation_cost, t->costs + 1);
	for (size_t i = 0; i < t->costs; i++) {
		ret->cost[i] = t->cost[i];
		ret->cost[i].scheme = str_copy(a, t->cost[i].scheme);
	}
	arena_done(&t->a);
	tally_start(t);
}

void foresight_end(struct foresight *f)
{
	if (f->tally != NULL)
		arena_done(&f->tally->a);
	if (f->chunk.limit != 0)
		arena_done(&f->chunk);
}
