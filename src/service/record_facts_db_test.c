/* An import that breaks off leaves whole transactions, and is finished by the same file; on both engines. */
#include "service/record_death.h"
#include "service/record_facts.h"

#include "testing/rights.h"

#include "domain/membership/membership.h"
#include "domain/scheme/scheme.h"
#include "service/refresh_rights.h"
#include "testing/outbox.h"

struct desk {
	struct town w;
	struct actor by;
	str file;
	int64_t first, known;
};

static rc plant(struct tx *tx, void *cls)
{
	struct desk *d = cls;

	return scheme_plant(tx, law_carried(), d->w.country, clock_day(clock_now()));
}

static rc see(void *cls, const void *row)
{
	(void)row;
	((struct desk *)cls)->known++;
	return OK;
}

static rc count(struct tx *tx, void *cls)
{
	struct desk *d = cls;

	d->known = 0;
	return contribution_range(tx, (person_id){ 1 }, (person_id){ INT64_MAX }, (instant){ INT64_MAX - 1 },
				  see, d);
}

enum { PEOPLE = 3, MONTHS = 400 /* each: 1,200 rows, two transactions */ };

static struct desk desk(struct arena *a, const char *name)
{
	struct desk d = { .by = {
			      .user_id = { 7 }, .roles = FEED_AGENT | COUNTER_AGENT, .step = STEP_FULL } };
	struct out o;

	d.w = town_open(a, name, "ma");
	must(rc_ok(db_write(d.w.db, FOR_DEMO, "test", plant, &d)));
	out_init(&o, a, 1 << 16);
	out_lit(&o, "number,scheme,period,amount,paid_on\n");
	for (int i = 0; i < PEOPLE; i++) {
		(void)town_person(&d.w, "TAZI", "OMAR", "1980-05-01", "M", "");
		d.first = i == 0 ? d.w.p.number : d.first;
		for (int m = 0; m < MONTHS; m++)
			out_printf(&o, "%lld,AMO-TNS,%d-%02d,1,\n", (long long)d.w.p.number, 1990 + m / 12,
				   m % 12 + 1);
	}
	d.file = out_view(&o);
	return d;
}

static rc import(struct desk *d, struct import_report *r)
{
	struct fact_import f = { .by = &d->by, .kind = FACT_CONTRIBUTION, .bytes = d->file };

	return facts_import(d->w.db, d->w.a, &f, r);
}

static int64_t known(struct desk *d)
{
	must(rc_ok(db_read(d->w.db, FOR_REGISTRATION, "test", count, d)));
	return d->known;
}

T(import_that_breaks_off)
{
	struct desk d = desk(a, "t_facts_broken");
	struct import_report r;
	bool partly = false;

	/* until one broke off between the two transactions, or in the second one */
	for (long n = 1; !partly && n < 9000; n += 151) {
		db_fail_after(d.w.db, n, E_DB_DOWN);
		rc broken = import(&d, &r);
		db_fail_after(d.w.db, -1, E_OK);
		int64_t there = known(&d);
		t_ok(there == 0 || there == FACT_CHUNK);
		t_ok(!rc_ok(broken));
		partly |= there == FACT_CHUNK;
	}
	t_need(import(&d, &r));
	t_int(known(&d), PEOPLE * MONTHS);
	t_int(r.fresh + r.same, PEOPLE * MONTHS);
	t_need(import(&d, &r));
	t_int(r.fresh, 0);
	t_int(r.same, PEOPLE * MONTHS);
	d.by.roles = DIRECTOR;
	t_rc(import(&d, &r), ROLE);
	t_ok(partly);
	db_close(d.w.db);
}

T(death_needs_a_paper_of_the_person)
{
	struct desk d = desk(a, "t_facts_death");
	struct death_order o = { .by = &d.by,
				 .number = str_printf(a, "%lld", (long long)d.first),
				 .day = { 18000 },
				 .document_id = { 99 },
				 .reason = S("act") };

	t_rc(death_record(d.w.db, a, &o), DOCUMENT_NONE);
	o.document_id.v = 0;
	t_need(death_record(d.w.db, a, &o));
	t_need(death_record(d.w.db, a, &o)); /* sent twice */
	t_need(death_take_back(d.w.db, a, &o));
	t_rc(death_take_back(d.w.db, a, &o), DEATH_NONE);
	db_close(d.w.db);
}

static rc in_tadamon(struct tx *tx, void *cls)
{
	struct desk *d = cls;
	struct membership m = { .person_id = d->w.p.person_id,
				.scheme = S("AMO-TADAMON"),
				.known_from = clock_now(),
				.known_until = KNOWN_STILL,
				.until_day = DATE_NEVER,
				.state = S("ACTIVE"),
				.profession = S(""),
				.income_class = S(""),
				.activity_start = S(""),
				.source_id = 1 };

	must(rc_ok(date_parse(S("2024-01-01"), &m.from_day)));
	TRY(law_signed_for_all(tx, d->w.a, d->w.country));
	TRY(membership_add(tx, &m));
	return refresh_rights(tx, clock_now(), d->w.p.person_id, NULL);
}

T(a_score_that_rises_closes_and_is_told_once)
{
	struct desk d = desk(a, "t_record_facts_told");
	struct fact_import f = { .by = &d.by, .kind = FACT_HOUSEHOLD };
	struct import_report r;

	d.w.phone = 212600000001;
	(void)town_person(&d.w, "TAZI", "SARA", "1980-05-01", "F", "");
	t_need(db_write(d.w.db, FOR_DEMO, "test", in_tadamon, &d));
	f.bytes = str_printf(a, "number,from,score\n%lld,2024-06-01,9.1\n", (long long)d.w.p.number);
	t_need(facts_import(d.w.db, a, &f, &r));
	t_int((int64_t)outbox(d.w.db, a).n, 0); /* open before and after */
	f.bytes = str_printf(a, "number,from,score\n%lld,2025-06-01,9.9\n", (long long)d.w.p.number);
	t_need(facts_import(d.w.db, a, &f, &r));
	struct outbox o = outbox(d.w.db, a);
	t_int((int64_t)o.n, 1);
	t_str(o.list[0].kind, "rights.closed");
	t_need(facts_import(d.w.db, a, &f, &r)); /* the same again */
	t_int((int64_t)outbox(d.w.db, a).n, 1);
	f.bytes = str_printf(a, "number,from,score\n%lld,2025-09-01,8\n", (long long)d.w.p.number);
	t_need(facts_import(d.w.db, a, &f, &r));
	o = outbox(d.w.db, a);
	t_int((int64_t)o.n, 2);
	t_str(o.list[0].kind, "rights.opened");
	db_close(d.w.db);
}

/* The dead hear nothing; who was covered through them does, and both when it was a mistake. */
T(a_death_is_told_to_whom_it_leaves_without_cover)
{
	struct desk d = desk(a, "t_record_death_told");
	struct rights_case c = { .w = &d.w };
	struct death_order o = { .by = &d.by,
				 .reason = S("act"),
				 .day = { clock_day(clock_now()).days - 1 } };
	struct fact_import f = { .by = &d.by, .kind = FACT_HOUSEHOLD };
	struct import_report r;

	d.w.phone = 212600000002;
	person_id spouse = town_person(&d.w, "FASSI", "HIND", "1982-05-01", "F", "");
	d.w.phone = 212600000001;
	o.person = town_person(&d.w, "TAZI", "OMAR", "1980-05-01", "M", "");
	t_need(db_write(d.w.db, FOR_DEMO, "test", in_tadamon, &d));
	t_need(tied(&c, o.person, spouse, ROLE_SPOUSE, "2010-01-01"));
	f.bytes = str_printf(a, "number,from,score\n%lld,2024-06-01,9.1\n", (long long)d.w.p.number);
	t_need(facts_import(d.w.db, a, &f, &r));
	t_int((int64_t)outbox(d.w.db, a).n, 0);
	t_need(death_record(d.w.db, a, &o));
	struct outbox told = outbox(d.w.db, a);
	t_int((int64_t)told.n, 1);
	t_str(told.list[0].kind, "rights.ended");
	t_int(told.list[0].person_id.v, spouse.v);
	t_need(death_record(d.w.db, a, &o)); /* sent twice */
	t_int((int64_t)outbox(d.w.db, a).n, 1);
	t_need(death_take_back(d.w.db, a, &o));
	told = outbox(d.w.db, a);
	t_int((int64_t)told.n, 3);
	t_str(told.list[0].kind, "rights.opened");
	t_str(told.list[1].kind, "rights.opened");
	t_int(told.list[0].person_id.v + told.list[1].person_id.v, o.person.v + spouse.v);
	db_close(d.w.db);
}
