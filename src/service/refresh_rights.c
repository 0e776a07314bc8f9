/* service/refresh_rights.c */
#include "service/refresh_rights.h"

#include "domain/family/family.h"

#include <sodium.h>
#include <stdlib.h>

/* ---- what is said now, and what was said ---- */

struct rows {
	struct arena *a;
	struct right *r;
	size_t n, room;
};

static struct right *row_new(struct rows *l)
{
	arena_room(l->a, l->r, l->n, l->room, 16);
	return &l->r[l->n++];
}

static rc keep_row(void *cls, const void *row)
{
	struct rows *l = cls;
	struct right *r = row_new(l);

	*r = *(const struct right *)row;
	r->state = str_copy(l->a, r->state);
	r->scheme = str_copy(l->a, r->scheme);
	r->package = str_copy(l->a, r->package);
	r->because = str_copy(l->a, r->because);
	return OK;
}

static bool same(const struct right *x, const struct right *y)
{
	return x->from_day.days == y->from_day.days && x->until_day.days == y->until_day.days &&
	       x->insured_id.v == y->insured_id.v && x->basis_id == y->basis_id &&
	       str_eq(x->state, y->state) && str_eq(x->scheme, y->scheme) && str_eq(x->package, y->package) &&
	       str_eq(x->because, y->because);
}

struct writing {
	struct tx *tx;
	bool looks; /* and doesn't write */
	struct arena *a;
	instant now;
	const struct rights_desk *desk;
	struct rows was, is,
	    gone; /* of the range, by person and day: said, to be added, to be ended one by one */
	person_id run_first, run_last; /* people in a row of whom nothing stays; 0: none */
	int64_t run_n;		       /* their spans */
	struct rights_bases *bases;
	struct rights_refreshed *out;
	crypto_hash_sha256_state digest;
};

/* ---- ending ---- */

static rc end_run(struct writing *w)
{
	int64_t ended;

	if (w->run_first.v == 0)
		return OK;
	TRY(rights_end_range(w->tx, w->run_first, w->run_last, w->now, &ended));
	CHECK(ended == w->run_n, DB_CONFLICT); /* somebody was faster */
	w->run_n = 0;
	w->run_first.v = 0;
	return OK;
}

static rc end_gone(struct writing *w)
{
	enum { FEW = 32 };

	if (w->gone.n > FEW)
		return rights_end_many(w->tx, w->gone.r, w->gone.n, w->now);
	for (size_t i = 0; i < w->gone.n; i++)
		TRY(rights_end_knowledge(w->tx, &w->gone.r[i], w->now));
	return OK;
}

/* ---- one person ---- */

static rc add(struct writing *w, const struct right *r, struct rights_kept_basis *b)
{
	struct right *to = row_new(&w->is);
	bool store = !w->looks && !b->stored;

	*to = *r;
	to->known_from = w->now;
	to->known_until = (instant){ INT64_MAX };
	crypto_hash_sha256_update(&w->digest, (const unsigned char *)&r->person_id, sizeof r->person_id);
	crypto_hash_sha256_update(&w->digest, (const unsigned char *)&r->from_day, sizeof r->from_day);
	crypto_hash_sha256_update(&w->digest, (const unsigned char *)r->because.p, r->because.n);
	w->out->added++;
	b->stored = true;
	return store ? rights_basis_add(w->tx, &(struct rights_basis){ b->id, b->text }) : OK;
}

static const struct right *right_on(const struct right *r, size_t n, date day)
{
	for (size_t i = 0; i < n; i++)
		if (r[i].from_day.days <= day.days && day.days < r[i].until_day.days)
			return &r[i];
	return NULL;
}

/* Today is another thing than before, in a way that is told. Nothing at all, where a mistake was put right,
 * is closed too. */
static void changed_today(struct writing *w, const struct rights_person *p, const struct right *was,
			  size_t was_n)
{
	date today = clock_day(w->now);
	const struct right *before = right_on(was, was_n, today);
	struct rights_kept_basis *unused;

	if (before == NULL || !p->active)
		return;
	struct right_change t = { *before,
				  { .person_id = p->f.person, .state = right_state_name(RIGHT_CLOSED) } };
	for (size_t i = 0; i < p->spans_n; i++)
		if (span_has(p->span[i].when, today))
			t.is = rights_row(w->desk, p, &p->span[i], w->a, w->bases, &unused);
	if (!right_change_is_told(&t))
		return;
	arena_room(w->a, w->out->today, w->out->today_n, w->out->today_room, 16);
	w->out->today[w->out->today_n++] = t;
}

static rc person(struct writing *w, const struct rights_person *p, struct right *was, size_t was_n)
{
	bool *stays = arena_array(w->a, bool, was_n + 1);
	size_t kept = 0, added = 0;

	for (size_t i = 0, k = 0; i < p->spans_n; i++) {
		struct rights_kept_basis *b;
		struct right is = rights_row(w->desk, p, &p->span[i], w->a, w->bases, &b);
		while (k < was_n && was[k].from_day.days < is.from_day.days)
			k++;
		if (k < was_n && same(&was[k], &is)) {
			stays[k] = true;
			kept++;
			continue;
		}
		TRY(add(w, &is, b));
		added++;
	}
	if (added > 0 || kept < was_n) {
		if (w->out->changed++ == 0)
			w->out->first_changed = p->f.person;
		changed_today(w, p, was, was_n);
	}
	w->out->ended += (int64_t)(was_n - kept);
	if (kept == 0 && was_n > 0) {
		w->run_first = w->run_first.v == 0 ? p->f.person : w->run_first;
		w->run_last = p->f.person;
		w->run_n += (int64_t)was_n;
		return OK;
	}
	if (was_n > 0 && !w->looks)
		TRY(end_run(w));
	for (size_t k = 0; k < was_n; k++)
		if (!stays[k])
			*row_new(&w->gone) = was[k];
	return OK;
}

static rc look(struct writing *w, person_id first, person_id last)
{
	struct rights_people people;

	crypto_hash_sha256_init(&w->digest);
	TRY(rights_people_decide(w->tx, w->a, w->desk, first, last, KNOWN_NOW, &people));
	TRY(rights_range(w->tx, first, last, keep_row, &w->was));
	for (size_t i = 0; i < w->was.n; i++) /* later than everything that was said: two clocks may differ */
		if (w->now.us <= w->was.r[i].known_from.us)
			w->now.us = w->was.r[i].known_from.us + 1;
	for (size_t i = 0, at = 0; i < people.n; i++) {
		size_t n = 0;
		while (at + n < w->was.n && w->was.r[at + n].person_id.v == people.p[i].f.person.v)
			n++;
		TRY(person(w, &people.p[i], n > 0 ? w->was.r + at : NULL, n));
		at += n;
	}
	w->out->people = (int64_t)people.n;
	crypto_hash_sha256_final(&w->digest, w->out->digest);
	return OK;
}

static struct writing writing(struct tx *tx, struct arena *a, const struct rights_desk *desk,
			      struct rights_refreshed *out)
{
	*out = (struct rights_refreshed){ .people = 0 };
	return (struct writing){ .tx = tx,
				 .a = a,
				 .desk = desk,
				 .out = out,
				 .was.a = a,
				 .is.a = a,
				 .gone.a = a,
				 .bases = arena_new(a, struct rights_bases) };
}

rc refresh_rights_range(struct tx *tx, struct arena *a, instant now, const struct rights_desk *desk,
			person_id first, person_id last, struct rights_refreshed *ret)
{
	struct writing w = writing(tx, a, desk, ret);

	w.now = now;
	TRY(look(&w, first, last));
	TRY(end_run(&w));
	TRY(end_gone(&w));
	rc r = rights_add(tx, w.is.r, w.is.n);
	CHECK(!rc_is(r, E_DB_EXISTS), DB_CONFLICT); /* somebody says something from the same day on */
	return r;
}

rc check_rights_range(struct tx *tx, struct arena *a, const struct rights_desk *desk, person_id first,
		      person_id last, struct rights_refreshed *ret)
{
	struct writing w = writing(tx, a, desk, ret);

	w.looks = true;
	return look(&w, first, last);
}

/* ---- a person with those who depend on them ---- */

static int by_id(const void *x, const void *y)
{
	const person_id *a = x, *b = y;

	return (a->v > b->v) - (a->v < b->v);
}

struct refreshing {
	struct tx *tx;
	struct arena *a;
	instant now;
	const struct rights_desk *desk;
	bool tells;
	int64_t cause;
	struct change_words words;
	int64_t changed;
};

static rc refresh_one(struct refreshing *f, person_id who)
{
	struct rights_refreshed done;
	bool told;

	TRY(refresh_rights_range(f->tx, f->a, f->now, f->desk, who, who, &done));
	CHECK(done.people == 1, PERSON_NONE);
	f->changed += done.added > done.ended ? done.added : done.ended;
	for (size_t i = 0; i < done.today_n && f->tells; i++)
		TRY(tell_right_change(f->tx, f->a, f->now, &done.today[i], f->cause, &f->words, &told));
	return OK;
}

static rc refresh(struct refreshing *f, person_id who)
{
	struct rights_desk desk;
	struct family_link *link;
	size_t n;

	TRY(rights_desk_open(f->tx, f->a, &desk));
	f->desk = &desk;
	TRY(refresh_one(f, who));
	TRY(family_links(f->tx, who, KNOWN_NOW, f->a, &link, &n));
	person_id *relative = arena_array(f->a, person_id, n + 1);
	for (size_t i = 0; i < n; i++)
		relative[i] = link[i].relative_id;
	qsort(relative, n, sizeof *relative, by_id);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || relative[i].v != relative[i - 1].v)
			TRY(refresh_one(f, relative[i]));
	return OK;
}

static rc with_family(struct refreshing *f, person_id who)
{
	enum { MEMORY = 64 << 20 };
	struct arena own; /* a delivery refreshes many people in one transaction */

	arena_init(&own, MEMORY);
	f->a = &own;
	rc r = refresh(f, who);
	arena_done(&own);
	return r;
}

rc refresh_rights(struct tx *tx, instant now, person_id person, int64_t *ret_changed)
{
	struct refreshing f = { .tx = tx, .now = now };
	rc r = with_family(&f, person);

	if (ret_changed != NULL)
		*ret_changed = f.changed;
	return r;
}

rc refresh_rights_telling(struct tx *tx, instant now, person_id person, int64_t cause)
{
	struct refreshing f = { .tx = tx, .now = now, .tells = true, .cause = cause };

	return with_family(&f, person);
}
