/* service/decide_review.c */
#include "service/decide_review.h"

#include "service/feed_change.h"
#include "service/feed_rules.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"

#include "store/db.h"

#include <string.h>

struct deciding {
	review_id id;
	user_id who;
	enum review_answer answer;
	str note;
	struct arena *a;
	instant now;
	struct review review;
	struct feed feed;
	struct row_rules rules;
	struct feed_row row;
	str country;
	person_id person;
};

static rc load(struct tx *tx, void *cls)
{
	struct deciding *d = cls;
	struct fund fund;

	TRY(review_get(tx, d->id, d->a, &d->review));
	TRY(fund_read(tx, d->a, &fund));
	d->country = fund.country;
	return feed_get(tx, d->review.feed_id, d->a, &d->feed);
}

static rc read_row(struct deciding *d, struct db *db)
{
	TRY(feed_rules_load(db, d->a, &d->feed, &d->rules));
	TRY(review_row(d->a, &d->review, &d->rules, &d->row));
	CHECK(d->row.reject == CODE_NONE, DB_SHAPE); /* it was taken when the question was asked */
	return OK;
}

static struct feed_context context_of(struct deciding *d)
{
	/* what is decided today is known from today on, and came with the delivery */
	d->feed.applied_at = d->now;
	d->feed.approved_by = d->who;
	return (struct feed_context){ &d->feed, clock_day(d->feed.created_at) };
}

static rc register_apart(struct tx *tx, struct deciding *d)
{
	struct feed_context c = context_of(d);
	struct person p;
	int64_t running;
	struct identifier id = { { d->row.id_value, strlen(d->row.id_value) },
				 { d->row.id_kind, strlen(d->row.id_kind) },
				 { id_new(d->now) } };
	/* an identifier that two people claim stays with the one who has it */
	size_t ids = str_eq(d->review.code, feed_code_name(CODE_ID_SHARED)) ? 0 : 1;

	TRY(fund_take_numbers(tx, 1, &running));
	row_person(&c, &d->row, id.person_id, number_make(d->country, running), &p);
	p.born = row_born(d->a, &d->row);
	TRY(person_add(tx, &p, &id, ids, d->row.rib_good ? d->row.field[COL_RIB] : S("")));
	TRY(person_distinct_add(tx, p.person_id, d->review.other_id, d->who, d->now));
	d->person = p.person_id;
	return feed_change(tx, d->a, &c, &d->row, d->review.line, OUT_DUPLICATE,
			   feed_code_name(CODE_SAME_PERSON), p.person_id);
}

static rc link_known(struct tx *tx, struct deciding *d)
{
	struct feed_context c = context_of(d);

	d->person = d->review.other_id;
	return feed_change(tx, d->a, &c, &d->row, d->review.line, OUT_DUPLICATE,
			   feed_code_name(CODE_SAME_PERSON), d->person);
}

static rc record(struct tx *tx, struct deciding *d, str state, str was)
{
	struct journal_entry e = { .user = d->who,
				   .why = FOR_REGISTRATION,
				   .kind = S("review.decided"),
				   .person = d->person,
				   .object = d->id.v,
				   .detail = state };

	d->review.state = state;
	d->review.person_id = d->person;
	d->review.decided_by = d->who;
	d->review.decided_at = d->now;
	d->review.note = d->note;
	TRY(review_set(tx, &d->review, was));
	return journal_write(tx, d->now, &e);
}

static rc decide(struct tx *tx, void *cls)
{
	static const str states[] = { { "SAME", 4 }, { "NOT_SAME", 8 }, { "LATER", 5 } };
	struct deciding *d = cls;
	struct review now;

	d->now = clock_now();
	d->person = (person_id){ 0 };
	TRY(review_get(tx, d->id, d->a, &now));
	CHECK(str_eq(now.state, REVIEW_OPEN) || str_eq(now.state, REVIEW_LATER), REVIEW_STATE);
	if (d->answer == REVIEW_IS_SAME)
		TRY(link_known(tx, d));
	if (d->answer == REVIEW_IS_NOT_SAME)
		TRY(register_apart(tx, d));
	return record(tx, d, states[d->answer], now.state);
}

static rc withdraw(struct tx *tx, struct deciding *d, person_id id)
{
	struct person p;
	struct membership *m;
	size_t n;

	TRY(person_get(tx, id, d->a, &p));
	TRY(membership_list(tx, id, d->a, &m, &n));
	for (size_t i = 0; i < n; i++)
		TRY(membership_retract(tx, &m[i], d->now));
	return person_withdraw(tx, &p, d->review.other_id, d->now);
}

/* The membership that a link opened was never true. */
static rc unlink_row(struct tx *tx, struct deciding *d, const struct review *r)
{
	struct membership *m;
	size_t n;

	TRY(membership_list(tx, r->person_id, d->a, &m, &n));
	for (size_t i = 0; i < n; i++)
		if (m[i].source_id == r->feed_id.v && m[i].known_from.us == r->decided_at.us)
			TRY(membership_retract(tx, &m[i], d->now));
	return OK;
}

static rc undo(struct tx *tx, void *cls)
{
	struct deciding *d = cls;
	struct review was;

	d->now = clock_now();
	TRY(review_get(tx, d->id, d->a, &was));
	CHECK(str_eq(was.state, REVIEW_SAME) || str_eq(was.state, REVIEW_NOT_SAME) ||
		  str_eq(was.state, REVIEW_LATER),
	      REVIEW_STATE);
	d->review = was;
	if (!str_eq(was.state, REVIEW_LATER))
		TRY(feed_record_drop(tx, was.body_id, was.record_id));
	if (str_eq(was.state, REVIEW_SAME))
		TRY(unlink_row(tx, d, &was));
	if (str_eq(was.state, REVIEW_NOT_SAME))
		TRY(withdraw(tx, d, was.person_id));
	d->person = (person_id){ 0 };
	return record(tx, d, REVIEW_OPEN, was.state);
}

rc review_decide(struct db *db, review_id id, user_id who, enum review_answer answer, str note,
		 person_id *ret_person)
{
	struct arena a;

	arena_init(&a, (size_t)16 << 20);
	struct deciding *d = arena_new(&a, struct deciding);
	*d = (struct deciding){ .id = id, .who = who, .answer = answer, .note = note, .a = &a };
	rc r = db_read(db, FOR_REGISTRATION, "review", load, d);
	if (rc_ok(r))
		r = read_row(d, db);
	if (rc_ok(r))
		r = db_write(db, FOR_REGISTRATION, "review decide", decide, d);
	*ret_person = d->person;
	arena_done(&a);
	return r;
}

rc review_undo(struct db *db, review_id id, user_id who, str note)
{
	struct arena a;
	struct deciding d = { .id = id, .who = who, .note = note, .a = &a };

	arena_init(&a, (size_t)4 << 20);
	rc r = db_write(db, FOR_REGISTRATION, "review undo", undo, &d);
	arena_done(&a);
	return r;
}
