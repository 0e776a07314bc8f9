/* face/cli/territory.c - sanad territory import. */
#include "face/cli/import.h"

static const struct cli_option options[] = {
	{ "country", "ma|dz", "whose territories they are; must be the fund's" },
	{ "from", "DAY", "the day from which the file holds; without it since always, as far as is known" },
	{ "report", "FILE", "writes every finding there, as CSV" },
	{ 0 },
};

static rc import(struct cli *c)
{
	struct import_report r;
	str bytes;
	date from;

	if (!cli_has(c, "country"))
		return cli_usage(c, "--country ma or --country dz is missing");
	TRY(cli_day(c, "from", (date){ -719162 }, &from)); /* 0001-01-01 */
	TRY(cli_read_file(c, cli_operand(c, 0), IMPORT_FILE_MAX, &bytes));
	rc done =
	    import_territories(c->db, c->a, bytes, cli_text(c, "country", S("")), from, clock_now(), &r);
	if (rc_is(done, E_TERRITORY_FILE))
		cli_why(
		    c, "regions (code,name_fr,name_ar), provinces (region,code,id,name_fr,name_ar), communes "
		       "(code,region,province_or_circle,name_fr,name_ar), or Algerian communes "
		       "(id,commune_name,...)");
	if (rc_is(done, E_TERRITORY_UP))
		cli_why(c, "regions come before provinces, provinces before communes");
	TRY(done);
	return import_say(c, "territories", &r);
}

const struct cli_command territory_commands[] = {
	{ "territory import", "FILE", 1, 1, CLI_STORE, "take over a file of regions, provinces or communes",
	  options, import },
	{ 0 },
};
