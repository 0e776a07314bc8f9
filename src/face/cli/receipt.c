/* face/cli/receipt.c - sanad receipt ...: what agents did for people who were there. */
#include "face/cli/cli.h"

#include "service/assist.h"

enum { REFERENCE_WORDS = 4 };

static const struct cli_option show_options[] = {
	{ "as", "LOGIN", "who reads: it is written down; without: the operator" },
	{ 0 },
};

static rc show(struct cli *c)
{
	struct acting by = { .why = FOR_COUNTER };
	struct receipt_view v;
	struct out o;

	TRY(cli_user(c, "as", &by.user));
	TRY(receipt_show(c->db, c->a, &by, (person_id){ 0 }, cli_words(c, 0), &v));
	cli_say(c, "%.*s  %.*s  %.*s  by %.*s", STR_ARG(v.reference), STR_ARG(v.r.what),
		STR_ARG(instant_text(c->a, v.r.at)), STR_ARG(v.who));
	cli_say(c, "  for %.*s  %.*s %.*s  %.*s %.*s", STR_ARG(v.number), STR_ARG(v.last_name),
		STR_ARG(v.first_name), STR_ARG(v.last_name_ar), STR_ARG(v.first_name_ar));
	cli_say(c, "  reason: %.*s", STR_ARG(v.r.reason));
	if (!c->json)
		return OK;
	cli_object_begin(c, &o);
	cli_field(&o, S("reference"), v.reference);
	cli_field(&o, S("what"), v.r.what);
	cli_field(&o, S("at"), instant_text(c->a, v.r.at));
	cli_field(&o, S("who"), v.who);
	cli_field(&o, S("number"), v.number);
	cli_field(&o, S("reason"), v.r.reason);
	cli_field_int(&o, S("object"), v.r.object_id);
	cli_object_end(c, &o);
	return OK;
}

const struct cli_command receipt_commands[] = {
	{ "receipt show", "REFERENCE", 1, REFERENCE_WORDS, CLI_STORE,
	  "what an agent did for a person who was there, why and when", show_options, show },
	{ 0 },
};
