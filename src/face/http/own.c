/* face/http/own.c - the server's own addresses: health, metrics, compiled-in assets. */
#include "face/http/assets.h"
#include "face/http/worker.h"

#include <sodium.h>
#include <string.h>

static rc show_health(struct request *q, struct reply *p)
{
	const struct server_config *c = &q->worker->server->config;
	struct server_health h = { "", "" };
	rc r = c->health(q->state, &h);
	struct out o;

	out_init(&o, q->a, 128);
	out_printf(&o, "{\"status\":\"%s\",\"engine\":\"%s\",\"version\":\"%s\"", rc_ok(r) ? "ok" : "down",
		   h.engine, h.version);
	if (!rc_ok(r))
		out_printf(&o, ",\"error\":\"%s\"", rc_info(r)->name);
	out_lit(&o, "}\n");
	reply_json(p, rc_ok(r) ? 200 : 503, &o);
	return OK;
}

static bool has_token(const struct request *q, const char *want)
{
	str s = request_header(q, S("authorization"));

	return want != NULL && want[0] != 0 && str_skip(&s, S("Bearer ")) && s.n == strlen(want) &&
	       sodium_memcmp(s.p, want, s.n) == 0;
}

static rc show_metrics(struct request *q, struct reply *p)
{
	struct out o;

	CHECK(q->peer_is_near || has_token(q, q->worker->server->config.metrics_token), NOT_ALLOWED);
	out_init(&o, q->a, (size_t)64 * 1024);
	metrics_write(q->worker->server->metrics, &o);
	reply_text(p, 200, out_view(&o));
	return OK;
}

static rc show_asset(struct request *q, struct reply *p)
{
	const struct asset *asset =
	    asset_find(q->path); /* whole address: only the hashed name may be kept for ever */

	CHECK(asset != NULL && str_eq(asset->url, q->path), PAGE_NONE);
	reply_asset(q, p, asset);
	return OK;
}

const struct route own_routes[] = {
	ROUTE(HTTP_GET, "/health", WHO_ANYONE, FOR_SYSTEM, show_health, "Whether the store answers",
	      .kind = REPLY_JSON, .bare = true),
	ROUTE(HTTP_GET, "/metrics", WHO_ANYONE, FOR_SYSTEM, show_metrics,
	      "Counters for Prometheus; from this machine, or with the token", .kind = REPLY_FILE,
	      .bare = true),
	ROUTE(HTTP_GET, "/assets/{name:word}", WHO_ANYONE, FOR_SYSTEM, show_asset,
	      "Stylesheet, icons, pictures", .kind = REPLY_FILE, .bare = true),
};
const size_t own_routes_n = sizeof own_routes / sizeof own_routes[0];
