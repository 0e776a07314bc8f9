/* face/portal/followed.c - what a person asked of the fund, followed: every step, the answer and its reason;
 * taken back, or completed with what was missing. */
#include "face/portal/bring.h"
#include "face/portal/family_form.h"
#include "face/portal/handlers.h"
#include "face/portal/request_rows.h"
#include "face/portal/whose.h"

#include "domain/family/family.h"
#include "pages.h"
#include "service/assist.h"

enum { FOLLOWED_SHOWN = 100, NOTE_TYPED_MAX = 4000 };

static rc list(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_OWN_REQUESTS);
	struct show_followed v = { .whose = whose_shown(q) };
	struct acting by = whose_reads(q);
	struct request_item *items;

	TRY(request_mine(portal_of(q)->db, q->a, &by, whose_person(q), FOLLOWED_SHOWN + 1, &items, &v.n));
	v.more = v.n > FOLLOWED_SHOWN;
	v.n = v.more ? FOLLOWED_SHOWN : v.n;
	v.rows = request_rows(q, items, v.n);
	if (v.n > 0)
		v.name = v.rows[0].name;
	frame_reply(q, p, 200, page_followed, &page, &v);
	return OK;
}

/* The one that the address names, when it is this person's. E_REQUEST_NONE */
static rc find(struct request *q, struct request_view *f)
{
	struct acting by = whose_reads(q);

	TRY(request_view_get(portal_of(q)->db, q->a, &by, (request_id){ request_int(q, "request") }, f));
	CHECK(f->item.r.person_id.v == whose_person(q).v, REQUEST_NONE);
	return OK;
}

/* ---- one ---- */

enum paper { PAPER_PROOF, PAPER_STUDIES, PAPER_OTHER, PAPERS };
static const char *const paper_field[PAPERS] = { "proof", "studies", "other" };

static rc show_one(struct request *q, struct reply *p, struct page *page, int status,
		   const struct request_view *f, const struct brought *paper)
{
	bool sent = q->method == HTTP_POST;
	struct show_follow v = { .whose = whose_shown(q),
				 .r = request_shown(q, f),
				 .may_withdraw = request_step_rule(f->item.r.state, DO_WITHDRAW) != NULL,
				 .may_complete = request_step_rule(f->item.r.state, DO_COMPLETE) != NULL,
				 .proof = bring_shown(&paper[PAPER_PROOF]),
				 .studies = bring_shown(&paper[PAPER_STUDIES]),
				 .other = bring_shown(&paper[PAPER_OTHER]) };

	if (f->family) {
		v.end_reason = f->declaration.reason;
		v.ended = form_last(f->declaration.until_day);
	}
	if (sent && v.may_complete)
		v.r.note = request_text(q, "note");
	page->path = whose_path(q, str_printf(q->a, "/requests/%lld", (long long)f->item.r.request_id.v));
	frame_reply(q, p, status, page_follow, page, &v);
	return OK;
}

static rc one(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_OWN_REQUESTS);
	const struct brought none[PAPERS] = { 0 };
	struct request_view f;

	TRY(find(q, &f));
	return show_one(q, p, &page, 200, &f, none);
}

static rc paper(struct request *q, struct reply *p)
{
	struct acting by = whose_reads(q);
	struct request_view f;

	TRY(find(q, &f));
	return request_paper(q, p, &by, &f, (document_id){ request_int(q, "document") });
}

/* ---- taken back ---- */

static rc show_withdraw(struct request *q, struct reply *p, struct page *page, int status)
{
	struct request_view f;

	TRY(find(q, &f));
	CHECK(request_step_rule(f.item.r.state, DO_WITHDRAW) != NULL, REQUEST_STATE);
	struct show_follow v = { .whose = whose_shown(q), .r = request_shown(q, &f), .may_withdraw = true };
	page->path = q->place;
	frame_reply(q, p, status, page_withdraw, page, &v);
	return OK;
}

static rc withdraw_form(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_OWN_REQUESTS);

	return show_withdraw(q, p, &page, 200);
}

/* An agent goes to the receipt, a member back to the request. */
static rc done(struct request *q, struct reply *p, const struct acting *by, const struct fund_request *r,
	       const char *did)
{
	str receipt = S(""), path = str_printf(q->a, "/requests/%lld", (long long)r->request_id.v);

	if (!whose_own(q))
		TRY(receipt_about(portal_of(q)->db, q->a, by, r->request_id.v, &receipt));
	whose_go(q, p, receipt, path, did, request_reference_text(q->a, r->reference));
	return OK;
}

static rc withdraw(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_OWN_REQUESTS);
	struct fund_request r;
	struct request_view f;
	struct acting by;

	TRY(find(q, &f));
	if (!whose_acts(q, &page, "request", &by))
		return show_withdraw(q, p, &page, 422);
	TRY(request_act(portal_of(q)->db, q->a, &by, f.item.r.request_id, DO_WITHDRAW, S(""), &r));
	return done(q, p, &by, &r, "request_withdrawn");
}

/* ---- completed ---- */

static rc keep(struct request *q, struct page *page, const struct request_view *f, struct brought *ret)
{
	const struct family_declaration *d = &f->declaration;
	struct acting by = whose_reads(q);
	str role = f->family ? d->role : S(""), proof;

	proof = str_eq(role, S("SPOUSE")) ? S("MARRIAGE")
		: str_eq(role, S("WARD")) ? S("GUARDIANSHIP")
					  : S("BIRTH");
	str proves = f->family && str_eq(d->proof_kind, S("DISABILITY")) ? S("DISABILITY") : S("STUDIES");
	TRY(bring_keep(q, page, &by, whose_person(q), paper_field[PAPER_PROOF], proof, &ret[PAPER_PROOF]));
	TRY(bring_keep(q, page, &by, whose_person(q), paper_field[PAPER_STUDIES], proves,
		       &ret[PAPER_STUDIES]));
	return bring_keep(q, page, &by, whose_person(q), paper_field[PAPER_OTHER], S("OTHER"),
			  &ret[PAPER_OTHER]);
}

static rc complete(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_OWN_REQUESTS);
	struct brought brought[PAPERS] = { 0 };
	document_id documents[PAPERS];
	str note = request_text(q, "note");
	struct fund_request r;
	struct request_view f;
	struct acting by;

	TRY(find(q, &f));
	(void)whose_acts(q, &page, "request", &by);
	TRY(keep(q, &page, &f, brought));
	size_t n = form_papers(brought, PAPERS, documents);
	if (note.n > REQUEST_NOTE_MAX)
		frame_problem(q, &page, "note", text_of_rc(page.at.lang, (rc){ E_REQUEST_REASON }));
	else if (n == 0 && note.n == 0 && page.problems_n == 0)
		frame_problem(q, &page, "note", text_get(page.at.lang, TEXT(follow_nothing)));
	if (page.problems_n > 0)
		return show_one(q, p, &page, 422, &f, brought);
	TRY(request_complete(portal_of(q)->db, q->a, &by, f.item.r.request_id, note, documents, n, &r));
	return done(q, p, &by, &r, "request_completed");
}

#define COMPLETED \
	PARAM("note", PARAM_TEXT, .max = NOTE_TYPED_MAX), BRING("proof"), BRING("studies"), BRING("other")
#define WITH_PAPERS \
	.body = BODY_FORM, .upload = &bring_upload, .body_max = BRING_BODY(PAPERS), .kind = REPLY_REDIRECT, \
	.writes = true, .keeps_bad = true
#define AT "/requests/{request:id}"
#define OF "/people/{person:id}"

const struct route followed_routes[] = {
	ROUTE(HTTP_GET, "/own/requests", MAY_OWN_FILE, FOR_SELF, list, "What a member asked of the fund"),
	ROUTE(HTTP_GET, "/own" AT, MAY_OWN_FILE, FOR_SELF, one, "One of a member's requests, followed",
	      .writes = true),
	ROUTE(HTTP_GET, "/own" AT "/documents/{document:id}", MAY_OWN_FILE, FOR_SELF, paper,
	      "A paper that the member sent", .kind = REPLY_FILE, .writes = true),
	ROUTE(HTTP_GET, "/own" AT "/withdraw", MAY_OWN_FILE, FOR_SELF, withdraw_form,
	      "Asks whether a request is to be taken back", .writes = true),
	ROUTE(HTTP_POST, "/own" AT "/withdraw", MAY_OWN_FILE, FOR_SELF, withdraw, "Takes a request back",
	      .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true),
	ROUTE(HTTP_POST, "/own" AT "/complete", MAY_OWN_FILE, FOR_SELF, complete, "Brings what was missing",
	      .params = PARAMS(COMPLETED), WITH_PAPERS),
	ROUTE(HTTP_GET, OF "/requests", MAY_ANSWER_REQUEST, FOR_COUNTER, list,
	      "What a person asked, for an agent", .writes = true),
	ROUTE(HTTP_GET, OF AT, MAY_ANSWER_REQUEST, FOR_COUNTER, one, "One of them, followed", .writes = true),
	ROUTE(HTTP_GET, OF AT "/documents/{document:id}", MAY_ANSWER_REQUEST, FOR_COUNTER, paper,
	      "A paper that the person sent", .kind = REPLY_FILE, .writes = true),
	ROUTE(HTTP_GET, OF AT "/withdraw", MAY_ANSWER_REQUEST, FOR_COUNTER, withdraw_form,
	      "Asks a person who is there whether it is to be taken back", .writes = true),
	ROUTE(HTTP_POST, OF AT "/withdraw", MAY_ANSWER_REQUEST, FOR_COUNTER, withdraw,
	      "Takes it back for a person who is there", .params = PARAMS(ASSISTED_PARAMS), .body = BODY_FORM,
	      .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true),
	ROUTE(HTTP_POST, OF AT "/complete", MAY_ANSWER_REQUEST, FOR_COUNTER, complete,
	      "Brings what was missing for a person who is there",
	      .params = PARAMS(COMPLETED, ASSISTED_PARAMS), WITH_PAPERS),
	{ 0 },
};
