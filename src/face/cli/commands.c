/* face/cli/commands.c - the list of all commands: one line for each file that has some. */
#include "face/cli/cli.h"

/* `sanad help` lists them in this order. */
#define GROUPS(X) \
	X(fund) \
	X(law) \
	X(law_version) \
	X(law_cases) \
	X(law_simulate) \
	X(territory) \
	X(place) \
	X(body) \
	X(user) \
	X(demo) \
	X(feed) \
	X(review) \
	X(person) \
	X(facts) \
	X(rights) \
	X(rights_refresh) \
	X(rights_remind) \
	X(contact) \
	X(family) \
	X(ledger) \
	X(payment) \
	X(request) \
	X(receipt) \
	X(document) \
	X(message) \
	X(message_template) \
	X(campaign) \
	X(move) \
	X(trips) \
	X(attestation) \
	X(journal) \
	X(serve)

#define DECLARE(group) extern const struct cli_command group##_commands[];
GROUPS(DECLARE)

#define LIST(group) group##_commands,
const struct cli_command *const cli_groups[] = { GROUPS(LIST) NULL };
