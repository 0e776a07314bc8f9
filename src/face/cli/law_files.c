/* face/cli/law_files.c - reading a directory of law files. */
#include "face/cli/law_files.h"

#include "base/yaml.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* All files together: a country's law is a hundredth of it. */
enum { LAW_BYTES_MAX = 16 << 20 };
/* The law's own size is checked by the service; this much is read at all. */
enum { FILE_BYTES_MAX = LAW_VERSION_BYTES_MAX };

struct names {
	str name[LAW_FILES_MAX];
	size_t n;
};

static int by_name(const void *x, const void *y)
{
	const str *s = x, *t = y;

	return strcmp(s->p, t->p); /* NUL terminated */
}

/* The names in a directory below `dir`, with `prefix` in front, in order. */
static rc names_in(struct cli *c, const char *dir, const char *prefix, struct names *ret)
{
	str path = str_printf(c->a, "%s/%s", dir, prefix);
	DIR *d = opendir(path.p);

	cli_why(c, "%s", path.p);
	CHECK(d != NULL, FILE_NONE);
	ret->n = 0;
	for (struct dirent *e = readdir(d); e != NULL; e = readdir(d))
		if (e->d_name[0] != '.' && ret->n < LAW_FILES_MAX)
			ret->name[ret->n++] = str_printf(c->a, "%s%s", prefix, e->d_name);
	CHECK(closedir(d) == 0, IO);
	CHECK(ret->n < LAW_FILES_MAX, LIMIT);
	qsort(ret->name, ret->n, sizeof *ret->name, by_name);
	c->why = S("");
	return OK;
}

/* One directory after the other: names, texts, and how many bytes they have. */
struct gathering {
	struct cli *c;
	const char *dir;
	struct law_file *file;
	size_t n, bytes;
};

static rc gather_in(struct gathering *g, const struct names *files)
{
	for (size_t k = 0; k < files->n; k++, g->n++) {
		CHECK(g->n < LAW_FILES_MAX, LIMIT);
		g->file[g->n].name = files->name[k];
		TRY(cli_read_file(g->c, str_printf(g->c->a, "%s/%s", g->dir, files->name[k].p).p,
				  YAML_BYTES_MAX + 1, &g->file[g->n].text));
		g->bytes += g->file[g->n].text.n;
		CHECK(g->bytes <= LAW_BYTES_MAX, LIMIT);
	}
	return OK;
}

static bool is_directory(const struct gathering *g, str name)
{
	struct stat st;

	return stat(str_printf(g->c->a, "%s/%.*s", g->dir, STR_ARG(name)).p, &st) == 0 && S_ISDIR(st.st_mode);
}

static void leave_out_cases(const struct gathering *g, str country, struct names *files)
{
	str cases = str_printf(g->c->a, "%.*s/cases", STR_ARG(country));
	size_t n = 0;

	for (size_t i = 0; i < files->n; i++)
		if (!str_eq(files->name[i], cases) || !is_directory(g, cases))
			files->name[n++] = files->name[i];
	files->n = n;
}

rc law_files_gather(struct cli *c, const char *dir, struct law_file **ret, size_t *ret_n)
{
	struct gathering g = { c, dir, arena_array(c->a, struct law_file, LAW_FILES_MAX), 0, 0 };
	struct names *countries = arena_new(c->a, struct names), *files = arena_new(c->a, struct names);

	TRY(names_in(c, dir, "", countries));
	for (size_t i = 0; i < countries->n; i++) {
		TRY(names_in(c, dir, str_printf(c->a, "%.*s/", STR_ARG(countries->name[i])).p, files));
		leave_out_cases(&g, countries->name[i], files);
		TRY(gather_in(&g, files));
	}
	if (g.n == 0) {
		cli_why(c, "no law file lies in %s: DIR/COUNTRY/SCHEME.yaml", dir);
		FAIL(FILE_NONE);
	}
	*ret = g.file;
	*ret_n = g.n;
	return OK;
}

rc law_files_cases(struct cli *c, const char *dir, struct law_file **ret, size_t *ret_n)
{
	struct gathering g = { c, dir, arena_array(c->a, struct law_file, LAW_FILES_MAX), 0, 0 };
	struct names *countries = arena_new(c->a, struct names), *files = arena_new(c->a, struct names);

	TRY(names_in(c, dir, "", countries));
	for (size_t i = 0; i < countries->n; i++) {
		str cases = str_printf(c->a, "%.*s/cases/", STR_ARG(countries->name[i]));
		if (!is_directory(&g, cases))
			continue;
		TRY(names_in(c, dir, cases.p, files));
		TRY(gather_in(&g, files));
	}
	*ret = g.file;
	*ret_n = g.n;
	return OK;
}

rc law_files_read(struct cli *c, const char *dir, struct law *ret)
{
	struct law_file *file = NULL;
	size_t n = 0;

	TRY(law_files_gather(c, dir, &file, &n));
	law_read(c->a, file, n, ret);
	return OK;
}

rc law_files_open(struct cli *c, const char *dir, const struct law **ret)
{
	struct law *l = arena_new(c->a, struct law);

	*ret = law_carried();
	if (dir == NULL)
		return OK;
	TRY(law_files_read(c, dir, l));
	*ret = l;
	if (l->problems_n == 0)
		return OK;
	cli_why(c, "%s/%.*s", dir, STR_ARG(law_files_problem_text(c, &l->problem[0])));
	FAIL(LAW_FILES);
}

str law_files_problem_text(struct cli *c, const struct law_problem *p)
{
	return str_printf(c->a, "%.*s:%zu:%zu: %.*s", STR_ARG(p->file), p->line, p->column,
			  STR_ARG(mistake_text(c->a, &p->mistake)));
}

void law_files_problem(struct cli *c, const char *dir, const struct law_problem *p)
{
	struct out o;

	cli_say(c, "%s/%.*s", dir, STR_ARG(law_files_problem_text(c, p)));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("file"), p->file);
	cli_field_int(&o, S("line"), (int64_t)p->line);
	cli_field_int(&o, S("column"), (int64_t)p->column);
	cli_field(&o, S("what"), mistake_text(c->a, &p->mistake));
	cli_object_end(c, &o);
}

rc law_files_proposed(struct cli *c, str country, struct law_file *file, size_t *n)
{
	for (int i = 0; i < c->operands; i++) {
		const char *path = cli_operand(c, i), *slash = strrchr(path, '/');
		struct law_file *all;
		size_t found = 0;
		struct stat st;
		if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
			TRY(law_files_gather(c, path, &all, &found));
		for (size_t k = 0; k < found; k++)
			if (law_file_of(&all[k], country)) {
				CHECK(*n < LAW_FILES_MAX, LAW_VERSION_LARGE);
				file[(*n)++] = all[k];
			}
		if (found > 0)
			continue;
		CHECK(*n < LAW_FILES_MAX, LAW_VERSION_LARGE);
		file[*n].name =
		    str_printf(c->a, "%.*s/%s", STR_ARG(country), slash != NULL ? slash + 1 : path);
		TRY(cli_read_file(c, path, FILE_BYTES_MAX, &file[*n].text));
		(*n)++;
	}
	return OK;
}
