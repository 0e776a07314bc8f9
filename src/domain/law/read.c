/* domain/law/read.c - law files: from YAML to parameters, and what is wrong in them. */
#include "domain/law/law.h"

#include "base/yaml.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct reading {
	struct arena *a;
	struct law *l;
	size_t room; /* for parameters */
	struct law_reading said;
	str country, scheme; /* of the file that is read */
};

/* Empty when it isn't there. */
static str optional(struct reading *r, const struct yaml *y, const char *name)
{
	const struct yaml *v = yaml_get(y, str_of(name));

	if (v == NULL)
		return S("");
	if (v->kind != YAML_TEXT || v->s.n == 0)
		law_complain(&r->said, v, MISTAKE_TEXT_NONE, str_of(name));
	else if (v->s.n > LAW_TEXT_MAX || memchr(v->s.p, '\n', v->s.n) != NULL)
		law_complain(&r->said, v, MISTAKE_TEXT_LONG, str_of(name),
			     mistake_number(r->a, LAW_TEXT_MAX));
	else
		return v->s;
	return S("");
}

static str needed(struct reading *r, const struct yaml *y, const char *name, enum mistake_key missing)
{
	if (yaml_get(y, str_of(name)) == NULL)
		law_complain(&r->said, y, missing);
	return optional(r, y, name);
}

/* fr, ar, en: what can be said honestly, at least in one language. */
static void description(struct reading *r, const struct yaml *y, str *fr, str *ar, str *en)
{
	static const char *const known[] = { "fr", "ar", "en", NULL };
	const struct yaml *d = yaml_get(y, S("description"));

	*fr = *ar = *en = S("");
	if (d == NULL) {
		law_complain(&r->said, y, MISTAKE_DESCRIPTION_MISSING);
		return;
	}
	if (!law_is_map(&r->said, d, LAW_MAP(DESCRIPTION), known))
		return;
	*fr = optional(r, d, "fr");
	*ar = optional(r, d, "ar");
	*en = optional(r, d, "en");
}

/* ---- days ---- */

static bool digits_and_dashes(str s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((i == 4 || i == 7) ? s.p[i] != '-' : s.p[i] < '0' || '9' < s.p[i])
			return false;
	return s.n == n;
}

/* 2024-01-01, 2024-01, 2024. */
static bool edge_parse(struct arena *a, str s, struct law_edge *ret)
{
	date first, last = { 0 };
	str day = s.n == 4   ? str_printf(a, "%.*s-01-01", STR_ARG(s))
		  : s.n == 7 ? str_printf(a, "%.*s-01", STR_ARG(s))
			     : s;

	if (!digits_and_dashes(s, s.n == 4 || s.n == 7 ? s.n : 10) || !rc_ok(date_parse(day, &first)))
		return false;
	last.days = s.n == 4   ? date_add_months(first, 12).days - 1
		    : s.n == 7 ? date_add_months(first, 1).days - 1
			       : first.days;
	*ret = (struct law_edge){ s, first, last };
	return true;
}

static void read_start(struct reading *r, const struct yaml *name, const struct yaml *y, struct law_value *v)
{
	const struct yaml *seen = yaml_get(y, S("seen_on"));

	v->start = (struct law_edge){ name->s, { INT32_MIN }, { INT32_MIN } };
	if (!str_eq(name->s, S("unknown"))) {
		if (!edge_parse(r->a, name->s, &v->start))
			law_complain(&r->said, name, MISTAKE_VALUE_START);
		if (seen != NULL)
			law_complain(&r->said, seen, MISTAKE_SEEN_ON_ALONE);
		return;
	}
	str day = needed(r, y, "seen_on", MISTAKE_SEEN_ON_MISSING);
	if (day.n > 0 && !rc_ok(date_parse(day, &v->start.sure)))
		law_complain(&r->said, seen, MISTAKE_SEEN_ON_DAY);
}

static void read_end(struct reading *r, const struct yaml *y, struct law_value *v)
{
	str end = optional(r, y, "until");

	v->end = (struct law_edge){ S(""), DATE_NEVER, DATE_NEVER };
	if (end.n == 0)
		return;
	v->end_said = true;
	if (!edge_parse(r->a, end, &v->end))
		law_complain(&r->said, yaml_get(y, S("until")), MISTAKE_UNTIL_DAY);
	else if (v->end.first.days <= v->start.sure.days)
		law_complain(&r->said, yaml_get(y, S("until")), MISTAKE_UNTIL_EARLY);
}

/* ---- values ---- */

static bool reads(struct arena *a, const struct law_unit_row *u, struct law_value *v)
{
	struct law_edge e;
	int64_t whole;

	switch (u->kind) {
	case LAW_NUMBER:
		return rc_ok(decimal_parse(v->text, &v->number)) && v->number.units >= 0 &&
		       decimal_compare(v->number, (decimal){ u->max, 0 }) <= 0 &&
		       (!u->whole || decimal_whole(v->number, &whole));
	case LAW_DAY:
		return rc_ok(date_parse(v->text, &v->day));
	case LAW_MONTH:
		if (v->text.n != 7 || !edge_parse(a, v->text, &e))
			return false;
		v->day = e.first;
		return true;
	case LAW_MONTH_DAY:
		return rc_ok(date_parse(str_printf(a, "2000-%.*s", STR_ARG(v->text)), &v->day));
	case LAW_YES_NO:
		v->yes = str_eq(v->text, S("yes"));
		return v->yes || str_eq(v->text, S("no"));
	case LAW_ROUNDING:
		return rounding_parse(v->text, &v->rounding);
	case LAW_RULE:
		return v->rule != NULL;
	}
	return false;
}

/* A rule, of the part that the parameter's key names; what is wrong is said here. */
static void read_rule(struct reading *r, const struct law_parameter *p, const struct yaml *at,
		      struct law_value *v)
{
	struct law_rule *rule = arena_new(r->a, struct law_rule);
	struct mistake why;
	str part;

	if (!rule_parse(v->text, r->a, rule, &why))
		law_complain_of(&r->said, at, &why);
	else if (rule_part(p->key, &part) && !str_eq(part, rule_kind_part(rule->kind)))
		law_complain(&r->said, at, MISTAKE_RULE_PART, rule_kind_name(rule->kind),
			     rule_kind_part(rule->kind), p->key);
	else
		v->rule = rule;
}

/* Of any unit but the rule, which read_rule() has a word for. */
static enum mistake_key no_value_in(const struct law_unit_row *u)
{
	static const enum mistake_key of[] = {
		[LAW_NUMBER] = MISTAKE_VALUE_NUMBER, [LAW_DAY] = MISTAKE_VALUE_DAY,
		[LAW_MONTH] = MISTAKE_VALUE_MONTH,   [LAW_MONTH_DAY] = MISTAKE_VALUE_MONTH_DAY,
		[LAW_YES_NO] = MISTAKE_VALUE_YES_NO, [LAW_ROUNDING] = MISTAKE_VALUE_ROUNDING,
	};

	must(u->kind != LAW_RULE);
	return u->whole ? MISTAKE_VALUE_WHOLE : of[u->kind];
}

static void hash(unsigned char ret[LAW_DIGEST_BYTES], struct arena *a, const struct law_parameter *p,
		 const struct law_value *v)
{
	str s = str_printf(a,
			   "sanad-law-value 1\npath %.*s\nfrom %.*s\nvalue %.*s\nunit %.*s\nunit_note "
			   "%.*s\nreference %.*s\n",
			   STR_ARG(p->path), STR_ARG(v->start.text), STR_ARG(v->text),
			   STR_ARG(law_unit(p->unit)->word), STR_ARG(p->unit_note), STR_ARG(v->reference));

	must(crypto_hash_sha256(ret, (const unsigned char *)s.p, s.n) == 0);
}

static void read_status(struct reading *r, const struct yaml *y, struct law_value *v)
{
	str status = needed(r, y, "status", MISTAKE_STATUS_MISSING);

	if (status.n > 0 && !law_status_parse(status, &v->status))
		law_complain(&r->said, yaml_get(y, S("status")), MISTAKE_STATUS_UNKNOWN, status);
	v->reference = needed(r, y, "reference", MISTAKE_REFERENCE_MISSING);
	v->seen_at = needed(r, y, "seen_at", MISTAKE_SEEN_AT_MISSING);
	v->confidence = needed(r, y, "confidence", MISTAKE_CONFIDENCE_MISSING);
	if (v->status == LAW_VOTED && str_eq(v->reference, S("unknown")))
		law_complain(&r->said, yaml_get(y, S("reference")), MISTAKE_VOTED_REFERENCE);
}

static void read_value(struct reading *r, const struct law_parameter *p, const struct yaml *name,
		       const struct yaml *y, struct law_value *v)
{
	static const char *const gap[] = { "missing", NULL };
	static const char *const known[] = { "value",	"until",      "status",	   "reference",	 "seen_at",
					     "seen_on", "confidence", "from_note", "until_note", NULL };
	bool missing = yaml_get(y, S("missing")) != NULL;

	*v = (struct law_value){ .line = name->line, .column = name->column };
	if (missing ? !law_is_map(&r->said, y, LAW_MAP(GAP), gap)
		    : !law_is_map(&r->said, y, LAW_MAP(VALUE), known)) {
		v->start.text = name->s;
		return;
	}
	if (missing) {
		v->missing = optional(r, y, "missing");
		v->end = (struct law_edge){ S(""), DATE_NEVER, DATE_NEVER };
		v->start = (struct law_edge){ name->s, { INT32_MIN }, { INT32_MIN } };
		if (!edge_parse(r->a, name->s, &v->start))
			law_complain(&r->said, name, MISTAKE_GAP_START);
		return;
	}
	read_start(r, name, y, v);
	read_end(r, y, v);
	read_status(r, y, v);
	v->start_note = optional(r, y, "from_note");
	v->end_note = optional(r, y, "until_note");
	v->text = needed(r, y, "value", MISTAKE_VALUE_MISSING);
	if (v->text.n > 0 && p->has_unit && p->unit == UNIT_RULE)
		read_rule(r, p, yaml_get(y, S("value")), v);
	else if (v->text.n > 0 && p->has_unit && !reads(r->a, law_unit(p->unit), v))
		law_complain(&r->said, yaml_get(y, S("value")), no_value_in(law_unit(p->unit)), v->text,
			     law_unit(p->unit)->word);
	hash(v->digest, r->a, p, v);
}

/* ---- one after the other ---- */

static bool is_draft(const struct law_value *v) { return v->missing.n == 0 && v->status == LAW_DRAFT; }

static bool same(const struct law_edge *x, const struct law_edge *y)
{
	return x->first.days == y->first.days && x->sure.days == y->sure.days;
}

/* Between a value and what follows it in the law, or among drafts. */
static void follow(struct reading *r, struct law_value *v, const struct law_value *next,
		   const struct yaml *at)
{
	if (next->start.first.days <= v->start.sure.days) {
		law_complain(&r->said, at, MISTAKE_ORDER_TOUCH, v->start.text, next->start.text);
		return;
	}
	if (!v->end_said)
		v->end = next->start;
	else if (v->end.first.days > next->start.first.days)
		law_complain(&r->said, at, MISTAKE_ORDER_OVERLAP, v->start.text, v->end.text,
			     next->start.text);
	else if (!same(&v->end, &next->start))
		law_complain(&r->said, at, MISTAKE_ORDER_HOLE, v->end.text, next->start.text);
}

/* What ends without anything that follows: not even a draft, nor a gap that says why. */
static bool ends_in_nothing(const struct law_parameter *p, const struct law_value *v)
{
	for (size_t i = 0; i < p->n; i++)
		if (same(&p->value[i].start, &v->end))
			return false;
	return v->end_said;
}

static void in_order(struct reading *r, struct law_parameter *p, const struct yaml *values)
{
	for (size_t i = 0; i < p->n; i++) {
		struct law_value *v = &p->value[i];
		size_t next = i + 1;
		while (next < p->n && is_draft(&p->value[next]) != is_draft(v))
			next++;
		if (next < p->n)
			follow(r, v, &p->value[next], &values->name[next]);
		else if (ends_in_nothing(p, v))
			law_complain(&r->said, &values->name[i], MISTAKE_ORDER_END, v->end.text);
	}
}

/* ---- parameters ---- */

/* The path is an address too: no part of it may be empty, "." or "..". */
static bool empty_part(str s)
{
	size_t n = 0, dots = 0;

	for (size_t i = 0; i <= s.n; i++) {
		if (i == s.n || s.p[i] == '/') {
			if (dots == n && n <= 2)
				return true;
			n = dots = 0;
		} else {
			n++;
			dots += s.p[i] == '.';
		}
	}
	return false;
}

static bool key_good(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool word = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
		if (!word && (i == 0 || c == '\0' || strchr("._/()-", c) == NULL))
			return false;
	}
	return 0 < s.n && s.n <= 80 && !empty_part(s);
}

static void read_unit(struct reading *r, const struct yaml *y, struct law_parameter *p)
{
	str word = optional(r, y, "unit");

	p->unit_note = optional(r, y, "unit_note");
	p->has_unit = law_unit_parse(word, &p->unit);
	if (word.n > 0 && !p->has_unit)
		law_complain(&r->said, yaml_get(y, S("unit")), MISTAKE_UNIT_UNKNOWN, word,
			     law_unit_words(r->a));
}

/* rule.PART and the unit rule belong together, and the part is one that there is. */
static void check_part(struct reading *r, const struct yaml *name, const struct law_parameter *p)
{
	str key = p->key, part;
	bool named = str_skip(&key, S("rule.")), unit = p->has_unit && p->unit == UNIT_RULE;

	if (named != unit)
		law_complain(&r->said, name, named ? MISTAKE_PART_UNIT : MISTAKE_PART_NAME);
	else if (named && !rule_part(p->key, &part))
		law_complain(&r->said, name, MISTAKE_PART_UNKNOWN, p->key, rule_parts_needed(r->a));
}

/* Without any value: why, and what the source says instead. */
static void read_gap(struct reading *r, const struct yaml *y, struct law_parameter *p)
{
	static const char *const known[] = { "description", "unit",    "unit_note",  "missing", "said",
					     "reference",   "seen_at", "confidence", NULL };

	(void)law_is_map(&r->said, y, LAW_MAP(BARE), known);
	p->missing = optional(r, y, "missing");
	p->said = optional(r, y, "said");
	p->reference = optional(r, y, "reference");
	p->seen_at = optional(r, y, "seen_at");
	p->confidence = optional(r, y, "confidence");
}

static void read_values(struct reading *r, const struct yaml *y, struct law_parameter *p)
{
	static const char *const known[] = { "description", "unit", "unit_note", "values", NULL };
	const struct yaml *values = yaml_get(y, S("values"));

	(void)law_is_map(&r->said, y, LAW_MAP(PARAMETER), known);
	if (yaml_get(y, S("unit")) == NULL)
		law_complain(&r->said, y, MISTAKE_UNIT_MISSING, law_unit_words(r->a));
	if (values == NULL) {
		law_complain(&r->said, y, MISTAKE_VALUES_MISSING);
		return;
	}
	if (!law_is_any_map(&r->said, values, MISTAKE_VALUES_MAP))
		return;
	size_t before = r->said.mistakes;
	p->value = arena_array(r->a, struct law_value, values->n);
	p->n = values->n;
	for (size_t i = 0; i < p->n; i++)
		read_value(r, p, &values->name[i], &values->v[i], &p->value[i]);
	if (r->said.mistakes == before) /* days that can be compared */
		in_order(r, p, values);
}

static struct law_parameter *next_parameter(struct reading *r)
{
	struct law *l = r->l;

	arena_room(r->a, l->parameter, l->n, r->room, 128);
	return &l->parameter[l->n];
}

static void read_parameter(struct reading *r, const struct yaml *name, const struct yaml *y)
{
	struct law *l = r->l;

	if (!key_good(name->s)) {
		law_complain(&r->said, name, MISTAKE_KEY_FORM);
		return;
	}
	if (l->n == LAW_PARAMETERS_MAX || y->kind != YAML_MAP) {
		law_complain(&r->said, name,
			     l->n == LAW_PARAMETERS_MAX ? MISTAKE_PARAMETERS_MANY : MISTAKE_PARAMETER_KIND);
		return;
	}
	struct law_parameter *p = next_parameter(r);
	size_t before = r->said.mistakes;
	*p = (struct law_parameter){ .country = r->country,
				     .scheme = r->scheme,
				     .key = name->s,
				     .file = r->said.file,
				     .line = name->line };
	p->path =
	    str_printf(r->a, "%.*s/%.*s/%.*s", STR_ARG(r->country), STR_ARG(r->scheme), STR_ARG(name->s));
	description(r, y, &p->fr, &p->ar, &p->en);
	read_unit(r, y, p);
	check_part(r, name, p);
	if (yaml_get(y, S("missing")) != NULL)
		read_gap(r, y, p);
	else
		read_values(r, y, p);
	l->n += r->said.mistakes == before;
}

/* ---- files ---- */

/* "ma/AMO_TNS.yaml" is the country's and the scheme's. */
static bool name_good(struct reading *r)
{
	str s = r->said.file;
	const char *slash = memchr(s.p, '/', s.n);

	if (slash == NULL || s.n < 6 || memcmp(s.p + s.n - 5, ".yaml", 5) != 0)
		return false;
	r->country = (str){ s.p, (size_t)(slash - s.p) };
	r->scheme = (str){ slash + 1, s.n - r->country.n - 6 };
	return r->country.n == 2 && key_good(r->scheme) && memchr(r->scheme.p, '/', r->scheme.n) == NULL;
}

static bool code_good(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] < 'A' || 'Z' < s.p[i]) && (s.p[i] < '0' || '9' < s.p[i]) &&
		    (i == 0 || s.p[i] != '-'))
			return false;
	return 0 < s.n && s.n <= LAW_CODE_MAX;
}

static void read_classes(struct reading *r, const struct yaml *y, struct law_scheme *s)
{
	if (y->kind != YAML_LIST || y->n == 0 || y->n > LAW_CLASSES_MAX) {
		law_complain(&r->said, y, MISTAKE_CLASSES_LIST, mistake_number(r->a, LAW_CLASSES_MAX));
		return;
	}
	if (s->code.n == 0)
		law_complain(&r->said, y, MISTAKE_CLASSES_CODE);
	s->class = arena_array(r->a, str, y->n);
	for (size_t i = 0; i < y->n; i++) {
		str c = y->v[i].kind == YAML_TEXT ? y->v[i].s : S("");
		bool twice = false;
		for (size_t k = 0; k < s->classes_n; k++)
			twice |= str_eq(s->class[k], c);
		if (!code_good(c))
			law_complain(&r->said, &y->v[i], MISTAKE_CLASS_FORM,
				     mistake_number(r->a, LAW_CODE_MAX));
		else if (twice)
			law_complain(&r->said, &y->v[i], MISTAKE_CLASS_TWICE, c);
		else
			s->class[s->classes_n++] = c;
	}
}

/* A scheme that people belong to can be read in three languages, and nothing of it is left open in silence.
 */
static void whole_scheme(struct reading *r, const struct yaml *at, const struct law_scheme *s,
			 const struct yaml *parameters)
{
	str part[RULE_LIST_MAX];
	size_t n = rule_list(rule_parts_needed(r->a), part), conditions = 0;

	for (size_t i = 0; parameters != NULL && parameters->kind == YAML_MAP && i < parameters->n; i++) {
		str key = parameters->name[i].s;
		conditions += str_skip(&key, S("rule.condition."));
	}
	if (conditions > RULE_CONDITIONS_MAX)
		law_complain(&r->said, at, MISTAKE_SCHEME_CONDITIONS,
			     mistake_number(r->a, RULE_CONDITIONS_MAX));
	if (s->fr.n == 0 || s->ar.n == 0 || s->en.n == 0)
		law_complain(&r->said, at, MISTAKE_SCHEME_LANGUAGES);
	for (size_t i = 0; i < n; i++)
		if (parameters == NULL ||
		    yaml_get(parameters, str_printf(r->a, "rule.%.*s", STR_ARG(part[i]))) == NULL)
			law_complain(&r->said, at, MISTAKE_SCHEME_PART, part[i]);
	for (size_t i = 0; i < r->l->schemes_n; i++)
		if (str_eq(r->l->scheme[i].country, s->country) && str_eq(r->l->scheme[i].code, s->code))
			law_complain(&r->said, at, MISTAKE_CODE_TWICE, r->l->scheme[i].file);
}

static void read_code(struct reading *r, const struct yaml *y, struct law_scheme *s)
{
	const struct yaml *code = yaml_get(y, S("code")), *classes = yaml_get(y, S("classes"));

	s->code = optional(r, y, "code");
	if (s->code.n > 0 && !code_good(s->code)) {
		law_complain(&r->said, code, MISTAKE_CODE_FORM, mistake_number(r->a, LAW_CODE_MAX));
		s->code = S("");
	}
	if (classes != NULL)
		read_classes(r, classes, s);
	if (s->code.n > 0)
		whole_scheme(r, code, s, yaml_get(y, S("parameters")));
}

static void read_file(struct reading *r, str content)
{
	static const char *const known[] = { "country", "scheme",     "code", "description",
					     "classes", "parameters", NULL };
	struct law_scheme *s = &r->l->scheme[r->l->schemes_n];
	struct yaml y = { .line = 1, .column = 1 };
	struct yaml_fault why;

	if (!name_good(r)) {
		law_complain(&r->said, &y, MISTAKE_FILE_NAME);
		return;
	}
	if (!rc_ok(yaml_read(r->a, content, &y, &why))) {
		law_complain_yaml(&r->said, &why);
		return;
	}
	if (!law_is_map(&r->said, &y, LAW_MAP(FILE), known))
		return;
	if (!str_eq(needed(r, &y, "country", MISTAKE_COUNTRY_MISSING), r->country) ||
	    !str_eq(needed(r, &y, "scheme", MISTAKE_SCHEME_MISSING), r->scheme))
		law_complain(&r->said, &y, MISTAKE_FILE_HEAD, r->country, r->scheme);
	*s = (struct law_scheme){ .country = r->country, .scheme = r->scheme, .file = r->said.file };
	description(r, &y, &s->fr, &s->ar, &s->en);
	read_code(r, &y, s);
	r->l->schemes_n++;
	const struct yaml *all = yaml_get(&y, S("parameters"));
	if (all == NULL)
		law_complain(&r->said, &y, MISTAKE_PARAMETERS_MISSING);
	else if (law_is_any_map(&r->said, all, MISTAKE_PARAMETERS_MAP))
		for (size_t i = 0; i < all->n; i++)
			read_parameter(r, &all->name[i], &all->v[i]);
}

static int by_path(const void *x, const void *y)
{
	const struct law_parameter *p = x, *q = y;

	return str_order(p->path, q->path);
}

static int by_file(const void *x, const void *y)
{
	const struct law_scheme *p = x, *q = y;

	return str_order(p->file, q->file);
}

/* ---- between files ---- */

static bool rules_good(struct reading *r, const struct law_parameter *p)
{
	size_t before = r->said.mistakes;

	r->said.file = p->file;
	for (size_t i = 0; i < p->n; i++) {
		const struct law_value *v = &p->value[i];
		struct mistake why[RULE_FAULTS_MAX];
		size_t n = v->rule != NULL ? law_rule_faults(r->l, p, v->rule, r->a, why) : 0;
		for (size_t k = 0; k < n; k++)
			law_complain_at(&r->said, v->line, v->column, &why[k]);
	}
	return r->said.mistakes == before;
}

/* No rule names another, so that one which is left out makes no other wrong. */
static void check_rules(struct reading *r)
{
	struct law *l = r->l;
	bool *good = arena_array(r->a, bool, l->n + 1);
	size_t kept = 0;

	for (size_t i = 0; i < l->n; i++)
		good[i] = rules_good(r, &l->parameter[i]);
	for (size_t i = 0; i < l->n; i++)
		if (good[i])
			l->parameter[kept++] = l->parameter[i];
	l->n = kept;
}

void law_read(struct arena *a, const struct law_file *file, size_t n, struct law *ret)
{
	struct law_problem *problem = arena_array(a, struct law_problem, LAW_PROBLEMS_MAX);
	struct reading r = { .a = a,
			     .l = ret,
			     .said = { .a = a, .problem = problem, .max = LAW_PROBLEMS_MAX } };

	must(n <= LAW_FILES_MAX);
	*ret = (struct law){ .scheme = arena_array(a, struct law_scheme, n + 1), .problem = problem };
	for (size_t i = 0; i < n; i++) {
		r.said.file = file[i].name;
		read_file(&r, file[i].text);
	}
	if (ret->n > 0)
		qsort(ret->parameter, ret->n, sizeof *ret->parameter, by_path);
	qsort(ret->scheme, ret->schemes_n, sizeof *ret->scheme, by_file);
	check_rules(&r);
	ret->problems_n = r.said.n;
}
