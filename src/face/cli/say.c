/* face/cli/say.c - what a command prints: text for people, objects for programs, a line of progress. */
#include "face/cli/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TENTH_US = 100000, SECOND_US = 1000000 };

void cli_say(struct cli *c, const char *fmt, ...)
{
	va_list ap;

	if (c->json)
		return;
	cli_progress_end(c);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

void cli_object(struct cli *c, const struct out *o)
{
	cli_progress_end(c);
	printf("%.*s\n", (int)o->n, o->p);
}

void cli_object_begin(struct cli *c, struct out *o)
{
	out_init(o, c->a, 256);
	out_char(o, '{');
}

void cli_object_end(struct cli *c, struct out *o)
{
	out_char(o, '}');
	cli_object(c, o);
}

void cli_field(struct out *o, str name, str value)
{
	out_json_name(o, name);
	out_json_str(o, value);
}

void cli_field_int(struct out *o, str name, int64_t value)
{
	out_json_name(o, name);
	out_int(o, value);
}

void cli_field_bool(struct out *o, str name, bool value)
{
	out_json_name(o, name);
	out_json_bool(o, value);
}

static void time_left(char text[static 32], int64_t us)
{
	int64_t s = us / SECOND_US;

	if (s >= 3600)
		snprintf(text, 32, ", %lld h %02lld min left", (long long)(s / 3600),
			 (long long)(s / 60 % 60));
	else if (s >= 60)
		snprintf(text, 32, ", %lld min %02lld s left", (long long)(s / 60), (long long)(s % 60));
	else
		snprintf(text, 32, ", %lld s left", (long long)s);
}

void cli_progress(struct cli *c, const char *step, const char *unit, int64_t done, int64_t total)
{
	struct cli_progress *p = &c->progress;
	int64_t now = clock_ticks_us(), took;
	char left[32] = "", of[32] = "";

	if (c->json || !c->terminal)
		return;
	if (p->step == NULL || strcmp(p->step, step) != 0) {
		cli_progress_end(c);
		*p = (struct cli_progress){ .step = step, .began_us = now };
	}
	if (now - p->shown_us < TENTH_US && done != total)
		return;
	p->shown_us = now;
	p->open = true;
	took = now - p->began_us;
	if (total > 0)
		snprintf(of, sizeof of, " of %lld", (long long)total);
	/* The first second says too little about the rest. */
	if (total > done && done > 0 && took > SECOND_US)
		time_left(left, took / 1000 * (total - done) / done * 1000);
	fprintf(stderr, "\r%s: %lld%s %s, %lld/s%s\033[K", step, (long long)done, of, unit,
		(long long)(took > TENTH_US ? done * 1000 / (took / 1000) : 0), left);
	fflush(stderr);
}

void cli_progress_end(struct cli *c)
{
	if (c->progress.open)
		fputc('\n', stderr);
	c->progress = (struct cli_progress){ 0 };
}
