/* tools/bench/usage.c - what script/bench usage measures. Each prints one object.
 *
 *   bench-usage uses STORE N       N uses of N / 10 people over three years, as if they waited to be counted
 *   bench-usage roll STORE         counts them as the server's counter does, without its pauses
 *   bench-usage look STORE K       the page of trips K times, five years of it
 *   bench-usage campaign STORE     tells everybody of the fund: messages are written, not sent
 *   bench-usage count STORE        counts each wave once, as the server's counter does
 *   bench-usage funnel STORE K     the page of the newest campaign K times
 */
#include "service/count_campaigns.h"
#include "service/count_usage.h"
#include "service/plan_campaign.h"
#include "service/run_campaign.h"
#include "service/trips_show.h"

#include "domain/place/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 50000 };
#define DAY_US INT64_C(86400000000)

static struct arena life;
static struct db *db;

static void stop(rc r, const char *what)
{
	if (rc_ok(r))
		return;
	fprintf(stderr, "bench-usage: %s: %s\n", what, rc_trail());
	exit(3);
}

static void say(int64_t n, int64_t us)
{
	printf("{\"n\":%lld,\"seconds\":%lld.%06lld}\n", (long long)n, (long long)(us / 1000000),
	       (long long)(us % 1000000));
}

/* ---- uses ---- */

#define F(f) DB_FIELD(struct service_use, f)
static const struct db_table use_table = {
	.name = "service_use",
	.cols = DB_SHAPE(F(service_use_id), F(person_id), F(service), F(channel), F(commune_id), F(at)),
	.row_size = sizeof(struct service_use),
	.data = DATA_JOURNAL,
};
static const struct db_table new_table = {
	.name = "usage_new",
	.cols = DB_SHAPE(F(service_use_id)),
	.row_size = sizeof(struct service_use),
	.data = DATA_NONE,
};

struct loading {
	struct service_use *u;
	size_t n;
	struct commune_code *communes;
	size_t communes_n;
};

static rc communes(struct tx *tx, void *cls)
{
	struct loading *l = cls;

	return place_commune_codes(tx, clock_day(clock_now()), &life, &l->communes, &l->communes_n);
}

static rc load(struct tx *tx, void *cls)
{
	struct loading *l = cls;

	TRY(db_load(tx, &use_table, l->u, l->n));
	return db_load(tx, &new_table, l->u, l->n);
}

static void uses(int64_t n)
{
	struct loading l = { .n = 0 };
	uint64_t random = 88172645463325252;
	const int64_t first = clock_now().us - 3 * 365 * DAY_US, step = 3 * 365 * DAY_US / n;
	int64_t began = clock_ticks_us();

	stop(db_read(db, FOR_SYSTEM, "bench communes", communes, &l), "communes");
	l.u = arena_array(&life, struct service_use, CHUNK);
	for (int64_t i = 0; i < n; i++) {
		random ^= random << 13, random ^= random >> 7, random ^= random << 17;
		const instant at = { first + i * step };
		const int64_t person = (int64_t)(random % (uint64_t)(n / 10 + 1));
		l.u[l.n++] = (struct service_use){
			.service_use_id =
			    (at.us / 1000 - INT64_C(1577836800000)) << ID_LOW_BITS | (i % 1000000),
			.person_id = { 1 + person },
			.service = used_service_name((enum used_service)(random >> 32) % USES),
			.channel = (random >> 40) % 5 == 0 ? USE_COUNTER : USE_ONLINE,
			.commune_id =
			    l.communes_n > 0 ? l.communes[(size_t)person % l.communes_n].territory_id : 0,
			.at = at,
		};
		if (l.n < CHUNK && i + 1 < n)
			continue;
		stop(db_write_bulk(db, FOR_SUPERVISION, "bench uses", load, &l), "load");
		l.n = 0;
	}
	say(n, clock_ticks_us() - began);
}

static void roll(void)
{
	int64_t began = clock_ticks_us(), n, all = 0;

	do {
		stop(usage_roll(db, clock_now(), &n), "roll");
		all += n;
	} while (n > 0);
	say(all, clock_ticks_us() - began);
}

static void look(int64_t times)
{
	int64_t began = clock_ticks_us();
	struct usage_asked q = { .until = usage_month(clock_now()), .service = S("") };

	q.from = date_add_months(q.until, 1 - TRIPS_MONTHS_MAX);
	for (int64_t i = 0; i < times; i++) {
		struct arena a;
		struct trips_view v;
		arena_init(&a, (size_t)64 << 20);
		stop(trips_show(db, clock_now(), &a, &q, &v), "look");
		trips_hide_small(&a, &v);
		arena_done(&a);
	}
	say(times, clock_ticks_us() - began);
}

/* ---- a campaign ---- */

static void campaign(void)
{
	static const struct keys keys = { .totp = "not a real key" };
	struct campaign c = { .name = S("Mesure"),
			      .template = S("activation.code"),
			      .address = S("https://caisse.exemple/"),
			      .wave_size = 50000 };
	int64_t began = clock_ticks_us(), id, n, all = 0;

	stop(campaign_draft(db, clock_now(), &c, (user_id){ 1 }, &id), "draft");
	stop(campaign_approve(db, clock_now(), &life, id, (user_id){ 2 }), "approve");
	do {
		stop(campaigns_run(db, clock_now(), &keys, &n), "run");
		all += n;
	} while (n > 0);
	say(all, clock_ticks_us() - began);
}

static void count(void)
{
	/* a moment that stands still: each wave is due once */
	const instant now = { clock_now().us + 2 * DAY_US };
	int64_t began = clock_ticks_us(), waves = 0;
	bool more;

	do {
		stop(campaigns_count(db, now, &more), "count");
		waves += more;
	} while (more);
	say(waves, clock_ticks_us() - began);
}

static void funnel(int64_t times)
{
	struct campaign *all;
	size_t n;
	struct campaign_view v;

	stop(campaigns_list(db, &life, 0, &all, &n), "list");
	int64_t began = clock_ticks_us();
	for (int64_t i = 0; i < times && n > 0; i++) {
		struct arena a;
		arena_init(&a, (size_t)64 << 20);
		stop(campaign_show(db, &a, all[0].campaign_id, &v), "show");
		campaign_hide_small(&a, v.territories, v.territories_n);
		arena_done(&a);
	}
	say(times, clock_ticks_us() - began);
}

int main(int argc, char **argv)
{
	const char *what = argc > 2 ? argv[1] : "";
	int64_t n = argc > 3 ? strtoll(argv[3], NULL, 10) : 1;

	arena_init(&life, (size_t)256 << 20);
	if (argc < 3 || n < 1) {
		fprintf(stderr, "bench-usage uses|roll|look|campaign|count|funnel STORE [N]\n");
		return 2;
	}
	stop(db_open(&life, argv[2], &db), "store");
	if (strcmp(what, "uses") == 0)
		uses(n);
	else if (strcmp(what, "roll") == 0)
		roll();
	else if (strcmp(what, "look") == 0)
		look(n);
	else if (strcmp(what, "campaign") == 0)
		campaign();
	else if (strcmp(what, "count") == 0)
		count();
	else if (strcmp(what, "funnel") == 0)
		funnel(n);
	db_close(db);
	return 0;
}
