/* face/portal/law.c - what the law says, for everybody: schemes, parameters, one parameter with its history
 * and sources, and as JSON. */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/law_json.h"
#include "face/portal/law_rows.h"

#include "domain/law/report.h"
#include "domain/law/search.h"
#include "face/http/server.h"
#include "pages.h"
#include "service/fund_law.h"
#include "service/sign_law.h"

/* Searches of one address, each of which reads the whole law. */
static const struct limit_rule SEARCHES = { .burst = 60, .every_ms = 1000 };
/* Somebody may sign meanwhile. */
enum { JSON_FRESH_S = 300 };

/* ---- what is asked ---- */

/* E_LAW_DAY */
static rc day_asked(const struct request *q, date *ret)
{
	const struct value *v = request_value(q, "on");

	*ret = clock_day(q->now);
	CHECK(v->state == VALUE_NONE || (v->state == VALUE_GOOD && rc_ok(date_parse(v->text, ret))), LAW_DAY);
	return OK;
}

struct law_ask {
	struct page page;
	struct fund_law fund;
	struct show_law_asked asked;
	int status;
};

static void tell(struct request *q, struct law_ask *k, const char *field, rc why)
{
	frame_problem(q, &k->page, field, text_of_rc(k->page.at.lang, why));
	k->status = rc_info(why)->http;
}

/* A day that can't be read is told at the field, and today's law shown. */
static rc begin(struct request *q, str path, struct law_ask *ret)
{
	*ret = (struct law_ask){ .page = frame_page(q, MENU_N), .asked = { .path = path }, .status = 200 };
	rc r = day_asked(q, &ret->asked.on);
	ret->asked.day = request_value(q, "on")->text;
	if (!rc_ok(r))
		tell(q, ret, "on", r);
	else
		ret->asked.day = date_text(q->a, ret->asked.on);
	return fund_law_now(portal_of(q)->db, q->a, &ret->fund);
}

/* Behind the language; of the day that was asked for, unless that is today. */
static str address(struct request *q, const struct law_ask *k, str path, bool json)
{
	bool other = k->status == 200 && k->asked.on.days != clock_day(q->now).days;
	struct out o;

	out_init(&o, q->a, 128);
	out_lit(&o, "/law/");
	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] == '/')
			out_char(&o, '/');
		else
			out_url(&o, (str){ path.p + i, 1 });
	if (json)
		out_lit(&o, "?as=json");
	if (other) {
		out_str(&o, json ? S("&on=") : S("?on="));
		out_url(&o, k->asked.day);
	}
	return out_view(&o);
}

static str country_scheme(struct request *q, str country, str scheme)
{
	return str_printf(q->a, "%.*s/%.*s", STR_ARG(country), STR_ARG(scheme));
}

static const struct law_scheme *scheme_asked(const struct request *q, const struct law *l)
{
	for (size_t i = 0; i < l->schemes_n; i++)
		if (str_eq(l->scheme[i].country, request_value(q, "country")->text) &&
		    str_eq(l->scheme[i].scheme, request_value(q, "scheme")->text))
			return &l->scheme[i];
	return NULL;
}

static void reply_none(struct request *q, struct reply *p, struct law_ask *k)
{
	k->asked.path = S("/law");
	k->asked.searches = true;
	frame_reply(q, p, rc_info((rc){ E_LAW_SCHEME })->http, page_law_none, &k->page, &k->asked);
}

static struct show_law_line row_of(struct request *q, const struct law_ask *k, const struct law_parameter *p)
{
	return (struct show_law_line){ .path = address(q, k, p->path, false),
				       .id = p->path,
				       .name = law_words(k->page.at.lang, p->fr, p->ar, p->en),
				       .is = law_value_on(q->a, k->page.at, &k->fund, p, k->asked.on) };
}

/* ---- all of it ---- */

static rc search(struct request *q, struct law_ask *k, struct show_law_book *v)
{
	const struct law_parameter **found;
	size_t all = 0;

	TRY(request_limit_peer(q, RULE_LAW, &SEARCHES));
	law_search(q->a, k->fund.law, v->asked.words, portal_of(q)->fund.country, &found, &v->found_n, &all);
	struct show_law_line *rows = arena_array(q->a, struct show_law_line, v->found_n + 1);
	for (size_t i = 0; i < v->found_n; i++)
		rows[i] = row_of(q, k, found[i]);
	v->found = rows;
	v->all = (int64_t)all;
	v->searched = true;
	return OK;
}

/* The fund's own country first. */
static void schemes(struct request *q, const struct law_ask *k, struct show_law_book *v)
{
	const struct law *l = k->fund.law;
	struct show_law_scheme *rows = arena_array(q->a, struct show_law_scheme, l->schemes_n + 1);
	struct law_count *counts;

	law_coverage(q->a, l, k->fund.signature, k->fund.signatures_n, &counts);
	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; i < l->schemes_n; i++) {
			const struct law_count *c = &counts[i];
			const struct law_scheme *s = c->scheme;
			if (str_eq(s->country, portal_of(q)->fund.country) != (own == 1))
				continue;
			rows[v->schemes_n] = (struct show_law_scheme){
				.path = address(q, k, country_scheme(q, s->country, s->scheme), false),
				.country = s->country,
				.name = law_words(k->page.at.lang, s->fr, s->ar, s->en),
				.first =
				    v->schemes_n == 0 || !str_eq(rows[v->schemes_n - 1].country, s->country),
				.parameters = (int64_t)c->parameters,
				.values = (int64_t)c->values,
				.voted = (int64_t)c->voted,
				.draft = (int64_t)c->draft,
				.unconfirmed = (int64_t)c->unconfirmed,
				.used = (int64_t)c->signed_for,
				.missing = (int64_t)c->missing,
			};
			v->schemes_n++;
		}
	v->schemes = rows;
}

static rc browse(struct request *q, struct reply *p)
{
	const struct value *words = request_value(q, "q");
	struct law_ask k;

	TRY(begin(q, S("/law"), &k));
	k.asked.words = words->text;
	k.asked.searches = true;
	if (words->state == VALUE_BAD)
		tell(q, &k, "q", (rc){ E_LAW_WORDS });
	struct show_law_book v = { .asked = k.asked };
	if (words->state == VALUE_GOOD)
		TRY(search(q, &k, &v));
	schemes(q, &k, &v);
	frame_reply(q, p, k.status, page_law_book, &k.page, &v);
	return OK;
}

/* ---- one scheme ---- */

static rc show_scheme(struct request *q, struct reply *p)
{
	struct law_ask k;

	TRY(begin(q, q->place, &k));
	const struct law *l = k.fund.law;
	const struct law_scheme *s = scheme_asked(q, l);
	if (s == NULL) {
		reply_none(q, p, &k);
		return OK;
	}
	struct show_law_line *rows = arena_array(q->a, struct show_law_line, l->n + 1);
	struct show_law_parameters v = { .asked = k.asked,
					 .name = law_words(k.page.at.lang, s->fr, s->ar, s->en),
					 .country = s->country,
					 .rows = rows };
	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->parameter[i].country, s->country) && str_eq(l->parameter[i].scheme, s->scheme))
			rows[v.n++] = row_of(q, &k, &l->parameter[i]);
	frame_reply(q, p, k.status, page_law_parameters, &k.page, &v);
	return OK;
}

/* ---- one parameter ---- */

static const struct law_parameter *parameter_asked(struct request *q, const struct law *l)
{
	str scheme = country_scheme(q, request_value(q, "country")->text, request_value(q, "scheme")->text);

	return law_find(l, country_scheme(q, scheme, request_value(q, "key")->text));
}

static str role_signing(struct request *q, enum lang lang)
{
	return role_words(lang, access_roles_text(q->a, MAY_SIGN_LAW));
}

static void put_signatures(struct out *o, struct request *q, const struct fund_law *f,
			   const struct law_parameter *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct law_signature *s =
		    p->value[i].missing.n > 0 ? NULL
					      : law_signed(p, &p->value[i], f->signature, f->signatures_n);
		if (s == NULL)
			continue;
		out_str(o, n++ > 0 ? S(",{") : S("{"));
		law_json_text(o, S("from"), s->starts);
		law_json_text(o, S("signed_from"), date_text(q->a, s->from_day));
		law_json_text(o, S("at"), instant_text(q->a, s->known_from));
		law_json_text(o, S("role"), access_roles_text(q->a, MAY_SIGN_LAW));
		law_json_text(o, S("reason"), s->reason);
		out_char(o, '}');
	}
}

/* What `sanad law show --fund --json` says, with the whole history behind it. */
static void put_parameter(struct out *o, struct request *q, const struct fund_law *f,
			  const struct law_answer *x)
{
	const struct law_parameter *p = x->parameter;

	out_char(o, '{');
	law_json_text(o, S("on"), date_text(q->a, x->day));
	law_json_text(o, S("why"), law_why_name(x->why));
	if (x->value != NULL)
		law_json_value(o, p, x->value);
	else
		law_json_gap(o, p);
	out_json_name(o, S("by_signature"));
	out_json_bool(o, x->by_signature);
	law_json_text(o, S("fr"), p->fr);
	law_json_text(o, S("ar"), p->ar);
	law_json_text(o, S("en"), p->en);
	out_json_name(o, S("values"));
	out_char(o, '[');
	for (size_t i = 0; i < p->n; i++) {
		out_str(o, i > 0 ? S(",{") : S("{"));
		law_json_value(o, p, &p->value[i]);
		out_char(o, '}');
	}
	out_lit(o, "]");
	out_json_name(o, S("signatures"));
	out_char(o, '[');
	put_signatures(o, q, f, p);
	out_lit(o, "]}\n");
}

static rc parameter_json(struct request *q, struct reply *p)
{
	struct fund_law f;
	struct out o;
	date on;

	rc r = day_asked(q, &on);
	if (!rc_ok(r)) {
		reply_error_json(q, p, r);
		return OK;
	}
	TRY(fund_law_now(portal_of(q)->db, q->a, &f));
	const struct law_parameter *k = parameter_asked(q, f.law);
	if (k == NULL) {
		reply_error_json(q, p, (rc){ E_LAW_PARAMETER });
		return OK;
	}
	struct law_answer x = law_on_for(f.law, k->path, on, f.signature, f.signatures_n);
	out_init(&o, q->a, 4096);
	put_parameter(&o, q, &f, &x);
	reply_json(p, 200, &o);
	p->fresh_s = JSON_FRESH_S;
	return OK;
}

static rc show_parameter(struct request *q, struct reply *p)
{
	struct law_ask k;

	if (str_eq(request_value(q, "as")->text, S("json")))
		return parameter_json(q, p);
	TRY(begin(q, q->place, &k));
	const struct law_parameter *x = parameter_asked(q, k.fund.law);
	const struct law_scheme *s = scheme_asked(q, k.fund.law);
	if (x == NULL || s == NULL) {
		reply_none(q, p, &k);
		return OK;
	}
	struct locale at = k.page.at;
	struct show_law_parameter v = {
		.asked = k.asked,
		.id = x->path,
		.name = law_words(at.lang, x->fr, x->ar, x->en),
		.scheme_name = law_words(at.lang, s->fr, s->ar, s->en),
		.scheme_path = address(q, &k, country_scheme(q, s->country, s->scheme), false),
		.json = address(q, &k, x->path, true),
		.unit_note = x->unit_note,
		.elsewhere = !str_eq(x->country, portal_of(q)->fund.country),
		.is = law_value_on(q->a, at, &k.fund, x, k.asked.on),
		.role = role_signing(q, at.lang),
	};
	v.entries = law_entries(q->a, at, &k.fund, x, k.asked.on, &v.n);
	v.signatures = law_signature_rows(q->a, at, &k.fund, x, &v.signatures_n);
	frame_reply(q, p, k.status, page_law_parameter, &k.page, &v);
	return OK;
}

enum { DAY_MAX = 20 };
#define ON PARAM("on", PARAM_TEXT, .max = DAY_MAX)

const struct route law_book_routes[] = {
	ROUTE(HTTP_GET, "/law", WHO_ANYONE, FOR_SYSTEM, browse, "What the law says, by scheme and by words",
	      .params = PARAMS(PARAM("q", PARAM_TEXT, .max = LAW_WORDS_MAX), ON), .keeps_bad = true),
	ROUTE(HTTP_GET, "/law/{country:word}/{scheme:word}", WHO_ANYONE, FOR_SYSTEM, show_scheme,
	      "The parameters of a scheme, with their values on a day", .params = PARAMS(ON),
	      .keeps_bad = true),
	ROUTE(HTTP_GET, "/law/{country:word}/{scheme:word}/{key:rest}", WHO_ANYONE, FOR_SYSTEM,
	      show_parameter, "A parameter with its history and sources, ?as=json too",
	      .params = PARAMS(ON, PARAM("as", PARAM_WORD)), .keeps_bad = true),
	{ 0 },
};
