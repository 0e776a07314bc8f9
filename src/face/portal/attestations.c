/* face/portal/attestations.c - attestations: confirmed to whoever has one, issued and fetched by those who
 * serve a person; the keys that others check them with. */
#include "face/portal/assisted.h"
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/paper.h"
#include "face/portal/part.h"
#include "face/portal/whose.h"

#include "face/http/server.h"
#include "pages.h"
#include "service/issue_attestation.h"

/* Tries of one address to confirm a reference: enough for a desk that checks papers, far from enough to guess
 * one. */
static const struct limit_rule CONFIRM_TRIES = { .burst = 30, .every_ms = 10000 };
enum { KEYS_FRESH_S = 3600 };

static str in_language(const struct request *q) { return text_lang((enum lang)q->lang); }

static const struct show_attested_relative *relatives(struct request *q, const struct attestation_view *a)
{
	const struct attestation_content *c = &a->content;
	struct show_attested_relative *rows =
	    arena_array(q->a, struct show_attested_relative, c->relatives_n + 1);

	for (size_t i = 0; i < c->relatives_n; i++) {
		const struct attested_relative *r = &c->relatives[i];
		struct show_person names = { .last_name = r->last_name,
					     .first_name = r->first_name,
					     .last_name_ar = r->last_name_ar,
					     .first_name_ar = r->first_name_ar };
		bool open = r->until.days == DATE_NEVER.days;
		rows[i] = (struct show_attested_relative){
			.role = r->role,
			.name = full_name(q->a, (enum lang)q->lang, &names),
			.name_other = full_name_other(q->a, (enum lang)q->lang, &names),
			.number = attestation_number(q->a, a, r->number),
			.born = r->born,
			.said = r->said,
			.last = { open || !r->said ? DATE_NEVER.days : r->until.days - 1 },
			.court = r->court,
		};
	}
	return rows;
}

static struct show_attestation show(struct request *q, const struct attestation_view *a, str typed)
{
	const struct attestation_content *c = &a->content;
	struct show_person names = { .last_name = c->last_name,
				     .first_name = c->first_name,
				     .last_name_ar = c->last_name_ar,
				     .first_name_ar = c->first_name_ar };
	struct show_attested_membership *rows =
	    arena_array(q->a, struct show_attested_membership, c->memberships_n + 1);

	for (size_t i = 0; i < c->memberships_n; i++) {
		const struct attested_membership *m = &c->memberships[i];
		bool open = m->until.days == DATE_NEVER.days;
		rows[i] = (struct show_attested_membership){
			.scheme = attestation_scheme_name(a, m->scheme, in_language(q)),
			.state = m->state,
			.from = m->from,
			.last = { open ? m->until.days : m->until.days - 1 },
		};
	}
	return (struct show_attestation){
		.typed = typed,
		.known = true,
		.reference = a->reference,
		.kind = c->kind->kind,
		.number = a->number,
		.name = full_name(q->a, (enum lang)q->lang, &names),
		.name_other = full_name_other(q->a, (enum lang)q->lang, &names),
		.born = c->born,
		.issued = c->issued_at,
		.day_only = c->kind->day_only,
		.memberships = rows,
		.memberships_n = c->memberships_n,
		.family = c->kind->family,
		.relatives = relatives(q, a),
		.relatives_n = c->relatives_n,
		.unconfirmed = c->unconfirmed,
	};
}

static rc confirm(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_N);
	str typed = request_text(q, "reference");
	struct show_attestation v = { .typed = typed };
	struct attestation_view found;
	int status = 200;

	p->personal = true;
	if (typed.n > 0) {
		TRY(request_limit_peer(q, RULE_CONFIRM, &CONFIRM_TRIES));
		rc r = attestation_confirm(portal_of(q)->db, q->a, &portal_of(q)->keys, typed, &found);
		if (rc_ok(r)) {
			v = show(q, &found, typed);
		} else if (rc_is(r, E_ATTESTATION_NONE)) {
			frame_problem(q, &page, "reference", text_of_rc(page.at.lang, r));
			status = rc_info(r)->http;
		} else {
			return r;
		}
	}
	frame_reply(q, p, status, page_attestation, &page, &v);
	return OK;
}

static rc publish_keys(struct request *q, struct reply *p)
{
	const struct keys *k = &portal_of(q)->keys;
	struct out o;

	out_init(&o, q->a, 1024);
	out_str(&o, jws_keys_write(q->a, k->papers, k->papers_n));
	reply_json(p, 200, &o);
	reply_header(p, "Access-Control-Allow-Origin",
		     S("*")); /* SMART Health Cards: checkers are web pages too */
	p->fresh_s = KEYS_FRESH_S;
	return OK;
}

/* A paper of a family shows what the family's own page shows: to whoever may see that one. */
static rc may_take(const struct request *q, const struct attestation_kind *k)
{
	CHECK(k == NULL || !k->family || whose_family(q), NOT_ALLOWED);
	return OK;
}

static rc issue(struct request *q, struct reply *p)
{
	struct portal *w = portal_of(q);
	struct attestation_order order = { .person = whose_person(q),
					   .kind = request_value(q, "kind")->text,
					   .language = request_value(q, "language")->text,
					   .user = actor_of(q)->user_id,
					   .on_behalf = !whose_own(q),
					   .why = whose_purpose(q) };
	struct page page = frame_page(q, MENU_PEOPLE);
	struct attestation_view v;

	if (!whose_own(q) && !assisted_by(q, &page, "attestation", &order.assisted))
		return person_with_problems(q, p, &page, 422);
	TRY(attestation_issue(w->db, q->a, &w->keys, &order, &v));
	str to = whose_own(q) ? S("/") : str_printf(q->a, "/people/%lld", (long long)v.person.v);
	frame_go(q, p, str_printf(q->a, "%.*s?did=attestation&ref=%.*s", STR_ARG(to), STR_ARG(v.reference)));
	return OK;
}

static rc fetch(struct request *q, struct reply *p)
{
	struct portal *w = portal_of(q);
	struct attestation_view v;
	str pdf;

	TRY(attestation_fetch(w->db, q->a, &w->keys, request_text(q, "reference"), whose_person(q),
			      actor_of(q)->user_id, whose_purpose(q), &v));
	TRY(may_take(q, v.content.kind));
	TRY(paper_of(q->a, &w->keys, &v, &pdf));
	reply_bytes(q, p, S("application/pdf"), paper_filename(q->a, &v), pdf);
	return OK;
}

#define ORDER PARAM("kind", PARAM_WORD, .required = true), PARAM("language", PARAM_WORD, .required = true)

const struct route attestation_routes[] = {
	ROUTE(HTTP_GET, "/attestations", WHO_ANYONE, FOR_COUNTER, confirm,
	      "Confirms a reference to whoever has the paper",
	      .params = PARAMS(PARAM("reference", PARAM_TEXT)), .writes = true, .keeps_bad = true),
	ROUTE(HTTP_GET, "/.well-known/jwks.json", WHO_ANYONE, FOR_SYSTEM, publish_keys,
	      "The public keys that attestations are checked with", .kind = REPLY_JSON, .bare = true),
	ROUTE(HTTP_POST, "/people/{person:id}/attestations", MAY_ANSWER_REQUEST, FOR_COUNTER, issue,
	      "Issues an attestation about a person", .params = PARAMS(ORDER, ASSISTED_PARAMS),
	      .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true),
	ROUTE(HTTP_GET, "/people/{person:id}/attestations/{reference:word}", MAY_SERVE_PERSON, FOR_COUNTER,
	      fetch, "One that was issued, as a PDF", .kind = REPLY_FILE, .writes = true),
	ROUTE(HTTP_POST, "/own/attestations", MAY_OWN_FILE, FOR_SELF, issue,
	      "Issues an attestation to a member", .params = PARAMS(ORDER), .body = BODY_FORM,
	      .kind = REPLY_REDIRECT, .writes = true),
	ROUTE(HTTP_GET, "/own/attestations/{reference:word}", MAY_OWN_FILE, FOR_SELF, fetch,
	      "One of the member's own, as a PDF", .kind = REPLY_FILE, .writes = true),
	{ 0 },
};
