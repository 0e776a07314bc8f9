/* face/cli/rights_refresh.c - everybody's rights made anew, at the command line. */
#include "face/cli/cli.h"

#include "service/refresh_everybody.h"

static void watch(void *cls, const char *step, int64_t done, int64_t total)
{
	cli_progress(cls, step, "people", done, total);
}

static rc refresh(struct cli *c)
{
	struct rights_run run;
	struct out o;

	TRY(refresh_everybody(c->db, (user_id){ 0 }, watch, c, &run));
	cli_say(c,
		"%lld people looked at: something differs for %lld (%lld spans are new, %lld no longer hold); "
		"%lld told",
		(long long)run.people, (long long)run.changed, (long long)run.added, (long long)run.ended,
		(long long)run.told);
	if (!c->json)
		return OK;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("run"), run.nth);
	cli_field_int(&o, S("people"), run.people);
	cli_field_int(&o, S("changed"), run.changed);
	cli_field_int(&o, S("added"), run.added);
	cli_field_int(&o, S("ended"), run.ended);
	cli_field_int(&o, S("told"), run.told);
	cli_object_end(c, &o);
	return OK;
}

const struct cli_command rights_refresh_commands[];
const struct cli_command rights_refresh_commands[] = {
	{ "rights refresh", "", 0, 0, CLI_STORE,
	  "decide everybody's rights anew, as the program does by itself when the law changes", NULL,
	  refresh },
	{ 0 },
};
