/* face/portal/own_family.c - a member sees the own family, says who belongs to it, and follows the requests.
 */
#include "face/portal/bring.h"
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"

#include "pages.h"
#include "service/declare_family.h"
#include "service/family_show.h"
#include "service/requests.h"

#include <string.h>

enum { REQUESTS_SHOWN = 20 };

static struct acting self(const struct request *q)
{
	return (struct acting){ .why = FOR_SELF, .person = actor_person(actor_of(q)) };
}

/* ---- the family as it is ---- */

static rc add_members(struct request *q, struct show_family *v)
{
	struct acting by = self(q);
	struct family_view f;

	TRY(family_show(portal_of(q)->db, q->a, &by, by.person, clock_day(q->now), &f));
	struct show_relative *rows = arena_array(q->a, struct show_relative, f.members_n + 1);
	for (size_t i = 0; i < f.members_n; i++) {
		const struct family_member *m = &f.members[i];
		struct show_person names = { .last_name = m->last_name,
					     .first_name = m->first_name,
					     .last_name_ar = m->last_name_ar,
					     .first_name_ar = m->first_name_ar };
		rows[i] =
		    (struct show_relative){ .name = full_name(q->a, (enum lang)q->lang, &names),
					    .name_other = full_name_other(q->a, (enum lang)q->lang, &names),
					    .number = m->number,
					    .born = m->born,
					    .role = family_role_name(m->role),
					    .is = m->dependant.is,
					    .until = m->dependant.until,
					    .why = dependant_why_name(m->dependant.why) };
	}
	v->relatives = rows;
	v->relatives_n = f.members_n;
	v->confirmed = f.confirmed;
	return OK;
}

static rc add_requests(struct request *q, struct show_family *v)
{
	struct acting by = self(q);
	struct request_item *list;

	TRY(request_mine(portal_of(q)->db, q->a, &by, by.person, REQUESTS_SHOWN, &list, &v->requests_n));
	struct show_request_row *rows = arena_array(q->a, struct show_request_row, v->requests_n + 1);
	for (size_t i = 0; i < v->requests_n; i++)
		rows[i] = (struct show_request_row){ .reference = list[i].reference,
						     .kind = list[i].r.kind,
						     .state = list[i].r.state,
						     .opened = list[i].r.opened_at,
						     .due = list[i].r.due_at };
	v->requests = rows;
	return OK;
}

static rc family(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_FAMILY);
	struct show_family v = { 0 };

	TRY(add_members(q, &v));
	TRY(add_requests(q, &v));
	frame_reply(q, p, 200, page_family, &page, &v);
	return OK;
}

/* ---- the form ---- */

static str typed(const struct request *q, const char *name)
{
	return q->method == HTTP_POST ? request_text(q, name) : S("");
}

enum paper { PAPER_PROOF, PAPER_STUDIES, PAPERS };

static rc show_form(struct request *q, struct reply *p, struct page *page, int status,
		    const struct brought *paper)
{
	struct show_declare v = { .role = q->method == HTTP_POST ? request_text(q, "role") : S("CHILD"),
				  .last_name = typed(q, "last_name"),
				  .first_name = typed(q, "first_name"),
				  .last_name_ar = typed(q, "last_name_ar"),
				  .first_name_ar = typed(q, "first_name_ar"),
				  .born_day = typed(q, "born_day"),
				  .born_month = typed(q, "born_month"),
				  .born_year = typed(q, "born_year"),
				  .from_day = typed(q, "from_day"),
				  .from_month = typed(q, "from_month"),
				  .from_year = typed(q, "from_year"),
				  .until_day = typed(q, "until_day"),
				  .until_month = typed(q, "until_month"),
				  .until_year = typed(q, "until_year"),
				  .sex = typed(q, "sex"),
				  .id_value = typed(q, "id_value"),
				  .court = typed(q, "court"),
				  .proof = bring_shown(&paper[PAPER_PROOF]),
				  .studies = bring_shown(&paper[PAPER_STUDIES]) };

	v.client = q->method == HTTP_POST && request_value(q, "client")->state == VALUE_GOOD
		       ? request_int(q, "client")
		       : id_new(q->now);
	page->path = S("/own/family/declare");
	frame_reply(q, p, status, page_declare, page, &v);
	return OK;
}

static rc form(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_FAMILY);
	struct brought none[PAPERS] = { 0 };

	return show_form(q, p, &page, 200, none);
}

/* "2009-05-01" of three fields; empty when nothing was typed, also when it is no day (then *ret_bad). */
static str day_text(struct request *q, const char *name, bool *ret_bad)
{
	static const char *const pieces[] = { "year", "month", "day" };
	int64_t n[3] = { 0 };
	size_t some = 0;
	date day;

	for (int i = 0; i < 3; i++) {
		str s = request_text(q, str_printf(q->a, "%s_%s", name, pieces[i]).p);
		some += s.n > 0;
		if (s.n > 0 && !(str_digits(&s, 1, 4, &n[i]) && s.n == 0))
			*ret_bad = true;
	}
	if (some == 0)
		return S("");
	str text =
	    str_printf(q->a, "%04lld-%02lld-%02lld", (long long)n[0], (long long)n[1], (long long)n[2]);
	*ret_bad |= n[0] > 9999 || n[1] > 99 || n[2] > 99 || !rc_ok(date_parse(text, &day));
	return text;
}

static date day_of(str text)
{
	date d = DATE_NEVER;

	return text.n > 0 && rc_ok(date_parse(text, &d)) ? d : DATE_NEVER;
}

static void bad(struct request *q, struct page *page, const char *field, const char *family, str word)
{
	enum text_key key;

	must(text_find(family, word, &key));
	frame_problem(q, page, field, text_get(page->at.lang, key));
}

/* What was typed as the service takes it. */
static struct relative relative_of(struct request *q, struct page *page)
{
	bool bad_born = false, bad_from = false, bad_until = false;
	struct relative r = { .last_name = request_text(q, "last_name"),
			      .first_name = request_text(q, "first_name"),
			      .last_name_ar = request_text(q, "last_name_ar"),
			      .first_name_ar = request_text(q, "first_name_ar"),
			      .born = day_text(q, "born", &bad_born),
			      .sex = request_text(q, "sex"),
			      .id_value = request_text(q, "id_value"),
			      .court_reference = request_text(q, "court"),
			      .court_until = DATE_NEVER };
	str from = day_text(q, "from", &bad_from), until = day_text(q, "until", &bad_until);

	if (!family_role_parse(request_text(q, "role"), &r.role))
		r.role = ROLE_CHILD;
	if (r.id_value.n > 0)
		r.id_kind = portal_of(q)->country == COUNTRY_DZ ? S("NIN") : S("CNIE");
	r.from = from.n == 0 && r.role == ROLE_CHILD ? day_of(r.born) : day_of(from);
	if (r.role != ROLE_WARD)
		r.court_reference = S("");
	r.proves = until.n > 0 && r.role != ROLE_SPOUSE;
	if (r.proves)
		r.proof = (span){ clock_day(q->now), day_of(until) };
	if (bad_born)
		bad(q, page, "born", "familybad.", S("born"));
	if (bad_from)
		bad(q, page, "from", "familybad.", S("from"));
	if (bad_until)
		bad(q, page, "until", "familybad.", S("proof"));
	return r;
}

/* Which field the service's word is about. */
static const char *field_of(str wrong)
{
	static const struct {
		const char *word, *field;
	} fields[] = { { "name", "last_name" },	     { "born", "born" }, { "sex", "sex" },
		       { "identifier", "id_value" }, { "from", "from" }, { "proof", "until" },
		       { "court", "court" } };

	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		if (str_eq(wrong, (str){ fields[i].word, strlen(fields[i].word) }))
			return fields[i].field;
	return "last_name";
}

/* Papers that were sent are kept, whatever else is wrong with the form. */
static rc keep(struct request *q, struct page *page, enum family_role role, struct brought *ret)
{
	str kind = role == ROLE_SPOUSE ? S("MARRIAGE") : role == ROLE_WARD ? S("GUARDIANSHIP") : S("BIRTH");
	struct acting by = self(q);

	TRY(bring_keep(q, page, &by, by.person, "proof", kind, &ret[PAPER_PROOF]));
	return bring_keep(q, page, &by, by.person, "studies", S("STUDIES"), &ret[PAPER_STUDIES]);
}

static rc declare(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_FAMILY);
	struct brought paper[PAPERS] = { 0 };
	document_id documents[PAPERS];
	struct family_declaring d = { .by = self(q), .document = documents };
	struct family_declared out = { 0 };

	d.person = d.by.person;
	d.client_id = request_value(q, "client")->state == VALUE_GOOD ? request_int(q, "client") : 0;
	d.relative = relative_of(q, &page);
	str wrong = relative_wrong(&d.relative, clock_day(q->now));
	if (page.problems_n == 0 && wrong.n > 0)
		bad(q, &page, field_of(wrong), "familybad.", wrong);
	TRY(keep(q, &page, d.relative.role, paper));
	for (int i = 0; i < PAPERS; i++)
		if (paper[i].document_id.v != 0)
			documents[d.documents_n++] = paper[i].document_id;
	if (page.problems_n > 0)
		return show_form(q, p, &page, 422, paper);
	rc r = family_declare(portal_of(q)->db, q->a, &d, &out);
	if (rc_is(r, E_FAMILY_FIELD))
		bad(q, &page, field_of(out.wrong), "familybad.", out.wrong);
	else if (rc_is(r, E_FAMILY_SELF) || rc_is(r, E_FAMILY_TIED))
		frame_problem(q, &page, "last_name", text_of_rc(page.at.lang, r));
	else if (rc_ok(r) && out.refused)
		bad(q, &page, "born", "endwhy.", dependant_why_name(out.dependant.why));
	else
		TRY(r);
	if (page.problems_n > 0)
		return show_form(q, p, &page, 422, paper);
	struct out to;
	out_init(&to, q->a, 128);
	out_lit(&to, "/own/family?did=declared&ref=");
	out_url(&to, out.reference);
	frame_go(q, p, out_view(&to));
	return OK;
}

#define DAY(name) \
	PARAM(name "_day", PARAM_TEXT, .max = 8), PARAM(name "_month", PARAM_TEXT, .max = 8), \
	    PARAM(name "_year", PARAM_TEXT, .max = 8)

const struct route family_routes[] = {
	ROUTE(HTTP_GET, "/own/family", MAY_OWN_FILE, FOR_SELF, family, "A member's family and requests",
	      .writes = true),
	ROUTE(HTTP_GET, "/own/family/declare", MAY_OWN_FILE, FOR_SELF, form,
	      "Asks who belongs to the family"),
	ROUTE(HTTP_POST, "/own/family/declare", MAY_OWN_FILE, FOR_SELF, declare,
	      "Declares somebody of the family",
	      .params =
		  PARAMS(PARAM("client", PARAM_ID), PARAM("role", PARAM_WORD), PARAM("last_name", PARAM_TEXT),
			 PARAM("first_name", PARAM_TEXT), PARAM("last_name_ar", PARAM_TEXT),
			 PARAM("first_name_ar", PARAM_TEXT), DAY("born"), DAY("from"), DAY("until"),
			 PARAM("sex", PARAM_WORD), PARAM("id_value", PARAM_TEXT), PARAM("court", PARAM_TEXT),
			 BRING("proof"), BRING("studies")),
	      .body = BODY_FORM, .upload = &bring_upload, .body_max = BRING_BODY(PAPERS),
	      .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true),
	{ 0 },
};
