/* face/portal/contact.c - how to reach a person: changed by the person, or by an agent with the person there.
 */
#include "face/portal/handlers.h"
#include "face/portal/part.h"
#include "face/portal/whose.h"

#include "pages.h"
#include "service/change_contact.h"

/* Whoever types a code: the reason was given with what waits for it. */
static struct acting acting(const struct request *q)
{
	struct acting by = whose_reads(q);

	if (!whose_own(q))
		by.what = text_acted("contact");
	return by;
}

/* "/own/contact" or "/people/7/contact", with what follows. */
static str path(struct request *q, const char *after)
{
	return whose_path(q, str_printf(q->a, "/contact%s", after));
}

static rc view(struct request *q, struct contact_view *f, struct show_contact *v)
{
	struct acting by = whose_reads(q);

	TRY(contact_show(portal_of(q)->db, q->a, &by, whose_person(q), f));
	struct show_person names = { .last_name = f->p.last_name,
				     .first_name = f->p.first_name,
				     .last_name_ar = f->p.last_name_ar,
				     .first_name_ar = f->p.first_name_ar };
	*v = (struct show_contact){ .whose = whose_shown(q),
				    .base = path(q, ""),
				    .form = path(q, whose_own(q) ? "/change" : ""),
				    .name = full_name(q->a, (enum lang)q->lang, &names),
				    .number = f->number,
				    .phone = f->phone,
				    .email = f->p.email,
				    .address = f->p.address,
				    .language = f->p.language,
				    .confirmed = f->confirmed };
	for (size_t i = 0; i < f->waiting_n; i++) {
		v->waiting[i].kind = contact_kind_name(f->waiting[i].kind);
		v->waiting[i].value = f->waiting[i].value;
	}
	v->waiting_n = f->waiting_n;
	return OK;
}

static rc summary(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_HOME);
	struct contact_view f;
	struct show_contact v;

	TRY(view(q, &f, &v));
	frame_reply(q, p, 200, page_contact, &page, &v);
	return OK;
}

static rc right(struct request *q, struct reply *p)
{
	struct acting by = whose_reads(q);

	TRY(contact_right(portal_of(q)->db, q->a, &by, by.person));
	frame_go(q, p, S("/own/contact?did=contact_right"));
	return OK;
}

/* ---- the form ---- */

static str typed(const struct request *q, const char *name) { return request_value(q, name)->text; }

static const struct choice *papers(struct request *q, size_t *ret_n)
{
	static const char *const kinds[] = { "IDENTITY", "BIRTH", "MARRIAGE", "OTHER" };
	enum { KINDS = sizeof kinds / sizeof kinds[0] };
	struct choice *list = arena_array(q->a, struct choice, KINDS);

	for (size_t i = 0; i < KINDS; i++) {
		enum text_key key;
		list[i].value = str_of(kinds[i]);
		must(text_find("papers.", list[i].value, &key));
		list[i].text = text_get((enum lang)q->lang, key);
	}
	*ret_n = KINDS;
	return list;
}

static rc show_form(struct request *q, struct reply *p, struct page *page, int status, struct show_contact *v)
{
	if (q->method == HTTP_POST) {
		v->phone = typed(q, "phone");
		v->email = typed(q, "email");
		v->address = typed(q, "address");
		v->language = typed(q, "language");
	}
	if (!whose_own(q)) {
		v->papers = papers(q, &v->papers_n);
		v->paper = q->method == HTTP_POST ? typed(q, "paper") : S("");
	}
	page->path = v->form;
	frame_reply(q, p, status, page_contact_change, page, v);
	return OK;
}

static rc form(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_HOME);
	struct contact_view f;
	struct show_contact v;

	TRY(view(q, &f, &v));
	return show_form(q, p, &page, 200, &v);
}

static void bad(struct request *q, struct page *page, str wrong)
{
	enum text_key key;

	must(text_find("contactbad.", wrong, &key));
	frame_problem(q, page, str_eq(wrong, S("both")) ? "email" : str_c(q->a, wrong),
		      text_get(page->at.lang, key));
}

/* Where to after a change: to the code that is awaited, the receipt, or the details. */
static void go_on(struct request *q, struct reply *p, const struct contact_ordered *out)
{
	if (out->waits)
		frame_go(q, p,
			 str_printf(q->a, "%.*s?kind=%.*s&did=contact_sent", STR_ARG(path(q, "/code")),
				    STR_ARG(contact_kind_name(out->waiting))));
	else if (out->receipt.n > 0)
		assisted_go(q, p, out->person, out->receipt);
	else
		frame_go(q, p, str_printf(q->a, "%.*s?did=contact_changed", STR_ARG(path(q, ""))));
}

static rc change(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_HOME);
	struct contact_order o = { .person = whose_person(q),
				   .keys = &portal_of(q)->keys,
				   .given = CONTACT_BIT(CONTACT_EMAIL) | CONTACT_BIT(CONTACT_ADDRESS) |
					    CONTACT_BIT(CONTACT_LANGUAGE),
				   .phone = typed(q, "phone"),
				   .email = typed(q, "email"),
				   .address = typed(q, "address"),
				   .language = typed(q, "language") };
	struct contact_ordered out = { .wrong = S("") };
	struct contact_view f;
	struct show_contact v;

	TRY(view(q, &f, &v));
	if (o.phone.n > 0 || f.p.phone != 0)
		o.given |= CONTACT_BIT(CONTACT_PHONE);
	if (!whose_own(q))
		o.paper = typed(q, "paper");
	(void)whose_acts(q, &page, "contact", &o.by);
	if (page.problems_n > 0)
		return show_form(q, p, &page, 422, &v);
	rc r = contact_change(portal_of(q)->db, q->a, &o, &out);
	if (rc_is(r, E_CONTACT_FIELD))
		bad(q, &page, out.wrong);
	else if (rc_is(r, E_CONTACT_OFTEN))
		frame_problem(q, &page, "phone", text_of_rc(page.at.lang, r));
	else if (rc_ok(r) && !out.waits && out.changed == 0)
		frame_problem(q, &page, "phone", text_get(page.at.lang, TEXT(contact_nothing)));
	else
		TRY(r);
	if (page.problems_n > 0)
		return show_form(q, p, &page, rc_ok(r) ? 422 : rc_info(r)->http, &v);
	go_on(q, p, &out);
	return OK;
}

/* ---- the code ---- */

static rc kind_of(const struct request *q, enum contact_kind *ret)
{
	CHECK(contact_kind_parse(request_text(q, "kind"), ret), CONTACT_NONE);
	return OK;
}

static rc show_code(struct request *q, struct reply *p, struct page *page, int status)
{
	struct contact_view f;
	struct show_contact v;
	enum contact_kind kind;

	TRY(kind_of(q, &kind));
	TRY(view(q, &f, &v));
	for (size_t i = 0; i < f.waiting_n; i++)
		if (f.waiting[i].kind == kind)
			v.now = &v.waiting[i];
	CHECK(v.now != NULL, CONTACT_NONE);
	page->path = str_printf(q->a, "%.*s?kind=%.*s", STR_ARG(path(q, "/code")), STR_ARG(v.now->kind));
	frame_reply(q, p, status, page_contact_code, page, &v);
	return OK;
}

static rc code_form(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_HOME);

	return show_code(q, p, &page, 200);
}

static rc code(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_HOME);
	struct contact_confirming c = { .by = acting(q),
					.person = whose_person(q),
					.keys = &portal_of(q)->keys,
					.code = request_text(q, "code") };
	struct contact_ordered out = { .person = c.person };

	TRY(kind_of(q, &c.kind));
	rc r = contact_confirm(portal_of(q)->db, q->a, &c, &out.receipt);
	if (rc_is(r, E_CONTACT_CODE)) {
		frame_problem(q, &page, "code", text_of_rc(page.at.lang, r));
		return show_code(q, p, &page, rc_info(r)->http);
	}
	TRY(r);
	go_on(q, p, &out);
	return OK;
}

/* Another code to what waits. */
static rc again(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_HOME);
	struct contact_order o = { .by = acting(q), .person = whose_person(q), .keys = &portal_of(q)->keys };
	struct contact_ordered out;
	enum contact_kind kind;

	TRY(kind_of(q, &kind));
	rc r = contact_again(portal_of(q)->db, q->a, &o, kind, &out);
	if (rc_is(r, E_CONTACT_OFTEN)) {
		frame_problem(q, &page, "code", text_of_rc(page.at.lang, r));
		return show_code(q, p, &page, rc_info(r)->http);
	}
	TRY(r);
	go_on(q, p, &out);
	return OK;
}

#define FIELDS \
	PARAM("phone", PARAM_TEXT), PARAM("email", PARAM_TEXT), PARAM("address", PARAM_TEXT), \
	    PARAM("language", PARAM_WORD)
#define KIND PARAM("kind", PARAM_WORD, .required = true)
#define FORM .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true

const struct route contact_routes[] = {
	ROUTE(HTTP_GET, "/own/contact", MAY_OWN_FILE, FOR_SELF, summary, "How the fund reaches a member"),
	ROUTE(HTTP_POST, "/own/contact/right", MAY_OWN_FILE, FOR_SELF, right,
	      "A member says that the contact details are right", FORM),
	ROUTE(HTTP_GET, "/own/contact/change", MAY_OWN_FILE, FOR_SELF, form,
	      "Asks a member for other contact details"),
	ROUTE(HTTP_POST, "/own/contact/change", MAY_OWN_FILE, FOR_SELF, change,
	      "Changes a member's contact details", .params = PARAMS(FIELDS), FORM, .keeps_bad = true),
	ROUTE(HTTP_GET, "/own/contact/code", MAY_OWN_FILE, FOR_SELF, code_form,
	      "Asks for the code that was sent to a new phone or address", .params = PARAMS(KIND)),
	ROUTE(HTTP_POST, "/own/contact/code", MAY_OWN_FILE, FOR_SELF, code, "Confirms a new phone or address",
	      .params = PARAMS(KIND, PARAM("code", PARAM_TEXT)), FORM),
	ROUTE(HTTP_POST, "/own/contact/again", MAY_OWN_FILE, FOR_SELF, again,
	      "Sends another code to a new phone or address", .params = PARAMS(KIND), FORM),
	ROUTE(HTTP_GET, "/people/{person:id}/contact", MAY_ANSWER_REQUEST, FOR_COUNTER, form,
	      "Asks an agent for the contact details of a person who is there", .writes = true),
	ROUTE(HTTP_POST, "/people/{person:id}/contact", MAY_ANSWER_REQUEST, FOR_COUNTER, change,
	      "Changes the contact details of a person who is there",
	      .params = PARAMS(FIELDS, PARAM("paper", PARAM_WORD), ASSISTED_PARAMS), FORM, .keeps_bad = true),
	ROUTE(HTTP_GET, "/people/{person:id}/contact/code", MAY_ANSWER_REQUEST, FOR_COUNTER, code_form,
	      "Asks for the code that the person reads out", .params = PARAMS(KIND), .writes = true),
	ROUTE(HTTP_POST, "/people/{person:id}/contact/code", MAY_ANSWER_REQUEST, FOR_COUNTER, code,
	      "Confirms a new phone or address of a person who is there",
	      .params = PARAMS(KIND, PARAM("code", PARAM_TEXT)), FORM),
	ROUTE(HTTP_POST, "/people/{person:id}/contact/again", MAY_ANSWER_REQUEST, FOR_COUNTER, again,
	      "Sends another code to a person who is there", .params = PARAMS(KIND), FORM),
	{ 0 },
};
