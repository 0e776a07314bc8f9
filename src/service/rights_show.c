/* service/rights_show.c - what somebody is entitled to, as it is stored, and why. */
#include "service/rights_show.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"

#include "service/fund_law.h"

/* ---- a timeline ---- */

/* Neighbours often rest on the same values. */
static rc basis_of(struct tx *tx, struct arena *a, const struct rights_line *l, size_t i)
{
	struct rights_basis b;

	for (size_t k = i; k > 0; k--)
		if (l->span[k - 1].r.basis_id == l->span[i].r.basis_id) {
			l->span[i].basis = l->span[k - 1].basis;
			return OK;
		}
	TRY(rights_basis_get(tx, l->span[i].r.basis_id, a, &b));
	l->span[i].basis = b.text;
	return OK;
}

static rc span_read(struct right r, struct rights_span *ret)
{
	*ret = (struct rights_span){ .r = r };
	CHECK(right_state_parse(r.state, &ret->state), RIGHTS_READ);
	return OK;
}

static rc line_read(struct tx *tx, struct arena *a, person_id person, struct rights_line *ret)
{
	struct right *r;

	TRY(rights_list(tx, person, KNOWN_NOW, a, &r, &ret->n));
	ret->span = arena_array(a, struct rights_span, ret->n + 1);
	for (size_t i = 0; i < ret->n; i++) {
		TRY(span_read(r[i], &ret->span[i]));
		TRY(basis_of(tx, a, ret, i));
	}
	return OK;
}

rc rights_line_of(struct tx *tx, struct arena *a, person_id person, struct rights_line *ret)
{
	return line_read(tx, a, person, ret);
}

static bool waits_for_money(const struct rights_span *s)
{
	struct because b;

	return s->state == RIGHT_SUSPENDED && (because_find(s->r.because, BECAUSE_UNPAID, &b) ||
					       because_find(s->r.because, BECAUSE_FIRST_PAYMENT, &b));
}

struct rights_standing rights_standing_on(const struct rights_line *l, date day)
{
	struct rights_standing x = { .from = DATE_NEVER, .until = DATE_NEVER };
	size_t at = 0, first, last;

	while (at < l->n && !span_has((span){ l->span[at].r.from_day, l->span[at].r.until_day }, day))
		at++;
	if (at == l->n)
		return x;
	first = last = at;
	while (first > 0 && l->span[first - 1].state == l->span[at].state)
		first--;
	while (last + 1 < l->n && l->span[last + 1].state == l->span[at].state)
		last++;
	x.is = &l->span[at];
	x.from = l->span[first].r.from_day;
	x.until = l->span[last].r.until_day;
	x.next = last + 1 < l->n ? &l->span[last + 1] : NULL;
	x.unless_paid = x.next != NULL && waits_for_money(x.next);
	return x;
}

/* ---- somebody on a day ---- */

struct showing {
	struct arena *a;
	const struct acting *by;
	person_id id;
	struct rights_view v;
};

static rc add_insured(struct tx *tx, struct showing *s)
{
	const struct rights_span *is = s->v.now.is;
	struct person p;

	if (is == NULL || is->r.insured_id.v == 0 || is->r.insured_id.v == s->v.person_id.v)
		return OK;
	TRY(person_get(tx, is->r.insured_id, s->a, &p));
	s->v.insured_last = p.last_name;
	s->v.insured_first = p.first_name;
	s->v.insured_last_ar = p.last_name_ar;
	s->v.insured_first_ar = p.first_name_ar;
	return OK;
}

static rc add_membership(struct tx *tx, struct showing *s)
{
	const struct rights_span *is = s->v.now.is;
	struct membership *m;
	size_t n;

	if (is == NULL || is->r.insured_id.v != s->v.person_id.v)
		return OK;
	TRY(membership_list(tx, s->v.person_id, s->a, &m, &n));
	for (size_t i = 0; i < n; i++)
		if (str_eq(m[i].scheme, is->r.scheme) &&
		    span_has((span){ m[i].from_day, m[i].until_day }, s->v.on)) {
			s->v.member_scheme = m[i].scheme;
			s->v.member_from = m[i].from_day;
		}
	return OK;
}

static bool has_reason(const struct rights_span *s, enum because_code code)
{
	struct because b;

	return because_find(s->r.because, code, &b);
}

/* What the person can do about an own right that isn't open, from the facts and the law of now. */
static rc add_ways(struct tx *tx, struct showing *s)
{
	const struct rights_span *is = s->v.now.is;
	struct rights_desk desk;
	struct rights_people people;
	int offer[RIGHTS_OFFERS_MAX];

	if (is == NULL || is->r.insured_id.v != s->v.person_id.v)
		return OK;
	bool pays = waits_for_money(is), above = has_reason(is, BECAUSE_SCORE_ABOVE);
	if (!pays && !above)
		return OK;
	TRY(rights_desk_open(tx, s->a, &desk));
	TRY(rights_people_decide(tx, s->a, &desk, s->v.person_id, s->v.person_id, KNOWN_NOW, &people));
	CHECK(people.n == 1, PERSON_NONE);
	const struct rights_facts *f = &people.p[0].f;
	for (size_t i = 0; pays && !s->v.waits && i < f->members_n; i++)
		if (str_eq(f->member[i].scheme, is->r.scheme))
			s->v.waits = rights_arrears(desk.law, f, &f->member[i], s->v.on, &s->v.arrears) &&
				     s->v.arrears.periods > 0;
	if (s->v.waits && s->v.arrears.unsaid && s->v.arrears.cannot != NO_POINT)
		s->v.cannot = str_copy(s->a, desk.law->point[s->v.arrears.cannot].path);
	if (!above)
		return OK;
	s->v.offers_n = rights_offers(desk.law, f, s->v.on, offer);
	for (size_t i = 0; i < s->v.offers_n; i++)
		s->v.offer[i] = str_copy(s->a, desk.law->scheme[offer[i]].scheme);
	return OK;
}

static rc add_family(struct tx *tx, struct showing *s, const struct person *p)
{
	struct family_view f;

	TRY(family_of(tx, s->a, p, s->v.on, &f));
	s->v.family = arena_array(s->a, struct rights_relative, f.members_n + 1);
	for (size_t i = 0; i < f.members_n; i++) {
		struct rights_relative *r = &s->v.family[s->v.family_n++];
		*r = (struct rights_relative){ .m = f.members[i] };
		TRY(line_read(tx, s->a, r->m.person_id, &r->line));
		r->now = rights_standing_on(&r->line, s->v.on);
	}
	return OK;
}

static rc write_event(struct tx *tx, const struct acting *by, person_id person, str detail)
{
	struct journal_entry e = {
		.user = by->user, .why = by->why, .kind = S("rights.read"), .person = person, .detail = detail
	};

	return journal_write(tx, clock_now(), &e);
}

static rc show(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct rights_view *v = &s->v;
	struct fund fund;
	struct person p;

	*v = (struct rights_view){ .on = v->on };
	TRY(fund_read(tx, s->a, &fund));
	TRY(person_get(tx, s->id, s->a, &p));
	CHECK(s->by->user.v != 0 || (s->by->person.v == p.person_id.v && str_eq(p.state, S("ACTIVE"))),
	      PERSON_NONE);
	v->person_id = p.person_id;
	v->number = number_text(s->a, fund.country, p.number);
	v->last_name = p.last_name;
	v->first_name = p.first_name;
	v->last_name_ar = p.last_name_ar;
	v->first_name_ar = p.first_name_ar;
	v->born = p.born;
	TRY(line_read(tx, s->a, v->person_id, &v->line));
	v->now = rights_standing_on(&v->line, v->on);
	TRY(fund_law_read(tx, s->a, &v->law));
	TRY(scheme_list(tx, s->a, &v->schemes, &v->schemes_n));
	TRY(add_insured(tx, s));
	TRY(add_membership(tx, s));
	TRY(add_ways(tx, s));
	TRY(add_family(tx, s, &p));
	return write_event(tx, s->by, v->person_id, S(""));
}

rc rights_show(struct db *db, struct arena *a, const struct acting *by, person_id person, date on,
	       struct rights_view *ret)
{
	struct showing s = { .a = a, .by = by, .id = person, .v = { .on = on } };

	CHECK(person.v != 0, PERSON_NONE);
	TRY(db_write(db, by->why, "show rights", show, &s));
	*ret = s.v;
	return OK;
}

/* ---- a day as it was known ---- */

struct exploring {
	struct arena *a;
	const struct acting *by;
	person_id person;
	instant at;
	struct rights_day v;
};

/* The last moment of a day of the fund's calendar, but never one to come. */
static instant known_at(date known, instant now)
{
	enum { HOUR_US_PER_DAY = 24 };
	const int64_t hour_us = INT64_C(3600000000);
	instant end = { ((int64_t)known.days + 1) * HOUR_US_PER_DAY * hour_us - hour_us - 1 };

	return end.us < now.us ? end : now;
}

static rc stored(struct tx *tx, struct exploring *s)
{
	struct right r;
	struct rights_basis b;
	rc found = rights_on(tx, s->person, s->v.on, s->at, s->a, &r);

	if (rc_is(found, E_DB_NONE))
		return OK;
	TRY(found);
	TRY(span_read(r, &s->v.is));
	TRY(rights_basis_get(tx, r.basis_id, s->a, &b));
	s->v.is.basis = b.text;
	s->v.there = true;
	return OK;
}

static unsigned differs(const struct rights_day *v)
{
	const struct right *x = &v->is.r, *y = &v->again.r;
	unsigned d = 0;

	if (v->there != v->again_there)
		return RIGHTS_DIFFER_SPAN;
	if (!v->there)
		return 0;
	if (x->from_day.days != y->from_day.days || x->until_day.days != y->until_day.days)
		d |= RIGHTS_DIFFER_SPAN;
	if (!str_eq(x->state, y->state))
		d |= RIGHTS_DIFFER_STATE;
	if (!str_eq(x->scheme, y->scheme) || !str_eq(x->package, y->package))
		d |= RIGHTS_DIFFER_SCHEME;
	if (x->insured_id.v != y->insured_id.v)
		d |= RIGHTS_DIFFER_INSURED;
	if (!str_eq(x->because, y->because))
		d |= RIGHTS_DIFFER_REASON;
	if (x->basis_id != y->basis_id)
		d |= RIGHTS_DIFFER_LAW;
	return d;
}

static rc add_numbers(struct tx *tx, struct exploring *s, str country)
{
	const struct rights_facts *f = &s->v.facts;
	struct person p;

	s->v.insured_number = arena_array(s->a, str, f->ties_n + 1);
	for (size_t i = 0; i < f->ties_n; i++) {
		TRY(person_get(tx, f->tie[i].insured, s->a, &p));
		s->v.insured_number[i] = number_text(s->a, country, p.number);
	}
	return OK;
}

/* Before any law was kept nothing can be decided again: what was known can be shown all the same. */
static rc facts_alone(struct tx *tx, struct exploring *s)
{
	struct rights_people people;
	struct rights_desk desk;

	TRY(rights_desk_open(tx, s->a, &desk));
	TRY(rights_people_decide(tx, s->a, &desk, s->person, s->person, s->at, &people));
	if (people.n > 0)
		s->v.facts = people.p->f;
	return OK;
}

static rc decide_again(struct tx *tx, struct exploring *s)
{
	struct rights_again is;
	rc r = rights_decide_again(tx, s->a, s->person, s->at, &is);

	s->v.no_law = rc_is(r, E_LAW_VERSION_NONE);
	if (s->v.no_law)
		return facts_alone(tx, s);
	TRY(r);
	s->v.law_version = is.version;
	if (is.person == NULL) /* not known yet */
		return OK;
	s->v.facts = is.person->f;
	for (size_t i = 0; i < is.n; i++) {
		const struct right *x = &is.row[i];
		if (!span_has((span){ x->from_day, x->until_day }, s->v.on))
			continue;
		s->v.again_there = true;
		TRY(span_read(*x, &s->v.again));
		s->v.again.basis = is.basis[i];
	}
	s->v.differs = differs(&s->v);
	return OK;
}

static rc explore(struct tx *tx, void *cls)
{
	struct exploring *s = cls;
	struct rights_day *v = &s->v;
	struct fund fund;
	struct person p;

	*v = (struct rights_day){ .on = v->on, .known = v->known };
	TRY(fund_read(tx, s->a, &fund));
	TRY(person_get(tx, s->person, s->a, &p));
	v->person_id = p.person_id;
	v->number = number_text(s->a, fund.country, p.number);
	v->last_name = p.last_name;
	v->first_name = p.first_name;
	v->last_name_ar = p.last_name_ar;
	v->first_name_ar = p.first_name_ar;
	TRY(scheme_list(tx, s->a, &v->schemes, &v->schemes_n));
	TRY(stored(tx, s));
	TRY(decide_again(tx, s));
	TRY(add_numbers(tx, s, fund.country));
	TRY(v->no_law ? fund_law_read(tx, s->a, &v->law) : fund_law_read_at(tx, s->a, s->at, &v->law));
	str on = date_text(s->a, v->on), known = date_text(s->a, v->known);
	return write_event(tx, s->by, v->person_id,
			   str_printf(s->a, "on %.*s, known %.*s", STR_ARG(on), STR_ARG(known)));
}

rc rights_show_day(struct db *db, struct arena *a, const struct acting *by, person_id person, date on,
		   date known, struct rights_day *ret)
{
	instant now = clock_now();
	struct exploring s = { .a = a,
			       .by = by,
			       .person = person,
			       .at = known_at(known, now),
			       .v = { .on = on, .known = known } };

	CHECK(person.v != 0, PERSON_NONE);
	CHECK(known.days <= clock_day(now).days, RIGHTS_KNOWN);
	TRY(db_write(db, by->why, "show a day of rights", explore, &s));
	*ret = s.v;
	return OK;
}
