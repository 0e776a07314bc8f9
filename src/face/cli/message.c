/* face/cli/message.c - sanad message gateway, send, list, show, status, post: what people are told. */
#include "face/cli/message.h"

#include "service/message_gateway.h"
#include "service/message_show.h"
#include "service/post_messages.h"
#include "service/write_message.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LIST_MAX = 50, PER_SECOND_MAX = 100000, PER_SECOND = 20, PASSWORD_FILE_MAX = 1024, PAUSE_MS = 20 };
#define DAY_US INT64_C(86400000000)

static const struct cli_option gateway_options[] = {
	{ "channel", "CHANNEL", "SMS (if not given) or EMAIL" },
	{ "url", "URL",
	  "Kannel's sendsms: http://127.0.0.1:13013/cgi-bin/sendsms; of e-mail smtp://HOST or smtps://HOST" },
	{ "user", "NAME", "the fund's name at the gateway" },
	{ "password-file", "FILE",
	  "its first line is the password there; without: the one that is set stays" },
	{ "sender", "NAME", "what the receiver sees; of e-mail the address" },
	{ "per-second", "N", "at most so many messages a second (20)" },
	{ "quiet", "HH:MM-HH:MM", "when nobody is disturbed (21:00-08:00); same twice: never" },
	{ "part-cost", "AMOUNT", "of one part, in the fund's currency, up to four decimals" },
	{ "report-url", "URL",
	  "the portal's address, as the gateway reaches it: it reports deliveries there" },
	{ "as", "LOGIN", "who sets it" },
	{ 0 },
};
static const struct cli_option send_options[] = {
	{ "language", "LANGUAGE", "ar, fr (if not given) or en" },
	{ "subject", "TEXT", "of an e-mail" },
	{ "awaited", NULL, "somebody waits for it: also at night" },
	{ "dry", NULL, "only say what it would be" },
	{ "as", "LOGIN", "who writes" },
	{ 0 },
};
static const struct cli_option list_options[] = {
	{ "as", "LOGIN", "who reads: it is written down" },
	{ "max", "N", "how many, the newest first: 50 if not given" },
	{ 0 },
};
static const struct cli_option as_option[] = {
	{ "as", "LOGIN", "who reads: it is written down" },
	{ 0 },
};

/* ---- gateway ---- */

static bool clock_time(str *s, int64_t *ret)
{
	int64_t h, m;

	if (!str_digits(s, 2, 2, &h) || !str_skip(s, S(":")) || !str_digits(s, 2, 2, &m) || h > 23 || m > 59)
		return false;
	*ret = h * 60 + m;
	return true;
}

static bool quiet_hours(str s, struct message_gateway *g)
{
	return clock_time(&s, &g->quiet_from) && str_skip(&s, S("-")) && clock_time(&s, &g->quiet_until) &&
	       s.n == 0;
}

/* "0.18" in ten thousandths. */
static bool part_cost(str s, int64_t *ret)
{
	int64_t whole, part = 0;

	if (!str_digits(&s, 1, 6, &whole))
		return false;
	if (str_skip(&s, S("."))) {
		size_t n = s.n;
		if (!str_digits(&s, 1, 4, &part))
			return false;
		for (; n < 4; n++)
			part *= 10;
	}
	*ret = whole * 10000 + part;
	return s.n == 0;
}

static rc gateway(struct cli *c)
{
	struct message_gateway g = { .channel = cli_text(c, "channel", CHANNEL_SMS),
				     .url = cli_text(c, "url", S("")),
				     .user_name = cli_text(c, "user", S("")),
				     .sender = cli_text(c, "sender", S("")),
				     .report_url = cli_text(c, "report-url", S("")) };
	struct keys keys;
	user_id who;
	str password;

	TRY(cli_user(c, "as", &who));
	TRY(cli_number(c, "per-second", 1, PER_SECOND_MAX, PER_SECOND, &g.per_second));
	if (!str_eq(g.channel, CHANNEL_SMS) && !str_eq(g.channel, CHANNEL_EMAIL))
		return cli_usage(c, "--channel is SMS or EMAIL");
	if (g.url.n == 0)
		return cli_usage(c, "--url URL is missing: where is the gateway?");
	if (!quiet_hours(cli_text(c, "quiet", S("21:00-08:00")), &g))
		return cli_usage(c, "--quiet is HH:MM-HH:MM");
	if (!part_cost(cli_text(c, "part-cost", S("0")), &g.part_cost))
		return cli_usage(c, "--part-cost is an amount with up to four decimals");
	bool given = cli_has(c, "password-file");
	if (given)
		TRY(cli_read_line(c, cli_option(c, "password-file"), PASSWORD_FILE_MAX, &password));
	if (given && password.n > GATEWAY_PASSWORD_MAX)
		return cli_usage(c, "the password is longer than %d characters", GATEWAY_PASSWORD_MAX);
	TRY(keys_read(keys_directory(c->a, c->url), &keys));
	rc r = message_gateway_change(c->db, &keys, &g, given ? &password : NULL, who);
	keys_forget(&keys);
	TRY(r);
	cli_say(c, "%.*s go to %.*s from now on.", STR_ARG(g.channel), STR_ARG(g.url));
	return OK;
}

/* ---- send ---- */

rc cli_sms_size(struct cli *c, str text, struct out *o)
{
	struct message_gateway g;
	struct sms_size size;
	rc r = message_gateway_read(c->db, c->a, CHANNEL_SMS, &g);

	/* one can write before there is a gateway: it goes when there is one */
	if (!rc_ok(r) && !rc_is(r, E_MESSAGE_GATEWAY))
		return r;
	must(sms_measure(text, &size));
	int64_t cost = rc_ok(r) ? g.part_cost * size.parts : 0;
	str alphabet = size.alphabet == SMS_GSM7 ? S("GSM-7") : S("UCS-2");
	cli_say(c, "%.*s, %d units, %d part%s, cost %lld.%04lld", STR_ARG(alphabet), size.units, size.parts,
		size.parts == 1 ? "" : "s", (long long)(cost / 10000), (long long)(cost % 10000));
	cli_field(o, S("alphabet"), alphabet);
	cli_field_int(o, S("units"), size.units);
	cli_field_int(o, S("parts"), size.parts);
	cli_field_int(o, S("cost_e4"), cost);
	return OK;
}

static rc say_written(struct cli *c, const struct message *m)
{
	struct out o;

	cli_object_begin(c, &o);
	cli_field_int(&o, S("message"), m->message_id.v);
	cli_field(&o, S("channel"), m->channel);
	if (str_eq(m->channel, CHANNEL_SMS))
		TRY(cli_sms_size(c, m->body, &o));
	if (c->json)
		cli_object_end(c, &o);
	else if (m->message_id.v != 0)
		cli_say(c, "message %lld waits to be sent", (long long)m->message_id.v);
	return OK;
}

/* +212 6..., as people write it. */
static str receiver_of(struct cli *c)
{
	const char *p = cli_operand(c, 0);

	p += *p == '+';
	return str_printf(c->a, "%s", p);
}

static rc send(struct cli *c)
{
	instant now = clock_now();
	bool mail = strchr(cli_operand(c, 0), '@') != NULL;
	struct message_new m = { .kind = S("by_hand"),
				 .channel = mail ? CHANNEL_EMAIL : CHANNEL_SMS,
				 .language = cli_text(c, "language", S("fr")),
				 .receiver = receiver_of(c),
				 .subject = cli_text(c, "subject", S("")),
				 .body = cli_words(c, 1),
				 .awaited = cli_has(c, "awaited"),
				 .expires_at = { now.us + 2 * DAY_US } };
	struct message row;
	user_id who;

	TRY(cli_user(c, "as", &who));
	if (template_first(S("access.code"), m.channel, m.language) == NULL)
		return cli_usage(c, "--language is ar, fr or en");
	if (mail && m.subject.n == 0)
		return cli_usage(c, "--subject TEXT is missing: what is the e-mail about?");
	TRY(message_row(now, &m, &row));
	row.message_id = (message_id){ 0 };
	if (!cli_has(c, "dry"))
		TRY(message_write_alone(c->db, &m, who, &row.message_id));
	return say_written(c, &row);
}

/* ---- looking ---- */

static void show_row(struct cli *c, const struct message *m, bool whole)
{
	struct out o;

	cli_say(c, "%lld  %.*s  %.*s  %.*s  %.*s  %lld tries%s%.*s%s%.*s", (long long)m->message_id.v,
		STR_ARG(instant_text(c->a, m->asked_at)), STR_ARG(m->state), STR_ARG(m->kind),
		STR_ARG(m->receiver), (long long)m->tries, m->why.n > 0 ? "  " : "", STR_ARG(m->why),
		whole ? "\n    " : "", STR_ARG(whole ? m->body : S("")));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("message"), m->message_id.v);
	cli_field(&o, S("state"), m->state);
	cli_field(&o, S("kind"), m->kind);
	cli_field(&o, S("channel"), m->channel);
	cli_field(&o, S("receiver"), m->receiver);
	cli_field_int(&o, S("parts"), m->parts);
	cli_field_int(&o, S("tries"), m->tries);
	cli_field(&o, S("asked_at"), instant_text(c->a, m->asked_at));
	cli_field(&o, S("why"), m->why);
	if (whole)
		cli_field(&o, S("text"), m->body);
	cli_object_end(c, &o);
}

static rc list(struct cli *c)
{
	struct message_page page;
	int64_t max;
	user_id who;

	TRY(cli_user(c, "as", &who));
	TRY(cli_number(c, "max", 1, MESSAGES_PAGE_MAX, LIST_MAX, &max));
	TRY(message_page_get(c->db, c->a, (person_id){ 0 }, (message_id){ 0 }, (size_t)max, who, &page));
	for (size_t i = 0; i < page.n; i++)
		show_row(c, &page.rows[i], false);
	if (page.n == 0)
		cli_say(c, "No message was written yet.");
	return OK;
}

static rc show(struct cli *c)
{
	struct message m;
	user_id who;
	char *end;
	long long id = strtoll(cli_operand(c, 0), &end, 10);

	if (*end != '\0' || id < 1)
		return cli_usage(c, "MESSAGE is the number that sanad message list shows");
	TRY(cli_user(c, "as", &who));
	TRY(message_view_get(c->db, c->a, (message_id){ id }, who, &m));
	show_row(c, &m, true);
	return OK;
}

static rc status(struct cli *c)
{
	struct message_count *counts;
	struct out o;
	size_t n;

	TRY(message_status(c->db, c->a, &counts, &n));
	for (size_t i = 0; i < n; i++) {
		cli_say(c, "%10lld  %.*s %.*s, the oldest of %.*s", (long long)counts[i].n,
			STR_ARG(counts[i].channel), STR_ARG(counts[i].state),
			STR_ARG(instant_text(c->a, counts[i].oldest)));
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field(&o, S("channel"), counts[i].channel);
		cli_field(&o, S("state"), counts[i].state);
		cli_field_int(&o, S("n"), counts[i].n);
		cli_field(&o, S("oldest"), instant_text(c->a, counts[i].oldest));
		cli_object_end(c, &o);
	}
	return OK;
}

/* ---- post ---- */

static rc post_all(struct cli *c, struct post *p, struct send_round *all)
{
	for (;;) {
		struct send_round r;
		TRY(post_round(p, clock_now(), &r));
		all->taken += r.taken;
		all->refused += r.refused;
		all->later += r.later;
		all->unsure += r.unsure;
		all->expired += r.expired;
		if (r.forbidden) {
			cli_why(c, "the gateway doesn't accept the fund's name or password");
			FAIL(MESSAGE_GATEWAY);
		}
		cli_progress(c, "SEND", "messages", all->taken, 0);
		if (r.throttled)
			(void)nanosleep(&(struct timespec){ .tv_nsec = PAUSE_MS * 1000000L }, NULL);
		else if (send_round_messages(&r) == 0)
			return OK;
	}
}

static rc post_channel(struct cli *c, const struct keys *keys, str channel, struct send_round *all)
{
	struct post *p;

	TRY(post_open(c->db, c->a, keys, channel, &p));
	rc r = post_all(c, p, all);
	post_close(p);
	return r;
}

static void say_posted(struct cli *c, const struct send_round *all)
{
	struct out o;

	cli_say(c, "%lld taken, %lld refused, %lld later, %lld in doubt, %lld expired", (long long)all->taken,
		(long long)all->refused, (long long)all->later, (long long)all->unsure,
		(long long)all->expired);
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("taken"), all->taken);
	cli_field_int(&o, S("refused"), all->refused);
	cli_field_int(&o, S("later"), all->later);
	cli_field_int(&o, S("unsure"), all->unsure);
	cli_field_int(&o, S("expired"), all->expired);
	cli_object_end(c, &o);
}

static rc post(struct cli *c)
{
	const str channels[] = { CHANNEL_SMS, CHANNEL_EMAIL };
	struct send_round all = { .forbidden = false };
	struct keys keys;
	int none = 0;
	rc r = OK;

	signal(SIGPIPE, SIG_IGN); /* a gateway that hangs up is an answer, not an end */
	TRY(keys_read(keys_directory(c->a, c->url), &keys));
	for (int i = 0; rc_ok(r) && i < 2; i++) {
		r = post_channel(c, &keys, channels[i], &all);
		/* a fund may have one of the two only */
		if (rc_is(r, E_MESSAGE_GATEWAY) && c->why.n == 0 && ++none < 2)
			r = OK;
	}
	keys_forget(&keys);
	TRY(r);
	say_posted(c, &all);
	return OK;
}

enum { WORDS_MAX = 400 };

const struct cli_command message_commands[];
const struct cli_command message_commands[] = {
	{ "message gateway", "", 0, 0, CLI_STORE, "where messages go out, and how fast", gateway_options,
	  gateway },
	{ "message send", "NUMBER|ADDRESS TEXT", 2, WORDS_MAX, CLI_STORE,
	  "write an SMS or e-mail into the outbox; says the parts of an SMS and what they cost", send_options,
	  send },
	{ "message list", "", 0, 0, CLI_STORE, "messages, the newest first", list_options, list },
	{ "message show", "MESSAGE", 1, 1, CLI_STORE, "one message with its text", as_option, show },
	{ "message status", "", 0, 0, CLI_STORE, "how many wait, were sent, arrived, failed", NULL, status },
	{ "message post", "", 0, 0, CLI_STORE,
	  "send what is due now, then end; sanad serve does it all the time", NULL, post },
	{ 0 },
};
