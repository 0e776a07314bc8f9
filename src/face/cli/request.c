/* face/cli/request.c - sanad request ...: the queue of what people ask, and answering it. */
#include "face/cli/cli.h"

#include "service/decide_family.h"
#include "service/requests.h"

enum { LIST_MAX = 50, REFERENCE_WORDS = 4 };

static const struct cli_option list_options[] = {
	{ "as", "LOGIN", "who reads: it is written down" },
	{ "state", "STATE", "RECEIVED (if not given), IN_HAND, MORE_NEEDED, ACCEPTED, REFUSED or WITHDRAWN" },
	{ "kind", "KIND", "FAMILY_ADD, FAMILY_END, FAMILY_PROOF, FILE_CHANGE or QUESTION only" },
	{ "max", "N", "how many, the oldest due first: 50 if not given, 200 at most" },
	{ 0 },
};
static const struct cli_option as_option[] = {
	{ "as", "LOGIN", "who acts: it is written down" },
	{ 0 },
};
static const struct cli_option note_options[] = {
	{ "as", "LOGIN", "who acts: it is written down" },
	{ "note", "TEXT", "why: what the person is told, or a colleague" },
	{ 0 },
};
static const struct cli_option accept_options[] = {
	{ "as", "LOGIN", "who decides, and has it in hand" },
	{ "note", "TEXT", "what the person is told" },
	{ "seen", "WORDS", "the questions that were looked at, with commas between: OTHER_FAMILY,LIKELY" },
	{ "is", "NUMBER", "the relative is the known person of this number" },
	{ "new", NULL, "the relative is not the person who is likely, but somebody new" },
	{ 0 },
};

static rc acting(struct cli *c, struct acting *ret)
{
	*ret = (struct acting){ .why = FOR_COUNTER };
	return cli_has(c, "as") ? cli_user(c, "as", &ret->user) : cli_usage(c, "--as LOGIN is missing");
}

static rc request_named(struct cli *c, struct acting *by, request_id *ret)
{
	TRY(acting(c, by));
	return request_find(c->db, c->a, cli_words(c, 0), by, ret);
}

static str asks_text(struct cli *c, int64_t asks)
{
	unsigned set = (unsigned)asks;
	struct out o;

	out_init(&o, c->a, 0);
	for (str word = family_question_next(&set); word.n > 0; word = family_question_next(&set)) {
		if (o.n > 0)
			out_char(&o, ',');
		out_str(&o, word);
	}
	return out_view(&o);
}

static void put_item(struct cli *c, struct out *o, const struct request_item *i)
{
	cli_field(o, S("reference"), i->reference);
	cli_field(o, S("kind"), i->r.kind);
	cli_field(o, S("state"), i->r.state);
	cli_field(o, S("number"), i->number);
	cli_field(o, S("opened"), instant_text(c->a, i->r.opened_at));
	cli_field(o, S("due"), instant_text(c->a, i->r.due_at));
	cli_field_bool(o, S("late"), i->late);
	cli_field(o, S("asks"), asks_text(c, i->r.asks));
}

static void show_item(struct cli *c, const struct request_item *i)
{
	struct out o;

	cli_say(c, "%.*s  %.*s  %.*s  due %.*s%s  %.*s  %.*s %.*s  %.*s %.*s%s%.*s", STR_ARG(i->reference),
		STR_ARG(i->r.kind), STR_ARG(i->r.state), STR_ARG(instant_text(c->a, i->r.due_at)),
		i->late ? " LATE" : "", STR_ARG(i->number), STR_ARG(i->last_name), STR_ARG(i->first_name),
		STR_ARG(i->last_name_ar), STR_ARG(i->first_name_ar), i->r.asks != 0 ? "  asks " : "",
		STR_ARG(asks_text(c, i->r.asks)));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	put_item(c, &o, i);
	cli_object_end(c, &o);
}

static rc list(struct cli *c)
{
	struct request_filter f = { .state = cli_text(c, "state", REQUEST_RECEIVED),
				    .kind = cli_text(c, "kind", S("")) };
	struct request_page page;
	struct acting by;

	TRY(acting(c, &by));
	TRY(cli_number(c, "max", 1, REQUEST_ITEMS_MAX, LIST_MAX, &f.max));
	if (!request_state_good(f.state))
		return cli_usage(c,
				 "--state is RECEIVED, IN_HAND, MORE_NEEDED, ACCEPTED, REFUSED or WITHDRAWN");
	if (f.kind.n > 0 && request_kind(f.kind) == NULL)
		return cli_usage(c,
				 "--kind is FAMILY_ADD, FAMILY_END, FAMILY_PROOF, FILE_CHANGE or QUESTION");
	TRY(request_page_get(c->db, c->a, &f, &by, &page));
	for (size_t i = 0; i < page.n; i++)
		show_item(c, &page.items[i]);
	for (size_t i = 0; i < page.counts_n; i++)
		cli_say(c, "%.*s %.*s: %lld", STR_ARG(page.counts[i].state), STR_ARG(page.counts[i].kind),
			(long long)page.counts[i].n);
	cli_say(c, "%zu shown%s", page.n, page.more ? ", there are more" : "");
	return OK;
}

/* ---- one ---- */

static void say_declaration(struct cli *c, const struct request_view *v)
{
	const struct family_declaration *d = &v->declaration;

	cli_say(c, "  %.*s  %.*s %.*s  %.*s %.*s  %.*s %.*s  %.*s %.*s  since %s", STR_ARG(d->role),
		STR_ARG(d->last_name), STR_ARG(d->first_name), STR_ARG(d->last_name_ar),
		STR_ARG(d->first_name_ar), STR_ARG(d->born), STR_ARG(d->sex), STR_ARG(d->id_kind),
		STR_ARG(d->id_value), date_text(c->a, d->from_day).p);
	if (d->proof_kind.n > 0)
		cli_say(c, "  %.*s %s .. %s", STR_ARG(d->proof_kind), date_text(c->a, d->proof_from).p,
			date_text(c->a, d->proof_until).p);
	if (d->court_reference.n > 0)
		cli_say(c, "  court: %.*s, until %s", STR_ARG(d->court_reference),
			date_text(c->a, d->court_until).p);
	if (d->reason.n > 0)
		cli_say(c, "  ends: %.*s, until %s", STR_ARG(d->reason), date_text(c->a, d->until_day).p);
	if (v->known)
		cli_say(c, "  known: %.*s  %.*s %.*s  %.*s %.*s  %.*s", STR_ARG(v->relative_number),
			STR_ARG(v->relative.last_name), STR_ARG(v->relative.first_name),
			STR_ARG(v->relative.last_name_ar), STR_ARG(v->relative.first_name_ar),
			STR_ARG(v->relative.born));
}

static void say_papers_and_steps(struct cli *c, const struct request_view *v)
{
	for (size_t i = 0; i < v->documents_n; i++)
		cli_say(c, "  document %lld  %.*s  %.*s  %lld bytes  %.*s",
			(long long)v->documents[i].document_id.v, STR_ARG(v->documents[i].kind),
			STR_ARG(v->documents[i].media), (long long)v->documents[i].bytes,
			STR_ARG(v->documents[i].verdict));
	for (size_t i = 0; i < v->steps_n; i++)
		cli_say(c, "  %.*s  %.*s  %.*s  %.*s", STR_ARG(instant_text(c->a, v->steps[i].step.at)),
			STR_ARG(v->steps[i].step.to_state), STR_ARG(v->steps[i].who),
			STR_ARG(v->steps[i].step.note));
}

static void put_view(struct cli *c, const struct request_view *v)
{
	const struct family_declaration *d = &v->declaration;
	struct out o;

	cli_object_begin(c, &o);
	put_item(c, &o, &v->item);
	cli_field(&o, S("handled_by"), v->handled_by);
	cli_field(&o, S("answer"), v->item.r.answer);
	if (v->family) {
		cli_field(&o, S("role"), d->role);
		cli_field(&o, S("last_name"), d->last_name);
		cli_field(&o, S("first_name"), d->first_name);
		cli_field(&o, S("last_name_ar"), d->last_name_ar);
		cli_field(&o, S("first_name_ar"), d->first_name_ar);
		cli_field(&o, S("born"), d->born);
		cli_field(&o, S("sex"), d->sex);
		cli_field(&o, S("from"), date_text(c->a, d->from_day));
		cli_field(&o, S("reason"), d->reason);
		cli_field(&o, S("known"), v->relative_number);
	}
	cli_object_end(c, &o);
}

static rc show(struct cli *c)
{
	struct request_view v;
	struct acting by;
	request_id id = { 0 };

	TRY(request_named(c, &by, &id));
	TRY(request_view_get(c->db, c->a, &by, id, &v));
	if (c->json) {
		put_view(c, &v);
		return OK;
	}
	show_item(c, &v.item);
	if (v.item.r.answer.n > 0)
		cli_say(c, "  answer: %.*s", STR_ARG(v.item.r.answer));
	if (v.family)
		say_declaration(c, &v);
	say_papers_and_steps(c, &v);
	return OK;
}

/* ---- steps ---- */

static void say_done(struct cli *c, const struct fund_request *r, str relative)
{
	struct out o;

	cli_say(c, "%.*s: %.*s%s%.*s", STR_ARG(request_reference_text(c->a, r->reference)), STR_ARG(r->state),
		relative.n > 0 ? ", relative " : "", STR_ARG(relative));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("reference"), request_reference_text(c->a, r->reference));
	cli_field(&o, S("state"), r->state);
	cli_field(&o, S("relative"), relative);
	cli_object_end(c, &o);
}

static rc step(struct cli *c, enum request_action action, str note)
{
	struct fund_request r;
	struct acting by;
	request_id id = { 0 };

	TRY(request_named(c, &by, &id));
	TRY(request_act(c->db, c->a, &by, id, action, note, &r));
	say_done(c, &r, S(""));
	return OK;
}

static str note(const struct cli *c) { return cli_text(c, "note", S("")); }

static rc take(struct cli *c) { return step(c, DO_TAKE, S("")); }
static rc refuse(struct cli *c) { return step(c, DO_REFUSE, note(c)); }
static rc more(struct cli *c) { return step(c, DO_ASK_MORE, note(c)); }
static rc back(struct cli *c) { return step(c, DO_HAND_BACK, note(c)); }

static rc accept_family(struct cli *c, const struct acting *by, request_id id)
{
	struct family_answer f = {
		.by = *by, .request_id = id, .note = note(c), .number = cli_text(c, "is", S(""))
	};
	struct family_accepted got;

	if (cli_has(c, "is") && cli_has(c, "new"))
		return cli_usage(c, "--is and --new contradict each other");
	if (!family_questions_parse(cli_text(c, "seen", S("")), &f.seen))
		return cli_usage(c, "--seen has words that sanad request show gives, with commas between");
	f.is = cli_has(c, "is")	   ? RELATIVE_IS_PERSON
	       : cli_has(c, "new") ? RELATIVE_IS_NEW
				   : RELATIVE_AS_FOUND;
	rc r = family_accept(c->db, c->a, &f, &got);
	if (rc_is(r, E_FAMILY_QUESTION))
		cli_why(c, "it asks %.*s", STR_ARG(asks_text(c, got.asks)));
	TRY(r);
	say_done(c, &got.request, got.number);
	return OK;
}

static rc accept(struct cli *c)
{
	struct acting by;
	request_id id = { 0 };

	TRY(request_named(c, &by, &id));
	rc r = accept_family(c, &by, id);
	/* it isn't about the family */
	return rc_is(r, E_REQUEST_KIND) ? step(c, DO_ACCEPT, note(c)) : r;
}

const struct cli_command request_commands[] = {
	{ "request list", "", 0, 0, CLI_STORE, "what people ask, the oldest due first", list_options, list },
	{ "request show", "REFERENCE", 1, REFERENCE_WORDS, CLI_STORE, "one request with its papers and steps",
	  as_option, show },
	{ "request take", "REFERENCE", 1, REFERENCE_WORDS, CLI_STORE, "take it in hand", as_option, take },
	{ "request accept", "REFERENCE", 1, REFERENCE_WORDS, CLI_STORE,
	  "accept it; about a family: make the links", accept_options, accept },
	{ "request refuse", "REFERENCE", 1, REFERENCE_WORDS, CLI_STORE, "refuse it: --note says why",
	  note_options, refuse },
	{ "request more", "REFERENCE", 1, REFERENCE_WORDS, CLI_STORE,
	  "ask for what is missing: --note says what", note_options, more },
	{ "request back", "REFERENCE", 1, REFERENCE_WORDS, CLI_STORE,
	  "put it back into the queue: --note says why", note_options, back },
	{ 0 },
};
