/* face/cli/body.c - sanad body add, sanad body list. */
#include "face/cli/cli.h"

#include "service/body.h"

enum { CERT_MAX = 64 * 1024 };

static const struct cli_option add_options[] = {
	{ "cert", "FILE", "its certificate in PEM: what it delivers is signed with it" },
	{ "scheme", "SCHEME", "the scheme its people belong to, such as AMO-TNS" },
	{ "name-fr", "NAME", "its name in French" },
	{ "name-ar", "NAME", "in Arabic" },
	{ "language", "ar|fr|en", "the language of the answers it gets (fr)" },
	{ 0 },
};

static rc add(struct cli *c)
{
	const char *code = cli_operand(c, 0);
	struct body_adding b = {
		.code = str_of(code),
		.scheme = cli_text(c, "scheme", S("")),
		.name_fr = cli_text(c, "name-fr", S("")),
		.name_ar = cli_text(c, "name-ar", S("")),
		.language = cli_text(c, "language", S("")),
	};
	struct out o;
	bool added;

	if (!cli_has(c, "cert"))
		return cli_usage(c, "--cert FILE is missing");
	TRY(cli_read_file(c, cli_option(c, "cert"), CERT_MAX, &b.certificate));
	rc r = body_trust(c->db, c->a, &b, clock_now(), &added);
	if (rc_is(r, E_USAGE))
		return cli_usage(c,
				 "a body's name is made of A-Z, 0-9, _ and -; its language is ar, fr or en");
	if (rc_is(r, E_DB_EXISTS))
		cli_why(c, "body %s is known with other facts or another certificate", code);
	if (rc_is(r, E_SIGN_CERT) || rc_is(r, E_SIGN_EXPIRED))
		cli_why(c, "%s", cli_option(c, "cert"));
	if (rc_is(r, E_SCHEME_NONE))
		cli_why(c, "%s", cli_option(c, "scheme"));
	TRY(r);
	cli_say(c, added ? "%s is trusted from now on." : "%s was trusted already; nothing was changed.",
		code);
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field(&o, S("body"), b.code);
		cli_field_bool(&o, S("added"), added);
		cli_object_end(c, &o);
	}
	return OK;
}

static void show(struct cli *c, const struct body_view *b)
{
	struct out o;
	str until = instant_text(c->a, b->cert_until);

	cli_say(c, "%-12.*s %-16.*s %.*s\n    %.*s, valid until %.*s\n    SHA-256 %.*s", STR_ARG(b->code),
		STR_ARG(b->scheme), STR_ARG(b->name_fr), STR_ARG(b->subject), STR_ARG(until),
		STR_ARG(b->sha256));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("body"), b->code);
	cli_field(&o, S("scheme"), b->scheme);
	cli_field(&o, S("name_fr"), b->name_fr);
	cli_field(&o, S("name_ar"), b->name_ar);
	cli_field(&o, S("language"), b->language);
	cli_field(&o, S("subject"), b->subject);
	cli_field(&o, S("sha256"), b->sha256);
	cli_field(&o, S("valid_until"), until);
	cli_field(&o, S("trusted_from"), instant_text(c->a, b->trusted_from));
	cli_object_end(c, &o);
}

static rc list(struct cli *c)
{
	struct body_view *b;
	size_t n;

	TRY(body_show_all(c->db, c->a, &b, &n));
	for (size_t i = 0; i < n; i++)
		show(c, &b[i]);
	if (n == 0)
		cli_say(c, "No body is trusted yet: sanad body add NAME --cert FILE");
	return OK;
}

const struct cli_command body_commands[] = {
	{ "body add", "NAME", 1, 1, CLI_STORE, "trust a managing body's certificate", add_options, add },
	{ "body list", "", 0, 0, CLI_STORE, "the managing bodies that are trusted", NULL, list },
	{ 0 },
};
