/* face/http/server.c - the supervisor: the socket, the children, and starting them again. */
#include "face/http/server.h"

#include "base/log.h"
#include "face/http/worker.h"

#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	BACKLOG = 1024,
	WORKERS_MAX = 256,
	BACK_OFF_FIRST_MS = 50,
	BACK_OFF_MAX_MS = 5000,
	STEADY_US = 2000000
};
enum { QUICK_DEATHS_MAX = 12, LIMIT_KEYS = 65536 };

struct child {
	int64_t started_us, due_us;
	int64_t back_off_ms;
	int quick_deaths; /* in a row */
	pid_t pid;	  /* 0: not running */
};

static const struct server_config SERVER_DEFAULTS = {
	.address = "127.0.0.1",
	.connections = 1000,
	.per_address = 200,
	.idle_s = 30,
	.stop_s = 10,
	.head_bytes = (size_t)16 * 1024,
	.request_memory = (size_t)16 << 20,
	.rate = { .burst = 400, .every_ms = 20 },
	.slow = { .burst = 20, .every_ms = 3000 },
};

static void fill_defaults(struct server_config *c)
{
	const struct server_config *d = &SERVER_DEFAULTS;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	c->address = c->address != NULL ? c->address : d->address;
	c->workers = c->workers > 0 ? c->workers : cores > 0 ? (unsigned)cores : 1;
	c->workers = c->workers < WORKERS_MAX ? c->workers : WORKERS_MAX;
	c->connections = c->connections > 0 ? c->connections : d->connections;
	c->per_address = c->per_address > 0 ? c->per_address : d->per_address;
	c->idle_s = c->idle_s > 0 ? c->idle_s : d->idle_s;
	c->stop_s = c->stop_s > 0 ? c->stop_s : d->stop_s;
	c->head_bytes = c->head_bytes > 0 ? c->head_bytes : d->head_bytes;
	c->request_memory = c->request_memory > 0 ? c->request_memory : d->request_memory;
	c->rate = c->rate.burst != 0 ? c->rate : d->rate;
	c->slow = c->slow.burst != 0 ? c->slow : d->slow;
}

static rc listen_on(const struct server_config *c, int *ret_fd, uint16_t *ret_port)
{
	struct peer p;
	int one = 1;
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons(c->port) };
	struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons(c->port) };
	bool is_v6 = strchr(c->address, ':') != NULL;
	struct sockaddr *to = is_v6 ? (struct sockaddr *)(void *)&v6 : (struct sockaddr *)(void *)&v4;
	socklen_t n = is_v6 ? sizeof v6 : sizeof v4;

	TRY(peer_parse(str_of(c->address), &p));
	memcpy(&v6.sin6_addr, p.b, 16);
	memcpy(&v4.sin_addr, p.b + 12, 4);
	*ret_fd = socket(to->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	CHECK(*ret_fd >= 0, HTTP_LISTEN);
	if (setsockopt(*ret_fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) != 0 ||
	    bind(*ret_fd, to, n) != 0 || listen(*ret_fd, BACKLOG) != 0 || getsockname(*ret_fd, to, &n) != 0) {
		log_error("cannot listen on %s port %d: %s", c->address, c->port, strerror(errno));
		(void)close(*ret_fd);
		FAIL(HTTP_LISTEN);
	}
	*ret_port = ntohs(is_v6 ? v6.sin6_port : v4.sin_port);
	return OK;
}

rc server_open(struct arena *life, const struct server_config *c, struct server **ret)
{
	struct server *s = arena_new(life, struct server);

	must(c->worker_start != NULL && c->turn_begin != NULL && c->turn_end != NULL &&
	     c->find_caller != NULL);
	must(c->health != NULL);
	s->config = *c;
	fill_defaults(&s->config);
	s->routes_n = c->routes_n + own_routes_n;
	s->routes = arena_array(life, struct route, s->routes_n);
	if (c->routes_n > 0)
		memcpy(s->routes, c->routes, c->routes_n * sizeof *s->routes);
	memcpy(s->routes + c->routes_n, own_routes, own_routes_n * sizeof *s->routes);
	for (size_t i = 0; i < c->routes_n;
	     i++) /* a body that is held must fit into the request's memory, growing */
		must(c->routes[i].body != BODY_RAW || c->routes[i].body_max <= s->config.request_memory / 4);
	s->router = router_new(life, s->routes, s->routes_n, c->languages, c->languages_n);
	s->fronts = arena_array(life, struct peer_net, c->fronts_n + 1);
	for (size_t i = 0; i < c->fronts_n; i++)
		TRY(peer_net_parse(str_of(c->fronts[i]), &s->fronts[i]));
	TRY(metrics_new(s->config.workers, s->routes, s->routes_n, &s->metrics));
	TRY(limits_new(LIMIT_KEYS, &s->limits));
	TRY(listen_on(&s->config, &s->listen_fd, &s->port));
	*ret = s;
	return OK;
}

uint16_t server_port(const struct server *s) { return s->port; }

/* ---- children ---- */

static sigset_t watched(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGCHLD);
	return set;
}

static const char *name_of(const struct server *s, size_t i)
{
	return i < s->config.workers ? "worker" : s->config.children[i - s->config.workers].name;
}

static int child_main(struct server *s, size_t i)
{
	if (i < s->config.workers)
		return worker_main(s, (unsigned)i);
	const struct server_child *c = &s->config.children[i - s->config.workers];
	(void)close(s->listen_fd);
	return c->run(c->cls);
}

static void start(struct server *s, struct child *child, size_t i, pid_t supervisor)
{
	sigset_t set = watched();
	pid_t pid = fork();

	child->started_us = clock_ticks_us();
	if (pid == 0) {
		/* Nobody stays behind alone: when the supervisor is gone, so are its children. */
		if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != supervisor)
			_Exit(0);
		must(sigprocmask(SIG_UNBLOCK, &set, NULL) == 0);
		_Exit(child_main(s, i));
	}
	if (pid < 0) {
		log_error("cannot fork %s: %s", name_of(s, i), strerror(errno));
		child->due_us = child->started_us + (int64_t)BACK_OFF_MAX_MS * 1000;
		return;
	}
	child->pid = pid;
}

/* A child that lived for a while is started at once; one that dies at once, later and later. */
static rc bury(struct server *s, struct child *child, size_t i, int status)
{
	int64_t now = clock_ticks_us();
	bool quick = now - child->started_us < STEADY_US;

	child->pid = 0;
	child->quick_deaths = quick ? child->quick_deaths + 1 : 0;
	child->back_off_ms = !quick		       ? 0
			     : child->back_off_ms == 0 ? BACK_OFF_FIRST_MS
						       : child->back_off_ms * 2;
	if (child->back_off_ms > BACK_OFF_MAX_MS)
		child->back_off_ms = BACK_OFF_MAX_MS;
	child->due_us = now + child->back_off_ms * 1000;
	metrics_restart(s->metrics);
	log_warn("%s %zu ended (%s %d), starting again in %d ms", name_of(s, i), i,
		 WIFSIGNALED(status) ? "signal" : "status",
		 WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), (int)child->back_off_ms);
	CHECK(i >= s->config.workers || child->quick_deaths < QUICK_DEATHS_MAX, HTTP_WORKER);
	return OK;
}

static rc bury_all(struct server *s, struct child *children, size_t n)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (size_t i = 0; i < n; i++)
			if (children[i].pid == pid)
				TRY(bury(s, &children[i], i, status));
	return OK;
}

static int64_t start_due(struct server *s, struct child *children, size_t n, pid_t supervisor)
{
	int64_t now = clock_ticks_us(), next = now + INT64_C(60000000);

	for (size_t i = 0; i < n; i++) {
		if (children[i].pid == 0 && children[i].due_us <= now)
			start(s, &children[i], i, supervisor);
		if (children[i].pid == 0 && children[i].due_us < next)
			next = children[i].due_us;
	}
	return next;
}

/* SIGTERM to all; to those still there some time after the workers' own limit, SIGKILL. */
static void stop_all(const struct server *s, struct child *children, size_t n)
{
	int64_t deadline = clock_ticks_us() + ((int64_t)s->config.stop_s + 2) * 1000000;
	sigset_t set = watched();
	size_t left = n;

	for (size_t i = 0; i < n; i++)
		if (children[i].pid > 0)
			(void)kill(children[i].pid, SIGTERM);
	while (left > 0) {
		bool late = clock_ticks_us() > deadline;
		left = 0;
		for (size_t i = 0; i < n; i++) {
			if (children[i].pid > 0 && waitpid(children[i].pid, NULL, WNOHANG) != 0)
				children[i].pid = 0;
			if (children[i].pid > 0 && late)
				(void)kill(children[i].pid, SIGKILL);
			left += children[i].pid > 0;
		}
		if (left > 0)
			(void)sigtimedwait(&set, NULL, &(struct timespec){ .tv_nsec = 100000000 });
	}
}

static rc supervise(struct server *s, struct child *children, size_t n, const sigset_t *set)
{
	pid_t me = getpid();

	for (;;) {
		int64_t wait_us = start_due(s, children, n, me) - clock_ticks_us();
		if (wait_us < 1000)
			wait_us = 1000;
		struct timespec t = { wait_us / 1000000, wait_us % 1000000 * 1000 };
		int got = sigtimedwait(set, NULL, &t);
		if (got == SIGTERM || got == SIGINT)
			return OK;
		TRY(bury_all(s, children, n));
	}
}

rc server_run(struct server *s)
{
	struct child children[WORKERS_MAX + 16] = { 0 };
	size_t n = s->config.workers + s->config.children_n;
	sigset_t set = watched(), before;

	must(s->config.children_n <= 16);
	must(sigprocmask(SIG_BLOCK, &set, &before) == 0);
	rc r = supervise(s, children, n, &set);
	stop_all(s, children, n);
	(void)close(s->listen_fd);
	must(sigprocmask(SIG_SETMASK, &before, NULL) == 0);
	return r;
}
