/* Campaigns on both engines: who is told, in which waves, once, and what followed. */
#include "service/plan_campaign.h"
#include "service/run_campaign.h"

#include "domain/activation/activation.h"
#include "domain/membership/membership.h"
#include "domain/place/place.h"
#include "service/activate.h"
#include "service/count_campaigns.h"
#include "service/note_use.h"

#include "testing/outbox.h"
#include "testing/people.h"

#define NOW ((instant){ INT64_C(1795500000000000) })
#define AFTER(s) ((instant){ NOW.us + (s)*INT64_C(1000000) })
#define DRAFTER ((user_id){ 71 })
#define OTHER ((user_id){ 72 })

enum { REGION = 1, PROVINCE = 2, COMMUNE = 3, ELSEWHERE = 4, CENTRE = 5, PEOPLE = 40, FEED = 500 };

static const struct keys keys = { .totp = "not a real key" };

static struct territory place(int64_t id, int64_t parent, str code, str kind)
{
	return (struct territory){ .territory_id = id,
				   .code = code,
				   .kind = kind,
				   .parent_id = parent,
				   .name_fr = S("Lieu"),
				   .name_key = S("lieu"),
				   .from_day = DATE_ALWAYS,
				   .until_day = DATE_NEVER };
}

/* Of four in a row: the first lives elsewhere, the second has no phone, the third a landline and no address,
 * the fourth is a farmer; every fifth is a member of another scheme only. */
static rc add_member(struct tx *tx, int64_t i)
{
	date from;
	TRY(date_parse(S("2026-01-01"), &from));
	struct person p = { .person_id = { 1000 + i },
			    .number = number_make(S("ma"), 10000000 + i),
			    .last_name = S("Exemple"),
			    .first_name = S("Halima"),
			    .born = S("1980-01-01"),
			    .sex = S("F"),
			    .commune_id = i % 4 == 0   ? ELSEWHERE
					  : i % 8 == 3 ? CENTRE
						       : COMMUNE,
			    .phone = i % 4 == 1	  ? 0
				     : i % 4 == 2 ? 212522000000 + i
						  : 212612000000 + i,
			    .email = i % 4 == 1 ? S("halima@exemple.ma") : S(""),
			    .language = i % 2 == 0 ? S("fr") : S("ar"),
			    .state = S("ACTIVE"),
			    .source_id = FEED,
			    .known_from = NOW };
	struct membership m = { .person_id = p.person_id,
				.scheme = i % 5 == 0 ? S("AMO-SALARIED") : S("AMO-TNS"),
				.from_day = from,
				.known_from = NOW,
				.known_until = KNOWN_STILL,
				.until_day = DATE_NEVER,
				.state = S("ACTIVE"),
				.profession = i % 4 == 3 ? S("FARMER") : S("ARTISAN"),
				.source_id = FEED };
	TRY(person_add(tx, &p, NULL, 0, S("")));
	return membership_add(tx, &m);
}

static rc make(struct tx *tx, void *cls)
{
	struct town w = { .country = S("ma") };
	struct territory t[] = { place(REGION, 0, S("01."), S("REGION")),
				 place(PROVINCE, REGION, S("01.1."), S("PROVINCE")),
				 place(COMMUNE, PROVINCE, S("01.1.1."), S("COMMUNE")),
				 place(CENTRE, COMMUNE, S("01.1.1.1."), S("CENTRE")),
				 place(ELSEWHERE, 0, S("02."), S("COMMUNE")) };

	(void)cls;
	TRY(town_fund(tx, &w));
	for (size_t i = 0; i < sizeof t / sizeof t[0]; i++)
		TRY(territory_add(tx, &t[i]));
	for (int64_t i = 0; i < PEOPLE; i++)
		TRY(add_member(tx, i));
	return OK;
}

static struct db *fund(struct arena *a, const char *name)
{
	struct db *db = fresh(a, name);

	must(rc_ok(db_write(db, FOR_REGISTRATION, "fund", make, NULL)));
	return db;
}

static struct campaign everybody(void)
{
	return (struct campaign){ .name = S("Ouvrir un compte"),
				  .template = S("activation.code"),
				  .address = S("https://caisse.exemple/"),
				  .not_activated = true,
				  .wave_size = 15,
				  .wave_minutes = 60 };
}

static int64_t size(struct db *db, struct arena *a, struct campaign c)
{
	struct campaign_cost cost;

	must(rc_ok(campaign_measure(db, a, &c, &cost)));
	t_int(cost.by_sms + cost.by_email + cost.no_way, cost.people);
	return cost.people;
}

T(campaign_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_campaign_stmts");

	for (size_t i = 0; campaign_stmts[i] != NULL; i++)
		t_need(db_check(db, campaign_stmts[i]));
	db_close(db);
}

T(campaign_chooses_its_people)
{
	struct db *db = fund(a, "t_campaign_choose");
	struct campaign c = everybody();
	struct campaign_cost cost;

	t_need(campaign_measure(db, a, &c, &cost));
	t_int(cost.people, 40);
	t_int(cost.by_sms, 20);
	t_int(cost.by_email, 10);
	t_int(cost.no_way, 10);
	t_ok(cost.parts >= 20 && cost.part_cost == 0);
	c.scheme = S("AMO-TNS");
	t_int(size(db, a, c), 32);
	c.profession = S("FARMER");
	t_int(size(db, a, c), 8);
	c.scheme = S("");
	t_int(size(db, a, c), 10);
	c.profession = S("");
	c.territory_id = REGION;
	t_int(size(db, a, c), 30);
	c.territory_id = PROVINCE;
	t_int(size(db, a, c), 30);
	c.territory_id = COMMUNE;
	t_int(size(db, a, c), 30);
	c.territory_id = ELSEWHERE;
	t_int(size(db, a, c), 10);
	c.territory_id = 0;
	c.feed_id = FEED;
	t_int(size(db, a, c), 40);
	c.feed_id = FEED + 1;
	t_int(size(db, a, c), 0);
	db_close(db);
}

T(campaign_needs_two_people)
{
	struct db *db = fund(a, "t_campaign_two");
	struct campaign c = everybody();
	int64_t id, n;

	c.address = S("");
	t_rc(campaign_draft(db, NOW, &c, DRAFTER, &id), CAMPAIGN_TEXT);
	c.address = S("https://caisse.exemple/");
	c.wave_size = 0;
	t_rc(campaign_draft(db, NOW, &c, DRAFTER, &id), CAMPAIGN_TEXT);
	c.wave_size = 15;
	c.template = S("request.answered"); /* of which request? */
	t_rc(campaign_draft(db, NOW, &c, DRAFTER, &id), CAMPAIGN_TEMPLATE);
	c.template = S("no.such");
	t_rc(campaign_draft(db, NOW, &c, DRAFTER, &id), CAMPAIGN_TEMPLATE);
	c.template = S("activation.code");
	t_need(campaign_draft(db, NOW, &c, DRAFTER, &id));
	t_rc(campaign_approve(db, NOW, a, id, DRAFTER), CAMPAIGN_APPROVER);
	t_need(campaigns_run(db, NOW, &keys, &n));
	t_int(n, 0); /* a draft writes to nobody */
	t_rc(campaign_stop(db, NOW, a, id, OTHER), CAMPAIGN_STATE);
	t_need(campaign_approve(db, NOW, a, id, OTHER));
	t_rc(campaign_approve(db, NOW, a, id, OTHER), CAMPAIGN_STATE);
	t_rc(campaign_approve(db, NOW, a, 99, OTHER), CAMPAIGN_NONE);
	db_close(db);
}

static int64_t approved(struct db *db, struct arena *a, const struct campaign *c)
{
	int64_t id;

	must(rc_ok(campaign_draft(db, NOW, c, DRAFTER, &id)));
	must(rc_ok(campaign_approve(db, NOW, a, id, OTHER)));
	return id;
}

/* Runs until nothing is to be done; how many were taken. */
static int64_t run(struct db *db, instant now)
{
	int64_t n, all = 0;

	do {
		must(rc_ok(campaigns_run(db, now, &keys, &n)));
		all += n;
	} while (n > 0);
	return all;
}

/* Counts whatever is due; how many waves. */
static int64_t count(struct db *db, instant now)
{
	int64_t all = 0;

	for (bool more = true; more; all += more)
		must(rc_ok(campaigns_count(db, now, &more)));
	return all;
}

T(campaign_goes_in_waves)
{
	struct db *db = fund(a, "t_campaign_waves");
	struct campaign c = everybody();
	int64_t id = approved(db, a, &c);
	struct campaign_view v;

	t_int(run(db, NOW), 15);
	t_int(run(db, AFTER(3599)), 0);
	t_int(run(db, AFTER(3600)), 15);
	t_need(campaign_stop(db, AFTER(4000), a, id, DRAFTER));
	t_int(run(db, AFTER(7200)), 0);
	t_need(campaign_go_on(db, AFTER(7300), a, id, DRAFTER));
	t_int(run(db, AFTER(7300)), 10);
	t_int(run(db, AFTER(20000)), 0);
	t_need(campaign_show(db, a, id, &v));
	t_int(v.asof.never, 3);
	t_int((int64_t)v.waves_n, 0);
	t_int(count(db, AFTER(20000)), 3);
	t_need(campaign_show(db, a, id, &v));
	t_str(v.c.state, "DONE");
	t_int(v.c.people, 40);
	t_int((int64_t)v.taken_n, 3);
	t_int(v.taken[0].people, 15);
	t_int(v.taken[2].people, 10);
	t_int(v.all.n[STEP_WRITTEN], 30);
	t_int(v.taken[0].no_way + v.taken[1].no_way + v.taken[2].no_way, 10);
	t_int((int64_t)v.waves_n, 3);
	t_int(v.waves[0].n[STEP_WRITTEN] + v.waves[1].n[STEP_WRITTEN] + v.waves[2].n[STEP_WRITTEN], 30);
	t_int(v.waves[0].n[STEP_WRITTEN], v.taken[0].people - v.taken[0].no_way);
	t_int((int64_t)v.territories_n, 2);
	t_int(v.territories[0].territory_id, 0); /* elsewhere lies in nothing */
	t_int(v.territories[0].n[STEP_WRITTEN], 10);
	t_int(v.territories[1].territory_id, PROVINCE);
	t_int(v.territories[1].n[STEP_WRITTEN], 20);
	/* each message is of another person, and none is of a person without a way */
	struct outbox o = outbox(db, a);
	t_int((int64_t)o.n, 30);
	for (size_t i = 0; i < o.n; i++)
		for (size_t j = 0; j < i; j++)
			t_ok(o.list[i].person_id.v != o.list[j].person_id.v);
	db_close(db);
}

static str eight_digits(str s)
{
	for (size_t i = 0; i + CODE_SENT_DIGITS <= s.n; i++) {
		str at = { s.p + i, s.n - i };
		int64_t v;
		bool before = i > 0 && '0' <= s.p[i - 1] && s.p[i - 1] <= '9';
		if (!before && str_digits(&at, CODE_SENT_DIGITS, 19, &v) &&
		    (size_t)(at.p - s.p) == i + CODE_SENT_DIGITS)
			return (str){ s.p + i, CODE_SENT_DIGITS };
	}
	return S("");
}

T(campaign_is_counted_to_the_account)
{
	struct db *db = fund(a, "t_campaign_funnel");
	struct campaign c = everybody();
	struct signed_token t, full;
	struct sign_in_from from = { S("Chrome"), S("192.0.2.1"), S("") };
	struct campaign_view v;

	c.profession = S("FARMER");
	int64_t id = approved(db, a, &c);
	t_int(run(db, NOW), 10);
	struct outbox o = outbox(db, a);
	for (size_t i = 0; i < 3; i++) {
		int64_t number = number_make(S("ma"), 10000000 + o.list[i].person_id.v - 1000);
		t_need(code_check(db, AFTER(60), a, &keys, number, eight_digits(o.list[i].body), &from, &t));
		if (i < 2)
			t_need(
			    member_password(db, AFTER(90), a, t.token, S("figues et olives noires"), &full));
	}
	t_int(count(db, AFTER(100)), 1);
	t_need(campaign_show(db, a, id, &v));
	t_int(v.all.n[STEP_WRITTEN], 10);
	t_int(v.all.n[STEP_CODE_USED], 3);
	t_int(v.all.n[STEP_ACCOUNT], 2);
	/* who has an account now is no longer among those to be told */
	t_int(size(db, a, c), 8);
	c.not_activated = false;
	t_int(size(db, a, c), 10);
	/* and another campaign doesn't count as its own what was there before */
	int64_t second = approved(db, a, &c);
	t_int(run(db, AFTER(100)), 10);
	t_int(count(db, AFTER(104)), 2);
	t_need(campaign_show(db, a, second, &v));
	t_int(v.all.n[STEP_WRITTEN], 10);
	t_int(v.all.n[STEP_ACCOUNT], 0);
	db_close(db);
}

/* What somebody of the campaign does at a counter or online, or did before. */
static rc use_services(struct tx *tx, void *cls)
{
	const person_id *who = cls;
	struct person p = { .person_id = *who, .commune_id = COMMUNE };

	TRY(note_use(tx, (instant){ NOW.us - 1 }, (user_id){ 0 }, &p, USE_ATTESTATION));
	TRY(note_use(tx, AFTER(10), (user_id){ 0 }, &p, USE_CONTACT));
	TRY(note_use(tx, AFTER(11), (user_id){ 0 }, &p, USE_CONTACT));
	TRY(note_use(tx, AFTER(12), OTHER, &p, USE_FAMILY));
	return note_use(tx, AFTER(13), (user_id){ 0 }, &p, USE_STATEMENT);
}

static rc fail_messages(struct tx *tx, void *cls)
{
	struct outbox *o = cls;

	for (size_t i = 0; i < 3; i++) {
		struct message m = o->list[i];
		bool done;
		m.state = i < 2 ? MESSAGE_FAILED : MESSAGE_DELIVERED;
		m.why =
		    i < 2 ? str_printf(o->a, "no such subscriber %lld", 212612000000 + (long long)i) : S("");
		m.ended_at = AFTER(20);
		TRY(message_set(tx, &m, MESSAGE_WAITING, &done));
		must(done);
	}
	return OK;
}

T(campaign_counts_what_people_did_with_it)
{
	struct db *db = fund(a, "t_campaign_did");
	struct campaign c = everybody();
	struct campaign_view v;
	struct campaign_funnel *cells;
	size_t n;

	c.wave_minutes = 0;
	int64_t id = approved(db, a, &c);
	t_int(run(db, NOW), 40);
	struct outbox o = outbox(db, a);
	person_id who = o.list[5].person_id;
	t_need(db_write(db, FOR_SELF, "use", use_services, &who));
	t_need(db_write(db, FOR_MESSAGE, "fail", fail_messages, &o));
	t_int(count(db, AFTER(30)), 3);
	t_int(count(db, AFTER(31)), 0); /* not yet again */
	t_need(campaign_show(db, a, id, &v));
	t_int(v.asof.never, 0);
	t_int(v.asof.counted_at.us, AFTER(30).us);
	t_int(v.all.n[STEP_WRITTEN], 30);
	t_int(v.all.n[STEP_SENT], 1);
	t_int(v.all.n[STEP_DELIVERED], 1);
	t_int(v.all.n[STEP_FAILED], 2);
	t_int((int64_t)v.failures_n, 1);
	t_str(v.failures[0].why, "no such subscriber *"); /* and not whose phone it is */
	t_int(v.failures[0].n, 2);
	t_int(v.all.n[STEP_CONTACT], 1); /* twice is one person */
	t_int(v.all.n[STEP_FAMILY], 1);
	t_int(v.all.n[STEP_PAYMENT_MODE], 0);
	t_int(v.all.n[STEP_ATTESTATION], 0); /* before the campaign */
	t_need(campaign_cells(db, a, id, &cells, &n));
	struct campaign_funnel sum = campaign_funnel_sum(cells, n),
			       territories = campaign_funnel_sum(v.territories, v.territories_n);
	for (int s = 0; s < CAMPAIGN_STEPS; s++) {
		t_int(sum.n[s], v.all.n[s]);
		t_int(territories.n[s], v.all.n[s]);
	}
	db_close(db);
}

struct late {
	int64_t id;
	int64_t at;
};

static rc count_late(struct tx *tx, void *cls)
{
	const struct late *l = cls;
	struct campaign_due d = { .campaign_id = l->id, .wave = 1, .began_at = NOW };
	struct campaign_funnel f = { .n = { [STEP_WRITTEN] = 7 } };

	return campaign_count_put(tx, &d, AFTER(l->at), &f, 1, NULL, 0);
}

T(campaign_count_that_comes_late_changes_nothing)
{
	struct db *db = fund(a, "t_campaign_late");
	struct campaign c = everybody();
	struct campaign_view v;

	struct late l = { approved(db, a, &c), 10 };
	t_int(run(db, NOW), 15);
	t_int(count(db, AFTER(20)), 1);
	t_need(db_write(db, FOR_CAMPAIGN, "late", count_late, &l));
	t_need(campaign_show(db, a, l.id, &v));
	t_ok(v.all.n[STEP_WRITTEN] != 7);
	l.at = 21;
	t_need(db_write(db, FOR_CAMPAIGN, "late", count_late, &l));
	t_need(campaign_show(db, a, l.id, &v));
	t_int(v.all.n[STEP_WRITTEN], 7);
	db_close(db);
}

T(campaign_takes_nobody_twice_whatever_fails)
{
	struct db *db = fund(a, "t_campaign_fail");
	struct campaign c = everybody();
	int64_t id = approved(db, a, &c), n;
	struct campaign_view v;
	int stops = 0;

	for (long at = 0; stops < 400; at += 3, stops++) {
		db_fail_after(db, at, E_DB_FULL);
		rc r = campaigns_run(db, AFTER(3600 * stops), &keys, &n);
		db_fail_after(db, -1, E_OK);
		if (rc_ok(r) && n == 0)
			break;
	}
	t_int(count(db, AFTER(3600 * stops)), 3);
	t_need(campaign_show(db, a, id, &v));
	t_str(v.c.state, "DONE");
	t_int(v.all.n[STEP_WRITTEN], 30);
	t_int((int64_t)v.taken_n, 3);
	struct outbox o = outbox(db, a);
	for (size_t i = 0; i < o.n; i++)
		for (size_t j = 0; j < i; j++)
			t_ok(o.list[i].person_id.v != o.list[j].person_id.v);
	db_close(db);
}

static rc break_person(struct tx *tx, void *cls)
{
	struct person was, is;
	(void)cls;
	struct arena a;

	arena_init(&a, 1 << 16);
	rc r = person_get(tx, (person_id){ 1003 }, &a, &was);
	is = was;
	is.language = S("xx"); /* no text in this language */
	is.known_from = AFTER(1);
	if (rc_ok(r))
		r = person_correct(tx, &was, &is);
	arena_done(&a);
	return r;
}

T(campaign_that_cannot_be_written_is_stopped)
{
	struct db *db = fund(a, "t_campaign_broken");
	struct campaign c = everybody();
	int64_t id = approved(db, a, &c), n;
	struct campaign_view v;

	t_need(db_write(db, FOR_REGISTRATION, "break", break_person, NULL));
	t_need(campaigns_run(db, AFTER(2), &keys, &n));
	t_int(n, 0);
	t_need(campaign_show(db, a, id, &v));
	t_str(v.c.state, "STOPPED");
	t_int(v.all.n[STEP_WRITTEN], 0);
	t_need(campaigns_run(db, AFTER(3), &keys, &n)); /* and keeps nobody else waiting */
	db_close(db);
}
