/* face/cli/family.c - sanad family show: who belongs to a person's family on a day. */
#include "face/cli/cli.h"

#include "service/family_show.h"

static const struct cli_option show_options[] = {
	{ "as", "LOGIN", "who reads: it is written down" },
	{ "on", "DAY", "the family of this day: today if not given" },
	{ 0 },
};

static str until_text(struct cli *c, date until)
{
	return until.days == DATE_NEVER.days ? S("") : date_text(c->a, until);
}

static void show_member(struct cli *c, const struct family_member *m)
{
	const struct dependant *d = &m->dependant;
	struct out o;

	cli_say(c, "%.*s  %.*s  %.*s %.*s  %.*s %.*s  %.*s  since %s\n    %s%s%.*s (%.*s%s)",
		STR_ARG(family_role_name(m->role)), STR_ARG(m->number), STR_ARG(m->last_name),
		STR_ARG(m->first_name), STR_ARG(m->last_name_ar), STR_ARG(m->first_name_ar), STR_ARG(m->born),
		date_text(c->a, m->from).p, d->is ? "dependant" : "NOT a dependant",
		until_text(c, d->until).n > 0 ? ", until " : "", STR_ARG(until_text(c, d->until)),
		STR_ARG(dependant_why_name(d->why)),
		d->confirmed ? "" : "; by values of the law that are not confirmed");
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("role"), family_role_name(m->role));
	cli_field_int(&o, S("id"), m->person_id.v);
	cli_field(&o, S("number"), m->number);
	cli_field(&o, S("last_name"), m->last_name);
	cli_field(&o, S("first_name"), m->first_name);
	cli_field(&o, S("last_name_ar"), m->last_name_ar);
	cli_field(&o, S("first_name_ar"), m->first_name_ar);
	cli_field(&o, S("born"), m->born);
	cli_field(&o, S("sex"), m->sex);
	cli_field(&o, S("from"), date_text(c->a, m->from));
	cli_field_bool(&o, S("dependant"), d->is);
	cli_field(&o, S("until"), until_text(c, d->until));
	cli_field(&o, S("why"), dependant_why_name(d->why));
	cli_field_bool(&o, S("confirmed"), d->confirmed);
	cli_field(&o, S("court"), m->court_reference);
	cli_object_end(c, &o);
}

static void show_of(struct cli *c, const struct family_member *m)
{
	struct out o;

	cli_say(c, "is %.*s of  %.*s  %.*s %.*s  %.*s %.*s", STR_ARG(family_role_name(m->role)),
		STR_ARG(m->number), STR_ARG(m->last_name), STR_ARG(m->first_name), STR_ARG(m->last_name_ar),
		STR_ARG(m->first_name_ar));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("is"), family_role_name(m->role));
	cli_field(&o, S("of"), m->number);
	cli_object_end(c, &o);
}

static rc show(struct cli *c)
{
	struct acting by = { .why = FOR_COUNTER };
	struct family_view v;
	date on;

	if (!cli_has(c, "as"))
		return cli_usage(c, "--as LOGIN is missing");
	TRY(cli_user(c, "as", &by.user));
	TRY(cli_day(c, "on", clock_day(clock_now()), &on));
	TRY(family_show_number(c->db, c->a, &by, cli_words(c, 0), on, &v));
	for (size_t i = 0; i < v.members_n; i++)
		show_member(c, &v.members[i]);
	for (size_t i = 0; i < v.of_n; i++)
		show_of(c, &v.of[i]);
	if (v.members_n + v.of_n == 0)
		cli_say(c, "No family is known on %s.", date_text(c->a, on).p);
	return OK;
}

enum { WORDS_MAX = 20 };

const struct cli_command family_commands[] = {
	{ "family show", "NUMBER", 1, WORDS_MAX, CLI_STORE, "a person's family on a day, until when, and why",
	  show_options, show },
	{ 0 },
};
