/* face/portal/requests.c - what people ask of the fund: the queue, one request with its papers, its answer.
 */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"

#include "pages.h"
#include "service/decide_family.h"
#include "service/keep_document.h"
#include "service/requests.h"

#include <string.h>

enum { QUEUE_SHOWN = 50, NOTE_MAX = 1000 };

static struct acting agent(const struct request *q)
{
	return (struct acting){ .why = FOR_COUNTER, .user = actor_of(q)->user_id };
}

/* ---- the queue ---- */

static struct show_request_row row_of(struct request *q, const struct request_item *i)
{
	struct show_person names = { .last_name = i->last_name,
				     .first_name = i->first_name,
				     .last_name_ar = i->last_name_ar,
				     .first_name_ar = i->first_name_ar };

	return (struct show_request_row){ .id = i->r.request_id.v,
					  .reference = i->reference,
					  .kind = i->r.kind,
					  .state = i->r.state,
					  .opened = i->r.opened_at,
					  .due = i->r.due_at,
					  .person = i->r.person_id.v,
					  .name = full_name(q->a, (enum lang)q->lang, &names),
					  .number = i->number,
					  .late = i->late };
}

static rc queue(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_REQUESTS);
	str state = request_text(q, "state");
	struct request_filter f = { .state = state.n > 0 ? state : REQUEST_RECEIVED, .max = QUEUE_SHOWN };
	struct acting by = agent(q);
	struct request_page found;

	CHECK(request_state_good(f.state), FORM_FIELD);
	TRY(request_page_get(portal_of(q)->db, q->a, &f, &by, &found));
	struct show_request_row *rows = arena_array(q->a, struct show_request_row, found.n + 1);
	for (size_t i = 0; i < found.n; i++)
		rows[i] = row_of(q, &found.items[i]);
	struct show_requests v = { .rows = rows, .n = found.n, .state = f.state, .more = found.more };
	frame_reply(q, p, 200, page_requests, &page, &v);
	return OK;
}

/* ---- one ---- */

static void declared(struct request *q, const struct request_view *f, struct show_request *v)
{
	const struct family_declaration *d = &f->declaration;
	struct show_person names = { .last_name = d->last_name,
				     .first_name = d->first_name,
				     .last_name_ar = d->last_name_ar,
				     .first_name_ar = d->first_name_ar };
	unsigned asks = (unsigned)f->item.r.asks;

	v->family = f->family;
	v->role = d->role;
	v->relative = full_name(q->a, (enum lang)q->lang, &names);
	v->relative_other = full_name_other(q->a, (enum lang)q->lang, &names);
	v->born = d->born;
	v->sex = d->sex;
	v->id_value = d->id_value;
	v->from = d->from_day;
	v->proof_kind = d->proof_kind;
	v->proof_until = d->proof_until;
	v->court = d->court_reference;
	v->known = f->known ? f->relative_number : S("");
	for (str word = family_question_next(&asks); word.n > 0 && v->asks_n < REQUEST_ASKS_MAX;
	     word = family_question_next(&asks))
		v->asks[v->asks_n++] = word;
}

static rc show_one(struct request *q, struct reply *p, struct page *page, int status)
{
	struct acting by = agent(q);
	struct request_view f;

	TRY(request_view_get(portal_of(q)->db, q->a, &by, (request_id){ request_int(q, "request") }, &f));
	struct show_request v = { .head = row_of(q, &f.item),
				  .handled_by = f.handled_by,
				  .answer = f.item.r.answer,
				  .note = q->method == HTTP_POST ? request_text(q, "note") : S("") };
	struct show_step *steps = arena_array(q->a, struct show_step, f.steps_n + 1);
	struct show_document_row *papers = arena_array(q->a, struct show_document_row, f.documents_n + 1);

	if (f.family)
		declared(q, &f, &v);
	for (size_t i = 0; i < f.steps_n; i++)
		steps[i] = (struct show_step){ .state = f.steps[i].step.to_state,
					       .at = f.steps[i].step.at,
					       .who = f.steps[i].who,
					       .note = f.steps[i].step.note };
	for (size_t i = 0; i < f.documents_n; i++)
		papers[i] = (struct show_document_row){ f.documents[i].document_id.v, f.documents[i].kind,
							f.documents[i].media, f.documents[i].bytes,
							f.documents[i].verdict };
	v.steps = steps;
	v.steps_n = f.steps_n;
	v.documents = papers;
	v.documents_n = f.documents_n;
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

	/* it isn't about the family */
	return rc_is(r, E_REQUEST_KIND) ? step(q, p, DO_ACCEPT, "request_accepted")
					: answered(q, p, r, "request_accepted");
}

/* ---- its papers ---- */

enum { PAPER_MEMORY = 64 << 20 };

/* A paper on its way to the browser: too large for the request's own memory. */
struct paper_out {
	struct arena a;
	struct document_content c;
};

static int64_t read_paper(void *cls, int64_t at, char *to, size_t room)
{
	const struct paper_out *o = cls;
	size_t left = o->c.bytes.n - (size_t)at, n = left < room ? left : room;

	if (n > 0)
		memcpy(to, o->c.bytes.p + at, n);
	return (int64_t)n;
}

static void paper_done(void *cls) { arena_done(&((struct paper_out *)cls)->a); }

static str ending(str media)
{
	return str_eq(media, S("image/jpeg"))  ? S("jpg")
	       : str_eq(media, S("image/png")) ? S("png")
					       : S("pdf");
}

/* It came with this very request. */
static rc came_with(struct request *q, const struct acting *by, document_id id)
{
	struct request_view f;

	TRY(request_view_get(portal_of(q)->db, q->a, by, (request_id){ request_int(q, "request") }, &f));
	for (size_t i = 0; i < f.documents_n; i++)
		if (f.documents[i].document_id.v == id.v)
			return OK;
	FAIL(DOCUMENT_NONE);
}

static rc document(struct request *q, struct reply *p)
{
	struct portal *w = portal_of(q);
	struct acting by = agent(q);
	document_id id = { request_int(q, "document") };

	TRY(came_with(q, &by, id));
	struct paper_out *o = arena_new(q->a, struct paper_out);
	arena_init(&o->a, PAPER_MEMORY);
	rc r = document_read(w->db, &o->a, w->keys.totp, id, &by, &o->c);
	if (!rc_ok(r)) {
		arena_done(&o->a);
		return r;
	}
	struct reply_source source = { read_paper, paper_done, o, (int64_t)o->c.bytes.n };
	str media = str_copy(q->a, o->c.document.media);
	reply_file(q, p, media,
		   str_printf(q->a, "%.*s.%.*s", STR_ARG(o->c.document.kind), STR_ARG(ending(media))),
		   &source);
	return OK;
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
