#include "face/http/metrics.h"

#include "face/http/route.h"
#include "testing/t.h"

static rc nothing(struct request *q, struct reply *p)
{
	(void)q, (void)p;
	return OK;
}

static const struct route routes[] = { ROUTE(HTTP_GET, "/a/{b:id}", WHO_ANYONE, FOR_SYSTEM, nothing,
					     "test") };

static bool says(struct arena *a, const struct metrics *m, const char *line)
{
	struct out o;

	out_init(&o, a, 1000);
	metrics_write(m, &o);
	return memmem(o.p, o.n, line, strlen(line)) != NULL;
}

T(counts_of_all_workers_are_added)
{
	struct metrics *m;
	int st;

	t_need(metrics_new(2, routes, 1, &m));
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		metrics_worker(m, 1);
		metrics_begin(m);
		metrics_end(m, 0, 200, 600);
		metrics_begin(m);
		metrics_add(m, METRIC_TURNS, 3);
		_Exit(0);
	}
	waitpid(pid, &st, 0);
	metrics_worker(m, 0);
	metrics_begin(m);
	metrics_begin(m);
	metrics_end(m, 0, 200, 500);
	metrics_end(m, 1, 418, 20000000);
	metrics_add(m, METRIC_TURNS, 4);
	metrics_restart(m);
	t_ok(says(a, m, "sanad_http_requests_total{route=\"GET /a/{b:id}\",status=\"200\"} 2\n"));
	t_ok(says(a, m, "sanad_http_requests_total{route=\"none\",status=\"other\"} 1\n"));
	t_ok(says(a, m, "_bucket{route=\"GET /a/{b:id}\",le=\"0.0005\"} 1\n"));
	t_ok(says(a, m, "_bucket{route=\"GET /a/{b:id}\",le=\"0.001\"} 2\n"));
	t_ok(says(a, m, "_bucket{route=\"GET /a/{b:id}\",le=\"+Inf\"} 2\n"));
	t_ok(says(a, m, "_bucket{route=\"none\",le=\"10\"} 0\n"));
	t_ok(says(a, m, "_sum{route=\"GET /a/{b:id}\"} 0.001100\n"));
	t_ok(says(a, m, "_count{route=\"GET /a/{b:id}\"} 2\n"));
	t_ok(says(a, m, "sanad_turns_total 7\n"));
	t_ok(says(a, m, "sanad_http_in_flight 1\n"));
	t_ok(says(a, m, "sanad_restarts_total 1\n"));
	metrics_worker(m, 1); /* the successor of a worker that died with a request in its hands */
	t_ok(says(a, m, "sanad_http_in_flight 0\n"));
	t_ok(says(a, m, "sanad_turns_total 7\n"));
}
