/* face/portal/signin.c - signing in with both factors, signing out, the sessions of one's own. */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"

#include "base/qr.h"
#include "face/http/server.h"
#include "face/http/session.h"
#include "pages.h"
#include "service/activate.h"
#include "service/demo_users.h"
#include "service/users.h"

/* Tries for one account, whatever addresses they come from; the account itself locks later and longer. */
static const struct limit_rule ACCOUNT_TRIES = { .burst = 20, .every_ms = 15000 };

/* Where to go after signing in: a page of this site, or the first page. */
static str back_of(const struct request *q)
{
	str back = request_text(q, "back");
	bool ours =
	    back.n > 0 && back.p[0] == '/' && (back.n == 1 || (back.p[1] != '/' && back.p[1] != '\\'));

	for (size_t i = 0; i < back.n; i++)
		ours = ours && (unsigned char)back.p[i] > ' ';
	return ours ? back : S("/");
}

/* "path?back=..." */
static str with_back(struct request *q, const char *path)
{
	struct out o;

	out_init(&o, q->a, 256);
	out_printf(&o, "%s?back=", path);
	out_url(&o, back_of(q));
	return out_view(&o);
}

/* ---- the password ---- */

static rc demo_people(struct request *q, struct show_signin *v)
{
	struct demo_account *list;
	size_t n;

	if (!portal_of(q)->fund.demo)
		return OK;
	TRY(demo_users_list(portal_of(q)->db, q->a, &list, &n));
	struct demo_user *people = arena_array(q->a, struct demo_user, n + 1);
	for (size_t i = 0; i < n; i++)
		people[i] =
		    (struct demo_user){ list[i].login, frame_name(q, list[i].name_fr, list[i].name_ar),
					role_words((enum lang)q->lang, list[i].role), S(DEMO_PASSWORD) };
	v->demo = people;
	v->demo_n = n;
	return OK;
}

static rc show_form(struct request *q, struct reply *p, struct page *page, int status)
{
	struct show_signin v = { .login = request_value(q, "login")->text, .back = back_of(q) };

	TRY(demo_people(q, &v));
	frame_reply(q, p, status, page_signin, page, &v);
	return OK;
}

static rc signin_form(struct request *q, struct reply *p)
{
	const struct actor *c = actor_of(q);
	struct page page = frame_page(q, MENU_N);

	if (c != NULL && c->step == STEP_FULL) {
		frame_go(q, p, back_of(q));
		return OK;
	}
	return show_form(q, p, &page, 200);
}

static rc signin(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_N);
	str typed = request_text(q, "login"), password = frame_typed(q, S("password"));
	struct sign_in_from browser = frame_browser(q);
	struct signed_token got;
	str login = member_login(q->a, portal_of(q)->fund.country, typed);

	page.path = S("/signin");
	TRY(request_limit(q, RULE_ACCOUNT, &ACCOUNT_TRIES, login));
	rc r = sign_in_password(portal_of(q)->db, q->now, q->a, login, password, &browser, &got);
	if (rc_is(r, E_SIGN_IN)) {
		frame_problem(q, &page, "login", text_of_rc(page.at.lang, r));
		return show_form(q, p, &page, rc_info(r)->http);
	}
	TRY(r);
	session_cookie_set(q, p, got.token, 0);
	frame_go(q, p, got.full ? back_of(q) : with_back(q, got.enrolled ? "/signin/code" : "/signin/enrol"));
	return OK;
}

/* ---- the second factor ---- */

static str token_of(const struct request *q)
{
	bool by_cookie;

	return session_token(q, &by_cookie);
}

static rc show_code(struct request *q, struct reply *p, struct page *page, int status)
{
	struct portal *w = portal_of(q);
	const struct actor *c = actor_of(q);
	struct show_totp v = { .name = c->display_name, .back = back_of(q) };
	struct demo_code code;

	if (w->fund.demo) {
		rc r = demo_code(w->db, q->now, q->a, c->login, w->keys.totp, &code);
		if (rc_ok(r)) {
			v.demo_code = code.code;
			v.demo_wait_s = code.wait_s;
		} else if (!rc_is(r, E_TOTP_NONE)) {
			return r;
		}
	}
	frame_reply(q, p, status, page_totp, page, &v);
	return OK;
}

static rc code_form(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_N);

	if (!actor_of(q)->enrolled) {
		frame_go(q, p, with_back(q, "/signin/enrol"));
		return OK;
	}
	return show_code(q, p, &page, 200);
}

static rc signed_in(struct request *q, struct reply *p, str token, str to)
{
	session_cookie_set(q, p, token, 0);
	frame_go(q, p, to);
	return OK;
}

static rc code(struct request *q, struct reply *p)
{
	struct portal *w = portal_of(q);
	struct page page = frame_page(q, MENU_N);
	struct signed_token got;

	page.path = S("/signin/code");
	rc r = sign_in_totp(w->db, q->now, q->a, w->keys.totp, token_of(q), frame_typed(q, S("code")), &got);
	if (rc_is(r, E_SIGN_IN_CODE)) {
		frame_problem(q, &page, "code", text_of_rc(page.at.lang, r));
		return show_code(q, p, &page, rc_info(r)->http);
	}
	TRY(r);
	return signed_in(q, p, got.token, back_of(q));
}

/* In groups of four, as people copy it. */
static str grouped(struct arena *a, str secret)
{
	struct out o;

	out_init(&o, a, secret.n * 2);
	for (size_t i = 0; i < secret.n; i++) {
		if (i > 0 && i % 4 == 0)
			out_char(&o, ' ');
		out_char(&o, secret.p[i]);
	}
	return out_view(&o);
}

static rc show_enrol(struct request *q, struct reply *p, struct page *page, int status)
{
	struct portal *w = portal_of(q);
	struct totp_offer offer;
	struct out path;

	out_init(&path, q->a, (size_t)8 << 10);
	TRY(totp_enrol_begin(w->db, q->now, q->a, w->keys.totp, token_of(q), &offer));
	struct show_totp_enrol v = { .name = actor_of(q)->display_name,
				     .secret = grouped(q->a, offer.secret),
				     .otpauth = offer.url,
				     .qr_side = qr_path(&path, offer.url),
				     .offer = offer.sealed,
				     .back = back_of(q) };
	v.qr = out_view(&path);
	frame_reply(q, p, status, page_totp_enrol, page, &v);
	return OK;
}

static rc enrol_form(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_N);

	if (actor_of(q)->enrolled) {
		frame_go(q, p, with_back(q, "/signin/code"));
		return OK;
	}
	return show_enrol(q, p, &page, 200);
}

static rc enrol(struct request *q, struct reply *p)
{
	struct portal *w = portal_of(q);
	struct page page = frame_page(q, MENU_N);
	struct signed_token got;

	page.path = S("/signin/enrol");
	rc r = totp_enrol_confirm(w->db, q->now, q->a, w->keys.totp, token_of(q), frame_typed(q, S("offer")),
				  frame_typed(q, S("code")), &got);
	if (rc_is(r, E_SIGN_IN_CODE) || rc_is(r, E_TOTP_OFFER)) {
		frame_problem(q, &page, "code", text_of_rc(page.at.lang, r));
		return show_enrol(q, p, &page, rc_info(r)->http);
	}
	TRY(r);
	return signed_in(q, p, got.token, S("/?did=enrolled"));
}

/* ---- signing out, sessions ---- */

static rc signout(struct request *q, struct reply *p)
{
	TRY(sign_out(portal_of(q)->db, q->now, actor_of(q)));
	session_cookie_drop(q, p);
	frame_go(q, p, S("/signin?did=signed_out"));
	return OK;
}

static rc show_sessions(struct request *q, struct reply *p)
{
	const struct actor *c = actor_of(q);
	struct page page = frame_page(q, MENU_SESSIONS);
	struct session *list;
	struct show_sessions v = { 0 };

	TRY(sessions_list(portal_of(q)->db, q->now, q->a, c, &list, &v.n));
	struct show_session_row *rows = arena_array(q->a, struct show_session_row, v.n + 1);
	for (size_t i = 0; i < v.n; i++)
		rows[i] =
		    (struct show_session_row){ .id = list[i].session_id.v,
					       .browser = list[i].browser.n > 0 ? list[i].browser : S("?"),
					       .address = list[i].address,
					       .since = list[i].created_at,
					       .seen = list[i].seen_at,
					       .current = list[i].session_id.v == c->session_id.v };
	v.rows = rows;
	frame_reply(q, p, 200, page_sessions, &page, &v);
	return OK;
}

static rc close_session(struct request *q, struct reply *p)
{
	struct db *db = portal_of(q)->db;
	str which = request_text(q, "session");
	int64_t id, ended;

	if (str_eq(which, S("all"))) {
		TRY(sign_out_everywhere(db, q->now, actor_of(q), &ended));
		session_cookie_drop(q, p);
		frame_go(q, p, S("/signin?did=signed_out"));
		return OK;
	}
	CHECK(str_digits(&which, 1, 19, &id) && which.n == 0, FORM_FIELD);
	rc r = session_end(db, q->now, actor_of(q), (session_id){ id });
	if (!rc_is(r, E_DB_NONE)) /* it ended meanwhile: as wished */
		TRY(r);
	frame_go(q, p, S("/sessions?did=session_closed"));
	return OK;
}

#define BACK PARAM("back", PARAM_TEXT, .max = 500)

const struct route signin_routes[] = {
	ROUTE(HTTP_GET, "/signin", WHO_ANYONE, FOR_SIGN_IN, signin_form, "Asks for name and password",
	      .params = PARAMS(PARAM("login", PARAM_TEXT), BACK), .keeps_bad = true),
	ROUTE(HTTP_POST, "/signin", WHO_ANYONE, FOR_SIGN_IN, signin, "Checks name and password",
	      .params = PARAMS(PARAM("login", PARAM_TEXT), PARAM("password", PARAM_TEXT, .max = 1024), BACK),
	      .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true, .slow = true),
	ROUTE(HTTP_GET, "/signin/code", WHO_IS_HALF_IN, FOR_SIGN_IN, code_form, "Asks for the phone's code",
	      .params = PARAMS(BACK), .keeps_bad = true),
	ROUTE(HTTP_POST, "/signin/code", WHO_IS_HALF_IN, FOR_SIGN_IN, code, "Checks the phone's code",
	      .params = PARAMS(PARAM("code", PARAM_TEXT), BACK), .body = BODY_FORM, .kind = REPLY_REDIRECT,
	      .writes = true, .keeps_bad = true, .slow = true),
	ROUTE(HTTP_GET, "/signin/enrol", WHO_IS_HALF_IN, FOR_SIGN_IN, enrol_form, "Offers a second factor",
	      .params = PARAMS(BACK), .keeps_bad = true),
	ROUTE(HTTP_POST, "/signin/enrol", WHO_IS_HALF_IN, FOR_SIGN_IN, enrol, "Takes the second factor",
	      .params = PARAMS(PARAM("code", PARAM_TEXT), PARAM("offer", PARAM_TEXT, .max = 400), BACK),
	      .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true, .slow = true),
	ROUTE(HTTP_POST, "/signout", WHO_WORKS_HERE | WHO_IS_HALF_IN | WHO_HAS_CODE | MEMBER, FOR_SIGN_IN,
	      signout, "Ends this session", .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true),
	ROUTE(HTTP_GET, "/sessions", WHO_WORKS_HERE | MEMBER, FOR_SIGN_IN, show_sessions,
	      "The sessions of one's own"),
	ROUTE(HTTP_POST, "/sessions/close", WHO_WORKS_HERE | MEMBER, FOR_SIGN_IN, close_session,
	      "Ends one of them, or all", .params = PARAMS(PARAM("session", PARAM_WORD, .required = true)),
	      .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true),
	{ 0 },
};
