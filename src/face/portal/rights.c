/* face/portal/rights.c - what somebody is entitled to, until when and why: a member about the own, an agent
 * about somebody who is there; and for the agent a day as it was known on another one. */
#include "face/portal/handlers.h"
#include "face/portal/part.h"
#include "face/portal/rights_rows.h"

#include "pages.h"

enum { DAY_MAX = 20, PAST_SHOWN = 3, PAST_FOLDED = 3 /* at least */, SPANS_SHOWN = 60 };

/* ---- one day as it was known ---- */

/* As typed, else today. What is no day is told at its field. */
static bool day_asked(struct request *q, struct page *page, const char *field, str *ret_typed, date *ret)
{
	const struct value *v = request_value(q, field);

	*ret = clock_day(q->now);
	*ret_typed = v->state == VALUE_GOOD ? v->text : S("");
	if (v->state != VALUE_NONE && (v->state != VALUE_GOOD || !rc_ok(date_parse(v->text, ret)))) {
		frame_problem(q, page, field, text_of_rc(page->at.lang, (rc){ E_LAW_DAY }));
		return false;
	}
	*ret_typed = date_text(q->a, *ret);
	return true;
}

static const str *differs(struct request *q, unsigned bits, size_t *ret_n)
{
	static const struct {
		enum rights_differs bit;
		str word;
	} all[] = { { RIGHTS_DIFFER_SPAN, { "SPAN", 4 } },     { RIGHTS_DIFFER_STATE, { "STATE", 5 } },
		    { RIGHTS_DIFFER_SCHEME, { "SCHEME", 6 } }, { RIGHTS_DIFFER_INSURED, { "INSURED", 7 } },
		    { RIGHTS_DIFFER_REASON, { "REASON", 6 } }, { RIGHTS_DIFFER_LAW, { "LAW", 3 } } };
	enum { ALL = sizeof all / sizeof all[0] };
	str *words = arena_array(q->a, str, ALL);
	size_t n = 0;

	for (size_t i = 0; i < ALL; i++)
		if (bits & all[i].bit)
			words[n++] = all[i].word;
	*ret_n = n;
	return words;
}

static void fill_day(struct request *q, const struct rights_day *d, struct show_right_day *v)
{
	struct rights_words w = rights_words_of(q, &d->law, d->schemes, d->schemes_n, d->on);

	v->shown = true;
	v->there = d->there;
	v->no_law = d->no_law;
	v->law_version = d->law_version;
	v->again_there = d->again_there;
	if (d->there) {
		v->is = right_span_shown(q, &w, &d->is, d->on);
		v->reasons = right_reasons(q, &w, &d->is, &v->reasons_n);
	}
	if (d->again_there)
		v->again = right_span_shown(q, &w, &d->again, d->on);
	v->differs = differs(q, d->differs, &v->differs_n);
	v->facts = right_facts(q, &w, d, &v->facts_n);
}

static rc day(struct request *q, struct page *page, struct show_right_day *v)
{
	struct acting by = whose_reads(q);
	struct rights_day d;

	bool good = day_asked(q, page, "on", &v->on, &v->on_day);
	good = day_asked(q, page, "known", &v->known, &v->known_day) && good;
	if (!good ||
	    (request_value(q, "on")->state == VALUE_NONE && request_value(q, "known")->state == VALUE_NONE))
		return OK;
	rc r = rights_show_day(portal_of(q)->db, q->a, &by, whose_person(q), v->on_day, v->known_day, &d);
	if (rc_is(r, E_RIGHTS_KNOWN)) {
		frame_problem(q, page, "known", text_of_rc(page->at.lang, r));
		return OK;
	}
	TRY(r);
	fill_day(q, &d, v);
	return OK;
}

/* ---- as it is ---- */

static str name_of(struct request *q, str last, str first, str last_ar, str first_ar)
{
	struct show_person names = {
		.last_name = last, .first_name = first, .last_name_ar = last_ar, .first_name_ar = first_ar
	};

	return full_name(q->a, (enum lang)q->lang, &names);
}

/* Whoever pays late has a span for each month: what is long over is folded away when it is long. */
static size_t older(const struct show_right_span *s, size_t n)
{
	size_t past = 0;

	while (past < n && s[past].past)
		past++;
	return past >= PAST_SHOWN + PAST_FOLDED ? past - PAST_SHOWN : 0;
}

static const struct show_right_span *spans(struct request *q, const struct rights_words *w,
					   const struct rights_view *f, size_t *ret_n)
{
	size_t n = f->line.n < SPANS_SHOWN ? f->line.n : SPANS_SHOWN, first = f->line.n - n;
	struct show_right_span *rows = arena_array(q->a, struct show_right_span, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = right_span_shown(q, w, &f->line.span[first + i], f->on);
	*ret_n = n;
	return rows;
}

/* The form that says the membership behind a right is wrong, filled with which one it is. */
static str object_path(struct request *q, const struct rights_view *f)
{
	struct out o;

	if (f->member_scheme.n == 0 || f->now.is == NULL || f->now.is->state == RIGHT_OPEN)
		return S("");
	out_init(&o, q->a, 96);
	out_str(&o, whose_path(q, S("/statement?kind=NOT_ME&scheme=")));
	out_url(&o, f->member_scheme);
	out_lit(&o, "&from=");
	out_str(&o, date_text(q->a, f->member_from));
	return out_view(&o);
}

static void fill(struct request *q, const struct rights_view *f, struct show_rights *v)
{
	struct rights_words w = rights_words_of(q, &f->law, f->schemes, f->schemes_n, f->on);

	v->name = name_of(q, f->last_name, f->first_name, f->last_name_ar, f->first_name_ar);
	v->through = name_of(q, f->insured_last, f->insured_first, f->insured_last_ar, f->insured_first_ar);
	v->is = right_shown(q, &w, &f->now, whose_own(q), f->person_id);
	if (f->now.is != NULL)
		v->reasons = right_reasons(q, &w, f->now.is, &v->reasons_n);
	v->todo = right_todo(q, &w, f, &v->is, &v->todo_n);
	if (f->cannot.n > 0)
		v->cannot = str_printf(q->a, "/law/%.*s", STR_ARG(f->cannot));
	v->object = object_path(q, f);
	v->may_pay = f->waits && (whose_own(q) || may(q, TASK_SERVE_PAYMENT));
	v->offers = right_offers(q, &w, f);
	v->offers_n = f->offers_n;
	v->score = f->offers_n > 0;
	v->family = right_family(q, &w, f);
	v->family_n = f->family_n;
	v->spans = spans(q, &w, f, &v->spans_n);
	v->spans_older = older(v->spans, v->spans_n);
}

static rc rights(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_RIGHTS);
	struct show_rights v = { .whose = whose_shown(q) };
	struct acting by = whose_reads(q);
	struct rights_view f;

	TRY(rights_show(portal_of(q)->db, q->a, &by, whose_person(q), clock_day(q->now), &f));
	fill(q, &f, &v);
	if (v.whose.agent)
		TRY(day(q, &page, &v.day));
	frame_reply(q, p, page.problems_n > 0 ? 422 : 200, page_rights, &page, &v);
	return OK;
}

#define DAY(name) PARAM(name, PARAM_TEXT, .max = DAY_MAX)

const struct route rights_routes[] = {
	ROUTE(HTTP_GET, "/own/rights", MAY_OWN_FILE, FOR_SELF, rights,
	      "A member's rights and those of the family: until when, why, what to do", .writes = true),
	ROUTE(HTTP_GET, "/people/{person:id}/rights", MAY_ANSWER_REQUEST, FOR_COUNTER, rights,
	      "A person's rights for an agent, and a day of them as it was known",
	      .params = PARAMS(DAY("on"), DAY("known")), .writes = true, .keeps_bad = true),
	{ 0 },
};
