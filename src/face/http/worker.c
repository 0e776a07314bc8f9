/* face/http/worker.c - one worker: its loop around the library, its turns, its end. */
#include "face/http/worker.h"

#include "base/log.h"

#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

enum { TICK_US = 1000000, GATHER_US = 5000, GATHER_STEPS = 4, EXIT_START = 70 };

void worker_turn(struct worker *w)
{
	if (w->turn_open)
		return;
	w->turn_open = true;
	w->server->config.turn_begin(w->state);
}

static void end_turn(struct worker *w)
{
	const struct server_config *c = &w->server->config;
	rc r = OK;

	if (w->turn_open && c->turn_look != NULL)
		c->turn_look(w->state);
	int64_t began = clock_ticks_us();
	if (w->turn_open)
		r = c->turn_end(w->state);
	if (w->turn_wrote) {
		w->commit_us = clock_ticks_us() - began;
		w->requests_before = w->turn_requests;
	}
	if (!rc_ok(r)) {
		log_error("turn lost: %s", rc_trail());
		metrics_add(w->server->metrics, METRIC_TURNS_LOST, 1);
		metrics_add(w->server->metrics, METRIC_DB_ERRORS, 1);
	}
	if (w->turn_requests > 0) {
		metrics_add(w->server->metrics, METRIC_TURNS, 1);
		metrics_add(w->server->metrics, METRIC_TURN_REQUESTS, w->turn_requests);
	}
	exchange_release(w, r);
	w->turn_open = w->turn_wrote = w->turn_holds = false;
	w->turn_requests = 0;
}

void worker_settle(struct worker *w)
{
	if (w->turn_open && w->turn_wrote)
		end_turn(w);
}

static enum MHD_Result on_step(void *cls, struct MHD_Connection *c, const char *url, const char *method,
			       const char *version, const char *data, size_t *data_n, void **exchange)
{
	(void)url;
	return exchange_step(cls, c, method, version, data, data_n, exchange) ? MHD_YES : MHD_NO;
}

static void on_done(void *cls, struct MHD_Connection *c, void **exchange, enum MHD_RequestTerminationCode why)
{
	(void)cls, (void)why;
	exchange_done(c, exchange);
}

static void on_connection(void *cls, struct MHD_Connection *c, void **seat,
			  enum MHD_ConnectionNotificationCode what)
{
	struct worker *w = cls;
	struct seat *s = what == MHD_CONNECTION_NOTIFY_STARTED ? w->free_seats : *seat;

	if (s == NULL)
		return;
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		w->free_seats = s->next_free;
		*s = (struct seat){ .connection = c, .since_us = clock_ticks_us() };
		*seat = s;
		metrics_add(w->server->metrics, METRIC_CONNECTIONS, 1);
	} else {
		*s = (struct seat){ .next_free = w->free_seats };
		w->free_seats = s;
		*seat = NULL;
	}
}

/* The path stays as it was sent: this program decodes it, strictly and once. */
static size_t keep_escaped(void *cls, struct MHD_Connection *c, char *s)
{
	(void)cls, (void)c;
	return strlen(s);
}

static rc start(struct worker *w, unsigned number)
{
	const struct server_config *c = &w->server->config;

	metrics_worker(w->server->metrics, number);
	TRY(c->worker_start(c->cls, &w->life, &w->state));
	w->seats = arena_array(&w->life, struct seat, c->connections);
	for (unsigned i = 0; i < c->connections; i++) {
		w->seats[i].next_free = w->free_seats;
		w->free_seats = &w->seats[i];
	}
	w->mhd = MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, on_step, w, MHD_OPTION_LISTEN_SOCKET,
				  w->server->listen_fd, MHD_OPTION_NOTIFY_COMPLETED, on_done, w,
				  MHD_OPTION_NOTIFY_CONNECTION, on_connection, w, MHD_OPTION_URI_LOG_CALLBACK,
				  exchange_new, w, MHD_OPTION_UNESCAPE_CALLBACK, keep_escaped, w,
				  MHD_OPTION_CONNECTION_LIMIT, c->connections, MHD_OPTION_CONNECTION_TIMEOUT,
				  c->idle_s, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
				  c->fronts_n > 0 ? 0u : c->per_address, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
				  c->head_bytes, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
	CHECK(w->mhd != NULL, HTTP_WORKER);
	return OK;
}

static int wait_ms(struct worker *w, int64_t next_tick)
{
	MHD_UNSIGNED_LONG_LONG library;
	int64_t ms = (next_tick - clock_ticks_us()) / 1000 + 1;

	if (ms < 0)
		ms = 0;
	if (MHD_get_timeout(w->mhd, &library) == MHD_YES && library < (MHD_UNSIGNED_LONG_LONG)ms)
		ms = (int64_t)library;
	return (int)ms;
}

static void pause_us(int64_t us) { (void)nanosleep(&(struct timespec){ .tv_nsec = (long)us * 1000 }, NULL); }

/* A commit takes as long for one request as for hundreds, so that those that are ready by now are of the same
 * turn, as long as it holds no lock that others wait for. As many as in the turn before are waited for, no
 * longer than half as long as its commit took, in a few steps (the library looks at all that wait each time):
 * whoever asks again and again comes back then, and one who asks alone waits for nobody. */
static void gather(struct worker *w, struct pollfd *ready)
{
	int64_t step = (w->commit_us / 2 < GATHER_US ? w->commit_us / 2 : GATHER_US) / GATHER_STEPS;

	for (int i = 0; i < GATHER_STEPS && w->turn_wrote && !w->turn_holds; i++) {
		if (w->turn_requests < w->requests_before)
			pause_us(step);
		if (poll(ready, 1, 0) <= 0 && w->turn_requests >= w->requests_before)
			break;
		must(MHD_run(w->mhd) == MHD_YES);
	}
}

static void loop(struct worker *w, int signals)
{
	const struct server_config *c = &w->server->config;
	struct pollfd fds[2] = { { .fd = MHD_get_daemon_info(w->mhd, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd,
				   .events = POLLIN },
				 { .fd = signals, .events = POLLIN } };
	int64_t next_tick = clock_ticks_us() + TICK_US, deadline = INT64_MAX;

	while (!w->stopping || (w->in_flight > 0 && clock_ticks_us() < deadline)) {
		if (poll(fds, 2, wait_ms(w, next_tick)) < 0 && errno != EINTR)
			must_failed("poll", __FILE__, __LINE__);
		must(MHD_run(w->mhd) == MHD_YES);
		gather(w, fds);
		end_turn(w);
		if (fds[1].revents != 0 && !w->stopping) {
			/* The socket stays open in the others; this one takes no more from it. */
			w->stopping = true;
			deadline = clock_ticks_us() + (int64_t)c->stop_s * 1000000;
			(void)MHD_quiesce_daemon(w->mhd);
			fds[1].fd = -1;
		}
		if (clock_ticks_us() >= next_tick) {
			next_tick = clock_ticks_us() + TICK_US;
			exchange_sweep(w, clock_ticks_us());
			if (c->tick != NULL)
				c->tick(w->state);
		}
	}
}

int worker_main(struct server *s, unsigned number)
{
	struct worker w = { .server = s };
	sigset_t set;

	arena_init(&w.life, (size_t)256 << 20);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	must(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
	(void)signal(SIGPIPE, SIG_IGN);
	int signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	must(signals >= 0);
	rc r = start(&w, number);
	if (!rc_ok(r)) {
		log_error("worker %u: %s", number, rc_trail());
		return EXIT_START;
	}
	loop(&w, signals);
	MHD_stop_daemon(w.mhd);
	end_turn(&w);
	if (s->config.worker_stop != NULL)
		s->config.worker_stop(w.state);
	arena_done(&w.life);
	(void)close(signals);
	return 0;
}
