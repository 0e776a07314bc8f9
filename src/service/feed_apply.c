/* service/feed_apply.c */
#include "service/feed_apply.h"

#include "service/feed_prepare.h"

#include "base/ahead.h"

#include "domain/fund/fund.h"

#include "store/db.h"

struct applying {
	struct db *db;
	struct arena *a;
	feed_id id;
	user_id who;
	struct feed feed;
	struct feed_context context;
	str country;
	struct lease lease;
	feed_watch *watch;
	void *cls;

	/* what is being written, and since when its step */
	const struct feed_chunk *chunk;
	enum bulk_step step;
	instant began;
	struct arena tmp;
};

static person_id nth_person(const struct applying *p, int64_t nth)
{
	return (person_id){ id_nth(p->feed.first_person_id, nth) };
}

/* ---- one chunk, one transaction ---- */

static rc journal_people(struct tx *tx, struct applying *p)
{
	struct journal_entry e = { .user = p->feed.approved_by,
				   .why = FOR_REGISTRATION,
				   .kind = S("feed.persons"),
				   .object = p->id.v };

	return p->chunk->bulk.people_n == 0 ? OK : bulk_journal(tx, &p->tmp, &p->chunk->bulk, e);
}

static rc write_known(struct tx *tx, struct applying *p)
{
	for (size_t i = 0; i < p->chunk->known_n; i++) {
		const struct feed_known_row *k = p->chunk->known[i];
		TRY(feed_change(tx, &p->tmp, &p->context, &k->row, k->line, k->outcome, k->code,
				k->person_id));
	}
	return OK;
}

static rc write_chunk(struct tx *tx, void *cls)
{
	struct applying *p = cls;
	const struct bulk_chunk *c = &p->chunk->bulk;
	const char *step = bulk_step_name(c->step);

	arena_done(&p->tmp); /* of a try that was lost */
	TRY(lease_go_on(tx, &p->lease));
	if (p->chunk->sorting)
		return OK;
	TRY(feed_progress(tx, p->id, str_of(step), c->done, c->total, p->began));
	TRY(bulk_load(tx, c));
	TRY(db_load(tx, &feed_record_table, p->chunk->records, c->people_n));
	TRY(journal_people(tx, p));
	return write_known(tx, p);
}

static rc apply_chunk(void *cls, void *chunk)
{
	struct applying *p = cls;

	p->chunk = chunk;
	const struct bulk_chunk *c = &p->chunk->bulk;
	if (c->step != p->step) {
		p->step = c->step;
		p->began = clock_now();
	}
	arena_init(&p->tmp, (size_t)64 << 20);
	rc r = db_write_bulk(p->db, FOR_REGISTRATION, "feed apply", write_chunk, p);
	arena_done(&p->tmp);
	TRY(r);
	p->watch(p->cls, p->chunk->sorting ? "SORT" : bulk_step_name(c->step), c->done, c->total);
	return OK;
}

/* ---- the whole run ---- */

static rc claim(struct tx *tx, void *cls)
{
	struct applying *p = cls;
	instant now = clock_now();
	struct fund fund;
	str mark;

	TRY(feed_get(tx, p->id, p->a, &p->feed));
	CHECK(str_eq(p->feed.state, feed_state_name(FEED_APPROVED)), FEED_STATE);
	TRY(fund_read(tx, p->a, &fund));
	p->country = fund.country;
	TRY(lease_begin(tx, &p->lease));
	if (p->feed.first_person_id != 0)
		return OK;
	TRY(person_mark(tx, p->a, &mark));
	CHECK(str_eq(mark, p->feed.register_mark), FEED_STALE);
	/* also one that registers nobody takes an id: it says that applying has begun */
	TRY(fund_take_ids(tx, now, p->feed.registered > 0 ? p->feed.registered : 1,
			  &p->feed.first_person_id));
	if (p->feed.registered > 0)
		TRY(fund_take_numbers(tx, p->feed.registered, &p->feed.first_number));
	p->feed.applied_at = now;
	TRY(feed_numbered(tx, p->id, p->feed.first_person_id, p->feed.first_number, now));
	struct journal_entry e = {
		.user = p->who, .why = FOR_REGISTRATION, .kind = S("feed.applying"), .object = p->id.v
	};
	return journal_write(tx, now, &e);
}

static rc finish(struct tx *tx, void *cls)
{
	struct applying *p = cls;
	instant now = clock_now();
	struct journal_entry e = {
		.user = p->who, .why = FOR_REGISTRATION, .kind = S("feed.applied"), .object = p->id.v
	};

	TRY(feed_move(tx, &p->feed, FEED_APPLIED, p->who, now, S("")));
	TRY(lease_end(tx, &p->lease));
	return journal_write(tx, now, &e);
}

/* Somebody registered one of these identifiers after the simulation: what was reserved is given back (its
 * numbers are never used), and the delivery must be simulated again. */
static rc release(struct tx *tx, void *cls)
{
	struct applying *p = cls;

	TRY(identifier_release(tx, nth_person(p, 0), nth_person(p, p->feed.registered)));
	TRY(feed_numbered(tx, p->id, 0, 0, (instant){ 0 }));
	TRY(feed_progress(tx, p->id, S(""), 0, 0, (instant){ 0 }));
	return lease_end(tx, &p->lease);
}

static rc apply(struct applying *p)
{
	struct feed_prepare *prepare;

	/* A step that was interrupted began when it began. */
	p->step = bulk_step_of(p->feed.step);
	p->began = p->feed.step_done > 0 ? p->feed.step_began : clock_now();
	p->context = (struct feed_context){ .feed = &p->feed, .day = clock_day(p->feed.created_at) };
	TRY(feed_prepare_new(p->db, &p->feed, p->country, &prepare));
	rc r = ahead_run(FEED_CHUNK_MEMORY, feed_prepare_next, prepare, apply_chunk, p);
	feed_prepare_free(prepare);
	if (p->step == BULK_IDENTIFIERS && rc_is(r, E_DB_EXISTS)) {
		TRY(db_write(p->db, FOR_REGISTRATION, "feed release", release, p));
		FAIL(FEED_STALE);
	}
	TRY(r);
	return db_write(p->db, FOR_REGISTRATION, "feed applied", finish, p);
}

rc feed_apply(struct db *db, feed_id id, user_id who, feed_watch *watch, void *cls)
{
	struct arena a;

	arena_init(&a, (size_t)16 << 20);
	struct applying *p = arena_new(&a, struct applying);
	*p = (struct applying){ .db = db, .a = &a, .id = id, .who = who, .watch = watch, .cls = cls };
	/* one at a time: what is applied must be what the simulation saw */
	p->lease = bulk_lease(&a);
	rc r = db_write(db, FOR_REGISTRATION, "feed apply", claim, p);
	if (rc_ok(r)) {
		r = apply(p);
		if (!rc_ok(r))
			lease_let_go(db, FOR_REGISTRATION, &p->lease);
	}
	arena_done(&a);
	return r;
}
