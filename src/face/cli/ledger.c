/* face/cli/ledger.c - sanad ledger verify: does the fund's money add up? */
#include "face/cli/cli.h"

#include "service/verify_ledger.h"

static rc verify(struct cli *c)
{
	struct ledger_report r;
	struct out o;

	TRY(ledger_verify(c->db, c->a, &r));
	cli_say(c, "%lld accounts, %lld transfers, sum %lld: %s", (long long)r.accounts,
		(long long)r.transfers, (long long)r.sum, r.holds ? "holds" : "doesn't hold");
	if (r.fault != 0)
		cli_say(c, "first fault: %.*s %lld", STR_ARG(r.what), (long long)r.fault);
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field_bool(&o, S("holds"), r.holds);
		cli_field_int(&o, S("accounts"), r.accounts);
		cli_field_int(&o, S("transfers"), r.transfers);
		cli_field_int(&o, S("sum"), r.sum);
		cli_field(&o, S("fault"), r.what);
		cli_field_int(&o, S("fault_id"), r.fault);
		cli_object_end(c, &o);
	}
	CHECK(r.holds, VERIFY_FAULT);
	return OK;
}

const struct cli_command ledger_commands[];
const struct cli_command ledger_commands[] = {
	{ "ledger verify", "", 0, 0, CLI_STORE,
	  "compute every balance once more, by other statements, and name the first entry that doesn't hold",
	  NULL, verify },
	{ 0 },
};
