/* face/cli/place.c - sanad place import. */
#include "face/cli/import.h"

#include <string.h>

static const struct cli_option options[] = {
	{ "kind", "hospital|primary-care", "what the places are" },
	{ "from", "DAY", "the day from which they are there; without it since always, as far as is known" },
	{ "report", "FILE", "writes every finding there, as CSV" },
	{ 0 },
};

static rc import(struct cli *c)
{
	const char *path = cli_operand(c, 0), *slash = strrchr(path, '/');
	str kind = cli_text(c, "kind", S("")), source = str_of(path), bytes;
	struct import_report r;
	date from;

	if (slash != NULL)
		source = str_of(slash + 1);
	if (str_eq(kind, S("hospital")))
		kind = S("HOSPITAL");
	else if (str_eq(kind, S("primary-care")))
		kind = S("PRIMARY_CARE");
	else
		return cli_usage(c, "--kind is hospital or primary-care");
	TRY(cli_day(c, "from", (date){ -719162 }, &from)); /* 0001-01-01 */
	TRY(cli_read_file(c, path, IMPORT_FILE_MAX, &bytes));
	TRY(import_places(c->db, c->a, bytes, kind, source, from, clock_now(), &r));
	return import_say(c, "places", &r);
}

const struct cli_command place_commands[] = {
	{ "place import", "FILE", 1, 1, CLI_STORE, "take over a list of hospitals or primary-care centres",
	  options, import },
	{ 0 },
};
