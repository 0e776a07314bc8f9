/* face/portal/rule_words.c - rules of schemes as sentences. */
#include "face/portal/rule_words.h"

#include <string.h>

struct saying {
	struct arena *a;
	struct locale at;
	const struct fund_law *f;
	str country;
	date day;
	const struct law_rule *r;
};

/* A named value in words; what isn't sure says so. */
static str value_of(const struct saying *k, str key)
{
	str path = str_printf(k->a, "%.*s/%.*s", STR_ARG(k->country), STR_ARG(key));
	const struct law_parameter *p = law_find(k->f->law, path);
	enum text_key how;

	if (p == NULL)
		return text_str(k->a, k->at, TEXT(lawrule_unknown), TEXT_ARGS(TEXT_ARG("name", key)));
	struct show_law_value x = law_value_on(k->a, k->at, k->f, p, k->day);
	if (x.value.n == 0)
		return text_str(k->a, k->at, TEXT(lawrule_unknown),
				TEXT_ARGS(TEXT_ARG("name", law_words(k->at.lang, p->fr, p->ar, p->en))));
	if (!text_find("lawunsure.", x.state, &how))
		return x.value;
	return text_str(k->a, k->at, TEXT(lawrule_unsure),
			TEXT_ARGS(TEXT_ARG("value", x.value), TEXT_ARG("how", text_get(k->at.lang, how))));
}

static str arg(const struct saying *k, const char *name) { return value_of(k, rule_arg(k->r, name)); }

static void join(struct out *o, const char *between, str s)
{
	if (o->n > 0)
		out_printf(o, "%s", between);
	out_str(o, s);
}

static str list(const struct saying *k, const char *name)
{
	str item[RULE_LIST_MAX];
	size_t n = rule_list(rule_arg(k->r, name), item);
	struct out o;

	out_init(&o, k->a, 128);
	for (size_t i = 0; i < n; i++)
		join(&o, k->at.lang == LANG_AR ? "، " : ", ", value_of(k, item[i]));
	return out_view(&o);
}

/* ---- kinds that say more than one thing ---- */

static str rank(const struct saying *k)
{
	struct out o;

	out_init(&o, k->a, 128);
	for (size_t i = 0; i < k->r->n; i++) {
		enum text_key key;
		if (text_find("lawrank.", k->r->arg[i].name, &key))
			join(&o, k->at.lang == LANG_AR ? "، " : ", ",
			     text_str(k->a, k->at, key, TEXT_ARGS(TEXT_ARG("number", k->r->arg[i].value))));
	}
	return text_str(k->a, k->at, TEXT(lawrule_RANK), TEXT_ARGS(TEXT_ARG("ranks", out_view(&o))));
}

static void say_named(struct out *o, const struct saying *k, const char *family, str name)
{
	struct out x;

	out_init(&x, k->a, 128);
	text_named(&x, k->at, TEXT_INTO_PLAIN, family, name);
	join(o, " ", out_view(&x));
}

static str paid(const struct saying *k)
{
	str period = rule_arg(k->r, "period"), covers = rule_arg(k->r, "covers");
	struct out o;

	out_init(&o, k->a, 256);
	say_named(&o, k, "lawpaid.", str_printf(k->a, "%.*s_%.*s", STR_ARG(period), STR_ARG(covers)));
	say_named(&o, k, "lawlate.", rule_arg(k->r, "late"));
	if (rule_arg(k->r, "wait").n > 0)
		join(&o, " ",
		     text_str(k->a, k->at, TEXT(lawrule_wait), TEXT_ARGS(TEXT_ARG("time", arg(k, "wait")))));
	return out_view(&o);
}

/* "54 days within 6 months or ..." */
static str ways(const struct saying *k, const char *months, const char *days, const char *hours)
{
	str m[RULE_LIST_MAX], d[RULE_LIST_MAX], h[RULE_LIST_MAX];
	size_t n = rule_list(rule_arg(k->r, months), m), nd = rule_list(rule_arg(k->r, days), d),
	       nh = rule_list(rule_arg(k->r, hours), h);
	str or = text_get(k->at.lang, TEXT(lawrule_or));
	struct out o;

	out_init(&o, k->a, 256);
	for (size_t i = 0; i < n; i++) {
		struct out work;
		out_init(&work, k->a, 64);
		if (i < nd && !str_eq(d[i], S("-")))
			out_str(&work, value_of(k, d[i]));
		if (i < nh && !str_eq(h[i], S("-")))
			join(&work, str_c(k->a, or), value_of(k, h[i]));
		join(&o, str_c(k->a, or),
		     text_str(
			 k->a, k->at, TEXT(lawrule_way),
			 TEXT_ARGS(TEXT_ARG("work", out_view(&work)), TEXT_ARG("time", value_of(k, m[i])))));
	}
	return out_view(&o);
}

static str worked(const struct saying *k)
{
	struct out o;

	out_init(&o, k->a, 256);
	out_str(&o, text_str(k->a, k->at, TEXT(lawrule_WORKED),
			     TEXT_ARGS(TEXT_ARG("ways", ways(k, "months", "days", "hours")))));
	if (rule_arg(k->r, "first").n > 0)
		join(&o, " ",
		     text_str(
			 k->a, k->at, TEXT(lawrule_worked_first),
			 TEXT_ARGS(TEXT_ARG("time", arg(k, "first")),
				   TEXT_ARG("ways", ways(k, "first_months", "first_days", "first_hours")))));
	return out_view(&o);
}

/* The end of ma/AMO_TNS/rule.keep.loss. */
static str last_part(str path)
{
	size_t i = path.n;

	while (i > 0 && path.p[i - 1] != '.')
		i--;
	return (str){ path.p + i, path.n - i };
}

static str kept(const struct saying *k, str path)
{
	enum text_key key;

	if (!text_find("lawkeep.", last_part(path), &key))
		key = TEXT(lawrule_KEEP);
	return text_str(k->a, k->at, key, TEXT_ARGS(TEXT_ARG("time", arg(k, "months"))));
}

/* ---- */

static str country_of(str path)
{
	const char *slash = memchr(path.p, '/', path.n);

	return slash == NULL ? path : (str){ path.p, (size_t)(slash - path.p) };
}

#define PUT(key, ...) text_str(k.a, at, (key), TEXT_ARGS(__VA_ARGS__))

str rule_words(struct arena *a, struct locale at, const struct fund_law *f, str path,
	       const struct law_rule *r, date day)
{
	struct saying k = { .a = a, .at = at, .f = f, .country = country_of(path), .day = day, .r = r };

	switch (r->kind) {
	case RULE_PEOPLE:
		return text_get(at.lang, TEXT(lawrule_PEOPLE));
	case RULE_MANAGED:
		return PUT(TEXT(lawrule_MANAGED), TEXT_ARG("body", rule_arg(r, "by")));
	case RULE_PACKAGE:
		return PUT(TEXT(lawrule_PACKAGE), TEXT_ARG("code", rule_arg(r, "code")));
	case RULE_RANK:
		return rank(&k);
	case RULE_AGE_UNDER:
		return PUT(TEXT(lawrule_AGE_UNDER), TEXT_ARG("limit", arg(&k, "years")));
	case RULE_SCORE_AT_MOST:
		return PUT(TEXT(lawrule_SCORE_AT_MOST), TEXT_ARG("limit", arg(&k, "limit")));
	case RULE_SCORE_ABOVE:
		return PUT(TEXT(lawrule_SCORE_ABOVE), TEXT_ARG("limit", arg(&k, "limit")));
	case RULE_NOTHING:
		return text_get(at.lang, TEXT(lawrule_NOTHING));
	case RULE_WITHHELD:
		return PUT(TEXT(lawrule_WITHHELD), TEXT_ARG("rates", list(&k, "rates")));
	case RULE_FORFAIT:
		return PUT(TEXT(lawrule_FORFAIT), TEXT_ARG("rate", arg(&k, "rate")),
			   TEXT_ARG("hour", arg(&k, "hour")), TEXT_ARG("hours", arg(&k, "hours")));
	case RULE_FIXED:
		return PUT(TEXT(lawrule_FIXED), TEXT_ARG("amount", arg(&k, "amount")));
	case RULE_BASE:
		return PUT(TEXT(lawrule_BASE), TEXT_ARG("rate", arg(&k, "rate")),
			   TEXT_ARG("wage", arg(&k, "wage")), TEXT_ARG("wages", arg(&k, "wages")));
	case RULE_MEMBER:
		return text_get(at.lang, TEXT(lawrule_MEMBER));
	case RULE_PAID:
		return paid(&k);
	case RULE_WORKED:
		return worked(&k);
	case RULE_NOBODY:
		return text_get(at.lang, TEXT(lawrule_NOBODY));
	case RULE_FAMILY:
		return PUT(TEXT(lawrule_FAMILY), TEXT_ARG("child", arg(&k, "child")),
			   TEXT_ARG("student", arg(&k, "student")),
			   TEXT_ARG("disabled", arg(&k, "disabled")));
	case RULE_KEEP:
		return kept(&k, path);
	case RULE_KINDS:
	default:
		must(false); /* rule_parse() makes no other */
		return S("");
	}
}
