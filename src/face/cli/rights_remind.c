/* face/cli/rights_remind.c - sanad rights remind, reminder: people are told ahead that a right ends. */
#include "face/cli/cli.h"

#include "service/remind_rights.h"

static const struct cli_option reminder_options[] = {
	{ "days", "N", "tell N days before a right ends, at most 366; 0: nobody" },
	{ "payment-days", "N", "the same where it ends because the next period isn't paid; 0: nobody" },
	{ "as", "LOGIN", "who sets it" },
	{ 0 },
};

static void watch(void *cls, const char *step, int64_t done, int64_t total)
{
	cli_progress(cls, step, "ends", done, total);
}

static rc remind(struct cli *c)
{
	struct rights_reminding run;
	struct out o;

	TRY(rights_remind(c->db, clock_now(), (user_id){ 0 }, watch, c, &run));
	cli_say(c, "%lld rights that end weren't told yet: %lld are now, of %lld nobody can be reached",
		(long long)run.people, (long long)run.told, (long long)run.no_way);
	if (!c->json)
		return OK;
	cli_object_begin(c, &o);
	cli_field(&o, S("day"), date_text(c->a, run.day));
	cli_field_int(&o, S("ends"), run.people);
	cli_field_int(&o, S("told"), run.told);
	cli_field_int(&o, S("no_way"), run.no_way);
	cli_object_end(c, &o);
	return OK;
}

static rc reminder(struct cli *c)
{
	struct rights_reminder r;
	struct actor by;
	struct out o;

	TRY(rights_remind_setting(c->db, c->a, &r));
	if (cli_has(c, "days") || cli_has(c, "payment-days")) {
		TRY(cli_number(c, "days", 0, REMINDER_DAYS_MAX, r.days, &r.days));
		TRY(cli_number(c, "payment-days", 0, REMINDER_DAYS_MAX, r.payment_days, &r.payment_days));
		TRY(cli_actor(c, &by));
		TRY(rights_remind_days(c->db, &by, r.days, r.payment_days));
	}
	cli_say(c, "%lld days before a right ends, %lld where a payment is missing (0: nobody is told)",
		(long long)r.days, (long long)r.payment_days);
	if (!c->json)
		return OK;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("days"), r.days);
	cli_field_int(&o, S("payment_days"), r.payment_days);
	cli_object_end(c, &o);
	return OK;
}

const struct cli_command rights_remind_commands[];
const struct cli_command rights_remind_commands[] = {
	{ "rights remind", "", 0, 0, CLI_STORE,
	  "tell whose right ends soon, as the program does by itself once a day", NULL, remind },
	{ "rights reminder", "", 0, 0, CLI_STORE,
	  "how many days before a right ends people are told; sets it with --days or --payment-days",
	  reminder_options, reminder },
	{ 0 },
};
