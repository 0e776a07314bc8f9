/* service/feed_rules.c */
#include "service/feed_rules.h"

#include "domain/fund/fund.h"
#include "domain/place/place.h"
#include "domain/scheme/scheme.h"

/* Communes by code, open addressing: asked once a row. */
struct communes {
	struct commune_code *slot;
	size_t mask;
};

struct known {
	struct communes communes;
	struct income_class *classes;
	size_t classes_n;
};

struct loading {
	struct arena *a;
	const struct feed *feed;
	date day;
	struct fund fund;
	struct scheme scheme;
	struct commune_code *codes;
	size_t codes_n;
	struct known *known;
};

static rc load(struct tx *tx, void *cls)
{
	struct loading *l = cls;

	TRY(fund_read(tx, l->a, &l->fund));
	TRY(place_commune_codes(tx, l->day, l->a, &l->codes, &l->codes_n));
	TRY(scheme_read(tx, l->feed->scheme, l->a, &l->scheme));
	return scheme_classes(tx, l->feed->scheme, l->a, &l->known->classes, &l->known->classes_n);
}

static size_t hash_of(str code)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < code.n; i++)
		h = (h ^ (unsigned char)code.p[i]) * UINT64_C(1099511628211);
	return (size_t)(h ^ h >> 29);
}

static void communes_make(struct communes *c, struct arena *a, const struct commune_code *codes, size_t n)
{
	size_t room = 16;

	while (room < 2 * n)
		room *= 2;
	c->slot = arena_array(a, struct commune_code, room);
	c->mask = room - 1;
	for (size_t i = 0; i < n; i++) {
		size_t h = hash_of(codes[i].code) & c->mask;
		while (c->slot[h].territory_id != 0)
			h = (h + 1) & c->mask;
		c->slot[h] = codes[i];
	}
}

static int64_t commune(const void *cls, str code)
{
	const struct communes *c = &((const struct known *)cls)->communes;

	for (size_t h = hash_of(code) & c->mask; c->slot[h].territory_id != 0; h = (h + 1) & c->mask)
		if (str_eq(c->slot[h].code, code))
			return c->slot[h].territory_id;
	return 0;
}

static bool income_class(const void *cls, str code)
{
	const struct known *k = cls;

	for (size_t i = 0; i < k->classes_n; i++)
		if (str_eq(k->classes[i].class, code))
			return true;
	return k->classes_n == 0; /* a scheme without classes has nothing to check */
}

rc feed_rules_load(struct db *db, struct arena *a, const struct feed *f, struct row_rules *ret)
{
	struct known *known = arena_new(a, struct known);
	struct loading l = { .a = a, .feed = f, .day = clock_day(f->received_at), .known = known };

	TRY(db_read(db, FOR_REGISTRATION, "feed rules", load, &l));
	communes_make(&known->communes, a, l.codes, l.codes_n);
	*ret = (struct row_rules){ .country = l.fund.country,
				   .today = l.day,
				   .priority = l.scheme.priority,
				   .commune = commune,
				   .income_class = income_class,
				   .cls = known };
	return OK;
}
