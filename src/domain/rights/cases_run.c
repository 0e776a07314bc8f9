/* domain/rights/cases_run.c - a worked case, decided: what it expects and what comes. */
#include "domain/rights/cases.h"

#include "base/out.h"

struct running {
	struct arena *a;
	const struct law_case *c;
	struct rights_law law;
	struct candidates *own; /* of each person */
};

/* ---- made-up signatures ---- */

static bool listed(const struct law_case *c, str path)
{
	for (size_t i = 0; i < c->paths_n; i++)
		if (str_eq(c->path[i], path))
			return true;
	return false;
}

/* Everything but drafts can be signed for; from when, where the source leaves the day open, is the first day
 * that it may mean, and 1970 where nothing is known of it. */
static bool sign(const struct law_parameter *p, const struct law_value *v, struct law_signature *ret)
{
	if (v->missing.n > 0 || v->status == LAW_DRAFT)
		return false;
	*ret = (struct law_signature){ .path = p->path,
				       .starts = v->start.text,
				       .from_day =
					   str_eq(v->start.text, S("unknown")) ? (date){ 0 } : v->start.first,
				       .digest = { v->digest, LAW_DIGEST_BYTES },
				       .reason = S("a worked case"),
				       .known_until = LAW_STILL,
				       .end_reason = S("") };
	return true;
}

static void take_as_signed(struct running *k, const struct law *l)
{
	struct law_signature *s;
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += l->parameter[i].n;
	s = arena_array(k->a, struct law_signature, n + 1);
	n = 0;
	for (size_t i = 0; i < l->n; i++) {
		const struct law_parameter *p = &l->parameter[i];
		if (!str_eq(p->country, k->c->country) || listed(k->c, p->path) == k->c->sign_all)
			continue;
		for (size_t v = 0; v < p->n; v++)
			n += sign(p, &p->value[v], &s[n]);
	}
	rights_law_make(k->a, l, k->c->country, s, n, &k->law);
}

/* ---- deciding ---- */

/* Relatives depend on what the insured have by their own memberships; who has none insures nobody. */
static struct rights_facts with_relatives(struct running *k, const struct rights_facts *f)
{
	struct rights_facts x = *f;
	struct fact_tie *tie = arena_array(k->a, struct fact_tie, f->ties_n + 1);

	x.ties_n = 0;
	for (size_t i = 0; i < f->ties_n; i++) {
		size_t of = (size_t)f->tie[i].insured.v - 1;
		if (k->own[of].n == 0)
			continue;
		tie[x.ties_n] = f->tie[i];
		tie[x.ties_n].own = &k->own[of];
		tie[x.ties_n++].insured_died = k->c->person[of].f.died;
	}
	x.tie = tie;
	return x;
}

static bool same_right(const struct right_span *x, const struct right_span *y)
{
	return x->state == y->state && x->scheme == y->scheme && x->insured.v == y->insured.v;
}

/* What came on a day. */
struct came {
	const struct right_span *span; /* NULL: nothing */
	date until;
	str manager;
	struct because why[BECAUSE_MAX];
	size_t why_n;
	bool waits; /* for money: */
	struct rights_arrears owes;
};

static void owed(const struct running *k, date on, struct came *ret)
{
	const struct right_span *s = ret->span;
	const struct rights_facts *f = s->insured.v == 0 ? NULL : &k->c->person[(size_t)s->insured.v - 1].f;

	for (size_t i = 0; f != NULL && s->scheme >= 0 && i < f->members_n; i++)
		if (str_eq(f->member[i].scheme, k->law.scheme[s->scheme].scheme) &&
		    span_has(f->member[i].when, on)) {
			ret->waits = rights_arrears(&k->law, f, &f->member[i], on, &ret->owes);
			return;
		}
}

static str manager_on(const struct running *k, int scheme, date on)
{
	const struct scheme_era *e = scheme < 0 ? NULL : scheme_era_on(&k->law.scheme[scheme], on);

	return e != NULL && e->manager.known ? rule_arg(&e->manager.rule, "by") : S("");
}

static void look(const struct running *k, const struct right_span *s, size_t n, date on, struct came *ret)
{
	size_t at = 0;

	*ret = (struct came){ .until = DATE_NEVER };
	while (at < n && !span_has(s[at].when, on))
		at++;
	if (at == n)
		return;
	ret->span = &s[at];
	ret->until = s[at].when.until;
	for (size_t i = at + 1; i < n && same_right(&s[i], ret->span); i++)
		ret->until = s[i].when.until;
	ret->manager = manager_on(k, ret->span->scheme, on);
	must(because_read(ret->span->because, ret->why, &ret->why_n));
	owed(k, on, ret);
}

/* ---- comparing ---- */

static bool is_reason(const struct came *x, enum because_code code)
{
	for (size_t i = 0; i < x->why_n; i++)
		if (x->why[i].code == code)
			return true;
	return false;
}

static bool rests_on(const struct running *k, const struct came *x, const struct case_law *w)
{
	int cannot = x->waits && x->owes.unsaid ? x->owes.cannot : NO_POINT;

	for (size_t i = 0; i <= x->span->points_n; i++) {
		int point = i < x->span->points_n ? x->span->point[i] : cannot;
		const struct law_point *p = point == NO_POINT ? NULL : &k->law.point[point];
		if (p != NULL && str_eq(p->path, w->path) &&
		    (w->lacks ? p->why == w->why : p->why == LAW_IS || point == cannot))
			return true;
	}
	return false;
}

static bool pays(const struct case_expect *e, const struct came *x)
{
	const struct rights_arrears *r = &x->owes;

	switch (e->pay) {
	case PAY_WHATEVER:
		return true;
	case PAY_NOTHING:
		return !x->waits || r->periods == 0;
	case PAY_AMOUNT:
		return x->waits && !r->unsaid && r->due == e->amount;
	case PAY_UNKNOWN:
		return x->waits && r->periods > 0 && r->unsaid;
	}
	return false;
}

static bool fits(const struct running *k, const struct case_expect *e, const struct came *x)
{
	const struct right_span *s = x->span;
	bool ok = true;

	if (s == NULL || e->nothing)
		return s == NULL && e->nothing;
	str scheme = s->scheme < 0 ? S("") : k->law.scheme[s->scheme].scheme;
	ok &= s->state == e->state && (!e->says_scheme || str_eq(scheme, e->scheme)) &&
	      (e->package.n == 0 || str_eq(s->package, e->package)) &&
	      (e->manager.n == 0 || str_eq(x->manager, e->manager)) &&
	      (!e->says_through || s->insured.v == (int64_t)e->through + 1) &&
	      (!e->says_until || x->until.days == e->until.days) && pays(e, x) &&
	      (!e->says_reopens ||
	       (x->waits && x->owes.periods > 0 && x->owes.reopens.days == e->reopens.days));
	for (size_t i = 0; i < e->because_n; i++)
		ok &= is_reason(x, e->because[i]);
	for (size_t i = 0; i < e->law_n; i++)
		ok &= rests_on(k, x, &e->law[i]);
	return ok;
}

/* ---- in words ---- */

static void put_last_day(const struct running *k, struct out *o, date until)
{
	str last = until.days == DATE_NEVER.days ? S("none") : date_text(k->a, (date){ until.days - 1 });

	out_printf(o, ", until %.*s", STR_ARG(last));
}

static void put_amount(const struct running *k, struct out *o, int64_t minor)
{
	out_printf(o, ", pay %.*s", STR_ARG(money_text(k->a, (money){ minor, CUR_NONE })));
}

static str wanted(const struct running *k, const struct case_expect *e)
{
	struct out o;

	out_init(&o, k->a, 256);
	out_str(&o, e->nothing ? S("NOTHING") : right_state_name(e->state));
	if (e->says_scheme)
		out_printf(&o, " %.*s", STR_ARG(e->scheme.n > 0 ? e->scheme : S("none")));
	if (e->package.n > 0)
		out_printf(&o, ", package %.*s", STR_ARG(e->package));
	if (e->manager.n > 0)
		out_printf(&o, ", manager %.*s", STR_ARG(e->manager));
	if (e->says_through)
		out_printf(&o, ", through %.*s", STR_ARG(k->c->person[e->through].name));
	if (e->says_until)
		put_last_day(k, &o, e->until);
	for (size_t i = 0; i < e->because_n; i++)
		out_printf(&o, "%s %.*s", i == 0 ? ", because" : "", STR_ARG(because_name(e->because[i])));
	for (size_t i = 0; i < e->law_n; i++)
		out_printf(&o, "%s %.*s%s%.*s", i == 0 ? ", law" : "", STR_ARG(e->law[i].path),
			   e->law[i].lacks ? " " : "",
			   STR_ARG(e->law[i].lacks ? law_why_name(e->law[i].why) : S("")));
	if (e->pay == PAY_AMOUNT)
		put_amount(k, &o, e->amount);
	else if (e->pay != PAY_WHATEVER)
		out_printf(&o, ", pay %s", e->pay == PAY_NOTHING ? "nothing" : "unknown");
	if (e->says_reopens)
		out_printf(&o, ", reopens %.*s", STR_ARG(date_text(k->a, e->reopens)));
	return out_view(&o);
}

static void put_point(const struct running *k, struct out *o, int point)
{
	const struct law_point *p = &k->law.point[point];

	out_printf(o, " %.*s", STR_ARG(p->path));
	if (p->why != LAW_IS)
		out_printf(o, " %.*s", STR_ARG(law_why_name(p->why)));
}

static void put_owed(const struct running *k, struct out *o, const struct rights_arrears *r)
{
	if (r->periods == 0) {
		out_lit(o, ", pay nothing");
		return;
	}
	if (!r->unsaid)
		put_amount(k, o, r->due);
	else
		out_lit(o, ", pay unknown");
	if (r->unsaid && r->cannot != NO_POINT)
		put_point(k, o, r->cannot);
	out_printf(o, ", reopens %.*s", STR_ARG(date_text(k->a, r->reopens)));
}

static str what_came(const struct running *k, const struct came *x)
{
	const struct right_span *s = x->span;
	struct out o;

	out_init(&o, k->a, 512);
	if (s == NULL)
		return S("NOTHING");
	out_str(&o, right_state_name(s->state));
	out_printf(&o, " %.*s", STR_ARG(s->scheme < 0 ? S("none") : k->law.scheme[s->scheme].scheme));
	if (s->package.n > 0)
		out_printf(&o, ", package %.*s", STR_ARG(s->package));
	if (x->manager.n > 0)
		out_printf(&o, ", manager %.*s", STR_ARG(x->manager));
	if (s->insured.v > 0)
		out_printf(&o, ", through %.*s", STR_ARG(k->c->person[(size_t)s->insured.v - 1].name));
	put_last_day(k, &o, x->until);
	for (size_t i = 0; i < x->why_n; i++)
		out_printf(&o, "%s %.*s", i == 0 ? ", because" : "", STR_ARG(because_name(x->why[i].code)));
	for (size_t i = 0; i < s->points_n; i++) {
		if (i == 0)
			out_lit(&o, ", law");
		put_point(k, &o, s->point[i]);
	}
	if (x->waits)
		put_owed(k, &o, &x->owes);
	return out_view(&o);
}

void case_run(struct arena *a, const struct law *l, const struct law_case *c, struct case_result **ret)
{
	struct running k = { .a = a, .c = c, .own = arena_array(a, struct candidates, c->people_n + 1) };
	struct right_span **line = arena_array(a, struct right_span *, c->people_n + 1);
	size_t *spans_n = arena_array(a, size_t, c->people_n + 1);

	take_as_signed(&k, l);
	for (size_t i = 0; i < c->people_n; i++)
		rights_own(&k.law, &c->person[i].f, a, &k.own[i]);
	for (size_t i = 0; i < c->people_n; i++) {
		struct rights_facts f = with_relatives(&k, &c->person[i].f);
		rights_timeline(&k.law, &f, &k.own[i], a, &line[i], &spans_n[i]);
	}
	*ret = arena_array(a, struct case_result, c->expects_n + 1);
	for (size_t i = 0; i < c->expects_n; i++) {
		const struct case_expect *e = &c->expect[i];
		struct came x;
		look(&k, line[e->person], spans_n[e->person], e->on, &x);
		(*ret)[i] = (struct case_result){ e, fits(&k, e, &x), wanted(&k, e), what_came(&k, &x) };
	}
}
