/* face/cli/contact.c - sanad person contact: how to reach a person, changed by an agent with the person
 * there. */
#include "face/cli/cli.h"

#include "face/portal/text.h"
#include "service/change_contact.h"

enum { NUMBER_WORDS = 6 };

static const struct cli_option options[] = {
	{ "as", "LOGIN", "the agent: it is written down" },
	{ "reason", "TEXT", "why an agent does it for the person: it stands on the receipt" },
	{ "phone", "PHONE", "a new phone: it gets a code, unless --paper is given" },
	{ "email", "ADDRESS", "a new e-mail address, the same; empty: none any more" },
	{ "address", "TEXT", "street and number" },
	{ "language", "LANGUAGE", "of messages: ar, fr or en" },
	{ "paper", "KIND", "what the agent saw instead of a code: IDENTITY, BIRTH, MARRIAGE or OTHER" },
	{ "code", "CODE",
	  "what the person reads out: confirms the phone that waits, or with --email= the address" },
	{ 0 },
};

static unsigned given(const struct cli *c)
{
	return (cli_has(c, "phone") ? CONTACT_BIT(CONTACT_PHONE) : 0) |
	       (cli_has(c, "email") ? CONTACT_BIT(CONTACT_EMAIL) : 0) |
	       (cli_has(c, "address") ? CONTACT_BIT(CONTACT_ADDRESS) : 0) |
	       (cli_has(c, "language") ? CONTACT_BIT(CONTACT_LANGUAGE) : 0);
}

static void say(struct cli *c, const struct contact_ordered *out)
{
	str changed = contact_words(c->a, out->changed, S("en"));
	str waits = out->waits ? contact_kind_name(out->waiting) : S("");
	struct out o;

	if (changed.n > 0 || out->receipt.n > 0)
		cli_say(c, "changed: %.*s, receipt %.*s", STR_ARG(changed), STR_ARG(out->receipt));
	if (out->waits)
		cli_say(c, "a code was sent: %.*s waits for it (--code)", STR_ARG(waits));
	if (changed.n == 0 && out->receipt.n == 0 && !out->waits)
		cli_say(c, "nothing changed");
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("changed"), changed);
	cli_field(&o, S("waits"), waits);
	cli_field(&o, S("receipt"), out->receipt);
	cli_object_end(c, &o);
}

/* The code for what waits: with --email, of the address, else of the phone. */
static rc confirm(struct cli *c, const struct contact_order *o, struct contact_ordered *out)
{
	struct contact_confirming f = { .by = o->by,
					.person = out->person,
					.keys = o->keys,
					.kind = cli_has(c, "email") ? CONTACT_EMAIL : CONTACT_PHONE,
					.code = cli_text(c, "code", S("")) };

	TRY(contact_confirm(c->db, c->a, &f, &out->receipt));
	out->changed = CONTACT_BIT(f.kind);
	return OK;
}

static rc change(struct cli *c, struct keys *keys)
{
	struct contact_order o = { .by = { .why = FOR_COUNTER,
					   .reason = cli_text(c, "reason", S("")),
					   .what = text_acted("contact") },
				   .number = cli_words(c, 0),
				   .keys = keys,
				   .given = cli_has(c, "code") ? 0 : given(c),
				   .phone = cli_text(c, "phone", S("")),
				   .email = cli_text(c, "email", S("")),
				   .address = cli_text(c, "address", S("")),
				   .language = cli_text(c, "language", S("")),
				   .paper = cli_text(c, "paper", S("")) };
	struct contact_ordered out;

	TRY(cli_user(c, "as", &o.by.user));
	rc r = contact_change(c->db, c->a, &o, &out);
	if (rc_is(r, E_CONTACT_FIELD))
		cli_why(c, "%.*s", STR_ARG(out.wrong));
	TRY(r);
	if (cli_has(c, "code"))
		TRY(confirm(c, &o, &out));
	say(c, &out);
	return OK;
}

static rc contact(struct cli *c)
{
	struct keys keys;

	if (!cli_has(c, "as"))
		return cli_usage(c, "--as LOGIN is missing");
	TRY(keys_read(keys_directory(c->a, c->url), &keys));
	rc r = change(c, &keys);
	keys_forget(&keys);
	return r;
}

const struct cli_command contact_commands[] = {
	{ "person contact", "NUMBER", 1, NUMBER_WORDS, CLI_STORE,
	  "change how to reach a person who is there; they get a receipt and a message", options, contact },
	{ 0 },
};
