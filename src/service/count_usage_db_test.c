/* Uses are counted once each, in whatever order they come and whatever fails. */
#include "service/count_usage.h"

#include "domain/place/place.h"
#include "service/note_use.h"
#include "service/trips_show.h"

#include "testing/people.h"

enum { REGION = 1, PROVINCE = 2, COMMUNE = 3, CENTRE = 4, NOWHERE = 99, PEOPLE = 12, USED = 400 };

/* 2026-03-01, noon */
#define BEGIN INT64_C(1772366400000000)
#define HOUR_US INT64_C(3600000000)

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

static rc make(struct tx *tx, void *cls)
{
	struct town w = { .country = S("ma") };
	struct territory t[] = { place(REGION, 0, S("01."), S("REGION")),
				 place(PROVINCE, REGION, S("01.1."), S("PROVINCE")),
				 place(COMMUNE, PROVINCE, S("01.1.1."), S("COMMUNE")),
				 place(CENTRE, COMMUNE, S("01.1.1.1."), S("CENTRE")) };

	(void)cls;
	TRY(town_fund(tx, &w));
	for (size_t i = 0; i < sizeof t / sizeof t[0]; i++)
		TRY(territory_add(tx, &t[i]));
	return OK;
}

static struct db *fund(struct arena *a, const char *name)
{
	struct db *db = fresh(a, name);

	must(rc_ok(db_write(db, FOR_REGISTRATION, "fund", make, NULL)));
	return db;
}

struct using
{
	struct service_use *u;
	size_t from, until;
};

static rc add(struct tx *tx, void *cls)
{
	const struct using *x = cls;

	for (size_t i = x->from; i < x->until; i++)
		TRY(service_use_add(tx, &x->u[i]));
	return OK;
}

static void use(struct db *db, struct service_use *u, size_t from, size_t until)
{
	struct using x = { u, from, until };

	must(rc_ok(db_write(db, FOR_SELF, "use", add, &x)));
}

static int64_t roll(struct db *db)
{
	int64_t n, all = 0;

	do {
		must(rc_ok(usage_roll(db, (instant){ BEGIN }, &n)));
		all += n;
	} while (n > 0);
	return all;
}

struct figures {
	struct arena *a;
	struct usage_asked q;
	struct usage_count *months, *territories;
	size_t months_n, territories_n;
};

static rc read_figures(struct tx *tx, void *cls)
{
	struct figures *f = cls;

	TRY(usage_by_month(tx, &f->q, f->a, &f->months, &f->months_n));
	return usage_by_territory(tx, &f->q, f->a, &f->territories, &f->territories_n);
}

static struct figures figures(struct db *db, struct arena *a, int64_t territory)
{
	struct figures f = { .a = a,
			     .q = { .from = DATE_ALWAYS, .until = DATE_NEVER, .territory_id = territory } };

	must(rc_ok(db_read(db, FOR_SUPERVISION, "figures", read_figures, &f)));
	return f;
}

static bool same(const struct usage_count *x, const struct usage_count *y)
{
	return x->month.days == y->month.days && x->territory_id == y->territory_id &&
	       str_eq(x->service, y->service) && str_eq(x->channel, y->channel) && x->uses == y->uses &&
	       x->people == y->people && x->trips == y->trips;
}

T(usage_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_usage_stmts");

	for (size_t i = 0; usage_stmts[i] != NULL; i++)
		t_need(db_check(db, usage_stmts[i]));
	db_close(db);
}

/* In the order of their ids, over three months, a few people; many on the same day. */
static struct service_use *made_up(struct arena *a)
{
	const int64_t communes[] = { COMMUNE, CENTRE, NOWHERE, 0 };
	struct service_use *u = arena_array(a, struct service_use, USED);
	int64_t at = BEGIN;

	for (int i = 0; i < USED; i++) {
		at += t_between(1, 10 * HOUR_US);
		u[i] = (struct service_use){ .service_use_id = id_new((instant){ at }),
					     .person_id = { 1 + t_between(0, PEOPLE - 1) },
					     .service =
						 used_service_name((enum used_service)t_between(0, USES - 1)),
					     .channel = t_between(0, 3) == 0 ? USE_COUNTER : USE_ONLINE,
					     .at = { at } };
		u[i].commune_id = communes[u[i].person_id.v % 4];
	}
	return u;
}

static void shuffle(struct service_use *u, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = (size_t)t_between(0, (int64_t)i - 1);
		struct service_use x = u[i - 1];
		u[i - 1] = u[j];
		u[j] = x;
	}
}

T(usage_is_the_same_in_whatever_order_it_comes)
{
	t_seeds (3) {
		struct db *whole = fund(a, "t_usage_whole"), *bits = fund(a, "t_usage_bits");
		struct service_use *u = made_up(a);
		struct usage_check k;
		use(whole, u, 0, USED);
		t_int(roll(whole), USED);
		t_int(roll(whole), 0);
		shuffle(u, USED); /* committed late: older ones behind newer ones */
		int64_t rolled = 0;
		for (size_t at = 0; at < USED;) {
			size_t until = at + (size_t)t_between(1, 60);
			until = until < USED ? until : USED;
			use(bits, u, at, until);
			rolled += roll(bits);
			at = until;
		}
		t_int(rolled, USED);
		struct figures x = figures(whole, a, 0), y = figures(bits, a, 0);
		t_int((int64_t)x.months_n, (int64_t)y.months_n);
		t_int((int64_t)x.territories_n, (int64_t)y.territories_n);
		for (size_t i = 0; i < x.months_n && i < y.months_n; i++)
			t_ok(same(&x.months[i], &y.months[i]));
		for (size_t i = 0; i < x.territories_n && i < y.territories_n; i++)
			t_ok(same(&x.territories[i], &y.territories[i]));
		t_need(usage_check(bits, &k));
		t_ok(k.holds);
		t_int(k.uses, USED);
		db_close(whole);
		db_close(bits);
	}
}

T(usage_is_counted_once_whatever_fails)
{
	struct db *db = fund(a, "t_usage_fail");
	struct usage_check k;
	int64_t n;
	bool done = false;

	t_state = 7;
	use(db, made_up(a), 0, USED);
	for (long at = 0; !done && at < 4000; at += 7) {
		db_fail_after(db, at, E_DB_FULL);
		rc r = usage_roll(db, (instant){ BEGIN }, &n);
		db_fail_after(db, -1, E_OK);
		done = rc_ok(r) && n == 0;
		t_need(usage_check(db, &k));
		t_ok(k.holds);
	}
	t_ok(done);
	t_int(k.uses, USED);
	db_close(db);
}

T(usage_lies_above_the_commune)
{
	struct db *db = fund(a, "t_usage_where");
	struct service_use u[] = {
		{ 1, { 1 }, S("FAMILY"), USE_ONLINE, COMMUNE, { BEGIN } },
		{ 2, { 2 }, S("FAMILY"), USE_ONLINE, CENTRE, { BEGIN } },
		{ 3, { 3 }, S("FAMILY"), USE_ONLINE, NOWHERE, { BEGIN } },
	};

	for (size_t i = 0; i < 3; i++)
		u[i].service_use_id += id_first(u[i].at);

	use(db, u, 0, 3);
	t_int(roll(db), 3);
	struct figures all = figures(db, a, 0), region = figures(db, a, REGION),
		       province = figures(db, a, PROVINCE), commune = figures(db, a, COMMUNE);
	t_int((int64_t)all.territories_n, 2);
	t_int(all.territories[0].territory_id, 0);
	t_int(all.territories[0].trips, 1);
	t_int(all.territories[1].territory_id, PROVINCE);
	t_int(all.territories[1].trips, 2); /* a centre is part of its commune */
	t_int(region.months[0].trips, 2);
	t_int(province.months[0].trips, 2);
	t_int((int64_t)commune.months_n, 0);
	t_int(all.months[0].uses, 3);
	t_str(date_text(a, all.months[0].month), "2026-03-01");
	db_close(db);
}

/* So many people of a commune declare their family in a month. */
static void declare(struct db *db, int64_t *id, int64_t commune, int64_t at, int people)
{
	struct service_use u[20];

	for (int i = 0; i < people; i++, ++*id)
		u[i] = (struct service_use){
			id_first((instant){ at }) + *id, { *id }, S("FAMILY"), USE_ONLINE, commune, { at }
		};
	use(db, u, 0, (size_t)people);
}

static rc add_other(struct tx *tx, void *cls)
{
	struct territory t[] = { place(10, REGION, S("01.2."), S("PROVINCE")),
				 place(11, 10, S("01.2.1."), S("COMMUNE")) };

	(void)cls;
	TRY(territory_add(tx, &t[0]));
	return territory_add(tx, &t[1]);
}

T(trips_are_shown_and_small_ones_hidden)
{
	struct db *db = fund(a, "t_usage_show");
	struct trips_view v;
	struct usage_asked q = { .service = S("") };
	const int64_t april = BEGIN + 31 * 24 * HOUR_US;
	int64_t id = 1;
	instant now = { april };

	t_need(db_write(db, FOR_REGISTRATION, "other", add_other, NULL));
	t_need(trips_show(db, now, a, &q, &v));
	t_int(v.first.days, 0);
	declare(db, &id, COMMUNE, BEGIN, 7);
	declare(db, &id, 11, BEGIN, 3);
	declare(db, &id, NOWHERE, BEGIN, 15);
	declare(db, &id, COMMUNE, april, 6);
	t_int(roll(db), 31);
	t_need(trips_show(db, now, a, &q, &v));
	t_int((int64_t)v.months_n, 12);
	t_int(v.months[11].n[FIGURE_TRIPS], 6);
	t_int(v.months[10].n[FIGURE_TRIPS], 25);
	t_int(v.months[9].n[FIGURE_TRIPS], 0);
	t_int(v.all.n[FIGURE_ONLINE], 31);
	t_int(v.all.n[FIGURE_ACCOUNTS], 0);
	t_int(v.services[USE_FAMILY].n[FIGURE_TRIPS], 31);
	t_int((int64_t)v.territories_n, 3);
	t_str(v.territories[1].code, "01.1.");
	t_int(v.territories[1].n[FIGURE_TRIPS], 13);
	trips_hide_small(a, &v);
	t_int(v.all.hidden, 0); /* the whole is exact, and so are its months */
	t_int(v.months[11].hidden, 0);
	/* three people of one province: the smallest other one is hidden with it */
	t_ok(trips_hides(&v.territories[2], FIGURE_TRIPS) && trips_hides(&v.territories[1], FIGURE_TRIPS));
	t_ok(!trips_hides(&v.territories[0], FIGURE_TRIPS));
	/* and stays hidden when it is asked for alone */
	q.territory_id = PROVINCE;
	t_need(trips_show(db, now, a, &q, &v));
	t_int(v.all.n[FIGURE_TRIPS], 13);
	trips_hide_small(a, &v);
	t_ok(trips_hides(&v.all, FIGURE_TRIPS) && !trips_hides(&v.all, FIGURE_COUNTER));
	t_ok(trips_hides(&v.months[11], FIGURE_TRIPS) && trips_hides(&v.services[USE_FAMILY], FIGURE_TRIPS));
	/* nor does the region that it lies in tell it */
	q.territory_id = REGION;
	t_need(trips_show(db, now, a, &q, &v));
	t_int(v.all.n[FIGURE_TRIPS], 16);
	trips_hide_small(a, &v);
	t_ok(trips_hides(&v.all, FIGURE_TRIPS) && !trips_hides(&v.all, FIGURE_COUNTER));
	t_ok(trips_hides(&v.months[11], FIGURE_TRIPS));
	/* one month */
	q = (struct usage_asked){ .from = usage_month(now),
				  .until = usage_month(now),
				  .service = S("FAMILY") };
	t_need(trips_show(db, now, a, &q, &v));
	t_int((int64_t)v.months_n, 1);
	t_int(v.all.n[FIGURE_TRIPS], 6);
	q.service = S("CONTACT");
	t_need(trips_show(db, now, a, &q, &v));
	t_int(v.all.n[FIGURE_TRIPS], 0);
	db_close(db);
}

T(trips_of_at_most_sixty_months)
{
	struct db *db = fund(a, "t_usage_months");
	struct trips_view v;
	struct usage_asked q = { .service = S("") };

	t_need(usage_month_parse(S("2021-04"), &q.from));
	t_need(usage_month_parse(S("2026-03"), &q.until));
	t_need(trips_show(db, (instant){ BEGIN }, a, &q, &v));
	t_int((int64_t)v.months_n, 60);
	t_need(usage_month_parse(S("2021-03"), &q.from));
	t_rc(trips_show(db, (instant){ BEGIN }, a, &q, &v), TRIPS_MONTHS);
	t_need(usage_month_parse(S("2026-04"), &q.from));
	t_rc(trips_show(db, (instant){ BEGIN }, a, &q, &v), TRIPS_MONTHS);
	const struct {
		str from, until;
	} far[] = { { S("9999-12"), S("9999-12") },
		    { S(""), S("9999-12") },
		    { S(""), S("0001-01") },
		    { S("0001-01"), S("0001-01") },
		    { S("9999-01"), S("") } };
	for (size_t i = 0; i < sizeof far / sizeof far[0]; i++) { /* beyond the calendar */
		q.from = q.until = (date){ 0 };
		if (far[i].from.n > 0)
			t_need(usage_month_parse(far[i].from, &q.from));
		if (far[i].until.n > 0)
			t_need(usage_month_parse(far[i].until, &q.until));
		t_rc(trips_show(db, (instant){ BEGIN }, a, &q, &v), TRIPS_MONTHS);
	}
	db_close(db);
}
