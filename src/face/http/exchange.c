/* face/http/exchange.c - one request from its first line to the end of its reply.
 *
 * The library calls with the head, with each piece of the body, and, the body being complete, again and again
 * until a reply is queued. The first of these last calls runs the handler; the reply is queued at once when
 * nothing was written in this turn yet, else in the next round, when the turn is committed. Only what ends
 * the connection anyway is answered at the head: the library closes a connection that is answered before its
 * body.
 */
#include "base/log.h"
#include "face/http/session.h"
#include "face/http/worker.h"

#include <microhttpd.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

enum {
	DRAIN_MAX = 64 * 1024,
	SLOWEST_BODY = 1024 /* bytes a second */,
	FILES_MAX = 16,
	STREAM_BLOCK = 64 * 1024
};
enum { RULE_RATE, RULE_SLOW, RULES_OWN = 16 };

enum stage { STAGE_HEAD, STAGE_BODY, STAGE_READY, STAGE_SENT };

struct exchange {
	struct arena arena;
	struct request q;
	struct reply p;
	struct worker *worker;
	struct seat *seat;
	struct exchange *next, **link; /* in worker->waiting */
	str target, raw_target; /* a copy; and where it stood in the library's buffer, to compare places */
	enum stage stage;
	rc failed; /* what stands against calling the handler */
	int64_t body_max, received;
	struct found found;
	struct head_facts facts;
	struct form form;
	struct multipart *multipart;
	struct gather raw;
	bool malformed, token_right, uploading, depends, upload_open;
	size_t route_index;
	int status;
	int64_t start_us;
};

/* ---- turns ---- */

static void unlink_waiting(struct exchange *e)
{
	if (e->link == NULL)
		return;
	*e->link = e->next;
	if (e->next != NULL)
		e->next->link = e->link;
	e->link = NULL;
}

static void link_waiting(struct exchange *e)
{
	struct worker *w = e->worker;

	e->next = w->waiting;
	e->link = &w->waiting;
	if (e->next != NULL)
		e->next->link = &e->next;
	w->waiting = e;
}

/* ---- preparing replies ---- */

static void source_done(struct reply *p)
{
	if (p->source.done != NULL)
		p->source.done(p->source.cls);
	p->source.done = NULL;
}

/* What the reply of a failure says besides its page. */
static void failure_headers(struct exchange *e, rc why)
{
	if (rc_is(why, E_HTTP_METHOD))
		reply_header(&e->p, "Allow", e->found.allow);
	if (rc_is(why, E_TOO_MANY))
		reply_header(&e->p, "Retry-After", str_printf(e->q.a, "%lld", (long long)e->q.wait_s));
	if (e->p.status == 401)
		reply_header(&e->p, "WWW-Authenticate", S("Bearer"));
	if (rc_info(why)->http == 503)
		reply_header(&e->p, "Retry-After", S("1"));
}

static void prepare_failure(struct exchange *e, rc why)
{
	const struct server_config *c = &e->worker->server->config;
	bool json = e->q.route != NULL && e->q.route->kind == REPLY_JSON;
	const struct rc_info *info = rc_info(why);

	source_done(&e->p);
	e->p = (struct reply){ 0 };
	if (1100 <= info->code && info->code < 1200 && info->class != RC_CLASS_REFUSED)
		metrics_add(e->worker->server->metrics, METRIC_DB_ERRORS, 1);
	if (info->class == RC_CLASS_FAULT)
		log_error("%llx %s %s: %s", (unsigned long long)e->q.now.us,
			  e->q.route != NULL ? method_name(e->q.route->method) : "request",
			  e->q.route != NULL ? e->q.route->path : "", rc_trail());
	if (json || e->malformed || c->error_page == NULL)
		reply_error(&e->q, &e->p, why);
	else
		c->error_page(&e->q, &e->p, why);
	must(e->p.status != 0);
	failure_headers(e, why);
}

static void seal(struct exchange *e)
{
	const struct route *r = e->q.route;
	bool personal = r == NULL || (r->who & WHO_ANYONE) == 0 || e->q.caller.signed_in || e->p.personal;

	reply_guard(&e->p, e->q.a, personal, e->q.secure);
	reply_pack(&e->p, e->q.a, request_header(&e->q, S("accept-encoding")));
	if (e->worker->stopping)
		reply_header(&e->p, "Connection", S("close"));
}

static ssize_t read_source(void *cls, uint64_t at, char *to, size_t room)
{
	struct exchange *e = cls;
	int64_t n = e->p.source.read(e->p.source.cls, (int64_t)at, to, room);

	return n > 0 ? (ssize_t)n : MHD_CONTENT_READER_END_WITH_ERROR;
}

static enum MHD_Result send_reply(struct exchange *e, struct MHD_Connection *c)
{
	struct reply *p = &e->p;
	struct MHD_Response *m;

	if (p->source.read != NULL)
		m = MHD_create_response_from_callback((uint64_t)p->source.size, STREAM_BLOCK, read_source, e,
						      NULL);
	else /* the library only reads it, and lets go before exchange_done() */
		m = MHD_create_response_from_buffer(p->body.n, (void *)p->body.p, MHD_RESPMEM_PERSISTENT);
	if (m == NULL)
		return MHD_NO;
	for (size_t i = 0; i < p->n; i++)
		must(MHD_add_response_header(m, p->headers[i].name.p, str_c(e->q.a, p->headers[i].value)) ==
		     MHD_YES);
	enum MHD_Result r = MHD_queue_response(c, (unsigned)p->status, m);
	MHD_destroy_response(m);
	e->stage = STAGE_SENT;
	e->status = p->status;
	return r;
}

/* What uploads wrote in the turn is lost with it: they can't go on. */
static void fail_uploads(struct worker *w)
{
	for (unsigned i = 0; i < w->server->config.connections; i++) {
		struct exchange *e = w->seats[i].connection != NULL ? w->seats[i].exchange : NULL;
		if (e != NULL && e->upload_open && e->stage == STAGE_BODY && rc_ok(e->failed))
			e->failed = rc_raise(E_NOT_SAVED, __FILE__, __LINE__);
	}
}

/* What waited for the end of the turn. */
static void complete(struct exchange *e)
{
	rc (*later)(struct request *, struct reply *) = e->p.later;

	if (later == NULL)
		return;
	e->p.later = NULL;
	rc r = later(&e->q, &e->p);
	if (!rc_ok(r))
		prepare_failure(e, r);
	must(e->p.status != 0);
	seal(e);
}

void exchange_release(struct worker *w, rc result)
{
	if (!rc_ok(result))
		fail_uploads(w);
	while (w->waiting != NULL) {
		struct exchange *e = w->waiting;
		unlink_waiting(e);
		if (rc_ok(result)) {
			complete(e);
			continue;
		}
		prepare_failure(e, rc_raise(E_NOT_SAVED, __FILE__, __LINE__));
		seal(e);
	}
}

/* ---- the head ---- */

void *exchange_new(void *cls, const char *target, struct MHD_Connection *c)
{
	struct worker *w = cls;
	struct arena a;
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	arena_init(&a, w->server->config.request_memory);
	struct exchange *e = arena_new(&a, struct exchange);
	str raw = str_of(target), copy = str_copy(&a, raw);
	*e = (struct exchange){ .arena = a,
				.worker = w,
				.target = copy,
				.raw_target = raw,
				.start_us = clock_ticks_us(),
				.route_index = w->server->routes_n };
	e->q.a = &e->arena;
	e->q.worker = w;
	e->q.state = w->state;
	e->q.now = clock_now();
	e->q.secure = w->server->config.secure;
	e->seat = info != NULL ? info->socket_context : NULL;
	if (e->seat != NULL)
		e->seat->exchange = e;
	w->in_flight++;
	metrics_begin(w->server->metrics);
	return e;
}

struct collect {
	struct header *headers;
	size_t n;
};

static enum MHD_Result collect_one(void *cls, enum MHD_ValueKind kind, const char *key, size_t key_n,
				   const char *value, size_t value_n)
{
	struct collect *k = cls;

	(void)kind;
	if (k->n <= HEADERS_MAX) /* one more than allowed, for the check to see */
		k->headers[k->n++] =
		    (struct header){ { key, key_n }, { value == NULL ? "" : value, value_n } };
	return MHD_YES;
}

static rc check(struct exchange *e, struct MHD_Connection *c, const char *method, const char *version)
{
	struct collect k = { arena_array(e->q.a, struct header, HEADERS_MAX + 1), 0 };

	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

	(void)MHD_get_connection_values_n(c, MHD_HEADER_KIND, collect_one, &k);
	e->q.headers = k.headers;
	e->q.headers_n = k.n;
	struct head h = { str_of(method), e->raw_target, str_of(version), k.headers, k.n };
	CHECK(k.n <= HEADERS_MAX, HTTP_HEADERS);
	TRY(check_layout(&h, info != NULL ? info->header_size : 0));
	h.target = e->target;
	TRY(check_head(&h, &e->facts));
	e->q.host = e->facts.host;
	e->q.path = e->q.place = e->facts.path;
	e->q.query = e->facts.query;
	e->q.method = method_of(str_of(method));
	return OK;
}

static void know_peer(struct exchange *e, struct MHD_Connection *c)
{
	const struct server *s = e->worker->server;
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	struct peer direct = peer_of(info != NULL ? info->client_addr : NULL);
	str forwarded = request_header(&e->q, S("x-forwarded-for"));

	e->q.peer = peer_client(direct, s->fronts, s->config.fronts_n, forwarded);
	e->q.peer_is_near =
	    peer_is_loopback(direct) && forwarded.n == 0 && request_header(&e->q, S("forwarded")).n == 0;
}

static rc limited(struct request *q, unsigned number, const struct limit_rule *rule, str key)
{
	struct server *s = q->worker->server;

	if (limit_take(s->limits, number, rule, key, clock_ticks_us(), &q->wait_s))
		return OK;
	metrics_add(s->metrics, METRIC_LIMITED, 1);
	FAIL(TOO_MANY);
}

/* Whoever has one IPv6 address has the 2^64 of its network. */
static rc limited_peer(struct request *q, unsigned number, const struct limit_rule *rule)
{
	size_t n = peer_is_v4(q->peer) ? sizeof q->peer.b : 8;

	if (rule->burst < 0)
		return OK;
	return limited(q, number, rule, (str){ (const char *)q->peer.b, n });
}

rc request_limit(struct request *q, unsigned number, const struct limit_rule *rule, str key)
{
	return limited(q, RULES_OWN + number, rule, key);
}

rc request_limit_peer(struct request *q, unsigned number, const struct limit_rule *rule)
{
	return limited_peer(q, RULES_OWN + number, rule);
}

static unsigned language_wish(const struct exchange *e)
{
	const struct server_config *c = &e->worker->server->config;
	str wish = cookie_get(request_header(&e->q, S("cookie")), S("lang"));

	for (unsigned i = 0; i < c->languages_n; i++)
		if (str_eq(wish, str_of(c->languages[i])))
			return i;
	return language_choose(c->languages, c->languages_n, request_header(&e->q, S("accept-language")));
}

static rc find_caller(struct exchange *e)
{
	bool by_cookie;
	str token = session_token(&e->q, &by_cookie);

	if (token.n > 0) {
		worker_turn(e->worker);
		TRY(e->worker->server->config.find_caller(e->q.state, &e->q, token, &e->q.caller));
	}
	e->q.caller.by_cookie = by_cookie;
	if (!e->q.has_lang && e->q.caller.lang_known)
		e->q.lang = e->q.caller.lang;
	return OK;
}

static rc read_query(struct exchange *e)
{
	struct form f;

	form_init(&f, &e->q.fields);
	TRY(form_feed(&f, e->q.query));
	return form_end(&f);
}

/* ---- the body ---- */

static bool is_safe(enum http_method m) { return m == HTTP_GET || m == HTTP_HEAD || m == HTTP_OPTIONS; }

/* Not asked of programs, which show a token that no browser sends by itself. */
static rc check_form_token(struct exchange *e, str token)
{
	if (e->token_right || !e->q.caller.signed_in || !e->q.caller.by_cookie)
		return OK;
	TRY(form_token_check(&e->q.caller, e->q.place, token));
	e->token_right = true;
	return OK;
}

static rc check_form_field(struct exchange *e)
{
	const struct field *f = fields_find(&e->q.fields, S(FORM_TOKEN_FIELD));

	return check_form_token(e, f == NULL ? S("") : f->value);
}

/* What an upload writes is part of a turn like anything else. */
static void upload_turn(struct exchange *e)
{
	worker_turn(e->worker);
	e->worker->turn_wrote = e->worker->turn_holds = true;
}

static rc file_begin(void *cls, const struct part *part)
{
	struct exchange *e = cls;
	const struct param *p = e->q.route->params;

	TRY(check_form_field(e)); /* the token stands before the first file, or nothing is kept of it */
	while (p != NULL && p->name != NULL &&
	       !(p->type == PARAM_FILE && str_eq(part->name, str_of(p->name))))
		p++;
	CHECK(p != NULL && p->name != NULL && e->q.files.n < FILES_MAX, FORM_FIELD);
	TRY(fields_add(&e->q.files, part->name, part->filename));
	upload_turn(e);
	e->upload_open = true;
	return e->q.route->upload->begin(&e->q, part);
}

static rc file_data(void *cls, str bytes)
{
	struct exchange *e = cls;

	upload_turn(e);
	return e->q.route->upload->data(&e->q, bytes);
}

static rc file_end(void *cls)
{
	struct exchange *e = cls;

	upload_turn(e);
	return e->q.route->upload->end(&e->q);
}

static rc start_form(struct exchange *e, str type)
{
	const struct route *r = e->q.route;
	const char *semi = type.n > 0 ? memchr(type.p, ';', type.n) : NULL;
	size_t n = semi == NULL ? type.n : (size_t)(semi - type.p);
	str boundary;

	form_init(&e->form, &e->q.fields);
	if (n == 0 && e->facts.length == 0)
		return OK;
	if (n == 33 && strncasecmp(type.p, "application/x-www-form-urlencoded", 33) == 0)
		return OK;
	CHECK(n == 19 && strncasecmp(type.p, "multipart/form-data", 19) == 0, HTTP_MEDIA);
	TRY(multipart_boundary(type, &boundary));
	struct part_sink *sink = arena_new(e->q.a, struct part_sink);
	*sink = (struct part_sink){ file_begin, file_data, file_end, e };
	e->multipart = arena_new(e->q.a, struct multipart);
	multipart_init(e->multipart, boundary, &e->q.fields, r->upload != NULL ? sink : NULL);
	return OK;
}

static rc start_body(struct exchange *e)
{
	const struct route *r = e->q.route;
	str type = request_header(&e->q, S("content-type"));

	fields_init(&e->q.fields, e->q.a, &FORM_LIMITS);
	fields_init(&e->q.files, e->q.a, &FORM_LIMITS);
	if (r->body != BODY_FORM)
		TRY(read_query(e));
	if (!is_safe(e->q.method) && (e->q.caller.by_cookie || !e->q.caller.signed_in))
		TRY(form_origin(&e->q));
	if (!is_safe(e->q.method) && r->body != BODY_FORM)
		TRY(check_form_token(e, request_header(&e->q, S("x-form-token"))));
	e->body_max = r->body == BODY_NONE ? 0 : r->body_max > 0 ? (int64_t)r->body_max : BODY_MAX;
	CHECK(r->body != BODY_NONE || e->facts.length == 0, HTTP_MEDIA);
	CHECK(e->facts.length <= e->body_max, LIMIT);
	if (r->body == BODY_FORM)
		return start_form(e, type);
	if (r->body == BODY_STREAM) {
		upload_turn(e);
		e->upload_open = true;
		return r->upload->begin(&e->q, &(struct part){ S(""), S(""), type });
	}
	return OK;
}

static rc take_body(struct exchange *e, str piece)
{
	switch (e->q.route->body) {
	case BODY_NONE:
		FAIL(HTTP_MEDIA);
	case BODY_FORM:
		return e->multipart != NULL ? multipart_feed(e->multipart, piece)
					    : form_feed(&e->form, piece);
	case BODY_RAW:
		return gather_add(&e->raw, e->q.a, piece, (size_t)e->body_max);
	case BODY_STREAM:
		return file_data(e, piece);
	}
	FAIL(HTTP_MEDIA);
}

static rc end_body(struct exchange *e)
{
	switch (e->q.route->body) {
	case BODY_NONE:
		return OK;
	case BODY_FORM:
		TRY(e->multipart != NULL ? multipart_end(e->multipart) : form_end(&e->form));
		return is_safe(e->q.method) ? OK : check_form_field(e);
	case BODY_RAW:
		e->q.body = (str){ e->raw.p, e->raw.n };
		return OK;
	case BODY_STREAM:
		return file_end(e);
	}
	FAIL(HTTP_MEDIA);
}

/* ---- the steps ---- */

/* An address that isn't a row's: moved, another method, or nothing. The reply of a move is prepared here. */
static rc elsewhere(struct exchange *e)
{
	switch (e->found.what) {
	case FOUND_NONE:
	case FOUND_ROUTE:
		break;
	case FOUND_METHOD:
		CHECK(e->q.method == HTTP_OPTIONS, HTTP_METHOD);
		e->p.status = 204;
		reply_header(&e->p, "Allow", e->found.allow);
		return OK;
	case FOUND_SLASH:
		reply_redirect(&e->p, 308, e->found.location);
		return OK;
	case FOUND_LANG:
		reply_redirect(&e->p, 302,
			       str_printf(e->q.a, "/%s%.*s", e->worker->server->config.languages[e->q.lang],
					  STR_ARG(e->found.location)));
		reply_header(&e->p, "Vary", S("Accept-Language, Cookie"));
		return OK;
	}
	FAIL(PAGE_NONE);
}

static rc admit(struct exchange *e)
{
	const struct server *s = e->worker->server;

	CHECK(e->q.method != HTTP_METHODS, HTTP_UNKNOWN);
	router_find(s->router, e->q.a, e->q.method, e->q.path, e->q.query, &e->found);
	e->q.has_lang = e->found.has_lang;
	e->q.lang = e->found.has_lang ? e->found.lang : language_wish(e);
	e->q.place = e->found.place;
	if (e->found.what != FOUND_ROUTE || !(e->found.route->keyed || e->found.route->by_caller))
		TRY(limited_peer(&e->q, RULE_RATE, &s->config.rate));
	if (e->found.what != FOUND_ROUTE)
		return elsewhere(e);
	e->q.route = e->found.route;
	e->route_index = e->found.index;
	e->q.values = e->found.values;
	e->q.values_n = e->found.values_n;
	if (e->q.route->slow)
		TRY(limited_peer(&e->q, RULE_SLOW, &s->config.slow));
	rc known = find_caller(e);
	if (e->q.route->by_caller && !e->q.caller.signed_in)
		TRY(limited_peer(&e->q, RULE_RATE, &s->config.rate));
	TRY(known);
	TRY(route_allows(e->q.route, &e->q.caller));
	return start_body(e);
}

static enum MHD_Result first_step(struct exchange *e, struct MHD_Connection *c, const char *method,
				  const char *version)
{
	e->failed = check(e, c, method, version);
	e->malformed = !rc_ok(e->failed);
	if (e->malformed)
		metrics_add(e->worker->server->metrics, METRIC_REFUSED_HEADS, 1);
	know_peer(e, c);
	if (!e->malformed)
		e->failed = admit(e);
	e->stage = STAGE_BODY;
	/* Refused, and the body isn't worth reading to the end: answer now, which closes the connection. */
	bool small = 0 <= e->facts.length && e->facts.length <= DRAIN_MAX;
	if (rc_ok(e->failed) || (small && !e->malformed))
		return MHD_YES;
	prepare_failure(e, e->failed);
	seal(e);
	return send_reply(e, c);
}

static enum MHD_Result body_step(struct exchange *e, str piece)
{
	e->received += (int64_t)piece.n;
	metrics_add(e->worker->server->metrics, METRIC_BYTES_IN, (int64_t)piece.n);
	if (e->q.route == NULL || !rc_ok(e->failed)) /* dropped; a chunked body may not go on for ever */
		return e->received <= e->body_max + DRAIN_MAX ? MHD_YES : MHD_NO;
	if (e->received > e->body_max)
		e->failed = rc_raise(E_LIMIT, __FILE__, __LINE__);
	else
		e->failed = take_body(e, piece);
	return MHD_YES;
}

static rc handle(struct exchange *e)
{
	struct worker *w = e->worker;

	TRY(e->failed);
	if (e->q.route == NULL)
		return OK; /* the reply of a move is there already */
	TRY(end_body(e));
	TRY(route_params(e->q.route, &e->q));
	if (e->q.route->slow)
		worker_settle(w);
	worker_turn(w);
	w->turn_requests++;
	w->turn_wrote = w->turn_wrote || e->q.route->writes;
	TRY(e->q.route->run(&e->q, &e->p));
	/* a handler either fails or prepares a reply, now or later */
	must(e->p.status != 0 || (e->p.later != NULL && e->q.route->writes));
	return OK;
}

static enum MHD_Result last_step(struct exchange *e, struct MHD_Connection *c)
{
	rc r = handle(e);

	if (!rc_ok(r))
		prepare_failure(e, r);
	if (e->p.later == NULL)
		seal(e);
	if (e->q.route != NULL && e->q.route->writes && e->p.later == NULL)
		e->worker->turn_holds = true;
	e->depends = e->worker->turn_wrote;
	e->stage = STAGE_READY;
	if (!e->depends)
		return send_reply(e, c);
	link_waiting(e);
	return MHD_YES;
}

bool exchange_step(void *cls, struct MHD_Connection *c, const char *method, const char *version,
		   const char *data, size_t *data_n, void **exchange)
{
	struct exchange *e = *exchange;

	(void)cls;
	switch (e->stage) {
	case STAGE_HEAD:
		return first_step(e, c, method, version) == MHD_YES;
	case STAGE_BODY:
		if (*data_n == 0)
			return last_step(e, c) == MHD_YES;
		str piece = { data, *data_n };
		*data_n = 0;
		return body_step(e, piece) == MHD_YES;
	case STAGE_READY:
		return e->link != NULL || send_reply(e, c) == MHD_YES;
	case STAGE_SENT:
		break;
	}
	return false;
}

void exchange_done(struct MHD_Connection *c, void **exchange)
{
	struct exchange *e = *exchange;
	struct arena a;

	(void)c;
	if (e == NULL)
		return;
	unlink_waiting(e);
	if (e->upload_open && e->q.route->upload->drop != NULL)
		e->q.route->upload->drop(&e->q);
	source_done(&e->p);
	e->worker->in_flight--;
	metrics_end(e->worker->server->metrics, e->route_index, e->status, clock_ticks_us() - e->start_us);
	if (e->seat != NULL) {
		e->seat->exchange = NULL;
		e->seat->since_us = clock_ticks_us();
	}
	*exchange = NULL;
	a = e->arena;
	arena_done(&a);
}

/* ---- slow clients ---- */

static bool too_slow(const struct worker *w, const struct seat *s, int64_t now)
{
	const struct exchange *e = s->exchange;
	int64_t grace = (int64_t)w->server->config.idle_s * 1000000;

	if (e == NULL)
		return now - s->since_us > grace;
	if (e->stage != STAGE_BODY && e->stage != STAGE_HEAD)
		return false; /* the library watches stalled replies */
	return now - e->start_us > grace + e->received / SLOWEST_BODY * 1000000;
}

void exchange_sweep(struct worker *w, int64_t now)
{
	for (unsigned i = 0; i < w->server->config.connections; i++) {
		struct seat *s = &w->seats[i];
		if (s->connection == NULL || !too_slow(w, s, now))
			continue;
		const union MHD_ConnectionInfo *info =
		    MHD_get_connection_info(s->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
		if (info != NULL)
			(void)shutdown(info->connect_fd, SHUT_RDWR);
		metrics_add(w->server->metrics, METRIC_SLOW_CLOSED, 1);
		s->since_us = now;
	}
}
