/* face/cli/rights.c - sanad rights show, history, checks: what a number is entitled to. */
#include "face/cli/cli.h"

#include "service/check_rights.h"
#include "service/rights_show.h"

static const struct cli_option show_options[] = {
	{ "on", "DAY", "on which day; without: today" },
	{ "known-on", "DAY|INSTANT", "as the fund knew it then; a day: at its end" },
	{ "replay", NULL, "decide again from what was known then, and compare with what was stored" },
	{ "as", "LOGIN", "who reads" },
	{ 0 },
};
static const struct cli_option history_options[] = {
	{ "known-on", "DAY|INSTANT", "as the fund knew it then; a day: at its end" },
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
	if (text.n == 0 || rc_ok(instant_parse(text, ret)))
		return OK;
	if (!rc_ok(date_parse(text, &day)))
		return cli_usage(c, "--known-on: a day, or an instant like 2026-11-27T08:30:00Z");
	*ret = end_of(day);
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

static void say_reason(struct cli *c, const struct rights_shown *s, const struct because *b)
{
	const struct basis_line *l = 0 <= b->law && (size_t)b->law < s->law_n ? &s->law[b->law] : NULL;
	str from = day_or_none(c, b->day), until = day_or_none(c, b->until);

	cli_say(c, "  %.*s %.*s%s%.*s %lld %.*s%s%.*s %.*s %.*s", STR_ARG(because_name(b->code)),
		STR_ARG(from), until.n > 0 ? " .. " : "", STR_ARG(until), (long long)b->n, STR_ARG(b->text),
		l != NULL ? "  law: " : "", STR_ARG(l != NULL ? l->path : S("")),
		STR_ARG(l != NULL ? l->value : S("")), STR_ARG(l != NULL ? l->status : S("")));
}

static void say_span(struct cli *c, const struct rights_shown *s)
{
	str to = last_day(c, s->r.until_day);

	cli_say(c, "%.*s  %.*s %.*s  %.*s .. %.*s  %.*s %.*s", STR_ARG(s->r.state), STR_ARG(s->r.scheme),
		STR_ARG(s->r.package), STR_ARG(date_text(c->a, s->r.from_day)), STR_ARG(to),
		STR_ARG(s->through), STR_ARG(s->insured));
	for (size_t i = 0; i < s->why_n; i++)
		say_reason(c, s, &s->why[i]);
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

static void json_span(struct cli *c, const struct rights_query *q, const struct rights_view *v,
		      const struct rights_shown *s)
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
	cli_field(&o, S("words"), S(""));
	cli_field(&o, S("known_from"), instant_text(c->a, s->r.known_from));
	cli_object_end(c, &o);
}

/* ---- the commands ---- */

static rc say_replay(struct cli *c, const struct rights_view *v)
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

static rc run(struct cli *c, struct rights_query *q)
{
	struct rights_view v;
	struct actor by;

	TRY(known(c, &q->at));
	TRY(cli_actor(c, &by));
	q->by = &by;
	q->number = cli_words(c, 0);
	TRY(rights_show(c->db, clock_now(), c->a, q, &v));
	cli_say(c, "%.*s", STR_ARG(v.number));
	for (size_t i = 0; i < v.n; i++) {
		say_span(c, &v.span[i]);
		if (c->json)
			json_span(c, q, &v, &v.span[i]);
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
