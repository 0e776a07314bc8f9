/* domain/law/rule.c - kinds of rule: what they must be told, and whether what they name is in the law. */
#include "domain/law/law.h"

#include "base/out.h"

#include <string.h>

static const struct kind {
	str part, name, args;
} kinds[] = {
#define RULE(part, kind, args) \
	{ { part, sizeof part - 1 }, { #kind, sizeof #kind - 1 }, { "" args, sizeof "" args - 1 } },
#include "domain/law/rule.def"
#undef RULE
};

str rule_kind_name(enum rule_kind k) { return kinds[k].name; }

str rule_kind_part(enum rule_kind k) { return kinds[k].part; }

/* What stands before the first `c`, and goes behind it. */
static str cut(str *s, char c)
{
	const char *p = s->n > 0 ? memchr(s->p, c, s->n) : NULL;
	str head = { s->p, p != NULL ? (size_t)(p - s->p) : s->n };
	size_t gone = head.n + (p != NULL);

	*s = gone == s->n ? S("") : (str){ s->p + gone, s->n - gone };
	return head;
}

/* ---- what a kind is told, as rule.def has it ---- */

enum type { KEY, KEYS, GAPS, WORD, CODE, CODES, NUMBER };

static const char *const types[] = { "key", "keys", "gaps", "word", "code", "codes", "number" };

struct spec {
	str name;
	bool optional;
	enum type type;
	str in; /* the brackets */
};

/* The next of "wait?:key(months) rates:keys(%)"; a space may stand in brackets. */
static bool next_spec(str *rest, struct spec *ret)
{
	if (rest->n == 0)
		return false;
	*ret = (struct spec){ .name = cut(rest, ':') };
	size_t n = 0;
	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '(')
		n++;
	str word = { rest->p, n };
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (str_eq(word, str_of(types[i])))
			ret->type = (enum type)i;
	if (n < rest->n && rest->p[n] == '(') {
		(void)cut(rest, '(');
		ret->in = cut(rest, ')');
	}
	(void)cut(rest, ' ');
	if (ret->name.p[ret->name.n - 1] == '?') {
		ret->optional = true;
		ret->name.n--;
	}
	return true;
}

static bool spec_of(enum rule_kind k, str name, struct spec *ret)
{
	str rest = kinds[k].args;

	while (next_spec(&rest, ret))
		if (str_eq(ret->name, name))
			return true;
	return false;
}

/* ---- one argument ---- */

static bool letter_or_digit(char c)
{
	return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
}

static bool is_code(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!letter_or_digit(s.p[i]) && s.p[i] != '-' && s.p[i] != '_')
			return false;
	return s.n > 0 && letter_or_digit(s.p[0]);
}

/* SCHEME/KEY: whether it exists is another question. */
static bool is_key(str s)
{
	str key = s, scheme = cut(&key, '/');

	return is_code(scheme) && key.n > 0 && letter_or_digit(key.p[0]);
}

static bool is_word(str s, str of)
{
	while (of.n > 0)
		if (str_eq(cut(&of, ','), s))
			return true;
	return false;
}

static bool is_number(str s)
{
	int64_t n;

	return (s.n == 1 || (s.n > 0 && s.p[0] != '0')) && str_digits(&s, 1, 9, &n) && s.n == 0;
}

size_t rule_list(str value, str ret[static RULE_LIST_MAX])
{
	size_t n = 0;

	while (value.n > 0 && n < RULE_LIST_MAX)
		ret[n++] = cut(&value, ',');
	return n;
}

static bool item_good(const struct spec *s, str item)
{
	switch (s->type) {
	case KEY:
	case KEYS:
		return is_key(item);
	case GAPS:
		return str_eq(item, S("-")) || is_key(item);
	case WORD:
		return is_word(item, s->in);
	case CODE:
	case CODES:
		return is_code(item);
	case NUMBER:
		return is_number(item);
	}
	return false;
}

static bool value_good(const struct spec *s, str value)
{
	bool list = s->type == KEYS || s->type == GAPS || s->type == CODES;
	size_t n = 0;

	if (!list)
		return item_good(s, value);
	if (value.n == 0 || value.p[value.n - 1] == ',')
		return false;
	for (; value.n > 0; n++)
		if (!item_good(s, cut(&value, ',')))
			return false;
	return n <= RULE_LIST_MAX;
}

/* What the mistakes about an argument say of its type: how many there may be, or which words. */
static str how_it_reads(const struct spec *s, struct arena *a)
{
	return s->type == WORD ? s->in : mistake_number(a, RULE_LIST_MAX);
}

/* ---- a rule ---- */

str rule_arg(const struct law_rule *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++)
		if (str_eq(r->arg[i].name, str_of(name)))
			return r->arg[i].value;
	return S("");
}

bool rule_number(const struct law_rule *r, const char *name, int64_t *ret)
{
	str s = rule_arg(r, name);

	return str_digits(&s, 1, 9, ret);
}

static str kinds_of(struct arena *a)
{
	struct out o;

	out_init(&o, a, 256);
	for (size_t i = 0; i < RULE_KINDS; i++)
		out_printf(&o, "%s%.*s", o.n > 0 ? ", " : "", STR_ARG(kinds[i].name));
	return out_view(&o);
}

static bool read_kind(str name, struct arena *a, struct law_rule *ret, struct mistake *why)
{
	for (size_t i = 0; i < RULE_KINDS; i++)
		if (str_eq(name, kinds[i].name)) {
			ret->kind = (enum rule_kind)i;
			return true;
		}
	*why = MISTAKEN(MISTAKE_RULE_KIND, name, kinds_of(a));
	return false;
}

static bool read_arg(str word, struct arena *a, struct law_rule *ret, struct mistake *why)
{
	static const enum mistake_key wrong[] = {
		[KEY] = MISTAKE_RULE_ARG_KEY,	   [KEYS] = MISTAKE_RULE_ARG_KEYS,
		[GAPS] = MISTAKE_RULE_ARG_GAPS,	   [WORD] = MISTAKE_RULE_ARG_WORD,
		[CODE] = MISTAKE_RULE_ARG_CODE,	   [CODES] = MISTAKE_RULE_ARG_CODES,
		[NUMBER] = MISTAKE_RULE_ARG_NUMBER
	};
	const struct kind *k = &kinds[ret->kind];
	str value = word, name = cut(&value, '=');
	struct spec s;

	if (name.n == 0 || name.n == word.n)
		*why = MISTAKEN(MISTAKE_RULE_FORM);
	else if (!spec_of(ret->kind, name, &s))
		*why = MISTAKEN(k->args.n > 0 ? MISTAKE_RULE_TAKES : MISTAKE_RULE_TAKES_NOTHING, k->name,
				name, k->args);
	else if (rule_arg(ret, str_c(a, name)).n > 0)
		*why = MISTAKEN(MISTAKE_RULE_SAID_TWICE, name);
	else if (!value_good(&s, value))
		*why = MISTAKEN(wrong[s.type], name, k->name, how_it_reads(&s, a));
	else {
		ret->arg[ret->n++] = (struct rule_arg){ name, value };
		return true;
	}
	return false;
}

static bool nothing_left_out(struct arena *a, const struct law_rule *r, struct mistake *why)
{
	static const enum mistake_key needs[] = {
		[KEY] = MISTAKE_RULE_NEEDS_KEY,	     [KEYS] = MISTAKE_RULE_NEEDS_KEYS,
		[GAPS] = MISTAKE_RULE_NEEDS_GAPS,    [WORD] = MISTAKE_RULE_NEEDS_WORD,
		[CODE] = MISTAKE_RULE_NEEDS_CODE,    [CODES] = MISTAKE_RULE_NEEDS_CODES,
		[NUMBER] = MISTAKE_RULE_NEEDS_NUMBER
	};
	str rest = kinds[r->kind].args;
	struct spec s;

	while (next_spec(&rest, &s))
		if (!s.optional && rule_arg(r, str_c(a, s.name)).n == 0) {
			*why = MISTAKEN(needs[s.type], kinds[r->kind].name, s.name, how_it_reads(&s, a));
			return false;
		}
	return true;
}

/* ---- lists that belong together ---- */

enum { TOGETHER_MAX = 3 };

static const struct together {
	enum rule_kind kind;
	size_t max;
	const char *name[TOGETHER_MAX]; /* NULL: no more */
} together[] = {
	{ RULE_FORFAIT, RULE_CLASSES_MAX, { "classes", "multiples" } },
	{ RULE_WORKED, RULE_WAYS_MAX, { "months", "days", "hours" } },
	{ RULE_WORKED, RULE_WAYS_MAX, { "first_months", "first_days", "first_hours" } },
};

static bool one_length(struct arena *a, const struct together *t, const struct law_rule *r,
		       struct mistake *why)
{
	str item[RULE_LIST_MAX];
	size_t n = rule_list(rule_arg(r, t->name[0]), item);

	if (n > t->max) {
		*why = MISTAKEN(MISTAKE_RULE_ITEMS, str_of(t->name[0]), mistake_number(a, t->max));
		return false;
	}
	for (size_t i = 1; i < TOGETHER_MAX && t->name[i] != NULL; i++)
		if (rule_list(rule_arg(r, t->name[i]), item) != n) {
			*why = MISTAKEN(MISTAKE_RULE_LENGTHS, str_of(t->name[0]), str_of(t->name[i]));
			return false;
		}
	return true;
}

/* An alternative that asks for neither days nor hours would open rights to everybody. */
static bool asks_for_work(struct arena *a, const char *days, const char *hours, const struct law_rule *r,
			  struct mistake *why)
{
	str day[RULE_LIST_MAX], hour[RULE_LIST_MAX];
	size_t n = rule_list(rule_arg(r, days), day), m = rule_list(rule_arg(r, hours), hour);

	for (size_t i = 0; i < n && i < m; i++)
		if (str_eq(day[i], S("-")) && str_eq(hour[i], S("-"))) {
			*why = MISTAKEN(MISTAKE_RULE_ALTERNATIVE, str_of(days), str_of(hours),
					mistake_number(a, i + 1));
			return false;
		}
	return true;
}

static bool no_class_twice(const struct law_rule *r, struct mistake *why)
{
	str item[RULE_LIST_MAX];
	size_t n = rule_list(rule_arg(r, "classes"), item);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(item[i], item[k])) {
				*why = MISTAKEN(MISTAKE_RULE_CLASS_TWICE, item[i]);
				return false;
			}
	return true;
}

static bool fits_together(struct arena *a, const struct law_rule *r, struct mistake *why)
{
	for (size_t i = 0; i < sizeof together / sizeof together[0]; i++)
		if (together[i].kind == r->kind && !one_length(a, &together[i], r, why))
			return false;
	if (r->kind != RULE_WORKED)
		return no_class_twice(r, why);
	if ((rule_arg(r, "first").n > 0) != (rule_arg(r, "first_months").n > 0)) {
		*why = MISTAKEN(MISTAKE_RULE_FIRST);
		return false;
	}
	return asks_for_work(a, "days", "hours", r, why) &&
	       asks_for_work(a, "first_days", "first_hours", r, why);
}

bool rule_parse(str line, struct arena *a, struct law_rule *ret, struct mistake *why)
{
	str rest = line;

	*ret = (struct law_rule){ 0 };
	if (line.n > 0 && line.p[line.n - 1] == ' ') {
		*why = MISTAKEN(MISTAKE_RULE_SPACE);
		return false;
	}
	if (!read_kind(cut(&rest, ' '), a, ret, why))
		return false;
	while (rest.n > 0)
		if (!read_arg(cut(&rest, ' '), a, ret, why))
			return false;
	return nothing_left_out(a, ret, why) && fits_together(a, ret, why);
}

/* ---- parts of a scheme ---- */

/* Those of which a scheme may have several, each with a name. */
static bool bears_names(str part) { return str_eq(part, S("condition")) || str_eq(part, S("keep")); }

bool rule_part(str key, str *ret)
{
	str name = key;
	bool known = false;

	if (!str_skip(&name, S("rule.")))
		return false;
	*ret = cut(&name, '.');
	for (size_t i = 0; i < RULE_KINDS; i++)
		known |= str_eq(*ret, kinds[i].part);
	if (str_eq(*ret, S("keep"))) /* what the program can tell apart */
		return is_word(name, S("loss,divorce,death"));
	return known && (bears_names(*ret) ? is_code(name) : ret->n + S("rule.").n == key.n);
}

str rule_parts_needed(struct arena *a)
{
	struct out o;
	str before = S("");

	out_init(&o, a, 128);
	for (size_t i = 0; i < RULE_KINDS; i++) {
		if (!str_eq(kinds[i].part, before) && !bears_names(kinds[i].part))
			out_printf(&o, "%s%.*s", o.n > 0 ? "," : "", STR_ARG(kinds[i].part));
		before = kinds[i].part;
	}
	return out_view(&o);
}

/* ---- what a rule names ---- */

struct looking {
	const struct law *l;
	const struct law_parameter *p;
	struct arena *a;
	struct mistake *why;
	size_t n;
};

static void fault(struct looking *w, struct mistake what)
{
	if (w->n < RULE_FAULTS_MAX)
		w->why[w->n++] = what;
}

static void look_for(struct looking *w, str key, str unit)
{
	const struct law_parameter *q =
	    law_find(w->l, str_printf(w->a, "%.*s/%.*s", STR_ARG(w->p->country), STR_ARG(key)));

	if (q == NULL)
		fault(w, MISTAKEN(MISTAKE_RULE_NAMES_NONE, key, w->p->country, unit));
	else if (!q->has_unit)
		fault(w, MISTAKEN(MISTAKE_RULE_NAMES_BARE, key, unit));
	else if (!str_eq(law_unit(q->unit)->word, unit))
		fault(w, MISTAKEN(MISTAKE_RULE_NAMES_UNIT, key, law_unit(q->unit)->word, unit));
}

static const struct law_scheme *scheme_of(const struct law *l, const struct law_parameter *p)
{
	for (size_t i = 0; i < l->schemes_n; i++)
		if (str_eq(l->scheme[i].file, p->file))
			return &l->scheme[i];
	return NULL;
}

static bool among(str x, const str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(x, list[i]))
			return true;
	return false;
}

static void same_classes(struct looking *w, str classes)
{
	const struct law_scheme *s = scheme_of(w->l, w->p);
	str item[RULE_LIST_MAX];
	size_t n = rule_list(classes, item);

	for (size_t i = 0; i < n; i++)
		if (s == NULL || !among(item[i], s->class, s->classes_n))
			fault(w, MISTAKEN(MISTAKE_RULE_CLASS_NONE, item[i]));
	for (size_t i = 0; s != NULL && i < s->classes_n; i++)
		if (!among(s->class[i], item, n))
			fault(w, MISTAKEN(MISTAKE_RULE_CLASS_SILENT, s->class[i]));
}

size_t law_rule_faults(const struct law *l, const struct law_parameter *p, const struct law_rule *r,
		       struct arena *a, struct mistake why[static RULE_FAULTS_MAX])
{
	struct looking w = { l, p, a, why, 0 };
	str item[RULE_LIST_MAX];
	struct spec s;

	for (size_t i = 0; i < r->n; i++) {
		must(spec_of(r->kind, r->arg[i].name, &s));
		if (s.type == CODES)
			same_classes(&w, r->arg[i].value);
		if (s.type != KEY && s.type != KEYS && s.type != GAPS)
			continue;
		size_t n = rule_list(r->arg[i].value, item);
		for (size_t k = 0; k < n; k++)
			if (!str_eq(item[k], S("-")))
				look_for(&w, item[k], s.in);
	}
	return w.n;
}
