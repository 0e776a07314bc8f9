/* service/find_likely.c - people born on one day whose names are near. */
#include "service/find_likely.h"

#include <stdlib.h>

enum { NEAR_MAX = 64 };

struct near_people {
	const struct person_facts *facts;
	bool (*skip)(void *cls, person_id person);
	void *cls;
	bool anywhere; /* the commune says nothing */
	int64_t last, first;
	int64_t id[NEAR_MAX];
	size_t n;
	person_id likely; /* 0 if there is nobody */
};

static void keep_near(struct near_people *near, int64_t last_key, int64_t first_key, person_id person)
{
	if (near->n < NEAR_MAX && person_keys_near(near->last, near->first, last_key, first_key) &&
	    (near->skip == NULL || !near->skip(near->cls, person)))
		near->id[near->n++] = person.v;
}

static rc cell_found(void *cls, const void *row)
{
	const struct person_cell *c = row;

	keep_near(cls, c->last_key, c->first_key, c->person_id);
	return OK;
}

static rc near_found(void *cls, const void *row)
{
	struct near_people *near = cls;
	const struct known_person *p = row;
	struct person_facts known = person_known_facts(p), facts = *near->facts;
	unsigned evidence;

	if (near->anywhere)
		facts.commune_id = known.commune_id;
	if (near->likely.v == 0 && match_persons(&facts, &known, &evidence) != MATCH_DISTINCT)
		near->likely = p->person_id;
	return OK;
}

static void keys_of(struct near_people *near)
{
	const struct person_facts *f = near->facts;

	person_keys(f->last_name, f->first_name, f->last_name_ar, f->first_name_ar, &near->last,
		    &near->first);
}

static rc compare(struct tx *tx, struct near_people *near, person_id *ret)
{
	qsort(near->id, near->n, sizeof near->id[0], id_order);
	TRY(db_lookup(tx, &person_by_id, NULL, near->id, near->n, near_found, near));
	*ret = near->likely;
	return OK;
}

static int32_t day_of(const struct person_facts *f)
{
	return f->birth.year * 10000 + f->birth.month * 100 + f->birth.day;
}

rc find_likely(struct tx *tx, const struct person_facts *facts, bool (*skip)(void *cls, person_id person),
	       void *cls, person_id *ret)
{
	struct near_people near = { .facts = facts, .skip = skip, .cls = cls };
	int64_t cell = person_cell_of(day_of(facts), facts->commune_id);

	keys_of(&near);
	TRY(db_lookup(tx, &person_by_cell, NULL, &cell, 1, cell_found, &near));
	return compare(tx, &near, ret);
}

rc find_likely_anywhere(struct tx *tx, struct arena *a, const struct person_facts *facts, person_id *ret)
{
	struct near_people near = { .facts = facts, .anywhere = true };
	int32_t day = day_of(facts);
	struct search_key *k;
	size_t n;

	keys_of(&near);
	TRY(search_cells(tx, person_cell_of(day, 0), person_cell_of(day + 1, 0), LIKELY_DAY_MAX, a, &k, &n));
	for (size_t i = 0; i < n; i++)
		keep_near(&near, k[i].last_key, k[i].first_key, k[i].person_id);
	return compare(tx, &near, ret);
}
