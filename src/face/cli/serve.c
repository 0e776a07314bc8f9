/* face/cli/serve.c - sanad serve: the portal with its jobs and its sealer. */
#include "face/cli/cli.h"

#include "base/log.h"
#include "domain/journal/journal.h"
#include "face/jobs/jobs.h"
#include "face/portal/frame.h"
#include "face/portal/portal.h"
#include "service/fund.h"
#include "service/keys.h"
#include "service/put_law.h"

#include <stdio.h>
#include <string.h>

enum { FRONTS_MAX = 16, TOKEN_FILE_MAX = 256 };

static const struct cli_option serve_options[] = {
	{ "address", "ADDRESS", "to listen on (127.0.0.1)" },
	{ "port", "PORT", "to listen on (8080)" },
	{ "workers", "N", "processes that answer requests; one for each core" },
	{ "secure", NULL, "browsers come over TLS, which a front ends: secure cookies, https" },
	{ "front", "ADDRESS[,NET]", "fronts whose X-Forwarded-For is believed" },
	{ "phone", "FILE", "of a demo fund: shows what tools/sms-sink --out FILE took" },
	{ "metrics-token", "FILE", "its first line reads /metrics from other machines" },
	{ 0 },
};

static rc fronts(struct cli *c, struct server_config *s)
{
	const char **list = arena_array(c->a, const char *, FRONTS_MAX);
	str rest = cli_text(c, "front", S(""));

	while (rest.n > 0) {
		const char *comma = memchr(rest.p, ',', rest.n);
		size_t n = comma != NULL ? (size_t)(comma - rest.p) : rest.n;
		if (s->fronts_n == FRONTS_MAX)
			return cli_usage(c, "at most %d fronts", FRONTS_MAX);
		list[s->fronts_n++] = str_c(c->a, (str){ rest.p, n });
		rest = comma != NULL ? (str){ comma + 1, rest.n - n - 1 } : S("");
	}
	s->fronts = list;
	return OK;
}

static rc metrics_token(struct cli *c, struct server_config *s)
{
	str token;

	if (!cli_has(c, "metrics-token"))
		return OK;
	TRY(cli_read_file(c, cli_option(c, "metrics-token"), TOKEN_FILE_MAX, &token));
	while (token.n > 0 && (unsigned char)token.p[token.n - 1] <= ' ')
		token.n--;
	s->metrics_token = str_c(c->a, token);
	return OK;
}

/* The store and the keys are looked at once before anything is started: what is missing is said here, not by
 * every worker. */
static rc look(struct cli *c, const char *keys, bool *ret_demo)
{
	struct law_versions laws;
	struct fund_facts facts;
	struct keys k;
	struct db *db;

	TRY(fund_open(c->a, c->url, &db));
	rc r = fund_facts(db, c->a, &facts);
	if (rc_ok(r))
		r = law_versions_list(db, c->a, &laws);
	fund_close(db);
	TRY(r);
	if (laws.program_differs)
		log_warn(LAW_PROGRAM_DIFFERS);
	*ret_demo = facts.demo;
	r = keys_read(keys, &k);
	keys_forget(&k);
	if (!rc_ok(r))
		cli_why(c, "in %s; sanad keys makes those that are missing", keys);
	return r;
}

static rc serve(struct cli *c)
{
	struct portal_config portal = { c->url, keys_directory(c->a, c->url), cli_option(c, "phone") };
	struct jobs_config jobs = { portal.url, portal.keys };
	struct server_child children[] = { { "jobs", jobs_work, &jobs },
					   { "sealer", jobs_sealer, &jobs },
					   { "sender", jobs_sender, &jobs },
					   { "counter", jobs_counter, &jobs } };
	struct server_config s = { .address = cli_has(c, "address") ? cli_option(c, "address") : "127.0.0.1",
				   .secure = cli_has(c, "secure"),
				   .children = children,
				   .children_n = sizeof children / sizeof children[0] };
	struct server *server;
	int64_t port, workers;
	bool demo = false;

	TRY(cli_number(c, "port", 0, 65535, 8080, &port));
	TRY(cli_number(c, "workers", 1, 256, 0, &workers));
	TRY(fronts(c, &s));
	TRY(metrics_token(c, &s));
	TRY(look(c, portal.keys, &demo));
	s.port = (uint16_t)port;
	s.workers = (unsigned)workers;
	portal_serve(&portal, c->a, &s);
	TRY(server_open(c->a, &s, &server));
	bool v6 = strchr(s.address, ':') != NULL;
	cli_say(c, "http://%s%s%s:%d/", v6 ? "[" : "", s.address, v6 ? "]" : "", (int)server_port(server));
	if (demo)
		cli_say(c, "A demo fund: anybody may sign in; the page says as whom.");
	fflush(stdout);
	return server_run(server);
}

/* ---- the addresses ---- */

static rc routes(struct cli *c)
{
	const struct route *list;
	struct out o;
	size_t n;

	portal_routes(c->a, &list, &n);
	for (size_t i = 0; i < n; i++) {
		const struct route *r = &list[i];
		str who = portal_who(c->a, r), why = journal_purpose(r->why);
		cli_say(c, "%-6s %-28s %-36.*s %-13.*s %s", method_name(r->method), r->path, STR_ARG(who),
			STR_ARG(why), r->doc);
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field(&o, S("method"), str_of(method_name(r->method)));
		cli_field(&o, S("path"), str_of(r->path));
		cli_field(&o, S("who"), who);
		cli_field(&o, S("why"), why);
		cli_field_bool(&o, S("writes"), r->writes);
		cli_field_bool(&o, S("bare"), r->bare);
		cli_field(&o, S("doc"), str_of(r->doc));
		cli_object_end(c, &o);
	}
	return OK;
}

const struct cli_command serve_commands[];
const struct cli_command serve_commands[] = {
	{ "serve", "", 0, 0, CLI_NO_STORE, "the portal, its jobs and the journal's sealer", serve_options,
	  serve },
	{ "routes", "", 0, 0, CLI_NO_STORE, "the addresses of the portal: who may call each, and why", NULL,
	  routes },
	{ 0 },
};
