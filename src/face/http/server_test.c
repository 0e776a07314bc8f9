#include "face/http/server.h"

#include "face/http/session.h"
#include "testing/t.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

/* What the server under test and the test see together. */
static struct seen {
	_Atomic int turn;      /* number of the last turn that began */
	_Atomic int committed; /* number of the last turn that was committed */
	_Atomic int commits;
	_Atomic int commit_fails; /* so many commits to fail */
	_Atomic int commit_ms;	  /* how long a commit takes */
	_Atomic int handled, ticks, job_starts, dropped, started, stopped;
	_Atomic int store_down;
	_Atomic long peak_kb;
} * seen;

/* ---- routes ---- */

static rc hello(struct request *q, struct reply *p)
{
	static const char *const greetings[] = { "salam", "bonjour", "hello" };
	struct out o;

	out_init(&o, q->a, 100);
	out_printf(&o, "<p>%s</p>", greetings[q->lang]);
	reply_page(p, 200, &o);
	return OK;
}

static rc long_page(struct request *q, struct reply *p)
{
	struct out o;

	out_init(&o, q->a, 100);
	for (int i = 0; i < 2000; i++)
		out_printf(&o, "<li>%d</li>\n", i);
	reply_page(p, 200, &o);
	return OK;
}

static rc show_feed(struct request *q, struct reply *p)
{
	struct out o;

	out_init(&o, q->a, 100);
	out_printf(&o, "{\"feed\":%lld,\"page\":%lld,\"day\":", (long long)request_int(q, "feed"),
		   (long long)request_int(q, "page"));
	out_json_str(&o, date_text(q->a, request_day(q, "day")));
	out_lit(&o, "}");
	reply_json(p, 200, &o);
	return OK;
}

static rc save(struct request *q, struct reply *p)
{
	struct out o;

	atomic_fetch_add(&seen->handled, 1);
	out_init(&o, q->a, 100);
	out_printf(&o, "{\"turn\":%d}", atomic_load(&seen->turn));
	reply_json(p, 200, &o);
	return OK;
}

static rc save_page(struct request *q, struct reply *p)
{
	(void)q;
	reply_redirect(p, 303, S("/fr/hello"));
	return OK;
}

struct arrived {
	uint64_t bytes, hash;
	int files;
};

static rc file_begin(struct request *q, const struct part *part)
{
	struct arrived *u = q->upload != NULL ? q->upload : arena_new(q->a, struct arrived);

	(void)part;
	q->upload = u;
	u->files++;
	return OK;
}

static rc file_data(struct request *q, str s)
{
	struct arrived *u = q->upload;
	struct rusage use;

	for (size_t i = 0; i < s.n; i++)
		u->hash = u->hash * 31 + (unsigned char)s.p[i];
	u->bytes += s.n;
	getrusage(RUSAGE_SELF, &use);
	atomic_store(&seen->peak_kb, use.ru_maxrss);
	return OK;
}

static rc file_end(struct request *q)
{
	(void)q;
	return OK;
}

static void file_drop(struct request *q)
{
	(void)q;
	atomic_fetch_add(&seen->dropped, 1);
}

static const struct upload upload = { file_begin, file_data, file_end, file_drop };

static rc show_upload(struct request *q, struct reply *p)
{
	struct arrived none = { 0 }, *u = q->upload != NULL ? q->upload : &none;
	struct out o;

	out_init(&o, q->a, 100);
	out_printf(&o, "{\"files\":%d,\"bytes\":%llu,\"hash\":%llu}", u->files, (unsigned long long)u->bytes,
		   (unsigned long long)u->hash);
	reply_json(p, 200, &o);
	return OK;
}

static rc show_form(struct request *q, struct reply *p)
{
	const struct value *v = request_value(q, "name");
	struct out o;

	out_init(&o, q->a, 100);
	out_printf(&o, "<p>%zu wrong, name %d '", q->bad, (int)v->state);
	out_html(&o, v->text);
	out_lit(&o, "'</p>");
	reply_page(p, q->bad > 0 ? 422 : 200, &o);
	return OK;
}

static rc show_me(struct request *q, struct reply *p)
{
	reply_text(p, 200,
		   str_printf(q->a, "user %lld %.*s", (long long)q->caller.user.v,
			      STR_ARG(form_token(q->a, &q->caller, S("/form")))));
	return OK;
}

static rc take_json(struct request *q, struct reply *p)
{
	reply_text(p, 200, q->body);
	return OK;
}

static rc sign_in(struct request *q, struct reply *p)
{
	static const struct limit_rule tries = { 3, 60000 };

	TRY(request_limit(q, 0, &tries, request_text(q, "login")));
	reply_text(p, 200, S("try"));
	return OK;
}

static rc slow_page(struct request *q, struct reply *p)
{
	(void)q;
	atomic_fetch_add(&seen->handled, 1);
	nanosleep(&(struct timespec){ .tv_nsec = 400000000 }, NULL);
	reply_text(p, 200, S("slow"));
	return OK;
}

static rc crash(struct request *q, struct reply *p)
{
	(void)q, (void)p;
	_Exit(9);
}

static rc say_pid(struct request *q, struct reply *p)
{
	reply_text(p, 200, str_printf(q->a, "%d", (int)getpid()));
	return OK;
}

enum { BIG = 30 << 20 };

static int64_t big_read(void *cls, int64_t at, char *to, size_t room)
{
	size_t n = (size_t)(BIG - at) < room ? (size_t)(BIG - at) : room;

	(void)cls;
	for (size_t i = 0; i < n; i++)
		to[i] = (char)('a' + ((size_t)at + i) % 26);
	return (int64_t)n;
}

static void big_done(void *cls)
{
	(void)cls;
	atomic_fetch_add(&seen->dropped, 1);
}

static rc big(struct request *q, struct reply *p)
{
	reply_file(q, p, S("text/csv"), S("DGI 1\".csv"),
		   &(struct reply_source){ big_read, big_done, NULL, BIG });
	return OK;
}

static rc after_turn(struct request *q, struct reply *p)
{
	struct out o;

	must(p->later_cls == q->a);
	CHECK(!str_eq(request_header(q, S("x-fail")), S("1")), PERSON_NONE);
	out_init(&o, q->a, 100);
	out_printf(&o, "{\"committed\":%d}", atomic_load(&seen->committed) == atomic_load(&seen->turn));
	reply_json(p, 200, &o);
	return OK;
}

static rc answer_later(struct request *q, struct reply *p)
{
	p->later = after_turn;
	p->later_cls = q->a;
	return OK;
}

enum { ROLE_CLERK = 1, ROLE_CHIEF = 2 };

static const struct route routes[] = {
	ROUTE(HTTP_GET, "/", WHO_ANYONE, FOR_SYSTEM, hello, "Home"),
	ROUTE(HTTP_GET, "/hello", WHO_ANYONE, FOR_SYSTEM, hello, "A greeting"),
	ROUTE(HTTP_GET, "/long", WHO_ANYONE, FOR_SYSTEM, long_page, "A long page"),
	ROUTE(HTTP_GET, "/feeds/{feed:id}", WHO_ANYONE, FOR_SYSTEM, show_feed, "One feed", .kind = REPLY_JSON,
	      .params = PARAMS(PARAM("page", PARAM_INT), PARAM("day", PARAM_DAY, .required = true))),
	ROUTE(HTTP_GET, "/feeds/new", WHO_ANYONE, FOR_SYSTEM, hello, "A literal wins"),
	ROUTE(HTTP_POST, "/api/save", WHO_ANYONE, FOR_SYSTEM, save, "Writes", .kind = REPLY_JSON,
	      .body = BODY_RAW, .writes = true, .bare = true),
	ROUTE(HTTP_GET, "/api/later", ROLE_CLERK, FOR_SYSTEM, answer_later, "Answers behind the turn",
	      .kind = REPLY_JSON, .writes = true, .bare = true, .by_caller = true),
	ROUTE(HTTP_POST, "/save", WHO_ANYONE, FOR_SYSTEM, save_page, "Writes from a page", .body = BODY_FORM,
	      .writes = true),
	ROUTE(HTTP_POST, "/upload", WHO_SIGNED_IN, FOR_SYSTEM, show_upload, "A form with a file",
	      .kind = REPLY_JSON, .body = BODY_FORM, .upload = &upload, .body_max = 500 << 20,
	      .params = PARAMS(PARAM("file", PARAM_FILE, .required = true), PARAM("note", PARAM_TEXT))),
	ROUTE(HTTP_PUT, "/api/stream", ROLE_CLERK | ROLE_CHIEF, FOR_SYSTEM, show_upload, "A file alone",
	      .kind = REPLY_JSON, .body = BODY_STREAM, .upload = &upload, .body_max = 1 << 20, .bare = true),
	ROUTE(HTTP_POST, "/form", WHO_SIGNED_IN, FOR_SYSTEM, show_form, "A form shown again",
	      .body = BODY_FORM, .keeps_bad = true,
	      .params = PARAMS(PARAM("name", PARAM_TEXT, .required = true, .max = 10))),
	ROUTE(HTTP_POST, "/strict", WHO_SIGNED_IN, FOR_SYSTEM, show_form, "A form refused", .body = BODY_FORM,
	      .params = PARAMS(PARAM("name", PARAM_TEXT, .required = true, .max = 10))),
	ROUTE(HTTP_POST, "/json", WHO_ANYONE, FOR_SYSTEM, take_json, "JSON", .body = BODY_RAW, .bare = true),
	ROUTE(HTTP_GET, "/me", WHO_SIGNED_IN, FOR_SYSTEM, show_me, "Who am I"),
	ROUTE(HTTP_GET, "/chief", ROLE_CHIEF, FOR_SYSTEM, show_me, "Only the chief"),
	ROUTE(HTTP_GET, "/try", WHO_ANYONE, FOR_SYSTEM, hello, "Limited", .slow = true),
	ROUTE(HTTP_GET, "/signin/{login:word}", WHO_ANYONE, FOR_SYSTEM, sign_in, "Tries of an account"),
	ROUTE(HTTP_GET, "/slow", WHO_ANYONE, FOR_SYSTEM, slow_page, "Slow", .bare = true),
	ROUTE(HTTP_GET, "/crash", WHO_ANYONE, FOR_SYSTEM, crash, "Crashes", .bare = true),
	ROUTE(HTTP_GET, "/pid", WHO_ANYONE, FOR_SYSTEM, say_pid, "The worker", .bare = true),
	ROUTE(HTTP_GET, "/big", WHO_ANYONE, FOR_SYSTEM, big, "A big file", .kind = REPLY_FILE, .bare = true),
};

/* ---- the server under test ---- */

static rc worker_start(void *cls, struct arena *life, void **ret_state)
{
	(void)cls, (void)life;
	atomic_fetch_add(&seen->started, 1);
	*ret_state = seen;
	return OK;
}

static void worker_stop(void *state)
{
	(void)state;
	atomic_fetch_add(&seen->stopped, 1);
}

static bool looked; /* in this turn of this worker */

static void turn_begin(void *state)
{
	(void)state;
	looked = false;
	atomic_fetch_add(&seen->turn, 1);
}

static void turn_look(void *state)
{
	(void)state;
	looked = true;
}

static rc turn_end(void *state)
{
	int ms = atomic_load(&seen->commit_ms);

	(void)state;
	nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000L }, NULL);
	if (atomic_load(&seen->commit_fails) > 0) {
		atomic_fetch_sub(&seen->commit_fails, 1);
		FAIL(DB_FULL);
	}
	must(looked);
	atomic_store(&seen->committed, atomic_load(&seen->turn));
	atomic_fetch_add(&seen->commits, 1);
	return OK;
}

static void tick(void *state)
{
	(void)state;
	atomic_fetch_add(&seen->ticks, 1);
}

static rc find_caller(void *state, const struct request *q, str token, struct caller *ret)
{
	(void)state, (void)q;
	if (str_eq(token, S("clerk-token-0123456789")))
		*ret = (struct caller){
			.user = { 7 }, .roles = ROLE_CLERK, .signed_in = true, .secret = { 1, 2, 3 }
		};
	if (str_eq(token, S("broken-token-0123456789")))
		FAIL(DB_DOWN);
	return OK;
}

static rc health(void *state, struct server_health *ret)
{
	(void)state;
	*ret = (struct server_health){ "test", "1.2.3" };
	CHECK(atomic_load(&seen->store_down) == 0, DB_DOWN);
	return OK;
}

static int job(void *cls)
{
	(void)cls;
	if (atomic_fetch_add(&seen->job_starts, 1) == 0)
		return 1; /* dies once */
	pause();
	return 0;
}

static const char *const languages[] = { "ar", "fr", "en" };
static const struct server_child children[] = { { "job", job, NULL } };

static struct server_config config_of(unsigned workers)
{
	return (struct server_config){ .workers = workers,
				       .routes = routes,
				       .routes_n = sizeof routes / sizeof routes[0],
				       .languages = languages,
				       .languages_n = 3,
				       .worker_start = worker_start,
				       .worker_stop = worker_stop,
				       .turn_begin = turn_begin,
				       .turn_look = turn_look,
				       .turn_end = turn_end,
				       .tick = tick,
				       .find_caller = find_caller,
				       .health = health,
				       .metrics_token = "let-me-see",
				       .rate = { .burst = -1 } };
}

static uint16_t port;
static pid_t server_pid;

static void start_server(struct arena *a, const struct server_config *c)
{
	struct server *s;

	seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(seen != MAP_FAILED);
	must(rc_ok(server_open(a, c, &s)));
	port = server_port(s);
	fflush(NULL);
	server_pid = fork();
	if (server_pid == 0) {
		if (freopen("/dev/null", "w", stderr) == NULL)
			_Exit(2);
		_Exit(rc_ok(server_run(s)) ? 0 : 1);
	}
}

/* What happens after a reply has left comes a little later than the reply. */
static int wait_for(_Atomic int *what, int want)
{
	for (int i = 0; i < 300 && atomic_load(what) < want; i++)
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
	return atomic_load(what);
}

static int stop_server(void)
{
	int status = 0;

	kill(server_pid, SIGTERM);
	waitpid(server_pid, &status, 0);
	munmap(seen, sizeof *seen);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* ---- a client ---- */

static int dial(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons(port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct timeval tv = { .tv_sec = 10 };

	must(fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv) == 0);
	must(connect(fd, (struct sockaddr *)(void *)&to, sizeof to) == 0);
	return fd;
}

static void put(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t m = send(fd, p, n, MSG_NOSIGNAL);
		if (m <= 0)
			return;
		p += m, n -= (size_t)m;
	}
}

struct answer {
	int status; /* 0: the connection ended without one */
	char head[4096];
	char *body;
	size_t n;
	bool closed; /* the server closed after it */
};

static bool head_has(const struct answer *r, const char *line) { return strcasestr(r->head, line) != NULL; }

/* Reads one answer; `a` keeps its body. */
static struct answer get_answer(struct arena *a, int fd, bool no_body)
{
	struct answer r = { 0 };
	size_t n = 0;
	const char *at;

	while (n < sizeof r.head - 1 && strstr(r.head, "\r\n\r\n") == NULL) {
		if (recv(fd, r.head + n, 1, 0) != 1) {
			r.closed = true;
			return r;
		}
		n++;
	}
	r.status = strncmp(r.head, "HTTP/1.", 7) == 0 ? (int)strtol(r.head + 9, NULL, 10) : -1;
	at = strcasestr(r.head, "\r\nContent-Length: ");
	r.n = at != NULL && !no_body ? strtoul(at + 18, NULL, 10) : 0;
	r.body = arena_array(a, char, r.n + 1);
	for (n = 0; n < r.n;) {
		ssize_t m = recv(fd, r.body + n, r.n - n, 0);
		if (m <= 0) {
			r.status = 0;
			break;
		}
		n += (size_t)m;
	}
	r.closed = strcasestr(r.head, "\r\nConnection: close") != NULL;
	return r;
}

static struct answer ask_raw(struct arena *a, const char *p, size_t n)
{
	int fd = dial();

	put(fd, p, n);
	struct answer r = get_answer(a, fd, strncmp(p, "HEAD", 4) == 0);
	close(fd);
	return r;
}

static struct answer ask(struct arena *a, const char *request)
{
	return ask_raw(a, request, strlen(request));
}

#define GET_WITH(path, headers) ask(a, "GET " path " HTTP/1.1\r\nHost: t\r\n" headers "\r\n")
#define GET(path) GET_WITH(path, "")
#define COOKIE "Cookie: sanad=clerk-token-0123456789\r\n"
#define OURS "Sec-Fetch-Site: same-origin\r\n"
static void same_body(struct answer r, const char *want)
{
	t_checks++;
	if (!str_eq((str){ r.body, r.n }, str_of(want)))
		t_fail("body is '%.*s', want '%s'", (int)r.n, r.body == NULL ? "" : r.body, want);
}
#define body_is(r, text) same_body((r), (text))

static struct answer post(struct arena *a, const char *path, const char *headers, str body)
{
	str all = str_printf(a, "POST %s HTTP/1.1\r\nHost: t\r\nContent-Length: %zu\r\n%s\r\n%.*s", path,
			     body.n, headers, STR_ARG(body));

	return ask_raw(a, all.p, all.n);
}

/* ---- tests ---- */

T(pages_languages_redirects_methods)
{
	struct server_config c = config_of(1);
	struct answer r;

	start_server(a, &c);
	r = GET("/fr/hello");
	t_int(r.status, 200);
	body_is(r, "<p>bonjour</p>");
	r = GET("/ar");
	body_is(r, "<p>salam</p>");
	r = GET("/fr/feeds/new");
	t_int(r.status, 200);
	r = GET("/fr/feeds/9223372036854775807?day=2026-02-28&page=-3");
	body_is(r, "{\"feed\":9223372036854775807,\"page\":-3,\"day\":\"2026-02-28\"}");
	t_int(GET("/fr/feeds/9223372036854775808?day=2026-02-28").status, 404);
	t_int(GET("/fr/feeds/0?day=2026-02-28").status, 404);
	r = GET("/fr/feeds/1?day=2026-02-30");
	t_int(r.status, 400);
	t_ok(strstr(r.body, "FORM_FIELD") != NULL && head_has(&r, "application/json"));
	t_int(GET("/fr/feeds/1").status, 400);
	r = GET_WITH("/hello?x=1", "Accept-Language: en-GB;q=0.8, de\r\n");
	t_int(r.status, 302);
	t_ok(head_has(&r, "\r\nLocation: /en/hello?x=1\r\n"));
	r = GET_WITH("/", "Accept-Language: en\r\nCookie: lang=fr\r\n");
	t_ok(r.status == 302 && head_has(&r, "\r\nLocation: /fr\r\n"));
	r = GET("/fr/hello/?a=b");
	t_ok(r.status == 308 && head_has(&r, "\r\nLocation: /fr/hello?a=b\r\n"));
	t_int(GET("/fr/nothing").status, 404);
	t_int(GET("/de/hello").status, 404);
	r = ask(a, "DELETE /fr/hello HTTP/1.1\r\nHost: t\r\n\r\n");
	t_ok(r.status == 405 && head_has(&r, "\r\nAllow: GET, HEAD, OPTIONS\r\n"));
	r = ask(a, "OPTIONS /fr/form HTTP/1.1\r\nHost: t\r\n\r\n");
	t_ok(r.status == 204 && head_has(&r, "\r\nAllow: POST, OPTIONS\r\n"));
	t_int(ask(a, "BREW /fr/hello HTTP/1.1\r\nHost: t\r\n\r\n").status, 501);
	r = ask(a, "HEAD /fr/hello HTTP/1.1\r\nHost: t\r\n\r\n");
	t_ok(r.status == 200 && head_has(&r, "\r\nContent-Length: 14\r\n"));
	t_int(stop_server(), 0);
}

T(every_reply_carries_the_guards)
{
	static const char *const asks[] = {
		"GET /fr/hello HTTP/1.1\r\nHost: t\r\n\r\n", "GET /no HTTP/1.1\r\nHost: t\r\n\r\n",
		"GET /hello HTTP/1.1\r\nHost: t\r\n\r\n",    "GET /fr/hello HTTP/1.1\r\n\r\n",
		"PUT /fr/hello HTTP/1.1\r\nHost: t\r\n\r\n", "GET /big HTTP/1.1\r\nHost: t\r\n\r\n",
		"GET /health HTTP/1.1\r\nHost: t\r\n\r\n"
	};
	struct server_config c = config_of(1);
	struct answer r;

	start_server(a, &c);
	for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
		r = ask(a, asks[i]);
		t_ok(head_has(&r, "\r\nContent-Security-Policy: default-src 'none'; style-src 'self';"));
		t_ok(head_has(&r, "\r\nX-Content-Type-Options: nosniff\r\n"));
		t_ok(head_has(&r, "\r\nReferrer-Policy: same-origin\r\n"));
		t_ok(head_has(&r, "\r\nPermissions-Policy: camera=()"));
		t_ok(head_has(&r, "\r\nCross-Origin-Opener-Policy: same-origin\r\n"));
		t_ok(head_has(&r, "\r\nCache-Control: "));
		t_ok(head_has(&r, "\r\nContent-Length: "));
	}
	r = GET_WITH("/fr/me", COOKIE);
	t_ok(r.status == 200 && head_has(&r, "\r\nCache-Control: no-store\r\n"));
	r = GET_WITH("/fr/long", "Accept-Encoding: br, gzip;q=0.5\r\n");
	t_ok(r.status == 200 && head_has(&r, "\r\nContent-Encoding: gzip\r\n") && r.n < 10000);
	r = GET_WITH("/fr/long", "Accept-Encoding: gzip;q=0\r\n");
	t_ok(r.status == 200 && !head_has(&r, "\r\nContent-Encoding") && r.n > 20000);
	r = GET("/big");
	t_ok(r.n == BIG && r.body[BIG - 1] == 'a' + (BIG - 1) % 26);
	t_ok(head_has(&r, "\r\nContent-Disposition: attachment; filename=\"DGI_1_.csv\"\r\n"));
	t_int(stop_server(), 0);
}

T(malformed_requests_are_refused_and_the_connection_closed)
{
#define H "Host: t\r\n"
	static const struct {
		const char *what, *raw;
		size_t n;
		int status;
	} bad[] = {
#define BAD(what, raw, status) { what, raw, sizeof(raw) - 1, status }
		BAD("two different lengths",
		    "POST /json HTTP/1.1\r\n" H "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
		BAD("two equal lengths",
		    "POST /json HTTP/1.1\r\n" H "Content-Length: 1\r\nContent-Length: 1\r\n\r\na", 400),
		BAD("length and coding",
		    "POST /json HTTP/1.1\r\n" H
		    "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		    400),
		BAD("another coding",
		    "POST /json HTTP/1.1\r\n" H "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
		BAD("coding in HTTP/1.0",
		    "POST /json HTTP/1.0\r\n" H "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
		BAD("no Host", "GET /fr HTTP/1.1\r\n\r\n", 400),
		BAD("two Hosts", "GET /fr HTTP/1.1\r\n" H "Host: u\r\n\r\n", 400),
		BAD("bad Host", "GET /fr HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
		BAD("blank before the colon", "GET /fr HTTP/1.1\r\n" H "X : 1\r\n\r\n", 400),
		BAD("folded", "GET /fr HTTP/1.1\r\n" H "X: 1\r\n 2\r\nY: 3\r\n\r\n", 400),
		BAD("folded, the last", "GET /fr HTTP/1.1\r\n" H "X: 1\r\n\t2\r\n\r\n", 400),
		BAD("folded length", "POST /json HTTP/1.1\r\n" H "Content-Length: 1\r\n 2\r\nX: 1\r\n\r\na",
		    400),
		BAD("first line folded", "GET /fr HTTP/1.1\r\n X: 1\r\n" H "\r\n", 400),
		BAD("NUL in a value", "GET /fr HTTP/1.1\r\n" H "X: a\0b\r\nY: 1\r\n\r\n", 400),
		BAD("NUL in the last value", "GET /fr HTTP/1.1\r\n" H "X: a\0b\r\n\r\n", 400),
		BAD("NUL in a name", "GET /fr HTTP/1.1\r\n" H "X\0Z: a\r\nY: 1\r\n\r\n", 400),
		BAD("NUL in the target", "GET /fr\0x HTTP/1.1\r\n" H "\r\n", 400),
		BAD("control character", "GET /fr HTTP/1.1\r\n" H "X: \x01\r\n\r\n", 400),
		BAD("bare LF", "GET /fr HTTP/1.1\r\n" H "X: 1\nY: 2\r\n\r\n", 400),
		BAD("bare CR", "GET /fr HTTP/1.1\r\n" H "X: 1\rY: 2\r\n\r\n", 400),
		BAD("no colon", "GET /fr HTTP/1.1\r\n" H "X\r\n\r\n", 400),
		BAD("absolute target", "GET http://t/fr HTTP/1.1\r\n" H "\r\n", 400),
		BAD("authority target", "CONNECT t:80 HTTP/1.1\r\n" H "\r\n", 400),
		BAD("star", "OPTIONS * HTTP/1.1\r\n" H "\r\n", 400),
		BAD("two blanks", "GET  /fr HTTP/1.1\r\n" H "\r\n", 400),
		BAD("blank after the target", "GET /fr  HTTP/1.1\r\n" H "\r\n", 400),
		BAD("dots", "GET /fr/../x HTTP/1.1\r\n" H "\r\n", 400),
		BAD("coded dots", "GET /fr/%2e%2E/x HTTP/1.1\r\n" H "\r\n", 400),
		BAD("%00", "GET /fr/%00 HTTP/1.1\r\n" H "\r\n", 400),
		BAD("//", "GET //fr HTTP/1.1\r\n" H "\r\n", 400),
		BAD("bad %", "GET /fr?a=%4 HTTP/1.1\r\n" H "\r\n", 400),
		BAD("version", "GET /fr HTTP/2.0\r\n" H "\r\n", 505),
		BAD("expectation", "POST /json HTTP/1.1\r\n" H "Expect: tea\r\nContent-Length: 1\r\n\r\na",
		    400),
		BAD("length not a number", "POST /json HTTP/1.1\r\n" H "Content-Length: 1x\r\n\r\na", 400),
		BAD("negative length", "POST /json HTTP/1.1\r\n" H "Content-Length: -1\r\n\r\na", 400),
	};
	struct server_config c = config_of(1);

	start_server(a, &c);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		int before = t_bad, fd = dial();
		char byte;
		put(fd, bad[i].raw, bad[i].n);
		struct answer r = get_answer(a, fd, false);
		t_int(r.status, bad[i].status);
		ssize_t left;
		while ((left = recv(fd, &byte, 1, 0)) >
		       0) /* the library says some of its own refusals twice */
			;
		t_int(left, 0);
		if (t_bad != before)
			printf("# %s: %s\n", bad[i].what, r.body != NULL ? r.body : "");
		close(fd);
	}
	t_int(GET("/fr").status, 200);
	t_int(stop_server(), 0);
}

T(too_many_and_too_long_heads)
{
	struct server_config c = config_of(1);
	struct out o;

	start_server(a, &c);
	out_init(&o, a, 100000);
	out_lit(&o, "GET /fr HTTP/1.1\r\nHost: t\r\n");
	for (int i = 0; i < 63; i++)
		out_printf(&o, "X%d: 1\r\n", i);
	out_lit(&o, "\r\n");
	t_int(ask_raw(a, o.p, o.n).status, 200);
	o.n -= 2;
	out_lit(&o, "Y: 1\r\n\r\n");
	t_int(ask_raw(a, o.p, o.n).status, 431);
	o.n = 0;
	out_lit(&o, "GET /fr HTTP/1.1\r\nHost: t\r\nX: ");
	for (int i = 0; i < 40000; i++)
		out_char(&o, 'x');
	out_lit(&o, "\r\n\r\n");
	t_int(ask_raw(a, o.p, o.n).status, 431);
	o.n = 0;
	out_lit(&o, "GET /fr?");
	for (int i = 0; i < 40000; i++)
		out_char(&o, 'x');
	out_lit(&o, " HTTP/1.1\r\nHost: t\r\n\r\n");
	t_int(ask_raw(a, o.p, o.n).status, 414);
	t_int(GET("/fr").status, 200);
	t_int(stop_server(), 0);
}

T(keep_alive_pipelining_and_a_byte_at_a_time)
{
	struct server_config c = config_of(1);
	static const char two[] = "GET /fr/hello HTTP/1.1\r\nHost: t\r\n\r\n"
				  "POST /json HTTP/1.1\r\nHost: t\r\n" OURS "Content-Length: 5\r\n\r\n{\"a\"}"
				  "GET /en/hello HTTP/1.1\r\nHost: t\r\n\r\n";

	start_server(a, &c);
	int fd = dial();
	for (int round = 0; round < 3; round++) {
		put(fd, two, sizeof two - 1);
		body_is(get_answer(a, fd, false), "<p>bonjour</p>");
		body_is(get_answer(a, fd, false), "{\"a\"}");
		body_is(get_answer(a, fd, false), "<p>hello</p>");
	}
	for (size_t i = 0; i < sizeof two - 1; i++) {
		put(fd, two + i, 1);
		nanosleep(&(struct timespec){ .tv_nsec = 200000 }, NULL);
	}
	body_is(get_answer(a, fd, false), "<p>bonjour</p>");
	body_is(get_answer(a, fd, false), "{\"a\"}");
	body_is(get_answer(a, fd, false), "<p>hello</p>");
	close(fd);
	static const char chunked[] =
	    "POST /json HTTP/1.1\r\nHost: t\r\n" OURS "Transfer-Encoding: chunked\r\n\r\n"
	    "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
	body_is(ask(a, chunked), "abcde");
	t_int(stop_server(), 0);
}

T(who_may_call)
{
	struct server_config c = config_of(1);
	struct answer r;

	start_server(a, &c);
	t_int(GET("/fr/me").status, 401);
	r = GET_WITH("/fr/me", COOKIE);
	t_ok(r.status == 200 && strncmp(r.body, "user 7 ", 7) == 0);
	t_int(GET_WITH("/fr/me", "Authorization: Bearer clerk-token-0123456789\r\n").status, 200);
	t_int(GET_WITH("/fr/me", "Cookie: sanad=other-token-0123456789\r\n").status, 401);
	t_int(GET_WITH("/fr/me", "Cookie: sanad=clerk-token-0123456789; sanad=clerk-token-0123456789\r\n")
		  .status,
	      401);
	t_int(GET_WITH("/fr/chief", COOKIE).status, 403);
	r = GET_WITH("/fr/me", "Cookie: sanad=broken-token-0123456789\r\n");
	t_ok(r.status == 503 && head_has(&r, "\r\nRetry-After: 1\r\n"));
	t_int(stop_server(), 0);
}

T(forms_come_from_our_own_pages)
{
	struct server_config c = config_of(1);
	struct answer r;
	char token[FORM_TOKEN_CHARS + 1];

#define FORM_TYPE "Content-Type: application/x-www-form-urlencoded\r\n"
	start_server(a, &c);
	r = GET_WITH("/fr/me", COOKIE);
	memcpy(token, r.body + 7, FORM_TOKEN_CHARS), token[FORM_TOKEN_CHARS] = 0;
	str good = str_printf(a, "_token=%s&name=Amina", token), missing = str_printf(a, "_token=%s", token);
	str too_long = str_printf(a, "_token=%s&name=01234567890", token);

	r = post(a, "/fr/form", COOKIE OURS FORM_TYPE, good);
	t_int(r.status, 200);
	body_is(r, "<p>0 wrong, name 1 'Amina'</p>");
	r = post(a, "/ar/form", COOKIE "Origin: http://t\r\n" FORM_TYPE, too_long);
	t_int(r.status, 422);
	body_is(r, "<p>1 wrong, name 2 '01234567890'</p>");
	t_int(post(a, "/fr/form", COOKIE "Referer: http://t/fr/x\r\n" FORM_TYPE, missing).status, 422);
	t_int(post(a, "/fr/form", COOKIE FORM_TYPE, good).status, 403);
	t_int(post(a, "/fr/form", COOKIE "Sec-Fetch-Site: cross-site\r\nOrigin: http://t\r\n" FORM_TYPE, good)
		  .status,
	      403);
	t_int(post(a, "/fr/form", COOKIE "Sec-Fetch-Site: same-site\r\n" FORM_TYPE, good).status, 403);
	t_int(post(a, "/fr/form", COOKIE "Origin: http://t.evil\r\n" FORM_TYPE, good).status, 403);
	t_int(post(a, "/fr/form", COOKIE "Origin: null\r\n" FORM_TYPE, good).status, 403);
	t_int(post(a, "/fr/form", COOKIE OURS FORM_TYPE, S("name=x")).status, 403);
	t_int(post(a, "/fr/strict", COOKIE OURS FORM_TYPE, good).status, 403); /* a token of another form */
	token[FORM_TOKEN_CHARS - 1] = token[FORM_TOKEN_CHARS - 1] == '0' ? '1' : '0';
	t_int(post(a, "/fr/form", COOKIE OURS FORM_TYPE, str_printf(a, "_token=%s&name=x", token)).status,
	      403);
	t_int(post(a, "/fr/form", "Authorization: Bearer clerk-token-0123456789\r\n" FORM_TYPE, S("name=x"))
		  .status,
	      200);
	t_int(
	    post(a, "/fr/strict", "Authorization: Bearer clerk-token-0123456789\r\n" FORM_TYPE, S("")).status,
	    400);
	t_int(post(a, "/fr/form",
		   "Authorization: Bearer clerk-token-0123456789\r\nContent-Type: text/plain\r\n",
		   S("name=x"))
		  .status,
	      415);
	t_int(post(a, "/fr/save", OURS, S("")).status, 303);
	t_int(post(a, "/fr/save", "", S("")).status, 403);
	t_int(stop_server(), 0);
}

T(bodies_have_limits)
{
	struct server_config c = config_of(1);
	char *big_body = arena_array(a, char, 300000);
	struct answer r;

	memset(big_body, 'x', 300000);
	start_server(a, &c);
	t_int(post(a, "/json", OURS, (str){ big_body, BODY_MAX }).status, 200);
	t_int(post(a, "/json", OURS, (str){ big_body, BODY_MAX + 1 }).status, 413);
	r = ask(a, "POST /json HTTP/1.1\r\nHost: t\r\n" OURS
		   "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
	t_int(r.status, 413);
	r = ask(a, "POST /json HTTP/1.1\r\nHost: t\r\n" OURS
		   "Expect: 100-continue\r\nContent-Length: 9\r\n\r\n");
	t_int(r.status, 100);
	int fd = dial();
	str head = S("POST /json HTTP/1.1\r\nHost: t\r\n" OURS "Transfer-Encoding: chunked\r\n\r\n493e0\r\n");
	put(fd, head.p, head.n);
	put(fd, big_body, 300000);
	put(fd, "\r\n0\r\n\r\n", 7);
	r = get_answer(a, fd, false);
	t_int(r.status, 0); /* more than it may ever read: cut */
	close(fd);
	fd = dial();
	head = S("POST /json HTTP/1.1\r\nHost: t\r\n" OURS "Transfer-Encoding: chunked\r\n\r\n11170\r\n");
	put(fd, head.p, head.n);
	put(fd, big_body, 70000);
	put(fd, "\r\n0\r\n\r\n", 7);
	t_int(get_answer(a, fd, false).status, 413);
	close(fd);
	t_int(ask(a, "GET /fr HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\n\r\nx").status, 415);
	t_int(stop_server(), 0);
}

enum { UPLOAD_MB = 100 };

T(an_upload_is_streamed_in_flat_memory)
{
	struct server_config c = config_of(1);
	static char block[1 << 20];
	uint64_t hash = 0, bytes = (uint64_t)UPLOAD_MB << 20;
	str head = S("--xyz\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nsalam\r\n--xyz\r\n"
		     "Content-Disposition: form-data; name=\"file\"; filename=\"DGI.csv\"\r\n\r\n");
	str tail = S("\r\n--xyz--\r\n");

	start_server(a, &c);
	for (size_t i = 0; i < sizeof block; i++)
		block[i] = (char)(i * 7 % 251);
	int fd = dial();
	str line = str_printf(
	    a,
	    "POST /fr/upload HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer clerk-token-0123456789\r\n"
	    "Content-Type: multipart/form-data; boundary=xyz\r\nContent-Length: %llu\r\n\r\n",
	    (unsigned long long)(bytes + head.n + tail.n));
	put(fd, line.p, line.n);
	put(fd, head.p, head.n);
	for (int i = 0; i < UPLOAD_MB; i++) {
		put(fd, block, sizeof block);
		for (size_t j = 0; j < sizeof block; j++)
			hash = hash * 31 + (unsigned char)block[j];
	}
	put(fd, tail.p, tail.n);
	struct answer r = get_answer(a, fd, false);
	close(fd);
	t_int(r.status, 200);
	t_ok(r.n > 0 &&
	     str_eq((str){ r.body, r.n }, str_printf(a, "{\"files\":1,\"bytes\":%llu,\"hash\":%llu}",
						     (unsigned long long)bytes, (unsigned long long)hash)));
	printf("# worker's peak memory %ld kB for %d MB\n", atomic_load(&seen->peak_kb), UPLOAD_MB);
#ifndef __SANITIZE_ADDRESS__
	t_ok(atomic_load(&seen->peak_kb) < 32 * 1024);
#endif
	t_int(wait_for(&seen->dropped, 1), 1);
	t_int(stop_server(), 0);
}

T(uploads_that_are_refused_keep_nothing)
{
	struct server_config c = config_of(1);
	str file =
	    S("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n1\r\n--x--");
	str other =
	    S("--x\r\nContent-Disposition: form-data; name=\"other\"; filename=\"a\"\r\n\r\n1\r\n--x--");
	str none = S("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--x--");

#define MULTI "Content-Type: multipart/form-data; boundary=x\r\n"
#define BEARER "Authorization: Bearer clerk-token-0123456789\r\n"
	start_server(a, &c);
	t_int(post(a, "/fr/upload", MULTI, file).status, 401);
	t_int(post(a, "/fr/upload", COOKIE OURS MULTI, file).status, 403); /* no token before the file */
	t_int(post(a, "/fr/upload", BEARER MULTI, other).status, 400);
	t_int(post(a, "/fr/upload", BEARER MULTI, none).status, 400);
	t_int(atomic_load(&seen->dropped), 0);
	t_int(post(a, "/fr/upload", BEARER MULTI, (str){ file.p, file.n - 2 }).status, 400);
	t_int(wait_for(&seen->dropped, 1), 1); /* begun, broken off, dropped */
	t_int(post(a, "/fr/upload", BEARER MULTI, file).status, 200);
	struct answer r =
	    ask(a, "PUT /api/stream HTTP/1.1\r\nHost: t\r\n" BEARER "Content-Length: 3\r\n\r\nabc");
	body_is(r, "{\"files\":1,\"bytes\":3,\"hash\":96354}");
	int fd = dial();
	str cut = S("PUT /api/stream HTTP/1.1\r\nHost: t\r\n" BEARER "Content-Length: 3000\r\n\r\nabc");
	put(fd, cut.p, cut.n);
	nanosleep(&(struct timespec){ .tv_nsec = 100000000 }, NULL);
	close(fd);
	t_int(wait_for(&seen->dropped, 4), 4); /* the client that went away, too */
	t_int(stop_server(), 0);
}

enum { CROWD = 50 };

static const char save_request[] =
    "POST /api/save HTTP/1.1\r\nHost: t\r\n" OURS "Content-Length: 2\r\n\r\n{}";

T(a_turn_is_one_commit_and_replies_wait_for_it)
{
	struct server_config c = config_of(1);
	int fds[CROWD], before;

	start_server(a, &c);
	for (int i = 0; i < CROWD; i++)
		fds[i] = dial();
	t_int(GET("/fr").status, 200); /* all are accepted */
	atomic_store(&seen->commit_ms, 100);
	before = atomic_load(&seen->commits);
	for (int i = 0; i < CROWD; i++)
		put(fds[i], save_request, sizeof save_request - 1);
	for (int i = 0; i < CROWD; i++) {
		struct answer r = get_answer(a, fds[i], false);
		int committed = atomic_load(&seen->committed);
		t_int(r.status, 200);
		int turn = r.n > 8 ? (int)strtol(r.body + 8, NULL, 10) : INT32_MAX;
		t_ok(turn <= committed); /* what it ran in was committed before it came */
		close(fds[i]);
	}
	t_int(atomic_load(&seen->handled), CROWD);
	int commits = atomic_load(&seen->commits) - before;
	printf("# %d requests in %d commits\n", CROWD, commits);
	t_ok(1 <= commits && commits <= 5);
	t_int(stop_server(), 0);
}

T(no_reply_leaves_while_the_commit_runs)
{
	struct server_config c = config_of(1);
	int fd;

	start_server(a, &c);
	fd = dial();
	atomic_store(&seen->commit_ms, 400);
	put(fd, save_request, sizeof save_request - 1);
	while (atomic_load(&seen->handled) == 0)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	struct pollfd p = { fd, POLLIN, 0 };
	t_int(poll(&p, 1, 200), 0); /* handled, the commit under way: silence */
	t_int(get_answer(a, fd, false).status, 200);
	close(fd);
	t_int(stop_server(), 0);
}

T(a_lost_commit_is_told_to_all_who_depended_on_it)
{
	struct server_config c = config_of(1);
	int fd;
	struct answer r;

	start_server(a, &c);
	fd = dial();
	atomic_store(&seen->commit_fails, 1);
	put(fd, save_request, sizeof save_request - 1);
	r = get_answer(a, fd, false);
	t_int(r.status, 503);
	t_ok(head_has(&r, "\r\nRetry-After: 1\r\n") && strstr(r.body, "\"NOT_SAVED\"") != NULL);
	t_ok(head_has(&r, "\r\nX-Content-Type-Options: nosniff\r\n"));
	put(fd, save_request, sizeof save_request - 1); /* the same connection goes on */
	t_int(get_answer(a, fd, false).status, 200);
	close(fd);
	atomic_store(&seen->commit_fails, 1);
	t_int(post(a, "/fr/save", OURS, S("")).status, 503);
	atomic_store(&seen->commit_fails, 1);
	t_int(GET("/fr/hello").status, 200); /* it only read */
	t_int(stop_server(), 0);
}

T(a_reply_may_be_made_behind_the_turn)
{
	struct server_config c = config_of(1);
	struct answer r;

	start_server(a, &c);
	atomic_store(&seen->commit_ms, 20);
	r = GET_WITH("/api/later", BEARER);
	t_int(r.status, 200);
	t_ok(strcmp(r.body, "{\"committed\":1}") == 0);
	t_ok(head_has(&r, "\r\nX-Content-Type-Options: nosniff\r\n") &&
	     head_has(&r, "\r\nCache-Control: no-store\r\n"));
	r = GET_WITH("/api/later", BEARER "X-Fail: 1\r\n");
	t_ok(r.status == 404 && strstr(r.body, "PERSON_NONE") != NULL);
	t_ok(head_has(&r, "\r\nX-Content-Type-Options: nosniff\r\n"));
	r = ask(a, "HEAD /api/later HTTP/1.1\r\nHost: t\r\n" BEARER "\r\n");
	t_int(r.status, 200);
	atomic_store(&seen->commit_fails, 1);
	r = GET_WITH("/api/later", BEARER);
	t_ok(r.status == 503 && strstr(r.body, "NOT_SAVED") != NULL);
	t_int(GET_WITH("/api/later", BEARER).status, 200);
	r = GET("/api/later");
	t_ok(r.status == 401 && head_has(&r, "\r\nWWW-Authenticate: Bearer\r\n"));
	/* whoever goes away in between is missed by nobody */
	atomic_store(&seen->commit_ms, 100);
	for (int i = 0; i < 10; i++) {
		int fd = dial();
		put(fd, "GET /api/later HTTP/1.1\r\nHost: t\r\n" BEARER "\r\n",
		    sizeof "GET /api/later HTTP/1.1\r\nHost: t\r\n" BEARER "\r\n" - 1);
		close(fd);
	}
	t_int(GET_WITH("/api/later", BEARER).status, 200);
	t_int(stop_server(), 0);
}

/* Asks for /pid until the answer differs from `not`; 0 when it never does. */
static int other_pid(struct arena *a, int not )
{
	for (int i = 0; i < 300; i++) {
		struct answer r = GET("/pid");
		int pid = r.status == 200 ? (int)strtol(r.body, NULL, 10) : 0;
		if (pid != 0 && pid != not )
			return pid;
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
	}
	return 0;
}

enum { CLIENTS = 4, ASKS = 300 };

/* One client under load; exits with how many of its requests got no answer. */
static void client(struct arena *a)
{
	int lost = 0;

	for (int i = 0; i < ASKS; i++)
		lost += GET("/fr/hello").status != 200;
	_Exit(lost);
}

T(a_killed_worker_is_replaced_while_others_go_on)
{
	struct server_config c = config_of(2);
	pid_t clients[CLIENTS];
	int lost = 0, kills = 0, st;

	start_server(a, &c);
	int first = other_pid(a, 0);
	fflush(NULL);
	for (int i = 0; i < CLIENTS; i++)
		if ((clients[i] = fork()) == 0)
			client(a);
	for (int i = 0; i < 3; i++) {
		struct answer r = GET("/pid");
		nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
		if (r.status == 200)
			kills += kill((pid_t)strtol(r.body, NULL, 10), SIGKILL) == 0;
		nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
	}
	for (int i = 0; i < CLIENTS; i++) {
		waitpid(clients[i], &st, 0);
		t_ok(WIFEXITED(st));
		lost += WEXITSTATUS(st);
	}
	printf("# %d of %d requests lost with %d killed workers\n", lost, CLIENTS * ASKS, kills);
	t_int(kills, 3);
	t_ok(lost <= CLIENTS * kills); /* what a worker had in its hands, no more */
	t_int(GET("/crash").status, 0);
	t_ok(first != 0 && other_pid(a, first) != 0);
	struct answer r = GET("/metrics");
	t_ok(r.status == 200 && strstr(r.body, "sanad_restarts_total 0\n") == NULL);
	t_int(stop_server(), 0);
}

T(other_children_are_started_again_too)
{
	struct server_config c = config_of(1);

	c.children = children;
	c.children_n = 1;
	start_server(a, &c);
	t_int(wait_for(&seen->job_starts, 2), 2);
	t_ok(wait_for(&seen->ticks, 2) >= 2);
	t_int(stop_server(), 0);
}

static rc start_fails(void *cls, struct arena *life, void **ret_state)
{
	(void)cls, (void)life, (void)ret_state;
	FAIL(DB_DOWN);
}

T(a_server_whose_workers_cannot_start_gives_up)
{
	struct server_config c = config_of(8); /* more children, the sooner one of them is given up */
	int status = 0;

	c.worker_start = start_fails;
	c.workers = 1;
	start_server(a, &c);
	nanosleep(&(struct timespec){ .tv_nsec = 300000000 }, NULL);
	t_int(waitpid(server_pid, &status, WNOHANG), 0); /* it tries again for a while */
	kill(server_pid, SIGTERM);
	waitpid(server_pid, &status, 0);
	t_ok(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	munmap(seen, sizeof *seen);
}

T(a_stop_lets_requests_finish)
{
	struct server_config c = config_of(2);
	int fd, idle;

	start_server(a, &c);
	t_int(wait_for(&seen->started, 2), 2);
	fd = dial(), idle = dial();
	put(fd, "GET /slow HTTP/1.1\r\nHost: t\r\n\r\n", 32);
	while (atomic_load(&seen->handled) == 0)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	kill(server_pid, SIGTERM);
	struct answer r = get_answer(a, fd, false);
	t_int(r.status, 200);
	char byte;
	t_int(recv(fd, &byte, 1, 0), 0);
	t_int(recv(idle, &byte, 1, 0), 0);
	close(fd), close(idle);
	int status;
	waitpid(server_pid, &status, 0);
	t_ok(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	t_int(atomic_load(&seen->stopped), 2);
	munmap(seen, sizeof *seen);
}

T(clients_that_say_nothing_are_closed)
{
	struct server_config c = config_of(1);
	char byte;

	c.idle_s = 1;
	start_server(a, &c);
	int silent = dial(), dripping = dial();
	for (int i = 0; i < 30; i++) { /* a byte now and then doesn't keep a head open for ever */
		put(dripping, "G", 1);
		nanosleep(&(struct timespec){ .tv_nsec = 100000000 }, NULL);
	}
	t_ok(recv(silent, &byte, 1, MSG_DONTWAIT) == 0);
	t_ok(recv(dripping, &byte, 1, MSG_DONTWAIT) <= 0 && errno != EAGAIN);
	close(silent), close(dripping);
	t_int(stop_server(), 0);
}

T(limits_of_one_address)
{
	static const char *const fronts[] = { "127.0.0.1" };
	struct server_config c = config_of(2);
	int good = 0;
	struct answer r;

	c.slow = (struct limit_rule){ 5, 60000 };
	c.fronts = fronts, c.fronts_n = 1;
	start_server(a, &c);
	for (int i = 0; i < 20; i++)
		good += GET_WITH("/fr/try", "X-Forwarded-For: 1.2.3.4\r\n").status == 200;
	t_int(good, 5); /* over both workers */
	r = GET_WITH("/fr/try", "X-Forwarded-For: 1.2.3.4\r\n");
	t_ok(r.status == 429 && head_has(&r, "\r\nRetry-After: "));
	t_int(GET_WITH("/fr/try", "X-Forwarded-For: 1.2.3.4, 5.6.7.8\r\n").status, 200);
	t_int(GET_WITH("/fr/hello", "X-Forwarded-For: 1.2.3.4\r\n").status, 200);
	for (int i = 0; i < 3; i++)
		t_int(GET("/fr/signin/amina").status, 200);
	r = GET("/fr/signin/amina");
	t_ok(r.status == 429 && head_has(&r, "\r\nRetry-After: "));
	t_int(GET("/fr/signin/brahim").status, 200);
	t_int(stop_server(), 0);
}

T(an_address_counts_only_for_callers_that_nobody_knows)
{
	struct server_config c = config_of(1);
	int good = 0;

	c.rate = (struct limit_rule){ 5, 60000 };
	start_server(a, &c);
	for (int i = 0; i < 20; i++)
		good += GET_WITH("/api/later", BEARER).status == 200;
	t_int(good, 20);
	good = 0;
	for (int i = 0; i < 20; i++)
		good += GET("/api/later").status == 401;
	t_int(good, 5);
	t_int(GET("/api/later").status, 429);
	t_int(GET_WITH("/api/later", BEARER).status, 200);
	t_int(GET("/fr/hello").status, 429);
	t_int(stop_server(), 0);
}

T(health_and_metrics)
{
	struct server_config c = config_of(1);
	struct answer r;

	start_server(a, &c);
	r = GET("/health");
	t_int(r.status, 200);
	body_is(r, "{\"status\":\"ok\",\"engine\":\"test\",\"version\":\"1.2.3\"}\n");
	atomic_store(&seen->store_down, 1);
	r = GET("/health");
	t_int(r.status, 503);
	body_is(r, "{\"status\":\"down\",\"engine\":\"test\",\"version\":\"1.2.3\",\"error\":\"DB_DOWN\"}\n");
	(void)GET("/fr/feeds/5?day=2026-01-01");
	(void)GET("/nowhere");
	r = GET("/metrics");
	t_int(r.status, 200);
	t_ok(strstr(r.body, "sanad_http_requests_total{route=\"GET /health\",status=\"200\"} 1\n") != NULL);
	t_ok(strstr(r.body, "sanad_http_requests_total{route=\"GET /feeds/{feed:id}\",status=\"200\"} 1\n") !=
	     NULL);
	t_ok(strstr(r.body, "sanad_http_requests_total{route=\"none\",status=\"404\"} 1\n") != NULL);
	t_ok(strstr(r.body, "sanad_http_in_flight 1\n") != NULL);
	t_int(GET_WITH("/metrics", "X-Forwarded-For: 127.0.0.1\r\n").status,
	      403); /* a front that nobody told us of */
	t_int(GET_WITH("/metrics", "X-Forwarded-For: 1.1.1.1\r\nAuthorization: Bearer let-me-see\r\n").status,
	      200);
	t_int(GET_WITH("/metrics", "X-Forwarded-For: 1.1.1.1\r\nAuthorization: Bearer let-me-sea\r\n").status,
	      403);
	t_int(stop_server(), 0);
}
