/* face/http/worker.h - inside the server: one worker and the requests in its hands. For server.c, worker.c,
 * exchange.c and own.c only. */
#ifndef FACE_HTTP_WORKER_H
#define FACE_HTTP_WORKER_H

#include "face/http/metrics.h"
#include "face/http/server.h"

struct MHD_Connection;
struct MHD_Daemon;

struct server {
	struct server_config config; /* defaults filled in */
	struct route *routes;	     /* the config's and the server's own */
	size_t routes_n;
	struct router *router;
	struct metrics *metrics;
	struct limits *limits;
	struct peer_net *fronts;
	int listen_fd;
	uint16_t port;
};

/* One accepted connection; from a table made at the start. */
struct seat {
	struct seat *next_free;
	struct MHD_Connection *connection; /* NULL: free */
	struct exchange *exchange;	   /* the request under way */
	int64_t since_us;		   /* when it was accepted, or its last request ended */
};

struct worker {
	struct server *server;
	struct arena life;
	struct MHD_Daemon *mhd;
	void *state;
	struct seat *seats, *free_seats;
	struct exchange *waiting; /* prepared, until the turn is committed */
	int64_t in_flight, turn_requests;
	int64_t requests_before, commit_us; /* of the last turn that wrote */
	bool turn_open, turn_wrote, stopping;
	bool turn_holds; /* something was written already: the store may be locked for others */
};

/* The worker's life, from fork to exit status. */
int worker_main(struct server *s, unsigned number);
/* A turn begins with the first thing that needs the store. */
void worker_turn(struct worker *w);

/* Commits what the turn has written so far: what comes now takes long and must not keep other writers
 * waiting. */
void worker_settle(struct worker *w);

/* The library's calls about one request (exchange.c). */
void *exchange_new(void *cls, const char *target, struct MHD_Connection *c);
/* See MHD_AccessHandlerCallback; false: cut the connection. */
bool exchange_step(void *cls, struct MHD_Connection *c, const char *method, const char *version,
		   const char *data, size_t *data_n, void **exchange);
void exchange_done(struct MHD_Connection *c, void **exchange);
/* The turn is over: what waits may leave, or, with a failure, what depended on it becomes that failure. */
void exchange_release(struct worker *w, rc result);
/* Close connections on which nothing comes in time. */
void exchange_sweep(struct worker *w, int64_t now_us);

/* Routes of the server itself: /health, /metrics, /assets. */
extern const struct route own_routes[];
extern const size_t own_routes_n;

#endif
