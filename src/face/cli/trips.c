/* face/cli/trips.c - sanad trips: accounts, services used and trips saved, as they were counted. */
#include "face/cli/cli.h"

#include "service/count_usage.h"
#include "service/trips_show.h"

static const struct cli_option options[] = {
	{ "from", "MONTH", "2026-01; eleven months before the last if not given" },
	{ "to", "MONTH", "2026-12; this month if not given" },
	{ "territory", "ID", "of people who live in it only" },
	{ "service", "SERVICE", "ACCOUNT, CONTACT, STATEMENT, FAMILY, PAYMENT_MODE or ATTESTATION only" },
	{ "check", NULL, "count every use once more, and compare with what is stored" },
	{ 0 },
};

static rc month(struct cli *c, const char *name, date *ret)
{
	str typed = cli_text(c, name, S(""));

	*ret = (date){ 0 };
	if (typed.n > 0 && !rc_ok(usage_month_parse(typed, ret)))
		return cli_usage(c, "--%s is a month, such as 2026-11", name);
	return OK;
}

static void put(struct cli *c, str of, str key, const struct trips_row *r)
{
	struct out o;

	cli_say(c, "%-10.*s %-12.*s  %9lld  %9lld  %9lld  %9lld", STR_ARG(of), STR_ARG(key),
		(long long)r->n[FIGURE_ACCOUNTS], (long long)r->n[FIGURE_ONLINE],
		(long long)r->n[FIGURE_COUNTER], (long long)r->n[FIGURE_TRIPS]);
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("of"), of);
	if (key.n > 0)
		cli_field(&o, of, key);
	cli_field_int(&o, S("accounts"), r->n[FIGURE_ACCOUNTS]);
	cli_field_int(&o, S("online"), r->n[FIGURE_ONLINE]);
	cli_field_int(&o, S("counter"), r->n[FIGURE_COUNTER]);
	cli_field_int(&o, S("trips"), r->n[FIGURE_TRIPS]);
	cli_object_end(c, &o);
}

static rc check(struct cli *c)
{
	struct usage_check k;
	struct out o;

	TRY(usage_check(c->db, &k));
	cli_say(c, "%lld uses, %lld trips: %s", (long long)k.is.uses, (long long)k.is.trips,
		k.holds ? "as stored" : "stored otherwise");
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field_bool(&o, S("holds"), k.holds);
		cli_field_int(&o, S("uses"), k.is.uses);
		cli_field_int(&o, S("trips"), k.is.trips);
		cli_field_int(&o, S("uses_stored"), k.has.uses);
		cli_field_int(&o, S("trips_stored"), k.has.trips);
		cli_object_end(c, &o);
	}
	CHECK(k.holds, TRIPS_COUNT);
	return OK;
}

static rc trips(struct cli *c)
{
	struct usage_asked asked = { .service = cli_text(c, "service", S("")) };
	struct trips_view v;

	if (cli_has(c, "check"))
		return check(c);
	TRY(month(c, "from", &asked.from));
	TRY(month(c, "to", &asked.until));
	TRY(cli_number(c, "territory", 1, INT64_MAX, 0, &asked.territory_id));
	TRY(trips_show(c->db, clock_now(), c->a, &asked, &v));
	cli_say(c, "%-10s %-12s  %9s  %9s  %9s  %9s", "", "", "accounts", "online", "counter", "trips");
	put(c, S("all"), S(""), &v.all);
	for (size_t i = 0; i < v.months_n; i++)
		put(c, S("month"), (str){ date_text(c->a, v.months[i].month).p, 7 }, &v.months[i]);
	for (size_t i = 0; i < v.services_n; i++)
		put(c, S("service"), used_service_name((enum used_service)v.services[i].service),
		    &v.services[i]);
	for (size_t i = 0; i < v.territories_n; i++)
		put(c, S("territory"), str_printf(c->a, "%lld", (long long)v.territories[i].territory_id),
		    &v.territories[i]);
	return OK;
}

const struct cli_command trips_commands[];
const struct cli_command trips_commands[] = {
	{ "trips", "", 0, 0, CLI_STORE,
	  "accounts, services used and trips saved, by month, service and territory", options, trips },
	{ 0 },
};
