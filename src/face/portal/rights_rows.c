/* face/portal/rights_rows.c - rights as pages show them. */
#include "face/portal/rights_rows.h"

#include "base/utf8.h"
#include "face/portal/family_form.h"
#include "face/portal/part.h"
#include "face/portal/rule_words.h"

struct rights_words rights_words_of(struct request *q, const struct fund_law *law,
				    const struct scheme *schemes, size_t schemes_n, date on)
{
	return (struct rights_words){ .at = { (enum lang)q->lang, portal_of(q)->country },
				      .schemes = schemes,
				      .schemes_n = schemes_n,
				      .law = law,
				      .on = on };
}

static str scheme_words(const struct rights_words *w, str code)
{
	return code.n == 0 ? code : scheme_name(w->schemes, w->schemes_n, code, text_lang(w->at.lang));
}

static str named(struct request *q, const struct rights_words *w, const char *family, str name)
{
	struct out o;

	out_init(&o, q->a, 64);
	text_named(&o, w->at, TEXT_INTO_PLAIN, family, name);
	return out_view(&o);
}

#define PUT(key, ...) text_str(q->a, w->at, (key), TEXT_ARGS(__VA_ARGS__))

/* ---- how it stands ---- */

static str when_words(struct request *q, const struct rights_words *w, const struct rights_standing *x)
{
	if (x->is->state != RIGHT_OPEN) {
		str since = PUT(TEXT(rights_since), TEXT_ARG("from", x->from));
		if (x->next == NULL || x->next->state != RIGHT_OPEN)
			return since;
		str opens = PUT(TEXT(rights_opens), TEXT_ARG("day", x->until));
		return str_printf(q->a, "%.*s. %.*s", STR_ARG(since), STR_ARG(opens));
	}
	date last = form_last(x->until);
	if (x->next == NULL || last.days == DATE_NEVER.days)
		return text_get(w->at.lang, TEXT(rights_no_end));
	return x->unless_paid			 ? PUT(TEXT(rights_until_unless_paid), TEXT_ARG("last", last))
	       : x->next->state == RIGHT_UNKNOWN ? PUT(TEXT(rights_until_unknown), TEXT_ARG("last", last))
						 : PUT(TEXT(rights_until), TEXT_ARG("last", last));
}

static bool unpaid_of(const struct rights_span *s, struct because *ret)
{
	return because_find(s->r.because, BECAUSE_UNPAID, ret) ||
	       because_find(s->r.because, BECAUSE_FIRST_PAYMENT, ret);
}

static str keep_words(struct request *q, const struct rights_words *w, const struct rights_standing *x)
{
	struct because b;

	if (!x->unless_paid || !unpaid_of(x->next, &b))
		return text_get(w->at.lang, TEXT(rightdo_NOTHING));
	return PUT(TEXT(rightdo_KEEP), TEXT_ARG("period", rights_period(q->a, w->at, b.day, b.until)),
		   TEXT_ARG("last", form_last(x->until)));
}

static enum text_key closed_words(const struct rights_span *s)
{
	struct because b;

	if (because_find(s->r.because, BECAUSE_DIED, &b))
		return TEXT_NONE;
	if (because_find(s->r.because, BECAUSE_SCORE_ABOVE, &b))
		return TEXT(rightdo_OFFER);
	if (because_find(s->r.because, BECAUSE_WAITING, &b))
		return TEXT(rightdo_WAIT);
	if (because_find(s->r.because, BECAUSE_DEPENDANT_END, &b) &&
	    !str_eq(b.text, dependant_why_name(WHY_LINK)))
		return TEXT(rightdo_PROVE);
	return TEXT(rightdo_ASK);
}

static str todo_words(struct request *q, const struct rights_words *w, const struct rights_standing *x,
		      person_id person)
{
	bool through = x->is->r.insured_id.v != 0 && x->is->r.insured_id.v != person.v;
	enum text_key key = TEXT(rightdo_WAIT);
	struct because b;

	if (x->is->state == RIGHT_UNKNOWN)
		key = TEXT(rightdo_LAW);
	else if (x->is->state == RIGHT_OPEN && !through)
		return keep_words(q, w, x);
	else if (x->is->state == RIGHT_OPEN)
		key = TEXT(rightdo_NOTHING);
	else if (through && because_find(x->is->r.because, BECAUSE_INSURED, &b) &&
		 !because_find(x->is->r.because, BECAUSE_DIED, &b))
		key = TEXT(rightdo_INSURED);
	else if (x->is->state == RIGHT_CLOSED)
		key = closed_words(x->is);
	else if (unpaid_of(x->is, &b))
		return PUT(TEXT(rightdo_PAY_PERIOD),
			   TEXT_ARG("period", rights_period(q->a, w->at, b.day, b.until)));
	return key == TEXT_NONE ? S("") : text_get(w->at.lang, key);
}

struct show_right right_shown(struct request *q, const struct rights_words *w,
			      const struct rights_standing *x, bool own, person_id person)
{
	str state = x->is == NULL ? S("NONE") : right_state_name(x->is->state);
	struct show_right r = { .state = state,
				.title = named(q, w, own ? "rightown." : "rightstate.", state) };

	if (x->is == NULL) {
		r.todo = text_get(w->at.lang, TEXT(rightdo_ASK));
		return r;
	}
	r.when = when_words(q, w, x);
	r.scheme = scheme_words(w, x->is->r.scheme);
	r.todo = todo_words(q, w, x, person);
	return r;
}

/* ---- why ---- */

const struct show_right_reason *right_reasons(struct request *q, const struct rights_words *w,
					      const struct rights_span *s, size_t *ret_n)
{
	const struct right_reason *list = rights_sentences(q->a, w, s->r.because, s->basis, ret_n);
	struct show_right_reason *rows = arena_array(q->a, struct show_right_reason, *ret_n + 1);

	for (size_t i = 0; i < *ret_n; i++) {
		const struct right_reason *r = &list[i];
		rows[i] = (struct show_right_reason){ r->text, r->rule,	     r->machine,
						      r->path, r->reference, r->state };
		for (size_t k = 0; k < i;
		     k++) /* what several reasons rest on is said once, at the last of them */
			if (str_eq(list[k].path, r->path))
				rows[k].path = S("");
		if (r->path.n > 0)
			rows[i].path = str_printf(q->a, "/law/%.*s", STR_ARG(r->path));
	}
	return rows;
}

/* All reasons in one paragraph. */
static str sentences(struct request *q, const struct rights_words *w, const struct rights_span *s)
{
	size_t n;
	const struct right_reason *list = rights_sentences(q->a, w, s->r.because, s->basis, &n);
	struct out o;

	out_init(&o, q->a, 256);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			out_char(&o, ' ');
		out_str(&o, list[i].text);
	}
	return out_view(&o);
}

struct show_right_span right_span_shown(struct request *q, const struct rights_words *w,
					const struct rights_span *s, date today)
{
	struct rights_words then = *w;
	span when = { s->r.from_day, s->r.until_day };

	/* what can't be said is told of a day of the span */
	if (!span_has(when, then.on))
		then.on = when.from;
	return (struct show_right_span){ .from = when.from,
					 .last = form_last(when.until),
					 .state = right_state_name(s->state),
					 .scheme = scheme_words(w, s->r.scheme),
					 .text = sentences(q, &then, s),
					 .now = span_has(when, today),
					 .past = when.until.days <= today.days };
}

/* ---- what to do ---- */

static str period(struct request *q, const struct rights_words *w, date first, date last)
{
	return rights_period(q->a, w->at, first, last);
}

/* The first or the last period of several: all have the length of the whole by their number. */
static str end_period(struct request *q, const struct rights_words *w, date first, date last, size_t n,
		      bool the_last)
{
	int y, m, d, y2, m2, d2;

	date_split(first, &y, &m, &d);
	date_split((date){ last.days + 1 }, &y2, &m2, &d2);
	int months = ((y2 - y) * 12 + m2 - m) / (int)n;
	if (months < 1)
		return period(q, w, first, last);
	return the_last ? period(q, w, date_add_months((date){ last.days + 1 }, -months), last)
			: period(q, w, first, (date){ date_add_months(first, months).days - 1 });
}

static str pay_words(struct request *q, const struct rights_words *w, const struct rights_arrears *r)
{
	str amount = r->unsaid ? S("") : rights_amount(q->a, w->at, r->due);
	str first = end_period(q, w, r->from, r->until, r->periods, false),
	    last = end_period(q, w, r->from, r->until, r->periods, true);
	int64_t count = (int64_t)r->periods;

	if (r->periods == 1)
		return r->unsaid ? PUT(TEXT(rightdo_PAY_UNSAID), TEXT_ARG("period", first),
				       TEXT_ARG("day", r->reopens))
				 : PUT(TEXT(rightdo_PAY), TEXT_ARG("amount", amount),
				       TEXT_ARG("period", first), TEXT_ARG("day", r->reopens));
	if (r->unsaid)
		return PUT(TEXT(rightdo_PAY_MANY_UNSAID), TEXT_ARG("count", count), TEXT_ARG("from", first),
			   TEXT_ARG("until", last), TEXT_ARG("day", r->reopens));
	return PUT(TEXT(rightdo_PAY_MANY), TEXT_ARG("amount", amount), TEXT_ARG("count", count),
		   TEXT_ARG("from", first), TEXT_ARG("until", last), TEXT_ARG("day", r->reopens));
}

static str then_words(struct request *q, const struct rights_words *w, const struct rights_arrears *r)
{
	str first = end_period(q, w, r->then_from, r->then_until, r->then, false),
	    last = end_period(q, w, r->then_from, r->then_until, r->then, true);

	return r->then == 1 ? PUT(TEXT(rightdo_then), TEXT_ARG("period", first))
			    : PUT(TEXT(rightdo_then_many), TEXT_ARG("count", (int64_t)r->then),
				  TEXT_ARG("from", first), TEXT_ARG("until", last));
}

const str *right_todo(struct request *q, const struct rights_words *w, const struct rights_view *v,
		      const struct show_right *is, size_t *ret_n)
{
	enum { LINES_MAX = 3 };
	str *line = arena_array(q->a, str, LINES_MAX);
	const struct rights_arrears *r = &v->arrears;
	size_t n = 0;

	if (!v->waits) {
		if (is->todo.n > 0)
			line[n++] = is->todo;
		*ret_n = n;
		return line;
	}
	line[n++] = pay_words(q, w, r);
	if (v->cannot.n > 0)
		line[n++] = PUT(TEXT(rightdo_cannot), TEXT_ARG("name", rights_value_name(w, v->cannot)));
	else if (r->unsaid)
		line[n++] = text_get(w->at.lang, TEXT(rightdo_no_rule));
	if (r->then > 0)
		line[n++] = then_words(q, w, r);
	*ret_n = n;
	return line;
}

/* ---- the family ---- */

const struct show_right_relative *right_family(struct request *q, const struct rights_words *w,
					       const struct rights_view *v)
{
	struct show_right_relative *rows = arena_array(q->a, struct show_right_relative, v->family_n + 1);
	struct rights_words discreet = *w;

	discreet.discreet = true;
	for (size_t i = 0; i < v->family_n; i++) {
		const struct rights_relative *r = &v->family[i];
		struct show_person names = { .last_name = r->m.last_name,
					     .first_name = r->m.first_name,
					     .last_name_ar = r->m.last_name_ar,
					     .first_name_ar = r->m.first_name_ar };
		rows[i] = (struct show_right_relative){
			.name = full_name(q->a, w->at.lang, &names),
			.number = r->m.number,
			.role = family_role_name(r->m.role),
			.is = right_shown(q, &discreet, &r->now, false, r->m.person_id),
		};
		/* why somebody is covered by a membership of their own, or by somebody else, is theirs to say
		 */
		if (r->now.is != NULL)
			rows[i].text = r->now.is->r.insured_id.v == v->person_id.v
					   ? sentences(q, &discreet, r->now.is)
					   : text_get(w->at.lang, TEXT(rights_family_other));
		rows[i].is.scheme = S("");
		rows[i].is.todo = S("");
	}
	return rows;
}

/* ---- what is offered ---- */

static const struct law_scheme *scheme_of(const struct law *l, str code)
{
	for (size_t i = 0; i < l->schemes_n; i++)
		if (str_eq(l->scheme[i].code, code))
			return &l->scheme[i];
	return NULL;
}

static const struct law_parameter *part_of(struct request *q, const struct rights_words *w,
					   const struct law_scheme *s, const char *key)
{
	return law_find(w->law->law,
			str_printf(q->a, "%.*s/%.*s/%s", STR_ARG(s->country), STR_ARG(s->scheme), key));
}

const struct show_right_offer *right_offers(struct request *q, const struct rights_words *w,
					    const struct rights_view *v)
{
	struct show_right_offer *rows = arena_array(q->a, struct show_right_offer, v->offers_n + 1);

	for (size_t i = 0; i < v->offers_n; i++) {
		const struct law_scheme *s = scheme_of(w->law->law, v->offer[i]);
		rows[i] = (struct show_right_offer){ .name = scheme_words(w, v->offer[i]) };
		if (s == NULL)
			continue;
		const struct law_parameter *who = part_of(q, w, s, "rule.population"),
					   *pays = part_of(q, w, s, "rule.contribution");
		rows[i].path = str_printf(q->a, "/law/%.*s/%.*s", STR_ARG(s->country), STR_ARG(s->scheme));
		if (who != NULL)
			rows[i].who = law_words(w->at.lang, who->fr, who->ar, who->en);
		if (pays != NULL)
			rows[i].pays = law_value_on(q->a, w->at, w->law, pays, w->on).words;
	}
	return rows;
}

/* ---- facts ---- */

enum { LINES_SHOWN = 24, KINDS_OF_FACTS = 7 };

struct telling {
	struct request *q;
	const struct rights_words *w;
	struct show_right_facts *rows;
	size_t n;
};

/* Room for the newest ones of `n`; *ret_from is the first that is shown. */
static str *lines(struct telling *t, enum text_key title, size_t n, size_t *ret_from)
{
	size_t shown = n < LINES_SHOWN ? n : LINES_SHOWN;
	str *line = arena_array(t->q->a, str, shown + 1);

	*ret_from = n - shown;
	if (n > 0)
		t->rows[t->n++] = (struct show_right_facts){ title, line, shown, (int64_t)(n - shown) };
	return line;
}

static str over(struct request *q, const struct rights_words *w, span s)
{
	return s.until.days == DATE_NEVER.days ? PUT(TEXT(person_since), TEXT_ARG("from", s.from))
					       : PUT(TEXT(person_from_until), TEXT_ARG("from", s.from),
						     TEXT_ARG("until", form_last(s.until)));
}

static str joined(struct request *q, str x, str y)
{
	return str_printf(q->a, "%.*s · %.*s", STR_ARG(x), STR_ARG(y));
}

static str month(struct request *q, const struct rights_words *w, date d)
{
	struct out o;

	out_init(&o, q->a, 32);
	text_month(&o, w->at, TEXT_INTO_PLAIN, d);
	return out_view(&o);
}

static void tell_members(struct telling *t, const struct rights_facts *f)
{
	size_t from;
	str *line = lines(t, TEXT(rights_fact_member), f->members_n, &from);

	for (size_t i = from; i < f->members_n; i++)
		line[i - from] = joined(t->q, scheme_words(t->w, f->member[i].scheme),
					over(t->q, t->w, f->member[i].when));
}

static void tell_paid(struct telling *t, const struct rights_facts *f)
{
	struct request *q = t->q;
	const struct rights_words *w = t->w;
	size_t from;
	str *line = lines(t, TEXT(rights_fact_paid), f->paid_n, &from);

	for (size_t i = from; i < f->paid_n; i++) {
		const struct fact_paid *x = &f->paid[i];
		str paid = x->paid.days == DATE_NEVER.days
			       ? text_get(w->at.lang, TEXT(rights_fact_unpaid))
			       : PUT(TEXT(rights_fact_paid_on), TEXT_ARG("day", x->paid));
		line[i - from] = joined(q, month(q, w, x->from), joined(q, paid, scheme_words(w, x->scheme)));
	}
}

static void tell_worked(struct telling *t, const struct rights_facts *f)
{
	struct request *q = t->q;
	const struct rights_words *w = t->w;
	size_t from;
	str *line = lines(t, TEXT(rights_fact_worked), f->worked_n, &from);

	for (size_t i = from; i < f->worked_n; i++) {
		const struct fact_worked *x = &f->worked[i];
		str days = PUT(TEXT(span_days), TEXT_ARG("n", x->days)),
		    hours = PUT(TEXT(span_hours), TEXT_ARG("n", x->hours));
		line[i - from] = joined(q, month(q, w, x->month), joined(q, days, hours));
	}
}

static void tell_scores(struct telling *t, const struct rights_facts *f)
{
	size_t from;
	str *line = lines(t, TEXT(rights_fact_score), f->scores_n, &from);

	for (size_t i = from; i < f->scores_n; i++) {
		struct out o;
		out_init(&o, t->q->a, 32);
		text_decimal(&o, t->w->at, TEXT_INTO_PLAIN, f->score[i].score.units, f->score[i].score.scale);
		line[i - from] = joined(t->q, out_view(&o), over(t->q, t->w, f->score[i].when));
	}
}

static void tell_proofs(struct telling *t, const struct rights_facts *f)
{
	size_t from;
	str *line = lines(t, TEXT(rights_fact_proof), f->proofs_n, &from);

	for (size_t i = from; i < f->proofs_n; i++)
		line[i - from] =
		    joined(t->q, named(t->q, t->w, "proofkind.", proof_kind_name(f->proof[i].kind)),
			   over(t->q, t->w, f->proof[i].when));
}

static void tell_ties(struct telling *t, const struct rights_day *v)
{
	const struct rights_facts *f = &v->facts;
	size_t from;
	str *line = lines(t, TEXT(rights_fact_tie), f->ties_n, &from);

	for (size_t i = from; i < f->ties_n; i++)
		line[i - from] =
		    joined(t->q, named(t->q, t->w, "familyrole.", family_role_name(f->tie[i].role)),
			   joined(t->q, str_printf(t->q->a, LEFT_TO_RIGHT, STR_ARG(v->insured_number[i])),
				  over(t->q, t->w, f->tie[i].link)));
}

const struct show_right_facts *right_facts(struct request *q, const struct rights_words *w,
					   const struct rights_day *v, size_t *ret_n)
{
	struct telling t = { .q = q,
			     .w = w,
			     .rows = arena_array(q->a, struct show_right_facts, KINDS_OF_FACTS) };
	const struct rights_facts *f = &v->facts;
	size_t from;

	tell_members(&t, f);
	tell_paid(&t, f);
	tell_worked(&t, f);
	tell_scores(&t, f);
	tell_proofs(&t, f);
	tell_ties(&t, v);
	if (f->person.v != 0 && f->died.days != DATE_NEVER.days)
		lines(&t, TEXT(death_died), 1, &from)[0] = PUT(TEXT(because_DIED), TEXT_ARG("day", f->died));
	*ret_n = t.n;
	return t.rows;
}
