/* service/requests.c - what people ask of the fund. */
#include "service/requests.h"

#include "service/assist.h"
#include "service/secret.h"
#include "service/tell_person.h"

#include "domain/access/access.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"

#include <string.h>

#define DAY_US INT64_C(86400000000)

static rc event(struct tx *tx, instant now, const struct acting *by, str kind, const struct fund_request *r,
		str detail)
{
	struct journal_entry e = { .user = by->user,
				   .why = by->why,
				   .kind = kind,
				   .person = r->person_id,
				   .object = r->request_id.v,
				   .detail = detail };

	return journal_write(tx, now, &e);
}

/* ---- opening ---- */

static rc attach(struct tx *tx, struct arena *a, const struct fund_request *r, const document_id *document,
		 size_t n)
{
	document_id *there;
	struct document d;
	size_t there_n;

	TRY(request_documents(tx, r->request_id, a, &there, &there_n));
	CHECK(n <= REQUEST_DOCUMENTS_MAX - there_n, REQUEST_DOCUMENT);
	for (size_t i = 0; i < n; i++) {
		rc got = document_get(tx, document[i], a, &d);
		CHECK(!rc_is(got, E_DOCUMENT_NONE), REQUEST_DOCUMENT);
		TRY(got);
		CHECK(d.owner_id.v == r->person_id.v, REQUEST_DOCUMENT);
		TRY(request_document_add(tx, r->request_id, document[i]));
	}
	return OK;
}

/* Nobody fills the queue alone. */
static rc not_too_many(struct tx *tx, struct arena *a, person_id person)
{
	enum { NEWEST = 100 };
	struct fund_request *r;
	size_t n, open = 0;

	TRY(request_of_person(tx, person, NEWEST, a, &r, &n));
	for (size_t i = 0; i < n; i++)
		open += !request_state_final(r[i].state);
	CHECK(open < REQUESTS_OPEN_MAX, REQUEST_MANY);
	return OK;
}

rc request_open(struct tx *tx, struct arena *a, instant now, const struct request_new *n,
		struct fund_request *ret, bool *ret_again)
{
	const struct request_kind *kind = request_kind(n->kind);
	uint64_t random;

	CHECK(kind != NULL && n->client_id != 0, REQUEST_KIND);
	rc r = request_by_client(tx, n->person, n->client_id, a, ret);
	*ret_again = rc_ok(r);
	if (rc_ok(r)) {
		CHECK(ret->digest.n == n->digest.n && memcmp(ret->digest.p, n->digest.p, n->digest.n) == 0,
		      REQUEST_OTHER);
		return OK;
	}
	if (!rc_is(r, E_REQUEST_NONE))
		return r;
	TRY(not_too_many(tx, a, n->person));
	*ret = (struct fund_request){ .request_id = { id_new(now) },
				      .person_id = n->person,
				      .kind = kind->kind,
				      .state = REQUEST_RECEIVED,
				      .client_id = n->client_id,
				      .digest = n->digest,
				      .asks = n->asks,
				      .opened_by = n->by.user,
				      .opened_at = now,
				      .due_at = { now.us + kind->days * DAY_US },
				      .changed_at = now };
	secret_random(&random, sizeof random);
	ret->reference = request_reference_make(random);
	r = request_add(tx, ret);
	/* the form at the same time, or one of the few references in nine thousand million that are taken:
	 * the next try finds the one and has another of the other */
	CHECK(!rc_is(r, E_DB_EXISTS), DB_CONFLICT);
	TRY(r);
	TRY(attach(tx, a, ret, n->document, n->documents_n));
	return event(tx, now, &n->by, S("request.opened"), ret, ret->kind);
}

/* ---- steps ---- */

static int acts_as(const struct acting *by, const struct fund_request *r)
{
	int as = 0;

	if (by->user.v == 0)
		return by->person.v == r->person_id.v ? BY_PERSON : 0;
	as |= BY_AGENT;
	if (r->handled_by.v == by->user.v)
		as |= BY_HOLDER;
	if (by->reason.n > 0) /* for a person who is there */
		as |= BY_PERSON;
	return as;
}

static str event_of(enum request_action action)
{
	static const char *const kinds[REQUEST_ACTIONS] = {
		[DO_TAKE] = "request.taken",	       [DO_HAND_BACK] = "request.handed_back",
		[DO_ACCEPT] = "request.accepted",      [DO_REFUSE] = "request.refused",
		[DO_ASK_MORE] = "request.more_needed", [DO_COMPLETE] = "request.completed",
		[DO_WITHDRAW] = "request.withdrawn",
	};

	return str_of(kinds[action]);
}

static rc tell(struct tx *tx, struct arena *a, instant now, const struct fund_request *r, str kind)
{
	struct message_value values[] = { { "reference", request_reference_text(a, r->reference) } };
	struct telling t = { .kind = kind, .cause = r->request_id.v };
	struct person p;

	TRY(person_get(tx, r->person_id, a, &p));
	return tell_person(tx, a, now, &p, &t, values, sizeof values / sizeof values[0], NULL);
}

static rc receipt(struct tx *tx, struct arena *a, instant now, const struct acting *by,
		  const struct fund_request *r, str *ret)
{
	struct assisted d = { .by = by, .person = r->person_id, .object = r->request_id.v };

	return assist_receipt(tx, a, now, &d, ret);
}

rc request_tell_received(struct tx *tx, struct arena *a, instant now, const struct acting *by,
			 const struct fund_request *r, str *ret_receipt)
{
	*ret_receipt = S("");
	return assist_tells(by) ? receipt(tx, a, now, by, r, ret_receipt)
				: tell(tx, a, now, r, S("request.received"));
}

/* Nobody decides about their own, whether the face knows who they are or the fund was told. */
static rc not_own(struct tx *tx, struct arena *a, const struct acting *by, const struct fund_request *r)
{
	person_id is;

	if (by->user.v == 0)
		return OK;
	TRY(user_person(tx, a, by->user, &is));
	CHECK(by->person.v != r->person_id.v && is.v != r->person_id.v, REQUEST_OWN);
	return OK;
}

static rc may_step(const struct acting *by, const struct fund_request *r,
		   const struct request_step_rule *rule, str note)
{
	int as = acts_as(by, r);

	CHECK((as & rule->by) != 0 || !(rule->by & BY_HOLDER) || !(as & BY_AGENT), REQUEST_HANDS);
	CHECK((as & rule->by) != 0, NOT_ALLOWED);
	CHECK(note.n <= REQUEST_NOTE_MAX && (note.n > 0 || !rule->reason), REQUEST_REASON);
	return OK;
}

rc request_take_step(struct tx *tx, struct arena *a, instant now, const struct acting *by,
		     enum request_action action, str note, struct fund_request *r)
{
	const struct request_step_rule *rule = request_step_rule(r->state, action);
	struct fund_request was = *r;
	str reference;

	CHECK(rule != NULL, REQUEST_STATE);
	TRY(not_own(tx, a, by, r));
	TRY(may_step(by, r, rule, note));
	r->state = rule->to;
	r->changed_at = (instant){ now.us > was.changed_at.us ? now.us : was.changed_at.us + 1 };
	if (action == DO_TAKE)
		r->handled_by = by->user;
	if (action == DO_HAND_BACK || action == DO_COMPLETE)
		r->handled_by = (user_id){ 0 };
	if (action == DO_ACCEPT || action == DO_REFUSE || action == DO_ASK_MORE)
		r->answer = note;
	if (action == DO_COMPLETE) /* the time that it waited for the person isn't the fund's */
		r->due_at = (instant){ now.us + request_kind(r->kind)->days * DAY_US };
	TRY(request_move(tx, &was, r, by->user, note));
	if (action == DO_ACCEPT || action == DO_REFUSE || action == DO_ASK_MORE)
		TRY(tell(tx, a, now, r, S("request.answered")));
	if ((action == DO_WITHDRAW || action == DO_COMPLETE) && assist_tells(by))
		TRY(receipt(tx, a, now, by, r, &reference));
	return event(tx, now, by, event_of(action), r, r->state);
}

struct stepping {
	struct arena *a;
	const struct acting *by;
	request_id id;
	enum request_action action;
	str note;
	const document_id *document;
	size_t documents_n;
	struct fund_request r;
};

/* To somebody else there is no such request. */
static rc for_whom(const struct acting *by, const struct fund_request *r)
{
	CHECK(by->user.v != 0 || by->person.v == r->person_id.v, REQUEST_NONE);
	return OK;
}

static rc step(struct tx *tx, void *cls)
{
	struct stepping *s = cls;

	TRY(request_get(tx, s->id, s->a, &s->r));
	TRY(for_whom(s->by, &s->r));
	const struct request_kind *kind = request_kind(s->r.kind);
	CHECK(s->action != DO_ACCEPT || !(kind->family || kind->statement), REQUEST_KIND);
	TRY(attach(tx, s->a, &s->r, s->document, s->documents_n));
	return request_take_step(tx, s->a, clock_now(), s->by, s->action, s->note, &s->r);
}

rc request_act(struct db *db, struct arena *a, const struct acting *by, request_id id,
	       enum request_action action, str note, struct fund_request *ret)
{
	struct stepping s = { .a = a, .by = by, .id = id, .action = action, .note = note };

	TRY(db_write(db, by->why, "step of a request", step, &s));
	*ret = s.r;
	return OK;
}

rc request_complete(struct db *db, struct arena *a, const struct acting *by, request_id id, str note,
		    const document_id *document, size_t n, struct fund_request *ret)
{
	struct stepping s = { .a = a,
			      .by = by,
			      .id = id,
			      .action = DO_COMPLETE,
			      .note = note,
			      .document = document,
			      .documents_n = n };

	TRY(db_write(db, by->why, "complete a request", step, &s));
	*ret = s.r;
	return OK;
}

/* ---- reading ---- */

struct showing {
	struct arena *a;
	const struct acting *by;
	instant now;
	str country;
	struct request_filter filter;
	struct request_page page;
	person_id person;
	size_t max;
	int64_t reference;
	request_id id;
	struct request_view view;
};

static rc fill(struct tx *tx, struct showing *s, const struct fund_request *r, struct request_item *ret)
{
	struct person p;

	TRY(person_get(tx, r->person_id, s->a, &p));
	*ret = (struct request_item){
		.r = *r,
		.reference = request_reference_text(s->a, r->reference),
		.number = number_text(s->a, s->country, p.number),
		.last_name = p.last_name,
		.first_name = p.first_name,
		.last_name_ar = p.last_name_ar,
		.first_name_ar = p.first_name_ar,
		.late = r->due_at.us < s->now.us &&
			(str_eq(r->state, REQUEST_RECEIVED) || str_eq(r->state, REQUEST_IN_HAND)),
	};
	if (s->by->user.v == 0) /* what an agent must look at isn't for the person */
		ret->r.asks = 0;
	return OK;
}

static rc begin(struct tx *tx, struct showing *s)
{
	struct fund fund;

	s->now = clock_now();
	TRY(fund_read(tx, s->a, &fund));
	s->country = fund.country;
	return OK;
}

static rc fill_all(struct tx *tx, struct showing *s, const struct fund_request *r, size_t n,
		   struct request_item **ret)
{
	*ret = arena_array(s->a, struct request_item, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(fill(tx, s, &r[i], &(*ret)[i]));
	return OK;
}

static rc list(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct fund_request *r;
	size_t n, shown = (size_t)s->filter.max - 1;
	struct journal_entry e = {
		.user = s->by->user, .why = s->by->why, .kind = S("request.listed"), .detail = s->filter.state
	};

	TRY(begin(tx, s));
	TRY(request_list(tx, &s->filter, s->a, &r, &n));
	s->page = (struct request_page){ .n = n < shown ? n : shown, .more = n > shown };
	TRY(fill_all(tx, s, r, s->page.n, &s->page.items));
	TRY(request_counts(tx, s->a, &s->page.counts, &s->page.counts_n));
	return s->page.n == 0 ? OK : journal_write(tx, s->now, &e);
}

rc request_page_get(struct db *db, struct arena *a, const struct request_filter *f, const struct acting *by,
		    struct request_page *ret)
{
	struct showing s = { .a = a, .by = by, .filter = *f };

	must(0 < f->max && f->max <= REQUEST_ITEMS_MAX);
	CHECK(by->user.v != 0, NOT_ALLOWED);
	s.filter.max++; /* one more says whether there is another page */
	TRY(db_write(db, by->why, "queue of requests", list, &s));
	*ret = s.page;
	return OK;
}

static rc mine(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct fund_request *r;
	struct journal_entry e = {
		.user = s->by->user, .why = s->by->why, .kind = S("request.listed"), .person = s->person
	};

	TRY(begin(tx, s));
	TRY(request_of_person(tx, s->person, s->max, s->a, &r, &s->page.n));
	TRY(fill_all(tx, s, r, s->page.n, &s->page.items));
	return s->by->user.v == 0 ? OK : journal_write(tx, s->now, &e);
}

rc request_mine(struct db *db, struct arena *a, const struct acting *by, person_id person, size_t max,
		struct request_item **ret, size_t *ret_n)
{
	struct showing s = { .a = a, .by = by, .person = person, .max = max };

	must(0 < max && max <= REQUEST_ITEMS_MAX);
	CHECK(by->user.v != 0 || by->person.v == person.v, REQUEST_NONE);
	/* an agent's reading is written down */
	TRY(by->user.v == 0 ? db_read(db, by->why, "requests of a person", mine, &s)
			    : db_write(db, by->why, "requests of a person", mine, &s));
	*ret = s.page.items;
	*ret_n = s.page.n;
	return OK;
}

static rc add_steps(struct tx *tx, struct showing *s)
{
	struct request_view *v = &s->view;
	struct request_step *steps;

	TRY(request_steps(tx, s->id, s->a, &steps, &v->steps_n));
	v->steps = arena_array(s->a, struct request_step_view, v->steps_n + 1);
	for (size_t i = 0; i < v->steps_n; i++) {
		v->steps[i].step = steps[i];
		TRY(user_name(tx, s->a, steps[i].user_id, &v->steps[i].who));
	}
	return user_name(tx, s->a, v->item.r.handled_by, &v->handled_by);
}

static rc add_documents(struct tx *tx, struct showing *s)
{
	struct request_view *v = &s->view;
	document_id *ids;

	TRY(request_documents(tx, s->id, s->a, &ids, &v->documents_n));
	v->documents = arena_array(s->a, struct document, v->documents_n + 1);
	for (size_t i = 0; i < v->documents_n; i++)
		TRY(document_get(tx, ids[i], s->a, &v->documents[i]));
	return OK;
}

static rc add_statement(struct tx *tx, struct showing *s)
{
	struct request_view *v = &s->view;

	v->stated = request_kind(v->item.r.kind)->statement;
	if (!v->stated)
		return OK;
	TRY(statement_get(tx, s->id, s->a, &v->statement));
	return statement_matter_of(tx, s->a, v->item.r.person_id, &v->statement, &v->matter);
}

static rc add_declaration(struct tx *tx, struct showing *s)
{
	struct request_view *v = &s->view;

	v->family = request_kind(v->item.r.kind)->family;
	if (!v->family)
		return OK;
	TRY(declaration_get(tx, s->id, s->a, &v->declaration));
	v->known = v->declaration.relative_id.v != 0;
	if (!v->known)
		return OK;
	TRY(person_get(tx, v->declaration.relative_id, s->a, &v->relative));
	v->relative_number = number_text(s->a, s->country, v->relative.number);
	return OK;
}

/* What the fund knows about the relative, who works on the request and what colleagues tell each other is for
 * agents: the person sees what they said and what they were told. */
static void hide_from_person(const struct acting *by, struct request_view *v)
{
	if (by->user.v != 0)
		return;
	v->known = false;
	v->relative = (struct person){ .number = 0 };
	v->relative_number = v->handled_by = S("");
	if (str_eq(v->item.r.kind, REQUEST_FAMILY_ADD))
		v->declaration.relative_id = (person_id){ 0 };
	for (size_t i = 0; i < v->steps_n; i++) {
		v->steps[i].who = S("");
		if (str_eq(v->steps[i].step.to_state, REQUEST_RECEIVED) && v->steps[i].step.user_id.v != 0)
			v->steps[i].step.note = S("");
	}
}

static rc view(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct fund_request r;

	s->view = (struct request_view){ .steps_n = 0 };
	TRY(begin(tx, s));
	TRY(request_get(tx, s->id, s->a, &r));
	TRY(for_whom(s->by, &r));
	TRY(fill(tx, s, &r, &s->view.item));
	TRY(add_steps(tx, s));
	TRY(add_documents(tx, s));
	TRY(add_declaration(tx, s));
	TRY(add_statement(tx, s));
	hide_from_person(s->by, &s->view);
	return event(tx, s->now, s->by, S("request.read"), &r, S(""));
}

rc request_view_get(struct db *db, struct arena *a, const struct acting *by, request_id id,
		    struct request_view *ret)
{
	struct showing s = { .a = a, .by = by, .id = id };

	TRY(db_write(db, by->why, "show a request", view, &s));
	*ret = s.view;
	return OK;
}

static rc find(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct fund_request r;

	TRY(request_by_reference(tx, s->reference, s->a, &r));
	TRY(for_whom(s->by, &r));
	s->id = r.request_id;
	return OK;
}

rc request_find(struct db *db, struct arena *a, str reference, const struct acting *by, request_id *ret)
{
	struct showing s = { .a = a, .by = by };

	CHECK(request_reference_parse(reference, &s.reference), REQUEST_NONE);
	TRY(db_read(db, by->why, "find a request", find, &s));
	*ret = s.id;
	return OK;
}
