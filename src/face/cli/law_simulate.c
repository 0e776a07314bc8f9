/* face/cli/law_simulate.c - sanad law simulate: what another law would change, before it is put in force. */
#include "face/cli/cli.h"

#include "face/cli/law_files.h"
#include "service/fund.h"
#include "service/simulation_show.h"

enum { OPERANDS_MAX = 100 };

static const struct cli_option options[] = {
	{ "version", "N", "a proposed version: the result is kept, and it can be put in force" },
	{ "program", NULL, "the whole law that the program brings" },
	{ "on", "DAY",
	  "compare on this day; else on the first day ahead on which a value differs, or today" },
	{ "examples", NULL, "up to 20 numbers of people of each outcome: for auditors; nothing is kept" },
	{ "as", "LOGIN", "who asks: a director, or an auditor" },
	{ 0 },
};

static void watch(void *cls, const char *step, int64_t done, int64_t total)
{
	cli_progress(cls, step, "people", done, total);
}

/* ---- what is said ---- */

static const char *const says[] = {
	[FORESEEN_GAINS] = "gain cover",
	[FORESEEN_LOSES] = "lose cover",
	[FORESEEN_MOVES] = "are covered by another scheme",
	[FORESEEN_UNTIL] = "are covered until another day",
	[FORESEEN_UNSAID] = "are covered, and it can't be said any more",
	[FORESEEN_UNSURE] = "aren't covered, and it can't be said any more",
	[FORESEEN_SAME] = "stay as they are",
};

static void fields(struct out *o, const struct simulation_row *r)
{
	for (int i = 0; i < FORESEEN; i++)
		if (!simulation_hides(r, (enum foreseen)i))
			cli_field_int(o, foreseen_name((enum foreseen)i), r->n[i]);
}

static void row(struct cli *c, str of, str key, const struct simulation_row *r)
{
	struct out o, line;

	out_init(&line, c->a, 128);
	for (int i = 0; i < FORESEEN; i++)
		if (simulation_hides(r, (enum foreseen)i))
			out_printf(&line, " %8s", "<");
		else
			out_printf(&line, " %8lld", (long long)r->n[i]);
	str text = out_view(&line);
	cli_say(c, "%-10.*s %-16.*s%.*s", STR_ARG(of), STR_ARG(key), STR_ARG(text));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("of"), of);
	cli_field(&o, of, key);
	fields(&o, r);
	cli_object_end(c, &o);
}

static void say_head(struct cli *c, const struct simulation_view *v)
{
	struct out o;

	cli_say(c,
		"On %s, of %lld people (counted %.*s, chunk by chunk):", date_put(v->s.day, (char[11]){ 0 }),
		(long long)v->s.people, STR_ARG(instant_text(c->a, v->s.started_at)));
	for (int i = 0; i < FORESEEN; i++)
		cli_say(c, "  %10lld %s", (long long)v->all.n[i], says[i]);
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("of"), S("all"));
	cli_field(&o, S("day"), date_text(c->a, v->s.day));
	cli_field(&o, S("began"), instant_text(c->a, v->s.started_at));
	cli_field(&o, S("ended"), instant_text(c->a, v->s.ended_at));
	cli_field_int(&o, S("people"), v->s.people);
	fields(&o, &v->all);
	cli_field_int(&o, S("payers"), v->payers);
	cli_field_int(&o, S("contributions_was"), v->was);
	cli_field_int(&o, S("contributions_becomes"), v->becomes);
	cli_object_end(c, &o);
}

static void say_months(struct cli *c, const struct simulation_view *v)
{
	struct out o;

	cli_say(c, "months later     covered, and would be     gain     lose   unsaid");
	for (size_t i = 0; i < v->f.months; i++) {
		const struct simulation_month *m = &v->f.month[i];
		cli_say(c, "%12lld %11lld %13lld %8lld %8lld %8lld", (long long)m->month,
			(long long)m->was_open, (long long)m->is_open, (long long)m->gains,
			(long long)m->loses, (long long)m->unsaid);
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field(&o, S("of"), S("month"));
		cli_field_int(&o, S("month"), m->month);
		cli_field_int(&o, S("was_open"), m->was_open);
		cli_field_int(&o, S("is_open"), m->is_open);
		cli_field_int(&o, S("gains"), m->gains);
		cli_field_int(&o, S("loses"), m->loses);
		cli_field_int(&o, S("unsaid"), m->unsaid);
		cli_object_end(c, &o);
	}
}

static void say_lack(struct cli *c, const struct simulation_lack *l)
{
	struct out o;
	str path = l->path.n > 0 ? l->path : S("the law doesn't know the scheme");
	const char *what = str_eq(l->what, LACK_RIGHT) ? "cover can't be said"
			   : str_eq(l->what, LACK_WAS) ? "contribution can't be computed now"
						       : "contribution couldn't be computed";

	cli_say(c, "%s for %lld of %.*s: %.*s: %.*s", what, (long long)l->people, STR_ARG(l->scheme),
		STR_ARG(path), STR_ARG(str_eq(l->why, S("VALUE")) ? S("needs a wage or base") : l->why));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("of"), S("lack"));
	cli_field(&o, S("what"), l->what);
	cli_field(&o, S("scheme"), l->scheme);
	cli_field(&o, S("path"), l->path);
	cli_field(&o, S("why"), l->why);
	cli_field_int(&o, S("people"), l->people);
	cli_object_end(c, &o);
}

static str amount(struct cli *c, int64_t minor) { return money_text(c->a, (money){ minor, CUR_NONE }); }

static void say_costs(struct cli *c, const struct simulation_view *v)
{
	struct out o;

	cli_say(c,
		"Contributions of a month, where both laws say them (care isn't counted: no costs of it are "
		"known "
		"yet): %lld members pay %.*s, would pay %.*s",
		(long long)v->payers, STR_ARG(amount(c, v->was)), STR_ARG(amount(c, v->becomes)));
	for (size_t i = 0; i < v->f.costs; i++) {
		const struct simulation_cost *k = &v->f.cost[i];
		cli_say(c, "  %-16.*s %-8.*s %8lld %14.*s %14.*s", STR_ARG(k->scheme), STR_ARG(k->outcome),
			(long long)k->people, STR_ARG(amount(c, k->was)), STR_ARG(amount(c, k->becomes)));
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field(&o, S("of"), S("cost"));
		cli_field(&o, S("scheme"), k->scheme);
		cli_field(&o, S("outcome"), k->outcome);
		cli_field_int(&o, S("people"), k->people);
		cli_field_int(&o, S("was"), k->was);
		cli_field_int(&o, S("becomes"), k->becomes);
		cli_object_end(c, &o);
	}
}

static void say(struct cli *c, const struct simulation_view *v)
{
	say_head(c, v);
	cli_say(c, "%-27s    GAINS    LOSES    MOVES    UNTIL   UNSAID   UNSURE     SAME", "");
	for (size_t i = 0; i < v->schemes; i++)
		row(c, S("scheme"), v->scheme[i].scheme, &v->scheme[i]);
	for (int g = 0; g < AGE_GROUPS; g++)
		row(c, S("age"), age_group_name((enum age_group)g), &v->age[g]);
	for (size_t i = 0; i < v->territories; i++)
		row(c, S("territory"), v->territory[i].code, &v->territory[i]);
	say_months(c, v);
	for (size_t i = 0; i < v->f.lacks; i++)
		say_lack(c, &v->f.lack[i]);
	say_costs(c, v);
}

static rc say_examples(struct cli *c, const struct actor *by, str country, const struct law_tried *t)
{
	int64_t number[FORESEE_EXAMPLES];
	struct out o;
	size_t n;

	for (int i = 0; i < FORESEEN; i++) {
		TRY(law_examples(c->db, by, t, (enum foreseen)i, number, &n));
		for (size_t k = 0; k < n; k++) {
			str text = number_text(c->a, country, number[k]);
			str name = foreseen_name((enum foreseen)i);
			cli_say(c, "%-8.*s %.*s", STR_ARG(name), STR_ARG(text));
			if (!c->json)
				continue;
			cli_object_begin(c, &o);
			cli_field(&o, S("of"), S("example"));
			cli_field(&o, S("outcome"), name);
			cli_field(&o, S("number"), text);
			cli_object_end(c, &o);
		}
	}
	return OK;
}

/* ---- running ---- */

static rc kept(struct cli *c, const struct actor *by, int64_t nth, date day)
{
	struct law_simulating s = { .by = by, .nth = nth, .day = day };
	struct simulation_view v;
	int64_t id;

	TRY(law_simulate_ask(c->db, c->a, clock_now(), &s, &id));
	TRY(law_simulate_run(c->db, id, watch, c));
	cli_progress_end(c);
	TRY(law_simulation_show(c->db, c->a, nth, &v));
	say(c, &v);
	return OK;
}

static rc tried(struct cli *c, const struct actor *by, int64_t nth, date day)
{
	struct law_file *file = arena_array(c->a, struct law_file, LAW_FILES_MAX);
	struct law_proposal p = { .by = by, .file = file, .program = cli_has(c, "program") };
	struct simulation_view v;
	struct law_problem bad;
	struct law_tried t;
	struct fund_facts fund;

	TRY(fund_facts(c->db, c->a, &fund));
	TRY(law_files_proposed(c, fund.country, file, &p.n));
	rc r = law_try(c->db, c->a, &p, nth, day, watch, c, &t, &bad);
	if (rc_is(r, E_LAW_FILES))
		cli_why(c, "%.*s", STR_ARG(law_files_problem_text(c, &bad)));
	TRY(r);
	cli_progress_end(c);
	TRY(law_tried_show(c->db, c->a, &t, &v));
	say(c, &v);
	return cli_has(c, "examples") ? say_examples(c, by, fund.country, &t) : OK;
}

static rc simulate(struct cli *c)
{
	struct actor by;
	int64_t nth;
	date day;

	if (cli_has(c, "version") + cli_has(c, "program") + (c->operands > 0) != 1)
		return cli_usage(c, "either files, --program or --version");
	TRY(cli_number(c, "version", 1, 999999999, 0, &nth));
	TRY(cli_day(c, "on", (date){ 0 }, &day));
	TRY(cli_actor(c, &by));
	if (cli_has(c, "examples")) /* before everybody is looked at */
		TRY(access_rc(access_may(&by, TASK_READ_JOURNAL)));
	return nth > 0 && !cli_has(c, "examples") ? kept(c, &by, nth, day) : tried(c, &by, nth, day);
}

const struct cli_command law_simulate_commands[] = {
	{ "law simulate", "[DIR|FILE...]", 0, OPERANDS_MAX, CLI_STORE,
	  "what another law would change: who gains and loses cover, by scheme, age and territory", options,
	  simulate },
	{ 0 },
};
