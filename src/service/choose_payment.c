/* service/choose_payment.c - how a person pays. */
#include "service/choose_payment.h"

#include "service/assist.h"
#include "service/confirm.h"
#include "service/note_use.h"
#include "service/payment_show.h"
#include "service/secret.h"
#include "service/tell_person.h"

#include "domain/access/access.h"
#include "domain/attestation/attestation.h"
#include "domain/document/document.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"

#include <string.h>

#define MINUTE_US INT64_C(60000000)
#define DAY_US (24 * 60 * MINUTE_US)

static rc note(struct tx *tx, instant now, const struct acting *by, person_id person, str kind,
	       int64_t object, str detail)
{
	struct journal_entry e = { .user = by->user,
				   .why = by->why,
				   .kind = kind,
				   .person = person,
				   .object = object,
				   .detail = detail };

	return journal_write(tx, now, &e);
}

/* Nobody is the agent of their own account. */
static rc not_own(struct tx *tx, struct arena *a, const struct acting *by, person_id person)
{
	person_id is;

	if (by->user.v == 0)
		return OK;
	TRY(user_person(tx, a, by->user, &is));
	CHECK(by->person.v != person.v && is.v != person.v, PAYMENT_OWN);
	return OK;
}

/* The living person, if `by` may act for them. */
static rc payer_of(struct tx *tx, struct arena *a, const struct acting *by, const struct payer *payer,
		   struct fund *fund, struct person *ret)
{
	TRY(fund_read(tx, a, fund));
	TRY(person_asked(tx, payer->id, fund->country, payer->number, a, ret));
	CHECK(str_eq(ret->state, S("ACTIVE")), PERSON_NONE);
	CHECK(by->user.v != 0 || by->person.v == ret->person_id.v, PERSON_NONE);
	return not_own(tx, a, by, ret->person_id);
}

/* ---- choosing ---- */

struct choosing {
	struct arena *a;
	const struct payment_choosing *in;
	instant now;
	struct fund fund;
	struct person p;
	enum payment_kind kind;
	struct payment_choice c;
	unsigned char digest[DIGEST_BYTES];
	struct payment_chosen out;
};

static rc offered(struct tx *tx, struct choosing *c)
{
	struct payment_offer offer;

	TRY(payment_offer_of(tx, c->a, c->p.person_id, clock_day(c->now), &offer));
	c->out.wrong = S("kind");
	CHECK(payment_kind_parse(c->in->kind, &c->kind), PAYMENT_FIELD);
	CHECK(payment_offered(&offer, c->kind), PAYMENT_KIND);
	c->out.wrong = S("");
	c->c.kind = payment_kind_name(c->kind);
	if (c->kind != PAY_DIRECT_DEBIT)
		return OK;
	c->out.wrong = S("rib");
	c->out.rib = rib_read(c->a, c->fund.country, c->in->rib, &c->out.rib_read);
	CHECK(c->out.rib == RIB_GOOD, PAYMENT_FIELD);
	c->out.wrong = S("holder");
	CHECK(payment_holder_good(c->in->holder), PAYMENT_FIELD);
	c->out.wrong = S("day");
	CHECK(1 <= c->in->day && c->in->day <= DEBIT_DAY_MAX, PAYMENT_FIELD);
	CHECK(offer.day == 0 || offer.day == c->in->day, PAYMENT_FIELD);
	c->out.wrong = S("");
	c->c.rib = c->out.rib_read;
	c->c.holder = c->in->holder;
	c->c.debit_day = c->in->day;
	return OK;
}

static void digest_choice(struct choosing *c)
{
	struct digest h;

	digest_begin(&h);
	digest_text(&h, c->c.kind);
	digest_text(&h, c->c.rib);
	digest_text(&h, c->c.holder);
	digest_int(&h, c->c.debit_day);
	digest_text(&h, c->c.signing);
	digest_row_end(&h);
	digest_end(&h, c->digest);
	c->c.digest = (blob){ c->digest, DIGEST_BYTES };
}

/* The mandate that will be signed: its reference, and the digest of its words. */
static void write_mandate(struct choosing *c)
{
	uint64_t random;

	secret_random(&random, sizeof random);
	c->c.reference = reference_make(c->a, random);
	c->c.text_version = MANDATE_VERSION;
	c->c.person_name = person_called(c->a, &c->p, c->c.language);
	c->c.creditor_name = fund_name(&c->fund, c->c.language);
	struct mandate_terms t = payment_terms(c->a, &c->p, &c->c);
	c->c.text_digest = payment_text_digest(c->a, c->c.text_version, c->c.language,
					       mandate_text(c->a, c->c.text_version, c->c.language, &t));
}

static rc sent_before(struct tx *tx, struct choosing *c)
{
	struct payment_choice was;
	rc r = payment_choice_by_client(tx, c->p.person_id, c->in->client_id, c->a, &was);

	c->out.again = rc_ok(r);
	if (rc_is(r, E_PAYMENT_CHOICE))
		return OK;
	TRY(r);
	CHECK(memcmp(was.digest.p, c->digest, DIGEST_BYTES) == 0, PAYMENT_OTHER);
	c->out.choice = was.payment_choice_id;
	c->out.done = str_eq(was.state, CHOICE_DONE);
	return OK;
}

static rc choose(struct tx *tx, void *cls)
{
	struct choosing *c = cls;
	const struct payment_choosing *in = c->in;
	int64_t today;

	c->now = clock_now();
	c->out = (struct payment_chosen){ .wrong = S(""), .rib_read = S("") };
	c->c = (struct payment_choice){ .client_id = in->client_id,
					.language = in->language,
					.chosen_by = in->by.user,
					.channel = in->channel,
					.state = CHOICE_WAITING };
	TRY(payer_of(tx, c->a, &in->by, &in->payer, &c->fund, &c->p));
	c->out.person = c->p.person_id;
	TRY(offered(tx, c));
	bool debit = c->kind == PAY_DIRECT_DEBIT, paper = in->paper && in->by.user.v != 0;
	c->c.signing = c->out.signing = !debit ? SIGNED_NOTHING : paper ? SIGNED_PAPER : SIGNED_CODE;
	digest_choice(c);
	TRY(sent_before(tx, c));
	if (c->out.again)
		return OK;
	TRY(payment_choice_count(tx, c->p.person_id, (instant){ c->now.us - DAY_US }, c->a, &today));
	CHECK(today < CHOICES_A_DAY, PAYMENT_MANY);
	CHECK(!debit || paper || phone_mobile(c->p.phone) || email_plausible(c->p.email), PAYMENT_NO_WAY);
	c->c.payment_choice_id = c->out.choice = (payment_choice_id){ id_new(c->now) };
	c->c.person_id = c->p.person_id;
	c->c.made_at = c->now;
	c->c.expires_at.us =
	    c->now.us + (debit && paper ? 60 * CHOICE_PAPER_HOURS : CHOICE_MINUTES) * MINUTE_US;
	if (debit)
		write_mandate(c);
	TRY(payment_choice_drop(tx, c->p.person_id));
	rc r = payment_choice_add(tx, &c->c);
	/* the same form twice at the same moment */
	CHECK(!rc_is(r, E_DB_EXISTS), DB_CONFLICT);
	return r;
}

rc payment_choose(struct db *db, struct arena *a, const struct payment_choosing *in,
		  struct payment_chosen *ret)
{
	struct choosing *c = arena_new(a, struct choosing);

	c->a = a;
	c->in = in;
	CHECK(in->client_id != 0, PAYMENT_CHOICE);
	TRY(access_language_check(in->language));
	rc r = db_write(db, in->by.why, "choose a way to pay", choose, c);
	*ret = c->out;
	return r;
}

/* ---- a code ---- */

struct sending {
	struct arena *a;
	const struct keys *k;
	const struct acting *by;
	person_id person;
	payment_choice_id choice;
};

static rc send(struct tx *tx, void *cls)
{
	struct sending *s = cls;
	instant now = clock_now();
	enum confirm_sent sent;
	struct payment_choice c;
	struct person p;

	TRY(payment_choice_own(tx, s->a, s->by, s->person, s->choice, &c));
	CHECK(payment_choice_waits(&c, now) && str_eq(c.signing, SIGNED_CODE), PAYMENT_CHOICE);
	TRY(person_get(tx, s->person, s->a, &p));
	struct confirmation to = { .k = s->k,
				   .to = &p,
				   .purpose = CODE_FOR_PAYMENT,
				   .cause = c.payment_choice_id.v,
				   .kind = S("payment.code"),
				   .language = c.language };
	TRY(confirm_send(tx, s->a, now, &to, &sent));
	CHECK(sent != CONFIRM_OFTEN, PAYMENT_OFTEN);
	CHECK(sent != CONFIRM_NO_WAY, PAYMENT_NO_WAY);
	TRY(payment_choice_sent(tx, c.payment_choice_id, now,
				(instant){ now.us + CHOICE_MINUTES * MINUTE_US }));
	return note(tx, now, s->by, p.person_id, S("payment.code_sent"), c.payment_choice_id.v, c.kind);
}

rc payment_send(struct db *db, struct arena *a, const struct keys *k, const struct acting *by,
		person_id person, payment_choice_id choice)
{
	struct sending s = { .a = a, .k = k, .by = by, .person = person, .choice = choice };

	return db_write(db, by->why, "send a code for a way to pay", send, &s);
}

/* ---- confirming ---- */

/* How the person is told: in each language, PAYMENT_KINDS for none any more. */
static str said(struct arena *a, size_t kind, str rib, str language)
{
	static const char *const words[][PAYMENT_KINDS + 1] = {
		{ "prélèvement", "virement", "carte bancaire", "points de paiement", "aucun" },
		{ "الاقتطاع", "التحويل البنكي", "البطاقة البنكية", "نقط الأداء", "ألغيت" },
		{ "direct debit", "transfer", "bank card", "payment points", "none" },
	};
	size_t l = str_eq(language, S("fr")) ? 0 : str_eq(language, S("en")) ? 2 : 1;

	str word = str_of(words[l][kind]);
	if (rib.n < RIB_SHOWN)
		return word;
	str last = { rib.p + rib.n - RIB_SHOWN, RIB_SHOWN };
	str before = l == 0 ? S("compte finissant par") : l == 1 ? S("حساب آخره") : S("account ending in");
	return str_printf(a, "%.*s (%.*s %.*s)", STR_ARG(word), STR_ARG(before), STR_ARG(last));
}

static rc tell(struct tx *tx, struct arena *a, instant now, const struct person *p, size_t kind, str rib,
	       int64_t cause)
{
	struct telling t = { .kind = S("payment.changed"), .cause = cause };
	struct message_value values[] = { { "what", said(a, kind, rib, p->language) } };

	return tell_person(tx, a, now, p, &t, values, sizeof values / sizeof values[0], NULL);
}

struct confirming_payment {
	struct arena *a;
	const struct keys *k;
	const struct payment_confirming *in;
	instant now;
	struct person p;
	struct payment_choice c;
	struct payment_mode m;
	bool right;
	struct payment_done out;
};

/* Is it signed? *right is false for a wrong code, which must be counted. */
static rc signature(struct tx *tx, struct confirming_payment *c)
{
	const struct payment_confirming *in = c->in;
	struct confirming code = { in->person, CODE_FOR_PAYMENT, in->choice.v, in->code };
	struct document d;
	struct mandate before;

	if (str_eq(c->c.signing, SIGNED_CODE)) {
		TRY(confirm_check(tx, c->a, c->now, c->k, &code, &c->right));
		return c->right ? OK
				: note(tx, c->now, &in->by, in->person, S("payment.code_refused"),
				       in->choice.v, c->c.kind);
	}
	c->right = true;
	if (!str_eq(c->c.signing, SIGNED_PAPER))
		return OK;
	rc r = document_get(tx, in->paper, c->a, &d);
	CHECK(!rc_is(r, E_DOCUMENT_NONE), PAYMENT_PAPER);
	TRY(r);
	CHECK(d.owner_id.v == in->person.v && str_eq(d.kind, S("MANDATE")) &&
		  !str_eq(d.verdict, VERDICT_INFECTED),
	      PAYMENT_PAPER);
	/* what was signed for one account signs for no other */
	r = mandate_on_paper(tx, in->person, in->paper, c->a, &before);
	CHECK(!rc_ok(r), PAYMENT_PAPER);
	return rc_is(r, E_MANDATE_NONE) ? OK : r;
}

/* The way to pay before was in use until now. */
static rc end_before(struct tx *tx, struct confirming_payment *c)
{
	struct payment_mode was;
	rc r = payment_mode_now(tx, c->in->person, c->a, &was);

	c->m.known_from = c->now;
	if (rc_is(r, E_PAYMENT_NONE))
		return OK;
	TRY(r);
	if (c->m.known_from.us <= was.known_from.us)
		c->m.known_from.us = was.known_from.us + 1;
	TRY(payment_mode_end(tx, was.payment_mode_id, PAYMENT_REPLACED, c->m.known_from));
	return mandate_revoke(tx, was.payment_mode_id, c->m.known_from);
}

static rc account(struct tx *tx, struct confirming_payment *c)
{
	struct bank_account b = { .person_id = c->in->person,
				  .known_from = c->now,
				  .known_until = KNOWN_STILL,
				  .rib = c->c.rib,
				  .source_id = c->m.payment_mode_id.v };

	if (c->c.rib.n == 0)
		return OK;
	TRY(person_rib(tx, c->a, &b));
	TRY(person_account(tx, c->in->person, c->a, &b));
	c->m.account_from = b.known_from;
	return OK;
}

static rc add_mandate(struct tx *tx, struct confirming_payment *c)
{
	struct mandate m = { .mandate_id = { id_new(c->now) },
			     .reference = c->c.reference,
			     .payment_mode_id = c->m.payment_mode_id,
			     .person_id = c->in->person,
			     .signing = c->c.signing,
			     .signed_at = c->m.known_from,
			     .language = c->c.language,
			     .text_version = c->c.text_version,
			     .text_digest = c->c.text_digest,
			     .person_name = c->c.person_name,
			     .creditor_name = c->c.creditor_name,
			     .creditor_id = CREDITOR_ID };

	if (c->c.reference.n == 0)
		return OK;
	if (str_eq(m.signing, SIGNED_PAPER))
		m.document_id = c->in->paper;
	c->out.reference = reference_text(c->a, m.reference);
	return mandate_add(tx, &m);
}

static rc receipt(struct tx *tx, struct arena *a, instant now, const struct acting *by, person_id person,
		  payment_mode_id mode, str *ret)
{
	struct assisted d = { .by = by, .person = person, .object = mode.v };

	return by->user.v != 0 ? assist_receipt(tx, a, now, &d, ret) : OK;
}

static rc apply(struct tx *tx, struct confirming_payment *c)
{
	const struct acting *by = &c->in->by;
	enum payment_kind kind;

	must(payment_kind_parse(c->c.kind, &kind));
	c->m = (struct payment_mode){ .payment_mode_id = { id_new(c->now) },
				      .person_id = c->in->person,
				      .kind = c->c.kind,
				      .holder = c->c.holder,
				      .debit_day = c->c.debit_day,
				      .state = PAYMENT_ACTIVE,
				      .known_until = KNOWN_STILL,
				      .chosen_by = by->user,
				      .channel = c->c.channel };
	TRY(end_before(tx, c));
	TRY(account(tx, c));
	rc r = payment_mode_add(tx, &c->m);
	/* somebody chose for the same person at the same moment */
	CHECK(!rc_is(r, E_DB_EXISTS), DB_CONFLICT);
	TRY(r);
	TRY(add_mandate(tx, c));
	c->out.mode = c->m.payment_mode_id;
	TRY(payment_choice_done(tx, c->c.payment_choice_id, c->m.payment_mode_id));
	TRY(note(tx, c->now, by, c->in->person, S("payment.chosen"), c->m.payment_mode_id.v, c->m.kind));
	TRY(tell(tx, c->a, c->now, &c->p, kind, c->c.rib, c->m.payment_mode_id.v));
	TRY(note_use(tx, c->now, by->user, &c->p, USE_PAYMENT_MODE));
	return receipt(tx, c->a, c->now, by, c->in->person, c->m.payment_mode_id, &c->out.receipt);
}

/* Confirmed before: what came of it, said again. */
static rc done_before(struct tx *tx, struct confirming_payment *c)
{
	struct mandate m;
	rc r = mandate_of(tx, c->c.payment_mode_id, c->a, &m);

	c->right = c->out.again = true;
	c->out.mode = c->c.payment_mode_id;
	if (rc_ok(r))
		c->out.reference = reference_text(c->a, m.reference);
	else if (!rc_is(r, E_MANDATE_NONE))
		return r;
	return assist_receipt_about(tx, c->a, c->out.mode.v, &c->out.receipt);
}

static rc confirm(struct tx *tx, void *cls)
{
	struct confirming_payment *c = cls;

	c->now = clock_now();
	c->right = false;
	c->out = (struct payment_done){ .reference = S(""), .receipt = S("") };
	TRY(payment_choice_own(tx, c->a, &c->in->by, c->in->person, c->in->choice, &c->c));
	if (str_eq(c->c.state, CHOICE_DONE))
		return done_before(tx, c);
	CHECK(payment_choice_waits(&c->c, c->now), PAYMENT_CHOICE);
	TRY(not_own(tx, c->a, &c->in->by, c->in->person));
	TRY(person_get(tx, c->in->person, c->a, &c->p));
	CHECK(str_eq(c->p.state, S("ACTIVE")), PERSON_NONE);
	TRY(signature(tx, c));
	return c->right ? apply(tx, c) : OK;
}

rc payment_confirm(struct db *db, struct arena *a, const struct keys *k, const struct payment_confirming *in,
		   struct payment_done *ret)
{
	struct confirming_payment c = { .a = a, .k = k, .in = in };

	TRY(db_write(db, in->by.why, "confirm a way to pay", confirm, &c));
	*ret = c.out;
	CHECK(c.right, PAYMENT_CODE);
	return OK;
}

/* ---- revoking ---- */

struct revoking {
	struct arena *a;
	const struct acting *by;
	const struct payer *payer;
	payment_mode_id mode;
	struct payment_done out;
};

/* The one that is to end. *ret_over: it was stopped before. */
static rc mode_of(struct tx *tx, struct revoking *r, person_id person, struct payment_mode *ret,
		  bool *ret_over)
{
	*ret_over = false;
	if (r->mode.v == 0)
		return payment_mode_now(tx, person, r->a, ret);
	TRY(payment_mode_get(tx, r->mode, r->a, ret));
	*ret_over = str_eq(ret->state, PAYMENT_REVOKED);
	CHECK(ret->person_id.v == person.v && (*ret_over || str_eq(ret->state, PAYMENT_ACTIVE)),
	      PAYMENT_NONE);
	return OK;
}

static rc revoke(struct tx *tx, void *cls)
{
	struct revoking *r = cls;
	instant now = clock_now();
	struct payment_mode m;
	struct mandate mandate;
	struct fund fund;
	struct person p = { .person_id = { 0 } };

	r->out = (struct payment_done){ .reference = S(""), .receipt = S("") };
	TRY(payer_of(tx, r->a, r->by, r->payer, &fund, &p));
	TRY(mode_of(tx, r, p.person_id, &m, &r->out.again));
	if (r->out.again)
		return assist_receipt_about(tx, r->a, m.payment_mode_id.v, &r->out.receipt);
	if (now.us <= m.known_from.us)
		now.us = m.known_from.us + 1;
	TRY(payment_mode_end(tx, m.payment_mode_id, PAYMENT_REVOKED, now));
	TRY(mandate_revoke(tx, m.payment_mode_id, now));
	rc found = mandate_of(tx, m.payment_mode_id, r->a, &mandate);
	if (rc_ok(found))
		r->out.reference = reference_text(r->a, mandate.reference);
	else if (!rc_is(found, E_MANDATE_NONE))
		return found;
	r->out.mode = m.payment_mode_id;
	/* a code that was sent for something else is of no use any more */
	TRY(payment_choice_drop(tx, p.person_id));
	TRY(note(tx, now, r->by, p.person_id, S("payment.revoked"), m.payment_mode_id.v, m.kind));
	TRY(tell(tx, r->a, now, &p, PAYMENT_KINDS, S(""), m.payment_mode_id.v));
	return receipt(tx, r->a, now, r->by, p.person_id, m.payment_mode_id, &r->out.receipt);
}

rc payment_revoke(struct db *db, struct arena *a, const struct acting *by, const struct payer *payer,
		  payment_mode_id mode, struct payment_done *ret)
{
	struct revoking r = { .a = a, .by = by, .payer = payer, .mode = mode };

	TRY(db_write(db, by->why, "revoke a way to pay", revoke, &r));
	*ret = r.out;
	return OK;
}

/* ---- what nobody confirmed ---- */

static rc sweep(struct tx *tx, void *cls) { return payment_choice_sweep(tx, *(instant *)cls); }

rc payment_sweep(struct db *db, instant now)
{
	return db_write(db, FOR_PAYMENT, "forget choices that are over", sweep, &now);
}
