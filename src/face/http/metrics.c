/* face/http/metrics.c - counters and histograms; one writer a block, so no locked instruction is needed. */
#include "face/http/metrics.h"

#include "face/http/route.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <sys/mman.h>

typedef _Atomic int64_t counter;

static const int statuses[] = { 0,   200, 201, 202, 204, 206, 302, 303, 304, 308, 400, 401, 403, 404,
				405, 409, 411, 413, 415, 422, 429, 431, 500, 501, 503, 505, 507 };
/* Upper bounds in microseconds, and as Prometheus wants to read them. */
static const struct {
	int64_t us;
	const char *le;
} bounds[] = { { 500, "0.0005" },  { 1000, "0.001" },  { 2500, "0.0025" }, { 5000, "0.005" },
	       { 10000, "0.01" },  { 25000, "0.025" }, { 50000, "0.05" },  { 100000, "0.1" },
	       { 250000, "0.25" }, { 500000, "0.5" },  { 1000000, "1" },   { 2500000, "2.5" },
	       { 10000000, "10" } };

enum {
	STATUSES = sizeof statuses / sizeof statuses[0],
	OTHER = STATUSES,
	BOUNDS = sizeof bounds / sizeof bounds[0]
};

struct route_counts {
	counter by_status[STATUSES + 1];
	counter slower[BOUNDS + 1]; /* how many fell between two bounds; the last: above all */
	counter us;
};

struct block {
	counter counts[METRICS];
	counter in_flight;
};

struct metrics {
	unsigned workers;
	const struct route *routes;
	size_t routes_n;
	counter restarts;
	char *blocks; /* one a worker: struct block, then struct route_counts of each route and of none */
};

static unsigned mine; /* the block of this process: not in the shared memory */

static const struct {
	const char *name, *help;
} names[METRICS] = {
	[METRIC_TURNS] = { "sanad_turns_total", "Turns with at least one request." },
	[METRIC_TURN_REQUESTS] = { "sanad_turn_requests_total", "Requests handled in turns." },
	[METRIC_TURNS_LOST] = { "sanad_turns_lost_total", "Turns whose commit failed." },
	[METRIC_CONNECTIONS] = { "sanad_http_connections_total", "Connections accepted." },
	[METRIC_REFUSED_HEADS] = { "sanad_http_malformed_total", "Requests that are not well-formed HTTP." },
	[METRIC_LIMITED] = { "sanad_http_limited_total", "Requests refused by a rate limit." },
	[METRIC_SLOW_CLOSED] = { "sanad_http_slow_closed_total",
				 "Connections closed because nothing came in time." },
	[METRIC_BYTES_IN] = { "sanad_http_body_bytes_total", "Bytes of request bodies received." },
	[METRIC_DB_ERRORS] = { "sanad_db_errors_total", "Failures of the store that a request met." },
};

static size_t block_size(size_t routes_n)
{
	return sizeof(struct block) + (routes_n + 1) * sizeof(struct route_counts);
}

static struct block *block_of(const struct metrics *m, unsigned worker)
{
	return (struct block *)(void *)(m->blocks + worker * block_size(m->routes_n));
}

static struct route_counts *counts_of(const struct metrics *m, unsigned worker, size_t route)
{
	return (struct route_counts *)(void *)(m->blocks + worker * block_size(m->routes_n) +
					       sizeof(struct block)) +
	       route;
}

rc metrics_new(unsigned workers, const struct route *routes, size_t routes_n, struct metrics **ret)
{
	size_t bytes = sizeof(struct metrics) + workers * block_size(routes_n);

	must(workers >= 1);
	struct metrics *m = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(m != MAP_FAILED, IO);
	m->workers = workers;
	m->routes = routes;
	m->routes_n = routes_n;
	m->blocks = (char *)(m + 1);
	*ret = m;
	return OK;
}

void metrics_worker(struct metrics *m, unsigned number)
{
	must(number < m->workers);
	mine = number;
	atomic_store_explicit(&block_of(m, number)->in_flight, 0, memory_order_relaxed);
}

/* Only this process writes the counter: a plain load and store, which readers see whole. */
static void add(counter *c, int64_t n)
{
	atomic_store_explicit(c, atomic_load_explicit(c, memory_order_relaxed) + n, memory_order_relaxed);
}

static int64_t get(const counter *c) { return atomic_load_explicit(c, memory_order_relaxed); }

void metrics_add(struct metrics *m, enum metric what, int64_t n) { add(&block_of(m, mine)->counts[what], n); }
void metrics_begin(struct metrics *m) { add(&block_of(m, mine)->in_flight, 1); }
void metrics_restart(struct metrics *m) { add(&m->restarts, 1); }

void metrics_end(struct metrics *m, size_t route, int status, int64_t us)
{
	struct route_counts *c = counts_of(m, mine, route <= m->routes_n ? route : m->routes_n);
	size_t s = 0, b = 0;

	while (s < STATUSES && statuses[s] != status)
		s++;
	while (b < BOUNDS && us > bounds[b].us)
		b++;
	add(&c->by_status[s], 1);
	add(&c->slower[b], 1);
	add(&c->us, us);
	add(&block_of(m, mine)->in_flight, -1);
}

static void head(struct out *o, const char *name, const char *type, const char *help)
{
	out_printf(o, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void label(const struct metrics *m, struct out *o, size_t route)
{
	if (route == m->routes_n)
		out_lit(o, "route=\"none\"");
	else
		out_printf(o, "route=\"%s %s\"", method_name(m->routes[route].method), m->routes[route].path);
}

static void write_statuses(const struct metrics *m, struct out *o, size_t route)
{
	for (size_t s = 0; s <= OTHER; s++) {
		int64_t n = 0;
		for (unsigned w = 0; w < m->workers; w++)
			n += get(&counts_of(m, w, route)->by_status[s]);
		if (n == 0)
			continue;
		out_lit(o, "sanad_http_requests_total{");
		label(m, o, route);
		if (s == OTHER)
			out_printf(o, ",status=\"other\"} %" PRId64 "\n", n);
		else
			out_printf(o, ",status=\"%d\"} %" PRId64 "\n", statuses[s], n);
	}
}

static void write_durations(const struct metrics *m, struct out *o, size_t route)
{
	int64_t below[BOUNDS + 1] = { 0 }, us = 0, n = 0;

	for (unsigned w = 0; w < m->workers; w++) {
		const struct route_counts *c = counts_of(m, w, route);
		for (size_t b = 0; b <= BOUNDS; b++)
			below[b] += get(&c->slower[b]);
		us += get(&c->us);
	}
	for (size_t b = 0; b <= BOUNDS; b++)
		n += below[b];
	if (n == 0)
		return;
	n = 0;
	for (size_t b = 0; b <= BOUNDS; b++) {
		n += below[b];
		out_lit(o, "sanad_http_duration_seconds_bucket{");
		label(m, o, route);
		out_printf(o, ",le=\"%s\"} %" PRId64 "\n", b < BOUNDS ? bounds[b].le : "+Inf", n);
	}
	out_lit(o, "sanad_http_duration_seconds_sum{");
	label(m, o, route);
	out_printf(o, "} %" PRId64 ".%06" PRId64 "\nsanad_http_duration_seconds_count{", us / 1000000,
		   us % 1000000);
	label(m, o, route);
	out_printf(o, "} %" PRId64 "\n", n);
}

void metrics_write(const struct metrics *m, struct out *o)
{
	int64_t in_flight = 0;

	head(o, "sanad_http_requests_total", "counter",
	     "Requests by route and status; 0: no reply was sent.");
	for (size_t r = 0; r <= m->routes_n; r++)
		write_statuses(m, o, r);
	head(o, "sanad_http_duration_seconds", "histogram", "From a request's head to the end of its reply.");
	for (size_t r = 0; r <= m->routes_n; r++)
		write_durations(m, o, r);
	for (int i = 0; i < METRICS; i++) {
		int64_t n = 0;
		for (unsigned w = 0; w < m->workers; w++)
			n += get(&block_of(m, w)->counts[i]);
		head(o, names[i].name, "counter", names[i].help);
		out_printf(o, "%s %" PRId64 "\n", names[i].name, n);
	}
	for (unsigned w = 0; w < m->workers; w++)
		in_flight += get(&block_of(m, w)->in_flight);
	head(o, "sanad_http_in_flight", "gauge", "Requests under way.");
	out_printf(o, "sanad_http_in_flight %" PRId64 "\n", in_flight);
	head(o, "sanad_restarts_total", "counter", "Children that died and were started again.");
	out_printf(o, "sanad_restarts_total %" PRId64 "\n", get(&m->restarts));
}
