/* face/cli/campaign.c - sanad campaign: a population is told something in waves, and what follows is counted.
 */
#include "face/cli/cli.h"

#include "base/csv.h"
#include "service/plan_campaign.h"

#include <stdio.h>

#define POPULATION_OPTIONS \
	{ "address", "URL", "the portal's, as it stands in the text" }, \
	    { "template", "KIND", "kind of message: activation.code if not given" }, \
	    { "scheme", "CODE", "active members of this scheme only" }, \
	    { "profession", "WORD", "with this profession, as the managing body says it, only" }, \
	    { "territory", "ID", "who lives in this territory only" }, \
	    { "feed", "ID", "whose membership came with this delivery only" }, \
	{ \
		"with-account", NULL, "also who has an account already" \
	}

static const struct cli_option size_options[] = { POPULATION_OPTIONS, { 0 } };
static const struct cli_option draft_options[] = {
	{ "as", "LOGIN", "who drafts it; somebody else approves it" },
	POPULATION_OPTIONS,
	{ "wave", "N", "people in a wave: 50000 if not given" },
	{ "minutes", "N", "from the beginning of a wave to that of the next: 60 if not given" },
	{ 0 },
};
static const struct cli_option as_option[] = {
	{ "as", "LOGIN", "who does it" },
	{ 0 },
};

static const struct cli_option show_options[] = {
	{ "csv", NULL, "by wave and territory, for a spreadsheet" },
	{ 0 },
};

static rc population(struct cli *c, struct campaign *ret)
{
	*ret = (struct campaign){ .template = cli_text(c, "template", S("activation.code")),
				  .address = cli_text(c, "address", S("")),
				  .scheme = cli_text(c, "scheme", S("")),
				  .profession = cli_text(c, "profession", S("")),
				  .not_activated = !cli_has(c, "with-account") };
	TRY(cli_number(c, "territory", 1, INT64_MAX, 0, &ret->territory_id));
	return cli_number(c, "feed", 1, INT64_MAX, 0, &ret->feed_id);
}

static rc named(struct cli *c, int64_t *ret)
{
	str s = str_of(cli_operand(c, 0));

	if (!str_digits(&s, 1, 19, ret) || s.n > 0)
		return cli_usage(c, "CAMPAIGN is the number that sanad campaign list shows");
	return OK;
}

/* ---- before ---- */

static rc size(struct cli *c)
{
	struct campaign k;
	struct campaign_cost n;
	struct out o;

	TRY(population(c, &k));
	TRY(campaign_measure(c->db, c->a, &k, &n));
	cli_say(c, "%lld people: %lld by SMS (%lld parts), %lld by e-mail, %lld without a way",
		(long long)n.people, (long long)n.by_sms, (long long)n.parts, (long long)n.by_email,
		(long long)n.no_way);
	if (n.part_cost > 0) { /* ten thousandths */
		int64_t cents = (n.parts * n.part_cost + 50) / 100;
		cli_say(c, "%lld.%02lld at most, at what a part costs by the gateway's settings",
			(long long)(cents / 100), (long long)(cents % 100));
	}
	if (!c->json)
		return OK;
	cli_object_begin(c, &o);
	cli_field_int(&o, S("people"), n.people);
	cli_field_int(&o, S("by_sms"), n.by_sms);
	cli_field_int(&o, S("by_email"), n.by_email);
	cli_field_int(&o, S("no_way"), n.no_way);
	cli_field_int(&o, S("parts"), n.parts);
	cli_object_end(c, &o);
	return OK;
}

static rc draft(struct cli *c)
{
	struct campaign k;
	struct out o;
	user_id who;
	int64_t id;

	TRY(population(c, &k));
	k.name = cli_words(c, 0);
	TRY(cli_number(c, "wave", 1, CAMPAIGN_WAVE_MAX, 50000, &k.wave_size));
	TRY(cli_number(c, "minutes", 0, 43200, 60, &k.wave_minutes));
	TRY(cli_user(c, "as", &who));
	TRY(campaign_draft(c->db, clock_now(), &k, who, &id));
	cli_say(c, "Campaign %lld is drafted; sanad campaign approve %lld --as SOMEBODY-ELSE lets it run.",
		(long long)id, (long long)id);
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field_int(&o, S("campaign"), id);
		cli_object_end(c, &o);
	}
	return OK;
}

/* ---- its life ---- */

typedef rc campaign_act(struct db *db, instant now, struct arena *a, int64_t id, user_id who);

static rc act(struct cli *c, campaign_act *with, const char *said)
{
	user_id who;
	int64_t id;

	TRY(named(c, &id));
	TRY(cli_user(c, "as", &who));
	TRY(with(c->db, clock_now(), c->a, id, who));
	cli_say(c, "%s", said);
	return OK;
}

static rc approve(struct cli *c)
{
	return act(c, campaign_approve, "It runs: sanad serve writes its messages, wave by wave.");
}

static rc stop(struct cli *c)
{
	return act(c, campaign_stop, "It is stopped; what lies in the outbox still goes out.");
}

static rc go_on(struct cli *c) { return act(c, campaign_go_on, "It goes on where it was stopped."); }

/* ---- looking ---- */

static void put_campaign(struct out *o, const struct campaign *k)
{
	cli_field_int(o, S("campaign"), k->campaign_id);
	cli_field(o, S("name"), k->name);
	cli_field(o, S("state"), k->state);
	cli_field(o, S("template"), k->template);
	cli_field(o, S("scheme"), k->scheme);
	cli_field(o, S("profession"), k->profession);
	cli_field_int(o, S("territory"), k->territory_id);
	cli_field_int(o, S("feed"), k->feed_id);
	cli_field_int(o, S("people"), k->people);
	cli_field_int(o, S("waves"), k->wave);
}

static void put_funnel(struct out *o, const struct campaign_funnel *f)
{
	static const char *const names[CAMPAIGN_STEPS] = { "written", "sent",	      "delivered",  "failed",
							   "expired", "code_used",    "accounts",   "contact",
							   "family",  "payment_mode", "attestation" };

	for (int s = 0; s < CAMPAIGN_STEPS; s++)
		cli_field_int(o, str_of(names[s]), f->n[s]);
}

static rc list(struct cli *c)
{
	struct campaign *all;
	struct out o;
	size_t n;

	TRY(campaigns_list(c->db, c->a, 0, &all, &n));
	for (size_t i = 0; i < n; i++) {
		cli_say(c, "%lld  %-8.*s  %lld people, %lld waves  %.*s", (long long)all[i].campaign_id,
			STR_ARG(all[i].state), (long long)all[i].people, (long long)all[i].wave,
			STR_ARG(all[i].name));
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		put_campaign(&o, &all[i]);
		cli_object_end(c, &o);
	}
	if (n == 0)
		cli_say(c, "There is no campaign yet: sanad campaign draft NAME --address URL");
	return OK;
}

static void say_funnel(struct cli *c, const char *what, int64_t key, const struct campaign_funnel *f)
{
	const int64_t *n = f->n;

	cli_say(c, "%-10s %6lld  %8lld  %8lld  %8lld  %8lld  %8lld  %8lld  %8lld  %8lld  %8lld  %8lld", what,
		(long long)key, (long long)n[STEP_WRITTEN], (long long)n[STEP_SENT],
		(long long)n[STEP_DELIVERED], (long long)(n[STEP_FAILED] + n[STEP_EXPIRED]),
		(long long)n[STEP_CODE_USED], (long long)n[STEP_ACCOUNT], (long long)n[STEP_CONTACT],
		(long long)n[STEP_FAMILY], (long long)n[STEP_PAYMENT_MODE], (long long)n[STEP_ATTESTATION]);
}

static int64_t key_of(const struct campaign_funnel *f)
{
	return f->territory_id != 0 ? f->territory_id : f->wave;
}

/* The campaign, then a line for each wave and each territory: "of" says which. */
static void put_lines(struct cli *c, str of, const struct campaign_funnel *f, size_t n)
{
	struct out o;

	for (size_t i = 0; i < n; i++) {
		say_funnel(c, str_c(c->a, of), key_of(&f[i]), &f[i]);
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field(&o, S("of"), of);
		cli_field_int(&o, of, key_of(&f[i]));
		put_funnel(&o, &f[i]);
		cli_object_end(c, &o);
	}
}

static rc say_campaign(struct cli *c, const struct campaign_view *v)
{
	struct out o;

	cli_say(c, "%.*s: %.*s, %lld people", STR_ARG(v->c.name), STR_ARG(v->c.state),
		(long long)v->c.people);
	if (v->asof.counted_at.us != 0)
		cli_say(c, "counted %.*s", STR_ARG(instant_text(c->a, v->asof.counted_at)));
	if (v->asof.never > 0)
		cli_say(c, "waves that sanad serve hasn't counted yet: %lld", (long long)v->asof.never);
	cli_say(c, "%-10s %6s  %8s  %8s  %8s  %8s  %8s  %8s  %8s  %8s  %8s  %8s", "", "", "written", "sent",
		"arrived", "failed", "code", "account", "contact", "family", "payment", "paper");
	say_funnel(c, "all", 0, &v->all);
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field(&o, S("of"), S("all"));
		put_campaign(&o, &v->c);
		put_funnel(&o, &v->all);
		cli_field(&o, S("counted_at"),
			  v->asof.counted_at.us != 0 ? instant_text(c->a, v->asof.counted_at) : S(""));
		cli_field_int(&o, S("waves_not_counted"), v->asof.never);
		cli_object_end(c, &o);
	}
	put_lines(c, S("wave"), v->waves, v->waves_n);
	put_lines(c, S("territory"), v->territories, v->territories_n);
	for (size_t i = 0; i < v->failures_n; i++)
		cli_say(c, "failed %lld times: %.*s", (long long)v->failures[i].n,
			STR_ARG(v->failures[i].why));
	return OK;
}

/* Every territory of every wave: nothing is hidden from the operator. */
static rc put_csv(struct cli *c, int64_t id)
{
	struct campaign_funnel *f;
	struct out o;
	size_t n;

	TRY(campaign_cells(c->db, c->a, id, &f, &n));
	out_init(&o, c->a, (size_t)16 << 10);
	out_lit(&o, "\xef\xbb\xbfwave,territory,name_fr,name_ar,step,people\r\n");
	for (size_t i = 0; i < n; i++)
		for (int s = 0; s < CAMPAIGN_STEPS; s++) {
			out_int(&o, f[i].wave);
			out_char(&o, ',');
			csv_put_guarded(&o, f[i].code);
			out_char(&o, ',');
			csv_put_guarded(&o, f[i].name_fr);
			out_char(&o, ',');
			csv_put_guarded(&o, f[i].name_ar);
			out_char(&o, ',');
			out_str(&o, campaign_step_name((enum campaign_step)s));
			out_char(&o, ',');
			out_int(&o, f[i].n[s]);
			out_lit(&o, "\r\n");
		}
	(void)fwrite(o.p, 1, o.n, stdout);
	return OK;
}

static rc show(struct cli *c)
{
	struct campaign_view v;
	int64_t id;

	TRY(named(c, &id));
	if (cli_has(c, "csv"))
		return put_csv(c, id);
	TRY(campaign_show(c->db, c->a, id, &v));
	return say_campaign(c, &v);
}

const struct cli_command campaign_commands[];
const struct cli_command campaign_commands[] = {
	{ "campaign size", "", 0, 0, CLI_STORE,
	  "how many people a campaign would reach, and what it would cost", size_options, size },
	{ "campaign draft", "NAME", 1, 20, CLI_STORE, "a campaign for somebody else to approve",
	  draft_options, draft },
	{ "campaign approve", "CAMPAIGN", 1, 1, CLI_STORE, "let it run", as_option, approve },
	{ "campaign stop", "CAMPAIGN", 1, 1, CLI_STORE, "write to nobody further", as_option, stop },
	{ "campaign go-on", "CAMPAIGN", 1, 1, CLI_STORE, "one that was stopped", as_option, go_on },
	{ "campaign list", "", 0, 0, CLI_STORE, "all campaigns, newest first", NULL, list },
	{ "campaign show", "CAMPAIGN", 1, 1, CLI_STORE,
	  "what followed: sent, arrived, code used, account, and what people did with it", show_options,
	  show },
	{ 0 },
};
