/* face/portal/people.c - finding a person, and what the fund knows about one. */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"

#include "pages.h"
#include "service/issue_attestation.h"
#include "service/person_find.h"
#include "service/person_show.h"

#include <string.h>

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

static str part(const struct request *q, const char *name) { return request_value(q, name)->text; }

/* The three fields together: nothing, a year, or a day of the calendar. False: something else. */
static bool read_birth(struct request *q, struct birth *ret)
{
	str day = part(q, "born_day"), month = part(q, "born_month"), year = part(q, "born_year");
	int64_t d = 0, m = 0, y = 0;

	*ret = (struct birth){ 0 };
	if (day.n + month.n + year.n == 0)
		return true;
	bool digits = str_digits(&year, 4, 4, &y) && year.n == 0 && (day.n == 0) == (month.n == 0);
	if (day.n > 0)
		digits = digits && str_digits(&day, 1, 2, &d) && day.n == 0 && str_digits(&month, 1, 2, &m) &&
			 month.n == 0;
	str text = str_printf(q->a, "%04d-%02d-%02d", (int)y, (int)m, (int)d);
	return digits && rc_ok(birth_parse(text, ret));
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
	out_url(&o, v->day);
	out_lit(&o, "&born_month=");
	out_url(&o, v->month);
	out_lit(&o, "&born_year=");
	out_url(&o, v->year);
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
	struct show_people v = { .q = part(q, "q"),
				 .day = part(q, "born_day"),
				 .month = part(q, "born_month"),
				 .year = part(q, "born_year") };
	struct birth born;
	int status = 200;

	if (q->bad > 0 || !read_birth(q, &born)) {
		frame_problem(q, &page, "born", text_get(page.at.lang, TEXT(people_bad_date)));
		status = 422;
	} else if (v.q.n > 0 || born.year != 0) {
		TRY(search(q, &v, born));
	}
	frame_reply(q, p, status, page_people, &page, &v);
	return OK;
}

/* ---- one person ---- */

static const struct show_identifier_row *identifiers(struct request *q, const struct person_view *v)
{
	struct show_identifier_row *rows =
	    arena_array(q->a, struct show_identifier_row, v->identifiers_n + 1);

	for (size_t i = 0; i < v->identifiers_n; i++)
		rows[i] = (struct show_identifier_row){ v->identifiers[i].kind, v->identifiers[i].value };
	return rows;
}

static const struct show_membership_row *memberships(struct request *q, const struct person_view *v)
{
	struct show_membership_row *rows =
	    arena_array(q->a, struct show_membership_row, v->memberships_n + 1);

	for (size_t i = 0; i < v->memberships_n; i++) {
		const struct membership *m = &v->memberships[i];
		rows[i] = (struct show_membership_row){ .scheme = m->scheme,
							.state = m->state,
							.profession = m->profession,
							.income_class = m->income_class,
							.from = m->from_day,
							.until = m->until_day };
	}
	return rows;
}

static const struct show_source_row *sources(struct request *q, const struct person_view *v)
{
	struct show_source_row *rows = arena_array(q->a, struct show_source_row, v->sources_n + 1);

	for (size_t i = 0; i < v->sources_n; i++) {
		const struct person_source_view *s = &v->sources[i];
		bool delivery = s->body_code.n > 0;
		rows[i].at = s->at;
		rows[i].what =
		    delivery ? str_printf(q->a, "%.*s-%lld", STR_ARG(s->body_code), (long long)s->sequence)
			     : text_get((enum lang)q->lang, TEXT(person_decision));
		if (delivery && may(q, TASK_SEE_DELIVERY))
			rows[i].path = str_printf(q->a, "/feeds/%lld", (long long)s->source_id);
	}
	return rows;
}

static const struct show_journal_row *journal(struct request *q, const struct person_view *v)
{
	struct show_journal_row *rows = arena_array(q->a, struct show_journal_row, v->events_n + 1);

	for (size_t i = 0; i < v->events_n; i++) {
		const struct event *e = &v->events[i].event;
		rows[i] = (struct show_journal_row){ e->at, v->events[i].who, e->kind, e->purpose, S("") };
	}
	return rows;
}

static const struct show_review_row *questions(struct request *q, const struct person_view *v)
{
	struct show_review_row *rows = arena_array(q->a, struct show_review_row, v->reviews_n + 1);

	for (size_t i = 0; i < v->reviews_n; i++)
		rows[i] =
		    (struct show_review_row){ .id = v->reviews[i].review_id.v, .code = v->reviews[i].code };
	return rows;
}

/* The commune, then what it lies in. */
static str place(struct request *q, const struct person_view *v)
{
	str text = S("");

	for (size_t i = 0; i < v->territories_n; i++) {
		str name = frame_name(q, v->territory[i].name_fr, v->territory[i].name_ar);
		text = i == 0 ? name
			      : str_printf(q->a, "%.*s%s%.*s", STR_ARG(text),
					   q->lang == LANG_AR ? "، " : ", ", STR_ARG(name));
	}
	return text;
}

static rc add_papers(struct request *q, struct show_person *v)
{
	enum { PAPERS_MAX = 10 };
	struct attestation *list;
	size_t kinds_n;
	const struct attestation_kind *kinds = attestation_kinds(&kinds_n);

	TRY(attestation_papers(portal_of(q)->db, q->a, (person_id){ v->id }, PAPERS_MAX, FOR_COUNTER, &list,
			       &v->papers_n));
	struct show_paper_row *rows = arena_array(q->a, struct show_paper_row, v->papers_n + 1);
	struct choice *choices = arena_array(q->a, struct choice, kinds_n);
	for (size_t i = 0; i < v->papers_n; i++)
		rows[i] = (struct show_paper_row){ reference_text(q->a, list[i].reference), list[i].kind,
						   list[i].language, list[i].issued_at };
	for (size_t i = 0; i < kinds_n && str_eq(v->state, S("ACTIVE")); i++) {
		enum text_key title;
		if (kinds[i].available && text_find("paper_title.", kinds[i].kind, &title))
			choices[v->paper_kinds_n++] =
			    (struct choice){ kinds[i].word, text_get((enum lang)q->lang, title) };
	}
	v->papers = rows;
	v->paper_kinds = choices;
	return OK;
}

static rc person(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_PEOPLE);
	struct person_view f;

	TRY(person_show(portal_of(q)->db, q->a, (person_id){ request_int(q, "person") }, actor_of(q)->user_id,
			&f));
	struct show_person v = { .id = f.p.person_id.v,
				 .number = f.number,
				 .last_name = f.p.last_name,
				 .first_name = f.p.first_name,
				 .last_name_ar = f.p.last_name_ar,
				 .first_name_ar = f.p.first_name_ar,
				 .born = f.p.born,
				 .sex = f.p.sex,
				 .commune = place(q, &f),
				 .address = f.p.address,
				 .phone = f.phone,
				 .email = f.p.email,
				 .language = f.p.language,
				 .state = f.p.state,
				 .survivor_id = f.p.survivor_id.v,
				 .identifiers = identifiers(q, &f),
				 .identifiers_n = f.identifiers_n,
				 .memberships = memberships(q, &f),
				 .memberships_n = f.memberships_n,
				 .sources = sources(q, &f),
				 .sources_n = f.sources_n,
				 .journal = journal(q, &f),
				 .journal_n = f.events_n,
				 .reviews = questions(q, &f),
				 .reviews_n = may(q, TASK_REVIEW) ? f.reviews_n : 0 };
	TRY(add_papers(q, &v));
	frame_reply(q, p, 200, page_person, &page, &v);
	return OK;
}

#define DATE_PART(name) PARAM(name, PARAM_TEXT, .max = 8)

const struct route people_routes[] = {
	ROUTE(HTTP_GET, "/people", MAY_SERVE_PERSON, FOR_COUNTER, people,
	      "Finds people by number, identifier, phone, name or birth date",
	      .params = PARAMS(PARAM("q", PARAM_TEXT), DATE_PART("born_day"), DATE_PART("born_month"),
			       DATE_PART("born_year"), PARAM("after", PARAM_ID)),
	      .writes = true, .keeps_bad = true),
	ROUTE(HTTP_GET, "/people/{person:id}", MAY_SERVE_PERSON, FOR_COUNTER, person,
	      "What the fund knows about a person, and who looked", .writes = true),
	{ 0 },
};
