/* face/http/server.h - the server: a supervisor and its children.
 *
 * The supervisor opens the socket, forks the workers and the other children (jobs, sealer), starts again
 * whoever dies, later each time it dies at once, and passes SIGTERM and SIGINT on: workers finish the
 * requests under way.
 *
 * A worker is single-threaded and works in TURNS: all requests that are ready at one wake-up are handled,
 * then turn_look() reads what they left to be read together, turn_end() commits what they did, then their
 * replies leave. If turn_end() fails, every reply of that turn that depends on a write becomes E_NOT_SAVED
 * (503). "Depends" is: its route writes, or an earlier request of the same turn was of a route that writes.
 * Other replies leave at once. A crash costs one turn.
 */
#ifndef FACE_HTTP_SERVER_H
#define FACE_HTTP_SERVER_H

#include "face/http/limit.h"
#include "face/http/route.h"

/* A child that is no worker. run() returns when SIGTERM came (it finds the default action set); what it
 * returns is the exit status. It is started again whenever it ends while the server runs. */
struct server_child {
	const char *name;
	int (*run)(void *cls);
	void *cls;
};

/* What /health says about the store. */
struct server_health {
	const char *engine, *version;
};

struct server_config {
	const char *address; /* to listen on: "127.0.0.1", "::" */
	uint16_t port;	     /* 0: any, see server_port() */
	unsigned workers;    /* 0: as many as there are cores */
	bool secure; /* browsers come over TLS, ended by a front: Secure cookies, HSTS, https origins */
	const char *const *fronts; /* addresses or nets whose X-Forwarded-For is believed */
	size_t fronts_n;
	const char
	    *metrics_token; /* "Authorization: Bearer" that reads /metrics from elsewhere; NULL: nobody */
	const struct route *routes;
	size_t routes_n;
	const char *const *languages; /* path prefixes, the first is the default */
	size_t languages_n;
	void *cls;

	/* In the worker, after the fork. Memory in `life`. A failure ends the worker. */
	rc (*worker_start)(void *cls, struct arena *life, void **ret_state);
	void (*worker_stop)(void *state);
	void (*turn_begin)(void *state);
	void (*turn_look)(void *state); /* NULL: nothing is left to it */
	rc (*turn_end)(void *state);
	void (*tick)(void *state); /* about once a second, outside of turns; NULL: nothing to do */
	/* Who holds the session's token? Leaves *ret as it is (nobody) when the token is unknown or too old.
	 */
	rc (*find_caller)(void *state, const struct request *q, str token, struct caller *ret);
	rc (*health)(void *state, struct server_health *ret);
	/* The page for a failure, in the reader's language; NULL: reply_error(). Not asked for JSON routes.
	 */
	void (*error_page)(struct request *q, struct reply *p, rc why);

	const struct server_child *children;
	size_t children_n;

	/* Limits; 0: the default of SERVER_DEFAULTS. */
	unsigned connections; /* of one worker */
	unsigned
	    per_address;   /* connections of one address to one worker; not counted when there are fronts */
	unsigned idle_s;   /* until a head is complete, and between requests; and a stalled reply */
	unsigned stop_s;   /* to finish requests under way after SIGTERM */
	size_t head_bytes; /* of a request's head */
	size_t request_memory;	/* of one request's arena */
	struct limit_rule rate; /* requests of one address; burst < 0: no limit */
	struct limit_rule slow; /* requests of one address to `slow` routes */
};

struct server;

/* Checks the routes, opens the socket, makes the shared memory. The config must live as long. E_HTTP_LISTEN,
 * E_IO, E_USAGE (a front is no address) */
rc server_open(struct arena *life, const struct server_config *c, struct server **ret) MUST_USE;
uint16_t server_port(const struct server *s);
/* Runs until SIGTERM or SIGINT, then stops all children. E_HTTP_WORKER when one can't be kept alive. */
rc server_run(struct server *s) MUST_USE;
/* In a handler: one try less for `key`, such as the name of an account somebody signs in to, shared by all
 * workers. The caller's rules have numbers of their own, from 0 on. E_TOO_MANY, and q->wait_s says until
 * when. */
rc request_limit(struct request *q, unsigned number, const struct limit_rule *rule, str key) MUST_USE;
/* The same for the address that the request came from. */
rc request_limit_peer(struct request *q, unsigned number, const struct limit_rule *rule) MUST_USE;

#endif
