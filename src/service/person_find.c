/* service/person_find.c */
#include "service/person_find.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"
#include "domain/place/place.h"

#include "store/db.h"

#include <stdlib.h>
#include <string.h>

enum {
	CANDIDATES_MAX = 1000, /* people looked at */
	NAMED_MAX = 500,       /* of those, when nothing but a name is known: nobody reads more pages */
	SCAN_MAX = 4000,       /* keys looked at for names that only begin alike */
	DAY_MAX = 8000,	       /* keys looked at for a date of birth */
	SHARED_MAX = 100,      /* people with one phone or identifier */
};

struct candidate {
	person_id person_id;
	int64_t last_key, first_key;
	enum person_by by;
};

struct search {
	struct arena *a;
	const struct person_query *q;
	str country;
	date today;
	struct person_search what;
	struct search_way way[SEARCH_WAYS_MAX];
	size_t ways_n;
	struct candidate c[CANDIDATES_MAX];
	size_t n;
	size_t scanned; /* of SCAN_MAX */
	size_t at;	/* the candidate whose facts come next */
	struct person_hit *hit;
	size_t hits_n;
	struct person_found found;
};

str person_by_text(enum person_by by)
{
	static const str words[] = { { "number", 6 }, { "identifier", 10 }, { "phone", 5 },
				     { "name", 4 },   { "birth", 5 },	    { "survivor", 8 } };

	return words[by];
}

/* ---- who may be meant ---- */

static void add(struct search *f, const struct search_key *k, enum person_by by)
{
	bool named = by == BY_NAME && f->what.born.year == 0;

	if (f->n == (named ? NAMED_MAX : CANDIDATES_MAX))
		f->found.more = true;
	else
		f->c[f->n++] = (struct candidate){ k->person_id, k->last_key, k->first_key, by };
}

static void add_all(struct search *f, const struct search_key *k, size_t n, enum person_by by)
{
	for (size_t i = 0; i < n; i++)
		add(f, &k[i], by);
}

static rc by_exact_keys(struct tx *tx, struct search *f)
{
	struct search_key *k;
	size_t n;

	if (f->what.number != 0) {
		TRY(search_number(tx, f->what.number, f->a, &k, &n));
		add_all(f, k, n, BY_NUMBER);
	}
	for (size_t i = 0; i < f->what.ids_n; i++) {
		TRY(search_identifier(tx, f->what.id[i], SHARED_MAX, f->a, &k, &n));
		add_all(f, k, n, BY_IDENTIFIER);
	}
	if (f->what.phone != 0) {
		TRY(search_phone(tx, f->what.phone, SHARED_MAX, f->a, &k, &n));
		add_all(f, k, n, BY_PHONE);
	}
	return OK;
}

static bool fits_any(const struct search *f, const struct search_key *k)
{
	for (size_t i = 0; i < f->ways_n; i++)
		if (search_way_fits(&f->way[i], k->last_key, k->first_key))
			return true;
	return f->ways_n == 0;
}

/* Everybody born on these days (YYYYMMDD, until excluded) whose name fits; when the days hold few, also those
 * whose name is only similar, which the judge decides. */
static rc by_days(struct tx *tx, struct search *f, int32_t from, int32_t until, bool *ret_whole)
{
	enum { FEW = 500 };
	struct search_key *k;
	size_t n;

	TRY(search_cells(tx, person_cell_of(from, 0), person_cell_of(until, 0), DAY_MAX, f->a, &k, &n));
	*ret_whole = n < DAY_MAX;
	for (size_t i = 0; i < n; i++)
		if (n <= FEW || fits_any(f, &k[i]))
			add(f, &k[i], f->ways_n > 0 ? BY_NAME : BY_BIRTH);
	return OK;
}

/* Born on the day, or presumed born in its year. *ret_whole: nobody else can be meant. */
static rc by_birth(struct tx *tx, struct search *f, bool *ret_whole)
{
	const struct birth b = f->what.born;
	int32_t day = b.year * 10000 + b.month * 100 + b.day, presumed = b.year * 10000;
	bool days, years;

	if (birth_presumed(b) && f->ways_n == 0) {
		TRY(by_days(tx, f, presumed, presumed + 10000, ret_whole));
		f->found.more |= !*ret_whole;
		return OK;
	}
	TRY(by_days(tx, f, day, day + 1, &days));
	years = false;
	if (!birth_presumed(b))
		TRY(by_days(tx, f, presumed, presumed + 1, &years));
	*ret_whole = days && years;
	f->found.more |= f->ways_n == 0 && !*ret_whole;
	return OK;
}

/* The very family name, and given names that begin like it. */
static rc by_family_name(struct tx *tx, struct search *f, const struct search_way *w)
{
	struct search_way exact = *w;
	struct search_key *k;
	size_t n;

	exact.last_from = exact.last_to = w->last_key;
	TRY(search_names(tx, &exact, CANDIDATES_MAX + 1, f->a, &k, &n));
	add_all(f, k, n, BY_NAME);
	return OK;
}

/* One sound of a name is another one in the papers; the judge decides whether it is the same name. */
static rc by_near_name(struct tx *tx, struct search *f, const struct search_way *w)
{
	struct search_way near[SEARCH_NEAR_MAX];
	size_t n = search_near(w, near);

	for (size_t i = 0; i < n; i++)
		TRY(by_family_name(tx, f, &near[i]));
	return OK;
}

static rc scan(struct tx *tx, struct search *f, const struct search_way *w, int64_t from, int64_t to)
{
	struct search_way range = *w;
	struct search_key *k;
	size_t n, room = SCAN_MAX - f->scanned;

	if (from > to || room == 0)
		return OK;
	range.last_from = from, range.last_to = to;
	TRY(search_names(tx, &range, room, f->a, &k, &n));
	f->scanned += n;
	f->found.more |= n == room;
	for (size_t i = 0; i < n; i++)
		if (search_way_fits(w, k[i].last_key, k[i].first_key))
			add(f, &k[i], BY_NAME);
	return OK;
}

/* A family name that is still being typed, or was written shorter. */
static rc by_beginning(struct tx *tx, struct search *f, const struct search_way *w)
{
	TRY(scan(tx, f, w, w->last_from, w->last_key - 1));
	return scan(tx, f, w, w->last_key + 1, w->last_to);
}

static rc by_name(struct tx *tx, struct search *f)
{
	for (size_t i = 0; i < f->ways_n; i++)
		if (f->way[i].last_key != 0)
			TRY(by_family_name(tx, f, &f->way[i]));
	for (size_t i = 0; i < f->ways_n && f->n < PERSON_PAGE; i++)
		if (f->way[i].last_key != 0)
			TRY(by_near_name(tx, f, &f->way[i]));
	for (size_t i = 0; i < f->ways_n && f->n < PERSON_PAGE; i++)
		if (f->way[i].last_key != 0)
			TRY(by_beginning(tx, f, &f->way[i]));
	return OK;
}

static rc gather(struct tx *tx, struct search *f)
{
	bool whole = false;

	f->ways_n = search_ways(f->a, &f->what, f->way);
	TRY(by_exact_keys(tx, f));
	if (f->n > 0)
		return OK;
	if (f->what.born.year != 0)
		TRY(by_birth(tx, f, &whole));
	return f->ways_n > 0 && !whole ? by_name(tx, f) : OK;
}

/* ---- what is known about them ---- */

static int by_id(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;

	if (a->person_id.v != b->person_id.v)
		return a->person_id.v < b->person_id.v ? -1 : 1;
	return (int)a->by - (int)b->by;
}

enum pass { PASS_KEYS, PASS_SIMILAR, PASS_ANY };

/* The nearest of the ways to read the name that fit the person's keys; when none fits, which costs more, of
 * those that are similar; then, for somebody found by a key of their own, of all. UINT32_MAX: none. */
static unsigned nearest(const struct search *f, const struct candidate *c, const struct search_person *p)
{
	enum pass last = c->by < BY_NAME ? PASS_ANY : PASS_SIMILAR;
	unsigned least = UINT32_MAX;

	for (enum pass pass = PASS_KEYS; pass <= last && least == UINT32_MAX; pass++)
		for (size_t i = 0; i < f->ways_n; i++) {
			const struct search_way *w = &f->way[i];
			if ((pass == PASS_KEYS && !search_way_fits(w, c->last_key, c->first_key)) ||
			    (pass == PASS_SIMILAR && !search_similar(w, p)))
				continue;
			unsigned d = search_distance(w, p);
			least = d < least ? d : least;
		}
	return least;
}

static bool born_then(const struct search *f, const struct search_person *p)
{
	struct birth born;

	return f->what.born.year == 0 ||
	       (rc_ok(birth_parse(p->born, &born)) && birth_agrees(born, f->what.born));
}

/* False: not this person. Who was found by a key of their own is shown whatever the name and the birth date.
 */
static bool judge(const struct search *f, const struct candidate *c, struct person_hit *h)
{
	bool exact = c->by < BY_NAME;

	if (!exact && !born_then(f, &h->p))
		return false;
	h->distance = f->ways_n == 0 ? 0 : nearest(f, c, &h->p);
	return exact || h->distance != UINT32_MAX;
}

static rc person_seen(void *cls, const void *row)
{
	struct search *f = cls;
	const struct search_person *p = row;
	struct candidate *c = f->c;
	struct person_hit *h = &f->hit[f->hits_n];

	/* both are in the order of ids */
	while (c[f->at].person_id.v != p->person_id.v)
		f->at++;
	*h = (struct person_hit){ .p = *p, .by = c[f->at].by };
	if (!judge(f, &c[f->at], h))
		return OK;
	h->p.last_name = str_copy(f->a, p->last_name);
	h->p.first_name = str_copy(f->a, p->first_name);
	h->p.last_name_ar = str_copy(f->a, p->last_name_ar);
	h->p.first_name_ar = str_copy(f->a, p->first_name_ar);
	h->p.born = str_copy(f->a, p->born);
	h->p.sex = str_copy(f->a, p->sex);
	h->p.state = str_copy(f->a, p->state);
	f->hits_n++;
	return OK;
}

static rc read_people(struct tx *tx, struct search *f)
{
	int64_t *ids = arena_array(f->a, int64_t, f->n + 1);
	size_t n = 0;

	qsort(f->c, f->n, sizeof *f->c, by_id);
	for (size_t i = 0; i < f->n; i++)
		if (n == 0 || ids[n - 1] != f->c[i].person_id.v)
			ids[n++] = f->c[i].person_id.v;
	f->hit = arena_array(f->a, struct person_hit, n + 2);
	f->at = 0;
	return db_lookup(tx, &search_person_by_id, NULL, ids, n, person_seen, f);
}

/* A number that was given by mistake leads to the person it stands for. */
static rc add_survivor(struct tx *tx, struct search *f)
{
	struct person p;

	if (f->hits_n != 1 || f->hit[0].p.survivor_id.v == 0)
		return OK;
	TRY(person_get(tx, f->hit[0].p.survivor_id, f->a, &p));
	f->hit[0].survivor = number_text(f->a, f->country, p.number);
	f->hit[f->hits_n++] = (struct person_hit){
		.p = { p.person_id, p.number, p.last_name, p.first_name, p.last_name_ar, p.first_name_ar,
		       p.born, p.sex, p.commune_id, p.state, p.survivor_id },
		.by = BY_SURVIVOR,
	};
	return OK;
}

/* ---- their order, and the page ---- */

static int compare(str a, str b)
{
	int c = memcmp(a.n > 0 ? a.p : "", b.n > 0 ? b.p : "", a.n < b.n ? a.n : b.n);

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

static int by_rank(const void *x, const void *y)
{
	const struct person_hit *a = x, *b = y;
	int c;

	if (a->by != b->by)
		return (int)a->by - (int)b->by;
	if (a->distance != b->distance)
		return a->distance < b->distance ? -1 : 1;
	if ((c = compare(a->p.last_name, b->p.last_name)) != 0 ||
	    (c = compare(a->p.first_name, b->p.first_name)) != 0)
		return c;
	return (a->p.number > b->p.number) - (a->p.number < b->p.number);
}

static rc membership_today(struct tx *tx, struct search *f, struct person_hit *h)
{
	struct membership *m;
	size_t n;

	TRY(membership_list(tx, h->p.person_id, f->a, &m, &n));
	/* oldest first: the last one that holds today, else the last one */
	for (size_t i = 0; i < n; i++) {
		bool today = m[i].from_day.days <= f->today.days && f->today.days < m[i].until_day.days;
		if (!today && i + 1 < n)
			continue;
		if (today || h->scheme.n == 0)
			h->scheme = m[i].scheme, h->member_state = m[i].state;
	}
	return OK;
}

static rc complete(struct tx *tx, struct search *f, struct person_hit *h)
{
	struct territory t;

	h->number = number_text(f->a, f->country, h->p.number);
	rc r = territory_read(tx, h->p.commune_id, f->today, f->a, &t);
	if (!rc_is(r, E_DB_NONE)) {
		TRY(r);
		h->commune_fr = t.name_fr, h->commune_ar = t.name_ar;
	}
	return membership_today(tx, f, h);
}

static rc page(struct tx *tx, struct search *f)
{
	size_t from = 0, until;

	qsort(f->hit, f->hits_n, sizeof *f->hit, by_rank);
	/* who isn't found any more begins the list anew */
	for (size_t i = 0; i < f->hits_n && f->q->after.v != 0; i++)
		if (f->hit[i].p.person_id.v == f->q->after.v)
			from = i + 1;
	until = f->hits_n - from > PERSON_PAGE ? from + PERSON_PAGE : f->hits_n;
	for (size_t i = from; i < until; i++)
		TRY(complete(tx, f, &f->hit[i]));
	f->found.hits = f->hit + from;
	f->found.n = until - from;
	f->found.before = from;
	f->found.all = f->hits_n;
	/* a given name alone, perhaps: that is looked for together with a day of birth only */
	f->found.more |= f->hits_n == 0 && f->ways_n > 0 && birth_presumed(f->what.born);
	if (until < f->hits_n)
		f->found.next = f->hit[until - 1].p.person_id;
	return OK;
}

static rc find(struct tx *tx, void *cls)
{
	struct search *f = cls;
	struct fund fund;

	TRY(fund_read(tx, f->a, &fund));
	f->country = fund.country;
	f->n = f->hits_n = f->ways_n = f->scanned = 0;
	f->found = (struct person_found){ 0 };
	search_read(f->a, f->country, f->q->text, &f->what);
	if (f->q->born.year != 0)
		f->what.born = f->q->born;
	TRY(gather(tx, f));
	TRY(read_people(tx, f));
	TRY(add_survivor(tx, f));
	return page(tx, f);
}

/* ---- the journal ---- */

static rc note(struct tx *tx, void *cls)
{
	const struct search *f = cls;
	const struct person_search *s = &f->what;
	str detail = str_printf(f->a, "%s%s%s%s%s%lld found%s", s->number != 0 ? "number " : "",
				s->ids_n > 0 ? "identifier " : "", s->phone != 0 ? "phone " : "",
				s->words_n > 0 ? "name " : "", s->born.year != 0 ? "birth " : "",
				(long long)f->found.all, f->found.more ? ", perhaps more" : "");
	struct journal_entry e = {
		.user = f->q->user,
		.why = FOR_COUNTER,
		.kind = S("person.searched"),
		.person = f->found.all == 1 ? f->hit[0].p.person_id : (person_id){ 0 },
		.detail = detail,
	};

	return journal_write(tx, clock_now(), &e);
}

/* Reading and writing down are two transactions, so that no search holds up those who write; but nobody sees
 * what was found before it is written down. */
rc person_find(struct db *db, struct arena *a, const struct person_query *q, struct person_found *ret)
{
	struct search *f = arena_new(a, struct search);

	f->a = a, f->q = q, f->today = clock_day(clock_now());
	TRY(db_read(db, FOR_COUNTER, "find a person", find, f));
	TRY(db_write(db, FOR_COUNTER, "a search", note, f));
	*ret = f->found;
	return OK;
}
