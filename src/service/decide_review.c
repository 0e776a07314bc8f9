/* service/decide_review.c */
#include "service/decide_review.h"

#include "service/refresh_rights.h"

#include "service/feed_change.h"
#include "service/feed_rules.h"
#include "service/find_likely.h"
#include "service/follow_account.h"
#include "service/follow_facts.h"

#include "domain/feed/dispute.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"
#include "domain/payment_mode/payment_mode.h"
#include "domain/request/request.h"

#include "store/db.h"

struct deciding {
	review_id id;
	feed_id seen;
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
	struct feed_record known; /* whom the body's key means by now; person 0: nobody */
	struct review *about;	  /* every question about the row */
	size_t about_n;
	person_id holder; /* of the row's identifier, 0 if nobody */
	bool disputed;	  /* the person said that the body's rows aren't about them, or... */
	bool stopped;	  /* ... that the activity is over */
	struct feed_dispute dispute;
	person_id person;
};

static rc load(struct tx *tx, void *cls)
{
	struct deciding *d = cls;
	struct fund fund;

	TRY(review_get(tx, d->id, d->a, &d->review));
	CHECK(d->seen.v == 0 || d->seen.v == d->review.feed_id.v, REVIEW_CHANGED);
	d->seen = d->review.feed_id;
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
	return (struct feed_context){ &d->feed, clock_day(d->feed.created_at), d->id.v };
}

/* Whom the body's key means by now, 0 if nobody. */
static rc record_found(void *cls, const void *row)
{
	((struct deciding *)cls)->known = *(const struct feed_record *)row;
	return OK;
}

static rc look_for_dispute(struct tx *tx, struct deciding *d)
{
	struct fund_request r;

	d->stopped = false;
	TRY(dispute_get(tx, d->review.body_id, d->review.other_id, d->a, &d->dispute, &d->disputed));
	if (!d->disputed)
		return OK;
	TRY(request_get(tx, d->dispute.request_id, d->a, &r));
	d->stopped = str_eq(r.kind, REQUEST_STOPPED);
	return OK;
}

static rc look_around(struct tx *tx, struct deciding *d)
{
	struct feed_record key = { .body_id = d->review.body_id };

	d->known = (struct feed_record){ .row_hash = 0 };
	TRY(look_for_dispute(tx, d));
	TRY(db_lookup(tx, &feed_record_lookup, &key, &d->review.record_id, 1, record_found, d));
	return review_of_record(tx, d->review.body_id, d->review.record_id, d->a, &d->about, &d->about_n);
}

static bool is_open(const struct review *r)
{
	return str_eq(r->state, REVIEW_OPEN) || str_eq(r->state, REVIEW_LATER);
}

/* The other questions about the row that are in `state`. */
static const struct review *next_other(const struct deciding *d, bool (*wanted)(const struct review *r),
				       size_t *at)
{
	while (*at < d->about_n) {
		const struct review *r = &d->about[(*at)++];
		if (r->review_id.v != d->review.review_id.v && wanted(r))
			return r;
	}
	return NULL;
}

static rc holder_found(void *cls, const void *row)
{
	struct deciding *d = cls;
	const struct known_person *p = row;

	if (str_eq(p->kind, row_own_identifier(&d->row, p->person_id).kind))
		d->holder = p->person_id;
	return OK;
}

static rc find_holder(struct tx *tx, struct deciding *d)
{
	struct identifier own = row_own_identifier(&d->row, (person_id){ 0 });

	d->holder = (person_id){ 0 };
	return db_lookup(tx, &person_by_identifier, NULL, &own.value, 1, holder_found, d);
}

static bool asked_about(void *cls, person_id person)
{
	const struct deciding *d = cls;

	for (size_t i = 0; i < d->about_n; i++)
		if (d->about[i].other_id.v == person.v)
			return true;
	return false;
}

/* The row's person isn't any of those that were asked about. Somebody else may hold the identifier, or have
 * the same birth and name, whom the delivery didn't ask about or who was registered since: that is the next
 * question. */
static rc ask_next(struct tx *tx, struct deciding *d, bool *ret_asked)
{
	struct review next = d->review;
	person_id likely = { 0 };

	TRY(find_holder(tx, d));
	struct person_facts facts = row_facts(&d->row);
	TRY(find_likely(tx, &facts, asked_about, d, &likely));
	bool held = d->holder.v != 0 && !asked_about(d, d->holder);
	*ret_asked = held || likely.v != 0;
	if (!*ret_asked)
		return OK;
	next.review_id = (review_id){ id_new(d->now) };
	next.code = feed_code_name(held ? CODE_ID_SHARED : CODE_PROBABLE_DUPLICATE);
	next.other_id = held ? d->holder : likely;
	next.state = REVIEW_OPEN;
	next.person_id = (person_id){ 0 };
	next.asked_at = d->now;
	next.decided_by = (user_id){ 0 };
	next.decided_at = (instant){ 0 };
	next.note = S("");
	return review_ask(tx, &next);
}

static rc event(struct tx *tx, struct deciding *d, str kind, person_id person)
{
	struct journal_entry e = {
		.user = d->who, .why = FOR_REGISTRATION, .kind = kind, .person = person, .object = d->id.v
	};

	return journal_write(tx, d->now, &e);
}

/* Whoever was registered by an earlier answer to this question, which was taken back, is d->person after all:
 * an account, and what was told about them, goes along. */
static rc follow(struct tx *tx, struct deciding *d, bool account)
{
	struct event *e;
	size_t n;

	TRY(journal_of_object(tx, d->review.review_id.v, (event_id){ INT64_MAX }, JOURNAL_PAGE_MAX, d->a, &e,
			      &n));
	for (size_t i = 0; i < n; i++)
		if (str_eq(e[i].kind, S("person.withdrawn"))) {
			TRY(facts_follow(tx, d->a, d->now, e[i].person_id, d->person, d->who));
			return account ? account_follow(tx, d->a, d->now, e[i].person_id, d->person) : OK;
		}
	return OK;
}

static rc register_apart(struct tx *tx, struct deciding *d)
{
	struct feed_context c = context_of(d);
	struct person p;
	int64_t running;
	struct identifier id = row_own_identifier(&d->row, (person_id){ id_new(d->now) });

	TRY(fund_take_numbers(tx, 1, &running));
	row_person(&c, &d->row, id.person_id, number_make(d->country, running), &p);
	p.born = row_born(d->a, &d->row);
	/* an identifier that two people claim stays with the one who has it */
	rc r = person_add(tx, &p, &id, d->holder.v == 0, d->row.rib_good ? d->row.field[COL_RIB] : S(""));
	/* nobody had it a moment ago: a colleague's answer gives it to somebody now */
	CHECK(!rc_is(r, E_DB_EXISTS), DB_CONFLICT);
	TRY(r);
	for (size_t i = 0; i < d->about_n; i++)
		TRY(person_distinct_add(tx, p.person_id, d->about[i].other_id, d->who, d->now));
	d->person = p.person_id;
	TRY(feed_member(tx, d->a, &c, &d->row, p.person_id));
	TRY(follow(tx, d, false));
	TRY(refresh_rights_telling(tx, d->now, p.person_id, d->id.v));
	return event(tx, d, S("person.registered"), p.person_id);
}

/* Is the question whether an activity is over, not who somebody is? The key may be one that the body has
 * newly for the person. */
static bool about_end(const struct deciding *d)
{
	return d->stopped &&
	       (d->known.person_id.v == d->review.other_id.v ||
		(d->known.person_id.v == 0 && str_eq(d->review.code, feed_code_name(CODE_DISPUTED))));
}

/* What the body says about the person isn't taken; the same row again brings nothing new. */
static rc stays_over(struct tx *tx, struct deciding *d)
{
	struct feed_context c = context_of(d);

	return feed_change(tx, d->a, &c, &d->row, d->review.line, OUT_CONFLICT, S(""), d->review.other_id);
}

static rc not_same(struct tx *tx, struct deciding *d)
{
	size_t at = 0;
	bool asked = false;

	if (about_end(d))
		return stays_over(tx, d);
	if (d->known.person_id.v == d->review.other_id.v) {
		CHECK(d->disputed, REVIEW_CONTRADICTS);
		TRY(feed_record_drop(tx, d->review.body_id, d->review.record_id));
		d->known.person_id = (person_id){ 0 };
	}
	if (d->known.person_id.v != 0)
		return person_distinct_add(tx, d->known.person_id, d->review.other_id, d->who, d->now);
	if (next_other(d, is_open, &at) != NULL)
		return OK;
	TRY(ask_next(tx, d, &asked));
	return asked ? OK : register_apart(tx, d);
}

/* Another question about the row goes with the answer to this one. */
static rc settle(struct tx *tx, struct deciding *d, const struct review *other, str state)
{
	struct review r = *other;

	r.state = state;
	r.person_id = (person_id){ 0 };
	r.decided_by = str_eq(state, REVIEW_OPEN) ? (user_id){ 0 } : d->who;
	r.decided_at = str_eq(state, REVIEW_OPEN) ? (instant){ 0 } : d->now;
	return review_set(tx, &r, other->state);
}

static rc same(struct tx *tx, struct deciding *d)
{
	struct feed_context c = context_of(d);
	const struct review *r;
	size_t at = 0;

	if (d->known.person_id.v != 0) {
		CHECK(d->known.person_id.v == d->review.other_id.v, REVIEW_CONTRADICTS);
		if (!d->disputed)
			return OK;
		d->person = d->review.other_id;
		TRY(dispute_settle(tx, &d->dispute, d->review.review_id));
		return feed_change(tx, d->a, &c, &d->row, d->review.line, OUT_UPDATED, S(""), d->person);
	}
	d->person = d->review.other_id;
	TRY(follow(tx, d, true));
	if (d->disputed)
		TRY(dispute_settle(tx, &d->dispute, d->review.review_id));
	while ((r = next_other(d, is_open, &at)) != NULL)
		TRY(settle(tx, d, r, REVIEW_SETTLED));
	TRY(feed_change(tx, d->a, &c, &d->row, d->review.line, OUT_DUPLICATE,
			feed_code_name(CODE_SAME_PERSON), d->person));
	bool identified;
	TRY(row_identifier_added(tx, &d->row, d->person, &identified));
	return identified ? event(tx, d, S("person.identified"), d->person) : OK;
}

static rc record(struct tx *tx, struct deciding *d, str state, str was)
{
	struct journal_entry e = { .user = d->who,
				   .why = FOR_REGISTRATION,
				   .kind = S("review.decided"),
				   .person = d->person.v != 0 ? d->person : d->review.other_id,
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

	d->now = clock_now();
	d->person = (person_id){ 0 };
	TRY(review_get(tx, d->id, d->a, &d->review));
	CHECK(is_open(&d->review), REVIEW_STATE);
	CHECK(d->seen.v == d->review.feed_id.v, REVIEW_CHANGED);
	str was = d->review.state;
	TRY(look_around(tx, d));
	if (d->answer == REVIEW_IS_SAME)
		TRY(same(tx, d));
	if (d->answer == REVIEW_IS_NOT_SAME)
		TRY(not_same(tx, d));
	TRY(record(tx, d, states[d->answer], was));
	if (d->person.v == 0 && d->answer != REVIEW_IS_LATER)
		d->person = d->known.person_id;
	return OK;
}

/* A delivery recognised the person, a family holds them, or they asked for something. */
static bool rests_on_person(str kind)
{
	return str_eq(kind, S("person.linked")) || str_eq(kind, S("family.linked")) ||
	       str_eq(kind, S("request.opened"));
}

/* Whom the key of the body means rests on the answer `r`, and nothing rests on that. */
static rc nothing_built_on(struct tx *tx, struct deciding *d, const struct review *r)
{
	CHECK(d->known.person_id.v == r->person_id.v && d->known.feed_id.v == r->feed_id.v, REVIEW_BUILT_ON);
	if (str_eq(r->state, REVIEW_SAME))
		return OK;
	struct person p;
	struct membership *m;
	struct event *e;
	size_t n;
	TRY(person_get(tx, r->person_id, d->a, &p));
	CHECK(p.known_from.us == r->decided_at.us, REVIEW_BUILT_ON);
	TRY(membership_list(tx, r->person_id, d->a, &m, &n));
	for (size_t i = 0; i < n; i++)
		CHECK(m[i].known_from.us == r->decided_at.us, REVIEW_BUILT_ON);
	TRY(journal_of_person(tx, r->person_id, (event_id){ INT64_MAX }, JOURNAL_PAGE_MAX, d->a, &e, &n));
	for (size_t i = 0; i < n; i++)
		CHECK(!rests_on_person(e[i].kind), REVIEW_BUILT_ON);
	/* a mandate in force would stay with somebody whom no agent can serve any more */
	struct payment_mode pays;
	rc none = payment_mode_now(tx, r->person_id, d->a, &pays);
	CHECK(!rc_ok(none), REVIEW_BUILT_ON);
	return rc_is(none, E_PAYMENT_NONE) ? OK : none;
}

/* The memberships that the answer opened were never true. */
static rc end_memberships(struct tx *tx, struct deciding *d, const struct review *r)
{
	struct membership *m;
	size_t n;

	TRY(membership_list(tx, r->person_id, d->a, &m, &n));
	for (size_t i = 0; i < n; i++)
		if (m[i].source_id == r->feed_id.v && m[i].known_from.us == r->decided_at.us)
			TRY(membership_retract(tx, &m[i], d->now));
	return refresh_rights_telling(tx, d->now, r->person_id, d->id.v);
}

static rc withdraw(struct tx *tx, struct deciding *d, const struct review *r)
{
	struct person p;

	TRY(person_get(tx, r->person_id, d->a, &p));
	TRY(event(tx, d, S("person.withdrawn"), r->person_id));
	TRY(person_withdraw(tx, &p, r->other_id, d->now));
	TRY(refresh_rights_telling(tx, d->now, r->person_id, d->id.v));
	return account_follow(tx, d->a, d->now, r->person_id, (person_id){ 0 });
}

/* A delivery that recognised the person since may have done so by the identifier. */
static rc not_linked_since(struct tx *tx, struct deciding *d, const struct review *r)
{
	struct event *e;
	size_t n;

	TRY(journal_of_person(tx, r->person_id, (event_id){ INT64_MAX }, JOURNAL_PAGE_MAX, d->a, &e, &n));
	for (size_t i = 0; i < n && e[i].at.us > r->decided_at.us; i++)
		CHECK(!str_eq(e[i].kind, S("person.linked")) || e[i].object == r->feed_id.v, REVIEW_BUILT_ON);
	return OK;
}

/* The identifier of the row, if the answer gave it to the person: its event lies between the answer's and the
 * one of the answer before. */
static rc take_identifier(struct tx *tx, struct deciding *d, const struct review *r)
{
	struct event *e;
	size_t n, answers = 0;

	TRY(journal_of_object(tx, r->review_id.v, (event_id){ INT64_MAX }, JOURNAL_PAGE_MAX, d->a, &e, &n));
	for (size_t i = 0; i < n && answers < 2; i++) {
		answers += str_eq(e[i].kind, S("review.decided"));
		if (answers == 1 && str_eq(e[i].kind, S("person.identified"))) {
			struct identifier id = row_own_identifier(&d->row, r->person_id);
			TRY(not_linked_since(tx, d, r));
			return identifier_drop(tx, &id);
		}
	}
	return OK;
}

static bool is_settled(const struct review *r) { return str_eq(r->state, REVIEW_SETTLED); }

/* What the answer `r` did to the register is taken back. */
static rc take_back(struct tx *tx, struct deciding *d, const struct review *r)
{
	const struct review *other;
	size_t at = 0;

	TRY(nothing_built_on(tx, d, r));
	TRY(dispute_unsettle(tx, r->review_id));
	TRY(feed_record_drop(tx, r->body_id, r->record_id));
	TRY(end_memberships(tx, d, r));
	if (str_eq(r->state, REVIEW_NOT_SAME))
		return withdraw(tx, d, r);
	TRY(take_identifier(tx, d, r));
	while ((other = next_other(d, is_settled, &at)) != NULL)
		TRY(settle(tx, d, other, REVIEW_OPEN));
	return OK;
}

static bool has_registered(const struct review *r)
{
	return str_eq(r->state, REVIEW_NOT_SAME) && r->person_id.v != 0;
}

static rc undo(struct tx *tx, void *cls)
{
	struct deciding *d = cls;
	size_t at = 0;

	d->now = clock_now();
	TRY(review_get(tx, d->id, d->a, &d->review));
	str was = d->review.state;
	CHECK(!str_eq(was, REVIEW_OPEN) && !is_settled(&d->review), REVIEW_STATE);
	TRY(look_around(tx, d));
	d->person = d->review.person_id;
	if (d->review.person_id.v != 0) {
		struct review answer = d->review;
		TRY(take_back(tx, d, &answer));
	} else if (str_eq(was, REVIEW_NOT_SAME)) {
		/* the last of several answers registered the person: for the time being nobody is */
		const struct review *last = next_other(d, has_registered, &at);
		if (last != NULL) {
			struct review waits = *last;
			TRY(take_back(tx, d, last));
			waits.person_id = (person_id){ 0 };
			TRY(review_set(tx, &waits, last->state));
		}
	}
	d->person = (person_id){ 0 };
	return record(tx, d, REVIEW_OPEN, was);
}

/* `change` is the transaction; *start says what was asked for. */
static rc run(struct db *db, const struct deciding *start, const char *name, db_body *change,
	      person_id *ret_person)
{
	struct arena a;

	arena_init(&a, (size_t)16 << 20);
	struct deciding *d = arena_new(&a, struct deciding);
	*d = *start;
	d->a = &a;
	rc r = db_read(db, FOR_REGISTRATION, "review", load, d);
	if (rc_ok(r))
		r = read_row(d, db);
	if (rc_ok(r))
		r = db_write(db, FOR_REVIEW, name, change, d);
	*ret_person = d->person;
	arena_done(&a);
	return r;
}

rc review_decide(struct db *db, review_id id, feed_id seen, user_id who, enum review_answer answer, str note,
		 person_id *ret_person)
{
	struct deciding d = { .id = id, .seen = seen, .who = who, .answer = answer, .note = note };

	return run(db, &d, "review decide", decide, ret_person);
}

rc review_undo(struct db *db, review_id id, user_id who, str note)
{
	struct deciding d = { .id = id, .who = who, .note = note };
	person_id nobody;

	return run(db, &d, "review undo", undo, &nobody);
}
