/* face/cli/import.c - the report of an import. */
#include "face/cli/import.h"

#include <stdio.h>
#include <string.h>

enum { EXAMPLES = 3 };

/* Findings of one code, when `i` is the first of them; 0 otherwise. */
static int64_t count_code(const struct findings *f, size_t i)
{
	int64_t n = 0;

	for (size_t j = 0; j < f->n; j++) {
		if (strcmp(f->list[j].code, f->list[i].code) != 0)
			continue;
		if (j < i)
			return 0;
		n++;
	}
	return n;
}

static void say_code(struct cli *c, const struct findings *f, size_t first, int64_t n)
{
	int shown = 0;

	cli_say(c, "  %s%s: %lld", f->list[first].code, f->list[first].refused ? " (refused)" : "",
		(long long)n);
	for (size_t i = first; i < f->n && shown < EXAMPLES; i++)
		if (strcmp(f->list[i].code, f->list[first].code) == 0) {
			cli_say(c, "    line %lld: %.*s", (long long)f->list[i].line,
				STR_ARG(f->list[i].text));
			shown++;
		}
}

static void as_json(struct cli *c, const char *what, const struct import_report *r)
{
	struct out o;

	cli_object_begin(c, &o);
	cli_field(&o, S("imported"), str_of(what));
	cli_field_int(&o, S("read"), r->read);
	cli_field_int(&o, S("new"), r->fresh);
	cli_field_int(&o, S("same"), r->same);
	cli_field_int(&o, S("changed"), r->changed);
	cli_field_int(&o, S("refused"), r->refused);
	out_json_name(&o, S("findings"));
	out_char(&o, '[');
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.list[i];
		if (i > 0)
			out_char(&o, ',');
		out_char(&o, '{');
		cli_field_int(&o, S("line"), f->line);
		cli_field(&o, S("code"), str_of(f->code));
		cli_field_bool(&o, S("refused"), f->refused);
		cli_field(&o, S("text"), f->text);
		out_char(&o, '}');
	}
	out_char(&o, ']');
	cli_object_end(c, &o);
}

static rc write_report(struct cli *c, const char *path, const struct findings *f)
{
	FILE *out = fopen(path, "we");
	bool good = out != NULL && fputs("line,code,refused,text\n", out) >= 0;

	for (size_t i = 0; i < f->n && good; i++) {
		fprintf(out, "%lld,%s,%s,\"", (long long)f->list[i].line, f->list[i].code,
			f->list[i].refused ? "yes" : "no");
		for (size_t j = 0; j < f->list[i].text.n; j++) {
			if (f->list[i].text.p[j] == '"')
				fputc('"', out);
			fputc(f->list[i].text.p[j], out);
		}
		good = fputs("\"\n", out) >= 0;
	}
	if (out != NULL)
		good = fclose(out) == 0 && good;
	if (!good)
		cli_why(c, "%s", path);
	CHECK(good, IO);
	return OK;
}

rc import_say(struct cli *c, const char *what, const struct import_report *r)
{
	const char *path = cli_option(c, "report");

	cli_say(c, "%s: %lld rows read; %lld new, %lld the same, %lld changed, %lld refused", what,
		(long long)r->read, (long long)r->fresh, (long long)r->same, (long long)r->changed,
		(long long)r->refused);
	for (size_t i = 0; i < r->findings.n && !c->json; i++) {
		int64_t n = count_code(&r->findings, i);
		if (n > 0)
			say_code(c, &r->findings, i, n);
	}
	if (c->json)
		as_json(c, what, r);
	if (path != NULL)
		TRY(write_report(c, path, &r->findings));
	if (path == NULL && r->findings.n > 0)
		cli_say(c, "--report FILE writes all findings");
	return OK;
}
