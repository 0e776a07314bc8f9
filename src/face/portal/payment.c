/* face/portal/payment.c - how a person pays: pages of a member, and of an agent with a person who is there.
 */
#include "face/portal/bring.h"
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/mandate_paper.h"
#include "face/portal/part.h"
#include "face/portal/whose.h"

#include "pages.h"
#include "service/payment_show.h"

/* ---- who, about whom ---- */

/* Accounts have a purpose of their own at a counter. */
static struct acting with_purpose(const struct request *q, struct acting by)
{
	by.why = whose_own(q) ? FOR_SELF : FOR_PAYMENT;
	return by;
}

static struct acting reads(const struct request *q) { return with_purpose(q, whose_reads(q)); }

static bool acts(struct request *q, struct page *page, struct acting *ret)
{
	bool good = whose_acts(q, page, "payment_mode", ret);

	*ret = with_purpose(q, *ret);
	return good;
}

static struct payer about(const struct request *q) { return (struct payer){ .id = whose_person(q) }; }

static payment_choice_id choice_of(const struct request *q)
{
	return (payment_choice_id){ request_int(q, "choice") };
}

static str base_of(struct request *q) { return whose_path(q, S("/payment")); }

static void go(struct request *q, struct reply *p, const char *to)
{
	frame_go(q, p, str_printf(q->a, "%.*s%s", STR_ARG(base_of(q)), to));
}

static struct show_payer payer_shown(struct request *q, const struct person *p, str number)
{
	struct show_person names = { .last_name = p->last_name,
				     .first_name = p->first_name,
				     .last_name_ar = p->last_name_ar,
				     .first_name_ar = p->first_name_ar };

	return (struct show_payer){ .base = base_of(q),
				    .person = whose_own(q) ? 0 : p->person_id.v,
				    .name = full_name(q->a, (enum lang)q->lang, &names),
				    .number = number };
}

static rc read_payment(struct request *q, struct payment_view *ret)
{
	struct acting by = reads(q);
	struct payer payer = about(q);

	return payment_show(portal_of(q)->db, q->a, &by, &payer, ret);
}

static void bad(struct request *q, struct page *page, const char *field, const char *family, str word)
{
	enum text_key key;

	must(text_find(family, word, &key));
	frame_problem(q, page, field, text_get(page->at.lang, key));
}

/* ---- how a person pays ---- */

static struct show_payment_way way_shown(const struct payment_way *w)
{
	bool open = w->m.known_until.us == KNOWN_STILL.us;

	return (struct show_payment_way){ .kind = w->m.kind,
					  .state = w->m.state,
					  .account = w->account,
					  .holder = w->m.holder,
					  .day = w->m.debit_day,
					  .since = clock_day(w->m.known_from),
					  .until = open ? DATE_NEVER : clock_day(w->m.known_until),
					  .reference = w->reference,
					  .signing = w->mandated ? w->mandate.signing : S(""),
					  .differs = w->holder_differs };
}

static rc payment(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_PAYMENT);
	struct payment_view v;

	TRY(read_payment(q, &v));
	struct show_payment_way *past = arena_array(q->a, struct show_payment_way, v.past_n + 1);
	struct show_payment_scheme *schemes = arena_array(q->a, struct show_payment_scheme, v.schemes_n + 1);
	for (size_t i = 0; i < v.past_n; i++)
		past[i] = way_shown(&v.past[i]);
	for (size_t i = 0; i < v.schemes_n; i++)
		schemes[i] = (struct show_payment_scheme){ scheme_name(&v.schemes[i].scheme, 1,
								       v.schemes[i].rule.scheme,
								       text_lang((enum lang)q->lang)),
							   v.schemes[i].rule.word };
	struct show_payment show = { .payer = payer_shown(q, &v.p, v.number),
				     .chosen = v.chosen,
				     .past = past,
				     .past_n = v.past_n,
				     .schemes = schemes,
				     .schemes_n = v.schemes_n,
				     .offered = v.offer.kinds != 0,
				     .account = v.account };
	if (v.chosen)
		show.now = way_shown(&v.now);
	frame_reply(q, p, 200, page_payment, &page, &show);
	return OK;
}

/* ---- which way ---- */

/* A number of the form's own: made once, kept when it comes back. */
static int64_t client_of(const struct request *q)
{
	bool sent = q->method == HTTP_POST && request_value(q, "client")->state == VALUE_GOOD;

	return sent ? request_int(q, "client") : id_new(q->now);
}

static rc show_kinds(struct request *q, struct reply *p, struct page *page, int status, int64_t client,
		     str kind)
{
	struct payment_view v;
	str *kinds = arena_array(q->a, str, PAYMENT_KINDS);

	TRY(read_payment(q, &v));
	struct show_payment_kinds show = {
		.payer = payer_shown(q, &v.p, v.number), .client = client, .kind = kind, .kinds = kinds
	};
	for (enum payment_kind k = 0; k < PAYMENT_KINDS; k++)
		if (payment_offered(&v.offer, k))
			kinds[show.kinds_n++] = payment_kind_name(k);
	page->path = str_printf(q->a, "%.*s/choose", STR_ARG(show.payer.base));
	frame_reply(q, p, status, page_payment_kinds, page, &show);
	return OK;
}

static rc kinds(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_PAYMENT);

	return show_kinds(q, p, &page, 200, id_new(q->now), S(""));
}

/* A choice that is over, or never was: the way begins again, and says why. */
static rc begin_again(struct request *q, struct reply *p, rc why)
{
	struct page page = whose_page(q, MENU_PAYMENT);

	frame_problem(q, &page, "kind", text_of_rc(page.at.lang, why));
	return show_kinds(q, p, &page, rc_info(why)->http, id_new(q->now), S(""));
}

static void go_choice(struct request *q, struct reply *p, payment_choice_id id, const char *query)
{
	go(q, p, str_printf(q->a, "/choices/%lld%s", (long long)id.v, query).p);
}

static struct payment_choosing choosing(struct request *q)
{
	return (struct payment_choosing){ .by = reads(q),
					  .payer = about(q),
					  .client_id = client_of(q),
					  .channel = whose_own(q) ? PAYMENT_PORTAL : PAYMENT_COUNTER,
					  .language = text_lang((enum lang)q->lang) };
}

static rc choose(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_PAYMENT);
	struct payment_choosing c = choosing(q);
	struct payment_chosen chosen;
	enum payment_kind kind;

	c.kind = request_text(q, "kind");
	if (!payment_kind_parse(c.kind, &kind)) {
		bad(q, &page, "kind", "paybad.", S("kind"));
		return show_kinds(q, p, &page, 422, c.client_id, c.kind);
	}
	if (kind == PAY_DIRECT_DEBIT) {
		go(q, p, "/account");
		return OK;
	}
	rc r = payment_choose(portal_of(q)->db, q->a, &c, &chosen);
	if (rc_is(r, E_PAYMENT_KIND) || rc_is(r, E_PAYMENT_MANY)) {
		frame_problem(q, &page, "kind", text_of_rc(page.at.lang, r));
		return show_kinds(q, p, &page, 422, c.client_id, c.kind);
	}
	TRY(r);
	go_choice(q, p, chosen.choice, "");
	return OK;
}

/* ---- from which account ---- */

static rc show_account(struct request *q, struct reply *p, struct page *page, int status,
		       struct show_payment_account *show)
{
	struct payment_view v;

	TRY(read_payment(q, &v));
	show->payer = payer_shown(q, &v.p, v.number);
	show->client = client_of(q);
	show->day_only = v.offer.day;
	if (q->method != HTTP_POST && show->day.n == 0 && v.offer.day != 0)
		show->day = str_printf(q->a, "%lld", (long long)v.offer.day);
	page->path = str_printf(q->a, "%.*s/account", STR_ARG(show->payer.base));
	frame_reply(q, p, status, page_payment_account, page, show);
	return OK;
}

/* Empty, or what was typed before and is to be corrected. */
static rc account(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_PAYMENT);
	struct acting by = reads(q);
	struct show_payment_account show = { .how = S("CODE") };
	struct payment_choice_view v;

	if (request_value(q, "choice")->state == VALUE_GOOD) {
		rc r = payment_choice_show(portal_of(q)->db, q->a, &by, about(q).id, choice_of(q), &v);
		if (rc_ok(r) && !v.done) {
			show.rib = v.account;
			show.holder = v.c.holder;
			show.day = str_printf(q->a, "%lld", (long long)v.c.debit_day);
			show.how = v.c.signing;
		} else if (!rc_ok(r) && !rc_is(r, E_PAYMENT_CHOICE)) {
			return r;
		}
	}
	return show_account(q, p, &page, 200, &show);
}

/* What is wrong with the number, and which of its groups to look at. */
static void bad_rib(struct request *q, struct page *page, enum rib_verdict v, str digits)
{
	str country = portal_of(q)->fund.country;
	bool dz = portal_of(q)->country == COUNTRY_DZ;
	int64_t want = (int64_t)rib_digits(country);

	if (v == RIB_KEY) {
		struct rib_parts g = rib_parts(country, digits);
		frame_problem(q, page, "rib",
			      text_str(q->a, page->at,
				       dz ? TEXT(payment_rib_key_dz) : TEXT(payment_rib_key_ma),
				       TEXT_ARGS(TEXT_ARG("bank", g.bank), TEXT_ARG("place", g.place),
						 TEXT_ARG("account", g.account), TEXT_ARG("key", g.key))));
	} else if (v == RIB_SHORT) {
		frame_problem(
		    q, page, "rib",
		    text_str(q->a, page->at, TEXT(payment_rib_short),
			     TEXT_ARGS(TEXT_ARG("want", want), TEXT_ARG("typed", (int64_t)digits.n))));
	} else if (v == RIB_LONG) {
		frame_problem(
		    q, page, "rib",
		    text_str(q->a, page->at, TEXT(payment_rib_long), TEXT_ARGS(TEXT_ARG("want", want))));
	} else {
		bad(q, page, "rib", "ribbad.", rib_verdict_name(v));
	}
}

static bool day_typed(str text, int64_t *ret)
{
	return number_digits_parse(text, 1, ret) || number_digits_parse(text, 2, ret);
}

/* All that can be seen to be wrong, at once. */
static void look_at(struct request *q, struct page *page, struct payment_choosing *c)
{
	str how = whose_own(q) ? S("CODE") : request_text(q, "how"), digits;
	enum rib_verdict v = rib_read(q->a, portal_of(q)->fund.country, request_text(q, "rib"), &digits);

	c->kind = payment_kind_name(PAY_DIRECT_DEBIT);
	c->rib = request_text(q, "rib");
	c->holder = request_text(q, "holder");
	c->paper = str_eq(how, S("PAPER"));
	if (v != RIB_GOOD)
		bad_rib(q, page, v, digits);
	if (!payment_holder_good(c->holder))
		bad(q, page, "holder", "paybad.", S("holder"));
	if (!day_typed(request_text(q, "day"), &c->day) || c->day < 1 || c->day > DEBIT_DAY_MAX)
		bad(q, page, "day", "paybad.", S("day"));
	if (!c->paper && !str_eq(how, S("CODE")))
		bad(q, page, "how", "paybad.", S("how"));
}

static rc give_account(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_PAYMENT);
	struct payment_choosing c = choosing(q);
	struct payment_chosen chosen;
	rc r = OK;

	look_at(q, &page, &c);
	if (page.problems_n == 0)
		r = payment_choose(portal_of(q)->db, q->a, &c, &chosen);
	if (rc_is(r, E_PAYMENT_FIELD))
		bad(q, &page, str_c(q->a, chosen.wrong), "paybad.", chosen.wrong);
	else if (rc_is(r, E_PAYMENT_NO_WAY) && !whose_own(q))
		frame_problem(q, &page, "how", text_of_rc(page.at.lang, r));
	else if (rc_is(r, E_PAYMENT_KIND) || rc_is(r, E_PAYMENT_NO_WAY) || rc_is(r, E_PAYMENT_MANY))
		return begin_again(q, p, r);
	else
		TRY(r);
	if (page.problems_n > 0) {
		struct show_payment_account show = { .rib = c.rib,
						     .holder = c.holder,
						     .day = request_text(q, "day"),
						     .how = whose_own(q) ? S("") : request_text(q, "how") };
		return show_account(q, p, &page, 422, &show);
	}
	go_choice(q, p, chosen.choice, "");
	return OK;
}

/* ---- looking once more, and signing ---- */

static rc show_done(struct request *q, struct reply *p, struct page *page,
		    const struct payment_choice_view *v)
{
	struct show_payment_done show = { .payer = payer_shown(q, &v->p, v->number),
					  .way = way_shown(&v->way) };

	frame_reply(q, p, 200, page_payment_done, page, &show);
	return OK;
}

static rc show_choice(struct request *q, struct reply *p, struct page *page, int status,
		      const struct brought *paper)
{
	struct acting by = reads(q);
	struct payment_choice_view v;
	rc r = payment_choice_show(portal_of(q)->db, q->a, &by, about(q).id, choice_of(q), &v);

	if (rc_is(r, E_PAYMENT_CHOICE))
		return begin_again(q, p, r);
	TRY(r);
	if (v.done)
		return show_done(q, p, page, &v);
	struct show_payment_choice show = { .payer = payer_shown(q, &v.p, v.number),
					    .id = v.c.payment_choice_id.v,
					    .kind = v.c.kind,
					    .account = v.account,
					    .holder = v.c.holder,
					    .reference = v.reference,
					    .text = v.text,
					    .text_language = v.c.language,
					    .day = v.c.debit_day,
					    .signing = v.c.signing,
					    .sent = v.c.sent_at.us != 0,
					    .differs = v.holder_differs };
	if (paper != NULL)
		show.paper = bring_shown(paper);
	if (!whose_own(q) && q->route->upload != NULL)
		show.assisted = assisted_typed(q);
	page->path = str_printf(q->a, "%.*s/choices/%lld", STR_ARG(show.payer.base), (long long)show.id);
	frame_reply(q, p, status, page_payment_choice, page, &show);
	return OK;
}

static rc choice(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_PAYMENT);

	return show_choice(q, p, &page, 200, NULL);
}

static rc send_code(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_PAYMENT);
	struct acting by = reads(q);
	rc r = payment_send(portal_of(q)->db, q->a, &portal_of(q)->keys, &by, about(q).id, choice_of(q));

	if (rc_is(r, E_PAYMENT_CHOICE))
		return begin_again(q, p, r);
	if (rc_is(r, E_PAYMENT_OFTEN) || rc_is(r, E_PAYMENT_NO_WAY)) {
		frame_problem(q, &page, "send", text_of_rc(page.at.lang, r));
		return show_choice(q, p, &page, rc_info(r)->http, NULL);
	}
	TRY(r);
	go_choice(q, p, choice_of(q), "?did=payment_sent");
	return OK;
}

/* Wrong code, missing paper: told at the field, with everything else as it was typed. */
static rc refused(struct request *q, struct reply *p, struct page *page, rc r, const struct brought *paper)
{
	if (rc_is(r, E_PAYMENT_CHOICE))
		return begin_again(q, p, r);
	if (rc_is(r, E_PAYMENT_CODE) || rc_is(r, E_PAYMENT_PAPER))
		frame_problem(q, page, rc_is(r, E_PAYMENT_CODE) ? "code" : "paper",
			      text_of_rc(page->at.lang, r));
	else
		TRY(r);
	return show_choice(q, p, page, 422, paper);
}

static rc confirm(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_PAYMENT);
	struct payment_confirming c = {
		.by = reads(q), .person = about(q).id, .choice = choice_of(q), .code = request_text(q, "code")
	};
	struct payment_done done;
	rc r = payment_confirm(portal_of(q)->db, q->a, &portal_of(q)->keys, &c, &done);

	if (!rc_ok(r))
		return refused(q, p, &page, r, NULL);
	go_choice(q, p, c.choice, "");
	return OK;
}

static rc confirm_assisted(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_PAYMENT);
	struct payment_confirming c = { .person = about(q).id,
					.choice = choice_of(q),
					.code = request_text(q, "code") };
	struct payment_done done;
	struct brought paper;

	bool good = acts(q, &page, &c.by);
	TRY(bring_keep(q, &page, &c.by, c.person, "paper", S("MANDATE"), &paper));
	c.paper = paper.document_id;
	/* a code is good once: it isn't used up for a form that lacks something */
	if (!good || page.problems_n > 0)
		return show_choice(q, p, &page, 422, &paper);
	rc r = payment_confirm(portal_of(q)->db, q->a, &portal_of(q)->keys, &c, &done);
	if (!rc_ok(r))
		return refused(q, p, &page, r, &paper);
	assisted_go(q, p, c.person, done.receipt);
	return OK;
}

/* ---- mandates ---- */

static rc reply_mandate(struct request *q, struct reply *p, const struct mandate_view *v)
{
	str pdf;

	TRY(mandate_paper(q->a, v, &pdf));
	reply_bytes(q, p, S("application/pdf"), mandate_filename(q->a, v), pdf);
	return OK;
}

static rc mandate(struct request *q, struct reply *p)
{
	struct acting by = reads(q);
	struct mandate_view v;

	TRY(payment_mandate(portal_of(q)->db, q->a, &by, about(q).id, request_text(q, "reference"), &v));
	return reply_mandate(q, p, &v);
}

static rc draft(struct request *q, struct reply *p)
{
	struct acting by = reads(q);
	struct mandate_view v;

	TRY(payment_draft(portal_of(q)->db, q->a, &by, about(q).id, choice_of(q), &v));
	return reply_mandate(q, p, &v);
}

/* ---- no longer ---- */

static rc show_stop(struct request *q, struct reply *p, struct page *page, int status)
{
	struct payment_view v;

	TRY(read_payment(q, &v));
	if (!v.chosen) {
		go(q, p, "");
		return OK;
	}
	struct show_payment_stop show = { .payer = payer_shown(q, &v.p, v.number),
					  .mode = v.now.m.payment_mode_id.v,
					  .now = way_shown(&v.now) };
	if (!whose_own(q) && q->method == HTTP_POST)
		show.assisted = assisted_typed(q);
	page->path = str_printf(q->a, "%.*s/stop", STR_ARG(show.payer.base));
	frame_reply(q, p, status, page_payment_stop, page, &show);
	return OK;
}

static rc stop_form(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_PAYMENT);

	return show_stop(q, p, &page, 200);
}

static rc stop(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_PAYMENT);
	struct acting by;
	struct payer payer = about(q);
	payment_mode_id mode = { request_int(q, "mode") };
	struct payment_done done;

	if (request_value(q, "mode")->state != VALUE_GOOD)
		return show_stop(q, p, &page, 422);
	if (!acts(q, &page, &by))
		return show_stop(q, p, &page, 422);
	rc r = payment_revoke(portal_of(q)->db, q->a, &by, &payer, mode, &done);
	if (rc_is(r, E_PAYMENT_NONE)) { /* another one was chosen since */
		go(q, p, "");
		return OK;
	}
	TRY(r);
	whose_go(q, p, done.receipt, S("/payment"), "payment_revoked", S(""));
	return OK;
}

/* ---- rows ---- */

#define KIND_PARAMS PARAM("client", PARAM_ID), PARAM("kind", PARAM_WORD)
#define ACCOUNT_PARAMS \
	PARAM("client", PARAM_ID), PARAM("rib", PARAM_TEXT), PARAM("holder", PARAM_TEXT), \
	    PARAM("day", PARAM_TEXT, .max = 16)
#define STOP_PARAMS PARAM("mode", PARAM_ID)
#define OWN(method, path, run, ...) \
	ROUTE(method, "/own/payment" path, MAY_OWN_FILE, FOR_SELF, run, __VA_ARGS__)
#define COUNTER(method, path, run, ...) \
	ROUTE(method, "/people/{person:id}/payment" path, MAY_SERVE_PAYMENT, FOR_PAYMENT, run, __VA_ARGS__)
#define FORM .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true

const struct route payment_routes[] = {
	OWN(HTTP_GET, "", payment, "How a member pays, and paid before"),
	OWN(HTTP_GET, "/choose", kinds, "Asks a member how to pay"),
	OWN(HTTP_POST, "/choose", choose, "Chooses how to pay", .params = PARAMS(KIND_PARAMS), FORM),
	OWN(HTTP_GET, "/account", account, "Asks for the account to debit",
	    .params = PARAMS(PARAM("choice", PARAM_ID)), .keeps_bad = true),
	OWN(HTTP_POST, "/account", give_account, "Gives an account to debit",
	    .params = PARAMS(ACCOUNT_PARAMS), FORM),
	OWN(HTTP_GET, "/choices/{choice:id}", choice, "What was chosen: to check, to sign, or done"),
	OWN(HTTP_POST, "/choices/{choice:id}/send", send_code, "Sends a code to sign with", FORM),
	OWN(HTTP_POST, "/choices/{choice:id}/confirm", confirm, "Signs or confirms what was chosen",
	    .params = PARAMS(PARAM("code", PARAM_TEXT, .max = 40)), FORM),
	OWN(HTTP_GET, "/mandates/{reference:word}", mandate, "A member's mandate, as a PDF",
	    .kind = REPLY_FILE),
	OWN(HTTP_GET, "/stop", stop_form, "Asks whether a member no longer wants to pay like this"),
	OWN(HTTP_POST, "/stop", stop, "Ends how a member pays, and revokes the mandate",
	    .params = PARAMS(STOP_PARAMS), FORM),
	COUNTER(HTTP_GET, "", payment, "How a person pays, and paid before", .writes = true),
	COUNTER(HTTP_GET, "/choose", kinds, "Asks how a person who is there wants to pay", .writes = true),
	COUNTER(HTTP_POST, "/choose", choose, "Chooses with a person how to pay",
		.params = PARAMS(KIND_PARAMS), FORM),
	COUNTER(HTTP_GET, "/account", account, "Asks for a person's account to debit",
		.params = PARAMS(PARAM("choice", PARAM_ID)), .writes = true, .keeps_bad = true),
	COUNTER(HTTP_POST, "/account", give_account, "Gives a person's account to debit",
		.params = PARAMS(ACCOUNT_PARAMS, PARAM("how", PARAM_WORD)), FORM),
	COUNTER(HTTP_GET, "/choices/{choice:id}", choice, "What an agent chose with a person",
		.writes = true),
	COUNTER(HTTP_POST, "/choices/{choice:id}/send", send_code, "Sends the person a code to sign with",
		FORM),
	COUNTER(HTTP_POST, "/choices/{choice:id}/confirm", confirm_assisted,
		"Signs with the person's code, or a signed paper",
		.params = PARAMS(PARAM("code", PARAM_TEXT, .max = 40), BRING("paper"), ASSISTED_PARAMS), FORM,
		.upload = &bring_upload, .body_max = BRING_BODY(1)),
	COUNTER(HTTP_GET, "/choices/{choice:id}/mandate", draft,
		"The mandate to be signed on paper, as a PDF", .kind = REPLY_FILE),
	COUNTER(HTTP_GET, "/mandates/{reference:word}", mandate,
		"A person's mandate with its account masked, as a PDF", .kind = REPLY_FILE, .writes = true),
	COUNTER(HTTP_GET, "/stop", stop_form, "Asks whether a person no longer wants to pay like this",
		.writes = true),
	COUNTER(HTTP_POST, "/stop", stop, "Ends how a person pays, and revokes the mandate",
		.params = PARAMS(STOP_PARAMS, ASSISTED_PARAMS), FORM),
	{ 0 },
};
