/* face/cli/move.c - sanad move: the members of a scheme become members of another one on a day. */
#include "face/cli/cli.h"

#include "base/csv.h"
#include "domain/access/access.h"
#include "service/plan_move.h"
#include "service/reconcile_move.h"

#include <stdio.h>

#define AS \
	{ \
		"as", "LOGIN", "a director" \
	}
static const struct cli_option as_option[] = { AS, { 0 } };
static const struct cli_option prepare_options[] = {
	{ "from", "SCHEME", "whose members are moved, such as RAMED" },
	{ "to", "SCHEME", "into which scheme" },
	{ "on", "DAY", "first day in the new scheme" },
	{ "reason", "TEXT", "why" },
	{ "undo-days", "N", "so many days behind it can be undone: 30 if not given; no law says a number" },
	{ "numbers", "FILE", "only these people: registration numbers, one a line" },
	AS,
	{ 0 },
};
static const struct cli_option lines_options[] = {
	{ "outcome", "WORD", "MOVED or LEFT_OUT only" },
	{ "reason", "WORD", "left out for this reason only, such as DIED" },
	{ "csv", NULL, "for a spreadsheet" },
	AS,
	{ 0 },
};
static const struct cli_option told_options[] = {
	{ "scheme", "SCHEME", "of this scheme; not given: of all together" },
	{ "people", "N", "how many" },
	{ "source", "TEXT", "who published it" },
	AS,
	{ 0 },
};
static const struct cli_option reconcile_options[] = {
	{ "csv", NULL, "for a spreadsheet" },
	{ "again", NULL, "count anew before" },
	AS,
	{ 0 },
};

static rc number(struct cli *c, int64_t *ret)
{
	const char *p = cli_operand(c, 0);
	str s = str_of(p);

	if (!str_digits(&s, 1, 9, ret) || s.n > 0)
		return cli_usage(c, "N is the number of a move: sanad move list");
	return OK;
}

static rc named(struct cli *c, struct actor *by, int64_t *nth)
{
	TRY(number(c, nth));
	return cli_actor(c, by);
}

static void say_number(struct cli *c, int64_t nth)
{
	struct out o;

	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("move"), nth);
	cli_object_end(c, &o);
}

/* ---- preparing ---- */

static rc prepare(struct cli *c)
{
	enum { NUMBERS_MAX = 64 << 20 };
	struct actor by;
	int64_t nth, line;
	struct move_plan p = { .by = &by,
			       .from_scheme = cli_text(c, "from", S("")),
			       .to_scheme = cli_text(c, "to", S("")),
			       .reason = cli_text(c, "reason", S("")),
			       .listed = cli_has(c, "numbers") };

	if (!cli_has(c, "on"))
		return cli_usage(c, "--on is missing");
	TRY(cli_day(c, "on", (date){ 0 }, &p.day));
	TRY(cli_number(c, "undo-days", 1, MOVE_UNDO_DAYS_MAX, MOVE_UNDO_DAYS, &p.undo_days));
	if (p.listed)
		TRY(cli_read_file(c, cli_option(c, "numbers"), NUMBERS_MAX, &p.numbers));
	TRY(cli_actor(c, &by));
	rc r = move_prepare(c->db, c->a, clock_now(), &p, &nth, &line);
	if (rc_is(r, E_MOVE_NUMBERS) && line > 0)
		cli_why(c, "line %lld", (long long)line);
	TRY(r);
	cli_say(c, "Move %lld is prepared. What would become of whom: sanad move rehearse %lld --as LOGIN",
		(long long)nth, (long long)nth);
	say_number(c, nth);
	return OK;
}

/* ---- the long work ---- */

static void watch(void *cls, const char *step, int64_t done, int64_t total)
{
	cli_progress(cls, step, "people", done, total);
}

typedef rc work(struct db *db, const struct move_job *j);

static rc done(struct cli *c, const struct actor *by, int64_t nth, work *what)
{
	struct move_job j = { .nth = nth, .who = by->user_id, .watch = watch, .cls = c };
	rc r = what(c->db, &j);

	cli_progress_end(c);
	return r;
}

static void say_counts(struct cli *c, const struct move_view *v)
{
	cli_say(
	    c,
	    "Move %lld, %.*s to %.*s on %.*s: %.*s. %lld members moved, with %lld dependants; %lld left out.",
	    (long long)v->m.nth, STR_ARG(v->m.from_scheme), STR_ARG(v->m.to_scheme),
	    STR_ARG(date_text(c->a, v->m.day)), STR_ARG(v->m.state), (long long)v->m.moved,
	    (long long)v->m.dependants, (long long)v->m.left_out);
	for (size_t i = 0; i < v->n; i++) {
		const struct move_count *k = &v->reasons[i].c;
		cli_say(c, "  %-9.*s %-20.*s %-6.*s %12lld", STR_ARG(k->outcome), STR_ARG(k->reason),
			STR_ARG(k->undo), (long long)k->n);
	}
}

static void put_move(struct cli *c, const struct scheme_move *m)
{
	struct out o;

	cli_object_begin(c, &o);
	cli_field_int(&o, S("move"), m->nth);
	cli_field(&o, S("from"), m->from_scheme);
	cli_field(&o, S("to"), m->to_scheme);
	cli_field(&o, S("day"), date_text(c->a, m->day));
	cli_field(&o, S("undo_until"), date_text(c->a, m->undo_until));
	cli_field(&o, S("state"), m->state);
	cli_field(&o, S("reason"), m->reason);
	cli_field_int(&o, S("done"), m->done);
	cli_field_int(&o, S("total"), m->total);
	cli_field_int(&o, S("moved"), m->moved);
	cli_field_int(&o, S("left_out"), m->left_out);
	cli_field_int(&o, S("dependants"), m->dependants);
	cli_field_int(&o, S("told"), m->told);
	cli_field_int(&o, S("no_way"), m->no_way);
	cli_object_end(c, &o);
}

static rc say_move(struct cli *c, int64_t nth)
{
	struct move_view v;
	struct out o;

	TRY(move_show(c->db, c->a, clock_now(), NULL, nth, &v));
	say_counts(c, &v);
	if (!c->json)
		return OK;
	put_move(c, &v.m);
	for (size_t i = 0; i < v.n; i++) {
		const struct move_count *k = &v.reasons[i].c;
		cli_object_begin(c, &o);
		cli_field(&o, S("outcome"), k->outcome);
		cli_field(&o, S("reason"), k->reason);
		cli_field(&o, S("undo"), k->undo);
		cli_field_int(&o, S("people"), k->n);
		cli_field_int(&o, S("dependants"), k->dependants);
		cli_object_end(c, &o);
	}
	return OK;
}

static rc worked(struct cli *c, work *what)
{
	struct actor by;
	int64_t nth;

	TRY(named(c, &by, &nth));
	TRY(access_rc(access_may(&by, TASK_MOVE_PEOPLE)));
	TRY(done(c, &by, nth, what));
	return say_move(c, nth);
}

static rc rehearse(struct cli *c) { return worked(c, move_rehearse); }
static rc run(struct cli *c) { return worked(c, move_run); }

static rc tell(struct cli *c)
{
	struct actor by;
	int64_t nth;

	TRY(named(c, &by, &nth));
	rc r = move_tell_order(c->db, c->a, clock_now(), &by, nth);
	if (!rc_is(r, E_MOVE_TELLING)) /* ordered before: it goes on */
		TRY(r);
	TRY(done(c, &by, nth, move_tell));
	cli_say(c, "Messages are in the outbox, one for each who was moved: sanad serve sends them.");
	return say_move(c, nth);
}

static rc undo(struct cli *c)
{
	struct actor by;
	struct move_view v;
	int64_t nth;
	bool agreed = true;

	TRY(named(c, &by, &nth));
	TRY(access_rc(access_may(&by, TASK_MOVE_PEOPLE)));
	TRY(move_show(c->db, c->a, clock_now(), NULL, nth, &v));
	if (!str_eq(v.m.state, MOVE_UNDOING)) /* two people agreed before: it goes on */
		TRY(move_undo_order(c->db, c->a, clock_now(), &by, nth, &agreed));
	if (!agreed) {
		cli_say(c, "Asked for. Another director agrees: sanad move undo %lld --as LOGIN",
			(long long)nth);
		say_number(c, nth);
		return OK;
	}
	TRY(done(c, &by, nth, move_undo));
	return say_move(c, nth);
}

/* ---- deciding ---- */

static rc approve(struct cli *c)
{
	struct actor by;
	int64_t nth;

	TRY(named(c, &by, &nth));
	TRY(move_approve(c->db, c->a, clock_now(), &by, nth));
	cli_say(c, "Move %lld may run: sanad move run %lld --as LOGIN", (long long)nth, (long long)nth);
	say_number(c, nth);
	return OK;
}

static rc cancel(struct cli *c)
{
	struct actor by;
	int64_t nth;

	TRY(named(c, &by, &nth));
	TRY(move_cancel(c->db, c->a, clock_now(), &by, nth));
	cli_say(c, "Move %lld will not run.", (long long)nth);
	say_number(c, nth);
	return OK;
}

/* ---- looking ---- */

static rc list(struct cli *c)
{
	struct scheme_move *all;
	size_t n;

	TRY(moves_list(c->db, c->a, &all, &n));
	for (size_t i = 0; i < n; i++) {
		cli_say(c, "%lld  %-10.*s  %.*s to %.*s on %.*s  %lld moved, %lld left out",
			(long long)all[i].nth, STR_ARG(all[i].state), STR_ARG(all[i].from_scheme),
			STR_ARG(all[i].to_scheme), STR_ARG(date_text(c->a, all[i].day)),
			(long long)all[i].moved, (long long)all[i].left_out);
		if (c->json)
			put_move(c, &all[i]);
	}
	if (n == 0)
		cli_say(c, "There is no move yet: sanad move prepare --from SCHEME --to SCHEME --on DAY");
	return OK;
}

static rc show(struct cli *c)
{
	int64_t nth;

	TRY(number(c, &nth));
	return say_move(c, nth);
}

static void put_csv_line(const struct move_shown *l, struct out *o)
{
	out_int(o, l->number);
	out_char(o, ',');
	out_str(o, l->outcome);
	out_char(o, ',');
	out_str(o, l->reason);
	out_char(o, ',');
	csv_put_guarded(o, l->detail);
	out_char(o, ',');
	out_int(o, l->dependants);
	out_char(o, ',');
	out_str(o, l->undo);
	out_lit(o, "\r\n");
}

static void put_line(struct cli *c, const struct move_shown *l)
{
	struct out o;

	cli_say(c, "%lld  %.*s %.*s %.*s  %lld dependants %.*s", (long long)l->number, STR_ARG(l->outcome),
		STR_ARG(l->reason), STR_ARG(l->detail), (long long)l->dependants, STR_ARG(l->undo));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("number"), l->number);
	cli_field(&o, S("outcome"), l->outcome);
	cli_field(&o, S("reason"), l->reason);
	cli_field(&o, S("detail"), l->detail);
	cli_field_int(&o, S("dependants"), l->dependants);
	cli_field(&o, S("undo"), l->undo);
	cli_object_end(c, &o);
}

static rc put_page(struct cli *c, const struct move_shown *l, size_t n)
{
	bool csv = cli_has(c, "csv");
	struct arena tmp;
	struct out o;

	arena_init(&tmp, 16 << 20);
	out_init(&o, &tmp, 1 << 16);
	for (size_t i = 0; i < n; i++)
		if (csv)
			put_csv_line(&l[i], &o);
		else
			put_line(c, &l[i]);
	(void)fwrite(o.p, 1, o.n, stdout);
	arena_done(&tmp);
	return OK;
}

/* Page by page: a move has millions of lines. */
static rc lines_of(struct cli *c, const struct actor *by, struct move_lines_query *q)
{
	bool unknown = str_eq(q->reason, move_reason_name(MOVE_NOT_KNOWN));
	size_t n;

	do {
		struct move_shown *l;
		struct arena page;
		arena_init(&page, 64 << 20);
		rc r = move_lines_show(c->db, &page, clock_now(), by, q, &l, &n);
		if (rc_ok(r) && n > 0) {
			q->after = unknown ? l[n - 1].number : l[n - 1].person_id.v;
			r = put_page(c, l, n);
		}
		arena_done(&page);
		TRY(r);
	} while (n == (size_t)q->max);
	return OK;
}

static rc lines(struct cli *c)
{
	enum { PAGE = 5000 };
	struct move_lines_query q = { .outcome = cli_text(c, "outcome", S("")),
				      .reason = cli_text(c, "reason", S("")),
				      .max = PAGE };
	struct actor by;

	TRY(named(c, &by, &q.nth));
	if (cli_has(c, "csv"))
		(void)fputs("\xef\xbb\xbfnumber,outcome,reason,detail,dependants,undo\r\n", stdout);
	TRY(lines_of(c, &by, &q));
	if (q.reason.n > 0 || str_eq(q.outcome, LINE_MOVED))
		return OK;
	q.reason = move_reason_name(MOVE_NOT_KNOWN);
	q.after = 0;
	return lines_of(c, &by, &q);
}

/* ---- headcounts ---- */

static rc told(struct cli *c)
{
	struct actor by;
	int64_t nth, people;

	TRY(named(c, &by, &nth));
	TRY(cli_number(c, "people", 1, INT64_C(10000000000), 0, &people));
	TRY(move_told(c->db, c->a, clock_now(), &by, nth, cli_text(c, "scheme", S("")), people,
		      cli_text(c, "source", S(""))));
	cli_say(c, "Kept: sanad move reconcile %lld shows it beside the register.", (long long)nth);
	say_number(c, nth);
	return OK;
}

static void put_figure(struct cli *c, const struct move_figure *f)
{
	struct out o;

	cli_say(c, "%-11.*s %-44.*s %-18.*s %12lld", STR_ARG(f->section), STR_ARG(f->key), STR_ARG(f->what),
		(long long)f->n);
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("section"), f->section);
	cli_field(&o, S("key"), f->key);
	cli_field(&o, S("what"), f->what);
	cli_field_int(&o, S("people"), f->n);
	cli_object_end(c, &o);
}

static rc reconcile(struct cli *c)
{
	struct move_reconciled r;
	struct move_figure *figure;
	struct actor by;
	struct out o;
	int64_t nth;
	size_t n;

	TRY(named(c, &by, &nth));
	TRY(access_rc(access_may(&by, TASK_MOVE_PEOPLE)));
	if (cli_has(c, "again"))
		TRY(done(c, &by, nth, move_count_heads));
	rc got = move_reconcile(c->db, c->a, clock_now(), &by, nth, &r);
	if (rc_is(got, E_MOVE_NOT_COUNTED)) {
		TRY(done(c, &by, nth, move_count_heads));
		got = move_reconcile(c->db, c->a, clock_now(), &by, nth, &r);
	}
	TRY(got);
	if (cli_has(c, "csv")) {
		out_init(&o, c->a, 1 << 14);
		move_figures_csv(&o, &r);
		(void)fwrite(o.p, 1, o.n, stdout);
		return OK;
	}
	move_figures(c->a, &r, &figure, &n);
	for (size_t i = 0; i < n; i++)
		put_figure(c, &figure[i]);
	cli_say(c, "%s",
		r.holds ? "Everything adds up; nothing is left open."
			: "Something doesn't add up: look at what is called rest and misfit.");
	return OK;
}

const struct cli_command move_commands[] = {
	{ "move prepare", "", 0, 0, CLI_STORE, "the members of a scheme are to become members of another one",
	  prepare_options, prepare },
	{ "move rehearse", "N", 1, 1, CLI_STORE,
	  "who would be moved, who not and why; the register stays as it is", as_option, rehearse },
	{ "move approve", "N", 1, 1, CLI_STORE, "another director lets it run", as_option, approve },
	{ "move cancel", "N", 1, 1, CLI_STORE, "it will not run", as_option, cancel },
	{ "move run", "N", 1, 1, CLI_STORE, "moves everybody; goes on where it was interrupted", as_option,
	  run },
	{ "move undo", "N", 1, 1, CLI_STORE, "asks for it to be undone; the second director's call does it",
	  as_option, undo },
	{ "move tell", "N", 1, 1, CLI_STORE, "a message for each who was moved", as_option, tell },
	{ "move told", "N", 1, 1, CLI_STORE, "a headcount that somebody published, to be explained",
	  told_options, told },
	{ "move reconcile", "N", 1, 1, CLI_STORE, "every headcount before and after, and whether they add up",
	  reconcile_options, reconcile },
	{ "move list", "", 0, 0, CLI_STORE, "all moves, newest first", NULL, list },
	{ "move show", "N", 1, 1, CLI_STORE, "one move, with counts by reason", NULL, show },
	{ "move lines", "N", 1, 1, CLI_STORE, "what becomes of whom, and why", lines_options, lines },
	{ 0 },
};
