/* face/cli/law_version.c - sanad law: another law is proposed, and put in force by somebody else. */
#include "face/cli/cli.h"

#include "face/cli/law_files.h"
#include "service/fund.h"
#include "service/put_law.h"
#include "service/users.h"

/* Files named one by one; a directory is one operand. */
enum { OPERANDS_MAX = 100 };

static rc who(struct cli *c, struct actor *ret)
{
	struct user u;

	if (!cli_has(c, "as"))
		return cli_usage(c, "--as is missing");
	rc r = users_by_login(c->db, c->a, cli_text(c, "as", S("")), &u);
	if (!rc_ok(r))
		cli_why(c, "--as %s", cli_option(c, "as"));
	TRY(r);
	return access_actor_of(&u, ret);
}

static rc number(struct cli *c, int64_t *ret)
{
	const char *p = cli_operand(c, 0);
	str s = str_of(p);

	if (!str_digits(&s, 1, 9, ret) || s.n > 0)
		return cli_usage(c, "N is the number of a version: sanad law versions");
	return OK;
}

static void say_number(struct cli *c, int64_t nth)
{
	struct out o;

	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("version"), nth);
	cli_object_end(c, &o);
}

/* ---- proposing ---- */

static const struct cli_option propose_options[] = {
	{ "program", NULL, "the whole law that the program brings, after an upgrade" },
	{ "as", "LOGIN", "who proposes it: a director" },
	{ "reason", "TEXT", "why" },
	{ 0 },
};

static rc propose(struct cli *c)
{
	struct law_file *file = arena_array(c->a, struct law_file, LAW_FILES_MAX);
	struct law_problem bad;
	struct fund_facts fund;
	struct actor by;
	int64_t nth;

	if (cli_has(c, "program") != (c->operands == 0))
		return cli_usage(c, "either files or --program");
	if (!cli_has(c, "reason"))
		return cli_usage(c, "--reason is missing");
	TRY(who(c, &by));
	struct law_proposal p = { .by = &by,
				  .file = file,
				  .program = cli_has(c, "program"),
				  .reason = cli_text(c, "reason", S("")) };
	TRY(fund_facts(c->db, c->a, &fund));
	TRY(law_files_proposed(c, fund.country, file, &p.n));
	rc r = law_propose(c->db, c->a, clock_now(), &p, &nth, &bad);
	if (rc_is(r, E_LAW_FILES))
		cli_why(c, "%.*s", STR_ARG(law_files_problem_text(c, &bad)));
	if (rc_is(r, E_LAW_VERSION_AGAIN))
		cli_why(c, "version %lld", (long long)nth);
	TRY(r);
	cli_say(
	    c,
	    "Proposed as version %lld. What differs: sanad law diff --version %lld. Who gains and who loses: "
	    "sanad law simulate --version %lld --as LOGIN. Then another director puts it in force: sanad law "
	    "approve %lld --as LOGIN",
	    (long long)nth, (long long)nth, (long long)nth, (long long)nth);
	say_number(c, nth);
	return OK;
}

/* ---- deciding ---- */

static const struct cli_option approve_options[] = {
	{ "as", "LOGIN", "who puts it in force: another director than who proposed it" },
	{ 0 },
};
static const struct cli_option dismiss_options[] = {
	{ "as", "LOGIN", "a director: another one refuses it, who proposed it withdraws it" },
	{ "reason", "TEXT", "why" },
	{ 0 },
};

static rc approve(struct cli *c)
{
	struct actor by;
	int64_t nth;

	TRY(number(c, &nth));
	TRY(who(c, &by));
	rc r = law_approve(c->db, c->a, clock_now(), &by, nth);
	if (rc_is(r, E_LAW_SIMULATION_NONE) || rc_is(r, E_LAW_SIMULATION_OLD))
		cli_why(c, "sanad law simulate --version %lld --as LOGIN", (long long)nth);
	TRY(r);
	cli_say(c, "Version %lld is the fund's law from now on; what was decided before stays as it was.",
		(long long)nth);
	say_number(c, nth);
	return OK;
}

typedef rc dismissal(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth,
		     str reason);

static rc dismiss(struct cli *c, dismissal *with, const char *what)
{
	struct actor by;
	int64_t nth;

	TRY(number(c, &nth));
	if (!cli_has(c, "reason"))
		return cli_usage(c, "--reason is missing");
	TRY(who(c, &by));
	TRY(with(c->db, c->a, clock_now(), &by, nth, cli_text(c, "reason", S(""))));
	cli_say(c, "Version %lld is %s.", (long long)nth, what);
	say_number(c, nth);
	return OK;
}

static rc refuse(struct cli *c) { return dismiss(c, law_refuse, "refused"); }
static rc withdraw(struct cli *c) { return dismiss(c, law_withdraw, "withdrawn"); }

/* ---- looking ---- */

static str name_or_program(str name) { return name.n > 0 ? name : S("the program"); }

static void say_version(struct cli *c, const struct law_version_view *x)
{
	const struct law_version *v = &x->v;
	struct out o;

	cli_say(c, "%lld  %.*s  proposed %.*s by %.*s%s%.*s", (long long)v->nth, STR_ARG(v->state),
		STR_ARG(instant_text(c->a, v->proposed_at)), STR_ARG(name_or_program(x->proposed_by)),
		v->reason.n > 0 ? ": " : "", STR_ARG(v->reason));
	if (v->decided_at.us != 0 && v->base != 0)
		cli_say(c, "    decided %.*s by %.*s%s%.*s", STR_ARG(instant_text(c->a, v->decided_at)),
			STR_ARG(name_or_program(x->decided_by)), v->decision.n > 0 ? ": " : "",
			STR_ARG(v->decision));
	if (!c->json)
		return;
	bool stands = v->known_until.us == LAW_STILL.us;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("version"), v->nth);
	cli_field(&o, S("state"), v->state);
	cli_field_int(&o, S("base"), v->base);
	cli_field(&o, S("reason"), v->reason);
	cli_field_int(&o, S("proposed_by"), v->proposed_by.v);
	cli_field(&o, S("proposed_at"), instant_text(c->a, v->proposed_at));
	cli_field_int(&o, S("decided_by"), v->decided_by.v);
	cli_field(&o, S("decided_at"), v->decided_at.us != 0 ? instant_text(c->a, v->decided_at) : S(""));
	cli_field(&o, S("decision"), v->decision);
	cli_field(&o, S("in_force_from"), v->known_from.us != 0 ? instant_text(c->a, v->known_from) : S(""));
	cli_field(&o, S("in_force_until"),
		  v->known_until.us != 0 && !stands ? instant_text(c->a, v->known_until) : S(""));
	struct out hex;
	out_init(&hex, c->a, (size_t)2 * LAW_DIGEST_BYTES);
	for (size_t i = 0; i < v->digest.n; i++)
		out_printf(&hex, "%02x", v->digest.p[i]);
	cli_field(&o, S("digest"), out_view(&hex));
	cli_object_end(c, &o);
}

static rc versions(struct cli *c)
{
	struct law_versions all;

	TRY(law_versions_list(c->db, c->a, &all));
	for (size_t i = 0; i < all.n; i++)
		say_version(c, &all.list[i]);
	if (all.program_differs)
		cli_say(c, "%s", LAW_PROGRAM_DIFFERS);
	return OK;
}

const struct cli_command law_version_commands[] = {
	{ "law propose", "[DIR|FILE...]", 0, OPERANDS_MAX, CLI_STORE,
	  "another law for the fund: these files in place of those of the same name", propose_options,
	  propose },
	{ "law versions", "", 0, 0, CLI_STORE,
	  "the fund's law and those before, who put them in force and why", NULL, versions },
	{ "law approve", "N", 1, 1, CLI_STORE, "puts a proposed law in force", approve_options, approve },
	{ "law refuse", "N", 1, 1, CLI_STORE, "a proposed law doesn't come in force", dismiss_options,
	  refuse },
	{ "law withdraw", "N", 1, 1, CLI_STORE, "takes one's own proposal back", dismiss_options, withdraw },
	{ 0 },
};
