/* face/portal/requests.c - what people ask of the fund: the queue, one request with its papers, its answer.
 */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/request_rows.h"

#include "pages.h"
#include "service/decide_family.h"
#include "service/decide_statement.h"

enum { QUEUE_SHOWN = 50, NOTE_MAX = 1000 };

static struct acting agent(const struct request *q)
{
	return (struct acting){ .why = FOR_COUNTER, .user = actor_of(q)->user_id };
}

/* ---- the queue ---- */

static rc queue(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_REQUESTS);
	str state = request_text(q, "state");
	struct request_filter f = { .state = state.n > 0 ? state : REQUEST_RECEIVED, .max = QUEUE_SHOWN };
	struct acting by = agent(q);
	struct request_page found;

	CHECK(request_state_good(f.state), FORM_FIELD);
	TRY(request_page_get(portal_of(q)->db, q->a, &f, &by, &found));
	struct show_requests v = { .rows = request_rows(q, found.items, found.n),
				   .n = found.n,
				   .state = f.state,
				   .more = found.more };
	frame_reply(q, p, 200, page_requests, &page, &v);
	return OK;
}

/* ---- one ---- */

static rc show_one(struct request *q, struct reply *p, struct page *page, int status)
{
	struct acting by = agent(q);
	struct request_view f;

	TRY(request_view_get(portal_of(q)->db, q->a, &by, (request_id){ request_int(q, "request") }, &f));
	struct show_request v = request_shown(q, &f);

	v.note = q->method == HTTP_POST ? request_text(q, "note") : S("");
	v.may_take = request_step_rule(f.item.r.state, DO_TAKE) != NULL;
	v.mine = str_eq(f.item.r.state, REQUEST_IN_HAND) && f.item.r.handled_by.v == by.user.v;
	page->path = str_printf(q->a, "/requests/%lld", (long long)v.head.id);
	frame_reply(q, p, status, page_request, page, &v);
	return OK;
}

static rc one(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_REQUESTS);

	return show_one(q, p, &page, 200);
}

static rc done(struct request *q, struct reply *p, const char *did)
{
	frame_go(q, p, str_printf(q->a, "/requests/%lld?did=%s", (long long)request_int(q, "request"), did));
	return OK;
}

/* Shows the request again when the answer can't be given like this; the next page otherwise. */
static rc answered(struct request *q, struct reply *p, rc r, const char *did)
{
	struct page page = frame_page(q, MENU_REQUESTS);

	if (rc_ok(r))
		return done(q, p, did);
	if (rc_info(r)->class != RC_CLASS_REFUSED || rc_is(r, E_REQUEST_NONE))
		return r;
	frame_problem(q, &page, "note", text_of_rc(page.at.lang, r));
	return show_one(q, p, &page, rc_info(r)->http);
}

static rc step(struct request *q, struct reply *p, enum request_action action, const char *did)
{
	struct acting by = agent(q);
	struct fund_request r;

	return answered(q, p,
			request_act(portal_of(q)->db, q->a, &by, (request_id){ request_int(q, "request") },
				    action, request_text(q, "note"), &r),
			did);
}

static rc take(struct request *q, struct reply *p) { return step(q, p, DO_TAKE, "request_taken"); }
static rc back(struct request *q, struct reply *p) { return step(q, p, DO_HAND_BACK, "request_back"); }
static rc refuse(struct request *q, struct reply *p) { return step(q, p, DO_REFUSE, "request_refused"); }
static rc more(struct request *q, struct reply *p) { return step(q, p, DO_ASK_MORE, "request_more"); }

/* The questions whose boxes were ticked. */
static unsigned seen(const struct request *q)
{
	unsigned all = 0, one;

	for (size_t i = 0; i < q->fields.n; i++)
		if (str_eq(q->fields.list[i].name, S("seen")) &&
		    family_questions_parse(q->fields.list[i].value, &one))
			all |= one;
	return all;
}

static rc accept_it(struct request *q, struct reply *p)
{
	struct family_answer f = { .by = agent(q),
				   .request_id = { request_int(q, "request") },
				   .seen = seen(q),
				   .is = request_value(q, "new")->state == VALUE_GOOD ? RELATIVE_IS_NEW
										      : RELATIVE_AS_FOUND,
				   .note = request_text(q, "note") };
	struct family_accepted got;
	rc r = family_accept(portal_of(q)->db, q->a, &f, &got);

	if (rc_is(r, E_REQUEST_KIND)) /* it isn't about the family */
		r = statement_accept(portal_of(q)->db, q->a, &f.by, f.request_id, f.note, &got.request);
	/* nor a statement */
	return rc_is(r, E_REQUEST_KIND) ? step(q, p, DO_ACCEPT, "request_accepted")
					: answered(q, p, r, "request_accepted");
}

/* ---- its papers ---- */

static rc document(struct request *q, struct reply *p)
{
	struct acting by = agent(q);
	struct request_view f;

	TRY(request_view_get(portal_of(q)->db, q->a, &by, (request_id){ request_int(q, "request") }, &f));
	return request_paper(q, p, &by, &f, (document_id){ request_int(q, "document") });
}

#define NOTE PARAM("note", PARAM_TEXT, .max = NOTE_MAX)
#define ACT(verb, run, doc) \
	ROUTE(HTTP_POST, "/requests/{request:id}/" verb, MAY_ANSWER_REQUEST, FOR_COUNTER, run, doc, \
	      .params = PARAMS(NOTE), .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true)

const struct route request_routes[] = {
	ROUTE(HTTP_GET, "/requests", MAY_ANSWER_REQUEST, FOR_COUNTER, queue,
	      "What people ask, the oldest due first", .params = PARAMS(PARAM("state", PARAM_WORD)),
	      .writes = true),
	ROUTE(HTTP_GET, "/requests/{request:id}", MAY_ANSWER_REQUEST, FOR_COUNTER, one,
	      "One request with its papers and steps", .writes = true),
	ACT("take", take, "Takes a request in hand"),
	ACT("back", back, "Puts a request back into the queue"),
	ACT("refuse", refuse, "Refuses a request"),
	ACT("more", more, "Asks for what is missing"),
	ROUTE(HTTP_POST, "/requests/{request:id}/accept", MAY_ANSWER_REQUEST, FOR_COUNTER, accept_it,
	      "Accepts a request",
	      .params = PARAMS(NOTE, PARAM("seen", PARAM_WORD, .many = true), PARAM("new", PARAM_CHECK)),
	      .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true),
	ROUTE(HTTP_GET, "/requests/{request:id}/documents/{document:id}", MAY_ANSWER_REQUEST, FOR_COUNTER,
	      document, "A paper that came with a request", .kind = REPLY_FILE, .writes = true),
	{ 0 },
};
