/* service/payment_show.c - how a person pays, how they could, and the words of mandates. */
#include "service/payment_show.h"

#include "domain/attestation/attestation.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"

#include <string.h>

/* ---- within a transaction ---- */

/* Somebody who is, or will be, a member; a suspended one owes what brings the rights back. */
static bool counts(const struct membership *m, date day)
{
	return m->until_day.days > day.days &&
	       (str_eq(m->state, S("ACTIVE")) || str_eq(m->state, S("PENDING")) ||
		str_eq(m->state, S("SUSPENDED")));
}

rc payment_offer_of(struct tx *tx, struct arena *a, person_id person, date day, struct payment_offer *ret)
{
	struct membership *list;
	size_t n;

	*ret = (struct payment_offer){ 0 };
	TRY(membership_list(tx, person, a, &list, &n));
	for (size_t i = 0; i < n; i++) {
		struct payment_rule rule = payment_rule_of(list[i].scheme);
		if (counts(&list[i], day))
			payment_offer_add(ret, &rule);
	}
	return OK;
}

struct mandate_terms payment_terms(struct arena *a, const struct person *p, const struct payment_choice *c)
{
	return (struct mandate_terms){ .reference = reference_text(a, c->reference),
				       .creditor_name = c->creditor_name,
				       .creditor_id = CREDITOR_ID,
				       .person = c->person_name,
				       .number = p->number,
				       .holder = c->holder,
				       .account = c->rib,
				       .day = c->debit_day };
}

blob payment_text_digest(struct arena *a, str version, str language, str text)
{
	unsigned char *p = arena_array(a, unsigned char, DIGEST_BYTES);
	struct digest h;

	digest_begin(&h);
	digest_text(&h, version);
	digest_text(&h, language);
	digest_text(&h, text);
	digest_row_end(&h);
	digest_end(&h, p);
	return (blob){ p, DIGEST_BYTES };
}

rc payment_choice_own(struct tx *tx, struct arena *a, const struct acting *by, person_id person,
		      payment_choice_id id, struct payment_choice *ret)
{
	CHECK(by->user.v != 0 || by->person.v == person.v, PAYMENT_CHOICE);
	TRY(payment_choice_get(tx, id, a, ret));
	CHECK(ret->person_id.v == person.v, PAYMENT_CHOICE);
	/* it holds a whole account: for whoever typed it, the member or the very same agent */
	CHECK(by->user.v == ret->chosen_by.v, PAYMENT_CHOICE);
	return OK;
}

bool payment_choice_waits(const struct payment_choice *c, instant now)
{
	return str_eq(c->state, CHOICE_WAITING) && now.us < c->expires_at.us;
}

static rc note(struct tx *tx, const struct acting *by, person_id person, str kind, int64_t object)
{
	struct journal_entry e = {
		.user = by->user, .why = by->why, .kind = kind, .person = person, .object = object
	};

	return by->user.v != 0 ? journal_write(tx, clock_now(), &e) : OK;
}

static bool differs(struct arena *a, str holder, const struct person *p)
{
	struct payment_names names = { p->last_name, p->first_name, p->last_name_ar, p->first_name_ar };

	return holder.n > 0 && payment_holder_differs(a, holder, &names);
}

static rc way_of(struct tx *tx, struct arena *a, const struct person *p, const struct payment_mode *m,
		 struct payment_way *ret)
{
	struct bank_account b;

	*ret = (struct payment_way){
		.m = *m, .account = S(""), .reference = S(""), .holder_differs = differs(a, m->holder, p)
	};
	if (m->account_from.us != 0) {
		TRY(person_account_since(tx, m->person_id, m->account_from, a, &b));
		ret->account = rib_masked(a, b.rib);
	}
	rc r = mandate_of(tx, m->payment_mode_id, a, &ret->mandate);
	if (rc_is(r, E_MANDATE_NONE))
		return OK;
	TRY(r);
	ret->mandated = true;
	ret->reference = reference_text(a, ret->mandate.reference);
	return OK;
}

/* ---- how a person pays ---- */

struct showing {
	struct arena *a;
	const struct acting *by;
	const struct payer *payer;
	struct fund fund;
	struct payment_view v;
};

static rc add_ways(struct tx *tx, struct showing *s)
{
	struct payment_view *v = &s->v;
	struct payment_mode *list;
	size_t n;

	TRY(payment_modes_of(tx, v->p.person_id, PAYMENT_PAST_MAX, s->a, &list, &n));
	v->past = arena_array(s->a, struct payment_way, n + 1);
	for (size_t i = 0; i < n; i++) {
		bool open = list[i].known_until.us == KNOWN_STILL.us;
		TRY(way_of(tx, s->a, &v->p, &list[i], open ? &v->now : &v->past[v->past_n]));
		v->chosen = v->chosen || open;
		v->past_n += !open;
	}
	return OK;
}

static rc add_schemes(struct tx *tx, struct showing *s)
{
	struct payment_view *v = &s->v;
	struct membership *list;
	size_t n;

	TRY(membership_list(tx, v->p.person_id, s->a, &list, &n));
	v->schemes = arena_array(s->a, struct payment_scheme, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct payment_scheme *x = &v->schemes[v->schemes_n];
		bool again = !counts(&list[i], clock_day(clock_now()));
		for (size_t k = 0; k < v->schemes_n; k++)
			again = again || str_eq(v->schemes[k].rule.scheme, list[i].scheme);
		if (again)
			continue;
		x->rule = payment_rule_of(list[i].scheme);
		TRY(scheme_read(tx, list[i].scheme, s->a, &x->scheme));
		payment_offer_add(&v->offer, &x->rule);
		v->schemes_n++;
	}
	return OK;
}

static rc show(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct payment_view *v = &s->v;
	struct bank_account b;

	*v = (struct payment_view){ .account = S("") };
	TRY(fund_read(tx, s->a, &s->fund));
	TRY(person_asked(tx, s->payer->id, s->fund.country, s->payer->number, s->a, &v->p));
	CHECK(s->by->user.v != 0 || s->by->person.v == v->p.person_id.v, PERSON_NONE);
	v->number = number_text(s->a, s->fund.country, v->p.number);
	v->reachable = phone_mobile(v->p.phone) || email_plausible(v->p.email);
	TRY(add_ways(tx, s));
	TRY(add_schemes(tx, s));
	rc r = person_account(tx, v->p.person_id, s->a, &b);
	if (rc_ok(r))
		v->account = rib_masked(s->a, b.rib);
	else if (!rc_is(r, E_DB_NONE))
		return r;
	return note(tx, s->by, v->p.person_id, S("payment.read"), 0);
}

rc payment_show(struct db *db, struct arena *a, const struct acting *by, const struct payer *payer,
		struct payment_view *ret)
{
	struct showing *s = arena_new(a, struct showing);

	s->a = a, s->by = by, s->payer = payer;
	if (by->user.v != 0)
		TRY(db_write(db, by->why, "show how a person pays", show, s));
	else
		TRY(db_read(db, by->why, "show how a person pays", show, s));
	*ret = s->v;
	return OK;
}

/* ---- a choice ---- */

struct choice_showing {
	struct arena *a;
	const struct acting *by;
	person_id person;
	payment_choice_id id;
	struct fund fund;
	struct payment_choice_view v;
};

static str text_of(struct choice_showing *s)
{
	struct mandate_terms t = payment_terms(s->a, &s->v.p, &s->v.c);

	return mandate_text(s->a, s->v.c.text_version, s->v.c.language, &t);
}

static rc show_choice(struct tx *tx, void *cls)
{
	struct choice_showing *s = cls;
	struct payment_choice_view *v = &s->v;
	struct payment_mode m;

	*v = (struct payment_choice_view){ .account = S(""), .text = S(""), .reference = S("") };
	TRY(payment_choice_own(tx, s->a, s->by, s->person, s->id, &v->c));
	TRY(fund_read(tx, s->a, &s->fund));
	TRY(person_get(tx, s->person, s->a, &v->p));
	v->number = number_text(s->a, s->fund.country, v->p.number);
	v->done = str_eq(v->c.state, CHOICE_DONE);
	if (v->done) {
		TRY(payment_mode_get(tx, v->c.payment_mode_id, s->a, &m));
		return way_of(tx, s->a, &v->p, &m, &v->way);
	}
	CHECK(payment_choice_waits(&v->c, clock_now()), PAYMENT_CHOICE);
	if (v->c.reference.n == 0)
		return OK;
	v->account = rib_text(s->a, s->fund.country, v->c.rib);
	v->reference = reference_text(s->a, v->c.reference);
	v->holder_differs = differs(s->a, v->c.holder, &v->p);
	v->text = text_of(s);
	return OK;
}

static rc choice_read(struct db *db, struct choice_showing *s)
{
	return db_read(db, s->by->why, "show a choice", show_choice, s);
}

rc payment_choice_show(struct db *db, struct arena *a, const struct acting *by, person_id person,
		       payment_choice_id id, struct payment_choice_view *ret)
{
	struct choice_showing *s = arena_new(a, struct choice_showing);

	s->a = a, s->by = by, s->person = person, s->id = id;
	TRY(choice_read(db, s));
	*ret = s->v;
	return OK;
}

/* ---- mandates ---- */

rc payment_draft(struct db *db, struct arena *a, const struct acting *by, person_id person,
		 payment_choice_id id, struct mandate_view *ret)
{
	struct choice_showing *s = arena_new(a, struct choice_showing);
	const struct payment_choice_view *v = &s->v;

	s->a = a, s->by = by, s->person = person, s->id = id;
	TRY(choice_read(db, s));
	CHECK(!v->done && str_eq(v->c.signing, SIGNED_PAPER), PAYMENT_CHOICE);
	*ret = (struct mandate_view){ .country = s->fund.country,
				      .language = v->c.language,
				      .creditor_name = v->c.creditor_name,
				      .person_name = v->c.person_name,
				      .number = v->number,
				      .reference = v->reference,
				      .text = v->text,
				      .at = v->c.made_at,
				      .signing = v->c.signing };
	return OK;
}

struct fetching {
	struct arena *a;
	const struct acting *by;
	person_id person;
	str typed;
	struct mandate_view v;
};

static rc add_text(struct tx *tx, struct fetching *f, const struct fund *fund, const struct mandate *m)
{
	struct payment_mode mode;
	struct bank_account b;
	struct person p;

	TRY(payment_mode_get(tx, m->payment_mode_id, f->a, &mode));
	TRY(person_account_since(tx, m->person_id, mode.account_from, f->a, &b));
	TRY(person_get(tx, m->person_id, f->a, &p));
	f->v.number = number_text(f->a, fund->country, p.number);
	struct mandate_terms t = { .reference = f->v.reference,
				   .creditor_name = m->creditor_name,
				   .creditor_id = m->creditor_id,
				   .person = m->person_name,
				   .number = p.number,
				   .holder = mode.holder,
				   .account = b.rib,
				   .day = mode.debit_day };
	f->v.text = mandate_text(f->a, m->text_version, m->language, &t);
	blob digest = payment_text_digest(f->a, m->text_version, m->language, f->v.text);
	CHECK(m->text_digest.n == digest.n && memcmp(m->text_digest.p, digest.p, digest.n) == 0,
	      MANDATE_TEXT);
	if (f->by->user.v == 0)
		return OK;
	t.account = rib_masked(f->a, b.rib);
	f->v.text = mandate_text(f->a, m->text_version, m->language, &t);
	return note(tx, f->by, m->person_id, S("mandate.read"), m->mandate_id.v);
}

static rc fetch(struct tx *tx, void *cls)
{
	struct fetching *f = cls;
	struct mandate m;
	struct fund fund;
	str reference;

	CHECK(f->by->user.v != 0 || f->by->person.v == f->person.v, MANDATE_NONE);
	CHECK(reference_parse(f->a, f->typed, &reference), MANDATE_NONE);
	TRY(mandate_by_reference(tx, reference, f->a, &m));
	CHECK(m.person_id.v == f->person.v, MANDATE_NONE);
	TRY(fund_read(tx, f->a, &fund));
	f->v = (struct mandate_view){ .country = fund.country,
				      .language = m.language,
				      .creditor_name = m.creditor_name,
				      .person_name = m.person_name,
				      .reference = reference_text(f->a, m.reference),
				      .at = m.signed_at,
				      .revoked_at = m.revoked_at,
				      .signing = m.signing,
				      .given = true };
	return add_text(tx, f, &fund, &m);
}

rc payment_mandate(struct db *db, struct arena *a, const struct acting *by, person_id person, str reference,
		   struct mandate_view *ret)
{
	struct fetching f = { .a = a, .by = by, .person = person, .typed = reference };

	if (by->user.v != 0)
		TRY(db_write(db, by->why, "read a mandate", fetch, &f));
	else
		TRY(db_read(db, by->why, "read a mandate", fetch, &f));
	*ret = f.v;
	return OK;
}
