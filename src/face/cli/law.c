/* face/cli/law.c - sanad law: the law as data, from its files; and who of the fund stands for what. */
#include "face/cli/cli.h"

#include "domain/law/report.h"
#include "face/cli/law_files.h"
#include "face/portal/law_json.h"
#include "face/portal/text.h"
#include "service/fund.h"
#include "service/fund_law.h"
#include "service/put_law.h"
#include "service/sign_law.h"
#include "service/users.h"

#define LAW_OPTION \
	{ \
		"law", "DIR", "another law than the one that the program brings" \
	}

static str said(const char *p) { return p != NULL ? str_of(p) : S(""); }

/* ---- check ---- */

static rc check(struct cli *c)
{
	const char *dir = cli_operand(c, 0);
	const struct law *l = law_carried();
	struct law other;
	size_t values = 0, gaps = 0;
	struct out o;

	if (dir != NULL) {
		TRY(law_files_read(c, dir, &other));
		l = &other;
	}
	for (size_t i = 0; i < l->problems_n; i++)
		law_files_problem(c, dir, &l->problem[i]);
	if (l->problems_n > 0) {
		cli_why(c, "%zu mistake%s in %s%s", l->problems_n, l->problems_n == 1 ? "" : "s", dir,
			l->problems_n == LAW_PROBLEMS_MAX ? ", and perhaps more" : "");
		FAIL(LAW_FILES);
	}
	for (size_t i = 0; i < l->n; i++) {
		gaps += l->parameter[i].n == 0;
		for (size_t k = 0; k < l->parameter[i].n; k++) {
			gaps += l->parameter[i].value[k].missing.n > 0;
			values += l->parameter[i].value[k].missing.n == 0;
		}
	}
	cli_say(c, "%zu parameters in %zu files: %zu values, %zu declared gaps, no mistake", l->n,
		l->schemes_n, values, gaps);
	if (!c->json)
		return OK;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("files"), (int64_t)l->schemes_n);
	cli_field_int(&o, S("parameters"), (int64_t)l->n);
	cli_field_int(&o, S("values"), (int64_t)values);
	cli_field_int(&o, S("gaps"), (int64_t)gaps);
	cli_object_end(c, &o);
	return OK;
}

/* ---- show and list ---- */

static void say_value(struct cli *c, const struct law_parameter *p, const struct law_value *v)
{
	str to = law_last_day(c->a, &v->end), note = p->unit_note;

	if (v->missing.n > 0) {
		cli_say(c, "  from %.*s: nothing is known (%.*s)", STR_ARG(v->start.text),
			STR_ARG(v->missing));
		return;
	}
	cli_say(c, "  %.*s %.*s  from %.*s%s%.*s  %.*s", STR_ARG(v->text),
		STR_ARG(note.n > 0 ? note : law_unit_of(p)), STR_ARG(v->start.text), to.n > 0 ? " to " : "",
		STR_ARG(to), STR_ARG(law_status_name(v->status)));
	cli_say(c, "    %.*s; seen at %.*s; %.*s", STR_ARG(v->reference), STR_ARG(v->seen_at),
		STR_ARG(v->confidence));
	if (v->start_note.n + v->end_note.n > 0)
		cli_say(c, "    the source says: %.*s%s%.*s", STR_ARG(v->start_note),
			v->start_note.n > 0 && v->end_note.n > 0 ? ", " : "", STR_ARG(v->end_note));
}

static void say_name(struct cli *c, const struct law_parameter *p, enum lang lang)
{
	str name = lang == LANG_AR ? p->ar : lang == LANG_FR ? p->fr : p->en;

	if (name.n == 0)
		name = p->fr.n > 0 ? p->fr : p->en.n > 0 ? p->en : p->ar;
	cli_say(c, "%.*s  %.*s", STR_ARG(p->path), STR_ARG(name));
}

/* Why there is no value, with what the files say about it. */
static str reason(struct cli *c, const struct law_answer *x, enum lang lang)
{
	const struct law_value *v = x->value;
	struct out o;

	out_init(&o, c->a, 256);
	text_named(&o, (struct locale){ lang, COUNTRY_MA }, TEXT_INTO_PLAIN, "lawwhy.", law_why_name(x->why));
	if (x->why == LAW_IMPRECISE)
		out_printf(&o, " (%.*s, %.*s - %.*s)", STR_ARG(v->text), STR_ARG(v->start.text),
			   STR_ARG(v->end.text));
	if (x->why == LAW_MISSING && x->parameter->missing.n > 0)
		out_printf(&o, " (%.*s)", STR_ARG(x->parameter->missing));
	if (x->why == LAW_MISSING && v != NULL)
		out_printf(&o, " (%.*s)", STR_ARG(v->missing));
	return out_view(&o);
}

static rc cannot(struct cli *c, const struct law_answer *x, enum lang lang)
{
	struct locale at = { lang, str_eq(x->path.n > 2 ? (str){ x->path.p, 3 } : S(""), S("dz/"))
				       ? COUNTRY_DZ
				       : COUNTRY_MA };

	if (lang == LANG_EN)
		cli_why(c, "parameter %.*s on %.*s: %.*s: %.*s", STR_ARG(x->path),
			STR_ARG(date_text(c->a, x->day)), STR_ARG(law_why_name(x->why)),
			STR_ARG(reason(c, x, lang)));
	else
		cli_why(c, "%.*s: %.*s", STR_ARG(law_why_name(x->why)),
			STR_ARG(text_str(c->a, at, TEXT(law_cannot),
					 TEXT_ARGS(TEXT_ARG("path", x->path), TEXT_ARG("day", x->day),
						   TEXT_ARG("reason", reason(c, x, lang))))));
	FAIL(LAW_CANNOT);
}

static const struct cli_option show_options[] = {
	{ "on", "DAY", "the law of this day: today if not given" },
	LAW_OPTION,
	{ "fund", NULL,
	  "as the fund of the store may use it: drafts never, what isn't confirmed when it is signed for" },
	{ "language", "ar|fr|en", "of the answer (en)" },
	{ 0 },
};

static rc ask(struct cli *c, date on, struct law_answer *ret)
{
	str path = said(cli_operand(c, 0));
	const struct law *l;
	struct db *db;

	if (!cli_has(c, "fund")) {
		TRY(law_files_open(c, cli_option(c, "law"), &l));
		*ret = law_on(l, path, on);
		return OK;
	}
	if (cli_has(c, "law"))
		return cli_usage(c, "--fund asks the law of the fund: leave --law out");
	TRY(fund_open(c->a, c->url, &db));
	rc r = law_for_fund(db, c->a, path, on, ret);
	fund_close(db);
	return r;
}

static rc show(struct cli *c)
{
	struct law_answer x = { 0 };
	enum lang lang;
	struct out o;
	date on;

	if (!text_lang_of(cli_text(c, "language", S("en")), &lang))
		return cli_usage(c, "--language is ar, fr or en");
	TRY(cli_day(c, "on", clock_day(clock_now()), &on));
	TRY(ask(c, on, &x));
	if (x.why != LAW_IS)
		return cannot(c, &x, lang);
	say_name(c, x.parameter, lang);
	say_value(c, x.parameter, x.value);
	if (x.by_signature)
		cli_say(c, "    used because it was signed for: sanad law signed");
	if (!c->json)
		return OK;
	cli_object_begin(c, &o);
	cli_field(&o, S("on"), date_text(c->a, on));
	law_json_value(&o, x.parameter, x.value);
	cli_field_bool(&o, S("by_signature"), x.by_signature);
	cli_field(&o, S("fr"), x.parameter->fr);
	cli_field(&o, S("ar"), x.parameter->ar);
	cli_field(&o, S("en"), x.parameter->en);
	cli_object_end(c, &o);
	return OK;
}

static const struct cli_option list_options[] = { LAW_OPTION,
						  { "language", "ar|fr|en", "of the names (en)" },
						  { 0 } };

static void list_gap(struct cli *c, const struct law_parameter *p)
{
	struct out o;

	cli_say(c, "  nothing is known: %.*s%s%.*s", STR_ARG(p->missing), p->said.n > 0 ? "; said is: " : "",
		STR_ARG(p->said));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	law_json_gap(&o, p);
	cli_object_end(c, &o);
}

static rc list(struct cli *c)
{
	str prefix = said(cli_operand(c, 0));
	const struct law *l;
	size_t n = 0;
	enum lang lang;
	struct out o;

	if (!text_lang_of(cli_text(c, "language", S("en")), &lang))
		return cli_usage(c, "--language is ar, fr or en");
	TRY(law_files_open(c, cli_option(c, "law"), &l));
	for (size_t i = 0; i < l->n; i++) {
		const struct law_parameter *p = &l->parameter[i];
		str path = p->path;
		if (!str_skip(&path, prefix))
			continue;
		n++;
		say_name(c, p, lang);
		if (p->n == 0)
			list_gap(c, p);
		for (size_t k = 0; k < p->n; k++) {
			say_value(c, p, &p->value[k]);
			if (!c->json)
				continue;
			cli_object_begin(c, &o);
			law_json_value(&o, p, &p->value[k]);
			cli_object_end(c, &o);
		}
	}
	cli_say(c, "%zu parameters%s%.*s", n, prefix.n > 0 ? " below " : "", STR_ARG(prefix));
	return OK;
}

/* ---- diff and coverage ---- */

static str in_short(struct cli *c, const struct law_parameter *p, const struct law_value *v)
{
	if (p == NULL || (v == NULL && p->n > 0))
		return S("nothing");
	if (v == NULL || v->missing.n > 0)
		return str_printf(c->a, "a gap (%.*s)", STR_ARG(v != NULL ? v->missing : p->missing));
	return str_printf(c->a, "%.*s %.*s%s%.*s %.*s", STR_ARG(v->text), STR_ARG(law_unit_of(p)),
			  v->end.text.n > 0 ? " until " : "", STR_ARG(v->end.text),
			  STR_ARG(law_status_name(v->status)));
}

static void put_side(struct cli *c, struct out *o, str name, const struct law_parameter *p,
		     const struct law_value *v)
{
	struct out side;

	out_init(&side, c->a, 256);
	out_char(&side, '{');
	if (v != NULL)
		law_json_value(&side, p, v);
	else if (p != NULL && p->n == 0)
		cli_field(&side, S("missing"), p->missing);
	out_char(&side, '}');
	out_json_name(o, name);
	out_str(o, out_view(&side));
}

static void say_difference(struct cli *c, const struct law_difference *d)
{
	const struct law_parameter *p = d->is != NULL ? d->is : d->was;
	const struct law_value *v = d->new != NULL ? d->new : d->old;
	struct out o;

	cli_say(c, "%-7.*s %.*s%s%.*s: %.*s -> %.*s", STR_ARG(law_change_name(d->change)), STR_ARG(p->path),
		v != NULL ? " from " : "", STR_ARG(v != NULL ? v->start.text : S("")),
		STR_ARG(in_short(c, d->was, d->old)), STR_ARG(in_short(c, d->is, d->new)));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("change"), law_change_name(d->change));
	cli_field(&o, S("path"), p->path);
	cli_field(&o, S("from"), v != NULL ? v->start.text : S(""));
	put_side(c, &o, S("old"), d->was, d->old);
	put_side(c, &o, S("new"), d->is, d->new);
	cli_object_end(c, &o);
}

static const struct cli_option diff_options[] = {
	{ "version", "N", "a version of the fund's law, against the one that it was made against" },
	{ 0 },
};

static rc diff_version(struct cli *c)
{
	struct law_version_shown s;
	struct db *db;
	int64_t nth;

	TRY(cli_number(c, "version", 1, INT32_MAX, 1, &nth));
	TRY(fund_open(c->a, c->url, &db));
	rc r = law_version_show(db, c->a, nth, &s);
	fund_close(db);
	TRY(r);
	for (size_t i = 0; i < s.n; i++)
		say_difference(c, &s.d[i]);
	for (size_t i = 0; i < s.files_n; i++)
		cli_say(c, "differs: %.*s", STR_ARG(s.file[i]));
	cli_say(c, s.n == 0 ? "No value differs." : "%zu differences", s.n);
	return OK;
}

static rc diff(struct cli *c)
{
	const char *first = cli_operand(c, 0), *second = cli_operand(c, 1);
	struct law_difference *d;
	const struct law *was, *is;
	size_t n;

	if (cli_has(c, "version") != (first == NULL))
		return cli_usage(c, "either DIR or --version N");
	if (first == NULL)
		return diff_version(c);
	TRY(law_files_open(c, second != NULL ? first : NULL, &was));
	TRY(law_files_open(c, second != NULL ? second : first, &is));
	law_diff(c->a, was, is, &d, &n);
	for (size_t i = 0; i < n; i++)
		say_difference(c, &d[i]);
	cli_say(c, n == 0 ? "No value differs." : "%zu differences", n);
	return OK;
}

static const struct cli_option coverage_options[] = {
	LAW_OPTION,
	{ "signed", NULL, "with the fund of the store: how much is signed for" },
	{ 0 },
};

/* The fund's signatures, and its law unless another one is asked for. */
static rc signatures(struct cli *c, const struct law **ret_law, struct law_signature **ret, size_t *ret_n)
{
	struct db *db;

	TRY(fund_open(c->a, c->url, &db));
	rc r = law_signatures_standing(db, c->a, ret, ret_n);
	if (rc_ok(r) && !cli_has(c, "law"))
		r = law_in_force(db, c->a, ret_law, NULL);
	fund_close(db);
	return r;
}

static void say_count(struct cli *c, const struct law_count *k)
{
	struct out o;

	cli_say(c, "%.*s/%-15.*s %10zu %6zu %6zu %6zu %11zu %7zu %7zu", STR_ARG(k->scheme->country),
		STR_ARG(k->scheme->scheme), k->parameters, k->values, k->voted, k->draft, k->unconfirmed,
		k->signed_for, k->missing);
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("country"), k->scheme->country);
	cli_field(&o, S("scheme"), k->scheme->scheme);
	cli_field(&o, S("code"), k->scheme->code);
	cli_field_int(&o, S("parameters"), (int64_t)k->parameters);
	cli_field_int(&o, S("values"), (int64_t)k->values);
	cli_field_int(&o, S("voted"), (int64_t)k->voted);
	cli_field_int(&o, S("draft"), (int64_t)k->draft);
	cli_field_int(&o, S("unconfirmed"), (int64_t)k->unconfirmed);
	if (cli_has(c, "signed"))
		cli_field_int(&o, S("signed"), (int64_t)k->signed_for);
	cli_field_int(&o, S("missing"), (int64_t)k->missing);
	cli_object_end(c, &o);
}

static void say_missing(struct cli *c, const struct law *l)
{
	struct out o;

	for (size_t i = 0; i < l->n; i++) {
		const struct law_parameter *p = &l->parameter[i];
		for (size_t k = 0; k < p->n + (p->n == 0); k++) {
			str why = p->n == 0 ? p->missing : p->value[k].missing;
			str from = p->n == 0 ? S("") : p->value[k].start.text;
			if (why.n == 0)
				continue;
			cli_say(c, "missing  %.*s%s%.*s: %.*s", STR_ARG(p->path), from.n > 0 ? " from " : "",
				STR_ARG(from), STR_ARG(why));
			if (!c->json)
				continue;
			cli_object_begin(c, &o);
			cli_field(&o, S("missing"), p->path);
			cli_field(&o, S("from"), from);
			cli_field(&o, S("why"), why);
			cli_object_end(c, &o);
		}
	}
}

static rc coverage(struct cli *c)
{
	struct law_signature *s = NULL;
	struct law_count *k;
	const struct law *l;
	size_t n = 0;
	struct out o;

	TRY(law_files_open(c, cli_option(c, "law"), &l));
	if (cli_has(c, "signed"))
		TRY(signatures(c, &l, &s, &n));
	law_coverage(c->a, l, s, n, &k);
	cli_say(c, "%-18s %10s %6s %6s %6s %11s %7s %7s", "", "parameters", "values", "voted", "draft",
		"unconfirmed", "signed", "missing");
	for (size_t i = 0; i < l->schemes_n; i++)
		say_count(c, &k[i]);
	say_missing(c, l);
	for (size_t i = 0; i < law_paragraphs_n; i++) {
		const struct law_paragraph *p = &law_paragraphs[i];
		cli_say(c, "code     %s:%d: %s", p->file, p->line, p->text);
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field(&o, S("code"), said(p->file));
		cli_field_int(&o, S("line"), p->line);
		cli_field(&o, S("law"), said(p->text));
		cli_object_end(c, &o);
	}
	return OK;
}

/* ---- signatures ---- */

static const struct cli_option sign_options[] = {
	{ "from", "DAY", "the day from which the fund uses the value" },
	{ "as", "LOGIN", "who signs: a director" },
	{ "reason", "TEXT", "why" },
	{ 0 },
};

static rc signing(struct cli *c, struct actor *by, struct law_signing *ret)
{
	static const char *const needed[] = { "from", "as", "reason" };

	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
		if (!cli_has(c, needed[i]))
			return cli_usage(c, "--%s is missing", needed[i]);
	*ret = (struct law_signing){ .by = by,
				     .path = said(cli_operand(c, 0)),
				     .reason = cli_text(c, "reason", S("")) };
	TRY(cli_day(c, "from", DATE_NEVER, &ret->from));
	return cli_actor(c, by);
}

static rc sign(struct cli *c)
{
	const struct law_value *v;
	struct law_signing s = { 0 };
	const struct law *l;
	struct actor by;
	struct out o;

	TRY(signing(c, &by, &s));
	TRY(law_sign(c->db, c->a, clock_now(), &s, &v));
	TRY(law_in_force(c->db, c->a, &l, NULL));
	const struct law_parameter *p = law_find(l, s.path);
	must(p != NULL);
	cli_say(c, "Signed for, from %.*s on:", STR_ARG(date_text(c->a, s.from)));
	say_name(c, p, LANG_EN);
	say_value(c, p, v);
	if (c->json) {
		cli_object_begin(c, &o);
		law_json_value(&o, p, v);
		cli_field(&o, S("signed_from"), date_text(c->a, s.from));
		cli_object_end(c, &o);
	}
	return OK;
}

static rc unsign(struct cli *c)
{
	struct law_signing s = { 0 };
	struct actor by;

	TRY(signing(c, &by, &s));
	TRY(law_unsign(c->db, c->a, clock_now(), &s));
	cli_say(c, "The signature no longer stands; what was decided by it stays as it was.");
	return OK;
}

static rc signed_list(struct cli *c)
{
	struct fund_law f;
	struct out o;

	TRY(fund_law_now(c->db, c->a, &f));
	const struct law_signature *s = f.signature;
	for (size_t i = 0; i < f.signatures_n; i++) {
		const struct law_parameter *p = law_find(f.law, s[i].path);
		bool fits = false;
		for (size_t k = 0; p != NULL && k < p->n; k++)
			fits |= law_signed(p, &p->value[k], &s[i], 1) != NULL;
		cli_say(c, "%.*s  start %.*s, used from %.*s  %.*s%s\n  %.*s", STR_ARG(s[i].path),
			STR_ARG(s[i].starts), STR_ARG(date_text(c->a, s[i].from_day)),
			STR_ARG(instant_text(c->a, s[i].known_from)),
			fits ? "" : "  the value changed: it counts for nothing", STR_ARG(s[i].reason));
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field(&o, S("path"), s[i].path);
		cli_field(&o, S("from"), s[i].starts);
		cli_field(&o, S("signed_from"), date_text(c->a, s[i].from_day));
		cli_field(&o, S("at"), instant_text(c->a, s[i].known_from));
		cli_field_int(&o, S("user"), s[i].user_id.v);
		cli_field(&o, S("reason"), s[i].reason);
		cli_field_bool(&o, S("fits"), fits);
		cli_object_end(c, &o);
	}
	if (f.signatures_n == 0)
		cli_say(c, "Nobody has signed for a value yet: sanad law sign PATH --from DAY --as LOGIN "
			   "--reason TEXT");
	return OK;
}

const struct cli_command law_commands[] = {
	{ "law check", "[DIR]", 0, 1, CLI_NO_STORE,
	  "are the law files well made? those that the program brings, or others", NULL, check },
	{ "law show", "PATH", 1, 1, CLI_NO_STORE,
	  "the value of a parameter on a day, with its source, or why there is none", show_options, show },
	{ "law list", "[PREFIX]", 0, 1, CLI_NO_STORE, "parameters with all their values and gaps",
	  list_options, list },
	{ "law diff", "[DIR [DIR]]", 0, 2, CLI_NO_STORE,
	  "from one law to another: values added, changed, ended; of one DIR, from the program's law to it",
	  diff_options, diff },
	{ "law coverage", "", 0, 0, CLI_NO_STORE,
	  "how much is known of each scheme, what is missing, what the code names", coverage_options,
	  coverage },
	{ "law sign", "PATH", 1, 1, CLI_STORE,
	  "a director stands for a value that isn't confirmed, or for its first day", sign_options, sign },
	{ "law unsign", "PATH", 1, 1, CLI_STORE, "a director no longer does", sign_options, unsign },
	{ "law signed", "", 0, 0, CLI_STORE, "what was signed for, since when and why", NULL, signed_list },
	{ 0 },
};
