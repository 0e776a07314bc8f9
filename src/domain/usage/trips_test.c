/* The method: what is a trip, and what is none. */
#include "domain/usage/trips.h"

#include "testing/t.h"

static struct usage_walk walk;

/* The trips that a use of that day and hour (in the fund's time) saves. */
static int64_t use(enum used_service s, const char *day, int hour, bool online)
{
	struct arena a;
	instant at;

	arena_init(&a, 1 << 16);
	must(rc_ok(instant_parse(str_printf(&a, "%sT%02d:00:00Z", day, hour), &at)));
	arena_done(&a);
	struct service_use u = { .service = used_service_name(s),
				 .channel = online ? USE_ONLINE : USE_COUNTER,
				 .at = at };
	return usage_walk_on(&walk, &u).trips;
}

T(trips_are_saved_online_only)
{
	walk = usage_walk();
	t_int(use(USE_CONTACT, "2026-03-02", 9, false), 0);
	t_int(use(USE_ATTESTATION, "2026-03-03", 9, true), 1);
	walk = usage_walk();
	t_int(use(USE_ACCOUNT, "2026-03-02", 9, true), 0); /* replaces no visit */
}

T(several_services_of_a_day_are_one_trip)
{
	walk = usage_walk();
	t_int(use(USE_ACCOUNT, "2026-03-02", 9, true), 0);
	t_int(use(USE_CONTACT, "2026-03-02", 9, true), 1);
	t_int(use(USE_FAMILY, "2026-03-02", 10, true), 0);
	t_int(use(USE_PAYMENT_MODE, "2026-03-02", 20, true), 0);
	t_int(use(USE_ATTESTATION, "2026-03-02", 22, true), 0); /* 23 h in the fund's country */
	t_int(use(USE_STATEMENT, "2026-03-02", 23, true), 1);	/* the next day there */
	t_int(use(USE_PAYMENT_MODE, "2026-03-04", 9, true), 0); /* the same need as two days ago */
}

T(who_was_at_the_counter_that_day_made_the_trip)
{
	walk = usage_walk();
	t_int(use(USE_FAMILY, "2026-03-02", 9, false), 0);
	t_int(use(USE_ATTESTATION, "2026-03-02", 12, true), 0);
}

T(the_same_service_counts_once_in_thirty_days)
{
	walk = usage_walk();
	t_int(use(USE_ATTESTATION, "2026-03-02", 9, true), 1);
	t_int(use(USE_ATTESTATION, "2026-03-31", 9, true), 0); /* 29 days */
	t_int(use(USE_ATTESTATION, "2026-04-29", 9, true),
	      0); /* 29 days after that one: fewer, rather than more */
	t_int(use(USE_ATTESTATION, "2026-05-29", 9, true), 1); /* 30 days */
	t_int(use(USE_CONTACT, "2026-06-01", 9, false), 0);
	t_int(use(USE_CONTACT, "2026-06-20", 9, true), 0); /* came for it three weeks ago */
}

T(people_are_counted_once_a_month)
{
	struct service_use u = { .service = S("FAMILY"), .channel = USE_ONLINE };
	const char *const at[] = { "2026-03-31T22:00:00Z", "2026-03-31T22:59:00Z", "2026-03-31T23:00:00Z" };
	int64_t people = 0;

	walk = usage_walk();
	for (int i = 0; i < 3; i++) {
		t_need(instant_parse(str_of(at[i]), &u.at));
		people += usage_walk_on(&walk, &u).people;
	}
	t_int(people, 2); /* March and April */
	u.service = S("SOMETHING ELSE");
	t_int(usage_walk_on(&walk, &u).uses, 0);
}

T(every_rule_says_where_it_comes_from)
{
	for (int s = 0; s < USES; s++) {
		t_int((int64_t)trip_rules[s].service, s);
		t_ok(trip_rules[s].source != NULL && trip_rules[s].source[0] != '\0');
		t_ok(trip_rules[s].days < USAGE_MEMORY_DAYS);
	}
}

T(months_are_read)
{
	date d;

	t_need(usage_month_parse(S("2026-11"), &d));
	t_str(date_text(a, d), "2026-11-01");
	t_rc(usage_month_parse(S("2026-13"), &d), DATE_TEXT);
	t_rc(usage_month_parse(S("2026-1"), &d), DATE_TEXT);
	t_rc(usage_month_parse(S("2026-11-01"), &d), DATE_TEXT);
}
