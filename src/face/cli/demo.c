/* face/cli/demo.c - sanad demo: a fund of made-up people. */
#include "face/cli/cli.h"

#include "service/demo_delivery.h"
#include "service/demo_law.h"
#include "service/demo_people.h"
#include "service/demo_territory.h"
#include "service/demo_users.h"
#include "service/keys.h"
#include "service/users.h"

#include <stdio.h>

#define SEED_MAX INT64_C(999999999999999999)

static void watch(void *cls, const char *step, int64_t done, int64_t total)
{
	cli_progress(cls, step, "rows", done, total);
}

static rc begin(struct cli *c)
{
	TRY(demo_begin(c->db, clock_now()));
	cli_say(c, "This is a demo fund: no real person may be entered.");
	return OK;
}

static rc code(struct cli *c)
{
	str login = str_of(cli_operand(c, 0));
	struct demo_code d;
	struct out o;
	struct keys k;

	TRY(keys_read(keys_directory(c->a, c->url), &k));
	rc r = demo_code(c->db, clock_now(), c->a, login, k.totp, &d);
	keys_forget(&k);
	if (!rc_ok(r))
		cli_why(c, "%.*s", STR_ARG(login));
	TRY(r);
	cli_say(c, "%.*s", STR_ARG(d.code));
	if (c->terminal && !c->json) {
		if (d.wait_s > 0)
			fprintf(stderr, "(good in %d s, for %d s)\n", (int)d.wait_s,
				(int)(d.left_s - d.wait_s));
		else
			fprintf(stderr, "(good for %d s, once)\n", (int)d.left_s);
	}
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field(&o, S("login"), login);
		cli_field(&o, S("code"), d.code);
		cli_field_int(&o, S("wait_s"), d.wait_s);
		cli_field_int(&o, S("left_s"), d.left_s);
		cli_object_end(c, &o);
	}
	return OK;
}

/* ---- people ---- */

static const struct cli_option people_options[] = {
	{ "people", "N", "how many" },
	{ "seed", "S", "the same seed makes the same people (1)" },
	{ 0 },
};

static void show_report(struct cli *c, const struct demo_report *r)
{
	struct out o;

	cli_say(c, "%lld people%s, %lld families, %lld children; %lld with an identifier, %lld with a phone",
		(long long)r->people, r->again ? " (there already)" : "", (long long)r->families,
		(long long)r->children, (long long)r->identified, (long long)r->reachable);
	for (int i = 0; i < r->schemes; i++)
		cli_say(c, "  %10lld  %.*s", (long long)r->members[i], STR_ARG(r->scheme[i]));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field_bool(&o, S("again"), r->again);
	cli_field_int(&o, S("people"), r->people);
	cli_field_int(&o, S("families"), r->families);
	cli_field_int(&o, S("children"), r->children);
	cli_field_int(&o, S("identified"), r->identified);
	cli_field_int(&o, S("reachable"), r->reachable);
	out_json_name(&o, S("members"));
	out_char(&o, '{');
	for (int i = 0; i < r->schemes; i++)
		cli_field_int(&o, r->scheme[i], r->members[i]);
	out_char(&o, '}');
	cli_object_end(c, &o);
}

static rc people(struct cli *c)
{
	struct demo_report r;
	int64_t n, seed;

	if (!cli_has(c, "people"))
		return cli_usage(c, "--people N is missing");
	TRY(cli_number(c, "people", 1, DEMO_PEOPLE_MAX, 0, &n));
	TRY(cli_number(c, "seed", 0, SEED_MAX, 1, &seed));
	TRY(demo_people(c->db, c->a, n, seed, watch, c, &r));
	cli_progress_end(c);
	show_report(c, &r);
	return OK;
}

static rc territory(struct cli *c)
{
	struct out o;
	bool planted;

	TRY(demo_territory(c->db, c->a, clock_now(), &planted));
	cli_say(c, planted ? "The demo's own territory is in the register."
			   : "The register has communes already: nothing was added.");
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field_bool(&o, S("planted"), planted);
		cli_object_end(c, &o);
	}
	return OK;
}

/* ---- who may sign in ---- */

static const struct cli_option users_options[] = {
	{ "body", "CODE", "the managing body that the body's user delivers for" },
	{ 0 },
};

static rc make_users(struct cli *c)
{
	struct keys k;
	int64_t made;
	size_t signed_for;
	struct out o;

	TRY(keys_read(keys_directory(c->a, c->url), &k));
	rc r = demo_users_make(c->db, clock_now(), c->a, cli_text(c, "body", S("")), k.totp, &made);
	keys_forget(&k);
	TRY(r);
	TRY(demo_law_sign(c->db, clock_now(), c->a, &signed_for));
	cli_say(c, "%lld accounts made; the password of each is %s", (long long)made, DEMO_PASSWORD);
	cli_say(c, "%zu values of the law that aren't confirmed: signed for by %s", signed_for,
		DEMO_DIRECTOR);
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field_int(&o, S("made"), made);
		cli_field_int(&o, S("law_signed"), (int64_t)signed_for);
		cli_object_end(c, &o);
	}
	return OK;
}

/* ---- a delivery ---- */

static const struct cli_option delivery_options[] = {
	{ "rows", "N", "how many (1000)" },
	{ "seed", "S", "the same seed makes the same delivery (1)" },
	{ "sequence", "Q", "above 1: what the body says later about the records of sequence 1 (1)" },
	{ "body", "CODE", "the managing body (DEMO)" },
	{ 0 },
};

static void show_delivered(struct cli *c, const struct demo_delivered *d)
{
	struct out o;

	cli_say(c, "%.*s.csv and .manifest.json, for %.*s; expected:", STR_ARG(d->stem), STR_ARG(d->scheme));
	for (int i = 0; i < d->expected_n; i++)
		cli_say(c, "  %10lld  %s %s", (long long)d->expected[i].rows, d->expected[i].outcome,
			d->expected[i].code);
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("stem"), d->stem);
	cli_field(&o, S("scheme"), d->scheme);
	out_json_name(&o, S("expected"));
	out_char(&o, '{');
	for (int i = 0; i < d->expected_n; i++) {
		const char *code = d->expected[i].code;
		str key = str_printf(c->a, "%s%s%s", d->expected[i].outcome, *code != '\0' ? ":" : "", code);
		cli_field_int(&o, key, d->expected[i].rows);
	}
	out_char(&o, '}');
	cli_object_end(c, &o);
}

static rc delivery(struct cli *c)
{
	struct demo_delivery d = { .directory = cli_operand(c, 0),
				   .body = cli_text(c, "body", S("")),
				   .created = clock_now() };
	struct demo_delivered done;

	TRY(cli_number(c, "rows", 1, DEMO_ROWS_MAX, 1000, &d.rows));
	TRY(cli_number(c, "seed", 0, SEED_MAX, 1, &d.seed));
	TRY(cli_number(c, "sequence", 1, DEMO_SEQUENCE_MAX, 1, &d.sequence));
	rc r = demo_delivery(c->db, c->a, &d, &done);
	if (rc_is(r, E_USAGE))
		return cli_usage(c, "--body is a code of letters A-Z, digits, _ and -: %.*s",
				 STR_ARG(d.body));
	if (rc_is(r, E_IO))
		cli_why(c, "%s", d.directory);
	TRY(r);
	show_delivered(c, &done);
	return OK;
}

const struct cli_command demo_commands[];
const struct cli_command demo_commands[] = {
	{ "demo", "", 0, 0, CLI_STORE, "fill a demo fund with made-up people; goes on where it was stopped",
	  people_options, people },
	{ "demo begin", "", 0, 0, CLI_STORE, "make an empty fund one for demonstrations, for ever", NULL,
	  begin },
	{ "demo territory", "", 0, 0, CLI_STORE, "a small made-up territory, when there is none", NULL,
	  territory },
	{ "demo users", "", 0, 0, CLI_STORE,
	  "one account for each role, open to everybody; the director signs for the law", users_options,
	  make_users },
	{ "demo delivery", "DIR", 1, 1, CLI_STORE,
	  "a delivery to try registration feeds with, unsigned: see script/demo-delivery", delivery_options,
	  delivery },
	{ "demo code", "LOGIN", 1, 1, CLI_STORE, "in a demo fund: the code that signs in next", NULL, code },
	{ 0 },
};
