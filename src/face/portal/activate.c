/* face/portal/activate.c - a member opens the own account, or comes back in without the password. */
#include "face/portal/assisted.h"
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"
#include "face/portal/whose.h"

#include "domain/person/number.h"
#include "face/http/server.h"
#include "face/http/session.h"
#include "pages.h"
#include "service/activate.h"
#include "service/change_contact.h"

/* Tries for one number, whatever addresses they come from; the code itself is worth nothing after five. */
static const struct limit_rule NUMBER_TRIES = { .burst = 20, .every_ms = 60000 };

/* The number as it was typed, told at its field when it can't be one. That is no secret: the check digit says
 * so. */
static bool number_of(struct request *q, struct page *page, int64_t *ret)
{
	if (number_parse(portal_of(q)->fund.country, request_text(q, "number"), ret))
		return true;
	frame_problem(q, page, "number", text_get(page->at.lang, TEXT(activate_number_bad)));
	return false;
}

/* ---- number and code ---- */

static rc show_activate(struct request *q, struct reply *p, struct page *page, int status, bool asked)
{
	struct show_activate v = { .number = request_text(q, "number"), .asked = asked };

	page->path = S("/activate");
	frame_reply(q, p, status, page_activate, page, &v);
	return OK;
}

static rc activate_form(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_N);

	return show_activate(q, p, &page, 200, false);
}

static rc activate(struct request *q, struct reply *p)
{
	struct portal *w = portal_of(q);
	struct page page = frame_page(q, MENU_N);
	struct sign_in_from browser = frame_browser(q);
	struct signed_token got;
	int64_t number;
	str code;

	bool good = number_of(q, &page, &number);
	if (!code_typed(q->a, request_text(q, "code"), &code)) {
		frame_problem(q, &page, "code", text_get(page.at.lang, TEXT(activate_code_bad)));
		good = false;
	}
	if (!good)
		return show_activate(q, p, &page, 422, false);
	TRY(request_limit(q, RULE_NUMBER, &NUMBER_TRIES, str_printf(q->a, "%lld", (long long)number)));
	rc r = code_check(w->db, q->now, q->a, &w->keys, number, code, &browser, &got);
	if (rc_is(r, E_MEMBER_CODE)) {
		frame_problem(q, &page, "code", text_of_rc(page.at.lang, r));
		return show_activate(q, p, &page, rc_info(r)->http, false);
	}
	TRY(r);
	session_cookie_set(q, p, got.token, 0);
	frame_go(q, p, S("/activate/password"));
	return OK;
}

/* ---- another code ---- */

static rc show_ask(struct request *q, struct reply *p, struct page *page, int status)
{
	struct show_activate v = { .number = request_text(q, "number") };

	page->path = S("/activate/code");
	frame_reply(q, p, status, page_activate_code, page, &v);
	return OK;
}

static rc ask_form(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_N);

	return show_ask(q, p, &page, 200);
}

/* The same page for everybody, without a redirect: the number would stand in its address. */
static rc ask(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_N);
	int64_t number;

	if (!number_of(q, &page, &number))
		return show_ask(q, p, &page, 422);
	TRY(request_limit(q, RULE_NUMBER, &NUMBER_TRIES, str_printf(q->a, "%lld", (long long)number)));
	TRY(code_ask(portal_of(q)->db, q->now, number, text_lang(page.at.lang)));
	return show_activate(q, p, &page, 200, true);
}

/* ---- the password ---- */

static rc show_password(struct request *q, struct reply *p, struct page *page, int status)
{
	struct show_choose v = { .name = actor_of(q)->display_name };

	page->path = S("/activate/password");
	frame_reply(q, p, status, page_choose_password, page, &v);
	return OK;
}

static rc password_form(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_N);

	return show_password(q, p, &page, 200);
}

static rc password(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_N);
	str chosen = frame_typed(q, S("password"));
	struct signed_token got;
	bool by_cookie;

	if (!str_eq(chosen, frame_typed(q, S("again")))) {
		frame_problem(q, &page, "again", text_get(page.at.lang, TEXT(activate_differ)));
		return show_password(q, p, &page, 422);
	}
	rc r = member_password(portal_of(q)->db, q->now, q->a, session_token(q, &by_cookie), chosen, &got);
	if (rc_is(r, E_PASSWORD_SHORT) || rc_is(r, E_PASSWORD_COMMON) || rc_is(r, E_PASSWORD_TEXT)) {
		frame_problem(q, &page, "password", text_of_rc(page.at.lang, r));
		return show_password(q, p, &page, rc_info(r)->http);
	}
	TRY(r);
	session_cookie_set(q, p, got.token, 0);
	frame_go(q, p, S("/?did=account_open"));
	return OK;
}

/* ---- an agent asks for somebody who is there ---- */

static rc show_account(struct request *q, struct reply *p, struct page *page, int status)
{
	struct acting by = whose_reads(q);
	struct show_account v = { .assisted = assisted_typed(q) };
	struct contact_view f;

	TRY(contact_show(portal_of(q)->db, q->a, &by, whose_person(q), &f));
	struct show_person names = { .last_name = f.p.last_name,
				     .first_name = f.p.first_name,
				     .last_name_ar = f.p.last_name_ar,
				     .first_name_ar = f.p.first_name_ar };
	v.person = f.p.person_id.v;
	v.name = full_name(q->a, (enum lang)q->lang, &names);
	v.number = f.number;
	v.to = phone_mobile(f.p.phone) ? f.phone : f.p.email;
	page->path = str_printf(q->a, "/people/%lld/account", (long long)v.person);
	frame_reply(q, p, status, page_account, page, &v);
	return OK;
}

static rc account(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_PEOPLE);

	return show_account(q, p, &page, 200);
}

static rc send_code(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_PEOPLE);
	struct acting by;
	str receipt;

	if (!assisted_by(q, &page, "account", &by))
		return show_account(q, p, &page, 422);
	rc r = code_ask_for(portal_of(q)->db, q->a, q->now, &by, whose_person(q), &receipt);
	if (rc_is(r, E_PERSON_NO_WAY)) {
		frame_problem(q, &page, "reason", text_of_rc(page.at.lang, r));
		return show_account(q, p, &page, rc_info(r)->http);
	}
	TRY(r);
	assisted_go(q, p, whose_person(q), receipt);
	return OK;
}

#define NUMBER PARAM("number", PARAM_TEXT)

const struct route activate_routes[] = {
	ROUTE(HTTP_GET, "/activate", WHO_ANYONE, FOR_ACTIVATION, activate_form,
	      "Asks a member for number and code", .params = PARAMS(NUMBER), .keeps_bad = true),
	ROUTE(HTTP_POST, "/activate", WHO_ANYONE, FOR_ACTIVATION, activate, "Checks number and code",
	      .params = PARAMS(NUMBER, PARAM("code", PARAM_TEXT)), .body = BODY_FORM, .kind = REPLY_REDIRECT,
	      .writes = true, .keeps_bad = true, .slow = true),
	ROUTE(HTTP_GET, "/activate/code", WHO_ANYONE, FOR_ACTIVATION, ask_form,
	      "Asks which number wants a code", .params = PARAMS(NUMBER), .keeps_bad = true),
	ROUTE(HTTP_POST, "/activate/code", WHO_ANYONE, FOR_ACTIVATION, ask,
	      "Has a code sent, if the number is somebody's", .params = PARAMS(NUMBER), .body = BODY_FORM,
	      .writes = true, .keeps_bad = true, .slow = true),
	ROUTE(HTTP_GET, "/activate/password", WHO_HAS_CODE, FOR_ACTIVATION, password_form,
	      "Asks for a password to be chosen"),
	ROUTE(HTTP_POST, "/activate/password", WHO_HAS_CODE, FOR_ACTIVATION, password,
	      "Takes the chosen password",
	      .params =
		  PARAMS(PARAM("password", PARAM_TEXT, .max = 1024), PARAM("again", PARAM_TEXT, .max = 1024)),
	      .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true, .slow = true),
	ROUTE(HTTP_GET, "/people/{person:id}/account", MAY_ANSWER_REQUEST, FOR_COUNTER, account,
	      "Where the code for a person's account would go", .writes = true),
	ROUTE(HTTP_POST, "/people/{person:id}/account", MAY_ANSWER_REQUEST, FOR_COUNTER, send_code,
	      "Sends a person who is there the code for an account", .params = PARAMS(ASSISTED_PARAMS),
	      .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true),
	{ 0 },
};
