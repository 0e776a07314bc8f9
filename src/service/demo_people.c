/* service/demo_people.c */
#include "service/demo_people.h"

#include "service/bulk_people.h"
#include "service/demo_territory.h"
#include "service/demo_world.h"

#include "domain/fund/fund.h"
#include "domain/membership/membership.h"

#include "store/db.h"
#include "store/sorter.h"

#include <string.h>

/* A demo fund has few users while it is filled, so chunks are larger than those of deliveries. */
enum { PEOPLE_CHUNK = 10000, KEYS_CHUNK = 40000, SORT_MEMORY = 48 << 20 };

/* What all tables of keys are filled from: numbers in the order of the table's primary key, then the person.
 */
struct key {
	unsigned char part[3][8];
	int64_t nth;
};
static const size_t key_parts[BULK_STEPS] = {
	[BULK_IDENTIFIERS] = 1, [BULK_BIRTHS] = 3, [BULK_NAMES] = 2, [BULK_PHONES] = 1
};

struct filling {
	struct db *db;
	struct arena *a;
	struct demo_run run;
	struct demo_world world;
	struct demo_skeletons skeletons;
	int64_t first_running; /* of the country's registration numbers */
	struct lease lease;
	demo_watch *watch;
	void *cls;
	bool again;
	struct sorter *sorter; /* of the step, NULL if none */

	/* the chunk */
	enum bulk_step step;
	const char *step_name;
	int64_t done, total;
	struct arena chunk;
	struct person *people;
	struct membership *members;
	struct bank_account *accounts;
	size_t people_n, members_n, accounts_n;
	void *keys;
	size_t keys_n;
};

static person_id nth_person(const struct filling *f, int64_t nth)
{
	return (person_id){ id_nth(f->run.first_person_id, nth) };
}

/* The fund's numbers make identifiers differ between runs. */
static int64_t nth_identifier(const struct filling *f, int64_t nth)
{
	return demo_id_number(f->world.country, f->run.first_number - f->first_running + nth);
}

static rc keep_going(struct tx *tx, struct filling *f)
{
	str step = { f->step_name, strlen(f->step_name) };

	TRY(lease_go_on(tx, &f->lease));
	return demo_run_progress(tx, f->run.run_id, step, f->done);
}

/* ---- keys ---- */

/* False: the person has no such key. */
static bool key_of(const struct filling *f, const struct demo_person *p, struct key *ret)
{
	int64_t last = f->skeletons.last[p->last];
	int64_t first = (p->woman ? f->skeletons.women : f->skeletons.men)[p->first];

	*ret = (struct key){ .nth = p->nth };
	switch (f->step) {
	case BULK_IDENTIFIERS:
		sorter_key64(ret->part[0], nth_identifier(f, p->nth));
		return demo_identified(f->world.country, p);
	case BULK_BIRTHS:
		sorter_key64(ret->part[0],
			     person_cell_of(p->birth_ymd, f->world.communes[p->commune].territory_id));
		sorter_key64(ret->part[1], last);
		sorter_key64(ret->part[2], first);
		return true;
	case BULK_NAMES:
		sorter_key64(ret->part[0], last);
		sorter_key64(ret->part[1], first);
		return true;
	case BULK_PHONES:
		sorter_key64(ret->part[0], p->phone);
		return p->phone != 0;
	case BULK_PEOPLE:
	case BULK_STEPS:
		break;
	}
	must(false);
	return false;
}

static void key_row(struct filling *f, const struct key *k)
{
	int64_t x = sorter_int64(k->part[0]), y = sorter_int64(k->part[1]), z = sorter_int64(k->part[2]);
	person_id id = nth_person(f, k->nth);
	size_t i = f->keys_n++;

	switch (f->step) {
	case BULK_IDENTIFIERS:
		((struct identifier *)f->keys)[i] =
		    (struct identifier){ demo_id_text(&f->chunk, f->world.country, x),
					 demo_id_kind(f->world.country), id };
		break;
	case BULK_BIRTHS:
		((struct person_cell *)f->keys)[i] = (struct person_cell){ x, y, z, id };
		break;
	case BULK_NAMES:
		((struct person_name *)f->keys)[i] = (struct person_name){ x, y, id };
		break;
	case BULK_PHONES:
		((struct person_phone *)f->keys)[i] = (struct person_phone){ x, id };
		break;
	case BULK_PEOPLE:
	case BULK_STEPS:
		break;
	}
}

static rc write_keys(struct tx *tx, void *cls)
{
	struct filling *f = cls;

	TRY(keep_going(tx, f));
	return db_load(tx, bulk_step_table(f->step), f->keys, f->keys_n);
}

static rc keys_chunk(struct filling *f)
{
	const void *key;
	rc r = OK;

	f->keys = arena_alloc(&f->chunk, KEYS_CHUNK, sizeof(struct identifier));
	f->keys_n = 0;
	while (rc_ok(r) && f->keys_n < KEYS_CHUNK && f->done < f->total) {
		r = sorter_next(f->sorter, &key);
		if (rc_ok(r))
			key_row(f, key);
		f->done++;
	}
	return rc_ok(r) ? db_write_bulk(f->db, FOR_DEMO, f->step_name, write_keys, f) : r;
}
_Static_assert(sizeof(struct identifier) >= sizeof(struct person_cell), "the widest row of keys");

static rc sort_keys(struct filling *f)
{
	struct demo_stream s = { .world = &f->world };
	struct key k;

	for (int64_t i = 0; i < f->run.people; i++)
		if (key_of(f, demo_next(&s), &k))
			TRY(sorter_add(f->sorter, &k));
	TRY(sorter_finish(f->sorter));
	f->total = sorter_count(f->sorter);
	return OK;
}

static rc fill_sorted(struct filling *f, int64_t skip)
{
	const void *passed;

	TRY(sort_keys(f));
	for (f->done = 0; f->done < skip; f->done++)
		TRY(sorter_next(f->sorter, &passed));
	while (f->done < f->total) {
		arena_init(&f->chunk, (size_t)64 << 20);
		rc r = keys_chunk(f);
		arena_done(&f->chunk);
		TRY(r);
		f->watch(f->cls, f->step_name, f->done, f->total);
	}
	return OK;
}

/* One table at a time: a sorter lives as long as its step. */
static rc fill_keys(struct filling *f, int64_t skip)
{
	struct arena life;

	arena_init(&life, (size_t)4 * SORT_MEMORY);
	rc r = sorter_new(&life, sizeof(struct key), key_parts[f->step] * 8, SORT_MEMORY, &f->sorter);
	if (rc_ok(r)) {
		r = fill_sorted(f, skip);
		sorter_free(f->sorter);
	}
	arena_done(&life);
	return r;
}

/* ---- people ---- */

static rc write_people(struct tx *tx, void *cls)
{
	struct filling *f = cls;

	TRY(keep_going(tx, f));
	TRY(db_load(tx, &person_table, f->people, f->people_n));
	TRY(db_load(tx, &membership_table, f->members, f->members_n));
	TRY(db_load(tx, &bank_account_table, f->accounts, f->accounts_n));
	struct journal_entry e = { .why = FOR_DEMO, .kind = S("demo.persons"), .object = f->run.run_id };
	return bulk_journal(tx, &f->chunk, f->people, f->people_n, f->done - (int64_t)f->people_n, e);
}

static void person_rows(struct filling *f, const struct demo_person *p)
{
	struct demo_text t = demo_write(&f->chunk, &f->world, p);
	const struct demo_run *run = &f->run;
	person_id id = nth_person(f, p->nth);

	f->people[f->people_n++] = (struct person){
		.person_id = id,
		.number = number_make(f->world.country, run->first_number + p->nth),
		.last_name = t.last_name,
		.first_name = t.first_name,
		.last_name_ar = t.last_name_ar,
		.first_name_ar = t.first_name_ar,
		.born = t.born,
		.sex = t.sex,
		.commune_id = f->world.communes[p->commune].territory_id,
		.address = t.address,
		.phone = p->phone,
		.email = t.email,
		.language = t.language,
		.state = S("ACTIVE"),
		.source_id = run->run_id,
		.known_from = run->began_at,
	};
	if (t.scheme.n > 0)
		f->members[f->members_n++] = (struct membership){
			.person_id = id,
			.scheme = t.scheme,
			.from_day = t.from_day,
			.known_from = run->began_at,
			.known_until = KNOWN_STILL,
			.until_day = DATE_NEVER,
			.state = S("ACTIVE"),
			.profession = t.profession,
			.income_class = t.income_class,
			.activity_start = t.activity_start,
			.source_id = run->run_id,
		};
	if (t.rib.n > 0)
		f->accounts[f->accounts_n++] =
		    (struct bank_account){ id, run->began_at, KNOWN_STILL, t.rib, run->run_id };
}

static rc people_chunk(struct filling *f, struct demo_stream *s)
{
	f->people = arena_array(&f->chunk, struct person, PEOPLE_CHUNK);
	f->members = arena_array(&f->chunk, struct membership, PEOPLE_CHUNK);
	f->accounts = arena_array(&f->chunk, struct bank_account, PEOPLE_CHUNK);
	f->people_n = f->members_n = f->accounts_n = 0;
	for (; f->people_n < PEOPLE_CHUNK && f->done < f->total; f->done++)
		person_rows(f, demo_next(s));
	return db_write_bulk(f->db, FOR_DEMO, "PEOPLE", write_people, f);
}

static rc fill_people(struct filling *f, int64_t skip)
{
	struct demo_stream s = { .world = &f->world };

	f->total = f->run.people;
	for (f->done = 0; f->done < skip; f->done++)
		(void)demo_next(&s);
	while (f->done < f->total) {
		arena_init(&f->chunk, (size_t)64 << 20);
		rc r = people_chunk(f, &s);
		arena_done(&f->chunk);
		TRY(r);
		f->watch(f->cls, "PEOPLE", f->done, f->total);
	}
	return OK;
}

/* ---- the whole run ---- */

static rc begin(struct tx *tx, struct filling *f, instant now)
{
	struct demo_run *run = &f->run;
	struct journal_entry e = { .why = FOR_DEMO, .kind = S("demo.began") };

	*run = (struct demo_run){
		.run_id = id_new(now), .people = run->people, .seed = run->seed, .began_at = now
	};
	run->world = demo_world_mark(&f->world);
	TRY(fund_take_ids(tx, now, run->people, &run->first_person_id));
	TRY(fund_take_numbers(tx, run->people, &run->first_number));
	TRY(demo_run_add(tx, run));
	e.object = run->run_id;
	e.detail = str_printf(f->a, "%lld people, seed %lld", (long long)run->people, (long long)run->seed);
	return journal_write(tx, now, &e);
}

static rc claim(struct tx *tx, void *cls)
{
	struct filling *f = cls;
	struct demo_run there;
	instant now = clock_now();
	int64_t last;

	rc r = demo_run_find(tx, f->run.people, f->run.seed, f->a, &there);
	bool known = rc_ok(r);
	if (!known && !rc_is(r, E_DB_NONE))
		return r;
	date day = clock_day(known ? there.began_at : now);
	TRY(demo_world_load(tx, f->a, day, f->run.seed, &f->world));
	TRY(fund_numbers(f->world.country, &f->first_running, &last));
	f->again = known && there.ended_at.us != 0;
	if (f->again)
		return OK;
	TRY(lease_begin(tx, &f->lease));
	if (!known) {
		r = demo_run_open(tx, f->a, &there);
		CHECK(!rc_ok(r), DEMO_OPEN);
		return rc_is(r, E_DB_NONE) ? begin(tx, f, now) : r;
	}
	CHECK(there.world == demo_world_mark(&f->world), DEMO_WORLD);
	f->run = there;
	return OK;
}

static rc finish(struct tx *tx, void *cls)
{
	struct filling *f = cls;
	instant now = clock_now();
	struct journal_entry e = { .why = FOR_DEMO, .kind = S("demo.ended"), .object = f->run.run_id };

	TRY(demo_run_ended(tx, f->run.run_id, now));
	TRY(lease_end(tx, &f->lease));
	return journal_write(tx, now, &e);
}

/* Somebody was registered by hand with one of our identifiers: what is there is taken back. The next run gets
 * other numbers, and other identifiers. */
static rc give_up(struct tx *tx, void *cls)
{
	struct filling *f = cls;
	struct journal_entry e = { .why = FOR_DEMO, .kind = S("demo.dropped"), .object = f->run.run_id };

	TRY(identifier_release(tx, nth_person(f, 0), nth_person(f, f->run.people)));
	TRY(demo_run_drop(tx, f->run.run_id));
	TRY(lease_end(tx, &f->lease));
	return journal_write(tx, clock_now(), &e);
}

static rc fill(struct filling *f)
{
	enum bulk_step from = bulk_step_of(f->run.step);

	f->skeletons = demo_skeletons(f->a);
	for (enum bulk_step s = from; s < BULK_STEPS; s++) {
		int64_t skip = s == from ? f->run.step_done : 0;
		f->step = s;
		f->step_name = bulk_step_name(s);
		rc r = s == BULK_PEOPLE ? fill_people(f, skip) : fill_keys(f, skip);
		if (s == BULK_IDENTIFIERS && rc_is(r, E_DB_EXISTS)) {
			TRY(db_write(f->db, FOR_DEMO, "demo give up", give_up, f));
			FAIL(DEMO_IDENTIFIER);
		}
		TRY(r);
	}
	return db_write(f->db, FOR_DEMO, "demo ended", finish, f);
}

static void count(const struct filling *f, struct demo_report *ret)
{
	struct demo_stream s = { .world = &f->world };
	const str *schemes = demo_schemes(f->world.country, &ret->schemes);

	for (int i = 0; i < ret->schemes; i++)
		ret->scheme[i] = schemes[i];
	for (int64_t i = 0; i < f->run.people; i++) {
		const struct demo_person *p = demo_next(&s);
		ret->children += p->age < 18;
		ret->identified += demo_identified(f->world.country, p);
		ret->reachable += p->phone != 0;
		if (p->scheme >= 0)
			ret->members[p->scheme]++;
	}
	ret->people = s.people;
	ret->families = s.families;
}

rc demo_people(struct db *db, struct arena *a, int64_t people, int64_t seed, demo_watch *watch, void *cls,
	       struct demo_report *ret)
{
	bool planted;

	must(1 <= people && people <= DEMO_PEOPLE_MAX && seed >= 0);
	struct filling *f = arena_new(a, struct filling);
	*f = (struct filling){
		.db = db, .a = a, .run = { .people = people, .seed = seed }, .watch = watch, .cls = cls
	};
	f->lease = bulk_lease(a);
	TRY(demo_territory(db, a, clock_now(), &planted));
	TRY(db_write(db, FOR_DEMO, "demo people", claim, f));
	if (!f->again) {
		rc r = fill(f);
		if (!rc_ok(r))
			lease_let_go(db, FOR_DEMO, &f->lease);
		TRY(r);
	}
	*ret = (struct demo_report){ .again = f->again };
	count(f, ret);
	return OK;
}
