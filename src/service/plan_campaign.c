/* service/plan_campaign.c */
#include "service/plan_campaign.h"

#include "domain/journal/journal.h"
#include "domain/message/message.h"
#include "domain/message/template.h"
#include "domain/person/contact.h"
#include "service/message_text.h"

#include <string.h>

struct work {
	struct arena *a;
	instant now;
	const struct campaign *asked;
	int64_t id;
	user_id who;
	str from, to; /* states */
	struct campaign_cost cost;
	const struct campaign_size *sizes;
	size_t sizes_n;
	struct campaign_view view;
	struct campaign_choices choices;
	struct campaign *list;
	size_t n;
	struct campaign_funnel *cells;
	struct campaign_text *texts;
};

static rc note(struct tx *tx, const struct work *w, int64_t id, str kind, str detail)
{
	struct journal_entry e = {
		.user = w->who, .why = FOR_CAMPAIGN, .kind = kind, .object = id, .detail = detail
	};

	return journal_write(tx, w->now, &e);
}

/* ---- drafting ---- */

/* What a campaign fills (run_campaign.c), besides {fund} and {address}. */
static bool filled(const char *name)
{
	static const char *const names[] = { "number", "code", "days", "name" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* The text with the longest values. */
static rc text_of(struct tx *tx, struct arena *a, const struct campaign *c, str channel, str language,
		  struct message_new *ret)
{
	const struct message_value *examples;
	size_t n, known = 0;

	examples = template_examples(&n);
	struct message_value *values = arena_array(a, struct message_value, n + 1);
	for (size_t i = 0; i < n; i++)
		if (filled(examples[i].name))
			values[known++] = examples[i];
	values[known++] = (struct message_value){ "address", c->address };
	return message_text(tx, a, c->template, channel, language, values, known, ret);
}

/* Every placeholder that the kind knows must be one that a campaign fills; it leads somewhere. */
static bool fits(const struct template_kind *k)
{
	const struct message_value *examples;
	size_t n;
	bool leads = false;

	examples = template_examples(&n);
	for (size_t i = 0; i < n; i++) {
		const char *name = examples[i].name;
		if ((k->knows >> i & 1) == 0)
			continue;
		bool address = strcmp(name, "address") == 0;
		leads |= address;
		if (!address && !filled(name) && strcmp(name, "fund") != 0)
			return false;
	}
	return leads;
}

static rc check_template(const struct campaign *c)
{
	const struct template_kind *k = template_kind(c->template);

	CHECK(k != NULL && fits(k), CAMPAIGN_TEMPLATE);
	return OK;
}

size_t campaign_kinds(struct arena *a, str **ret)
{
	size_t n, fitting = 0;
	const struct template_kind *k = template_kinds(&n);
	str *kinds = arena_array(a, str, n);

	for (size_t i = 0; i < n; i++)
		if (fits(&k[i]))
			kinds[fitting++] = k[i].kind;
	*ret = kinds;
	return fitting;
}

static rc draft(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct campaign c = *w->asked;

	c.campaign_id = w->id;
	c.state = CAMPAIGN_DRAFT;
	c.people = c.wave = c.wave_left = 0;
	c.position = (person_id){ 0 };
	c.wave_at = c.approved_at = c.ended_at = (instant){ 0 };
	c.approved_by = (user_id){ 0 };
	c.made_at = w->now;
	c.made_by = w->who;
	TRY(campaign_add(tx, &c));
	return note(tx, w, w->id, S("campaign.drafted"), c.template);
}

rc campaign_draft(struct db *db, instant now, const struct campaign *c, user_id who, int64_t *ret)
{
	struct work w = { .now = now, .asked = c, .id = id_new(now), .who = who };

	TRY(campaign_check(c));
	TRY(check_template(c));
	TRY(db_write(db, FOR_CAMPAIGN, "draft a campaign", draft, &w));
	*ret = w.id;
	return OK;
}

/* ---- its size ---- */

static rc parts_of(struct tx *tx, struct work *w, str language, int64_t *ret)
{
	struct message_new m = { 0 };
	struct sms_size size;

	TRY(text_of(tx, w->a, w->asked, CHANNEL_SMS, language, &m));
	CHECK(sms_measure(m.body, &size), MESSAGE_LONG);
	*ret = size.parts;
	return OK;
}

static rc part_cost(struct tx *tx, struct arena *a, int64_t *ret)
{
	struct message_gateway g;
	rc r = message_gateway_get(tx, CHANNEL_SMS, a, &g);

	*ret = rc_ok(r) ? g.part_cost : 0;
	return rc_is(r, E_DB_NONE) ? OK : r;
}

static rc measure_sizes(struct tx *tx, void *cls)
{
	struct work *w = cls;

	w->cost = (struct campaign_cost){ 0 };
	for (size_t i = 0; i < w->sizes_n; i++) {
		const struct campaign_size *s = &w->sizes[i];
		int64_t parts = 0;
		w->cost.people += s->n;
		*(s->mobile ? &w->cost.by_sms : s->mail != 0 ? &w->cost.by_email : &w->cost.no_way) += s->n;
		if (s->mobile)
			TRY(parts_of(tx, w, s->language, &parts));
		w->cost.parts += parts * s->n;
	}
	return part_cost(tx, w->a, &w->cost.part_cost);
}

static rc measure(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct campaign_size *sizes;

	TRY(campaign_sizes(tx, w->asked, w->a, &sizes, &w->sizes_n));
	for (size_t i = 0; i < w->sizes_n; i++)
		sizes[i].mobile = phone_mobile(sizes[i].phone);
	w->sizes = sizes;
	return measure_sizes(tx, w);
}

rc campaign_measure(struct db *db, struct arena *a, const struct campaign *c, struct campaign_cost *ret)
{
	struct campaign whole = *c;
	struct work w = { .a = a, .asked = &whole };

	whole.position = (person_id){ 0 };
	TRY(check_template(c));
	TRY(db_read(db, FOR_CAMPAIGN, "measure a campaign", measure, &w));
	*ret = w.cost;
	return OK;
}

rc campaign_measure_sizes(struct db *db, struct arena *a, const struct campaign *c,
			  const struct campaign_size *sizes, size_t n, struct campaign_cost *ret)
{
	struct work w = { .a = a, .asked = c, .sizes = sizes, .sizes_n = n };

	TRY(check_template(c));
	TRY(db_read(db, FOR_CAMPAIGN, "measure a campaign", measure_sizes, &w));
	*ret = w.cost;
	return OK;
}

static rc texts(struct tx *tx, void *cls)
{
	static const char *const languages[CAMPAIGN_LANGUAGES] = { "ar", "fr", "en" };
	struct work *w = cls;

	for (int i = 0; i < CAMPAIGN_LANGUAGES; i++) {
		struct campaign_text *t = &w->texts[i];
		struct message_new sms = { 0 }, mail = { 0 };
		struct sms_size size;
		t->language = str_of(languages[i]);
		TRY(text_of(tx, w->a, w->asked, CHANNEL_SMS, t->language, &sms));
		TRY(text_of(tx, w->a, w->asked, CHANNEL_EMAIL, t->language, &mail));
		CHECK(sms_measure(sms.body, &size), MESSAGE_LONG);
		t->sms = sms.body;
		t->subject = mail.subject;
		t->body = mail.body;
		t->parts = size.parts;
	}
	return part_cost(tx, w->a, &w->cost.part_cost);
}

rc campaign_texts(struct db *db, struct arena *a, const struct campaign *c,
		  struct campaign_text ret[static CAMPAIGN_LANGUAGES], int64_t *ret_part_cost)
{
	struct work w = { .a = a, .asked = c, .texts = ret };

	TRY(check_template(c));
	TRY(db_read(db, FOR_CAMPAIGN, "what a campaign would say", texts, &w));
	*ret_part_cost = w.cost.part_cost;
	return OK;
}

/* ---- its life ---- */

static rc approve(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct campaign was, is;

	TRY(campaign_get(tx, w->id, w->a, &was));
	TRY(campaign_may_approve(&was, w->who));
	w->asked = &was;
	TRY(measure(tx, w));
	is = was;
	is.state = CAMPAIGN_RUNNING;
	is.people = w->cost.people;
	is.approved_at = is.wave_at = w->now;
	is.approved_by = w->who;
	TRY(campaign_move(tx, &was, &is));
	return note(tx, w, w->id, S("campaign.approved"),
		    str_printf(w->a, "%lld people", (long long)w->cost.people));
}

rc campaign_approve(struct db *db, instant now, struct arena *a, int64_t id, user_id who)
{
	struct work w = { .a = a, .now = now, .id = id, .who = who };

	return db_write(db, FOR_CAMPAIGN, "approve a campaign", approve, &w);
}

static rc change(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct campaign was, is;

	TRY(campaign_get(tx, w->id, w->a, &was));
	CHECK(str_eq(was.state, w->from), CAMPAIGN_STATE);
	is = was;
	is.state = w->to;
	TRY(campaign_move(tx, &was, &is));
	return note(tx, w, w->id,
		    str_eq(w->to, CAMPAIGN_STOPPED) ? S("campaign.stopped") : S("campaign.went_on"), S(""));
}

rc campaign_stop(struct db *db, instant now, struct arena *a, int64_t id, user_id who)
{
	struct work w = {
		.a = a, .now = now, .id = id, .who = who, .from = CAMPAIGN_RUNNING, .to = CAMPAIGN_STOPPED
	};

	return db_write(db, FOR_CAMPAIGN, "stop a campaign", change, &w);
}

rc campaign_go_on(struct db *db, instant now, struct arena *a, int64_t id, user_id who)
{
	struct work w = {
		.a = a, .now = now, .id = id, .who = who, .from = CAMPAIGN_STOPPED, .to = CAMPAIGN_RUNNING
	};

	return db_write(db, FOR_CAMPAIGN, "let a campaign go on", change, &w);
}

/* ---- looking ---- */

static rc choices(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct campaign_choices *k = &w->choices;
	struct territory *all;
	size_t n;

	TRY(scheme_list(tx, w->a, &k->schemes, &k->schemes_n));
	TRY(territory_on(tx, clock_day(w->now), w->a, &all, &n));
	k->territories = arena_array(w->a, struct territory, n + 1);
	k->territories_n = 0;
	for (size_t i = 0; i < n; i++)
		if (!str_eq(all[i].kind, S("COMMUNE")) && !str_eq(all[i].kind, S("CENTRE")))
			k->territories[k->territories_n++] = all[i];
	return OK;
}

rc campaign_choices(struct db *db, instant now, struct arena *a, struct campaign_choices *ret)
{
	struct work w = { .a = a, .now = now };

	TRY(db_read(db, FOR_CAMPAIGN, "what a population is chosen by", choices, &w));
	*ret = w.choices;
	return OK;
}

static rc list(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return w->id != 0 ? campaign_of_feed(tx, w->id, w->a, &w->list, &w->n)
			  : campaign_list(tx, w->a, &w->list, &w->n);
}

rc campaigns_list(struct db *db, struct arena *a, int64_t feed, struct campaign **ret, size_t *ret_n)
{
	struct work w = { .a = a, .id = feed };

	TRY(db_read(db, FOR_CAMPAIGN, "list campaigns", list, &w));
	*ret = w.list;
	*ret_n = w.n;
	return OK;
}

static rc name_territory(struct tx *tx, struct work *w)
{
	struct campaign_view *v = &w->view;
	struct territory t = { .kind = S("") };

	if (v->c.territory_id == 0)
		return OK;
	rc r = territory_read(tx, v->c.territory_id, clock_day(v->c.made_at), w->a, &t);
	if (rc_ok(r)) {
		v->territory_fr = t.name_fr;
		v->territory_ar = t.name_ar;
	} else if (rc_is(r, E_DB_NONE)) {
		v->territory_fr = str_printf(w->a, "%lld", (long long)v->c.territory_id);
	} else {
		return r;
	}
	return OK;
}

static rc show(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct campaign_view *v = &w->view;

	*v = (struct campaign_view){ 0 };
	TRY(campaign_get(tx, w->id, w->a, &v->c));
	TRY(name_territory(tx, w));
	TRY(user_name(tx, w->a, v->c.made_by, &v->made_by));
	TRY(user_name(tx, w->a, v->c.approved_by, &v->approved_by));
	TRY(campaign_funnel_by_territory(tx, w->id, w->a, &v->territories, &v->territories_n));
	TRY(campaign_funnel_by_wave(tx, w->id, w->a, &v->waves, &v->waves_n));
	v->all = campaign_funnel_sum(v->waves, v->waves_n);
	TRY(campaign_waves(tx, w->id, w->a, &v->taken, &v->taken_n));
	TRY(campaign_counted_at(tx, w->id, w->a, &v->asof));
	return campaign_failures(tx, w->id, w->a, &v->failures, &v->failures_n);
}

rc campaign_show(struct db *db, struct arena *a, int64_t id, struct campaign_view *ret)
{
	struct work w = { .a = a, .id = id };

	TRY(db_read(db, FOR_CAMPAIGN, "show a campaign", show, &w));
	*ret = w.view;
	return OK;
}

static rc cells(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct campaign c;

	TRY(campaign_get(tx, w->id, w->a, &c));
	return campaign_funnel_cells(tx, w->id, w->a, &w->cells, &w->n);
}

rc campaign_cells(struct db *db, struct arena *a, int64_t id, struct campaign_funnel **ret, size_t *ret_n)
{
	struct work w = { .a = a, .id = id };

	TRY(db_read(db, FOR_CAMPAIGN, "a campaign by wave and territory", cells, &w));
	*ret = w.cells;
	*ret_n = w.n;
	return OK;
}
