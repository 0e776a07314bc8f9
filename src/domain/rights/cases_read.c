/* domain/rights/cases_read.c - files of worked cases: from YAML to facts and what is expected of them. */
#include "domain/rights/cases.h"

#include "base/yaml.h"

#include <string.h>

enum { TEXT_MAX = 1000, NAME_MAX_BYTES = 60 };

struct reading {
	struct arena *a;
	const struct law *law;
	struct cases *out;
	struct law_reading said;
	str country; /* of the file that is read */
	size_t facts;
	struct law_case *c;
	const struct yaml *people;
};

/* ---- what is wrong ---- */

static bool has_items(const struct yaml *y) { return y->kind == YAML_LIST && y->n > 0; }

static bool is_list(struct reading *r, const struct yaml *y, const char *what)
{
	bool is = has_items(y);

	if (!is)
		law_complain(&r->said, y, MISTAKE_CASE_LIST_NONE, str_of(what));
	return is;
}

static bool is_short(struct reading *r, const struct yaml *y)
{
	bool is = y->kind != YAML_LIST || y->n <= CASE_LIST_MAX;

	if (!is)
		law_complain(&r->said, y, MISTAKE_CASE_LIST_LONG, mistake_number(r->a, CASE_LIST_MAX));
	return is;
}

/* ---- texts and days ---- */

static bool is_text(struct reading *r, const struct yaml *y, const char *what)
{
	bool is =
	    y->kind == YAML_TEXT && 0 < y->s.n && y->s.n <= TEXT_MAX && memchr(y->s.p, '\n', y->s.n) == NULL;

	if (!is)
		law_complain(&r->said, y, MISTAKE_CASE_TEXT_NONE, str_of(what));
	return is;
}

/* Empty when it isn't there, or isn't good. */
static str optional(struct reading *r, const struct yaml *y, const char *name)
{
	const struct yaml *v = yaml_get(y, str_of(name));

	return v != NULL && is_text(r, v, name) ? v->s : S("");
}

static str needed(struct reading *r, const struct yaml *y, const char *name, enum mistake_key missing)
{
	if (yaml_get(y, str_of(name)) == NULL)
		law_complain(&r->said, y, missing);
	return optional(r, y, name);
}

/* Within the centuries that people live in: no rule counts months over the edge of the calendar. */
static bool day_good(date d)
{
	int y, m, day;

	date_split(d, &y, &m, &day);
	return 1900 <= y && y < 2200;
}

static date day_of(struct reading *r, const struct yaml *y, const char *what)
{
	date d = DATE_NEVER;

	if (is_text(r, y, what) && (!rc_ok(date_parse(y->s, &d)) || !day_good(d))) {
		law_complain(&r->said, y, MISTAKE_CASE_DAY_FORM, str_of(what));
		d = DATE_NEVER;
	}
	return d;
}

/* DATE_NEVER when it isn't there. */
static date day_in(struct reading *r, const struct yaml *y, const char *name, bool need)
{
	const struct yaml *v = yaml_get(y, str_of(name));

	if (v == NULL && need)
		law_complain(&r->said, y, MISTAKE_CASE_DAY_MISSING, str_of(name));
	return v == NULL ? DATE_NEVER : day_of(r, v, name);
}

/* `from` and `until`, the last day, which may be left out; or under other names. */
static span span_in(struct reading *r, const struct yaml *y, const char *from, const char *until, bool need)
{
	span s = { day_in(r, y, from, need), day_in(r, y, until, false) };

	if (s.until.days != DATE_NEVER.days)
		s.until.days++;
	if (s.from.days != DATE_NEVER.days && s.until.days <= s.from.days)
		law_complain(&r->said, yaml_get(y, str_of(until)), MISTAKE_CASE_UNTIL_EARLY, str_of(until),
			     str_of(from));
	return s;
}

static int64_t whole_in(struct reading *r, const struct yaml *y, const char *name)
{
	str s = optional(r, y, name);
	int64_t n = 0;

	if (s.n > 0 && (!str_digits(&s, 1, 4, &n) || s.n > 0))
		law_complain(&r->said, yaml_get(y, str_of(name)), MISTAKE_CASE_WHOLE_FORM, str_of(name));
	return n;
}

/* ---- names of the law ---- */

static const struct law_scheme *scheme_of(const struct reading *r, str code)
{
	for (size_t i = 0; i < r->law->schemes_n; i++) {
		const struct law_scheme *s = &r->law->scheme[i];
		if (str_eq(s->country, r->country) && str_eq(s->code, code))
			return s;
	}
	return NULL;
}

static str scheme_in(struct reading *r, const struct yaml *y)
{
	str code = needed(r, y, "scheme", MISTAKE_CASE_SCHEME_MISSING);

	if (code.n > 0 && scheme_of(r, code) == NULL)
		law_complain(&r->said, yaml_get(y, S("scheme")), MISTAKE_CASE_SCHEME_UNKNOWN, r->country,
			     code);
	return code;
}

static str class_in(struct reading *r, const struct yaml *y, str scheme)
{
	str class = optional(r, y, "class");
	const struct law_scheme *s = scheme_of(r, scheme);
	bool is = class.n == 0 || s == NULL || s->classes_n == 0;

	for (size_t i = 0; !is && i < s->classes_n; i++)
		is = str_eq(s->class[i], class);
	if (!is)
		law_complain(&r->said, yaml_get(y, S("class")), MISTAKE_CASE_CLASS_UNKNOWN, scheme, class);
	return class;
}

static bool path_good(struct reading *r, const struct yaml *at, str path)
{
	bool is = law_find(r->law, path) != NULL;

	if (!is)
		law_complain(&r->said, at, MISTAKE_CASE_PATH_UNKNOWN, path);
	return is;
}

/* ---- lists that grow ---- */

/* Room for one more of `n` in the array: it moves when that is a power of two. */
static void *more(struct reading *r, void *old, size_t n, size_t size)
{
	if (n > 0 && (n & (n - 1)) != 0)
		return old;
	void *p = arena_alloc(r->a, n == 0 ? 1 : 2 * n, size);
	if (old != NULL)
		memcpy(p, old, n * size);
	return p;
}

static bool one_more_fact(struct reading *r, const struct yaml *at)
{
	if (r->facts++ == CASES_FACTS_MAX)
		law_complain(&r->said, at, MISTAKE_CASE_FACTS_MANY, mistake_number(r->a, CASES_FACTS_MAX));
	return r->facts <= CASES_FACTS_MAX;
}

/* ---- facts ---- */

static void read_members(struct reading *r, const struct yaml *y, struct rights_facts *f)
{
	static const char *const known[] = { "scheme", "class", "from", "until", NULL };
	struct fact_member *all = NULL;

	for (size_t i = 0; i < y->n && one_more_fact(r, &y->v[i]); i++) {
		if (!law_is_map(&r->said, &y->v[i], LAW_MAP(CASE_MEMBER), known))
			continue;
		struct fact_member m = { .scheme = scheme_in(r, &y->v[i]) };
		m.income_class = class_in(r, &y->v[i], m.scheme);
		m.when = span_in(r, &y->v[i], "from", "until", true);
		all = more(r, all, f->members_n, sizeof *all);
		all[f->members_n++] = m;
	}
	f->member = all;
}

/* 2026-04 is a month, 2026-Q2 a quarter: its first day, and how many months it has. */
static bool period_parse(str s, date *ret, int *ret_months)
{
	int64_t year, n;
	str x = s;

	if (!str_digits(&x, 4, 4, &year) || year < 1900 || year > 2199 || !str_skip(&x, S("-")))
		return false;
	*ret_months = str_skip(&x, S("Q")) ? 3 : 1;
	if (!str_digits(&x, *ret_months == 3 ? 1 : 2, 2, &n) || x.n > 0 || n < 1 || n > 12 / *ret_months)
		return false;
	return rc_ok(date_make((int)year, (int)(n - 1) * *ret_months + 1, 1, ret));
}

struct periods {
	date first, last; /* their first days */
	int months;	  /* of each */
};

/* `one` names one period, `several` the first and the last with two dots between them. */
static bool periods_in(struct reading *r, const struct yaml *y, const char *one, const char *several,
		       struct periods *ret)
{
	const struct yaml *v = yaml_get(y, str_of(one)), *w = yaml_get(y, str_of(several));
	const struct yaml *at = v != NULL ? v : w;
	int months;

	if ((v == NULL) == (w == NULL)) {
		law_complain(&r->said, y, MISTAKE_CASE_PERIOD_WHICH, str_of(one), str_of(several));
		return false;
	}
	str s = at->kind == YAML_TEXT ? at->s : S(""), last = s;
	const char *dots = w == NULL || s.n == 0 ? NULL : memmem(s.p, s.n, "..", 2);
	if (dots != NULL) {
		last = (str){ dots + 2, (size_t)(s.p + s.n - dots) - 2 };
		s.n = (size_t)(dots - s.p);
	}
	if ((w != NULL && dots == NULL) || !period_parse(s, &ret->first, &ret->months) ||
	    !period_parse(last, &ret->last, &months) || months != ret->months ||
	    ret->last.days < ret->first.days) {
		law_complain(&r->said, at, w == NULL ? MISTAKE_CASE_PERIOD_FORM : MISTAKE_CASE_PERIODS_FORM);
		return false;
	}
	return true;
}

/* When something is paid: on a day, or on one of each period's first month or of the month behind it. */
struct pay_day {
	date day;
	int64_t nth; /* of the month; 0: `day` */
	bool behind;
};

static struct pay_day pay_day_in(struct reading *r, const struct yaml *y)
{
	const struct yaml *on = yaml_get(y, S("on"));
	struct pay_day p = { .day = DATE_NEVER };
	str s = on != NULL && on->kind == YAML_TEXT ? on->s : S("");

	if (on == NULL)
		return p;
	p.behind = str_skip(&s, S("next month day "));
	if (!p.behind && !str_skip(&s, S("same month day ")))
		p.day = day_of(r, on, "on");
	else if (!str_digits(&s, 1, 2, &p.nth) || s.n > 0 || p.nth < 1 || p.nth > 28)
		law_complain(&r->said, on, MISTAKE_CASE_PAY_DAY);
	return p;
}

static date paid_on(const struct pay_day *p, date period, int months)
{
	date d = p->day;

	if (p->nth > 0) {
		d = p->behind ? date_add_months(period, months) : period;
		d.days += (int32_t)p->nth - 1;
	}
	return d;
}

static void add_paid(struct reading *r, const struct yaml *at, struct rights_facts *f, struct fact_paid **all,
		     const struct fact_paid *x)
{
	for (size_t i = 0; *all != NULL && i < f->paid_n; i++)
		if ((*all)[i].from.days == x->from.days && str_eq((*all)[i].scheme, x->scheme)) {
			law_complain(&r->said, at, MISTAKE_CASE_PERIOD_TWICE, x->scheme,
				     date_text(r->a, x->from));
			return;
		}
	*all = more(r, *all, f->paid_n, sizeof **all);
	(*all)[f->paid_n++] = *x;
}

static void read_paid(struct reading *r, const struct yaml *y, struct rights_facts *f)
{
	static const char *const known[] = { "scheme", "period", "periods", "on", "amount", NULL };
	struct fact_paid *all = NULL;
	struct periods p;

	for (size_t i = 0; i < y->n; i++) {
		const struct yaml *v = &y->v[i];
		money due = { 0, CUR_NONE };
		if (!law_is_map(&r->said, v, LAW_MAP(CASE_PAID), known) ||
		    !periods_in(r, v, "period", "periods", &p))
			continue;
		str scheme = scheme_in(r, v), amount = optional(r, v, "amount");
		struct pay_day on = pay_day_in(r, v);
		if (amount.n > 0 && (!rc_ok(money_parse(amount, CUR_NONE, &due)) || due.minor < 0))
			law_complain(&r->said, yaml_get(v, S("amount")), MISTAKE_CASE_AMOUNT_FORM);
		for (date d = p.first; d.days <= p.last.days && one_more_fact(r, v);
		     d = date_add_months(d, p.months)) {
			struct fact_paid x = { scheme, d, paid_on(&on, d, p.months), due.minor };
			add_paid(r, v, f, &all, &x);
		}
	}
	f->paid = all;
}

static void read_worked(struct reading *r, const struct yaml *y, struct rights_facts *f)
{
	static const char *const known[] = { "scheme", "month", "months", "days", "hours", NULL };
	struct fact_worked *all = NULL;
	struct periods p;

	for (size_t i = 0; i < y->n; i++) {
		const struct yaml *v = &y->v[i];
		if (!law_is_map(&r->said, v, LAW_MAP(CASE_WORKED), known) ||
		    !periods_in(r, v, "month", "months", &p))
			continue;
		if (p.months != 1)
			law_complain(&r->said, v, MISTAKE_CASE_WORK_MONTHS);
		struct fact_worked x = { scheme_in(r, v), p.first, whole_in(r, v, "days"),
					 whole_in(r, v, "hours") };
		if (x.days + x.hours == 0)
			law_complain(&r->said, v, MISTAKE_CASE_WORK_NONE);
		for (; x.month.days <= p.last.days && one_more_fact(r, v);
		     x.month = date_add_months(x.month, 1)) {
			all = more(r, all, f->worked_n, sizeof *all);
			all[f->worked_n++] = x;
		}
	}
	f->worked = all;
}

static void read_scores(struct reading *r, const struct yaml *y, struct rights_facts *f)
{
	static const char *const known[] = { "from", "until", "score", NULL };
	struct fact_score *all = NULL;

	for (size_t i = 0; i < y->n && one_more_fact(r, &y->v[i]); i++) {
		const struct yaml *v = &y->v[i];
		struct fact_score x = { .score = { 0, 0 } };
		if (!law_is_map(&r->said, v, LAW_MAP(CASE_SCORE), known))
			continue;
		x.when = span_in(r, v, "from", "until", true);
		str s = needed(r, v, "score", MISTAKE_CASE_SCORE_MISSING);
		if (s.n > 0 && !rc_ok(decimal_parse(s, &x.score)))
			law_complain(&r->said, yaml_get(v, S("score")), MISTAKE_CASE_SCORE_FORM);
		for (size_t k = 0; all != NULL && k < f->scores_n; k++)
			if (x.when.from.days < all[k].when.until.days &&
			    all[k].when.from.days < x.when.until.days)
				law_complain(&r->said, v, MISTAKE_CASE_SCORE_TWICE);
		all = more(r, all, f->scores_n, sizeof *all);
		all[f->scores_n++] = x;
	}
	f->score = all;
}

static void read_proofs(struct reading *r, const struct yaml *y, struct rights_facts *f)
{
	static const char *const known[] = { "kind", "from", "until", NULL };
	struct dated_proof *all = NULL;

	for (size_t i = 0; i < y->n && one_more_fact(r, &y->v[i]); i++) {
		const struct yaml *v = &y->v[i];
		struct dated_proof x = { .kind = PROOF_STUDENT };
		if (!law_is_map(&r->said, v, LAW_MAP(CASE_PROOF), known))
			continue;
		str kind = needed(r, v, "kind", MISTAKE_CASE_PROOF_MISSING);
		if (kind.n > 0 && !proof_kind_parse(kind, &x.kind))
			law_complain(&r->said, yaml_get(v, S("kind")), MISTAKE_CASE_PROOF_UNKNOWN);
		x.when = span_in(r, v, "from", "until", true);
		all = more(r, all, f->proofs_n, sizeof *all);
		all[f->proofs_n++] = x;
	}
	f->proof = all;
}

/* ---- people ---- */

/* The place of a name among the people of the case. */
static bool person_named(struct reading *r, const struct yaml *at, size_t *ret)
{
	for (size_t i = 0; i < r->c->people_n && at->kind == YAML_TEXT; i++)
		if (str_eq(r->c->person[i].name, at->s)) {
			*ret = i;
			return true;
		}
	law_complain(&r->said, at, MISTAKE_CASE_NOBODY);
	return false;
}

static void read_tie(struct reading *r, const struct yaml *y, enum family_role role, struct rights_facts *f,
		     struct fact_tie *ret)
{
	static const char *const known[] = { "name", "from", "until", "end", NULL };
	static const char *const of_ward[] = { "name",		"from",		  "until", "end",
					       "guardian_from", "guardian_until", NULL };
	const struct yaml *name = yaml_get(y, S("name"));
	size_t insured = 0;

	*ret = (struct fact_tie){ .role = role };
	if (!law_is_map(&r->said, y, LAW_MAP(CASE_TIE), role == ROLE_WARD ? of_ward : known))
		return;
	if (name == NULL)
		law_complain(&r->said, y, MISTAKE_CASE_TIE_MISSING);
	else if (person_named(r, name, &insured) && f->person.v == (int64_t)insured + 1)
		law_complain(&r->said, name, MISTAKE_CASE_TIE_SELF);
	ret->insured.v = (int64_t)insured + 1;
	ret->link = span_in(r, y, "from", "until", role != ROLE_CHILD || birth_presumed(f->born));
	if (ret->link.from.days == DATE_NEVER.days && !birth_presumed(f->born))
		ret->link.from = birthday(f->born, 0);
	str end = optional(r, y, "end");
	ret->end = ret->link.until.days == DATE_NEVER.days ? TIE_STANDS
		   : str_eq(end, S("DIVORCE"))		   ? TIE_DIVORCED
		   : str_eq(end, S("DEATH"))		   ? TIE_ENDED_BY_DEATH
							   : TIE_ENDED;
	if (end.n > 0 && (ret->end == TIE_STANDS || (ret->end == TIE_ENDED && !str_eq(end, S("OTHER")))))
		law_complain(&r->said, yaml_get(y, S("end")), MISTAKE_CASE_TIE_END);
	ret->guardianship = ret->link;
	if (yaml_get(y, S("guardian_from")) != NULL)
		ret->guardianship = span_in(r, y, "guardian_from", "guardian_until", true);
	else if (yaml_get(y, S("guardian_until")) != NULL)
		law_complain(&r->said, y, MISTAKE_CASE_GUARDIAN_MISSING);
}

/* One map, or a list of maps. */
static void read_ties(struct reading *r, const struct yaml *y, enum family_role role, struct rights_facts *f,
		      struct fact_tie **all)
{
	size_t n = y->kind == YAML_LIST ? y->n : 1;

	for (size_t i = 0; i < n && one_more_fact(r, y); i++) {
		*all = more(r, *all, f->ties_n, sizeof **all);
		read_tie(r, y->kind == YAML_LIST ? &y->v[i] : y, role, f, &(*all)[f->ties_n++]);
	}
}

static struct birth born_of(struct reading *r, const struct yaml *y)
{
	struct birth b = { 2000, 1, 1 };
	str s = needed(r, y, "born", MISTAKE_CASE_BORN_MISSING);

	if (s.n == 4)
		s = str_printf(r->a, "%.*s-00-00", STR_ARG(s));
	if (s.n > 0 && (!rc_ok(birth_parse(s, &b)) || b.year < 1900 || b.year > 2199)) {
		law_complain(&r->said, yaml_get(y, S("born")), MISTAKE_CASE_BORN_FORM);
		b = (struct birth){ 2000, 1, 1 };
	}
	return b;
}

static void read_person(struct reading *r, const struct yaml *y, struct rights_facts *f)
{
	static const char *const known[] = { "born",   "died",	    "members",	"paid",	   "worked", "scores",
					     "proofs", "spouse_of", "child_of", "ward_of", NULL };
	static void (*const list[])(struct reading *, const struct yaml *,
				    struct rights_facts *) = { read_members, read_paid, read_worked,
							       read_scores, read_proofs };
	static const char *const tie[] = { "spouse_of", "child_of", "ward_of" };
	struct fact_tie *ties = NULL;

	if (!law_is_map(&r->said, y, LAW_MAP(CASE_PERSON), known))
		return;
	f->born = born_of(r, y);
	f->died = day_in(r, y, "died", false);
	for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
		const struct yaml *v = yaml_get(y, str_of(known[i + 2]));
		if (v != NULL && is_list(r, v, known[i + 2]) && is_short(r, v))
			list[i](r, v, f);
	}
	for (int i = ROLE_SPOUSE; i <= ROLE_WARD; i++) {
		const struct yaml *v = yaml_get(y, str_of(tie[i]));
		if (v != NULL && is_short(r, v))
			read_ties(r, v, (enum family_role)i, f, &ties);
	}
	f->tie = ties;
}

static void read_people(struct reading *r, const struct yaml *y)
{
	const struct yaml *people = yaml_get(y, S("people"));
	struct law_case *c = r->c;

	if (people == NULL)
		law_complain(&r->said, y, MISTAKE_CASE_PEOPLE_MISSING);
	if (people == NULL || !law_is_any_map(&r->said, people, MISTAKE_CASE_PEOPLE_MAP))
		return;
	if (people->n > CASE_PEOPLE_MAX) {
		law_complain(&r->said, people, MISTAKE_CASE_PEOPLE_MANY,
			     mistake_number(r->a, CASE_PEOPLE_MAX));
		return;
	}
	c->person = arena_array(r->a, struct case_person, people->n);
	c->people_n = people->n;
	for (size_t i = 0; i < people->n; i++) {
		c->person[i] = (struct case_person){ people->name[i].s,
						     { .person = { (int64_t)i + 1 }, .died = DATE_NEVER } };
		if (people->name[i].s.n == 0 || people->name[i].s.n > NAME_MAX_BYTES)
			law_complain(&r->said, &people->name[i], MISTAKE_CASE_NAME_FORM,
				     mistake_number(r->a, NAME_MAX_BYTES));
	}
	for (size_t i = 0; i < people->n; i++)
		read_person(r, &people->v[i], &c->person[i].f);
}

/* ---- what is expected ---- */

static void read_because(struct reading *r, const struct yaml *y, struct case_expect *e)
{
	if (!is_list(r, y, "because"))
		return;
	for (size_t i = 0; i < y->n; i++) {
		int code = 0;
		while (code < BECAUSE_CODES && (y->v[i].kind != YAML_TEXT ||
						!str_eq(because_name((enum because_code)code), y->v[i].s)))
			code++;
		if (code == BECAUSE_CODES)
			law_complain(&r->said, &y->v[i], MISTAKE_CASE_BECAUSE_UNKNOWN);
		else if (e->because_n == BECAUSE_MAX)
			law_complain(&r->said, &y->v[i], MISTAKE_CASE_BECAUSE_MANY,
				     mistake_number(r->a, BECAUSE_MAX));
		else
			e->because[e->because_n++] = (enum because_code)code;
	}
}

static bool why_parse(str name, enum law_why *ret)
{
	for (int w = LAW_NO_PARAMETER; w <= LAW_UNSIGNED; w++)
		if (str_eq(law_why_name((enum law_why)w), name)) {
			*ret = (enum law_why)w;
			return true;
		}
	return false;
}

/* A path, and behind a blank why nothing can be said of it, if that is so. */
static void read_law(struct reading *r, const struct yaml *y, struct case_expect *e)
{
	if (!is_list(r, y, "law"))
		return;
	for (size_t i = 0; i < y->n; i++) {
		struct case_law x = { .why = LAW_IS };
		if (!is_text(r, &y->v[i], "law"))
			continue;
		str s = y->v[i].s;
		const char *blank = memchr(s.p, ' ', s.n);
		x.path = (str){ s.p, blank == NULL ? s.n : (size_t)(blank - s.p) };
		x.lacks = blank != NULL;
		if (x.lacks && !why_parse((str){ blank + 1, s.n - x.path.n - 1 }, &x.why))
			law_complain(&r->said, &y->v[i], MISTAKE_CASE_LAW_WHY);
		if (!path_good(r, &y->v[i], x.path))
			continue;
		if (e->law_n == BECAUSE_MAX)
			law_complain(&r->said, &y->v[i], MISTAKE_CASE_LAW_MANY,
				     mistake_number(r->a, BECAUSE_MAX));
		else
			e->law[e->law_n++] = x;
	}
}

static void read_pay(struct reading *r, const struct yaml *y, struct case_expect *e)
{
	str s = optional(r, y, "pay");
	money m = { 0, CUR_NONE };

	e->pay = s.n == 0		   ? PAY_WHATEVER
		 : str_eq(s, S("nothing")) ? PAY_NOTHING
		 : str_eq(s, S("unknown")) ? PAY_UNKNOWN
					   : PAY_AMOUNT;
	if (e->pay == PAY_AMOUNT && (!rc_ok(money_parse(s, CUR_NONE, &m)) || m.minor <= 0))
		law_complain(&r->said, yaml_get(y, S("pay")), MISTAKE_CASE_PAY_FORM);
	e->amount = m.minor;
}

static void read_state(struct reading *r, const struct yaml *y, struct case_expect *e)
{
	str state = needed(r, y, "state", MISTAKE_CASE_STATE_MISSING), scheme = optional(r, y, "scheme");

	e->nothing = str_eq(state, S("NOTHING"));
	if (state.n > 0 && !e->nothing && !right_state_parse(state, &e->state))
		law_complain(&r->said, yaml_get(y, S("state")), MISTAKE_CASE_STATE_FORM);
	e->says_scheme = scheme.n > 0;
	if (scheme.n > 0 && !str_eq(scheme, S("none")))
		e->scheme = scheme_in(r, y);
	e->package = optional(r, y, "package");
	e->manager = optional(r, y, "manager");
}

static void read_expect(struct reading *r, const struct yaml *y, struct case_expect *e)
{
	static const char *const known[] = { "on",    "state",	 "scheme", "package", "manager", "through",
					     "until", "because", "law",	   "pay",     "reopens", NULL };
	const struct yaml *through = yaml_get(y, S("through")), *until = yaml_get(y, S("until")),
			  *because = yaml_get(y, S("because")), *law = yaml_get(y, S("law"));

	e->line = y->line;
	e->column = y->column;
	e->scheme = S("");
	if (!law_is_map(&r->said, y, LAW_MAP(CASE_EXPECTED), known))
		return;
	e->on = day_in(r, y, "on", true);
	read_state(r, y, e);
	e->says_through = through != NULL && person_named(r, through, &e->through);
	e->says_until = until != NULL;
	e->until = DATE_NEVER;
	if (until != NULL && !(until->kind == YAML_TEXT && str_eq(until->s, S("none")))) {
		e->until = day_of(r, until, "until");
		e->until.days += e->until.days != DATE_NEVER.days;
	}
	if (because != NULL)
		read_because(r, because, e);
	if (law != NULL)
		read_law(r, law, e);
	read_pay(r, y, e);
	e->says_reopens = yaml_get(y, S("reopens")) != NULL;
	e->reopens = day_in(r, y, "reopens", false);
}

static void read_expected(struct reading *r, const struct yaml *y)
{
	const struct yaml *all = yaml_get(y, S("expect"));
	struct law_case *c = r->c;

	if (all == NULL)
		law_complain(&r->said, y, MISTAKE_CASE_EXPECT_MISSING);
	if (all == NULL || !law_is_any_map(&r->said, all, MISTAKE_CASE_EXPECT_MAP))
		return;
	for (size_t i = 0; i < all->n; i++) {
		size_t person;
		if (!person_named(r, &all->name[i], &person))
			continue;
		if (!has_items(&all->v[i])) {
			law_complain(&r->said, &all->v[i], MISTAKE_CASE_EXPECT_LIST);
			continue;
		}
		for (size_t k = 0; k < all->v[i].n; k++) {
			c->expect = more(r, c->expect, c->expects_n, sizeof *c->expect);
			c->expect[c->expects_n] = (struct case_expect){ .person = person };
			read_expect(r, &all->v[i].v[k], &c->expect[c->expects_n++]);
		}
	}
}

/* ---- cases ---- */

static void read_paths(struct reading *r, const struct yaml *y, const char *what)
{
	str *path;

	if (!is_list(r, y, what))
		return;
	path = arena_array(r->a, str, y->n);
	for (size_t i = 0; i < y->n; i++)
		if (is_text(r, &y->v[i], what) && path_good(r, &y->v[i], y->v[i].s))
			path[r->c->paths_n++] = y->v[i].s;
	r->c->path = path;
}

static void read_signed(struct reading *r, const struct yaml *y)
{
	const struct yaml *v = yaml_get(y, S("signed")), *but = yaml_get(y, S("unsigned"));
	bool word = v != NULL && v->kind == YAML_TEXT;

	if (v == NULL) {
		law_complain(&r->said, y, MISTAKE_CASE_SIGNED_MISSING);
		return;
	}
	r->c->sign_all = word && str_eq(v->s, S("all"));
	if (word && !r->c->sign_all && !str_eq(v->s, S("none")))
		law_complain(&r->said, v, MISTAKE_CASE_SIGNED_FORM);
	if (!word)
		read_paths(r, v, "signed");
	if (but != NULL && !r->c->sign_all)
		law_complain(&r->said, but, MISTAKE_CASE_UNSIGNED_ALONE);
	else if (but != NULL)
		read_paths(r, but, "unsigned");
}

static void read_case(struct reading *r, const struct yaml *y)
{
	static const char *const known[] = { "title",  "reference", "signed", "unsigned",
					     "people", "expect",    NULL };
	static const char *const languages[] = { "fr", "ar", "en", NULL };
	const struct yaml *title = yaml_get(y, S("title"));
	size_t before = r->said.mistakes;

	if (r->out->n == CASES_MAX) {
		law_complain(&r->said, y, MISTAKE_CASE_CASES_MANY, mistake_number(r->a, CASES_MAX));
		return;
	}
	r->out->c = more(r, r->out->c, r->out->n, sizeof *r->out->c);
	r->c = &r->out->c[r->out->n];
	*r->c = (struct law_case){ .file = r->said.file, .country = r->country, .line = y->line };
	if (!law_is_map(&r->said, y, LAW_MAP(CASE_CASE), known))
		return;
	if (title == NULL)
		law_complain(&r->said, y, MISTAKE_CASE_TITLE_MISSING);
	else if (law_is_map(&r->said, title, LAW_MAP(CASE_TITLE), languages)) {
		r->c->fr = optional(r, title, "fr");
		r->c->ar = optional(r, title, "ar");
		r->c->en = optional(r, title, "en");
	}
	r->c->reference = needed(r, y, "reference", MISTAKE_CASE_REFERENCE_MISSING);
	read_signed(r, y);
	read_people(r, y);
	read_expected(r, y);
	r->out->n += r->said.mistakes == before;
}

/* "ma/cases/tns.yaml" is of ma. */
static bool name_good(struct reading *r)
{
	str s = r->said.file;

	r->country = (str){ s.p, s.n < 2 ? s.n : 2 };
	return s.n > 14 && memcmp(s.p + 2, "/cases/", 7) == 0 && memcmp(s.p + s.n - 5, ".yaml", 5) == 0;
}

static void read_file(struct reading *r, str content)
{
	static const char *const known[] = { "country", "cases", NULL };
	struct yaml y = { .line = 1, .column = 1 };
	struct yaml_fault why;

	if (!name_good(r)) {
		law_complain(&r->said, &y, MISTAKE_CASE_FILE_NAME);
		return;
	}
	if (!rc_ok(yaml_read(r->a, content, &y, &why))) {
		law_complain_yaml(&r->said, &why);
		return;
	}
	const struct yaml *country = yaml_get(&y, S("country")), *cases = yaml_get(&y, S("cases"));
	if (!law_is_map(&r->said, &y, LAW_MAP(CASE_FILE), known))
		return;
	if (!str_eq(needed(r, &y, "country", MISTAKE_CASE_COUNTRY_MISSING), r->country))
		law_complain(&r->said, country != NULL ? country : &y, MISTAKE_CASE_COUNTRY_OTHER,
			     r->country);
	if (cases == NULL)
		law_complain(&r->said, &y, MISTAKE_CASE_CASES_MISSING);
	else if (is_list(r, cases, "cases"))
		for (size_t i = 0; i < cases->n; i++)
			read_case(r, &cases->v[i]);
}

void cases_read(struct arena *a, const struct law *l, const struct law_file *file, size_t n,
		struct cases *ret)
{
	struct law_problem *problem = arena_array(a, struct law_problem, CASES_PROBLEMS_MAX);
	struct reading r = { .a = a,
			     .law = l,
			     .out = ret,
			     .said = { .a = a, .problem = problem, .max = CASES_PROBLEMS_MAX } };

	*ret = (struct cases){ .problem = problem };
	for (size_t i = 0; i < n; i++) {
		r.said.file = file[i].name;
		r.facts = 0;
		read_file(&r, file[i].text);
	}
	ret->problems_n = r.said.n;
}
