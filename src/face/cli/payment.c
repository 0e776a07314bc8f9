/* face/cli/payment.c - sanad payment ...: how a person pays; sanad rib check: is it an account number? */
#include "face/cli/cli.h"

#include "face/portal/text.h"
#include "service/fund.h"
#include "service/keep_document.h"
#include "service/payment_show.h"

enum { WORDS_MAX = 20 };

static const struct cli_option show_options[] = {
	{ "as", "LOGIN", "who reads: it is written down" },
	{ 0 },
};
static const struct cli_option choose_options[] = {
	{ "as", "LOGIN", "the agent who acts for the person" },
	{ "reason", "TEXT", "why an agent does it: it stands on the receipt" },
	{ "mode", "KIND", "DIRECT_DEBIT, TRANSFER, CARD or CASH_POINT" },
	{ "rib", "RIB", "of a direct debit: the account, all digits" },
	{ "holder", "NAME", "of a direct debit: whose account it is" },
	{ "day", "N", "of a direct debit: day of the month, 1 to 28" },
	{ "lang", "LANG", "of the mandate: ar, fr or en; ar if not given" },
	{ "paper", "FILE", "of a direct debit: the scan of the signed mandate; without, a code is sent" },
	{ "client", "N", "a number of the caller's own: the same call again is the same choice" },
	{ 0 },
};
static const struct cli_option confirm_options[] = {
	{ "as", "LOGIN", "the agent who chose with the person" },
	{ "reason", "TEXT", "why an agent does it: it stands on the receipt" },
	{ "choice", "ID", "what payment choose said" },
	{ "code", "CODE", "that the person received" },
	{ 0 },
};
static const struct cli_option stop_options[] = {
	{ "as", "LOGIN", "the agent who acts for the person" },
	{ "reason", "TEXT", "why an agent does it: it stands on the receipt" },
	{ 0 },
};
static const struct cli_option rib_options[] = {
	{ "country", "COUNTRY", "ma or dz; the fund's if not given" },
	{ 0 },
};

static struct payer payer_named(struct cli *c) { return (struct payer){ .number = cli_words(c, 0) }; }

/* An agent, with a reason where something is done. */
static rc acting(struct cli *c, bool acts, struct acting *ret)
{
	*ret = (struct acting){ .why = FOR_PAYMENT };
	if (!cli_has(c, "as"))
		return cli_usage(c, "--as LOGIN is missing");
	if (acts && cli_text(c, "reason", S("")).n == 0)
		return cli_usage(c, "--reason TEXT is missing");
	if (acts) {
		ret->reason = cli_text(c, "reason", S(""));
		ret->what = text_acted("payment_mode");
	}
	return cli_user(c, "as", &ret->user);
}

/* ---- show ---- */

static str until_text(struct cli *c, instant until)
{
	return until.us == KNOWN_STILL.us ? S("") : instant_text(c->a, until);
}

static void show_way(struct cli *c, const struct payment_way *w)
{
	struct out o;

	cli_say(c, "%.*s  %.*s  %.*s .. %.*s", STR_ARG(w->m.kind), STR_ARG(w->m.state),
		STR_ARG(instant_text(c->a, w->m.known_from)), STR_ARG(until_text(c, w->m.known_until)));
	if (w->mandated)
		cli_say(c, "  account %.*s of %.*s%s, day %lld, mandate %.*s (%.*s)", STR_ARG(w->account),
			STR_ARG(w->m.holder), w->holder_differs ? " (ANOTHER NAME)" : "",
			(long long)w->m.debit_day, STR_ARG(w->reference), STR_ARG(w->mandate.signing));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("kind"), w->m.kind);
	cli_field(&o, S("state"), w->m.state);
	cli_field(&o, S("from"), instant_text(c->a, w->m.known_from));
	cli_field(&o, S("until"), until_text(c, w->m.known_until));
	cli_field(&o, S("channel"), w->m.channel);
	cli_field_bool(&o, S("by_agent"), w->m.chosen_by.v != 0);
	cli_field(&o, S("account"), w->account);
	cli_field(&o, S("holder"), w->m.holder);
	cli_field_bool(&o, S("holder_differs"), w->holder_differs);
	cli_field_int(&o, S("day"), w->m.debit_day);
	cli_field(&o, S("mandate"), w->reference);
	cli_field(&o, S("signing"), w->mandated ? w->mandate.signing : S(""));
	cli_field_bool(&o, S("in_force"), w->mandated && w->mandate.revoked_at.us == 0);
	cli_object_end(c, &o);
}

static rc show(struct cli *c)
{
	struct payer payer = payer_named(c);
	struct payment_view v;
	struct acting by;

	TRY(acting(c, false, &by));
	TRY(payment_show(c->db, c->a, &by, &payer, &v));
	if (v.chosen)
		show_way(c, &v.now);
	else
		cli_say(c, "No way to pay is chosen.");
	for (size_t i = 0; i < v.past_n; i++)
		show_way(c, &v.past[i]);
	for (size_t i = 0; i < v.schemes_n; i++)
		cli_say(c, "%.*s: %.*s", STR_ARG(v.schemes[i].rule.scheme), STR_ARG(v.schemes[i].rule.word));
	return OK;
}

/* ---- choose, confirm, stop ---- */

/* The scan becomes a paper of the person. */
static rc keep_paper(struct cli *c, const struct keys *k, const struct acting *by, person_id person,
		     document_id *ret)
{
	struct document_new d = {
		.by = *by, .owner = person, .kind = S("MANDATE"), .scanned = document_scanner().n > 0
	};
	struct document_kept kept;

	TRY(cli_read_file(c, cli_option(c, "paper"), DOCUMENT_BYTES_MAX, &d.bytes));
	TRY(document_keep(c->db, c->a, k->totp, &d, &kept));
	if (kept.verdict != SNIFF_TAKEN) {
		cli_why(c, "the file: %.*s", STR_ARG(sniff_verdict_name(kept.verdict)));
		FAIL(PAYMENT_PAPER);
	}
	*ret = kept.document_id;
	return OK;
}

static void say_done(struct cli *c, const struct payment_done *d, const char *what)
{
	struct out o;

	cli_say(c, "%s%s%.*s. Receipt %.*s.", what, d->reference.n > 0 ? ", mandate " : "",
		STR_ARG(d->reference), STR_ARG(d->receipt));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field_bool(&o, S("done"), true);
	cli_field(&o, S("mandate"), d->reference);
	cli_field(&o, S("receipt"), d->receipt);
	cli_field_bool(&o, S("again"), d->again);
	cli_object_end(c, &o);
}

static void say_waits(struct cli *c, const struct payment_chosen *chosen)
{
	struct out o;

	cli_say(c, "A code was sent. sanad payment confirm ... --choice %lld --code CODE",
		(long long)chosen->choice.v);
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field_bool(&o, S("done"), false);
	cli_field_int(&o, S("choice"), chosen->choice.v);
	cli_object_end(c, &o);
}

static rc choose_with(struct cli *c, const struct keys *k, const struct payment_choosing *in)
{
	struct payment_confirming f = { .by = in->by };
	struct payment_chosen chosen;
	struct payment_done done;
	rc r = payment_choose(c->db, c->a, in, &chosen);

	if (rc_is(r, E_PAYMENT_FIELD)) {
		str rib = rib_verdict_name(chosen.rib);
		cli_why(c, "--%s%s%.*s", str_eq(chosen.wrong, S("kind")) ? "mode" : str_c(c->a, chosen.wrong),
			chosen.rib != RIB_GOOD ? ": " : "", chosen.rib != RIB_GOOD ? (int)rib.n : 0, rib.p);
	}
	TRY(r);
	f.person = chosen.person;
	f.choice = chosen.choice;
	if (str_eq(chosen.signing, SIGNED_CODE) && !chosen.done) {
		TRY(payment_send(c->db, c->a, k, &in->by, chosen.person, chosen.choice));
		say_waits(c, &chosen);
		return OK;
	}
	if (str_eq(chosen.signing, SIGNED_PAPER) && !chosen.done)
		TRY(keep_paper(c, k, &in->by, chosen.person, &f.paper));
	TRY(payment_confirm(c->db, c->a, k, &f, &done));
	say_done(c, &done, "Chosen");
	return OK;
}

static rc choose(struct cli *c)
{
	struct payment_choosing in = { .payer = payer_named(c),
				       .channel = PAYMENT_COMMAND,
				       .language = cli_text(c, "lang", S("ar")),
				       .kind = cli_text(c, "mode", S("")),
				       .rib = cli_text(c, "rib", S("")),
				       .holder = cli_text(c, "holder", S("")),
				       .paper = cli_has(c, "paper") };
	struct keys keys;

	TRY(acting(c, true, &in.by));
	TRY(cli_number(c, "day", 1, DEBIT_DAY_MAX, 0, &in.day));
	TRY(cli_number(c, "client", 1, INT64_MAX, id_new(clock_now()), &in.client_id));
	TRY(keys_read(keys_directory(c->a, c->url), &keys));
	rc r = choose_with(c, &keys, &in);
	keys_forget(&keys);
	return r;
}

static rc confirm(struct cli *c)
{
	struct payment_confirming f = { .code = cli_text(c, "code", S("")) };
	struct payer payer = payer_named(c);
	struct payment_view v;
	struct payment_done done;
	struct keys keys;

	TRY(acting(c, true, &f.by));
	TRY(cli_number(c, "choice", 1, INT64_MAX, 0, &f.choice.v));
	if (f.choice.v == 0 || f.code.n == 0)
		return cli_usage(c, "--choice ID and --code CODE are needed");
	TRY(payment_show(c->db, c->a, &f.by, &payer, &v));
	f.person = v.p.person_id;
	TRY(keys_read(keys_directory(c->a, c->url), &keys));
	rc r = payment_confirm(c->db, c->a, &keys, &f, &done);
	keys_forget(&keys);
	TRY(r);
	say_done(c, &done, "Signed");
	return OK;
}

static rc stop(struct cli *c)
{
	struct payer payer = payer_named(c);
	struct payment_done done;
	struct acting by;

	TRY(acting(c, true, &by));
	TRY(payment_revoke(c->db, c->a, &by, &payer, (payment_mode_id){ 0 }, &done));
	say_done(c, &done, "Stopped");
	return OK;
}

/* ---- sanad rib check ---- */

static rc country_of(struct cli *c, str *ret)
{
	struct fund_facts f;
	struct db *db;

	*ret = cli_text(c, "country", S(""));
	if (ret->n > 0)
		return rib_digits(*ret) > 0 ? OK : cli_usage(c, "--country is ma or dz");
	TRY(fund_open(c->a, c->url, &db));
	rc r = fund_facts(db, c->a, &f);
	fund_close(db);
	TRY(r);
	*ret = f.country;
	return OK;
}

static rc check(struct cli *c)
{
	str country, digits;
	struct out o;

	TRY(country_of(c, &country));
	enum rib_verdict v = rib_read(c->a, country, cli_words(c, 0), &digits);
	bool whole = v == RIB_GOOD || v == RIB_KEY;
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field_bool(&o, S("good"), v == RIB_GOOD);
		cli_field(&o, S("verdict"), rib_verdict_name(v));
		cli_field(&o, S("country"), country);
		cli_field(&o, S("rib"), digits);
		if (whole) {
			struct rib_parts p = rib_parts(country, digits);
			cli_field(&o, S("bank"), p.bank);
			cli_field(&o, str_eq(country, S("ma")) ? S("city") : S("agency"), p.place);
			cli_field(&o, S("account"), p.account);
			cli_field(&o, S("key"), p.key);
		}
		cli_object_end(c, &o);
	}
	cli_say(c, "%.*s  %.*s", STR_ARG(rib_verdict_name(v)),
		STR_ARG(whole ? rib_text(c->a, country, digits) : digits));
	CHECK(v == RIB_GOOD, RIB);
	return OK;
}

const struct cli_command payment_commands[] = {
	{ "payment show", "NUMBER", 1, WORDS_MAX, CLI_STORE, "how a person pays, and paid before",
	  show_options, show },
	{ "payment choose", "NUMBER", 1, WORDS_MAX, CLI_STORE,
	  "with a person who is there: how they pay; a direct debit waits for a code or comes on paper",
	  choose_options, choose },
	{ "payment confirm", "NUMBER", 1, WORDS_MAX, CLI_STORE, "sign a direct debit with the person's code",
	  confirm_options, confirm },
	{ "payment stop", "NUMBER", 1, WORDS_MAX, CLI_STORE, "end how a person pays, and revoke the mandate",
	  stop_options, stop },
	{ "rib check", "RIB", 1, WORDS_MAX, CLI_NO_STORE, "is it a bank account number, and if not, why",
	  rib_options, check },
	{ 0 },
};
