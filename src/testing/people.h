/* testing/people.h - a fund and people in it, written without any service. */
#ifndef TESTING_PEOPLE_H
#define TESTING_PEOPLE_H

#include "testing/fresh.h"
#include "testing/t.h"

#include "domain/fund/fund.h"
#include "domain/person/person.h"

#include "service/acting.h"

#include "testing/law.h"

#define TOWN_COMMUNE 7
#define TOWN_AGENT ((user_id){ 70 })
#define TOWN_OTHER_AGENT ((user_id){ 71 })

struct town {
	struct arena *a;
	const char *url;
	struct db *db;
	str country;
	/* of the person that is being added */
	struct person p;
	str identifier;
	/* of those that are added from now on */
	int64_t phone, commune;
};

static inline rc town_fund(struct tx *tx, void *cls)
{
	struct town *w = cls;
	struct fund f = { .country = w->country,
			  .name_fr = S("x"),
			  .name_ar = S("x"),
			  .name_en = S("x"),
			  .origin = S("sanad.test/ma"),
			  .next_number = 10000000,
			  .created_at = clock_now() };

	TRY(fund_create(tx, &f));
	TRY(law_planted(tx, f.created_at, f.country));
	return law_signed_for_families(tx);
}

static inline struct town town_open(struct arena *a, const char *name, const char *country)
{
	struct town w = { .a = a, .country = str_of(country), .commune = TOWN_COMMUNE };

	w.url = fresh_url(a, name);
	must(rc_ok(db_open(a, w.url, &w.db)) && rc_ok(db_migrate(w.db)));
	must(rc_ok(db_write(w.db, FOR_DEMO, "test", town_fund, &w)));
	return w;
}

static inline rc town_add(struct tx *tx, void *cls)
{
	struct town *w = cls;
	struct identifier id = { w->identifier, S("CNIE"), w->p.person_id };
	int64_t running;

	TRY(fund_take_numbers(tx, 1, &running));
	w->p.number = number_make(w->country, running);
	return person_add(tx, &w->p, &id, w->identifier.n > 0, S(""));
}

/* Somebody of the commune; `cnie` "" for none. */
static inline person_id town_person(struct town *w, const char *last, const char *first, const char *born,
				    const char *sex, const char *cnie)
{
	instant now = clock_now();

	w->p = (struct person){ .person_id = { id_new(now) },
				.last_name = str_of(last),
				.first_name = str_of(first),
				.born = str_of(born),
				.sex = str_of(sex),
				.commune_id = w->commune,
				.phone = w->phone,
				.language = S("fr"),
				.state = S("ACTIVE"),
				.source_id = 1,
				.known_from = now };
	w->identifier = str_of(cnie);
	must(rc_ok(db_write(w->db, FOR_DEMO, "test", town_add, w)));
	return w->p.person_id;
}

static inline struct acting town_self(person_id p)
{
	return (struct acting){ .why = FOR_COUNTER, .person = p };
}

static inline struct acting town_agent(void)
{
	return (struct acting){ .why = FOR_COUNTER, .user = TOWN_AGENT, .reason = S("at the counter") };
}

#endif
