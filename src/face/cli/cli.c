/* face/cli/cli.c - reading the call, finding the command, running it, saying how it ended. */
#include "face/cli/cli.h"

#include "base/version.h"

#include "service/fund.h"
#include "service/users.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STORE_DEFAULT "sqlite:var/sanad.db"

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_FAULT = 3, WORDS_MAX = 80 };

static const struct cli_option shared_options[] = {
	{ "store", "URL",
	  "the store: sqlite:PATH or postgresql://...; else SANAD_STORE, else " STORE_DEFAULT },
	{ "json", NULL, "one JSON object a line on standard output, for programs" },
	{ "help", NULL, "how the command is called" },
	{ 0 },
};

/* ---- what commands ask ---- */

static int place_of(const struct cli_option *o, const char *name)
{
	for (int i = 0; o != NULL && o[i].name != NULL; i++)
		if (strcmp(o[i].name, name) == 0)
			return i;
	return -1;
}

static int count(const struct cli_option *o)
{
	int n = 0;

	while (o != NULL && o[n].name != NULL)
		n++;
	return n;
}

const char *cli_option(const struct cli *c, const char *name)
{
	int i = place_of(c->command->options, name);

	must(i >= 0); /* the command asks for an option that it doesn't list */
	return c->given[i];
}

str cli_text(const struct cli *c, const char *name, str otherwise)
{
	const char *v = cli_option(c, name);

	return v != NULL ? str_of(v) : otherwise;
}

rc cli_number(struct cli *c, const char *name, int64_t min, int64_t max, int64_t otherwise, int64_t *ret)
{
	str s = cli_text(c, name, S(""));

	*ret = otherwise;
	if (!cli_has(c, name))
		return OK;
	if (!str_digits(&s, 1, 18, ret) || s.n > 0 || *ret < min || *ret > max)
		return cli_usage(c, "--%s is a whole number from %lld to %lld", name, (long long)min,
				 (long long)max);
	return OK;
}

rc cli_day(struct cli *c, const char *name, date otherwise, date *ret)
{
	*ret = otherwise;
	if (!cli_has(c, name) || rc_ok(date_parse(cli_text(c, name, S("")), ret)))
		return OK;
	return cli_usage(c, "--%s is a day as YYYY-MM-DD", name);
}

rc cli_user(struct cli *c, const char *name, user_id *ret)
{
	struct user u;

	*ret = (user_id){ 0 };
	if (!cli_has(c, name))
		return OK;
	rc r = users_by_login(c->db, c->a, cli_text(c, name, S("")), &u);
	if (!rc_ok(r))
		cli_why(c, "--%s %s", name, cli_option(c, name));
	TRY(r);
	*ret = u.user_id;
	return OK;
}

rc cli_actor(struct cli *c, struct actor *ret)
{
	struct user u;

	if (!cli_has(c, "as"))
		return cli_usage(c, "--as LOGIN is missing");
	rc r = users_by_login(c->db, c->a, cli_text(c, "as", S("")), &u);
	if (!rc_ok(r))
		cli_why(c, "--as %s", cli_option(c, "as"));
	TRY(r);
	return access_actor_of(&u, ret);
}

const char *cli_operand(const struct cli *c, int i) { return i < c->operands ? c->operand[i] : NULL; }

str cli_words(struct cli *c, int from)
{
	struct out o;

	out_init(&o, c->a, 128);
	for (int i = from; i < c->operands; i++) {
		if (i > from)
			out_char(&o, ' ');
		out_mem(&o, c->operand[i], strlen(c->operand[i]));
	}
	return out_view(&o);
}

__attribute__((format(printf, 2, 0))) static void explain(struct cli *c, const char *fmt, va_list ap)
{
	char text[1024];
	int n = vsnprintf(text, sizeof text, fmt, ap);

	must(n >= 0);
	c->why = str_printf(c->a, "%s", text);
}

void cli_why(struct cli *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	explain(c, fmt, ap);
	va_end(ap);
}

rc cli_usage(struct cli *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	explain(c, fmt, ap);
	va_end(ap);
	c->usage = true;
	FAIL(USAGE);
}

rc cli_read_file(struct cli *c, const char *path, size_t max, str *ret)
{
	bool standard = strcmp(path, "-") == 0;
	FILE *f = standard ? stdin : fopen(path, "rb");
	struct out o;
	size_t n = 1;

	if (f == NULL) {
		cli_why(c, "%s", path);
		FAIL(FILE_NONE);
	}
	out_init(&o, c->a, 4096);
	while (n > 0 && o.n <= max) {
		out_room(&o, 4096);
		n = fread(o.p + o.n, 1, o.room - o.n, f);
		o.n += n;
	}
	bool failed = ferror(f) != 0;
	if (!standard)
		failed |= fclose(f) != 0;
	cli_why(c, "%s", path);
	CHECK(!failed, IO);
	CHECK(o.n <= max, LIMIT);
	c->why = S("");
	*ret = out_view(&o);
	return OK;
}

rc cli_read_line(struct cli *c, const char *path, size_t max, str *ret)
{
	TRY(cli_read_file(c, path, max, ret));
	const char *end = ret->n > 0 ? memchr(ret->p, '\n', ret->n) : NULL;
	ret->n = end != NULL ? (size_t)(end - ret->p) : ret->n;
	if (ret->n > 0 && ret->p[ret->n - 1] == '\r')
		ret->n--;
	return OK;
}

/* ---- which command ---- */

static bool goes_on(const char *words, const char *with) /* "feed apply" goes on from "feed" */
{
	size_t n = strlen(with);

	return strncmp(words, with, n) == 0 && words[n] == ' ';
}

static const struct cli_command *find(const char *words, bool *ret_more)
{
	const struct cli_command *found = NULL;

	*ret_more = false;
	for (size_t g = 0; cli_groups[g] != NULL; g++)
		for (const struct cli_command *k = cli_groups[g]; k->words != NULL; k++) {
			if (strcmp(k->words, words) == 0)
				found = k;
			*ret_more |= goes_on(k->words, words);
		}
	return found;
}

int cli_distance(const char *a, const char *b)
{
	enum { LONG = 48 };
	int d[3][LONG + 1], n = (int)strlen(a), m = (int)strlen(b);

	if (n > LONG || m > LONG)
		return LONG;
	for (int j = 0; j <= m; j++)
		d[0][j] = j;
	for (int i = 1; i <= n; i++) {
		int *row = d[i % 3], *above = d[(i + 2) % 3], *before = d[(i + 1) % 3];
		row[0] = i;
		for (int j = 1; j <= m; j++) {
			int put = row[j - 1] + 1, out = above[j] + 1,
			    change = above[j - 1] + (a[i - 1] != b[j - 1]);
			row[j] = put < out ? put : out;
			row[j] = change < row[j] ? change : row[j];
			bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
			if (swapped && before[j - 2] + 1 < row[j])
				row[j] = before[j - 2] + 1;
		}
	}
	return d[n % 3][m];
}

/* Distance between `words` and as many words of a command. */
static int distance_to(const char *words, const struct cli_command *k)
{
	char first[WORDS_MAX];
	size_t spaces = 0, n = 0;

	for (const char *p = words; *p != '\0'; p++)
		spaces += *p == ' ';
	for (; k->words[n] != '\0' && n + 1 < sizeof first && (k->words[n] != ' ' || spaces-- > 0); n++)
		first[n] = k->words[n];
	first[n] = '\0';
	return cli_distance(words, first);
}

/* The commands that look most like `words`, or those that begin with it. */
static str near_commands(struct arena *a, const char *words)
{
	struct out o;
	int best = (int)strlen(words) / 3 + 1;
	bool more;

	out_init(&o, a, 256);
	(void)find(words, &more);
	for (int pass = 0; pass < 2; pass++)
		for (size_t g = 0; cli_groups[g] != NULL; g++)
			for (const struct cli_command *k = cli_groups[g]; k->words != NULL; k++) {
				int far = distance_to(words, k);
				if (pass == 0 && far < best)
					best = far;
				if (pass == 1 && (more ? goes_on(k->words, words) : far == best))
					out_printf(&o, "%ssanad %s", o.n > 0 ? ", " : "", k->words);
			}
	return out_view(&o);
}

static rc unknown_command(struct cli *c, const char *words)
{
	str like = near_commands(c->a, words);

	if (words[0] == '\0')
		return cli_usage(c, "which command? `sanad help` lists them");
	if (like.n == 0)
		return cli_usage(c, "no command '%s'; `sanad help` lists them", words);
	return cli_usage(c, "no command '%s'; near it: %.*s", words, STR_ARG(like));
}

static rc unknown_option(struct cli *c, const char *name)
{
	const struct cli_option *lists[] = { c->command->options, shared_options };
	const char *like = NULL;
	int best = (int)strlen(name) / 2 + 1;

	for (int l = 0; l < 2; l++)
		for (int i = 0; i < count(lists[l]); i++) {
			int far = cli_distance(name, lists[l][i].name);
			if (far < best) {
				best = far;
				like = lists[l][i].name;
			}
		}
	if (like != NULL)
		return cli_usage(c, "no option --%s; near it: --%s", name, like);
	return cli_usage(c, "no option --%s; `sanad help %s` lists them", name, c->command->words);
}

/* ---- the call ---- */

struct call {
	int argc, at;
	char **argv;
	bool help, version;
	char words[WORDS_MAX];
};

static const char *equals(struct cli *c, const char *arg, str *ret_name)
{
	const char *eq = strchr(arg, '=');

	*ret_name = (str){ arg, eq != NULL ? (size_t)(eq - arg) : strlen(arg) };
	*ret_name = str_copy(c->a, *ret_name);
	return eq != NULL ? eq + 1 : NULL;
}

/* An option at call->argv[call->at]. */
static rc take_option(struct cli *c, struct call *call)
{
	str name;
	const char *value = equals(c, call->argv[call->at++] + 2, &name);
	const struct cli_option *own = c->command != NULL ? c->command->options : NULL, *o;
	int i = place_of(own, name.p), s = place_of(shared_options, name.p);

	if (c->command == NULL && strcmp(name.p, "version") == 0) {
		call->version = true;
		return OK;
	}
	if (i < 0 && s < 0)
		return c->command != NULL ? unknown_option(c, name.p)
					  : cli_usage(c, "--%s belongs behind the name of a command", name.p);
	o = i >= 0 ? &own[i] : &shared_options[s];
	if (o->value == NULL && value != NULL)
		return cli_usage(c, "--%s takes no value", o->name);
	if (o->value != NULL && value == NULL) {
		if (call->at == call->argc)
			return cli_usage(c, "--%s needs %s behind it", o->name, o->value);
		value = call->argv[call->at++];
	}
	if (i >= 0) {
		if (c->given[i] != NULL)
			return cli_usage(c, "--%s is given twice", o->name);
		c->given[i] = value != NULL ? value : "";
	} else if (strcmp(o->name, "store") == 0) {
		c->url = value;
	} else if (strcmp(o->name, "json") == 0) {
		c->json = true;
	} else {
		call->help = true;
	}
	return OK;
}

/* Words of the command's name, with shared options before and between them. */
static rc take_words(struct cli *c, struct call *call)
{
	bool more = true;

	while (call->at < call->argc && more) {
		const char *arg = call->argv[call->at];
		char longer[WORDS_MAX];
		bool more_now;
		if (strncmp(arg, "--", 2) == 0 && c->command == NULL) {
			TRY(take_option(c, call));
			continue;
		}
		int n =
		    snprintf(longer, sizeof longer, "%s%s%s", call->words, call->words[0] ? " " : "", arg);
		bool fits = n < (int)sizeof longer;
		const struct cli_command *k = fits ? find(longer, &more_now) : NULL;
		if (k == NULL && (!fits || !more_now)) {
			if (c->command == NULL)
				return unknown_command(c, fits ? longer : arg);
			break;
		}
		memcpy(call->words, longer, sizeof longer);
		c->command = k;
		more = more_now;
		call->at++;
	}
	if (c->command == NULL && !call->help && !call->version)
		return unknown_command(c, call->words);
	return OK;
}

static rc take_rest(struct cli *c, struct call *call)
{
	bool options = true;

	c->given = arena_array(c->a, const char *, (size_t)count(c->command->options) + 1);
	c->operand = arena_array(c->a, const char *, (size_t)call->argc + 1);
	while (call->at < call->argc) {
		const char *arg = call->argv[call->at];
		if (options && strcmp(arg, "--") == 0) {
			options = false;
			call->at++;
		} else if (options && strncmp(arg, "--", 2) == 0) {
			TRY(take_option(c, call));
		} else {
			c->operand[c->operands++] = arg;
			call->at++;
		}
	}
	if (call->help)
		return OK;
	if (c->operands < c->command->min)
		return cli_usage(c, "%s is missing: sanad %s %s", c->command->operands, c->command->words,
				 c->command->operands);
	if (c->operands > c->command->max)
		return cli_usage(c, "too many words: '%s'", c->operand[c->command->max]);
	return OK;
}

/* ---- help ---- */

static void help_all(void)
{
	puts("sanad - runs a social health-insurance fund\n\nusage: sanad COMMAND [OPTIONS]\n");
	for (size_t g = 0; cli_groups[g] != NULL; g++)
		for (const struct cli_command *k = cli_groups[g]; k->words != NULL; k++)
			printf("  %-18s %s\n", k->words, k->help);
	puts("\n`sanad help COMMAND` says how one is called. Exit status: 0 done, 1 refused, 2 usage, 3 "
	     "fault.");
}

static void help_options(const char *title, const struct cli_option *o)
{
	if (count(o) > 0)
		printf("\n%s\n", title);
	for (int i = 0; i < count(o); i++)
		printf("  --%s%s%s\n        %s\n", o[i].name, o[i].value != NULL ? " " : "",
		       o[i].value != NULL ? o[i].value : "", o[i].help);
}

static void help_one(const struct cli_command *k)
{
	printf("usage: sanad %s%s%s [OPTIONS]\n\n%s\n", k->words, k->operands[0] ? " " : "", k->operands,
	       k->help);
	help_options("options:", k->options);
	help_options("options of every command:", shared_options);
}

/* `sanad help [COMMAND]`: the words behind it are looked up as a command's. */
static rc run_help(struct cli *c, struct call *call)
{
	char words[WORDS_MAX] = "";
	size_t n = 0;
	bool more;

	for (call->at++; call->at < call->argc && n < sizeof words; call->at++)
		n += (size_t)snprintf(words + n, sizeof words - n, "%s%s", n > 0 ? " " : "",
				      call->argv[call->at]);
	if (n == 0) {
		help_all();
		return OK;
	}
	const struct cli_command *k = find(words, &more);
	if (k != NULL)
		help_one(k);
	else if (more)
		printf("%.*s\n", STR_ARG(near_commands(c->a, words)));
	else
		return unknown_command(c, words);
	return OK;
}

/* ---- running ---- */

static rc run_command(struct cli *c)
{
	const struct cli_command *k = c->command;

	if (k->store == CLI_STORE) {
		rc r = fund_open(c->a, c->url, &c->db);
		if (!rc_ok(r) && c->why.n == 0)
			cli_why(c, "%s",
				strncmp(c->url, "sqlite:", 7) == 0 ? c->url : "the store that was named");
		TRY(r);
	}
	rc r = k->run(c);
	if (c->db != NULL)
		fund_close(c->db);
	if (rc_ok(r) && (fflush(stdout) != 0 || ferror(stdout)))
		r = rc_raise(E_IO, __FILE__, __LINE__);
	return r;
}

static rc obey(struct cli *c, struct call *call)
{
	if (call->argc == 1) {
		help_all();
		return OK;
	}
	if (strcmp(call->argv[1], "help") == 0)
		return run_help(c, call);
	TRY(take_words(c, call));
	if (c->command != NULL)
		TRY(take_rest(c, call));
	if (call->version)
		puts("sanad " SANAD_VERSION);
	else if (call->help && c->command != NULL)
		help_one(c->command);
	else if (call->help)
		help_all();
	else
		return run_command(c);
	return OK;
}

static void say_failure(struct cli *c, rc r)
{
	const struct rc_info *i = rc_info(r);
	const char *between = c->why.n > 0 ? ": " : "";

	cli_progress_end(c);
	fflush(stdout);
	fprintf(stderr, "sanad: %d %s: %s%s%.*s\n", i->code, i->name, i->text, between, STR_ARG(c->why));
	if (i->class == RC_CLASS_FAULT || i->class == RC_CLASS_RETRY)
		fprintf(stderr, "sanad: came from %s\n", rc_trail());
	if (c->json) {
		struct out o;
		cli_object_begin(c, &o);
		cli_field(&o, S("error"), str_of(i->name));
		cli_field_int(&o, S("code"), i->code);
		cli_field(&o, S("text"), str_printf(c->a, "%s%s%.*s", i->text, between, STR_ARG(c->why)));
		cli_object_end(c, &o);
		fflush(stdout);
	}
}

static int status(const struct cli *c, rc r)
{
	if (rc_ok(r))
		return EXIT_DONE;
	if (c->usage)
		return EXIT_USAGE;
	return rc_info(r)->class == RC_CLASS_REFUSED ? EXIT_REFUSED : EXIT_FAULT;
}

int cli_main(int argc, char **argv)
{
	struct arena a;
	struct cli c = { .a = &a, .url = getenv("SANAD_STORE"), .terminal = isatty(STDERR_FILENO) == 1 };
	struct call call = { .argc = argc, .at = 1, .argv = argv };

	arena_init(&a, (size_t)1 << 30);
	if (c.url == NULL || c.url[0] == '\0')
		c.url = STORE_DEFAULT;
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		c.json |= strcmp(argv[i], "--json") ==
			  0; /* a call that can't be read is answered in the same form */
	rc r = obey(&c, &call);
	cli_progress_end(&c);
	if (!rc_ok(r))
		say_failure(&c, r);
	int s = status(&c, r);
	arena_done(&a);
	return s;
}
