/* One person as the counter sees them, on both engines. */
#include "service/person_show.h"

#include "domain/access/access.h"
#include "domain/feed/feed.h"
#include "domain/fund/fund.h"

#include "testing/fresh.h"
#include "testing/t.h"

#include <time.h>

static const instant noon = { INT64_C(1795521600000000) };

enum { REGION = 1, COMMUNE = 7, BODY = 3, FEED = 100, DECISION = 200, AGENT = 77 };
#define SARA ((person_id){ 1001 })
#define TWIN ((person_id){ 1002 })

static instant after(int64_t seconds) { return (instant){ noon.us + seconds * 1000000 }; }

static struct person entry(person_id id, int64_t running)
{
	return (struct person){ .person_id = id,
				.number = number_make(S("ma"), running),
				.last_name = S("KADIRI"),
				.first_name = S("Salma"),
				.last_name_ar = S("القادري"),
				.first_name_ar = S("سلمى"),
				.born = S("1990-05-01"),
				.sex = S("F"),
				.commune_id = COMMUNE,
				.address = S("1 rue du port"),
				.phone = 212612345678,
				.language = S("fr"),
				.state = S("ACTIVE"),
				.source_id = FEED,
				.known_from = noon };
}

static rc make_fund(struct tx *tx, void *cls)
{
	struct fund f = { .country = S("ma"),
			  .name_fr = S("x"),
			  .name_ar = S("x"),
			  .name_en = S("x"),
			  .origin = S("sanad.test/ma"),
			  .next_number = 20000000,
			  .created_at = noon };
	struct territory region = { .territory_id = REGION,
				    .code = S("01."),
				    .kind = S("REGION"),
				    .name_fr = S("Le Nord"),
				    .name_key = S("nord"),
				    .from_day = DATE_ALWAYS,
				    .until_day = DATE_NEVER };
	struct territory commune = region;

	(void)cls;
	commune.territory_id = COMMUNE, commune.parent_id = REGION, commune.code = S("01.511.01.01");
	commune.kind = S("COMMUNE"), commune.name_fr = S("Port-Neuf"), commune.name_key = S("port neuf");
	TRY(fund_create(tx, &f));
	TRY(territory_add(tx, &region));
	return territory_add(tx, &commune);
}

static rc make_agent(struct tx *tx, void *cls)
{
	struct account acc = { .user_id = { AGENT },
			       .login = S("nadia"),
			       .display_name = S("Nadia B."),
			       .roles = COUNTER_AGENT,
			       .language = S("fr"),
			       .state = S("ACTIVE"),
			       .created_at = noon };

	return account_add(tx, cls, &acc);
}

static rc add_review(struct tx *tx, review_id id, str record, str state)
{
	struct review r = { .review_id = id,
			    .feed_id = { FEED },
			    .line = id.v,
			    .body_id = { BODY },
			    .record_id = record,
			    .code = S("PROBABLE_DUPLICATE"),
			    .other_id = SARA,
			    .row_csv = S("x"),
			    .state = state,
			    .asked_at = after(id.v) };

	return review_ask(tx, &r);
}

/* A delivery registers two entries of one person; it also asks something about the first. */
static rc deliver(struct tx *tx, void *cls)
{
	struct body b = {
		.body_id = { BODY }, .code = S("DGI"), .language = S("fr"), .scheme = S("AMO-TNS")
	};
	struct feed f = { .feed_id = { FEED },
			  .body_id = b.body_id,
			  .sequence = 4,
			  .state = S("APPLIED"),
			  .applied_at = noon };
	struct person sara = entry(SARA, 10000001), twin = entry(TWIN, 10000002);
	struct identifier id = { S("AB123456"), S("CNIE"), SARA }, other = { S("CD777"), S("CNIE"), TWIN };
	struct membership m = { .person_id = SARA,
				.scheme = S("AMO-TNS"),
				.from_day = { 20000 },
				.until_day = DATE_NEVER,
				.known_from = noon,
				.known_until = KNOWN_STILL,
				.state = S("ACTIVE"),
				.source_id = FEED };

	(void)cls;
	twin.phone = 0;
	TRY(body_add(tx, &b));
	TRY(feed_add(tx, &f));
	TRY(person_add(tx, &sara, &id, 1, S("")));
	TRY(person_add(tx, &twin, &other, 1, S("")));
	TRY(membership_add(tx, &m));
	TRY(add_review(tx, (review_id){ 1 }, S("R1"), REVIEW_OPEN));
	TRY(add_review(tx, (review_id){ 2 }, S("R2"), REVIEW_LATER));
	return add_review(tx, (review_id){ 3 }, S("R3"), REVIEW_NOT_SAME);
}

/* The second entry was a mistake; the first gets another address by a decision. */
static rc correct(struct tx *tx, void *cls)
{
	struct person sara = entry(SARA, 10000001), twin = entry(TWIN, 10000002), is = sara;

	(void)cls;
	is.address = S("2 avenue neuve"), is.source_id = DECISION, is.known_from = after(60);
	twin.phone = 0;
	TRY(person_correct(tx, &sara, &is));
	TRY(person_withdraw(tx, &twin, SARA, after(61)));
	struct journal_entry e = { .user = { AGENT },
				   .why = FOR_REGISTRATION,
				   .kind = S("person.corrected"),
				   .person = SARA,
				   .detail = S("address") };
	return journal_write(tx, after(60), &e);
}

static struct db *register_of_two(struct arena *a, const char *name)
{
	struct db *db = fresh(a, name);

	must(rc_ok(db_write(db, FOR_SYSTEM, "fund", make_fund, NULL)));
	must(rc_ok(db_write(db, FOR_DEMO, "agent", make_agent, a)));
	must(rc_ok(db_write(db, FOR_REGISTRATION, "delivery", deliver, NULL)));
	must(rc_ok(db_write(db, FOR_REGISTRATION, "corrections", correct, NULL)));
	return db;
}

T(everything_that_is_known)
{
	struct db *db = register_of_two(a, "t_show_all");
	struct person_view v;

	t_need(person_show(db, a, SARA, (user_id){ AGENT }, &v));
	t_str(v.p.last_name_ar, "القادري");
	t_str(v.p.address, "2 avenue neuve");
	t_str(v.phone, "+212612345678");
	t_str(v.survivor, "");
	t_ok(str_eq(v.number, number_text(a, S("ma"), number_make(S("ma"), 10000001))));
	t_int((int64_t)v.territories_n, 2);
	t_str(v.territory[0].name_fr, "Port-Neuf");
	t_str(v.territory[1].name_fr, "Le Nord");
	t_int((int64_t)v.identifiers_n, 1);
	t_str(v.identifiers[0].value, "AB123456");
	t_int((int64_t)v.memberships_n, 1);
	t_str(v.memberships[0].scheme, "AMO-TNS");
	t_int((int64_t)v.sources_n, 2);
	t_str(v.sources[0].body_code, "DGI");
	t_int(v.sources[0].sequence, 4);
	t_int(v.sources[0].source_id, FEED);
	t_int(v.sources[0].at.us, noon.us);
	t_str(v.sources[1].body_code, "");
	t_int(v.sources[1].source_id, DECISION);
	/* decided ones don't wait any more */
	t_int((int64_t)v.reviews_n, 2);
	t_int(v.reviews[0].review_id.v, 1);
	t_int(v.reviews[1].review_id.v, 2);
	t_int((int64_t)v.events_n, 1);
	t_str(v.events[0].event.kind, "person.corrected");
	t_str(v.events[0].who, "Nadia B.");
	db_close(db);
}

T(each_reading_is_noted)
{
	struct db *db = register_of_two(a, "t_show_noted");
	struct person_view v;

	for (int i = 1; i <= 60; i++) {
		if (i >= 59) /* events of one millisecond have no order */
			nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
		t_need(person_show(db, a, SARA, (user_id){ i == 60 ? 0 : AGENT }, &v));
		t_int((int64_t)v.events_n, i < PERSON_EVENTS_MAX ? i : PERSON_EVENTS_MAX);
	}
	t_need(person_show(db, a, SARA, (user_id){ AGENT }, &v));
	t_str(v.events[0].event.kind, "person.read");
	t_str(v.events[0].event.purpose, "COUNTER");
	t_str(v.events[0].who, "");
	t_str(v.events[1].who, "Nadia B.");
	t_ok(v.events[0].event.detail.n == 0);
	db_close(db);
}

T(by_number_as_people_write_it)
{
	struct db *db = register_of_two(a, "t_show_number");
	struct person_view v;
	str number = number_text(a, S("ma"), number_make(S("ma"), 10000001));

	t_need(person_show_number(db, a, number, (user_id){ 0 }, &v));
	t_int(v.p.person_id.v, SARA.v);
	t_rc(person_show_number(db, a, S("AB123456"), (user_id){ 0 }, &v), PERSON_NONE);
	t_rc(person_show_number(db, a, S(""), (user_id){ 0 }, &v), PERSON_NONE);
	t_rc(person_show_number(db, a, number_text(a, S("ma"), number_make(S("ma"), 10000003)),
				(user_id){ 0 }, &v),
	     PERSON_NONE);
	t_rc(person_show(db, a, (person_id){ 5 }, (user_id){ 0 }, &v), PERSON_NONE);
	t_rc(person_show(db, a, (person_id){ 0 }, (user_id){ 0 }, &v), PERSON_NONE);
	db_close(db);
}

T(registered_by_mistake)
{
	struct db *db = register_of_two(a, "t_show_gone");
	struct person_view v;

	t_need(person_show(db, a, TWIN, (user_id){ AGENT }, &v));
	t_str(v.p.state, "WITHDRAWN");
	t_ok(str_eq(v.survivor, number_text(a, S("ma"), number_make(S("ma"), 10000001))));
	t_str(v.phone, "");
	t_int((int64_t)v.identifiers_n, 0);
	t_int((int64_t)v.memberships_n, 0);
	db_close(db);
}
