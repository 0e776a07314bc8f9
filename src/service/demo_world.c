/* service/demo_world.c */
#include "service/demo_world.h"

#include "domain/access/access.h"
#include "domain/fund/fund.h"
#include "domain/place/place.h"
#include "domain/scheme/scheme.h"

static bool lived_in(const struct territory *t)
{
	return str_eq(t->kind, S("COMMUNE")) || str_eq(t->kind, S("CENTRE"));
}

static rc load_communes(struct tx *tx, struct arena *a, date day, struct demo_world *w)
{
	struct territory *t;
	size_t n;

	TRY(territory_on(tx, day, a, &t, &n));
	struct atlas *atlas = atlas_make(a, t, n);
	w->communes = arena_array(a, struct demo_commune, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (!lived_in(&t[i]))
			continue;
		const struct territory *above = atlas_by_id(atlas, t[i].parent_id);
		bool chief = above != NULL && !lived_in(above) && str_eq(above->name_key, t[i].name_key);
		w->communes[w->communes_n++] =
		    (struct demo_commune){ t[i].territory_id, t[i].code, t[i].urban || chief, 0 };
	}
	CHECK(w->communes_n > 0, PLACE_NO_LAND);
	demo_weigh(w->communes, w->communes_n);
	return OK;
}

static rc load_schemes(struct tx *tx, struct arena *a, struct demo_world *w)
{
	struct scheme *known;
	size_t known_n;
	int n;
	const str *wanted = demo_schemes(w->country, &n);

	TRY(scheme_list(tx, a, &known, &known_n));
	for (int i = 0; i < n; i++)
		for (size_t k = 0; k < known_n; k++)
			if (str_eq(wanted[i], known[k].scheme))
				w->schemes |= 1U << i;
	return OK;
}

rc demo_world_load(struct tx *tx, struct arena *a, date day, int64_t seed, struct demo_world *ret)
{
	struct fund fund;

	TRY(demo_need(tx));
	TRY(fund_read(tx, a, &fund));
	*ret = (struct demo_world){ .country = fund.country, .seed = seed };
	TRY(load_communes(tx, a, day, ret));
	return load_schemes(tx, a, ret);
}
