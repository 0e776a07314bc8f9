/* face/cli/message_template.c - sanad message template list, show, set: the words of messages. */
#include "face/cli/message.h"

#include "service/message_template.h"

enum { TEXT_FILE_MAX = 65536 };

static const struct cli_option show_options[] = {
	{ "channel", "CHANNEL", "only SMS or EMAIL" },
	{ "language", "LANGUAGE", "only ar, fr or en" },
	{ 0 },
};
static const struct cli_option set_options[] = {
	{ "channel", "CHANNEL", "SMS (if not given) or EMAIL" },
	{ "language", "LANGUAGE", "ar, fr or en" },
	{ "subject", "TEXT", "of an e-mail" },
	{ "text", "TEXT", "the new text, with placeholders such as {code}" },
	{ "file", "FILE", "the new text stands there (-: standard input)" },
	{ "dry", NULL, "only say what it would be" },
	{ "as", "LOGIN", "who writes it" },
	{ 0 },
};

/* {fund} {code}* {minutes}: a star behind those that no text may lack. */
static str placeholders(struct cli *c, const struct template_kind *k)
{
	struct out o;
	size_t n;
	const struct message_value *v = template_examples(&n);

	out_init(&o, c->a, 256);
	for (size_t i = 0; i < n; i++)
		if ((k->knows & 1U << i) != 0)
			out_printf(&o, "%s{%s}%s", o.n > 0 ? " " : "", v[i].name,
				   (k->needs & 1U << i) != 0 ? "*" : "");
	return out_view(&o);
}

static str kind_operand(struct cli *c) { return str_printf(c->a, "%s", cli_operand(c, 0)); }

/* Whose it is, and since when. */
static str origin(struct cli *c, const struct message_template *t)
{
	if (t->version == 0)
		return S(" (the program's)");
	if (t->written_at.us == 0)
		return S("");
	str who = t->written_by.v == 0 ? S("the operator")
				       : str_printf(c->a, "user %lld", (long long)t->written_by.v);
	return str_printf(c->a, " of %.*s by %.*s", STR_ARG(instant_text(c->a, t->written_at)), STR_ARG(who));
}

static rc say_text(struct cli *c, const struct template_view *v, const char *state)
{
	const struct message_template *t = &v->t;
	bool sms = str_eq(t->channel, CHANNEL_SMS);
	struct out o;

	cli_say(c, "%.*s %.*s, version %lld%.*s, %s", STR_ARG(t->channel), STR_ARG(t->language),
		(long long)t->version, STR_ARG(origin(c, t)), state);
	if (!sms)
		cli_say(c, "  Subject: %.*s", STR_ARG(t->subject));
	cli_say(c, "%.*s", STR_ARG(t->body));
	cli_object_begin(c, &o);
	cli_field(&o, S("kind"), t->kind);
	cli_field(&o, S("channel"), t->channel);
	cli_field(&o, S("language"), t->language);
	cli_field_int(&o, S("version"), t->version);
	cli_field(&o, S("state"), str_of(state));
	cli_field(&o, S("subject"), t->subject);
	cli_field(&o, S("text"), t->body);
	cli_field_int(&o, S("written_by"), t->written_by.v);
	if (sms) /* with long values in it */
		TRY(cli_sms_size(c, v->body, &o));
	if (c->json)
		cli_object_end(c, &o);
	else
		cli_say(c, "%s", "");
	return OK;
}

static rc list(struct cli *c)
{
	size_t kinds, n;
	const struct template_kind *k = template_kinds(&kinds);
	struct template_view *v;
	struct out o;

	for (size_t i = 0; i < kinds; i++) {
		str known = placeholders(c, &k[i]);
		int64_t own = 0;
		TRY(message_template_history(c->db, c->a, k[i].kind, &v, &n));
		for (size_t j = 0; j < n; j++)
			own += v[j].in_force && v[j].t.version > 0;
		cli_say(c, "%-18.*s %lld of 6 written by the fund; knows %.*s", STR_ARG(k[i].kind),
			(long long)own, STR_ARG(known));
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field(&o, S("kind"), k[i].kind);
		cli_field_int(&o, S("of_the_fund"), own);
		cli_field(&o, S("placeholders"), known);
		cli_object_end(c, &o);
	}
	cli_say(c, "A star stands behind what no text may lack.");
	return OK;
}

static rc show(struct cli *c)
{
	str channel = cli_text(c, "channel", S("")), language = cli_text(c, "language", S(""));
	struct template_view *v;
	size_t n;

	TRY(message_template_history(c->db, c->a, kind_operand(c), &v, &n));
	cli_say(c, "knows %.*s\n", STR_ARG(placeholders(c, template_kind(kind_operand(c)))));
	for (size_t i = 0; i < n; i++)
		if ((channel.n == 0 || str_eq(channel, v[i].t.channel)) &&
		    (language.n == 0 || str_eq(language, v[i].t.language)))
			TRY(say_text(c, &v[i], v[i].in_force ? "in force" : "superseded"));
	return OK;
}

/* As a file holds it: ends of lines as Windows writes them are taken, the last one belongs to the file. */
static rc text_given(struct cli *c, str *ret)
{
	str s = cli_text(c, "text", S(""));
	char *p;
	size_t n = 0;

	if (cli_has(c, "file"))
		TRY(cli_read_file(c, cli_option(c, "file"), TEXT_FILE_MAX, &s));
	p = arena_array(c->a, char, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r' || i + 1 == s.n || s.p[i + 1] != '\n')
			p[n++] = s.p[i];
	while (n > 0 && p[n - 1] == '\n')
		n--;
	*ret = (str){ p, n };
	return OK;
}

static rc set(struct cli *c)
{
	bool dry = cli_has(c, "dry");
	struct message_template t = { .kind = kind_operand(c),
				      .channel = cli_text(c, "channel", CHANNEL_SMS),
				      .language = cli_text(c, "language", S("")),
				      .subject = cli_text(c, "subject", S("")) };
	struct template_view v;
	user_id who;
	str name;

	TRY(cli_user(c, "as", &who));
	if (t.language.n == 0)
		return cli_usage(c, "--language is missing: ar, fr or en");
	if (cli_has(c, "text") == cli_has(c, "file"))
		return cli_usage(c, "one of --text TEXT and --file FILE: what does it say?");
	TRY(text_given(c, &t.body));
	rc r = dry ? message_template_try(c->db, c->a, &t, &v, &name)
		   : message_template_write(c->db, c->a, &t, who, &v, &name);
	if (rc_is(r, E_MESSAGE_PLACEHOLDER) || rc_is(r, E_MESSAGE_LACKS))
		cli_why(c, "%.*s", STR_ARG(name));
	TRY(r);
	return say_text(c, &v, dry ? "would be in force" : "in force");
}

const struct cli_command message_template_commands[];
const struct cli_command message_template_commands[] = {
	{ "message template list", "", 0, 0, CLI_STORE, "kinds of messages, and what their texts may name",
	  NULL, list },
	{ "message template show", "KIND", 1, 1, CLI_STORE,
	  "all versions of its texts; alphabet, parts and cost of an SMS with long values in it",
	  show_options, show },
	{ "message template set", "KIND", 1, 1, CLI_STORE,
	  "write a newer version, in force from now on; the older ones stay", set_options, set },
	{ 0 },
};
