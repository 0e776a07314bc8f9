/* face/cli/document.c - sanad document scan: showing papers to the virus scanner. */
#include "face/cli/cli.h"

#include "service/keep_document.h"
#include "service/keys.h"

static rc scan(struct cli *c)
{
	int64_t done = 0, waiting = 0;
	struct keys keys;
	struct out o;

	TRY(keys_read(keys_directory(c->a, c->url), &keys));
	rc r = document_scan_waiting(c->db, keys.totp, document_scanner(), &done, &waiting);
	keys_forget(&keys);
	TRY(r);
	cli_say(c, "%lld scanned, %lld still wait", (long long)done, (long long)waiting);
	if (!c->json)
		return OK;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("scanned"), done);
	cli_field_int(&o, S("waiting"), waiting);
	cli_object_end(c, &o);
	return OK;
}

const struct cli_command document_commands[] = {
	{ "document scan", "", 0, 0, CLI_STORE, "show the papers that wait to the virus scanner (SANAD_SCAN)",
	  NULL, scan },
	{ 0 },
};
