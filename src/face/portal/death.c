/* face/portal/death.c - an agent records that a person has died, and takes it back when it was a mistake. */
#include "face/portal/bring.h"
#include "face/portal/date_fields.h"
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"

#include "pages.h"
#include "service/person_show.h"
#include "service/record_death.h"

static const char *const paper_field[] = { "paper" };

static struct death_order order(const struct request *q)
{
	return (struct death_order){ .by = actor_of(q),
				     .person = { request_int(q, "person") },
				     .reason = request_value(q, "reason")->text };
}

static str path(struct request *q)
{
	return str_printf(q->a, "/people/%lld/death", (long long)request_int(q, "person"));
}

static rc show_page(struct request *q, struct reply *p, struct page *page, int status,
		    const struct brought *paper)
{
	struct person_view f;

	TRY(person_show(portal_of(q)->db, q->a, (person_id){ request_int(q, "person") }, actor_of(q)->user_id,
			&f));
	CHECK(str_eq(f.p.state, S("ACTIVE")), PERSON_NONE);
	struct show_person names = { .last_name = f.p.last_name,
				     .first_name = f.p.first_name,
				     .last_name_ar = f.p.last_name_ar,
				     .first_name_ar = f.p.first_name_ar };
	struct show_death v = { .person = f.p.person_id.v,
				.name = full_name(q->a, (enum lang)q->lang, &names),
				.number = f.number,
				.died = f.died,
				.paper = bring_shown(paper) };
	if (q->method == HTTP_POST) {
		v.on = date_typed(q, "day");
		v.reason = request_value(q, "reason")->text;
	}
	page->path = path(q);
	frame_reply(q, p, status, page_death, page, &v);
	return OK;
}

static rc form(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_PEOPLE);
	const struct brought none = { .bytes = 0 };

	return show_page(q, p, &page, 200, &none);
}

/* Done, or the field that the failure is about; any other failure goes on. */
static rc answered(struct request *q, struct page *page, rc r)
{
	const char *field = rc_is(r, E_DEATH_DAY)      ? "day"
			    : rc_is(r, E_DEATH_REASON) ? "reason"
			    : rc_is(r, E_DEATH_PAPER)  ? "paper"
						       : NULL;

	if (rc_ok(r) || field == NULL)
		return r;
	frame_problem(q, page, field, text_of_rc(page->at.lang, r));
	return OK;
}

static rc record(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_PEOPLE);
	struct acting reads = { .why = FOR_COUNTER, .user = actor_of(q)->user_id };
	struct death_order o = order(q);
	struct brought paper;

	if (!date_read(q, "day", &o.day) || o.day.days == DATE_NEVER.days)
		frame_problem(q, &page, "day", text_of_rc(page.at.lang, (rc){ E_DEATH_DAY }));
	TRY(bring_keep(q, &page, &reads, o.person, paper_field[0], S("DEATH"), &paper));
	o.document_id = paper.document_id;
	if (page.problems_n == 0)
		TRY(answered(q, &page, death_record(portal_of(q)->db, q->a, &o)));
	if (page.problems_n > 0)
		return show_page(q, p, &page, 422, &paper);
	frame_go(q, p, str_printf(q->a, "%.*s?did=death_recorded", STR_ARG(path(q))));
	return OK;
}

static rc take_back(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_PEOPLE);
	struct death_order o = order(q);
	const struct brought none = { .bytes = 0 };

	TRY(answered(q, &page, death_take_back(portal_of(q)->db, q->a, &o)));
	if (page.problems_n > 0)
		return show_page(q, p, &page, 422, &none);
	frame_go(q, p, str_printf(q->a, "/people/%lld?did=death_taken_back", (long long)o.person.v));
	return OK;
}

const struct route death_routes[] = {
	ROUTE(HTTP_GET, "/people/{person:id}/death", MAY_ANSWER_REQUEST, FOR_COUNTER, form,
	      "Asks an agent for a person's day of death, or shows it", .writes = true),
	ROUTE(HTTP_POST, "/people/{person:id}/death", MAY_ANSWER_REQUEST, FOR_COUNTER, record,
	      "Records a person's death",
	      .params = PARAMS(DATE_FIELDS("day"), PARAM("reason", PARAM_TEXT), BRING("paper")),
	      .body = BODY_FORM, .upload = &bring_upload, .body_max = BRING_BODY(1), .kind = REPLY_REDIRECT,
	      .writes = true, .keeps_bad = true),
	ROUTE(HTTP_POST, "/people/{person:id}/death/back", MAY_ANSWER_REQUEST, FOR_COUNTER, take_back,
	      "Takes back a death that was recorded by mistake",
	      .params = PARAMS(PARAM("reason", PARAM_TEXT)), .body = BODY_FORM, .kind = REPLY_REDIRECT,
	      .writes = true, .keeps_bad = true),
	{ 0 },
};
