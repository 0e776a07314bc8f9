/* service/demo_people.c */
#include "service/demo_people.h"

#include "service/bulk_people.h"
#include "service/demo_territory.h"
#include "service/demo_world.h"

#include "base/ahead.h"

#include "domain/fund/fund.h"
#include "domain/membership/membership.h"

#include "store/db.h"
#include "store/sorter.h"

/* A demo fund has few users while it is filled, so chunks are larger than those of deliveries. */
enum { PEOPLE_CHUNK = 10000, KEYS_CHUNK = 20000, SORT_MEMORY = 48 << 20, CHUNK_MEMORY = 64 << 20 };

/* What all tables of keys are filled from: numbers in the order of the table's primary key, then the person.
 */
struct key {
	unsigned char part[3][8];
	int64_t nth;
};
static const size_t key_parts[BULK_STEPS] = {
	[BULK_IDENTIFIERS] = 1, [BULK_BIRTHS] = 3, [BULK_NAMES] = 2, [BULK_PHONES] = 1
};

/* Makes the rows: all of it belongs to the second thread (base/ahead.h). */
struct making {
	const struct demo_run *run;
	const struct demo_world *world;
	struct demo_skeletons skeletons;
	int64_t first_running; /* of the country's registration numbers */
	enum bulk_step step;
	bool begun;
	int64_t done, total;
	int64_t skip;	       /* so much of the step an interrupted run did */
	struct arena life;     /* of the step */
	struct sorter *sorter; /* of the step, NULL if none */
	struct demo_stream stream;
};

struct filling {
	struct db *db;
	struct arena *a;
	struct demo_run run;
	struct demo_world world;
	int64_t first_running;
	struct lease lease;
	demo_watch *watch;
	void *cls;
	bool again;
	enum bulk_step step;
	const struct bulk_chunk *chunk; /* being written */
	struct arena tmp;
};

static person_id nth_person(const struct demo_run *run, int64_t nth)
{
	return (person_id){ id_nth(run->first_person_id, nth) };
}

/* ---- keys ---- */

/* The fund's numbers make identifiers differ between runs. */
static int64_t nth_identifier(const struct making *m, int64_t nth)
{
	return demo_id_number(m->world->country, m->run->first_number - m->first_running + nth);
}

/* False: the person has no such key. */
static bool key_of(const struct making *m, const struct demo_person *p, struct key *ret)
{
	int64_t last = m->skeletons.last[p->last];
	int64_t first = (p->woman ? m->skeletons.women : m->skeletons.men)[p->first];

	*ret = (struct key){ .nth = p->nth };
	switch (m->step) {
	case BULK_IDENTIFIERS:
		sorter_key64(ret->part[0], nth_identifier(m, p->nth));
		return demo_identified(m->world->country, p);
	case BULK_BIRTHS:
		sorter_key64(ret->part[0],
			     person_cell_of(p->birth_ymd, m->world->communes[p->commune].territory_id));
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

static struct identifier identifier(const struct making *m, struct arena *a, int64_t number, person_id id)
{
	str country = m->world->country;

	return (struct identifier){ demo_id_text(a, country, number), demo_id_kind(country), id };
}

static void key_row(const struct making *m, struct arena *a, const struct key *k, struct bulk_chunk *c)
{
	int64_t x = sorter_int64(k->part[0]), y = sorter_int64(k->part[1]), z = sorter_int64(k->part[2]);
	person_id id = nth_person(m->run, k->nth);
	size_t i = c->keys_n++;

	switch (c->step) {
	case BULK_IDENTIFIERS:
		((struct identifier *)c->keys)[i] = identifier(m, a, x, id);
		break;
	case BULK_BIRTHS:
		((struct person_cell *)c->keys)[i] = (struct person_cell){ x, y, z, id };
		break;
	case BULK_NAMES:
		((struct person_name *)c->keys)[i] = (struct person_name){ x, y, id };
		break;
	case BULK_PHONES:
		((struct person_phone *)c->keys)[i] = (struct person_phone){ x, id };
		break;
	case BULK_PEOPLE:
	case BULK_STEPS:
		break;
	}
}

static rc keys_chunk(struct making *m, struct arena *a, struct bulk_chunk *c)
{
	const void *key;

	bulk_room(c, a, KEYS_CHUNK);
	for (; c->keys_n < KEYS_CHUNK && m->done < m->total; m->done++) {
		TRY(sorter_next(m->sorter, &key));
		key_row(m, a, key, c);
	}
	return OK;
}

/* One table at a time: a sorter lives as long as its step. */
static rc sort_keys(struct making *m)
{
	const void *passed;
	struct key k;

	TRY(sorter_new(&m->life, sizeof(struct key), key_parts[m->step] * 8, SORT_MEMORY, &m->sorter));
	for (int64_t i = 0; i < m->run->people; i++)
		if (key_of(m, demo_next(&m->stream), &k))
			TRY(sorter_add(m->sorter, &k));
	TRY(sorter_finish(m->sorter));
	m->total = sorter_count(m->sorter);
	for (; m->done < m->skip; m->done++)
		TRY(sorter_next(m->sorter, &passed));
	return OK;
}

/* ---- people ---- */

static void person_rows(const struct making *m, struct arena *a, const struct demo_person *p,
			const struct demo_text *t, struct bulk_chunk *c)
{
	const struct demo_run *run = m->run;
	person_id id = nth_person(run, p->nth);

	c->people[c->people_n++] = (struct person){
		.person_id = id,
		.number = number_make(m->world->country, run->first_number + p->nth),
		.last_name = t->last_name,
		.first_name = t->first_name,
		.last_name_ar = t->last_name_ar,
		.first_name_ar = t->first_name_ar,
		.born = t->born,
		.sex = t->sex,
		.commune_id = m->world->communes[p->commune].territory_id,
		.address = t->address,
		.phone = p->phone,
		.email = t->email,
		.language = t->language,
		.state = S("ACTIVE"),
		.source_id = run->run_id,
		.known_from = run->began_at,
	};
	if (demo_identified(m->world->country, p))
		c->ids[c->ids_n++] = identifier(m, a, nth_identifier(m, p->nth), id);
	if (t->scheme.n > 0)
		c->members[c->members_n++] = (struct membership){
			.person_id = id,
			.scheme = t->scheme,
			.from_day = t->from_day,
			.known_from = run->began_at,
			.known_until = KNOWN_STILL,
			.until_day = DATE_NEVER,
			.state = S("ACTIVE"),
			.profession = t->profession,
			.income_class = t->income_class,
			.activity_start = t->activity_start,
			.source_id = run->run_id,
		};
	if (t->rib.n > 0)
		c->accounts[c->accounts_n++] =
		    (struct bank_account){ id, run->began_at, KNOWN_STILL, t->rib, run->run_id };
}

/* A link from each parent who is a member of a scheme, between two who were both given out. */
static void link_row(const struct making *m, const struct demo_person *of, const struct demo_person *to,
		     struct bulk_chunk *c)
{
	const struct demo_run *run = m->run;
	bool spouse = of->parent && to->parent;
	date born;

	if (of->scheme < 0)
		return;
	int y = to->birth_ymd / 10000, month = to->birth_ymd / 100 % 100, day = to->birth_ymd % 100;
	must(rc_ok(date_make(y, month == 0 ? 1 : month, day == 0 ? 1 : day, &born)));
	c->links[c->links_n++] = (struct family_link){
		.person_id = nth_person(run, of->nth),
		.relative_id = nth_person(run, to->nth),
		.role = family_role_name(spouse ? ROLE_SPOUSE : ROLE_CHILD),
		.from_day = spouse ? demo_married(of, to) : born,
		.known_from = run->began_at,
		.known_until = KNOWN_STILL,
		.until_day = DATE_NEVER,
		.state = LINK_ACTIVE,
		.source_id = run->run_id,
	};
}

static void family_rows(const struct making *m, const struct demo_person *p, struct bulk_chunk *c)
{
	const struct demo_person *other = m->stream.member;

	for (; other != p; other++) { /* those of the family before this one */
		if (!other->parent)
			continue;
		link_row(m, other, p, c);
		if (p->parent)
			link_row(m, p, other, c);
	}
}

static void money_rows(const struct making *m, struct arena *a, const struct demo_person *p,
		       const struct demo_text *t, struct bulk_chunk *c)
{
	const struct demo_run *run = m->run;
	person_id id = nth_person(run, p->nth);
	struct demo_money money;
	str score = demo_score(a, p, t);

	demo_contributions(p, t, clock_day(run->began_at), &money);
	for (int i = 0; i < money.n; i++)
		c->contributions[c->contributions_n++] = (struct contribution_period){
			.person_id = id,
			.scheme = t->scheme,
			.period_from = money.month[i].month,
			.known_from = run->began_at,
			.known_until = KNOWN_STILL,
			.period_until = date_add_months(money.month[i].month, 1),
			.amount = money.amount,
			.paid_day = money.month[i].paid,
			.source_id = run->run_id,
		};
	if (score.n > 0)
		c->scores[c->scores_n++] = (struct household_score){ .person_id = id,
								     .from_day = t->from_day,
								     .known_from = run->began_at,
								     .known_until = KNOWN_STILL,
								     .until_day = DATE_NEVER,
								     .score = score,
								     .source_id = run->run_id };
}

/* Whole families: whoever has a right through somebody is decided with them. */
static void people_chunk(struct making *m, struct arena *a, struct bulk_chunk *c)
{
	enum {
		ROOM = PEOPLE_CHUNK + DEMO_FAMILY_MAX,
		MONTHS = 4 * PEOPLE_CHUNK,
		FAMILY = DEMO_FAMILY_MAX * DEMO_MONTHS_MAX
	};

	bulk_room(c, a, ROOM);
	c->links = arena_array(a, struct family_link, 2 * ROOM);
	c->contributions = arena_array(a, struct contribution_period, MONTHS);
	c->scores = arena_array(a, struct household_score, ROOM);
	c->first_nth = m->done;
	for (; m->done < m->total; m->done++) {
		bool full = c->people_n >= PEOPLE_CHUNK || c->contributions_n + FAMILY > MONTHS;
		if (full && demo_family_ends(&m->stream))
			break;
		const struct demo_person *p = demo_next(&m->stream);
		struct demo_text t = demo_write(a, m->world, p);
		person_rows(m, a, p, &t, c);
		family_rows(m, p, c);
		if (p->scheme >= 0)
			money_rows(m, a, p, &t, c);
	}
	bulk_digest(c);
}

/* ---- step by step ---- */

static rc step_begin(struct making *m)
{
	m->begun = true;
	m->done = 0;
	m->total = m->run->people;
	m->stream = (struct demo_stream){ .world = m->world };
	if (m->step != BULK_PEOPLE)
		return sort_keys(m);
	for (; m->done < m->skip; m->done++)
		(void)demo_next(&m->stream);
	return OK;
}

static void step_end(struct making *m)
{
	if (m->sorter != NULL)
		sorter_free(m->sorter);
	m->sorter = NULL;
	arena_done(&m->life);
	m->skip = 0;
	m->begun = false;
}

static rc make_chunk(void *cls, struct arena *a, void **ret)
{
	struct making *m = cls;

	for (; m->step < BULK_STEPS; m->step++) {
		if (!m->begun)
			TRY(step_begin(m));
		if (m->done < m->total)
			break;
		step_end(m);
	}
	if (m->step == BULK_STEPS)
		return OK;
	struct bulk_chunk *c = arena_new(a, struct bulk_chunk);
	c->step = m->step;
	if (m->step == BULK_PEOPLE)
		people_chunk(m, a, c);
	else
		TRY(keys_chunk(m, a, c));
	c->done = m->done;
	c->total = m->total;
	*ret = c;
	return OK;
}

static rc write_chunk(struct tx *tx, void *cls)
{
	struct filling *f = cls;
	const struct bulk_chunk *c = f->chunk;
	const char *step = bulk_step_name(c->step);
	struct journal_entry e = { .why = FOR_DEMO, .kind = S("demo.persons"), .object = f->run.run_id };

	TRY(lease_go_on(tx, &f->lease));
	TRY(demo_run_progress(tx, f->run.run_id, str_of(step), c->done));
	TRY(bulk_load(tx, c));
	return c->people_n == 0 ? OK : bulk_journal(tx, &f->tmp, c, e);
}

static rc fill_chunk(void *cls, void *chunk)
{
	struct filling *f = cls;

	f->chunk = chunk;
	f->step = f->chunk->step;
	arena_init(&f->tmp, 1 << 20);
	rc r = db_write_bulk(f->db, FOR_DEMO, bulk_step_name(f->step), write_chunk, f);
	arena_done(&f->tmp);
	TRY(r);
	f->watch(f->cls, bulk_step_name(f->step), f->chunk->done, f->chunk->total);
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

	TRY(identifier_release(tx, nth_person(&f->run, 0), nth_person(&f->run, f->run.people)));
	TRY(demo_run_drop(tx, f->run.run_id));
	TRY(lease_end(tx, &f->lease));
	return journal_write(tx, clock_now(), &e);
}

static rc fill(struct filling *f)
{
	struct making m = {
		.run = &f->run,
		.world = &f->world,
		.skeletons = demo_skeletons(f->a),
		.first_running = f->first_running,
		.step = bulk_step_of(f->run.step),
		.skip = f->run.step_done,
	};

	f->step = m.step;
	arena_init(&m.life, (size_t)4 * SORT_MEMORY);
	rc r = ahead_run(CHUNK_MEMORY, make_chunk, &m, fill_chunk, f);
	step_end(&m);
	if (f->step == BULK_IDENTIFIERS && rc_is(r, E_DB_EXISTS)) {
		TRY(db_write(f->db, FOR_DEMO, "demo give up", give_up, f));
		FAIL(DEMO_IDENTIFIER);
	}
	TRY(r);
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
