/* face/portal/rights_words.c - reasons as sentences. */
#include "face/portal/rights_words.h"

#include "face/portal/rule_words.h"

#include <string.h>

struct saying {
	struct arena *a;
	const struct rights_words *w;
	struct basis_line basis[BECAUSE_MAX];
	size_t basis_n;
	bool of_insured; /* what follows is about the relative through whom the cover comes */
};

/* ---- pieces ---- */

static bool vowel(str s) { return s.n > 0 && strchr("aeiouy", s.p[0]) != NULL; }

static str month_words(struct arena *a, struct locale at, date d)
{
	struct out o;

	out_init(&o, a, 32);
	text_month(&o, at, TEXT_INTO_PLAIN, d);
	return out_view(&o);
}

str rights_period(struct arena *a, struct locale at, date first, date last)
{
	int y, m, d, y2, m2, d2;
	date behind = { last.days + 1 };
	str month = month_words(a, at, first);
	enum text_key key;

	date_split(first, &y, &m, &d);
	date_split(behind, &y2, &m2, &d2);
	int months = (y2 - y) * 12 + m2 - m;
	if (d == 1 && d2 == 1 && months == 1)
		return text_str(a, at, vowel(month) ? TEXT(period_month_vowel) : TEXT(period_month),
				TEXT_ARGS(TEXT_ARG("month", month)));
	if (d == 1 && d2 == 1 && months == 3 && m % 3 == 1 &&
	    text_find("quarter.", str_printf(a, "%d", m / 3 + 1), &key))
		return text_str(a, at, key, TEXT_ARGS(TEXT_ARG("year", str_printf(a, "%d", y))));
	return text_str(a, at, TEXT(period_days), TEXT_ARGS(TEXT_ARG("from", first), TEXT_ARG("last", last)));
}

str rights_amount(struct arena *a, struct locale at, int64_t minor)
{
	struct out o;

	out_init(&o, a, 32);
	text_decimal(&o, at, TEXT_INTO_PLAIN, minor, 2);
	return text_str(a, at, at.country == COUNTRY_DZ ? TEXT(lawunit_DZD) : TEXT(lawunit_MAD),
			TEXT_ARGS(TEXT_ARG("value", out_view(&o))));
}

str rights_value_name(const struct rights_words *w, str path)
{
	const struct law_parameter *p = law_find(w->law->law, path);

	return p == NULL ? path : law_words(w->at.lang, p->fr, p->ar, p->en);
}

static str scheme_words(const struct saying *k, str code)
{
	return scheme_name(k->w->schemes, k->w->schemes_n, code, text_lang(k->w->at.lang));
}

static str span_words(const struct saying *k, enum text_key unit, int64_t n)
{
	return text_str(k->a, k->w->at, unit, TEXT_ARGS(TEXT_ARG("n", n)));
}

static str months(const struct saying *k, int64_t n) { return span_words(k, TEXT(span_months), n); }

/* A number with all its digits, as readers write it. */
static str number(const struct saying *k, str text)
{
	struct out o;
	decimal x;

	if (!rc_ok(decimal_parse(text, &x)))
		return text;
	out_init(&o, k->a, 32);
	text_decimal(&o, k->w->at, TEXT_INTO_PLAIN, x.units, x.scale);
	return out_view(&o);
}

static str named(const struct saying *k, const char *family, str name)
{
	struct out o;

	out_init(&o, k->a, 64);
	text_named(&o, k->w->at, TEXT_INTO_PLAIN, family, name);
	return out_view(&o);
}

static str two(const struct saying *k, str x, str y)
{
	return str_printf(k->a, "%.*s %.*s", STR_ARG(x), STR_ARG(y));
}

static date day_before(date d) { return (date){ d.days - 1 }; }

#define PUT(key, ...) text_str(k->a, k->w->at, (key), TEXT_ARGS(__VA_ARGS__))
#define PERIOD(b) TEXT_ARG("period", rights_period(k->a, k->w->at, (b)->day, (b)->until))

/* ---- reasons ---- */

static str unpaid(const struct saying *k, const struct because *b)
{
	str text = b->code == BECAUSE_UNPAID ? PUT(TEXT(because_UNPAID), PERIOD(b))
					     : PUT(TEXT(because_FIRST_PAYMENT), PERIOD(b));

	if (b->n == 0 || k->w->discreet || k->of_insured)
		return text;
	return two(k, text,
		   PUT(TEXT(because_amount), TEXT_ARG("amount", rights_amount(k->a, k->w->at, b->n))));
}

static str waiting(const struct saying *k, const struct because *b)
{
	if (b->n == 0)
		return PUT(TEXT(because_WAITING_0), TEXT_ARG("day", b->day), TEXT_ARG("opens", b->until));
	return PUT(TEXT(because_WAITING), TEXT_ARG("day", b->day), TEXT_ARG("time", months(k, b->n)),
		   TEXT_ARG("opens", b->until));
}

static str work(const struct saying *k, const struct because *b)
{
	str least = span_words(k, str_eq(b->text, S("HOURS")) ? TEXT(span_hours) : TEXT(span_days), b->n);

	if (b->code == BECAUSE_WORKED)
		return PUT(TEXT(because_WORKED), TEXT_ARG("work", least));
	return b->n == 0 ? text_get(k->w->at.lang, TEXT(because_NOT_WORKED_0))
			 : PUT(TEXT(because_NOT_WORKED), TEXT_ARG("work", least));
}

static str by_score(const struct saying *k, const struct because *b)
{
	const char *blank = b->text.n > 0 ? memchr(b->text.p, ' ', b->text.n) : NULL;
	size_t n = blank == NULL ? b->text.n : (size_t)(blank - b->text.p);
	str score = number(k, (str){ b->text.p, n });
	str limit = number(k, (str){ b->text.p + n + (blank != NULL), b->text.n - n - (blank != NULL) });
	enum text_key key = b->code == BECAUSE_SCORE	     ? TEXT(because_SCORE)
			    : b->code == BECAUSE_SCORE_ABOVE ? TEXT(because_SCORE_ABOVE)
							     : TEXT(because_SCORE_BELOW);

	return text_str(
	    k->a, k->w->at, key,
	    TEXT_ARGS(TEXT_ARG("score", score), TEXT_ARG("limit", limit), TEXT_ARG("day", b->day)));
}

static str dependant(const struct saying *k, const struct because *b)
{
	str text = PUT(TEXT(because_DEPENDANT), TEXT_ARG("day", b->day),
		       TEXT_ARG("role", named(k, "familyrole.", b->text)));

	if (b->until.days == DATE_NEVER.days)
		return text;
	return two(k, text, PUT(TEXT(because_DEPENDANT_last), TEXT_ARG("last", day_before(b->until))));
}

static str dependant_end(const struct saying *k, const struct because *b)
{
	str text = two(k, PUT(TEXT(because_DEPENDANT_END), TEXT_ARG("last", day_before(b->day))),
		       named(k, "endwhy.", b->text));

	return b->n == 0
		   ? text
		   : two(k, text,
			 PUT(TEXT(because_limit), TEXT_ARG("time", span_words(k, TEXT(span_years), b->n))));
}

static str insured(const struct saying *k, const struct because *b)
{
	enum text_key key;

	return text_find("because.", str_printf(k->a, "INSURED_%.*s", STR_ARG(b->text)), &key)
		   ? text_get(k->w->at.lang, key)
		   : b->text;
}

static str kept(const struct saying *k, const struct because *b)
{
	enum text_key key = b->code == BECAUSE_KEPT_LOSS      ? TEXT(because_KEPT_LOSS)
			    : b->code == BECAUSE_KEPT_DIVORCE ? TEXT(because_KEPT_DIVORCE)
							      : TEXT(because_KEPT_DEATH);

	return text_str(k->a, k->w->at, key,
			TEXT_ARGS(TEXT_ARG("time", months(k, b->n)), TEXT_ARG("last", day_before(b->until))));
}

static const struct basis_line *law_of(const struct saying *k, const struct because *b)
{
	return b->law >= 0 && (size_t)b->law < k->basis_n ? &k->basis[b->law] : NULL;
}

static str unknown(const struct saying *k, const struct because *b)
{
	const struct basis_line *l = law_of(k, b);
	date day = b->day.days == DATE_NEVER.days ? k->w->on : b->day;
	enum text_key key;

	if (l == NULL)
		return PUT(TEXT(because_LAW_SCHEME), TEXT_ARG("scheme", scheme_words(k, b->text)));
	if (!text_find("because.", str_printf(k->a, "LAW_%.*s", STR_ARG(l->why)), &key))
		key = TEXT(because_LAW_MISSING);
	return text_str(k->a, k->w->at, key,
			TEXT_ARGS(TEXT_ARG("name", rights_value_name(k->w, l->path)), TEXT_ARG("day", day)));
}

static str other(const struct saying *k, const struct because *b)
{
	return text_str(k->a, k->w->at,
			b->n == 1 ? TEXT(because_OTHER_COVER_family) : TEXT(because_OTHER_COVER),
			TEXT_ARGS(TEXT_ARG("scheme", scheme_words(k, b->text))));
}

static str sentence(const struct saying *k, const struct because *b)
{
	switch (b->code) {
	case BECAUSE_MEMBER:
		return PUT(TEXT(because_MEMBER), TEXT_ARG("scheme", scheme_words(k, b->text)),
			   TEXT_ARG("day", b->day));
	case BECAUSE_PAID:
		return PUT(TEXT(because_PAID), PERIOD(b));
	case BECAUSE_UNPAID:
	case BECAUSE_FIRST_PAYMENT:
		return unpaid(k, b);
	case BECAUSE_PAID_LATE:
		return PUT(TEXT(because_PAID_LATE), PERIOD(b), TEXT_ARG("day", ((date){ (int32_t)b->n })));
	case BECAUSE_WAITING:
		return waiting(k, b);
	case BECAUSE_WORKED:
	case BECAUSE_NOT_WORKED:
		return work(k, b);
	case BECAUSE_SCORE:
	case BECAUSE_SCORE_ABOVE:
	case BECAUSE_SCORE_BELOW:
		return by_score(k, b);
	case BECAUSE_NO_SCORE:
		return text_get(k->w->at.lang, TEXT(because_NO_SCORE));
	case BECAUSE_TOO_OLD:
		return PUT(TEXT(because_TOO_OLD), TEXT_ARG("day", b->day),
			   TEXT_ARG("time", span_words(k, TEXT(span_years), b->n)));
	case BECAUSE_ENDED:
		return PUT(TEXT(because_ENDED), TEXT_ARG("scheme", scheme_words(k, b->text)),
			   TEXT_ARG("last", day_before(b->day)));
	case BECAUSE_DIED:
		return PUT(TEXT(because_DIED), TEXT_ARG("day", b->day));
	case BECAUSE_DEPENDANT:
		return dependant(k, b);
	case BECAUSE_DEPENDANT_END:
		return dependant_end(k, b);
	case BECAUSE_INSURED:
		return insured(k, b);
	case BECAUSE_NO_DEPENDANTS:
		return PUT(TEXT(because_NO_DEPENDANTS), TEXT_ARG("scheme", scheme_words(k, b->text)));
	case BECAUSE_KEPT_LOSS:
	case BECAUSE_KEPT_DIVORCE:
	case BECAUSE_KEPT_DEATH:
		return kept(k, b);
	case BECAUSE_OTHER_COVER:
		return other(k, b);
	case BECAUSE_LAW_UNKNOWN:
		return unknown(k, b);
	case BECAUSE_CODES:
	default:
		must(false); /* because_read() makes no other */
		return S("");
	}
}

/* ---- the law behind it ---- */

static str state_of(const struct basis_line *l)
{
	if (l->value.n > 0)
		return str_eq(l->status, S("UNCONFIRMED")) ? S("SIGNED") : l->status;
	return str_eq(l->why, S("UNCONFIRMED_UNSIGNED"))		      ? S("UNSIGNED")
	       : str_eq(l->why, S("DRAFT")) || str_eq(l->why, S("IMPRECISE")) ? l->why
									      : S("MISSING");
}

/* The rule in words; of a number its name and what it is. Empty where there is no value: the reason says so.
 */
static str rule_of(const struct saying *k, const struct basis_line *l, str *ret_machine)
{
	struct mistake why;
	struct law_rule r;

	*ret_machine = S("");
	if (l->value.n == 0)
		return S("");
	if (str_eq(l->unit, S("rule")) && rule_parse(l->value, k->a, &r, &why)) {
		*ret_machine = l->value;
		return rule_words(k->a, k->w->at, k->w->law, l->path, &r, k->w->on);
	}
	return PUT(TEXT(lawrule_value), TEXT_ARG("name", rights_value_name(k->w, l->path)),
		   TEXT_ARG("value", law_text_words(k->a, k->w->at, l->value, l->unit)));
}

static void add_law(const struct saying *k, const struct basis_line *l, struct right_reason *r)
{
	r->path = l->path;
	r->reference = str_eq(l->reference, S("unknown")) ? S("") : l->reference;
	r->state = state_of(l);
	r->rule = rule_of(k, l, &r->machine);
}

const struct right_reason *rights_sentences(struct arena *a, const struct rights_words *w, str because,
					    str basis, size_t *ret_n)
{
	struct right_reason *rows = arena_array(a, struct right_reason, BECAUSE_MAX);
	struct because b[BECAUSE_MAX];
	struct saying k = { .a = a, .w = w };
	size_t n, rows_n = 0;

	if (!because_read(because, b, &n) || !basis_read(basis, k.basis, &k.basis_n)) {
		rows[0] = (struct right_reason){ .code = BECAUSE_CODES,
						 .text = text_get(w->at.lang, TEXT(because_UNREADABLE)) };
		*ret_n = 1;
		return rows;
	}
	for (size_t i = 0; i < n; i++) {
		if (w->discreet && b[i].code == BECAUSE_OTHER_COVER)
			continue;
		struct right_reason *r = &rows[rows_n++];
		*r = (struct right_reason){ .code = b[i].code, .text = sentence(&k, &b[i]) };
		const struct basis_line *l = law_of(&k, &b[i]);
		if (l != NULL)
			add_law(&k, l, r);
		k.of_insured = k.of_insured || b[i].code == BECAUSE_INSURED;
	}
	*ret_n = rows_n;
	return rows;
}
