/* face/portal/relative.c - one relative: until when covered and why; said to be one no longer; proved for
 * longer. */
#include "face/portal/answers.h"
#include "face/portal/date_fields.h"
#include "face/portal/family_form.h"
#include "face/portal/family_rows.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"

#include "pages.h"
#include "service/declare_family.h"

static const char *const paper_field[] = { "paper" };

/* The one that the address names. E_FAMILY_LINK_NONE */
static rc find(struct request *q, struct family_view *f, const struct family_member **ret)
{
	str role = request_text(q, "role");

	TRY(family_read(q, f));
	for (size_t i = 0; i < f->members_n; i++)
		if (f->members[i].person_id.v == request_int(q, "relative") &&
		    str_eq(family_role_name(f->members[i].role), role)) {
			*ret = &f->members[i];
			return OK;
		}
	FAIL(FAMILY_LINK_NONE);
}

static rc relative(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_FAMILY);
	const struct family_member *m;
	struct family_view f;

	TRY(find(q, &f, &m));
	struct show_family_member v = { .whose = whose_shown(q),
					.r = relative_row(q, m),
					.confirmed = m->dependant.confirmed,
					.spouse = m->role == ROLE_SPOUSE };
	frame_reply(q, p, 200, page_relative, &page, &v);
	return OK;
}

/* ---- no longer, and for longer: two forms of one shape ---- */

typedef void form_page(struct out *o, const struct page *p, const struct show_about_relative *v);

static rc show_form(struct request *q, struct reply *p, struct page *page, int status,
		    const struct family_member *m, const struct brought *paper, form_page *write)
{
	bool sent = q->method == HTTP_POST, ends = write == page_relative_end;
	struct show_about_relative v = { .whose = whose_shown(q),
					 .r = relative_row(q, m),
					 .spouse = m->role == ROLE_SPOUSE,
					 .client = form_client(q),
					 .paper = bring_shown(paper) };

	if (sent) {
		v.until = date_typed(q, "until");
		v.reason = ends ? request_text(q, "why") : S("");
		v.kind = ends ? S("") : request_text(q, "kind");
		if (!ends)
			v.from = date_typed(q, "from");
	}
	page->path = q->place;
	frame_reply(q, p, status, write, page, &v);
	return OK;
}

static rc empty_form(struct request *q, struct reply *p, form_page *write)
{
	struct page page = whose_page(q, MENU_FAMILY);
	const struct brought none = { .bytes = 0 };
	const struct family_member *m;
	struct family_view f;

	TRY(find(q, &f, &m));
	return show_form(q, p, &page, 200, m, &none, write);
}

static rc end_form(struct request *q, struct reply *p) { return empty_form(q, p, page_relative_end); }
static rc prove_form(struct request *q, struct reply *p) { return empty_form(q, p, page_relative_prove); }

/* Back to the form with what is wrong, on to the check, or done. */
static rc go_on(struct request *q, struct reply *p, rc r, const struct family_declared *out,
		struct answers *s, const struct brought *paper, const char *did)
{
	TRY(r);
	if (!answers_sent(q))
		return answers_show(q, p, s, paper_field, paper, 1);
	whose_go(q, p, out->receipt, S("/family"), did, out->reference);
	return OK;
}

static void answers_about(struct answers *s, struct request *q, struct page *page,
			  const struct family_member *m, enum text_key title, enum text_key send)
{
	struct show_relative r = relative_row(q, m);

	answers_begin(s, q, page, title, TEXT(check_lead), send);
	answers_add(s, TEXT(requests_relative), r.name, false);
	answers_add_word(s, TEXT(family_role), "familyrole.", r.role);
	answers_add(s, TEXT(person_number), r.number, true);
}

/* ---- no longer ---- */

static str end_paper(str reason)
{
	return str_eq(reason, S("DIVORCE")) || str_eq(reason, S("DEATH")) ? reason : S("OTHER");
}

static rc end(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_FAMILY);
	struct family_ending e = { .person = whose_person(q),
				   .relative = { request_int(q, "relative") },
				   .client_id = form_client(q),
				   .reason = request_text(q, "why"),
				   .only_ask = !answers_sent(q) };
	struct answers *s = arena_new(q->a, struct answers);
	struct family_declared out = { 0 };
	struct acting reads = whose_reads(q);
	const struct family_member *m;
	struct brought paper;
	struct family_view f;
	document_id document;
	date last;

	TRY(find(q, &f, &m));
	e.role = m->role;
	bool mistake = str_eq(e.reason, S("MISTAKE"));
	if (!family_end_reason_good(e.role, e.reason))
		form_bad(q, &page, "why", "familybad.", S("why"));
	if (!date_read(q, "until", &last) || (last.days == DATE_NEVER.days && !mistake) ||
	    (!mistake && (last.days > clock_day(q->now).days || last.days < m->from.days)))
		form_bad(q, &page, "until", "familybad.", S("until"));
	e.until = form_until(last);
	(void)whose_acts(q, &page, "family", &e.by);
	TRY(bring_keep(q, &page, &reads, e.person, "paper", end_paper(e.reason), &paper));
	e.document = &document;
	e.documents_n = form_papers(&paper, 1, &document);
	if (page.problems_n > 0 || answers_changed(q))
		return show_form(q, p, &page, page.problems_n > 0 ? 422 : 200, m, &paper, page_relative_end);
	answers_about(s, q, &page, m, TEXT(relative_end_check), TEXT(relative_end_send));
	answers_add_word(s, TEXT(relative_end_why), "endreason.", e.reason);
	answers_add_day(s, TEXT(relative_end_day), mistake ? DATE_NEVER : last);
	answers_add_paper(s, &paper);
	return go_on(q, p, family_end(portal_of(q)->db, q->a, &e, &out), &out, s, &paper, "end_declared");
}

/* ---- for longer ---- */

static rc prove(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_FAMILY);
	struct family_proving e = { .person = whose_person(q),
				    .relative = { request_int(q, "relative") },
				    .client_id = form_client(q),
				    .only_ask = !answers_sent(q) };
	struct answers *s = arena_new(q->a, struct answers);
	struct family_declared out = { 0 };
	struct acting reads = whose_reads(q);
	const struct family_member *m;
	struct brought paper;
	struct family_view f;
	document_id document;
	date from, last;

	TRY(find(q, &f, &m));
	CHECK(m->role != ROLE_SPOUSE, FAMILY_LINK_NONE);
	e.role = m->role;
	if (!proof_kind_parse(request_text(q, "kind"), &e.proof.kind))
		form_bad(q, &page, "kind", "familybad.", S("kind"));
	if (!date_read(q, "from", &from))
		form_bad(q, &page, "from", "familybad.", S("proof_from"));
	if (from.days == DATE_NEVER.days)
		from = clock_day(q->now);
	if (!date_read(q, "until", &last) || last.days < from.days ||
	    (last.days == DATE_NEVER.days && e.proof.kind == PROOF_STUDENT))
		form_bad(q, &page, "until", "familybad.", S("proof"));
	e.proof.when = (span){ from, form_until(last) };
	(void)whose_acts(q, &page, "family", &e.by);
	TRY(bring_keep(q, &page, &reads, e.person, "paper",
		       e.proof.kind == PROOF_STUDENT ? S("STUDIES") : S("DISABILITY"), &paper));
	e.document = &document;
	e.documents_n = form_papers(&paper, 1, &document);
	rc r = OK;
	if (page.problems_n == 0 && !answers_changed(q))
		r = family_prove(portal_of(q)->db, q->a, &e, &out);
	if (rc_ok(r) && out.refused)
		form_bad(q, &page, "until", "endwhy.", dependant_why_name(out.dependant.why));
	if (page.problems_n > 0 || answers_changed(q))
		return show_form(q, p, &page, page.problems_n > 0 ? 422 : 200, m, &paper,
				 page_relative_prove);
	answers_about(s, q, &page, m, TEXT(relative_end_check), TEXT(relative_end_send));
	answers_add_word(s, TEXT(family_proves), "proofkind.", proof_kind_name(e.proof.kind));
	answers_add_day(s, TEXT(relative_prove_from), from);
	answers_add_day(s, TEXT(family_studies_until), last);
	answers_add_paper(s, &paper);
	return go_on(q, p, r, &out, s, &paper, "proof_declared");
}

#define AT "/family/{relative:id}/{role:word}"
#define ENDED \
	PARAM("client", PARAM_ID), PARAM("why", PARAM_WORD), DATE_FIELDS("until"), BRING("paper"), STEP_PARAM
#define PROVED \
	PARAM("client", PARAM_ID), PARAM("kind", PARAM_WORD), DATE_FIELDS("from"), DATE_FIELDS("until"), \
	    BRING("paper"), STEP_PARAM
#define WITH_PAPER \
	.body = BODY_FORM, .upload = &bring_upload, .body_max = BRING_BODY(1), .kind = REPLY_REDIRECT, \
	.writes = true, .keeps_bad = true

const struct route relative_routes[] = {
	ROUTE(HTTP_GET, "/own" AT, MAY_OWN_FILE, FOR_SELF, relative, "One of a member's family",
	      .writes = true),
	ROUTE(HTTP_GET, "/own" AT "/end", MAY_OWN_FILE, FOR_SELF, end_form, "Asks why somebody no longer is",
	      .writes = true),
	ROUTE(HTTP_POST, "/own" AT "/end", MAY_OWN_FILE, FOR_SELF, end,
	      "Shows the answers, then says that somebody no longer is", .params = PARAMS(ENDED), WITH_PAPER),
	ROUTE(HTTP_GET, "/own" AT "/prove", MAY_OWN_FILE, FOR_SELF, prove_form,
	      "Asks for a proof of studies or a disability", .writes = true),
	ROUTE(HTTP_POST, "/own" AT "/prove", MAY_OWN_FILE, FOR_SELF, prove,
	      "Shows the answers, then sends a proof", .params = PARAMS(PROVED), WITH_PAPER),
	ROUTE(HTTP_GET, "/people/{person:id}" AT, MAY_ANSWER_REQUEST, FOR_COUNTER, relative,
	      "One of a person's family, for an agent", .writes = true),
	ROUTE(HTTP_GET, "/people/{person:id}" AT "/end", MAY_ANSWER_REQUEST, FOR_COUNTER, end_form,
	      "Asks a person who is there why somebody no longer is", .writes = true),
	ROUTE(HTTP_POST, "/people/{person:id}" AT "/end", MAY_ANSWER_REQUEST, FOR_COUNTER, end,
	      "The same for a person who is there: somebody no longer is",
	      .params = PARAMS(ENDED, ASSISTED_PARAMS), WITH_PAPER),
	ROUTE(HTTP_GET, "/people/{person:id}" AT "/prove", MAY_ANSWER_REQUEST, FOR_COUNTER, prove_form,
	      "Asks a person who is there for a proof", .writes = true),
	ROUTE(HTTP_POST, "/people/{person:id}" AT "/prove", MAY_ANSWER_REQUEST, FOR_COUNTER, prove,
	      "The same for a person who is there: a proof", .params = PARAMS(PROVED, ASSISTED_PARAMS),
	      WITH_PAPER),
	{ 0 },
};
