/* service/person_show.c */
#include "service/person_show.h"

#include "domain/access/access.h"
#include "domain/contact/contact.h"
#include "domain/feed/feed.h"
#include "domain/fund/fund.h"
#include "domain/person/death.h"
#include "domain/request/request.h"

#include "store/db.h"

struct showing {
	struct arena *a;
	person_id id;
	str number; /* instead of the id */
	user_id user;
	instant now;
	str country;
	struct person_view view;
};

static rc add_territories(struct tx *tx, struct showing *s)
{
	struct person_view *v = &s->view;
	int64_t id = v->p.commune_id;

	while (id != 0 && v->territories_n < PERSON_TERRITORIES_MAX) {
		struct territory *t = &v->territory[v->territories_n];
		rc r = territory_read(tx, id, clock_day(s->now), s->a, t);
		if (rc_is(r, E_DB_NONE))
			return OK;
		TRY(r);
		v->territories_n++;
		id = t->parent_id;
	}
	return OK;
}

/* What wasn't a delivery: a request that was accepted, or what the person said about how to reach them. */
static rc name_decision(struct tx *tx, struct showing *s, const struct contact_said *said, size_t said_n,
			struct person_source_view *v)
{
	struct fund_request request;
	rc r = request_get(tx, (request_id){ v->source_id }, s->a, &request);

	if (rc_ok(r))
		v->request = request_reference_text(s->a, request.reference);
	else if (!rc_is(r, E_REQUEST_NONE))
		return r;
	for (size_t i = 0; i < said_n; i++)
		v->contact |= said[i].source_id == v->source_id;
	return OK;
}

static rc add_sources(struct tx *tx, struct showing *s)
{
	struct person_source *sources;
	struct person_view *v = &s->view;
	struct contact_said *said;
	size_t said_n;

	TRY(person_sources(tx, v->p.person_id, s->a, &sources, &v->sources_n));
	TRY(contact_said_of(tx, v->p.person_id, s->a, &said, &said_n));
	v->sources = arena_array(s->a, struct person_source_view, v->sources_n + 1);
	for (size_t i = 0; i < v->sources_n; i++) {
		struct feed feed;
		struct body body;
		v->sources[i] =
		    (struct person_source_view){ .source_id = sources[i].source_id, .at = sources[i].at };
		rc r = feed_get(tx, (feed_id){ sources[i].source_id }, s->a, &feed);
		if (rc_is(r, E_FEED_NONE)) {
			TRY(name_decision(tx, s, said, said_n, &v->sources[i]));
			continue;
		}
		TRY(r);
		TRY(body_read(tx, feed.body_id, s->a, &body));
		v->sources[i].body_code = body.code;
		v->sources[i].sequence = feed.sequence;
	}
	return OK;
}

static rc add_events(struct tx *tx, struct showing *s)
{
	struct event *events;
	struct person_view *v = &s->view;

	TRY(journal_of_person(tx, v->p.person_id, (event_id){ INT64_MAX }, PERSON_EVENTS_MAX, s->a, &events,
			      &v->events_n));
	v->events = arena_array(s->a, struct person_event_view, v->events_n + 1);
	for (size_t i = 0; i < v->events_n; i++) {
		v->events[i].event = events[i];
		TRY(user_name(tx, s->a, events[i].user_id, &v->events[i].who));
	}
	return OK;
}

static rc add_receipts(struct tx *tx, struct showing *s)
{
	struct receipt *receipts;
	struct person_view *v = &s->view;

	TRY(receipt_of_person(tx, v->p.person_id, PERSON_RECEIPTS_MAX, s->a, &receipts, &v->receipts_n));
	v->receipts = arena_array(s->a, struct person_receipt_view, v->receipts_n + 1);
	for (size_t i = 0; i < v->receipts_n; i++) {
		v->receipts[i].r = receipts[i];
		v->receipts[i].reference = receipt_reference_text(s->a, receipts[i].reference);
		TRY(user_name(tx, s->a, receipts[i].agent_id, &v->receipts[i].who));
	}
	return OK;
}

static rc read_person(struct tx *tx, struct showing *s)
{
	struct person *p = &s->view.p, survivor;

	TRY(person_asked(tx, s->id, s->country, s->number, s->a, p));
	s->view.number = number_text(s->a, s->country, p->number);
	s->view.phone = phone_text(s->a, p->phone);
	if (p->survivor_id.v != 0) {
		TRY(person_get(tx, p->survivor_id, s->a, &survivor));
		s->view.survivor = number_text(s->a, s->country, survivor.number);
	}
	return OK;
}

static rc read_file(struct tx *tx, struct showing *s)
{
	struct person_view *v = &s->view;
	struct fund fund;

	*v = (struct person_view){ 0 };
	TRY(fund_read(tx, s->a, &fund));
	s->country = fund.country;
	TRY(read_person(tx, s));
	bool dead;
	TRY(death_get(tx, v->p.person_id, (instant){ INT64_MAX - 1 }, s->a, &v->died, &dead));
	if (!dead)
		v->died = DATE_NEVER;
	TRY(add_territories(tx, s));
	TRY(person_identifiers(tx, v->p.person_id, s->a, &v->identifiers, &v->identifiers_n));
	TRY(rights_line_of(tx, s->a, v->p.person_id, &v->rights));
	TRY(membership_list(tx, v->p.person_id, s->a, &v->memberships, &v->memberships_n));
	TRY(add_sources(tx, s));
	TRY(message_list(tx, v->p.person_id, (message_id){ INT64_MAX }, PERSON_MESSAGES_MAX, s->a,
			 &v->messages, &v->messages_n));
	TRY(add_receipts(tx, s));
	TRY(scheme_list(tx, s->a, &v->schemes, &v->schemes_n));
	return add_events(tx, s);
}

static rc show(struct tx *tx, void *cls)
{
	enum { REVIEWS_MAX = 100 };
	struct showing *s = cls;
	struct person_view *v = &s->view;

	TRY(read_file(tx, s));
	TRY(review_of_person(tx, v->p.person_id, REVIEWS_MAX, s->a, &v->reviews, &v->reviews_n));
	struct journal_entry e = {
		.user = s->user, .why = FOR_COUNTER, .kind = S("person.read"), .person = v->p.person_id
	};
	return journal_write(tx, s->now, &e);
}

static rc run(struct db *db, struct showing *s, struct person_view *ret)
{
	s->now = clock_now();
	TRY(db_write(db, FOR_COUNTER, "show a person", show, s));
	*ret = s->view;
	return OK;
}

rc person_show(struct db *db, struct arena *a, person_id id, user_id user, struct person_view *ret)
{
	struct showing s = { .a = a, .id = id, .user = user };

	CHECK(id.v != 0, PERSON_NONE);
	return run(db, &s, ret);
}

static rc add_used(struct tx *tx, struct showing *s)
{
	enum { NEWEST = 200 };
	struct service_use *u;
	size_t n;

	TRY(service_uses_of(tx, s->id, NEWEST, s->a, &u, &n));
	for (size_t i = 0; i < n; i++)
		for (unsigned k = 0; k < USES; k++)
			if (str_eq(u[i].service, used_service_name((enum used_service)k)))
				s->view.used |= 1u << k;
	return OK;
}

static rc show_own(struct tx *tx, void *cls)
{
	struct showing *s = cls;

	TRY(read_file(tx, s));
	TRY(add_used(tx, s));
	CHECK(str_eq(s->view.p.state, S("ACTIVE")), PERSON_NONE);
	return OK;
}

rc person_show_own(struct db *db, struct arena *a, person_id id, struct person_view *ret)
{
	struct showing s = { .a = a, .id = id, .now = clock_now() };

	CHECK(id.v != 0, PERSON_NONE);
	TRY(db_read(db, FOR_SELF, "show the own file", show_own, &s));
	*ret = s.view;
	return OK;
}

rc person_show_number(struct db *db, struct arena *a, str number, user_id user, struct person_view *ret)
{
	struct showing s = { .a = a, .number = number, .user = user };

	return run(db, &s, ret);
}
