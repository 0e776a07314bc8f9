/* face/cli/rights.c - sanad rights show: what somebody is entitled to, until when and why, in words. */
#include "face/cli/cli.h"

#include "face/portal/rights_words.h"
#include "service/fund.h"
#include "service/rights_show.h"

static const struct cli_option show_options[] = {
	{ "as", "LOGIN", "who reads: it is written down" },
	{ "on", "DAY", "on this day: today if not given" },
	{ "language", "LANGUAGE", "of the words: ar, fr or en; English if not given" },
	{ "all", NULL, "the whole timeline, not the day alone" },
	{ 0 },
};

static rc words_of(struct cli *c, const struct rights_view *v, struct rights_words *ret)
{
	struct fund_law *l = arena_new(c->a, struct fund_law);
	struct fund_facts fund;

	*l = (struct fund_law){ v->law.law, v->law.signature, v->law.signatures_n };
	*ret = (struct rights_words){
		.at.lang = LANG_EN, .schemes = v->schemes, .schemes_n = v->schemes_n, .law = l, .on = v->on
	};
	if (!text_lang_of(cli_text(c, "language", S("en")), &ret->at.lang))
		return cli_usage(c, "--language is ar, fr or en");
	TRY(fund_facts(c->db, c->a, &fund));
	ret->at.country = str_eq(fund.country, S("dz")) ? COUNTRY_DZ : COUNTRY_MA;
	return OK;
}

static str until_text(struct cli *c, date until)
{
	return until.days == DATE_NEVER.days ? S("") : date_text(c->a, until);
}

static void say_reason(struct cli *c, const struct right_reason *r)
{
	cli_say(c, "    %.*s", STR_ARG(r->text));
	if (r->path.n > 0)
		cli_say(c, "      %.*s%s[%.*s, %.*s%s%.*s]", STR_ARG(r->rule), r->rule.n > 0 ? " " : "",
			STR_ARG(r->path), STR_ARG(r->state), r->reference.n > 0 ? ", " : "",
			STR_ARG(r->reference));
}

static void reason_json(struct cli *c, struct out *o, const struct right_reason *r)
{
	(void)c;
	out_char(o, '{');
	cli_field(o, S("code"), r->code == BECAUSE_CODES ? S("") : because_name(r->code));
	cli_field(o, S("text"), r->text);
	cli_field(o, S("rule"), r->rule);
	cli_field(o, S("path"), r->path);
	cli_field(o, S("state"), r->state);
	cli_field(o, S("reference"), r->reference);
	out_char(o, '}');
}

static void show_span(struct cli *c, const struct rights_words *w, const struct rights_span *s)
{
	size_t n;
	const struct right_reason *r = rights_sentences(c->a, w, s->r.because, s->basis, &n);
	str until = until_text(c, s->r.until_day), from = date_text(c->a, s->r.from_day);
	struct out o;

	cli_say(c, "%.*s .. %.*s  %.*s  %.*s", STR_ARG(from), STR_ARG(until), STR_ARG(s->r.state),
		STR_ARG(s->r.scheme));
	for (size_t i = 0; i < n; i++)
		say_reason(c, &r[i]);
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("from"), from);
	cli_field(&o, S("until"), until);
	cli_field(&o, S("state"), s->r.state);
	cli_field(&o, S("scheme"), s->r.scheme);
	cli_field(&o, S("package"), s->r.package);
	cli_field_int(&o, S("insured"), s->r.insured_id.v);
	out_json_name(&o, S("because"));
	out_char(&o, '[');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			out_char(&o, ',');
		reason_json(c, &o, &r[i]);
	}
	out_char(&o, ']');
	cli_object_end(c, &o);
}

static rc show(struct cli *c)
{
	struct acting by = { .why = FOR_COUNTER };
	struct rights_words w;
	struct rights_view v;
	date on;

	if (!cli_has(c, "as"))
		return cli_usage(c, "--as LOGIN is missing");
	TRY(cli_user(c, "as", &by.user));
	TRY(cli_day(c, "on", clock_day(clock_now()), &on));
	TRY(rights_show_number(c->db, c->a, &by, cli_words(c, 0), on, &v));
	TRY(words_of(c, &v, &w));
	for (size_t i = 0; i < v.line.n; i++)
		if (cli_has(c, "all") || &v.line.span[i] == v.now.is)
			show_span(c, &w, &v.line.span[i]);
	if (v.line.n == 0 || (v.now.is == NULL && !cli_has(c, "all")))
		cli_say(c, "Nothing is known of rights on %s.", date_text(c->a, on).p);
	return OK;
}

enum { WORDS_MAX = 20 };

const struct cli_command rights_commands[];
const struct cli_command rights_commands[] = {
	{ "rights show", "NUMBER", 1, WORDS_MAX, CLI_STORE,
	  "what a person is entitled to on a day, until when, and why", show_options, show },
	{ 0 },
};
