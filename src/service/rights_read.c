/* service/rights_read.c */
#include "service/rights_read.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/person/number.h"
#include "domain/person/person.h"
#include "service/rights_people.h"

struct showing {
	struct arena *a;
	const struct rights_query *q;
	enum purpose why;
	instant now;
	struct fund fund;
	struct person p;
	struct rights_reading view;
};

/* ---- what is stored ---- */

static str through(const struct rights_shown *s)
{
	if (s->r.insured_id.v == 0)
		return S("");
	if (s->r.insured_id.v == s->r.person_id.v)
		return S("OWN");
	for (size_t i = 0; i < s->why_n; i++)
		if (s->why[i].code == BECAUSE_DEPENDANT)
			return s->why[i].text;
	return S("RELATIVE");
}

static rc explain(struct tx *tx, struct showing *k, struct rights_shown *s)
{
	struct rights_basis basis;
	struct person of;

	if (!because_read(s->r.because, s->why, &s->why_n))
		s->why_n = 0; /* of a newer program: the state stands, its reasons can't be read */
	rc r = rights_basis_get(tx, s->r.basis_id, k->a, &basis);
	if (!rc_is(r, E_DB_NONE)) {
		TRY(r);
		s->basis = basis.text;
		if (!basis_read(basis.text, s->law, &s->law_n))
			s->law_n = 0;
	}
	s->through = through(s);
	s->insured = S("");
	if (s->r.insured_id.v == 0 || s->r.insured_id.v == s->r.person_id.v ||
	    access_may(k->q->by, TASK_SERVE_PERSON) != MAY)
		return OK;
	TRY(person_get(tx, s->r.insured_id, k->a, &of));
	s->insured = number_text(k->a, k->fund.country, of.number);
	return OK;
}

static rc stored(struct tx *tx, struct showing *k)
{
	struct right *all;

	if (k->q->whole) {
		TRY(rights_list(tx, k->p.person_id, k->q->at, k->a, &all, &k->view.n));
	} else {
		all = arena_new(k->a, struct right);
		rc r = rights_on(tx, k->p.person_id, k->q->on, k->q->at, k->a, all);
		CHECK(!rc_is(r, E_DB_NONE), RIGHTS_EARLY);
		TRY(r);
		k->view.n = 1;
	}
	k->view.span = arena_array(k->a, struct rights_shown, k->view.n + 1);
	for (size_t i = 0; i < k->view.n; i++) {
		k->view.span[i].r = all[i];
		TRY(explain(tx, k, &k->view.span[i]));
	}
	return OK;
}

/* ---- decided again ---- */

static str said(struct arena *a, const struct right *r)
{
	return str_printf(a, "%.*s %.*s %.*s until %.*s through %lld basis %lld: %.*s", STR_ARG(r->state),
			  STR_ARG(r->scheme), STR_ARG(r->package), STR_ARG(date_text(a, r->until_day)),
			  (long long)r->insured_id.v, (long long)r->basis_id, STR_ARG(r->because));
}

/* Both are by day. */
static void compare(struct showing *k, const struct right *was, size_t was_n, const struct right *is,
		    size_t is_n)
{
	k->view.differ = arena_array(k->a, struct rights_difference, was_n + is_n + 1);
	for (size_t i = 0, j = 0; i < was_n || j < is_n;) {
		int32_t x = i < was_n ? was[i].from_day.days : INT32_MAX;
		int32_t y = j < is_n ? is[j].from_day.days : INT32_MAX;
		struct rights_difference d = { .from = { x < y ? x : y }, .stored = S(""), .decided = S("") };
		if (x <= y)
			d.stored = said(k->a, &was[i++]);
		if (y <= x)
			d.decided = said(k->a, &is[j++]);
		if (!str_eq(d.stored, d.decided))
			k->view.differ[k->view.differ_n++] = d;
	}
}

static rc again(struct tx *tx, struct showing *k)
{
	instant at = k->q->at.us < k->now.us ? k->q->at : k->now;
	struct rights_again is;
	struct right *was;
	size_t was_n;

	TRY(rights_list(tx, k->p.person_id, at, k->a, &was, &was_n));
	TRY(rights_decide_again(tx, k->a, k->p.person_id, at, &is));
	compare(k, was, was_n, is.row, is.n);
	return OK;
}

/* ---- the look ---- */

static str asked(struct showing *k)
{
	const struct rights_query *q = k->q;
	str day = q->whole ? S("all") : date_text(k->a, q->on);

	return str_printf(k->a, "%.*s%s%.*s%s", STR_ARG(day), q->at.us < k->now.us ? ", as known at " : "",
			  STR_ARG(q->at.us < k->now.us ? instant_text(k->a, q->at) : S("")),
			  q->again ? ", decided again" : "");
}

static rc show(struct tx *tx, void *cls)
{
	struct showing *k = cls;

	k->view = (struct rights_reading){ 0 };
	TRY(fund_read(tx, k->a, &k->fund));
	TRY(person_asked(tx, (person_id){ 0 }, k->fund.country, k->q->number, k->a, &k->p));
	k->view.number = number_text(k->a, k->fund.country, k->p.number);
	TRY(stored(tx, k));
	TRY(scheme_list(tx, k->a, &k->view.schemes, &k->view.schemes_n));
	TRY(fund_law_read(tx, k->a, &k->view.law));
	if (k->q->again)
		TRY(again(tx, k));
	struct journal_entry e = { .user = k->q->by->user_id,
				   .why = k->why,
				   .kind = S("rights.read"),
				   .person = k->p.person_id,
				   .detail = asked(k) };
	return journal_write(tx, k->now, &e);
}

rc rights_read(struct db *db, instant now, struct arena *a, const struct rights_query *q,
	       struct rights_reading *ret)
{
	bool serves = access_may(q->by, TASK_SERVE_PERSON) == MAY;
	struct showing k = { .a = a, .q = q, .why = serves ? FOR_COUNTER : FOR_AUDIT, .now = now };

	TRY(access_rc(access_may(q->by, TASK_READ_RIGHTS)));
	TRY(db_write(db, k.why, "show rights", show, &k));
	*ret = k.view;
	return OK;
}
