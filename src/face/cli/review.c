/* face/cli/review.c - sanad review list, show, decide, undo: is the person of this row one that we know? */
#include "face/cli/cli.h"

#include "service/decide_review.h"
#include "service/review_show.h"

#include <stdlib.h>

enum { LIST_MAX = 50, DAYS_MAX = 36500 };
#define DAY_US INT64_C(86400000000)

static const struct cli_option list_options[] = {
	{ "as", "LOGIN", "who reads: names are personal data" },
	{ "state", "STATE", "OPEN (if not given), LATER, SAME or NOT_SAME" },
	{ "code", "CODE", "ID_SHARED, PROBABLE_DUPLICATE or DISPUTED only" },
	{ "days", "N", "asked at least N days ago" },
	{ "max", "N", "how many, oldest first: 50 if not given, 200 at most" },
	{ 0 },
};
static const struct cli_option as_option[] = {
	{ "as", "LOGIN", "who reads: it is written down" },
	{ 0 },
};
static const struct cli_option note_options[] = {
	{ "as", "LOGIN", "who decides" },
	{ "note", "TEXT", "what made them decide" },
	{ 0 },
};

/* A question shows personal data of two people: somebody must answer for having read it. */
static rc reader(struct cli *c, user_id *ret)
{
	return cli_has(c, "as") ? cli_user(c, "as", ret) : cli_usage(c, "--as LOGIN is missing");
}

static rc review_named(struct cli *c, review_id *ret)
{
	char *end;
	long long id = strtoll(cli_operand(c, 0), &end, 10);

	if (*end != '\0' || id < 1)
		return cli_usage(c, "REVIEW is the number that sanad review list shows");
	ret->v = id;
	return OK;
}

/* Both scripts, as far as they are known. */
static str names(struct cli *c, str last, str first, str last_ar, str first_ar)
{
	return str_printf(c->a, "%.*s %.*s%s%.*s %.*s", STR_ARG(last), STR_ARG(first),
			  last_ar.n + first_ar.n > 0 ? " / " : "", STR_ARG(last_ar), STR_ARG(first_ar));
}

static void show_item(struct cli *c, const struct review_item *i)
{
	const struct review *r = &i->review;
	str delivered = names(c, i->last_name, i->first_name, i->last_name_ar, i->first_name_ar);
	str known =
	    names(c, i->known_last_name, i->known_first_name, i->known_last_name_ar, i->known_first_name_ar);
	struct out o;

	cli_say(c, "%lld  %.*s  %.*s  %.*s  asked %.*s\n    %.*s, %.*s\n    %.*s", (long long)r->review_id.v,
		STR_ARG(r->state), STR_ARG(r->code), STR_ARG(i->body_code),
		STR_ARG(instant_text(c->a, r->asked_at)), STR_ARG(delivered), STR_ARG(i->born),
		STR_ARG(known));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("review"), r->review_id.v);
	cli_field(&o, S("state"), r->state);
	cli_field(&o, S("code"), r->code);
	cli_field(&o, S("body"), i->body_code);
	cli_field(&o, S("asked"), instant_text(c->a, r->asked_at));
	cli_field(&o, S("delivered"), delivered);
	cli_field(&o, S("born"), i->born);
	cli_field(&o, S("known"), known);
	cli_object_end(c, &o);
}

static bool state_known(str s)
{
	return str_eq(s, REVIEW_OPEN) || str_eq(s, REVIEW_LATER) || str_eq(s, REVIEW_SAME) ||
	       str_eq(s, REVIEW_NOT_SAME);
}

static rc list(struct cli *c)
{
	struct review_filter f = { .state = cli_text(c, "state", REVIEW_OPEN),
				   .code = cli_text(c, "code", S("")) };
	struct review_page page;
	int64_t days;
	user_id who;

	TRY(reader(c, &who));
	TRY(cli_number(c, "days", 0, DAYS_MAX, 0, &days));
	TRY(cli_number(c, "max", 1, REVIEW_ITEMS_MAX, LIST_MAX, &f.max));
	if (!state_known(f.state))
		return cli_usage(c, "--state is OPEN, LATER, SAME or NOT_SAME");
	f.asked_until = (instant){ clock_now().us - days * DAY_US };
	TRY(review_page_get(c->db, c->a, &f, who, &page));
	for (size_t i = 0; i < page.n; i++)
		show_item(c, &page.items[i]);
	cli_say(c, "%zu shown%s; %lld open, %lld put off, %lld decided", page.n,
		page.more ? ", there are more" : "", (long long)page.open, (long long)page.later,
		(long long)page.decided);
	return OK;
}

static void show_facts(struct cli *c, const struct review_view *v)
{
	static const char *const alike[] = {
		[ALIKE_SAME] = "same", [ALIKE_CLOSE] = "close", [ALIKE_OTHER] = "OTHER", [ALIKE_MISSING] = "-"
	};
	struct out o;

	for (size_t i = 0; i < v->facts_n; i++) {
		const struct review_fact *f = &v->facts[i];
		cli_say(c, "  %-14.*s %-7s %.*s | %.*s", STR_ARG(f->name), alike[f->alike],
			STR_ARG(f->delivered), STR_ARG(f->known));
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field(&o, S("fact"), f->name);
		cli_field(&o, S("delivered"), f->delivered);
		cli_field(&o, S("known"), f->known);
		cli_field(&o, S("alike"), str_of(alike[f->alike]));
		cli_object_end(c, &o);
	}
}

static rc show(struct cli *c)
{
	struct review_view v;
	review_id id;
	user_id who;
	struct out o;

	TRY(reader(c, &who));
	TRY(review_named(c, &id));
	TRY(review_view_get(c->db, c->a, id, who, &v));
	cli_say(c, "%lld: %.*s %.*s, %.*s %lld row %lld; known person %.*s", (long long)id.v,
		STR_ARG(v.review.state), STR_ARG(v.review.code), STR_ARG(v.body_code), (long long)v.sequence,
		(long long)v.review.line, STR_ARG(v.known_number));
	if (v.decided_by.n > 0)
		cli_say(c, "  by %.*s, %.*s: %.*s", STR_ARG(v.decided_by),
			STR_ARG(instant_text(c->a, v.review.decided_at)), STR_ARG(v.review.note));
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field_int(&o, S("review"), id.v);
		cli_field(&o, S("state"), v.review.state);
		cli_field(&o, S("code"), v.review.code);
		cli_field(&o, S("body"), v.body_code);
		cli_field_int(&o, S("sequence"), v.sequence);
		cli_field_int(&o, S("row"), v.review.line);
		cli_field_int(&o, S("known_number"), v.known.number);
		cli_field_int(&o, S("evidence"), v.evidence);
		cli_field_int(&o, S("next"), v.next.v);
		cli_object_end(c, &o);
	}
	show_facts(c, &v);
	return OK;
}

static void say_done(struct cli *c, review_id id, str state, person_id person)
{
	struct out o;

	cli_say(c, "%lld: %.*s", (long long)id.v, STR_ARG(state));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("review"), id.v);
	cli_field(&o, S("state"), state);
	cli_field_int(&o, S("person"), person.v);
	cli_object_end(c, &o);
}

static rc decide(struct cli *c)
{
	const char *word = cli_operand(c, 1);
	str answer = str_of(word);
	enum review_answer means = REVIEW_IS_LATER;
	review_id id;
	person_id person;
	user_id who;

	TRY(reader(c, &who));
	TRY(review_named(c, &id));
	if (str_eq(answer, REVIEW_SAME))
		means = REVIEW_IS_SAME;
	else if (str_eq(answer, REVIEW_NOT_SAME))
		means = REVIEW_IS_NOT_SAME;
	else if (!str_eq(answer, REVIEW_LATER))
		return cli_usage(c, "ANSWER is SAME, NOT_SAME or LATER");
	TRY(review_decide(c->db, id, (feed_id){ 0 }, who, means, cli_text(c, "note", S("")), &person));
	say_done(c, id, answer, person);
	return OK;
}

static rc undo(struct cli *c)
{
	review_id id;
	user_id who;
	str note = cli_text(c, "note", S(""));

	TRY(reader(c, &who));
	TRY(review_named(c, &id));
	if (note.n == 0)
		return cli_usage(c, "--note TEXT is missing: why is the answer taken back?");
	TRY(review_undo(c->db, id, who, note));
	say_done(c, id, REVIEW_OPEN, (person_id){ 0 });
	return OK;
}

const struct cli_command review_commands[] = {
	{ "review list", "", 0, 0, CLI_STORE, "questions whether two people are one, oldest first",
	  list_options, list },
	{ "review show", "REVIEW", 1, 1, CLI_STORE, "one question: both people side by side", as_option,
	  show },
	{ "review decide", "REVIEW ANSWER", 2, 2, CLI_STORE, "answer it: SAME, NOT_SAME or LATER",
	  note_options, decide },
	{ "review undo", "REVIEW", 1, 1, CLI_STORE, "take an answer back", note_options, undo },
	{ 0 },
};
