/* service/refresh_rights.c */
#include "service/refresh_rights.h"

#include "service/rights_people.h"

#include "domain/family/family.h"
#include "domain/journal/journal.h"

#include <stdlib.h>

static bool same(const struct right *x, const struct right *y)
{
	return x->from_day.days == y->from_day.days && x->until_day.days == y->until_day.days &&
	       x->insured_id.v == y->insured_id.v && x->basis_id == y->basis_id && str_eq(x->state, y->state) &&
	       str_eq(x->scheme, y->scheme) && str_eq(x->package, y->package) && str_eq(x->because, y->because);
}

static rc end_old(struct tx *tx, const struct right *was, size_t was_n, const struct right *is, size_t is_n,
		  instant *now, int64_t *ended)
{
	for (size_t i = 0; i < was_n; i++) /* later than everything that was said: two clocks may differ */
		if (now->us <= was[i].known_from.us)
			now->us = was[i].known_from.us + 1;
	for (size_t i = 0, k = 0; i < was_n; i++) {
		while (k < is_n && is[k].from_day.days < was[i].from_day.days)
			k++;
		if (k < is_n && same(&was[i], &is[k]))
			continue;
		TRY(rights_end_knowledge(tx, &was[i], *now));
		++*ended;
	}
	return OK;
}

rc rights_write(struct tx *tx, struct arena *a, instant now, const struct rights_desk *desk,
		const struct rights_person *p, const struct right *was, size_t was_n, int64_t *ret_changed)
{
	struct right *is = arena_array(a, struct right, p->spans_n + 1);
	str *basis = arena_array(a, str, p->spans_n + 1);
	int64_t ended = 0, added = 0;

	for (size_t i = 0; i < p->spans_n; i++)
		is[i] = rights_row(desk, p, &p->span[i], a, &basis[i]);
	TRY(end_old(tx, was, was_n, is, p->spans_n, &now, &ended));
	for (size_t i = 0, k = 0; i < p->spans_n; i++) {
		while (k < was_n && was[k].from_day.days < is[i].from_day.days)
			k++;
		if (k < was_n && same(&was[k], &is[i]))
			continue;
		struct rights_basis b = { is[i].basis_id, basis[i] };
		is[i].known_from = now;
		is[i].known_until = (instant){ INT64_MAX };
		TRY(rights_basis_add(tx, &b));
		TRY(rights_add(tx, &is[i], 1));
		added++;
	}
	*ret_changed = added > ended ? added : ended;
	return OK;
}

static rc refresh_one(struct tx *tx, struct arena *a, const struct rights_desk *desk, instant now, person_id person,
		      int64_t *changed)
{
	struct rights_people people;
	struct right *was;
	size_t was_n;
	int64_t here;

	TRY(rights_people_decide(tx, a, desk, person, person, KNOWN_NOW, &people));
	CHECK(people.n == 1, PERSON_NONE);
	TRY(rights_list(tx, person, KNOWN_NOW, a, &was, &was_n));
	TRY(rights_write(tx, a, now, desk, people.p, was, was_n, &here));
	*changed += here;
	return OK;
}

static int by_id(const void *x, const void *y)
{
	const person_id *a = x, *b = y;

	return (a->v > b->v) - (a->v < b->v);
}

static rc refresh(struct tx *tx, struct arena *a, instant now, person_id person, int64_t *changed)
{
	struct rights_desk desk;
	struct family_link *link;
	size_t n;

	TRY(rights_desk_open(tx, a, &desk));
	TRY(refresh_one(tx, a, &desk, now, person, changed));
	TRY(family_links(tx, person, KNOWN_NOW, a, &link, &n));
	person_id *relative = arena_array(a, person_id, n + 1);
	for (size_t i = 0; i < n; i++)
		relative[i] = link[i].relative_id;
	qsort(relative, n, sizeof *relative, by_id);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || relative[i].v != relative[i - 1].v)
			TRY(refresh_one(tx, a, &desk, now, relative[i], changed));
	return OK;
}

rc refresh_rights(struct tx *tx, struct arena *a, instant now, person_id person, int64_t *ret_changed)
{
	enum { MEMORY = 64 << 20 };
	struct arena own; /* a delivery refreshes many in one transaction */
	int64_t changed = 0;

	(void)a;
	arena_init(&own, MEMORY);
	rc r = refresh(tx, &own, now, person, &changed);
	arena_done(&own);
	if (ret_changed != NULL)
		*ret_changed = changed;
	return r;
}
