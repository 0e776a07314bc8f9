/* face/portal/people.c - finding a person, and what the fund knows about one. */
#include "face/portal/assisted.h"
#include "face/portal/date_fields.h"
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"
#include "face/portal/person_rows.h"
#include "face/portal/whose.h"

#include "pages.h"
#include "service/person_find.h"
#include "service/person_show.h"

/* ---- finding ---- */

static struct show_person_row row_of(struct request *q, const struct person_hit *h)
{
	struct show_person names = { .last_name = h->p.last_name,
				     .first_name = h->p.first_name,
				     .last_name_ar = h->p.last_name_ar,
				     .first_name_ar = h->p.first_name_ar };
	bool withdrawn = str_eq(h->p.state, S("WITHDRAWN"));

	return (struct show_person_row){
		.id = h->p.person_id.v,
		.number = h->number,
		.name = full_name(q->a, (enum lang)q->lang, &names),
		.name_other = full_name_other(q->a, (enum lang)q->lang, &names),
		.born = h->p.born,
		.sex = h->p.sex,
		.commune = frame_name(q, h->commune_fr, h->commune_ar),
		.scheme = h->scheme,
		.state = withdrawn ? h->p.state : h->member_state,
	};
}

static str next_page(struct request *q, const struct show_people *v, person_id after)
{
	struct out o;

	if (after.v == 0)
		return S("");
	out_init(&o, q->a, 256);
	out_str(&o, frame_path(q, S("/people?q=")));
	out_url(&o, v->q);
	out_lit(&o, "&born_day=");
	out_url(&o, v->born.day);
	out_lit(&o, "&born_month=");
	out_url(&o, v->born.month);
	out_lit(&o, "&born_year=");
	out_url(&o, v->born.year);
	out_printf(&o, "&after=%lld", (long long)after.v);
	return out_view(&o);
}

static rc search(struct request *q, struct show_people *v, struct birth born)
{
	struct person_query query = { .text = v->q,
				      .born = born,
				      .after = { request_value(q, "after")->n },
				      .user = actor_of(q)->user_id };
	struct person_found found;

	TRY(person_find(portal_of(q)->db, q->a, &query, &found));
	struct show_person_row *rows = arena_array(q->a, struct show_person_row, found.n + 1);
	for (size_t i = 0; i < found.n; i++)
		rows[i] = row_of(q, &found.hits[i]);
	v->asked = true;
	v->rows = rows;
	v->n = found.n;
	v->more = found.more;
	v->paging = (struct paging){ .total = found.more ? -1 : (int64_t)found.all,
				     .next = next_page(q, v, found.next) };
	if (found.n > 0) {
		v->paging.first = (int64_t)found.before + 1;
		v->paging.last = (int64_t)(found.before + found.n);
	}
	return OK;
}

static rc people(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_PEOPLE);
	struct show_people v = { .q = request_text(q, "q"), .born = date_typed(q, "born") };
	struct birth born;
	int status = 200;

	if (q->bad > 0 || !birth_read(q, "born", &born)) {
		frame_problem(q, &page, "born", text_get(page.at.lang, TEXT(people_bad_date)));
		status = 422;
	} else if (v.q.n > 0 || born.year != 0) {
		TRY(search(q, &v, born));
	}
	frame_reply(q, p, status, page_people, &page, &v);
	return OK;
}

/* ---- one person ---- */

rc person_with_problems(struct request *q, struct reply *p, struct page *page, int status)
{
	struct person_view f;

	TRY(person_show(portal_of(q)->db, q->a, (person_id){ request_int(q, "person") }, actor_of(q)->user_id,
			&f));
	struct show_person v = person_shown(q, &f);

	v.serves = may(q, TASK_ANSWER_REQUEST);
	TRY(person_papers(q, FOR_COUNTER, &v));
	if (!v.serves)
		v.paper_kinds_n = 0;
	v.assisted = assisted_typed(q);
	if (q->method == HTTP_POST) { /* the form for a paper, which lacks something */
		v.paper_kind = request_value(q, "kind")->text;
		v.language = request_value(q, "language")->text;
	}
	page->path = str_printf(q->a, "/people/%lld", (long long)v.id);
	frame_reply(q, p, status, page_person, page, &v);
	return OK;
}

static rc person(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_PEOPLE);

	return person_with_problems(q, p, &page, 200);
}

const struct route people_routes[] = {
	ROUTE(HTTP_GET, "/people", MAY_SERVE_PERSON, FOR_COUNTER, people,
	      "Finds people by number, identifier, phone, name or birth date",
	      .params = PARAMS(PARAM("q", PARAM_TEXT), DATE_FIELDS("born"), PARAM("after", PARAM_ID)),
	      .writes = true, .keeps_bad = true),
	ROUTE(HTTP_GET, "/people/{person:id}", MAY_SERVE_PERSON, FOR_COUNTER, person,
	      "What the fund knows about a person, and who looked", .writes = true),
	{ 0 },
};
