/* face/cli/facts.c - sanad contribution, employment, household: what rights rest on, from files and one by
 * one.
 */
#include "face/cli/import.h"

#include "service/record_facts.h"

#define BY \
	{ \
		"as", "LOGIN", "who records it, an agent of deliveries" \
	}
#define REPORT \
	{ \
		"report", "FILE", "writes every bad line there, as CSV" \
	}
#define SKIP_BAD \
	{ \
		"skip-bad", NULL, "write the good lines although others are bad" \
	}

static const struct cli_option import_options[] = { BY, SKIP_BAD, REPORT, { 0 } };
static const struct cli_option record_options[] = {
	{ "scheme", "SCHEME", "of the fund, such as AMO-TNS" },
	{ "period", "2026-04|2026-Q2", "a month or a quarter" },
	{ "amount", "276.00", "in the fund's currency; left out: it wasn't told" },
	{ "paid", "DAY", "when it was paid" },
	{ "due", NULL, "called, not paid" },
	BY,
	REPORT,
	{ 0 },
};
static const struct cli_option list_options[] = {
	{ "as", "LOGIN", "who reads; without: the operator" },
	{ 0 },
};

static void written(void *cls, int64_t done, int64_t total)
{
	cli_progress(cls, "WRITING", "rows", done, total);
}

static rc take(struct cli *c, const char *what, enum fact_kind kind, bool skip_bad, str bytes)
{
	struct import_report r = { .read = 0 };
	struct fact_import f = {
		.kind = kind, .bytes = bytes, .skip_bad = skip_bad, .watch = written, .cls = c
	};
	struct actor by;

	TRY(cli_actor(c, &by));
	f.by = &by;
	rc done = facts_import(c->db, c->a, &f, &r);
	if (rc_ok(done) || rc_is(done, E_FACT_LINES))
		TRY(import_say(c, what, &r));
	return done;
}

static rc import(struct cli *c, const char *what, enum fact_kind kind)
{
	str bytes;

	TRY(cli_read_file(c, cli_operand(c, 0), IMPORT_FILE_MAX, &bytes));
	return take(c, what, kind, cli_has(c, "skip-bad"), bytes);
}

static rc import_contributions(struct cli *c) { return import(c, "contributions", FACT_CONTRIBUTION); }
static rc import_months(struct cli *c) { return import(c, "worked months", FACT_EMPLOYMENT); }
static rc import_scores(struct cli *c) { return import(c, "household scores", FACT_HOUSEHOLD); }

/* One contribution is a file of one line. */
static rc record(struct cli *c)
{
	str field[] = { cli_words(c, 0), cli_text(c, "scheme", S("")), cli_text(c, "period", S("")),
			cli_text(c, "amount", S("")), cli_text(c, "paid", S("")) };
	struct out o;

	if (cli_has(c, "paid") == cli_has(c, "due"))
		return cli_usage(c, "either --paid DAY or --due");
	out_init(&o, c->a, 256);
	out_lit(&o, "number,scheme,period,amount,paid_on\n");
	for (size_t i = 0; i < sizeof field / sizeof field[0]; i++) {
		if (i > 0)
			out_char(&o, ',');
		csv_put(&o, field[i]);
	}
	out_char(&o, '\n');
	return take(c, "contributions", FACT_CONTRIBUTION, false, out_view(&o));
}

static rc list(struct cli *c)
{
	struct contribution_view v;
	struct out o;
	user_id who;

	TRY(cli_user(c, "as", &who));
	TRY(contributions_show(c->db, c->a, cli_words(c, 0), who, &v));
	for (size_t i = 0; i < v.n; i++) {
		const struct contribution_period *p = &v.list[i];
		bool paid = p->paid_day.days != DATE_NEVER.days;
		str day = paid ? date_text(c->a, p->paid_day) : S("");
		cli_say(c, "%.*s  %.*s .. %.*s  %.*s  %s%.*s", STR_ARG(p->scheme),
			STR_ARG(date_text(c->a, p->period_from)), STR_ARG(date_text(c->a, p->period_until)),
			STR_ARG(v.amount[i].n > 0 ? v.amount[i] : S("?")), paid ? "paid " : "due",
			STR_ARG(day));
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field(&o, S("number"), v.number);
		cli_field(&o, S("scheme"), p->scheme);
		cli_field(&o, S("from"), date_text(c->a, p->period_from));
		cli_field(&o, S("until"), date_text(c->a, p->period_until));
		cli_field(&o, S("amount"), v.amount[i]);
		cli_field(&o, S("paid_on"), day);
		cli_field(&o, S("known_from"), instant_text(c->a, p->known_from));
		cli_object_end(c, &o);
	}
	if (v.n == 0)
		cli_say(c, "No contribution is known.");
	return OK;
}

enum { WORDS_MAX = 20 };

const struct cli_command facts_commands[] = {
	{ "contribution record", "NUMBER", 1, WORDS_MAX, CLI_STORE,
	  "record a contribution that is due, or was paid", record_options, record },
	{ "contribution import", "FILE", 1, 1, CLI_STORE,
	  "take over contributions: number,scheme,period,amount,paid_on", import_options,
	  import_contributions },
	{ "contribution list", "NUMBER", 1, WORDS_MAX, CLI_STORE, "the contributions of a person",
	  list_options, list },
	{ "employment import", "FILE", 1, 1, CLI_STORE,
	  "take over worked months: number,scheme,month,days,hours", import_options, import_months },
	{ "household import", "FILE", 1, 1, CLI_STORE, "take over household scores: number,from,score",
	  import_options, import_scores },
	{ 0 },
};
