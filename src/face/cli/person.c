/* face/cli/person.c - sanad person ...: finding and showing a person. */
#include "face/cli/cli.h"

#include "service/person_find.h"
#include "service/person_show.h"
#include "service/record_death.h"
#include "service/renew_keys.h"

/* ---- find ---- */

static const struct cli_option find_options[] = {
	{ "as", "LOGIN", "who searches; without: the operator" },
	{ "after", "ID", "the next page, as the last line of this one names it" },
	{ 0 },
};

static void say_hit(struct cli *c, const struct person_hit *h)
{
	const struct search_person *p = &h->p;
	struct out o;

	cli_say(c, "%.*s  %.*s %.*s  %.*s %.*s  %.*s %.*s  %.*s  %.*s %.*s%s%.*s", STR_ARG(h->number),
		STR_ARG(p->last_name), STR_ARG(p->first_name), STR_ARG(p->last_name_ar),
		STR_ARG(p->first_name_ar), STR_ARG(p->born), STR_ARG(p->sex), STR_ARG(h->commune_fr),
		STR_ARG(h->scheme), STR_ARG(h->member_state), h->survivor.n > 0 ? "withdrawn: is " : "",
		STR_ARG(h->survivor));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("id"), p->person_id.v);
	cli_field_int(&o, S("number"), p->number);
	cli_field(&o, S("last_name"), p->last_name);
	cli_field(&o, S("first_name"), p->first_name);
	cli_field(&o, S("last_name_ar"), p->last_name_ar);
	cli_field(&o, S("first_name_ar"), p->first_name_ar);
	cli_field(&o, S("born"), p->born);
	cli_field(&o, S("sex"), p->sex);
	cli_field(&o, S("commune"), h->commune_fr);
	cli_field(&o, S("commune_ar"), h->commune_ar);
	cli_field(&o, S("scheme"), h->scheme);
	cli_field(&o, S("member"), h->member_state);
	cli_field(&o, S("state"), p->state);
	if (h->survivor.n > 0)
		cli_field(&o, S("survivor"), h->survivor);
	cli_field(&o, S("by"), person_by_text(h->by));
	cli_field_int(&o, S("distance"), h->distance);
	cli_object_end(c, &o);
}

/* What a page of finds ends with. */
static void say_end(struct cli *c, const struct person_found *f)
{
	struct out o;

	if (f->n == 0)
		cli_say(c, "Nobody was found.");
	if (f->next.v != 0)
		cli_say(c, "%zu of %zu; the next page: --after %lld", f->n, f->all, (long long)f->next.v);
	if (f->more)
		cli_say(c, "There may be others: add the date of birth, or more of the name.");
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("shown"), (int64_t)f->n);
	cli_field_int(&o, S("found"), (int64_t)f->all);
	cli_field_bool(&o, S("more"), f->more);
	cli_field_int(&o, S("next"), f->next.v);
	cli_object_end(c, &o);
}

static rc find(struct cli *c)
{
	struct person_query q = { .text = cli_words(c, 0) };
	struct person_found found;

	TRY(cli_user(c, "as", &q.user));
	TRY(cli_number(c, "after", 1, INT64_MAX, 0, &q.after.v));
	TRY(person_find(c->db, c->a, &q, &found));
	for (size_t i = 0; i < found.n; i++)
		say_hit(c, &found.hits[i]);
	say_end(c, &found);
	return OK;
}

/* ---- show ---- */

static const struct cli_option show_options[] = {
	{ "as", "LOGIN", "who reads; without: the operator" },
	{ 0 },
};

/* The items of a list in an object: `"name":[{...},{...}]`. */
static void list_begin(struct out *o, str name)
{
	out_json_name(o, name);
	out_char(o, '[');
}

static void item_begin(struct out *o, size_t i)
{
	if (i > 0)
		out_char(o, ',');
	out_char(o, '{');
}

static void put_identity(struct cli *c, struct out *o, const struct person_view *v)
{
	const struct person *p = &v->p;

	cli_field_int(o, S("number"), p->number);
	cli_field(o, S("last_name"), p->last_name);
	cli_field(o, S("first_name"), p->first_name);
	cli_field(o, S("last_name_ar"), p->last_name_ar);
	cli_field(o, S("first_name_ar"), p->first_name_ar);
	cli_field(o, S("born"), p->born);
	cli_field(o, S("sex"), p->sex);
	cli_field(o, S("address"), p->address);
	cli_field(o, S("phone"), v->phone);
	cli_field(o, S("email"), p->email);
	cli_field(o, S("language"), p->language);
	cli_field(o, S("state"), p->state);
	cli_field(o, S("survivor"), v->survivor);
	cli_field(o, S("known_from"), instant_text(c->a, p->known_from));
	cli_field(o, S("died"), v->died.days == DATE_NEVER.days ? S("") : date_text(c->a, v->died));
	list_begin(o, S("territories"));
	for (size_t i = 0; i < v->territories_n; i++) {
		item_begin(o, i);
		cli_field(o, S("kind"), v->territory[i].kind);
		cli_field(o, S("code"), v->territory[i].code);
		cli_field(o, S("name"), v->territory[i].name_fr);
		cli_field(o, S("name_ar"), v->territory[i].name_ar);
		out_char(o, '}');
	}
	out_char(o, ']');
	list_begin(o, S("identifiers"));
	for (size_t i = 0; i < v->identifiers_n; i++) {
		item_begin(o, i);
		cli_field(o, S("kind"), v->identifiers[i].kind);
		cli_field(o, S("value"), v->identifiers[i].value);
		out_char(o, '}');
	}
	out_char(o, ']');
}

static void put_memberships(struct cli *c, struct out *o, const struct person_view *v)
{
	list_begin(o, S("memberships"));
	for (size_t i = 0; i < v->memberships_n; i++) {
		const struct membership *m = &v->memberships[i];
		item_begin(o, i);
		cli_field(o, S("scheme"), m->scheme);
		cli_field(o, S("from"), date_text(c->a, m->from_day));
		cli_field(o, S("until"), date_text(c->a, m->until_day));
		cli_field(o, S("state"), m->state);
		cli_field(o, S("profession"), m->profession);
		cli_field(o, S("income_class"), m->income_class);
		out_char(o, '}');
	}
	out_char(o, ']');
}

static void put_history(struct cli *c, struct out *o, const struct person_view *v)
{
	list_begin(o, S("sources"));
	for (size_t i = 0; i < v->sources_n; i++) {
		item_begin(o, i);
		cli_field(o, S("body"), v->sources[i].body_code);
		cli_field_int(o, S("sequence"), v->sources[i].sequence);
		cli_field(o, S("at"), instant_text(c->a, v->sources[i].at));
		out_char(o, '}');
	}
	out_char(o, ']');
	list_begin(o, S("reviews"));
	for (size_t i = 0; i < v->reviews_n; i++) {
		item_begin(o, i);
		cli_field_int(o, S("id"), v->reviews[i].review_id.v);
		cli_field(o, S("code"), v->reviews[i].code);
		cli_field(o, S("state"), v->reviews[i].state);
		out_char(o, '}');
	}
	out_char(o, ']');
	list_begin(o, S("events"));
	for (size_t i = 0; i < v->events_n; i++) {
		const struct event *e = &v->events[i].event;
		item_begin(o, i);
		cli_field(o, S("at"), instant_text(c->a, e->at));
		cli_field(o, S("who"), v->events[i].who);
		cli_field(o, S("kind"), e->kind);
		cli_field(o, S("purpose"), e->purpose);
		cli_field(o, S("detail"), e->detail);
		out_char(o, '}');
	}
	out_char(o, ']');
}

static void say_person(struct cli *c, const struct person_view *v)
{
	const struct person *p = &v->p;

	cli_say(c, "%.*s  %.*s %.*s  %.*s %.*s  %.*s %.*s  %.*s", STR_ARG(v->number), STR_ARG(p->last_name),
		STR_ARG(p->first_name), STR_ARG(p->last_name_ar), STR_ARG(p->first_name_ar), STR_ARG(p->born),
		STR_ARG(p->sex), STR_ARG(p->state));
	if (v->survivor.n > 0)
		cli_say(c, "  registered by mistake: is %.*s", STR_ARG(v->survivor));
	if (v->died.days != DATE_NEVER.days)
		cli_say(c, "  died on %.*s", STR_ARG(date_text(c->a, v->died)));
	for (size_t i = 0; i < v->identifiers_n; i++)
		cli_say(c, "  %.*s %.*s", STR_ARG(v->identifiers[i].kind), STR_ARG(v->identifiers[i].value));
	cli_say(c, "  %.*s, %.*s, %.*s", STR_ARG(p->address),
		STR_ARG(v->territories_n > 0 ? v->territory[0].name_fr : S("?")), STR_ARG(v->phone));
	for (size_t i = 0; i < v->memberships_n; i++)
		cli_say(c, "  %.*s %.*s %.*s .. %.*s", STR_ARG(v->memberships[i].scheme),
			STR_ARG(v->memberships[i].state),
			STR_ARG(date_text(c->a, v->memberships[i].from_day)),
			STR_ARG(date_text(c->a, v->memberships[i].until_day)));
	for (size_t i = 0; i < v->sources_n; i++)
		cli_say(c, "  from %.*s %lld, known since %.*s", STR_ARG(v->sources[i].body_code),
			(long long)v->sources[i].sequence, STR_ARG(instant_text(c->a, v->sources[i].at)));
	for (size_t i = 0; i < v->reviews_n; i++)
		cli_say(c, "  in question: %.*s", STR_ARG(v->reviews[i].code));
	for (size_t i = 0; i < v->events_n; i++)
		cli_say(c, "  %.*s %.*s %.*s %.*s", STR_ARG(instant_text(c->a, v->events[i].event.at)),
			STR_ARG(v->events[i].event.kind), STR_ARG(v->events[i].who),
			STR_ARG(v->events[i].event.detail));
}

static rc show(struct cli *c)
{
	struct person_view v;
	struct out o;
	user_id who;

	TRY(cli_user(c, "as", &who));
	TRY(person_show_number(c->db, c->a, cli_words(c, 0), who, &v));
	if (!c->json) {
		say_person(c, &v);
		return OK;
	}
	cli_object_begin(c, &o);
	put_identity(c, &o, &v);
	put_memberships(c, &o, &v);
	put_history(c, &o, &v);
	cli_object_end(c, &o);
	return OK;
}

/* ---- deaths ---- */

static const struct cli_option died_options[] = {
	{ "on", "DAY", "the day of death" },
	{ "reason", "TEXT", "why the fund holds it true" },
	{ "as", "LOGIN", "the agent who records it" },
	{ 0 },
};
static const struct cli_option alive_options[] = {
	{ "reason", "TEXT", "why it was a mistake" },
	{ "as", "LOGIN", "the agent who takes it back" },
	{ 0 },
};

static rc died(struct cli *c)
{
	struct death_order o = { .number = cli_words(c, 0), .reason = cli_text(c, "reason", S("")) };
	struct actor by;

	if (!cli_has(c, "on"))
		return cli_usage(c, "--on DAY is missing");
	TRY(cli_day(c, "on", DATE_NEVER, &o.day));
	TRY(cli_actor(c, &by));
	o.by = &by;
	TRY(death_record(c->db, c->a, &o));
	cli_say(c, "recorded: died on %.*s", STR_ARG(date_text(c->a, o.day)));
	return OK;
}

static rc alive(struct cli *c)
{
	struct death_order o = { .number = cli_words(c, 0), .reason = cli_text(c, "reason", S("")) };
	struct actor by;

	TRY(cli_actor(c, &by));
	o.by = &by;
	TRY(death_take_back(c->db, c->a, &o));
	cli_say(c, "taken back");
	return OK;
}

/* ---- keys ---- */

static void renewing(void *cls, int64_t people, int64_t renewed)
{
	(void)renewed;
	cli_progress(cls, "KEYS", "people", people, 0);
}

static rc keys(struct cli *c)
{
	int64_t people, renewed;
	struct out o;

	TRY(renew_keys(c->db, renewing, c, &people, &renewed));
	cli_say(c, "%lld people looked at, the keys of %lld made anew", (long long)people,
		(long long)renewed);
	if (!c->json)
		return OK;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("people"), people);
	cli_field_int(&o, S("renewed"), renewed);
	cli_object_end(c, &o);
	return OK;
}

enum { WORDS_MAX = 20 };

const struct cli_command person_commands[];
const struct cli_command person_commands[] = {
	{ "person find", "TEXT", 1, WORDS_MAX, CLI_STORE,
	  "find people by number, identifier, phone, name in either script, date of birth", find_options,
	  find },
	{ "person show", "NUMBER", 1, WORDS_MAX, CLI_STORE,
	  "all that is known about a person, and who read it", show_options, show },
	{ "person died", "NUMBER", 1, WORDS_MAX, CLI_STORE, "record a person's death", died_options, died },
	{ "person alive", "NUMBER", 1, WORDS_MAX, CLI_STORE, "take back a death that was recorded by mistake",
	  alive_options, alive },
	{ "person keys", "", 0, 0, CLI_STORE,
	  "make anew what people are found by, after a release that hears names differently", NULL, keys },
	{ 0 },
};
