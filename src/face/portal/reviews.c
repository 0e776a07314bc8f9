/* face/portal/reviews.c - is it the same person? The queue of questions, one of them, the decision and its
 * undoing. */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"

#include "pages.h"
#include "service/decide_review.h"
#include "service/review_show.h"

enum { LIST_EACH = 20, NOTE_MAX = 1000 };

_Static_assert((int)ALIKE_SAME == (int)LIKE_SAME && (int)ALIKE_CLOSE == (int)LIKE_CLOSE &&
		   (int)ALIKE_OTHER == (int)LIKE_OTHER && (int)ALIKE_MISSING == (int)LIKE_MISSING,
	       "the view's likeness is the service's");

/* ---- the queue ---- */

/* A name in the reader's script when it is known. */
static str name_of(struct request *q, str last, str first, str last_ar, str first_ar)
{
	struct show_person p = {
		.last_name = last, .first_name = first, .last_name_ar = last_ar, .first_name_ar = first_ar
	};

	return full_name(q->a, (enum lang)q->lang, &p);
}

static struct show_review_row row_of(struct request *q, const struct review_item *i)
{
	return (struct show_review_row){
		.id = i->review.review_id.v,
		.code = i->review.code,
		.state = i->review.state,
		.name = name_of(q, i->last_name, i->first_name, i->last_name_ar, i->first_name_ar),
		.other_name = name_of(q, i->known_last_name, i->known_first_name, i->known_last_name_ar,
				      i->known_first_name_ar),
		.body = i->body_code,
		.born = i->born,
		.asked = i->review.asked_at,
		.age_days = (q->now.us - i->review.asked_at.us) / INT64_C(86400000000),
	};
}

/* The list goes on behind the last question of this page. */
static void paging_of(struct request *q, const struct review_page *list, struct show_reviews *v)
{
	str query = str_printf(q->a, "/reviews?state=%.*s&code=%.*s&age=%.*s", STR_ARG(v->state),
			       STR_ARG(v->code), STR_ARG(v->age));

	v->paging = (struct paging){ .total = -1 };
	if (request_value(q, "after")->state == VALUE_GOOD)
		v->paging.prev = frame_path(q, query);
	if (!list->more)
		return;
	const struct review *last = &list->items[list->n - 1].review;
	v->paging.next = str_printf(q->a, "%.*s&after=%lld&id=%lld", STR_ARG(frame_path(q, query)),
				    (long long)last->asked_at.us, (long long)last->review_id.v);
}

static rc list(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_REVIEWS);
	struct show_reviews v = { .code = request_text(q, "code"),
				  .state = request_text(q, "state"),
				  .age = request_text(q, "age") };
	int64_t days = request_value(q, "age")->n;
	struct review_page found;

	if (v.state.n == 0)
		v.state = REVIEW_OPEN;
	CHECK(days <= 36500, FORM_FIELD);
	struct review_filter f = { .state = v.state,
				   .code = v.code,
				   .asked_until = { q->now.us - days * INT64_C(86400000000) },
				   .after = { request_value(q, "after")->n },
				   .after_id = { request_value(q, "id")->n },
				   .max = LIST_EACH };
	TRY(review_page_get(portal_of(q)->db, q->a, &f, actor_of(q)->user_id, &found));
	struct show_review_row *rows = arena_array(q->a, struct show_review_row, found.n + 1);
	for (size_t i = 0; i < found.n; i++)
		rows[i] = row_of(q, &found.items[i]);
	v.rows = rows;
	v.n = found.n;
	v.open = found.open;
	v.later = found.later;
	v.decided = found.decided;
	paging_of(q, &found, &v);
	frame_reply(q, p, 200, page_reviews, &page, &v);
	return OK;
}

/* ---- one question ---- */

/* What speaks for and against, in the words of "evidence.". */
static void evidence_of(struct request *q, const struct review_view *r, struct show_review *v)
{
	static const struct {
		unsigned bits;
		const char *word;
		bool speaks_for;
	} known[] = {
		{ MATCHED_ID, "same_identifier", true },	 { MATCHED_BIRTH, "same_birth", true },
		{ MATCHED_BIRTH_YEAR, "same_birth_year", true }, { MATCHED_COMMUNE, "same_commune", true },
		{ MATCHED_PHONE, "same_phone", true },		 { MATCHED_SEX, "same_sex", true },
		{ MATCH_SEX_CONTRADICTS, "other_sex", false },
	};
	const unsigned equal = MATCHED_LAST_EQUAL | MATCHED_FIRST_EQUAL,
		       alike = equal | MATCHED_LAST_SPELLING | MATCHED_FIRST_SPELLING;
	enum { KNOWN = sizeof known / sizeof known[0], MORE = 4 };
	struct show_evidence *e = arena_array(q->a, struct show_evidence, KNOWN + MORE);
	size_t n = 0;

	for (size_t i = 0; i < KNOWN; i++)
		if ((r->evidence & known[i].bits) != 0)
			e[n++] = (struct show_evidence){ page_cstr(known[i].word), known[i].speaks_for };
	if ((r->evidence & equal) == equal)
		e[n++] = (struct show_evidence){ S("same_name"), true };
	else if ((r->evidence & alike) != 0)
		e[n++] = (struct show_evidence){ S("close_name"), true };
	else
		e[n++] = (struct show_evidence){ S("other_name"), false };
	if ((r->evidence & MATCHED_ID) == 0)
		e[n++] = (struct show_evidence){ S("other_identifier"), false };
	if ((r->evidence & (MATCHED_BIRTH | MATCHED_BIRTH_YEAR)) == 0)
		e[n++] = (struct show_evidence){ S("other_birth"), false };
	if ((r->evidence & MATCHED_COMMUNE) == 0)
		e[n++] = (struct show_evidence){ S("other_commune"), false };
	v->evidence = e;
	v->evidence_n = n;
}

static void facts_of(struct request *q, const struct review_view *r, struct show_review *v)
{
	struct show_compare_row *rows = arena_array(q->a, struct show_compare_row, r->facts_n + 1);

	for (size_t i = 0; i < r->facts_n; i++) {
		const struct review_fact *f = &r->facts[i];
		rows[i] = (struct show_compare_row){ f->name, f->delivered, f->known,
						     (enum show_likeness)f->alike, f->code };
	}
	v->rows = rows;
	v->rows_n = r->facts_n;
}

static rc show_review_page(struct request *q, struct reply *p, struct page *page, int status)
{
	struct review_view r;
	bool sent = q->method == HTTP_POST;

	TRY(review_view_get(portal_of(q)->db, q->a, (review_id){ request_int(q, "review") },
			    actor_of(q)->user_id, &r));
	bool open = str_eq(r.review.state, REVIEW_OPEN) || str_eq(r.review.state, REVIEW_LATER);
	struct show_review v = { .id = r.review.review_id.v,
				 .code = r.review.code,
				 .state = r.review.state,
				 .body = r.body_code,
				 .feed_id = r.review.feed_id.v,
				 .line = r.review.line,
				 .sequence = r.sequence,
				 .asked = r.review.asked_at,
				 .person_id = r.review.other_id.v,
				 .person_number = r.known_number,
				 .decision = sent && open ? request_text(q, "decision") : S(""),
				 .note = sent ? request_text(q, "note") : S(""),
				 .decided_by = r.decided_by,
				 .decided = r.review.decided_at,
				 .decided_note = r.review.note,
				 .may_decide = open,
				 .may_undo = !open && !str_eq(r.review.state, REVIEW_SETTLED) };
	if (r.next.v != 0)
		v.next = str_printf(q->a, "/reviews/%lld", (long long)r.next.v);
	facts_of(q, &r, &v);
	evidence_of(q, &r, &v);
	frame_reply(q, p, status, page_review, page, &v);
	return OK;
}

static rc show(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_REVIEWS);

	return show_review_page(q, p, &page, 200);
}

static rc go_back(struct request *q, struct reply *p, const char *did)
{
	frame_go(q, p, str_printf(q->a, "/reviews/%lld?did=%s", (long long)request_int(q, "review"), did));
	return OK;
}

static struct page page_again(struct request *q)
{
	struct page page = frame_page(q, MENU_REVIEWS);

	page.path = str_printf(q->a, "/reviews/%lld", (long long)request_int(q, "review"));
	return page;
}

/* Somebody was faster, or other answers stand in the way: said on the page, as it is now. */
static rc answered(struct request *q, struct reply *p, struct page *page, rc r, const char *field,
		   const char *did)
{
	if (rc_ok(r))
		return go_back(q, p, did);
	if (!rc_is(r, E_REVIEW_STATE) && !rc_is(r, E_REVIEW_CHANGED) && !rc_is(r, E_REVIEW_CONTRADICTS) &&
	    !rc_is(r, E_REVIEW_BUILT_ON))
		return r;
	frame_problem(q, page, field, text_of_rc(page->at.lang, r));
	return show_review_page(q, p, page, rc_info(r)->http);
}

static rc decide(struct request *q, struct reply *p)
{
	static const struct {
		str word;
		enum review_answer answer;
	} answers[] = { { { "SAME", 4 }, REVIEW_IS_SAME },
			{ { "NOT_SAME", 8 }, REVIEW_IS_NOT_SAME },
			{ { "LATER", 5 }, REVIEW_IS_LATER } };
	struct page page = page_again(q);
	person_id person;

	for (size_t i = 0; q->bad == 0 && i < sizeof answers / sizeof answers[0]; i++)
		if (str_eq(request_text(q, "decision"), answers[i].word)) {
			rc r = review_decide(portal_of(q)->db, (review_id){ request_int(q, "review") },
					     (feed_id){ request_int(q, "seen") }, actor_of(q)->user_id,
					     answers[i].answer, request_text(q, "note"), &person);
			return answered(q, p, &page, r, "decision", "review_decided");
		}
	if (request_value(q, "note")->state == VALUE_BAD)
		frame_problem(q, &page, "note", text_get(page.at.lang, TEXT(review_note_long)));
	else
		frame_problem(q, &page, "decision", text_get(page.at.lang, TEXT(review_no_decision)));
	return show_review_page(q, p, &page, 422);
}

static rc undo(struct request *q, struct reply *p)
{
	struct page page = page_again(q);

	if (q->bad > 0) {
		frame_problem(q, &page, "note", text_get(page.at.lang, TEXT(review_undo_reason)));
		return show_review_page(q, p, &page, 422);
	}
	rc r = review_undo(portal_of(q)->db, (review_id){ request_int(q, "review") }, actor_of(q)->user_id,
			   request_text(q, "note"));
	return answered(q, p, &page, r, "note", "review_undone");
}

const struct route review_routes[] = {
	ROUTE(HTTP_GET, "/reviews", MAY_REVIEW, FOR_REGISTRATION, list,
	      "Questions about likenesses, oldest first",
	      .params = PARAMS(PARAM("code", PARAM_WORD), PARAM("state", PARAM_WORD), PARAM("age", PARAM_ID),
			       PARAM("after", PARAM_ID), PARAM("id", PARAM_ID)),
	      .writes = true),
	ROUTE(HTTP_GET, "/reviews/{review:id}", MAY_REVIEW, FOR_REGISTRATION, show,
	      "The row delivered beside the person known", .writes = true),
	ROUTE(HTTP_POST, "/reviews/{review:id}/decide", MAY_REVIEW, FOR_REGISTRATION, decide,
	      "The same person, two people, or later",
	      .params = PARAMS(PARAM("decision", PARAM_WORD), PARAM("seen", PARAM_ID),
			       PARAM("note", PARAM_TEXT, .max = NOTE_MAX)),
	      .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true),
	ROUTE(HTTP_POST, "/reviews/{review:id}/undo", MAY_REVIEW, FOR_REGISTRATION, undo,
	      "Takes a decision back",
	      .params = PARAMS(PARAM("note", PARAM_TEXT, .required = true, .max = NOTE_MAX)),
	      .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true),
	{ 0 },
};
