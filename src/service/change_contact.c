/* service/change_contact.c */
#include "service/change_contact.h"

#include "service/assist.h"
#include "service/note_use.h"
#include "service/tell_person.h"

#include "base/utf8.h"
#include "domain/access/access.h"
#include "domain/document/document.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"

#define HOUR_US INT64_C(3600000000)
#define DAY_US (24 * HOUR_US)

/* ---- what was typed ---- */

struct ordering {
	struct arena *a;
	const struct contact_order *o;
	enum contact_kind again; /* of contact_again() */
	instant now;
	struct person is; /* with what is new */
	struct contact_ordered out;
};

static bool given(const struct contact_order *o, enum contact_kind k) { return o->given & CONTACT_BIT(k); }

/* Letters and figures on one line. */
static bool address_good(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
			return false;
	return s.n <= CONTACT_ADDRESS_MAX && utf8_valid(s);
}

static rc wrong(struct ordering *w, str field)
{
	w->out.wrong = field;
	FAIL(CONTACT_FIELD);
}

/* A phone that no SMS reaches can be known, when an agent saw whose it is. */
static rc take_phone(struct ordering *w, str country)
{
	const struct contact_order *o = w->o;

	if (!given(o, CONTACT_PHONE))
		return OK;
	int64_t known = w->is.phone;
	if (!rc_ok(phone_parse(country, o->phone, &w->is.phone)))
		return wrong(w, S("phone"));
	return w->is.phone == known || phone_mobile(w->is.phone) || o->paper.n > 0 ? OK
										   : wrong(w, S("phone"));
}

static rc take_email(struct ordering *w)
{
	const struct contact_order *o = w->o;

	if (!given(o, CONTACT_EMAIL) || str_eq(o->email, w->is.email))
		return OK;
	/* no way to the person would be left */
	bool none = o->email.n == 0 && w->is.email.n > 0 && !phone_mobile(w->is.phone);
	if (none || (o->email.n > 0 && !email_plausible(o->email)))
		return wrong(w, S("email"));
	w->is.email = o->email;
	return OK;
}

static rc take(struct ordering *w, str country)
{
	const struct contact_order *o = w->o;

	if (o->paper.n > 0 && (o->by.user.v == 0 || !document_kind_good(o->paper)))
		return wrong(w, S("paper"));
	TRY(take_email(w)); /* before the phone: a new one may never be confirmed */
	TRY(take_phone(w, country));
	if (given(o, CONTACT_ADDRESS)) {
		if (!address_good(o->address))
			return wrong(w, S("address"));
		w->is.address = o->address;
	}
	if (given(o, CONTACT_LANGUAGE)) {
		if (!rc_ok(access_language_check(o->language)))
			return wrong(w, S("language"));
		w->is.language = o->language;
	}
	return OK;
}

static unsigned differs(const struct person *x, const struct person *y)
{
	unsigned bits = 0;

	bits |= x->phone != y->phone ? CONTACT_BIT(CONTACT_PHONE) : 0;
	bits |= !str_eq(x->email, y->email) ? CONTACT_BIT(CONTACT_EMAIL) : 0;
	bits |= !str_eq(x->address, y->address) ? CONTACT_BIT(CONTACT_ADDRESS) : 0;
	bits |= !str_eq(x->language, y->language) ? CONTACT_BIT(CONTACT_LANGUAGE) : 0;
	return bits;
}

/* ---- what becomes known ---- */

struct saying {
	struct arena *a;
	const struct acting *by;
	instant now;
	const struct person *was;
	struct person is;
	int64_t source_id;
	str how, paper;
};

/* Who has the old phone, or reads the old mail, learns that it isn't the fund's way to the person any more.
 */
static rc tell_old(struct tx *tx, const struct saying *s, unsigned bits, bool email)
{
	struct message_value what = { "what", contact_words(s->a, bits, s->is.language) };
	struct telling t = { .kind = S("contact.changed"),
			     .language = s->is.language,
			     .cause = s->source_id };
	struct person old = *s->was;

	if (email)
		old.phone = 0;
	return tell_person(tx, s->a, s->now, &old, &t, &what, 1, NULL);
}

static rc tell(struct tx *tx, const struct saying *s, unsigned bits)
{
	bool email = bits & CONTACT_BIT(CONTACT_EMAIL) && s->was->email.n > 0;
	unsigned rest = email ? bits & ~CONTACT_BIT(CONTACT_EMAIL) : bits;

	if (email)
		TRY(tell_old(tx, s, CONTACT_BIT(CONTACT_EMAIL), true));
	/* what an agent did that the old phone needn't know is in the message about the agent */
	if (s->by->user.v != 0 && !(rest & CONTACT_BIT(CONTACT_PHONE)))
		return OK;
	return rest != 0 ? tell_old(tx, s, rest, false) : OK;
}

static rc write_said(struct tx *tx, const struct saying *s, unsigned bits)
{
	for (int k = 0; k < CONTACT_KINDS; k++) {
		struct contact_said said = { .person_id = s->was->person_id,
					     .said_at = s->is.known_from,
					     .kind = contact_kind_name((enum contact_kind)k),
					     .source_id = s->source_id,
					     .how = s->how,
					     .paper = s->paper,
					     .said_by = s->by->user };
		if (bits & CONTACT_BIT(k))
			TRY(contact_said_add(tx, &said));
	}
	return OK;
}

static rc event(struct tx *tx, instant now, const struct acting *by, str kind, person_id person,
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

/* Of what is known now nothing waits any more. */
static rc drop_waiting(struct tx *tx, const struct saying *s, unsigned bits)
{
	struct contact_change *list;
	enum contact_kind kind;
	size_t n;

	TRY(contact_changes(tx, s->was->person_id, s->now, s->a, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (contact_kind_parse(list[i].kind, &kind) && bits & CONTACT_BIT(kind))
			TRY(contact_change_drop(tx, &list[i]));
	return OK;
}

/* The person's row is superseded, whoever should know is told, and an agent's act has its receipt. */
static rc become_known(struct tx *tx, struct saying *s, str *ret_receipt)
{
	unsigned bits = differs(s->was, &s->is);
	struct assisted d = { .by = s->by, .person = s->was->person_id, .object = s->source_id };

	*ret_receipt = S("");
	s->is.source_id = s->source_id;
	s->is.known_from =
	    (instant){ s->now.us > s->was->known_from.us ? s->now.us : s->was->known_from.us + 1 };
	TRY(person_correct(tx, s->was, &s->is));
	TRY(drop_waiting(tx, s, bits));
	TRY(write_said(tx, s, bits));
	TRY(tell(tx, s, bits));
	TRY(event(tx, s->now, s->by, S("contact.changed"), s->is.person_id, s->source_id,
		  contact_words(s->a, bits, S("en"))));
	TRY(note_use(tx, s->now, s->by->user, &s->is, USE_CONTACT));
	return assist_tells(s->by) ? assist_receipt(tx, s->a, s->now, &d, ret_receipt) : OK;
}

/* ---- asking ---- */

static rc waiting_of(struct tx *tx, struct arena *a, person_id person, enum contact_kind kind, instant now,
		     struct contact_change *ret)
{
	struct contact_change *list;
	size_t n;

	TRY(contact_changes(tx, person, now, a, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].kind, contact_kind_name(kind))) {
			*ret = list[i];
			return OK;
		}
	FAIL(CONTACT_NONE);
}

/* To somebody else there is no such person. */
static rc for_whom(const struct acting *by, const struct person *p)
{
	CHECK(by->user.v != 0 || by->person.v == p->person_id.v, PERSON_NONE);
	CHECK(str_eq(p->state, S("ACTIVE")), PERSON_NONE);
	return OK;
}

static rc not_too_often(struct tx *tx, const struct ordering *w, person_id person)
{
	struct contact_said *s;
	size_t n, today = 0;

	TRY(contact_said_of(tx, person, w->a, &s, &n));
	for (size_t i = 0; i < n; i++) /* what was said at once is once */
		today += w->now.us - s[i].said_at.us < DAY_US &&
			 (i == 0 || s[i - 1].said_at.us != s[i].said_at.us);
	CHECK(today < CONTACT_A_DAY, CONTACT_OFTEN);
	return OK;
}

/* The new phone or address gets a code, and waits for it. */
static rc wait_for_code(struct tx *tx, struct ordering *w, const struct person *is, enum contact_kind kind,
			str reason)
{
	struct contact_change c = { .person_id = is->person_id,
				    .kind = contact_kind_name(kind),
				    .contact_change_id = id_new(w->now),
				    .asked_by = w->o->by.user,
				    .reason = reason,
				    .asked_at = w->now,
				    .expires_at = { w->now.us + CONTACT_WAITS_H * HOUR_US } };
	struct person to = *is;
	struct confirmation code = { .k = w->o->keys,
				     .to = &to,
				     .purpose = CODE_FOR_CONTACT,
				     .cause = c.contact_change_id,
				     .kind = S("contact.confirm") };
	enum confirm_sent sent;

	if (kind == CONTACT_PHONE)
		c.phone = w->is.phone, to.phone = w->is.phone, to.email = S("");
	else
		c.email = w->is.email, to.email = w->is.email, to.phone = 0;
	TRY(contact_change_put(tx, &c));
	TRY(confirm_send(tx, w->a, w->now, &code, &sent));
	CHECK(sent != CONFIRM_OFTEN, CONTACT_OFTEN);
	must(sent == CONFIRM_SENT); /* it was looked at in take() */
	w->out.waits = true;
	w->out.waiting = kind;
	return event(tx, w->now, &w->o->by, S("contact.asked"), is->person_id, c.contact_change_id, c.kind);
}

static rc order(struct tx *tx, void *cls)
{
	struct ordering *w = cls;
	const struct contact_order *o = w->o;
	struct person was;
	struct fund fund;

	w->now = clock_now();
	w->out = (struct contact_ordered){ .wrong = S(""), .receipt = S("") };
	TRY(fund_read(tx, w->a, &fund));
	TRY(person_asked(tx, o->person, fund.country, o->number, w->a, &was));
	TRY(for_whom(&o->by, &was));
	w->out.person = was.person_id;
	w->is = was;
	TRY(take(w, fund.country));
	unsigned all = differs(&was, &w->is), later = o->paper.n > 0 ? 0 : all & CONTACT_REACHES;
	if (w->is.email.n == 0) /* there is nowhere to send a code */
		later &= ~CONTACT_BIT(CONTACT_EMAIL);
	if (later == CONTACT_REACHES)
		return wrong(w, S("both"));
	if (all == 0)
		return OK;
	TRY(not_too_often(tx, w, was.person_id));
	struct saying s = { .a = w->a,
			    .by = &o->by,
			    .now = w->now,
			    .was = &was,
			    .is = w->is,
			    .source_id = id_new(w->now),
			    .how = o->paper.n > 0 ? CONTACT_BY_PAPER : CONTACT_BY_WORD,
			    .paper = o->paper };
	if (later & CONTACT_BIT(CONTACT_PHONE))
		s.is.phone = was.phone;
	if (later & CONTACT_BIT(CONTACT_EMAIL))
		s.is.email = was.email;
	w->out.changed = all & ~later;
	if (w->out.changed != 0)
		TRY(become_known(tx, &s, &w->out.receipt));
	if (later == 0)
		return OK;
	return wait_for_code(tx, w, &s.is, later & CONTACT_BIT(CONTACT_PHONE) ? CONTACT_PHONE : CONTACT_EMAIL,
			     o->by.reason);
}

/* An agent always says why. */
static rc has_reason(const struct acting *by)
{
	CHECK(by->user.v == 0 || (0 < by->reason.n && by->reason.n <= RECEIPT_REASON_MAX), ASSIST_REASON);
	return OK;
}

rc contact_change(struct db *db, struct arena *a, const struct contact_order *o, struct contact_ordered *ret)
{
	struct ordering w = { .a = a, .o = o };

	*ret = (struct contact_ordered){ .wrong = S(""), .receipt = S("") };
	TRY(has_reason(&o->by));
	rc r = db_write(db, o->by.why, "change how to reach a person", order, &w);
	*ret = w.out;
	return r;
}

static rc again(struct tx *tx, void *cls)
{
	struct ordering *w = cls;
	struct contact_change change;
	struct person p;

	w->now = clock_now();
	TRY(person_get(tx, w->o->person, w->a, &p));
	TRY(for_whom(&w->o->by, &p));
	TRY(waiting_of(tx, w->a, p.person_id, w->again, w->now, &change));
	w->is = p;
	w->is.phone = change.phone;
	w->is.email = change.email;
	w->out = (struct contact_ordered){ .person = p.person_id, .wrong = S(""), .receipt = S("") };
	return wait_for_code(tx, w, &p, w->again, change.reason);
}

rc contact_again(struct db *db, struct arena *a, const struct contact_order *o, enum contact_kind kind,
		 struct contact_ordered *ret)
{
	struct ordering w = { .a = a, .o = o, .again = kind };
	rc r = db_write(db, o->by.why, "another code to a new phone or address", again, &w);

	*ret = w.out;
	return r;
}

/* ---- confirming ---- */

struct confirming_change {
	struct arena *a;
	const struct contact_confirming *c;
	struct acting by;
	bool right;
	str receipt;
};

static rc confirm(struct tx *tx, void *cls)
{
	struct confirming_change *w = cls;
	const struct contact_confirming *c = w->c;
	struct contact_change change;
	struct person was;
	instant now = clock_now();

	w->by = c->by;
	TRY(person_get(tx, c->person, w->a, &was));
	TRY(for_whom(&c->by, &was));
	TRY(waiting_of(tx, w->a, was.person_id, c->kind, now, &change));
	struct confirming typed = { was.person_id, CODE_FOR_CONTACT, change.contact_change_id, c->code };
	TRY(confirm_check(tx, w->a, now, c->keys, &typed, &w->right));
	if (!w->right)
		return event(tx, now, &c->by, S("contact.refused"), was.person_id, change.contact_change_id,
			     change.kind);
	if (w->by.user.v != 0 && w->by.reason.n == 0)
		w->by.reason = change.reason;
	struct saying s = { .a = w->a,
			    .by = &w->by,
			    .now = now,
			    .was = &was,
			    .is = was,
			    .source_id = change.contact_change_id,
			    .how = CONTACT_BY_CODE,
			    .paper = S("") };
	if (c->kind == CONTACT_PHONE)
		s.is.phone = change.phone;
	else
		s.is.email = change.email;
	TRY(contact_change_drop(tx, &change));
	/* a delivery may have brought the same meanwhile */
	return differs(&was, &s.is) != 0 ? become_known(tx, &s, &w->receipt) : OK;
}

rc contact_confirm(struct db *db, struct arena *a, const struct contact_confirming *c, str *ret_receipt)
{
	struct confirming_change w = { .a = a, .c = c, .receipt = S("") };

	TRY(db_write(db, c->by.why, "confirm how to reach a person", confirm, &w));
	CHECK(w.right, CONTACT_CODE);
	*ret_receipt = w.receipt;
	return OK;
}

static rc sweep(struct tx *tx, void *cls) { return contact_change_sweep(tx, *(instant *)cls); }

rc contact_sweep(struct db *db, instant now)
{
	return db_write(db, FOR_COUNTER, "forget contact changes that are over", sweep, &now);
}

/* ---- right as they are ---- */

struct showing {
	struct arena *a;
	const struct acting *by;
	person_id person;
	instant now;
	struct contact_view view;
};

/* When the person last changed them, or said that they are right. */
static rc confirmed_at(struct tx *tx, struct arena *a, person_id person, instant *ret)
{
	enum { NEWEST = 200 };
	struct service_use *u;
	size_t n;

	*ret = (instant){ 0 };
	TRY(service_uses_of(tx, person, NEWEST, a, &u, &n));
	for (size_t i = 0; i < n && ret->us == 0; i++)
		if (str_eq(u[i].service, used_service_name(USE_CONTACT)))
			*ret = u[i].at;
	return OK;
}

static rc right(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct person p;
	instant last;

	s->now = clock_now();
	TRY(person_get(tx, s->person, s->a, &p));
	TRY(for_whom(s->by, &p));
	TRY(confirmed_at(tx, s->a, s->person, &last));
	if (s->now.us - last.us < DAY_US)
		return OK;
	TRY(note_use(tx, s->now, s->by->user, &p, USE_CONTACT));
	return event(tx, s->now, s->by, S("contact.right"), s->person, 0, S(""));
}

rc contact_right(struct db *db, struct arena *a, const struct acting *by, person_id person)
{
	struct showing s = { .a = a, .by = by, .person = person };

	return db_write(db, by->why, "contact details are right", right, &s);
}

/* ---- showing ---- */

static rc show(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct contact_view *v = &s->view;
	struct contact_change *list;
	struct fund fund;
	size_t n;

	*v = (struct contact_view){ .waiting_n = 0 };
	TRY(fund_read(tx, s->a, &fund));
	TRY(person_get(tx, s->person, s->a, &v->p));
	TRY(for_whom(s->by, &v->p));
	v->number = number_text(s->a, fund.country, v->p.number);
	v->phone = phone_text(s->a, v->p.phone);
	TRY(contact_changes(tx, s->person, s->now, s->a, &list, &n));
	for (size_t i = 0; i < n; i++) {
		struct contact_waiting *w = &v->waiting[v->waiting_n];
		if (!contact_kind_parse(list[i].kind, &w->kind))
			continue;
		w->value = w->kind == CONTACT_PHONE ? phone_text(s->a, list[i].phone) : list[i].email;
		v->waiting_n++;
	}
	TRY(confirmed_at(tx, s->a, s->person, &v->confirmed));
	return s->by->user.v == 0 ? OK : event(tx, s->now, s->by, S("person.read"), s->person, 0, S(""));
}

rc contact_show(struct db *db, struct arena *a, const struct acting *by, person_id person,
		struct contact_view *ret)
{
	struct showing s = { .a = a, .by = by, .person = person, .now = clock_now() };

	/* an agent's reading is written down */
	TRY(by->user.v == 0 ? db_read(db, by->why, "how to reach a person", show, &s)
			    : db_write(db, by->why, "how to reach a person", show, &s));
	*ret = s.view;
	return OK;
}
