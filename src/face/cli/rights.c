/* face/cli/rights.c - sanad rights show, history, checks: what a number is entitled to. */
#include "face/cli/cli.h"

#include "face/portal/rights_words.h"
#include "service/check_rights.h"
#include "service/fund.h"
#include "service/rights_read.h"

static const struct cli_option show_options[] = {
	{ "on", "DAY", "on which day; without: today" },
	{ "known-on", "DAY|INSTANT", "as the fund knew it then; a day: at its end" },
	{ "replay", NULL, "decide again from what was known then, and compare with what was stored" },
	{ "lang", "LANGUAGE", "of the words: ar, fr or en; without: en" },
	{ "as", "LOGIN", "who reads" },
	{ 0 },
};
static const struct cli_option history_options[] = {
	{ "known-on", "DAY|INSTANT", "as the fund knew it then; a day: at its end" },
	{ "lang", "LANGUAGE", "of the words: ar, fr or en; without: en" },
	{ "as", "LOGIN", "who reads" },
	{ 0 },
};
static const struct cli_option checks_options[] = {
	{ "as", "LOGIN", "who reads" },
	{ 0 },
};

/* The fund's day is the one of clock_day(). */
static instant end_of(date day)
{
	const int64_t day_us = INT64_C(86400) * 1000000, zone_us = INT64_C(3600) * 1000000;

	return (instant){ (day.days + INT64_C(1)) * day_us - zone_us - 1 };
}

static rc known(struct cli *c, instant *ret)
{
	str text = cli_text(c, "known-on", S(""));
	date day;

	*ret = KNOWN_NOW;
	if (text.n == 0)
		return OK;
	if (rc_ok(date_parse(text, &day))) /* first: it would be an instant too, its beginning in UTC */
		*ret = end_of(day);
	else if (!rc_ok(instant_parse(text, ret)))
		return cli_usage(c, "--known-on: a day, or an instant like 2026-11-27T08:30:00Z");
	return OK;
}

static str last_day(struct cli *c, date until)
{
	return until.days == DATE_NEVER.days ? S("") : date_text(c->a, (date){ until.days - 1 });
}

static str day_or_none(struct cli *c, date d)
{
	return d.days == DATE_NEVER.days ? S("") : date_text(c->a, d);
}

/* ---- as text ---- */

static void say_reason(struct cli *c, const struct right_reason *r)
{
	cli_say(c, "  %.*s", STR_ARG(r->text));
	if (r->path.n > 0)
		cli_say(c, "    %.*s%s[%.*s, %.*s%s%.*s]", STR_ARG(r->rule), r->rule.n > 0 ? " " : "",
			STR_ARG(r->path), STR_ARG(r->state), r->reference.n > 0 ? ", " : "",
			STR_ARG(r->reference));
}

static void say_span(struct cli *c, const struct rights_words *w, const struct rights_shown *s)
{
	str to = last_day(c, s->r.until_day);
	size_t n;
	const struct right_reason *r = rights_sentences(c->a, w, s->r.because, s->basis, &n);

	cli_say(c, "%.*s  %.*s %.*s  %.*s .. %.*s  %.*s %.*s", STR_ARG(s->r.state), STR_ARG(s->r.scheme),
		STR_ARG(s->r.package), STR_ARG(date_text(c->a, s->r.from_day)), STR_ARG(to),
		STR_ARG(s->through), STR_ARG(s->insured));
	for (size_t i = 0; i < n; i++)
		say_reason(c, &r[i]);
}

/* ---- as JSON ---- */

static void put_law(struct out *o, const struct basis_line *l)
{
	out_json_name(o, S("law"));
	out_char(o, '{');
	cli_field(o, S("path"), l->path);
	cli_field(o, S("value"), l->value);
	cli_field(o, S("unit"), l->unit);
	cli_field(o, S("from"), l->from);
	cli_field(o, S("status"), l->status);
	cli_field(o, S("reference"), l->reference);
	if (l->why.n > 0)
		cli_field(o, S("why"), l->why);
	out_char(o, '}');
}

static void put_reasons(struct cli *c, struct out *o, const struct rights_shown *s)
{
	out_json_name(o, S("because"));
	out_char(o, '[');
	for (size_t i = 0; i < s->why_n; i++) {
		const struct because *b = &s->why[i];
		out_str(o, i > 0 ? S(",{") : S("{"));
		cli_field(o, S("code"), because_name(b->code));
		cli_field(o, S("day"), day_or_none(c, b->day));
		cli_field(o, S("until"), day_or_none(c, b->until));
		cli_field_int(o, S("n"), b->n);
		cli_field(o, S("text"), b->text);
		if (0 <= b->law && (size_t)b->law < s->law_n)
			put_law(o, &s->law[b->law]);
		out_char(o, '}');
	}
	out_char(o, ']');
}

/* All reasons, one after the other. */
static str in_words(struct cli *c, const struct rights_words *w, const struct rights_shown *s)
{
	struct out o;
	size_t n;
	const struct right_reason *r = rights_sentences(c->a, w, s->r.because, s->basis, &n);

	out_init(&o, c->a, 256);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			out_char(&o, ' ');
		out_str(&o, r[i].text);
	}
	return out_view(&o);
}

static void json_span(struct cli *c, const struct rights_query *q, const struct rights_reading *v,
		      const struct rights_words *w, const struct rights_shown *s)
{
	struct out o;

	cli_object_begin(c, &o);
	cli_field(&o, S("number"), v->number);
	if (!q->whole)
		cli_field(&o, S("on"), date_text(c->a, q->on));
	cli_field(&o, S("known_on"), q->at.us == KNOWN_NOW.us ? S("") : instant_text(c->a, q->at));
	cli_field(&o, S("state"), s->r.state);
	cli_field(&o, S("scheme"), s->r.scheme);
	cli_field(&o, S("package"), s->r.package);
	cli_field(&o, S("from"), date_text(c->a, s->r.from_day));
	cli_field(&o, S("to"), last_day(c, s->r.until_day));
	cli_field(&o, S("through"), s->through);
	if (s->insured.n > 0)
		cli_field(&o, S("insured"), s->insured);
	put_reasons(c, &o, s);
	cli_field(&o, S("words"), in_words(c, w, s));
	cli_field(&o, S("known_from"), instant_text(c->a, s->r.known_from));
	cli_object_end(c, &o);
}

/* ---- the commands ---- */

static rc say_replay(struct cli *c, const struct rights_reading *v)
{
	struct out o;

	if (v->differ_n == 0)
		cli_say(c, "SAME");
	for (size_t i = 0; i < v->differ_n; i++) {
		const struct rights_difference *d = &v->differ[i];
		cli_say(c, "%.*s\n  stored:  %.*s\n  decided: %.*s", STR_ARG(date_text(c->a, d->from)),
			STR_ARG(d->stored.n > 0 ? d->stored : S("-")),
			STR_ARG(d->decided.n > 0 ? d->decided : S("-")));
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field(&o, S("from"), date_text(c->a, d->from));
		cli_field(&o, S("stored"), d->stored);
		cli_field(&o, S("decided"), d->decided);
		cli_object_end(c, &o);
	}
	if (c->json && v->differ_n == 0) {
		cli_object_begin(c, &o);
		cli_field(&o, S("replay"), S("SAME"));
		cli_object_end(c, &o);
	}
	CHECK(v->differ_n == 0, RIGHTS_DIFFER);
	return OK;
}

static rc words_of(struct cli *c, const struct rights_reading *v, date on, struct rights_words *ret)
{
	struct fund_facts fund;

	*ret = (struct rights_words){
		.at.lang = LANG_EN, .schemes = v->schemes, .schemes_n = v->schemes_n, .law = &v->law, .on = on
	};
	if (!text_lang_of(cli_text(c, "lang", S("en")), &ret->at.lang))
		return cli_usage(c, "--lang is ar, fr or en");
	TRY(fund_facts(c->db, c->a, &fund));
	ret->at.country = str_eq(fund.country, S("dz")) ? COUNTRY_DZ : COUNTRY_MA;
	return OK;
}

static rc run(struct cli *c, struct rights_query *q)
{
	struct rights_reading v;
	struct rights_words w;
	struct actor by;

	TRY(known(c, &q->at));
	TRY(cli_actor(c, &by));
	q->by = &by;
	q->number = cli_words(c, 0);
	TRY(rights_read(c->db, clock_now(), c->a, q, &v));
	TRY(words_of(c, &v, q->whole ? clock_day(clock_now()) : q->on, &w));
	cli_say(c, "%.*s", STR_ARG(v.number));
	for (size_t i = 0; i < v.n; i++) {
		say_span(c, &w, &v.span[i]);
		if (c->json)
			json_span(c, q, &v, &w, &v.span[i]);
	}
	if (v.n == 0)
		cli_say(c, "Nothing is known that could give a right.");
	return q->again ? say_replay(c, &v) : OK;
}

static rc show(struct cli *c)
{
	struct rights_query q = { .again = cli_has(c, "replay") };

	TRY(cli_day(c, "on", clock_day(clock_now()), &q.on));
	return run(c, &q);
}

static rc history(struct cli *c)
{
	struct rights_query q = { .whole = true };

	return run(c, &q);
}

static rc checks(struct cli *c)
{
	struct rights_checked *list;
	struct actor by;
	struct out o;
	size_t n;

	TRY(cli_actor(c, &by));
	TRY(rights_checks_show(c->db, c->a, &by, cli_words(c, 0), RIGHTS_CHECKED_MAX, &list, &n));
	for (size_t i = 0; i < n; i++) {
		cli_say(c, "%.*s  for %.*s  %.*s", STR_ARG(instant_text(c->a, list[i].at)),
			STR_ARG(date_text(c->a, list[i].day)), STR_ARG(list[i].who));
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field(&o, S("at"), instant_text(c->a, list[i].at));
		cli_field(&o, S("on"), date_text(c->a, list[i].day));
		cli_field(&o, S("who"), list[i].who);
		cli_object_end(c, &o);
	}
	if (n == 0)
		cli_say(c, "Nobody has checked.");
	return OK;
}

enum { WORDS_MAX = 20 };

const struct cli_command rights_commands[];
const struct cli_command rights_commands[] = {
	{ "rights show", "NUMBER", 1, WORDS_MAX, CLI_STORE, "what somebody is entitled to on a day, and why",
	  show_options, show },
	{ "rights history", "NUMBER", 1, WORDS_MAX, CLI_STORE, "the whole timeline of somebody's rights",
	  history_options, history },
	{ "rights checks", "NUMBER", 1, WORDS_MAX, CLI_STORE, "who asked whether somebody is covered",
	  checks_options, checks },
	{ 0 },
};
