/* face/portal/family.c - a family as it is, and who belongs to it is declared: by a member about the own, by
 * an agent for somebody who is there. */
#include "face/portal/answers.h"
#include "face/portal/bring.h"
#include "face/portal/date_fields.h"
#include "face/portal/family_form.h"
#include "face/portal/family_rows.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"
#include "face/portal/request_rows.h"

#include "pages.h"
#include "service/declare_family.h"

enum { REQUESTS_SHOWN = 20 };

/* ---- the family as it is ---- */

static rc family(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_FAMILY);
	struct show_family v = { .whose = whose_shown(q) };
	struct acting by = whose_reads(q);
	struct request_item *list;
	struct family_view f;

	TRY(family_read(q, &f));
	struct show_relative *rows = arena_array(q->a, struct show_relative, f.members_n + 1);
	for (size_t i = 0; i < f.members_n; i++)
		rows[i] = relative_row(q, &f.members[i]);
	v.relatives = rows;
	v.relatives_n = f.members_n;
	v.confirmed = f.confirmed;
	v.name = family_name(q, &f);
	TRY(request_mine(portal_of(q)->db, q->a, &by, f.person_id, REQUESTS_SHOWN, &list, &v.requests_n));
	v.requests = request_rows(q, list, v.requests_n);
	frame_reply(q, p, 200, page_family, &page, &v);
	return OK;
}

/* ---- the form ---- */

enum paper { PAPER_PROOF, PAPER_STUDIES, PAPERS };
static const char *const paper_field[PAPERS] = { "proof", "studies" };

static str typed(const struct request *q, const char *name)
{
	return q->method == HTTP_POST ? request_text(q, name) : S("");
}

static rc show_form(struct request *q, struct reply *p, struct page *page, int status,
		    const struct brought *paper)
{
	bool sent = q->method == HTTP_POST;
	struct show_declare v = { .whose = whose_shown(q),
				  .role = sent ? request_text(q, "role") : S("CHILD"),
				  .last_name = typed(q, "last_name"),
				  .first_name = typed(q, "first_name"),
				  .last_name_ar = typed(q, "last_name_ar"),
				  .first_name_ar = typed(q, "first_name_ar"),
				  .sex = typed(q, "sex"),
				  .id_value = typed(q, "id_value"),
				  .court = typed(q, "court"),
				  .proof_kind = typed(q, "proof_kind"),
				  .proof = bring_shown(&paper[PAPER_PROOF]),
				  .studies = bring_shown(&paper[PAPER_STUDIES]),
				  .client = form_client(q) };

	if (sent) {
		v.born = date_typed(q, "born");
		v.from = date_typed(q, "from");
		v.until = date_typed(q, "until");
		v.court_until = date_typed(q, "court_until");
	}
	if (v.whose.agent) {
		struct family_view f;
		TRY(family_read(q, &f));
		v.name = family_name(q, &f);
	}
	page->path = q->place;
	frame_reply(q, p, status, page_declare, page, &v);
	return OK;
}

static rc form(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_FAMILY);
	struct brought none[PAPERS] = { 0 };

	return show_form(q, p, &page, 200, none);
}

/* Since when: of a child since birth, when nothing else was said; of one whose birth is known to the year,
 * since the first day that it can have been. */
static date since(const struct relative *r, struct birth born, date typed_from)
{
	date d;

	if (typed_from.days != DATE_NEVER.days || r->role != ROLE_CHILD || born.year == 0)
		return typed_from;
	must(rc_ok(date_make(born.year, birth_presumed(born) ? 1 : born.month,
			     birth_presumed(born) ? 1 : born.day, &d)));
	return d;
}

static void read_proof(struct request *q, struct page *page, struct relative *r)
{
	str kind = request_text(q, "proof_kind");
	date last;

	r->proof_kind = str_eq(kind, S("DISABILITY")) ? PROOF_DISABILITY : PROOF_STUDENT;
	if (!date_read(q, "until", &last) ||
	    (str_eq(kind, S("STUDENT")) && last.days == DATE_NEVER.days && r->role != ROLE_SPOUSE))
		form_bad(q, page, "until", "familybad.", S("proof"));
	r->proves = r->role != ROLE_SPOUSE && (kind.n > 0 || last.days != DATE_NEVER.days);
	if (r->proves)
		r->proof = (span){ clock_day(q->now), form_until(last) };
}

/* What was typed as the service takes it. */
static struct relative relative_of(struct request *q, struct page *page)
{
	struct relative r = { .last_name = request_text(q, "last_name"),
			      .first_name = request_text(q, "first_name"),
			      .last_name_ar = request_text(q, "last_name_ar"),
			      .first_name_ar = request_text(q, "first_name_ar"),
			      .sex = request_text(q, "sex"),
			      .id_value = request_text(q, "id_value"),
			      .court_reference = request_text(q, "court"),
			      .court_until = DATE_NEVER };
	struct birth born;
	date from, last;

	if (!family_role_parse(request_text(q, "role"), &r.role))
		r.role = ROLE_CHILD;
	if (r.id_value.n > 0)
		r.id_kind = portal_of(q)->country == COUNTRY_DZ ? S("NIN") : S("CNIE");
	if (!birth_read(q, "born", &born))
		form_bad(q, page, "born", "familybad.", S("born"));
	else if (born.year != 0)
		r.born = birth_text(q->a, born);
	if (!date_read(q, "from", &from))
		form_bad(q, page, "from", "familybad.", S("from"));
	if (!date_read(q, "court_until", &last))
		form_bad(q, page, "court_until", "familybad.", S("court_until"));
	r.from = since(&r, born, from);
	if (r.role == ROLE_WARD)
		r.court_until = form_until(last);
	else
		r.court_reference = S("");
	read_proof(q, page, &r);
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
		if (str_eq(wrong, page_cstr(fields[i].word)))
			return fields[i].field;
	return "last_name";
}

/* Papers that were sent are kept, whatever else is wrong with the form. */
static rc keep(struct request *q, struct page *page, const struct relative *r, struct brought *ret)
{
	str kind = r->role == ROLE_SPOUSE ? S("MARRIAGE")
		   : r->role == ROLE_WARD ? S("GUARDIANSHIP")
					  : S("BIRTH");
	str proves = r->proof_kind == PROOF_DISABILITY ? S("DISABILITY") : S("STUDIES");
	struct acting by = whose_reads(q);

	TRY(bring_keep(q, page, &by, whose_person(q), "proof", kind, &ret[PAPER_PROOF]));
	return bring_keep(q, page, &by, whose_person(q), "studies", proves, &ret[PAPER_STUDIES]);
}

static void add_problem(struct request *q, struct page *page, rc r, const struct family_declared *out)
{
	if (rc_is(r, E_FAMILY_FIELD))
		form_bad(q, page, field_of(out->wrong), "familybad.", out->wrong);
	else if (!rc_ok(r))
		frame_problem(q, page, "last_name", text_of_rc(page->at.lang, r));
	else if (out->refused)
		form_bad(q, page, "born", "endwhy.", dependant_why_name(out->dependant.why));
}

static str both_scripts(struct request *q, const struct relative *r, bool other)
{
	struct show_person names = { .last_name = r->last_name,
				     .first_name = r->first_name,
				     .last_name_ar = r->last_name_ar,
				     .first_name_ar = r->first_name_ar };

	return other ? full_name_other(q->a, (enum lang)q->lang, &names)
		     : full_name(q->a, (enum lang)q->lang, &names);
}

static rc check(struct request *q, struct reply *p, struct page *page, const struct relative *r,
		const struct brought *paper)
{
	struct answers *s = arena_new(q->a, struct answers);

	answers_begin(s, q, page, TEXT(check_title), TEXT(check_lead), TEXT(family_send));
	answers_add_word(s, TEXT(family_role), "familyrole.", family_role_name(r->role));
	answers_add(s, TEXT(requests_relative), both_scripts(q, r, false), false);
	answers_add(s, TEXT(check_other_script), both_scripts(q, r, true), false);
	answers_add_born(s, TEXT(person_born), r->born);
	answers_add_word(s, TEXT(person_sex), "sex.", r->sex);
	answers_add(s, TEXT(family_id), r->id_value, true);
	answers_add_day(s, TEXT(family_from), r->from);
	answers_add(s, TEXT(family_court), r->court_reference, false);
	if (r->role == ROLE_WARD)
		answers_add_day(s, TEXT(family_court_until), form_last(r->court_until));
	if (r->proves) {
		answers_add_word(s, TEXT(family_proves), "proofkind.", proof_kind_name(r->proof_kind));
		answers_add_day(s, TEXT(family_studies_until), form_last(r->proof.until));
	}
	for (int i = 0; i < PAPERS; i++)
		answers_add_paper(s, &paper[i]);
	if (!whose_own(q))
		answers_add(s, TEXT(assist_reason), request_text(q, "reason"), false);
	return answers_show(q, p, s, paper_field, paper, PAPERS);
}

static rc declare(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_FAMILY);
	struct brought paper[PAPERS] = { 0 };
	document_id documents[PAPERS];
	struct family_declaring d = { .person = whose_person(q),
				      .client_id = form_client(q),
				      .document = documents,
				      .only_ask = !answers_sent(q) };
	struct family_declared out = { 0 };

	d.relative = relative_of(q, &page);
	str wrong = relative_wrong(&d.relative, clock_day(q->now));
	if (page.problems_n == 0 && wrong.n > 0)
		form_bad(q, &page, field_of(wrong), "familybad.", wrong);
	(void)whose_acts(q, &page, "family", &d.by);
	TRY(keep(q, &page, &d.relative, paper));
	d.documents_n = form_papers(paper, PAPERS, documents);
	if (page.problems_n > 0 || answers_changed(q))
		return show_form(q, p, &page, page.problems_n > 0 ? 422 : 200, paper);
	rc r = family_declare(portal_of(q)->db, q->a, &d, &out);
	if (rc_is(r, E_FAMILY_FIELD) || rc_is(r, E_FAMILY_SELF) || rc_is(r, E_FAMILY_TIED) || out.refused)
		add_problem(q, &page, r, &out);
	else
		TRY(r);
	if (page.problems_n > 0)
		return show_form(q, p, &page, 422, paper);
	if (d.only_ask)
		return check(q, p, &page, &d.relative, paper);
	whose_go(q, p, out.receipt, S("/family"), "declared", out.reference);
	return OK;
}

#define DECLARED \
	PARAM("client", PARAM_ID), PARAM("role", PARAM_WORD), PARAM("last_name", PARAM_TEXT), \
	    PARAM("first_name", PARAM_TEXT), PARAM("last_name_ar", PARAM_TEXT), \
	    PARAM("first_name_ar", PARAM_TEXT), DATE_FIELDS("born"), DATE_FIELDS("from"), \
	    DATE_FIELDS("until"), DATE_FIELDS("court_until"), PARAM("sex", PARAM_WORD), \
	    PARAM("id_value", PARAM_TEXT), PARAM("court", PARAM_TEXT), PARAM("proof_kind", PARAM_WORD), \
	    BRING("proof"), BRING("studies"), STEP_PARAM
#define WITH_PAPERS \
	.body = BODY_FORM, .upload = &bring_upload, .body_max = BRING_BODY(PAPERS), .kind = REPLY_REDIRECT, \
	.writes = true, .keeps_bad = true

const struct route family_routes[] = {
	ROUTE(HTTP_GET, "/own/family", MAY_OWN_FILE, FOR_SELF, family, "A member's family and requests",
	      .writes = true),
	ROUTE(HTTP_GET, "/own/family/declare", MAY_OWN_FILE, FOR_SELF, form,
	      "Asks who belongs to the family"),
	ROUTE(HTTP_POST, "/own/family/declare", MAY_OWN_FILE, FOR_SELF, declare,
	      "Shows the answers, then declares somebody of the family", .params = PARAMS(DECLARED),
	      WITH_PAPERS),
	ROUTE(HTTP_GET, "/people/{person:id}/family", MAY_ANSWER_REQUEST, FOR_COUNTER, family,
	      "A person's family and requests, for an agent", .writes = true),
	ROUTE(HTTP_GET, "/people/{person:id}/family/declare", MAY_ANSWER_REQUEST, FOR_COUNTER, form,
	      "Asks a person who is there who belongs to the family", .writes = true),
	ROUTE(HTTP_POST, "/people/{person:id}/family/declare", MAY_ANSWER_REQUEST, FOR_COUNTER, declare,
	      "Shows the answers, then declares somebody for a person who is there",
	      .params = PARAMS(DECLARED, ASSISTED_PARAMS), WITH_PAPERS),
	{ 0 },
};
