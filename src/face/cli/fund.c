/* face/cli/fund.c - sanad init, sanad migrate. */
#include "face/cli/cli.h"

#include "service/fund.h"

static const struct cli_option init_options[] = {
	{ "fund", "ma|dz", "the country whose schemes and numbers the fund has" },
	{ "name-fr", "NAME", "the fund's name in French" },
	{ "name-ar", "NAME", "in Arabic" },
	{ "name-en", "NAME", "in English" },
	{ "origin", "NAME", "the name that signs the journal's checkpoints, such as fund.example/journal" },
	{ 0 },
};

static rc init(struct cli *c)
{
	struct fund_making m = {
		.country = cli_text(c, "fund", S("")),
		.name_fr = cli_text(c, "name-fr", S("")),
		.name_ar = cli_text(c, "name-ar", S("")),
		.name_en = cli_text(c, "name-en", S("")),
		.origin = cli_text(c, "origin", S("")),
	};
	struct out o;
	bool made;

	if (!cli_has(c, "fund"))
		return cli_usage(c, "--fund ma or --fund dz is missing");
	TRY(fund_make(c->url, &m, clock_now(), &made));
	cli_say(c, made ? "The fund is made." : "The fund was there already; nothing was changed.");
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field(&o, S("fund"), m.country);
		cli_field_bool(&o, S("made"), made);
		cli_object_end(c, &o);
	}
	return OK;
}

static rc migrate(struct cli *c)
{
	TRY(fund_migrate(c->url));
	cli_say(c, "The store is of this version.");
	return OK;
}

const struct cli_command fund_commands[] = {
	{ "init", "", 0, 0, CLI_NO_STORE, "make a fund in an empty store", init_options, init },
	{ "migrate", "", 0, 0, CLI_NO_STORE, "bring an older store to this version of the program", NULL,
	  migrate },
	{ 0 },
};
