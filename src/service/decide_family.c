/* service/decide_family.c - an agent accepts what was declared about a family. */
#include "service/decide_family.h"

#include "service/family_look.h"
#include "service/refresh_rights.h"
#include "service/requests.h"
#include "service/tell_person.h"

#include "domain/access/access.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"

struct accepting {
	struct arena *a;
	const struct family_answer *f;
	instant now;
	struct person p;
	struct family_declaration d;
	document_id document; /* the first of the request, 0 if there is none */
	struct family_accepted out;
};

static rc event(struct tx *tx, const struct accepting *c, str kind, person_id person)
{
	struct journal_entry e = { .user = c->f->by.user,
				   .why = c->f->by.why,
				   .kind = kind,
				   .person = person,
				   .object = c->f->request_id.v,
				   .detail = c->d.role };

	return journal_write(tx, c->now, &e);
}

/* ---- somebody new ---- */

static rc register_relative(struct tx *tx, struct accepting *c, bool held)
{
	const struct family_declaration *d = &c->d;
	struct identifier id = { d->id_value, d->id_kind, { id_new(c->now) } };
	struct fund fund;
	int64_t running;

	TRY(fund_read(tx, c->a, &fund));
	TRY(fund_take_numbers(tx, 1, &running));
	struct person is = { .person_id = id.person_id,
			     .number = number_make(fund.country, running),
			     .last_name = d->last_name,
			     .first_name = d->first_name,
			     .last_name_ar = d->last_name_ar,
			     .first_name_ar = d->first_name_ar,
			     .born = d->born,
			     .sex = d->sex,
			     .commune_id = c->p.commune_id,
			     .address = c->p.address,
			     .language = c->p.language,
			     .state = S("ACTIVE"),
			     .source_id = c->f->request_id.v,
			     .known_from = c->now };
	rc r = person_add(tx, &is, &id, d->id_value.n > 0 && !held, S(""));
	/* nobody had it a moment ago: somebody else gives it away now */
	CHECK(!rc_is(r, E_DB_EXISTS), DB_CONFLICT);
	TRY(r);
	c->out.relative = is.person_id;
	c->out.registered = true;
	return event(tx, c, S("person.registered"), is.person_id);
}

/* ---- who it is ---- */

static rc seen_all(struct accepting *c, unsigned asks)
{
	c->out.asks = asks;
	CHECK((asks & ~c->f->seen) == 0, FAMILY_QUESTION);
	return OK;
}

/* Whom the agent names; 0: nobody. */
static rc named(struct tx *tx, struct accepting *c, person_id *ret)
{
	struct fund fund;
	struct person p;

	*ret = c->f->is == RELATIVE_IS_PERSON ? c->f->person : (person_id){ 0 };
	if (c->f->is != RELATIVE_IS_PERSON || ret->v != 0)
		return OK;
	TRY(fund_read(tx, c->a, &fund));
	TRY(person_asked(tx, *ret, fund.country, c->f->number, c->a, &p));
	*ret = p.person_id;
	return OK;
}

static rc find_relative(struct tx *tx, struct accepting *c)
{
	struct family_look l;
	bool new = c->f->is == RELATIVE_IS_NEW;
	person_id chosen;

	TRY(named(tx, c, &chosen));
	TRY(family_look(tx, c->a, &c->p, &c->d, chosen, &l));
	/* who is certainly somebody isn't somebody new; who is only likely must be named, or said not to be
	 * it */
	bool open = new ? l.found.v != 0 : l.found.v == 0 && l.likely.v != 0;
	if (new) /* what was asked was asked about the other one, and about the family */
		l.asks &= ASK_LIKELY | ASK_IDENTIFIER | ASK_SECOND_SPOUSE | ASK_PARENT_YOUNG;
	TRY(seen_all(c, l.asks));
	CHECK(!open, FAMILY_QUESTION);
	if (l.found.v == 0) {
		TRY(register_relative(tx, c, l.held));
		return l.likely.v == 0
			   ? OK
			   : person_distinct_add(tx, c->out.relative, l.likely, c->f->by.user, c->now);
	}
	CHECK(l.found.v != c->p.person_id.v, FAMILY_SELF);
	CHECK(!l.tied, FAMILY_TIED);
	c->out.relative = l.found;
	return OK;
}

/* ---- links ---- */

static rc add_papers(struct tx *tx, struct accepting *c)
{
	const struct family_declaration *d = &c->d;
	struct dependant_proof proof = { .person_id = c->out.relative,
					 .kind = d->proof_kind,
					 .from_day = d->proof_from,
					 .known_from = c->now,
					 .known_until = KNOWN_STILL,
					 .until_day = d->proof_until,
					 .document_id = c->document,
					 .source_id = c->f->request_id.v };
	struct guardianship g = { .ward_id = c->out.relative,
				  .guardian_id = c->p.person_id,
				  .from_day = d->from_day,
				  .known_from = c->now,
				  .known_until = KNOWN_STILL,
				  .until_day = d->court_until,
				  .court_reference = d->court_reference,
				  .document_id = c->document,
				  .source_id = c->f->request_id.v };

	if (d->proof_kind.n > 0)
		TRY(dependant_proof_add(tx, &proof));
	return d->court_reference.n > 0 ? guardianship_add(tx, &g) : OK;
}

/* Somebody who was known before learns whose family they are in now, and nothing else about it. */
static rc tell_relative(struct tx *tx, struct accepting *c)
{
	struct telling t = { .kind = S("family.linked"), .cause = c->f->request_id.v };
	struct person is;

	if (c->out.registered)
		return OK;
	TRY(person_get(tx, c->out.relative, c->a, &is));
	if (!str_eq(c->d.role, family_role_name(ROLE_SPOUSE)) && !told_themselves(&is, clock_day(c->now)))
		return OK;
	bool arabic = str_eq(is.language, S("fr")) || str_eq(is.language, S("en")) ? c->p.first_name.n == 0
										   : c->p.first_name_ar.n > 0;
	str first = arabic ? c->p.first_name_ar : c->p.first_name;
	str last = arabic ? c->p.last_name_ar : c->p.last_name;
	struct message_value values[] = { { "name",
					    str_printf(c->a, "%.*s %.*s", STR_ARG(first), STR_ARG(last)) } };
	return tell_person(tx, c->a, c->now, &is, &t, values, 1, NULL);
}

static rc add_link(struct tx *tx, struct accepting *c)
{
	struct family_link l = { .person_id = c->p.person_id,
				 .role = c->d.role,
				 .from_day = c->d.from_day,
				 .known_from = c->now,
				 .known_until = KNOWN_STILL,
				 .until_day = DATE_NEVER,
				 .state = LINK_ACTIVE,
				 .document_id = c->document,
				 .source_id = c->f->request_id.v };

	TRY(find_relative(tx, c));
	l.relative_id = c->out.relative;
	TRY(family_link_add(tx, &l));
	TRY(add_papers(tx, c));
	TRY(event(tx, c, S("family.linked"), c->p.person_id));
	TRY(event(tx, c, S("family.linked"), c->out.relative));
	return tell_relative(tx, c);
}

static rc end_link(struct tx *tx, struct accepting *c)
{
	struct family_link was = { .source_id = 0 }, is;

	TRY(family_link_about(tx, c->a, c->p.person_id, &c->d, &was));
	c->out.relative = was.relative_id;
	is = was;
	is.known_from = (instant){ c->now.us > was.known_from.us ? c->now.us : was.known_from.us + 1 };
	is.state = LINK_ENDED;
	is.reason = c->d.reason;
	is.source_id = c->f->request_id.v;
	is.until_day = str_eq(c->d.reason, S("MISTAKE")) ? is.from_day : c->d.until_day;
	if (c->document.v != 0)
		is.document_id = c->document;
	TRY(family_link_supersede(tx, &was, &is));
	TRY(event(tx, c, S("family.unlinked"), c->p.person_id));
	return event(tx, c, S("family.unlinked"), is.relative_id);
}

static rc add_proof(struct tx *tx, struct accepting *c)
{
	struct family_link link = { .source_id = 0 };

	TRY(family_link_about(tx, c->a, c->p.person_id, &c->d, &link));
	c->out.relative = link.relative_id;
	TRY(add_papers(tx, c));
	TRY(event(tx, c, S("family.proved"), c->p.person_id));
	return event(tx, c, S("family.proved"), c->out.relative);
}

static rc carry_out(struct tx *tx, struct accepting *c)
{
	if (str_eq(c->out.request.kind, REQUEST_FAMILY_ADD))
		return add_link(tx, c);
	return str_eq(c->out.request.kind, REQUEST_FAMILY_END) ? end_link(tx, c) : add_proof(tx, c);
}

static rc load(struct tx *tx, struct accepting *c)
{
	document_id *documents;
	size_t n;

	c->now = clock_now();
	c->out = (struct family_accepted){ .registered = false };
	TRY(request_get(tx, c->f->request_id, c->a, &c->out.request));
	CHECK(request_kind(c->out.request.kind)->family, REQUEST_KIND);
	TRY(declaration_get(tx, c->f->request_id, c->a, &c->d));
	TRY(request_documents(tx, c->f->request_id, c->a, &documents, &n));
	c->document = n > 0 ? documents[0] : (document_id){ 0 };
	TRY(person_get(tx, c->out.request.person_id, c->a, &c->p));
	CHECK(str_eq(c->p.state, S("ACTIVE")), PERSON_NONE);
	return OK;
}

static rc accept(struct tx *tx, void *cls)
{
	struct accepting *c = cls;
	struct fund fund;
	struct person relative;
	person_id is;

	TRY(load(tx, c));
	/* the step first: whoever may not take it learns nothing about the relative */
	TRY(request_take_step(tx, c->a, c->now, &c->f->by, DO_ACCEPT, c->f->note, &c->out.request));
	TRY(carry_out(tx, c));
	TRY(refresh_rights_telling(tx, c->now, c->p.person_id, c->f->request_id.v));
	TRY(user_person(tx, c->a, c->f->by.user, &is));
	CHECK(is.v == 0 || is.v != c->out.relative.v, REQUEST_OWN);
	TRY(fund_read(tx, c->a, &fund));
	TRY(person_get(tx, c->out.relative, c->a, &relative));
	c->out.number = number_text(c->a, fund.country, relative.number);
	return OK;
}

rc family_accept(struct db *db, struct arena *a, const struct family_answer *f, struct family_accepted *ret)
{
	struct accepting c = { .a = a, .f = f };
	rc r = db_write(db, f->by.why, "accept a relative", accept, &c);

	*ret = c.out;
	return r;
}
