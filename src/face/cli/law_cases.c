/* face/cli/law_cases.c - sanad law cases: does the law say of made-up people what jurists expect? */
#include "face/cli/law_files.h"

#include "domain/rights/cases.h"
#include "face/portal/text.h"

static const struct cli_option cases_options[] = {
	{ "law", "DIR", "another law than the one that the program brings" },
	{ "language", "ar|fr|en", "of the titles (en)" },
	{ 0 },
};

static rc read_cases(struct cli *c, const char *dir, const struct law *l, struct cases *ret)
{
	struct law_file *file = NULL;
	size_t n = 0;

	TRY(law_files_cases(c, dir, &file, &n));
	cases_read(c->a, l, file, n, ret);
	for (size_t i = 0; i < ret->problems_n; i++)
		law_files_problem(c, dir, &ret->problem[i]);
	if (ret->problems_n > 0) {
		cli_why(c, "%zu mistake%s in the cases of %s", ret->problems_n,
			ret->problems_n == 1 ? "" : "s", dir);
		FAIL(CASE_FILES);
	}
	if (ret->n == 0) {
		cli_why(c, "DIR/COUNTRY/cases/NAME.yaml, DIR being %s", dir);
		FAIL(CASE_NONE);
	}
	return OK;
}

static str title_of(const struct law_case *x, enum lang lang)
{
	str t = lang == LANG_AR ? x->ar : lang == LANG_FR ? x->fr : x->en;

	return t.n > 0 ? t : x->en.n > 0 ? x->en : x->fr.n > 0 ? x->fr : x->ar;
}

static void say_result(struct cli *c, const char *dir, const struct law_case *x, const struct case_result *r)
{
	const struct case_expect *e = r->expect;
	str name = x->person[e->person].name, on = date_text(c->a, e->on);
	struct out o;

	if (!r->ok) {
		cli_say(c, "  %s/%.*s:%zu:%zu: %.*s on %.*s", dir, STR_ARG(x->file), e->line, e->column,
			STR_ARG(name), STR_ARG(on));
		cli_say(c, "    expected: %.*s", STR_ARG(r->wanted));
		cli_say(c, "    came:     %.*s", STR_ARG(r->came));
	}
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("file"), x->file);
	cli_field_int(&o, S("line"), (int64_t)e->line);
	cli_field_int(&o, S("column"), (int64_t)e->column);
	cli_field(&o, S("name"), name);
	cli_field(&o, S("on"), on);
	cli_field_bool(&o, S("ok"), r->ok);
	cli_field(&o, S("expected"), r->wanted);
	cli_field(&o, S("came"), r->came);
	cli_object_end(c, &o);
}

/* Each case has memory of its own: its law is made for its signatures. */
static bool run_one(struct cli *c, const char *dir, const struct law *l, const struct law_case *x,
		    enum lang lang)
{
	struct case_result *r;
	struct arena a;
	bool ok = true;

	arena_init(&a, 256 << 20);
	case_run(&a, l, x, &r);
	for (size_t i = 0; i < x->expects_n; i++)
		ok &= r[i].ok;
	cli_say(c, "%s %s/%.*s:%zu: %.*s", ok ? "ok  " : "FAIL", dir, STR_ARG(x->file), x->line,
		STR_ARG(title_of(x, lang)));
	for (size_t i = 0; i < x->expects_n; i++)
		say_result(c, dir, x, &r[i]);
	arena_done(&a);
	return ok;
}

static rc cases(struct cli *c)
{
	const char *dir = cli_operand(c, 0), *law = cli_option(c, "law");
	const struct law *l;
	struct cases all = { .n = 0 };
	enum lang lang;
	size_t failed = 0;

	if (!text_lang_of(cli_text(c, "language", S("en")), &lang))
		return cli_usage(c, "--language is ar, fr or en");
	dir = dir != NULL ? dir : law != NULL ? law : "law";
	TRY(law_files_open(c, law, &l));
	TRY(read_cases(c, dir, l, &all));
	for (size_t i = 0; i < all.n; i++)
		failed += !run_one(c, dir, l, &all.c[i], lang);
	cli_say(c, "%zu cases, %zu of them failed", all.n, failed);
	if (failed > 0) {
		cli_why(c, "%zu of %zu", failed, all.n);
		FAIL(CASE_FAILED);
	}
	return OK;
}

const struct cli_command law_cases_commands[] = {
	{ "law cases", "[DIR]", 0, 1, CLI_NO_STORE,
	  "worked cases of a directory (law): does the law say what they expect?", cases_options, cases },
	{ 0 },
};
