/* face/portal/assisted.c - an agent acts for a person who is there: what is asked, and the receipt. */
#include "face/portal/assisted.h"

#include "face/portal/handlers.h"
#include "face/portal/part.h"

#include "pages.h"
#include "service/assist.h"

struct show_assisted assisted_typed(const struct request *q)
{
	if (q->method != HTTP_POST)
		return (struct show_assisted){ .here = false };
	return (struct show_assisted){ .reason = request_value(q, "reason")->text,
				       .here = request_value(q, "here")->state == VALUE_GOOD };
}

bool assisted_by(struct request *q, struct page *page, const char *what, struct acting *ret)
{
	struct show_assisted typed = assisted_typed(q);
	bool reason = request_value(q, "reason")->state == VALUE_GOOD && typed.reason.n <= RECEIPT_REASON_MAX;

	*ret = (struct acting){ .why = FOR_COUNTER,
				.user = actor_of(q)->user_id,
				.reason = typed.reason,
				.what = text_acted(what) };
	if (!reason)
		frame_problem(q, page, "reason", text_of_rc(page->at.lang, (rc){ E_ASSIST_REASON }));
	if (!typed.here)
		frame_problem(q, page, "here", text_get(page->at.lang, TEXT(assist_here_bad)));
	return reason && typed.here;
}

void assisted_go(struct request *q, struct reply *p, person_id person, str receipt)
{
	frame_go(q, p,
		 str_printf(q->a, "/people/%lld/receipts/%.*s?did=assisted", (long long)person.v,
			    STR_ARG(receipt)));
}

static rc receipt(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_PEOPLE);
	struct acting by = { .why = FOR_COUNTER, .user = actor_of(q)->user_id };
	struct receipt_view f;

	TRY(receipt_show(portal_of(q)->db, q->a, &by, (person_id){ request_int(q, "person") },
			 request_text(q, "reference"), &f));
	struct show_person names = { .last_name = f.last_name,
				     .first_name = f.first_name,
				     .last_name_ar = f.last_name_ar,
				     .first_name_ar = f.first_name_ar };
	struct show_receipt v = { .person = f.r.person_id.v,
				  .reference = f.reference,
				  .name = full_name(q->a, (enum lang)q->lang, &names),
				  .name_other = full_name_other(q->a, (enum lang)q->lang, &names),
				  .number = f.number,
				  .what = f.r.what,
				  .at = f.r.at,
				  .who = f.who,
				  .reason = f.r.reason };
	frame_reply(q, p, 200, page_receipt, &page, &v);
	return OK;
}

const struct route assisted_routes[] = {
	ROUTE(HTTP_GET, "/people/{person:id}/receipts/{reference:word}", MAY_SERVE_PERSON, FOR_COUNTER,
	      receipt, "What an agent did for a person who was there, to print", .writes = true),
	{ 0 },
};
