/* face/portal/trips.c - accounts, services used and trips saved, by month and territory, and how they are
 * counted. */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"

#include "base/csv.h"
#include "pages.h"
#include "service/trips_show.h"

#include <string.h>

/* ---- what is asked ---- */

static str month_text(struct request *q, date month)
{
	str iso = date_text(q->a, month);

	return (str){ iso.p, 7 };
}

static str plain_month(struct request *q, date month)
{
	struct out o;
	struct locale at = { (enum lang)q->lang, portal_of(q)->country };

	out_init(&o, q->a, 32);
	text_month(&o, at, TEXT_INTO_PLAIN, month);
	return out_view(&o);
}

/* What isn't given is left to the service. E_TRIPS_MONTHS */
static rc month_asked(const struct request *q, const char *name, date *ret)
{
	str typed = request_text(q, name);

	*ret = (date){ 0 };
	CHECK(typed.n == 0 || rc_ok(usage_month_parse(typed, ret)), TRIPS_MONTHS);
	return OK;
}

static rc asked_of(const struct request *q, struct usage_asked *ret)
{
	const struct value *territory = request_value(q, "territory");

	*ret = (struct usage_asked){ .territory_id = territory->state == VALUE_GOOD ? territory->n : 0,
				     .service = request_text(q, "service") };
	TRY(month_asked(q, "from", &ret->from));
	return month_asked(q, "to", &ret->until);
}

/* With small figures hidden. E_TRIPS_MONTHS */
static rc view_of(struct request *q, struct trips_view *ret)
{
	struct usage_asked asked;

	TRY(asked_of(q, &asked));
	TRY(trips_show(portal_of(q)->db, q->now, q->a, &asked, ret));
	trips_hide_small(q->a, ret);
	return OK;
}

/* ---- as the page shows it ---- */

static struct show_cell cell_of(const struct trips_row *r, enum trip_figure f)
{
	return (struct show_cell){ r->n[f], trips_hides(r, f) };
}

static struct show_trips_row row_of(const struct request *q, const struct trips_row *r)
{
	return (struct show_trips_row){ .month = r->month,
					.service = used_service_name((enum used_service)r->service),
					.name = frame_name(q, r->name_fr, r->name_ar),
					.territory = r->territory_id,
					.accounts = cell_of(r, FIGURE_ACCOUNTS),
					.online = cell_of(r, FIGURE_ONLINE),
					.counter = cell_of(r, FIGURE_COUNTER),
					.trips = cell_of(r, FIGURE_TRIPS) };
}

static const struct show_trips_row *rows_of(struct request *q, const struct trips_row *r, size_t n)
{
	struct show_trips_row *rows = arena_array(q->a, struct show_trips_row, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = row_of(q, &r[i]);
	return rows;
}

/* From the first month with figures to this one, newest first; at least those of the view. */
static void months_known(struct request *q, const struct trips_view *t, struct show_trips *v)
{
	date first = t->asked.from, last = usage_month(q->now);

	if (t->first.days != 0 && t->first.days < first.days)
		first = t->first;
	if (last.days < t->asked.until.days)
		last = t->asked.until;
	struct choice *months = arena_array(q->a, struct choice, (size_t)2 * TRIPS_MONTHS_MAX);
	size_t n = 0;
	for (date m = last; m.days >= first.days && n < (size_t)2 * TRIPS_MONTHS_MAX;
	     m = date_add_months(m, -1))
		months[n++] = (struct choice){ month_text(q, m), plain_month(q, m) };
	v->months = months;
	v->months_known_n = n;
}

static void choices_of(struct request *q, const struct trips_view *t, struct show_trips *v)
{
	struct choice *territories = arena_array(q->a, struct choice, t->territories_n + 1);
	struct choice *services = arena_array(q->a, struct choice, USES);

	months_known(q, t, v);
	for (size_t i = 0; i < t->territories_n; i++)
		if (t->territories[i].territory_id != 0)
			territories[v->territories_known_n++] = (struct choice){
				str_printf(q->a, "%lld", (long long)t->territories[i].territory_id),
				frame_name(q, t->territories[i].name_fr, t->territories[i].name_ar)
			};
	for (int s = 0; s < USES; s++) {
		str name = used_service_name((enum used_service)s);
		enum text_key key;
		must(text_find("used.", name, &key));
		services[s] = (struct choice){ name, text_get((enum lang)q->lang, key) };
	}
	v->territories_known = territories;
	v->services_known = services;
	v->services_known_n = USES;
}

static void rules_of(struct request *q, struct show_trips *v)
{
	struct show_trip_rule *rules = arena_array(q->a, struct show_trip_rule, USES);

	for (int s = 0; s < USES; s++) {
		const char *source = trip_rules[s].source;
		rules[s] = (struct show_trip_rule){ .service = used_service_name(trip_rules[s].service),
						    .visits = trip_rules[s].visits,
						    .days = trip_rules[s].days,
						    .confirmed = strcmp(source, "UNCONFIRMED") != 0,
						    .source = str_of(source) };
	}
	v->rules = rules;
	v->rules_n = USES;
}

/* This view for a spreadsheet. */
static str file_of(struct request *q, const struct trips_view *t)
{
	struct out o;

	out_init(&o, q->a, 128);
	out_str(&o, frame_path(q, S("/trips/export.csv")));
	out_printf(&o, "?from=%.*s&to=%.*s", STR_ARG(month_text(q, t->asked.from)),
		   STR_ARG(month_text(q, t->asked.until)));
	if (t->asked.territory_id != 0)
		out_printf(&o, "&territory=%lld", (long long)t->asked.territory_id);
	if (t->asked.service.n > 0) {
		out_lit(&o, "&service=");
		out_url(&o, t->asked.service);
	}
	return out_view(&o);
}

static bool hidden_any(const struct trips_row *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (r[i].hidden != 0)
			return true;
	return false;
}

static void fill(struct request *q, const struct trips_view *t, struct show_trips *v)
{
	v->any = t->first.days != 0;
	v->counted = t->counted_at;
	v->from = month_text(q, t->asked.from);
	v->to = month_text(q, t->asked.until);
	v->first = t->asked.from;
	v->last = t->asked.until;
	v->territory =
	    t->asked.territory_id != 0 ? str_printf(q->a, "%lld", (long long)t->asked.territory_id) : S("");
	v->service = t->asked.service;
	v->file = file_of(q, t);
	v->all = row_of(q, &t->all);
	v->rows = rows_of(q, t->months, t->months_n);
	v->rows_n = t->months_n;
	v->services = rows_of(q, t->services, t->services_n);
	v->services_n = t->services_n;
	v->territories = rows_of(q, t->territories, t->territories_n);
	v->territories_n = t->territories_n;
	for (size_t i = 0; i < v->rows_n; i++)
		if (!v->rows[i].trips.hidden && v->rows[i].trips.n > v->most)
			v->most = v->rows[i].trips.n;
	for (size_t i = 0; i < v->territories_n; i++)
		if (t->asked.territory_id != 0 && v->territories[i].territory == t->asked.territory_id)
			v->territory_name = v->territories[i].name;
	v->any_hidden = hidden_any(t->territories, t->territories_n) || hidden_any(t->months, t->months_n) ||
			hidden_any(t->services, t->services_n);
	choices_of(q, t, v);
	rules_of(q, v);
}

static rc trips(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_TRIPS);
	struct trips_view t;
	struct show_trips v = { .any = false };
	rc r = view_of(q, &t);
	int status = 200;

	if (rc_is(r, E_TRIPS_MONTHS)) { /* the page of no choice, and what is wrong with this one */
		frame_problem(q, &page, "from", text_of_rc(page.at.lang, r));
		status = rc_info(r)->http;
		r = trips_show(portal_of(q)->db, q->now, q->a, &(struct usage_asked){ .territory_id = 0 },
			       &t);
		if (rc_ok(r))
			trips_hide_small(q->a, &t);
	}
	TRY(r);
	fill(q, &t, &v);
	frame_reply(q, p, status, page_trips, &page, &v);
	return OK;
}

/* ---- for a spreadsheet ---- */

static void put(struct out *o, struct show_cell c)
{
	out_char(o, ',');
	if (!c.hidden)
		out_int(o, c.n);
}

static void line(struct out *o, const struct request *q, const struct trips_row *r, str month, str service)
{
	struct show_trips_row shown = row_of(q, r);

	out_str(o, month);
	out_char(o, ',');
	out_str(o, service);
	out_char(o, ',');
	csv_put_guarded(o, r->code);
	out_char(o, ',');
	csv_put_guarded(o, r->name_fr);
	out_char(o, ',');
	csv_put_guarded(o, r->name_ar);
	put(o, shown.accounts);
	put(o, shown.online);
	put(o, shown.counter);
	put(o, shown.trips);
	out_lit(o, "\r\n");
}

/* The figures of the page: the whole, each month, each service, each territory. What is hidden is empty. */
static rc export(struct request *q, struct reply *p)
{
	struct trips_view t;
	struct out o;

	TRY(view_of(q, &t));
	out_init(&o, q->a, (size_t)16 << 10);
	out_lit(&o, "\xef\xbb\xbfmonth,service,territory,name_fr,name_ar,accounts,online,counter,trips\r\n");
	line(&o, q, &t.all, S(""), S(""));
	for (size_t i = 0; i < t.months_n; i++)
		line(&o, q, &t.months[i], month_text(q, t.months[i].month), S(""));
	for (size_t i = 0; i < t.services_n; i++)
		line(&o, q, &t.services[i], S(""),
		     used_service_name((enum used_service)t.services[i].service));
	for (size_t i = 0; i < t.territories_n; i++) {
		if (t.territories[i].code.n == 0)
			t.territories[i].code = S("?");
		line(&o, q, &t.territories[i], S(""), S(""));
	}
	reply_bytes(q, p, S("text/csv; charset=utf-8"),
		    str_printf(q->a, "trips-%.*s-%.*s.csv", STR_ARG(month_text(q, t.asked.from)),
			       STR_ARG(month_text(q, t.asked.until))),
		    out_view(&o));
	return OK;
}

#define ASKED \
	PARAMS(PARAM("from", PARAM_WORD), PARAM("to", PARAM_WORD), PARAM("territory", PARAM_ID), \
	       PARAM("service", PARAM_WORD))

const struct route trips_routes[] = {
	ROUTE(HTTP_GET, "/trips", MAY_SEE_TRIPS, FOR_SUPERVISION, trips,
	      "Accounts, services used and trips saved, by month and territory", .params = ASKED,
	      .keeps_bad = true),
	ROUTE(HTTP_GET, "/trips/export.csv", MAY_SEE_TRIPS, FOR_SUPERVISION, export,
	      "The same for a spreadsheet", .params = ASKED, .kind = REPLY_FILE),
	{ 0 },
};
