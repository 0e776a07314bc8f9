/* service/find_likely.c - people born on one day in one commune whose names are near. */
#include "service/find_likely.h"

#include <stdlib.h>

enum { NEAR_MAX = 64 };

struct near_people {
	const struct person_facts *facts;
	bool (*skip)(void *cls, person_id person);
	void *cls;
	int64_t last, first;
	int64_t id[NEAR_MAX];
	size_t n;
	person_id likely; /* 0 if there is nobody */
};

static rc cell_found(void *cls, const void *row)
{
	struct near_people *near = cls;
	const struct person_cell *c = row;

	if (near->n < NEAR_MAX && person_keys_near(near->last, near->first, c->last_key, c->first_key) &&
	    (near->skip == NULL || !near->skip(near->cls, c->person_id)))
		near->id[near->n++] = c->person_id.v;
	return OK;
}

static rc near_found(void *cls, const void *row)
{
	struct near_people *near = cls;
	const struct known_person *p = row;
	struct person_facts known = person_known_facts(p);
	unsigned evidence;

	if (near->likely.v == 0 && match_persons(near->facts, &known, &evidence) != MATCH_DISTINCT)
		near->likely = p->person_id;
	return OK;
}

rc find_likely(struct tx *tx, const struct person_facts *facts, bool (*skip)(void *cls, person_id person),
	       void *cls, person_id *ret)
{
	struct near_people near = { .facts = facts, .skip = skip, .cls = cls };
	int32_t ymd = facts->birth.year * 10000 + facts->birth.month * 100 + facts->birth.day;
	int64_t cell = person_cell_of(ymd, facts->commune_id);

	person_keys(facts->last_name, facts->first_name, facts->last_name_ar, facts->first_name_ar,
		    &near.last, &near.first);
	TRY(db_lookup(tx, &person_by_cell, NULL, &cell, 1, cell_found, &near));
	qsort(near.id, near.n, sizeof near.id[0], id_order);
	TRY(db_lookup(tx, &person_by_id, NULL, near.id, near.n, near_found, &near));
	*ret = near.likely;
	return OK;
}
