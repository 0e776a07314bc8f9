/* face/portal/campaigns.c - a population is chosen, told in waves once somebody else agreed, and counted. */
#include "face/portal/campaign_rows.h"
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"

#include "base/csv.h"
#include "pages.h"
#include "service/plan_campaign.h"

enum { REFRESH_S = 5 };

/* ---- all of them ---- */

struct show_campaign_row campaign_row(const struct campaign *c)
{
	return (struct show_campaign_row){ .id = c->campaign_id,
					   .name = c->name,
					   .state = c->state,
					   .people = c->people,
					   .waves = c->wave,
					   .made = c->made_at };
}

static rc list(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_CAMPAIGNS);
	struct show_campaigns v = { .may_plan = may(q, TASK_PLAN_CAMPAIGN),
				    .may_write_texts = may(q, TASK_WRITE_TEXTS) };
	struct campaign *all;

	TRY(campaigns_list(portal_of(q)->db, q->a, 0, &all, &v.n));
	struct show_campaign_row *rows = arena_array(q->a, struct show_campaign_row, v.n + 1);
	for (size_t i = 0; i < v.n; i++)
		rows[i] = campaign_row(&all[i]);
	v.rows = rows;
	frame_reply(q, p, 200, page_campaigns, &page, &v);
	return OK;
}

/* ---- a new one ---- */

str campaign_address(const struct request *q)
{
	return str_printf(q->a, "%s://%.*s", q->secure ? "https" : "http", STR_ARG(q->host));
}

static int64_t id_asked(const struct request *q, const char *name)
{
	const struct value *v = request_value(q, name);

	return v->state == VALUE_GOOD ? v->n : 0;
}

static struct campaign population_of(const struct request *q)
{
	str address = request_text(q, "address"), template = request_text(q, "template");

	return (struct campaign){ .name = request_text(q, "name"),
				  .template = template.n > 0 ? template : S("activation.code"),
				  .address = address.n > 0 ? address : campaign_address(q),
				  .scheme = request_text(q, "scheme"),
				  .profession = request_text(q, "profession"),
				  .territory_id = id_asked(q, "territory"),
				  .feed_id = id_asked(q, "feed"),
				  .not_activated = request_value(q, "everybody")->state != VALUE_GOOD,
				  .wave_size = id_asked(q, "wave"),
				  .wave_minutes = id_asked(q, "minutes") };
}

static str id_text(struct request *q, int64_t id)
{
	return id != 0 ? str_printf(q->a, "%lld", (long long)id) : S("");
}

static rc choices_of(struct request *q, struct show_campaign_form *v)
{
	struct campaign_choices k;

	TRY(campaign_choices(portal_of(q)->db, q->now, q->a, &k));
	struct choice *schemes = arena_array(q->a, struct choice, k.schemes_n + 1);
	struct choice *territories = arena_array(q->a, struct choice, k.territories_n + 1);
	for (size_t i = 0; i < k.schemes_n; i++)
		schemes[i] = (struct choice){ k.schemes[i].scheme,
					      frame_name(q, k.schemes[i].name_fr, k.schemes[i].name_ar) };
	for (size_t i = 0; i < k.territories_n; i++)
		territories[i] =
		    (struct choice){ id_text(q, k.territories[i].territory_id),
				     frame_name(q, k.territories[i].name_fr, k.territories[i].name_ar) };
	v->schemes = schemes;
	v->schemes_n = k.schemes_n;
	v->territories = territories;
	v->territories_n = k.territories_n;
	return OK;
}

str campaign_cost_text(struct request *q, int64_t parts, int64_t part_cost)
{
	int64_t cents = (parts * part_cost + 50) / 100;

	return part_cost > 0
		   ? str_printf(q->a, "%lld.%02lld", (long long)(cents / 100), (long long)(cents % 100))
		   : S("");
}

static void kinds_of(struct request *q, struct show_campaign_form *v)
{
	str *kinds;

	v->templates_n = campaign_kinds(q->a, &kinds);
	struct choice *templates = arena_array(q->a, struct choice, v->templates_n + 1);
	for (size_t i = 0; i < v->templates_n; i++) {
		enum text_key key;
		bool named = text_find("campaignkind.", kinds[i], &key);
		templates[i] =
		    (struct choice){ kinds[i], named ? text_get((enum lang)q->lang, key) : kinds[i] };
	}
	v->templates = templates;
}

static rc texts_of(struct request *q, const struct campaign *c, const struct show_campaign_text **ret,
		   size_t *ret_n)
{
	struct campaign_text t[CAMPAIGN_LANGUAGES];
	int64_t part_cost;

	TRY(campaign_texts(portal_of(q)->db, q->a, c, t, &part_cost));
	struct show_campaign_text *texts = arena_array(q->a, struct show_campaign_text, CAMPAIGN_LANGUAGES);
	for (size_t i = 0; i < CAMPAIGN_LANGUAGES; i++)
		texts[i] = (struct show_campaign_text){
			t[i].language, t[i].sms,   t[i].subject,
			t[i].body,     t[i].parts, campaign_cost_text(q, t[i].parts, part_cost)
		};
	*ret = texts;
	*ret_n = CAMPAIGN_LANGUAGES;
	return OK;
}

static rc show_form(struct request *q, struct reply *p, struct page *page, int status)
{
	struct campaign c = population_of(q);
	struct show_campaign_form v = {
		.name = c.name,
		.address = c.address,
		.scheme = c.scheme,
		.profession = c.profession,
		.territory = id_text(q, c.territory_id),
		.feed = id_text(q, c.feed_id),
		.template = c.template,
		.everybody = !c.not_activated,
		.wave = c.wave_size > 0 ? c.wave_size : 50000,
		.minutes = request_value(q, "minutes")->state == VALUE_GOOD ? c.wave_minutes : 60,
		.asked = q->method == HTTP_POST || request_value(q, "size")->state == VALUE_GOOD
	};

	page->path = S("/campaigns/new");
	TRY(choices_of(q, &v));
	kinds_of(q, &v);
	if (v.asked) {
		struct campaign_cost n;
		if (c.address.n > CAMPAIGN_ADDRESS_MAX) /* what was typed is refused, and no part of a text */
			c.address = campaign_address(q);
		TRY(texts_of(q, &c, &v.texts, &v.texts_n));
		TRY(campaign_measure(portal_of(q)->db, q->a, &c, &n));
		v.people = n.people;
		v.by_sms = n.by_sms;
		v.by_email = n.by_email;
		v.no_way = n.no_way;
		v.parts = n.parts;
		v.cost = campaign_cost_text(q, n.parts, n.part_cost);
	}
	frame_reply(q, p, status, page_campaign_form, page, &v);
	return OK;
}

static rc form(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_CAMPAIGNS);

	return show_form(q, p, &page, 200);
}

static rc draft(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_CAMPAIGNS);
	struct campaign c = population_of(q);
	int64_t id;

	if (c.name.n == 0)
		frame_problem(q, &page, "name", text_get(page.at.lang, TEXT(campaign_no_name)));
	if (c.wave_size <= 0)
		frame_problem(q, &page, "wave", text_get(page.at.lang, TEXT(campaign_no_wave)));
	if (page.problems_n > 0)
		return show_form(q, p, &page, 422);
	rc r = campaign_draft(portal_of(q)->db, q->now, &c, actor_of(q)->user_id, &id);
	if (rc_is(r, E_CAMPAIGN_TEXT)) {
		frame_problem(q, &page, "name", text_of_rc(page.at.lang, r));
		return show_form(q, p, &page, rc_info(r)->http);
	}
	TRY(r);
	frame_go(q, p, str_printf(q->a, "/campaigns/%lld?did=campaign_drafted", (long long)id));
	return OK;
}

/* ---- one ---- */

static struct show_cell cell_of(const struct campaign_funnel *f, enum campaign_step s)
{
	return (struct show_cell){ f->n[s], campaign_hides(f, s) };
}

static struct show_funnel funnel_of(struct request *q, const struct campaign_funnel *f)
{
	return (struct show_funnel){ .key = f->territory_id != 0 ? f->territory_id : f->wave,
				     .name = frame_name(q, f->name_fr, f->name_ar),
				     .written = cell_of(f, STEP_WRITTEN),
				     .sent = cell_of(f, STEP_SENT),
				     .delivered = cell_of(f, STEP_DELIVERED),
				     .failed = { f->n[STEP_FAILED] + f->n[STEP_EXPIRED],
						 campaign_hides(f, STEP_FAILED) ||
						     campaign_hides(f, STEP_EXPIRED) },
				     .code_used = cell_of(f, STEP_CODE_USED),
				     .accounts = cell_of(f, STEP_ACCOUNT),
				     .contact = cell_of(f, STEP_CONTACT),
				     .family = cell_of(f, STEP_FAMILY),
				     .payment_mode = cell_of(f, STEP_PAYMENT_MODE),
				     .attestation = cell_of(f, STEP_ATTESTATION) };
}

static const struct show_funnel *funnels_of(struct request *q, const struct campaign_funnel *f, size_t n)
{
	struct show_funnel *all = arena_array(q->a, struct show_funnel, n + 1);

	for (size_t i = 0; i < n; i++)
		all[i] = funnel_of(q, &f[i]);
	return all;
}

static const struct show_failure *failures_of(struct request *q, const struct campaign_view *f)
{
	struct show_failure *all = arena_array(q->a, struct show_failure, f->failures_n + 1);

	for (size_t i = 0; i < f->failures_n; i++)
		all[i] = (struct show_failure){ f->failures[i].why, f->failures[i].n };
	return all;
}

static bool any_hidden(const struct campaign_view *f)
{
	for (size_t i = 0; i < f->territories_n; i++)
		if (f->territories[i].hidden != 0)
			return true;
	return false;
}

/* Comes again by itself while messages are written, or a wave was never counted. */
static void refresh(struct request *q, struct reply *p, struct page *page, const struct campaign_view *f)
{
	bool moves = str_eq(f->c.state, CAMPAIGN_RUNNING) || f->asof.never > 0;

	if (!moves || request_value(q, "still")->state != VALUE_NONE)
		return;
	page->refresh_s = REFRESH_S;
	reply_header(p, "Refresh", str_printf(q->a, "%d", REFRESH_S));
}

static rc one(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_CAMPAIGNS);
	struct campaign_view f;

	TRY(campaign_show(portal_of(q)->db, q->a, request_int(q, "campaign"), &f));
	campaign_hide_small(q->a, f.territories, f.territories_n);
	bool drafted = str_eq(f.c.state, CAMPAIGN_DRAFT), own = f.c.made_by.v == actor_of(q)->user_id.v;
	struct show_campaign v = { .head = campaign_row(&f.c),
				   .template = f.c.template,
				   .scheme = f.c.scheme,
				   .profession = f.c.profession,
				   .territory = frame_name(q, f.territory_fr, f.territory_ar),
				   .everybody = !f.c.not_activated,
				   .address = f.c.address,
				   .feed = f.c.feed_id,
				   .wave_size = f.c.wave_size,
				   .wave_minutes = f.c.wave_minutes,
				   .made_by = f.made_by,
				   .approved_by = f.approved_by,
				   .approved = f.c.approved_at,
				   .ended = f.c.ended_at,
				   .counted = f.asof.never == 0 && f.taken_n > 0,
				   .as_of = f.asof.counted_at,
				   .any_hidden = any_hidden(&f),
				   .all = funnel_of(q, &f.all),
				   .waves = funnels_of(q, f.waves, f.waves_n),
				   .waves_n = f.waves_n,
				   .territories = funnels_of(q, f.territories, f.territories_n),
				   .territories_n = f.territories_n,
				   .failures = failures_of(q, &f),
				   .failures_n = f.failures_n,
				   .may_approve = drafted && !own && may(q, TASK_APPROVE_CAMPAIGN),
				   .same_person = drafted && own,
				   .may_stop =
				       str_eq(f.c.state, CAMPAIGN_RUNNING) && may(q, TASK_PLAN_CAMPAIGN),
				   .may_go_on =
				       str_eq(f.c.state, CAMPAIGN_STOPPED) && may(q, TASK_PLAN_CAMPAIGN) };
	for (size_t i = 0; i < f.taken_n; i++)
		v.no_way += f.taken[i].no_way;
	if (drafted) /* whoever approves it reads what would be sent, and where it leads */
		TRY(texts_of(q, &f.c, &v.texts, &v.texts_n));
	refresh(q, p, &page, &f);
	frame_reply(q, p, 200, page_campaign, &page, &v);
	return OK;
}

/* ---- for a spreadsheet ---- */

static void line(struct out *o, const struct campaign_funnel *f, str wave)
{
	for (int s = 0; s < CAMPAIGN_STEPS; s++) {
		out_str(o, wave);
		out_char(o, ',');
		csv_put_guarded(o, f->code);
		out_char(o, ',');
		csv_put_guarded(o, f->name_fr);
		out_char(o, ',');
		csv_put_guarded(o, f->name_ar);
		out_char(o, ',');
		out_str(o, campaign_step_name((enum campaign_step)s));
		out_char(o, ',');
		if (!campaign_hides(f, (enum campaign_step)s))
			out_int(o, f->n[s]);
		out_lit(o, "\r\n");
	}
}

/* The whole, each wave, each territory: the numbers of the page. What is hidden there is empty here. */
static rc export(struct request *q, struct reply *p)
{
	struct campaign_view f;
	struct out o;
	int64_t id = request_int(q, "campaign");

	TRY(campaign_show(portal_of(q)->db, q->a, id, &f));
	campaign_hide_small(q->a, f.territories, f.territories_n);
	out_init(&o, q->a, (size_t)16 << 10);
	out_lit(&o, "\xef\xbb\xbfwave,territory,name_fr,name_ar,step,people\r\n");
	line(&o, &f.all, S(""));
	for (size_t i = 0; i < f.waves_n; i++)
		line(&o, &f.waves[i], str_printf(q->a, "%lld", (long long)f.waves[i].wave));
	for (size_t i = 0; i < f.territories_n; i++) {
		if (f.territories[i].code.n == 0)
			f.territories[i].code = S("?");
		line(&o, &f.territories[i], S(""));
	}
	reply_bytes(q, p, S("text/csv; charset=utf-8"), str_printf(q->a, "campaign-%lld.csv", (long long)id),
		    out_view(&o));
	return OK;
}

/* ---- its life ---- */

typedef rc campaign_change(struct db *db, instant now, struct arena *a, int64_t id, user_id who);

static rc change(struct request *q, struct reply *p, campaign_change *with, const char *did)
{
	int64_t id = request_int(q, "campaign");

	TRY(with(portal_of(q)->db, q->now, q->a, id, actor_of(q)->user_id));
	frame_go(q, p, str_printf(q->a, "/campaigns/%lld?did=%s", (long long)id, did));
	return OK;
}

static rc approve(struct request *q, struct reply *p)
{
	return change(q, p, campaign_approve, "campaign_approved");
}

static rc stop(struct request *q, struct reply *p) { return change(q, p, campaign_stop, "campaign_stopped"); }
static rc go_on(struct request *q, struct reply *p)
{
	return change(q, p, campaign_go_on, "campaign_went_on");
}

#define POPULATION \
	PARAM("scheme", PARAM_WORD), PARAM("profession", PARAM_TEXT), PARAM("territory", PARAM_ID), \
	    PARAM("feed", PARAM_ID), PARAM("everybody", PARAM_CHECK), PARAM("template", PARAM_WORD), \
	    PARAM("address", PARAM_TEXT), PARAM("name", PARAM_TEXT), PARAM("wave", PARAM_ID), \
	    PARAM("minutes", PARAM_INT)

const struct route campaign_routes[] = {
	ROUTE(HTTP_GET, "/campaigns", MAY_SEE_CAMPAIGN, FOR_CAMPAIGN, list, "Campaigns, newest first"),
	ROUTE(HTTP_GET, "/campaigns/new", MAY_PLAN_CAMPAIGN, FOR_CAMPAIGN, form,
	      "Asks for a population and shows its size",
	      .params = PARAMS(POPULATION, PARAM("size", PARAM_CHECK)), .keeps_bad = true),
	ROUTE(HTTP_POST, "/campaigns/new", MAY_PLAN_CAMPAIGN, FOR_CAMPAIGN, draft, "Drafts a campaign",
	      .params = PARAMS(POPULATION, PARAM("size", PARAM_CHECK)), .body = BODY_FORM,
	      .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true),
	ROUTE(HTTP_GET, "/campaigns/{campaign:id}", MAY_SEE_CAMPAIGN, FOR_CAMPAIGN, one,
	      "One campaign: its funnel, by wave and territory",
	      .params = PARAMS(PARAM("still", PARAM_CHECK))),
	ROUTE(HTTP_GET, "/campaigns/{campaign:id}/export.csv", MAY_SEE_CAMPAIGN, FOR_CAMPAIGN, export,
	      "The funnel for a spreadsheet: by wave, and by territory", .kind = REPLY_FILE),
	ROUTE(HTTP_POST, "/campaigns/{campaign:id}/approve", MAY_APPROVE_CAMPAIGN, FOR_CAMPAIGN, approve,
	      "Lets a drafted campaign run", .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true),
	ROUTE(HTTP_POST, "/campaigns/{campaign:id}/stop", MAY_PLAN_CAMPAIGN, FOR_CAMPAIGN, stop,
	      "Stops a running campaign", .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true),
	ROUTE(HTTP_POST, "/campaigns/{campaign:id}/go-on", MAY_PLAN_CAMPAIGN, FOR_CAMPAIGN, go_on,
	      "Lets a stopped one go on", .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true),
	{ 0 },
};
