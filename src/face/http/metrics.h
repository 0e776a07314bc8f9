/* face/http/metrics.h - what the server counts, in memory shared by its workers; read by Prometheus at
 * /metrics.
 *
 * Made before the workers are forked. Each worker writes its own block, which its successor goes on with, so
 * counters never go back. No personal data: routes as they are written in their rows, statuses, durations.
 */
#ifndef FACE_HTTP_METRICS_H
#define FACE_HTTP_METRICS_H

#include "base/out.h"
#include "base/rc.h"

struct metrics;
struct route;

enum metric {
	METRIC_TURNS,	      /* ended with at least one request */
	METRIC_TURN_REQUESTS, /* handled in them */
	METRIC_TURNS_LOST,    /* whose commit failed */
	METRIC_CONNECTIONS,   /* accepted */
	METRIC_REFUSED_HEADS, /* not well-formed HTTP */
	METRIC_LIMITED,	      /* refused by a rate limit */
	METRIC_SLOW_CLOSED,   /* connections closed because nothing came in time */
	METRIC_BYTES_IN,      /* of bodies */
	METRIC_DB_ERRORS,     /* failures of the store that a request met */
	METRICS
};

/* `routes` must live as long. E_IO */
rc metrics_new(unsigned workers, const struct route *routes, size_t routes_n, struct metrics **ret) MUST_USE;
/* In a worker, after the fork: the block it writes; nothing is in flight yet. */
void metrics_worker(struct metrics *m, unsigned number);
void metrics_add(struct metrics *m, enum metric what, int64_t n);
void metrics_begin(struct metrics *m);
/* A request that began is over; `route` is its index, routes_n for none; `status` 0 when no reply was sent.
 */
void metrics_end(struct metrics *m, size_t route, int status, int64_t us);
/* In the supervisor: a child died and will be started again. */
void metrics_restart(struct metrics *m);
/* All workers together, in Prometheus' text format 0.0.4. */
void metrics_write(const struct metrics *m, struct out *o);

#endif
