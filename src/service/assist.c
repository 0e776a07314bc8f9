/* service/assist.c - receipts of what agents did for people. */
#include "service/assist.h"

#include "service/secret.h"
#include "service/tell_person.h"

#include "domain/access/access.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"

bool assist_tells(const struct acting *by) { return by->user.v != 0 && by->what.word.n > 0; }

static rc event(struct tx *tx, instant now, const struct acting *by, str kind, const struct receipt *r)
{
	struct journal_entry e = { .user = by->user,
				   .why = by->why,
				   .kind = kind,
				   .person = r->person_id,
				   .object = r->receipt_id.v,
				   .detail = r->what };

	return journal_write(tx, now, &e);
}

static rc tell(struct tx *tx, struct arena *a, instant now, const struct acted *what, const struct receipt *r,
	       str reference)
{
	struct telling t = { .kind = S("agent.acted"), .cause = r->receipt_id.v };
	struct message_value values[] = { { "what", what->ar }, { "reference", reference } };
	struct person p;

	TRY(person_get(tx, r->person_id, a, &p));
	if (str_eq(p.language, S("fr")))
		values[0].text = what->fr;
	else if (str_eq(p.language, S("en")))
		values[0].text = what->en;
	return tell_person(tx, a, now, &p, &t, values, sizeof values / sizeof values[0], NULL);
}

rc assist_receipt(struct tx *tx, struct arena *a, instant now, const struct assisted *d, str *ret_reference)
{
	const struct acting *by = d->by;
	struct receipt r = { .receipt_id = { id_new(now) },
			     .person_id = d->person,
			     .agent_id = by->user,
			     .at = now,
			     .what = by->what.word,
			     .reason = by->reason,
			     .object_id = d->object };
	uint64_t random;

	CHECK(assist_tells(by), NOT_ALLOWED);
	CHECK(0 < by->reason.n && by->reason.n <= RECEIPT_REASON_MAX, ASSIST_REASON);
	secret_random(&random, sizeof random);
	r.reference = receipt_reference_make(random);
	rc added = receipt_add(tx, &r);
	/* few of nine thousand million are taken: the next try has another one */
	CHECK(!rc_is(added, E_DB_EXISTS), DB_CONFLICT);
	TRY(added);
	*ret_reference = receipt_reference_text(a, r.reference);
	TRY(tell(tx, a, now, &by->what, &r, *ret_reference));
	return event(tx, now, by, S("person.assisted"), &r);
}

rc assist_receipt_about(struct tx *tx, struct arena *a, int64_t object, str *ret_reference)
{
	struct receipt there;
	rc r = receipt_of_object(tx, object, a, &there);

	*ret_reference = S("");
	if (rc_is(r, E_RECEIPT_NONE))
		return OK;
	TRY(r);
	*ret_reference = receipt_reference_text(a, there.reference);
	return OK;
}

struct looking {
	struct arena *a;
	int64_t object;
	str reference;
};

static rc look(struct tx *tx, void *cls)
{
	struct looking *l = cls;

	return assist_receipt_about(tx, l->a, l->object, &l->reference);
}

rc receipt_about(struct db *db, struct arena *a, const struct acting *by, int64_t object, str *ret_reference)
{
	struct looking l = { .a = a, .object = object };

	TRY(db_read(db, by->why, "find a receipt", look, &l));
	*ret_reference = l.reference;
	return OK;
}

/* ---- reading ---- */

struct showing {
	struct arena *a;
	const struct acting *by;
	person_id person;
	str typed;
	instant now;
	struct receipt_view view;
};

static rc show(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct receipt_view *v = &s->view;
	struct fund fund;
	struct person p;
	int64_t reference;

	CHECK(receipt_reference_parse(s->typed, &reference), RECEIPT_NONE);
	TRY(receipt_by_reference(tx, reference, s->a, &v->r));
	CHECK(s->person.v == 0 || s->person.v == v->r.person_id.v, RECEIPT_NONE);
	TRY(fund_read(tx, s->a, &fund));
	TRY(person_get(tx, v->r.person_id, s->a, &p));
	TRY(user_name(tx, s->a, v->r.agent_id, &v->who));
	v->reference = receipt_reference_text(s->a, v->r.reference);
	v->number = number_text(s->a, fund.country, p.number);
	v->last_name = p.last_name;
	v->first_name = p.first_name;
	v->last_name_ar = p.last_name_ar;
	v->first_name_ar = p.first_name_ar;
	return event(tx, s->now, s->by, S("receipt.read"), &v->r);
}

rc receipt_show(struct db *db, struct arena *a, const struct acting *by, person_id person, str reference,
		struct receipt_view *ret)
{
	struct showing s = { .a = a, .by = by, .person = person, .typed = reference, .now = clock_now() };

	TRY(db_write(db, by->why, "show a receipt", show, &s));
	*ret = s.view;
	return OK;
}
