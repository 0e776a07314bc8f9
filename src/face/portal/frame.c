/* face/portal/frame.c - the frame of pages, and where requests go next. */
#include "face/portal/frame.h"

#include "face/http/session.h"
#include "pages.h"

#include <string.h>

static void write_marks(struct out *o, const struct page *p, str form)
{
	const struct request *q = p->session;

	if (!q->caller.signed_in)
		return;
	out_lit(o, "<input type=\"hidden\" name=\"" FORM_TOKEN_FIELD "\" value=\"");
	out_str(o, form_token(o->a, &q->caller, form));
	out_lit(o, "\">");
}

str frame_name(const struct request *q, str fr, str ar)
{
	bool arabic = q->lang == LANG_AR;

	return (arabic && ar.n > 0) || fr.n == 0 ? ar : fr;
}

static str fund_name(const struct request *q)
{
	const struct fund_facts *f = &portal_of(q)->fund;

	return q->lang == LANG_AR ? f->name_ar : q->lang == LANG_FR ? f->name_fr : f->name_en;
}

/* Who sees which entry of the menu: as the rows of the routes say. */
static const struct {
	enum menu entry;
	int64_t roles;
} seen_by[] = {
	{ MENU_HOME, MAY_OWN_ACCOUNT },	   { MENU_RIGHTS, MAY_OWN_FILE },
	{ MENU_FEEDS, MAY_SEE_DELIVERY },  { MENU_REVIEWS, MAY_REVIEW },
	{ MENU_PEOPLE, MAY_SERVE_PERSON }, { MENU_REQUESTS, MAY_ANSWER_REQUEST },
	{ MENU_FAMILY, MAY_OWN_FILE },	   { MENU_OWN_REQUESTS, MAY_OWN_FILE },
	{ MENU_PAYMENT, MAY_OWN_FILE },	   { MENU_CAMPAIGNS, MAY_SEE_CAMPAIGN },
	{ MENU_TRIPS, MAY_SEE_TRIPS },	   { MENU_MOVES, MAY_MOVE_PEOPLE },
	{ MENU_LAW, MAY_SIGN_LAW },	   { MENU_SESSIONS, MAY_OWN_ACCOUNT },
	{ MENU_PHONE, MAY_SEE_PHONE },
};

static void add_menu(struct request *q, struct page *page, enum menu here)
{
	const struct actor *c = actor_of(q);
	struct nav_item *nav = arena_array(q->a, struct nav_item, MENU_N);

	for (size_t i = 0; i < sizeof seen_by / sizeof seen_by[0]; i++)
		if ((c->roles & seen_by[i].roles) != 0 && (seen_by[i].entry != MENU_PHONE || page->demo))
			nav[page->nav_n++] = menu_item(seen_by[i].entry, seen_by[i].entry == here, 0);
	page->nav = nav;
}

/* The first role, in words: a person with several is called by the one that comes first in the list. */
static str role_of(const struct request *q, const struct actor *c)
{
	str roles = access_roles_text(q->a, c->roles);
	const char *comma = roles.n > 0 ? memchr(roles.p, ',', roles.n) : NULL;

	return role_words((enum lang)q->lang,
			  comma == NULL ? roles : (str){ roles.p, (size_t)(comma - roles.p) });
}

static str field_of(const struct request *q, str name)
{
	const struct field *f = q->method == HTTP_GET ? fields_find(&q->fields, name) : NULL;

	return f != NULL ? f->value : S("");
}

struct page frame_page(struct request *q, enum menu here)
{
	const struct portal *w = portal_of(q);
	const struct actor *c = actor_of(q);
	struct page page = {
		.at = { (enum lang)q->lang, w->country },
		.fund = fund_name(q),
		.path = q->method == HTTP_GET ? q->place : S("/"),
		.demo = w->fund.demo,
		.form_marks = write_marks,
		.session = q,
	};

	if (q->method == HTTP_GET && q->query.n > 0)
		page.path = str_printf(q->a, "%.*s?%.*s", STR_ARG(q->place), STR_ARG(q->query));
	page.notice = notice_did(page.at.lang, field_of(q, S("did")), field_of(q, S("ref")));
	if (c == NULL || c->step != STEP_FULL)
		return page;
	page.user = c->display_name;
	page.role = role_of(q, c);
	add_menu(q, &page, here);
	return page;
}

str frame_typed(const struct request *q, str name)
{
	const struct field *f = fields_find(&q->fields, name);

	return f != NULL ? f->value : S("");
}

struct sign_in_from frame_browser(struct request *q)
{
	bool by_cookie;

	return (struct sign_in_from){ .browser = request_header(q, S("user-agent")),
				      .address = peer_text(q->a, q->peer),
				      .token = session_token(q, &by_cookie) };
}

str frame_path(struct request *q, str path)
{
	return str_printf(q->a, "/%.*s%.*s", STR_ARG(text_lang((enum lang)q->lang)), STR_ARG(path));
}

void frame_go(struct request *q, struct reply *p, str path) { reply_redirect(p, 303, frame_path(q, path)); }

void frame_keep_language(struct request *q, struct reply *p)
{
	str lang = text_lang((enum lang)q->lang);

	if (q->has_lang && !str_eq(cookie_get(request_header(q, S("cookie")), S("lang")), lang))
		language_cookie_set(q, p, lang);
}

void frame_problem(struct request *q, struct page *page, const char *field, str text)
{
	struct problem *list = (struct problem *)page->problems; /* made below, by nobody else */

	if (list == NULL)
		page->problems = list = arena_array(q->a, struct problem, PROBLEMS_MAX);
	must(page->problems_n < PROBLEMS_MAX);
	list[page->problems_n++] = (struct problem){ field, text };
}

struct paging frame_paging(struct request *q, str path, str query, int64_t page, int64_t each, int64_t shown,
			   int64_t total)
{
	struct paging g = { .total = total };
	str base = str_printf(q->a, "%.*s?%.*s", STR_ARG(frame_path(q, path)), STR_ARG(query));

	if (shown > 0) {
		g.first = (page - 1) * each + 1;
		g.last = g.first + shown - 1;
	}
	if (page > 1)
		g.prev = str_printf(q->a, "%.*spage=%lld", STR_ARG(base), (long long)(page - 1));
	if (g.last < total && shown > 0)
		g.next = str_printf(q->a, "%.*spage=%lld", STR_ARG(base), (long long)(page + 1));
	return g;
}

/* ---- failures ---- */

/* Back to where the reader wanted to go, after signing in. */
static str sign_in_path(struct request *q)
{
	struct out o;

	out_init(&o, q->a, 256);
	out_lit(&o, "/signin");
	if (q->method == HTTP_GET && !str_eq(q->place, S("/"))) {
		out_lit(&o, "?back=");
		out_url(&o, q->place);
		if (q->query.n > 0) {
			out_lit(&o, "%3F");
			out_url(&o, q->query);
		}
	}
	return out_view(&o);
}

void frame_error(struct request *q, struct reply *p, rc why)
{
	const struct rc_info *info = rc_info(why);
	const struct actor *c = actor_of(q);

	if (rc_is(why, E_SIGN_IN_FIRST)) {
		frame_go(q, p, sign_in_path(q));
		return;
	}
	if (rc_is(why, E_NOT_ALLOWED) && c != NULL && c->step != STEP_FULL) {
		frame_go(q, p,
			 c->step == STEP_CODE ? S("/activate/password")
			 : c->enrolled	      ? S("/signin/code")
					      : S("/signin/enrol"));
		return;
	}
	struct page page = frame_page(q, MENU_N);
	struct show_problem v = {
		.number = info->code,
		.name = str_of(info->name),
		.reference = str_printf(q->a, "%llx", (unsigned long long)q->now.us),
		.retry = q->method == HTTP_GET && info->class != RC_CLASS_REFUSED,
	};
	frame_reply(q, p, info->http, page_problem, &page, &v);
}
