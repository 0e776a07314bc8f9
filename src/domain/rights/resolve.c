/* domain/rights/resolve.c - from parameters of the law to rules by era. */
#include "domain/rights/scheme_law.h"

#include <stdlib.h>
#include <string.h>

struct resolving {
	struct arena *a;
	const struct law *l;
	str country;
	const struct law_signature *signature;
	size_t signatures_n;
	struct rights_law *out;
	const struct law_scheme *s;
	struct scheme_era *e;
	date day;
};

/* ---- points ---- */

static int point_new(struct resolving *k, const struct law_point *x)
{
	struct rights_law *l = k->out;

	arena_room(k->a, l->point, l->points_n, l->points_room, 256);
	l->point[l->points_n] = *x;
	return (int)l->points_n++;
}

/* The number of the point that a path has on the day: the same value, or the same lack of one, is one point.
 */
static int point_on(struct resolving *k, str path)
{
	struct law_answer x = law_on_for(k->l, path, k->day, k->signature, k->signatures_n);
	struct law_point p = { .path = path, .why = x.why, .value = x.value, .by_signature = x.by_signature };
	struct rights_law *l = k->out;

	for (size_t i = 0; i < l->points_n; i++)
		if (l->point[i].why == x.why && l->point[i].value == x.value &&
		    str_eq(l->point[i].path, path)) {
			k->e->point[k->e->points_n++ % ERA_POINTS_MAX] = (int)i;
			return (int)i;
		}
	p.path = x.parameter == NULL ? str_copy(k->a, path) : x.parameter->path;
	if (x.parameter != NULL && x.parameter->has_unit)
		p.unit = x.parameter->unit;
	if (x.why == LAW_IS) {
		const struct law_signature *s =
		    x.by_signature ? law_signed(x.parameter, x.value, k->signature, k->signatures_n) : NULL;
		p.from_day = s != NULL ? s->from_day : x.value->start.sure;
	}
	int at = point_new(k, &p);
	k->e->point[k->e->points_n++ % ERA_POINTS_MAX] = at;
	return at;
}

static struct rule_value value_on(struct resolving *k, str key)
{
	struct rule_value v = { .point = NO_POINT };

	if (key.n == 0 || str_eq(key, S("-")))
		return v;
	v.point = point_on(k, str_printf(k->a, "%.*s/%.*s", STR_ARG(k->country), STR_ARG(key)));
	const struct law_point *p = &k->out->point[v.point];
	if (p->why != LAW_IS)
		return v;
	const struct law_unit_row *u = law_unit(p->unit);
	v.known = true;
	v.d = p->value->number;
	v.rounding = p->value->rounding;
	v.cur = u->currency;
	if (u->kind == LAW_YES_NO)
		v.n = p->value->yes;
	else if (u->kind == LAW_NUMBER && !decimal_whole(v.d, &v.n))
		v.n = 0;
	return v;
}

static struct rule_part part_on(struct resolving *k, str key)
{
	struct rule_part x = { .point = NO_POINT };
	str path =
	    str_printf(k->a, "%.*s/%.*s/%.*s", STR_ARG(k->country), STR_ARG(k->s->scheme), STR_ARG(key));

	if (law_find(k->l, path) == NULL)
		return x;
	x.there = true;
	x.point = point_on(k, path);
	const struct law_point *p = &k->out->point[x.point];
	x.known = p->why == LAW_IS && p->value->rule != NULL;
	if (x.known)
		x.rule = *p->value->rule;
	return x;
}

static struct rule_value arg_on(struct resolving *k, const struct rule_part *p, const char *name)
{
	return value_on(k, rule_arg(&p->rule, name));
}

/* Of a rank: what is left out comes last. */
static int64_t number(const struct rule_part *p, const char *name)
{
	enum { RANK_LAST = 999999999 };
	str s = rule_arg(&p->rule, name);
	int64_t n = RANK_LAST;

	must(s.n == 0 || str_digits(&s, 1, 9, &n)); /* rule_parse() lets nothing else through */
	return n;
}

static enum rule_period period(const struct rule_part *p)
{
	return str_eq(rule_arg(&p->rule, "period"), S("QUARTER")) ? PERIOD_QUARTER : PERIOD_MONTH;
}

/* ---- the parts of an era ---- */

static size_t ways(struct resolving *k, const struct rule_part *p, const char *months, const char *days,
		   const char *hours, struct rule_worked ret[static RULE_WAYS_MAX])
{
	str m[RULE_LIST_MAX], d[RULE_LIST_MAX], h[RULE_LIST_MAX];
	size_t n = rule_list(rule_arg(&p->rule, months), m), nd = rule_list(rule_arg(&p->rule, days), d),
	       nh = rule_list(rule_arg(&p->rule, hours), h);

	must(n <= RULE_WAYS_MAX && n == nd && n == nh);
	for (size_t i = 0; i < n; i++)
		ret[i] = (struct rule_worked){ value_on(k, m[i]), value_on(k, d[i]), value_on(k, h[i]) };
	return n;
}

static void rights_part(struct resolving *k, struct scheme_era *e)
{
	e->rights = part_on(k, S("rule.rights"));
	e->wait.point = e->first_months.point = NO_POINT;
	if (!e->rights.known)
		return;
	if (e->rights.rule.kind == RULE_PAID) {
		e->period = period(&e->rights);
		e->covers_next = str_eq(rule_arg(&e->rights.rule, "covers"), S("NEXT"));
		e->late_next_month = str_eq(rule_arg(&e->rights.rule, "late"), S("NEXT_MONTH"));
		e->wait = arg_on(k, &e->rights, "wait");
	} else if (e->rights.rule.kind == RULE_WORKED) {
		e->worked_n = ways(k, &e->rights, "months", "days", "hours", e->worked);
		e->first_months = arg_on(k, &e->rights, "first");
		if (e->first_months.point != NO_POINT)
			e->first_n =
			    ways(k, &e->rights, "first_months", "first_days", "first_hours", e->first);
	}
}

static void conditions_part(struct resolving *k, struct scheme_era *e)
{
	str head = str_printf(k->a, "%.*s/%.*s/rule.condition.", STR_ARG(k->country), STR_ARG(k->s->scheme));

	for (size_t i = 0; i < k->l->n; i++) {
		str path = k->l->parameter[i].path;
		if (!str_skip(&path, head))
			continue;
		must(e->conditions_n < RULE_CONDITIONS_MAX);
		struct rule_condition c = { .part = part_on(k, k->l->parameter[i].key) };
		/* before a condition's first day there is none; one that is there but can't be said, can't be
		 * said
		 */
		if (!c.part.known && k->out->point[c.part.point].why == LAW_MISSING &&
		    k->out->point[c.part.point].value == NULL)
			continue;
		c.value = c.part.known
			      ? arg_on(k, &c.part, c.part.rule.kind == RULE_AGE_UNDER ? "years" : "limit")
			      : (struct rule_value){ .point = NO_POINT };
		e->condition[e->conditions_n++] = c;
	}
}

static void family_part(struct resolving *k, struct scheme_era *e)
{
	static const char *const keeps[KEEPS] = { "rule.keep.loss", "rule.keep.divorce", "rule.keep.death" };

	e->dependants = part_on(k, S("rule.dependants"));
	e->child.point = e->student.point = e->disabled.point = NO_POINT;
	if (e->dependants.known && e->dependants.rule.kind == RULE_FAMILY) {
		e->child = arg_on(k, &e->dependants, "child");
		e->student = arg_on(k, &e->dependants, "student");
		e->disabled = arg_on(k, &e->dependants, "disabled");
	}
	for (int i = 0; i < KEEPS; i++) {
		e->keep[i].part = part_on(k, str_of(keeps[i]));
		e->keep[i].months = e->keep[i].part.known ? arg_on(k, &e->keep[i].part, "months")
							  : (struct rule_value){ .point = NO_POINT };
	}
}

static void contribution_part(struct resolving *k, struct scheme_era *e)
{
	const struct rule_part *c = &e->contribution;
	str class[RULE_LIST_MAX], multiple[RULE_LIST_MAX];

	e->contribution = part_on(k, S("rule.contribution"));
	e->called = PERIOD_MONTH;
	e->rate.point = e->wage.point = e->hours.point = e->rounding.point = e->amount.point =
	    e->wages.point = NO_POINT;
	if (!c->known)
		return;
	if (c->rule.kind == RULE_FORFAIT) {
		e->rate = arg_on(k, c, "rate");
		e->wage = arg_on(k, c, "hour");
		e->hours = arg_on(k, c, "hours");
		e->rounding = arg_on(k, c, "rounding");
		e->classes_n = rule_list(rule_arg(&c->rule, "classes"), class);
		must(e->classes_n <= RULE_CLASSES_MAX &&
		     rule_list(rule_arg(&c->rule, "multiples"), multiple) == e->classes_n);
		for (size_t i = 0; i < e->classes_n; i++) {
			e->class[i] = class[i];
			e->multiple[i] = value_on(k, multiple[i]);
		}
	} else if (c->rule.kind == RULE_FIXED) {
		e->amount = arg_on(k, c, "amount");
		e->called = period(c);
	} else if (c->rule.kind == RULE_BASE) {
		e->rate = arg_on(k, c, "rate");
		e->wages = arg_on(k, c, "wages");
		e->wage = arg_on(k, c, "wage");
		e->rounding = arg_on(k, c, "rounding");
		e->called = period(c);
	}
}

static void era_on(struct resolving *k, struct scheme_era *e)
{
	k->e = e;
	k->day = e->when.from;
	rights_part(k, e);
	conditions_part(k, e);
	family_part(k, e);
	e->rank = part_on(k, S("rule.priority"));
	if (e->rank.known) {
		e->own = number(&e->rank, "own");
		e->dependant = number(&e->rank, "dependant");
		e->kept = number(&e->rank, "kept");
	}
	e->package = part_on(k, S("rule.package"));
	e->package_code = e->package.known ? rule_arg(&e->package.rule, "code") : S("");
	e->manager = part_on(k, S("rule.manager"));
	contribution_part(k, e);
	must(e->points_n <= ERA_POINTS_MAX);
}

/* ---- where eras begin ---- */

struct days {
	struct arena *a;
	date *d;
	size_t n, room;
};

static void day_add(struct days *l, date d)
{
	arena_room(l->a, l->d, l->n, l->room, 64);
	l->d[l->n++] = d;
}

static void days_of(const struct resolving *k, const struct law_parameter *p, struct days *l)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct law_value *v = &p->value[i];
		day_add(l, v->start.first);
		day_add(l, v->start.sure);
		if (v->end.text.n > 0) {
			day_add(l, v->end.first);
			day_add(l, v->end.sure);
		}
	}
	for (size_t i = 0; i < k->signatures_n; i++)
		if (str_eq(k->signature[i].path, p->path))
			day_add(l, k->signature[i].from_day);
}

/* The parameters that the values of a rule name, whatever the day. */
static void days_of_named(const struct resolving *k, const struct law_parameter *p, struct days *l)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct law_rule *r = p->value[i].rule;
		str item[RULE_LIST_MAX];
		for (size_t g = 0; r != NULL && g < r->n; g++) {
			size_t n = rule_list(r->arg[g].value, item);
			for (size_t m = 0; m < n; m++) {
				const struct law_parameter *named =
				    law_find(k->l, str_printf(k->a, "%.*s/%.*s", STR_ARG(k->country),
							      STR_ARG(item[m])));
				if (named != NULL)
					days_of(k, named, l);
			}
		}
	}
}

static int by_day(const void *x, const void *y)
{
	const date *a = x, *b = y;

	return (a->days > b->days) - (a->days < b->days);
}

static void scheme_make(struct resolving *k, struct scheme_law *ret)
{
	struct days l = { .a = k->a };
	str head = str_printf(k->a, "%.*s/%.*s/rule.", STR_ARG(k->country), STR_ARG(k->s->scheme));
	date begin;

	must(rc_ok(date_make(1, 1, 1, &begin)));
	day_add(&l, begin);
	for (size_t i = 0; i < k->l->n; i++) {
		const struct law_parameter *p = &k->l->parameter[i];
		str path = p->path;
		if (!str_skip(&path, head))
			continue;
		days_of(k, p, &l);
		days_of_named(k, p, &l);
	}
	qsort(l.d, l.n, sizeof *l.d, by_day);
	ret->scheme = k->s->code;
	ret->era = arena_array(k->a, struct scheme_era, l.n);
	for (size_t i = 0; i < l.n; i++) {
		if (l.d[i].days < begin.days || (i > 0 && l.d[i].days == l.d[i - 1].days))
			continue;
		struct scheme_era *e = &ret->era[ret->n], *was = ret->n == 0 ? NULL : e - 1;
		memset(e, 0, sizeof *e);
		e->when = (span){ l.d[i], DATE_NEVER };
		era_on(k, e);
		if (was != NULL && was->points_n == e->points_n &&
		    memcmp(was->point, e->point, e->points_n * sizeof e->point[0]) == 0)
			continue;
		if (was != NULL)
			was->when.until = e->when.from;
		ret->n++;
	}
}

static int by_code(const void *x, const void *y)
{
	const struct scheme_law *a = x, *b = y;

	return str_order(a->scheme, b->scheme);
}

void rights_law_make(struct arena *a, const struct law *l, str country, const struct law_signature *s,
		     size_t n, struct rights_law *ret)
{
	struct resolving k = {
		.a = a, .l = l, .country = country, .signature = s, .signatures_n = n, .out = ret
	};

	*ret = (struct rights_law){ .scheme = arena_array(a, struct scheme_law, l->schemes_n + 1) };
	for (size_t i = 0; i < l->schemes_n; i++) {
		k.s = &l->scheme[i];
		if (k.s->code.n > 0 && str_eq(k.s->country, country))
			scheme_make(&k, &ret->scheme[ret->n++]);
	}
	qsort(ret->scheme, ret->n, sizeof *ret->scheme, by_code);
}
